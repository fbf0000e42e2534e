"""`appraisal backup`: everything of a running installation but its key, in one file."""

from __future__ import annotations

from pathlib import Path

import click

from appraisal.core.errors import NotFound


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--data", metavar="DIR", help="Folder of the store and the evidence files.")
def command(file: Path, data: str | None) -> None:
    """Write the store and its evidence files to FILE, while the server goes on.

    The key file is not in it: keep a copy of that apart. An existing FILE is refused.
    """
    from appraisal.cli.installation import kit_maker, read_settings
    from appraisal.services.record.backup import backup
    from appraisal.services.toolkit import STORE

    settings = read_settings(data=data)
    if not (settings.data / STORE).is_file():
        raise NotFound(f"{settings.data}: holds no store; expected the data folder of an installation")
    kit = kit_maker(settings)()
    try:
        made = backup(kit, file)
    finally:
        kit.database.close()
    click.echo(f"Backed up to {file}: {made.files} evidence files, {made.size / 1e6:.1f} MB in all")
    click.echo(f"Its SHA-256 is {made.digest}")
    click.echo(f"The journal ends with {made.head.digest}. The key file is not in it: keep a copy of it apart")
    if made.not_entered:
        click.echo(f"appraisal: the journal has no entry of this backup: {made.not_entered}", err=True)
