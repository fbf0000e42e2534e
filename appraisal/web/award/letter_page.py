"""A letter to a bidder as a page: the same words and figures as on paper."""

from __future__ import annotations

from datetime import datetime

from appraisal.core.debrief import DebriefArea
from appraisal.reports import debrief_words as words
from appraisal.reports.wording import plain
from appraisal.services.award.debriefs import Letter
from appraisal.web.award.paper_pages import FoundLine, LetterArea, LetterLine, LetterPage
from appraisal.web.parts import Fact, Link
from appraisal.web.times import moment


def letter_page(letter: Letter, trail: tuple[Link, ...], pdf: str, now: datetime) -> LetterPage:
    """The whole letter."""
    told = letter.debrief
    has_winner = bool(told.winner) and not told.is_winner
    facts = [Fact("From", told.buyer), Fact("To", told.supplier, note=f"receipt {told.receipt}")]
    if told.winner:
        facts.append(Fact("Contract goes to", told.winner))
    if words.score(told):
        facts.append(Fact("Score", words.score(told)))
    facts.append(Fact("Calculation behind the decision (SHA-256)", told.comparison.removeprefix("sha256:"), mono=True))
    return LetterPage(
        title=words.headline(told),
        heading=words.headline(told),
        lede=words.deck(told),
        eyebrow=f"{told.reference}, lot {told.lot}, written on {words.written(told)}",
        trail=trail,
        facts=tuple(facts),
        grounds=tuple(line for line in told.grounds.splitlines() if line.strip()),
        advantage=words.advantage_summary(told),
        advantages=tuple(words.advantages(told)),
        areas=tuple(_area(area, has_winner) for area in told.areas),
        has_winner=has_winner,
        steps=tuple(plain(step) for step in words.steps(told)),
        ends=moment(told.standstill.ends, told.zone, now, seconds=True, year=True) if told.standstill else None,
        pdf=pdf,
        digest=letter.digest.removeprefix("sha256:"),
    )


def letter_line(letter: Letter, base: str) -> LetterLine:
    """One letter in the list of a lot's letters."""
    told = letter.debrief
    href = f"{base}/letters/{told.receipt}"
    return LetterLine(told.supplier, words.headline(told), href, f"{href}.pdf", letter.digest.removeprefix("sha256:"))


def _area(area: DebriefArea, has_winner: bool) -> LetterArea:
    return LetterArea(
        id=area.id,
        name=area.name,
        required=words.required(area),
        shown=words.shown(area),
        points=words.points(area.points),
        winner=words.points(area.winner_points) if has_winner else "",
        findings=tuple(
            FoundLine(
                one.text,
                words.answers(one.tally),
                words.finding_word(one.value),
                tuple(line for line in one.reason.splitlines() if line.strip()),
            )
            for one in area.findings
        ),
    )
