"""The server's log: one line of JSON for each request and each failure, without answers, addresses or tokens."""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from time import perf_counter

from flask import Flask, Response, g, request

logger = logging.getLogger("appraisal.web")


class JsonLines(logging.Formatter):
    """Turns a record into one line of JSON; nothing in a message can start a second line."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
        }
        line.update(getattr(record, "facts", {}))
        if record.exc_info and record.exc_info[0]:
            frames = traceback.extract_tb(record.exc_info[2])
            line["error"] = record.exc_info[0].__name__
            line["where"] = [
                f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames[-8:]
            ]
        return json.dumps(line, ensure_ascii=True, default=str)


def write_to_stderr() -> None:
    """Send the log of the application and the server to standard error, as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    for name in ("appraisal", "waitress"):
        one = logging.getLogger(name)
        one.handlers[:] = [handler]
        one.setLevel(logging.INFO)
        one.propagate = False


def watch_requests(app: Flask) -> None:
    """Log every request of the application: by its route, never by its address, which may bear a token."""

    @app.before_request
    def start() -> None:
        g.started = perf_counter()

    @app.after_request
    def note(response: Response) -> Response:
        if request.endpoint != "static":
            logger.info("request", extra={"facts": _facts(response)})
        return response


def _facts(response: Response) -> dict[str, object]:
    signed_in = g.get("signed_in")
    return {
        "method": request.method,
        "route": request.url_rule.rule if request.url_rule else None,
        "status": response.status_code,
        "milliseconds": round((perf_counter() - g.get("started", perf_counter())) * 1000, 1),
        "person": signed_in.actor.person if signed_in else None,
        "refusal": g.get("refusal"),
    }
