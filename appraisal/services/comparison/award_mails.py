"""Mails on the award to the managers of every bid that was opened: the letters, a decision that fell, the end."""

from __future__ import annotations

from collections.abc import Callable

from appraisal.core.standstill import Standstill
from appraisal.core.tendering import Lot, Tender
from appraisal.services.mail.notices import moment_text, tell_team
from appraisal.services.opening.opened_contents import opened_bids_on
from appraisal.services.toolkit import Kit
from appraisal.storage import bids


def tell_of_notice(kit: Kit, tender: Tender, lot: Lot, standstill: Standstill) -> None:
    """The decision is there to read, and until when nothing is signed; who won stands on the page alone."""
    zone = tender.zone
    until = moment_text(standstill.ends, zone)

    def words(bid: str) -> str:
        link = kit.address(f"bids/{bid}/debrief")
        return f"The buyer has decided. Your letter says how and why:\n\n{link}\n\nNothing is signed before {until}.\n"

    _tell_bidders(kit, lot, f"The decision on tender {tender.reference}, lot {lot.number}", words)


def tell_of_void(kit: Kit, tender: Tender, lot: Lot) -> None:
    """The decision that the bidders were told holds no more, nor does its standstill."""
    text = "What the decision rested on changed. It holds no more, nor does its standstill; you will be told anew.\n"
    subject = f"The decision on tender {tender.reference}, lot {lot.number}, holds no more"
    _tell_bidders(kit, lot, subject, lambda bid: f"{text}\n{kit.address(f'bids/{bid}')}\n")


def tell_of_award(kit: Kit, tender: Tender, lot: Lot, outcome: str) -> None:
    """The standstill is over and the decision final."""
    what = "was awarded" if outcome == "award" else "ended without an award"
    subject = f"Lot {lot.number} of tender {tender.reference} {what}"
    _tell_bidders(kit, lot, subject, lambda bid: f"The decision is final.\n\n{kit.address(f'bids/{bid}')}\n")


def _tell_bidders(kit: Kit, lot: Lot, subject: str, words: Callable[[str], str]) -> None:
    for opened in opened_bids_on(kit, lot):
        if bid := bids.bid(kit.database, opened.bid):
            tell_team(kit, bid, subject, words(bid.id))
