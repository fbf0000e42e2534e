"""The journal in words: entries by day, the chain's state, one entry whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from urllib.parse import urlencode

from appraisal.core.tendering import Tender
from appraisal.exchange.local_time import in_zone
from appraisal.services.record.audit import ACCOUNTS, ChainState, Line
from appraisal.web.machine.fields import options
from appraisal.web.parts import Fact, Link
from appraisal.web.record.journal_forms import FilterForm
from appraisal.web.record.journal_pages import Chain, EntryLine, EntryPage, JournalDay, JournalPage
from appraisal.web.times import moment

PAGE = 50
"""Entries on one page."""
SEALED = (
    "Bids are sealed. Until all lots are opened, entries on bids and on questions are left out; and an entry shows "
    "neither number nor place in the chain, as these would tell how many are left out."
)


def journal_page(
    tender: Tender, lines: Sequence[Line], chain: ChainState, asked: Mapping[str, str], mailed_to: Sequence[str]
) -> JournalPage:
    """One page of a tender's journal, as far as the filters let it through."""
    return replace(
        _listed(f"/journal/{tender.id}", lines, chain, asked, tender.zone),
        eyebrow=f"Tender {tender.reference}",
        trail=trail(tender, False),
        chain=chain_words(chain, tender.zone, mailed_to),
        links=about(tender),
        sealed=SEALED if tender.published and not tender.cancelled and not tender.course.opened else "",
    )


def accounts_page(
    lines: Sequence[Line], chain: ChainState, asked: Mapping[str, str], mailed_to: Sequence[str], zone: str
) -> JournalPage:
    """One page of what the buyer's people did with accounts and keys."""
    return replace(
        _listed(f"/journal/{ACCOUNTS}", lines, chain, asked, zone),
        heading="Accounts and keys",
        lede="What the buyer’s people did on no tender: accounts, sign-ins, keys, backups. Suppliers’ are left out.",
        trail=(Link("Journal", "/journal"),),
        chain=chain_words(chain, zone, mailed_to),
    )


def _listed(base: str, lines: Sequence[Line], chain: ChainState, asked: Mapping[str, str], zone: str) -> JournalPage:
    """The chosen entries of one page, the newest first."""
    form = filter_form(lines, asked)
    shown = [
        line for line in reversed(lines) if form.act.data in ("", line.event) and form.who.data in ("", line.actor)
    ]
    number = min(_page(asked), max(1, -(-len(shown) // PAGE)))
    here = shown[(number - 1) * PAGE : number * PAGE]
    return JournalPage(
        title="Journal",
        heading="Journal",
        lede="Every act by everyone, in order. Entries carry who, what and when, never what a bid says.",
        form=form,
        action=base,
        days=days(here, zone, chain.checked),
        shown=_range(number, len(here), len(shown)),
        earlier=_beside(base, form, number + 1) if number * PAGE < len(shown) else "",
        later=_beside(base, form, number - 1) if number > 1 else "",
        chain=chain_words(chain, zone, ()),
        links=(),
    )


def filter_form(lines: Iterable[Line], asked: Mapping[str, str]) -> FilterForm:
    """The filters with what there is to choose from."""
    acts = sorted({line.event for line in lines})
    people = sorted({(line.who, line.actor) for line in lines})
    form = FilterForm.shown({"act": asked.get("act", ""), "who": asked.get("who", "")})
    form.act.choices = options((("", "All acts"), *((str(act), _act(act)) for act in acts)))
    form.who.choices = options((("", "Everyone"), *((actor, who) for who, actor in people)))
    for field in (form.act, form.who):
        if field.data not in {choice.value for choice in field.choices}:
            field.data = ""
    return form


def days(lines: Iterable[Line], zone: str, now: datetime) -> tuple[JournalDay, ...]:
    """The lines by day, as they come."""
    by_day = groupby(enumerate(lines, 1), key=lambda one: in_zone(one[1].at, zone).date())
    return tuple(
        JournalDay(
            f"day-{day.isoformat()}",
            f"{day:%A} {day.day} {day:%B %Y}",
            tuple(entry(line, zone, now, number) for number, line in group),
        )
        for day, group in by_day
    )


def entry(line: Line, zone: str, now: datetime, number: int, tender: bool = False) -> EntryLine:
    """One entry, the `number`th on its page; where tenders are mixed it says whose it is."""
    return EntryLine(
        id=f"e{number}",
        at=moment(line.at, zone, now, seconds=True, year=True),
        words=line.words,
        who=line.who,
        place=f"Entry {line.sequence}" if line.sequence else "",
        digest=_short(line.digest or line.payload),
        href=f"/journal/{line.tender}/entries/{line.payload}",
        refused=line.refused,
        tender=line.reference if tender else "",
    )


def entry_page(line: Line, zone: str, way: tuple[Link, ...]) -> EntryPage:
    """One entry with what its digests cover, and how to follow them with public tools."""
    shown = moment(line.at, zone, line.at, seconds=True, year=True)
    facts = [
        Fact("When", f"{shown.words} {shown.zone}", note=f"exactly {line.at.isoformat(timespec='microseconds')}"),
        Fact("Who", line.who),
    ]
    checks = ["Save the text above as entry.json, without a line end; the digest of the text is: sha256sum entry.json"]
    if line.sequence:
        facts += [Fact("Entry", str(line.sequence)), Fact("Digest", line.digest, mono=True)]
        facts.append(Fact("Previous digest", line.entry.previous, mono=True))
        checks.append(f"printf '%s\\n%s' {line.entry.previous} {line.payload} | sha256sum")
    facts.append(Fact("Digest of the text", line.payload, mono=True))
    return EntryPage(
        title="Entry",
        heading=line.words,
        eyebrow=f"Refused · {line.event}" if line.refused else line.event,
        trail=way,
        facts=tuple(facts),
        body=line.entry.body.encode("utf-8", "replace").decode(),
        checks=tuple(checks),
        back=f"/journal/{line.tender}",
    )


def chain_words(chain: ChainState, zone: str, mailed_to: Sequence[str]) -> Chain:
    """Whether the chain holds; the number of its entries only where nothing sealed is among them."""
    checked = moment(chain.checked, zone, chain.checked, seconds=True, year=True)
    if chain.fault:
        words = f"The first that does not follow: {chain.fault}. Checked on {checked.words}."
        return Chain("The chain is broken", words, True, ())
    all_of = f"All {chain.count} entries" if chain.count else "Every entry, also those left out, was"
    words = f"{all_of} checked on {checked.words}."
    note = ""
    if chain.head_at:
        at = moment(chain.head_at, zone, chain.checked)
        note = f"as of {at.words} {at.zone}; later ones when nothing is sealed"
    facts = [Fact("Head digest", _grouped(chain.head), mono=True, note=note)]
    facts.append(Fact("Mailed daily to", ", ".join(mailed_to) or "Nobody outside yet"))
    return Chain("The chain is unbroken", words, False, tuple(facts))


def about(tender: Tender) -> tuple[Link, ...]:
    """The auditor's other pages of a tender."""
    base = f"/journal/{tender.id}"
    return (
        Link("Who saw what when", f"{base}/looks"),
        Link("Documents and digests", f"{base}/documents"),
        Link("Time sheet of receipts", f"{base}/receipts"),
        Link("Download as JSON lines", f"{base}/entries.jsonl"),
    )


def trail(tender: Tender, inside: bool = True) -> tuple[Link, ...]:
    """The way to the journal's pages of a tender."""
    start = (Link("Journal", "/journal"), Link(f"{tender.reference} {tender.title}", f"/tenders/{tender.id}"))
    return (*start, Link("Entries", f"/journal/{tender.id}")) if inside else start


def _act(event: str) -> str:
    subject, _, act = event.replace("-", " ").partition(":")
    return f"{subject.capitalize()}: {act}"


def _page(asked: Mapping[str, str]) -> int:
    given = asked.get("page", "1")
    return max(1, int(given)) if given.isascii() and given.isdigit() and len(given) < 6 else 1


def _range(number: int, here: int, total: int) -> str:
    if not total:
        return "No entry"
    first = (number - 1) * PAGE + 1
    return f"{first} to {first + here - 1} of the {total} shown, newest first"


def _beside(base: str, form: FilterForm, number: int) -> str:
    chosen = {"act": form.act.data, "who": form.who.data, "page": number}
    return f"{base}?{urlencode({name: value for name, value in chosen.items() if value})}"


def _short(digest: str) -> str:
    return f"{digest[:4]} {digest[4:8]}"


def _grouped(digest: str) -> str:
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))
