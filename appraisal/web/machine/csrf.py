"""Tokens that tie a form to the session it was shown in; they live exactly as long as the session."""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256
from urllib.parse import urlsplit

from flask import Request, current_app, g, has_request_context, request
from wtforms import Field, ValidationError
from wtforms.csrf.core import CSRF

from appraisal.web.machine import cookies

FIELD = "csrf"
HEADER = "X-CSRF-Token"


class SessionToken(CSRF):
    """One token for all forms of a session (or of a visitor), found again in a field of the form or in a header."""

    def generate_csrf_token(self, csrf_token_field: Field) -> str:
        """The token; nothing outside a request, where there is no session that a form could belong to."""
        return form_token() if has_request_context() else ""

    def validate_csrf_token(self, form: object, field: Field) -> None:
        """Let the form through only with the token of the present session.

        Raises:
            ValidationError: the token is missing, or was made for another session.
        """
        if not is_own(request.headers.get(HEADER) or str(field.data or "")):
            raise ValidationError("This form was opened in another session")


def is_own(given: str) -> bool:
    """Whether a token was made for the present session or visitor."""
    held = holder()
    wanted = token(current_app.config["SECRET_KEY"], held)
    return bool(held) and hmac.compare_digest(given.encode(), wanted.encode())


def given_token() -> str:
    """The token that the present request bears, in the header line of a script or in the field of a form."""
    return request.headers.get(HEADER) or request.form.get(FIELD, "")


def token(secret: str, held: str) -> str:
    """The token of all forms of one session, or of one visitor; `secret` is the key of the installation."""
    return hmac.new(secret.encode(), b"form:" + held.encode(), sha256).hexdigest()


def form_token() -> str:
    """The token for the forms of the present session or visitor."""
    return token(current_app.config["SECRET_KEY"], holder() or _new_visitor())


def holder() -> str:
    """What ties forms to this browser: the session, or for a visitor a random cookie; empty where there is neither."""
    if g.get("signed_in"):
        return str(g.signed_in.token)
    return request.cookies.get(cookies.VISITOR, "") or str(g.get("visitor", ""))


def from_elsewhere(asked: Request) -> bool:
    """Whether the browser itself says that the request was made by another site."""
    if asked.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = asked.headers.get("Origin")
    return bool(origin) and origin != "null" and urlsplit(str(origin)).netloc != asked.host


def _new_visitor() -> str:
    if "visitor" not in g:
        g.visitor = secrets.token_urlsafe(32)
    return str(g.visitor)
