"""Inter-rater agreement: the published example, an independent implementation, and what must hold for every table."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from appraisal.core.agreement import (
    FINDING_SCALE,
    Agreement,
    Metric,
    alpha,
    finding_agreement,
    ordinal,
)
from appraisal.core.response import FindingValue

PUBLISHED = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
"""Four observers, twelve units (Krippendorff 2011, section C); a dot is a missing value."""


def nominal(one: int, two: int, paired: Mapping[int, int]) -> Fraction:
    """Values differ or they do not."""
    return Fraction(one != two)


def interval(one: int, two: int, paired: Mapping[int, int]) -> Fraction:
    """Values differ by their distance."""
    return Fraction((one - two) ** 2)


METRICS: Mapping[str, Metric] = {"nominal": nominal, "ordinal": ordinal, "interval": interval}

Table = dict[str, dict[str, FindingValue]]

TABLES = st.dictionaries(
    st.sampled_from([f"Q{n}" for n in range(1, 9)]),
    st.dictionaries(st.sampled_from("ABCD"), st.sampled_from(["F", "L", "P", "N", "NA"]), max_size=4),
    max_size=8,
)


def units(rows: tuple[str, ...]) -> list[list[int]]:
    columns = zip(*rows, strict=True)
    return [[int(value) for value in column if value != "."] for column in columns]


@pytest.mark.parametrize(("metric", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_the_published_example_of_four_observers_gives_the_published_alphas(metric: str, published: float) -> None:
    found = alpha(units(PUBLISHED), METRICS[metric])

    assert found is not None
    assert round(float(found), 3) == published


@given(TABLES, st.sampled_from(sorted(METRICS)))
def test_alpha_is_that_of_an_independent_implementation(table: Table, metric: str) -> None:
    scaled = [[FINDING_SCALE.index(value) for value in row.values() if value != "NA"] for row in table.values()]
    ours = alpha(scaled, METRICS[metric])
    assume(ours is not None)
    values = [
        [FINDING_SCALE.index(row[who]) if row.get(who, "NA") != "NA" else np.nan for row in table.values()]
        for who in "ABCD"
    ]

    theirs = krippendorff.alpha(np.array(values, dtype=float), level_of_measurement=metric)

    assert float(ours or 0) == pytest.approx(theirs)


@given(st.lists(st.tuples(st.sampled_from("FLPN"), st.integers(2, 5)), min_size=2))
def test_alpha_is_one_when_all_agree_on_more_than_one_value(rows: list[tuple[FindingValue, int]]) -> None:
    assume(len({value for value, _ in rows}) > 1)
    table = {f"Q{n}": dict.fromkeys("ABCDE"[:many], value) for n, (value, many) in enumerate(rows)}

    assert finding_agreement(table).alpha == 1


@given(TABLES, st.permutations("ABCD"), st.randoms(use_true_random=False))
def test_alpha_knows_neither_the_evaluators_names_nor_the_order_of_questions(table, names, random) -> None:  # type: ignore[no-untyped-def]
    renamed = dict(zip("ABCD", names, strict=True))
    shuffled = list(table.items())
    random.shuffle(shuffled)
    other = {question: {renamed[who]: value for who, value in row.items()} for question, row in shuffled}

    assert finding_agreement(other).alpha == finding_agreement(table).alpha


@given(TABLES)
def test_alpha_never_exceeds_one(table: Table) -> None:
    found = finding_agreement(table).alpha

    assert found is None or found <= 1


@pytest.mark.parametrize(
    "table",
    [
        {},
        {"Q1": {}},
        {"Q1": {"A": "F"}, "Q2": {"B": "N"}},
        {"Q1": {"A": "F", "B": "F"}, "Q2": {"A": "F", "B": "F"}},
        {"Q1": {"A": "F", "B": "F"}, "Q2": {"A": "N"}},
        {"Q1": {"A": "F", "B": "NA"}, "Q2": {"A": "NA", "B": "NA"}},
    ],
)
def test_without_two_findings_to_pair_or_without_variation_alpha_is_undefined(table: Table) -> None:
    assert finding_agreement(table).alpha is None


def test_not_applicable_is_a_missing_value_and_a_contested_question_is_named() -> None:
    table: Table = {
        "Q1": {"A": "F", "B": "F", "C": "NA"},
        "Q2": {"A": "N", "B": "P"},
        "Q3": {"A": "NA", "B": "NA"},
        "Q4": {"A": "L"},
    }
    without: Table = {"Q1": {"A": "F", "B": "F"}, "Q2": {"A": "N", "B": "P"}}

    found = finding_agreement(table)

    assert found == Agreement(finding_agreement(without).alpha, 2, 4, ("Q1",))


def test_findings_one_step_apart_agree_better_than_findings_at_the_ends_of_the_scale() -> None:
    near = finding_agreement({"Q1": {"A": "F", "B": "L"}, "Q2": {"A": "N", "B": "N"}, "Q3": {"A": "L", "B": "L"}})
    far = finding_agreement({"Q1": {"A": "F", "B": "N"}, "Q2": {"A": "N", "B": "N"}, "Q3": {"A": "L", "B": "L"}})

    assert near.alpha is not None and far.alpha is not None
    assert near.alpha > far.alpha
    assert isinstance(near.alpha, Fraction)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("L", "N", Fraction(860, 861)), ("L", "F", Fraction(0)), ("N", "F", Fraction(0))],
)
def test_among_many_equal_findings_a_rare_pair_weighs_little_unless_one_of_it_is_the_common_finding(
    one: FindingValue, other: FindingValue, expected: Fraction
) -> None:
    table: dict[str, dict[str, FindingValue]] = {f"Q{number}": {"A": "F", "B": "F"} for number in range(20)}
    table["Q20"] = {"A": one, "B": other}

    assert finding_agreement(table).alpha == expected
