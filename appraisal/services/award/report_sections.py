"""What the evaluation report says by itself: every section that follows from the record of a lot."""

from __future__ import annotations

from collections.abc import Mapping

from appraisal.core.comparison import BidResult, Comparison
from appraisal.core.evaluation import MEANINGS
from appraisal.core.evaluation_report import Section
from appraisal.core.figures import reading
from appraisal.core.profile import RequiredProfile
from appraisal.core.tendering import Lot, Tender
from appraisal.services.comparison.standing import official
from appraisal.services.decided import Decision, decisions_on, last_decision
from appraisal.services.evaluation.agreed import agreed_on
from appraisal.services.evaluation.interests import stated_interests
from appraisal.services.known import profile_of
from appraisal.services.mail.notices import moment_text
from appraisal.services.opening.opened_contents import OpenedBid, bids_that_stand, opened_bids_on
from appraisal.services.toolkit import Kit
from appraisal.storage import exclusions, panel, people, publications

MEETS = {"meets": "meets every knock-out", "unclear": "has an unclear knock-out", "fails": "misses a knock-out"}
TYPED = (
    ("address", "Address of the buyer", "Name and address of the contracting authority."),
    ("value", "Value of the contract", "In figures, with the currency and without tax."),
    ("procedure", "Procedure and why it was chosen", "Open, restricted, negotiated…; what justified any but the open."),
    ("low-bids", "Abnormally low bids", "Who was rejected for it and why, or that none was found."),
    ("subcontracting", "Share to be subcontracted", "As far as known, with names; or that there is none."),
    ("electronic", "Other than electronic means", "Why other means were used, or that all ran electronically."),
    ("measures", "Measures on conflicts of interest", "What was done about each, or that none was needed."),
)
"""The sections that an officer writes: id, title, hint."""


def report_sections(kit: Kit, tender: Tender, lot: Lot, typed: Mapping[str, str]) -> tuple[Section, ...]:
    """Every section in order, those from the record as it is now."""
    found = bids_that_stand(kit, lot)
    comparison = official(kit, lot, found)[0] if found else None
    buyer = people.organisation(kit.database, tender.buyer)
    written = {
        name: Section(name, title, typed.get(name, ""), needed=True, typed=True, hint=hint)
        for name, title, hint in TYPED
    }
    profile, lot_line = profile_of(lot), f"Lot {lot.number}: {lot.title}"
    recommendation = last_decision(kit, lot, "recommendation")
    return (
        Section("buyer", "Buyer", buyer.name if buyer else ""),
        written["address"],
        Section("subject", "Subject of the contract", "\n".join([tender.title, lot_line, profile.service])),
        written["value"],
        written["procedure"],
        Section("course", "Course of the procedure", _course(kit, tender, lot)),
        Section("panel", "Panel", _panel(kit, lot, profile)),
        Section("conflicts", "Conflicts of interest", _conflicts(kit, lot)),
        written["measures"],
        Section("selection", "Bids and how they stand", _standing(kit, lot, comparison)),
        written["low-bids"],
        Section("decision", "Decision and reasons", _decision(recommendation, comparison)),
        written["subcontracting"],
        written["electronic"],
        *(_findings(kit, profile, bid) for bid in found),
    )


def _course(kit: Kit, tender: Tender, lot: Lot) -> str:
    zone = tender.zone
    lines = []
    for publication in publications.publications(kit.database, tender.id):
        what = "Published" if publication.number == 0 else f"Addendum {publication.number}: {publication.reason}"
        lines.append((publication.at, what))
    if tender.timetable:
        lines.append((tender.timetable.deadline, "Deadline for bids"))
    if lot.opened:
        lines.append((lot.opened, "Bids opened"))
    lines += [(one.at, f"{one.kind.capitalize()} {one.number}") for one in decisions_on(kit, lot) if one.kind in _TOLD]
    return "\n".join(f"{moment_text(at, zone)}: {what}" for at, what in sorted(lines))


_TOLD = ("closing", "reopening", "recommendation", "approval", "notice", "award")


def _panel(kit: Kit, lot: Lot, profile: RequiredProfile) -> str:
    lines = []
    for member in panel.panel(kit.database, lot.id):
        person = people.person(kit.database, member.person)
        what = "every area" if member.areas is None else ", ".join(sorted(member.areas)) or "no area of the own"
        role = "chair, " if member.chair else ""
        left = ", left the panel" if member.left else ""
        lines.append(f"{person.name if person else member.person}: {role}{what}{left}")
    return "\n".join(lines)


def _conflicts(kit: Kit, lot: Lot) -> str:
    lines = []
    for member in panel.panel(kit.database, lot.id):
        person = people.person(kit.database, member.person)
        name = person.name if person else member.person
        for one in stated_interests(kit, lot, member.person):
            if one.conflict:
                by = f"set by {one.set_by}" if one.set_by else "declared"
                lines.append(f"{name}, on {one.supplier} ({by}): {one.words}")
    return "\n".join(lines) or "No conflict of interest was declared or set."


def _standing(kit: Kit, lot: Lot, comparison: Comparison | None) -> str:
    lines = [_line(bid) for bid in comparison.bids] if comparison else []
    out = exclusions.exclusions(kit.database, lot.id)
    for bid in opened_bids_on(kit, lot):
        if bid.bid in out:
            lines.append(f"{bid.response.supplier.name}: {out[bid.bid].kind} after the opening. {out[bid.bid].reason}")
    return "\n".join(lines) or "No bid was opened."


def _line(bid: BidResult) -> str:
    rank = f"rank {bid.rank}" if bid.rank is not None else "not ranked"
    missed = [area.requirement.area for area in bid.knock_outs if area.met != "meets"]
    which = f" ({', '.join(missed)})" if missed else ""
    return (
        f"{bid.supplier.name}: {rank}, fit {reading(bid.fit.low)} of 100, {MEETS[bid.eligibility]}{which}, "
        f"process risk {bid.risk}"
    )


def _decision(recommendation: Decision | None, comparison: Comparison | None) -> str:
    if recommendation is None:
        return ""
    document = recommendation.document
    bids = comparison.bids if comparison else ()
    name = next((bid.supplier.name for bid in bids if bid.supplier.id == document["supplier"]), "")
    head = f"The contract goes to {name}." if document["outcome"] == "award" else "No contract is awarded."
    return f"{head}\n{document['reasons']}"


def _findings(kit: Kit, profile: RequiredProfile, bid: OpenedBid) -> Section:
    """Every agreed finding on a bid with its question and reason, area by area."""
    agreed = agreed_on(kit, bid.bid)
    lines = []
    for area in profile.areas:
        lines.append(f"{area.name}:")
        for _, question in area.questions():
            if question.id in profile.asked:
                found = agreed.get(question.id)
                said = f"{MEANINGS[found.value][0]}. {found.reason}" if found else "As declared."
                lines.append(f"{question.id}: {question.text} {said}")
    return Section(f"bid-{bid.receipt}", f"Findings on {bid.response.supplier.name}", "\n".join(lines))
