"""Tokens that tie a form to the session it was shown in; they live exactly as long as the session."""

from __future__ import annotations

import hmac
from hashlib import sha256
from urllib.parse import urlsplit

from flask import Request

FIELD = "csrf"
HEADER = "X-CSRF-Token"


def token(secret: str, session: str) -> str:
    """The token of all forms of one session (or of one visitor)."""
    return hmac.new(secret.encode(), b"form:" + session.encode(), sha256).hexdigest()


def is_genuine(request: Request, secret: str, session: str) -> bool:
    """Whether a request that changes something comes from a form that this session was shown."""
    if not session or _from_elsewhere(request):
        return False
    given = request.headers.get(HEADER) or request.form.get(FIELD, "")
    return hmac.compare_digest(given.encode(), token(secret, session).encode())


def _from_elsewhere(request: Request) -> bool:
    """Whether the browser itself says that the request was made by another site."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("Origin")
    return bool(origin) and origin != "null" and urlsplit(str(origin)).netloc != request.host
