"""The time of receipt: stamped on a request before anything else looks at it, in the server's clock and UTC."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, cast

from flask import request

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

KEY = "appraisal.received"
WAITED = "appraisal.waited"
"""Seconds that the request waited for a thread after its last byte had come, where the server measures it."""


class StampReceipt:
    """A WSGI layer outside the application; the time that a request waited in the server is no time of its sender's."""

    def __init__(self, inner: WSGIApplication, now: Callable[[], datetime]) -> None:
        self.inner = inner
        self.now = now

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ[KEY] = self.now() - timedelta(seconds=environ.get(WAITED, 0.0))
        return self.inner(environ, start_response)


def received() -> datetime:
    """When the present request reached the server, aware and in UTC."""
    return cast(datetime, request.environ[KEY])
