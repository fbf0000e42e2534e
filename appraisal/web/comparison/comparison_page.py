"""The comparison page in words: what it found, the ranking, how firm it is, and the bids that were taken out."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from appraisal.core.comparison import BidResult
from appraisal.core.figures import exact
from appraisal.reports.firmness import checks, flip_sentence, random_sentence, remarks
from appraisal.reports.wording import CAUTION, USE, counted, joined, plain
from appraisal.services.comparison.comparison_detail import TakenOut
from appraisal.web.comparison.calculation_page import calculation_of
from appraisal.web.comparison.comparison_pages import (
    ComparisonPage,
    Figure,
    Firm,
    FitLine,
    OutLine,
    Ranking,
    RankLine,
)
from appraisal.web.comparison.comparison_place import Place, fit_figure, knock_outs, names_of, percent, rank_words
from appraisal.web.comparison.heat import heat_maps
from appraisal.web.parts import Fact, Link
from appraisal.web.tendering.tender_frame import digest_words
from appraisal.web.times import moment

HALF = Fraction(50)
WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
KINDS = {"withdrawn": "Withdrawn by its bidder", "excluded": "Excluded"}
FILES = (
    ("Download the scorecard (PDF)", "scorecard.pdf"),
    ("Download the comparison (JSON)", "comparison.json"),
    ("Download the comparison (CSV)", "comparison.csv"),
)
NO_FILES = "The scorecard and the files name the bidders; you can download them once the award is decided."


def comparison_page(place: Place, out: Sequence[TakenOut], opened: tuple[str, str] | None) -> ComparisonPage:
    """The page; `opened` is the area and the key of the bid whose calculation is shown.

    Raises:
        NotFound: there is no such bid or area.
    """
    found = place.shown.standing
    return ComparisonPage(
        title=f"Comparison, lot {found.lot.number}",
        heading=heading(place),
        lede=_lede(place),
        eyebrow=place.eyebrow,
        trail=place.trail(),
        ranking=_ranking(place),
        out=tuple(_out(place, one) for one in out),
        firm=_firm(place),
        maps=heat_maps(place, opened),
        calculation=calculation_of(place, opened) if opened else None,
        downloads=() if found.is_blind else tuple(Link(label, f"{place.base}/{name}") for label, name in FILES),
        no_downloads=NO_FILES if found.is_blind else "",
        caution=f"{CAUTION[place.comparison.basis]} {USE[place.profile.use]}",
        digest=digest_words(found.digest),
        back=f"/tenders/{found.tender.id}",
    )


def heading(place: Place) -> str:
    """The finding in one line: who comes first, or that nobody does."""
    board, code = place.board, place.comparison.recommendation.code
    first = [bid for bid in board.bids if bid.rank == 1]
    if not first:
        return "No bid can be ranked" if len(board.bids) > 1 else "The only bid cannot be ranked"
    if code == "clarification-needed":
        return f"Nobody comes first before {names_of(board, first)} {'clarifies' if len(first) == 1 else 'clarify'}"
    if code == "tie":
        return f"{names_of(board, first)} share first place"
    name = board.full(first[0])
    return f"{name} comes first of {len(board.bids)} bids" if len(board.bids) > 1 else f"{name} is the only bid"


def _lede(place: Place) -> str:
    counts = f"{_eligible(place.board.bids)}. {_basis(place)}"
    recommendation = place.comparison.recommendation
    return counts if recommendation.supplier else f"{counts} Nobody is recommended. {recommendation.reason}"


def _eligible(bids: Sequence[BidResult]) -> str:
    """How many bids meet, leave open and miss knock-outs, in words."""
    if not bids[0].knock_outs:
        return "No area is a knock-out"
    told: list[str] = []
    for eligibility, one, many in (
        ("meets", "meets every knock-out", "meet every knock-out"),
        ("unclear", "needs clarification", "need clarification"),
        ("fails", "misses a knock-out", "miss a knock-out"),
    ):
        number = sum(bid.eligibility == eligibility for bid in bids)
        if number:
            noun = ("" if told else " bid") if number == 1 else ("" if told else " bids")
            told.append(f"{_number(number)}{noun} {one if number == 1 else many}")
    text = joined(told)
    return text[:1].upper() + text[1:]


def _number(count: int) -> str:
    return WORDS[count] if count < len(WORDS) else str(count)


def _basis(place: Place) -> str:
    """What the figures rest on, and the day on which the evaluation was closed."""
    found, basis = place.shown.standing, place.comparison.basis
    if basis == "declared":
        says = "Figures rest on what the bidders declared; no finding is agreed on."
    elif basis == "verified":
        says = "Figures rest on the findings that the panel agreed on."
    else:
        says = "Figures rest on the findings agreed on so far; answers without one count as declared."
    if found.lot.evaluated is None:
        return f"{says} The evaluation is not closed yet."
    zone = found.tender.zone
    return f"{says} The evaluation was closed on {moment(found.lot.evaluated, zone, place.now, year=True).day}."


def _ranking(place: Place) -> Ranking:
    bids = place.board.bids
    start = HALF if all(bid.fit.low >= HALF for bid in bids) else Fraction(0)
    middle = (start + 100) / 2
    notes = ["The dot is the official fit"]
    notes.append(", with every unknown taken as no. The band shows how far it could rise" if _unknown(bids) else "")
    notes.append("; the scale starts at 50." if start else ".")
    if any(bid.rank is None for bid in bids):
        notes.append(" Bids that miss a knock-out have an open ring and no rank.")
    return Ranking(
        tuple(_line(place, bid, start) for bid in bids),
        (str(start), str(middle), "100"),
        "".join(notes),
    )


def _unknown(bids: Sequence[BidResult]) -> bool:
    return any(bid.fit.low < bid.fit.high for bid in bids)


def _line(place: Place, bid: BidResult, start: Fraction) -> RankLine:
    fit, high = fit_figure(bid.fit.low), fit_figure(bid.fit.high).text

    def at(value: Fraction) -> str:
        return f"{float(100 * (value - start) / (100 - start)):.2f}%"

    rises = bid.fit.low < bid.fit.high
    words = f"Fit {fit.text}, up to {high} if every unknown turns out well" if rises else f"Fit {fit.text}"
    coverage = bid.evidence_coverage
    return RankLine(
        rank="" if bid.rank is None else rank_words(bid),
        name=place.board.full(bid),
        href=place.bidder(bid),
        knock_outs=knock_outs(place.board, bid),
        fit=fit,
        high=high if rises else "",
        chart=FitLine(at(bid.fit.low), at(bid.fit.high), bid.rank is None, words),
        risk=bid.risk.capitalize(),
        evidence=Figure(percent(coverage), exact(coverage)),
        is_first=bid.rank == 1,
    )


def _firm(place: Place) -> Firm:
    """The serif sentence and the facts, in the words of the reports."""
    board, robustness = place.board, place.comparison.robustness
    checks_at, what_if_at = f"{place.base}/firmness", f"{place.base}/what-if"
    if robustness is None:
        return Firm("Nobody is ranked, so there is no first place to test.", (), "", what_if_at)
    unknowns = remarks(board, robustness)[2]
    left_out, ignored, thresholds, *_ = checks(board, robustness)
    facts = [Fact("Unknown answers", plain(unknowns.says))]
    facts += [Fact(each.what, each.result) for each in (left_out, thresholds)]
    facts.append(_clarified(place) or Fact(ignored.what, ignored.result))
    says = f"{flip_sentence(board, robustness)} {random_sentence(board, robustness)}"
    return Firm(says, tuple(facts), checks_at, what_if_at)


def _clarified(place: Place) -> Fact | None:
    """Who could come first once the knock-outs that are open are clarified."""
    first, *others = place.comparison.ranked
    able = [bid for bid in others if bid.eligibility == "unclear" and bid.fit.high >= first.fit.low]
    if first.eligibility != "meets" or not able:
        return None
    best = max(able, key=lambda bid: bid.fit.high)
    more = f", and {counted(len(able) - 1, 'other')}," if len(able) > 1 else ""
    says = f"{place.board.name(best)}{more} could come first: up to {fit_figure(best.fit.high).text}"
    return Fact("If knock-outs are clarified", says)


def _out(place: Place, one: TakenOut) -> OutLine:
    tender = place.shown.standing.tender
    zone = tender.zone
    when = moment(one.at, zone, place.now, year=True)
    return OutLine(one.supplier, one.receipt, KINDS[one.kind], one.reason, f"{when.words}, by {one.officer}")
