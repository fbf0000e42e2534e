"""The questions behind one figure, with the answers, the evidence named for them, and the findings with reasons."""

from __future__ import annotations

from appraisal.core.calculation import calculation
from appraisal.core.comparison import QuestionResult
from appraisal.core.evaluation import MEANINGS
from appraisal.core.reference_model import SPECIFIC, Question
from appraisal.core.response import Respondent, Response
from appraisal.reports.wording import counted
from appraisal.services.comparison.comparison_detail import AreaRecord
from appraisal.services.evaluation.agreed import AgreedFinding
from appraisal.services.evaluation.bidder_questions import AskedQuestion
from appraisal.web.comparison.bidder_pages import AnsweredPart, AnsweredQuestion, AnswersPage, AskedLine, VoiceLine
from appraisal.web.comparison.comparison_pages import Figure
from appraisal.web.comparison.comparison_place import Place, heat_cell, span_figure
from appraisal.web.parts import Fact, Link
from appraisal.web.tendering.profile_form import level_words, target_words
from appraisal.web.times import moment

ANSWERS = {"yes": "Yes", "no": "No", "na": "Does not apply", "dk": "Don’t know"}
BLANK = "No answer"
WAITS = "No answer yet"


def answers_page(place: Place, record: AreaRecord) -> AnswersPage:
    """The page of one area of one bid."""
    area, bid = record.area, record.bid
    name, where = place.board.name(bid), place.board.area_name(area)
    found = place.model.area_by_id[area.area]
    cell = heat_cell(area, "")
    return AnswersPage(
        title=f"{where}, {name}",
        heading=f"{name} in {where}",
        lede=found.purpose,
        eyebrow=level_words(place.model, found.level),
        trail=place.trail(
            Link(name, place.bidder(bid)),
            Link(where, place.answers(bid, area.area)),
        ),
        parts=_parts(place, record),
        facts=(
            Fact("Reached", cell.text if area.fit is None else f"{cell.text} of 100", note=cell.words.capitalize()),
            Fact(
                "Required",
                target_words(area.requirement.target),
                note="A knock-out" if area.requirement.mandatory else "",
            ),
            Fact("Share of the weight", place.share(area)),
            Fact("Calculation", "How it comes about", place.calculation(bid, area.area)),
        ),
        back=place.calculation(bid, area.area),
    )


def _parts(place: Place, record: AreaRecord) -> tuple[AnsweredPart, ...]:
    groups = {group.id: group.name for group in place.model.groups}
    found = []
    for part in calculation(place.profile, record.area):
        texts = {question.id: question for question in part.component.questions}
        own = part.component.group == SPECIFIC
        heading = part.component.text if own else f"{groups[part.component.group]}: {part.component.text}"
        questions = tuple(_question(place, record, texts[result.id], result) for result in part.result.questions)
        found.append(AnsweredPart(heading, questions))
    return tuple(found)


def _question(place: Place, record: AreaRecord, question: Question, result: QuestionResult) -> AnsweredQuestion:
    response, agreed = record.bid.response, record.agreed.get(question.id)
    inside = [one for one in response.respondents if one.covers(record.area.area)]
    return AnsweredQuestion(
        id=question.id,
        text=question.text,
        voices=tuple(_voice(response, one, question.id) for one in inside),
        claim=_claim(result),
        finding=_finding(agreed),
        reason=agreed.reason if agreed else "",
        by=_by(place, agreed),
        share=Figure("does not apply") if result.share is None else span_figure(result.share, 2),
        asked=tuple(_asked(one) for one in record.asked if one.question == question.id),
    )


def _voice(response: Response, one: Respondent, question: str) -> VoiceLine:
    who, given = f"{one.role} ({one.id})", one.answers.get(question)
    if given is None:
        return VoiceLine(who, BLANK)
    titles = {item.id: f"{item.id}, {item.title}" for item in response.evidence}
    return VoiceLine(
        who, ANSWERS[given.value], given.comment, tuple(titles[item] for item in given.evidence if item in titles)
    )


def _claim(result: QuestionResult) -> str:
    """How the answers count, before any finding."""
    tally = result.tally
    words = [f"{tally.yes} yes", f"{tally.no} no"]
    words += [counted(tally.unknown, "unknown", "unknown")] if tally.unknown else []
    words += [f"{tally.na} does not apply"] if tally.na else []
    return ", ".join(words)


def _finding(agreed: AgreedFinding | None) -> str:
    if agreed is None:
        return ""
    word, meaning = MEANINGS[agreed.value]
    return f"{word}: {meaning}"


def _by(place: Place, agreed: AgreedFinding | None) -> str:
    """Who recorded a finding, and when."""
    if agreed is None:
        return ""
    tender = place.shown.standing.tender
    when = moment(agreed.at, tender.zone, place.now)
    version = f", version {agreed.version}" if agreed.version > 1 else ""
    return f"{agreed.chair}, {when.words}{version}"


def _asked(one: AskedQuestion) -> AskedLine:
    if not one.is_answered:
        return AskedLine(f"C{one.number}", one.text, WAITS)
    means = f" ({ANSWERS[one.meaning]})" if one.meaning else ""
    return AskedLine(f"C{one.number}", one.text, f"{one.answer}{means}")
