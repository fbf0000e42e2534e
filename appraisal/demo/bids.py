"""The bids of the whole demonstration: bundled example responses, answered by the same acts that people use."""

from __future__ import annotations

import io
import json
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from appraisal.core.policy import Actor
from appraisal.demo.plans import Bidder
from appraisal.demo.stages import accepted, token_of
from appraisal.demo.tenders import example_tender
from appraisal.services.account.accounts import Join
from appraisal.services.bidding.answering import SaveArea, Typed, area_page, save_area
from appraisal.services.bidding.bid_desk import known_bid
from appraisal.services.bidding.bids import SetScope, StartBid, set_scope, start_bid
from appraisal.services.bidding.commitments import KeepCommitment, keep_commitment
from appraisal.services.bidding.evidence import AddFile, add_file
from appraisal.services.bidding.submitting import Submit, submit
from appraisal.services.bidding.team import InviteColleague, invite_colleague, join_team_as_new
from appraisal.services.tendering.invitations import Invite, invite
from appraisal.services.toolkit import Kit

SUPPLIERS = ("etincelle", "faros-icho", "penhallow", "rietmeer")
"""The example bids that take part, by supplier id."""


@dataclass(frozen=True, slots=True)
class Team:
    """A supplier of the demonstration: its example response, and the person who manages its bids."""

    id: str
    response: Mapping[str, Any]
    manager: Actor


def invited_teams(kit: Kit, officer: Actor, tender: str) -> list[Team]:
    """Every supplier, who was invited and accepted."""
    teams = []
    for number, supplier in enumerate(SUPPLIERS, 1):
        response = json.loads(example_tender("service-desk").responses[supplier])
        email = f"manager@{supplier}.example"
        invite(kit, officer, Invite(tender, email))
        bidder = Bidder(f"Manager {number}", email, response["supplier"]["name"], 10)
        teams.append(Team(supplier, response, accepted(kit, bidder)))
    return teams


def bid_as_written(kit: Kit, step: Callable[[], None], tender: str, team: Team) -> str:
    """The id of a bid on lot 1 that says what the example response says, by as many people, with all that it offers."""
    first, *others = team.response["respondents"]
    bid = start_bid(kit, team.manager, StartBid(tender, 1, first["role"]))
    evidence = {item["id"]: _file(kit, team, bid, item) for item in team.response.get("evidence", [])}
    people = {first["id"]: team.manager}
    every = tuple(known_bid(kit, team.manager, bid).profile.asked_by_area)
    for other in others:
        step()
        areas = tuple(other.get("areas", every))
        email = f"{other['id']}@{team.id}.example"
        link = invite_colleague(kit, team.manager, InviteColleague(bid, email, other["role"], areas))
        name = f"{other['id'].upper()} of {team.id}"
        people[other["id"]] = join_team_as_new(kit, Join(token_of(link), name, kit.token()))[0]
    for respondent in team.response["respondents"]:
        step()
        typed = {question: _typed(answer, evidence) for question, answer in respondent["answers"].items()}
        _answer(kit, people[respondent["id"]], bid, respondent.get("areas", every), typed)
    scope = team.response["scope"]
    set_scope(kit, team.manager, SetScope(bid, scope["unit"], tuple(scope["sites"]), scope["period"]))
    for each in team.response.get("commitments", []):
        form = f"demonstration {bid} {each['id']}"
        command = KeepCommitment(bid, form, each["area"], each.get("questions", ()), each["by"], each["text"])
        keep_commitment(kit, team.manager, command)
    return bid


def plain_bid(kit: Kit, tender: str, team: Team, lot: int, every: int) -> str:
    """The id of a bid on a lot by one person, who says no to one question of `every`."""
    bid = start_bid(kit, team.manager, StartBid(tender, lot, "service manager"))
    asked = known_bid(kit, team.manager, bid).profile.asked
    typed = {question: Typed("no" if place % every == 0 else "yes") for place, question in enumerate(asked, 1)}
    _answer(kit, team.manager, bid, dict.fromkeys(asked.values()), typed)
    set_scope(kit, team.manager, SetScope(bid, "Workplaces", ("Utrecht",), "2026"))
    return bid


def submitted(kit: Kit, team: Team, bid: str) -> str:
    """The receipt of a bid."""
    form = f"demonstration {bid}"
    return submit(kit, team.manager, Submit(bid, form, team.manager.name, declared=True, received=kit.now()))


def _file(kit: Kit, team: Team, bid: str, item: Mapping[str, str]) -> str:
    """The id under which a made-up document with the title of an evidence item was stored."""
    plain = unicodedata.normalize("NFKD", item["title"]).encode("ascii", "ignore").decode()
    name = "-".join("".join(letter if letter.isalnum() else " " for letter in plain).split()) or item["id"]
    content = f"{item['title']}\n\nA made-up document of {team.response['supplier']['name']}.\n".encode()
    form = f"demonstration {bid} {item['id']}"
    return add_file(kit, team.manager, AddFile(bid, form, f"{name}.txt", io.BytesIO(content), item["title"])).id


def _typed(answer: str | Mapping[str, Any], evidence: Mapping[str, str]) -> Typed:
    if isinstance(answer, str):
        return Typed(answer)
    return Typed(answer["answer"], answer.get("comment", ""), [evidence[item] for item in answer.get("evidence", [])])


def _answer(kit: Kit, actor: Actor, bid: str, areas: Any, typed: Mapping[str, Typed]) -> None:
    for area in areas:
        page = area_page(kit, actor, bid, area)
        answers = {question.id: typed.get(question.id, Typed("dk")) for question in page.questions}
        save_area(kit, actor, SaveArea(bid, area, page.draft.version, answers, completed=True))
