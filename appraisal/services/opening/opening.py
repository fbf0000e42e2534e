"""Opening a lot: after the time has come, by two different officers; in an emergency by the recovery halves."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from appraisal.core import policy
from appraisal.core.errors import Conflict, InvalidInput, NotFound, NotPermitted, Problem
from appraisal.core.policy import Actor, Permission
from appraisal.core.tendering import Lot
from appraisal.services.account.officer_keys import count_try
from appraisal.services.known import known_tender, lot_of
from appraisal.services.opening.opening_steps import (
    WAITING,
    keep_first,
    note_refusal,
    open_now,
    ready,
    refuse_same,
    waiting_part,
)
from appraisal.services.toolkit import Kit
from appraisal.services.words import Form
from appraisal.storage import officer_keys, people
from appraisal.storage.lot_key import BegunOpening, LotKey
from appraisal.storage.officer_key import OfficerKey
from appraisal.storage.opening import OpenLot, begin_opening, complete_opening, open_by_recovery, open_by_server
from appraisal.storage.openings import Part
from appraisal.storage.recovery import RecoveryHalves, read_half


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
    """How far the opening of a lot is; nothing here tells how many bids there are.

    `is_own` tells whether the part that waits, until `waits_until`, is the asker's.
    """

    lot: int
    way: Literal["officers", "server"]
    officers: tuple[str, ...]
    begun_by: str
    begun_at: datetime | None
    waits_until: datetime | None
    is_own: bool
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
    part = waiting_part(kit, lot)
    names = people.named(kit.database, [*lot.officers, part.officer if part else ""])
    return OpeningState(
        lot=lot.number,
        way="server" if lot.sealing == "server" else "officers",
        officers=tuple(names.get(officer, "") for officer in lot.officers),
        begun_by=names.get(part.officer, "") if part else "",
        begun_at=part.at if part else None,
        waits_until=part.at + WAITING if part else None,
        is_own=part is not None and part.officer == actor.person,
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
    lot, key = ready(kit, actor, command.tender, command.lot, Permission.OPENING_ATTEND)
    if lot.sealing == "officers" and actor.person not in lot.officers:
        raise NotPermitted("Opening this lot is for the officers whom it names")
    way = "server" if lot.sealing == "server" else "officers"
    part = waiting_part(kit, lot)
    if part is not None and part.way == way:
        refuse_same(part, actor)
        opened = _second(kit, actor, lot, key, part, command.passphrase)
        open_now(kit, actor, command.tender, lot, opened, [part.officer, actor.person], "", Permission.OPENING_ATTEND)
        return True
    text = ""
    if way == "officers":
        text = _first(kit, actor, lot, key, command.passphrase)
    keep_first(
        kit, actor, command.tender, Part(lot.id, actor.person, way, text, "", kit.now()), Permission.OPENING_ATTEND
    )
    return False


def attend_emergency(kit: Kit, actor: Actor, command: RecoveryPart) -> bool:
    """Open a lot with the halves on paper, given by two different officers; every bidder is told, and the reason.

    True when the lot is open now, False when the other half is awaited.

    Raises:
        NotPermitted, NotFound, WrongStage, TooManyAttempts, Conflict: as `attend`.
        InvalidInput: no reason, or not a half of this lot; the attempt is an entry.
    """
    lot, key = ready(kit, actor, command.tender, command.lot, Permission.OPENING_EMERGENCY)
    form = Form()
    reason = form.text("reason", command.reason)
    form.finish()
    count_try(kit, actor)
    if read_half(command.half, lot.id) is None:
        note_refusal(kit, actor, lot, command.tender)
        expected = "expected eight groups of four letters and digits"
        raise InvalidInput("", [Problem("half", "is not a recovery half of this lot", expected)])
    part = waiting_part(kit, lot)
    about = ("recovery half", lot.id)
    if part is None or part.way != "recovery":
        text = kit.vault.seal_draft(command.half.encode(), *about).hex()
        first = Part(lot.id, actor.person, "recovery", text, reason, kit.now())
        keep_first(kit, actor, command.tender, first, Permission.OPENING_EMERGENCY)
        return False
    refuse_same(part, actor)
    earlier = kit.vault.open_draft(bytes.fromhex(part.part), *about).decode()
    try:
        opened = open_by_recovery(key, RecoveryHalves(earlier, command.half))
    except (NotPermitted, InvalidInput):
        note_refusal(kit, actor, lot, command.tender)
        expected = "expected the two that were printed at the publication"
        raise InvalidInput("", [Problem("half", "does not open the lot with the first half", expected)]) from None
    reasons = "\n".join(dict.fromkeys([part.reason, reason]))
    both = [part.officer, actor.person]
    open_now(kit, actor, command.tender, lot, opened, both, reasons, Permission.OPENING_EMERGENCY)
    return True


def _first(kit: Kit, actor: Actor, lot: Lot, key: LotKey, passphrase: str) -> str:
    own = _own_key(kit, actor)
    count_try(kit, actor)
    try:
        return begin_opening(kit.vault, key, own, passphrase).text()
    except NotPermitted:
        raise _wrong_passphrase(kit, actor, lot) from None


def _second(kit: Kit, actor: Actor, lot: Lot, key: LotKey, part: Part, passphrase: str) -> OpenLot:
    if part.way == "server":
        return open_by_server(kit.vault, key)
    own = _own_key(kit, actor)
    count_try(kit, actor)
    try:
        return complete_opening(kit.vault, key, BegunOpening.parse(part.part), own, passphrase)
    except NotPermitted:
        raise _wrong_passphrase(kit, actor, lot) from None


def _own_key(kit: Kit, actor: Actor) -> OfficerKey:
    own = officer_keys.keys_of(kit.database, [actor.person]).get(actor.person)
    if own is None:
        raise Conflict("You have no key of your own")
    return own


def _wrong_passphrase(kit: Kit, actor: Actor, lot: Lot) -> InvalidInput:
    note_refusal(kit, actor, lot, lot.tender)
    return InvalidInput("", [Problem("passphrase", "does not open your key", "expected the one it was made with")])
