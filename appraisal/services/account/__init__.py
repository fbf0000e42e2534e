"""Accounts and sessions: who somebody is, links that let in, passwords and the second factor."""
