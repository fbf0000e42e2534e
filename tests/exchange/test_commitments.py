"""Commitments in response files, and the setting of a profile that lets them count."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import jsonschema
import pytest

from appraisal.core.errors import InvalidInput
from appraisal.core.ranking import compare
from appraisal.core.response import Commitment
from appraisal.core.scoring import Submission
from appraisal.exchange.comparison_json import comparison_bytes
from appraisal.exchange.profile_document import profile_document, with_digest
from appraisal.exchange.profile_text import profile_toml
from appraisal.exchange.profile_toml import parse_profile
from appraisal.exchange.response_json import parse_response, response_document
from appraisal.exchange.response_template import template_document
from appraisal.exchange.schemas import schema_text
from files import PROFILE

DESK = parse_profile("profile.toml", PROFILE.encode())
COMMITMENT = {"id": "c1", "area": "SRI", "questions": ["SRI-Q2"], "by": "2027-06-30", "text": "Name an owner."}
SCHEMA = jsonschema.Draft202012Validator(json.loads(schema_text("response")))


def document(*commitments: object) -> dict[str, Any]:
    return {
        "format": "appraisal-response/1",
        "supplier": {"id": "northwind", "name": "Northwind BV"},
        "model": "it-service-cmm",
        "respondents": [{"id": "r1", "role": "manager", "answers": {"SRI-Q1": "yes"}}],
        **({"commitments": list(commitments)} if commitments else {}),
    }


def refusal(**changed: object) -> list[str]:
    wrong = {key: value for key, value in {**COMMITMENT, **changed}.items() if value is not None}
    with pytest.raises(InvalidInput) as refused:
        parse_response("bid.json", json.dumps(document(wrong)).encode(), DESK)
    return refused.value.lines()


def test_commitments_are_read_and_written_as_they_were() -> None:
    whole = {"id": "c2", "area": "SUB", "by": "2027-12-31", "text": "Review each subcontractor\nonce a year."}
    given = document(COMMITMENT, whole)

    response = parse_response("bid.json", json.dumps(given).encode(), DESK)

    assert response.commitments == (
        Commitment("c1", "SRI", date(2027, 6, 30), "Name an owner.", ("SRI-Q2",)),
        Commitment("c2", "SUB", date(2027, 12, 31), "Review each subcontractor\nonce a year."),
    )
    assert response_document(response) == given
    assert SCHEMA.is_valid(given)


def test_a_response_without_commitments_has_the_document_and_digest_that_it_had() -> None:
    response = parse_response("bid.json", json.dumps(document()).encode(), DESK)

    assert response.commitments == ()
    assert response_document(response) == document()
    assert response.digest == "sha256:1e5339840decb5ec351ea00859dc4b7ad3be53bfee939870fab62df130a2e81b"


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        ({"area": "XX"}, "c1.area: 'XX' is not an area of it-service-cmm; expected the id of one of its areas"),
        ({"questions": ["SUB-Q1"]}, "c1.questions: 'SUB-Q1' is not a question of SRI; expected questions of it"),
        ({"questions": []}, "c1.questions: is empty; expected a question, or no such key for all of the area"),
        ({"by": "30 June 2027"}, "c1.by: '30 June 2027' is not a day; expected a day such as 2027-06-30"),
        ({"by": "2027-02-30"}, "c1.by: '2027-02-30' is not a day; expected a day such as 2027-06-30"),
        ({"by": 2027}, "c1.by: is a whole number; expected a day such as 2027-06-30"),
        ({"by": None}, "c1.by: is missing; expected a day such as 2027-06-30"),
        ({"text": "  "}, "c1.text: is empty; expected a text"),
        ({"when": "soon"}, "c1.when: is not a known key; known are area, by, id, questions, text"),
    ],
)
def test_what_is_wrong_with_a_commitment_is_told_at_its_field(changed: dict[str, object], line: str) -> None:
    assert refusal(**changed) == [f"bid.json: commitments.{line}"]


def test_two_commitments_with_one_id_are_refused() -> None:
    with pytest.raises(InvalidInput, match="'c1' is used twice"):
        parse_response("bid.json", json.dumps(document(COMMITMENT, COMMITMENT)).encode(), DESK)


def test_the_schema_refuses_what_the_reader_refuses_in_shape() -> None:
    wrong = [{**COMMITMENT, "questions": []}, {**COMMITMENT, "by": "soon"}, {**COMMITMENT, "text": " "}, {"id": "c1"}]

    assert [SCHEMA.is_valid(document(each)) for each in wrong] == [False] * 4


def test_the_template_shows_where_commitments_go_and_is_valid() -> None:
    template = template_document(DESK)

    assert template["commitments"] == []
    assert SCHEMA.is_valid(template)


def test_a_profile_that_only_shows_commitments_keeps_its_digest() -> None:
    pinned = "sha256:ad449e30fe5ce5e0234e4546c6ea6a7830da8271b673551fde9e96d848d953c5"
    shown = parse_profile(
        "profile.toml", PROFILE.replace('version = "1"', 'version = "1"\nproposed = "shown"').encode()
    )

    assert shown == DESK
    assert shown.digest == DESK.digest == pinned
    assert "proposed" not in json.dumps(profile_document(DESK))


def test_a_profile_that_counts_commitments_has_another_digest_and_is_written_so() -> None:
    counted = with_digest(replace(DESK, proposed="counted"))

    again = parse_profile("profile.toml", profile_toml(counted).encode())

    assert (again, again.digest) == (counted, counted.digest)
    assert counted.digest != DESK.digest


def test_a_profile_that_says_anything_else_of_commitments_is_refused() -> None:
    with pytest.raises(InvalidInput, match=r"profile\.proposed: 'maybe' is not allowed; expected shown or counted"):
        parse_profile("profile.toml", PROFILE.replace('version = "1"', 'version = "1"\nproposed = "maybe"').encode())


def test_a_comparison_that_counts_commitments_says_so_and_fits_its_schema() -> None:
    whole = {"id": "c2", "area": "SUB", "by": "2027-12-31", "text": "Review each subcontractor."}
    counted = with_digest(replace(DESK, proposed="counted"))
    response = parse_response("bid.json", json.dumps(document(COMMITMENT, whole)).encode(), DESK)

    found = json.loads(comparison_bytes(compare(counted, [Submission(response)])))

    jsonschema.validate(found, json.loads(schema_text("comparison")))
    assert found["profile"]["proposed"] == "counted"
    [supplier] = found["suppliers"]
    assert [flag["area"] for flag in supplier["flags"] if flag["code"] == "counted-commitment"] == ["SUB"]
    assert [area["fit"]["low"] for area in supplier["areas"]] != ["1", "1"]
    assert supplier["areas"][1]["fit"] == {"low": "1", "high": "1"}
