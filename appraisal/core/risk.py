"""Process risk: what the gaps on each maturity level put at risk (section 5; the idea is ISO/IEC 15504-4's)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from appraisal.core.comparison import Gap, Risk

RISKS: Sequence[Risk] = ("none", "low", "medium", "high")
"""From none to the highest."""

TABLE: Mapping[int, Mapping[str, Risk]] = {
    2: {"slight": "medium", "significant": "high", "substantial": "high"},
    3: {"slight": "low", "significant": "medium", "substantial": "medium"},
    4: {"slight": "low", "significant": "low", "substantial": "medium"},
    5: {"slight": "low", "significant": "low", "substantial": "low"},
}
"""The risk of a gap on a level, by how large the gap is."""


def level_gap(level: int, gaps: Sequence[Gap]) -> str | None:
    """How large the gap on a level is: slight, significant or substantial; None without one."""
    majors = gaps.count("major")
    if majors > 1 or (majors and level == 2):
        return "substantial"
    if majors:
        return "significant"
    return "slight" if "minor" in gaps else None


def risk_by_level(gaps: Iterable[tuple[int, Gap]]) -> dict[int, Risk]:
    """The risk on each level that has a required area, lowest level first, from (level, gap) of each area."""
    by_level: dict[int, list[Gap]] = {}
    for level, gap in gaps:
        by_level.setdefault(level, []).append(gap)
    return {
        level: TABLE[level][size] if (size := level_gap(level, by_level[level])) else "none"
        for level in sorted(by_level)
    }


def highest(risks: Iterable[Risk]) -> Risk:
    """The highest of the risks, none when there are none."""
    return max(risks, key=RISKS.index, default="none")
