"""The method in words: rules and settings used, terms in small print, sources, and the digests of the inputs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from appraisal.core.comparison import METHOD_VERSION
from appraisal.core.figures import plain_decimal
from appraisal.core.reference_model import SPECIFIC, Rating
from appraisal.reports.board import Board
from appraisal.reports.scorecard.flow import Block, Part, lines_of
from appraisal.reports.scorecard.pen import Pen
from appraisal.reports.scorecard.style import HAIR, INK, MEDIUM, REGULAR, RULE, TEXT2, TEXT3
from appraisal.reports.scorecard.symbols import ball, rating_share
from appraisal.reports.scorecard.typesetting import shorten, wrap
from appraisal.reports.wording import USE, Strong, Text, counted, joined, visible

SIZE, LEADING = 8.4, 11.8


def text_block(title: str, text: str | Text, width: float, *more: Part) -> Block:
    """A heading over one paragraph and whatever follows it."""
    return Block(title, (*lines_of(text, width, SIZE, LEADING, above=5.2), *more))


def rules(board: Board, width: float) -> list[Block]:
    """How answers become shares, shares areas, areas a rank, and states a level; as the profile's settings have it."""
    return [
        text_block("1  From answers to a share", _shares(board), width),
        text_block("2  From shares to an area", _areas(board), width, *_thresholds(board, width)),
        text_block("3  From areas to a rank", _rank(board), width),
        text_block("4  Indicated level", _level(board), width),
    ]


def _shares(board: Board) -> Text:
    unknown = (
        "the official figure takes it as a no, the highest possible figure as a yes."
        if board.profile.method.unknown == "against"
        else "it is left out, and a question without any yes or no counts 0."
    )
    findings = (
        ""
        if board.comparison.basis == "declared"
        else " An evaluator’s finding on evidence replaces the answers: fully 1, largely 0.8, partially 0.5, not 0."
    )
    return (
        "Every yes counts 1, every no 0; the share of a question is the mean over the respondents. A question "
        "left open or answered with “don’t know” is an ",
        Strong("unknown"),
        f": {unknown} “Does not apply” counts only where model or profile allow it.{findings}",
    )


def _areas(board: Board) -> Text:
    weight = board.profile.method.specific_weight
    return (
        "A goal’s value is the mean of its questions. An area’s ",
        Strong("fit"),
        " compares each goal with the threshold of what is required. What exceeds the threshold earns nothing, so "
        "strength in one part never pays for weakness in another. Goals weigh "
        f"{plain_decimal(weight)}, what keeps them up {plain_decimal(1 - weight)}.",
    )


def _rank(board: Board) -> Text:
    method = board.profile.method
    unclear = (
        "Bids that meet every knock-out come first, then those to be clarified; within each, the higher fit."
        if method.unclear == "clarify"
        else "Only bids that meet every knock-out for certain are ranked, the higher fit first."
    )
    ties = {"risk": "lower process risk", "evidence": "higher evidence coverage"}
    broken = f"Ties go to {', then to '.join(ties[each] for each in method.tie_break)}." if method.tie_break else ""
    return (
        f"Fit of a bid = 100 × Σ (weight × area fit) / Σ weight, over the areas that apply. {unclear} {broken} "
        "A bid that misses a knock-out on every reading is excluded.",
    )


def _level(board: Board) -> Text:
    staging = board.model.staging
    same = len(set(staging.values())) == 1
    states = joined([f"“{rating}” for level {level}" for level, rating in sorted(staging.items())])
    need = f"“{next(iter(staging.values()))}”" if same and staging else states
    return (
        "A level is indicated when the profile asks for every area of levels 2 up to it, and each of them is found at "
        f"{need} or does not apply. It is never a rating.",
    )


def _thresholds(board: Board, width: float) -> tuple[Part, ...]:
    """The model's ratings with the value that each group of components must reach."""
    groups = [group for group in board.model.groups if any(group.id in r.thresholds for r in board.model.ratings)][:4]
    step = min(26.0, (width - 22) / max(1, len(groups)))
    names = ["Goals" if group.id == SPECIFIC else group.name for group in groups]
    heads = [wrap(name, REGULAR, 7.4, step - 2, most=3) for name in names]
    height = 6.4 + 3.1 * (max(map(len, heads), default=1) - 1)
    head = Part(height, partial(_threshold_head, heads=heads, height=height, step=step, width=width))
    rows = [
        Part(
            5.4,
            partial(_threshold_row, board=board, rating=rating, groups=[g.id for g in groups], step=step, width=width),
        )
        for rating in board.model.ratings[1:]
    ]
    return (head, *rows)


def _threshold_head(
    pen: Pen, x: float, y: float, heads: Sequence[Sequence[str]], height: float, step: float, width: float
) -> None:
    base = y + height - 1.8
    pen.text(x, base, "Rating", 7.4, REGULAR, TEXT3)
    for back, lines in enumerate(heads, 1 - len(heads)):
        for place, line in enumerate(lines, 1 - len(lines)):
            pen.text(x + width + back * step, base + place * 3.1, line, 7.4, REGULAR, TEXT3, "right")
    pen.line(x, y + height - 0.1, x + width, y + height - 0.1, RULE, 0.5)


def _threshold_row(
    pen: Pen, x: float, y: float, board: Board, rating: Rating, groups: Sequence[str], step: float, width: float
) -> None:
    ball(pen, x + 1.5, y + 2.8, rating_share(board.model, rating.id), TEXT2)
    pen.text(x + 5, y + 3.8, rating.id, 8.2)
    for back, group in enumerate(groups, 1 - len(groups)):
        threshold = rating.thresholds.get(group)
        text = "–" if threshold is None else plain_decimal(threshold)
        pen.text(x + width + back * step, y + 3.8, text, 8.2, align="right")
    pen.line(x, y + 5.4, x + width, y + 5.4, HAIR, 0.5)


def settings(board: Board, width: float) -> Block:
    """Every setting that the profile froze, defaults too."""
    profile, method = board.profile, board.profile.method
    ties = {"risk": "risk", "evidence": "evidence"}
    facts = [
        ("Profile", f"{visible(profile.id)}, version {visible(profile.version)}"),
        ("Service", visible(profile.service)),
        ("Use", "selection of suppliers" if profile.use == "selection" else "quality part of an award"),
        ("Unknown answers", "against the bidder" if method.unknown == "against" else "ignored"),
        ("Unclear knock-out", "clarify" if method.unclear == "clarify" else "exclude"),
        ("Goals weigh", plain_decimal(method.specific_weight)),
        ("Tie-break", ", then ".join(ties[each] for each in method.tie_break) or "none"),
        ("Respondents wanted", str(method.min_respondents)),
        ("Evidence", "required on goals" if profile.evidence == "required" else "not required"),
        *([("Commitments", "counted, but not on knock-outs")] if profile.proposed == "counted" else []),
        *([("Required level", str(profile.required_level))] if profile.required_level else []),
        ("Method version", METHOD_VERSION),
    ]
    parts = [part for key, value in facts for part in _fact(key, value, width)]
    return Block("Settings of this profile", (Part(1.6, lambda pen, x, y: None), *parts), together=4)


def _fact(key: str, value: str, width: float) -> list[Part]:
    lines = wrap(value, REGULAR, 8.2, width - 30)
    return [
        Part(
            4.4 if place == len(lines) - 1 else 3.6,
            partial(_fact_line, key="" if place else key, line=line, width=width),
        )
        for place, line in enumerate(lines)
    ]


def _fact_line(pen: Pen, x: float, y: float, key: str, line: str, width: float) -> None:
    pen.text(x, y + 3.4, key, 8.2, REGULAR, TEXT2)
    pen.text(x + width, y + 3.4, line, 8.2, REGULAR, INK, "right")


def sources(board: Board, width: float) -> Block:
    """Where the ideas come from, what is this project's own, and who has not approved it."""
    return text_block(
        "Sources and standing",
        f"A questionnaire on each process area, several respondents and a profile of the answers are in the style of "
        f"the SEI’s Interim Profile (1994); risk from gaps adapts an idea of ISO/IEC 15504-4. The numeric rules are "
        f"this project’s own; no SEI, CMMI Institute or ISO document is quoted. The project is not affiliated "
        f"with, nor endorsed by, the SEI, the CMMI Institute, ISO or AXELOS. Figures are indications, never a rating "
        f"or certification. {USE[board.profile.use]}",
        width,
    )


def model_note(board: Board, width: float) -> list[Block]:
    """What the model's file says of itself."""
    if not visible(board.model.note):
        return []
    title = f"The reference model, {visible(board.model.title)}"
    return [Block(title, lines_of(board.model.note, width, SIZE, LEADING, above=5.2))]


def firmness_terms(board: Board, width: float) -> list[Block]:
    """The terms behind the robustness page, and what a reader needs to draw the same random weights."""
    robustness = board.comparison.robustness
    if robustness is None:
        return []
    draws = robustness.acceptability
    bids = counted(len(board.comparison.competing), "bid")
    return [
        text_block(
            "Robustness: the terms",
            (
                f"It looks at the {bids} in the best class of eligibility; a not applicable area takes the bid’s own "
                "fit. ",
                Strong("Smallest flip"),
                ": the least share of the total weight that must move between areas until another bid draws level, "
                "exact. ",
                Strong("Weight intervals"),
                ": one share changes, the others keep their proportions, exact. ",
                Strong("Rank acceptability"),
                f" (SMAA-2): {draws.draws:,} draws, uniform over all weights, and each published weight × 0.8 to 1.2; "
                f"generator PCG64, seed {draws.seed}. ",
                Strong("Second opinion"),
                ": TOPSIS and PROMETHEE II on the same figures with Kendall’s τ to this ranking; unlike the fit, both "
                "depend on who bids.",
            ),
            width,
        )
    ]


def digests(board: Board, width: float) -> Block:
    """SHA-256 of the canonical JSON of every input, so that a file can be checked against this report."""
    rows: list[tuple[str, str]] = [
        ("Required profile", board.profile.digest),
        (f"Model {board.model.title}, version {board.model.version}", board.model.digest),
    ]
    for bid in board.bids:
        rows.append((f"{board.name(bid)}: response", bid.response.digest))
        if bid.findings:
            rows.append((f"{board.name(bid)}: findings", bid.findings.digest))
    parts = [Part(11.4, partial(_digest, title=title, digest=digest, width=width)) for title, digest in rows]
    note = "The file comparison.json inside this PDF holds every figure as an exact fraction."
    inside = lines_of(note, width, SIZE, LEADING, above=5.2) if board.attached else ()
    return Block("Digests, SHA-256", (*inside, *parts), together=3)


def _digest(pen: Pen, x: float, y: float, title: str, digest: str, width: float) -> None:
    pen.text(x, y + 4.4, shorten(title, MEDIUM, 8.2, width), 8.2, MEDIUM)
    figures = digest.removeprefix("sha256:") or "not computed"
    for place in range(0, len(figures), 32):
        pen.text(x, y + 7.6 + place / 32 * 2.9, figures[place : place + 32], 7, REGULAR, TEXT2)
