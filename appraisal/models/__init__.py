"""Reference models as data."""
