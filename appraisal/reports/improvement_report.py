"""The self-improvement report, for the supplier alone: what the next maturity level takes, and where to begin."""

from __future__ import annotations

from functools import partial

from appraisal.core.comparison import BidResult
from appraisal.core.improvement import improvement
from appraisal.core.profile import RequiredProfile, target_words
from appraisal.reports.facts import paragraphs
from appraisal.reports.improvement_steps import Told, evidence_parts, overview, step_block
from appraisal.reports.paper import WIDTH, Paper, print_paper
from appraisal.reports.scorecard.flow import Block, Part, lines_of
from appraisal.reports.scorecard.pen import Pen
from appraisal.reports.scorecard.style import BOLD, INK, LIGHT, REGULAR, RULE, TEXT3
from appraisal.reports.wording import CAUTION, Strong, Text, counted, full_name, joined, tenths, visible

FOR_SUPPLIER = "For the supplier alone"


def improvement_paper(profile: RequiredProfile, bid: BidResult, *, whole_team: bool = True) -> bytes:
    """The report on a bid that was scored against the profile, as PDF/A-3b, the same bytes for the same bid.

    `whole_team` says whether the answers are the whole team's or one respondent's own.
    """
    told = Told(profile, bid, improvement(profile, bid))
    paper = Paper(
        kind="Self-improvement report",
        subject=profile.title,
        section=FOR_SUPPLIER,
        headline=_headline(told),
        deck=_deck(told, whole_team),
        footer=f"{full_name(bid.supplier)}   ·   {visible(profile.model.title)}",
        footing="Indications from your own answers, not a rating or certification",
    )
    blocks = [
        overview(told),
        Block("How to use this report", paragraphs(_advice(told), WIDTH)),
        *(step_block(told, step) for step in told.plan.steps),
        _not_asked(told),
        _beyond(told),
        _evidence(told),
    ]
    return print_paper(paper, blocks, Part(22.0, partial(_strip, told=told)))


def _headline(told: Told) -> str:
    plan = told.plan
    if plan.level is None and plan.indicated is not None:
        return f"Level {plan.indicated} is indicated: the highest that the model describes."
    if plan.level is None:
        return "Nothing that was asked keeps you from a higher level."
    if not plan.steps:
        return f"Level {plan.level} is next, and this questionnaire finds nothing in the way."
    verb = "is" if len(plan.steps) == 1 else "are"
    return f"Level {plan.level} is next: {counted(len(plan.steps), 'process area')} {verb} in the way."


def _deck(told: Told, whole_team: bool) -> Text:
    plan, model = told.plan, told.profile.model
    whose = "your team’s answers" if whole_team else "your own answers, not yet from the whole team’s"
    name = (
        f" ({visible(model.level_name(plan.indicated))})" if plan.indicated and model.level_name(plan.indicated) else ""
    )
    if plan.indicated is not None:
        return (
            Strong(f"Level {plan.indicated}{name} is indicated"),
            f" from {whose}. {FOR_SUPPLIER}: nobody else is given this.",
        )
    taken = (
        f" So this report takes level {plan.level}, the lowest on which an area of the questionnaire is not where it "
        "should be."
        if plan.level
        else ""
    )
    return (
        Strong("No level can be indicated"),
        f" from {whose}, because the questionnaire leaves out areas of level 2.{taken}",
    )


def _strip(pen: Pen, x: float, y: float, told: Told) -> None:
    """The figures to know, in one line."""
    plan, bid = told.plan, told.bid
    facts = (
        ("Indicated level", "–" if plan.indicated is None else str(plan.indicated)),
        ("Next level", "–" if plan.level is None else str(plan.level)),
        ("Areas in the way", str(len(plan.steps))),
        ("Fit to this tender, of 100", tenths(bid.fit.low)),
        ("Points to win back", f"+{tenths(plan.won_back)}" if plan.won_back else "–"),
    )
    pen.line(x, y + 3.0, x + WIDTH, y + 3.0, INK, 0.9)
    for place, (label, figure) in enumerate(facts):
        at = x + place * WIDTH / len(facts)
        pen.text(at, y + 7.5, label, 7.4, REGULAR, TEXT3)
        pen.text(at, y + 15.1, figure, 16, BOLD if place == 4 else LIGHT)
    pen.line(x, y + 19.0, x + WIDTH, y + 19.0, RULE, 0.5)


def _advice(told: Told) -> list[Text]:
    """What the report is good for: the model used by the supplier for itself."""
    caution = CAUTION["mixed" if told.bid.findings else "declared"].replace("suppliers declared", "you declared")
    return [
        (
            Strong("An honest no is worth more here than a kind yes. "),
            "A yes that is not so hides the next step from you, and evaluators who look at the evidence will find it. "
            "A “don’t know” is an answer too: it shows whom to ask before anything is changed.",
        ),
        (
            Strong("Begin at the top. "),
            "An area that others rest on comes before them: what is built on it does not last without it. Each "
            "question below is something to do or to show; a goal needs the share of yes that stands beside it, from "
            "everybody who answers.",
        ),
        (
            Strong("Points "),
            "are those of this tender’s requirement, out of 100. Some steps win none, because the buyer asks for less; "
            "they are on the way to the level all the same.",
        ),
        (
            Strong("Keep it. "),
            "The questions are the reference model’s, not this tender’s: let the same people answer them again in half "
            f"a year, and see what has moved. {caution}",
        ),
    ]


def _not_asked(told: Told) -> Block:
    names = [f"{visible(area.name)} (level {area.level})" for area in told.plan.not_asked]
    if not names:
        return Block("", ())
    text = f"This questionnaire does not ask about {joined(names)}. Level {told.plan.level} needs them too."
    return Block("What the level needs and this tender does not ask", paragraphs([text], WIDTH))


def _beyond(told: Told) -> Block:
    """What the tender asks for above the next level."""
    texts: list[Text] = [
        (
            Strong(told.name(area.area)),
            f": {tenths(area.lost)} points below what is required, {visible(target_words(area.requirement.target))}.",
        )
        for area in told.plan.beyond
    ]
    parts = tuple(part for text in texts for part in lines_of(text, WIDTH, 8.2, 11.4, above=4.6))
    return Block("Later, or for this tender only", parts, "not in the way of the next level")


def _evidence(told: Told) -> Block:
    parts = tuple(
        part
        for area, questions in told.plan.without_evidence.items()
        for part in evidence_parts(questions, told.name(area))
    )
    return Block("Evidence still missing elsewhere", parts, "a yes to a goal question, without an item of evidence")
