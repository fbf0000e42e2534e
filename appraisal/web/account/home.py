"""Where somebody begins: the first place that the role has."""

from __future__ import annotations

from flask import current_app, g

from appraisal.core.policy import may
from appraisal.web.machine.frame import PLACES


def home_path() -> str:
    """The path of the first place that is open to whoever asks."""
    if g.signed_in is None:
        return "/demo" if current_app.config["DEMO"] else "/sign-in"
    return next((href for permission, _, href in PLACES if may(g.signed_in.actor, permission)), "/account")
