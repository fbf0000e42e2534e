"""Commitments as clauses in plain words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from appraisal.core.response import Commitment
from appraisal.reports.commitment_clauses import commitment_clauses
from reports.comparisons import bid, it_profile

PROFILE = it_profile(10)
RESPONSE = bid(PROFILE, 0).response
JUNE = date(2027, 6, 30)


def clause(commitment: Commitment) -> tuple[str, list[str]]:
    [found] = commitment_clauses(PROFILE, replace(RESPONSE, commitments=(commitment,)))
    return found.text, [question.id for question in found.questions]


@pytest.mark.parametrize(
    ("questions", "aim", "concerned"),
    [
        ((), "every question asked on Problem Management can be answered with yes", [f"PRM-Q{n}" for n in range(1, 8)]),
        (("PRM-Q2",), "question PRM-Q2 on Problem Management can be answered with yes", ["PRM-Q2"]),
        (
            ("PRM-Q4", "PRM-Q2"),
            "questions PRM-Q2 and PRM-Q4 on Problem Management can be answered with yes",
            ["PRM-Q2", "PRM-Q4"],
        ),
    ],
)
def test_a_clause_says_by_when_who_does_what_and_what_must_be_so_then(
    questions: tuple[str, ...], aim: str, concerned: list[str]
) -> None:
    text, found = clause(Commitment("c1", "PRM", JUNE, "Review each record.", questions))

    assert text == f"By 30 June 2027 Noordzee Digital BV will do the following, so that {aim}: Review each record."
    assert found == concerned


def test_an_area_that_the_profile_does_not_ask_is_promised_all_the_same() -> None:
    whole = it_profile(22)
    narrow = replace(whole, requirements=whole.requirements[:10])
    promised = replace(RESPONSE, commitments=(Commitment("c1", "TRP", JUNE, "Train shift leads"),))

    [found] = commitment_clauses(narrow, promised)

    assert found.text == (
        "By 30 June 2027 Noordzee Digital BV will do the following, so that Training Program is improved: "
        "Train shift leads."
    )
    assert found.questions == ()


def test_a_clause_is_one_paragraph_whatever_was_typed() -> None:
    assert clause(Commitment("c1", "PRM", JUNE, "First\n\nthis;\u202e then that!"))[0].endswith(
        "can be answered with yes: First this; then that!"
    )


def test_clauses_come_by_their_day() -> None:
    days = [date(2028, 1, 1), date(2027, 1, 1), date(2027, 7, 1)]
    promised = replace(
        RESPONSE, commitments=tuple(Commitment(f"c{n}", "PRM", each, "Do it.") for n, each in enumerate(days))
    )

    assert [each.commitment.by for each in commitment_clauses(PROFILE, promised)] == sorted(days)
