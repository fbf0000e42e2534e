"""The receipt of a submission: what was received when, from whom, and every digest to check it by."""

from __future__ import annotations

from collections.abc import Sequence

from appraisal.core.receipt import Receipt, ReceiptFile
from appraisal.reports.facts import Line, digest_of, fact, paragraphs, said, short_digest, small
from appraisal.reports.moments import file_size, instant, moment
from appraisal.reports.paper import WIDTH, Paper, print_paper
from appraisal.reports.scorecard.flow import Block, Part
from appraisal.reports.scorecard.style import BOLD, MEDIUM, REGULAR, SEMIBOLD, TEXT2
from appraisal.reports.wording import Strong, Text, counted, visible

IDS = 16.0
"""The column of the evidence's own ids, mm."""


def receipt_paper(receipt: Receipt, seal: str = "") -> bytes:
    """The receipt as PDF/A-3b, the same bytes for the same receipt."""
    paper = Paper(
        kind="Receipt",
        subject=receipt.title,
        section=receipt.reference,
        headline=_headline(receipt),
        deck=(
            "Received ",
            Strong(moment(receipt.received, receipt.zone)),
            f". It is version {receipt.version} of this bid.",
        ),
        footer=f"Receipt {visible(receipt.receipt)}, version {receipt.version}   ·   {visible(receipt.supplier)}",
        footing=f"sha256 {short_digest(receipt.digest)}",
        seal=seal,
        head=receipt.entry_digest,
    )
    blocks = [
        *(
            [Block("How this version stands now", paragraphs(standing, WIDTH))]
            if (standing := _standing(receipt))
            else []
        ),
        Block("What was received", _facts(receipt)),
        Block("Digests", _digests(receipt), "SHA-256 in hexadecimal, in groups of eight"),
        Block("Evidence", _evidence(receipt.files), _evidence_note(receipt.files)),
        Block("What this receipt proves", paragraphs(_explained(receipt), WIDTH)),
    ]
    return print_paper(paper, blocks)


def _headline(receipt: Receipt) -> str:
    if receipt.withdrawn is not None:
        return "This version of your bid was withdrawn."
    if receipt.replaced:
        return "This version of your bid was replaced by a later one."
    if receipt.received > receipt.deadline:
        return "Your bid was received after the deadline."
    return "Your bid was received in time." if receipt.counts else "Your bid was received, and must be confirmed."


def _standing(receipt: Receipt) -> list[Text]:
    """What happened to this version since, where it does not simply stand."""
    told: list[Text] = []
    if receipt.withdrawn is not None:
        told.append((Strong("Withdrawn"), f" on {moment(receipt.withdrawn, receipt.zone)}: it does not count."))
    if receipt.replaced:
        told.append((Strong("Replaced"), " by a later version: it is kept, and does not count."))
    if not told and receipt.counts and receipt.confirmed:
        told.append((Strong("Confirmed"), f" as it stands after addendum {receipt.confirmed}: it counts."))
    if not told and not receipt.counts:
        why = " An addendum changed the questionnaire; until the bid is confirmed it counts as not submitted."
        told.append((Strong("To be confirmed."), why))
    return told


def _facts(receipt: Receipt) -> tuple[Part, ...]:
    due = f"Deadline: {moment(receipt.deadline, receipt.zone)}."
    rows = (
        ("Receipt", [Line(receipt.receipt, 11, BOLD)]),
        ("Received", [*_moment(receipt, stored=False), Line(f"This moment decides. {due}", 7.4, REGULAR, TEXT2)]),
        ("Stored", _moment(receipt, stored=True)),
        ("Tender", [Line(receipt.reference, 8.5, MEDIUM), *said(receipt.title)]),
        ("Lot", [Line(f"{receipt.lot}: {visible(receipt.lot_title)}")]),
        ("Supplier", [Line(receipt.supplier, 8.5, SEMIBOLD)]),
        ("Version", [Line(str(receipt.version))]),
        ("Declared and signed off by", [Line(receipt.signed_by, 8.5, SEMIBOLD)]),
        ("Submitted by", [Line(f"{visible(receipt.submitted_by)}, signed in for the supplier")]),
    )
    return tuple(part for label, lines in rows for part in fact(label, lines, WIDTH))


def _moment(receipt: Receipt, stored: bool) -> list[Line]:
    at = receipt.stored if stored else receipt.received
    return [
        Line(moment(at, receipt.zone), 8.5, REGULAR if stored else SEMIBOLD),
        Line(f"exactly {instant(at)}", 7.4, REGULAR, TEXT2),
    ]


def _digests(receipt: Receipt) -> tuple[Part, ...]:
    rows = [
        ("Your answers", [digest_of(receipt.digest), small("of the response file in its canonical form")]),
        ("The sealed bid", [digest_of(receipt.sealed_digest), small("of what is stored until the opening")]),
    ]
    if receipt.entry_digest:
        about = small("the journal’s last entry once this was recorded")
        rows.append(("Journal", [digest_of(receipt.entry_digest), about]))
    if receipt.fingerprint:
        rows.append(("Key of the lot", [Line(receipt.fingerprint, 9.6, SEMIBOLD), small(_key_words(receipt))]))
    return tuple(part for label, lines in rows for part in fact(label, lines, WIDTH))


def _key_words(receipt: Receipt) -> str:
    whose = "two of its officers together" if receipt.sealing == "officers" else "the server, as this lot chose"
    return f"fingerprint of the public key that the bid was sealed to; its private key is held by {whose}"


def _evidence_note(files: Sequence[ReceiptFile]) -> str:
    stored = [file for file in files if file.sha256]
    links = len(files) - len(stored)
    parts = [counted(len(stored), "file")] if stored else []
    parts += [counted(links, "link")] if links else []
    size = f", {file_size(sum(file.size for file in stored))}" if stored else ""
    return f"{' and '.join(parts)}{size}" if files else ""


def _evidence(files: Sequence[ReceiptFile]) -> tuple[Part, ...]:
    if not files:
        return paragraphs(["The bid names no evidence."], WIDTH)
    return tuple(part for file in files for part in fact(file.id, _file(file), WIDTH, IDS))


def _file(file: ReceiptFile) -> list[Line]:
    """An item: its title, where it is, how large it is and how many answers name it, and its digest."""
    used = f"named by {counted(file.answers, 'answer')}" if file.answers else "named by no answer"
    title = Line(file.title or file.name or file.uri, 8.5, MEDIUM)
    if not file.sha256:
        return [title, Line(file.uri, 7.6, REGULAR, TEXT2), small(f"link, not stored; {used}")]
    name = f"{visible(file.name)}   ·   {file_size(file.size)}   ·   {used}"
    return [title, Line(name, 7.6, REGULAR, TEXT2), digest_of(file.sha256, 7.6)]


def _explained(receipt: Receipt) -> list[Text]:
    return [
        (Strong("It is sealed. "), _sealing(receipt)),
        (
            Strong("To check it: "),
            "download the response file from the receipt’s page and compute its SHA-256; it must be the digest of your "
            "answers above. Do the same with each evidence file. Compare the fingerprint of the lot’s key with the "
            "published one, and after the opening all digests with the opening report.",
        ),
        (
            Strong("Until the deadline "),
            "you can withdraw the bid or submit it again: the last version counts, and every version is kept. Keep "
            f"this receipt: with its number, {visible(receipt.receipt)}, and the digests you can show later that "
            "nothing was changed.",
        ),
    ]


def _sealing(receipt: Receipt) -> str:
    opening = moment(receipt.opening, receipt.zone)
    if receipt.sealing == "officers":
        return (
            f"Two officers of the buyer open it together, each with their own passphrase, not before {opening}. Until "
            "then only your own team is shown the answers, the names of the files and how many there are."
        )
    return (
        f"It is opened with the server’s key, not before {opening}. Until then only your own team is shown the "
        "answers, the names of the files and how many there are. Whoever runs the server could read them all the same: "
        "this lot chose the server’s key."
    )
