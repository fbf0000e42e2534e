"""`appraisal restore`: a backup, checked whole and put into an empty data folder."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--data", metavar="DIR", help="Empty folder for the store and the evidence files.")
def command(file: Path, data: str | None) -> None:
    """Check the backup FILE and put it into an empty data folder; the key file has to be in its place."""
    from appraisal.cli.installation import read_settings
    from appraisal.services.record.backup import restore

    settings = read_settings(data=data)
    made = restore(settings, file)
    click.echo(f"Restored into {settings.data.absolute()}: {made.files} evidence files, each whole")
    click.echo(f"The journal is unbroken and ends with {made.head.digest}")
