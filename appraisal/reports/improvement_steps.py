"""The steps of a self-improvement report: their order at a glance, and what each of them takes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from appraisal.core.comparison import BidResult
from appraisal.core.improvement import Improvement, OpenComponent, OpenQuestion, Step
from appraisal.core.profile import RequiredProfile
from appraisal.core.reference_model import Question
from appraisal.reports.answers import FINDINGS
from appraisal.reports.facts import Line, draw_lines, fact, set_lines
from appraisal.reports.paper import WIDTH
from appraisal.reports.scorecard.flow import Block, Part, lines_of
from appraisal.reports.scorecard.pen import Pen
from appraisal.reports.scorecard.style import AMBER, BOLD, HAIR, INK, MEDIUM, RED, REGULAR, SEMIBOLD, TEXT2, TEXT3
from appraisal.reports.scorecard.symbols import ball, drop, rating_share, verdict
from appraisal.reports.scorecard.typesetting import shorten, width_of, wrap
from appraisal.reports.wording import Strong, Text, at_least, joined, percent, tenths, visible

ROW = 6.6
STATES, MISSING, BAR = 92.0, 112.0, 30.0
"""Where the states and the bar of what is missing stand in a row, and how long the bar is at most, mm."""
ANSWERS = 38.0
"""The column of the answers, mm."""
GIVEN = {"yes": "yes", "no": "no", "dk": "don’t know", "na": "does not apply", "blank": "no answer"}


@dataclass(frozen=True, slots=True)
class Told:
    """What the report tells about: a scored bid, the profile it was scored against, and the plan that follows."""

    profile: RequiredProfile
    bid: BidResult
    plan: Improvement

    def name(self, area: str) -> str:
        return visible(self.profile.model.area_by_id[area].name)

    def number(self, area: str) -> int:
        """The place of a step in the plan, from 1."""
        return next(place for place, step in enumerate(self.plan.steps, 1) if step.area.id == area)


def overview(told: Told) -> Block:
    """The steps in their order, a row each."""
    head = Part(5.0, _heads)
    rows = tuple(
        Part(ROW, partial(_row, told=told, step=step, number=number)) for number, step in enumerate(told.plan.steps, 1)
    )
    note = "first what others rest on, then the lower level, then what lacks most"
    return Block("In this order", (head, *rows) if rows else (), note, together=3)


def _heads(pen: Pen, x: float, y: float) -> None:
    pen.text(x + STATES, y + 3.8, "now and needed", 7.2, REGULAR, TEXT3, "centre")
    pen.text(x + MISSING, y + 3.8, "still missing", 7.2, REGULAR, TEXT3)
    pen.text(x + WIDTH, y + 3.8, "points", 7.2, REGULAR, TEXT3, "right")


def _row(pen: Pen, x: float, y: float, told: Told, step: Step, number: int) -> None:
    mid, base = y + ROW / 2, y + ROW / 2 + 1.05
    model = told.profile.model
    pen.text(x + 4, base, number, 8.5, BOLD, INK, "right")
    pen.text(x + 7, base, shorten(step.area.name, SEMIBOLD, 8.5, 58), 8.5, SEMIBOLD)
    pen.text(x + 67, base, f"level {step.area.level}", 7.4, REGULAR, TEXT2)
    state = step.state
    ball(pen, x + STATES - 5, mid, rating_share(model, state), _ink(told, step))
    pen.text(x + STATES, base, "of", 7, REGULAR, TEXT3, "centre")
    ball(pen, x + STATES + 5, mid, rating_share(model, step.wanted), TEXT2)
    length = BAR * float(step.missing)
    pen.box(x + MISSING, mid - 1.5, length, 3.0, _ink(told, step))
    pen.text(x + MISSING + length + 1.4, base, percent(step.missing), 8.2, BOLD)
    pen.text(x + WIDTH, base, f"+{tenths(step.won_back)}" if step.won_back else "–", 8.5, REGULAR, INK, "right")
    pen.line(x, y + ROW, x + WIDTH, y + ROW, HAIR, 0.5)


def _ink(told: Told, step: Step) -> str:
    lowest = told.profile.model.ratings[0].id
    return RED if step.state == lowest else AMBER


def step_block(told: Told, step: Step) -> Block:
    """One step: why it stands here, its components with the open questions, and the evidence that is missing."""
    state = step.state
    points = f"   ·   +{tenths(step.won_back)} points" if step.won_back else ""
    note = f"level {step.area.level}   ·   {visible(state)}, needs {visible(step.wanted)}{points}"
    room = WIDTH - width_of(note, REGULAR, 7.4) - 26
    title = shorten(f"{told.number(step.area.id)}  {step.area.name}", BOLD, 9.6, room)
    reasons = [part for place, text in enumerate(_reasons(told, step)) for part in _paragraph(text, place == 0)]
    parts = [part for component in step.components for part in _component(told, step, component)]
    return Block(title, (*reasons, *parts, *evidence_parts(step.without_evidence)), note, together=len(reasons) + 1)


def _paragraph(text: Text, is_first: bool) -> tuple[Part, ...]:
    return lines_of(text, WIDTH, 8.2, 11.4, above=5.0 if is_first else 4.6)


def _reasons(told: Told, step: Step) -> list[Text]:
    """What the area is for, why it comes here, and what the tender has to do with it."""
    purpose = visible(step.area.purpose)
    said: list[Text] = [(purpose,)] if purpose else []
    if step.after:
        said.append((Strong("After "), f"{_names(told, step.after)}: it rests on that."))
    if step.before:
        verb = "rests" if len(step.before) == 1 else "rest"
        said.append((Strong("Before "), f"{_names(told, step.before)}, which {verb} on it."))
    if not step.result.lost:
        said.append((Strong("This tender "), "asks for no more than you have: the step is for your own sake."))
    elif step.result.lost > step.won_back:
        left = tenths(step.result.lost - step.won_back)
        said.append((Strong("This tender "), f"asks for more than the level does: {left} points stay open after it."))
    if step.unasked_groups:
        names = {group.id: group.name for group in told.profile.model.groups}
        groups = joined([visible(names[group]) for group in step.unasked_groups])
        said.append((Strong("Not asked here: "), f"{groups}. The level needs that too; look into it yourselves."))
    return said


def _names(told: Told, areas: Sequence[str]) -> str:
    return joined([f"{told.name(area)} ({told.number(area)})" for area in areas])


def _component(told: Told, step: Step, component: OpenComponent) -> list[Part]:
    """A component with how far it is, and its open questions; its heading never stands alone."""
    head = _component_head(component)
    questions = [_question(told, step, question) for question in component.questions]
    return [_joined(head, questions[0]), *questions[1:]]


def _component_head(component: OpenComponent) -> Part:
    reached = component.is_reached
    needs = "enough" if reached else f"needs {percent(component.threshold)}"
    figures = f"{percent(component.value) if reached else at_least(component.value)}, {needs}"
    points = f"   +{tenths(component.won_back)}" if component.won_back else ""
    lines = set_lines([Line(component.component.text, 8.4, SEMIBOLD)], WIDTH - 6 - ANSWERS - 4)

    def draw(pen: Pen, x: float, y: float) -> None:
        if reached:
            verdict(pen, x + 1.6, y + 4.3, "meets", 1.2)
        else:
            drop(pen, x + 1.6, y + 4.3, "minor" if component.value else "major")
        draw_lines(pen, x + 6, y + 5.4, lines)
        pen.text(x + WIDTH, y + 5.4, f"{figures}{points}", 8.2, REGULAR if reached else BOLD, INK, "right")

    return Part(5.4 + sum(line.step for line in lines[1:]) + 1.4, draw)


def _question(told: Told, step: Step, open_question: OpenQuestion) -> Part:
    """A question with its guide, and at the right how it was answered."""
    question = open_question.question
    values = [Line(question.text, 8.2)]
    if question.guide and visible(question.guide):
        values.append(Line(question.guide, 7.4, REGULAR, TEXT2))
    lines = set_lines(values, WIDTH - 6 - ANSWERS - 4)
    answers = wrap(_answers(told, step, open_question), MEDIUM, 7.8, ANSWERS)
    height = 3.9 + max(sum(line.step for line in lines[1:]), 3.6 * (len(answers) - 1)) + 1.6

    def draw(pen: Pen, x: float, y: float) -> None:
        draw_lines(pen, x + 6, y + 3.9, lines)
        for place, text in enumerate(answers):
            pen.text(x + WIDTH, y + 3.9 + place * 3.6, text, 7.8, MEDIUM, INK, "right")
        pen.line(x + 6, y + height, x + WIDTH, y + height, HAIR, 0.5)

    return Part(height, draw)


def _answers(told: Told, step: Step, question: OpenQuestion) -> str:
    """How a question was answered: by one person in a word, by several counted; a finding stands above answers."""
    finding = question.result.finding
    if finding is not None:
        return f"found {FINDINGS.get(finding, finding)}"  # type: ignore[call-overload]
    given = Counter(
        answer.value if (answer := person.answers.get(question.question.id)) else "blank"
        for person in told.bid.response.respondents
        if person.covers(step.area.id)
    )
    if not given:
        return "nobody answers here"
    if sum(given.values()) == 1:
        return GIVEN[next(iter(given))]
    return ", ".join(f"{given[value]} {word}" for value, word in GIVEN.items() if given[value])


def evidence_parts(questions: Sequence[Question], label: str = "Evidence is missing for a yes to") -> tuple[Part, ...]:
    """The questions whose yes needs evidence, one under the other beside the label."""
    return fact(label, [Line(question.text, 8.0) for question in questions], WIDTH)


def _joined(first: Part, second: Part) -> Part:
    def draw(pen: Pen, x: float, y: float) -> None:
        first.draw(pen, x, y)
        second.draw(pen, x, y + first.height)

    return Part(first.height + second.height, draw)
