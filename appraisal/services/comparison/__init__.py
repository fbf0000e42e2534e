"""The official comparison, the closing that makes it firm, and what was decided on it."""
