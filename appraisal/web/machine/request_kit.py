"""The kit of the present request: each thread of the server keeps one connection to the store."""

from __future__ import annotations

import threading
from collections.abc import Callable

from flask import Flask, current_app

from appraisal.services.toolkit import Kit

_KEY = "appraisal.kits"


class Kits:
    """Makes a kit for each thread, once."""

    def __init__(self, factory: Callable[[], Kit]) -> None:
        self._factory = factory
        self._local = threading.local()

    def present(self) -> Kit:
        """The kit of this thread."""
        kit: Kit | None = getattr(self._local, "kit", None)
        if kit is None:
            kit = self._local.kit = self._factory()
        return kit


def use_kits(app: Flask, factory: Callable[[], Kit]) -> Kits:
    """Let `kit()` work in the application; the kits come back."""
    kits = app.extensions[_KEY] = Kits(factory)
    return kits


def kit() -> Kit:
    """The kit of the present request."""
    kits: Kits = current_app.extensions[_KEY]
    return kits.present()
