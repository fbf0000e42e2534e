"""Every request passes here first: whose session it is, whether a form is genuine, whether the endpoint is open."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask import Flask, Response, current_app, g, has_request_context, jsonify, make_response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from appraisal.core.errors import NotPermitted
from appraisal.core.policy import Actor
from appraisal.services.account.sessions import Session, find_session
from appraisal.web.account.sign_in_page import sign_in_page
from appraisal.web.addresses import local_path
from appraisal.web.machine import cookies
from appraisal.web.machine.access import ACCESS, admits
from appraisal.web.machine.csrf import FIELD, from_elsewhere, given_token, is_own
from appraisal.web.machine.refusals import HTTP_REFUSALS, Words, refusal_page
from appraisal.web.machine.request_kit import kit

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
AUTOSAVE = "X-Autosave"

OLD_FORM = Words(
    400,
    "This form was opened before you signed in or out",
    "Nothing was changed. Go back, load the page again and repeat the step.",
)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The session of the present request, with the token that its cookie bears."""

    session: Session
    token: str = field(repr=False)

    @property
    def actor(self) -> Actor:
        return self.session.actor


def guard_requests(app: Flask) -> None:
    """Let no request through unseen; refuse what stands on no list."""
    app.before_request(_admit)
    app.after_request(_give_visitor_cookie)


def actor() -> Actor:
    """Who makes the present request.

    Raises:
        NotPermitted: nobody is signed in.
    """
    if g.signed_in is None:
        raise NotPermitted("Nobody is signed in")
    found: Actor = g.signed_in.actor
    return found


def reader() -> Actor | None:
    """Who reads the page that is being made; None for a visitor, and where no request is answered."""
    signed_in = g.get("signed_in") if has_request_context() else None
    return signed_in.actor if signed_in else None


def reader_zone() -> str:
    """The time zone of who makes the present request, or nothing."""
    return str(g.signed_in.session.person.zone) if g.signed_in else ""


def _admit() -> AnyResponse | None:
    if request.method == "HEAD":
        request.method = "GET"  # a page that asks "GET, or else save" must not save; the body is left out all the same
    _limit_plain_forms()
    g.signed_in = None
    g.signed_in = _find_signed_in()
    if request.endpoint is None:
        return None
    genuine = request.method in SAFE_METHODS or (not from_elsewhere(request) and is_own(given_token()))
    access = ACCESS.get(request.endpoint)
    if access is None:
        raise NotPermitted(f"{request.endpoint}: stands on no access list")
    if admits(access, g.signed_in.actor if g.signed_in else None):
        return None if genuine else refusal_page(OLD_FORM)
    if g.signed_in:
        raise NotPermitted("What you asked for is not for the role you have here")
    return _to_sign_in()


def _limit_plain_forms() -> None:
    """Forms without files are read into memory whole: only those with files may be as large as files are."""
    most, largest = current_app.config["MAX_FORM_MEMORY_SIZE"], request.max_content_length
    if request.mimetype != "multipart/form-data":
        request.max_content_length = most if largest is None else min(most, largest)


def _find_signed_in() -> SignedIn | None:
    given = request.cookies.get(cookies.SESSION, "")
    if not given or request.endpoint == "static":
        return None
    session = find_session(kit(), given)
    return SignedIn(session, given) if session else None


def _to_sign_in() -> AnyResponse:
    """Ask to sign in: with the way back, and with what was typed where the session ended meanwhile."""
    if request.headers.get(AUTOSAVE):
        answer = jsonify(saved=False, words="Not saved: sign in again, your text is kept")
        answer.status_code = 401
        return answer
    if request.method in SAFE_METHODS:
        wanted = local_path(request.full_path.rstrip("?"))
        return redirect(f"/sign-in?next={wanted}" if wanted != "/" else "/sign-in", 303)
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return refusal_page(HTTP_REFUSALS[400])
    keep = tuple((name, value) for name, value in request.form.items(multi=True) if name != FIELD)
    return make_response(sign_in_page(next_path=request.path, keep=keep), 401)


def _give_visitor_cookie(response: Response) -> Response:
    if "visitor" in g:
        cookies.set_cookie(response, cookies.VISITOR, g.visitor)
    return response
