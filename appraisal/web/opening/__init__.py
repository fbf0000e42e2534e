"""Pages of the opening and of opened bids."""
