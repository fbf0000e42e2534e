"""The bundled example bids: people's answers that differ in shape, and a comparison that teaches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest

from appraisal.core.comparison import BidResult, Comparison, Interval
from appraisal.core.profile import RequiredProfile
from appraisal.core.proposed import three_profiles
from appraisal.core.ranking import compare
from appraisal.core.reference_model import SPECIFIC
from appraisal.core.response import Answer, Response
from appraisal.core.scoring import Submission
from appraisal.demo.tenders import TENDERS, ExampleTender, example_tender
from appraisal.exchange.findings_json import parse_findings
from appraisal.exchange.profile_toml import load_profile
from appraisal.exchange.response_json import parse_response

ONE = Fraction(1)
DESK, DEFENCE = TENDERS
BIDS = [(tender, supplier) for tender in TENDERS for supplier in example_tender(tender).responses]
SILENT = "The account is silent here; answered as a comparable company would."
HERUS = ("herus-before", "herus-after")

every_tender = pytest.mark.parametrize("tender", TENDERS)
every_bid = pytest.mark.parametrize(("tender", "supplier"), BIDS)


@cache
def profile_of(tender: str) -> RequiredProfile:
    return load_profile(example_tender(tender).profile)


@cache
def bids(tender: str) -> Mapping[str, Response]:
    read = example_tender(tender).responses
    return {name: parse_response(f"{name}.json", data, profile_of(tender)) for name, data in read.items()}


@cache
def compared(tender: str) -> Comparison:
    return compare(profile_of(tender), [Submission(response) for response in bids(tender).values()])


def result(tender: str, supplier: str) -> BidResult:
    return next(bid for bid in compared(tender).bids if bid.supplier.id == supplier)


def answers(response: Response) -> list[tuple[str, Answer]]:
    return [pair for respondent in response.respondents for pair in respondent.answers.items()]


def flags(bid: BidResult) -> set[str]:
    return {flag.code for flag in bid.flags}


# What each bid holds


def test_one_bid_commits_to_improve_what_its_story_tells_and_no_figure_counts_it() -> None:
    committed = {name: response.commitments for name, response in bids(DESK).items() if response.commitments}
    plain = [replace(response, commitments=()) for response in bids(DESK).values()]

    assert {name: [each.area for each in found] for name, found in committed.items()} == {"rietmeer": ["TRP", "PRM"]}
    assert profile_of(DESK).proposed == "shown"
    assert [(bid.supplier.id, bid.rank, bid.fit) for bid in compared(DESK).bids] == [
        (bid.supplier.id, bid.rank, bid.fit) for bid in compare(profile_of(DESK), list(map(Submission, plain))).bids
    ]


def test_what_is_committed_to_would_raise_the_fit_of_its_areas() -> None:
    areas = three_profiles(profile_of(DESK), Submission(bids(DESK)["rietmeer"]))
    raised = {area.area for area in areas if area.proposed.fit and area.proposed.fit != area.declared.fit}

    assert raised == {"TRP", "PRM"}


@every_tender
def test_a_tender_has_at_least_four_bids_each_with_a_story(tender: str) -> None:
    example: ExampleTender = example_tender(tender)

    assert len(example.responses) >= 4
    assert list(example.stories) == list(example.responses)


@every_bid
def test_a_bid_is_named_by_its_file_and_says_what_it_describes(tender: str, supplier: str) -> None:
    response = bids(tender)[supplier]

    assert response.supplier.id == supplier
    assert response.profile == profile_of(tender).id
    assert response.scope is not None
    assert all((response.scope.unit, response.scope.sites, response.scope.period))


@every_bid
def test_a_bid_is_answered_by_several_people_with_different_scopes(tender: str, supplier: str) -> None:
    people = bids(tender)[supplier].respondents

    assert 3 <= len(people) <= 5
    assert len({person.role for person in people}) == len(people)
    assert len({frozenset(person.answers) for person in people}) >= 3


@every_bid
def test_every_asked_question_is_answered_by_somebody_and_no_other(tender: str, supplier: str) -> None:
    answered = {question for question, _ in answers(bids(tender)[supplier])}

    assert answered == set(profile_of(tender).asked)


@every_bid
def test_people_comment_in_their_own_words(tender: str, supplier: str) -> None:
    comments = [answer.comment for _, answer in answers(bids(tender)[supplier]) if answer.comment]
    own = [comment for comment in comments if "the account is silent" not in comment.lower()]

    assert len(own) >= 15
    assert len(set(own)) >= len(own) - 1


@every_bid
def test_evidence_has_a_title_and_is_used(tender: str, supplier: str) -> None:
    response = bids(tender)[supplier]
    used = {item for _, answer in answers(response) for item in answer.evidence}

    assert len(response.evidence) >= 4
    assert {item.id for item in response.evidence} == used
    assert [item.title for item in response.evidence if not item.title.strip()] == []


@every_tender
def test_evidence_lies_only_on_hosts_that_cannot_exist(tender: str) -> None:
    uris = [item.uri for response in bids(tender).values() for item in response.evidence if item.uri]

    assert uris
    assert [uri for uri in uris if not uri.removeprefix("https://").split("/")[0].endswith(".example")] == []


@every_tender
def test_no_two_bids_give_the_same_answers(tender: str) -> None:
    profile = profile_of(tender)
    tallies = {
        tuple(sorted((question, answer.value) for question, answer in answers(response)))
        for response in bids(tender).values()
    }
    states = {tuple(area.state for area in bid.areas) for bid in compared(tender).bids}

    assert len(tallies) == len(bids(tender))
    assert len(states) == len(bids(tender)), profile.id


@every_bid
def test_no_bid_is_perfect(tender: str, supplier: str) -> None:
    bid = result(tender, supplier)

    assert bid.fit.low < 97
    assert bid.evidence_coverage < 1
    assert bid.risk != "none"


def test_names_hold_letters_from_all_over_europe_and_one_is_very_long() -> None:
    names = [response.supplier.name for tender in TENDERS for response in bids(tender).values()]
    letters = set("".join(names))

    assert set("ÉØŽΦВС") - letters == set()
    assert max(map(len, names)) > 90


# HeRus: the account, area by area


@pytest.mark.parametrize("supplier", HERUS)
def test_herus_has_a_comment_on_every_area(supplier: str) -> None:
    asked = profile_of(DEFENCE).asked
    commented = {asked[question] for question, answer in answers(bids(DEFENCE)[supplier]) if answer.comment}

    assert commented == {requirement.area for requirement in profile_of(DEFENCE).requirements}


@pytest.mark.parametrize("supplier", HERUS)
def test_where_the_account_of_herus_is_silent_the_answers_say_so(supplier: str) -> None:
    asked = profile_of(DEFENCE).asked
    silent = {asked[question] for question, answer in answers(bids(DEFENCE)[supplier]) if answer.comment == SILENT}

    assert silent == {"REQM", "SAM", "SST", "WP"}


def test_herus_before_delivers_without_agreements_plans_or_causes() -> None:
    share = shares("herus-before")

    assert [
        q for q in ("SD-SP1.1", "SD-SP1.2", "SD-SP2.1", "SD-SP2.3", "CAM-SP1.1", "IRP-SP3.1", "STSM-SP2.2") if share[q]
    ] == []
    assert [q for q in share if q.startswith(("PPQA-SP", "OT-SP", "CM-SP")) and share[q]] == []


def test_herus_after_has_repaired_delivery_incidents_and_continuity_but_not_capacity() -> None:
    bid = result(DEFENCE, "herus-after")
    fit = {area.area: area.fit for area in bid.areas}
    cam = next(area for area in bid.areas if area.area == "CAM")
    prepared, analysed = (part.value for part in cam.components if part.group == SPECIFIC)

    assert [area for area in ("SD", "IRP", "SCON", "WMC") if fit[area] != Interval(ONE, ONE)] == []
    assert cam.gap == "major"
    assert prepared is not None
    assert analysed is not None
    assert prepared.low > analysed.low


def test_herus_after_beats_herus_before_in_every_area() -> None:
    after = {area.area: area.fit for area in result(DEFENCE, "herus-after").areas}

    worse = [
        area.area
        for area in result(DEFENCE, "herus-before").areas
        if area.fit is not None and (better := after[area.area]) is not None and better.low <= area.fit.low
    ]

    assert worse == []


def shares(supplier: str) -> dict[str, float]:
    return {
        question.id: float(question.share.low)
        for area in result(DEFENCE, supplier).areas
        for part in area.components
        for question in part.questions
        if question.share is not None
    }


# What the comparisons teach


def test_the_service_desk_has_a_narrow_winner_below_an_excluded_bid() -> None:
    comparison = compared(DESK)
    first, second = comparison.ranked[:2]
    excluded = [bid for bid in comparison.bids if bid.rank is None]

    assert comparison.recommendation.supplier == "rietmeer"
    assert 0 < first.fit.low - second.fit.low < 4
    assert second.fit.high > first.fit.low
    assert [bid.supplier.id for bid in excluded] == ["penhallow"]
    assert excluded[0].fit.low > first.fit.low
    assert [area.area for area in excluded[0].knock_outs if area.met == "fails"] == ["CFM"]


def test_the_defence_tender_must_be_clarified_before_anyone_is_recommended() -> None:
    comparison = compared(DEFENCE)

    assert comparison.recommendation.code == "clarification-needed"
    assert [bid.supplier.id for bid in comparison.bids] == [
        "herus-after",
        "osterskov",
        "wiezyca-zlabek",
        "srebrna-kula",
        "herus-before",
    ]
    assert {bid.eligibility for bid in comparison.ranked} == {"unclear"}
    assert comparison.ranked[0].fit.low - comparison.ranked[1].fit.low < 4
    assert comparison.bids[3].fit.low > comparison.bids[0].fit.low


@every_tender
def test_risks_levels_and_eligibilities_differ(tender: str) -> None:
    found = compared(tender).bids

    assert {bid.indicated_level for bid in found} == {1, 2}
    assert len({bid.risk for bid in found}) >= 2
    assert len({bid.eligibility for bid in found}) >= 2


def test_the_bids_raise_every_flag_that_declarations_can() -> None:
    raised = set().union(*(flags(bid) for tender in TENDERS for bid in compared(tender).bids))

    assert raised == {
        "few-respondents",
        "many-unknown",
        "disagreement",
        "no-evidence",
        "na-not-allowed",
        "goal-without-backing",
        "straight-lining",
        "level-inversion",
    }


@pytest.mark.parametrize(
    ("tender", "supplier", "area"), [(DESK, "vyarna-liniya", "SUB"), (DEFENCE, "wiezyca-zlabek", "SAM")]
)
def test_a_bidder_who_does_all_itself_leaves_subcontracting_out(tender: str, supplier: str, area: str) -> None:
    assert [each.area for each in result(tender, supplier).areas if not each.applicable] == [area]


def test_the_story_of_many_unknowns_spans_last_and_first() -> None:
    faros = result(DESK, "faros-icho").fit

    assert faros.low == min(bid.fit.low for bid in compared(DESK).bids)
    assert faros.high == max(bid.fit.high for bid in compared(DESK).bids)


def test_the_story_of_contradiction_is_told_by_most_of_its_areas() -> None:
    split = [area.area for area in result(DESK, "etincelle").areas if "disagreement" in area.flags]

    assert len(split) >= 10


# The findings that can be added


def test_the_findings_on_one_bid_take_its_second_place_and_the_recommendation() -> None:
    profile, example = profile_of(DESK), example_tender(DESK)
    found = {
        supplier: parse_findings(f"{supplier}.json", data, profile, dict(bids(DESK)))
        for supplier, data in example.findings.items()
    }

    after = compare(profile, [Submission(response, found.get(name)) for name, response in bids(DESK).items()])
    vyarna = next(bid for bid in after.bids if bid.supplier.id == "vyarna-liniya")

    assert list(found) == ["vyarna-liniya"]
    assert after.basis == "mixed"
    assert after.recommendation.code == "mixed-basis"
    assert [area.area for area in vyarna.knock_outs if area.met == "fails"] == ["SCM", "CFM"]


def test_only_one_tender_has_findings() -> None:
    assert example_tender(DEFENCE).findings == {}
