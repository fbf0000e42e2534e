"""The invented tenders of the demonstration, one in each stage, made by the same acts that people use."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

from appraisal.core.policy import Actor, Role
from appraisal.demo.award import Panel
from appraisal.demo.evaluation import play
from appraisal.demo.plans import BIDDERS, DAY, EVALUATORS, OFFICERS, PASSPHRASE, PLANS, ZONE, Bidder, Plan, planned
from appraisal.exchange.local_time import typed_timetable
from appraisal.services.account.accounts import AddUser, Join, SetUp, add_user, join, set_up, set_up_link
from appraisal.services.account.officer_keys import make_key
from appraisal.services.bidding.answering import SaveArea, Typed, area_page, save_area
from appraisal.services.bidding.bids import SetScope, StartBid, set_scope, start_bid
from appraisal.services.bidding.submitting import Submit, submit
from appraisal.services.bidding.task_list import task_list
from appraisal.services.bidding.team import InviteColleague, invite_colleague, join_team_as_new
from appraisal.services.opening.opening import KeyPart, attend
from appraisal.services.tendering.clarifications import Ask, ask
from appraisal.services.tendering.invitations import Invite, accept_as_new, accept_invitation, invite
from appraisal.services.tendering.profiles import PickProfile, pick_profile
from appraisal.services.tendering.publication import Cancel, Publish, cancel, publish
from appraisal.services.tendering.tendering import (
    AddLot,
    ChangeLot,
    CreateTender,
    SetTimetable,
    add_lot,
    change_lot,
    create_tender,
    set_timetable,
)
from appraisal.services.toolkit import Kit
from appraisal.storage import outbox, people, tenders


def make_stages(kit: Kit) -> None:
    """Fill an empty installation: a buyer with two officers, two suppliers, and a tender in each stage."""
    start = kit.now().replace(minute=0, second=0, microsecond=0)
    first = _at(kit, start - 130 * DAY)
    link = set_up_link(first)
    if link is None:
        raise AssertionError("the demonstration begins on an empty data folder")
    password = kit.token()
    command = SetUp(token_of(link), "Noorderland Hospitals", "ada@buyer.example", "Ada Vermeer", password)
    ada = set_up(first, command)
    officers = [named_officer(first, ada, name, email) for name, email in OFFICERS]
    auditor = add_user(first, ada, AddUser("hanne@auditor.example", "Hanne Vos", frozenset({Role.AUDITOR})))
    join(first, Join(token_of(auditor), "Hanne Vos", kit.token()))
    els, finn, gerda = (_evaluator(first, ada, name, email) for name, email in EVALUATORS)
    panel = Panel(els, finn, gerda, conflict="")
    for plan in PLANS:
        _tender(kit, plan, officers, panel, start)


def named_officer(kit: Kit, ada: Actor, name: str, email: str) -> Actor:
    address = add_user(kit, ada, AddUser(email, name, frozenset({Role.OFFICER})))
    officer = join(kit, Join(token_of(address), name, kit.token()))
    make_key(kit, officer, f"{PASSPHRASE} {name.split()[0].lower()}")
    return officer


def _evaluator(kit: Kit, ada: Actor, name: str, email: str) -> Actor:
    address = add_user(kit, ada, AddUser(email, name, frozenset({Role.EVALUATOR})))
    return join(kit, Join(token_of(address), name, kit.token()))


def _tender(kit: Kit, plan: Plan, officers: list[Actor], panel: Panel, start: datetime) -> None:
    """One tender as far as its plan goes, each act at its own time."""
    lead = officers[0]
    made = _at(kit, start + ((plan.published or 0) - 1) * DAY)
    tender = create_tender(made, lead, CreateTender(plan.reference, plan.title))
    add_lot(made, lead, AddLot(tender, 1, plan.title))
    named = tuple(officer.person for officer in officers)
    change_lot(made, lead, ChangeLot(tender, 2, 1, plan.title, officers=named))
    pick_profile(made, lead, PickProfile(tender, 3, 1, plan.profile))
    dates = planned(plan, start)
    set_timetable(made, lead, SetTimetable(tender, 4, ZONE, *typed_timetable(dates)))
    if plan.published is None:
        return
    then = _at(kit, start + plan.published * DAY)
    for bidder in BIDDERS:
        invite(then, lead, Invite(tender, bidder.email))
    publish(then, lead, Publish(tender, _version(kit, tender)))
    actors = [accepted(then, bidder) for bidder in BIDDERS]
    later = _at(kit, start + (plan.published + 2) * DAY)
    if plan.cancelled:
        cancel(later, lead, Cancel(tender, plan.cancelled))
        return
    for number, (bidder, actor) in enumerate(zip(BIDDERS, actors, strict=True)):
        if number < plan.submits + plan.begins:
            _bid(later, tender, actor, bidder, whole=number < plan.submits)
    if plan.begins:
        question = "Are calls outside the hours of 7 to 19 part of the service?"
        ask(later, actors[0], Ask(tender, "demonstration", question, later.now()))
    if plan.opens:
        opened = dates.deadline + timedelta(hours=3)
        _open(_at(kit, opened), tender, officers)
        if plan.evaluated:
            play(kit, opened, officers, tender, panel, plan.evaluated)


def accepted(kit: Kit, bidder: Bidder) -> Actor:
    """The supplier's person, who accepted the newest invitation."""
    token = mailed(kit, bidder.email)
    known = people.person_by_email(kit.database, bidder.email)
    if known is None:
        return accept_as_new(kit, Join(token, bidder.name, kit.token(), bidder.organisation))[0]
    accept_invitation(kit, known.actor, token)
    return known.actor


def _bid(kit: Kit, tender: str, actor: Actor, bidder: Bidder, whole: bool) -> None:
    bid = start_bid(kit, actor, StartBid(tender, 1, "service manager"))
    tasks = task_list(kit, actor, bid).tasks
    for number, task in enumerate(tasks if whole else tasks[: len(tasks) // 2]):
        page = area_page(kit, actor, bid, task.area)
        answers = {
            question.id: Typed("yes" if (7 * place + 3 * number) % 10 < bidder.yes else "no", "")
            for place, question in enumerate(page.questions)
        }
        save_area(kit, actor, SaveArea(bid, task.area, 0, answers, completed=True))
    if whole:
        sites = ("Utrecht", "Groningen") if bidder is BIDDERS[1] else ("Oslo", "Bergen")
        set_scope(kit, actor, SetScope(bid, "Managed services", sites, f"{kit.now().year}"))
        submit(kit, actor, Submit(bid, f"demonstration {bid}", bidder.name, True, kit.now()))
        return
    colleague = f"maria@{bidder.email.partition('@')[2]}"
    areas = tuple(task.area for task in tasks[-2:])
    invite_colleague(kit, actor, InviteColleague(bid, colleague, "operations", areas))
    join_team_as_new(kit, Join(mailed(kit, colleague), "Maria Lunde", kit.token()))


def _open(kit: Kit, tender: str, officers: list[Actor]) -> None:
    for officer in officers:
        attend(kit, officer, KeyPart(tender, 1, f"{PASSPHRASE} {officer.name.split()[0].lower()}"))


def _at(kit: Kit, moment: datetime) -> Kit:
    """The kit at another time."""
    return replace(kit, now=lambda: moment)


def _version(kit: Kit, tender: str) -> int:
    found = tenders.tender(kit.database, tender)
    return found.version if found else 0


def mailed(kit: Kit, email: str) -> str:
    """The token in the newest mail to an address."""
    for mail in outbox.mails(kit.database):
        if mail.recipient == email and (found := re.search(r"/(?:invitation|team)/(\S+)", kit.mail_text(mail))):
            return found[1]
    raise AssertionError("no link was mailed")


def token_of(address: str) -> str:
    return address.rpartition("/")[2]
