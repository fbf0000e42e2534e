"""Comparisons for tests of the reports: tenders of invented bidders, scored by the real rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Literal

from appraisal.core.comparison import Comparison
from appraisal.core.profile import MethodSettings, RequiredProfile, Requirement, Target
from appraisal.core.ranking import compare
from appraisal.core.reference_model import (
    Component,
    Group,
    MaturityLevel,
    ProcessArea,
    Question,
    Rating,
    ReferenceModel,
)
from appraisal.core.response import Answer, EvidenceItem, Finding, Findings, Respondent, Response, Scope, Supplier
from appraisal.core.robustness import with_robustness
from appraisal.core.scoring import Submission

LEVELS = ("Initial", "Repeatable", "Defined", "Managed", "Optimizing")
AREAS = (
    ("SRI", "Service Request and Incident Management", 2, "fully", 5, True, "Users notice incidents first."),
    ("SCM", "Service Commitment Management", 2, "fully", 4, True, "The agreement must follow our needs."),
    ("STO", "Service Tracking and Oversight", 2, "fully", 3, True, "Early warning when service slips."),
    ("CFM", "Configuration Management", 2, "fully", 3, True, "No change without a known baseline."),
    ("SDP", "Service Delivery Planning", 2, "fully", 2, False, "Peaks at month end must be planned."),
    ("SQA", "Service Quality Assurance", 2, "fully", 2, False, "Somebody independent looks."),
    ("SUB", "Subcontract Management", 2, "partially", 1, False, "Field engineers are subcontracted."),
    ("SDL", "Service Delivery", 3, "fully", 3, False, "Same service on all twelve sites."),
    ("PRM", "Problem Management", 3, "partially", 3, True, "Repeat calls must fall year by year."),
    ("RSM", "Resource Management", 3, "fully", 2, False, "Staff turnover hurt the last contract."),
    ("TRP", "Training Program", 3, "partially", 1, False, "Desk staff in two languages."),
    ("IGC", "Intergroup Coordination", 3, "partially", 1, False, "Network and desk are separate lots."),
    ("ISM", "Integrated Service Management", 3, "fully", 1, False, "One way of working over all sites."),
    ("SQM", "Service Quality Management", 4, "partially", 1, False, "Quality goals in figures, later."),
    ("OPF", "Organization Process Focus", 3, "partially", 1, False, "Somebody owns the processes."),
    ("OPD", "Organization Process Definition", 3, "partially", 2, False, "Written once, used everywhere."),
    ("EVM", "Event Management", 2, "fully", 2, False, "Calls should not be the first alarm."),
    ("QPM", "Quantitative Process Management", 4, "partially", 1, False, "Figures instead of feelings."),
    ("FSM", "Financial Service Management", 4, "partially", 1, False, "Prices must follow costs."),
    ("PCM", "Process Change Management", 5, "partially", 1, False, "Better every year."),
    ("TCM", "Technology Change Management", 5, "partially", 1, False, "New tools without new outages."),
    ("PPV", "Problem Prevention", 5, "partially", 1, False, "Causes go away."),
)
NAMES = (
    "Noordzee Digital BV",
    "Hélios Services Informatiques S.A.",
    "Сигма-Сервис ООД",
    "Aldermoor, Finch & Partners Managed Information Technology Services plc",
    "Brightwater Technology Partners",
    "Österreichische Rechenzentrum Gesellschaft m.b.H.",
    "Βόρειο Σέλας Πληροφορική Α.Ε.",
    "Kestrel",
    "Łódzkie Centrum Usług IT sp. z o.o.",
    "Contoso Managed Services",
    "Fjordnett Drift AS",
    "Ponte Vecchio Sistemi S.r.l.",
)
SHAPES = (
    "AABAcEDADDEDED",
    "AAAABDNBEBFEFE",
    "BBABDFEFDEFDFF",
    "BuBuwwDEvDAEFw",
    "AAACAAAcADDDDE",
    "BBBBDDDDDDDEFE",
    "BBBBEDEDDEDDDF",
    "BBBACDDEBDEDFD",
    "AABBDFDFDDFDDE",
    "AuBBCEDvDDDEDE",
    "BCBBBDDCDEEDED",
    "EBDBFDEFEDDFEF",
)
"""For each bidder a letter an area: A best to F worst, capitals certain; u, v, w with unknowns; N not applicable."""
PATTERN = {
    "A": (6, 0), "B": (5, 0), "C": (4, 0), "D": (3, 0), "E": (2, 0), "F": (1, 0),
    "c": (4, 1), "u": (4, 2), "v": (2, 3), "w": (1, 5), "Z": (0, 0),
}  # fmt: skip
"""How many of six answers to a question are yes, and how many unknown."""

ITIL = {"SRI": ("Service Desk", "Incident Management"), "SCM": ("Service Level Management",)}


def it_model(areas: Sequence[tuple[str, str, int]] = tuple((a[0], a[1], a[2]) for a in AREAS)) -> ReferenceModel:
    """A model on the scale not, partially, fully, with three goals and four topics an area."""
    return ReferenceModel(
        "it-service",
        "IT Service CMM",
        "1.0",
        tuple(MaturityLevel(n, name) for n, name in enumerate(LEVELS, 1)),
        (
            Rating("not", {}),
            Rating("partially", {"specific": Fraction(1, 2), "institutionalization": Fraction(2, 5)}),
            Rating("fully", {"specific": Fraction(4, 5), "institutionalization": Fraction(3, 4)}),
        ),
        dict.fromkeys((2, 3, 4, 5), "fully"),
        tuple(_it_area(*area) for area in areas),
        (Group("specific", "Goals"), Group("institutionalization", "Institutionalization")),
        digest="sha256:" + "4f" * 32,
    )


def _it_area(area: str, name: str, level: int) -> ProcessArea:
    goals = tuple(
        Component(f"{area}-G{n}", "specific", f"Goal {n}.", (Question(f"{area}-Q{n}", f"Goal {n}?"),))
        for n in (1, 2, 3)
    )
    topics = tuple(Question(f"{area}-Q{n}", "Kept up?", topic="ability") for n in (4, 5, 6, 7))
    backing = Component(f"{area}-I", "institutionalization", "Kept up.", topics)
    return ProcessArea(
        area, name, level, "Delivery", "Purpose.", (*goals, backing), area in ("SUB", "SAM"), ITIL.get(area, ())
    )


def capability_model() -> ReferenceModel:
    """A model on the scale CL0-CL3 with three groups."""
    names = "Incident Resolution and Prevention|Service Delivery|Strategic Service Management|Work Planning|"
    names += "Organizational Process Definition|Capacity and Availability Management|Supplier Agreement Management"
    codes = ("IRP", "SD", "STSM", "WP", "OPD", "CAM", "SAM")
    areas = []
    for n, (code, name) in enumerate(zip(codes, names.split("|"), strict=True)):
        parts = tuple(
            Component(f"{code}-{part}", group, part, tuple(Question(f"{code}-{part}.{q}", "?") for q in range(1, many)))
            for part, group, many in (
                ("SG1", "specific", 4),
                ("SG2", "specific", 3),
                ("GG2", "gg2", 6),
                ("GG3", "gg3", 3),
            )
        )
        areas.append(ProcessArea(code, name, 2 if n in (1, 3, 6) else 3, "Delivery", "Purpose.", parts, code == "SAM"))
    low, kept = Fraction(4, 5), Fraction(3, 4)
    return ReferenceModel(
        "cmmi-like",
        "CMMI for Services 1.3",
        "1.3",
        tuple(MaturityLevel(n, name) for n, name in enumerate(LEVELS, 1)),
        (
            Rating("CL0", {}),
            Rating("CL1", {"specific": low}),
            Rating("CL2", {"specific": low, "gg2": kept}),
            Rating("CL3", {"specific": low, "gg2": kept, "gg3": kept}),
        ),
        {2: "CL2", 3: "CL3", 4: "CL3", 5: "CL3"},
        tuple(areas),
        (Group("specific", "Specific goals"), Group("gg2", "Generic goal 2"), Group("gg3", "Generic goal 3")),
        digest="sha256:" + "5e" * 32,
    )


def it_profile(areas: int = 14, use: Literal["selection", "award-quality"] = "selection") -> RequiredProfile:
    """A service desk's profile over the first so many areas."""
    return RequiredProfile(
        "service-desk",
        "Service desk for 3,000 workplaces",
        it_model([(a[0], a[1], a[2]) for a in AREAS[:areas]]),
        "First-line support of office users, 7–19 h, Dutch and English",
        "1",
        tuple(Requirement(a[0], a[3], Fraction(a[4]), a[5], a[6]) for a in AREAS[:areas]),
        evidence="required",
        use=use,
        method=MethodSettings(min_respondents=3),
        digest="sha256:9f2c41d8" + "07" * 24 + "e07b77ab",
    )


def capability_profile() -> RequiredProfile:
    """A profile on four steps, with numbers as targets too."""
    model = capability_model()
    targets: Sequence[Target] = ("CL3", "CL2", "CL1", Fraction(60), "CL3", Fraction(75), "CL2")
    return RequiredProfile(
        "defence-desk",
        "Service desk and data centre of an agency",
        model,
        "Service desk and data centre, around the clock",
        "2",
        tuple(
            Requirement(area.id, target, Fraction(n + 2, 2), n in (0, 1), f"Reason {n + 1} of the buyer.")
            for n, (area, target) in enumerate(zip(model.areas, targets, strict=True))
        ),
        digest="sha256:" + "31" * 32,
    )


def bid(
    profile: RequiredProfile,
    number: int,
    name: str = "",
    shape: str = "",
    findings: bool = False,
    roles: Sequence[str] = ("Service manager", "Operations lead", "Quality officer"),
    scope: Scope | None = None,
    evidence: Sequence[EvidenceItem] = (),
) -> Submission:
    """The bid of one bidder of the list, or of another name and shape."""
    name = name or f"{NAMES[number % len(NAMES)]}{'' if number < len(NAMES) else f' {number // len(NAMES) + 1}'}"
    shape = shape or SHAPES[number % len(SHAPES)]
    count = len(profile.requirements)
    letters = "".join(shape[(place + number // len(SHAPES)) % len(shape)] for place in range(count))
    supplier = Supplier(f"s{number:02d}", name)
    items = tuple(evidence) or (EvidenceItem("e1", "Incident handbook 4.2"), EvidenceItem("e2", "Service catalogue"))
    staff = tuple(
        Respondent(f"r{n}", role, _answers(profile, letters, n, len(roles), items[0].id))
        for n, role in enumerate(roles)
    )
    scope = scope or Scope("Service desk Utrecht", ("Utrecht", "Zwolle"), "2026")
    response = Response(supplier, profile.model.id, staff, items, profile.id, scope, f"sha256:{number:064x}")
    found = _findings(profile, letters, supplier.id) if findings else None
    return Submission(response, found, f"{supplier.id}.json")


def _answers(profile: RequiredProfile, letters: str, number: int, people: int, evidence: str) -> dict[str, Answer]:
    """One respondent's answers: of each area's answers, dealt out question by question, so many are yes or unknown."""
    given: dict[str, Answer] = {}
    for area, letter in zip(profile.areas, letters, strict=True):
        asked = [question.id for _, question in area.questions() if question.id in profile.asked]
        for place, question in enumerate(asked):
            if letter == "N":
                given[question] = Answer("na" if profile.allows_na(area.id) else "no")
                continue
            yes, unknown = PATTERN[letter]
            turn = (place * people + number * 2 + place) % 6
            if turn < yes:
                given[question] = Answer("yes", evidence=(evidence,) if (place + number) % 3 else ())
            elif turn >= yes + unknown:
                given[question] = Answer("no")
            elif turn % 2:
                given[question] = Answer("dk")
    return given


def _findings(profile: RequiredProfile, letters: str, supplier: str) -> Findings:
    values = {"A": "F", "B": "L", "C": "L", "D": "P", "N": "NA"}
    found = {}
    for area, letter in zip(profile.areas, letters, strict=True):
        for _, question in area.questions():
            found[question.id] = Finding(values.get(letter, "N"), "Seen.")  # type: ignore[arg-type]
    return Findings(supplier, found, "sha256:" + "ab" * 32)


def tender(
    bidders: int = 5,
    profile: RequiredProfile | None = None,
    robust: bool = True,
    findings: bool = False,
) -> Comparison:
    """A comparison of so many bidders of the list."""
    profile = profile or it_profile()
    comparison = compare(profile, [bid(profile, number, findings=findings) for number in range(bidders)])
    return with_robustness(comparison) if robust else comparison


def compared(profile: RequiredProfile, *bids: Submission, robust: bool = True) -> Comparison:
    """A comparison of these bids."""
    comparison = compare(profile, bids)
    return with_robustness(comparison) if robust else comparison


def with_settings(profile: RequiredProfile, **settings: object) -> RequiredProfile:
    """The profile with other settings of the method."""
    return replace(profile, method=replace(profile.method, **settings))  # type: ignore[arg-type]
