"""Submitting a bid, withdrawing and confirming it; whether it came in time is decided by its time of receipt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from appraisal.core import tender as stages
from appraisal.core.bidding import SubmittedBid
from appraisal.core.errors import Conflict, DeadlinePassed, InvalidInput, NotFound
from appraisal.core.events import Event
from appraisal.core.policy import Actor, Permission
from appraisal.exchange.response_json import parse_response
from appraisal.services.bidding.bid_desk import BidDesk, at_desk, managed_bid
from appraisal.services.bidding.bids import is_complete
from appraisal.services.bidding.drafting import all_drafts, progress_of
from appraisal.services.bidding.evidence import evidence_list, stored_file
from appraisal.services.bidding.responding import built_response, submission_problems
from appraisal.services.bidding.versions import counts, own_contents
from appraisal.services.mail.notices import confirmation_topic, moment_text, tell_team
from appraisal.services.toolkit import Kit
from appraisal.services.words import Form
from appraisal.storage import publications, submissions
from appraisal.storage.bid_contents import BidContents
from appraisal.storage.database import Taken
from appraisal.storage.lot_key import LotKey
from appraisal.storage.outbox import drop_mails
from appraisal.storage.sealing import seal_submission


@dataclass(frozen=True, slots=True)
class Submit:
    """A bid, signed off by name. `received` is when the request came in; `form` is the page's unique key."""

    bid: str
    form: str
    signed_by: str
    declared: bool
    received: datetime


@dataclass(frozen=True, slots=True)
class Withdraw:
    """A bid to take back."""

    bid: str
    received: datetime


@dataclass(frozen=True, slots=True)
class Confirm:
    """A submitted bid that shall stand as it is after an addendum changed the questionnaire."""

    bid: str
    receipt: str
    received: datetime


def submit(kit: Kit, actor: Actor, command: Submit) -> str:
    """The receipt's number; the same form twice gives the same receipt, and the last version submitted counts.

    Raises:
        NotPermitted: the actor does not manage the bid.
        NotFound: there is no such bid for the actor.
        DeadlinePassed: the request came in after the deadline; the attempt is an entry.
        WrongStage: the lot takes no bids.
        InvalidInput: not signed or declared, or something that a bid must have is missing.
        Conflict: somebody has not finished.
    """
    managed_bid(kit, actor, command.bid, Permission.BID_READ)
    if earlier := submissions.submission_of_form(kit.database, command.bid, command.form):
        return earlier.receipt  # also when it is sent again after the deadline: it came in time
    _in_time(kit, actor, command.bid, Permission.BID_SUBMIT, command.received)
    signed_by = _signed(command)
    contents, number = _contents(kit, actor, command.bid)
    for _ in range(5):
        try:
            return _store(kit, actor, command, signed_by, contents, number)
        except Taken:
            if earlier := submissions.submission_of_form(kit.database, command.bid, command.form):
                return earlier.receipt
    raise Conflict("Several versions of this bid came at once; look at its receipts and try again")


def withdraw(kit: Kit, actor: Actor, command: Withdraw) -> None:
    """Take the bid back; its versions are kept, and none counts until one is submitted again.

    Raises:
        NotPermitted, NotFound, DeadlinePassed, WrongStage: as `submit`.
        Conflict: nothing is submitted.
    """
    _in_time(kit, actor, command.bid, Permission.BID_WITHDRAW, command.received)
    with at_desk(kit, actor, command.bid, Permission.BID_WITHDRAW, command.received, managing=True) as desk:
        standing = submissions.standing(submissions.submissions(kit.database, command.bid))
        if standing is None:
            raise Conflict("Nothing is submitted; expected a bid that was received")
        submissions.withdraw(kit.database, command.bid, actor.person, kit.now())
        drop_mails(kit.database, confirmation_topic(command.bid), kit.now())
        received = command.received.isoformat()
        kit.record(
            actor.person,
            Event.BID_WITHDRAWN,
            command.bid,
            desk.tender.id,
            receipt=standing.receipt,
            received=received,
        )
        text = f"Version {standing.version}, receipt {standing.receipt}, was withdrawn and does not count.\n"
        tell_team(kit, desk.bid, f"Your bid on tender {desk.tender.reference} was withdrawn", text)


def confirm(kit: Kit, actor: Actor, command: Confirm) -> None:
    """Let the submitted bid stand for what is asked now.

    Raises:
        NotPermitted, NotFound, DeadlinePassed, WrongStage: as `submit`.
        Conflict: another version was submitted meanwhile, or there is nothing to confirm.
        InvalidInput: the changed questionnaire asks what the bid leaves blank; it must be submitted again.
    """
    _in_time(kit, actor, command.bid, Permission.BID_CONFIRM, command.received)
    with at_desk(kit, actor, command.bid, Permission.BID_CONFIRM, command.received, managing=True) as desk:
        standing = submissions.standing(submissions.submissions(kit.database, command.bid))
        if standing is None or standing.receipt != command.receipt:
            raise Conflict("This is not the version that counts; look at your bid again")
        if counts(kit, desk.lot.id, standing):
            raise Conflict("There is nothing to confirm; your bid counts as it is")
        response = parse_response("bid", own_contents(kit, standing).response, desk.profile)
        found = submission_problems(desk, response)
        problems = [each for each in found if each.path.partition(".")[0] not in ("scope", "commitment")]
        if problems:
            raise InvalidInput("", problems)
        number = len(publications.publications(kit.database, desk.tender.id)) - 1
        submissions.confirm(kit.database, standing.receipt, number)
        drop_mails(kit.database, confirmation_topic(command.bid), kit.now())
        kit.record(
            actor.person,
            Event.BID_CONFIRMED,
            command.bid,
            desk.tender.id,
            receipt=standing.receipt,
            publication=number,
        )


def _in_time(kit: Kit, actor: Actor, bid: str, act: Permission, received: datetime) -> BidDesk:
    """The bid, unless the request came too late: then that is an entry, and the refusal names the receipt time."""
    desk = managed_bid(kit, actor, bid, Permission.BID_READ)
    try:
        stages.require(desk.course, act, received)
    except DeadlinePassed:
        with kit.database.writing():
            kit.record(
                actor.person, Event.BID_LATE_REFUSED, bid, desk.tender.id, act=str(act), received=received.isoformat()
            )
        zone = desk.tender.zone
        deadline = desk.tender.timetable.deadline if desk.tender.timetable else received
        raise DeadlinePassed(
            f"This was received on {moment_text(received, zone)}, after the deadline of {moment_text(deadline, zone)}"
        ) from None
    return desk


def _signed(command: Submit) -> str:
    form = Form()
    signed_by = form.line("signed_by", command.signed_by, longest=100)
    if not command.declared:
        form.note("declared", "is not ticked", "expected the declaration to be made")
    if not 8 <= len(command.form) <= 100:
        form.note("form", "is not the page's key", "expected the page to be opened again")
    form.finish()
    return signed_by


def _contents(kit: Kit, actor: Actor, bid: str) -> tuple[BidContents, int]:
    """The response and its files as of one moment, and the number of the publication that they answer."""
    with kit.database.reading():
        desk = managed_bid(kit, actor, bid, Permission.BID_READ)
        drafts = all_drafts(kit, desk, desk.respondents)
        response, document = built_response(kit, desk, desk.respondents, drafts)
        lines = evidence_list(kit, desk)
        number = len(publications.publications(kit.database, desk.tender.id)) - 1
        if problems := submission_problems(desk, response):
            raise InvalidInput("", problems)
        if not is_complete(desk, progress_of(drafts)):
            raise Conflict("Somebody has not finished; until everybody has, the bid cannot be submitted")
    files = tuple(stored_file(kit, desk, line) for line in lines if line.is_file)
    return BidContents(document, files), number


def _store(kit: Kit, actor: Actor, command: Submit, signed_by: str, contents: BidContents, number: int) -> str:
    """Seal and store the next version; what is slow is done before the transaction begins.

    Raises:
        Taken: the same form, or another version, was stored meanwhile.
    """
    bid = command.bid
    version = len(submissions.submissions(kit.database, bid)) + 1
    data = contents.data()
    sealed = seal_submission(kit.vault, _key(kit, actor, bid), data, bid, version)
    own_copy = kit.vault.seal_draft(data, "own copy", bid, str(version))
    digest = f"sha256:{sha256(sealed).hexdigest()}"
    with at_desk(kit, actor, bid, Permission.BID_SUBMIT, command.received, managing=True) as desk:
        if publications.questions_changed_at(kit.database, desk.lot.id) > number:
            raise Conflict("The questionnaire was changed while you submitted; look at your bid again")
        new = SubmittedBid(
            receipt=kit.reference("R"),
            bid=bid,
            version=version,
            form=command.form,
            received=command.received,
            stored=kit.now(),
            person=actor.person,
            signed_by=signed_by,
            sealed=sealed,
            own_copy=own_copy,
            digest=digest,
            publication=number,
            confirmed=number,
        )
        submissions.add_submission(kit.database, new)
        drop_mails(kit.database, confirmation_topic(bid), kit.now())
        kit.record(
            actor.person,
            Event.BID_SUBMITTED,
            bid,
            desk.tender.id,
            receipt=new.receipt,
            version=version,
            received=command.received.isoformat(),
            sealed=digest,
            publication=number,
        )
        _tell(kit, desk, new)
    return new.receipt


def _key(kit: Kit, actor: Actor, bid: str) -> LotKey:
    lot = managed_bid(kit, actor, bid, Permission.BID_READ).lot
    if lot.key is None:
        raise NotFound("This lot has no key to seal to")
    return LotKey.parse(lot.key)


def _tell(kit: Kit, desk: BidDesk, new: SubmittedBid) -> None:
    zone = desk.tender.zone
    text = (
        f"Version {new.version} of your bid on lot {desk.lot.number} was received on "
        f"{moment_text(new.received, zone)}.\n\nReceipt: {new.receipt}\n"
        f"{kit.address(f'bids/{desk.bid.id}/receipts/{new.receipt}')}\n"
    )
    tell_team(kit, desk.bid, f"Your bid on tender {desk.tender.reference} was received", text)
