"""A bid before it is submitted, in words: what is unsettled, each area in short, what stands against submitting."""

from __future__ import annotations

from collections import Counter

from appraisal.core.errors import Problem
from appraisal.services.bidding.bid_desk import BidDesk
from appraisal.services.bidding.responding import CheckedAnswers, Difference
from appraisal.web.bidding.answer_form import WORDS
from appraisal.web.bidding.submission_pages import CheckLine, UnsettledQuestion, VoiceLine
from appraisal.web.parts import Link

KINDS = {"contradiction": "Contradiction", "unknown": "Unknown", "does-not-apply": "Said not to apply"}


def unsettled_question(desk: BidDesk, found: Difference) -> UnsettledQuestion:
    """Where the respondents differ or do not know, with what each says and the way to the own answer."""
    area = desk.profile.model.area_by_id[found.area]
    number = desk.asked_in(found.area).index(found.question) + 1
    own = found.area in desk.areas_of(desk.member)
    voices = tuple(
        VoiceLine(f"{given.name}, {given.role}", WORDS[given.value or ""], given.comment) for given in found.answers
    )
    href = f"/bids/{desk.bid.id}/areas/{found.area}#{found.question}" if own else ""
    return UnsettledQuestion(area.name, number, found.text, KINDS[found.kind], voices, href)


def check_line(desk: BidDesk, checked: CheckedAnswers, area: str) -> CheckLine:
    """One area in short: what was answered how often, the evidence, and what is blank."""
    asked = desk.asked_in(area)
    inside = [one for one in checked.response.respondents if one.covers(area)]
    given = [one.answers[question] for one in inside for question in asked if question in one.answers]
    counts = Counter(answer.value for answer in given)
    said = ", ".join(f"{counts[value]} {WORDS[value].lower()}" for value in ("yes", "no", "na", "dk") if counts[value])
    blank = len(asked) * len(inside) - len(given)
    items = {item for answer in given for item in answer.evidence}
    own = area in desk.areas_of(desk.member)
    return CheckLine(
        desk.profile.model.area_by_id[area].name,
        said or "none",
        f"{len(items)} {'item' if len(items) == 1 else 'items'}" if items else "none",
        f"/bids/{desk.bid.id}/areas/{area}" if own else "",
        f"{blank} blank" if blank else "",
    )


def what_blocks(desk: BidDesk, problem: Problem) -> Link:
    """What keeps the bid from being submitted, as a link to where it is settled."""
    first, _, second = problem.path.partition(".")
    if first == "commitment":
        href = f"/bids/{desk.bid.id}/commitments/{second}"
        return Link(f"What you will improve: a commitment {problem.wrong}; {problem.expected}", href)
    area = second if first == "area" else desk.profile.model.area_of_question.get(first, "")
    name = desk.profile.model.area_by_id[area].name if area in desk.profile.model.area_by_id else problem.path
    own = area in desk.areas_of(desk.member)
    href = f"/bids/{desk.bid.id}/areas/{area}" if own and first != "area" else f"/bids/{desk.bid.id}/team"
    return Link(f"{name}: {f'{first} ' if first != 'area' else ''}{problem.wrong}; {problem.expected}", href)
