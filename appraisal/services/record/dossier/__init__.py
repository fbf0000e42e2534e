"""The dossier's acts: from the store to the sealed file, family of documents by family."""
