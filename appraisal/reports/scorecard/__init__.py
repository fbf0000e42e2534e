"""The supplier scorecard: a comparison as a PDF that can be put before a board."""
