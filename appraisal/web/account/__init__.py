"""Pages of accounts: signing in, links, people, the outbox."""
