"""A comparison as text for a terminal: ranking, heat map of areas and suppliers, recommendation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from appraisal.core.comparison import AreaResult, BidResult, Comparison
from appraisal.core.profile import target_words
from appraisal.reports.terminal_robustness import print_robustness
from appraisal.reports.wording import CAUTION, USE, tenths


@dataclass(frozen=True, slots=True)
class Marks:
    """The signs for states of things, in letters that the terminal can show."""

    met: str = "✓"
    open: str = "?"
    missed: str = "✗"
    minor: str = "▽"
    major: str = "▼"
    knock_out: str = "◆"
    none: str = "–"
    dot: str = "·"


PLAIN = Marks("+", "?", "x", "v", "V", "*", "-", "|")
"""The signs where only ASCII can be shown."""

STYLES = {"none": "", "minor": "yellow", "major": "red"}
CELL = 6
NUMBERS = ("Rank", "Level", "What if", "Official")


def print_comparison(comparison: Comparison, console: Console) -> None:
    """Print the whole comparison, as wide as the console; colour only where the console has it."""
    marks = Marks() if console.encoding.lower().startswith("utf") else PLAIN
    profile = comparison.profile
    console.print(Text(profile.title, style="bold"))
    about = f" {marks.dot} ".join(
        (f"{profile.id}, version {profile.version}", profile.model.title, comparison.basis, profile.digest[:15])
    )
    console.print(Text(about, style="dim"))
    console.print()
    console.print(_ranking(comparison, marks))
    for note in _knock_out_notes(comparison):
        console.print(note)
    console.print()
    for block in _heat_maps(comparison, marks, console.width):
        console.print(block)
    console.print(Text(_key(marks), style="dim"))
    console.print()
    print_recommendation(comparison, console)
    console.print()
    if comparison.robustness is not None:
        print_robustness(comparison, comparison.robustness, console)
        console.print()
    console.print(Text(f"{CAUTION[comparison.basis]} {USE[profile.use]}", style="dim"))


def print_recommendation(comparison: Comparison, console: Console) -> None:
    """Print who is recommended, or why nobody is."""
    recommendation = comparison.recommendation
    verdict = "Recommendation: " if recommendation.supplier else "No recommendation: "
    console.print(Text.assemble((verdict, "bold"), recommendation.reason))


def print_change(before: Comparison, after: Comparison, changes: Iterable[str], console: Console) -> None:
    """Print the ranking as it is beside the ranking as it would be; the second is never the official one."""
    console.print(Text(f"What if {', '.join(changes)}? Not the official ranking.", style="bold"))
    table = _plain_table("What if", "Official", "Supplier", "Fit of 100", "Official fit", "Knock-outs")
    official = {bid.supplier.id: bid for bid in before.bids}
    for bid in after.bids:
        was = official[bid.supplier.id]
        moved = "" if bid.rank == was.rank else "bold"
        table.add_row(
            Text(_rank(bid), style=moved),
            _rank(was),
            Text(bid.supplier.name),
            fit_text(bid),
            fit_text(was),
            _eligibility_words(bid),
        )
    console.print(table)
    console.print(Text.assemble(("It would read: ", "bold"), after.recommendation.reason))


def fit_text(bid: BidResult) -> str:
    """A bid's fit to one decimal, with its high end where unknowns leave one."""
    low = tenths(bid.fit.low)
    return low if bid.fit.low == bid.fit.high else f"{low} to {tenths(bid.fit.high)}"


def letters(count: int) -> list[str]:
    """Column names: A to Z, then AA and on."""
    names = list(ascii_uppercase)
    return (
        (names + [a + b for a in names for b in names])[:count] if count <= 702 else [str(n + 1) for n in range(count)]
    )


def _plain_table(*heads: str) -> Table:
    table = Table(box=None, show_edge=False, pad_edge=False, padding=(0, 1), header_style="dim")
    for head in heads:
        table.add_column(head, justify="right" if head in NUMBERS else "left", no_wrap=head != "Supplier")
    return table


def _ranking(comparison: Comparison, marks: Marks) -> Table:
    table = _plain_table("", "Rank", "Supplier", "Knock-outs", "Fit of 100", "Level", "Risk")
    for letter, bid in zip(letters(len(comparison.bids)), comparison.bids, strict=True):
        style = "bold" if bid.rank == 1 else "" if bid.rank else "dim"
        sign = {"meets": marks.met, "unclear": marks.open, "fails": marks.missed}[bid.eligibility]
        table.add_row(
            letter,
            _rank(bid, marks.none),
            Text(bid.supplier.name, style=style),
            f"{sign} {_eligibility_words(bid)}",
            fit_text(bid),
            marks.none if bid.indicated_level is None else str(bid.indicated_level),
            bid.risk,
        )
    return table


def _knock_out_notes(comparison: Comparison) -> Iterator[Text]:
    """A line for each bid that misses knock-outs or has to clarify some, after a blank one."""
    named = comparison.profile.model.area_by_id
    first = "\n"
    for letter, bid in zip(letters(len(comparison.bids)), comparison.bids, strict=True):
        for verb, met, style in (("misses", "fails", "red"), ("has to clarify", "unclear", "yellow")):
            areas = [named[area.area].name for area in bid.knock_outs if area.met == met]
            if areas:
                yield Text.assemble(first, (f"{letter} {verb} ", style), ", ".join(areas))
                first = ""


def _eligibility_words(bid: BidResult) -> str:
    total = len(bid.knock_outs)
    missed = sum(area.met == "fails" for area in bid.knock_outs)
    still_open = sum(area.met == "unclear" for area in bid.knock_outs)
    if not total:
        return "none set"
    if missed:
        return f"{missed} of {total} missed"
    if total == 1:
        return "1 open" if still_open else "met"
    return f"{still_open} of {total} open" if still_open else f"all {total} met"


def _rank(bid: BidResult, none: str = "–") -> str:
    return none if bid.rank is None else str(bid.rank)


def _heat_maps(comparison: Comparison, marks: Marks, width: int) -> Iterable[Padding]:
    """The areas against the suppliers, in as many blocks as the width asks for, area names repeated."""
    most = max(1, (width - 32) // CELL)
    names = letters(len(comparison.bids))
    for start in range(0, len(comparison.bids), most):
        chosen = list(zip(names, comparison.bids, strict=True))[start : start + most]
        yield Padding(_heat_map(comparison, chosen, marks, width), (0, 0, 1, 0))


def _heat_map(comparison: Comparison, chosen: Sequence[tuple[str, BidResult]], marks: Marks, width: int) -> Table:
    model = comparison.profile.model
    table = Table(box=None, show_edge=False, pad_edge=False, padding=0, header_style="dim", collapse_padding=True)
    table.add_column("", width=2)
    words = [f" {target_words(requirement.target)} " for requirement in comparison.profile.requirements]
    asked = max(map(len, [" Required ", *words]))
    room = max(8, width - 2 - asked - CELL * len(chosen))
    table.add_column("Level and process area", max_width=min(46, room), no_wrap=True, overflow="ellipsis")
    table.add_column(" Required", width=asked, no_wrap=True)
    for letter, _ in chosen:
        table.add_column(f"{letter} ", width=CELL, justify="right", no_wrap=True)
    for place, requirement in enumerate(comparison.profile.requirements):
        area = model.area_by_id[requirement.area]
        cells = [_cell(bid.areas[place], marks) for _, bid in chosen]
        table.add_row(
            marks.knock_out if requirement.mandatory else "",
            f"{area.level} {area.id} {area.name}",
            words[place],
            *cells,
        )
    table.add_row(
        "",
        Text("Fit of 100", style="bold"),
        "",
        *(Text(f"{tenths(bid.fit.low)} ", style="bold") for _, bid in chosen),
    )
    return table


def _cell(area: AreaResult, marks: Marks) -> Text:
    """The area's fit in whole per cent, never rounded up to 100, with the sign of its gap."""
    if area.fit is None:
        return Text("n/a ", style="dim")
    per_cent = int(area.fit.low * 100)
    sign = {"none": " ", "minor": marks.minor, "major": marks.major}[area.gap]
    if area.requirement.mandatory and area.met == "fails":
        return Text(f"{per_cent}{marks.missed}", style="bold white on red")
    unknown = marks.open if area.fit.high == 1 and area.fit.low < 1 else ""
    return Text(f"{per_cent}{unknown}{sign}", style=STYLES[area.gap])


def _key(marks: Marks) -> str:
    return (
        f"Cells: fit of the area in %.  {marks.minor} minor gap  {marks.major} major gap  "
        f"{marks.missed} knock-out missed  {marks.open} unknowns could close it  {marks.knock_out} knock-out  "
        "n/a not applicable"
    )
