"""What a supplier will improve: commitments in the draft of a bid, added, changed and removed by its managers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from appraisal.core.commitments import committed_questions
from appraisal.core.errors import Conflict, NotFound, Problem
from appraisal.core.policy import Actor, Permission
from appraisal.core.response import Commitment, Response
from appraisal.exchange.commitments_json import LONGEST_COMMITMENT
from appraisal.exchange.local_time import in_zone
from appraisal.exchange.value import read_day
from appraisal.services.bidding.bid_desk import BidDesk, at_desk
from appraisal.services.bidding.bids import dates
from appraisal.services.toolkit import Kit
from appraisal.services.words import Form
from appraisal.storage import commitments as stored

MOST_COMMITMENTS = 100
"""Commitments that one bid may hold."""


@dataclass(frozen=True, slots=True)
class KeepCommitment:
    """A commitment as typed: `by` is a day such as 2027-06-30, no questions mean all that the area is asked.

    `commitment` is the id of one to change, or "" for a new one; `form` the page's unique key.
    """

    bid: str
    form: str
    area: str
    questions: Sequence[str]
    by: str
    text: str
    commitment: str = ""


@dataclass(frozen=True, slots=True)
class _Drafts:
    """All commitments of a bid with the key of the form that made each; ids are never given twice."""

    made: tuple[tuple[str, Commitment], ...] = ()
    given: int = 0


def keep_commitment(kit: Kit, actor: Actor, command: KeepCommitment) -> str:
    """The id of the commitment, added or changed; twice the same form adds one. A working copy, so no entry.

    Raises:
        NotPermitted: the actor does not manage the bid.
        NotFound: there is no such bid for the actor, or no such commitment in it.
        WrongStage, DeadlinePassed: the lot takes no bids now.
        InvalidInput: with every field that is wrong.
        Conflict: the bid holds as many as it may.
    """
    with at_desk(kit, actor, command.bid, Permission.BID_MANAGE, managing=True) as desk:
        kept = _with(_read(kit, command.bid), command.commitment, command.form, _checked(desk, command))
        _keep(kit, command.bid, kept)
        return command.commitment or next(each.id for form, each in kept.made if form == command.form)


def remove_commitment(kit: Kit, actor: Actor, bid: str, commitment: str) -> None:
    """Take a commitment out of the draft; a second time changes nothing.

    Raises:
        NotPermitted, NotFound, WrongStage, DeadlinePassed: as `keep_commitment`, but for an unknown commitment.
    """
    with at_desk(kit, actor, bid, Permission.BID_MANAGE, managing=True):
        drafts = _read(kit, bid)
        left = tuple((form, each) for form, each in drafts.made if each.id != commitment)
        if left != drafts.made:
            _keep(kit, bid, replace(drafts, made=left))


def commitments_of(kit: Kit, desk: BidDesk) -> tuple[Commitment, ...]:
    """The commitments as they would be submitted: on what the profile asks, also after an addendum changed it."""
    found = []
    for _, commitment in _read(kit, desk.bid.id).made:
        asked = committed_questions(desk.profile, commitment)
        if asked:
            found.append(replace(commitment, questions=asked if commitment.questions else ()))
    return tuple(found)


def carry_commitments(kit: Kit, desk: BidDesk, earlier: BidDesk) -> None:
    """Copy the commitments of an earlier bid, inside the transaction; days that are past are told before submitting."""
    carried = commitments_of(kit, replace(earlier, profile=desk.profile))
    if carried:
        made = tuple((f"carried {each.id}", replace(each, id=f"c{n}")) for n, each in enumerate(carried, 1))
        _keep(kit, desk.bid.id, _Drafts(made, len(made)))


def last_day_before(desk: BidDesk) -> date:
    """The day of the deadline in the tender's zone: a commitment is for a day after it."""
    deadline, zone = dates(desk)
    return in_zone(deadline, zone).date()


def commitment_problems(desk: BidDesk, response: Response) -> list[Problem]:
    """The commitments whose day is not after the deadline: carried over from an earlier bid, or the deadline moved."""
    return [
        Problem(f"commitment.{each.id}", "is for a day before the deadline", "expected a later day")
        for each in response.commitments
        if each.by <= last_day_before(desk)
    ]


def _checked(desk: BidDesk, command: KeepCommitment) -> Commitment:
    form = Form()
    asked = desk.asked_in(command.area)
    if not asked:
        form.note("area", "is no area of this bid", "expected one that is asked")
    questions = tuple(question for question in asked if question in command.questions)
    if len(questions) < len(set(command.questions)):
        form.note("questions", "are not all asked in this area", "expected questions of the area")
    text = form.text("text", command.text, longest=LONGEST_COMMITMENT)
    by = read_day(command.by.strip())
    if by is None:
        form.note("by", "is no day" if command.by.strip() else "is empty", "expected a day such as 2027-06-30")
    elif by <= last_day_before(desk):
        form.note("by", "is not after the deadline", f"expected a day after {last_day_before(desk)}")
    if not 8 <= len(command.form) <= 100:
        form.note("form", "is not the page's key", "expected the page to be opened again")
    form.finish()
    return Commitment("", command.area, by or date.max, text, questions)


def _with(drafts: _Drafts, identity: str, form: str, new: Commitment) -> _Drafts:
    """The drafts with a commitment changed, or added under the next id; what the same form added is changed."""
    identity = identity or next((each.id for known, each in drafts.made if known == form), "")
    if identity:
        if not any(each.id == identity for _, each in drafts.made):
            raise NotFound("There is no such commitment in this bid")
        changed = replace(new, id=identity)
        made = tuple((known, changed if each.id == identity else each) for known, each in drafts.made)
        return replace(drafts, made=made)
    if len(drafts.made) >= MOST_COMMITMENTS:
        raise Conflict(f"A bid holds at most {MOST_COMMITMENTS} commitments; change or remove one")
    number = drafts.given + 1
    return _Drafts((*drafts.made, (form, replace(new, id=f"c{number}"))), number)


def _read(kit: Kit, bid: str) -> _Drafts:
    body = stored.commitments(kit.database, bid)
    if body is None:
        return _Drafts()
    document = json.loads(kit.vault.open_draft(body, "commitments", bid))
    made = tuple((each.pop("form"), _commitment(each)) for each in document["commitments"])
    return _Drafts(made, document["given"])


def _commitment(document: dict[str, object]) -> Commitment:
    return Commitment(
        str(document["id"]),
        str(document["area"]),
        date.fromisoformat(str(document["by"])),
        str(document["text"]),
        tuple(map(str, questions)) if isinstance(questions := document["questions"], list) else (),
    )


def _keep(kit: Kit, bid: str, drafts: _Drafts) -> None:
    made = [
        {
            "form": form,
            "id": each.id,
            "area": each.area,
            "by": each.by.isoformat(),
            "text": each.text,
            "questions": list(each.questions),
        }
        for form, each in drafts.made
    ]
    document = json.dumps({"given": drafts.given, "commitments": made}, ensure_ascii=False)
    body = kit.vault.seal_draft(document.encode(), "commitments", bid)
    stored.keep_commitments(kit.database, bid, body, kit.now())
