"""The team of a bid in words: who answers what and how far they are, and who was invited."""

from __future__ import annotations

from appraisal.core import tender as stages
from appraisal.core.policy import Actor, Permission
from appraisal.services.bid_desk import BidDesk
from appraisal.services.task_list import MemberProgress, task_list
from appraisal.services.team import Awaited, awaited_colleagues
from appraisal.services.toolkit import Kit
from appraisal.storage import people
from appraisal.storage.bids import Member
from appraisal.web.bid_view import bid_trail
from appraisal.web.views.supplier import MemberLine, TeamPage


def may_invite(kit: Kit, desk: BidDesk) -> bool:
    """Whether the asker manages the bid, and its team may still change."""
    return desk.member.manager and stages.allows(desk.course, Permission.BID_MANAGE, kit.now())


def team_page(kit: Kit, actor: Actor, desk: BidDesk) -> TeamPage:
    """Everybody on the team, and for a manager those who have not joined; without a form."""
    base, manages = f"/bids/{desk.bid.id}", may_invite(kit, desk)
    progress = {one.person: one for one in task_list(kit, actor, desk.bid.id, desk).team}
    names = people.named(kit.database, [member.person for member in desk.team])
    awaited = awaited_colleagues(kit, actor, desk.bid.id) if manages else []
    return TeamPage(
        title="Team",
        heading="Who answers what",
        trail=bid_trail(desk),
        members=(
            *(
                MemberLine(
                    names.get(member.person, ""),
                    _role(member),
                    _areas_words(desk, member),
                    _progress(progress.get(member.person)),
                    f"{base}/team/{member.person}" if manages else "",
                )
                for member in desk.team
            ),
            *(_awaited(desk, one) for one in awaited),
        ),
        form=None,
        post=f"{base}/team",
        back=base,
    )


def _awaited(desk: BidDesk, one: Awaited) -> MemberLine:
    return MemberLine(one.email, _role(one.place), _areas_words(desk, one.place), "Invited, has not joined yet")


def _role(member: Member) -> str:
    return f"{member.role}, bid manager" if member.manager else member.role


def _progress(one: MemberProgress | None) -> str:
    return f"{one.completed} of {one.areas} complete" if one and one.completed is not None else ""


def _areas_words(desk: BidDesk, member: Member) -> str:
    if not member.answers:
        return "Answers none"
    if member.areas is None:
        return "All areas"
    names = [area.name for area in desk.profile.areas if area.id in member.areas]
    return ", ".join(names) if len(names) <= 3 else f"{len(names)} areas"
