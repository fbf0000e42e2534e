"""The page of one area in words: its questions as stored, what is to settle, and what the buyer asks of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from appraisal.services.bidding.answering import AreaPage as Shown
from appraisal.services.bidding.bid_desk import BidDesk
from appraisal.web.bidding import answer_form
from appraisal.web.bidding.bid_page import bid_deadline, bid_trail
from appraisal.web.bidding.question_pages import MEANINGS, MEANINGS_MAY_BE_NA, AreaPage
from appraisal.web.machine.guard import actor
from appraisal.web.machine.request_kit import kit
from appraisal.web.parts import Fact
from appraisal.web.tendering.profile_form import level_words
from appraisal.web.times import local_clock


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is to settle on the page of an area."""

    blanks: Mapping[str, str] = field(default_factory=dict)
    uploads: Mapping[str, str] = field(default_factory=dict)
    finished: str = ""

    def __bool__(self) -> bool:
        return bool(self.blanks or self.uploads or self.finished)


def area_view(desk: BidDesk, shown: Shown, wrong: Wrong, finished: str | None = None) -> AreaPage:
    """The page of an area as it is stored, with what is to settle; `finished` is what was sent where a page was."""
    draft, answers = shown.draft, shown.draft.answers
    area, asked = shown.area, [question.id for question in shown.questions]
    itil = f" ITIL calls this {' and '.join(area.itil)}." if area.itil else ""
    state = "yes" if draft.completed else "no" if draft.version else ""
    at = f"Saved at {local_clock(draft.saved, shown.zone)}" if draft.saved else "Nothing saved yet"
    to_settle = answer_form.troubles(shown, wrong.blanks, wrong.uploads, wrong.finished)
    return AreaPage(
        title=area.name,
        heading=area.name,
        eyebrow=level_words(desk.profile.model, area.level),
        lede=f"{area.purpose}{itil}",
        trail=bid_trail(desk)[1:],
        troubles=to_settle,
        troubles_note="Everything you typed is saved, so you can also come back later." if to_settle else "",
        deadline=bid_deadline(kit(), actor(), desk),
        groups=answer_form.groups(shown, desk, answers, wrong.blanks, wrong.uploads),
        meanings=MEANINGS_MAY_BE_NA if shown.may_be_na else MEANINGS,
        files=tuple((line.id, line.title) for line in shown.evidence),
        finished=state if finished is None else finished,
        finished_error=wrong.finished,
        revision=str(draft.version),
        key=answer_form.new_key(),
        saved=f"{at}, with {len(to_settle)} to settle" if to_settle else at,
        progress=progress_words(draft.progress.answered(asked), len(asked)),
        asks=answer_form.asks(desk, area.id),
        answers_as=Fact(
            "You answer as",
            desk.member.role,
            note="Give your own view. Colleagues answer separately, and do not see it.",
        ),
        without_evidence=answer_form.without_evidence(shown, draft),
        back=f"/bids/{desk.bid.id}",
        closed="" if shown.can_save else "Nothing can be changed any more; this is what you answered.",
    )


def progress_words(answered: int, asked: int) -> str:
    """How far the answers to an area are."""
    return f"{answered} of {asked} answered"
