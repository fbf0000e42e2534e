"""Thirty suppliers in the last second, through the real server: acknowledged is stored, and nothing late is taken."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import urlencode

import pytest

from appraisal.services.account.sessions import begin_session
from appraisal.services.bidding.answering import SaveArea, Typed, area_page, save_area
from appraisal.services.bidding.bids import SetScope, StartBid, set_scope, start_bid
from appraisal.services.toolkit import Kit, random_reference, random_token
from appraisal.storage import submissions
from appraisal.storage.database import Database
from appraisal.web.machine.app import create_app
from appraisal.web.machine.csrf import token
from appraisal.web.machine.server import make_server
from stand import DEADLINE, Field

SUPPLIERS = 30
BEFORE = 2.5
"""Seconds before the deadline at which the clock of the server starts."""


@pytest.fixture
def field(tmp_path: Path) -> Iterator[Field]:
    field = Field(tmp_path / "store.sqlite")
    yield field
    field.close()


def ready_bid(field: Field, number: int) -> tuple[str, str]:
    """A whole bid of one more supplier, and the token of a session that is still alive at the deadline."""
    kit = replace(field.kit, reference=random_reference)
    actor = field.supplier(f"Person{number}", f"Supplier{number} Ltd")
    bid = start_bid(kit, actor, StartBid(field.tender, 1, "service manager"))
    for area in ("SRI", "SUB", "CFM"):
        questions = area_page(kit, actor, bid, area).questions
        answers = {question.id: Typed("yes") for question in questions}
        save_area(kit, actor, SaveArea(bid, area, 0, answers, completed=True))
    set_scope(kit, actor, SetScope(bid, "All", ("Oslo",), "2026"))
    near = replace(kit, now=lambda: DEADLINE - timedelta(minutes=5), token=random_token)
    with near.database.writing():
        return bid, begin_session(near, actor.person)


def test_acknowledged_is_stored_and_what_was_sent_in_time_counts(field: Field, tmp_path: Path) -> None:
    field.publish()
    bids = [ready_bid(field, number) for number in range(SUPPLIERS)]
    begun, opened = monotonic(), list[Database]()

    def clock() -> datetime:
        return DEADLINE + timedelta(seconds=monotonic() - begun - BEFORE)

    def open_kit() -> Kit:
        database = Database(tmp_path / "store.sqlite")
        opened.append(database)
        return replace(field.kit, database=database, now=clock, reference=random_reference, token=random_token)

    server = make_server(create_app(field.kit.settings, open_kit), "127.0.0.1", 0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    told: dict[str, tuple[int, str, float]] = {}

    def client(number: int) -> None:
        bid, session = bids[number]
        connection = HTTPConnection("127.0.0.1", server.effective_port)
        fields = {"csrf": token(field.kit.settings.secret_key, session), "key": f"page-{number}-key", "name": "Someone"}
        body = urlencode(fields | {"declare": "yes"})
        headers = {"Cookie": f"__Host-session={session}", "Content-Type": "application/x-www-form-urlencoded"}
        connection.connect()
        sleep(max(0.0, BEFORE - 0.7 + number * 0.9 / SUPPLIERS - (monotonic() - begun)))
        connection.request("POST", f"/bids/{bid}/submit", body, headers)
        sent = monotonic() - begun - BEFORE
        answer = connection.getresponse()
        answer.read()
        connection.close()
        told[bid] = (answer.status, answer.headers.get("Location", ""), sent)

    clients = [threading.Thread(target=client, args=(number,)) for number in range(SUPPLIERS)]
    for one in clients:
        one.start()
    for one in clients:
        one.join(timeout=60)
    server.close()
    thread.join(timeout=5)
    server.task_dispatcher.shutdown()
    in_time = [bid for bid, (_, _, sent) in told.items() if sent < -0.15]

    assert len(told) == SUPPLIERS
    assert len(opened) > 1
    for bid, (status, location, _sent) in told.items():
        stored = submissions.submissions(field.kit.database, bid)
        assert status in (303, 409)
        assert [location.rpartition("/")[2]] * (status == 303) == [one.receipt for one in stored]
        assert all(one.received <= DEADLINE for one in stored)
    assert [told[bid][0] for bid in in_time] == [303] * len(in_time)
    assert {status for status, _, _ in told.values()} == {303, 409}
    assert len(in_time) > SUPPLIERS // 3
