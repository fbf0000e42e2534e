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

from appraisal.services.mail.delivery import deliver
from appraisal.services.record.upkeep import keep_up
from appraisal.services.toolkit import Kit
from appraisal.web.machine.app import LARGEST_REQUEST
from appraisal.web.machine.log import logger
from appraisal.web.machine.received import WAITED
from appraisal.web.machine.turns import TakeTurns

THREADS = 4
SECONDS_BETWEEN_DELIVERIES = 5.0
SECONDS_BETWEEN_UPKEEP = 900.0


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
        TakeTurns(app),
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
def mail_carrier(open_kit: Callable[[], Kit]) -> Iterator[None]:
    """While the context lasts, what is due in the outbox is handed to the mail server every few seconds."""
    with _repeated(open_kit, deliver, SECONDS_BETWEEN_DELIVERIES, "mail not delivered"):
        yield


@contextmanager
def caretaker(open_kit: Callable[[], Kit]) -> Iterator[None]:
    """While the context lasts, upkeep is done at its beginning and every quarter of an hour."""
    with _repeated(open_kit, keep_up, SECONDS_BETWEEN_UPKEEP, "upkeep not done", at_once=True):
        yield


@contextmanager
def _repeated(
    open_kit: Callable[[], Kit], job: Callable[[Kit], object], seconds: float, trouble: str, at_once: bool = False
) -> Iterator[None]:
    """While the context lasts, a thread with a kit of its own does the job again and again."""
    stop = threading.Event()

    def work() -> None:
        kit = open_kit()
        wait = 0.0 if at_once else seconds
        while not stop.wait(wait):
            wait = seconds
            try:
                job(kit)
            except Exception as error:
                logger.error(trouble, exc_info=error)
        kit.database.close()

    thread = threading.Thread(target=work, name=job.__name__, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=30)
