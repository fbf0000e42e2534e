"""The time of receipt: stamped on a request before anything else looks at it, in the server's clock and UTC."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, cast

from flask import request

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

KEY = "appraisal.received"


class StampReceipt:
    """A WSGI layer outside the application; a server that stamped the request already when it arrived is believed."""

    def __init__(self, inner: WSGIApplication, now: Callable[[], datetime]) -> None:
        self.inner = inner
        self.now = now

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not isinstance(environ.get(KEY), datetime):
            environ[KEY] = self.now()
        return self.inner(environ, start_response)


def received() -> datetime:
    """When the present request reached the server, aware and in UTC."""
    return cast(datetime, request.environ[KEY])
