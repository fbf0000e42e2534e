"""An area that was not saved, in words: changed meanwhile, with both versions, or too late, with all that was typed."""

from __future__ import annotations

from collections.abc import Mapping

from flask import request

from appraisal.core.errors import DeadlinePassed, Stale, WrongStage
from appraisal.services.bidding.answering import AreaPage as Shown
from appraisal.services.bidding.answering import Typed
from appraisal.services.bidding.bid_desk import BidDesk
from appraisal.services.bidding.drafting import AreaDraft, DraftAnswer
from appraisal.web.bidding import answer_form
from appraisal.web.bidding.bid_page import bid_trail
from appraisal.web.bidding.unsaved_pages import LateAnswer, LatePage, StalePage, StaleQuestion
from appraisal.web.times import local_clock


def stale_page(desk: BidDesk, shown: Shown, typed: Mapping[str, Typed], stale: Stale) -> StalePage:
    """The two versions of an area, for the person to choose from question by question."""
    stored = stale.stored if isinstance(stale.stored, AreaDraft) else shown.draft
    mine = answer_form.as_draft(typed)
    at = f"saved at {local_clock(stored.saved, shown.zone)}" if stored.saved else "saved"
    differing = [
        StaleQuestion(
            question.id,
            f"Question {number}",
            answer_form.WORDS[mine[question.id].value or ""],
            mine[question.id].comment,
            answer_form.WORDS[stored.answer(question.id).value or ""],
            stored.answer(question.id).comment,
        )
        for number, question in enumerate(shown.questions, 1)
        if _differs(mine[question.id], stored.answer(question.id))
    ]
    left_out = ("csrf", "revision", "detach")
    keep = [(name, value) for name, value in request.form.items(multi=True) if name not in left_out]
    return StalePage(
        title="Not saved: this section changed meanwhile",
        heading="This section changed while you were writing",
        eyebrow="Not saved",
        lede=f"You saved it from another window; it was {at}, after this one was opened. "
        "Nothing you typed is lost: choose what to keep.",
        trail=bid_trail(desk)[1:],
        questions=tuple(differing),
        keep=tuple((name, value) for name, value in keep if not name.endswith(("-evidence", "-pick", "-link")))
        + tuple((f"{question}-evidence", item) for question, given in typed.items() for item in given.evidence),
        revision=str(stored.version),
        saved=at,
        post=request.path,
        discard=request.path,
    )


def _differs(mine: DraftAnswer, stored: DraftAnswer) -> bool:
    return (mine.value, mine.comment.replace("\r\n", "\n").strip()) != (stored.value, stored.comment)


def late_page(
    desk: BidDesk, shown: Shown, typed: Mapping[str, Typed], refusal: DeadlinePassed | WrongStage
) -> LatePage:
    """What was typed and is not in the bid, question by question, so that nothing of it is lost."""
    mine = answer_form.as_draft(typed)
    differing = tuple(
        LateAnswer(f"Question {number}", question.text, _words(question.id, mine[question.id]))
        for number, question in enumerate(shown.questions, 1)
        if _differs(mine[question.id], shown.draft.answer(question.id)) or _links(question.id)
    )
    saved = shown.draft.saved
    kept = f"What was saved at {local_clock(saved, shown.zone)} is kept." if saved else "Nothing was saved before."
    return LatePage(
        title="Not saved: the time for this is over",
        heading="This came too late to be saved",
        eyebrow=f"{shown.area.name}, not saved",
        lede=f"{refusal}. {kept}",
        trail=bid_trail(desk)[1:],
        answers=differing,
        saved="" if differing else "Everything on the page had been saved in time.",
        back=f"/bids/{desk.bid.id}",
    )


def _words(question: str, given: DraftAnswer) -> tuple[tuple[str, str], ...]:
    told = [("Answer", answer_form.WORDS[given.value or ""])]
    if given.comment.strip():
        told.append(("Comment", given.comment))
    return (*told, *(("Link", link) for link in _links(question)))


def _links(question: str) -> list[str]:
    return [link for link in request.form.getlist(f"{question}-link") if link.strip()]
