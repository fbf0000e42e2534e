"""What stays: the journal, the dossier, retention, backup."""
