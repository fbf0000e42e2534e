"""The bids of a tender whose lots were opened: every receipt, what was sealed, and what the opening opened.

What the opening did not open stays closed: a version that was replaced or not confirmed goes in as it was received,
sealed, and of a withdrawn one only its receipt and digest.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pathlib import PurePosixPath

from appraisal.core.bidding import Bid, SubmittedBid
from appraisal.core.errors import BrokenChain, NotFound
from appraisal.core.people import Organisation
from appraisal.core.tendering import Lot
from appraisal.services.record.dossier.pieces import Piece, Subject, document, of_lot, register, utc
from appraisal.services.toolkit import Kit
from appraisal.storage import bids, openings, people, submissions
from appraisal.storage.bid_contents import BidContents
from appraisal.storage.stored_file import StoredFile


def received(subject: Subject) -> Iterator[Piece]:
    """The files of every bid of which something was submitted."""
    if not subject.is_open:
        return
    for lot in subject.lots:
        states = _states(subject.kit, lot)
        for bid in bids.bids_on(subject.kit.database, lot.id):
            versions = submissions.submissions(subject.kit.database, bid.id)
            supplier = people.organisation(subject.kit.database, bid.organisation)
            if versions and supplier:
                yield from _bid(subject.kit, lot, bid, supplier, versions, states)


def contents_of(kit: Kit, receipt: str) -> BidContents:
    """What the opening found of a version.

    Raises:
        BrokenChain: it was changed since, or there is none.
    """
    version = submissions.submission(kit.database, receipt)
    if version is None or version.opened is None:
        raise BrokenChain(f"{receipt}: what was opened is gone; expected it as the opening stored it")
    return BidContents.parse(kit.vault.open_draft(version.opened, "opened", receipt))


def response_path(lot: Lot, supplier: str, version: int) -> str:
    """Where the response of a version stands."""
    return of_lot(lot, f"bids/{supplier}/{version}/response.json")


def _bid(
    kit: Kit,
    lot: Lot,
    bid: Bid,
    supplier: Organisation,
    versions: list[SubmittedBid],
    states: dict[str, dict[str, str]],
) -> Iterator[Piece]:
    folder = of_lot(lot, f"bids/{supplier.slug}/")
    rows = []
    evidence: dict[str, StoredFile] = {}
    for version in versions:
        files: list[tuple[dict[str, object], StoredFile]] = []
        if version.withdrawn is None:
            yield Piece(f"{folder}{version.version}/sealed.bin", partial(_sealed, kit, version.receipt))
        if version.opened is not None:
            yield Piece(response_path(lot, supplier.slug, version.version), partial(_response, kit, version.receipt))
            files = _evidence(contents_of(kit, version.receipt), folder)
            evidence |= {str(row["path"]): file for row, file in files}
        rows.append(_receipt(version, states.get(version.receipt, {}), [row for row, _ in files]))
    for path, file in evidence.items():
        yield Piece(path, partial(_file, kit, bid.id, file), file.size)
    yield document(
        f"{folder}receipts.json", {"supplier": supplier.slug, "name": supplier.name, "bid": bid.id, "versions": rows}
    )
    if any(version.opened is not None for version in versions):
        yield register(f"{folder}team.json", "team", _team(kit, bid, supplier))


def _evidence(contents: BidContents, folder: str) -> list[tuple[dict[str, object], StoredFile]]:
    """Each file of a version with the row that describes it; the same file of two versions has one path."""
    return [
        (
            {
                "name": file.name,
                "media_type": file.media_type,
                "size": file.size,
                "sha256": file.sha256,
                "path": f"{folder}evidence/{file.sha256}{_suffix(file.name)}",
            },
            file,
        )
        for file in contents.files
    ]


def _file(kit: Kit, bid: str, file: StoredFile) -> Iterator[bytes]:
    try:
        yield from kit.evidence.read(bid, file)
    except NotFound as error:
        raise BrokenChain(f"{bid}: {error}, as the bid was submitted with it") from None


def _sealed(kit: Kit, receipt: str) -> list[bytes]:
    version = submissions.submission(kit.database, receipt)
    return [version.sealed] if version else []


def _response(kit: Kit, receipt: str) -> list[bytes]:
    return [contents_of(kit, receipt).response]


def _suffix(name: str) -> str:
    """The ending of a file's name, for the programs that go by it; the name itself stands with the receipt."""
    suffix = PurePosixPath(name).suffix.lower()
    return suffix if suffix.isascii() and suffix[1:].isalnum() and len(suffix) <= 6 else ""


def _receipt(version: SubmittedBid, state: dict[str, str], files: list[dict[str, object]]) -> dict[str, object]:
    return {
        "receipt": version.receipt,
        "version": version.version,
        "received": utc(version.received),
        "stored": utc(version.stored),
        "person": version.person,
        "signed_by": version.signed_by,
        "sealed_digest": version.digest,
        "publication": version.publication,
        "confirmed": version.confirmed,
        "withdrawn": utc(version.withdrawn),
        "withdrawn_by": version.withdrawn_by or None,
        "state": state.get("state"),
        "response_digest": state.get("digest") or None,
        "files": files,
    }


def _team(kit: Kit, bid: Bid, supplier: Organisation) -> list[dict[str, object]]:
    return [
        {
            "supplier": supplier.slug,
            "respondent": member.respondent,
            "person": member.person,
            "role": member.role,
            "areas": None if member.areas is None else sorted(member.areas),
            "manages": member.manager,
            "answers": member.answers,
            "left": utc(member.left),
        }
        for member in bids.members(kit.database, bid.id)
    ]


def _states(kit: Kit, lot: Lot) -> dict[str, dict[str, str]]:
    """What the opening report says of each version, by receipt."""
    opening = openings.opening(kit.database, lot.id)
    return {bid["receipt"]: bid for bid in json.loads(opening.report)["bids"]} if opening else {}
