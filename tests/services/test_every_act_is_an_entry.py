"""Every act that writes leaves an entry: the sources are read, so that none can be forgotten."""

from __future__ import annotations

import ast
from pathlib import Path

from appraisal.core.events import Event

SERVICES = Path(__file__).parent.parent.parent / "appraisal" / "services"

NO_ACTS = {
    "ask_for_reset": "a link that nobody has used yet",
    "ask_to_register": "a link that nobody has used yet",
    "begin_job": "work on papers: its file is an entry when it is downloaded",
    "cancel_job": "work on papers",
    "end_interrupted": "work on papers",
    "run_job": "work on papers",
    "choose_appearance": "how pages look to one person",
    "count_try": "a count, so that guessing is limited; a refused try at an opening is an entry",
    "_count": "a count, so that guessing is limited",
    "_try": "a count, so that guessing is limited",
    "offer_code": "a secret that nobody uses yet",
    "refuse_over": "a count, so that guessing is limited",
    "save_area": "a working copy: its times would tell who is at work",
    "set_scope": "a working copy",
    "set_up_link": "a link that nobody has used yet",
    "_add": "a line in a working copy's list",
    "remove_line": "a line in a working copy's list",
    "find_session": "when a session was seen last",
    "own_seal": "the key that dossiers are sealed with, where none was made at the start",
    "prepare": "the mark of the key, before there are people",
    "scrub": "what a purge entered already is written anew",
    "tidy": "what is over is forgotten",
    "at_desk": "a transaction for other acts",
    "_hand_over": "a mail on its way",
    "_try_later": "a mail on its way",
}
"""Functions that write without an entry, and why."""


def functions() -> dict[str, list[ast.FunctionDef]]:
    """Every function of the services by its name."""
    found: dict[str, list[ast.FunctionDef]] = {}
    for path in SERVICES.rglob("*.py"):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef):
                found.setdefault(node.name, []).append(node)
    return found


def calls(node: ast.FunctionDef) -> set[str]:
    """The names of what a function calls, without what they belong to."""
    called = [one.func for one in ast.walk(node) if isinstance(one, ast.Call)]
    return {one.attr if isinstance(one, ast.Attribute) else getattr(one, "id", "") for one in called}


def test_every_act_that_opens_a_transaction_records_an_entry() -> None:
    known = functions()
    recording = {"record"}
    while more := {name for name, nodes in known.items() if any(calls(node) & recording for node in nodes)} - recording:
        recording |= more
    silent = {
        name for name, nodes in known.items() if any(calls(node) & {"writing", "at_desk"} for node in nodes)
    } - recording

    assert silent - set(NO_ACTS) == set()


def test_the_exceptions_are_all_needed_and_each_event_is_recorded_or_awaited() -> None:
    sources = "".join(path.read_text("utf-8") for path in SERVICES.rglob("*.py"))

    assert [name for name in NO_ACTS if f"def {name}(" not in sources] == []
    for event in (Event.PAPER_DOWNLOADED, Event.RETENTION_SET, Event.RETENTION_PURGED, Event.JOURNAL_HEAD_MAILED):
        assert f"Event.{event.name}" in sources
