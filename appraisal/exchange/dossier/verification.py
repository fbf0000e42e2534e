"""Verifying a dossier on a machine that has nothing else: its files, seal, journal and documents, and the ranking."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from appraisal.core.errors import BrokenChain, InvalidInput
from appraisal.exchange.dossier.bag import PAYLOAD, TAG_MANIFESTS
from appraisal.exchange.dossier.chain import Chain, check_journal
from appraisal.exchange.dossier.fixity import Fixity, check_fixity, check_seal
from appraisal.exchange.dossier.layout import (
    EXTRACT_FORMAT,
    EXTRACT_INDEX,
    FORMAT,
    INDEX,
    LIMIT,
    TIME_STAMP,
    Index,
    parse_index,
    refuse_newer,
)
from appraisal.exchange.dossier.opened_bag import OpenedBag, opened_bag
from appraisal.exchange.dossier.papers import (
    Papers,
    check_comparison,
    check_evidence,
    check_opening,
    check_publications,
)
from appraisal.exchange.dossier.past import check_findings, check_named
from appraisal.exchange.dossier.seal import PublicSeal
from appraisal.exchange.dossier.time_stamp import LIMIT as TIME_STAMP_LIMIT
from appraisal.exchange.dossier.time_stamp import Stamped, read_time_stamp
from appraisal.exchange.dossier.whole import Extract, check_extract


@dataclass(frozen=True, slots=True)
class LotChecked:
    """A lot: bids that were opened, bids compared anew, files of evidence found, and who was compared in vain."""

    number: int
    title: str
    opened: int
    compared: int
    evidence: int
    is_complete: bool


@dataclass(frozen=True, slots=True)
class Verified:
    """A dossier in which everything agrees, and what was looked at; `known_key` tells whether the key was given."""

    index: Index
    fixity: Fixity
    fingerprint: str
    known_key: bool
    chain: Chain
    publications: int
    named: int
    withheld: int
    lots: tuple[LotChecked, ...]
    extract: Extract | None
    stamped: Stamped | None


def verify_dossier(
    path: Path, key: PublicSeal | None = None, progress: Callable[[int, int], None] = lambda done, total: None
) -> Verified:
    """What was checked of a dossier or public extract, when all of it agrees.

    Raises:
        NotFound: there is no such file.
        InvalidInput: it is no dossier, or one of a newer format.
        BrokenChain: names the first file or entry that differs.
    """
    with opened_bag(path) as bag:
        _refuse_newer(bag)
        fixity = check_fixity(bag, progress)
        try:
            return _verified(bag, fixity, key)
        except InvalidInput as error:
            raise BrokenChain(str(error)) from None


def _verified(bag: OpenedBag, fixity: Fixity, key: PublicSeal | None) -> Verified:
    seal = check_seal(bag, key)
    stamped = None
    if TIME_STAMP in bag:
        name, data = f"{bag.source}: {TIME_STAMP}", bag.read(TAG_MANIFESTS[0])
        stamped = read_time_stamp(name, bag.read(TIME_STAMP, TIME_STAMP_LIMIT), data)
    extract = check_extract(bag, fixity, seal) if PAYLOAD + EXTRACT_INDEX in bag else None
    index = parse_index(f"{bag.source}: {PAYLOAD}{INDEX}", bag.payload(INDEX, LIMIT))
    if index.fingerprint != seal.fingerprint:
        raise bag.broken(PAYLOAD + INDEX, f"names the key {index.fingerprint}", f"expected {seal.fingerprint}")
    chain = check_journal(bag, index)
    digests = extract.digests if extract else fixity.payload
    redacted = frozenset(each.path for each in extract.redactions) if extract else frozenset()
    papers = Papers(bag, index, chain, digests, redacted)
    publications = check_publications(papers)
    opened = [check_opening(papers, lot) for lot in index.lots]
    named, withheld = check_named(papers)
    lots = []
    for lot, bids in zip(index.lots, opened, strict=True):
        check_findings(papers, lot)
        evidence, compared = check_evidence(papers, lot), check_comparison(papers, lot)
        lots.append(LotChecked(lot.number, lot.title, bids, compared, evidence, compared == len(lot.compared)))
    return Verified(
        index=index,
        fixity=fixity,
        fingerprint=seal.fingerprint,
        known_key=key is not None,
        chain=chain,
        publications=publications,
        named=named,
        withheld=withheld,
        lots=tuple(lots),
        extract=extract,
        stamped=stamped,
    )


def _refuse_newer(bag: OpenedBag) -> None:
    """Tell a newer format before anything is called broken; whatever else is wrong with an index is told later."""
    for path, known in ((INDEX, FORMAT), (EXTRACT_INDEX, EXTRACT_FORMAT)):
        if PAYLOAD + path not in bag:
            continue
        source = f"{bag.source}: {PAYLOAD}{path}"
        with suppress(ValueError, RecursionError):
            refuse_newer(source, json.loads(bag.payload(path, LIMIT)), known)
