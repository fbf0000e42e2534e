"""What the bids of a lot come to: the opening report, the official comparison and the scorecard."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from appraisal.core.comparison import Comparison
from appraisal.core.tendering import Lot
from appraisal.exchange.comparison_json import comparison_bytes
from appraisal.exchange.dossier.layout import ComparedBid, LotIndex
from appraisal.services.comparison.standing import official
from appraisal.services.evaluation.agreed import agreed_on
from appraisal.services.known import profile_of
from appraisal.services.opening.opened_contents import OpenedBid, bids_that_stand
from appraisal.services.opening.opening_report import opening_report
from appraisal.services.record.dossier.bid_papers import response_path
from appraisal.services.record.dossier.evaluation_papers import consensus_path
from appraisal.services.record.dossier.pieces import Piece, Subject, of_lot, text
from appraisal.services.toolkit import Kit
from appraisal.storage import openings


def opened(subject: Subject) -> Iterator[Piece]:
    """The report of each lot's opening, as the document that was frozen and on paper."""
    for lot in subject.lots:
        if (opening := openings.opening(subject.kit.database, lot.id)) is None:
            continue
        yield text(of_lot(lot, "opening-report.json"), opening.report)
        yield Piece(of_lot(lot, "opening-report.pdf"), partial(_report_paper, subject, lot))


def compared(subject: Subject) -> Iterator[Piece]:
    """The comparison of each lot and its scorecard."""
    for lot in subject.lots:
        if bids_that_stand(subject.kit, lot):
            yield Piece(of_lot(lot, "comparison.json"), partial(_comparison, subject.kit, lot))
            yield Piece(of_lot(lot, "scorecard.pdf"), partial(_scorecard, subject, lot))


def lot_index(kit: Kit, lot: Lot) -> LotIndex:
    """What the dossier's index says of a lot."""
    bids = sorted(bids_that_stand(kit, lot), key=lambda bid: bid.response.supplier.id)
    return LotIndex(
        number=lot.number,
        title=lot.title,
        model=f"models/{profile_of(lot).model.id}.json",
        profile=of_lot(lot, "profile.toml"),
        opening=of_lot(lot, "opening-report.json") if lot.opened else None,
        comparison=of_lot(lot, "comparison.json") if bids else None,
        compared=tuple(_compared(kit, lot, bid) for bid in bids),
    )


def _compared(kit: Kit, lot: Lot, bid: OpenedBid) -> ComparedBid:
    supplier = bid.response.supplier.id
    findings = consensus_path(lot, supplier) if agreed_on(kit, bid.bid) else None
    return ComparedBid(supplier, response_path(lot, supplier, bid.version), findings)


def _official(kit: Kit, lot: Lot) -> Comparison:
    return official(kit, lot, bids_that_stand(kit, lot))[0]


def _comparison(kit: Kit, lot: Lot) -> list[bytes]:
    return [comparison_bytes(_official(kit, lot))]


def _scorecard(subject: Subject, lot: Lot) -> list[bytes]:
    comparison = _official(subject.kit, lot)
    return [subject.printers.scorecard(comparison, comparison_bytes(comparison))]


def _report_paper(subject: Subject, lot: Lot) -> list[bytes]:
    report = opening_report(subject.kit, subject.actor, subject.tender.id, lot.number)
    return [subject.printers.opening_report(report)]
