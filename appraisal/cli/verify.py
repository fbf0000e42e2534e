"""`appraisal verify`: a dossier checked on a machine that has nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from appraisal.cli.dossier import shown_progress
from appraisal.exchange.files import read_bytes
from appraisal.reports.wording import counted

if TYPE_CHECKING:
    from appraisal.exchange.dossier.verification import LotChecked, Verified


@click.command("verify")
@click.argument("file", metavar="FILE.zip")
@click.option("--key", metavar="PUBLIC_KEY", help="The buyer's public key in PEM, had from somewhere else.")
def command(file: str, key: str | None) -> None:
    """Check FILE.zip, a dossier or a public extract of one: its files, seal, journal and documents, and its ranking.

    Nothing in the file is trusted. Without --key the seal shows that nothing was changed since somebody sealed it, not
    who that was.
    """
    from appraisal.exchange.dossier.seal import LIMIT, PublicSeal
    from appraisal.exchange.dossier.verification import verify_dossier

    known = PublicSeal.parse(key, read_bytes(Path(key), LIMIT)) if key is not None else None
    for line in told(verify_dossier(Path(file), known, shown_progress())):
        click.echo(line)


def told(found: Verified) -> Iterator[str]:
    """What was checked, one line each."""
    index, chain, extract = found.index, found.chain, found.extract
    yield f"{'Dossier' if extract is None else 'Public extract of the dossier'} of tender {index.reference}"
    yield f"  {index.title}"
    yield f"  {index.buyer}; stage {index.stage}"
    yield f"Files      {len(found.fixity.payload):,} with {found.fixity.octets:,} bytes agree with SHA-256 and SHA-512"
    yield f"Digest     sha256:{found.fixity.digest}"
    yield f"Seal       Ed25519 over the list of all files, by the key {found.fingerprint}"
    if found.stamped is not None:
        yield f"Time stamp {found.stamped.at:%Y-%m-%d %H:%M:%S} UTC, number {found.stamped.serial}, on the same list"
        yield "           whose it is: openssl ts -verify, as VERIFY.txt says"
    if extract is not None:
        withheld = sum(each.is_withheld for each in extract.redactions)
        yield f"Whole      sha256:{extract.digest}, sealed by the same key"
        others = len(extract.redactions) - withheld
        yield f"Redacted   {counted(withheld, 'document')} withheld, {others} in a version for the public"
    yield f"Journal    {chain.entries:,} entries in one chain to {chain.head}"
    yield f"           {chain.shown:,} of this tender; the others keep their bodies to themselves"
    if chain.loose or index.gaps:
        yield f"           {chain.loose:,} of them without their place in the chain: other bids were sealed then"
    yield f"Named      {counted(found.named, 'digest')} that the journal names agree with the documents"
    if found.withheld:
        yield f"           {counted(found.withheld, 'other')} cannot be made again from what is public"
    yield f"Published  {counted(found.publications, 'document')}, each after the other, with their profiles and models"
    for lot in found.lots:
        yield from _lot(lot)
    if found.known_key:
        yield "The seal is of the key that was given: everything above holds."
    else:
        yield "Everything agrees. But the key lies in the file itself and proves nothing about its holder: compare its"
        yield f"fingerprint {found.fingerprint}"
        yield "with the one on a printed document of the buyer's, or give the buyer's key with --key."


def _lot(lot: LotChecked) -> Iterator[str]:
    bids, evidence = counted(lot.opened, "bid"), counted(lot.evidence, "file")
    yield f"Lot {lot.number:<6} {lot.title}: {bids} as the opening found them, {evidence} of evidence"
    if not lot.is_complete:
        yield "           not compared again: a response or the comparison is withheld"
    elif lot.compared:
        bids = counted(lot.compared, "bid")
        yield f"           {bids} compared again from answers and findings: every figure is the same"
    else:
        yield "           no bid is compared"
