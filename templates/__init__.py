"""Page templates, loaded by package name."""
