"""Pages of plain text, and the one that shows every component."""

from __future__ import annotations

from flask import Blueprint, current_app

from appraisal.web.account.account_pages import TextPage
from appraisal.web.machine.patterns import sample
from appraisal.web.machine.rendering import render

pages = Blueprint("texts", __name__)


@pages.get("/help", endpoint="help")
def help_page() -> str:
    """Help and contact."""
    page = TextPage(title="Help and contact", heading="Help and contact", contact=current_app.config["CONTACT"])
    return render("account/help.html", page)


@pages.get("/accessibility", endpoint="accessibility")
def accessibility() -> str:
    """What holds for accessibility, and whom to tell."""
    page = TextPage(title="Accessibility", heading="Accessibility", contact=current_app.config["CONTACT"])
    return render("account/accessibility.html", page)


@pages.get("/patterns", endpoint="patterns")
def patterns() -> str:
    """Every component with made-up contents."""
    return render("patterns.html", sample())
