"""The server: waitress, which notes when the last byte of a request has come, before it waits for a thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

from flask import Flask
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import BaseWSGIServer, create_server
from waitress.task import WSGITask

from appraisal.services.delivery import deliver
from appraisal.services.toolkit import Kit
from appraisal.services.upkeep import tidy
from appraisal.web.app import LARGEST_REQUEST
from appraisal.web.log import logger
from appraisal.web.received import WAITED

THREADS = 4
SECONDS_BETWEEN_DELIVERIES = 5.0
SECONDS_BETWEEN_UPKEEP = 3600.0


class StampedRequest(HTTPRequestParser):  # type: ignore[misc]
    """A request that knows when it had come as a whole."""

    came: float | None = None

    def received(self, data: bytes) -> int:
        """Take in what has come."""
        taken: int = super().received(data)
        if self.completed and self.came is None:
            self.came = monotonic()
        return taken


class StampedTask(WSGITask):  # type: ignore[misc]
    """Tells the application how long its request waited for a thread."""

    def get_environment(self) -> dict[str, Any]:
        """The WSGI environment with the seconds since the last byte came."""
        environ: dict[str, Any] = super().get_environment()
        if self.request.came is not None:
            environ[WAITED] = monotonic() - self.request.came
        return environ


class StampedChannel(HTTPChannel):  # type: ignore[misc]
    """A connection whose requests are stamped."""

    parser_class = StampedRequest
    task_class = StampedTask


def make_server(app: Flask, host: str, port: int, threads: int = THREADS) -> Any:
    """A server that listens already; `run()` serves until it is closed, port 0 takes a free one."""
    server = create_server(
        app,
        host=host,
        port=port,
        threads=threads,
        ident=None,
        connection_limit=1000,
        channel_timeout=60,
        max_request_body_size=2 * LARGEST_REQUEST,
        clear_untrusted_proxy_headers=not app.config.get("PROXIES"),
    )
    listeners = [server] if isinstance(server, BaseWSGIServer) else list(server.map.values())
    for listener in listeners:
        if isinstance(listener, BaseWSGIServer):
            listener.channel_class = StampedChannel
    return server


@contextmanager
def housekeeping(open_kit: Callable[[], Kit]) -> Iterator[None]:
    """While the context lasts, due mails go out every few seconds, and every hour the store is tidied."""
    stop = threading.Event()
    thread = threading.Thread(target=_keep_house, args=(open_kit, stop), name="upkeep", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=30)


def _keep_house(open_kit: Callable[[], Kit], stop: threading.Event) -> None:
    kit, tidied = open_kit(), monotonic() - SECONDS_BETWEEN_UPKEEP
    while not stop.wait(SECONDS_BETWEEN_DELIVERIES):
        try:
            deliver(kit)
        except Exception as error:
            logger.error("mail not delivered", exc_info=error)
        if monotonic() - tidied >= SECONDS_BETWEEN_UPKEEP:
            tidied = monotonic()
            try:
                tidy(kit)
            except Exception as error:
                logger.error("store not tidied", exc_info=error)
    kit.database.close()
