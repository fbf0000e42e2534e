"""Whatever comes in: the outcome is success or one refusal, never anything else (check 27 of the security list)."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable

import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from appraisal.core.errors import InvalidInput
from appraisal.core.ranking import compare
from appraisal.core.robustness import with_robustness
from appraisal.core.scoring import Submission
from appraisal.exchange.bundled_profiles import bundled_profile_bytes
from appraisal.exchange.findings_json import parse_findings
from appraisal.exchange.profile_toml import parse_profile
from appraisal.exchange.response_json import parse_response
from files import findings, response

PROFILE = parse_profile("service-desk.toml", bundled_profile_bytes("service-desk"))
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**40), 10**40)
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["yes", "na", "SRI", "SRI-Q1", "e1", "r1", "fully", "F", "appraisal-response/1", ""]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def places(document: object, path: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    """The path of every value in a document, the document itself apart."""
    entries: list[tuple[object, object]] = []
    if isinstance(document, dict):
        entries = list(document.items())
    elif isinstance(document, list):
        entries = list(enumerate(document))
    return [each for key, value in entries for each in ((*path, key), *places(value, (*path, key)))]


def spoilt(data: st.DataObject, document: dict[str, object]) -> dict[str, object]:
    """The document with up to three of its values replaced or left out."""
    document = copy.deepcopy(document)
    for _ in range(data.draw(st.integers(1, 3))):
        *steps, last = data.draw(st.sampled_from(places(document)))
        place: object = document
        for step in steps:
            place = place[step]  # type: ignore[index]
        if data.draw(st.booleans()):
            place[last] = data.draw(VALUES)  # type: ignore[index]
        else:
            del place[last]  # type: ignore[attr-defined]
        if not document:
            break
    return document


def outcome(job: Callable[[], object]) -> str:
    try:
        job()
    except InvalidInput as refusal:
        assert all(line.strip() for line in refusal.lines())
        return "refused"
    return "done"


@given(st.data())
def test_a_spoilt_response_is_ranked_or_refused(data: st.DataObject) -> None:
    promised = {"id": "c1", "area": "SRI", "questions": ["SRI-Q1"], "by": "2027-06-30", "text": "Do it."}
    whole = {"evidence": [{"id": "e1", "title": "Handbook"}], "commitments": [promised]}
    document = spoilt(data, {**response("northwind"), **whole})
    text = json.dumps(document).encode()

    def job() -> None:
        compare(PROFILE, [Submission(parse_response("bid.json", text, PROFILE))])

    assert outcome(job) in ("done", "refused")


@given(st.data())
@settings(max_examples=50)
def test_spoilt_findings_are_used_or_refused(data: st.DataObject) -> None:
    bid = parse_response("bid.json", json.dumps(response("northwind")).encode(), PROFILE)
    text = json.dumps(spoilt(data, findings("northwind"))).encode()

    def job() -> None:
        found = parse_findings("found.json", text, PROFILE, {"northwind": bid})
        with_robustness(compare(PROFILE, [Submission(bid, found)]))

    assert outcome(job) in ("done", "refused")


@given(st.data())
def test_a_spoilt_profile_is_used_or_refused(data: st.DataObject) -> None:
    good = {
        "profile": {"id": "p", "title": "P", "model": "it-service-cmm", "service": "S", "version": "1"},
        "method": {"min_respondents": 3, "specific_weight": 0.7, "tie_break": ["risk"]},
        "area": [
            {"id": "SRI", "required": "fully", "weight": 2.5, "why": "W"},
            {"id": "SCM", "required": 60, "why": "W"},
        ],
    }
    document = without_none(spoilt(data, good))

    assert outcome(lambda: parse_profile("p.toml", tomli_w.dumps(document).encode("utf-8", "replace"))) in (
        "done",
        "refused",
    )


def without_none(value: object) -> dict[str, object]:
    """The document without what TOML cannot write."""

    def clean(part: object) -> object:
        if isinstance(part, dict):
            return {key: clean(inner) for key, inner in part.items() if inner is not None}
        if isinstance(part, list):
            return [clean(inner) for inner in part if inner is not None]
        return part

    return clean(value)  # type: ignore[return-value]


@given(st.binary(max_size=400) | st.text(max_size=400).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_at_all_are_refused(data: bytes) -> None:
    results = [
        outcome(lambda: parse_profile("x", data)),
        outcome(lambda: parse_response("x", data, PROFILE)),
        outcome(lambda: parse_findings("x", data, PROFILE, {})),
    ]

    assert results == ["refused"] * 3
