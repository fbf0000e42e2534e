"""The panel of a lot in words: who evaluates what, who has declared, and what is still wrong with it."""

from __future__ import annotations

from collections.abc import Iterable

from appraisal.core import tender as stages
from appraisal.core.errors import NotFound
from appraisal.core.policy import Actor, Permission, may
from appraisal.core.profile import RequiredProfile
from appraisal.core.tender import Stage
from appraisal.core.tendering import Lot, Tender
from appraisal.reports.wording import counted, joined
from appraisal.services.evaluation.evaluation_desk import reads_as_buyer, refuse_conflicted
from appraisal.services.evaluation.interests import StatedInterest
from appraisal.services.evaluation.panel_page import Member
from appraisal.services.evaluation.panel_page import PanelPage as Shown
from appraisal.services.opening.opening_report import reads_report
from appraisal.services.toolkit import Kit
from appraisal.web.evaluation.evaluation_page import lot_address, lot_name
from appraisal.web.evaluation.panel_forms import NameForm
from appraisal.web.evaluation.panel_pages import ConflictLine, MemberLine, PanelPage
from appraisal.web.parts import Fact, Link, Notice, Status, StatusKind
from appraisal.web.tendering.tender_frame import trail_to
from appraisal.web.times import moment

STATES: dict[str, tuple[StatusKind, str]] = {
    "waits": ("none", "Declares after the opening"),
    "undeclared": ("care", "Has not declared interests"),
    "declared": ("done", "Interests declared"),
}
NOBODY = (
    "Nobody of your organisation evaluates yet. An administrator adds evaluators on the Accounts page; "
    "then they can be named here."
)


def panel_address(tender: Tender, lot: Lot) -> str:
    """Where the panel of a lot is."""
    return f"/tenders/{tender.id}/lots/{lot.number}/panel"


def panel_view(kit: Kit, actor: Actor, shown: Shown, form: NameForm) -> PanelPage:
    """The page; `form` names somebody."""
    base, present = panel_address(shown.tender, shown.lot), [one for one in shown.members if one.left is None]
    form.offer(area_choices(shown.profile))
    form.offer_people(
        [(one.id, one.name) for one in shown.candidates if one.id not in {each.person for each in present}]
    )
    can_add = shown.can_name and len(form.person.choices) > 1
    inside = reads_as_buyer(actor)
    back = Link("Back to the tender", f"/tenders/{shown.tender.id}")
    return PanelPage(
        title=f"Panel, lot {shown.lot.number}",
        heading="Who evaluates the bids" if present or not shown.can_name else "Name who evaluates the bids",
        eyebrow=f"{lot_name(shown.tender, shown.lot)}, {shown.lot.title}",
        lede=_lede(shown, present),
        trail=trail_to(shown.tender),
        troubles=form.troubles,
        next=_next(kit, actor, shown, present),
        warnings=warnings(shown),
        members=tuple(_member(shown, one, base) for one in present),
        left=tuple(_member(shown, one, base) for one in shown.members if one.left),
        form=form if can_add else None,
        nobody=NOBODY if shown.can_name and not shown.candidates else "",
        facts=(
            Fact("On the panel", str(len(present))),
            Fact("Suppliers appear", "By letters, until the award" if shown.lot.blind else "By name"),
        ),
        also=evaluation_links(kit, actor, shown.tender, shown.lot),
        post=base,
        back=back if inside else Link("Back to the bids", lot_address(shown.tender, shown.lot)),
    )


def area_choices(profile: RequiredProfile) -> list[tuple[str, str]]:
    """The required areas as (id, name)."""
    return [(area.id, area.name) for area in profile.areas]


def warnings(shown: Shown) -> tuple[str, ...]:
    """What keeps the panel from coming to agreed findings on everything."""
    if not any(one.left is None for one in shown.members):
        return ()
    found = [] if shown.has_chair else ["Nobody chairs the panel, so nothing can be agreed on."]
    if shown.lacking:
        names = [shown.profile.model.area_by_id[area].name for area in shown.lacking]
        found.append(f"Nobody evaluates {joined(names)}.")
    return tuple(found)


def evaluation_links(kit: Kit, actor: Actor, tender: Tender, lot: Lot) -> tuple[Link, ...]:
    """The pages of a lot's evaluation that the actor may open now."""
    if not lot.opened or tender.purged:
        return ()
    try:
        refuse_conflicted(kit, actor, lot)
        sees_all = True
    except NotFound:
        sees_all = False
    base, buyers = lot_address(tender, lot), f"/tenders/{tender.id}/lots/{lot.number}"
    reopens = may(actor, Permission.EVALUATION_REOPEN) and stages.allows(
        tender.course_of(lot), Permission.EVALUATION_REOPEN, kit.now()
    )
    links = (
        (True, "Moderation", f"{base}/moderation"),
        (True, "Questions to bidders", f"{base}/bidder-questions"),
        (sees_all, "Signals: what to look at twice", f"{base}/signals"),
        (sees_all and may(actor, Permission.OPENING_EXAMINE), "Bids, and those taken out", f"{buyers}/bids"),
        (reads_report(kit, actor, tender, lot), "Opening report", f"{buyers}/opening"),
        (sees_all and reopens, "Open the evaluation again", f"{buyers}/reopen"),
    )
    return tuple(Link(label, href) for shown, label, href in links if shown)


def areas_words(profile: RequiredProfile, areas: Iterable[str] | None) -> str:
    """The areas of a member in words."""
    if areas is None:
        return "All areas"
    names = [line.area for line in profile.requirements if line.area in set(areas)]
    if not names:
        return "No area"
    shown = [profile.model.area_by_id[area].name for area in names]
    return ", ".join(shown) if len(shown) <= 3 else f"{len(shown)} areas"


def _lede(shown: Shown, present: list[Member]) -> str:
    if not present:
        return "Each evaluator finds alone, by area; a chair goes through what they differ on."
    if not shown.lot.opened:
        return "They are told by mail now, and begin after the opening."
    waiting = [one.name for one in present if one.state == "undeclared"]
    if waiting:
        return f"{joined(waiting)} {'has' if len(waiting) == 1 else 'have'} still to declare interests."
    return ""


def _next(kit: Kit, actor: Actor, shown: Shown, present: list[Member]) -> Notice | None:
    if shown.tender.course_of(shown.lot).stage(kit.now()) is not Stage.OPENED or not present:
        return None
    due = sum(one.expected - one.submitted for one in present)
    if due == 0 and all(one.state == "declared" for one in present):
        words = "The chair goes through what the findings differ on."
        return Notice(
            "All findings are in", words, "Look at the moderation", f"{lot_address(shown.tender, shown.lot)}/moderation"
        )
    return None


def _member(shown: Shown, one: Member, base: str) -> MemberLine:
    zone, here = shown.tender.zone, f"{base}/{one.person}"
    areas = areas_words(shown.profile, one.areas)
    status = Status(*STATES[one.state])
    if one.left:
        status = Status("none", f"Left {moment(one.left, zone, one.left).day}")
    conflicts = tuple(_conflict(each, zone) for each in one.interests if each.conflict)
    kept = ""
    if one.conflicts and not conflicts:
        verb = "is" if one.conflicts == 1 else "are"
        kept = f"{counted(one.conflicts, 'bid')} {verb} kept from them by a conflict of interest."
    return MemberLine(
        name=one.name,
        status=status,
        areas=f"Chair. {areas}." if one.chair else f"{areas}.",
        progress=f"Findings on {one.submitted} of {counted(one.expected, 'bid')} are in." if one.expected else "",
        conflicts=conflicts,
        kept=f"{kept} {'is' if one.conflicts == 1 else 'are'} kept from them by a conflict of interest."
        if kept
        else "",
        edit=here if shown.can_name and not one.left else "",
        set_conflict=f"{here}/conflict" if shown.bidders and not one.left else "",
    )


def _conflict(stated: StatedInterest, zone: str) -> ConflictLine:
    at = moment(stated.at, zone, stated.at).day
    by = f"set by {stated.set_by} on {at}" if stated.set_by else f"declared on {at}"
    return ConflictLine(stated.supplier, stated.words, by)
