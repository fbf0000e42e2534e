"""What a comparison comes to, in sentences: the headline of each page and the short texts of the summary."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from appraisal.core.comparison import AreaResult, BidResult
from appraisal.reports.board import Board
from appraisal.reports.wording import (
    CAUTION,
    USE,
    Strong,
    Text,
    counted,
    joined,
    lost,
    strong_list,
    tenths,
    unearned,
)

NAMED = 3
"""How many bids or areas a sentence names before it counts the rest."""


def summary_headline(board: Board) -> str:
    """Who is recommended, or why nobody is yet."""
    winner = board.winner
    if winner is None:
        return _nobody(board)
    name, fit = board.name(winner), tenths(winner.fit.low)
    selection = board.profile.use == "selection"
    if not winner.knock_outs:
        return f"{name} ranks first{'' if selection else ' on quality'}, with {fit} of 100."
    verb = "qualifies and ranks first" if selection else "is recommended on quality"
    every = "every knock-out" if len(winner.knock_outs) > 1 else "the knock-out"
    return f"{name} {verb}: it meets {every} and reaches {fit} of 100."


def _nobody(board: Board) -> str:
    selection = board.profile.use == "selection"
    code = board.comparison.recommendation.code
    if code == "all-fail":
        return f"No supplier {'qualifies' if selection else 'can be recommended'}: none meets every knock-out."
    if code == "clarification-needed":
        start = "Nobody qualifies yet" if selection else "No recommendation yet"
        return f"{start}: no supplier meets every knock-out without clarification."
    if code == "tie":
        level = [board.name(bid) for bid in board.bids if bid.rank == 1]
        start = "" if selection else "No recommendation yet: "
        return f"{start}{joined(level, NAMED)} share first place."
    return f"{board.name(board.first)} leads, but evaluators have checked only part of what counts."


def why(board: Board) -> tuple[str, Text]:
    """The summary's first text: why this supplier, or why nobody yet."""
    reason = board.comparison.recommendation.reason
    winner = board.winner
    if winner is None:
        return "Why nobody yet" if board.comparison.ranked else "Why nobody", (reason,)
    gaps = [f"{winner.gaps(kind)} {kind}" for kind in ("minor", "major") if winner.gaps(kind)]
    if not gaps:
        return "Why this supplier", (f"{reason} It has no gap to the requirement.",)
    worst = [board.area_name(area) for area in winner.costly[:2]]
    noun = "gap" if winner.gaps("minor") + winner.gaps("major") == 1 else "gaps"
    says = f"{reason} It has {joined(gaps)} {noun} and loses most in {joined(worst)}."
    return "Why this supplier", (says,)


def out_or_open(board: Board) -> Text:
    """The summary's second text: who is excluded and by what, and who has still to clarify what."""
    out = [bid for bid in board.bids if bid.rank is None]
    unclear = [bid for bid in board.bids if bid.rank is not None and bid.eligibility == "unclear"]
    groups = [group for group in (_group(board, "Excluded", out), _group(board, "To be clarified", unclear)) if group]
    if groups:
        return tuple(run for place, group in enumerate(groups) for run in ([" ", *group] if place else group))
    if not board.first.knock_outs:
        return ("No area is a knock-out, so nobody can be excluded.",)
    return ("Nobody is excluded, and no knock-out is open.",)


def _group(board: Board, title: str, bids: Sequence[BidResult]) -> list[str]:
    if not bids:
        return []
    runs: list[str] = [f"{title}: "]
    for place, bid in enumerate(bids[:NAMED]):
        runs += [", " if place else "", Strong(board.name(bid)), f" ({_cause(board, bid)})"]
    return [*runs, f" and {len(bids) - NAMED} more." if len(bids) > NAMED else "."]


def _cause(board: Board, bid: BidResult) -> str:
    """The knock-outs that decide a bid's eligibility; an excluded bid that has the best fit is said to have it."""
    names = [board.area_name(area) for area in deciding(bid)]
    verb = "misses " if bid.eligibility == "fails" else "unclear on " if bid.rank is None else ""
    best = max(board.bids, key=lambda each: each.fit.low)
    beaten = bid is best and bid.rank is None and board.comparison.ranked
    tail = f"; its fit of {tenths(bid.fit.low)} would be the highest" if beaten else ""
    return f"{verb}{joined(names, 2)}{tail}"


def deciding(bid: BidResult) -> tuple[AreaResult, ...]:
    """The knock-outs that give a bid its eligibility: the missed ones, or the undecided ones; none where all met."""
    return tuple(area for area in bid.knock_outs if area.met == bid.eligibility != "meets")


def note(board: Board, bid: BidResult) -> str:
    """The one line to know about a bid."""
    if bid.eligibility == "meets":
        if not bid.costly:
            return "Loses no points"
        return f"Loses most on {board.area_name(bid.costly[0])} ({lost(bid.costly[0].lost)})"
    causes = deciding(bid)
    verb = "Misses" if bid.eligibility == "fails" else "Must clarify"
    return f"{verb} {board.area_name(causes[0]) if len(causes) == 1 else counted(len(causes), 'knock-out')}"


def rivals(board: Board) -> list[BidResult]:
    """The ranked bids that the unknown answers could still bring level with the first, or above it."""
    ranked = board.comparison.ranked
    return [bid for bid in ranked[1:] if bid.fit.high >= ranked[0].fit.low]


def firm(board: Board, page: int | None) -> Text:
    """The summary's third text: how firm the first place is, and what the figures are; `page` holds the robustness."""
    caution = (f"{CAUTION[board.comparison.basis]} {USE[board.profile.use]}",)
    if board.winner is None:
        return caution
    see = f": see page {page}" if page else ""
    if len(board.comparison.ranked) == 1:
        return (f"No other bid is ranked{see}. ", *caution)
    able = rivals(board)
    if not able:
        return (f"No unknown answer can change who is first{see}. ", *caution)
    names = strong_list([board.name(bid) for bid in able], 2)
    return ("Unknown answers could still bring ", *names, f" level or above{see}. ", *caution)


def beside_headline(board: Board) -> str:
    """Which area costs the bidders most."""
    places = range(len(board.profile.areas))
    costs = [sum((bid.areas[place].lost for bid in board.bids), Fraction(0)) for place in places]
    worst = max(places, key=lambda place: costs[place])
    if not costs[worst]:
        return "No supplier has a gap to the requirement." if len(board.bids) > 1 else "There is no gap to close."
    whom = "the suppliers" if len(board.bids) > 1 else board.name(board.first)
    return f"{board.area_name(board.profile.areas[worst].id)} costs {whom} most."


def charts_headline(board: Board) -> str:
    """What the first bid leaves unearned, and on which level most of it."""
    first = board.first
    if first.fit.low == 100:
        return f"{board.name(first)} earns all 100 points."
    says = f"{board.name(first)} leaves {unearned(first.fit.low)} points unearned"
    if len(board.levels) == 1:
        return f"{says}."
    on = board.areas_on
    losses = {k: sum((a.lost for a in first.areas if a.area in on[k]), Fraction(0)) for k in board.levels}
    most = max(board.levels, key=lambda level: losses[level])
    if losses[most] == 100 - first.fit.low:
        return f"{says}, all of them on level {most}."
    return f"{says}, {tenths(losses[most])} of them on level {most}."


def supplier_headline(board: Board, bid: BidResult) -> str:
    """Where one bid stands."""
    name = board.name(bid)
    if bid.eligibility == "fails":
        missed = deciding(bid)
        by = board.area_name(missed[0]) if len(missed) == 1 else f"{len(missed)} knock-outs"
        return f"{name} is excluded: it misses {by}."
    if bid.rank is None:
        return f"{name} is excluded: it cannot show every knock-out."
    if bid.eligibility == "unclear":
        above = board.comparison.ranked[: board.comparison.ranked.index(bid)]
        rises = any(bid.fit.high >= other.fit.low for other in above)
        return f"{name} {'could rank higher, but must' if rises else 'must'} clarify first."
    if not bid.costly:
        return f"{name} meets every requirement."
    if not bid.knock_outs:
        return f"{name} leaves {unearned(bid.fit.low)} of 100 points unearned."
    return f"{name} meets {'every knock-out' if len(bid.knock_outs) > 1 else 'the knock-out'}."
