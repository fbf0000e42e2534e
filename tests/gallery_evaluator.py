"""The evaluator's pages with made-up contents, for the gallery of all templates."""

from __future__ import annotations

from dataclasses import replace

from appraisal.web.evaluation import evaluation_forms as evaluation
from appraisal.web.evaluation import evaluation_pages as evaluator
from appraisal.web.machine.form import Form
from appraisal.web.parts import Fact, Link, Moment, Notice, Status, View

LONG = "a-word-that-never-ends-" * 6
TRAIL = (Link("Evaluation", "#"), Link("2026/041, lot 1", "#"))


def at(day: str, hour: str, iso: str) -> Moment:
    return Moment(f"{day}, {hour}", iso, "Europe/Amsterdam (UTC+01:00)", day, hour)


def wrong(form: Form, **troubles: str) -> Form:
    for name, words in troubles.items():
        form.note(name, words)
    return form


LAST = at("Fri 20 November", "17:00", "2026-11-20T17:00:00+01:00")
OPENING = at("Fri 11 December", "14:00", "2026-12-11T14:00:00+01:00")

SHARE = evaluator.Progress("Bidder C, 64 of 92 findings", "70%")
REASON = (
    "E1 lists 31 problems with owner and cause; 26 have a decision. E2 follows the procedure. Priority 3 has no rule "
    "(R1), so five repeats stayed open over 60 days."
)
LARGELY = evaluator.Verdict("", "three", "Largely", REASON)
OTHERS = (
    evaluator.Verdict("Finn Haverkamp", "met", "Fully", "E1 and E2 show it.", "submitted Mon 14 December, 10:02"),
    evaluator.Verdict("Gerda Pool", "major", "Not", "R3 does not know.", "says that no evidence was offered"),
)
KNOWN = evaluator.Known(
    claims=(
        evaluator.ClaimLine(
            "R1", "operations", "Yes", "Root causes are found for all priority 1 and 2 incidents.\nSee E1."
        ),
        evaluator.ClaimLine("R2", "service desk", "Yes"),
        evaluator.ClaimLine("R3", LONG, "Don’t know", LONG),
    ),
    offered=(
        evaluator.OfferedLine(
            "E1", "Problem register 2025–2026.pdf", "#", "640 kB", "1f3a 99b0 7c21 … 04de", "behind 4 answers"
        ),
        evaluator.OfferedLine("E2", LONG, "#", "link, to be looked at outside", "", "behind 1 answer"),
    ),
    elsewhere=(evaluator.OfferedLine("E3", "Organisation chart.pdf", "#", "90 kB", "1f3a … 04de", "behind no answer"),),
    clarified=(
        evaluator.ClarifiedLine(
            "C1", "Is there a rule for priority 3?", "Yes, since May.", "It means: yes. Received", LAST
        ),
        evaluator.ClarifiedLine("", "Who owns the register?", "", "An answer is expected by", OPENING),
    ),
    looks_for=(
        Fact("When a yes is right", "Yes only when a cause is sought by a written procedure."),
        Fact("What Problem Management is for", "Look for dates, a named owner and a link from incident to problem."),
    ),
)
FINDING = evaluator.FindingPage(
    title="Finding, Bidder C, Problem Management, question 2",
    heading="Are underlying causes of incidents and trends systematically identified, recorded and analysed?",
    eyebrow="Bidder C, Problem Management, question 2 of 7",
    trail=(Link("2026/041, lot 1", "#"), Link("Bidder C", "#"), Link("Problem Management", "#")),
    known=KNOWN,
    form=evaluation.FindingForm.shown({"finding": "L", "reason": REASON}),
    revision="3",
    saved="Cites E1, E2, R1. Saved at 10:21:48.",
    previous="#",
    following="#",
    progress=(SHARE, evaluator.Progress("All bids of this lot, 188 of 368 findings", "51%")),
    note="You see the findings of the other evaluators once you have submitted your own.",
    post="#",
)
FINDING_WRONG = replace(
    FINDING,
    form=(
        finding_wrong := wrong(
            evaluation.FindingForm.shown({"reason": "Better than the others"}),
            finding="Choose a finding",
            reason="Name what it rests on, like E1 or R1, or tick “No evidence was offered”",
        )
    ),
    troubles=finding_wrong.troubles,
    troubles_note="Nothing you typed is lost.",
    compares="“Better than the others” compares with other bidders. Measure against the requirement.",
)
FINDING_READ = replace(FINDING, form=None, own=LARGELY, typed=LARGELY, others=OTHERS, agreed=LARGELY, note="")
FINDING_EMPTY = replace(
    FINDING,
    known=replace(KNOWN, claims=(), offered=(), elsewhere=(), clarified=()),
    form=evaluation.FindingForm.shown(),
    saved="Nothing saved yet",
)
FOUND = (
    evaluator.FindingLine("SRI-Q1", 1, "Is the handling of incidents planned?", "#", LARGELY),
    evaluator.FindingLine("SRI-Q2", 2, "Is every incident recorded?", "#", None, "Not begun"),
    evaluator.FindingLine("SRI-Q3", 3, LONG, "#", LARGELY, others=OTHERS, agreed=LARGELY, differs=True),
)
BID_FINDINGS = evaluator.BidFindingsPage(
    title="Findings on Bidder C",
    heading="1 item left to find on Bidder C",
    eyebrow="Bidder C, Service desk",
    trail=TRAIL,
    next=Notice("Next: 1 open item", "", "Next open item", "#"),
    areas=(evaluator.FindingArea("SRI", "Service Request and Incident Management", "2 of 3", FOUND),),
    form=None,
    post="#",
    progress=(SHARE,),
    note="You see the findings of the other evaluators once you have submitted your own.",
    back="#",
)
BID_SIGN = wrong(evaluation.SignForm.shown(), name="Give your full name")
INTEREST_WRONG = wrong(evaluation.InterestForm.shown({"conflict": "yes"}, "-2"), words="Say what the conflict is")
INTERESTS = evaluator.InterestsPage(
    title="Interests",
    heading="Declare your interests",
    lede="Say for each supplier whether you have a conflict of interest.",
    trail=TRAIL,
    lines=(
        evaluator.InterestLine(1, "Brandveen BV", evaluation.InterestForm.shown(suffix="-1")),
        evaluator.InterestLine(2, LONG, INTEREST_WRONG),
    ),
    sign=evaluation.SignForm.shown(),
    troubles=INTEREST_WRONG.troubles,
    first=True,
    post="#",
)
WORK = evaluator.WorkPage(
    title="Bids",
    heading="Service desk",
    eyebrow="Evaluation, 2026/041, lot 1",
    lede="Suppliers appear by letters until the award.",
    trail=TRAIL,
    next=Notice("Next: 28 open items", "It goes on with Bidder C.", "Next open item", "#"),
    bids=(
        evaluator.BidProgress("Bidder A", "#", Status("done", "Submitted"), SHARE),
        evaluator.BidProgress(LONG, "#", Status("care", "To submit"), SHARE),
        evaluator.BidProgress("Bidder C", "#", Status("now", "28 open"), SHARE),
    ),
    areas=(
        evaluator.AreaRow(
            "Service Request and Incident Management",
            (
                evaluator.AreaCell("Bidder A", "7 of 7", "#", True),
                evaluator.AreaCell(LONG, "7 of 7", "#", True),
                evaluator.AreaCell("Bidder C", "3 of 7", "#"),
            ),
        ),
    ),
    facts=(Fact("Your findings", "64 of 92"), Fact("You are", "Chair of the panel")),
    also=(Link("Your declarations of interests", "#"),),
)

EVALUATOR: tuple[tuple[str, str, View], ...] = (
    (
        "evaluation/evaluation.html",
        "",
        evaluator.EvaluationPage(
            title="Evaluation",
            heading="What you evaluate",
            lots=(
                evaluator.PanelLot(
                    "Workplaces, Service desk",
                    "2026/041, lot 1",
                    "#",
                    Status("now", "Open items"),
                    "It goes on with Bidder C.",
                    SHARE,
                    Link("Next open item", "#"),
                ),
                evaluator.PanelLot(
                    LONG, "2026/044, lot 2", "", Status("none", "Not opened yet"), "From Fri 11 December."
                ),
            ),
        ),
    ),
    (
        "evaluation/evaluation.html",
        "empty",
        evaluator.EvaluationPage(title="Evaluation", heading="What you evaluate", lots=()),
    ),
    ("evaluation/interests.html", "with errors", INTERESTS),
    (
        "evaluation/interests.html",
        "declared",
        replace(
            INTERESTS,
            heading="Your declarations of interests",
            first=False,
            troubles=(),
            lines=(
                evaluator.InterestLine(
                    1,
                    "Brandveen BV",
                    None,
                    Status("care", "A conflict of interest"),
                    "Declared Mon 14 December. A cousin",
                ),
                evaluator.InterestLine(
                    2,
                    "Dovre Drift AS",
                    evaluation.LaterConflictForm.shown(suffix="-2"),
                    Status("done", "No conflict"),
                    "Declared Mon 14 December.",
                ),
            ),
            back="#",
        ),
    ),
    ("evaluation/interests.html", "empty", replace(INTERESTS, lines=(), sign=None, troubles=())),
    ("evaluation/work.html", "", WORK),
    ("evaluation/work.html", "empty", replace(WORK, next=Notice("You evaluate no area yourself"), bids=(), areas=())),
    ("evaluation/bid.html", "", BID_FINDINGS),
    (
        "evaluation/bid.html",
        "to sign, with errors",
        replace(BID_FINDINGS, form=BID_SIGN, troubles=BID_SIGN.troubles, next=None),
    ),
    ("evaluation/finding.html", "", FINDING),
    ("evaluation/finding.html", "with errors", FINDING_WRONG),
    ("evaluation/finding.html", "submitted", FINDING_READ),
    ("evaluation/finding.html", "empty", FINDING_EMPTY),
)
"""(template, state, view) of each page of an evaluator."""
