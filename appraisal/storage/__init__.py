"""Memory: one SQLite file and its journal, the vault, and the evidence files."""
