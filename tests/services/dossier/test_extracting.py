"""A public extract: what is left out is registered and nowhere to be read, and all else is provably the whole's."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from appraisal.core.errors import BrokenChain, Conflict, InvalidInput, NotFound
from appraisal.exchange.dossier.verification import verify_dossier
from appraisal.reports.dossier_papers import DossierPapers
from appraisal.services.record.dossier.building import BuiltDossier
from appraisal.services.record.dossier.extracting import ExtractDossier, extract_dossier
from dossiers import HANDBOOK, KEY, PRIVATE, Bidden, files_of, listed_again, sealed_again, written

RESPONSE = "lots/1/bids/dovre-drift-as/2/response.json"
ALL = {"comments": "Trade secrets", "evidence": "Trade secrets", "names": "Personal data"}


@pytest.fixture(scope="module")
def bidden() -> Iterator[Bidden]:
    """A tender with bids, opened; the file "whole.zip" lies in its folder of evidence."""
    bidden = Bidden()
    bidden.open()
    bidden.build(whole(bidden))
    yield bidden
    bidden.close()


def whole(bidden: Bidden) -> Path:
    return Path(bidden.folder) / "whole.zip"


def extract(bidden: Bidden, out: Path, redactions: dict[str, str], source: Path | None = None) -> BuiltDossier:
    command = ExtractDossier(bidden.tender, source or whole(bidden), out, redactions)
    return extract_dossier(bidden.kit, bidden.janneke, command, DossierPapers(""))


def text_of(path: Path) -> str:
    """Everything that an extract says, its documents printed and its tables read."""
    return b"".join(files_of(path).values()).decode("utf-8", "replace")


@pytest.mark.parametrize(
    ("family", "gone", "stays"),
    [
        ("comments", ["see the handbook", "eve's own words", "about SRI-Q3"], ["handbook.txt", "Tor", "tor@dovre"]),
        ("evidence", ["handbook.txt", HANDBOOK.decode()], ["see the handbook", "Tor", "tor@dovre"]),
        ("names", ["tor@dovre.example", '"Tor"', "Wim", "at Dovre?"], ["see the handbook", "Janneke", "Dovre Drift"]),
    ],
)
def test_what_is_left_out_stands_nowhere_and_the_rest_does(
    family: str, gone: list[str], stays: list[str], bidden: Bidden, tmp_path: Path
) -> None:
    extract(bidden, tmp_path / "extract.zip", {family: "A ground"})

    there, before = text_of(tmp_path / "extract.zip"), text_of(whole(bidden))
    assert [word for word in gone if word not in before] == []
    assert [word for word in gone if word in there] == []
    assert [word for word in stays if word not in there] == []


def test_an_extract_verifies_and_its_bids_are_ranked_again(bidden: Bidden, tmp_path: Path) -> None:
    extract(bidden, tmp_path / "extract.zip", ALL)

    found = verify_dossier(tmp_path / "extract.zip", KEY)
    assert found.extract
    assert found.extract.digest == verify_dossier(whole(bidden)).fixity.digest
    assert [(lot.opened, lot.compared, lot.is_complete) for lot in found.lots] == [(2, 2, True)]


def test_every_file_is_the_wholes_or_registered_with_its_digest_and_ground(bidden: Bidden, tmp_path: Path) -> None:
    extract(bidden, tmp_path / "extract.zip", ALL)

    before, after = files_of(whole(bidden)), files_of(tmp_path / "extract.zip")
    register = {each["path"]: each for each in json.loads(after["data/extract.json"])["redactions"]}
    differs = {name for name in before if name.startswith("data/") and before[name] != after.get(name)}
    assert {f"data/{path}" for path in register} == differs
    assert register[RESPONSE] == {
        "path": RESPONSE,
        "withheld": False,
        "ground": "Trade secrets",
        "sha256": verify_dossier(whole(bidden)).fixity.payload[RESPONSE],
    }
    assert {each["ground"] for each in register.values()} == {
        "Trade secrets", "Personal data", "Trade secrets; Personal data",
    }  # fmt: skip


def test_an_extract_that_leaves_nothing_out_is_the_whole(bidden: Bidden, tmp_path: Path) -> None:
    extract(bidden, tmp_path / "extract.zip", {})

    found = verify_dossier(tmp_path / "extract.zip", KEY)
    assert found.extract
    assert found.extract.redactions == ()


def test_a_single_file_may_be_left_out(bidden: Bidden, tmp_path: Path) -> None:
    extract(bidden, tmp_path / "extract.zip", {RESPONSE: "The bidder's wish"})

    found = verify_dossier(tmp_path / "extract.zip", KEY)
    assert f"data/{RESPONSE}" not in files_of(tmp_path / "extract.zip")
    assert [lot.is_complete for lot in found.lots] == [False]
    (tmp_path / "tables.sqlite").write_bytes(files_of(tmp_path / "extract.zip")["data/tables.sqlite"])
    tables = sqlite3.connect(tmp_path / "tables.sqlite")
    assert tables.execute("SELECT DISTINCT supplier FROM answers").fetchall() == [("estuary-ltd",)]
    tables.close()


def test_the_entry_names_the_extract_and_the_whole(bidden: Bidden, tmp_path: Path) -> None:
    built = extract(bidden, tmp_path / "extract.zip", ALL)

    rows = bidden.kit.database.all("SELECT body FROM journal WHERE event = 'dossier:built' ORDER BY sequence DESC")
    digest = verify_dossier(whole(bidden)).fixity.digest
    assert json.loads(rows[0]["body"])["facts"] == {"digest": built.digest, "extract_of": f"sha256:{digest}"}


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ("everything", "everything is nothing that can be left out; expected one of comments, evidence, findings"),
        ("journal.jsonl", "journal.jsonl is what an extract rests on; expected another file"),
        ("published/00.json", "published/00.json is what an extract rests on"),
    ],
)
def test_what_cannot_be_left_out_is_refused(what: str, says: str, bidden: Bidden, tmp_path: Path) -> None:
    before = bidden.dump()
    with pytest.raises(InvalidInput, match=says):
        extract(bidden, tmp_path / "extract.zip", {what: "A ground"})

    assert (list(tmp_path.iterdir()), bidden.dump()) == ([], before)


def test_a_whole_that_is_none_is_refused(bidden: Bidden, tmp_path: Path) -> None:
    files = files_of(whole(bidden))
    files["data/people.json"] += b" "
    changed = written(tmp_path / "changed.zip", files)
    sealed_again(files)
    foreign = written(tmp_path / "foreign.zip", files)
    taken = tmp_path / "extract.zip"
    extract(bidden, taken, {})
    before = bidden.dump()

    for source, kind in ((changed, BrokenChain), (foreign, BrokenChain), (tmp_path / "none.zip", NotFound)):
        with pytest.raises(kind):
            extract(bidden, tmp_path / "new.zip", {}, source)
    with pytest.raises(Conflict):
        extract(bidden, taken, {})
    with pytest.raises(InvalidInput, match="is an extract already; expected a whole dossier"):
        extract(bidden, tmp_path / "new.zip", {}, taken)

    assert (sorted(path.name for path in tmp_path.iterdir()), bidden.dump()) == (
        ["changed.zip", "extract.zip", "foreign.zip"],
        before,
    )


def test_a_dossier_of_another_tender_is_refused(bidden: Bidden, tmp_path: Path) -> None:
    other = ExtractDossier(bidden.elsewhere, whole(bidden), tmp_path / "extract.zip", {})

    with pytest.raises(Conflict):
        extract_dossier(bidden.kit, bidden.janneke, other, DossierPapers(""))


def tampered(path: Path, change: str) -> dict[str, bytes]:
    """The files of an extract after something was done to it, and all lists were made anew."""
    files = files_of(path)
    register = json.loads(files["data/extract.json"])
    if change == "a file that the register does not name":
        files["data/clarifications.json"] += b" "
    elif change == "a file gone that the register does not name":
        del files["data/lots/1/comparison.json"]
    elif change == "a line taken off the register":
        del register["redactions"][0]
    elif change == "another digest in the register":
        register["redactions"][0]["sha256"] = "0" * 64
    elif change == "a file that the whole never had":
        files["data/note.txt"] = b"x"
    elif change == "another list of the whole":
        files["data/whole/manifest-sha256.txt"] += b"0" * 64 + b"  data/note.txt\n"
    elif change == "another digest of the whole":
        register["whole"] = "0" * 64
    files["data/extract.json"] = json.dumps(register).encode()
    return files


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("a file that the register does not name", "clarifications.json: is not that of the whole dossier"),
        ("a file gone that the register does not name", "comparison.json: is missing; expected it, or its line"),
        ("a line taken off the register", "is missing; expected it, or its line in the register"),
        ("another digest in the register", "extract.json: has another digest of"),
        ("a file that the whole never had", "note.txt: is in no list of the whole dossier"),
        ("another list of the whole", "manifest-sha256.txt: is not the list that was sealed"),
        ("another digest of the whole", "extract.json: names another dossier"),
    ],
)
def test_an_extract_that_is_not_of_its_whole_is_told_even_by_the_same_key(
    change: str, says: str, bidden: Bidden, tmp_path: Path
) -> None:
    extract(bidden, tmp_path / "extract.zip", {"evidence": "Trade secrets"})
    files = tampered(tmp_path / "extract.zip", change)
    listed_again(files)
    files["seal.sig"] = Ed25519PrivateKey.from_private_bytes(PRIVATE).sign(files["tagmanifest-sha256.txt"])

    with pytest.raises(BrokenChain) as broken:
        verify_dossier(written(tmp_path / "changed.zip", files), KEY)

    assert says in str(broken.value)


def test_an_extract_sealed_by_another_key_than_its_whole_is_told(bidden: Bidden, tmp_path: Path) -> None:
    extract(bidden, tmp_path / "extract.zip", {})
    files = files_of(tmp_path / "extract.zip")
    sealed_again(files, named=False)

    with pytest.raises(BrokenChain, match=r"data/whole/seal\.sig: is of another key"):
        verify_dossier(written(tmp_path / "changed.zip", files))
