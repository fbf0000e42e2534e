"""The decisions on a lot's award in words: what, by whom and when, and why one holds no more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from appraisal.core.comparison import Comparison
from appraisal.services.award.award_desk import AwardDesk
from appraisal.services.award.recommending import departs_from
from appraisal.services.comparison.award_state import Held, standstill_of
from appraisal.web.award.award_pages import DecisionBlock, EarlierLine
from appraisal.web.parts import Fact, Moment, Status
from appraisal.web.tendering.tender_frame import digest_words
from appraisal.web.times import moment

DEPARTS = "Departs from the comparison, which recommends {}"
KINDS = {"calendar": "calendar days", "working": "working days"}


def decisions(desk: AwardDesk, now: datetime) -> tuple[DecisionBlock, ...]:
    """The decisions on record, newest first."""
    state = desk.state
    found = (
        award_block(desk, state.award, now) if state.award else None,
        _notice_block(desk, state.notice, now) if state.notice else None,
        _approval_block(desk, state.approval, now) if state.approval else None,
        recommendation_block(desk, state.recommendation, now) if state.recommendation else None,
    )
    return tuple(block for block in found if block)


def recommendation_block(desk: AwardDesk, held: Held, now: datetime) -> DecisionBlock:
    """A recommendation: for whom, by whom, why, and whether it departs from the comparison."""
    document, comparison = held.document, desk.comparison
    departs = held.holds and departs_from(comparison, document["supplier"])
    return DecisionBlock(
        id="recommendation",
        heading="Recommendation",
        status=_status(held, "Recommended"),
        what=outcome_words(desk, document, "Award to {}", "No award"),
        by=_by(desk, held, now),
        departs=DEPARTS.format(recommended(comparison)) if departs else "",
        reasons=document["reasons"],
        facts=(digest_fact("Digest", held.digest), digest_fact("Of the comparison", document["comparison"])),
    )


def award_block(desk: AwardDesk, held: Held, now: datetime) -> DecisionBlock:
    """The award, or that there is none."""
    what = outcome_words(desk, held.document, "Awarded to {}", "Ended without an award")
    facts = (digest_fact("Digest", held.digest),)
    return DecisionBlock("award", "Decision", Status("done", "Final"), what, _by(desk, held, now), facts=facts)


def outcome_words(desk: AwardDesk, document: Mapping[str, Any], award: str, none: str) -> str:
    """The outcome in words; `award` holds the place of the name."""
    name = desk.winner(document)
    return award.format(name) if name else none


def notice_facts(desk: AwardDesk, held: Held, now: datetime) -> tuple[Fact, ...]:
    """The letters that went out, and their standstill."""
    ends = written(standstill_of(held.document).ends, desk, now)
    return (
        Fact("Letters", str(len(held.document["letters"]))),
        Fact("Ends", ends.words, note=ends.zone),
        Fact("Holidays named", ", ".join(held.document["standstill"]["holidays"]) or "None"),
        digest_fact("Digest", held.digest),
    )


def recommended(comparison: Comparison | None) -> str:
    """The name of the supplier that the comparison recommends, or "nobody"."""
    bids = comparison.bids if comparison else ()
    chosen = comparison.recommendation.supplier if comparison else None
    return next((bid.supplier.name for bid in bids if bid.supplier.id == chosen), "nobody")


def earlier(desk: AwardDesk, now: datetime) -> tuple[EarlierLine, ...]:
    """Decisions that newer ones replaced."""
    words = {"recommendation": "Recommendation", "approval": "Approval", "notice": "Letters", "award": "Decision"}
    return tuple(
        EarlierLine(
            words[one.kind],
            f"{one.document['officer']}, {written(one.at, desk, now).words}",
            digest_words(one.digest),
        )
        for one in desk.earlier
    )


def written(when: datetime, desk: AwardDesk, now: datetime) -> Moment:
    """A moment on record, in the tender's zone."""
    return moment(when, desk.tender.zone, now, year=True)


def digest_fact(label: str, digest: str | None) -> Fact:
    """A digest in short; of a comparison there is none where no bid stands."""
    return Fact(label, digest_words(digest) if digest else "No bid stands", mono=bool(digest))


def _approval_block(desk: AwardDesk, held: Held, now: datetime) -> DecisionBlock:
    return DecisionBlock(
        id="approval",
        heading="Approval",
        status=_status(held, "Approved"),
        what="Approved on exactly this comparison" if held.holds else f"Void: {held.lost}",
        by=_by(desk, held, now),
        facts=(
            digest_fact("Digest", held.digest),
            digest_fact("Of the recommendation", held.document["recommendation"]),
        ),
    )


def _notice_block(desk: AwardDesk, held: Held, now: datetime) -> DecisionBlock:
    runs, told = standstill_of(held.document), held.document["standstill"]
    ends = written(runs.ends, desk, now)
    days = f"{told['days']} {KINDS[told['kind']]}"
    return DecisionBlock(
        id="notice",
        heading="Letters and standstill",
        status=_status(held, "Ended" if runs.is_over(now) else "Runs"),
        what=f"{days}, until {ends.words}" if held.holds else f"Void: {held.lost}",
        by=_by(desk, held, now),
        facts=notice_facts(desk, held, now),
    )


def _status(held: Held, holds: str) -> Status:
    return Status("done", holds) if held.holds else Status("bad", "Void")


def _by(desk: AwardDesk, held: Held, now: datetime) -> str:
    when = written(held.decision.at, desk, now)
    return f"{held.document['officer']}, {when.words} {when.zone}"
