"""Pages of bids: the team, the answers, submitting, receipts."""
