"""The pages that everybody has: signing in, the own account, invitations, appearance, mails."""

from __future__ import annotations

from dataclasses import dataclass, field

from appraisal.web.machine.form import Form
from appraisal.web.parts import Fact, Link, View


@dataclass(frozen=True, kw_only=True)
class SignInPage(View):
    """Sign in (account/sign_in.html); `keep` is what was being sent when the session ended, for `next` to get."""

    form: Form
    next: str = ""
    note: str = ""
    keep: tuple[tuple[str, str], ...] = field(default=(), repr=False)


@dataclass(frozen=True, kw_only=True)
class NewAccountPage(View):
    """Begin an account by a single-use link (account/new.html); `facts` say what the link is for."""

    form: Form
    facts: tuple[Fact, ...] = ()
    signed_in_as: str = ""
    act: str
    post: str


@dataclass(frozen=True, kw_only=True)
class AccountPage(View):
    """The own account (account/account.html)."""

    facts: tuple[Fact, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class PlainFormPage(View):
    """One form of the account: password, forgotten password, passphrase (account/*.html)."""

    form: Form
    post: str
    back: str


@dataclass(frozen=True, kw_only=True)
class CodePage(View):
    """Set up or remove the one-time code (account/code.html); `qr` is an SVG made here from the own secret."""

    form: Form
    post: str
    back: str
    active: bool
    secret: str = field(default="", repr=False)
    qr: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class MailLine:
    """One mail of the outbox."""

    to: str
    subject: str
    when: str
    state: str
    body: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class OutboxPage(View):
    """The mails that wait or were sent (account/outbox.html)."""

    mails: tuple[MailLine, ...]


@dataclass(frozen=True, slots=True)
class PersonAct:
    """What an administrator can do to an account with one button."""

    label: str
    post: str


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One account in the administrator's list."""

    name: str
    email: str
    roles: str
    state: str
    acts: tuple[PersonAct, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PeoplePage(View):
    """The accounts of the buyer's people, and a form for a new one (account/people.html)."""

    people: tuple[PersonLine, ...]
    form: Form
    post: str
    find: str


@dataclass(frozen=True, kw_only=True)
class FindPersonPage(View):
    """One account by its address, a supplier's too (account/find.html); `found` is None before somebody was found."""

    form: Form
    found: PersonLine | None
    post: str
    back: str


@dataclass(frozen=True, kw_only=True)
class AppearancePage(View):
    """Light, dark, or as the device; for an account the time zone too (account/appearance.html)."""

    form: Form
    back: str
    has_account: bool


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody of the demonstration, with one button to become that person."""

    id: str
    name: str
    role: str


@dataclass(frozen=True, kw_only=True)
class DemoPage(View):
    """Who to be in the demonstration (account/demo.html)."""

    groups: tuple[tuple[str, tuple[DemoPerson, ...]], ...]


@dataclass(frozen=True, kw_only=True)
class TextPage(View):
    """A page of plain text (account/help.html, account/accessibility.html)."""

    contact: str = ""
