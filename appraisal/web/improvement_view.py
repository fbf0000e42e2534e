"""The supplier's own way up in words: which areas to work on, in order of what rests on what."""

from __future__ import annotations

from appraisal.core.improvement import Improvement
from appraisal.reports.improvement import KINDS, headline
from appraisal.services.bid_desk import BidDesk
from appraisal.web.bid_view import bid_trail
from appraisal.web.profile_form import level_words
from appraisal.web.views.supplier import ImprovementPage, ImprovementStep


def improvement_page(desk: BidDesk, plan: Improvement | None) -> ImprovementPage:
    """The page; without steps before anything is answered, or where no area asked keeps the supplier back."""
    base, model = f"/bids/{desk.bid.id}", desk.profile.model
    return ImprovementPage(
        title="Your way up",
        heading=headline(plan, model) if plan else "Your way up",
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
                tuple((point.question.text, KINDS[point.kind]) for point in step.points),
            )
            for step in (plan.steps if plan else ())
        ),
        not_asked=", ".join(area.name for area in plan.not_asked) if plan else "",
        pdf=f"{base}/improvement.pdf" if plan else "",
        back=base,
    )
