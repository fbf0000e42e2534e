"""A letter to a bidder in words, for paper and page alike: headline, decision, advantages, what can be done."""

from __future__ import annotations

from fractions import Fraction

from appraisal.core.comparison import Eligibility, Tally
from appraisal.core.debrief import Debrief, DebriefArea
from appraisal.core.evaluation import MEANINGS, VALUES
from appraisal.core.profile import target_words
from appraisal.reports.moments import calendar_day, moment
from appraisal.reports.wording import Text, counted, day, joined, ordinal, tenths, visible

MET: dict[Eligibility, str] = {"meets": "Met", "unclear": "Unclear", "fails": "Not met"}
ANSWERS = (("yes", "yes"), ("no", "no"), ("na", "does not apply"), ("unknown", "unknown"))


def headline(letter: Debrief) -> str:
    """The one thing to know."""
    if letter.out:
        return f"Your bid was {letter.out} and is not part of the decision."
    if letter.outcome == "none":
        return "No contract is awarded on this lot."
    if letter.is_winner:
        return "It is intended to award the contract to you."
    if letter.rank is None:
        return "Your bid is not ranked, and the contract goes to another bidder."
    if letter.rank == 1:
        return "Your bid shares the first place; the contract goes to another bidder."
    return f"Your bid came {ordinal(letter.rank)} of {letter.ranked}; the contract goes to another bidder."


def deck(letter: Debrief) -> str:
    """Whom it is about, and where the standstill stands."""
    until = f" Nothing is signed before {moment(letter.standstill.ends, letter.zone)}." if letter.standstill else ""
    who = f" The contract is to go to {visible(letter.winner)}." if letter.winner and not letter.is_winner else ""
    return f"To {visible(letter.supplier)}, on lot {letter.lot} of tender {visible(letter.reference)}.{who}{until}"


def score(letter: Debrief) -> str:
    """The own score and standing in a sentence; empty for a bid that is out."""
    if letter.fit is None or letter.eligibility is None:
        return ""
    low = f"Your bid earned {tenths(letter.fit.low)} of 100 points"
    theirs = f"; the winner earned {tenths(letter.winner_fit.low)}" if letter.winner_fit else ""
    knock = {
        "meets": "It meets every knock-out.",
        "unclear": "At least one knock-out is unclear.",
        "fails": "It misses at least one knock-out, so it is not ranked.",
    }[letter.eligibility]
    return f"{low}{theirs}. {knock}"


def advantages(letter: Debrief) -> list[str]:
    """What the winner did better, area by area: figures alone, nothing of its answers."""
    return [
        f"{visible(area.name)}: {points(area.winner_points)} of {points(area.stake)} points against your "
        f"{points(area.points)}"
        for area in letter.advantages
    ]


def advantage_summary(letter: Debrief) -> str:
    """The same in one sentence."""
    areas = letter.advantages
    if letter.is_winner or not letter.winner or letter.out:
        return ""
    if not areas:
        return "In no area did the winner earn more points than you; what decided stands under The decision."
    names = [visible(area.name) for area in areas]
    return f"{visible(letter.winner)} earned more points in {counted(len(areas), 'area')}: {joined(names, 4)}."


def required(area: DebriefArea) -> str:
    """What was required of an area."""
    return f"{target_words(area.target)}{', knock-out' if area.mandatory else ''}"


def shown(area: DebriefArea) -> str:
    """What the bid showed there."""
    if not area.applicable:
        return "Does not apply"
    return f"{MET[area.met]}{f', {area.state}' if area.state else ''}"


def answers(tally: Tally) -> str:
    """What the respondents answered: "2 yes, 1 unknown"."""
    parts = [f"{getattr(tally, kind)} {word}" for kind, word in ANSWERS if getattr(tally, kind)]
    return ", ".join(parts) or "no answer"


def finding_word(value: str) -> str:
    """The finding as a word; "as declared" where nothing was found."""
    known = next((one for one in VALUES if one == value), None)
    return MEANINGS[known][0] if known else "As declared"


def steps(letter: Debrief) -> list[Text]:
    """What the bidder can do now."""
    asks = f"Questions about this letter go to {visible(letter.contact)}." if letter.contact else ""
    until = ""
    if letter.standstill:
        kind = "working days" if letter.standstill.kind == "working" else "days"
        until = (
            f"A standstill of {letter.standstill.days} {kind} runs from {day(letter.standstill.begins)} to "
            f"{moment(letter.standstill.ends, letter.zone)}. Until then the contract is not signed, and a review of "
            "the decision can be sought under the law that the tender names."
        )
    lines = [until, asks, "Your answers, the findings and this calculation stay on record and can be checked again."]
    return [(line,) for line in lines if line]


def written(letter: Debrief) -> str:
    """The day of the letter."""
    return calendar_day(letter.written, letter.zone)


def points(value: Fraction | None) -> str:
    """Points of 100 with one decimal, a dash where there are none."""
    return "–" if value is None else tenths(value)
