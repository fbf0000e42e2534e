"""`appraisal dossier`: everything of one tender in one sealed file."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from appraisal.core.errors import Conflict, NotFound
from appraisal.core.policy import Actor, Role
from appraisal.exchange.files import write_all

if TYPE_CHECKING:
    from appraisal.services.record.dossier.building import BuiltDossier
    from appraisal.services.toolkit import Kit


@click.command("dossier")
@click.argument("tender", required=False)
@click.option("--out", metavar="FILE.zip", help="The file to write; there must be none of that name.")
@click.option("--extract-of", "whole", metavar="FILE.zip", help="Take a public extract of this dossier instead.")
@click.option(
    "--redact",
    "redactions",
    multiple=True,
    metavar="WHAT=GROUND",
    help="What the extract leaves out: comments, evidence, findings, letters, names, report, or a path; repeatable.",
)
@click.option("--public-key", metavar="FILE", help="Write the public half of the seal's key, for those who verify.")
@click.option("--data", metavar="DIR", help="Folder of the store and the evidence files.")
def command(
    tender: str | None,
    out: str | None,
    whole: str | None,
    redactions: tuple[str, ...],
    public_key: str | None,
    data: str | None,
) -> None:
    """Write everything of TENDER, named by its reference, into one sealed ZIP that anybody can check.

    It is written once the bids were opened, or the tender was cancelled.
    """
    _refuse_odd(tender, out, whole, redactions, public_key)
    from appraisal.cli.installation import kit_maker, read_settings
    from appraisal.services.record.seal import public_seal

    kit = kit_maker(read_settings(data=data))()
    try:
        if public_key is not None:
            write_all({public_key: public_seal(kit).pem})
            click.echo(f"Fingerprint {public_seal(kit).fingerprint}", err=public_key == "-")
        if tender is not None and out is not None:
            built = _build(kit, tender, Path(out), whole, redactions)
            click.echo(f"{out}: {built.files} files, {built.size:,} bytes")
            click.echo(f"Digest {built.digest}")
            click.echo(f"Sealed by the key {built.fingerprint}")
    finally:
        kit.database.close()


def shown_progress() -> Callable[[int, int], None]:
    """Shows how much is done on a terminal, and nothing where the output goes elsewhere."""
    told = -1

    def tell(done: int, total: int) -> None:
        nonlocal told
        percent = 100 * done // max(total, 1)
        if percent > told:
            told = percent
            click.echo(f"\r{percent:3} %" + ("\n" if percent == 100 else ""), nl=False, err=True)

    return tell if sys.stderr.isatty() else lambda done, total: None


def _refuse_odd(
    tender: str | None, out: str | None, whole: str | None, redactions: tuple[str, ...], public_key: str | None
) -> None:
    if (tender is None) != (out is None) or (tender is None and public_key is None):
        raise click.UsageError("give a TENDER with --out FILE.zip, or --public-key FILE, or all of them")
    if redactions and whole is None:
        raise click.UsageError("--redact goes with --extract-of: a dossier itself is always whole")
    if any(not ground.strip() for _, _, ground in (each.partition("=") for each in redactions)):
        raise click.UsageError("--redact takes WHAT=GROUND, such as comments='trade secrets'")


def _build(kit: Kit, reference: str, out: Path, whole: str | None, redactions: tuple[str, ...]) -> BuiltDossier:
    from appraisal.reports.dossier_papers import DossierPapers
    from appraisal.services.record.dossier.building import BuildDossier, build_dossier
    from appraisal.services.record.dossier.extracting import ExtractDossier, extract_dossier
    from appraisal.services.record.seal import public_seal
    from appraisal.services.toolkit import SYSTEM
    from appraisal.storage import people, tenders

    buyer = people.buyer(kit.database)
    if buyer is None:
        raise Conflict("nothing is set up here yet; expected the link that `appraisal serve` prints to be used first")
    system = Actor(SYSTEM, "Command line", frozenset({Role.AUDITOR, Role.OFFICER}), buyer.id)
    named = [
        each for each in tenders.tenders_of_buyer(kit.database, buyer.id) if reference in (each.reference, each.id)
    ]
    if not named:
        raise NotFound(f"{reference}: there is no such tender; expected the reference of one of {buyer.name}")
    papers = DossierPapers(public_seal(kit).fingerprint)
    if whole is None:
        return build_dossier(kit, system, BuildDossier(named[0].id, out), papers, shown_progress())
    grounds = {what: ground.strip() for what, _, ground in (each.partition("=") for each in redactions)}
    return extract_dossier(
        kit, system, ExtractDossier(named[0].id, Path(whole), out, grounds), papers, shown_progress()
    )
