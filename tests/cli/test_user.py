"""`appraisal user`: accounts added, ended, given back, and helped from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from appraisal.cli.installation import kit_maker, read_settings
from appraisal.cli.main import run
from appraisal.core.journal import read
from appraisal.core.policy import Role
from appraisal.services.account.accounts import SetUp, set_up, set_up_link
from appraisal.storage import journal, people

EMAIL = "ada@buyer.example"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """The data folder of an installation with an administrator who has one-time codes on."""
    monkeypatch.setenv("APPRAISAL_KEY_FILE", str(tmp_path / "key"))
    monkeypatch.setenv("APPRAISAL_SECRET_KEY", "k" * 32)
    data = tmp_path / "data"
    kit = kit_maker(read_settings(data=str(data)))()
    token = (set_up_link(kit) or "").rpartition("/")[2]
    ada = set_up(kit, SetUp(token, "Noorderland", EMAIL, "Ada", "a kettle on the green hill"))
    with kit.database.writing():
        people.change_person(kit.database, ada.person, code_secret=b"x", code_step=1)
    kit.database.close()
    capsys.readouterr()
    return str(data)


def events(data: str) -> list[tuple[str, str]]:
    """Who did what, of all entries."""
    kit = kit_maker(read_settings(data=data))()
    found = [read(entry.body) for entry in journal.entries(kit.database)]
    kit.database.close()
    return [(record.actor, str(record.event)) for record in found]


def test_who_lost_the_app_is_helped_where_nobody_can_sign_in(data: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["user", "forget-code", "--email", "Ada@buyer.example", "--data", data]) == 0
    assert capsys.readouterr().out == "Ada signs in without a one-time code, and is told so by mail.\n"
    assert events(data)[-1] == ("console", "account:code-changed")


def test_access_is_ended_and_given_back(data: str, capsys: pytest.CaptureFixture[str]) -> None:
    codes = [run(["user", act, "--email", EMAIL, "--data", data]) for act in ("disable", "enable", "enable")]
    assert codes == [0, 0, 0]
    assert capsys.readouterr().out.splitlines() == ["Ada has no access any more.", "Ada has access.", "Ada has access."]
    assert events(data)[-2:] == [("console", "account:disabled"), ("console", "account:enabled")]


def test_an_account_is_added_by_the_command_line(data: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["user", "add", "--email", "bo@buyer.example", "--name", "Bo", "--role", "officer", "--data", data]
    assert run(asked) == 0
    assert "Bo was added. The link to choose a password works once" in capsys.readouterr().out
    assert events(data)[-1] == ("console", "account:added")
    kit = kit_maker(read_settings(data=data))()
    assert next(one.roles for one in people.people(kit.database) if one.name == "Bo") == {Role.OFFICER}
    kit.database.close()


def test_an_unknown_address_is_one_line(data: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["user", "disable", "--email", "nobody@buyer.example", "--data", data]) != 0
    out, err = capsys.readouterr()
    assert (out, err) == ("", "appraisal: There is no account with this address\n")
