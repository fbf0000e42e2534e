"""`appraisal serve`: the web application on the embedded store, with one command."""

from __future__ import annotations

import click

from appraisal.core.errors import Conflict


@click.command("serve")
@click.option("--host", metavar="ADDRESS", help="Address to listen on; 127.0.0.1 when none is given.")
@click.option(
    "--port", type=click.IntRange(1, 65535), metavar="PORT", help="Port to listen on; 8080 when none is given."
)
@click.option("--data", metavar="DIR", help="Folder of the store and the evidence files.")
def command(host: str | None, port: int | None, data: str | None) -> None:
    """Serve the web application until it is stopped with Ctrl+C.

    Everything else comes from the environment; APPRAISAL_SECRET_KEY has to be set. At the first start on an empty data
    folder a single-use link is printed that sets up the first account.
    """
    from appraisal.cli.installation import kit_maker, read_settings
    from appraisal.services.account.accounts import set_up_link
    from appraisal.services.record.jobs import end_interrupted
    from appraisal.web.machine.app import create_app
    from appraisal.web.machine.log import write_to_stderr
    from appraisal.web.machine.server import caretaker, mail_carrier, make_server

    settings = read_settings(host, port, data)
    make = kit_maker(settings)
    first = make()
    end_interrupted(first)
    link = set_up_link(first)
    first.database.close()
    write_to_stderr()
    try:
        server = make_server(create_app(settings, make), settings.host, settings.port)
    except OSError as error:
        raise Conflict(f"{settings.host} port {settings.port}: {error.strerror}; expected one that is free") from error
    click.echo(f"Serving on http://{settings.host}:{settings.port}, data in {settings.data.absolute()}")
    if link:
        click.echo(f"Set up the first account within a day; the link works once:\n{link}")
    with mail_carrier(make), caretaker(make):
        try:
            server.run()
        except (KeyboardInterrupt, SystemExit):
            server.close()
