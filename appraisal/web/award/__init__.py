"""Pages of the award, the letters and the evaluation report."""
