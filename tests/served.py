"""An installation of its own behind the real server, with a clock that can be moved, and people in its browsers."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from socket import socket
from typing import Any

from flask import Flask

from appraisal.cli.installation import kit_maker
from appraisal.services.toolkit import Kit
from appraisal.settings import Settings
from appraisal.storage import outbox
from appraisal.web.machine.app import create_app
from appraisal.web.machine.server import make_server
from stand import PASSWORD


@dataclass
class MovedClock:
    """The clock of the computer, and how far it was moved on."""

    by: timedelta = field(default=timedelta())

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.by


@dataclass(frozen=True, slots=True)
class Installation:
    """A served installation, as its operator sees it: address, store, clock."""

    address: str
    kit: Kit
    clock: MovedClock

    def mailed(self, email: str) -> str:
        """The address in the newest mail to somebody."""
        for mail in outbox.mails(self.kit.database):
            if mail.recipient == email and (found := re.search(r"http://\S+", self.kit.mail_text(mail))):
                return found[0]
        raise AssertionError(f"no mail with an address to {email}")


@contextmanager
def serving(folder: Path) -> Iterator[Installation]:
    """An empty installation, served until the context ends."""
    port = free_port()
    clock = MovedClock()
    settings = Settings(
        data=folder / "data",
        key_file=folder / "key",
        secret_key="k" * 32,
        port=port,
        address=f"http://127.0.0.1:{port}",
    )
    plain = kit_maker(settings)

    def make() -> Kit:
        return replace(plain(), now=clock)

    server = make_server(create_app(settings, make), settings.host, port)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    kit = make()
    yield Installation(settings.address, kit, clock)
    server.close()
    thread.join(timeout=1)
    server.task_dispatcher.shutdown()
    kit.database.close()


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The address of an application behind the real server, until the context ends."""
    server = make_server(app, "127.0.0.1", 0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(timeout=5)
    server.task_dispatcher.shutdown()


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def new_page(chromium: Any, **options: Any) -> Any:
    """A page of a fresh browser; what a page throws fails the test at once."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, **options)
    context.set_default_timeout(15_000)
    return context.new_page()


def begin_account(page: Any, address: str, name: str = "", organisation: str = "") -> None:
    """Follow a single-use link and fill in what it asks for."""
    page.goto(address)
    for label, value in (("Organisation", organisation), ("Your name", name)):
        if value:
            page.get_by_label(label, exact=True).fill(value)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password once more").fill(PASSWORD)
    press(page.locator("main .btn-primary"))


def sign_in(page: Any, installation: Installation, email: str, path: str = "/") -> None:
    """Sign in by the form, on the way to a path."""
    page.goto(f"{installation.address}/sign-in?next={path}")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page.get_by_role("button", name="Sign in"))


def signed_in(chromium: Any, address: str, email: str, path: str, **options: Any) -> Any:
    """A page of a fresh browser in which somebody is signed in, at a path."""
    page = new_page(chromium, **options)
    page.goto(f"{address}/sign-in?next={path}")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page.get_by_role("button", name="Sign in"))
    return page


def press(place: Any) -> None:
    """Press a button or link, and wait for the page that it leads to."""
    with place.page.expect_navigation():
        place.click()
