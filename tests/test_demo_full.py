"""`appraisal demo --full`: a whole tender through the acts, the same each time, and a dossier that verifies."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path

import pytest

from appraisal.cli.main import run
from appraisal.exchange.dossier.seal import PublicSeal
from appraisal.exchange.dossier.verification import verify_dossier
from dossiers import Files, files_of

ALWAYS_NEW = ("sealed.bin", "receipts.json", "published/", "opening-report", "dossier.json", "journal.jsonl",
              "tables.sqlite", "manifest", "seal.sig", "bag-info.txt", "report.pdf")  # fmt: skip
"""What names a sealed bid or a lot's key, which are made of fresh randomness at every run, or the journal's head."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a demonstration."""
    folder = tmp_path_factory.mktemp("full") / "demo"
    assert run(["demo", str(folder), "--full"]) == 0
    return folder


def same_each_time(files: Files) -> Files:
    letters = {name for name in files if "/letters/" in name and name.endswith(".pdf")}
    return {
        name: data
        for name, data in files.items()
        if name not in letters and not any(part in name for part in ALWAYS_NEW)
    }


def test_the_dossier_verifies_with_the_key_that_lies_beside_it(folder: Path) -> None:
    key = PublicSeal.parse("seal.pem", (folder / "seal.pem").read_bytes())

    found = verify_dossier(folder / "dossier.zip", key)

    assert (found.index.reference, found.index.stage, found.known_key) == ("2026/060", "decided", True)
    assert [(lot.opened, lot.compared, lot.is_complete) for lot in found.lots] == [(4, 4, True), (2, 2, True)]


def test_everything_that_a_tender_can_hold_happened(folder: Path) -> None:
    events = verify_dossier(folder / "dossier.zip").chain.events
    happened = {
        "addendum:published": 1,
        "award:approved": 2,
        "award:made": 2,
        "award:notified": 2,
        "bid:submitted": 7,
        "bid:withdrawn": 1,
        "clarification:answered": 1,
        "evaluation:closed": 2,
        "finding:submitted": 11,
        "lot:opened": 2,
        "report:closed": 2,
    }

    assert {event: events.get(event, 0) for event in happened} == happened


def test_several_people_answered_and_one_evaluator_had_a_conflict(folder: Path) -> None:
    place = folder.parent / "tables.sqlite"
    place.write_bytes(files_of(folder / "dossier.zip")["data/tables.sqlite"])
    tables = sqlite3.connect(place)

    people = tables.execute("SELECT count(*) FROM team WHERE lot = 1 GROUP BY supplier ORDER BY supplier").fetchall()
    conflicts = tables.execute("SELECT DISTINCT supplier FROM declarations WHERE conflict").fetchall()
    evaluators = tables.execute("SELECT count(DISTINCT person) FROM panel").fetchall()
    tables.close()

    assert [number for (number,) in people] == [5, 5, 5, 4]
    assert (conflicts, evaluators) == ([("rietmeer-gebruikersdiensten-bv",)], [(3,)])


def test_one_bidder_commits_to_improve_and_its_response_says_so(folder: Path) -> None:
    responses = {
        name.split("/")[4]: json.loads(data)
        for name, data in files_of(folder / "dossier.zip").items()
        if re.fullmatch(r"data/lots/1/bids/[^/]+/\d+/response\.json", name)
    }

    committed = {name: [each["area"] for each in told.get("commitments", [])] for name, told in responses.items()}
    assert {name: areas for name, areas in committed.items() if areas} == {
        "rietmeer-gebruikersdiensten-bv": ["TRP", "PRM"]
    }


def test_a_second_run_tells_the_same_but_for_what_is_sealed_anew(folder: Path, tmp_path: Path) -> None:
    assert run(["demo", str(tmp_path / "again"), "--full"]) == 0

    first, second = (files_of(place / "dossier.zip") for place in (folder, tmp_path / "again"))
    assert sorted(first) == sorted(second)
    assert [name for name in same_each_time(first) if first[name] != second[name]] == []
    assert len(same_each_time(first)) > 80


def test_the_journal_of_the_data_folder_goes_on_where_the_dossier_ends(folder: Path) -> None:
    store = sqlite3.connect(folder / "data" / "appraisal.sqlite")
    last = store.execute("SELECT sequence, previous, event FROM journal ORDER BY sequence DESC LIMIT 1").fetchone()
    store.close()

    journal = json.loads(files_of(folder / "dossier.zip")["data/dossier.json"])["journal"]
    assert last == (journal["entries"] + 1, journal["head"], "dossier:built")


def test_a_folder_with_a_demonstration_is_left_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (folder / "dossier.zip").read_bytes()

    assert run(["demo", str(folder), "--full"]) == 6

    assert "is there already; expected a folder without a demonstration" in capsys.readouterr().err
    assert (folder / "dossier.zip").read_bytes() == before
