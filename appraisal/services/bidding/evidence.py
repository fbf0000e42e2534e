"""A bid's evidence: files and links, listed once and named by as many answers as it backs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO
from urllib.parse import urlsplit

from appraisal.core.errors import Conflict, NotFound, Problem, TooLarge
from appraisal.core.policy import Actor, Permission
from appraisal.services.bidding.bid_desk import BidDesk, at_desk, known_bid
from appraisal.services.bidding.versions import OpenedVersion, opened_version
from appraisal.services.toolkit import Kit
from appraisal.services.words import Form
from appraisal.storage import bids, listed_evidence
from appraisal.storage.database import Taken
from appraisal.storage.evidence import Quota
from appraisal.storage.stored_file import StoredFile

LARGEST_FILE = 25_000_000
"""Bytes of one file."""
LARGEST_LIST = 500_000_000
"""Bytes of all files that a supplier's bids on one tender ever held."""
MOST_LINES = 500


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One line of the list: a file with its name, size and SHA-256, or a link with its address."""

    id: str
    title: str
    uri: str = ""
    name: str = ""
    media_type: str = ""
    size: int = 0
    sha256: str = ""
    added: datetime | None = None

    @property
    def is_file(self) -> bool:
        """Whether the line is a stored file."""
        return bool(self.sha256)


@dataclass(frozen=True, slots=True)
class AddFile:
    """A file to add; `form` is the page's unique key, so that a form sent twice adds one line."""

    bid: str
    form: str
    name: str
    stream: BinaryIO
    title: str = ""


@dataclass(frozen=True, slots=True)
class AddLink:
    """A link to add."""

    bid: str
    form: str
    title: str
    uri: str


def add_file(kit: Kit, actor: Actor, command: AddFile) -> EvidenceLine:
    """The new line; the file itself is stored first, whole and sealed, and the same file twice is one line.

    Raises:
        NotFound, WrongStage, DeadlinePassed: as `bid_desk.known_bid`.
        TooLarge, InvalidInput: the file is too large alone or with the others, or of a kind that is not taken.
        StorageFull: there is no room.
    """
    known_bid(kit, actor, command.bid, Permission.BID_ANSWER)
    form = Form(command.name)
    title = form.line("title", command.title, optional=True)
    form.finish()
    quota = Quota(LARGEST_FILE, room_left(kit, command.bid))
    file = kit.evidence.add(command.stream, command.name, command.bid, quota)
    line = EvidenceLine("", title or file.name, "", file.name, file.media_type, file.size, file.sha256)
    try:
        return _add(kit, actor, command.bid, command.form, line)
    except TooLarge:
        kit.evidence.remove(command.bid, file.sha256)
        raise


def add_link(kit: Kit, actor: Actor, command: AddLink) -> EvidenceLine:
    """The new line.

    Raises:
        NotFound, WrongStage, DeadlinePassed: as `bid_desk.known_bid`.
        InvalidInput: no title, or no web address.
    """
    form = Form()
    title, uri = form.line("title", command.title), form.line("uri", command.uri, longest=2000)
    if uri and not _is_web_address(uri):
        form.note("uri", "is no web address", "expected one that begins with https:// or http://")
    form.finish()
    return _add(kit, actor, command.bid, command.form, EvidenceLine("", title, uri))


def remove_line(kit: Kit, actor: Actor, bid: str, evidence_id: str) -> None:
    """Take a line off the list; answers that name it keep their text and lose the item when they are read next.

    Raises:
        NotFound, WrongStage, DeadlinePassed: as `bid_desk.known_bid`; also where the line is not on the list.
    """
    with at_desk(kit, actor, bid, Permission.BID_ANSWER):
        if not listed_evidence.remove_evidence(kit.database, bid, evidence_id, kit.now()):
            raise NotFound("There is no such evidence in your bid's list")


def evidence_list(kit: Kit, desk: BidDesk) -> list[EvidenceLine]:
    """The bid's list in the order in which it was added; after the opening what was submitted of it."""
    if version := opened_version(kit, desk.lot, desk.bid.id):
        return submitted_lines(version)
    return _lines(kit, desk.bid.id)


def submitted_lines(version: OpenedVersion) -> list[EvidenceLine]:
    """The list of evidence as it was submitted."""
    files = {file.sha256: file for file in version.contents.files}
    lines = []
    for item in version.response.evidence:
        file = files.get(item.sha256 or "")
        about = (file.name, file.media_type, file.size, file.sha256) if file else ()
        lines.append(EvidenceLine(item.id, item.title, item.uri or "", *about))
    return lines


def download(kit: Kit, actor: Actor, bid: str, evidence_id: str) -> tuple[EvidenceLine, Iterator[bytes]]:
    """A file of the own bid and its content in blocks.

    Raises:
        NotFound: there is no such bid or file for the actor.
    """
    desk = known_bid(kit, actor, bid)
    for line in evidence_list(kit, desk):
        if line.id == evidence_id and line.is_file:
            return line, kit.evidence.read(bid, stored_file(kit, desk, line))
    raise NotFound("There is no such file in your bid's list")


def stored_file(kit: Kit, desk: BidDesk, line: EvidenceLine) -> StoredFile:
    """The record of a line's file, by which a submission takes it along; after the opening that of the submission."""
    if version := opened_version(kit, desk.lot, desk.bid.id):
        return next(file for file in version.contents.files if file.sha256 == line.sha256)
    return kit.evidence.find(desk.bid.id, line.sha256)


def room_left(kit: Kit, bid: str) -> int:
    """Bytes that the supplier may still store in its bids on the tender; what was removed counts, as versions hold it.

    Inside a write transaction the figure stands until the end of it, however many upload at once.
    """
    used = 0
    for one in bids.sibling_bids(kit.database, bid):
        sizes = {line.sha256: line.size for line in _lines(kit, one, with_removed=True) if line.is_file}
        used += sum(sizes.values())
    return max(0, LARGEST_LIST - used)


def refuse_beyond(kit: Kit, bid: str, name: str, size: int) -> None:
    """Go on only while so many bytes more fit, inside the transaction that adds them.

    Raises:
        TooLarge: others were stored meanwhile.
    """
    left = room_left(kit, bid)
    if size > left:
        expected = f"expected at most the {left / 1_000_000:.1f} MB that are left"
        raise TooLarge(name, [Problem("", "does not fit", expected)])


def known_files(kit: Kit, bid: str) -> set[str]:
    """The SHA-256 of every file that a bid ever listed, removed ones too: submissions may hold them still."""
    return {line.sha256 for line in _lines(kit, bid, with_removed=True) if line.is_file}


def sealed_line(kit: Kit, bid: str, line: EvidenceLine) -> bytes:
    """A line as the store keeps it."""
    document = {
        "title": line.title,
        "uri": line.uri,
        "name": line.name,
        "media_type": line.media_type,
        "size": line.size,
        "sha256": line.sha256,
    }
    return kit.vault.seal_draft(json.dumps(document, ensure_ascii=False).encode(), "evidence", bid, line.id)


def _add(kit: Kit, actor: Actor, bid: str, form: str, line: EvidenceLine) -> EvidenceLine:
    with at_desk(kit, actor, bid, Permission.BID_ANSWER) as desk:
        stored = listed_evidence.evidence(kit.database, bid)
        lines = {found.id: found for found in _lines(kit, desk.bid.id)}
        for entry in stored:
            if entry.form == form and entry.id in lines:
                return lines[entry.id]
        for found in lines.values():
            if line.is_file and found.sha256 == line.sha256:
                return found
        if len(stored) >= MOST_LINES:
            raise Conflict(f"A bid lists at most {MOST_LINES} items of evidence")
        if line.is_file and line.sha256 not in known_files(kit, bid):
            refuse_beyond(kit, bid, line.name, line.size)
        numbered = EvidenceLine(
            f"e{len(stored) + 1}", line.title, line.uri, line.name, line.media_type, line.size, line.sha256, kit.now()
        )
        try:
            body = sealed_line(kit, bid, numbered)
            listed_evidence.add_evidence(kit.database, bid, numbered.id, form, body, kit.now())
        except Taken:
            raise Conflict("This form was sent before; its evidence was removed since") from None
        return numbered


def _lines(kit: Kit, bid: str, with_removed: bool = False) -> list[EvidenceLine]:
    lines = []
    for entry in listed_evidence.evidence(kit.database, bid):
        if entry.removed is None or with_removed:
            body = json.loads(kit.vault.open_draft(entry.body, "evidence", bid, entry.id))
            lines.append(EvidenceLine(entry.id, added=entry.added, **body))
    return lines


def _is_web_address(uri: str) -> bool:
    try:
        parts = urlsplit(uri)
    except ValueError:
        return False
    return parts.scheme in ("https", "http") and bool(parts.hostname) and "@" not in parts.netloc
