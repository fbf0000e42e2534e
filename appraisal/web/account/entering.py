"""Beginning a session in the browser, and going on with what was being sent when the last one ended."""

from __future__ import annotations

from flask import g, make_response, redirect, request
from werkzeug.wrappers import Response

from appraisal.core.errors import InvalidInput, NotPermitted, Problem
from appraisal.services.account.sessions import find_session
from appraisal.services.account.sign_in import Credentials, SignedIn, sign_in
from appraisal.web.account.account_forms import KnownAccountForm
from appraisal.web.account.place import place
from appraisal.web.machine import cookies
from appraisal.web.machine.guard import SignedIn as Present
from appraisal.web.machine.refusal_page import RefusalPage
from appraisal.web.machine.rendering import render
from appraisal.web.machine.request_kit import kit
from appraisal.web.parts import Link

Kept = tuple[tuple[str, str], ...]
"""Names and values of a form that was being sent."""


def begin(email: str, password: str, code: str = "") -> SignedIn:
    """A fresh session for the present browser; the old one ends.

    Raises:
        NotPermitted: something is not right.
        TooManyAttempts: it was tried too often.
    """
    credentials = Credentials(email, password, code, place())
    return sign_in(kit(), credentials, request.cookies.get(cookies.SESSION, ""))


def begin_known(email: str, form: KnownAccountForm) -> SignedIn:
    """The same for the account with the address of a link.

    Raises:
        InvalidInput: the password or code is not right; told at the field of the password.
        TooManyAttempts: it was tried too often.
    """
    try:
        return begin(email, form.password.data, form.code.data)
    except NotPermitted as refusal:
        raise InvalidInput("sign-in", [Problem("password", str(refusal), "")]) from None


def go_on(signed_in: SignedIn, wanted: str, keep: Kept = ()) -> Response:
    """To the page that was wanted, or to one that sends what was kept, with the cookie of the fresh session."""
    response = make_response(_resume(signed_in, wanted, keep)) if keep else redirect(wanted, 303)
    cookies.set_cookie(response, cookies.SESSION, signed_in.token)
    cookies.drop_cookie(response, cookies.VISITOR)
    return response


def _resume(signed_in: SignedIn, wanted: str, keep: Kept) -> str:
    session = find_session(kit(), signed_in.token)
    g.signed_in = Present(session, signed_in.token) if session else None
    page = RefusalPage(
        title="Nothing you typed is lost",
        heading="Nothing you typed is lost",
        lede="You are signed in again. What you were sending when the session ended is kept here, and not sent yet.",
        resend=wanted,
        act="Send it now",
        keep=keep,
        ways=(Link("Leave it, and open the page as it was saved", wanted),),
        mention="none: nothing was refused",
    )
    return render("refusal.html", page)
