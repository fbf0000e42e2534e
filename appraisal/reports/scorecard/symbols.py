"""The marks of the scorecard, all drawn and none from a font: each tells its meaning without colour."""

from __future__ import annotations

from fractions import Fraction

from appraisal.core.comparison import AreaResult, Eligibility, Gap, Interval, Risk
from appraisal.core.figures import plain_decimal
from appraisal.core.profile import Requirement
from appraisal.core.reference_model import ReferenceModel
from appraisal.core.risk import RISKS
from appraisal.reports.scorecard.pen import Pen
from appraisal.reports.scorecard.style import (
    AMBER,
    BLACK,
    BLUE,
    GAP_INK,
    HAIR,
    INK,
    MEDIUM,
    MM,
    PAGE_HEIGHT,
    PAPER,
    RED,
    TEXT2,
)


def rating_share(model: ReferenceModel, rating: str) -> float:
    """How much of a ball a rating fills: nothing for the lowest, all for the highest."""
    return model.step(rating) / max(1, len(model.ratings) - 1)


def found_share(model: ReferenceModel, area: AreaResult) -> float:
    """How much of a ball the found state fills; under a number as target, the fit."""
    if isinstance(area.requirement.target, Fraction) and area.fit is not None:
        return float(area.fit.low)
    return rating_share(model, area.state or model.ratings[0].id)


def ball(pen: Pen, x: float, y: float, share: float, colour: str = INK, r: float = 1.3, paper: str = PAPER) -> None:
    """A state: a ring filled clockwise from 12 o'clock."""
    cx, cy, radius = x * MM, (PAGE_HEIGHT - y) * MM, r * MM
    full = share >= 1
    pen.ink(colour if full else paper, colour, 0.75)
    pen.canvas.circle(cx, cy, radius, fill=1, stroke=1)
    if 0 < share < 1:
        pen.ink(colour, None, 0)
        pen.canvas.wedge(cx - radius, cy - radius, cx + radius, cy + radius, 90, -360 * share, fill=1, stroke=0)


def required(
    pen: Pen, x: float, y: float, model: ReferenceModel, requirement: Requirement, r: float = 1.3, size: float = 7
) -> None:
    """What is required: a grey ball for a rating, the figure itself for a number."""
    if isinstance(requirement.target, Fraction):
        pen.text(x, y + size * 0.125, plain_decimal(requirement.target), size, MEDIUM, TEXT2, "centre")
    else:
        ball(pen, x, y, rating_share(model, requirement.target), TEXT2, r)


def drop(
    pen: Pen, x: float, y: float, gap: Gap, colour: str | None = None, r: float = 1.25, paper: str = PAPER
) -> None:
    """A gap: a triangle pointing down, open when minor, filled when major; no gap leaves no mark."""
    if gap == "none":
        return
    ink = colour or GAP_INK[gap]
    cx, cy, radius = x * MM, (PAGE_HEIGHT - y) * MM, r * MM
    path = pen.canvas.beginPath()
    path.moveTo(cx - radius, cy + radius * 0.8)
    path.lineTo(cx + radius, cy + radius * 0.8)
    path.lineTo(cx, cy - radius * 0.95)
    path.close()
    pen.ink(ink if gap == "major" else paper, ink, 0.8)
    pen.canvas.setLineJoin(1)
    pen.canvas.drawPath(path, fill=1, stroke=1)


def diamond(pen: Pen, x: float, y: float, r: float = 1.05) -> None:
    """A required knock-out, or a published weight."""
    cx, cy, radius = x * MM, (PAGE_HEIGHT - y) * MM, r * MM
    path = pen.canvas.beginPath()
    path.moveTo(cx, cy + radius)
    path.lineTo(cx + radius, cy)
    path.lineTo(cx, cy - radius)
    path.lineTo(cx - radius, cy)
    path.close()
    pen.ink(INK, INK, 0.75)
    pen.canvas.drawPath(path, fill=1, stroke=1)


def verdict(pen: Pen, x: float, y: float, kind: Eligibility, r: float = 1.35) -> None:
    """Eligibility, and each knock-out: a disc with a tick, a ring with a question mark, a square with a cross."""
    pen.canvas.setLineCap(1)
    {"meets": _tick, "unclear": _question, "fails": _cross}[kind](pen, x, y, r)
    pen.canvas.setLineCap(0)


def _tick(pen: Pen, x: float, y: float, r: float) -> None:
    cx, cy, radius = x * MM, (PAGE_HEIGHT - y) * MM, r * MM
    pen.ink(BLUE, BLUE, 0.7)
    pen.canvas.circle(cx, cy, radius, fill=1, stroke=1)
    pen.ink(None, PAPER, radius * 0.3)
    path = pen.canvas.beginPath()
    path.moveTo(cx - radius * 0.45, cy - radius * 0.02)
    path.lineTo(cx - radius * 0.1, cy - radius * 0.4)
    path.lineTo(cx + radius * 0.48, cy + radius * 0.38)
    pen.canvas.drawPath(path, fill=0, stroke=1)


def _question(pen: Pen, x: float, y: float, r: float) -> None:
    pen.ink(PAPER, AMBER, r * MM * 0.22)
    pen.canvas.circle(x * MM, (PAGE_HEIGHT - y) * MM, r * MM * 0.95, fill=1, stroke=1)
    pen.text(x, y + r * 0.5, "?", r * MM * 1.55, BLACK, AMBER, "centre")


def _cross(pen: Pen, x: float, y: float, r: float) -> None:
    cx, cy, radius = x * MM, (PAGE_HEIGHT - y) * MM, r * MM
    pen.ink(RED, RED, 0.7)
    pen.canvas.rect(cx - radius * 0.92, cy - radius * 0.92, radius * 1.84, radius * 1.84, fill=1, stroke=1)
    pen.ink(None, PAPER, radius * 0.3)
    arm = radius * 0.42
    pen.canvas.line(cx - arm, cy - arm, cx + arm, cy + arm)
    pen.canvas.line(cx - arm, cy + arm, cx + arm, cy - arm)


def risk_bars(pen: Pen, x: float, y: float, risk: Risk) -> None:
    """Process risk: three rising bars on the baseline y, filled up to the risk."""
    filled = RISKS.index(risk)
    for place in range(3):
        height = 1.1 + 0.75 * place
        pen.box(x + place * 1.35, y - height, 1.0, height, INK if place < filled else None, INK, 0.45)


def fit_bar(pen: Pen, x: float, y: float, width: float, fit: Interval, height: float, colour: str = BLUE) -> None:
    """A fit on a track of `width` mm for 0-100: solid to its low end, hatched on to its high end."""
    low, high = width * float(fit.low) / 100, width * float(fit.high) / 100
    pen.line(x, y, x + width, y, HAIR, 0.5)
    if fit.high > fit.low:
        pen.hatch(x + low, y - height / 2, high - low, height, colour, fill=PAPER)
    pen.box(x, y - height / 2, low, height, colour)
