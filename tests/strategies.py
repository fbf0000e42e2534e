"""Hypothesis strategies for tenders: a small model, a profile on it and bids of several respondents."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from appraisal.core.profile import MethodSettings, RequiredProfile, Requirement
from appraisal.core.reference_model import ReferenceModel
from appraisal.core.response import Answer, Finding, Findings, Respondent, Response, Supplier
from appraisal.core.scoring import Submission
from bids import area, model

REFERENCE: ReferenceModel = model(
    area("AA", 2, goals=2, topics=2),
    area("BB", 2, goals=1, topics=2, rests_on=("AA",)),
    area("CC", 3, goals=2, topics=1, may_be_na=True),
    area("DD", 4, goals=1, topics=0),
)
TARGETS = st.one_of(st.sampled_from(["partially", "fully"]), st.integers(1, 100).map(Fraction))
WEIGHTS = st.builds(Fraction, st.integers(1, 40), st.sampled_from([1, 2, 10]))
SETTINGS = st.builds(
    MethodSettings,
    unknown=st.sampled_from(["against", "ignore"]),
    unclear=st.sampled_from(["clarify", "exclude"]),
    specific_weight=st.sampled_from([Fraction(7, 10), Fraction(1, 2), Fraction(1, 10)]),
    tie_break=st.sampled_from([(), ("risk",), ("evidence",), ("evidence", "risk")]),
    min_respondents=st.integers(1, 3),
)
AGAINST = SETTINGS.filter(lambda settings: settings.unknown == "against")


@st.composite
def profiles(draw: st.DrawFn, settings: st.SearchStrategy[MethodSettings] = SETTINGS) -> RequiredProfile:
    """A profile of two to four areas, at least one of which always counts."""
    others = draw(st.lists(st.sampled_from(["BB", "CC", "DD"]), min_size=1, max_size=3, unique=True))
    order = draw(st.permutations(["AA", *others]))
    lines = tuple(Requirement(name, draw(TARGETS), draw(WEIGHTS), draw(st.booleans()), "Why.") for name in order)
    return RequiredProfile("p", "P", REFERENCE, "S", "1", lines, method=draw(settings))


@st.composite
def respondents(draw: st.DrawFn, name: str) -> Respondent:
    """A respondent with a scope and answers to some of the questions in it."""
    scope = draw(st.none() | st.frozensets(st.sampled_from(["AA", "BB", "CC", "DD"]), min_size=1))
    inside = [q for q, where in REFERENCE.area_of_question.items() if scope is None or where in scope]
    values = st.sampled_from(["yes", "no", "dk", "na", None])
    evidence = st.sampled_from([(), ("e1",)])
    given = {q: Answer(value, "", draw(evidence)) for q in inside if (value := draw(values)) is not None}
    return Respondent(name, f"role {name}", given, scope)


@st.composite
def submissions(draw: st.DrawFn, name: str, findings: bool = True) -> Submission:
    """A bid of one to three respondents, sometimes with findings (none of them not applicable: it can be scored)."""
    staff = tuple(draw(respondents(f"r{n}")) for n in range(1, 1 + draw(st.integers(1, 3))))
    found = None
    if findings and draw(st.booleans()):
        values = draw(st.dictionaries(st.sampled_from(list(REFERENCE.area_of_question)), st.sampled_from("FLPN")))
        found = Findings(name, {q: Finding(value, "Seen.") for q, value in values.items()})
    return Submission(Response(Supplier(name, name.upper()), "small", staff), found, f"{name}.json")


@st.composite
def tenders(
    draw: st.DrawFn,
    most: int = 4,
    settings: st.SearchStrategy[MethodSettings] = SETTINGS,
    findings: bool = True,
) -> tuple[RequiredProfile, list[Submission]]:
    """A profile and one to `most` bids."""
    count = draw(st.integers(1, most))
    return draw(profiles(settings)), [draw(submissions(f"s{n}", findings)) for n in range(count)]
