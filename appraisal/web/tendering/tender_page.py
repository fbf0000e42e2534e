"""Tenders of a buyer: the list, and one as the buyer sees it, with everything that may be done to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime

from appraisal.core import tender as stages
from appraisal.core.policy import Actor, Permission, may
from appraisal.core.profile import RequiredProfile
from appraisal.core.tender import Stage
from appraisal.core.tendering import Lot, Tender
from appraisal.reports.wording import joined
from appraisal.services.comparison.standing import is_shown
from appraisal.services.known import profile_of
from appraisal.services.opening.opening_report import reads_report
from appraisal.services.record.purge import purge_objection
from appraisal.services.tendering.invitations import Invited, invited
from appraisal.services.toolkit import Kit
from appraisal.storage import people, publications, tenders
from appraisal.web.award.award_links import award_facts
from appraisal.web.evaluation.evaluation_links import evaluation_facts
from appraisal.web.parts import Fact, Link, Status
from appraisal.web.tendering.addendum_page import addendum_lines
from appraisal.web.tendering.steps import steps, steps_zone
from appraisal.web.tendering.tender_frame import STAGES, buyers_start, digest_words, ended_words, key_facts
from appraisal.web.tendering.tender_next import next_notice, passphrase_notice
from appraisal.web.tendering.tender_pages import InvitationLine, LotLine, OverviewPage, TenderLine, TendersPage
from appraisal.web.times import distance, moment


def tender_list(kit: Kit, actor: Actor) -> TendersPage:
    """All tenders of the actor's organisation."""
    now = kit.now()
    return TendersPage(
        title="Tenders",
        heading="Tenders",
        tenders=tuple(
            TenderLine(
                one.title,
                one.reference,
                f"/tenders/{one.id}",
                Status(*STAGES[one.course.stage(now)]),
                _note(one, now),
            )
            for one in tenders.tenders_of_buyer(kit.database, actor.organisation)
        ),
        create="/tenders/new" if may(actor, Permission.TENDER_CREATE) else "",
        next=passphrase_notice(kit, actor),
    )


def overview(kit: Kit, actor: Actor, tender: Tender) -> OverviewPage:
    """One tender as its buyer sees it; each act is shown exactly when it may be done."""
    now, base = kit.now(), f"/tenders/{tender.id}"
    stage = tender.course.stage(now)

    def open_to(act: Permission) -> bool:
        kept = act is Permission.RETENTION_PURGE and purge_objection(kit, tender)
        return may(actor, act) and stages.allows(tender.course, act, now) and not kept

    invitations = invited(kit, actor, tender.id) if may(actor, Permission.INVITATION_READ) else []
    zone = tender.timetable.zone if tender.timetable else ""
    left = distance(tender.timetable.deadline, now) if tender.timetable and stage is Stage.PUBLISHED else ""
    return OverviewPage(
        title=tender.title,
        heading=tender.title,
        eyebrow=f"Tender {tender.reference}, {STAGES[stage][1].lower()}",
        lede=ended_words(kit, tender),
        trail=(buyers_start(actor),),
        next=next_notice(kit, actor, tender, stage, open_to),
        steps=steps(tender, now),
        zone=steps_zone(tender),
        lots=tuple(_lot(kit, lot, base) for lot in tender.lots),
        invitations=tuple(
            _invitation(one, base, open_to(Permission.INVITATION_SEND), zone, now) for one in invitations
        ),
        addenda=addendum_lines(kit, tender, publications.publications(kit.database, tender.id)),
        time_left=left.removeprefix("in "),
        facts=_facts(kit, actor, tender),
        acts=_acts(base, open_to),
        add_lot=f"{base}/lots/new" if open_to(Permission.TENDER_EDIT) else "",
        timetable=f"{base}/timetable" if open_to(Permission.TENDER_EDIT) else "",
        invite=f"{base}/invite" if open_to(Permission.INVITATION_SEND) else "",
    )


def profile_words(profile: RequiredProfile) -> str:
    """Which levels a profile asks for: "Level 2, parts of 3 and 4"."""
    asked = Counter(area.level for area in profile.areas)
    whole = Counter(area.level for area in profile.model.areas)
    full = [str(level) for level in sorted(asked) if asked[level] == whole[level]]
    parts = [str(level) for level in sorted(asked) if asked[level] < whole[level]]
    words = []
    if full:
        words.append(("level " if len(full) == 1 else "levels ") + joined(full))
    if parts:
        words.append(("parts of " if full else "parts of level ") + joined(parts))
    text = ", ".join(words)
    return text[:1].upper() + text[1:]


def _note(tender: Tender, now: datetime) -> str:
    if tender.timetable and tender.course.stage(now) in (Stage.PUBLISHED, Stage.CLOSED):
        shown = moment(tender.timetable.deadline, tender.timetable.zone, now)
        return f"deadline {shown.words} {shown.zone}"
    return ""


def _lot(kit: Kit, lot: Lot, base: str) -> LotLine:
    href = f"{base}/lots/{lot.number}"
    if lot.profile is None:
        return LotLine(lot.number, lot.title, f"{href}/file", "None yet", 0, 0, 0, ())
    profile = profile_of(lot)
    named = people.named(kit.database, lot.officers)
    return LotLine(
        lot.number,
        lot.title,
        href,
        profile_words(profile),
        len(profile.areas),
        sum(line.mandatory for line in profile.requirements),
        len(profile.asked),
        ("The server’s key",) if lot.sealing == "server" else tuple(named[one] for one in lot.officers if one in named),
    )


def _invitation(one: Invited, base: str, may_send: bool, zone: str, now: datetime) -> InvitationLine:
    if one.supplier and one.opened:
        status = Status("done", f"Opened {moment(one.opened, zone or 'UTC', now).day}")
    else:
        status = Status("care", "Not opened yet") if one.sent else Status("none", "Goes out with the publication")
    return InvitationLine(
        one.supplier or one.email,
        one.email if one.supplier else "",
        moment(one.sent, zone or "UTC", now).day if one.sent else "",
        status,
        f"{base}/invitations/{one.id}/again" if may_send and one.sent and not one.supplier else "",
    )


def _facts(kit: Kit, actor: Actor, tender: Tender) -> tuple[Fact, ...]:
    buyer = people.organisation(kit.database, tender.buyer)
    published = publications.publications(kit.database, tender.id)
    facts = [Fact("Reference", tender.reference), Fact("Buyer", buyer.name if buyer else "")]
    facts.append(
        Fact("Who may bid", "Every supplier who registers" if tender.access == "open" else "Invited suppliers")
    )
    for lot in tender.lots:
        if not tender.purged and reads_report(kit, actor, tender, lot):
            href = f"/tenders/{tender.id}/lots/{lot.number}/opening"
            facts.append(Fact(f"Lot {lot.number}", "Opening report", href))
        if not tender.purged and is_shown(kit, actor, tender, lot):
            href = f"/tenders/{tender.id}/lots/{lot.number}/comparison"
            facts.append(Fact(f"Bids on lot {lot.number}", "Comparison", href))
    if tender.keep_until and not tender.purged:
        note = f"legal hold: {tender.hold}" if tender.hold else ""
        facts.append(Fact("Kept until", tender.keep_until.isoformat(), note=note))
    facts += [*evaluation_facts(kit, actor, tender), *award_facts(kit, actor, tender)]
    if published:
        facts.append(Fact("Frozen under digest", digest_words(published[-1].digest), mono=True))
        facts += key_facts(tender.lots)
    return tuple(facts)


def _acts(base: str, open_to: Callable[[Permission], bool]) -> tuple[Link, ...]:
    acts = (
        (Permission.CLARIFICATION_READ, "Questions and answers", "questions"),
        (Permission.OPENING_ATTEND, "Open the bids", "opening"),
        (Permission.DOSSIER_BUILD, "Dossier", "dossier"),
        (Permission.TENDER_EDIT, "Title and access", "head"),
        (Permission.TENDER_PUBLISH, "Check and publish", "publish"),
        (Permission.ADDENDUM_PUBLISH, "Write an addendum", "addendum"),
        (Permission.TENDER_CANCEL, "Cancel the tender", "cancel"),
        (Permission.RETENTION_SET, "How long it is kept", "retention"),
        (Permission.RETENTION_PURGE, "Delete the contents", "purge"),
    )
    found = [Link(label, f"{base}/{path}") for permission, label, path in acts if open_to(permission)]
    if open_to(Permission.AUDIT_READ):
        found.append(Link("Journal", base.replace("/tenders/", "/journal/")))
    return tuple(found)
