"""`appraisal backup` and `appraisal restore`: their lines and exit codes."""

from __future__ import annotations

import sqlite3
from hashlib import sha256
from pathlib import Path

import pytest

from appraisal.cli.main import run


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an installation in `data`, its key outside, and settings that name both."""
    monkeypatch.setenv("APPRAISAL_KEY_FILE", str(tmp_path / "key"))
    monkeypatch.setenv("APPRAISAL_SECRET_KEY", "k" * 32)
    (tmp_path / "data").mkdir()
    run(["user", "add", "--email", "a@b.example", "--name", "A", "--role", "officer", "--data", str(tmp_path / "data")])
    return tmp_path


def test_a_backup_and_its_restore_say_what_they_did(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    codes = [
        run(["backup", str(folder / "b.tar"), "--data", str(folder / "data")]),
        run(["restore", str(folder / "b.tar"), "--data", str(folder / "new")]),
    ]

    out, err = capsys.readouterr()
    assert (codes, err) == ([0, 0], "")
    assert f"Its SHA-256 is {sha256((folder / 'b.tar').read_bytes()).hexdigest()}" in out
    assert f"Backed up to {folder / 'b.tar'}: 0 evidence files" in out
    assert "The key file is not in it" in out
    assert f"Restored into {folder / 'new'}" in out


def test_a_backup_that_is_no_entry_is_made_all_the_same_and_says_so(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = sqlite3.connect(folder / "data" / "appraisal.sqlite")
    store.execute(
        "CREATE TRIGGER no_more BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'x') WHERE 0; "
        "INSERT INTO missing VALUES (1); END"
    )
    store.close()
    capsys.readouterr()

    code = run(["backup", str(folder / "b.tar"), "--data", str(folder / "data")])

    out, err = capsys.readouterr()
    assert (code, "Backed up to" in out) == (0, True)
    assert err == "appraisal: the journal has no entry of this backup: no such table: main.missing\n"


def test_what_is_refused_is_one_line_with_its_exit_code(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, made = str(folder / "data"), folder / "b.tar"
    run(["backup", str(made), "--data", data])
    (folder / "text").write_text("no backup")
    whole = made.read_bytes()
    place = whole.index(b"SQLite format 3")
    (folder / "spoilt").write_bytes(whole[: place + 40] + b"\xff" + whole[place + 41 :])
    cases = [
        (["backup", str(made), "--data", data], 6, "is there already"),
        (["backup", str(folder / "none" / "b.tar"), "--data", data], 4, "there is no such folder"),
        (["backup", str(folder / "c.tar"), "--data", str(folder / "none")], 4, "holds no store"),
        (["restore", str(made), "--data", data], 6, "is not empty"),
        (["restore", str(folder / "none"), "--data", str(folder / "new")], 4, "there is no such file"),
        (["restore", str(folder), "--data", str(folder / "new")], 3, "cannot be read"),
        (["restore", str(folder / "text"), "--data", str(folder / "new")], 3, "is no backup"),
        (["restore", str(folder / "spoilt"), "--data", str(folder / "new")], 3, "holds other files"),
    ]
    for arguments, code, words in cases:
        capsys.readouterr()
        before = sorted(folder.rglob("*"))
        assert run(arguments) == code, arguments
        out, err = capsys.readouterr()
        assert (out, err.count("\n"), words in err) == ("", 1, True), err
        assert sorted(folder.rglob("*")) == before
    (folder / "key").rename(folder / "other")
    run(["user", "add", "--email", "a@b.example", "--name", "A", "--role", "officer", "--data", str(folder / "x")])
    assert run(["restore", str(made), "--data", str(folder / "new")]) == 7
    assert not (folder / "new").exists()
