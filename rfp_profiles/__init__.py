"""Required profiles as data: a starting point for each commonly outsourced service."""
