"""How firm a ranking is, in words a board understands; the terms stand in small print elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from appraisal.core.comparison import BidResult
from appraisal.core.robustness import MovedShare, Robustness, SmallestFlip
from appraisal.reports.board import Board
from appraisal.reports.verdicts import deciding, rivals
from appraisal.reports.wording import Strong, Text, at_least, joined, least_move, of_hundred, plain, strong_list

FIRMLY = Fraction(1, 20)
"""The smallest flip from which a lead is not called narrow."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A figure and the sentence that it begins; without the figure the sentence is `plain`ly complete."""

    figure: str
    says: Text


@dataclass(frozen=True, slots=True)
class Check:
    """Another look at the ranking: whether the first stays first (None where that is not the question), and how."""

    holds: bool | None
    what: str
    result: str


def headline(board: Board, robustness: Robustness) -> str:
    """How firm first place is, in one line."""
    firsts = _firsts(board)
    name, flip = board.name(firsts[0]), robustness.smallest_flip
    if len(firsts) > 1:
        return f"{joined([board.name(bid) for bid in firsts], 3)} share first place."
    if len(board.comparison.competing) == 1:
        return f"{name} has no rival for first place."
    if flip is None:
        return f"{name} stays first under any weights."
    if not flip.share:
        return f"{name} is first by the tie-break alone."
    if flip.share >= FIRMLY:
        return f"{name} stays first unless {least_move(flip.share)} of the weight moves."
    return f"{name} leads narrowly: {at_least(flip.share)} of the weight decides."


def remarks(board: Board, robustness: Robustness) -> tuple[Remark, Remark, Remark]:
    """Three plain sentences: on other weights, on random weights, on the unknown answers."""
    return _flip(board, robustness), _random(board, robustness), _unknowns(board)


def flip_sentence(board: Board, robustness: Robustness) -> str:
    """The first of them in one piece, as it is said on a terminal."""
    first, flip = _firsts(board)[0], robustness.smallest_flip
    if flip is None or not flip.share:
        return "".join(_flip(board, robustness).says)
    moved = f"{least_move(flip.share)} of the total weight moves from {_areas(board, flip.from_areas)}"
    return (
        f"{board.name(first)} stays first unless {moved} to {_areas(board, flip.to_areas)}; "
        f"{board.short[flip.to]} would then draw level."
    )


def random_sentence(board: Board, robustness: Robustness) -> str:
    """The second of them in one piece."""
    chance = _random(board, robustness)
    return f"{chance.figure[:1].upper()}{chance.figure[1:]} {plain(chance.says)}"


def _firsts(board: Board) -> list[BidResult]:
    return [bid for bid in board.bids if bid.rank == 1]


def _areas(board: Board, moved: Iterable[MovedShare]) -> str:
    names = [board.area_name(each.area) for each in moved]
    return joined(names, 2) if len(names) > 3 else joined(names)


def _flip(board: Board, robustness: Robustness) -> Remark:
    firsts, flip = _firsts(board), robustness.smallest_flip
    name = Strong(board.name(firsts[0]))
    if len(firsts) > 1:
        others = strong_list([board.name(bid) for bid in firsts], 3)
        return Remark("0", (*others, " share first place already: no weight has to move."))
    if len(board.comparison.competing) == 1:
        return Remark("alone", (name, " is the only bid that competes for first place: no weights can change that."))
    if flip is None:
        return Remark("none", ("No weights at all put another supplier level: ", name, " is better in every area."))
    to = Strong(board.short[flip.to])
    if not flip.share:
        return Remark(
            "0", (to, " has the same fit as ", name, ", which is first by the tie-break: any change decides.")
        )
    return Remark(at_least(flip.share), _moves(board, flip, to))


def _moves(board: Board, flip: SmallestFlip, to: str) -> Text:
    source, target = _areas(board, flip.from_areas), _areas(board, flip.to_areas)
    return (f"of the total weight, at least, must move from {source} to {target} before ", to, " draws level.")


def _random(board: Board, robustness: Robustness) -> Remark:
    firsts, draws = _firsts(board), robustness.acceptability
    name = Strong(board.name(firsts[0]))
    every, near = (of_hundred(table[firsts[0].supplier.id][0]) for table in (draws.any, draws.near))
    if len(firsts) > 1:
        other = of_hundred(draws.any[firsts[1].supplier.id][0])
        second = Strong(board.name(firsts[1]))
        return Remark(every, ("random weightings put ", name, " first, alone or shared, and ", other, " ", second, "."))
    tail = f" first. With the published weights varied by up to a fifth: {near}."
    return Remark(every, ("random weightings put ", name, tail))


def _unknowns(board: Board) -> Remark:
    firsts = _firsts(board)
    first = firsts[0]
    if len(firsts) == 1:
        able = rivals(board)
        if able:
            who = "One supplier, " if len(able) == 1 else f"{len(able)} suppliers, "
            names = strong_list([board.name(bid) for bid in able], 2)
            says = (who, *names, ", could still come level or pass if the unknown answers turned out in their favour.")
            return Remark(f"{len(able)} open", says)
        if first.eligibility == "meets":
            name = Strong(board.name(first))
            return Remark("certain", ("Whatever the unknown answers turn out to be, ", name, " stays first."))
    if first.eligibility == "unclear":
        areas = joined([board.area_name(area) for area in deciding(first)], 2)
        name = Strong(board.name(first))
        return Remark("open", ("No bid meets every knock-out for certain: ", name, f" must clarify {areas}."))
    return Remark("open", ("First place is shared: the unknown answers, or another look at the bids, must decide.",))


def checks(board: Board, robustness: Robustness) -> list[Check]:
    """The other tests of the ranking, each with its outcome in a few words."""
    return [
        _leave_one_out(board, robustness),
        _setting(board, robustness, "Unknown answers ignored", ("unknown=ignore",)),
        _setting(board, robustness, "Thresholds 0.05 lower, higher", ("thresholds-0.05", "thresholds+0.05")),
        _second_opinion(board, robustness),
        _dominance(board, robustness),
    ]


def _leave_one_out(board: Board, robustness: Robustness) -> Check:
    firsts = sorted(bid.supplier.id for bid in _firsts(board))
    what, tests = "Leaving out one area", robustness.leave_one_out
    if not tests:
        return Check(None, what, "There is only one area")
    changed = [each for each in tests if sorted(each.first) != firsts]
    if not changed:
        return Check(True, what, f"Same first place, {len(tests)} of {len(tests)}")
    if len(changed) == 1:
        return Check(False, what, f"{_names(board, changed[0].first)} first without {changed[0].area}")
    return Check(False, what, f"Another first place without {joined([each.area for each in changed], 4, 'or')}")


def _setting(board: Board, robustness: Robustness, what: str, changes: Sequence[str]) -> Check:
    firsts = sorted(bid.supplier.id for bid in _firsts(board))
    found = [each for each in robustness.settings if each.change in changes]
    other = [each for each in found if sorted(each.first) != firsts]
    if not other:
        return Check(True, what, "Same first place" + (", both times" if len(found) == 2 else ""))
    words = {"thresholds-0.05": " (lower)", "thresholds+0.05": " (higher)"}
    said = [f"{_names(board, each.first) or 'nobody'} first{words.get(each.change, '')}" for each in other]
    text = "; ".join(said)
    return Check(False, what, text[:1].upper() + text[1:])


def _names(board: Board, suppliers: Sequence[str]) -> str:
    return joined([board.short[supplier] for supplier in suppliers], 2)


def _second_opinion(board: Board, robustness: Robustness) -> Check:
    firsts = {bid.supplier.id for bid in _firsts(board)}
    names = {"topsis": "TOPSIS", "promethee_ii": "PROMETHEE II"}
    opinions = robustness.second_opinion
    agree = all(not opinion.order or opinion.order[0] in firsts for opinion in opinions.values())
    taus = ", ".join(f"{names.get(name, name)} τ {opinion.tau:.2f}" for name, opinion in opinions.items())
    return Check(agree, "Second opinion", f"{taus}; depends on who bids")


def _dominance(board: Board, robustness: Robustness) -> Check:
    first = _firsts(board)[0].supplier.id
    what = "At least as good in every area"
    worse = [each for better, each in robustness.dominance if better == first]
    rivals_count = len(board.comparison.competing) - 1
    if worse:
        whom = "all rivals" if len(worse) == rivals_count > 1 else _names(board, worse)
        return Check(True, what, f"{board.short[first]} against {whom}")
    above = [better for better, each in robustness.dominance if each == first]
    if above:
        return Check(False, what, f"{_names(board, above)} against {board.short[first]}")
    return Check(None, what, "No bid against the first" if robustness.dominance else "No bid against another")
