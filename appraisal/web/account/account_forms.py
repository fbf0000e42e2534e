"""Signing in, accounts begun by a link, and the own account."""

from __future__ import annotations

from wtforms.validators import EqualTo

from appraisal.core.policy import Role
from appraisal.web.machine.fields import Carried, Hidden, OneOf, Secret, Text, Tick, options
from appraisal.web.machine.form import Form
from appraisal.web.tendering.timetable_forms import zone_choices

ADDRESS = "E-mail address"
GIVE_NAME = "Give your name"
GIVE_ADDRESS = "Give your e-mail address"
CHOOSE = "Choose a password of at least 12 characters"
LENGTH = "At least 12 characters. A few words that belong together only for you are good."
ONLY_IF = "Only if you have set one up."

SAME = EqualTo("password", "Type the same password twice")

ROLES = (
    (Role.OFFICER, "Officer", "Prepares and publishes tenders, and opens bids together with another officer."),
    (Role.EVALUATOR, "Evaluator", "Checks claims against evidence after the opening."),
    (Role.AUDITOR, "Auditor", "Reads the record."),
    (Role.ADMINISTRATOR, "Administrator", "Adds and disables accounts."),
)


class FindPersonForm(Form):
    """The address of somebody who asked for help."""

    email = Text(ADDRESS, GIVE_ADDRESS, "The one that they sign in with.", longest=254)


class SignInForm(Form):
    """Address and password, with the way on and what was being sent when a session ended."""

    email = Text(ADDRESS, GIVE_ADDRESS, longest=254)
    password = Secret("Password", "Give your password")
    code = Text("One-time code", hint=ONLY_IF)
    next = Hidden()
    keep_name = Carried(name="keep-name", default=())
    keep_value = Carried(name="keep-value", default=())

    @property
    def keep(self) -> tuple[tuple[str, str], ...]:
        """Names and values of what was being sent."""
        return tuple(zip(self.keep_name.data, self.keep_value.data, strict=False))


class ResetForm(Form):
    """A new password, typed twice."""

    password = Secret("Password", CHOOSE, LENGTH)
    again = Secret("Password once more", checks=(SAME,))


class JoinForm(Form):
    """An account in an organisation that is known."""

    name = Text("Your name", GIVE_NAME, longest=100)
    password = Secret("Password", CHOOSE, LENGTH)
    again = Secret("Password once more", checks=(SAME,))


class RegisterForm(Form):
    """An account and the supplier it belongs to."""

    organisation = Text("Organisation", "Give the name of your organisation")
    name = Text("Your name", GIVE_NAME, longest=100)
    password = Secret("Password", CHOOSE, LENGTH)
    again = Secret("Password once more", checks=(SAME,))


class SetUpForm(Form):
    """The first account of an installation, and the buyer it belongs to."""

    organisation = Text("Organisation", "Give the name of the buying organisation")
    email = Text(ADDRESS, GIVE_ADDRESS, longest=254)
    name = Text("Your name", GIVE_NAME, longest=100)
    password = Secret("Password", CHOOSE, LENGTH)
    again = Secret("Password once more", checks=(SAME,))
    officer = Tick(
        "I am an officer too: I prepare tenders and open bids",
        hint="Two officers are needed to open bids.",
        default=True,
    )


class KnownAccountForm(Form):
    """The password of an account that exists, where a link is for its address."""

    password = Secret("Password of your account", "Give the password of your account")
    code = Text("One-time code", hint=ONLY_IF)


class AddressForm(Form):
    """Where to send a link."""

    email = Text(ADDRESS, GIVE_ADDRESS, longest=254)


class PasswordForm(Form):
    """The present password and a new one."""

    old = Secret("Present password")
    password = Secret("New password", hint=LENGTH)
    again = Secret("New password once more", checks=(SAME,))


class TurnOnCodeForm(Form):
    """The secret that was offered, and a code made from it."""

    secret = Hidden()
    code = Text("One-time code")


class TurnOffCodeForm(Form):
    """The present password."""

    password = Secret("Present password")


class PassphraseForm(Form):
    """A first passphrase for opening bids."""

    passphrase = Secret(
        "Passphrase for opening",
        "Choose a passphrase",
        "At least 16 characters. It is stored nowhere: lots published from now on can be opened only with it, "
        "together with another officer.",
    )
    again = Secret("Passphrase once more", checks=(EqualTo("passphrase", "Type the same passphrase twice"),))


class RenewPassphraseForm(PassphraseForm):
    """Another passphrase in place of the present one."""

    old = Secret("Present passphrase", "Give the present passphrase")


class AppearanceForm(Form):
    """Light, dark or as the device; for an account the time zone too."""

    appearance = OneOf(
        "Appearance",
        options((("device", "Follow the device"), ("light", "Light"), ("dark", "Dark"))),
        "Choose one of the three",
        "Paper is always light.",
    )
    zone = OneOf(
        "Your time zone",
        lambda: options((("", "As the tender"), *zone_choices())),
        hint="Deadlines are shown in the zone of the tender, and in yours beside it.",
    )
    back = Hidden()


class PersonForm(Form):
    """An account to add."""

    name = Text("Name", "Give the name", longest=100)
    email = Text(ADDRESS, "Give the e-mail address", longest=254)
    role = OneOf("Role", options(ROLES), "Choose a role")


class DemoForm(Form):
    """Whom to be in the demonstration."""

    person = Hidden()
