"""The cookies: names that browsers bind to this host, out of reach of scripts, sent over secure channels only."""

from __future__ import annotations

from werkzeug.wrappers import Response

SESSION = "__Host-session"
VISITOR = "__Host-visitor"
APPEARANCE = "__Host-appearance"
YEAR = 365 * 24 * 3600


def set_cookie(response: Response, name: str, value: str, seconds: int | None = None) -> None:
    """Give the browser a cookie, until it closes or for a number of seconds."""
    response.set_cookie(name, value, max_age=seconds, path="/", secure=True, httponly=True, samesite="Lax")


def drop_cookie(response: Response, name: str) -> None:
    """Have the browser forget a cookie."""
    response.delete_cookie(name, path="/", secure=True, httponly=True, samesite="Lax")
