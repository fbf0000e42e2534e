"""The auditor's pages: read-only, for the auditor of the tender's buyer; nothing tells of a bid before its opening."""

from __future__ import annotations

from flask import Blueprint, Response, request

from appraisal.core.policy import Permission
from appraisal.core.tendering import Tender
from appraisal.services.known import tender_for
from appraisal.services.record import audit, audit_sheets
from appraisal.web.machine.guard import actor, reader_zone
from appraisal.web.machine.rendering import render
from appraisal.web.machine.request_kit import kit
from appraisal.web.parts import Link
from appraisal.web.record.audit_page import documents_page, looks_page, receipts_page
from appraisal.web.record.journal_forms import SearchForm
from appraisal.web.record.journal_page import (
    about,
    accounts_page,
    chain_words,
    entry,
    entry_page,
    journal_page,
    trail,
)
from appraisal.web.record.journal_pages import AuditedTender, JournalsPage
from appraisal.web.tendering.tender_frame import STAGES
from appraisal.web.tendering.tenders import set_zone

pages = Blueprint("journal", __name__)

MOST_FOUND = 200
"""Entries that one search shows."""


@pages.get("/journal", endpoint="journals")
def all_tenders() -> str:
    """The tenders with their journals, and a search over all of them."""
    known, chain = audit.audited(kit(), actor()), audit.chain_state(kit(), actor())
    form, now = SearchForm.shown({"words": request.args.get("words", "").strip()[:200]}), kit().now()
    zones = {tender.id: tender.zone for tender in known}
    found = audit.search(kit(), actor(), form.words.data)[:MOST_FOUND] if form.words.data else None
    page = JournalsPage(
        title="Journal",
        heading="Journal",
        lede="Every act by everyone is an entry, chained to the one before it. Choose a tender.",
        form=form,
        tenders=tuple(
            AuditedTender(
                tender.title,
                tender.reference,
                STAGES[tender.course.stage(now)][1],
                (Link("Entries", f"/journal/{tender.id}"), *about(tender)[:-1]),
            )
            for tender in known
        ),
        found=None
        if found is None
        else tuple(entry(line, zones[line.tender], now, number, tender=True) for number, line in enumerate(found)),
        chain=chain_words(chain, reader_zone() or "UTC", kit().settings.head_to),
    )
    return render("record/journals.html", page)


@pages.get("/journal/<tender>", endpoint="journal")
def one(tender: str) -> str:
    """The journal of a tender."""
    found = _audited(tender)
    lines, chain = audit.journal_lines(kit(), actor(), tender), audit.chain_state(kit(), actor())
    page = journal_page(found, lines, chain, request.args, kit().settings.head_to)
    return render("record/journal.html", page)


@pages.get("/journal/accounts", endpoint="accounts")
def accounts() -> str:
    """What the buyer's people did on no tender."""
    found, chain = audit.account_lines(kit(), actor()), audit.chain_state(kit(), actor())
    page = accounts_page(found, chain, request.args, kit().settings.head_to, reader_zone() or "UTC")
    return render("record/journal.html", page)


@pages.get("/journal/<tender>/entries/<payload>", endpoint="entry")
def one_entry(tender: str, payload: str) -> str:
    """One entry with its digests."""
    found = None if tender == audit.ACCOUNTS else _audited(tender)
    way = trail(found) if found else (Link("Journal", "/journal"), Link("Accounts and keys", "/journal/accounts"))
    zone = found.zone if found else reader_zone() or "UTC"
    return render("record/entry.html", entry_page(audit.journal_line(kit(), actor(), tender, payload), zone, way))


@pages.get("/journal/<tender>/entries.jsonl", endpoint="lines")
def lines(tender: str) -> Response:
    """The journal as JSON lines; the download is an entry."""
    response = Response(audit.json_lines(kit(), actor(), tender), mimetype="application/jsonl")
    response.headers.set("Content-Disposition", "attachment", filename="journal.jsonl")
    return response


@pages.get("/journal/<tender>/looks", endpoint="looks")
def looks(tender: str) -> str:
    """Who saw what when."""
    found = _audited(tender)
    return render("record/looks.html", looks_page(found, audit.looks(kit(), actor(), tender), kit().now()))


@pages.get("/journal/<tender>/documents", endpoint="documents")
def documents(tender: str) -> str:
    """Each document with its digest and versions."""
    found = _audited(tender)
    listed = audit_sheets.documents(kit(), actor(), tender)
    return render("record/documents.html", documents_page(found, listed, kit().now()))


@pages.get("/journal/<tender>/receipts", endpoint="receipts")
def receipts(tender: str) -> str:
    """The time sheet of receipts."""
    found = _audited(tender)
    sheets = audit_sheets.time_sheet(kit(), actor(), tender)
    return render("record/receipts.html", receipts_page(found, sheets, kit().now()))


def _audited(tender: str) -> Tender:
    found = tender_for(kit(), actor(), tender, Permission.AUDIT_READ)
    set_zone(found)
    return found
