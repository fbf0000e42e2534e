"""Saving an area, and pages among 1,000 suppliers, over the real server: `python tests/bench/bench_web_saving.py`.

Stated bounds, as ratios in one run under 10 clients: saving an area against a bare insert transaction behind the same
server, 3 (median; the 95th percentile is printed beside it); an area page among 1,000 suppliers against 10, 1.1.
"""

from __future__ import annotations

import logging
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from subprocess import PIPE, Popen
from time import sleep
from urllib.parse import urlencode

from flask import Flask, request

sys.path.insert(0, str(Path(__file__).parent.parent))

from appraisal.cli.installation import kit_maker
from appraisal.core.policy import Actor
from appraisal.services.bidding.answering import area_page
from appraisal.services.toolkit import STORE, Kit
from appraisal.storage.database import Database
from appraisal.web.machine.app import create_app
from appraisal.web.machine.csrf import token
from appraisal.web.machine.server import make_server
from bidders import published, ready_bid, settings_in

CLIENTS, REQUESTS = 10, 40
AREAS = ("SRI", "SUB", "CFM")
ROUNDS = len(AREAS)
MANY = 1_000

CLIENT = """
import sys, time
from http.client import HTTPConnection
port, path, cookie, body, many = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4], int(sys.argv[5])
connection = HTTPConnection("127.0.0.1", port)
headers = {"Cookie": cookie, "X-Autosave": "1", "Content-Type": "application/x-www-form-urlencoded"}
sys.stdin.readline()
for number in range(1, many + 1):
    begun = time.perf_counter()
    sent = body.replace("REVISION", str(number - 1)).replace("SERIAL", str(number))
    connection.request("POST" if body else "GET", path, sent or None, headers if body else {"Cookie": cookie})
    answer = connection.getresponse()
    said = answer.read()
    assert answer.status == 200, (answer.status, said)
    print((time.perf_counter() - begun) * 1000)
"""


@contextmanager
def serve(app: Flask) -> Iterator[int]:
    """The port of a fresh server with the application."""
    server = make_server(app, "127.0.0.1", 0)
    threading.Thread(target=server.run, daemon=True).start()
    yield server.effective_port
    server.close()


def load(port: int, jobs: list[tuple[str, str, str]]) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds, one client (a process of its own) for each path, cookie, body."""
    clients = [
        Popen([sys.executable, "-c", CLIENT, str(port), *job, str(REQUESTS)], stdin=PIPE, stdout=PIPE, text=True)
        for job in jobs
    ]
    sleep(1.5)
    for client in clients:
        assert client.stdin
        client.stdin.write("go\n")
        client.stdin.flush()
    times = sorted(float(line) for client in clients for line in client.communicate()[0].splitlines())
    assert len(times) == len(jobs) * REQUESTS
    return median(times), times[int(len(times) * 0.95)]


def bare_app(open_database: Callable[[], Database]) -> Flask:
    """An application that stores what was sent in one transaction, and nothing else."""
    app, local = Flask("bare"), threading.local()

    @app.post("/")
    def store() -> str:
        if not hasattr(local, "database"):
            local.database = open_database()
        with local.database.writing():
            local.database.run("INSERT INTO bare VALUES (?)", request.get_data())
        return "stored"

    return app


Jobs = list[tuple[str, str, str]]


def main() -> None:
    logging.getLogger("waitress").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder:
        small, saves, small_pages = installed(Path(folder) / "few", CLIENTS)
        large, _, large_pages = installed(Path(folder) / "many", MANY)
        store = settings_in(Path(folder) / "few", 8080).data / STORE
        bare_jobs = [("/", cookie, body) for _, cookie, body in saves[0]]
        with serve(bare_app(lambda: Database(store))) as bare, serve(small) as few, serve(large) as many:
            for port, jobs in ((bare, bare_jobs), (few, small_pages), (many, large_pages)):
                load(port, jobs)
            rounds = [
                (
                    load(few, small_pages),
                    load(many, large_pages),
                    load(bare, bare_jobs),
                    load(few, saves[number]),
                )
                for number in range(ROUNDS)
            ]
    few_pages, many_pages, bare_saves, own_saves = (middle(list(column)) for column in zip(*rounds, strict=True))
    show("save an area", own_saves, "a bare insert", bare_saves)
    show("area page among 1,000 suppliers", many_pages, "among 10", few_pages)


def installed(folder: Path, suppliers: int) -> tuple[Flask, list[Jobs], Jobs]:
    """An application with so many suppliers in one tender; what the first ten save and look at."""
    settings = settings_in(folder, 8080)
    make = kit_maker(settings)
    kit = make()
    tender = published(kit)
    bidders = [ready_bid(kit, tender, number, whole=False) for number in range(suppliers)][:CLIENTS]
    kit.database.connection.execute("CREATE TABLE bare (value BLOB)")
    saves: list[Jobs] = []
    for area in AREAS:
        saves.append([])
        for actor, bid, session in bidders:
            form = form_of(kit, actor, bid, session, area)
            saves[-1].append((f"/bids/{bid}/areas/{area}", f"__Host-session={session}", form))
    pages = [(path, cookie, "") for path, cookie, _ in saves[0]]
    kit.database.close()
    return create_app(settings, make), saves, pages


def form_of(kit: Kit, actor: Actor, bid: str, session: str, area: str) -> str:
    """What the page of an area sends, all answered, with its revision and number to be filled in."""
    questions = [question.id for question in area_page(kit, actor, bid, area).questions]
    fields = {"csrf": token(kit.settings.secret_key, session), "key": f"page {bid}"}
    answers = {**dict.fromkeys(questions, "yes"), **{f"{one}-comment": "As in the handbook" for one in questions}}
    return f"{urlencode({**fields, **answers})}&revision=REVISION&serial=SERIAL"


def middle(rounds: list[tuple[float, float]]) -> tuple[float, float]:
    """The medians of the rounds."""
    return median(one for one, _ in rounds), median(other for _, other in rounds)


def show(name: str, ours: tuple[float, float], floor_name: str, floor: tuple[float, float]) -> None:
    """One line: both figures of both, and their ratios."""
    print(
        f"{name}: median {ours[0]:.1f} ms, p95 {ours[1]:.1f}; {floor_name}: {floor[0]:.1f}, {floor[1]:.1f}; "
        f"ratios {ours[0] / floor[0]:.2f} and {ours[1] / floor[1]:.2f}"
    )


if __name__ == "__main__":
    main()
