"""How firm is the ranking: what would have to change before another bid came first.

Importing this package does not import NumPy; asking for a result does.
"""

from appraisal.core.robustness.assessment import robustness_of, with_robustness
from appraisal.core.robustness.results import (
    Acceptability,
    ChangedSetting,
    LeftOut,
    MovedShare,
    Robustness,
    SecondOpinion,
    SmallestFlip,
    WeightInterval,
)

__all__ = [
    "Acceptability",
    "ChangedSetting",
    "LeftOut",
    "MovedShare",
    "Robustness",
    "SecondOpinion",
    "SmallestFlip",
    "WeightInterval",
    "robustness_of",
    "with_robustness",
]
