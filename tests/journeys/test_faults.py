"""The real server under clients that stall and under SIGKILL: others are served, nothing is torn or lost."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

import pytest

from appraisal.cli.installation import kit_maker
from appraisal.core.journal import verify
from appraisal.services.bidding.receipts import receipts, submitted_file
from appraisal.settings import Settings
from appraisal.storage import journal
from appraisal.web.machine.csrf import token
from bidders import published, ready_bid, settings_in
from demonstration import Site
from served import free_port

BIDDERS, KILLS = 4, 6
STALLED = 40


@contextmanager
def served(settings: Settings) -> Iterator[subprocess.Popen[bytes]]:
    """`appraisal serve` in a process of its own, answering already."""
    environment = {
        **os.environ,
        "APPRAISAL_DATA": str(settings.data),
        "APPRAISAL_KEY_FILE": str(settings.key_file),
        "APPRAISAL_SECRET_KEY": settings.secret_key,
        "APPRAISAL_PORT": str(settings.port),
    }
    command = [sys.executable, "-m", "appraisal", "serve"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", settings.port), 1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield process
    finally:
        process.kill()
        process.wait()


def submit_forever(settings: Settings, bid: str, session: str, told: list[str], run: int) -> None:
    """Submit one version after another until the server is gone; keeps the receipts that it gave."""
    fields = {"csrf": token(settings.secret_key, session), "name": "Someone", "declare": "yes"}
    headers = {"Cookie": f"__Host-session={session}", "Content-Type": "application/x-www-form-urlencoded"}
    connection = HTTPConnection("127.0.0.1", settings.port, timeout=10)
    try:
        for number in range(10_000):
            body = urlencode({**fields, "key": f"form {run} {number}"})
            connection.request("POST", f"/bids/{bid}/submit", body, headers)
            answer = connection.getresponse()
            answer.read()
            assert answer.status in (303, 409, 503)
            if answer.status == 303:
                told.append(answer.headers["Location"].rpartition("/")[2])
    except (OSError, HTTPException):
        return
    finally:
        connection.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system whose processes can be killed at once")
def test_security_23_a_server_killed_during_submissions_tears_nothing(tmp_path: Path) -> None:
    settings = settings_in(tmp_path, free_port())
    kit = kit_maker(settings)()
    tender = published(kit)
    bidders = [ready_bid(kit, tender, number) for number in range(BIDDERS)]
    told: dict[str, list[str]] = {bid: [] for _, bid, _ in bidders}
    chance = random.Random(23)
    for run in range(KILLS):
        with served(settings) as process:
            threads = [
                threading.Thread(target=submit_forever, args=(settings, bid, session, told[bid], run))
                for _, bid, session in bidders
            ]
            for thread in threads:
                thread.start()
            time.sleep(chance.uniform(0.5, 1.2))
            os.kill(process.pid, signal.SIGKILL)
            for thread in threads:
                thread.join()

    verify(journal.entries(kit.database))
    for actor, bid, _ in bidders:
        stored = [entry.receipt for entry in reversed(receipts(kit, actor, bid))]
        assert len(told[bid]) > 3
        assert set(told[bid]) <= set(stored)
        assert [entry.version for entry in reversed(receipts(kit, actor, bid))] == list(range(1, len(stored) + 1))
        assert len({submitted_file(kit, actor, bid, receipt) for receipt in stored}) == 1
    kit.database.close()


def test_security_25_forty_stalled_clients_do_not_stop_the_others(site: Site) -> None:
    host, port = "127.0.0.1", int(site.address.rpartition(":")[2])
    stalled = []
    for number in range(STALLED):
        client = socket.create_connection((host, port))
        half = (
            b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\nemail="
            if number % 2
            else b"GET /"
        )
        client.sendall(half)
        stalled.append(client)
    begun = time.monotonic()
    connection = HTTPConnection(host, port, timeout=10)
    statuses = []
    for _ in range(10):
        connection.request("GET", "/sign-in")
        answer = connection.getresponse()
        answer.read()
        statuses.append(answer.status)
    taken = time.monotonic() - begun
    for client in stalled:
        client.close()
    connection.close()

    assert statuses == [200] * 10
    assert taken < 5
