"""What a supplier commits to, on its page of the scorecard."""

from __future__ import annotations

from collections.abc import Iterator

from appraisal.core.comparison import BidResult
from appraisal.core.proposed import AreaProfiles, three_profiles
from appraisal.core.scoring import Submission
from appraisal.reports.board import Board
from appraisal.reports.commitment_clauses import commitment_clauses
from appraisal.reports.scorecard.flow import Block, lines_of
from appraisal.reports.wording import percent


def commitments(board: Board, bid: BidResult, width: float) -> Block:
    """The clauses of a bid, each with what it does to the fit of its area; no parts where there are none."""
    counts = board.profile.proposed == "counted"
    parts = [
        part
        for place, text in enumerate(_texts(board, bid))
        for part in lines_of(text, width, above=4.2 if place else 4.6)
    ]
    return Block("Commitments", tuple(parts), "counted, but not on knock-outs" if counts else "shown, not counted")


def _texts(board: Board, bid: BidResult) -> Iterator[str]:
    clauses = commitment_clauses(board.profile, bid.response)
    profiles = three_profiles(board.profile, Submission(bid.response, bid.findings)) if clauses else ()
    by_area = {area.area: area for area in profiles}
    for clause in clauses:
        yield clause.text + _gain(by_area.get(clause.commitment.area))


def _gain(area: AreaProfiles | None) -> str:
    """The fit of the area now and when all that is committed to in it were kept; nothing where it is not asked."""
    now = (area.verified or area.declared).fit if area else None
    then = area.proposed.fit if area else None
    return f" Fit of the area: {percent(now.low)} now, {percent(then.low)} then." if now and then else ""
