"""`appraisal profile`: list, show and check required profiles."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

import click

from appraisal.core.errors import InvalidInput
from appraisal.core.figures import plain_decimal, reading

if TYPE_CHECKING:
    from appraisal.core.profile import RequiredProfile, Requirement


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

    profile = load_profile(profile_id)
    for line in _outline(profile):
        click.echo(line)


@command.command("check")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
def check(files: tuple[str, ...]) -> None:
    """Check profiles before they are published: errors are refused, doubts are printed as warnings."""
    from appraisal.core.profile_check import check as warnings_of
    from appraisal.exchange.profile_toml import load_profile
    from appraisal.exchange.refusals import raise_all

    refusals: list[InvalidInput] = []
    for name in files:
        try:
            profile = load_profile(name)
        except InvalidInput as refusal:
            refusals.append(refusal)
            continue
        warnings = warnings_of(profile)
        doubts = "no warnings" if not warnings else "1 warning" if len(warnings) == 1 else f"{len(warnings)} warnings"
        click.echo(f"{name}: valid, {_size(profile)}, {doubts}")
        for warning in warnings:
            click.echo(f"  {warning.code}: {warning.message}")
    raise_all(refusals)


def _size(profile: RequiredProfile) -> str:
    return f"{len(profile.requirements)} areas, {len(profile.asked)} questions"


def _outline(profile: RequiredProfile) -> Iterator[str]:
    method = profile.method
    yield f"{profile.title} ({profile.id}, version {profile.version})"
    yield from textwrap.wrap(profile.service, 78)
    yield f"Model: {profile.model.title} ({profile.model.id}); {_size(profile)}"
    yield f"Use: {profile.use}; evidence: {profile.evidence}; at least {method.min_respondents} respondents an area"
    yield f"Digest: {profile.digest}"
    level = None
    for requirement, area in zip(profile.requirements, profile.areas, strict=True):
        if area.level != level:
            level = area.level
            yield ""
            yield f"Level {level} {profile.model.level_name(level)}".rstrip()
        share = reading(100 * requirement.weight / profile.total_weight, 1)
        sign = "*" if requirement.mandatory else " "
        yield f"{sign} {area.id:5} {area.name}: {_target(requirement)}, {share} % of the weight"
        yield from textwrap.wrap(_why(requirement), 78, initial_indent=" " * 8, subsequent_indent=" " * 8)
    yield ""
    yield "* knock-out: a bid that misses it is not ranked"


def _target(requirement: Requirement) -> str:
    target = requirement.target
    return f"{plain_decimal(target)} of 100" if isinstance(target, Fraction) else target


def _why(requirement: Requirement) -> str:
    return "Added by the required level." if requirement.added else requirement.why
