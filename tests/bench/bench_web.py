"""Pages behind the real server against a page that renders a static template of the same size, under 10 clients.

The floor is what Flask and the template engine cost for so many bytes; the task list and an area's page may cost three
times as much at the 95th percentile. Floor and page take turns, and the middle one of the rounds' ratios counts, so
that what else the computer does falls on both. Run it from the root of a clone: `python tests/bench/bench_web.py`.
"""

from __future__ import annotations

import logging
import re
import sys
import tempfile
import threading
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from subprocess import PIPE, Popen
from time import sleep
from urllib.parse import urlencode

from flask import Flask

from appraisal.cli.installation import kit_maker
from appraisal.demo.settings import demo_settings
from appraisal.demo.stages import make_stages
from appraisal.storage import people
from appraisal.web.machine.app import create_app
from appraisal.web.machine.rendering import template_environment
from appraisal.web.machine.server import make_server

CLIENTS, REQUESTS = 10, 40
ROUNDS = 7
LIMIT = 3.0


def serve(app: Flask) -> int:
    """The port of a fresh server with the application."""
    server = make_server(app, "127.0.0.1", 0)
    threading.Thread(target=server.run, daemon=True).start()
    port: int = server.effective_port
    return port


def ask(connection: HTTPConnection, path: str, cookie: str, body: str | None = None) -> tuple[int, str, str]:
    """Status, body and session cookie of one request."""
    headers = {"Cookie": cookie, "Host": "127.0.0.1"}
    if body is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request("GET" if body is None else "POST", path, body, headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    given = ";".join(part.split(";")[0] for part in answer.headers.get_all("Set-Cookie") or [])
    return answer.status, text, given


CLIENT = """
import sys, time
from http.client import HTTPConnection
port, path, cookie, many = int(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
connection = HTTPConnection("127.0.0.1", port)
sys.stdin.readline()
for _ in range(many):
    begun = time.perf_counter()
    connection.request("GET", path, headers={"Cookie": cookie})
    answer = connection.getresponse()
    answer.read()
    assert answer.status == 200, answer.status
    print((time.perf_counter() - begun) * 1000)
"""


def p95(port: int, path: str, cookie: str = "") -> float:
    """Milliseconds of the 95th percentile, all clients at once, each a process of its own."""
    arguments = [sys.executable, "-c", CLIENT, str(port), path, cookie, str(REQUESTS)]
    clients = [Popen(arguments, stdin=PIPE, stdout=PIPE, text=True) for _ in range(CLIENTS)]
    sleep(1)
    for client in clients:
        assert client.stdin
        client.stdin.write("go\n")
        client.stdin.flush()
    times = sorted(float(line) for client in clients for line in client.communicate()[0].splitlines())
    assert len(times) == CLIENTS * REQUESTS
    return times[int(len(times) * 0.95)]


def floor_app(page: str) -> Flask:
    """An application that renders the page as a template without anything to fill in."""
    app = Flask("floor")
    template = template_environment().from_string("{% raw %}" + page + "{% endraw %}")
    app.add_url_rule("/", "page", template.render)
    return app


def main() -> int:
    """Print the figures; 1 comes back where a page is over the limit."""
    logging.getLogger("waitress").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder:
        settings = demo_settings(Path(folder), 8080)
        make = kit_maker(settings)
        kit = make()
        make_stages(kit)
        owen = next(person for person in people.people(kit.database) if person.name == "Owen Price")
        port = serve(create_app(settings, make))
        connection = HTTPConnection("127.0.0.1", port)
        _, page, visitor = ask(connection, "/demo", "")
        token = re.search(r'name="csrf" value="([^"]+)"', page)
        assert token
        _, _, cookie = ask(connection, "/demo", visitor, urlencode({"csrf": token[1], "person": owen.id}))
        cookie = next(part for part in cookie.split(";") if part.startswith("__Host-session"))
        _, bids, _ = ask(connection, "/bids", cookie)
        bid = re.search(r'href="(/bids/B-[^"]+)"', bids)
        assert bid
        _, tasks, _ = ask(connection, bid[1], cookie)
        area = re.search(r'href="(/bids/[^"]+/areas/[^"]+)"', tasks)
        assert area
        worst = 0.0
        for name, path in (("task list", bid[1]), ("area", area[1])):
            _, html, _ = ask(connection, path, cookie)
            floor_port = serve(floor_app(html))
            p95(floor_port, "/")
            rounds = [(p95(floor_port, "/"), p95(port, path, cookie)) for _ in range(ROUNDS)]
            ratios = sorted(ours / floor for floor, ours in rounds)
            worst = max(worst, median(ratios))
            floor, ours = (median(column) for column in zip(*rounds, strict=True))
            print(
                f"{name}: {len(html) // 1000} kB, floor {floor:.1f} ms, ours {ours:.1f} ms, ratio {median(ratios):.2f} "
                f"({ratios[0]:.2f} to {ratios[-1]:.2f} in {ROUNDS} rounds)"
            )
    return int(worst > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
