"""Pages of the journal, the dossier, retention and long work."""
