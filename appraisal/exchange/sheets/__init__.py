"""Spreadsheets from outside, of each format that offices save, as the texts in their cells."""
