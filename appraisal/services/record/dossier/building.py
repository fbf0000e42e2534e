"""Building a dossier: the tender as of one moment, written in one pass, sealed, and noted in the journal."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from appraisal.core.errors import Conflict, InvalidInput, Problem
from appraisal.core.events import Event
from appraisal.core.policy import Actor, Permission
from appraisal.exchange.canonical_json import canonical
from appraisal.exchange.dossier import layout
from appraisal.exchange.dossier.bag import BagWriter
from appraisal.exchange.dossier.layout import Index
from appraisal.exchange.dossier.notes import readme, verify_note
from appraisal.exchange.dossier.seal import PublicSeal
from appraisal.exchange.dossier.tables import TablesWriter
from appraisal.exchange.files import reason
from appraisal.services.evaluation.evaluation_desk import refuse_conflicted
from appraisal.services.known import tender_for
from appraisal.services.record.dossier.bid_papers import received
from appraisal.services.record.dossier.evaluation_papers import decided, evaluated, found
from appraisal.services.record.dossier.lot_papers import compared, lot_index, opened
from appraisal.services.record.dossier.pieces import Family, Piece, Printers, Subject, text
from appraisal.services.record.dossier.tender_papers import clarified, entries, invited, named, published, told_chain
from appraisal.services.record.seal import own_seal
from appraisal.services.record.time_stamps import time_stamp
from appraisal.services.toolkit import Kit
from appraisal.storage import people
from appraisal.storage.new_file import new_file
from appraisal.storage.seal_key import SealKey

FAMILIES: tuple[Family, ...] = (
    published,
    invited,
    clarified,
    named,
    entries,
    received,
    opened,
    evaluated,
    found,
    compared,
    decided,
)
"""Every kind of document that a dossier holds; one more kind is one more function here."""
EACH = 64 * 1024
"""How much work a file is besides its bytes."""

Progress = Callable[[int, int], None]
"""Is told how much of the work is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class BuildDossier:
    """A tender by its id, and the file to write; there must be none of that name."""

    tender: str
    out: Path


@dataclass(frozen=True, slots=True)
class BuiltDossier:
    """A dossier that was written: the digest that the journal names, its key's fingerprint, and how large it is."""

    digest: str
    fingerprint: str
    files: int
    size: int


def build_dossier(
    kit: Kit,
    actor: Actor,
    command: BuildDossier,
    printers: Printers,
    progress: Progress = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> BuiltDossier:
    """Write the dossier of a tender; what it holds is the state of one moment, and its journal ends there.

    Raises:
        NotPermitted, NotFound, WrongStage: as `known.tender_for`; NotFound also to who evaluates with a conflict.
        Conflict: the file exists, the work was cancelled, or a time stamp service that is set gives none now.
        InvalidInput: the file cannot be written where it shall be.
        StorageFull: there is no room; nothing is left of it.
        BrokenChain: the journal, a key or a file of the store is not as it was stored.
    """
    tender_for(kit, actor, command.tender, Permission.DOSSIER_BUILD)
    refuse_taken(command.out)
    key = own_seal(kit)
    with fresh_file(command.out) as file:
        with kit.database.reading():
            tender = tender_for(kit, actor, command.tender, Permission.DOSSIER_BUILD)
            for lot in tender.lots:
                refuse_conflicted(kit, actor, lot)
            work = Work(Subject(kit, actor, tender, printers), progress, cancelled)
            digest, files = work.write(file, key)
        file.flush()
        os.fsync(file.fileno())
        size = file.tell()
        with kit.database.writing():
            kit.record(actor.person, Event.DOSSIER_BUILT, tender.id, tender.id, digest=f"sha256:{digest}")
    return BuiltDossier(f"sha256:{digest}", PublicSeal(key.public).fingerprint, files, size)


def refuse_taken(out: Path) -> None:
    """Go on only when there is no file of this name yet.

    Raises:
        Conflict: there is one.
    """
    if out.exists() or out.is_symlink():
        raise taken(out)


def taken(out: Path) -> Conflict:
    """The refusal of a name that is not free."""
    return Conflict(f"{out}: there is such a file already; expected a name that is free")


@contextmanager
def fresh_file(out: Path) -> Iterator[BinaryIO]:
    """A new file under its name once it is whole.

    Raises:
        Conflict: the name is taken.
        InvalidInput: nothing can be written there.
        StorageFull: there is no room; nothing is left of it.
    """
    try:
        with new_file(out) as file:
            yield file
    except OSError as error:
        if isinstance(error, FileExistsError) and out.parent.is_dir():
            raise taken(out) from None
        problem = Problem("", f"cannot be written ({reason(error)})", "expected a place that can be written to")
        raise InvalidInput(str(out), [problem]) from None


class Work:
    """The writing of one dossier: every piece in the order of its path, then the tables of all that went by."""

    def __init__(self, subject: Subject, progress: Progress, cancelled: Callable[[], bool]) -> None:
        self._subject = subject
        self._progress, self._cancelled = progress, cancelled
        self._done = self._total = 0

    def write(self, file: BinaryIO, key: SealKey) -> tuple[str, int]:
        """The digest of the bag that now stands in the file, and how many files it holds."""
        seal = PublicSeal(key.public)
        index = self._index(seal)
        pieces = [piece for family in FAMILIES for piece in family(self._subject)]
        pieces.append(text(layout.INDEX, canonical(index.document())))
        self._total = sum(piece.size + EACH for piece in pieces)
        notes = {layout.README: readme(index), layout.VERIFY: verify_note(seal.fingerprint)}
        notes[layout.PUBLIC_KEY] = seal.pem
        with BagWriter(file) as bag:
            with tempfile.TemporaryDirectory() as folder, TablesWriter(Path(folder) / layout.TABLES) as tables:
                for piece in sorted(pieces, key=lambda piece: piece.path):
                    self._add(bag, tables, piece)
                tables.files((each.name, each.size, each.sha256) for each in bag.listed)
                bag.add(layout.TABLES, self._watched(file_blocks(tables.path)), tables.finish())
            info = bag_info(index, layout.FORMAT)
            digest = bag.finish(info, notes, partial(sealed, self._subject.kit, key))
        return digest, len(bag.listed)

    def _index(self, seal: PublicSeal) -> Index:
        kit, tender = self._subject.kit, self._subject.tender
        head, gaps = told_chain(kit)
        buyer = people.organisation(kit.database, tender.buyer)
        return Index(
            reference=tender.reference,
            title=tender.title,
            buyer=buyer.name if buyer else "",
            tender=tender.id,
            stage=str(tender.course.stage(kit.now())),
            entries=head.sequence,
            head=head.digest,
            gaps=gaps,
            fingerprint=seal.fingerprint,
            lots=tuple(lot_index(kit, lot) for lot in tender.lots if lot.profile is not None),
        )

    def _add(self, bag: BagWriter, tables: TablesWriter, piece: Piece) -> None:
        blocks = self._watched(piece.blocks())
        if piece.path == layout.JOURNAL:
            bag.add(piece.path, tables.journal(blocks), piece.size)
        elif piece.path.endswith(".json"):
            data = b"".join(blocks)
            bag.add(piece.path, [data], len(data))
            tables.document(piece.path, data)
        else:
            bag.add(piece.path, blocks, piece.size)
        self._done += EACH

    def _watched(self, blocks: Iterable[bytes]) -> Iterator[bytes]:
        """The blocks as they go by, counted."""
        for block in watched(blocks, self._cancelled):
            yield block
            self._done += len(block)
            self._progress(min(self._done, self._total), self._total)


def sealed(kit: Kit, key: SealKey, manifest: bytes) -> dict[str, bytes]:
    """The files that seal a list: the signature on it and, where a service is set, its time stamp.

    Raises:
        Conflict: the time stamp service gives none now.
    """
    stamp = time_stamp(kit, manifest)
    return {layout.SEAL: key.sign(manifest)} | ({layout.TIME_STAMP: stamp} if stamp else {})


def watched(blocks: Iterable[bytes], cancelled: Callable[[], bool]) -> Iterator[bytes]:
    """The blocks as they go by, until the work shall end.

    Raises:
        Conflict: it was cancelled.
    """
    for block in blocks:
        if cancelled():
            raise Conflict("The work was stopped; nothing was written")
        yield block


def bag_info(index: Index, its_format: str) -> dict[str, str]:
    """What bag-info.txt says; no date, so that the same state is the same bag."""
    return {
        "Source-Organization": _one_line(index.buyer),
        "External-Identifier": _one_line(index.reference),
        "External-Description": _one_line(index.title),
        "Dossier-Format": its_format,
        "Journal-Entries": str(index.entries),
        "Journal-Head": index.head,
    }


def _one_line(text: str) -> str:
    return " ".join(text.split())


def file_blocks(path: Path) -> Iterator[bytes]:
    """A file of the work's own, in blocks."""
    with path.open("rb") as file:
        while block := file.read(EACH):
            yield block
