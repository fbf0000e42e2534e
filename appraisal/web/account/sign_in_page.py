"""The page to sign in: shown when asked for, and when a session ended in the middle of something."""

from __future__ import annotations

from appraisal.web.account.account_forms import SignInForm
from appraisal.web.account.account_pages import SignInPage
from appraisal.web.machine.rendering import render

ENDED = "You were signed out after a while. Nothing you typed is lost: sign in, and it goes on where you were."


def sign_in_page(
    form: SignInForm | None = None, next_path: str = "", keep: tuple[tuple[str, str], ...] = (), note: str = ""
) -> str:
    """The page as HTML; `keep` is what was being sent and comes back after signing in."""
    form = form or SignInForm.shown()
    page = SignInPage(
        title="Sign in",
        heading="Sign in",
        form=form,
        troubles=form.troubles,
        next=next_path,
        keep=keep,
        note=note or (ENDED if keep else ""),
    )
    return render("account/sign_in.html", page)
