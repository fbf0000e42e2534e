"""Receipts, opening reports and recovery sheets of invented tenders, for tests of the papers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from appraisal.core.opening import OpenedBid, OpeningReport
from appraisal.core.receipt import Receipt, ReceiptFile
from appraisal.core.recovery_sheet import RecoverySheet
from reports.comparisons import NAMES

ZONE = "Europe/Amsterdam"
DEADLINE = datetime(2026, 12, 11, 11, 0, tzinfo=UTC)
OPENING = datetime(2026, 12, 11, 13, 0, tzinfo=UTC)
RECEIVED = datetime(2026, 12, 10, 15, 48, 9, 123456, tzinfo=UTC)
KEY = "MZXW-6YTB-OI2T-GNBV"
HALF = "K7Q2-9XVN-40TB-ZM6D-8RHS-1CWP-EJ5A-3GYF"
TITLES = (
    "Event handling plan v4",
    "Procédure d’incident 2026, signée",
    "Каталог услуг и порядок эскалации",
    "Αναφορά υπηρεσίας τρίτου τριμήνου",
    "Service desk report Q3",
)


def digest(text: str) -> str:
    """A digest of any text."""
    return sha256(text.encode()).hexdigest()


def file(number: int, answers: int = 3) -> ReceiptFile:
    """A stored file of the list; every fifth is a link."""
    title = f"{TITLES[number % len(TITLES)]}{'' if number < len(TITLES) else f' ({number})'}"
    if number % 5 == 4:
        return ReceiptFile(f"e{number + 1}", title, "", 0, "", f"https://example.org/reports/{number}", answers)
    size = 640 + 1_234_567 * number
    name = f"{title.lower().replace(' ', '-')}.pdf"
    return ReceiptFile(f"e{number + 1}", title, name, size, digest(f"file {number}"), "", answers)


def receipt(files: int = 3, **changes: object) -> Receipt:
    """A receipt with so many items of evidence."""
    known = Receipt(
        receipt="R-7KQ2M9XVNT",
        reference="2026/041",
        title="Workplace and service desk",
        lot=1,
        lot_title="Service desk for 3,000 workplaces",
        supplier="Dovre Drift AS",
        version=2,
        received=RECEIVED,
        stored=RECEIVED + timedelta(milliseconds=412),
        zone=ZONE,
        deadline=DEADLINE,
        opening=OPENING,
        signed_by="Ingrid Solheim",
        submitted_by="Tor Bakken",
        digest="sha256:" + digest("response"),
        sealed_digest="sha256:" + digest("sealed"),
        files=tuple(file(number) for number in range(files)),
        withdrawn=None,
        replaced=False,
        counts=True,
        sealing="officers",
        fingerprint=KEY,
        entry_digest=digest("entry 214"),
    )
    return replace(known, **changes)  # type: ignore[arg-type]


def opened_bid(number: int, state: str = "opened", supplier: str = "") -> OpenedBid:
    """The bid of one bidder of the list, received in its turn."""
    received = RECEIVED + timedelta(minutes=73 * number, milliseconds=17)
    opened = state == "opened"
    return OpenedBid(
        supplier=supplier or NAMES[number % len(NAMES)],
        receipt=f"R-{digest(f'receipt {number}')[:10].upper()}",
        version=1 + number % 3,
        received=received.isoformat(timespec="microseconds"),
        stored=(received + timedelta(milliseconds=30)).isoformat(timespec="microseconds"),
        withdrawn=DEADLINE.isoformat() if state == "withdrawn" else "",
        state=state,
        digest=f"sha256:{digest(f'response {number}')}" if opened else "",
        sealed_digest=f"sha256:{digest(f'sealed {number}')}",
        files=4 + number if opened else 0,
    )


def gone(number: int) -> OpenedBid:
    """A withdrawn version, received the earlier the higher its number."""
    received = (RECEIVED - timedelta(hours=number)).isoformat(timespec="microseconds")
    left = opened_bid(40 + number, "withdrawn", f"Gone {number} Ltd")
    return replace(left, received=received, sealed_digest=f"sha256:{digest(f'gone {number}')}")


def opening_report(bids: int = 3, withdrawn: int = 1, **changes: object) -> OpeningReport:
    """The report of an opening of so many bids."""
    known = OpeningReport(
        reference="2026/041",
        title="Workplace and service desk",
        lot=1,
        lot_title="Service desk for 3,000 workplaces",
        zone=ZONE,
        deadline=DEADLINE,
        opened=OPENING + timedelta(minutes=4, seconds=31),
        officers=("Anna Visser", "Bram de Wit"),
        way="officers",
        reason="",
        bids=(*map(opened_bid, range(bids)), *map(gone, range(withdrawn))),
        digest=f"sha256:{digest('report')}",
        fingerprint=KEY,
        entry_digest=digest("entry 388"),
    )
    return replace(known, **changes)  # type: ignore[arg-type]


def recovery_sheet(**changes: object) -> RecoverySheet:
    """The first half of a lot's recovery key."""
    known = RecoverySheet(
        reference="2026/041",
        title="Workplace and service desk",
        lot=1,
        lot_title="Service desk for 3,000 workplaces",
        number=1,
        half=HALF,
        fingerprint=KEY,
        published=datetime(2026, 11, 2, 8, 30, tzinfo=UTC),
        opening=OPENING,
        zone=ZONE,
        address="https://tenders.noorderland.example/tenders/T-4H7K/lots/1/opening",
        head=digest("entry 17").removeprefix("sha256:"),
    )
    return replace(known, **changes)  # type: ignore[arg-type]
