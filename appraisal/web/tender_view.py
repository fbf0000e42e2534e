"""Tenders in words: the list, and one as its buyer sees it, with the one thing to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime

from appraisal.core import tender as stages
from appraisal.core.policy import Actor, Permission, may
from appraisal.core.profile import RequiredProfile
from appraisal.core.tender import Stage
from appraisal.reports.wording import joined
from appraisal.services.clarifications import open_questions
from appraisal.services.invitations import Invited, invited
from appraisal.services.known import profile_of
from appraisal.services.officer_keys import has_key
from appraisal.services.opening_report import reads_report
from appraisal.services.publication import publication_problems
from appraisal.services.purge import purge_objection
from appraisal.services.retention import purged_words
from appraisal.services.standing import is_shown
from appraisal.services.toolkit import Kit
from appraisal.storage import people, tenders
from appraisal.storage.lot_key import LotKey
from appraisal.storage.tenders import Lot, Tender
from appraisal.web.award_links import award_facts, award_next
from appraisal.web.evaluation_links import evaluation_facts, evaluation_next
from appraisal.web.guard import reader
from appraisal.web.steps_view import steps, steps_zone
from appraisal.web.times import distance, moment
from appraisal.web.views.buyer import AddendumLine, InvitationLine, LotLine, OverviewPage, TenderLine, TendersPage
from appraisal.web.views.parts import Fact, Link, Notice, Status, StatusKind

STAGES: dict[Stage, tuple[StatusKind, str]] = {
    Stage.DRAFT: ("none", "Draft"),
    Stage.PUBLISHED: ("now", "Open for bids"),
    Stage.CLOSED: ("care", "Waiting for the opening"),
    Stage.OPENED: ("now", "Being evaluated"),
    Stage.EVALUATED: ("care", "Waiting for the award"),
    Stage.DECIDED: ("done", "Decided"),
    Stage.CANCELLED: ("none", "Cancelled"),
}


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
        next=_passphrase(kit, actor),
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
        next=_next(kit, actor, tender, stage, open_to),
        steps=steps(tender, now),
        zone=steps_zone(tender),
        lots=tuple(_lot(kit, lot, base) for lot in tender.lots),
        invitations=tuple(
            _invitation(one, base, open_to(Permission.INVITATION_SEND), zone, now) for one in invitations
        ),
        addenda=_addenda(kit, tender, now),
        time_left=left.removeprefix("in "),
        facts=_facts(kit, actor, tender),
        acts=_acts(base, open_to),
        add_lot=f"{base}/lots/new" if open_to(Permission.TENDER_EDIT) else "",
        timetable=f"{base}/timetable" if open_to(Permission.TENDER_EDIT) else "",
        invite=f"{base}/invite" if open_to(Permission.INVITATION_SEND) else "",
    )


def ended_words(kit: Kit, tender: Tender) -> str:
    """Why there is nothing to do any more: the contents were purged, or the tender was cancelled."""
    cancelled = f"Cancelled: {tender.cancel_reason}" if tender.cancelled else ""
    if tender.purged is None:
        return cancelled
    name = people.named(kit.database, [tender.purged_by]).get(tender.purged_by, "the buyer")
    zone = tender.timetable.zone if tender.timetable else "UTC"
    return f"{purged_words(name, tender.purged, zone)} {cancelled}".strip()


def trail_to(tender: Tender, *more: Link, supplier: bool = False) -> tuple[Link, ...]:
    """The way to a page of a tender, for the buyer's people or a supplier's."""
    start = Link("Your bids", "/bids") if supplier else buyers_start(reader())
    return (start, Link(f"{tender.reference} {tender.title}", f"/tenders/{tender.id}"), *more)


def buyers_start(reader: Actor | None) -> Link:
    """Where the way to a tender begins for somebody of the buyer: evaluators have no list of tenders."""
    if reader is None or may(reader, Permission.INVITATION_READ):
        return Link("Tenders", "/tenders")
    return Link("Evaluation", "/evaluation")


def digest_words(digest: str) -> str:
    """A digest in short, for people to compare by eye."""
    plain = digest.removeprefix("sha256:")
    return f"{plain[:4]} {plain[4:8]} {plain[8:12]} … {plain[-4:]}"


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


def _passphrase(kit: Kit, actor: Actor) -> Notice | None:
    """The first step of an officer who cannot open bids yet."""
    if not may(actor, Permission.OFFICER_KEY_KEEP) or has_key(kit, actor):
        return None
    words = "Two officers open bids together, each with a passphrase of the own; a lot names officers who have one."
    return Notice("Next: set your passphrase for opening bids", words, "Set the passphrase", "/account/passphrase")


def _note(tender: Tender, now: datetime) -> str:
    if tender.timetable and tender.course.stage(now) in (Stage.PUBLISHED, Stage.CLOSED):
        shown = moment(tender.timetable.deadline, tender.timetable.zone, now)
        return f"deadline {shown.words} {shown.zone}"
    return ""


def _next(kit: Kit, actor: Actor, tender: Tender, stage: Stage, open_to: Callable[[Permission], bool]) -> Notice | None:
    base, now = f"/tenders/{tender.id}", kit.now()
    if stage is Stage.DRAFT and open_to(Permission.TENDER_EDIT):
        return _next_in_draft(kit, tender, base)
    if open_to(Permission.CLARIFICATION_ANSWER) and (waiting := len(open_questions(kit, actor, tender.id))):
        heading = "Next: answer a question" if waiting == 1 else f"Next: answer {waiting} questions"
        words = "Answers go to all suppliers; the asker stays hidden from you."
        return Notice(heading, words, "Answer the questions", f"{base}/questions")
    if stage is Stage.CLOSED and open_to(Permission.OPENING_ATTEND):
        return Notice("Next: open the bids", "Two different officers take part.", "Open the bids", f"{base}/opening")
    if stage in (Stage.PUBLISHED, Stage.CLOSED) and tender.timetable:
        until = tender.timetable.deadline if stage is Stage.PUBLISHED else tender.timetable.opens_from
        shown = moment(until, tender.timetable.zone, now)
        return Notice(
            f"Nothing to do until {shown.words}", f"{shown.zone}, {shown.distance}." if shown.distance else ""
        )
    return evaluation_next(kit, actor, tender) or award_next(kit, actor, tender)


def _next_in_draft(kit: Kit, tender: Tender, base: str) -> Notice:
    if not tender.lots:
        return Notice("Next: add a lot", "One for each service that you want to buy.", "Add a lot", f"{base}/lots/new")
    for lot in tender.lots:
        if lot.profile is None:
            words = "It says what a bid must reach."
            return Notice(
                f"Next: the profile of lot {lot.number}", words, "Choose a profile", f"{base}/lots/{lot.number}/file"
            )
    if tender.timetable is None:
        return Notice("Next: set the dates", "Suppliers need to know until when.", "Set the dates", f"{base}/timetable")
    problems = publication_problems(kit, tender, kit.now())
    for lot in tender.lots:
        if any(problem.path == f"lot.{lot.number}.officers" for problem in problems):
            words = "At least two, each with a passphrase of the own."
            href = f"{base}/lots/{lot.number}/settings"
            return Notice(f"Next: name the officers who open lot {lot.number}", words, "Name the officers", href)
    return Notice("Next: publish", "Everything is there. Look at it once more.", "Check and publish", f"{base}/publish")


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


def _addenda(kit: Kit, tender: Tender, now: datetime) -> tuple[AddendumLine, ...]:
    zone = tender.timetable.zone if tender.timetable else "UTC"
    return tuple(
        AddendumLine(one.number, moment(one.at, zone, now), one.reason, (f"digest {digest_words(one.digest)}",))
        for one in tenders.publications(kit.database, tender.id)
        if one.number
    )


def _facts(kit: Kit, actor: Actor, tender: Tender) -> tuple[Fact, ...]:
    buyer = people.organisation(kit.database, tender.buyer)
    published = tenders.publications(kit.database, tender.id)
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


def key_facts(lots: Iterable[Lot]) -> list[Fact]:
    """The fingerprint of each published lot's key, to hold against receipts, recovery sheets and opening reports."""
    return [Fact(f"Key of lot {lot.number}", LotKey.parse(lot.key).fingerprint, mono=True) for lot in lots if lot.key]


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
