"""The installation that a command works on: its settings, made ready, and a kit for each thread."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from appraisal.exchange.upload import inspect_upload
from appraisal.services.toolkit import EVIDENCE, STORE, Kit, prepare
from appraisal.settings import PREFIX, Settings
from appraisal.storage.database import Database
from appraisal.storage.evidence import EvidenceStore


def read_settings(host: str | None = None, port: int | None = None, data: str | None = None) -> Settings:
    """The settings of the environment, with what the command line says instead.

    Raises:
        InvalidInput: with every setting that is missing or wrong.
    """
    environ = dict(os.environ)
    for name, value in (("HOST", host), ("PORT", port), ("DATA", data)):
        if value is not None:
            environ[PREFIX + name] = str(value)
    return Settings.from_environ(environ)


def kit_maker(settings: Settings) -> Callable[[], Kit]:
    """Makes kits on the data folder, which is made ready first.

    Raises:
        NotFound, InvalidInput, BrokenChain: the key file is missing, unfit, or not the one of this data folder.
    """
    vault = prepare(settings)
    store, folder = Path(settings.data) / STORE, Path(settings.data) / EVIDENCE

    def make() -> Kit:
        return Kit(Database(store), settings, vault, EvidenceStore(folder, vault, inspect_upload))

    return make
