"""The page that shows every component, with made-up contents."""

from __future__ import annotations

from dataclasses import dataclass

from appraisal.web.bidding.question_pages import MEANINGS, EvidenceLine, QuestionField
from appraisal.web.evaluation.evaluation_forms import FindingForm
from appraisal.web.evaluation.evaluation_pages import Progress, Verdict
from appraisal.web.machine.fields import OneOf, Text, Tick, Upload, options
from appraisal.web.machine.form import Form
from appraisal.web.machine.patterns_decision import DecisionPatterns, decision_patterns
from appraisal.web.parts import Fact, Moment, Notice, Status, Step, Task, Trouble, View
from appraisal.web.tendering.profile_pages import RequirementLine


class SampleForm(Form):
    """One field of each kind."""

    title = Text("Title", hint="What suppliers read first.")
    reason = Text("Why", lines=True)
    pick = OneOf("Begin from", options((("a", "Service desk"), ("b", "Network management"))))
    file = Upload("A file")
    kind = OneOf("Kind", options((("a", "Officers", "Any two of them."), ("b", "Server"))))
    sure = Tick("Publish now")


@dataclass(frozen=True, kw_only=True)
class PatternsPage(View):
    """Every component once in each of its states (patterns.html)."""

    form: Form
    wrong: Form
    statuses: tuple[Status, ...]
    moment: Moment
    steps: tuple[Step, ...]
    notice: Notice
    facts: tuple[Fact, ...]
    tasks: tuple[Task, ...]
    questions: tuple[QuestionField, ...]
    meanings: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, str], ...]
    requirements: tuple[RequirementLine, ...]
    targets: tuple[tuple[str, str], ...]
    summary: tuple[Trouble, ...]
    finding: Form
    verdicts: tuple[Verdict, ...]
    progress: tuple[Progress, ...]
    decision: DecisionPatterns


DEADLINE = Moment(
    words="Fri 11 December, 12:00",
    iso="2026-12-11T12:00:00+01:00",
    zone="Europe/Amsterdam (UTC+01:00)",
    day="Fri 11 December",
    hour="12:00",
    yours="11:00 Europe/London (UTC+00:00)",
    distance="in 18 days",
)


def sample() -> PatternsPage:
    """The page with its contents."""
    wrong = SampleForm.shown(suffix="-wrong")
    wrong.note("title", "Give a title")
    wrong.note("reason", "Say why; every supplier reads it")
    wrong.note("sure", "Tick this to go on")
    return PatternsPage(
        title="Patterns",
        heading="Every component, in each of its states",
        lede="What pages are built from. The contents are made up.",
        form=SampleForm.shown(
            {"title": "Workplace and service desk", "kind": "a", "sure": True, "pick": "b"}, "-right"
        ),
        wrong=wrong,
        statuses=(
            Status("done", "Completed"),
            Status("now", "3 of 7 answered"),
            Status("none", "Not started"),
            Status("care", "Give to a colleague"),
            Status("bad", "Refused"),
        ),
        moment=DEADLINE,
        steps=(
            Step("Published", Moment("", "2026-11-02T09:00:00+01:00", day="Mon 2 November", hour="09:00"), "past"),
            Step("Deadline for bids", DEADLINE, "now"),
            Step("Opening", None, "coming", "two officers"),
        ),
        notice=Notice(
            "Next: answer two clarification questions", "The first has waited three days.", "Answer the questions", "#"
        ),
        facts=(Fact("Reference", "2026/041"), Fact("Frozen under digest", "9f2c 41d7 0be8 … 77a1", mono=True)),
        tasks=(
            Task("t1", "Service Commitment Management", Status("done", "Completed"), "#", "Ingrid Solheim"),
            Task("t2", "Configuration Management", Status("now", "5 of 8 answered"), "#", "Maria Lunde"),
            Task("t3", "Check answers, declare and submit", Status("none", "After all areas")),
        ),
        questions=(
            QuestionField("P-Q1", 1, "Is the handling of incidents planned for each service?", answer="yes"),
            QuestionField(
                "P-Q2",
                2,
                "Are users kept informed of the state of their incidents?",
                answer="no",
                comment="Users of the portal see the state; telephone users are told on request.",
                evidence=(EvidenceLine("e1", "Incident procedure 2026.pdf", "#", "640 kB"),),
            ),
            QuestionField(
                "P-Q3",
                3,
                "Do you measure event handling?",
                error="Choose an answer, or “Don’t know”",
                upload_error="“audit-2025.xlsm” can hold macros, so it was not kept. Upload it as PDF",
            ),
            QuestionField("P-Q4", 4, "Is there a written policy?", answer="dk", carried=True),
        ),
        meanings=MEANINGS,
        files=(("e1", "Incident procedure 2026.pdf"),),
        requirements=(
            RequirementLine(
                "PA", "Service Commitment Management", "fully", "", "3", "75.0 %", "100%", True, "The heart."
            ),
            RequirementLine("PB", "Problem Management", "number", "60", "1", "25.0 %", "33%", False, "", ("Say why",)),
        ),
        targets=(("partially", "Partially"), ("fully", "Fully"), ("number", "A number")),
        summary=(Trouble("Give a title", "title-wrong"), Trouble("Say why; every supplier reads it", "reason-wrong")),
        finding=FindingForm.shown({"finding": "L"}, "-sample"),
        verdicts=(
            Verdict("You", "three", "Largely", "E1 lists 31 problems; 26 have a decision."),
            Verdict("Finn", "major", "Not", "R3 does not know.", "says that no evidence was offered"),
        ),
        progress=(Progress("Bidder C, 64 of 92 findings", "70%"),),
        decision=decision_patterns(DEADLINE),
    )
