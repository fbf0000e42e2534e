"""An application over a store in memory, with a clock that stands still until it is moved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from appraisal.services.toolkit import Kit
from appraisal.settings import Settings
from appraisal.storage.database import Database
from appraisal.storage.schema import migrate
from appraisal.web.app import create_app

SECRET = "a secret of the tests, long enough to be one"


class Clock:
    """A clock that shows what it is told."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **step: float) -> None:
        self.at += timedelta(**step)


class OpenVault:
    """Keeps what it is given as it is: for pages, where the sealing itself is not the question."""

    def seal_draft(self, data: bytes, *about: str) -> bytes:
        return "/".join(about).encode() + b"\n" + data

    def open_draft(self, sealed: bytes, *about: str) -> bytes:
        head, _, data = sealed.partition(b"\n")
        assert head == "/".join(about).encode()
        return data

    def name(self, *about: str) -> str:
        return "-".join(about)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", key_file=tmp_path / "key", secret_key=SECRET)


@pytest.fixture
def kit(settings: Settings, clock: Clock) -> Iterator[Kit]:
    database = Database(":memory:")
    migrate(database)
    yield Kit(database, settings, OpenVault(), now=clock)
    database.close()


@pytest.fixture
def app(settings: Settings, kit: Kit) -> Flask:
    return create_app(settings, lambda: kit)
