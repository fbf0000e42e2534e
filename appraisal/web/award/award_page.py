"""The award of a lot in words: where it stands, the ranking it rests on, and the one thing to do next."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from appraisal.core.comparison import BidResult, Comparison
from appraisal.core.figures import reading
from appraisal.services.award.award_desk import AwardDesk
from appraisal.web.award.award_links import DOES, WAITS
from appraisal.web.award.award_pages import RankLine
from appraisal.web.award.decision_page import digest_fact, outcome_words, recommended
from appraisal.web.parts import Fact, Notice, Status, Step
from appraisal.web.times import moment


def ranking(desk: AwardDesk) -> tuple[RankLine, ...]:
    """Every bid that was opened, by rank; those that are out last, with why."""
    bids = desk.comparison.bids if desk.comparison else ()
    gone = [(bid, desk.out[bid.bid]) for bid in desk.bids.values() if bid.bid in desk.out]
    return (
        *(_rank_line(desk, bid) for bid in bids),
        *(
            RankLine("", bid.response.supplier.name, "", Status("none", "Out"), "", f"{why.kind.title()}: {why.reason}")
            for bid, why in gone
        ),
    )


def says(comparison: Comparison | None) -> str:
    """What the comparison itself recommends, or why it recommends nobody."""
    return comparison.recommendation.reason if comparison else ""


def fit_words(bid: BidResult) -> str:
    """The official fit, 0-100, with two decimals."""
    return str(reading(bid.fit.low))


def steps(desk: AwardDesk, now: datetime) -> tuple[Step, ...]:
    """The way to the award with its moments; what lost its ground counts as not done."""
    state, lot = desk.state, desk.lot
    runs, held = state.standstill, (state.recommendation, state.approval, state.notice, state.award)
    times = [one.decision.at if one and one.holds else None for one in held]
    named = (
        ("Evaluation closed", lot.evaluated),
        ("Recommended", times[0]),
        ("Approved", times[1]),
        ("Letters sent", times[2]),
        ("Standstill ends", runs.ends if runs else None),
        ("Decided", times[3]),
    )
    found, is_next = [], True
    for name, when in named:
        past = when is not None and when <= now
        shown = moment(when, desk.tender.zone, now) if when else None
        found.append(Step(name, shown, "past" if past else ("now" if is_next else "coming")))
        is_next = is_next and past
    return tuple(found)


def next_notice(desk: AwardDesk, now: datetime) -> Notice | None:
    """The one thing to do, or what is waited for."""
    base, step = f"/tenders/{desk.tender.id}/lots/{desk.lot.number}/award", desk.next
    if step == "evaluate":
        return Notice("Nothing to do until a chair closes the evaluation", "Then an officer can recommend an award.")
    if step == "wait" and (runs := desk.state.standstill):
        ends = moment(runs.ends, desk.tender.zone, now)
        return Notice(f"Nothing to do until {ends.words}", f"The standstill ends then, {ends.zone}, {ends.distance}.")
    if desk.can_act:
        what, why, act, path = DOES[step]
        return Notice(f"Next: {what}", why, act, f"{base}/{path}")
    own = step == "approve" and desk.can_recommend
    return Notice(WAITS[step], "Nobody approves their own recommendation." if own else "") if step in WAITS else None


def void_words(desk: AwardDesk) -> tuple[str, str] | None:
    """That a decision holds no more, in a headline and a sentence."""
    state = desk.state
    if state.approval and not state.approval.holds:
        falls = "Letters and standstill fall with it" if state.notice else "It counts for nothing any more"
        return f"Approval void: {state.approval.lost}", f"{falls}: begin with a new recommendation."
    if state.recommendation and not state.recommendation.holds:
        return f"Recommendation void: {state.recommendation.lost}", "Begin with a new one."
    return None


def heading(desk: AwardDesk) -> str:
    """Where the award is, in a headline."""
    state, step = desk.state, desk.next
    if state.award:
        return outcome_words(desk, state.award.document, "Awarded to {}", "Ended without an award")
    if state.recommendation is None or not state.recommendation.holds:
        return "Being evaluated" if step == "evaluate" else "Waiting for a recommendation"
    done = {"approve": "recommended", "notify": "approved", "wait": "announced", "make": "announced"}[step]
    return outcome_words(desk, state.recommendation.document, f"Award to {{}} is {done}", f"No award is {done}")


def choice(desk: AwardDesk, bid: BidResult) -> tuple[str, str]:
    """A bid to choose: its supplier, and how it stands."""
    own = desk.comparison is not None and desk.comparison.recommendation.supplier == bid.supplier.id
    words = f"Rank {bid.rank}, fit {fit_words(bid)}"
    return bid.supplier.name, f"{words}; the comparison recommends it" if own else words


def must_say_so(desk: AwardDesk, said: bool) -> str:
    """What to do where the choice and the tick do not agree."""
    name = recommended(desk.comparison)
    if said:
        return f"Take this tick off: the comparison recommends {name} too"
    return f"The comparison recommends {name}: tick this to choose otherwise, and say why in the reasons"


def letter_facts(desk: AwardDesk) -> tuple[Fact, ...]:
    """To whom letters go out, on which decision."""
    decided = desk.state.recommendation
    return (
        Fact("Decision", outcome_words(desk, decided.document, "Award to {}", "No award") if decided else ""),
        Fact("Letters to", ", ".join(bid.response.supplier.name for bid in desk.bids.values())),
        *((digest_fact("Digest of the approval", desk.state.approval.digest),) if desk.state.approval else ()),
    )


def first_day(desk: AwardDesk, begins: date, now: datetime) -> str:
    """Day one of a standstill."""
    zone = desk.tender.zone
    return moment(datetime.combine(begins, time(12), ZoneInfo(zone)), zone, now, year=True).day


def facts(desk: AwardDesk) -> tuple[Fact, ...]:
    """What the page is about."""
    comparison = desk.comparison
    whole = f"/tenders/{desk.tender.id}/lots/{desk.lot.number}/comparison"
    basis = {"declared": "Declared answers", "verified": "Findings on every answer that counts", "mixed": "Mixed"}
    return (
        Fact("Lot", f"{desk.lot.number}, {desk.lot.title}"),
        Fact("Bids opened", str(len(desk.bids))),
        *((Fact("Basis of the comparison", basis[comparison.basis]),) if comparison else ()),
        *((Fact("Comparison", "Every figure, and how firm it is", whole),) if comparison else ()),
        digest_fact("Digest of the comparison", desk.digest),
    )


def _rank_line(desk: AwardDesk, bid: BidResult) -> RankLine:
    names = desk.comparison.profile.model.area_by_id if desk.comparison else {}
    missed = [names[area.area].name for area in bid.knock_outs if area.met == "fails"]
    unclear = [names[area.area].name for area in bid.knock_outs if area.met == "unclear"]
    if missed:
        status = Status("bad", f"Missed: {', '.join(missed)}")
    elif unclear:
        status = Status("care", f"Unclear: {', '.join(unclear)}")
    else:
        status = Status("done", "All met") if bid.knock_outs else Status("none", "None asked")
    rank = str(bid.rank) if bid.rank else ""
    return RankLine(
        rank, bid.supplier.name, fit_words(bid), status, bid.risk.capitalize(), "" if rank else "Not ranked"
    )
