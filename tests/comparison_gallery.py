"""The pages of a comparison, made by the real views from invented bids: few, twelve, more, none ranked, blind."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

from appraisal.core.comparison import Comparison
from appraisal.core.evaluation import letter
from appraisal.core.profile import RequiredProfile, Requirement
from appraisal.core.response import Answer, Commitment
from appraisal.core.tendering import Lot, Tender
from appraisal.core.timetable import Timetable
from appraisal.services.comparison.comparison_detail import AreaRecord, TakenOut
from appraisal.services.comparison.shown_comparison import ShownComparison, shown
from appraisal.services.comparison.standing import Standing
from appraisal.services.evaluation.agreed import AgreedFinding
from appraisal.services.evaluation.bidder_questions import AskedQuestion
from appraisal.services.opening.opened_contents import OpenedBid
from appraisal.web.comparison.answers_page import answers_page
from appraisal.web.comparison.bidder_page import bidder_page
from appraisal.web.comparison.comparison_page import comparison_page
from appraisal.web.comparison.comparison_place import Place
from appraisal.web.comparison.firmness_page import firmness_page
from appraisal.web.comparison.what_if_page import read_tried, what_if_page
from appraisal.web.parts import View
from reports.comparisons import bid, capability_profile, compared, it_profile, tender

NOW = datetime(2027, 1, 14, 9, tzinfo=UTC)
CLOSED = datetime(2027, 1, 12, 15, tzinfo=UTC)
LONGEST = "Aldermoor-Finchley-Brandveen-Managed-Information-Technology-Services-and-Partners plc"
TEXT = "The register is kept <b>daily</b>.\nSee E1. " + "a-word-that-never-ends-" * 6


def standing_of(comparison: Comparison, blind: bool = False, closed: datetime | None = CLOSED) -> Standing:
    """A lot on which these bids were opened."""
    dates = Timetable("Europe/Amsterdam", *(datetime(2026, 12, day, 11, tzinfo=UTC) for day in (1, 11, 12)))
    lot = Lot("L-1", "T-1", 1, "Service desk", "", False, "officers", (), "", b"", dates.opening, blind, closed, None)
    buyer = Tender("T-1", "2026/041", "O-1", "Workplaces", "invited", False, dates, 1, NOW, NOW, None, "", (lot,))
    bids = {
        each.supplier.id: OpenedBid(f"B-{at}", f"O-{at}", f"R-{at}", 1, letter(at), each.response, b"", ())
        for at, each in enumerate(comparison.bids)
    }
    names = {id_: f"Bidder {one.label}" if blind else one.response.supplier.name for id_, one in bids.items()}
    return Standing(buyer, lot, comparison.profile, comparison, "sha256:" + "71be" * 16, names, bids, blind)


def place_of(comparison: Comparison, blind: bool = False, closed: datetime | None = CLOSED) -> Place:
    """Where the pages of these bids lie."""
    return Place(shown(standing_of(comparison, blind, closed)), NOW)


def _record(place: Place, area: str) -> AreaRecord:
    """The first bid's area with a finding, a long reason, and a question to the bidder."""
    given: ShownComparison = place.shown
    first = given.comparison.bids[0]
    respondent = first.response.respondents[0]
    said = {
        **respondent.answers,
        f"{area}-Q1": Answer("yes", TEXT, ("e1", "e2")),
        f"{area}-Q2": Answer("na", "Not here"),
    }
    response = replace(first.response, respondents=(replace(respondent, answers=said), *first.response.respondents[1:]))
    result = next(one for one in first.areas if one.area == area)
    agreed = AgreedFinding("L", TEXT, ("e1",), 2, "Els Bakker", CLOSED)
    asked = AskedQuestion("Q-1", "B-0", 1, f"{area}-Q2", "Since when?", NOW, NOW, "", "", None)
    answered = replace(asked, number=2, answer="Since May.", meaning="yes", received=NOW)
    return AreaRecord(given, replace(first, response=response), result, {f"{area}-Q1": agreed}, [asked, answered])


def _opened(place: Place, area: str, at: int = 0) -> tuple[str, str]:
    return area, place.shown.keys[place.comparison.bids[at].supplier.id]


def few(profile: RequiredProfile, name: str, *shapes: str, robust: bool = True) -> Comparison:
    """A comparison of bids of these shapes; of one name where it is given."""
    named = (f"{name} {n}" if name else "" for n in range(len(shapes)))
    bids = [bid(profile, n, own, shape) for n, (own, shape) in enumerate(zip(named, shapes, strict=True))]
    return compared(profile, *bids, robust=robust)


def promising(found: Comparison) -> Comparison:
    """The comparison with a first bid whose supplier commits to something in its last area."""
    first = found.bids[0]
    promise = Commitment("c1", first.areas[-1].area, date(2027, 6, 30), f"Write it down and train everybody.\n{TEXT}")
    changed = replace(first, response=replace(first.response, commitments=(promise,)))
    return replace(found, bids=(changed, *found.bids[1:]))


FEW = place_of(tender(3))
TWELVE = place_of(tender(12, it_profile(22)), closed=None)
PROMISING = place_of(promising(tender(3)))
VERIFIED = place_of(tender(4, findings=True))
MANY = place_of(tender(15), closed=None)
BLIND = place_of(tender(5), blind=True)
STEPS = place_of(few(capability_profile(), "", "AABDCEu", "ABDCEuA", "BDCEuAA"))
ALONE = place_of(few(it_profile(3), LONGEST, "AAA"))
UNCLEAR = place_of(few(it_profile(4), "", "uAAA", "AwAA", "FAAA"), closed=None)
FAILING = place_of(few(it_profile(4), "", "FAAA", "AEAA"))
LONG = place_of(few(it_profile(6), LONGEST, "AAAAAA", "AAABAA", "FAAAAA"))
NO_KNOCK_OUTS = place_of(
    compared(
        replace(
            it_profile(3),
            requirements=tuple(Requirement(line.area, "fully", Fraction(1)) for line in it_profile(3).requirements),
        ),
        *(bid(it_profile(3), n, shape=shape) for n, shape in enumerate(("AAA", "AAA"))),
    )
)
OUT = (
    TakenOut(
        "Halden & Partners", "R-77", "withdrawn", "Taken back by its bidder, by letter.", "Janneke de Boer", CLOSED
    ),
    TakenOut(LONGEST, "R-78", "excluded", TEXT, "Marijke Hofstra", CLOSED),
)

COMPARISON_PAGES: tuple[tuple[str, str, View], ...] = (
    ("comparison/comparison.html", "three bids", comparison_page(FEW, OUT, _opened(FEW, "SDL"))),
    ("comparison/comparison.html", "twelve bids", comparison_page(TWELVE, (), _opened(TWELVE, "CFM", 3))),
    ("comparison/comparison.html", "verified", comparison_page(VERIFIED, (), _opened(VERIFIED, "SDL"))),
    ("comparison/comparison.html", "fifteen bids", comparison_page(MANY, (), None)),
    ("comparison/comparison.html", "blind", comparison_page(BLIND, (), None)),
    ("comparison/comparison.html", "four steps", comparison_page(STEPS, (), _opened(STEPS, "WP"))),
    ("comparison/comparison.html", "one bid", comparison_page(ALONE, (), None)),
    ("comparison/comparison.html", "long names", comparison_page(LONG, OUT, _opened(LONG, "SRI", 2))),
    ("comparison/comparison.html", "to be clarified", comparison_page(UNCLEAR, (), _opened(UNCLEAR, "SRI"))),
    ("comparison/comparison.html", "none ranked", comparison_page(FAILING, (), None)),
    ("comparison/comparison.html", "no knock-outs", comparison_page(NO_KNOCK_OUTS, (), None)),
    ("comparison/firmness.html", "three bids", firmness_page(FEW)),
    ("comparison/firmness.html", "twelve bids", firmness_page(TWELVE)),
    ("comparison/firmness.html", "none ranked", firmness_page(FAILING)),
    ("comparison/bidder.html", "three bids", bidder_page(FEW, FEW.comparison.bids[0])),
    ("comparison/bidder.html", "with commitments", bidder_page(PROMISING, PROMISING.comparison.bids[0])),
    ("comparison/bidder.html", "twelve bids", bidder_page(TWELVE, TWELVE.comparison.bids[-1])),
    ("comparison/bidder.html", "verified", bidder_page(VERIFIED, VERIFIED.comparison.bids[1])),
    ("comparison/bidder.html", "long names", bidder_page(LONG, LONG.comparison.bids[0])),
    ("comparison/answers.html", "", answers_page(FEW, _record(FEW, "SRI"))),
    ("comparison/answers.html", "blind", answers_page(BLIND, _record(BLIND, "SUB"))),
    ("comparison/what_if.html", "", what_if_page(FEW, read_tried(FEW.profile, {}))),
    (
        "comparison/what_if.html",
        "twelve bids",
        what_if_page(TWELVE, read_tried(TWELVE.profile, {"weight-SRI": "0,5", "weight-FSM": "9", "unknown": "ignore"})),
    ),
    (
        "comparison/what_if.html",
        "errors",
        what_if_page(FEW, read_tried(FEW.profile, {"weight-SRI": "0", "weight-SCM": "much", "unclear": "guess"})),
    ),
)
"""(template, state, view), as in `gallery.PAGES`."""
