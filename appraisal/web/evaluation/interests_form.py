"""The declaration of interests as a form: a line for each supplier, by place, and the name that signs."""

from __future__ import annotations

from dataclasses import dataclass

from appraisal.core.errors import InvalidInput
from appraisal.services.evaluation.interests import BidderToDeclare, Declaration, DeclareInterests, InterestsPage
from appraisal.web.evaluation.evaluation_forms import YES, InterestForm, LaterConflictForm, SignForm
from appraisal.web.evaluation.evaluation_page import lot_address, lot_name
from appraisal.web.evaluation.evaluation_pages import InterestLine
from appraisal.web.evaluation.evaluation_pages import InterestsPage as InterestsView
from appraisal.web.parts import Link, Status, Trouble
from appraisal.web.times import moment

NOTHING_TICKED = "Tick the supplier with whom a conflict came up"


@dataclass(frozen=True, slots=True)
class InterestsForm:
    """The lines by place from 1, of the suppliers on whom something can still be declared, and the signature."""

    suppliers: tuple[str, ...]
    lines: dict[int, InterestForm | LaterConflictForm]
    sign: SignForm
    first: bool

    def accepted(self) -> bool:
        """Whether everything was sent and can be used; every line is looked at, so that all troubles show."""
        fine = [form.accepted() for form in (*self.lines.values(), self.sign)]
        if not self.first and not any(form.conflict.data for form in self.lines.values()):
            next(iter(self.lines.values())).note("conflict", NOTHING_TICKED)
            return False
        return all(fine)

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        """Everything to settle, in the order of the page, each with the supplier that it is about."""
        about = tuple(
            Trouble(f"{self.suppliers[place - 1]}: {one.words[:1].lower()}{one.words[1:]}", one.anchor)
            for place, form in self.lines.items()
            for one in form.troubles
        )
        return (*about, *self.sign.troubles)


def asked(shown: InterestsPage) -> InterestsForm:
    """The form as the present request sends it, or empty."""
    first = any(one.stated is None for one in shown.bidders)
    lines: dict[int, InterestForm | LaterConflictForm] = {}
    for place, one in enumerate(shown.bidders, 1):
        if one.stated is None:
            lines[place] = InterestForm.asked(suffix=f"-{place}")
        elif not one.stated.conflict:
            lines[place] = LaterConflictForm.asked(suffix=f"-{place}")
    for place, form in lines.items():
        supplier = shown.bidders[place - 1].supplier
        form.words.label.text = f"What the conflict with {supplier} is"
        if isinstance(form, InterestForm):
            form.conflict.label.text = f"Do you have a conflict of interest with {supplier}?"
    return InterestsForm(tuple(one.supplier for one in shown.bidders), lines, SignForm.asked(), first)


def command(shown: InterestsPage, form: InterestsForm) -> DeclareInterests:
    """The command that declares what was sent."""
    declarations = [
        Declaration(shown.bidders[place - 1].bid, line.conflict.data in (YES, True), line.words.data)
        for place, line in form.lines.items()
        if isinstance(line, InterestForm) or line.conflict.data
    ]
    return DeclareInterests(shown.tender.id, shown.lot.number, declarations, form.sign.name.data)


def take(shown: InterestsPage, form: InterestsForm, error: InvalidInput) -> None:
    """Note what the act refused, each problem at the line of its supplier."""
    for place, one in enumerate(shown.bidders, 1):
        mine = [problem for problem in error.problems if problem.path.partition(".")[0] == one.bid]
        if mine and place in form.lines:
            form.lines[place].take(InvalidInput("", mine), {one.bid: "conflict", f"{one.bid}.words": "words"})
    if signature := [problem for problem in error.problems if problem.path == "signed_by"]:
        form.sign.take(InvalidInput("", signature), {"signed_by": "name"})


def page(shown: InterestsPage, form: InterestsForm) -> InterestsView:
    """The page for an evaluator, who sees the suppliers' names here and nothing else."""
    zone = shown.tender.zone
    return InterestsView(
        title=f"Interests, {lot_name(shown.tender, shown.lot)}",
        heading="Declare your interests" if form.first else "Your declarations of interests",
        eyebrow=f"Evaluation, {lot_name(shown.tender, shown.lot)}",
        lede="Say for each supplier whether you have a conflict of interest. "
        "Nothing of the bids is shown to you before that."
        if form.first
        else "If a conflict comes up later, add it here at once.",
        trail=(Link("Evaluation", "/evaluation"),),
        troubles=form.troubles,
        troubles_note="Nothing you typed is lost." if form.troubles else "",
        lines=tuple(_line(place, one, form, zone) for place, one in enumerate(shown.bidders, 1)),
        sign=form.sign if form.lines else None,
        first=form.first,
        post=f"{lot_address(shown.tender, shown.lot)}/interests",
        back="" if form.first else lot_address(shown.tender, shown.lot),
    )


def _line(place: int, one: BidderToDeclare, form: InterestsForm, zone: str) -> InterestLine:
    stated = one.stated
    if stated is None:
        return InterestLine(place, one.supplier, form.lines.get(place))
    at = moment(stated.at, zone, stated.at, year=True)
    by = f"Set by {stated.set_by}" if stated.set_by else "Declared"
    note = f"{by} {at.words}.{f' {stated.words}' if stated.words else ''}"
    status = Status("care", "A conflict of interest") if stated.conflict else Status("done", "No conflict")
    return InterestLine(place, one.supplier, form.lines.get(place), status, note)
