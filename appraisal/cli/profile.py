"""`appraisal profile`: list, show and check required profiles."""

from __future__ import annotations

import click


@click.group("profile")
def command() -> None:
    """Required profiles: what a service asks of its supplier."""


@command.command("list")
def list_profiles() -> None:
    """List the bundled profiles, each a starting point for one outsourced service."""
    from appraisal.exchange.bundled_profiles import bundled_profile_heads

    heads = list(bundled_profile_heads())
    width = max(len(head.id) for head in heads)
    for head in heads:
        click.echo(f"{head.id:{width}}  {head.title}  ({head.model})")


@command.command("show")
@click.argument("profile_id", metavar="ID")
def show(profile_id: str) -> None:
    """Show a profile, a file or a bundled id: what each area must reach, how much it weighs, and why."""
    from appraisal.exchange.profile_toml import load_profile
    from appraisal.reports.profile_outline import profile_outline

    click.echo("\n".join(profile_outline(load_profile(profile_id))))


@command.command("check")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
def check(files: tuple[str, ...]) -> None:
    """Check profiles before they are published: errors are refused, doubts are printed as warnings."""
    from appraisal.core.profile_check import check as warnings_of
    from appraisal.exchange.profile_toml import load_profile
    from appraisal.exchange.refusals import each_valid
    from appraisal.reports.profile_outline import profile_size

    for name, profile in each_valid(files, load_profile):
        warnings = warnings_of(profile)
        doubts = "no warnings" if not warnings else "1 warning" if len(warnings) == 1 else f"{len(warnings)} warnings"
        click.echo(f"{name}: valid, {profile_size(profile)}, {doubts}")
        for warning in warnings:
            click.echo(f"  {warning.code}: {warning.message}")
