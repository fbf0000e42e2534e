"""Pages of the comparison and of the closing that makes it firm."""
