"""Pages of the panel: interests, findings, moderation, questions to a bidder."""
