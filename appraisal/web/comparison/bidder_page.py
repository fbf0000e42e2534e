"""One bid of a comparison: its profiles side by side, what costs it most, its process risk, and what to look at."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from appraisal.core.comparison import BidResult
from appraisal.core.figures import exact
from appraisal.reports.answers import FLAGS, findings_of, flags_by_code
from appraisal.reports.commitment_clauses import commitment_clauses
from appraisal.reports.verdicts import note, supplier_headline
from appraisal.reports.wording import MINUS, counted, day, joined
from appraisal.services.comparison.shown_comparison import declared_result, proposed_result, verified_result
from appraisal.web.comparison.bidder_pages import BidderArea, BidderLevel, BidderPage, CostLine, FlagLine, ProfileColumn
from appraisal.web.comparison.comparison_pages import Figure
from appraisal.web.comparison.comparison_place import Place, fit_figure, heat_cell, knock_outs, percent, rank_words
from appraisal.web.parts import Fact, Link
from appraisal.web.tendering.profile_form import level_words, target_words

COUNTED = (
    "The required profile lets commitments count, outside knock-outs: the points above include them. "
    "Each belongs in the contract as it stands here."
)
SHOWN = "Shown and not counted. Each belongs in the contract as it stands here."


def bidder_page(place: Place, bid: BidResult) -> BidderPage:
    """The page of one bid, as it stands in the official comparison."""
    name, declared, verified = (
        place.board.full(bid),
        declared_result(place.shown, bid),
        verified_result(place.shown, bid),
    )
    profiles = [(_declared(declared), declared), (_verified(place, verified), verified)]
    if proposed := proposed_result(place.shown, bid):
        profiles.append((_proposed(place, proposed), proposed))
    return BidderPage(
        title=f"{name}, lot {place.shown.standing.lot.number}",
        heading=supplier_headline(place.board, bid).removesuffix("."),
        lede=_lede(place, bid),
        eyebrow=f"{name}, {place.eyebrow[:1].lower()}{place.eyebrow[1:]}",
        trail=place.trail(Link(place.board.name(bid), place.bidder(bid))),
        facts=_facts(place, bid),
        knock_outs=knock_outs(place.board, bid),
        profiles=tuple(column for column, _ in profiles),
        profiles_heading=joined([column.name for column, _ in profiles]).capitalize(),
        levels=_levels(place, bid, [result for _, result in profiles]),
        sum=fit_figure(bid.fit.low),
        clauses=tuple(clause.text for clause in commitment_clauses(place.profile, bid.response)),
        clauses_note=COUNTED if place.profile.proposed == "counted" else SHOWN,
        costs=_costs(place, bid),
        costs_note=_costs_note(bid),
        flags=tuple(
            FlagLine(FLAGS[code], tuple(flag.message for flag in found))
            for code, found in flags_by_code(bid.flags).items()
        ),
        back=place.base,
    )


def _lede(place: Place, bid: BidResult) -> str:
    rank = f"Rank {rank_words(bid)} of {len(place.board.bids)}" if bid.rank else "Not ranked"
    return f"{rank}. {note(place.board, bid)}."


def _facts(place: Place, bid: BidResult) -> tuple[Fact, ...]:
    opened = place.shown.opened(bid)
    found = findings_of(place.profile, bid)
    facts = [
        Fact("Rank", rank_words(bid)),
        Fact("Process risk", bid.risk.capitalize(), note=_risk_note(place, bid)),
        Fact("Answers with evidence", percent(bid.evidence_coverage), note="of every yes on a goal question"),
        Fact("Findings", ", ".join(f"{count} {word}" for word, count in found.items()) or "None yet"),
    ]
    if not place.shown.standing.is_blind:
        facts.append(Fact("Receipt", opened.receipt))
    return tuple(facts)


def _risk_note(place: Place, bid: BidResult) -> str:
    names = [place.board.area_name(area) for area in bid.risk_areas]
    return f"from {joined(names, 3)}" if names else ""


def _declared(result: BidResult) -> ProfileColumn:
    return ProfileColumn("Declared", "What its respondents answered", _totals(result))


def _verified(place: Place, bid: BidResult) -> ProfileColumn:
    asked = [part for area in bid.areas for component in area.components for part in component.questions]
    found = sum(question.finding is not None for question in asked)
    if found == len(asked):
        says = "What the panel agreed on"
    elif found:
        says = f"{found} of {len(asked)} findings agreed on, the rest as declared"
    else:
        says = "No finding is agreed on yet: as declared"
    return ProfileColumn("Verified", says, _totals(bid))


def _proposed(place: Place, result: BidResult) -> ProfileColumn:
    last = max(one.by for one in result.response.commitments)
    return ProfileColumn("Proposed", f"If all that is committed to is kept, by {day(last)}", _totals(result))


def _totals(result: BidResult) -> tuple[tuple[str, Figure], ...]:
    low, high = fit_figure(result.fit.low), fit_figure(result.fit.high)
    level = "–" if result.indicated_level is None else str(result.indicated_level)
    met = sum(area.met == "meets" for area in result.knock_outs)
    return (
        ("Fit", low),
        ("At best", high),
        ("Knock-outs met", Figure(f"{met} of {len(result.knock_outs)}")),
        ("Gaps, minor and major", Figure(f"{result.gaps('minor')} and {result.gaps('major')}")),
        ("Process risk", Figure(result.risk.capitalize())),
        ("Indicated level", Figure(level)),
    )


def _levels(place: Place, bid: BidResult, results: Sequence[BidResult]) -> tuple[BidderLevel, ...]:
    """The areas by level, each with its cell in every profile, and the points of the official comparison."""
    return tuple(
        BidderLevel(
            level,
            level_words(place.model, level),
            bid.risk_by_level[level].capitalize(),
            tuple(_area(place, bid, at, results) for at, area in enumerate(place.profile.areas) if area.level == level),
        )
        for level in place.board.levels
    )


def _area(place: Place, bid: BidResult, at: int, results: Sequence[BidResult]) -> BidderArea:
    area = bid.areas[at]
    href = place.answers(bid, area.area)
    return BidderArea(
        name=place.board.area_name(area),
        share=place.share(area),
        knock_out=area.requirement.mandatory,
        required=target_words(area.requirement.target),
        cells=tuple(heat_cell(result.areas[at], href) for result in results),
        points=Figure("–") if area.points is None else fit_figure(area.points),
        stake="–" if area.stake is None else fit_figure(area.stake).text,
    )


def _costs(place: Place, bid: BidResult) -> tuple[CostLine, ...]:
    most = bid.costly[0].lost if bid.costly else Fraction(1)
    return tuple(
        CostLine(
            place.board.area_name(area),
            _minus(area.lost),
            f"{float(100 * area.lost / most):.1f}%",
            f"{fit_figure(area.gain).text} could be won back" if area.gain else "",
            place.calculation(bid, area.area),
        )
        for area in bid.costly
    )


def _costs_note(bid: BidResult) -> str:
    if not bid.costly:
        return "It loses no points: every requirement is met."
    return f"{_minus(100 - bid.fit.low).text} of 100 in {counted(len(bid.costly), 'area')}."


def _minus(points: Fraction) -> Figure:
    """Points lost, with a true minus sign."""
    return Figure(f"{MINUS}{fit_figure(points).text}", exact(points))
