"""Rules: scores, ranking and risk, with no clock, file, network or database."""
