"""The panel: interests, findings, moderation, questions to a bidder."""
