"""The eight checks of a ranking with their figures, in the order of section 6 of the method."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from appraisal.core.robustness import MovedShare, Robustness, SecondOpinion
from appraisal.reports.board import Board
from appraisal.reports.firmness import checks, flip_sentence, headline, remarks
from appraisal.reports.wording import at_least, joined, percent, plain, range_within
from appraisal.web.comparison_place import Place, fit_figure, rank_words
from appraisal.web.tender_view import digest_words
from appraisal.web.views.comparison import CheckBlock, FirmnessPage, Table
from appraisal.web.views.parts import Link

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
        heading=headline(board, robustness) if robustness else "There is no first place to test",
        lede="Eight looks at the official ranking. None of them changes it."
        if robustness
        else "Nobody is ranked on this lot.",
        eyebrow=place.eyebrow,
        trail=place.trail(Link("How firm", f"{place.base}/firmness")),
        checks=tuple(_checks(board, robustness)) if robustness else (),
        digest=digest_words(place.shown.standing.digest),
        back=place.base,
    )


def _checks(board: Board, robustness: Robustness) -> Iterable[CheckBlock]:
    _, chance, unknowns = remarks(board, robustness)
    said = {check.what: check.result for check in checks(board, robustness)}
    results = list(said.values())
    yield CheckBlock(
        "unknowns",
        "Unknown answers",
        "The ranks that each bid could take, by fit, whatever its unknown answers turn out to be.",
        plain(unknowns.says),
        (_ranges(board, robustness),),
    )
    yield CheckBlock(
        "weights",
        "One weight at a time",
        "The share of the whole weight that an area may have before another bid comes first, the others in proportion.",
        "First place is shared, so no weight keeps it." if not robustness.weight_intervals else "",
        (_intervals(board, robustness),) if robustness.weight_intervals else (),
    )
    yield CheckBlock(
        "flip",
        "The smallest change of weights",
        "The least weight that must move between areas until another bid draws level.",
        flip_sentence(board, robustness),
        tuple(_moves(board, robustness)),
    )
    draws = robustness.acceptability
    yield CheckBlock(
        "random",
        "Random weights",
        f"{draws.draws:,} draws, seed {draws.seed}: in how many of them each bid takes each rank.",
        f"{chance.figure[:1].upper()}{chance.figure[1:]} {plain(chance.says)}",
        (
            _draws(board, "Any weights at all", draws.any),
            _draws(board, "Published weights up to a fifth off", draws.near),
        ),
    )
    yield CheckBlock(
        "left-out",
        "One area left out",
        "Who comes first over the other areas.",
        f"{results[0]}.",
        (_left_out(board, robustness),),
    )
    yield CheckBlock(
        "settings",
        "Other settings",
        "Who comes first when the whole method is run with another setting.",
        "",
        (_settings(board, robustness),),
    )
    yield CheckBlock(
        "opinion",
        "A second opinion",
        "Two other methods on the same fits and weights. Their order depends on who bids: for information only.",
        "",
        (_opinions(board, robustness.second_opinion),),
    )
    yield CheckBlock(
        "dominance",
        "At least as good in every area",
        "Pairs where one bid is nowhere worse, and better in one area.",
        f"{results[4]}.",
        tuple(_dominance(board, robustness)),
    )


def _ranges(board: Board, robustness: Robustness) -> Table:
    rows = []
    for bid in board.comparison.ranked:
        best, worst = robustness.rank_range[bid.supplier.id]
        low, high = fit_figure(bid.fit.low).text, fit_figure(bid.fit.high).text
        rows.append((board.name(bid), rank_words(bid), low, high, str(best), str(worst)))
    heads = (("Bid", False), ("Rank", True), ("Fit", True), ("Highest fit", True), ("Best", True), ("Worst", True))
    return Table("Ranks by fit whatever the unknowns are", heads, tuple(rows))


def _intervals(board: Board, robustness: Robustness) -> Table:
    rows = tuple(
        (board.area_name(each.area), percent(each.share), range_within(each.low, each.high))
        for each in robustness.weight_intervals
    )
    first = board.name(board.first)
    return Table(
        f"Shares with which {first} stays first", (("Area", False), ("Published", True), ("May be", True)), rows
    )


def _moves(board: Board, robustness: Robustness) -> Iterable[Table]:
    flip = robustness.smallest_flip
    if flip and flip.share:

        def lines(moved: Sequence[MovedShare], way: str) -> list[tuple[str, ...]]:
            return [(board.area_name(each.area), way, at_least(each.share)) for each in moved]

        rows = (*lines(flip.from_areas, "from"), *lines(flip.to_areas, "to"))
        yield Table("What moves", (("Area", False), ("Way", False), ("At least", True)), rows)


def _draws(board: Board, caption: str, table: Mapping[str, Sequence[float]]) -> Table:
    places = len(next(iter(table.values())))
    heads = (("Bid", False), *((f"Rank {place + 1}", True) for place in range(places)))
    rows = tuple((board.short[bid], *(percent(share) for share in shares)) for bid, shares in table.items())
    return Table(caption, heads, rows)


def _left_out(board: Board, robustness: Robustness) -> Table:
    rows = tuple((board.area_name(each.area), _names(board, each.first)) for each in robustness.leave_one_out)
    return Table("First place without an area", (("Without", False), ("First", False)), rows)


def _settings(board: Board, robustness: Robustness) -> Table:
    rows = tuple((CHANGES[each.change], _names(board, each.first) or "Nobody") for each in robustness.settings)
    return Table("First place under another setting", (("Setting", False), ("First", False)), rows)


def _opinions(board: Board, opinions: Mapping[str, SecondOpinion]) -> Table:
    rows = tuple(
        (METHODS[name], ", ".join(board.short[bid] for bid in one.order), f"{one.tau:.2f}")
        for name, one in opinions.items()
    )
    return Table(
        "Orders by two other methods", (("Method", False), ("Order", False), ("Kendall’s τ to ours", True)), rows
    )


def _dominance(board: Board, robustness: Robustness) -> Iterable[Table]:
    if robustness.dominance:
        rows = tuple((board.short[better], board.short[worse]) for better, worse in robustness.dominance)
        yield Table("Pairs", (("At least as good everywhere", False), ("As", False)), rows)


def _names(board: Board, suppliers: Sequence[str]) -> str:
    return joined([board.short[supplier] for supplier in suppliers])
