"""`appraisal demo --serve`: the web application on made-up tenders, on loopback, forgotten when it stops."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import click

from appraisal.cli.installation import kit_maker
from appraisal.core.errors import Conflict
from appraisal.demo.settings import demo_settings
from appraisal.demo.stages import make_stages
from appraisal.web.machine.app import create_app
from appraisal.web.machine.log import write_to_stderr
from appraisal.web.machine.server import make_server


def serve_demo(port: int) -> None:
    """Serve until it is stopped.

    Raises:
        Conflict: the port is taken.
    """
    with TemporaryDirectory(prefix="appraisal-demo-") as folder:
        settings = demo_settings(Path(folder), port)
        make = kit_maker(settings)
        try:
            server = make_server(create_app(settings, make), settings.host, settings.port)
        except OSError as error:
            raise Conflict(f"port {port}: {error.strerror}; expected one that is free") from error
        click.echo("Making the tenders, a few seconds")
        kit = make()
        make_stages(kit)
        kit.database.close()
        write_to_stderr()
        click.echo(f"Open http://127.0.0.1:{port}/demo and choose who to be; Ctrl+C stops it")
        try:
            server.run()
        except (KeyboardInterrupt, SystemExit):
            server.close()
