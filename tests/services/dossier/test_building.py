"""Building a dossier: whole or not at all, the same for the same state, and nothing in it that is not its tender's."""

from __future__ import annotations

import json
import resource
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from appraisal.core.errors import BrokenChain, Conflict, InvalidInput, NotFound, NotPermitted, StorageFull, WrongStage
from appraisal.core.events import SEALED, Event
from appraisal.core.policy import Actor, Role
from appraisal.exchange.dossier.verification import verify_dossier
from appraisal.reports.dossier_papers import DossierPapers
from appraisal.services.record.dossier.building import BuildDossier, build_dossier
from appraisal.services.tendering.publication import Cancel, Publish, cancel, publish
from appraisal.storage import journal, panel
from appraisal.storage.tenders import tender
from dossiers import HANDBOOK, KEY, SECRETS, Bidden, files_of
from stand import DEADLINE, Field


@pytest.fixture(scope="module")
def bidden() -> Iterator[Bidden]:
    """A tender with bids, opened."""
    bidden = Bidden()
    bidden.open()
    yield bidden
    bidden.close()


@pytest.fixture
def sealed() -> Iterator[Bidden]:
    """A tender with bids that nobody opened yet."""
    bidden = Bidden()
    yield bidden
    bidden.close()


def test_the_same_state_is_the_same_file(bidden: Bidden, tmp_path: Path) -> None:
    with forgotten(bidden):
        first = bidden.build(tmp_path / "first.zip")
    with forgotten(bidden):
        second = bidden.build(tmp_path / "second.zip")

    assert (tmp_path / "first.zip").read_bytes() == (tmp_path / "second.zip").read_bytes()
    assert (first, first.fingerprint, first.size) == (second, KEY.fingerprint, (tmp_path / "first.zip").stat().st_size)


@contextmanager
def forgotten(bidden: Bidden) -> Iterator[None]:
    """Take back the entry that a dossier was built, so that the state is the one before."""
    before = journal.head(bidden.kit.database).sequence
    yield
    connection = bidden.kit.database.connection
    trigger = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'journal_is_not_deleted'").fetchone()[0]
    connection.execute("DROP TRIGGER journal_is_not_deleted")
    connection.execute("DELETE FROM journal WHERE sequence > ?", [before])
    connection.execute(trigger)


def test_building_is_an_entry_with_the_digest_of_what_is_sealed(bidden: Bidden, tmp_path: Path) -> None:
    built = bidden.build(tmp_path / "dossier.zip")

    last = list(journal.entries(bidden.kit.database))[-1]
    told = json.loads(last.body)
    assert (told["event"], told["actor"], told["facts"]) == (
        Event.DOSSIER_BUILT, bidden.janneke.person, {"digest": built.digest},
    )  # fmt: skip
    assert f"sha256:{verify_dossier(tmp_path / 'dossier.zip', KEY).fixity.digest}" == built.digest


def test_a_dossier_that_follows_another_names_it_and_verifies(bidden: Bidden, tmp_path: Path) -> None:
    first = bidden.build(tmp_path / "first.zip")
    bidden.build(tmp_path / "second.zip")

    assert first.digest in files_of(tmp_path / "second.zip")["data/journal.jsonl"].decode()
    verify_dossier(tmp_path / "second.zip", KEY)


def test_entries_come_in_the_order_of_their_names_with_one_time_and_unpacked(bidden: Bidden, tmp_path: Path) -> None:
    bidden.build(tmp_path / "dossier.zip")

    with zipfile.ZipFile(tmp_path / "dossier.zip") as archive:
        listed = archive.infolist()
    payload = [entry.filename for entry in listed if entry.filename.startswith("data/")]
    assert payload == sorted(payload)
    assert {(entry.date_time, entry.compress_type, entry.external_attr >> 16) for entry in listed} == {
        ((1980, 1, 1, 0, 0, 0), zipfile.ZIP_STORED, 0o100644)
    }


def test_nothing_that_was_not_opened_and_nothing_of_other_tenders_is_told(bidden: Bidden, tmp_path: Path) -> None:
    bidden.build(tmp_path / "dossier.zip")
    raw = (tmp_path / "dossier.zip").read_bytes()

    assert [secret for secret in SECRETS if secret.encode() in raw] == []
    assert b"see the handbook" in raw
    assert HANDBOOK + b"Tor" in raw
    assert HANDBOOK + b"Wim" not in raw
    assert bidden.elsewhere.encode() not in raw


def test_of_a_withdrawn_bid_stand_receipt_and_digest_alone(bidden: Bidden, tmp_path: Path) -> None:
    bidden.build(tmp_path / "dossier.zip")

    files = files_of(tmp_path / "dossier.zip")
    of_weir = [name for name in files if "weir-bv" in name]
    receipts = json.loads(files["data/lots/1/bids/weir-bv/receipts.json"])
    assert of_weir == ["data/lots/1/bids/weir-bv/receipts.json"]
    assert [(one["state"], one["files"], one["response_digest"]) for one in receipts["versions"]] == [
        ("withdrawn", [], None)
    ]


def test_a_replaced_version_stays_as_it_was_sealed(bidden: Bidden, tmp_path: Path) -> None:
    bidden.build(tmp_path / "dossier.zip")

    names = [name for name in files_of(tmp_path / "dossier.zip") if "/dovre-drift-as/1/" in name]
    assert names == ["data/lots/1/bids/dovre-drift-as/1/sealed.bin"]


def test_bodies_of_other_tenders_and_of_accounts_are_withheld(bidden: Bidden, tmp_path: Path) -> None:
    bidden.build(tmp_path / "dossier.zip")

    lines = files_of(tmp_path / "dossier.zip")["data/journal.jsonl"].decode().splitlines()
    shown = [json.loads(body) for line in lines if (body := json.loads(line)["body"])]
    assert {body["tender"] for body in shown} == {bidden.tender}
    assert 0 < len(shown) < len(lines)


def test_an_auditor_builds_too_and_others_do_not(bidden: Bidden, tmp_path: Path) -> None:
    before = bidden.dump()
    for role in (Role.EVALUATOR, Role.ADMINISTRATOR, Role.SUPPLIER):
        actor = Actor("P-x", "X", frozenset({role}), bidden.janneke.organisation)
        with pytest.raises(NotPermitted):
            build_dossier(bidden.kit, actor, BuildDossier(bidden.tender, tmp_path / "no.zip"), DossierPapers(""))
    assert (list(tmp_path.iterdir()), bidden.dump()) == ([], before)

    auditor = Actor("P-x", "X", frozenset({Role.AUDITOR}), bidden.janneke.organisation)
    build_dossier(bidden.kit, auditor, BuildDossier(bidden.tender, tmp_path / "yes.zip"), DossierPapers(""))

    verify_dossier(tmp_path / "yes.zip", KEY)


def test_security_03_a_dossier_tells_nothing_of_entries_on_a_tender_that_is_sealed(tmp_path: Path) -> None:
    own = Bidden()
    found = tender(own.kit.database, own.elsewhere)
    assert found
    publish(own.kit, own.janneke, Publish(own.elsewhere, found.version))
    own.open()
    with forgotten(own):
        own.build(tmp_path / "before.zip")
    with own.kit.database.writing():
        own.kit.record("P-9", Event.BID_STARTED, "B-9", own.elsewhere, lot=1)
    own.build(tmp_path / "after.zip")

    assert (tmp_path / "before.zip").read_bytes() == (tmp_path / "after.zip").read_bytes()
    told = verify_dossier(tmp_path / "after.zip", KEY)
    head = journal.head(own.kit.database).sequence
    assert (told.chain.loose, told.chain.entries < head - told.chain.loose) == (3, True)
    own.kit.database.connection.execute("UPDATE lots SET opened_at = '2026' WHERE tender = ?", [own.elsewhere])
    own.build(tmp_path / "opened.zip")
    later = verify_dossier(tmp_path / "opened.zip", KEY).chain
    assert (later.loose, later.shown, later.entries) == (0, told.chain.shown + 1, head)
    own.close()


def test_of_the_time_of_a_cancelled_tender_the_chain_is_not_told(tmp_path: Path) -> None:
    own = Bidden()
    found = tender(own.kit.database, own.elsewhere)
    assert found
    publish(own.kit, own.janneke, Publish(own.elsewhere, found.version))
    with own.kit.database.writing():
        own.kit.record("P-9", Event.BID_STARTED, "B-9", own.elsewhere, lot=1)
    cancel(own.kit, own.janneke, Cancel(own.elsewhere, "The budget moved"))
    own.open()
    own.build(tmp_path / "dossier.zip")

    told = verify_dossier(tmp_path / "dossier.zip", KEY)
    ((first, last),) = told.index.gaps
    lines = [json.loads(line) for line in files_of(tmp_path / "dossier.zip")["data/journal.jsonl"].splitlines()]
    assert [line["sequence"] for line in lines] == [*range(1, first), *range(last + 1, told.chain.entries + 1)]
    assert (last - first, told.chain.loose) == (2, 0)
    own.close()


def test_who_is_on_a_panel_and_has_not_declared_or_has_a_conflict_builds_none(sealed: Bidden, tmp_path: Path) -> None:
    sealed.open()
    lot = sealed.kit.database.one("SELECT id FROM lots WHERE tender = ?", sealed.tender)
    assert lot
    with sealed.kit.database.writing():
        panel.name_panelist(sealed.kit.database, lot["id"], sealed.janneke.person, None, False, sealed.clock.at)

    assert refused(sealed, tmp_path / "dossier.zip", NotFound) == "There is nothing here for you"


def refused(bidden: Field, out: Path, kind: type[Exception], tender: str = "", **more: object) -> str:
    """What the refusal says; nothing changed and nothing was left in the file's folder."""
    there, before = sorted(out.parent.iterdir()), bidden.dump()
    command = BuildDossier(tender or bidden.tender, out)
    with pytest.raises(kind) as refusal:
        build_dossier(bidden.kit, bidden.janneke, command, DossierPapers(""), **more)  # type: ignore[arg-type]
    assert (sorted(out.parent.iterdir()), bidden.dump()) == (there, before)
    return str(refusal.value)


def test_a_name_that_is_taken_is_refused_and_the_file_left_alone(bidden: Bidden, tmp_path: Path) -> None:
    out = tmp_path / "dossier.zip"
    out.write_bytes(b"mine")

    assert refused(bidden, out, Conflict) == f"{out}: there is such a file already; expected a name that is free"
    assert out.read_bytes() == b"mine"


def test_a_tender_that_does_not_exist_is_not_found(bidden: Bidden, tmp_path: Path) -> None:
    refused(bidden, tmp_path / "dossier.zip", NotFound, "T-none")


def test_a_place_that_cannot_be_written_to_is_refused(bidden: Bidden, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(InvalidInput, match="cannot be written"):
        bidden.build(tmp_path / "file" / "dossier.zip")


@pytest.mark.parametrize("stage", ["published", "closed"])
def test_a_tender_that_is_sealed_is_refused(stage: str, sealed: Bidden, tmp_path: Path) -> None:
    if stage == "closed":
        sealed.clock.at = DEADLINE.replace(hour=15)

    assert "Building the dossier" in refused(sealed, tmp_path / "dossier.zip", WrongStage)


def test_work_that_is_stopped_leaves_nothing(bidden: Bidden, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []

    refused(
        bidden,
        tmp_path / "dossier.zip",
        Conflict,
        progress=lambda done, total: told.append((done, total)),
        cancelled=lambda: len(told) > 20,
    )

    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert {done <= total for done, total in told} == {True}


@pytest.mark.parametrize("room", [1000, 100_000, 300_000])
def test_a_disk_that_fills_up_leaves_nothing(room: int, bidden: Bidden, tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        refused(bidden, tmp_path / "dossier.zip", StorageFull)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_journal_that_was_tampered_with_is_not_sealed(sealed: Bidden, tmp_path: Path) -> None:
    sealed.open()
    connection = sealed.kit.database.connection
    payload = connection.execute("SELECT payload FROM journal WHERE event = 'addendum:published'").fetchone()[0]
    connection.execute("DROP TRIGGER journal_is_not_updated")
    connection.execute(
        "UPDATE journal SET body = replace(body, 'published', 'hidden') WHERE event = 'addendum:published'"
    )

    assert refused(sealed, tmp_path / "dossier.zip", BrokenChain).endswith(
        f"its body was changed; expected payload {payload}"
    )


def test_evidence_that_is_gone_is_told(sealed: Bidden, tmp_path: Path) -> None:
    sealed.open()
    for path in Path(sealed.folder).glob("*/*"):
        path.unlink()

    assert "there is no file" in refused(sealed, tmp_path / "dossier.zip", BrokenChain)


def test_a_cancelled_tender_tells_neither_who_bid_nor_who_asked(sealed: Bidden, tmp_path: Path) -> None:
    cancel(sealed.kit, sealed.janneke, Cancel(sealed.tender, "The budget moved"))
    sealed.build(tmp_path / "dossier.zip")

    found = verify_dossier(tmp_path / "dossier.zip", KEY)
    files = files_of(tmp_path / "dossier.zip")
    raw = b"".join(files.values())
    assert (found.index.stage, [lot.compared for lot in found.lots]) == ("cancelled", [0])
    assert [name for name in files if "bids" in name] == []
    assert [event for event in SEALED if f'"{event}"'.encode() in raw.replace(b"\\", b"")] == []
    bids = [b'"B-1', b"B-1\\", b"R-1", b"weir-bv", b"Sunday a working day at", b"asked_as"]
    assert [word for word in bids if word in raw] == []
    assert b"Is Sunday a working day?" in raw


def test_the_tables_hold_nothing_that_the_documents_do_not(bidden: Bidden, tmp_path: Path) -> None:
    bidden.build(tmp_path / "dossier.zip")
    files = files_of(tmp_path / "dossier.zip")
    (tmp_path / "tables.sqlite").write_bytes(files.pop("data/tables.sqlite"))
    raw = b"".join(files.values()).decode("utf-8", "replace").replace("\\", "")

    tables = sqlite3.connect(tmp_path / "tables.sqlite")
    names = [row[0] for row in tables.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    texts = {
        cell for name in names for row in tables.execute(f"SELECT * FROM {name}") for cell in row
        if isinstance(cell, str) and not cell.startswith(("{", "["))
    }  # fmt: skip
    tables.close()
    assert [text for text in texts if text not in raw and text not in files and f"data/{text}" not in files] == []
