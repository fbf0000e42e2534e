"""Bids: the team, the answers with their evidence, submitting, receipts."""
