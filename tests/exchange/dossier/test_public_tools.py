"""A dossier is checked without this program: by the library of the format, and by the commands of VERIFY.txt."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import zipfile
from pathlib import Path

import pytest

from appraisal.exchange.dossier.notes import verify_note
from demonstration import lacking
from dossiers import KEY, a_dossier, files_of, listed_again, written

TOOLS = ("unzip", "sha256sum", "openssl", "sqlite3")
COMMANDS = re.findall(r"^    (?!appraisal )(.+)$", verify_note(KEY.fingerprint).decode(), re.MULTILINE)
SEAL = "Signature Verified Successfully"


def said(dossier: Path, folder: Path) -> list[str]:
    """What each command of VERIFY.txt prints last, when they are typed one after the other into one shell."""
    for tool in TOOLS:
        if not shutil.which(tool):
            lacking(f"{tool} is not there")
    script = "\n".join(f"{{ {command}; }} 2>&1; echo '===='" for command in COMMANDS)
    shell = ["bash", "-c", script]
    environ = {**os.environ, "Z": str(dossier), "LC_ALL": "C"}
    done = subprocess.run(shell, cwd=folder, env=environ, capture_output=True, text=True, check=False)
    return [part.strip() for part in done.stdout.split("====\n")[:-1]]


def test_the_commands_of_verify_txt_pass_a_dossier(tmp_path: Path) -> None:
    answers = said(a_dossier(), tmp_path)

    assert answers[:5] + answers[8:10] == ["OK"] * 7
    assert answers[5:8] == [SEAL, f"{KEY.fingerprint}  -", ""]
    assert re.fullmatch(r"[0-9a-f]{64}", answers[10])


def test_the_commands_of_verify_txt_use_public_tools_alone() -> None:
    builtins = subprocess.run(["bash", "-c", "compgen -bk"], capture_output=True, text=True, check=True).stdout.split()
    words = set(re.findall(r"(?<![\w-])[a-z0-9]{2,}\b", " ".join(COMMANDS))) - set(builtins)

    assert {word for word in words if shutil.which(word)} <= set(TOOLS)


@pytest.mark.parametrize(
    ("name", "at"), [("data/people.json", 2), ("README.txt", 3), ("seal.sig", 5), ("data/note.txt", 4)]
)
def test_the_commands_of_verify_txt_tell_what_was_changed(name: str, at: int, tmp_path: Path) -> None:
    files = files_of(a_dossier())
    files[name] = files.get(name, b"") + b" "

    answers = said(written(tmp_path / "changed.zip", files), tmp_path)

    assert answers[at] not in ("OK", SEAL)
    assert [answer for place, answer in enumerate(answers[:5]) if place != at] == ["OK"] * (4 if at < 5 else 5)


def test_the_commands_of_verify_txt_follow_the_chain(tmp_path: Path) -> None:
    files = files_of(a_dossier())
    place = tmp_path / "tables.sqlite"
    place.write_bytes(files["data/tables.sqlite"])
    tables = sqlite3.connect(place)
    tables.execute("UPDATE entries SET body = replace(body, 'addendum', 'nothing') WHERE sequence = 34")
    tables.execute("UPDATE entries SET payload = replace(payload, 'a', 'b') WHERE sequence = 12")
    changed = tables.execute("SELECT count(*) FROM entries WHERE body LIKE '%nothing:%'").fetchone()[0]
    tables.commit()
    tables.close()
    files["data/tables.sqlite"] = place.read_bytes()
    listed_again(files)

    answers = said(written(tmp_path / "changed.zip", files), tmp_path)

    assert answers[8].startswith("changed: ")
    assert answers[9].startswith("changed: ") == bool(changed)


def test_the_library_of_the_format_finds_the_bag_valid(tmp_path: Path) -> None:
    import bagit

    with zipfile.ZipFile(a_dossier()) as archive:
        archive.extractall(tmp_path)
    bag = bagit.Bag(str(tmp_path))

    assert bag.validate()
    assert (bag.version_info, bag.info["External-Identifier"]) == ((1, 0), "2026/041")


def test_the_tables_tell_what_the_documents_tell(tmp_path: Path) -> None:
    place = tmp_path / "tables.sqlite"
    place.write_bytes(files_of(a_dossier())["data/tables.sqlite"])
    tables = sqlite3.connect(place)

    bids = tables.execute("SELECT supplier, version, state FROM bids ORDER BY supplier, version").fetchall()
    ranking = tables.execute("SELECT rank, name FROM comparison ORDER BY rank IS NULL").fetchall()
    comment = tables.execute("SELECT comment, evidence FROM answers WHERE comment LIKE '%handbook'").fetchall()
    counted = tables.execute("SELECT count(*), count(body) FROM entries").fetchone()
    tables.close()

    assert bids == [
        ("dovre-drift-as", 1, "replaced"),
        ("dovre-drift-as", 2, "opened"),
        ("estuary-ltd", 1, "opened"),
        ("weir-bv", 1, "withdrawn"),
    ]
    assert ranking == [(1, "Estuary Ltd"), (None, "Dovre Drift AS")]
    assert comment == [("see the handbook", "e1")]
    assert counted == (43, 29)
