"""What-if changes: each that can be made, and a clear line for each that cannot."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from appraisal.core.errors import InvalidInput
from appraisal.core.what_if import apply_changes
from bids import area, model, profile

F = Fraction
REFERENCE = model(area("AA", 2), area("BB", 2), area("CC", 3))
REQUIRED = replace(
    profile(REFERENCE, {"AA": "fully", "BB": "partially"}, {"AA": 2}, mandatory="AA"), digest="sha256:" + "a" * 64
)
TARGETS = "expected partially, fully, or a number above 0 and at most 100"


def refusals(*changes: str) -> list[str]:
    with pytest.raises(InvalidInput) as refused:
        apply_changes(REQUIRED, changes)
    return refused.value.lines()


def test_no_change_is_the_same_profile_without_its_digest() -> None:
    changed = apply_changes(REQUIRED, [])

    assert changed == REQUIRED
    assert changed.digest == ""


def test_a_weight_changes_for_one_area_only() -> None:
    changed = apply_changes(REQUIRED, ["weight:BB=2.5"])

    assert [(line.area, line.weight) for line in changed.requirements] == [("AA", F(2)), ("BB", F(5, 2))]
    assert (changed.total_weight, REQUIRED.total_weight) == (F(9, 2), F(3))


def test_targets_and_knock_outs_can_change() -> None:
    changed = apply_changes(REQUIRED, ["target:AA=partially", "target:BB=62.5", "mandatory:AA=no", "mandatory:BB=yes"])

    assert [(line.target, line.mandatory) for line in changed.requirements] == [("partially", False), (F(125, 2), True)]


def test_every_setting_of_the_method_can_change() -> None:
    changed = apply_changes(
        REQUIRED,
        ["unknown=ignore", "unclear=exclude", "specific_weight=0.6", "tie_break=evidence,risk", "min_respondents=4"],
    )

    assert changed.method == replace(
        REQUIRED.method,
        unknown="ignore",
        unclear="exclude",
        specific_weight=F(3, 5),
        tie_break=("evidence", "risk"),
        min_respondents=4,
    )
    assert apply_changes(REQUIRED, ["tie_break=none"]).method.tie_break == ()


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ("weight:XX=2", "weight:XX=2: XX is not an area of the profile; expected one of AA, BB"),
        ("weight:CC=2", "weight:CC=2: CC is not an area of the profile; expected one of AA, BB"),
        ("weight:AA=0", "weight:AA=0: 0 cannot be used; expected a number above 0"),
        ("weight:AA=-1", "weight:AA=-1: -1 cannot be used; expected a number above 0"),
        ("weight:AA=nan", "weight:AA=nan: nan cannot be used; expected a number above 0"),
        ("weight:AA=1e400000000", "weight:AA=1e400000000: 1e400000000 cannot be used; expected a number above 0"),
        ("weight:AA=1/2", "weight:AA=1/2: 1/2 cannot be used; expected a number above 0"),
        ("weight:AA=", "weight:AA=: '' cannot be used; expected a number above 0"),
        ("target:AA=not", f"target:AA=not: not cannot be used; {TARGETS}"),
        ("target:AA=101", f"target:AA=101: 101 cannot be used; {TARGETS}"),
        ("mandatory:AA=maybe", "mandatory:AA=maybe: maybe is not a choice; expected yes or no"),
        ("unknown=maybe", "unknown=maybe: maybe is not a choice; expected against or ignore"),
        ("unclear=", "unclear=: '' is not a choice; expected clarify or exclude"),
        ("specific_weight=1", "specific_weight=1: 1 cannot be used; expected a number above 0 and below 1"),
        ("specific_weight=0", "specific_weight=0: 0 cannot be used; expected a number above 0 and below 1"),
        ("tie_break=price", "tie_break=price: price is not a choice; expected risk or evidence"),
        ("min_respondents=0", "min_respondents=0: 0 cannot be used; expected a whole number from 1 to 1000"),
        ("min_respondents=1.5", "min_respondents=1.5: 1.5 cannot be used; expected a whole number from 1 to 1000"),
    ],
)  # fmt: skip
def test_a_change_that_cannot_be_made_is_refused_in_one_line(change: str, line: str) -> None:
    assert refusals(change) == [f"--what-if: {line}"]


@pytest.mark.parametrize(
    "change", ["", "SRI", "weight", "weight=2", "price:AA=2", "unknown", "method=x", "AA=2", ":=", "unknown:AA=ignore"]
)
def test_an_unknown_change_is_told_what_there_is(change: str) -> None:
    (line,) = refusals(change)

    assert line == (
        f"--what-if: {change or repr(change)}: is not a known change; expected weight:AREA=NUMBER, "
        "target:AREA=RATING or NUMBER, mandatory:AREA=yes or no, or one of unknown, unclear, specific_weight, "
        "tie_break, min_respondents with =VALUE"
    )


def test_all_bad_changes_are_refused_together() -> None:
    assert refusals("weight:XX=2", "weight:AA=3", "weight:AA=4", "unknown=x") == [
        "--what-if: weight:XX=2: XX is not an area of the profile; expected one of AA, BB",
        "--what-if: weight:AA=4: is changed twice; expected each once",
        "--what-if: unknown=x: x is not a choice; expected against or ignore",
    ]


def test_a_refusal_stays_on_one_line_whatever_was_typed() -> None:
    (line,) = refusals("weight:A\nA\x1b[31m=2" + "x" * 500)

    assert line.isprintable()
    assert len(line) < 400
