"""Layout: core results become pages."""
