"""The own indicated profile in words, for the bidder's team alone."""

from __future__ import annotations

from appraisal.core.comparison import AreaResult
from appraisal.core.figures import reading
from appraisal.services.bidding.bid_desk import BidDesk
from appraisal.services.bidding.indication import Indication
from appraisal.web.bidding.bid_page import bid_trail
from appraisal.web.bidding.bid_pages import IndicationLine, IndicationPage
from appraisal.web.parts import Fact
from appraisal.web.tendering.profile_form import target_words

GAPS = {"none": ("Met", "met"), "minor": ("Minor gap", "minor"), "major": ("Major gap", "major")}


def indication_page(desk: BidDesk, told: Indication) -> IndicationPage:
    """The page; without lines where the buyer does not show the indicated profile, or nothing can be scored yet."""
    result, model = told.result, desk.profile.model
    lines = tuple(_line(desk, area) for area in result.areas) if result else ()
    unanswered = sum(len(questions) for questions in told.unanswered.values())
    facts = [Fact("Answered by", "Your whole team" if told.whole_team else "You alone, so far")]
    facts.append(Fact("Not answered yet", str(unanswered)))
    if told.without_evidence:
        facts.append(Fact("Yes without evidence", str(sum(len(found) for found in told.without_evidence.values()))))
    if result and result.indicated_level is not None:
        name = model.level_name(result.indicated_level)
        facts.append(Fact("Indicated level", f"{result.indicated_level}{f', {name}' if name else ''}"))
    return IndicationPage(
        title="Your indicated profile",
        heading="Your indicated profile",
        lede=_lede(desk, told),
        trail=bid_trail(desk),
        lines=lines,
        facts=tuple(facts),
        back=f"/bids/{desk.bid.id}",
    )


def _lede(desk: BidDesk, told: Indication) -> str:
    if not desk.lot.indication:
        return "The buyer does not show the indicated profile of this lot before the opening."
    if told.result is None:
        return "Nothing can be worked out yet: answer some questions first."
    return "Worked out from your own answers, for your team alone. It is no rating; what is unanswered counts as no."


def _line(desk: BidDesk, area: AreaResult) -> IndicationLine:
    model = desk.profile.model
    found = model.area_by_id[area.area]
    words, icon = GAPS[area.gap] if area.applicable else ("Does not apply", "na")
    reached = f"{reading(100 * area.fit.low, 0)}\u00a0%" if area.fit is not None else "–"
    state = area.state.capitalize() if area.state and area.state.islower() else (area.state or "–")
    return IndicationLine(found.name, found.level, target_words(area.requirement.target), state, reached, words, icon)
