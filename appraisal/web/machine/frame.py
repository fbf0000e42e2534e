"""What stands around a page: the places of the role, the name, the zone, the appearance."""

from __future__ import annotations

from typing import Literal, cast

from flask import current_app, g, request

from appraisal.core.policy import Actor, Permission, may
from appraisal.web.machine import cookies
from appraisal.web.machine.csrf import form_token
from appraisal.web.machine.request_kit import kit
from appraisal.web.parts import Frame, Place
from appraisal.web.times import zone_words

Appearance = Literal["device", "light", "dark"]
APPEARANCES: tuple[Appearance, ...] = ("device", "light", "dark")

PLACES: tuple[tuple[Permission, str, str], ...] = (
    (Permission.BID_READ, "Your bids", "/bids"),
    (Permission.INVITATION_READ, "Tenders", "/tenders"),
    (Permission.FINDING_RECORD, "Evaluation", "/evaluation"),
    (Permission.AUDIT_READ, "Journal", "/journal"),
    (Permission.ACCOUNT_ADD, "Accounts", "/people"),
    (Permission.OUTBOX_READ, "Outbox", "/outbox"),
)
"""Each place with the permission that its endpoint asks for: what is not open is not shown."""


def present_frame() -> Frame:
    """The frame of the present request; works for refusals too, before anybody is known."""
    signed_in = g.get("signed_in")
    actor: Actor | None = signed_in.actor if signed_in else None
    zone = g.get("zone") or (signed_in.session.person.zone if signed_in else "") or "UTC"
    return Frame(
        csrf=form_token() if "signed_in" in g else "",
        zone=zone_words(zone, kit().now()),
        places=_places(actor) if actor else (),
        who=actor.name if actor else "",
        appearance=appearance(),
        demo=current_app.config["DEMO"],
    )


def _places(actor: Actor) -> tuple[Place, ...]:
    return tuple(
        Place(label, href, here=request.path == href or request.path.startswith(f"{href}/"))
        for permission, label, href in PLACES
        if may(actor, permission)
    )


def appearance() -> Appearance:
    """What the account says, else what this browser was told."""
    signed_in = g.get("signed_in")
    kept = signed_in.session.person.appearance if signed_in else ""
    given = kept or request.cookies.get(cookies.APPEARANCE, "device")
    return cast(Appearance, given) if given in APPEARANCES else "device"
