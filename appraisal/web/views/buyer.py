"""The pages of a buyer's officers: tenders, lots and their required profiles, invitations, clarifications, opening."""

from __future__ import annotations

from dataclasses import dataclass, field

from appraisal.web.forms.base import Form
from appraisal.web.views.parts import Fact, Link, Moment, Notice, Status, Step, View


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


@dataclass(frozen=True, slots=True)
class AddendumLine:
    """One published addendum."""

    number: int
    published: Moment
    reason: str
    changes: tuple[str, ...]


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
class LotStartPage(View):
    """A new lot: its title, and the profile to begin from (buyer/lot_new.html)."""

    form: Form
    version: int
    post: str
    back: str


@dataclass(frozen=True, slots=True)
class RequirementLine:
    """One required area in the editor; `share` in words ("12.0 %"), `bar` relative to the heaviest area ("75%")."""

    id: str
    name: str
    target: str
    number: str
    weight: str
    share: str
    bar: str
    knock_out: bool
    why: str
    errors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RequirementLevel:
    """The required areas of one level, and those that can be added as (id, name)."""

    level: int
    heading: str
    share: str
    lines: tuple[RequirementLine, ...]
    others: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Caution:
    """Something to look at before publishing."""

    words: str


@dataclass(frozen=True, kw_only=True)
class ProfilePage(View):
    """The required profile of a lot as a form with its live summary (buyer/profile.html)."""

    form: Form
    levels: tuple[RequirementLevel, ...]
    targets: tuple[tuple[str, str], ...]
    knock_outs: tuple[str, ...]
    areas: int
    questions: int
    minutes: str
    heaviest: str
    warnings: tuple[Caution, ...]
    saved: str
    version: int
    post: str
    settings: str
    upload: str
    download: str
    preview: str
    added: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PreviewArea:
    """One area of the questionnaire as suppliers will meet it."""

    name: str
    level: str
    asks: str
    why: str
    purpose: str
    questions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PreviewPage(View):
    """What suppliers will be asked (buyer/preview.html)."""

    areas: tuple[PreviewArea, ...]
    download: str
    back: str


@dataclass(frozen=True, kw_only=True)
class TimetablePage(View):
    """The dates of a tender as a form (buyer/timetable.html)."""

    form: Form
    version: int
    post: str
    back: str


@dataclass(frozen=True, kw_only=True)
class AddendumPage(TimetablePage):
    """A numbered change of what was published, with its reason (buyer/addendum.html)."""


@dataclass(frozen=True, kw_only=True)
class LotPage(View):
    """The settings of a lot (buyer/lot.html)."""

    form: Form
    version: int
    post: str
    drop: str
    back: str


@dataclass(frozen=True, kw_only=True)
class HeadPage(View):
    """The title and access of a draft (buyer/head.html)."""

    form: Form
    version: int
    post: str
    back: str


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


@dataclass(frozen=True, slots=True)
class OpeningLot:
    """One lot at the opening: who may open it, whose part is in, and what may be done now."""

    number: int
    title: str
    state: Status
    parts: tuple[str, ...]
    post: str = ""
    form: Form | None = None
    emergency: str = ""


@dataclass(frozen=True, slots=True)
class OpenedBid:
    """One version of a bid in the opening report; `evidence` counts its files, for those who may read them."""

    supplier: str
    receipt: str
    received: str
    state: str
    digest: str
    download: str = ""
    evidence: Link | None = None


@dataclass(frozen=True, slots=True)
class OpenedLot:
    """One opened lot in the opening report."""

    number: int
    title: str
    opened: str
    by: str
    way: str
    bids: tuple[OpenedBid, ...]
    digest: str
    pdf: str


@dataclass(frozen=True, kw_only=True)
class OpeningPage(View):
    """The opening: lots to open, and the reports of those opened (buyer/opening.html)."""

    lots: tuple[OpeningLot, ...]
    opened: tuple[OpenedLot, ...]
    back: str


@dataclass(frozen=True, kw_only=True)
class EmergencyPage(View):
    """A recovery half from paper, and why it is needed (buyer/emergency.html)."""

    form: Form
    post: str
    back: str
