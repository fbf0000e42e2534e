"""The supplier's own way up in words: which areas to work on, in order of what rests on what."""

from __future__ import annotations

from appraisal.core.improvement import Improvement
from appraisal.core.reference_model import ReferenceModel
from appraisal.services.bidding.bid_desk import BidDesk
from appraisal.web.bidding.bid_page import bid_trail
from appraisal.web.bidding.bid_pages import ImprovementPage, ImprovementStep
from appraisal.web.tendering.profile_form import level_words

KINDS = {"no": "Answered no", "differ": "Answers differ", "unknown": "Not known or not answered"}


def improvement_page(desk: BidDesk, plan: Improvement | None) -> ImprovementPage:
    """The page; without steps before anything is answered, or where no area asked keeps the supplier back."""
    base, model = f"/bids/{desk.bid.id}", desk.profile.model
    return ImprovementPage(
        title="Your way up",
        heading=_heading(plan, model) if plan else "Your way up",
        lede="From your own answers, for your team alone: what rests on nothing else comes first."
        if plan
        else "There is nothing to work out before something is answered.",
        trail=bid_trail(desk),
        steps=tuple(
            ImprovementStep(
                step.area.name,
                level_words(model, step.area.level),
                f"Now {step.state}, for the level {step.wanted}",
                ", ".join(model.area_by_id[area].name for area in step.after),
                tuple((point.question.text, KINDS[point.kind]) for point in step.questions),
            )
            for step in (plan.steps if plan else ())
        ),
        not_asked=", ".join(area.name for area in plan.not_asked) if plan else "",
        pdf=f"{base}/improvement.pdf" if plan else "",
        back=base,
    )


def _heading(plan: Improvement, model: ReferenceModel) -> str:
    """What the plan comes to, in one line."""
    if plan.level is None:
        return "No area that is asked keeps you from a higher level"
    name = model.level_name(plan.level)
    many = "One area keeps" if len(plan.steps) == 1 else f"{len(plan.steps)} areas keep"
    return f"{many} you from level {plan.level}{f', {name}' if name else ''}"
