"""What each template is given: one dataclass of words ready to show, nothing to compute."""
