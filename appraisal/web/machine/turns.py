"""One request at a time makes its page: threads that share one interpreter are slower at it together than in turn."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING

from appraisal.web.machine.received import WAITED

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PATIENCE = 0.05
"""Seconds after which the turn goes on to the next request while the one before it is still at work."""


class TakeTurns:
    """A WSGI layer that lets requests in one after the other, in the order in which they came.

    At each statement of a page the interpreter is free for other threads; two pages in the making hinder each other at
    every one. A page takes a few milliseconds. What takes longer (a printed paper, a password, a large file) goes on
    beside the others as soon as it has had its turn for `patience` seconds. What is streamed is outside the turn.
    """

    def __init__(self, inner: WSGIApplication, patience: float = PATIENCE) -> None:
        self._inner = inner
        self._patience = patience
        self._lock = Lock()
        self._turn: Lock | None = None
        self._since = 0.0
        self._waiting: deque[Lock] = deque()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        begun = monotonic()
        turn = self._take(begun)
        environ[WAITED] = environ.get(WAITED, 0.0) + monotonic() - begun
        try:
            return self._inner(environ, start_response)
        finally:
            self._pass_on(turn)

    def _take(self, now: float) -> Lock:
        """The turn of this request, once it is its own."""
        turn = Lock()
        with self._lock:
            if self._turn is None:
                self._turn, self._since = turn, now
                return turn
            turn.acquire()
            self._waiting.append(turn)
            left = self._since + self._patience - now
        while not turn.acquire(timeout=max(left, 0.0)):
            with self._lock:
                left = self._since + self._patience - monotonic()
                if left <= 0:
                    self._next()  # the first that waits, which need not be this one
        return turn

    def _pass_on(self, turn: Lock) -> None:
        with self._lock:
            if self._turn is turn:
                self._next()

    def _next(self) -> None:
        """Give the turn to the first that waits."""
        self._turn, self._since = (self._waiting.popleft() if self._waiting else None), monotonic()
        if self._turn:
            self._turn.release()
