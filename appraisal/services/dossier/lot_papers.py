"""What was made of the bids of a lot: the opening report, the panel, who was taken out, the comparison."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from appraisal.core.comparison import Comparison
from appraisal.exchange.comparison_json import comparison_bytes
from appraisal.exchange.dossier.layout import ComparedBid, LotIndex
from appraisal.exchange.dossier.ranking import BidPapers, ranked_again
from appraisal.services.dossier.bid_papers import contents_of, counted_versions, response_path
from appraisal.services.dossier.pieces import CountedVersion, Piece, Subject, of_lot, register, text
from appraisal.services.known import profile_of
from appraisal.services.opening_report import opening_report
from appraisal.services.toolkit import Kit
from appraisal.storage import openings
from appraisal.storage.tenders import Lot


def opened(subject: Subject) -> Iterator[Piece]:
    """The report of each lot's opening, as the document that was frozen and on paper."""
    for lot in subject.lots:
        if (opening := openings.opening(subject.kit.database, lot.id)) is None:
            continue
        yield text(of_lot(lot, "opening-report.json"), opening.report)
        yield Piece(of_lot(lot, "opening-report.pdf"), partial(_report_paper, subject, lot))


def evaluated(subject: Subject) -> Iterator[Piece]:
    """Who evaluates, and which bids were taken out after the opening."""
    database = subject.kit.database
    for lot in subject.lots:
        sql = "SELECT person, areas, chair, named_at, left_at FROM panel WHERE lot = ? ORDER BY person"
        if panel := database.all(sql, lot.id):
            yield register(of_lot(lot, "panel.json"), "panel", [dict(row) for row in panel])
        if subject.is_open and (taken := taken_out(subject.kit, lot)):
            yield register(of_lot(lot, "exclusions.json"), "exclusions", list(taken.values()))


def compared(subject: Subject) -> Iterator[Piece]:
    """The comparison of each lot and its scorecard."""
    for lot in subject.lots:
        if not counting(subject.kit, lot):
            continue
        yield Piece(of_lot(lot, "comparison.json"), partial(_comparison, subject, lot))
        yield Piece(of_lot(lot, "scorecard.pdf"), partial(_scorecard, subject, lot))


def lot_index(kit: Kit, lot: Lot) -> LotIndex:
    """What the dossier's index says of a lot."""
    bids = counting(kit, lot)
    return LotIndex(
        number=lot.number,
        title=lot.title,
        model=f"models/{profile_of(lot).model.id}.json",
        profile=of_lot(lot, "profile.toml"),
        opening=of_lot(lot, "opening-report.json") if lot.opened else None,
        comparison=of_lot(lot, "comparison.json") if bids else None,
        compared=tuple(
            ComparedBid(bid.supplier.slug, response_path(lot, bid.supplier.slug, bid.version), None) for bid in bids
        ),
    )


def counting(kit: Kit, lot: Lot) -> list[CountedVersion]:
    """The bids that are compared: opened, and not taken out since."""
    taken = taken_out(kit, lot)
    return [bid for bid in counted_versions(kit, lot) if bid.bid not in taken]


def taken_out(kit: Kit, lot: Lot) -> dict[str, dict[str, object]]:
    """The bids of a lot that were taken out after the opening, by id, and why."""
    sql = (
        "SELECT exclusions.bid, slug, exclusions.kind, reason, officer, at FROM exclusions "
        "JOIN bids ON bids.id = exclusions.bid JOIN organisations ON organisations.id = bids.organisation "
        "WHERE lot = ? ORDER BY slug"
    )
    return {
        row["bid"]: {
            "bid": row["bid"],
            "supplier": row["slug"],
            "kind": row["kind"],
            "reason": row["reason"],
            "officer": row["officer"],
            "at": row["at"],
        }
        for row in kit.database.all(sql, lot.id)
    }


def ranking_of(kit: Kit, lot: Lot) -> Comparison:
    """The comparison of a lot's bids as the dossier holds them."""
    papers = [
        BidPapers(response_path(lot, bid.supplier.slug, bid.version), contents_of(kit, bid.receipt).response)
        for bid in counting(kit, lot)
    ]
    found = ranked_again(profile_of(lot), papers)
    if found is None:
        raise AssertionError("bids that were opened can be compared")
    return found


def _comparison(subject: Subject, lot: Lot) -> list[bytes]:
    return [comparison_bytes(ranking_of(subject.kit, lot))]


def _scorecard(subject: Subject, lot: Lot) -> list[bytes]:
    comparison = ranking_of(subject.kit, lot)
    return [subject.printers.scorecard(comparison, comparison_bytes(comparison))]


def _report_paper(subject: Subject, lot: Lot) -> list[bytes]:
    report = opening_report(subject.kit, subject.actor, subject.tender.id, lot.number)
    return [subject.printers.opening_report(report)]
