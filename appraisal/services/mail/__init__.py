"""Mails: what the acts tell people, put in the outbox inside the transaction and delivered after it."""
