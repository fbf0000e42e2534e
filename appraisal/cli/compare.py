"""`appraisal compare`: rank bids against a required profile, on the terminal and in files."""

from __future__ import annotations

import os
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from appraisal.core.ranking import compare
from appraisal.exchange.files import STANDARD_OUTPUT, write_all
from appraisal.exchange.profile_toml import load_profile
from appraisal.exchange.submissions import load_submissions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from appraisal.core.comparison import Comparison
    from appraisal.core.profile import RequiredProfile
    from appraisal.core.scoring import Submission

WHAT_IF = "weight:AREA=NUMBER, target:AREA=RATING, mandatory:AREA=yes or SETTING=VALUE; may be repeated."


@click.command("compare")
@click.argument("profile")
@click.argument("responses", metavar="RESPONSE...", nargs=-1, required=True)
@click.option(
    "--findings", multiple=True, metavar="FILE", help="Evaluators' findings on one supplier; may be repeated."
)
@click.option("--json", "json_file", metavar="FILE", help="Write the comparison as appraisal-comparison/1.")
@click.option("--pdf", "pdf_file", metavar="FILE", help="Write the scorecard.")
@click.option("--csv", "csv_file", metavar="FILE", help="Write one line for each supplier and area.")
@click.option(
    "--what-if",
    "changes",
    multiple=True,
    metavar="CHANGE",
    help=WHAT_IF,
)
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="The date that the reports carry.")
def command(
    profile: str,
    responses: tuple[str, ...],
    findings: tuple[str, ...],
    json_file: str | None,
    pdf_file: str | None,
    csv_file: str | None,
    changes: tuple[str, ...],
    as_of: datetime | None,
) -> None:
    """Rank the RESPONSE files against PROFILE, a file or a bundled id, and say why.

    FILE may be - for standard output; nothing else is printed there then.
    """
    outputs = {"json": json_file, "pdf": pdf_file, "csv": csv_file}
    wanted = {kind: path for kind, path in outputs.items() if path is not None}
    refuse_overlap(list(wanted.values()), [profile, *responses, *findings])
    required = load_profile(profile)
    submissions, remarks = load_submissions(required, responses, findings)
    tell(remarks)
    what_if = changed(required, changes)
    comparison = compare_firmly(required, submissions)
    write_all(rendered(comparison, wanted, as_of.date() if as_of else None))
    free = STANDARD_OUTPUT not in wanted.values()
    if free:
        show(comparison)
    if what_if is not None:
        show_what_if(comparison, compare(what_if, submissions), changes, sys.stdout if free else sys.stderr)


def tell(remarks: Sequence[str]) -> None:
    """Say on standard error how files were understood; nothing of it stands in the way of an output."""
    for remark in remarks:
        click.echo(f"appraisal: {remark}", err=True)


def refuse_overlap(outputs: Sequence[str], inputs: Sequence[str]) -> None:
    """Refuse to write two outputs to one file, or one over an input.

    Raises:
        UsageError: naming the file.
    """
    taken = {os.path.realpath(name): name for name in inputs if Path(name).exists()}
    for name in outputs:
        place = name if name == STANDARD_OUTPUT else os.path.realpath(name)
        if place in taken:
            what = "is read and cannot be written as well" if taken[place] in inputs else "cannot be two outputs"
            raise click.UsageError(f"{name} {what}; give each output a file of its own")
        taken[place] = f"output {name}"


def compare_firmly(required: RequiredProfile, submissions: Sequence[Submission]) -> Comparison:
    """The comparison with its robustness."""
    from appraisal.core.robustness import with_robustness

    return with_robustness(compare(required, submissions))


def rendered(comparison: Comparison, wanted: dict[str, str], as_of: date | None) -> dict[str, bytes]:
    """The bytes of each wanted output (json, pdf, csv) by the path it goes to."""
    contents: dict[str, bytes] = {}
    if "json" in wanted:
        from appraisal.exchange.comparison_json import comparison_bytes

        contents[wanted["json"]] = comparison_bytes(comparison)
    if "csv" in wanted:
        from appraisal.exchange.comparison_csv import comparison_csv

        contents[wanted["csv"]] = comparison_csv(comparison)
    if "pdf" in wanted:
        from appraisal.exchange.comparison_json import comparison_bytes
        from appraisal.reports.scorecard.document import print_scorecard

        printed = print_scorecard(comparison, as_of=as_of, comparison_json=comparison_bytes(comparison))
        for warning in printed.warnings:
            click.echo(f"appraisal: {wanted['pdf']}: {warning}", err=True)
        contents[wanted["pdf"]] = printed.pdf
    return contents


def show(comparison: Comparison) -> None:
    """Print the comparison on standard output."""
    from appraisal.reports.terminal import print_comparison

    print_comparison(comparison, console(sys.stdout))


def changed(required: RequiredProfile, changes: Sequence[str]) -> RequiredProfile | None:
    """The profile with the what-if changes made, None without any."""
    if not changes:
        return None
    from appraisal.core.what_if import apply_changes

    return apply_changes(required, changes)


def show_what_if(comparison: Comparison, after: Comparison, changes: Sequence[str], stream: TextIO) -> None:
    """Print the ranking under changed weights or settings beside the official one."""
    from appraisal.reports.terminal import print_change

    click.echo(file=stream)
    print_change(comparison, after, changes, console(stream))


def console(stream: TextIO) -> Console:
    """A console on a stream: colour only on a terminal and without NO_COLOR, 80 columns where none are told."""
    from rich.console import Console

    return Console(file=stream, highlight=False, markup=False, emoji=False, soft_wrap=False)
