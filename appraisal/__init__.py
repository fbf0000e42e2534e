"""Choose a supplier of an IT service by the maturity of its processes, defensibly."""

__version__ = "0.1.0"
