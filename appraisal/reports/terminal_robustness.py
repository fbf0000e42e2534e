"""How firm a ranking is, in at most ten lines of a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from appraisal.core.comparison import Comparison
from appraisal.core.robustness.results import Robustness
from appraisal.reports.board import Board
from appraisal.reports.firmness import checks, flip_sentence, random_sentence, remarks
from appraisal.reports.wording import plain

OWN = ("Another", "Leaving", "Nobody", "Thresholds", "Unknown")
"""The words of our own with which a test or its result may begin; a supplier's name keeps its capital."""


def print_robustness(comparison: Comparison, robustness: Robustness, console: Console) -> None:
    """Print what the comparison's robustness comes to."""
    board, draws = Board(comparison), robustness.acceptability
    console.print(Text.assemble(("How firm is this?", "bold"), (f"  {draws.draws:,} draws, seed {draws.seed}", "dim")))
    for line in robustness_lines(board, robustness):
        console.print(Text(line))


def robustness_lines(board: Board, robustness: Robustness) -> list[str]:
    """What is said on other weights, on random weights, and on the unknown answers and the other tests."""
    unknowns = remarks(board, robustness)[2]
    return [
        flip_sentence(board, robustness),
        random_sentence(board, robustness),
        f"{plain(unknowns.says)} {_tests(board, robustness)}".rstrip(),
    ]


def _tests(board: Board, robustness: Robustness) -> str:
    """Which of the tests that leave the method alone keep first place, and what becomes of it in the others."""
    tests = checks(board, robustness)[:3]
    kept = [_inside(test.what) for test in tests if test.holds]
    lost = [f"{_inside(test.what)}: {_inside(test.result)}" for test in tests if test.holds is False]
    parts = [f"First place holds with: {'; '.join(kept)}."] if kept else []
    return " ".join([*parts, *([f"Another outcome: {'; '.join(lost)}."] if lost else [])])


def _inside(text: str) -> str:
    """The words as they stand inside a sentence; only the first of our own words has a capital to lose."""
    return text[:1].lower() + text[1:] if text.startswith(OWN) else text
