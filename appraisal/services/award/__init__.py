"""Recommending, approving, telling bidders, awarding; the letters and the evaluation report."""
