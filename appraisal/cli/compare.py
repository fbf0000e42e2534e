"""`appraisal compare`: rank bids against a required profile, on the terminal and in files."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

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


@click.command("compare")
@click.argument("profile")
@click.argument("responses", metavar="RESPONSE...", nargs=-1, required=True)
@click.option(
    "--findings", multiple=True, metavar="FILE", help="Evaluators' findings on one supplier; may be repeated."
)
@click.option("--json", "json_file", metavar="FILE", help="Write the comparison as appraisal-comparison/1.")
@click.option("--pdf", "pdf_file", metavar="FILE", help="Write the scorecard.")
@click.option("--csv", "csv_file", metavar="FILE", help="Write one line for each supplier and area.")
@click.option("--what-if", "changes", multiple=True, metavar="CHANGE", help="weight:AREA=NUMBER or SETTING=VALUE.")
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
    named = [path for path in outputs.values() if path is not None]
    if len(set(named)) < len(named):
        raise click.UsageError("two outputs have the same FILE; give each its own")
    required = load_profile(profile)
    submissions = load_submissions(required, responses, findings)
    what_if = changed(required, changes)
    comparison = compare_firmly(required, submissions)
    wanted = {kind: path for kind, path in outputs.items() if path is not None}
    write_all(rendered(comparison, wanted, as_of.date() if as_of else None))
    if STANDARD_OUTPUT not in named:
        show(comparison)
        if what_if is not None:
            show_what_if(comparison, compare(what_if, submissions), changes)


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
        from appraisal.reports.scorecard.document import scorecard

        contents[wanted["pdf"]] = scorecard(comparison, as_of=as_of, comparison_json=comparison_bytes(comparison))
    return contents


def show(comparison: Comparison) -> None:
    """Print the comparison on standard output."""
    from appraisal.reports.terminal import print_comparison

    print_comparison(comparison, console())


def changed(required: RequiredProfile, changes: Sequence[str]) -> RequiredProfile | None:
    """The profile with the what-if changes made, None without any."""
    if not changes:
        return None
    from appraisal.core.what_if import apply_changes

    return apply_changes(required, changes)


def show_what_if(comparison: Comparison, after: Comparison, changes: Sequence[str]) -> None:
    """Print the ranking under changed weights or settings beside the official one."""
    from appraisal.reports.terminal import print_change

    click.echo()
    print_change(comparison, after, changes, console())


def console() -> Console:
    """A console on standard output: colour only on a terminal and without NO_COLOR, 80 columns where none are told."""
    import sys

    from rich.console import Console

    return Console(file=sys.stdout, highlight=False, markup=False, emoji=False, soft_wrap=False)
