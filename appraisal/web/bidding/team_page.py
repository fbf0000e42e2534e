"""The team of a bid in words: who answers what and how far they are, and who was invited."""

from __future__ import annotations

from appraisal.core import tender as stages
from appraisal.core.bidding import Member
from appraisal.core.policy import Actor, Permission
from appraisal.services.bidding.bid_desk import BidDesk
from appraisal.services.bidding.task_list import MemberProgress, task_list
from appraisal.services.bidding.team import ALL_AREAS, Awaited, awaited_colleagues
from appraisal.services.toolkit import Kit
from appraisal.storage import people
from appraisal.web.bidding.bid_page import bid_trail
from appraisal.web.bidding.bid_pages import MemberLine, TeamPage
from appraisal.web.bidding.team_forms import ColleagueForm


def team_page(kit: Kit, actor: Actor, desk: BidDesk, form: ColleagueForm, done: str) -> TeamPage:
    """Who answers what, as the actor may see it; for a manager also who has not joined, and the form to invite."""
    base = f"/bids/{desk.bid.id}"
    manages = desk.member.manager and stages.allows(desk.course, Permission.BID_MANAGE, kit.now())
    progress = {one.person: one for one in task_list(kit, actor, desk.bid.id, desk).team}
    names = people.named(kit.database, [member.person for member in desk.team])
    joined = (
        MemberLine(
            names.get(member.person, ""),
            _role(member),
            _areas_words(desk, member),
            _progress_words(progress.get(member.person)),
            f"{base}/team/{member.person}" if manages else "",
        )
        for member in desk.team
    )
    awaited = awaited_colleagues(kit, actor, desk.bid.id) if manages else []
    return TeamPage(
        title="Team",
        heading="Who answers what",
        trail=bid_trail(desk),
        troubles=form.troubles,
        done=done,
        members=(*joined, *(_awaited(desk, one) for one in awaited)),
        form=form if manages else None,
        post=f"{base}/team",
        back=base,
    )


def area_choices(desk: BidDesk) -> tuple[tuple[str, str, str], ...]:
    """The areas that a member can be given, for `fields.options`."""
    return ((ALL_AREAS, "All areas", ""), *((area.id, area.name, "") for area in desk.profile.areas))


def member_facts(member: Member) -> dict[str, object]:
    """What the form about a member first shows."""
    areas = [ALL_AREAS] if member.areas is None else sorted(member.areas)
    return {"role": member.role, "manager": member.manager, "areas": areas}


def _awaited(desk: BidDesk, one: Awaited) -> MemberLine:
    return MemberLine(one.email, _role(one.place), _areas_words(desk, one.place), "Invited, has not joined yet")


def _role(member: Member) -> str:
    return f"{member.role}, bid manager" if member.manager else member.role


def _areas_words(desk: BidDesk, member: Member) -> str:
    if not member.answers:
        return "Answers none"
    if member.areas is None:
        return "All areas"
    names = [area.name for area in desk.profile.areas if area.id in member.areas]
    return ", ".join(names) if len(names) <= 3 else f"{len(names)} areas"


def _progress_words(progress: MemberProgress | None) -> str:
    """How far somebody is, where that is for the reader to see."""
    if progress is None or progress.completed is None:
        return ""
    return f"{progress.completed} of {progress.areas} complete"
