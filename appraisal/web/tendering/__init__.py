"""Pages of tenders and lots, from the draft to publication."""
