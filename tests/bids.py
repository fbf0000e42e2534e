"""Small models, profiles and bids for tests of the rules, built without any file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Literal, cast

from appraisal.core.profile import MethodSettings, RequiredProfile, Requirement, Target
from appraisal.core.reference_model import (
    Activity,
    Component,
    MaturityLevel,
    ProcessArea,
    Question,
    Rating,
    ReferenceModel,
)
from appraisal.core.response import Answer, AnswerValue, Finding, Findings, FindingValue, Respondent, Response, Supplier
from appraisal.core.scoring import Submission

LETTERS = {"y": "yes", "n": "no", "a": "na", "d": "dk"}


def area(
    area_id: str, level: int, goals: int = 2, topics: int = 4, may_be_na: bool = False, rests_on: tuple[str, ...] = ()
) -> ProcessArea:
    """An area with a question for each goal (X-Q1 ...), then for each institutionalisation topic."""
    specific = tuple(
        Component(f"{area_id}-G{n}", "specific", f"Goal {n}", (Question(f"{area_id}-Q{n}", f"Goal {n}?"),))
        for n in range(1, goals + 1)
    )
    names = ("commitment", "ability", "measurement", "verification")
    questions = tuple(
        Question(f"{area_id}-Q{goals + n + 1}", f"{name}?", topic=name) for n, name in enumerate(names[:topics])
    )
    backing = (Component(f"{area_id}-I", "institutionalization", "Kept up", questions),) if topics else ()
    return ProcessArea(
        area_id,
        f"Area {area_id}",
        level,
        "Management",
        "Purpose.",
        specific + backing,
        may_be_na,
        (),
        rests_on,
        (Activity("Do it."),),
    )


def model(*areas: ProcessArea) -> ReferenceModel:
    """A model with the scale not, partially, fully and staging by fully."""
    return ReferenceModel(
        "small",
        "Small model",
        "1",
        tuple(MaturityLevel(n, f"Level {n}") for n in range(1, 6)),
        (
            Rating("not", {}),
            Rating("partially", {"specific": Fraction(1, 2), "institutionalization": Fraction(2, 5)}),
            Rating("fully", {"specific": Fraction(4, 5), "institutionalization": Fraction(3, 4)}),
        ),
        {2: "fully", 3: "fully", 4: "fully", 5: "fully"},
        areas,
    )


def capability_model(*areas: ProcessArea) -> ReferenceModel:
    """A model on the scale CL0-CL3; give it areas of `capability_area`."""
    threshold = {"specific": Fraction(4, 5), "gg2": Fraction(3, 4), "gg3": Fraction(3, 4)}
    return ReferenceModel(
        "capability",
        "Capability model",
        "1",
        tuple(MaturityLevel(n, f"Level {n}") for n in range(2, 6)),
        (
            Rating("CL0", {}),
            Rating("CL1", {"specific": threshold["specific"]}),
            Rating("CL2", {group: threshold[group] for group in ("specific", "gg2")}),
            Rating("CL3", threshold),
        ),
        {2: "CL2", 3: "CL3", 4: "CL3", 5: "CL3"},
        areas,
    )


def capability_area(area_id: str, level: int, may_be_na: bool = False) -> ProcessArea:
    """An area with two goals of two practices, two generic practices of gg2 and one of gg3."""

    def component(name: str, group: str, *questions: str) -> Component:
        asked = tuple(Question(f"{area_id}-{question}", f"{question}?") for question in questions)
        return Component(f"{area_id}-{name}", group, name, asked)

    parts = (
        component("SG1", "specific", "SP1.1", "SP1.2"),
        component("SG2", "specific", "SP2.1", "SP2.2"),
        component("GG2", "gg2", "GP2.1", "GP2.2"),
        component("GG3", "gg3", "GP3.1"),
    )
    return ProcessArea(area_id, f"Area {area_id}", level, "Support", "Purpose.", parts, may_be_na)


def profile(
    reference: ReferenceModel,
    targets: Mapping[str, Target],
    weights: Mapping[str, int | str] | None = None,
    mandatory: str = "",
    method: MethodSettings | None = None,
    may_be_na: str = "",
    evidence: Literal["none", "required"] = "none",
) -> RequiredProfile:
    """A profile of the targets, in their order; `mandatory` and `may_be_na` are area ids with blanks between."""
    lines = tuple(
        Requirement(name, target, Fraction((weights or {}).get(name, 1)), name in mandatory.split(), "Because.")
        for name, target in targets.items()
    )
    return RequiredProfile(
        "p",
        "Profile",
        reference,
        "A service",
        "1",
        lines,
        may_be_na=frozenset(may_be_na.split()),
        method=method or MethodSettings(),
        evidence=evidence,
    )


def answers(reference: ReferenceModel, **letters: str) -> dict[str, Answer]:
    """Answers by area: one letter a question in model order (y, n, a, d; `-` leaves it blank)."""
    given = {}
    for name, row in letters.items():
        questions = [question.id for _, question in reference.area_by_id[name].questions()]
        for question, letter in zip(questions, row if len(row) > 1 else row * len(questions), strict=True):
            if letter != "-":
                given[question] = Answer(cast(AnswerValue, LETTERS[letter]))
    return given


def bid(
    supplier: str,
    *respondents: Mapping[str, Answer],
    findings: Mapping[str, str] | None = None,
    areas: Sequence[str | None] = (),
) -> Submission:
    """A bid of respondents r1, r2 …; `areas` gives each one's scope as area ids with blanks between, None for all."""
    scopes = [*areas, *[None] * (len(respondents) - len(areas))]
    staff = tuple(
        Respondent(f"r{n}", f"role {n}", given, None if scope is None else frozenset(scope.split()))
        for n, (given, scope) in enumerate(zip(respondents, scopes, strict=True), 1)
    )
    found = None
    if findings is not None:
        reasons = {q: Finding(cast(FindingValue, value), "Seen.") for q, value in findings.items()}
        found = Findings(supplier, reasons)
    return Submission(Response(Supplier(supplier, supplier.title()), "small", staff), found, f"{supplier}.json")
