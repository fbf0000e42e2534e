"""`appraisal response`: check responses, and make an empty one to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from appraisal.core.errors import Conflict


@click.group("response")
def command() -> None:
    """Responses: what a supplier's respondents answer."""


@command.command("check")
@click.argument("profile")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
def check(profile: str, files: tuple[str, ...]) -> None:
    """Check response FILEs against PROFILE, and say what is still unanswered and without evidence.

    A file is JSON, or the questionnaire filled in: .xlsx, .ods, .xls, or a respondent's sheet saved as .csv. What was
    understood though it was not written as offered is told as well.
    """
    from appraisal.exchange.profile_toml import load_profile
    from appraisal.exchange.refusals import each_valid
    from appraisal.exchange.submissions import load_response
    from appraisal.reports.completeness import completeness_lines

    required = load_profile(profile)
    for name, loaded in each_valid(files, lambda name: load_response(name, required)):
        for line in completeness_lines(required, loaded.response):
            click.echo(f"{name}: {line}")
        for remark in loaded.remarks:
            click.echo(remark)


@command.command("template")
@click.argument("profile")
@click.option(
    "--out", required=True, metavar="FILE", help="Where to write it; .xlsx makes a spreadsheet, - prints JSON."
)
def template(profile: str, out: str) -> None:
    """Write an empty response to PROFILE, with every question it asks.

    A JSON file answers each with don't know until you change it; a spreadsheet (FILE.xlsx) has the questions, what the
    answers mean, and a drop-down for each.
    """
    from appraisal.exchange.files import STANDARD_OUTPUT, write_all
    from appraisal.exchange.profile_toml import load_profile
    from appraisal.exchange.response_template import template_bytes

    if out != STANDARD_OUTPUT and Path(out).exists():
        raise Conflict(f"{out}: is there already, and may be filled in; expected the name of a new file")
    required = load_profile(profile)
    write_all({out: template_bytes(required, out)})
