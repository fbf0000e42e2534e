"""The outbox: mails that wait, and their texts where no mail server sends them."""

from __future__ import annotations

from flask import Blueprint

from appraisal.services.mail.delivery import OutboxLine, outbox_page
from appraisal.web.account.account_pages import MailLine, OutboxPage
from appraisal.web.machine.guard import actor
from appraisal.web.machine.rendering import render
from appraisal.web.machine.request_kit import kit
from appraisal.web.times import moment

pages = Blueprint("outbox", __name__)


@pages.get("/outbox", endpoint="outbox")
def outbox() -> str:
    """The newest mails."""
    sends = bool(kit().settings.smtp_host)
    page = OutboxPage(
        title="Outbox",
        heading="Outbox",
        lede="Mails go out by the mail server."
        if sends
        else "No mail server is set: give people their links from here.",
        mails=tuple(
            MailLine(
                one.recipient, one.subject, moment(one.made, "UTC", kit().now()).words + " UTC", _state(one), one.text
            )
            for one in outbox_page(kit(), actor())
        ),
    )
    return render("account/outbox.html", page)


def _state(mail: OutboxLine) -> str:
    if mail.sent:
        return "Sent"
    if mail.dropped:
        return "Not needed any more"
    return "Waits" if mail.due <= kit().now() else "Not due yet"
