"""One finding in words: what is known of the question on the left, the decision on the right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from appraisal.core.evaluation import MEANINGS, OwnFinding, cited, compares
from appraisal.services.evaluation.finding_page import FindingPage as Shown
from appraisal.services.evaluation.finding_page import OthersFinding
from appraisal.services.evaluation.findings import DraftFinding
from appraisal.web.bidding.answer_form import new_key
from appraisal.web.bidding.unsaved_pages import StalePage, StaleQuestion
from appraisal.web.evaluation.evaluation_forms import FindingForm
from appraisal.web.evaluation.evaluation_page import bid_address, both_progress, lot_trail
from appraisal.web.evaluation.evaluation_pages import FindingPage, Verdict
from appraisal.web.evaluation.known_page import known_view
from appraisal.web.parts import Link
from appraisal.web.times import local_clock, moment

ICONS = {"F": "met", "L": "three", "P": "one", "N": "major", "NA": "na", None: "unclear"}
SEE_LATER = "You see the findings of the other evaluators once you have submitted your own."
NOT_OFFERED = "says that no evidence was offered"


def finding_view(
    shown: Shown, form: FindingForm | None = None, typed: OwnFinding | None = None, arrived: bool = False
) -> FindingPage:
    """The page; `form` is one that was sent back, `typed` what could not be taken any more."""
    desk, work, bid = shown.desk, shown.work, shown.work.bid
    where = f"{work.called}, {shown.on.area.name}, question {shown.on.place}"
    draft, here = shown.draft, bid_address(desk, bid.bid, shown.on.question.id)
    if shown.can_save and form is None:
        form = first_form(draft)
    return FindingPage(
        title=f"Finding, {where}",
        heading=shown.on.question.text,
        eyebrow=f"{where} of {shown.on.asked}",
        trail=lot_trail(
            desk,
            Link(work.called, bid_address(desk, bid.bid)),
            Link(shown.on.area.name, f"{bid_address(desk, bid.bid)}#{shown.on.area.id}"),
        ),
        troubles=form.troubles if form else (),
        troubles_note="Nothing you typed is lost." if form and form.troubles else "",
        known=known_view(shown.on),
        form=form if shown.can_save else None,
        own=None if shown.can_save else verdict("", draft.own),
        typed=verdict("", typed) if typed else None,
        others=tuple(other_verdict(one, shown.desk.tender.zone) for one in shown.others),
        agreed=Verdict("", ICONS[shown.agreed.value], MEANINGS[shown.agreed.value][0], shown.agreed.reason)
        if shown.agreed
        else None,
        revision=str(draft.version),
        key=new_key(),
        saved=saved_words(draft.own.reason, cited(draft.own.reason, shown.known), draft.saved, shown.desk.tender.zone),
        compares=compares_words(form.reason.data if form else draft.own.reason),
        previous=bid_address(desk, bid.bid, shown.previous) if shown.previous else "",
        following=bid_address(desk, bid.bid, shown.following) if shown.following else "",
        progress=both_progress(work, shown.works),
        note=_note(shown),
        post=here,
        arrived=arrived and not (form and form.troubles),
    )


def stale_view(shown: Shown, mine: OwnFinding, stored: DraftFinding, sent: Sequence[tuple[str, str]]) -> StalePage:
    """The two versions of a finding that was saved from two pages; `sent` is all that was typed."""
    at = f"saved at {local_clock(stored.saved, shown.desk.tender.zone)}" if stored.saved else "saved"
    here = bid_address(shown.desk, shown.work.bid.bid, shown.on.question.id)
    return StalePage(
        title="Not saved: this finding changed meanwhile",
        heading="This finding changed while you were writing",
        eyebrow="Not saved",
        lede=f"You saved it from another window; it was {at}, after this one was opened. "
        "Nothing you typed is lost: choose what to keep.",
        trail=lot_trail(shown.desk, Link(shown.work.called, bid_address(shown.desk, shown.work.bid.bid))),
        questions=(
            StaleQuestion(
                "finding",
                f"{shown.on.area.name}, question {shown.on.place}",
                value_words(mine),
                mine.reason,
                value_words(stored.own),
                stored.own.reason,
            ),
        ),
        keep=tuple((name, value) for name, value in sent if name not in ("csrf", "revision", "finding-keep", "key")),
        revision=str(stored.version),
        saved=at,
        post=here,
        discard=here,
    )


def first_form(draft: DraftFinding) -> FindingForm:
    """The form with what is saved."""
    own = draft.own
    return FindingForm.shown({"finding": own.value or "", "reason": own.reason, "nothing": own.nothing_offered})


def verdict(who: str, own: OwnFinding, note: str = "") -> Verdict:
    """A finding in words, with whether it rests on nothing."""
    told = ", ".join(words for words in (NOT_OFFERED if own.nothing_offered else "", note) if words)
    return Verdict(who, ICONS[own.value], value_words(own), own.reason, told)


def other_verdict(one: OthersFinding, zone: str) -> Verdict:
    """What another evaluator submitted."""
    return verdict(one.name, one.own, f"submitted {moment(one.at, zone, one.at).words}")


def value_words(own: OwnFinding) -> str:
    """The value in a word."""
    return MEANINGS[own.value][0] if own.value else "No finding yet"


def saved_words(reason: str, cites: Sequence[str], at: datetime | None, zone: str) -> str:
    """What the reason cites, and when it was saved."""
    if at is None:
        return "Nothing saved yet"
    told = f"Cites {', '.join(cites)}. " if cites else "Cites nothing yet. "
    return f"{told if reason.strip() else ''}Saved at {local_clock(at, zone)}."


def compares_words(reason: str) -> str:
    """A note where the reason measures against other bidders, else nothing."""
    words = compares(reason)
    return f"“{words}” compares with other bidders. Measure against the requirement." if words else ""


def _note(shown: Shown) -> str:
    if shown.work.sheet is None:
        return (
            SEE_LATER if shown.can_save else "The evaluation was closed before you submitted your findings on this bid."
        )
    return "" if shown.others else "Nobody else has submitted findings on this bid yet."
