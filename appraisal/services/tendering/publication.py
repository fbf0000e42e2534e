"""Publishing a tender, changing it by numbered addenda, and cancelling it; what was published is frozen for good."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from appraisal.core.errors import Conflict, InvalidInput, Problem, Stale
from appraisal.core.events import Event
from appraisal.core.policy import Actor, Permission
from appraisal.core.profile import RequiredProfile
from appraisal.core.tendering import Lot, Publication, Tender
from appraisal.core.timetable import Timetable, change_problems, timetable_problems
from appraisal.exchange.canonical_json import canonical
from appraisal.exchange.canonical_json import digest as digest_of
from appraisal.exchange.profile_toml import parse_profile
from appraisal.services.known import profile_of, read_profile, tender_for
from appraisal.services.mail import notices
from appraisal.services.tendering.invitations import send_waiting
from appraisal.services.tendering.tender_document import questionnaire, tender_document
from appraisal.services.toolkit import Kit
from appraisal.services.words import Form
from appraisal.storage import officer_keys, publications, tenders
from appraisal.storage.database import stored_time
from appraisal.storage.recovery import RecoveryHalves
from appraisal.storage.sealing import lot_keys, server_lot_key
from appraisal.storage.tenders import timetable_text


@dataclass(frozen=True, slots=True)
class Publish:
    """A draft to publish; `version` is the one that was checked."""

    tender: str
    version: int


@dataclass(frozen=True, slots=True)
class Published:
    """What was published; `halves` are each lot's recovery halves, to print and forget: they are stored nowhere.

    `head` is the digest at which the journal ended once it had recorded the publication.
    """

    number: int
    digest: str
    halves: Mapping[int, RecoveryHalves] = field(default_factory=dict, repr=False)
    head: str = ""


@dataclass(frozen=True, slots=True)
class Addendum:
    """A change of what was published: other dates, other profiles by lot number, or only the reason as a notice.

    `number` is the one that this addendum will have, as it was shown.
    """

    tender: str
    number: int
    reason: str
    timetable: Timetable | None = None
    profiles: Mapping[int, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cancel:
    """A tender that ends here, and why."""

    tender: str
    reason: str


def publish(kit: Kit, actor: Actor, command: Publish) -> Published:
    """Freeze the tender's profiles, weights, method settings and timetable under a digest, and send the invitations.

    Raises:
        NotPermitted, NotFound, WrongStage: as `known.tender_for`.
        Stale: the draft was changed after it was checked.
        InvalidInput: with everything that is missing.
    """
    with kit.database.writing():
        draft = tender_for(kit, actor, command.tender, Permission.TENDER_PUBLISH)
        at = kit.now()
        if problems := publication_problems(kit, draft, at):
            raise InvalidInput("", problems)
        halves = {lot.number: half for lot in draft.lots if (half := _make_key(kit, lot))}
        columns = {"published_at": stored_time(at)}
        if not tenders.change_tender(kit.database, draft.id, command.version, **columns):
            raise Stale("Somebody changed this tender after you checked it; look at it again", draft)
        digest = _freeze(kit, actor, draft.id, 0, "")
        entry = kit.record(actor.person, Event.TENDER_PUBLISHED, draft.id, draft.id, number=0, digest=digest)
        send_waiting(kit, draft.id)
    return Published(0, digest, halves, entry.digest)


def publication_problems(kit: Kit, draft: Tender, at: datetime) -> list[Problem]:
    """What keeps a draft from being published, lot by lot."""
    problems = []
    if draft.timetable is None:
        problems.append(Problem("timetable", "is missing", "expected the dates of the tender"))
    else:
        problems += timetable_problems(draft.timetable, at)
    if not draft.lots:
        problems.append(Problem("lots", "are missing", "expected at least one lot"))
    for lot in draft.lots:
        if lot.profile is None:
            problems.append(Problem(f"lot.{lot.number}.profile", "is missing", "expected a required profile"))
        if lot.sealing == "officers":
            with_keys = len(officer_keys.keys_of(kit.database, lot.officers))
            if with_keys < max(2, len(lot.officers)):
                wrong = f"has {with_keys} of {len(lot.officers)} officers with a key"
                expected = "expected at least two officers, each with a key of their own"
                problems.append(Problem(f"lot.{lot.number}.officers", wrong, expected))
    return problems


def publish_addendum(kit: Kit, actor: Actor, command: Addendum) -> Published:
    """Change what was published, for all at once; bids on a changed questionnaire must be confirmed again.

    Raises:
        NotPermitted, NotFound, WrongStage, DeadlinePassed: as `known.tender_for`.
        Stale: another addendum came first.
        InvalidInput: no reason, a deadline that would move earlier, or a profile that cannot be used.
    """
    form = Form()
    reason = form.text("reason", command.reason)
    form.finish()
    profiles = {number: parse_profile(f"lot {number}", data) for number, data in command.profiles.items()}
    texts = {number: data.decode("utf-8-sig") for number, data in command.profiles.items()}
    with kit.database.writing():
        tender = tender_for(kit, actor, command.tender, Permission.ADDENDUM_PUBLISH)
        number = len(publications.publications(kit.database, tender.id))
        if number != command.number:
            raise Stale(f"Addendum {command.number} was published meanwhile; look at it first", tender)
        _refuse_changes(kit, tender, command, profiles)
        if command.timetable:
            timetable = timetable_text(command.timetable)
            tenders.change_tender(kit.database, tender.id, tender.version, timetable=timetable)
        for lot in tender.lots:
            if lot.number in texts:
                tenders.change_lot(kit.database, lot.id, profile=texts[lot.number])
        digest = _freeze(kit, actor, tender.id, number, reason)
        kit.record(actor.person, Event.ADDENDUM_PUBLISHED, tender.id, tender.id, number=number, digest=digest)
        notices.tell_of_addendum(kit, tender.id, number, reason)
    return Published(number, digest)


def cancel(kit: Kit, actor: Actor, command: Cancel) -> None:
    """End a tender before its opening; everybody who knows of it is told the reason.

    Raises:
        NotPermitted, NotFound, WrongStage: as `known.tender_for`.
        InvalidInput: no reason.
    """
    form = Form()
    reason = form.text("reason", command.reason)
    form.finish()
    with kit.database.writing():
        tender = tender_for(kit, actor, command.tender, Permission.TENDER_CANCEL)
        if any(lot.opened for lot in tender.lots):
            raise Conflict("Bids of this tender were opened; it can end without an award, but not be cancelled")
        columns = {"cancelled_at": stored_time(kit.now()), "cancel_reason": reason}
        tenders.change_tender(kit.database, tender.id, tender.version, **columns)
        kit.record(actor.person, Event.TENDER_CANCELLED, tender.id, tender.id, reason=reason)
        if tender.published:
            notices.tell_of_cancellation(kit, tender, reason)


def _refuse_changes(kit: Kit, tender: Tender, command: Addendum, profiles: Mapping[int, RequiredProfile]) -> None:
    problems = []
    if command.timetable and tender.timetable:
        problems = change_problems(tender.timetable, command.timetable, kit.now())
    lots = {lot.number: lot for lot in tender.lots}
    for number, profile in profiles.items():
        if number not in lots:
            problems.append(Problem(f"lot.{number}", "is not a lot of this tender", "expected one of its lots"))
        elif profile.model.id != profile_of(lots[number]).model.id:
            problems.append(Problem(f"lot.{number}.model", "is another reference model", "expected the published one"))
    if problems:
        raise InvalidInput("", problems)


def _make_key(kit: Kit, lot: Lot) -> RecoveryHalves | None:
    halves: RecoveryHalves | None = None
    if lot.sealing == "server":
        key = server_lot_key(kit.vault, lot.id)
    else:
        named = officer_keys.keys_of(kit.database, lot.officers)
        key, halves = lot_keys(kit.vault, lot.id, [named[officer] for officer in lot.officers])
    tenders.change_lot(kit.database, lot.id, key=key.text())
    return halves


def _freeze(kit: Kit, actor: Actor, tender_id: str, number: int, reason: str) -> str:
    """Store the document of what is valid now, and each lot's profile; gives the document's digest."""
    tender = tenders.tender(kit.database, tender_id)
    earlier = publications.publications(kit.database, tender_id)
    if tender is None or tender.timetable is None:
        raise AssertionError("a tender without dates is not published")
    document = tender_document(kit, tender, tender.timetable, number, reason, earlier[-1].digest if earlier else None)
    digest = digest_of(document)
    publication = Publication(number, kit.now(), actor.person, reason, canonical(document).decode(), digest)
    publications.add_publication(kit.database, tender_id, publication)
    for lot in tender.lots:
        profile = profile_of(lot)
        before = publications.published_profile(kit.database, lot.id)
        changes = before is not None and questionnaire(read_profile(before)) != questionnaire(profile)
        publications.add_published_profile(kit.database, lot.id, number, lot.profile or "", profile.digest, changes)
    return digest
