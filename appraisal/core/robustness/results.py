"""The parts of a robustness result, as reports and files read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class WeightInterval:
    """The shares of one area's weight, 0-1, between which the first bid stays first; `share` is the published one."""

    area: str
    share: Fraction
    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class MovedShare:
    """A part of the total weight that leaves or reaches an area."""

    area: str
    share: Fraction


@dataclass(frozen=True, slots=True)
class SmallestFlip:
    """The least total share that must move between areas until bid `to` draws level with the winner."""

    share: Fraction
    to: str
    from_areas: tuple[MovedShare, ...]
    to_areas: tuple[MovedShare, ...]


@dataclass(frozen=True, slots=True)
class Acceptability:
    """The share of draws in which each bid (by supplier id) takes each rank, best first."""

    draws: int
    seed: int
    any: Mapping[str, tuple[float, ...]]
    near: Mapping[str, tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Who comes first when one area is left out."""

    area: str
    first: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangedSetting:
    """Who comes first when one setting is changed."""

    change: str
    first: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """The order that another method gives the same matrix, best first, and Kendall's tau to ours."""

    order: tuple[str, ...]
    tau: float


@dataclass(frozen=True, slots=True)
class Robustness:
    """The eight parts of section 6 of the method; exact parts in fractions, simulation in floats."""

    rank_range: Mapping[str, tuple[int, int]]
    winner_certain: bool
    weight_intervals: tuple[WeightInterval, ...]
    smallest_flip: SmallestFlip | None
    acceptability: Acceptability
    leave_one_out: tuple[LeftOut, ...]
    settings: tuple[ChangedSetting, ...]
    second_opinion: Mapping[str, SecondOpinion]
    dominance: tuple[tuple[str, str], ...]
