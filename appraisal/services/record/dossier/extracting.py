"""Taking a public extract of a dossier: what the officer leaves out is registered, all else is the whole's."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from appraisal.core.errors import BrokenChain, InvalidInput, Problem
from appraisal.core.events import Event
from appraisal.core.policy import Actor, Permission
from appraisal.exchange.canonical_json import canonical
from appraisal.exchange.comparison_json import comparison_bytes
from appraisal.exchange.dossier import layout
from appraisal.exchange.dossier.bag import PAYLOAD, BagWriter
from appraisal.exchange.dossier.chain import LONGEST_LINE
from appraisal.exchange.dossier.fixity import Fixity, check_fixity, check_seal
from appraisal.exchange.dossier.layout import Index, LotIndex, parse_index
from appraisal.exchange.dossier.notes import extract_readme, verify_note
from appraisal.exchange.dossier.opened_bag import OpenedBag, opened_bag
from appraisal.exchange.dossier.papers import profile_of
from appraisal.exchange.dossier.ranking import BidPapers, ranked_again
from appraisal.exchange.dossier.redaction import (
    CONSENSUS,
    DERIVED,
    FAMILIES,
    changing_families,
    is_needed,
    public_version,
    withholding_family,
)
from appraisal.exchange.dossier.seal import PublicSeal
from appraisal.exchange.dossier.tables import TablesWriter
from appraisal.exchange.dossier.whole import KEPT, WHOLE, Redaction, extract_document
from appraisal.services.known import tender_for
from appraisal.services.record.dossier.building import (
    BuiltDossier,
    Progress,
    bag_info,
    file_blocks,
    fresh_file,
    refuse_taken,
    sealed,
    watched,
)
from appraisal.services.record.dossier.pieces import Printers
from appraisal.services.record.seal import own_seal
from appraisal.services.toolkit import Kit
from appraisal.storage import people


@dataclass(frozen=True, slots=True)
class ExtractDossier:
    """A whole dossier of a tender, the file to write, and what is left out on what ground.

    `redactions` go by family (`exchange.dossier.redaction.FAMILIES`) or by the path of a single file.
    """

    tender: str
    whole: Path
    out: Path
    redactions: Mapping[str, str]


def extract_dossier(
    kit: Kit,
    actor: Actor,
    command: ExtractDossier,
    printers: Printers,
    progress: Progress = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> BuiltDossier:
    """Write the public extract of a dossier that this installation sealed; the whole is checked on the way.

    Raises:
        NotPermitted, NotFound, WrongStage: as `known.tender_for`; also NotFound where there is no whole.
        InvalidInput: the whole is no dossier of this tender, or a redaction is of nothing, or of what is needed.
        BrokenChain: the whole was changed, or sealed by another key.
        Conflict, StorageFull: as `building.build_dossier`.
    """
    tender = tender_for(kit, actor, command.tender, Permission.DOSSIER_BUILD)
    refuse_taken(command.out)
    key = own_seal(kit)
    with opened_bag(command.whole) as bag:
        fixity = check_fixity(bag)
        check_seal(bag, PublicSeal(key.public))
        index = parse_index(f"{command.whole}: {layout.INDEX}", bag.payload(layout.INDEX, layout.LIMIT))
        _refuse_unfit(command, index, fixity)
        with fresh_file(command.out) as file:
            work = _Taking(bag, index, fixity, command.redactions, printers, _buyers(kit, tender.buyer))
            seal, seals = PublicSeal(key.public), partial(sealed, kit, key)
            digest, files = work.write(file, seal, seals, progress, cancelled)
            file.flush()
            os.fsync(file.fileno())
            size = file.tell()
            with kit.database.writing():
                told = {"digest": f"sha256:{digest}", "extract_of": f"sha256:{fixity.digest}"}
                kit.record(actor.person, Event.DOSSIER_BUILT, tender.id, tender.id, **told)
    return BuiltDossier(f"sha256:{digest}", PublicSeal(key.public).fingerprint, files, size)


def _refuse_unfit(command: ExtractDossier, index: Index, fixity: Fixity) -> None:
    if layout.EXTRACT_INDEX in fixity.payload:
        problem = Problem("", "is an extract already", "expected a whole dossier")
        raise InvalidInput(str(command.whole), [problem])
    if index.tender != command.tender:
        problem = Problem("", f"is of tender {index.reference}", "expected a dossier of the tender that was named")
        raise InvalidInput(str(command.whole), [problem])
    problems = []
    for what in command.redactions:
        if what not in FAMILIES and what not in fixity.payload:
            expected = f"expected one of {', '.join(FAMILIES)}, or the path of a file in data/"
            problems.append(Problem("redact", f"{what} is nothing that can be left out", expected))
        elif is_needed(what):
            problems.append(Problem("redact", f"{what} is what an extract rests on", "expected another file"))
    if problems:
        raise InvalidInput("", problems)


def _buyers(kit: Kit, buyer: str) -> frozenset[str]:
    return frozenset({buyer, *(person.id for person in people.people(kit.database, buyer))})


class _Taking:
    """The writing of one extract: each file of the whole in order, kept, changed or left out, and the register."""

    def __init__(
        self,
        bag: OpenedBag,
        index: Index,
        fixity: Fixity,
        redactions: Mapping[str, str],
        printers: Printers,
        buyers: frozenset[str],
    ) -> None:
        self._bag, self._index, self._fixity = bag, index, fixity
        self._redactions, self._printers, self._buyers = redactions, printers, buyers
        self._register = self._planned()

    def write(
        self,
        file: BinaryIO,
        seal: PublicSeal,
        seals: Callable[[bytes], Mapping[str, bytes]],
        progress: Progress,
        cancelled: Callable[[], bool],
    ) -> tuple[str, int]:
        """The digest of the bag that now stands in the file, and how many files it holds."""
        register = tuple(self._register[path] for path in sorted(self._register))
        own = {WHOLE + name: self._bag.read(name) for name in KEPT}
        own[layout.EXTRACT_INDEX] = canonical(extract_document(self._index.reference, self._fixity.digest, register))
        paths = sorted({*self._fixity.payload, *own})
        notes = {
            layout.README: extract_readme(self._index, register),
            layout.VERIFY: verify_note(seal.fingerprint),
            layout.PUBLIC_KEY: seal.pem,
        }
        with BagWriter(file) as target:
            with tempfile.TemporaryDirectory() as folder, TablesWriter(Path(folder) / layout.TABLES) as tables:
                for done, path in enumerate(paths, 1):
                    blocks = iter([own[path]]) if path in own else self._blocks(path, target, tables)
                    if blocks is not None:
                        self._add(target, tables, path, watched(blocks, cancelled))
                    progress(done, len(paths))
            info = bag_info(self._index, layout.EXTRACT_FORMAT)
            digest = target.finish(info, notes, seals)
        return digest, len(target.listed)

    def _planned(self) -> dict[str, Redaction]:
        """The register: what is withheld or changed, and on which grounds; what is made of those last."""
        found: dict[str, Redaction] = {}
        for path, digest in self._fixity.payload.items():
            withheld = path if path in self._redactions else withholding_family(path, self._redactions)
            changing = [withheld] if withheld else changing_families(path, self._redactions)
            if changing:
                found[path] = Redaction(path, bool(withheld), self._grounds(changing), digest)
        ranked = (path for path in found if path.endswith("/response.json") or CONSENSUS.fullmatch(path))
        changed = {path.split("/")[1] for path in ranked}
        for path, digest in self._fixity.payload.items():
            if path in found or not DERIVED.fullmatch(path) or not self._redactions:
                continue
            if path == layout.TABLES:
                found[path] = Redaction(path, False, self._grounds(self._redactions), digest)
            elif path.split("/")[1] in changed:
                found[path] = Redaction(path, not self._can_rank(path, found), self._grounds(self._redactions), digest)
        return found

    def _grounds(self, which: Iterable[str]) -> str:
        return "; ".join(dict.fromkeys(self._redactions[each] for each in which))

    def _can_rank(self, scorecard: str, register: Mapping[str, Redaction]) -> bool:
        """Whether the lot's bids can be compared from what is public, so that its scorecard can be printed."""
        lot = self._lot(scorecard)
        papers = [path for bid in lot.compared for path in (bid.response, bid.findings) if path]
        return not any(path in register and register[path].is_withheld for path in papers)

    def _blocks(self, path: str, target: BagWriter, tables: TablesWriter) -> Iterator[bytes] | None:
        """The content that the public gets of a file, None where it gets nothing."""
        redaction = self._register.get(path)
        if redaction is None:
            return self._bag.blocks(PAYLOAD + path)
        if redaction.is_withheld:
            return None
        if path == layout.TABLES:
            tables.files((each.name, each.size, each.sha256) for each in target.listed)
            tables.finish()
            return file_blocks(tables.path)
        if DERIVED.fullmatch(path):
            return iter([self._scorecard(self._lot(path))])
        return iter([self._public(path)])

    def _add(self, target: BagWriter, tables: TablesWriter, path: str, blocks: Iterator[bytes]) -> None:
        size = self._bag.size(PAYLOAD + path)
        if path == layout.JOURNAL:
            target.add(path, tables.journal(line + b"\n" for line in self._bag.lines(path, LONGEST_LINE)), size)
        elif path.endswith(".json") and not path.startswith(WHOLE):
            data = b"".join(blocks)
            target.add(path, [data], len(data))
            tables.document(path, data)
        else:
            target.add(path, blocks, size)

    def _public(self, path: str) -> bytes:
        data = self._bag.payload(path, layout.LIMIT)
        if path not in self._register:
            return data
        return public_version(path, data, self._redactions, self._buyers)

    def _scorecard(self, lot: LotIndex) -> bytes:
        """The scorecard on the public versions, with the figures of the full ones."""
        bids = []
        for bid in lot.compared:
            findings = self._public(bid.findings) if bid.findings else None
            digests = [f"sha256:{self._fixity.payload[path]}" for path in (bid.response, bid.findings) if path]
            bids.append(BidPapers(bid.response, self._public(bid.response), findings, *digests))
        comparison = ranked_again(profile_of(self._bag, lot), bids)
        if comparison is None:
            raise BrokenChain(f"{self._bag.source}: lot {lot.number} cannot be compared; expected it as it was written")
        return self._printers.scorecard(comparison, comparison_bytes(comparison))

    def _lot(self, path: str) -> LotIndex:
        return next(lot for lot in self._index.lots if str(lot.number) == path.split("/")[1])
