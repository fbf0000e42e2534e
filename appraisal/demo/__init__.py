"""The example tenders: bundled bids with their stories, and whole tenders played by the acts that people use."""
