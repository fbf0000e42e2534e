"""Mails on their way: what is due in the outbox is handed to the mail server after its act was committed."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage

from appraisal.core import policy
from appraisal.core.policy import Actor, Permission
from appraisal.services.mail.notices import ABOUT_BIDS
from appraisal.services.toolkit import Kit
from appraisal.storage import outbox
from appraisal.storage.outbox import Mail

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
_SECONDS = 20


@dataclass(frozen=True, slots=True)
class OutboxLine:
    """A mail as the outbox page shows it; the text only where no mail server sends it."""

    id: int
    recipient: str
    subject: str
    text: str
    made: datetime
    due: datetime
    sent: datetime | None
    dropped: datetime | None


def outbox_page(kit: Kit, actor: Actor) -> list[OutboxLine]:
    """The newest mails; their texts hold links that work once, so they are shown only where nothing else sends them.

    Mails to a bid's team are left out: they would tell who bids. The team finds what they say on its own pages.

    Raises:
        NotPermitted: the actor is no administrator.
    """
    policy.require(actor, Permission.OUTBOX_READ)
    shown = not kit.settings.smtp_host
    return [
        OutboxLine(
            mail.id,
            mail.recipient,
            mail.subject,
            kit.mail_text(mail) if shown else "",
            mail.made,
            mail.due,
            mail.sent,
            mail.dropped,
        )
        for mail in outbox.mails(kit.database)
        if mail.topic.partition(" ")[0] not in ABOUT_BIDS
    ]


def deliver(kit: Kit) -> int:
    """Hand what is due to the mail server; gives how many it took. Without a mail server nothing is sent.

    A mail that is not taken is tried again later, each time after twice as long, at most six hours.
    """
    if not kit.settings.smtp_host:
        return 0
    waiting = outbox.waiting_mails(kit.database, kit.now())
    taken = tried = 0
    try:
        with _server(kit) if waiting else nullcontext() as server:
            for mail in waiting:
                taken += server is not None and _hand_over(kit, server, mail)
                tried += 1
    except (OSError, smtplib.SMTPException):
        for mail in waiting[tried:]:
            _try_later(kit, mail)
    return taken


def _server(kit: Kit) -> smtplib.SMTP:
    settings = kit.settings
    server = smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=_SECONDS)
    server.ehlo()
    if settings.smtp_user or server.has_extn("starttls"):
        server.starttls(context=ssl.create_default_context())
    if settings.smtp_user:
        server.login(settings.smtp_user, settings.smtp_password)
    return server


def _hand_over(kit: Kit, server: smtplib.SMTP, mail: Mail) -> bool:
    try:
        server.send_message(_message(kit, mail))
    except smtplib.SMTPRecipientsRefused:
        _try_later(kit, mail)
        return False
    with kit.database.writing():
        outbox.mark_sent(kit.database, mail.id, kit.now())
    return True


def _message(kit: Kit, mail: Mail) -> EmailMessage:
    message = EmailMessage()
    message["From"] = kit.settings.smtp_from
    message["To"] = mail.recipient
    message["Subject"] = mail.subject
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(kit.mail_text(mail))
    return message


def _try_later(kit: Kit, mail: Mail) -> None:
    wait = min(FIRST_WAIT * 2 ** min(mail.attempts, 12), LONGEST_WAIT)
    with kit.database.writing():
        outbox.mark_failed(kit.database, mail.id, kit.now() + wait)
