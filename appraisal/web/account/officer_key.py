"""An officer's passphrase for opening bids."""

from __future__ import annotations

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from appraisal.core.errors import InvalidInput
from appraisal.services.account.officer_keys import has_key, make_key, renew_passphrase
from appraisal.web.account.account_forms import PassphraseForm, RenewPassphraseForm
from appraisal.web.account.account_pages import PlainFormPage
from appraisal.web.machine.guard import actor
from appraisal.web.machine.request_kit import kit
from appraisal.web.parts import Link
from appraisal.web.tendering.tenders import answer

pages = Blueprint("officer_key", __name__)


@pages.route("/account/passphrase", methods=["GET", "POST"], endpoint="passphrase")
def passphrase() -> Response:
    """Make the officer's key, or put it behind another passphrase."""
    renews = has_key(kit(), actor())
    form = RenewPassphraseForm.asked() if renews else PassphraseForm.asked()
    if form.accepted():
        try:
            if isinstance(form, RenewPassphraseForm):
                renew_passphrase(kit(), actor(), form.old.data, form.passphrase.data)
            else:
                make_key(kit(), actor(), form.passphrase.data)
            return redirect("/account?done=passphrase", 303)
        except InvalidInput as error:
            form.take(error, {"new": "passphrase"})
    page = PlainFormPage(
        title="Passphrase for opening",
        heading="Change the passphrase for opening" if renews else "Set a passphrase for opening",
        lede="With it, and together with a second officer, you open bids. Keep it well: nobody can look it up.",
        trail=(Link("Your account", "/account"),),
        form=form,
        troubles=form.troubles,
        post=request.path,
        back="/account",
    )
    return answer("account/passphrase.html", page, form)
