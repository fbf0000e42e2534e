"""The components of evaluation, comparison, award, record and accounts, with made-up contents."""

from __future__ import annotations

from dataclasses import dataclass

from appraisal.web.account.account_pages import PersonAct, PersonLine
from appraisal.web.award.award_pages import DecisionBlock, RankLine
from appraisal.web.comparison.comparison_pages import (
    Calculation,
    Figure,
    FitLine,
    HeatCell,
    HeatLevel,
    HeatMap,
    HeatRow,
    PartLine,
)
from appraisal.web.comparison.firmness_pages import Table
from appraisal.web.evaluation.evaluation_pages import ClaimLine, ClarifiedLine, Known, OfferedLine, Verdict
from appraisal.web.evaluation.moderation_pages import AgreementLine, DifferLine
from appraisal.web.machine.form import Form
from appraisal.web.parts import AddendumLine, Fact, Moment, Status
from appraisal.web.record.journal_pages import Chain, EntryLine
from appraisal.web.tendering.timetable_forms import TimetableForm


@dataclass(frozen=True, slots=True)
class DecisionPatterns:
    """One of each component that the later half of a tender is made of."""

    dates: Form
    addenda: tuple[AddendumLine, ...]
    typed: tuple[tuple[str, str], ...]
    people: tuple[PersonLine, ...]
    known: Known
    differ: tuple[DifferLine, ...]
    agreement: tuple[AgreementLine, ...]
    fits: tuple[FitLine, ...]
    ticks: tuple[str, str, str]
    heat: HeatMap
    calculation: Calculation
    figures: Table
    ranking: tuple[RankLine, ...]
    decision: DecisionBlock
    entries: tuple[EntryLine, ...]
    chain: Chain


def decision_patterns(moment: Moment) -> DecisionPatterns:
    """The contents; `moment` stands wherever one is shown."""
    return DecisionPatterns(
        dates=TimetableForm.shown({"zone": "Europe/Amsterdam"}, "-sample"),
        addenda=(
            AddendumLine(
                1,
                "Mon 9 November, 10:00",
                "Peak hours clarified",
                ("Configuration Management: now a knock-out", "Deadline for bids: Fri 11 December instead of Mon 7"),
                "9f2c 41d7 0be8 … 77a1",
            ),
            AddendumLine(2, "Thu 12 November, 09:00", "The address of the site was misspelt"),
        ),
        typed=(("Question 3, comment", "Telephone users are told on request."),),
        people=(
            PersonLine("Janneke de Boer", "janneke@example.org", "officer", "Active, with one-time codes", _ACTS),
            PersonLine("Bo Vos", "bo@example.org", "evaluator", "Disabled", (PersonAct("Enable", "#"),)),
        ),
        known=_known(moment),
        differ=(
            DifferLine(
                "Bidder C, Problem Management, question 2",
                "Are underlying causes of incidents systematically identified?",
                "#",
                True,
                "11.67",
                (Verdict("Els Vermeer", "met", "Fully", ""), Verdict("Finn Haverkamp", "major", "Not", "")),
                Verdict("Agreed", "three", "Largely", "E1, but not for priority 3."),
            ),
        ),
        agreement=(
            AgreementLine("Problem Management", "0.81", "agree well", "14 questions"),
            AgreementLine("Subcontract Management", "–", "nothing to compare", "0 questions", "1 question contested"),
        ),
        fits=(
            FitLine("86%", "86%", False, "Fit 93.00"),
            FitLine("60%", "78%", False, "Fit 80.00, up to 89.00 once the unknown is known"),
            FitLine("44%", "44%", True, "Fit 72.00, a knock-out is missed"),
        ),
        ticks=("50", "75", "100"),
        heat=_heat(),
        calculation=_calculation(),
        figures=Table("Ranks", (("Bid", False), ("Best", True), ("Worst", True)), (("Noordzee", "1", "1"),)),
        ranking=(
            RankLine("1", "Noordzee Digital BV", "93.00", Status("done", "All met"), "Low"),
            RankLine("", "Dovre Drift AS", "72.00", Status("bad", "Missed: Problem Management"), "High", "Not ranked"),
        ),
        decision=DecisionBlock(
            "sample-decision",
            "Recommendation",
            Status("done", "Recommended"),
            "Award to Noordzee Digital BV",
            "Janneke de Boer, Tue 15 December, 10:01",
            reasons="It meets every knock-out and ranks first.",
            facts=(Fact("Digest", "9f2c 41d7 0be8 … 77a1", mono=True),),
        ),
        entries=(
            EntryLine(
                "e-2", moment, "Opened the bids of lot 1", "Janneke de Boer, officer", "Entry 224", "e81c…57a0", "#"
            ),
            EntryLine("e-1", moment, "Tried to read a sealed bid", "Finn de Wit", "Entry 223", "a3e4…11bc", "#", True),
        ),
        chain=Chain(
            "The chain is unbroken", "All 224 entries were checked.", False, (Fact("Head", "e81c…", mono=True),)
        ),
    )


_ACTS = (PersonAct("Turn off codes", "#"), PersonAct("Disable", "#"))


def _known(moment: Moment) -> Known:
    return Known(
        claims=(
            ClaimLine("R1", "operations", "Yes", "Root causes are found within ten working days."),
            ClaimLine("R2", "service desk", "Don’t know"),
        ),
        offered=(OfferedLine("E1", "Problem register.pdf", "#", "640 kB", "1f3a … 84de", "4 answers"),),
        elsewhere=(OfferedLine("E2", "Service handbook", "#", "link"),),
        clarified=(ClarifiedLine("C1", "Since when?", "Since May.", "Received", moment),),
        looks_for=(Fact("When a yes is right", "A cause is sought by a written procedure."),),
    )


def _heat() -> HeatMap:
    cells = (
        HeatCell("met", "met", "Requirement met", "100", "1", "#", True),
        HeatCell("unclear", "unclear", "Unclear, may be met", "85", "17/20", "#"),
        HeatCell("minor", "gap-minor", "Minor gap", "85", "17/20", "#"),
        HeatCell("major", "gap-major", "Major gap", "42", "21/50", "#"),
        HeatCell("out", "out", "Knock-out missed", "71", "71/100", "#"),
        HeatCell("na", "na", "Does not apply", "", "", "#"),
    )
    bidders = tuple((rank, name, "#") for rank, name in zip("123–––", "ABCDEF", strict=True))
    row = HeatRow("Configuration Management", "9.4 %", True, cells)
    return HeatMap("", bidders, (HeatLevel(2, "Level 2, Repeatable", (row,)),))


def _calculation() -> Calculation:
    line = PartLine("Goal 1.", "2 of 3 yes", Figure("0.67", "2/3"), Figure("0.80"), Figure("0.8333", "5/6"), "0.7 × 1")
    return Calculation(
        heading="How Noordzee comes to 88 in Configuration Management",
        lines=(line,),
        target="fully",
        formula="0.7 × 0.8333 + 0.3",
        result=Figure("0.8833", "53/60"),
        best="",
        points="In the fit of the bid it earns 8.28 of 9.38 points.",
        questions="#",
        questions_label="Open the 7 questions",
        close="#",
    )
