"""The self-improvement report: gaps against the next maturity level, in order of what rests on what, as a PDF."""

from __future__ import annotations

from collections.abc import Mapping

from appraisal.core.improvement import Improvement, Kind, Step
from appraisal.core.reference_model import ReferenceModel

KINDS: Mapping[Kind, str] = {"no": "Answered no", "differ": "Answers differ", "unknown": "Not known or not answered"}


def headline(plan: Improvement, model: ReferenceModel) -> str:
    """What the plan comes to, in one line."""
    if plan.level is None:
        return "No area that is asked keeps you from a higher level"
    name = model.level_name(plan.level)
    many = "One area keeps" if len(plan.steps) == 1 else f"{len(plan.steps)} areas keep"
    return f"{many} you from level {plan.level}{f', {name}' if name else ''}"


def improvement_pdf(plan: Improvement, model: ReferenceModel, subject: str) -> bytes:
    """The report as a PDF, the same bytes for the same answers."""
    from appraisal.reports.statement import Listing, Statement, statement_pdf

    indicated = "none yet" if plan.indicated is None else str(plan.indicated)
    not_asked = ", ".join(area.name for area in plan.not_asked)
    return statement_pdf(
        Statement(
            over=f"{model.title}, {subject}",
            title="Your way up",
            lead=headline(plan, model),
            facts=(("Indicated level", indicated), *((("Not asked about", not_asked),) if not_asked else ())),
            lists=tuple(
                Listing(
                    f"{number}. {step.area.name}",
                    (("What holds it back", 0.76), ("Your answers", 0.24)),
                    tuple((point.question.text, KINDS[point.kind]) for point in step.points),
                    _without_points(step, model),
                )
                for number, step in enumerate(plan.steps, 1)
            ),
            notes=(
                "Worked out from your own answers. It is an indication from declarations, no rating or certification.",
                "Work on an area before those it rests on hold does not last: the order of the areas follows from that.",
            ),
            foot="Self-improvement report",
        )
    )


def _without_points(step: Step, model: ReferenceModel) -> str:
    after = ", ".join(model.area_by_id[area].name for area in step.after)
    return f"After {after}." if after else "Nothing in particular."
