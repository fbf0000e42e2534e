"""The pages of a buyer's officers: tenders, lots and their settings, publication, invitations, clarifications."""

from __future__ import annotations

from dataclasses import dataclass, field

from appraisal.web.machine.form import Form
from appraisal.web.parts import AddendumLine, Fact, Link, Moment, Notice, Status, Step, View
from appraisal.web.tendering.profile_pages import Caution


@dataclass(frozen=True, slots=True)
class TenderLine:
    """One tender in the list."""

    title: str
    reference: str
    href: str
    status: Status
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class TendersPage(View):
    """All tenders of the buyer (buyer/tenders.html); `create` is empty for those who may not."""

    tenders: tuple[TenderLine, ...]
    create: str = ""
    next: Notice | None = None


@dataclass(frozen=True, kw_only=True)
class FormPage(View):
    """A page with one form and nothing to work out (several templates); `version` is the state that was shown."""

    form: Form
    version: int = 0
    post: str
    back: str


@dataclass(frozen=True, slots=True)
class LotLine:
    """One lot in the overview."""

    number: int
    title: str
    href: str
    profile: str
    areas: int
    knock_outs: int
    questions: int
    sealed_with: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InvitationLine:
    """One invited supplier; `again` is where the invitation can be sent once more."""

    supplier: str
    address: str
    invited: str
    status: Status
    again: str = ""


@dataclass(frozen=True, kw_only=True)
class OverviewPage(View):
    """One tender (buyer/tender.html)."""

    next: Notice | None
    steps: tuple[Step, ...]
    zone: str
    lots: tuple[LotLine, ...]
    invitations: tuple[InvitationLine, ...]
    addenda: tuple[AddendumLine, ...]
    time_left: str
    facts: tuple[Fact, ...]
    acts: tuple[Link, ...]
    add_lot: str = ""
    timetable: str = ""
    invite: str = ""
    post: str = ""


@dataclass(frozen=True, kw_only=True)
class LotStartPage(FormPage):
    """A new lot: its title, and the profile to begin from (buyer/lot_new.html)."""


@dataclass(frozen=True, kw_only=True)
class TimetablePage(FormPage):
    """The dates of a tender as a form (buyer/timetable.html)."""


@dataclass(frozen=True, kw_only=True)
class AddendumPage(TimetablePage):
    """A numbered change of what was published, with its reason (buyer/addendum.html).

    `valid` leads to the profiles that are valid now, as files to begin from.
    """

    valid: tuple[Link, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LotPage(FormPage):
    """The settings of a lot (buyer/lot.html)."""

    drop: str


@dataclass(frozen=True, kw_only=True)
class HeadPage(FormPage):
    """The title and access of a draft (buyer/head.html)."""


@dataclass(frozen=True, kw_only=True)
class PublishPage(View):
    """Everything that publication freezes, and what still stands against it (buyer/publish.html)."""

    form: Form
    version: int
    blocks: tuple[Link, ...]
    warnings: tuple[Caution, ...]
    facts: tuple[Fact, ...]
    post: str
    back: str


@dataclass(frozen=True, slots=True)
class RecoveryHalf:
    """A half to read, and its sheet as a link that holds the whole PDF, with the name to save it under."""

    name: str
    half: str = field(repr=False)
    sheet: str = field(repr=False)
    file: str


@dataclass(frozen=True, slots=True)
class RecoveryLot:
    """A lot's two halves, with the fingerprint of its key."""

    name: str
    fingerprint: str
    halves: tuple[RecoveryHalf, RecoveryHalf]


@dataclass(frozen=True, kw_only=True)
class RecoveryPage(View):
    """The two halves of each lot's recovery key, shown once (buyer/recovery.html)."""

    lots: tuple[RecoveryLot, ...]
    onward: str


@dataclass(frozen=True, slots=True)
class WaitingQuestion:
    """A question without an answer; nothing tells who asked. `form` is None where it cannot be answered here."""

    id: str
    text: str
    asked: Moment
    form: Form | None = None


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """A question with its answer, the same for everybody."""

    number: int
    text: str
    answer: str
    answered: Moment


@dataclass(frozen=True, kw_only=True)
class ClarificationsPage(View):
    """Questions and answers (buyer/clarifications.html and supplier/clarifications.html).

    `form` is a supplier's, None where nothing can be asked any more; `key` names this very page.
    """

    waiting: tuple[WaitingQuestion, ...]
    answered: tuple[AnsweredQuestion, ...]
    until: Moment
    form: Form | None
    key: str
    post: str
    back: str
    frozen: str = ""
