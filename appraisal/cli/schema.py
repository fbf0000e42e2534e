"""`appraisal schema`: the JSON Schema of a file format."""

from __future__ import annotations

import click

from appraisal.exchange.schemas import NAMES, schema_text


@click.command("schema")
@click.argument("name", metavar="NAME")
def command(name: str) -> None:
    """Print the JSON Schema of a file format."""
    click.echo(schema_text(name), nl=False)


command.help = f"Print the JSON Schema of a file format: {', '.join(NAMES)}."
