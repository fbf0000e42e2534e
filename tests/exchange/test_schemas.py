"""The schemas of journal, backup, dossier and letters: all that is written fits, and readers refuse what does not."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any, BinaryIO

import jsonschema
import pytest

from appraisal.core.errors import BrokenChain, InvalidInput
from appraisal.core.journal import Entry
from appraisal.core.policy import Role
from appraisal.exchange.backup_archive import MANIFEST, STORE, read_backup
from appraisal.exchange.debrief_json import debrief_document, read_debrief
from appraisal.exchange.dossier.chain import entry_line
from appraisal.exchange.dossier.layout import parse_index
from appraisal.exchange.dossier.verification import verify_dossier
from appraisal.exchange.schemas import NAMES, schema_text
from appraisal.reports.dossier_papers import DossierPapers
from appraisal.services.award.debriefs import LETTER
from appraisal.services.decided import decisions_on
from appraisal.services.record.audit import json_lines
from appraisal.services.record.backup import backup
from appraisal.services.record.dossier.extracting import ExtractDossier, extract_dossier
from appraisal.storage import journal
from awarding import Awarding, awarding
from dossiers import Bidden, Files, a_dossier, an_evaluated_dossier, files_of, sealed_again, written

INDEX = "data/dossier.json"
LINES = "data/journal.jsonl"
EXTRACT = "data/extract.json"

Change = Callable[[dict[str, Any]], object]


def schema(name: str, part: str = "") -> jsonschema.Draft202012Validator:
    """What holds a document against a schema, or against a named part of it."""
    whole = json.loads(schema_text(name))
    told = {"$ref": f"#/$defs/{part}", "$defs": whole["$defs"]} if part else whole
    return jsonschema.Draft202012Validator(told)


def changed(document: Any, change: Change) -> Any:
    """A copy with a change made to it."""
    copy = json.loads(json.dumps(document))
    change(copy)
    return copy


def put(key: str, value: object) -> Change:
    """Puts a value under a key, which may be the way to it: "files.0.1"."""

    def change(document: Any) -> None:
        *way, last = [int(one) if one.isdigit() else one for one in key.split(".")]
        for one in way:
            document = document[one]
        document[last] = value

    return change


def without(key: str) -> Change:
    return lambda document: document.pop(key)


@cache
def a_backup() -> bytes:
    """A backup of an installation with evidence."""
    with TemporaryDirectory() as folder:
        field = Bidden()
        backup(field.kit, Path(folder) / "backup.tar")
        field.close()
        return (Path(folder) / "backup.tar").read_bytes()


def manifest() -> Any:
    with tarfile.open(fileobj=io.BytesIO(a_backup())) as archive:
        told = archive.extractfile(MANIFEST)
        assert told
        return json.loads(told.read())


def with_manifest(document: object) -> bytes:
    """The backup with another manifest."""
    with tarfile.open(fileobj=io.BytesIO(a_backup())) as archive:
        start = archive.getmember(MANIFEST).offset
    data, info = json.dumps(document).encode(), tarfile.TarInfo(MANIFEST)
    info.size = len(data)
    return a_backup()[:start] + info.tobuf(tarfile.USTAR_FORMAT) + data + bytes(-len(data) % 512) + bytes(1024)


@contextmanager
def nowhere(_: str) -> Iterator[BinaryIO]:
    yield io.BytesIO()


@cache
def an_extract() -> Path:
    """A public extract of a dossier, with one file left out and one replaced."""
    folder = Path(mkdtemp())
    field = Bidden()
    field.open()
    field.build(folder / "whole.zip")
    grounds = {"comments": "Trade secrets", "evidence": "Trade secrets"}
    command = ExtractDossier(field.tender, folder / "whole.zip", folder / "extract.zip", grounds)
    extract_dossier(field.kit, field.janneke, command, DossierPapers(""))
    field.close()
    return folder / "extract.zip"


@cache
def letters() -> tuple[Any, ...]:
    """Letters to a winner, to one that misses a knock-out, to one whose bid is out; and those on no award."""
    return (*_letters("Tor", out="Eve"), *_letters("", out=""))


def _letters(winner: str, out: str) -> list[Any]:
    own: Awarding = awarding()
    if out:
        own.take_out(out)
    own.recommend(winner, departs=not winner)
    own.approve()
    own.notify()
    found = [decision.document for decision in decisions_on(own.kit, own.lot, LETTER)]
    own.close()
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_schema_is_one_and_names_its_format(name: str) -> None:
    told = json.loads(schema_text(name))

    jsonschema.Draft202012Validator.check_schema(told)
    assert told["$id"] == f"urn:appraisal:{name}"
    assert json.loads(schema_text(f"appraisal-{name}/1")) == told


def test_the_manifest_of_a_backup_fits_and_is_read() -> None:
    assert schema("backup").is_valid(manifest())
    read = read_backup("backup.tar", io.BytesIO(with_manifest(manifest())), nowhere)
    assert (read.document(), len(read.files)) == (manifest(), 4)


@pytest.mark.parametrize(
    "change",
    [
        put("format", "appraisal-backup/2"),
        put("colour", "red"),
        put("sequence", "12"),
        put("sequence", True),
        put("head", None),
        put("mark", 7),
        put("files", []),
        put("files.0", [STORE, 12]),
        put("files.0.0", "../key"),
        put("files.1.1", "12"),
        put("files.1.2", None),
        without("vault"),
        without("made"),
    ],
)
def test_a_manifest_that_does_not_fit_is_refused_by_the_reader_too(change: Change) -> None:
    spoilt = changed(manifest(), change)

    assert not schema("backup").is_valid(spoilt)
    with pytest.raises(InvalidInput):
        read_backup("backup.tar", io.BytesIO(with_manifest(spoilt)), nowhere)


def test_every_line_that_an_auditor_takes_away_fits_before_the_opening_and_after_it() -> None:
    field = Bidden()
    auditor = replace(field.janneke, roles=frozenset({Role.AUDITOR}))
    sealed = [json.loads(line) for line in json_lines(field.kit, auditor, field.tender).splitlines()]
    field.open()
    opened = [json.loads(line) for line in json_lines(field.kit, auditor, field.tender).splitlines()]
    field.close()

    lines = [*sealed, *opened]
    kinds = [
        [kind for kind in ("heading", "entry", "entry-without-place") if schema("journal", kind).is_valid(one)]
        for one in lines
    ]
    assert all(schema("journal").is_valid(one) for one in lines)
    assert {tuple(kind) for kind in kinds} == {("heading",), ("entry",), ("entry-without-place",)}
    assert all(schema("journal", "body").is_valid(json.loads(one["body"])) for one in lines if "body" in one)


def test_every_entry_of_an_award_has_a_body_that_fits() -> None:
    own = awarding()
    own.recommend()
    own.approve()
    own.notify()
    own.make_award()
    bodies = [json.loads(entry.body) for entry in journal.entries(own.kit.database)]
    own.close()

    assert bodies
    assert [body for body in bodies if not schema("journal", "body").is_valid(body)] == []


def test_every_line_of_a_dossier_s_journal_fits() -> None:
    lines = [json.loads(line) for line in files_of(a_dossier())[LINES].splitlines()]
    loose = json.loads(entry_line(Entry(0, "", lines[0]["payload"], "{}", "")))
    placed, unplaced = schema("journal", "dossier-entry"), schema("journal", "dossier-entry-without-place")

    assert all(placed.is_valid(one) and schema("journal").is_valid(one) for one in lines)
    assert (unplaced.is_valid(loose), placed.is_valid(loose), schema("journal").is_valid(loose)) == (True, False, True)
    assert {one["body"] is None for one in lines} == {True, False}


@pytest.mark.parametrize(
    "change",
    [
        put("sequence", 0),
        put("sequence", "2"),
        put("previous", None),
        put("payload", "AB" * 32),
        put("digest", "short"),
        put("body", 12),
        put("colour", "red"),
        without("payload"),
    ],
)
def test_a_line_that_does_not_fit_is_refused_where_a_dossier_is_verified(tmp_path: Path, change: Change) -> None:
    files = files_of(a_dossier())
    first, second, *rest = files[LINES].splitlines()
    spoilt = changed(json.loads(second), change)
    files[LINES] = b"\n".join(
        [first, json.dumps(spoilt, ensure_ascii=False, separators=(",", ":")).encode(), *rest, b""]
    )
    sealed_again(files)

    assert not schema("journal").is_valid(spoilt)
    with pytest.raises(BrokenChain, match="entry 2: is not as a dossier writes entries"):
        verify_dossier(written(tmp_path / "changed.zip", files))


@pytest.mark.parametrize("dossier", [a_dossier, an_evaluated_dossier])
def test_the_index_of_a_dossier_fits_and_is_read(dossier: Callable[[], Path]) -> None:
    data = files_of(dossier())[INDEX]

    assert schema("dossier").is_valid(json.loads(data))
    assert parse_index("dossier.json", data).document() == json.loads(data)


@pytest.mark.parametrize(
    "change",
    [
        put("format", "appraisal-dossier/2"),
        put("colour", "red"),
        put("reference", " "),
        put("journal.entries", "12"),
        put("journal.head", "short"),
        put("journal.gaps", [[1, 2, 3]]),
        put("journal.colour", "red"),
        put("seal", None),
        put("lots.0.number", 0),
        put("lots.0.opening", 7),
        put("lots.0.compared.0.response", None),
        put("lots.0.compared.0.colour", "red"),
        without("stage"),
        without("lots"),
    ],
)
def test_an_index_that_does_not_fit_is_refused_by_the_reader_too(change: Change) -> None:
    spoilt = changed(json.loads(files_of(a_dossier())[INDEX]), change)

    assert not schema("dossier").is_valid(spoilt)
    with pytest.raises(InvalidInput):
        parse_index("dossier.json", json.dumps(spoilt).encode())


def test_the_register_of_an_extract_fits() -> None:
    told = json.loads(files_of(an_extract())[EXTRACT])

    assert schema("dossier-extract").is_valid(told)
    assert {one["withheld"] for one in told["redactions"]} == {True, False}


@pytest.mark.parametrize(
    "change",
    [
        put("format", "appraisal-dossier-extract/2"),
        put("whole", "short"),
        put("redactions.0.withheld", "yes"),
        put("redactions.0.ground", ""),
        put("redactions.0.colour", "red"),
        without("reference"),
    ],
)
def test_a_register_that_does_not_fit_is_refused_where_an_extract_is_verified(tmp_path: Path, change: Change) -> None:
    files: Files = files_of(an_extract())
    spoilt = changed(json.loads(files[EXTRACT]), change)
    files[EXTRACT] = json.dumps(spoilt).encode()
    sealed_again(files, named=False)

    assert not schema("dossier-extract").is_valid(spoilt)
    with pytest.raises((InvalidInput, BrokenChain), match=r"data/extract\.json: "):
        verify_dossier(written(tmp_path / "changed.zip", files))


def test_every_letter_fits_and_is_read_back_as_it_was_written() -> None:
    found = [(letter["outcome"], letter["is_winner"], letter["out"], letter["eligibility"]) for letter in letters()]

    assert [letter for letter in letters() if not schema("debrief").is_valid(letter)] == []
    assert all(json.loads(json.dumps(debrief_document(read_debrief(one)))) == one for one in letters())
    assert set(found) == {
        ("award", True, "", "meets"), ("award", False, "withdrawn", None), ("award", False, "", "fails"),
        ("none", False, "", "meets"), ("none", False, "", "fails"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        put("format", "appraisal-debrief/2"),
        put("written", "yesterday"),
        put("fit", {"low": 0.5, "high": "1"}),
        put("areas.0.findings.0.value", "X"),
        put("standstill.days", "ten"),
        put("colour", "red"),
        without("grounds"),
    ],
)
def test_a_letter_of_another_shape_does_not_fit(change: Change) -> None:
    letter = next(one for one in letters() if one["areas"])

    assert not schema("debrief").is_valid(changed(letter, change))
