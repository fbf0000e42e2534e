"""How long a scorecard takes against a floor that only draws: the same marks, replayed on a bare canvas.

Run it: python tests/bench/bench_scorecard.py
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from reportlab.pdfgen.canvas import Canvas  # noqa: E402

from appraisal.core.comparison import Comparison  # noqa: E402
from appraisal.exchange.comparison_json import comparison_bytes  # noqa: E402
from appraisal.reports.board import Board  # noqa: E402
from appraisal.reports.scorecard.document import scorecard, sheets_of  # noqa: E402
from appraisal.reports.scorecard.fonts import typeset  # noqa: E402
from appraisal.reports.scorecard.pen import Pen  # noqa: E402
from appraisal.reports.scorecard.sheet import draw_sheet  # noqa: E402
from appraisal.reports.scorecard.style import MM, PAGE_HEIGHT, PAGE_WIDTH, REGULAR  # noqa: E402
from reports.comparisons import it_profile, tender  # noqa: E402

RUNS = 5
MOST = 3.0
Call = tuple[str, tuple[Any, ...], dict[str, Any]]


class Recorded:
    """Something to draw on that remembers every call; a path is remembered with the calls that make it."""

    def __init__(self, real: Any, calls: list[Call]) -> None:
        self.real = real
        self.calls = calls

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            if name in ("beginText", "drawText"):
                return getattr(self.real, name)(*args, **kwargs)
            if name == "beginPath":
                return Recorded(self.real.beginPath(), [])
            self.calls.append((name, args, kwargs))
            return getattr(self.real, name)(*(a.real if isinstance(a, Recorded) else a for a in args), **kwargs)

        return call


class RecordingPen(Pen):
    """A pen that also remembers what it wrote and drew."""

    def __init__(self) -> None:
        super().__init__("Scorecard")
        self.calls: list[Call] = []
        self.canvas = Recorded(self.canvas, self.calls)  # type: ignore[assignment]

    def text(  # type: ignore[override]
        self, x: float, y: float, text: str | int, size: float = 8.5, face: str = REGULAR, *rest: Any, **look: Any
    ) -> None:
        super().text(x, y, text, size, face, *rest, **look)
        for font, run in typeset(str(text), face).runs:
            self.calls.append(("write", (x * MM, (PAGE_HEIGHT - y) * MM, font, size, run), {}))


def recorded(comparison: Comparison) -> list[Call]:
    """Every text, line and surface of the scorecard, as calls of a canvas."""
    pen, board = RecordingPen(), Board(comparison)
    sheets = sheets_of(board)
    for number, sheet in enumerate(sheets, 1):
        draw_sheet(pen, board, sheet, number, len(sheets))
        pen.canvas.showPage()
    return pen.calls


def replay(calls: list[Call]) -> bytes:
    """The same on a bare canvas: no layout, no rules, no archive."""
    buffer = BytesIO()
    size = (PAGE_WIDTH * MM, PAGE_HEIGHT * MM)
    canvas = Canvas(buffer, pagesize=size, invariant=1, pageCompression=1, initialFontName=REGULAR)
    for name, args, kwargs in calls:
        if name == "write":
            x, y, font, points, run = args
            canvas.setFont(font, points)
            canvas.drawString(x, y, run)
            continue
        getattr(canvas, name)(*(path(canvas, a) if isinstance(a, Recorded) else a for a in args), **kwargs)
    canvas.save()
    return buffer.getvalue()


def path(canvas: Canvas, drawn: Recorded) -> Any:
    fresh = canvas.beginPath()
    for name, args, kwargs in drawn.calls:
        getattr(fresh, name)(*args, **kwargs)
    return fresh


def seconds(act: Callable[[], object]) -> float:
    """The median CPU time of a few runs."""
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        act()
        times.append(time.process_time() - start)
    return statistics.median(times)


def main() -> int:
    comparison = tender(6, it_profile(22))
    document = comparison_bytes(comparison)
    start = time.process_time()
    scorecard(comparison, comparison_json=document)
    first = time.process_time() - start
    calls = recorded(comparison)
    whole = seconds(lambda: scorecard(comparison, comparison_json=document))
    floor = seconds(lambda: replay(calls))
    print(f"6 bidders x 22 areas: {whole:.3f} s ({first:.3f} s the first time), bare canvas {floor:.3f} s")
    print(f"ratio {whole / floor:.2f}, the first time {first / floor:.2f} (at most {MOST})")
    ten, fifty = (tender(bidders, it_profile(22), robust=False) for bidders in (10, 50))
    a_bidder = seconds(lambda: scorecard(ten)) / 10, seconds(lambda: scorecard(fifty)) / 50
    growth = a_bidder[1] / a_bidder[0]
    print(f"a bidder: {a_bidder[0] * 1000:.1f} ms of 10, {a_bidder[1] * 1000:.1f} ms of 50, growth {growth:.2f}")
    return int(first / floor > MOST or growth > 1.3)


if __name__ == "__main__":
    sys.exit(main())
