"""The eight checks of a ranking with their figures, in the order of section 6 of the method."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from appraisal.core.robustness import Robustness, SmallestFlip
from appraisal.reports.board import Board
from appraisal.reports.firmness import checks, flip_sentence, headline, random_sentence, remarks
from appraisal.reports.wording import at_least, joined, percent, plain, range_within
from appraisal.web.comparison.comparison_place import Place, fit_figure, rank_words
from appraisal.web.comparison.firmness_pages import CheckBlock, FirmnessPage, Table
from appraisal.web.parts import Link
from appraisal.web.tendering.tender_frame import digest_words

CHANGES = {
    "unknown=ignore": "Unknown answers ignored",
    "thresholds-0.05": "Thresholds 0.05 lower",
    "thresholds+0.05": "Thresholds 0.05 higher",
}
METHODS = {"topsis": "TOPSIS", "promethee_ii": "PROMETHEE II"}


def firmness_page(place: Place) -> FirmnessPage:
    """The page; without checks where nobody is ranked."""
    robustness, board = place.comparison.robustness, place.board
    return FirmnessPage(
        title=f"How firm, lot {place.shown.standing.lot.number}",
        heading=headline(board, robustness).removesuffix(".") if robustness else "There is no first place to test",
        lede="Eight looks at the official ranking. None of them changes it."
        if robustness
        else "Nobody is ranked on this lot.",
        eyebrow=place.eyebrow,
        trail=place.trail(Link("How firm", f"{place.base}/firmness")),
        checks=tuple(check(board, robustness) for check in CHECKS) if robustness else (),
        digest=digest_words(place.shown.standing.digest),
        back=place.base,
    )


def _ranges(board: Board, robustness: Robustness) -> Table:
    rows = []
    for bid in board.comparison.ranked:
        best, worst = robustness.rank_range[bid.supplier.id]
        low, high = fit_figure(bid.fit.low).text, fit_figure(bid.fit.high).text
        rows.append((board.name(bid), rank_words(bid), low, high, str(best), str(worst)))
    heads = (("Bid", False), ("Rank", True), ("Fit", True), ("Highest fit", True), ("Best", True), ("Worst", True))
    return Table("Ranks by fit whatever the unknowns are", heads, tuple(rows))


def _intervals(board: Board, robustness: Robustness) -> tuple[Table]:
    rows = tuple(
        (board.area_name(each.area), percent(each.share), range_within(each.low, each.high))
        for each in robustness.weight_intervals
    )
    heads = (("Area", False), ("Published", True), ("May be", True))
    return (Table(f"Shares with which {board.name(board.first)} stays first", heads, rows),)


def _moves(board: Board, flip: SmallestFlip) -> tuple[Table]:
    rows = tuple(
        (board.area_name(each.area), way, at_least(each.share))
        for way, moved in (("from", flip.from_areas), ("to", flip.to_areas))
        for each in moved
    )
    return (Table("What moves", (("Area", False), ("Way", False), ("At least", True)), rows),)


def _draws(board: Board, caption: str, table: Mapping[str, Sequence[float]]) -> Table:
    places = len(next(iter(table.values())))
    heads = (("Bid", False), *((f"Rank {place + 1}", True) for place in range(places)))
    rows = tuple((board.short[bid], *(percent(share) for share in shares)) for bid, shares in table.items())
    return Table(caption, heads, rows)


def _names(board: Board, suppliers: Sequence[str]) -> str:
    return joined([board.short[supplier] for supplier in suppliers])


def _unknowns(board: Board, robustness: Robustness) -> CheckBlock:
    about = "The ranks that each bid could take, by fit, whatever its unknown answers turn out to be."
    says = plain(remarks(board, robustness)[2].says)
    return CheckBlock("unknowns", "Unknown answers", about, says, (_ranges(board, robustness),))


def _one_weight(board: Board, robustness: Robustness) -> CheckBlock:
    about = "The shares of the whole weight that an area may have, the others in proportion."
    found = robustness.weight_intervals
    says = "" if found else "First place is shared, so no weight keeps it."
    return CheckBlock("weights", "One weight at a time", about, says, _intervals(board, robustness) if found else ())


def _flip(board: Board, robustness: Robustness) -> CheckBlock:
    about = "The least weight that must move between areas until another bid draws level."
    says, flip = flip_sentence(board, robustness), robustness.smallest_flip
    tables = _moves(board, flip) if flip and flip.share else ()
    return CheckBlock("flip", "The smallest change of weights", about, says, tables)


def _random(board: Board, robustness: Robustness) -> CheckBlock:
    draws = robustness.acceptability
    about = f"In how many of {draws.draws:,} draws each bid takes each rank; seed {draws.seed}."
    tables = (
        _draws(board, "Any weights at all", draws.any),
        _draws(board, "Published weights up to a fifth off", draws.near),
    )
    return CheckBlock("random", "Random weights", about, random_sentence(board, robustness), tables)


def _left_out(board: Board, robustness: Robustness) -> CheckBlock:
    rows = tuple((board.area_name(each.area), _names(board, each.first)) for each in robustness.leave_one_out)
    table = Table("First place without an area", (("Without", False), ("First", False)), rows)
    says = f"{checks(board, robustness)[0].result}."
    about = "Who comes first over the other areas."
    return CheckBlock("left-out", "One area left out", about, says, (table,) if rows else ())


def _settings(board: Board, robustness: Robustness) -> CheckBlock:
    rows = tuple((CHANGES[each.change], _names(board, each.first) or "Nobody") for each in robustness.settings)
    table = Table("First place under another setting", (("Setting", False), ("First", False)), rows)
    about = "Who comes first when the whole method is run with another setting."
    return CheckBlock("settings", "Other settings", about, "", (table,))


def _opinions(board: Board, robustness: Robustness) -> CheckBlock:
    about = "Two other methods on the same fits and weights. Their order depends on who bids: for information only."
    heads = (("Method", False), ("Order", False), ("Kendall’s τ to ours", True))
    rows = tuple(
        (METHODS[name], ", ".join(board.short[bid] for bid in one.order), f"{one.tau:.2f}")
        for name, one in robustness.second_opinion.items()
    )
    return CheckBlock("opinion", "A second opinion", about, "", (Table("Orders by two other methods", heads, rows),))


def _dominance(board: Board, robustness: Robustness) -> CheckBlock:
    about = "Pairs where one bid is nowhere worse, and better in one area."
    rows = tuple((board.short[better], board.short[worse]) for better, worse in robustness.dominance)
    table = Table("Pairs", (("At least as good everywhere", False), ("As", False)), rows)
    says = f"{checks(board, robustness)[4].result}."
    return CheckBlock("dominance", "At least as good in every area", about, says, (table,) if rows else ())


CHECKS = (_unknowns, _one_weight, _flip, _random, _left_out, _settings, _opinions, _dominance)
