"""The required profile of a lot in words: as a form with its live summary, and as what suppliers are asked."""

from __future__ import annotations

from datetime import datetime

from flask import request

from appraisal.core.errors import InvalidInput
from appraisal.core.policy import Actor, Role
from appraisal.core.profile import RequiredProfile
from appraisal.core.tender import Stage
from appraisal.core.tendering import Lot, Tender
from appraisal.services.known import profile_of
from appraisal.web.machine.fields import options
from appraisal.web.tendering import profile_form
from appraisal.web.tendering.lot_forms import ProfileForm
from appraisal.web.tendering.profile_form import Typed
from appraisal.web.tendering.profile_pages import PreviewArea, PreviewPage, ProfilePage
from appraisal.web.tendering.tender_frame import trail_to


def profile_page(
    tender: Tender,
    lot: Lot,
    stored: RequiredProfile,
    typed: Typed,
    error: InvalidInput | None = None,
    form: ProfileForm | None = None,
) -> ProfilePage:
    """The editor of a lot's profile with what was typed; `error` is what was refused of the `form` that was sent."""
    base = f"/tenders/{tender.id}/lots/{lot.number}"
    troubles, errors = profile_form.line_troubles(error, stored.model) if error else ((), {})
    shown = profile_form.what_if(stored, typed) or stored
    head = form or profile_form.head(typed, stored)
    head.may_be_na.choices = options(profile_form.areas_for_na(typed, shown))
    head.required_level.choices = options(profile_form.required_levels(stored.model))
    return ProfilePage(
        title=f"Required profile, lot {lot.number}",
        heading="What must a supplier’s processes achieve?",
        eyebrow=f"Lot {lot.number}, {lot.title}, draft",
        lede="Pick the areas that matter. Say how far each must go, how much it counts, and why. Suppliers read it.",
        trail=trail_to(tender),
        troubles=troubles,
        form=head,
        levels=profile_form.levels(typed, stored.model, errors),
        saved="Saved" if "saved" in request.args else "",
        version=tender.version,
        post=base,
        settings=f"{base}/settings",
        upload=f"{base}/file",
        download=f"{base}/profile.toml",
        preview=f"{base}/preview",
        **profile_form.summed_up(shown),  # type: ignore[arg-type]
    )


def preview_page(tender: Tender, lot: Lot, reader: Actor, now: datetime) -> PreviewPage:
    """What suppliers are asked."""
    asked, base = profile_of(lot), f"/tenders/{tender.id}"
    draft = tender.course.stage(now) is Stage.DRAFT
    return PreviewPage(
        title=f"Questionnaire of lot {lot.number}",
        heading=lot.title,
        eyebrow=f"Lot {lot.number}, what suppliers are asked",
        lede=f"{len(asked.asked)} questions in {len(asked.areas)} areas, {profile_form.duration(len(asked.asked))}.",
        trail=trail_to(tender, supplier=reader.is_a(Role.SUPPLIER)),
        areas=tuple(_preview_area(asked, index) for index in range(len(asked.requirements))),
        download=f"{base}/lots/{lot.number}/profile.toml",
        back=f"{base}/lots/{lot.number}" if draft else base,
    )


def _preview_area(profile: RequiredProfile, index: int) -> PreviewArea:
    requirement, area = profile.requirements[index], profile.areas[index]
    groups = frozenset(profile.thresholds(requirement))
    asks = profile_form.target_words(requirement.target)
    return PreviewArea(
        area.name,
        profile_form.level_words(profile.model, area.level),
        f"{asks}, a knock-out" if requirement.mandatory else asks,
        requirement.why,
        area.purpose,
        tuple(question.text for _, question in area.questions(groups)),
    )
