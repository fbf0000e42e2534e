"""The opening of sealed bids, and what was in them."""
