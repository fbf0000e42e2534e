"""The response that a bid's drafts make, what still keeps it from being submitted, and where its respondents differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from appraisal.core.bidding import Member
from appraisal.core.errors import Conflict, Problem
from appraisal.core.policy import Actor, Permission
from appraisal.core.profile import RequiredProfile
from appraisal.core.response import Answer, AnswerValue, EvidenceItem, Respondent, Response, Supplier
from appraisal.exchange.canonical_json import canonical, digest
from appraisal.exchange.response_json import response_document
from appraisal.services.bidding.bid_desk import BidDesk, managed_bid
from appraisal.services.bidding.bids import is_complete, read_scope
from appraisal.services.bidding.commitments import commitment_problems, commitments_of
from appraisal.services.bidding.drafting import AreaDraft, Drafts, all_drafts, progress_of
from appraisal.services.bidding.evidence import EvidenceLine, evidence_list
from appraisal.services.bidding.versions import opened_version
from appraisal.services.toolkit import Kit
from appraisal.storage import people


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """One respondent's answer; None where the question is blank."""

    person: str
    name: str
    role: str
    value: AnswerValue | None
    comment: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A question that respondents answer both yes and no, or that one does not know, or says does not apply alone."""

    area: str
    question: str
    text: str
    kind: str
    answers: tuple[GivenAnswer, ...]


@dataclass(frozen=True, slots=True)
class CheckedAnswers:
    """The whole bid before it is submitted; it can be when there are no problems."""

    response: Response
    document: bytes
    problems: tuple[Problem, ...]
    differences: tuple[Difference, ...]


def check_answers(kit: Kit, actor: Actor, bid: str) -> CheckedAnswers:
    """The bid as it would be submitted, and all that keeps it from being so.

    Raises:
        NotPermitted: the actor does not manage the bid.
        NotFound: there is no such bid for the actor.
        Conflict: somebody has not finished; until then respondents' answers are theirs alone.
    """
    desk, drafts = _complete(kit, actor, bid)
    response, document = built_response(kit, desk, desk.respondents, drafts)
    problems = submission_problems(desk, response)
    return CheckedAnswers(response, document, tuple(problems), tuple(_differences(kit, desk, drafts)))


def differences(kit: Kit, actor: Actor, bid: str) -> list[Difference]:
    """Where the respondents differ or do not know, for the manager to settle with them once all have finished.

    Raises:
        NotPermitted, NotFound, Conflict: as `check_answers`.
    """
    desk, drafts = _complete(kit, actor, bid)
    return _differences(kit, desk, drafts)


def export_response(kit: Kit, actor: Actor, bid: str) -> bytes:
    """The bid as an `appraisal-response/1` file, which compares like any other; after the opening as it was submitted.

    Raises:
        NotPermitted, NotFound, Conflict: as `check_answers`.
    """
    desk = managed_bid(kit, actor, bid, Permission.BID_READ)
    if version := opened_version(kit, desk.lot, bid):
        return version.contents.response
    desk, drafts = _complete(kit, actor, bid)
    return built_response(kit, desk, desk.respondents, drafts)[1]


def built_response(kit: Kit, desk: BidDesk, members: Sequence[Member], drafts: Drafts) -> tuple[Response, bytes]:
    """The response of these respondents with its digest, and its canonical JSON; asked questions only."""
    supplier = people.organisation(kit.database, desk.bid.organisation)
    if supplier is None:
        raise AssertionError("a bid without its supplier")
    lines = evidence_list(kit, desk)
    listed = frozenset(line.id for line in lines)
    scope = read_scope(kit, desk)
    response = Response(
        supplier=Supplier(supplier.slug, supplier.name),
        model=desk.profile.model.id,
        respondents=tuple(_respondent(desk, member, drafts, listed) for member in members),
        evidence=tuple(_evidence_item(line) for line in lines),
        profile=desk.profile.id,
        scope=scope if scope.unit or scope.sites or scope.period else None,
        commitments=commitments_of(kit, desk),
    )
    document = response_document(response)
    return replace(response, digest=digest(document)), canonical(document)


def submission_problems(desk: BidDesk, response: Response) -> list[Problem]:
    """What keeps a response from being submitted.

    Areas with nobody, blanks in a knock-out area, commitments for a day before the deadline, no scope told.
    """
    problems = [
        Problem(f"area.{area.id}", "is answered by nobody", "expected a respondent for every area")
        for area in desk.profile.areas
        if not any(respondent.covers(area.id) for respondent in response.respondents)
    ]
    problems += blanks(desk.profile, response)
    problems += commitment_problems(desk, response)
    scope = response.scope
    if scope is None or not (scope.unit and scope.sites and scope.period):
        problems.append(Problem("scope", "is not told", "expected the unit, the sites and the period of the answers"))
    return problems


def blanks(profile: RequiredProfile, response: Response) -> list[Problem]:
    """The questions of knock-out areas that somebody who should has left blank."""
    return [
        Problem(f"{question}.{respondent.id}", "is blank", "expected an answer, or “Don’t know”")
        for question, area in profile.asked.items()
        if profile.requirement_by_area[area].mandatory
        for respondent in response.respondents
        if respondent.covers(area) and question not in respondent.answers
    ]


def _complete(kit: Kit, actor: Actor, bid: str) -> tuple[BidDesk, Drafts]:
    desk = managed_bid(kit, actor, bid, Permission.BID_READ)
    drafts = all_drafts(kit, desk, desk.respondents)
    if not is_complete(desk, progress_of(drafts)):
        raise Conflict("Somebody has not finished; until everybody has, their answers are theirs alone")
    return desk, drafts


def _differences(kit: Kit, desk: BidDesk, drafts: Drafts) -> list[Difference]:
    names = people.named(kit.database, [member.person for member in desk.respondents])
    found = []
    for area in desk.profile.areas:
        inside = [member for member in desk.respondents if area.id in desk.areas_of(member)]
        asked = frozenset(desk.asked_in(area.id))
        for _, question in area.questions():
            if question.id in asked:
                given = tuple(_given(member, drafts[member.person][area.id], question.id, names) for member in inside)
                if kind := _kind(given, desk.profile.allows_na(area.id)):
                    found.append(Difference(area.id, question.id, question.text, kind, given))
    return found


def _kind(given: Sequence[GivenAnswer], allows_na: bool) -> str:
    values = {answer.value for answer in given}
    if {"yes", "no"} <= values:
        return "contradiction"
    if "na" in values and (not allows_na or values != {"na"}):
        return "does-not-apply"
    return "unknown" if values & {"dk", None} else ""


def _given(member: Member, draft: AreaDraft, question: str, names: dict[str, str]) -> GivenAnswer:
    answer = draft.answer(question)
    return GivenAnswer(member.person, names.get(member.person, ""), member.role, answer.value, answer.comment)


def _respondent(desk: BidDesk, member: Member, drafts: Drafts, listed: frozenset[str]) -> Respondent:
    areas = desk.areas_of(member)
    answers = {}
    for area in areas:
        draft = drafts[member.person][area]
        for question in desk.asked_in(area):
            answer = draft.answer(question)
            if answer.value is not None:
                named = tuple(item for item in answer.evidence if item in listed)
                answers[question] = Answer(answer.value, answer.comment, named)
    return Respondent(member.respondent, member.role, answers, None if member.areas is None else frozenset(areas))


def _evidence_item(line: EvidenceLine) -> EvidenceItem:
    return EvidenceItem(line.id, line.title, line.uri or None, line.sha256 or None)
