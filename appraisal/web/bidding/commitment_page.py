"""What a supplier will improve, in words: the list of a bid's commitments, and the page of one."""

from __future__ import annotations

from collections.abc import Sequence

from appraisal.core.profile import RequiredProfile
from appraisal.core.response import Commitment
from appraisal.reports.wording import day, joined
from appraisal.services.bidding.bid_desk import BidDesk
from appraisal.services.bidding.commitments import last_day_before
from appraisal.web.bidding.bid_page import bid_trail
from appraisal.web.bidding.bid_pages import CommitmentLine, CommitmentPage, CommitmentsPage
from appraisal.web.bidding.commitment_forms import CommitmentForm, PickAreaForm
from appraisal.web.machine.fields import options
from appraisal.web.parts import Link
from appraisal.web.tendering.profile_form import level_words

PAST = "This day is not after the deadline: give a later one"


def commitments_page(desk: BidDesk, commitments: Sequence[Commitment], open_: bool) -> CommitmentsPage:
    """The commitments of a bid; while it can be changed, with the way to each and to one more."""
    base = f"/bids/{desk.bid.id}/commitments"
    form = PickAreaForm.shown()
    form.area.choices = options((area.id, area.name) for area in desk.profile.areas)
    return CommitmentsPage(
        title="What you will improve",
        heading="What you will improve",
        lede=_lede(desk.profile),
        trail=bid_trail(desk),
        lines=tuple(_line(desk, each, f"{base}/{each.id}" if open_ else "") for each in commitments),
        form=form if open_ else None,
        new=f"{base}/new",
        back=f"/bids/{desk.bid.id}",
    )


def commitment_page(
    desk: BidDesk, area: str, found: Commitment | None, form: CommitmentForm, key: str
) -> CommitmentPage:
    """One commitment in an area, new where none was found."""
    base, known = f"/bids/{desk.bid.id}/commitments", desk.profile.model.area_by_id[area]
    return CommitmentPage(
        title=f"What you will improve: {known.name}",
        heading=known.name,
        eyebrow=level_words(desk.profile.model, known.level),
        lede="A commitment says what you will do, and from which day the answers are yes. Answer the questions as it "
        "is today.",
        trail=(*bid_trail(desk), Link("What you will improve", base)),
        troubles=form.troubles,
        form=form,
        key=key,
        post=f"{base}/{found.id}" if found else f"{base}/new?area={area}",
        remove=f"{base}/{found.id}/remove" if found else "",
        back=base,
    )


def _lede(profile: RequiredProfile) -> str:
    counts = (
        "The buyer counts them as if they were kept already, but not in areas that are knock-outs."
        if profile.proposed == "counted"
        else "They stand beside your answers and change no figure of the comparison."
    )
    return (
        f"You may commit to improvements, each by a day. {counts} If you win, what you write here becomes part of the "
        "contract."
    )


def _line(desk: BidDesk, commitment: Commitment, href: str) -> CommitmentLine:
    asked = desk.asked_in(commitment.area)
    numbers = [str(asked.index(question) + 1) for question in commitment.questions]
    about = f"{'Question' if len(numbers) == 1 else 'Questions'} {joined(numbers)}" if numbers else "All questions"
    past = commitment.by <= last_day_before(desk)
    return CommitmentLine(
        name=desk.profile.model.area_by_id[commitment.area].name,
        text=commitment.text,
        by=day(commitment.by),
        about=about,
        note=PAST if past else "",
        href=href,
    )
