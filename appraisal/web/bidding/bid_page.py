"""A supplier's bids in words: the list, a tender to bid on, one bid as a list of tasks."""

from __future__ import annotations

from appraisal.core.policy import Actor
from appraisal.core.tender import Stage
from appraisal.core.tendering import Lot, Tender
from appraisal.services.bidding.bid_desk import BidDesk
from appraisal.services.bidding.bids import BidLine, dates, own_bids
from appraisal.services.bidding.task_list import AreaTask, TaskList
from appraisal.services.known import profile_of
from appraisal.services.tendering import tender_pages
from appraisal.services.toolkit import Kit
from appraisal.storage import people, publications, tenders
from appraisal.web.award.award_links import bid_links, bid_notice
from appraisal.web.bidding.bid_pages import (
    BidPage,
    BidsPage,
    LotOffer,
    RespondentLine,
    TaskGroup,
    TenderPage,
    TenderRow,
)
from appraisal.web.bidding.standing_words import STANDINGS, STOOD, check_status, standing_notice
from appraisal.web.bidding.team_forms import ReuseForm, StartForm
from appraisal.web.evaluation.evaluation_links import buyer_question_links, buyer_question_notice, out_notice
from appraisal.web.machine.guard import reader_zone
from appraisal.web.parts import Fact, Link, Moment, Status, Task
from appraisal.web.tendering.addendum_page import addendum_lines
from appraisal.web.tendering.profile_form import duration, level_words
from appraisal.web.tendering.steps import steps, steps_zone
from appraisal.web.tendering.tender_frame import STAGES, digest_words, ended_words, key_facts
from appraisal.web.times import moment

WORDS = ("None", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


def bids_page(kit: Kit, actor: Actor) -> BidsPage:
    """Everything the supplier bids on or may bid on, newest first."""
    own = own_bids(kit, actor)
    found = tenders.tenders_for_supplier(kit.database, actor.organisation)
    return BidsPage(
        title="Your bids",
        heading="Your bids",
        tenders=tuple(_row(kit, actor, tender, own) for tender in found),
    )


def tender_page(kit: Kit, actor: Actor, tender: Tender, form: StartForm | None = None, number: int = 0) -> TenderPage:
    """A published tender as a supplier reads it; `form` is one that was sent back, for the lot of that number."""
    now, timetable = kit.now(), tender.timetable
    if timetable is None:
        raise AssertionError("a published tender has dates")
    buyer = people.organisation(kit.database, tender.buyer)
    published = publications.publications(kit.database, tender.id)
    stage, page = tender.course.stage(now), tender_pages.tender_page(kit, actor, tender.id)
    return TenderPage(
        title=tender.title,
        heading=tender.title,
        eyebrow=f"Tender {tender.reference}, {STAGES[stage][1].lower()}",
        lede=ended_words(kit, tender),
        trail=(Link("Your bids", "/bids"),),
        troubles=form.troubles if form else (),
        deadline=moment(timetable.deadline, timetable.zone, now, reader=reader_zone()),
        steps=steps(tender, now),
        zone=steps_zone(tender),
        lots=tuple(_offer(tender, lot, page, form if lot.number == number else None) for lot in tender.lots),
        facts=(
            Fact("Reference", tender.reference),
            Fact("Buyer", buyer.name if buyer else ""),
            Fact("Frozen under digest", digest_words(published[-1].digest), mono=True),
            *key_facts(tender.lots),
        ),
        questions=Link("Questions and answers", f"/tenders/{tender.id}/questions", page.answered_questions),
        note=f"{page.bids} {'bid' if page.bids == 1 else 'bids'} came in so far." if page.bids is not None else "",
        addenda=addendum_lines(kit, tender, published),
    )


def bid_page(kit: Kit, actor: Actor, desk: BidDesk, tasks: TaskList, reuse: ReuseForm | None, files: int) -> BidPage:
    """One bid as a list of tasks."""
    base, open_ = f"/bids/{tasks.bid}", tasks.stage is Stage.PUBLISHED
    return BidPage(
        title=f"Your bid for lot {tasks.lot}",
        heading=f"Your bid for {tasks.lot_title}",
        eyebrow=f"{tasks.supplier}, lot {tasks.lot}",
        lede=_lede(tasks),
        trail=bid_trail(desk)[:-1],
        next=bid_notice(kit, actor, desk)
        or out_notice(kit, desk)
        or buyer_question_notice(kit, actor, desk)
        or standing_notice(tasks, base),
        deadline=bid_deadline(kit, actor, desk),
        groups=_groups(desk, tasks, base),
        finish=_finish(tasks, base, open_),
        answered=tasks.answered,
        asked=tasks.asked,
        answered_percent=f"{100 * tasks.answered // tasks.asked if tasks.asked else 0}%",
        respondents=tuple(
            RespondentLine(
                one.name,
                one.role + (", bid manager" if one.manager and one.role != "bid manager" else ""),
                f"{one.completed} of {one.areas}" if one.completed is not None else "",
            )
            for one in tasks.team
        ),
        also=(*_also(desk, tasks, base, files), *buyer_question_links(kit, actor, desk), *bid_links(kit, actor, desk)),
        reuse=reuse,
        post_reuse=f"{base}/reuse",
        post_confirm=f"{base}/confirm" if tasks.must_confirm and tasks.is_manager and open_ else "",
        changed=f"/tenders/{desk.tender.id}#addenda",
    )


def bid_trail(desk: BidDesk) -> tuple[Link, ...]:
    """The way to a page of a bid."""
    return (
        Link("Your bids", "/bids"),
        Link(f"{desk.tender.reference} {desk.tender.title}", f"/tenders/{desk.tender.id}"),
        Link(f"Your bid for lot {desk.lot.number}", f"/bids/{desk.bid.id}"),
    )


def bid_deadline(kit: Kit, actor: Actor, desk: BidDesk) -> Moment:
    """The deadline of a bid, in both zones."""
    deadline, zone = dates(desk)
    return moment(deadline, zone, kit.now(), reader=reader_zone())


def _row(kit: Kit, actor: Actor, tender: Tender, own: list[BidLine]) -> TenderRow:
    now, timetable = kit.now(), tender.timetable
    mine = {line.lot: line for line in own if line.reference == tender.reference}
    stage = tender.course.stage(now)
    lots = []
    for lot in tender.lots:
        name = f"{lot.number} {lot.title}"
        if lot.number in mine:
            standing, is_open = mine[lot.number].standing, stage is Stage.PUBLISHED
            status = STANDINGS[standing] if is_open else Status("none", STAGES[stage][1])
            note = "" if is_open else STOOD[standing]
            lots.append(Task(f"{tender.id}-{lot.number}", name, status, f"/bids/{mine[lot.number].bid}", note))
        else:
            word = "No bid yet" if stage is Stage.PUBLISHED else STAGES[stage][1]
            lots.append(Task(f"{tender.id}-{lot.number}", name, Status("none", word)))
    deadline = moment(timetable.deadline, timetable.zone, now, reader=reader_zone()) if timetable else None
    return TenderRow(tender.title, tender.reference, f"/tenders/{tender.id}", deadline, tuple(lots))


def _offer(tender: Tender, lot: Lot, page: tender_pages.TenderPage, form: StartForm | None) -> LotOffer:
    profile, base = profile_of(lot), f"/tenders/{tender.id}/lots/{lot.number}"
    bid = page.own_bids.get(lot.number)
    return LotOffer(
        number=lot.number,
        title=lot.title,
        service=profile.service,
        note=f"{len(profile.areas)} areas, {len(profile.asked)} questions, {duration(len(profile.asked))}.",
        preview=f"{base}/preview",
        start=f"{base}/bid" if lot.number in page.lots_to_bid_on else "",
        form=form or StartForm.shown(suffix=f"-{lot.number}"),
        href=f"/bids/{bid}" if bid else "",
    )


def _lede(tasks: TaskList) -> str:
    done = sum(task.status == "completed" for task in tasks.tasks)
    number = WORDS[done] if done < len(WORDS) else str(done)
    verb = "is" if done <= 1 else "are"
    if tasks.stage is not Stage.PUBLISHED:
        return f"{number} of {len(tasks.tasks)} areas {verb} complete. The deadline has passed."
    return (
        f"{number} of {len(tasks.tasks)} areas {verb} complete. Answer in any order; everything is saved as you write, "
        "and nobody outside your team can read it."
    )


def _groups(desk: BidDesk, tasks: TaskList, base: str) -> tuple[TaskGroup, ...]:
    found = []
    for level in sorted({task.level for task in tasks.tasks}):
        lines = tuple(_task(task, tasks, base) for task in tasks.tasks if task.level == level)
        found.append(TaskGroup(level, level_words(desk.profile.model, level), lines))
    return tuple(found)


def _task(task: AreaTask, tasks: TaskList, base: str) -> Task:
    status = {
        "completed": Status("done", "Completed"),
        "begun": Status("now", f"{task.answered} of {task.asked} answered"),
        "not-started": Status("none", "Not started"),
        "nobody": Status("care", "Give to a colleague"),
    }[task.status]
    href = f"{base}/areas/{task.area}" if task.is_own else ""
    if task.status == "nobody" and tasks.is_manager:
        href = f"{base}/team"
    return Task(task.area, task.name, status, href, ", ".join(task.people) or "Nobody yet")


def _finish(tasks: TaskList, base: str, open_: bool) -> tuple[Task, ...]:
    if not tasks.is_manager:
        waits = Status("none", "The bid manager does this")
        return (Task("submit", "Check answers, declare and submit", waits),)
    ready = tasks.is_complete
    waits = Status("none", "After all areas")
    return (
        _commitments(tasks, base, open_),
        Task(
            "unsettled",
            "Settle contradictions and unknowns",
            Status("none", "To look at") if ready else waits,
            f"{base}/unsettled" if ready else "",
            "Where your respondents differ, shown once everybody has finished",
        ),
        Task(
            "check",
            "Check answers, declare and submit",
            check_status(tasks) if ready else waits,
            f"{base}/check" if ready and open_ else "",
        ),
    )


def _commitments(tasks: TaskList, base: str, open_: bool) -> Task:
    number = tasks.commitments
    words = f"{number} {'commitment' if number == 1 else 'commitments'}"
    return Task(
        "commitments",
        "Say what you will improve",
        Status("done", words) if number else Status("none", "You may leave this out" if open_ else "None"),
        f"{base}/commitments",
        "Improvements that you commit to, each by a day",
    )


def _also(desk: BidDesk, tasks: TaskList, base: str, files: int) -> tuple[Link, ...]:
    report = f"/tenders/{desk.tender.id}/lots/{desk.lot.number}/opening"
    return (
        Link("Evidence files and links", f"{base}/evidence", files),
        Link("Your team", f"{base}/team"),
        Link("Questions and answers", f"/tenders/{desk.tender.id}/questions"),
        Link("Your indicated profile", f"{base}/indication"),
        Link("Your way up: what to improve first", f"{base}/improvement"),
        *((Link("Receipt", f"{base}/receipt"),) if tasks.receipt else ()),
        *((Link("Opening report", report),) if desk.lot.opened else ()),
    )
