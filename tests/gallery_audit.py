"""The auditor's pages and those of retention with made-up contents, for the gallery of all templates."""

from __future__ import annotations

from dataclasses import replace

from appraisal.web.machine.fields import options
from appraisal.web.machine.form import Form
from appraisal.web.parts import Fact, Link, Moment, Notice, Trouble, View
from appraisal.web.record import journal_pages as auditor
from appraisal.web.record import retention_forms as retention
from appraisal.web.record.journal_forms import FilterForm, SearchForm
from appraisal.web.tendering import tender_pages as buyer

LONG = "a-word-that-never-ends-" * 6
TRAIL = (Link("Journal", "#"), Link("2026/041 Workplace and service desk", "#"))
HEAD = {"eyebrow": "Tender 2026/041", "trail": TRAIL}
AT = Moment(
    "Fri 11 December 2026, 14:06:31",
    "2026-12-11T14:06:31+01:00",
    "Europe/Amsterdam (UTC+01:00)",
    "Fri 11 December 2026",
    "14:06:31",
)
OPENED = auditor.EntryLine(
    "e1", AT, "Opened the bids of lot 1", "Janneke de Boer, officer", "Entry 224", "e81c 5fa0", "#"
)
REFUSED = auditor.EntryLine(
    "e2", AT, f"Tried to read {LONG}", "Tor Bakken, Dovre Drift AS, supplier", "", "18e6 02bd", "#", refused=True
)
FOUND = replace(OPENED, id="e3", tender="2026/041")
CHAIN = auditor.Chain(
    "The chain is unbroken",
    "All 224 entries checked on Fri 11 December 2026, 15:10:02.",
    False,
    (
        Fact("Head digest", "e81c5fa0 77d31b92 0c4e6a18 d9f53327 4a1bc960 b33e91f7 c2045d8a 18e602bd", mono=True),
        Fact("Mailed daily to", "audit@noorderland.example"),
    ),
)
BROKEN = auditor.Chain(
    "The chain is broken", "The first that does not follow: entry 37: its body was changed.", True, ()
)
LINKS = (Link("Who saw what when", "#"), Link("Documents and digests", "#"), Link("Time sheet of receipts", "#"))


def _filters() -> FilterForm:
    form = FilterForm.shown({"act": "", "who": ""})
    form.act.choices = options((("", "All acts"), ("lot:opened", "Lot: opened")))
    form.who.choices = options((("", "Everyone"), ("P-1", "Janneke de Boer, officer")))
    return form


def _wrong(form: Form, name: str, words: str) -> Form:
    form.note(name, words)
    return form


JOURNAL = auditor.JournalPage(
    title="Journal",
    heading="Journal",
    lede="Every act by everyone, in order.",
    **HEAD,
    form=_filters(),
    action="#",
    days=(
        auditor.JournalDay("d1", "Friday 11 December 2026", (OPENED, REFUSED)),
        auditor.JournalDay("d2", "Thursday 10 December 2026", (replace(OPENED, id="e9", place=""),)),
    ),
    shown="1 to 50 of the 224 shown, newest first",
    earlier="#",
    later="#",
    chain=CHAIN,
    links=LINKS,
)
JOURNALS = auditor.JournalsPage(
    title="Journal",
    heading="Journal",
    form=SearchForm.shown({"words": ""}),
    tenders=(auditor.AuditedTender("Workplace and service desk", "2026/041", "Being evaluated", LINKS),),
    found=None,
    chain=CHAIN,
)
DOCUMENT = auditor.DocumentLine("Publication", "", "0", AT, "Janneke de Boer", "e81c5fa0" * 8, "", "")
ROW = auditor.ReceiptRow("R-7K3F9QX2MA", "Dovre Drift AS", 2, AT, AT, "0.031 s", "Counts")
SHEETS = (
    auditor.ReceiptSheet("l1", "Lot 1, Service desk", (ROW, replace(ROW, supplier=LONG)), ""),
    auditor.ReceiptSheet("l2", "Lot 2, Workplaces", None, "Sealed until the opening, from Fri 11 December, 14:00 on."),
    auditor.ReceiptSheet("l3", "Lot 3, Printers", (), ""),
)
RETENTION = buyer.FormPage(
    title="How long it is kept",
    heading="How long is this tender kept?",
    **HEAD,
    form=retention.RetentionForm.shown({"keep_until": "2033-12-31", "hold": True, "reason": ""}),
    post="#",
    back="#",
)
PURGE = replace(RETENTION, title="P", heading="Delete the contents?", form=retention.PurgeForm.shown())

AUDIT: tuple[tuple[str, str, View], ...] = (
    ("record/journal.html", "", JOURNAL),
    (
        "record/journal.html",
        "sealed",
        replace(JOURNAL, days=(), shown="No entry", earlier="", later="", chain=BROKEN, sealed="Bids are sealed."),
    ),
    ("record/journals.html", "", JOURNALS),
    ("record/journals.html", "found", replace(JOURNALS, found=(FOUND, replace(FOUND, id="e4", refused=True)))),
    ("record/journals.html", "empty", replace(JOURNALS, found=(), tenders=())),
    (
        "record/entry.html",
        "",
        auditor.EntryPage(
            title="Entry",
            heading="Opened the bids of lot 1",
            trail=TRAIL,
            facts=(Fact("When", AT.words), Fact("Digest", "e81c5fa0" * 8, mono=True)),
            body='{"actor":"P-1","at":"2026-12-11T13:06:31.000000+00:00"}',
            checks=("sha256sum entry.json",),
            back="#",
        ),
    ),
    (
        "record/looks.html",
        "",
        auditor.LooksPage(
            title="L",
            heading="Who saw what when",
            people=(auditor.PersonLooks("p1", "Janneke de Boer, officer", (replace(OPENED, id="e5"), REFUSED)),),
            back="#",
        ),
    ),
    ("record/looks.html", "empty", auditor.LooksPage(title="L", heading="Who saw what when", people=(), back="#")),
    (
        "record/documents.html",
        "",
        auditor.DocumentsPage(
            title="D",
            heading="Documents and digests",
            documents=(DOCUMENT, replace(DOCUMENT, kind="Opening report", lot="1", version="", href="#", note=LONG)),
            sealed=(Notice("Lot 2 is not opened", "Its bids are left out."),),
            back="#",
        ),
    ),
    (
        "record/documents.html",
        "empty",
        auditor.DocumentsPage(title="D", heading="Documents and digests", documents=(), sealed=(), back="#"),
    ),
    (
        "record/receipts.html",
        "",
        auditor.ReceiptsPage(title="R", heading="Time sheet of receipts", sheets=SHEETS, back="#"),
    ),
    ("record/receipts.html", "empty", auditor.ReceiptsPage(title="R", heading="Time sheet", sheets=(), back="#")),
    ("record/retention.html", "", RETENTION),
    (
        "record/retention.html",
        "errors",
        replace(
            RETENTION,
            form=_wrong(retention.RetentionForm.shown(), "keep_until", "Give the last day on which it is kept"),
            troubles=(Trouble("Give the last day on which it is kept", "keep_until"),),
        ),
    ),
    ("record/purge.html", "", PURGE),
)
"""(template, state, view), as in the gallery."""
