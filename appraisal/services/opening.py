"""Opening a lot: after the time has come, by two different officers; in an emergency by the recovery halves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from appraisal.core import policy
from appraisal.core import tender as stages
from appraisal.core.errors import Conflict, InvalidInput, NotFound, NotPermitted, Problem
from appraisal.core.events import Event
from appraisal.core.policy import Actor, Permission
from appraisal.services.known import known_tender, lot_of
from appraisal.services.notices import tell_everybody
from appraisal.services.opening_report import kept_report, read_bids, versions_of
from appraisal.services.sign_in import refuse_over
from appraisal.services.toolkit import Kit
from appraisal.services.words import Form
from appraisal.storage import attempts, officer_keys, openings, people, tenders
from appraisal.storage.database import stored_time
from appraisal.storage.lot_key import BegunOpening, LotKey
from appraisal.storage.officer_key import OfficerKey
from appraisal.storage.opening import OpenLot, begin_opening, complete_opening, open_by_recovery, open_by_server
from appraisal.storage.openings import Part
from appraisal.storage.recovery import RecoveryHalves, read_half
from appraisal.storage.tenders import Lot, Tender

WAITING = timedelta(hours=1)
"""How long the first officer's part waits for the second officer."""
TRIES = 6
"""Passphrases that an officer may try in a quarter of an hour."""


@dataclass(frozen=True, slots=True)
class KeyPart:
    """An officer's part: the passphrase of their own key; nothing where the server keeps the lot's key."""

    tender: str
    lot: int
    passphrase: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class RecoveryPart:
    """A keeper's recovery half from paper, and why it is needed."""

    tender: str
    lot: int
    half: str = field(repr=False)
    reason: str = ""


@dataclass(frozen=True, slots=True)
class OpeningState:
    """How far the opening of a lot is; nothing here tells how many bids there are."""

    lot: int
    way: Literal["officers", "server"]
    officers: tuple[str, ...]
    begun_by: str
    begun_at: datetime | None
    is_emergency: bool
    opens_from: datetime
    opened: datetime | None


def opening_state(kit: Kit, actor: Actor, tender_id: str, lot_number: int) -> OpeningState:
    """How far the opening is, for officers.

    Raises:
        NotPermitted, NotFound: as `known.known_tender`.
    """
    policy.require(actor, Permission.OPENING_ATTEND)
    tender = known_tender(kit, actor, tender_id)
    lot, dates = lot_of(tender, lot_number), tender.timetable
    if dates is None:
        raise NotFound("This tender has no dates yet")
    part = _waiting(kit, lot)
    names = people.named(kit.database, [*lot.officers, part.officer if part else ""])
    return OpeningState(
        lot=lot.number,
        way="server" if lot.sealing == "server" else "officers",
        officers=tuple(names.get(officer, "") for officer in lot.officers),
        begun_by=names.get(part.officer, "") if part else "",
        begun_at=part.at if part else None,
        is_emergency=part is not None and part.way == "recovery",
        opens_from=dates.opens_from,
        opened=lot.opened,
    )


def attend(kit: Kit, actor: Actor, command: KeyPart) -> bool:
    """Give one's part of the key: the first officer's part waits an hour, the second officer's opens the lot.

    True when the lot is open now, False when another officer is awaited.

    Raises:
        NotPermitted: the actor is no officer of this lot.
        NotFound: there is no such tender or lot for the actor.
        WrongStage: the time of the opening has not come, or the lot was opened.
        InvalidInput: the passphrase is not right; the attempt is an entry.
        TooManyAttempts: it was tried too often.
        Conflict: the same officer gave the first part.
    """
    lot, key = _ready(kit, actor, command.tender, command.lot, Permission.OPENING_ATTEND)
    if lot.sealing == "officers" and actor.person not in lot.officers:
        raise NotPermitted("opening:attend: not granted to officers whom the lot does not name")
    way = "server" if lot.sealing == "server" else "officers"
    part = _waiting(kit, lot)
    if part is not None and part.way == way:
        _refuse_same(part, actor)
        opened = _second(kit, actor, lot, key, part, command.passphrase)
        _open(kit, actor, command.tender, lot, opened, [part.officer, actor.person], "", Permission.OPENING_ATTEND)
        return True
    text = ""
    if way == "officers":
        text = _first(kit, actor, lot, key, command.passphrase)
    _keep(kit, actor, command.tender, Part(lot.id, actor.person, way, text, "", kit.now()), Permission.OPENING_ATTEND)
    return False


def attend_emergency(kit: Kit, actor: Actor, command: RecoveryPart) -> bool:
    """Open a lot with the halves on paper, given by two different officers; every bidder is told, and the reason.

    True when the lot is open now, False when the other half is awaited.

    Raises:
        NotPermitted, NotFound, WrongStage, TooManyAttempts, Conflict: as `attend`.
        InvalidInput: no reason, or not a half of this lot; the attempt is an entry.
    """
    lot, key = _ready(kit, actor, command.tender, command.lot, Permission.OPENING_EMERGENCY)
    form = Form()
    reason = form.text("reason", command.reason)
    form.finish()
    _try(kit, actor)
    if read_half(command.half, lot.id) is None:
        _refused(kit, actor, lot, command.tender)
        expected = "expected eight groups of four letters and digits"
        raise InvalidInput("", [Problem("half", "is not a recovery half of this lot", expected)])
    part = _waiting(kit, lot)
    about = ("recovery half", lot.id)
    if part is None or part.way != "recovery":
        text = kit.vault.seal_draft(command.half.encode(), *about).hex()
        first = Part(lot.id, actor.person, "recovery", text, reason, kit.now())
        _keep(kit, actor, command.tender, first, Permission.OPENING_EMERGENCY)
        return False
    _refuse_same(part, actor)
    earlier = kit.vault.open_draft(bytes.fromhex(part.part), *about).decode()
    try:
        opened = open_by_recovery(key, RecoveryHalves(earlier, command.half))
    except (NotPermitted, InvalidInput):
        _refused(kit, actor, lot, command.tender)
        expected = "expected the two that were printed at the publication"
        raise InvalidInput("", [Problem("half", "does not open the lot with the first half", expected)]) from None
    reasons = "\n".join(dict.fromkeys([part.reason, reason]))
    both = [part.officer, actor.person]
    _open(kit, actor, command.tender, lot, opened, both, reasons, Permission.OPENING_EMERGENCY)
    return True


def _ready(kit: Kit, actor: Actor, tender_id: str, number: int, act: Permission) -> tuple[Lot, LotKey]:
    policy.require(actor, act)
    tender = known_tender(kit, actor, tender_id)
    lot = lot_of(tender, number)
    stages.require(tender.course_of(lot), act, kit.now())
    if lot.key is None:
        raise NotFound("This lot has no key")
    return lot, LotKey.parse(lot.key)


def _waiting(kit: Kit, lot: Lot) -> Part | None:
    """The first part, while it waits."""
    part = openings.part(kit.database, lot.id)
    return part if part and kit.now() - part.at <= WAITING else None


def _first(kit: Kit, actor: Actor, lot: Lot, key: LotKey, passphrase: str) -> str:
    own = _own_key(kit, actor)
    _try(kit, actor)
    try:
        return begin_opening(kit.vault, key, own, passphrase).text()
    except NotPermitted:
        raise _wrong_passphrase(kit, actor, lot) from None


def _second(kit: Kit, actor: Actor, lot: Lot, key: LotKey, part: Part, passphrase: str) -> OpenLot:
    if part.way == "server":
        return open_by_server(kit.vault, key)
    own = _own_key(kit, actor)
    _try(kit, actor)
    try:
        return complete_opening(kit.vault, key, BegunOpening.parse(part.part), own, passphrase)
    except NotPermitted:
        raise _wrong_passphrase(kit, actor, lot) from None


def _keep(kit: Kit, actor: Actor, tender_id: str, part: Part, act: Permission) -> None:
    with kit.database.writing():
        lot = _still(kit, tender_id, part.lot, act)
        if (other := _waiting(kit, lot)) and other.officer != part.officer and other.way == part.way:
            raise Conflict("Another officer gave the first part meanwhile; give yours again to open the lot")
        openings.keep_part(kit.database, part)
        kit.record(actor.person, Event.LOT_KEY_PART_USED, lot.id, tender_id, lot=lot.number, way=part.way)


def _open(
    kit: Kit,
    actor: Actor,
    tender_id: str,
    lot: Lot,
    opened: OpenLot,
    officers: Sequence[str],
    reason: str,
    act: Permission,
) -> None:
    """Read every bid that counts, then in one transaction store what was read, under the key at rest, and the report.

    Reading comes before the transaction, as many bids take a while; what was received in time is stored by then.
    """
    before = versions_of(kit, lot)
    found = read_bids(kit, lot, opened)
    with kit.database.writing():
        _still(kit, tender_id, lot.id, act)
        if versions_of(kit, lot) != before:
            raise Conflict("A bid that was received in time was stored just now; give your part again")
        way = "recovery" if reason else lot.sealing
        kit.record(actor.person, Event.LOT_KEY_PART_USED, lot.id, tender_id, lot=lot.number, way=way)
        columns = {"opened_at": stored_time(kit.now()), "kept": opened.kept(kit.vault)}
        tenders.change_lot(kit.database, lot.id, **columns)
        openings.drop_part(kit.database, lot.id)
        digest = kept_report(kit, tender_id, lot.id, found, officers, way, reason)
        event = Event.LOT_EMERGENCY_OPENED if reason else Event.LOT_OPENED
        first, second = officers
        kit.record(actor.person, event, lot.id, tender_id, lot=lot.number, report=digest, first=first, second=second)
        _tell(kit, tender_id, lot, reason)


def _still(kit: Kit, tender_id: str, lot_id: str, act: Permission) -> Lot:
    """The lot, if it may be opened still."""
    tender = tenders.tender(kit.database, tender_id)
    lot = next((lot for lot in tender.lots if lot.id == lot_id), None) if tender else None
    if tender is None or lot is None:
        raise NotFound("There is no such lot")
    stages.require(tender.course_of(lot), act, kit.now())
    return lot


def _tell(kit: Kit, tender_id: str, lot: Lot, reason: str) -> None:
    tender: Tender | None = tenders.tender(kit.database, tender_id)
    if tender is None:
        return
    text = f"The bids on lot {lot.number} were opened.\n\n"
    if reason:
        text = f"The bids on lot {lot.number} were opened in an emergency, with the recovery key.\n\n{reason}\n\n"
    link = kit.address(f"tenders/{tender.id}/lots/{lot.number}/opening")
    tell_everybody(kit, tender, f"Opening of tender {tender.reference}, lot {lot.number}", f"{text}{link}\n")


def _refuse_same(part: Part, actor: Actor) -> None:
    if part.officer == actor.person:
        raise Conflict("You gave the first part; expected another officer to give the second")


def _own_key(kit: Kit, actor: Actor) -> OfficerKey:
    own = officer_keys.keys_of(kit.database, [actor.person]).get(actor.person)
    if own is None:
        raise Conflict("You have no key of your own")
    return own


def _try(kit: Kit, actor: Actor) -> None:
    with kit.database.writing():
        refuse_over(kit, f"key part {actor.person}", TRIES)
        attempts.add_attempt(kit.database, f"key part {actor.person}", kit.now())


def _wrong_passphrase(kit: Kit, actor: Actor, lot: Lot) -> InvalidInput:
    _refused(kit, actor, lot, lot.tender)
    return InvalidInput("", [Problem("passphrase", "does not open your key", "expected the one it was made with")])


def _refused(kit: Kit, actor: Actor, lot: Lot, tender_id: str) -> None:
    with kit.database.writing():
        kit.record(actor.person, Event.LOT_KEY_PART_REFUSED, lot.id, tender_id, lot=lot.number)
