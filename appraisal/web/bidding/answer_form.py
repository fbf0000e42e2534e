"""The page of one area as a form: what was typed and uploaded becomes a command, a draft becomes a view."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import BinaryIO, cast

from werkzeug.datastructures import FileStorage, MultiDict

from appraisal.core.errors import Conflict, InvalidInput
from appraisal.core.policy import Actor
from appraisal.core.reference_model import SPECIFIC
from appraisal.services.bidding.answering import AreaPage as Shown
from appraisal.services.bidding.answering import Typed
from appraisal.services.bidding.bid_desk import BidDesk
from appraisal.services.bidding.drafting import AreaDraft, DraftAnswer
from appraisal.services.bidding.evidence import AddFile, AddLink, EvidenceLine, add_file, add_link
from appraisal.services.toolkit import Kit
from appraisal.web.bidding.question_pages import EvidenceLine as EvidenceShown
from appraisal.web.bidding.question_pages import QuestionField, QuestionGroup
from appraisal.web.parts import Fact, Trouble
from appraisal.web.tendering.profile_form import percent, target_words

WORDS = {"yes": "Yes", "no": "No", "na": "Does not apply", "dk": "Don’t know", "": "Not answered"}
BLANK = "Choose an answer, or “Don’t know”"
UNSAID = "Say whether you have completed this section"


@dataclass(frozen=True, slots=True)
class Sent:
    """What a page sent: answers by question, and by question what is wrong with an upload or link."""

    answers: Mapping[str, Typed]
    refused: Mapping[str, str]
    uploaded: bool = False


def read(form: MultiDict[str, str], questions: Sequence[str]) -> dict[str, Typed]:
    """The answers to the page's questions; evidence is what was attached, less what was taken off, and picks."""
    detached = form.get("detach", "")
    found = {}
    for question in questions:
        attached = [item for item in form.getlist(f"{question}-evidence") if f"{question} {item}" != detached]
        if picked := form.get(f"{question}-pick", ""):
            attached.append(picked)
        comment = form.get(f"{question}-comment", "")
        found[question] = Typed(form.get(question, ""), comment, tuple(dict.fromkeys(attached)))
    return found


def with_uploads(
    kit: Kit,
    actor: Actor,
    bid: str,
    form: MultiDict[str, str],
    files: Mapping[str, FileStorage],
    answers: Mapping[str, Typed],
) -> Sent:
    """The answers with the files and links that came along added to the bid; a refused one leaves the rest as it is.

    Raises:
        NotFound, WrongStage, DeadlinePassed: as `evidence.add_file`.
    """
    new, refused, uploaded, key = dict(answers), {}, False, form.get("key", "")
    for question in answers:
        given, link = files.get(f"{question}-new"), form.get(f"{question}-link", "").strip()
        lines: list[EvidenceLine] = []
        try:
            if given is not None and given.filename:
                stream = cast(BinaryIO, given.stream)
                lines.append(add_file(kit, actor, AddFile(bid, f"{key} {question}", given.filename, stream)))
            if link:
                lines.append(add_link(kit, actor, AddLink(bid, f"{key} {question} link", link[:200], link)))
        except InvalidInput as error:
            refused[question] = "; ".join(upload_words(error, given.filename or "" if given else ""))
        except Conflict as error:
            refused[question] = str(error)
        if lines:
            uploaded = True
            evidence = (*new[question].evidence, *(line.id for line in lines))
            new[question] = replace(new[question], evidence=tuple(dict.fromkeys(evidence)))
    return Sent(new, refused, uploaded)


def upload_words(error: InvalidInput, name: str) -> list[str]:
    """Why a file or link was not kept, and what to do."""
    told = []
    for problem in error.problems:
        start = f"“{name}” " if name else "The link "
        told.append(f"{start}{problem.wrong}, so it was not kept; {problem.expected}")
    return told


def groups(
    shown: Shown,
    desk: BidDesk,
    answers: Mapping[str, DraftAnswer],
    errors: Mapping[str, str],
    refused: Mapping[str, str],
) -> tuple[QuestionGroup, ...]:
    """The questions under the headings of their groups, numbered through the page."""
    lines = {line.id: line for line in shown.evidence}
    model = desk.profile.model
    component_of = {question.id: component for component, question in shown.area.questions()}
    headings = {group.id: group.name for group in model.groups}
    found: dict[str, list[QuestionField]] = {}
    for number, question in enumerate(shown.questions, 1):
        given = answers.get(question.id, DraftAnswer())
        heading = heading_words(component_of[question.id].group, headings)
        found.setdefault(heading, []).append(
            QuestionField(
                id=question.id,
                number=number,
                text=question.text,
                answer=given.value or "",
                comment=given.comment,
                evidence=tuple(evidence_shown(shown.bid, lines[item]) for item in given.evidence if item in lines),
                guide=question.guide or "",
                error=errors.get(question.id, ""),
                upload_error=refused.get(question.id, ""),
                carried=given.carried,
            )
        )
    return tuple(QuestionGroup(heading, tuple(fields)) for heading, fields in found.items())


def heading_words(group: str, names: Mapping[str, str]) -> str:
    """The heading of a group of questions, plainer than the model's own word where there is one."""
    return {SPECIFIC: "What is done", "institutionalization": "What makes it last"}.get(group, names[group])


def evidence_shown(bid: str, line: EvidenceLine) -> EvidenceShown:
    """One file or link with where it can be read."""
    href = f"/bids/{bid}/evidence/{line.id}" if line.is_file else line.uri
    return EvidenceShown(line.id, line.title, href, size_words(line.size) if line.is_file else "link")


def size_words(size: int) -> str:
    """A size in kB or MB."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))}\u00a0kB"
    return f"{size / 1_000_000:.1f}\u00a0MB"


def troubles(
    shown: Shown, errors: Mapping[str, str], refused: Mapping[str, str], finished_error: str
) -> tuple[Trouble, ...]:
    """Everything to settle on the page, each leading to an input."""
    found = []
    for number, question in enumerate(shown.questions, 1):
        if words := errors.get(question.id):
            found.append(Trouble(f"Question {number}: {words[:1].lower()}{words[1:]}", f"{question.id}-yes"))
        if words := refused.get(question.id):
            found.append(Trouble(f"Question {number}: {words}", f"{question.id}-new"))
    if finished_error:
        found.append(Trouble(finished_error, "finished-yes"))
    return tuple(found)


def asks(desk: BidDesk, area: str) -> Fact:
    """What the buyer asks of an area, and why."""
    requirement = desk.profile.requirement_by_area[area]
    words = target_words(requirement.target)
    share: Fraction = requirement.weight / desk.profile.total_weight
    why = f"“{requirement.why}” " if requirement.why else ""
    asked = f"{words}, and it is a knock-out" if requirement.mandatory else words
    return Fact("What the buyer asks", asked, note=f"{why}{percent(share)} of the weight.")


def without_evidence(shown: Shown, draft: AreaDraft) -> tuple[tuple[str, int], ...]:
    """The questions on goals answered yes without evidence, with their numbers."""
    goal = {question.id for component, question in shown.area.questions() if component.group == SPECIFIC}
    return tuple(
        (question.id, number)
        for number, question in enumerate(shown.questions, 1)
        if question.id in goal and draft.answer(question.id).value == "yes" and not draft.answer(question.id).evidence
    )


def as_draft(answers: Mapping[str, Typed]) -> dict[str, DraftAnswer]:
    """What was typed, as the page shows answers."""
    return {
        question: DraftAnswer(
            next((value for value in ("yes", "no", "na", "dk") if value == typed.value), None),
            typed.comment,
            tuple(typed.evidence),
        )
        for question, typed in answers.items()
    }


def new_key() -> str:
    """A text that names one page."""
    return secrets.token_urlsafe(12)
