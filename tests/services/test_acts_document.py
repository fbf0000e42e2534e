"""The document of the acts names every permission, event and setting, and no other."""

from __future__ import annotations

import re
from pathlib import Path

from appraisal.core.events import SEALED, Event
from appraisal.core.policy import GRANTS, Permission, Role
from appraisal.settings import settings_help

TEXT = (Path(__file__).parent.parent.parent / "docs" / "acts.md").read_text("utf-8")


def rows(title: str) -> dict[str, list[str]]:
    """The cells of a table by its first one."""
    part = TEXT.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]
    found = [[cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines() if line[:3] == "| `"]
    return {cells[0].strip("`"): cells[1:] for cells in found}


def test_every_permission_is_documented_with_its_roles() -> None:
    granted = {
        str(permission): ", ".join(role for role in Role if permission in GRANTS[role]) or "everybody"
        for permission in Permission
    }
    assert {permission: cells[1] for permission, cells in rows("Permissions").items()} == granted


def test_every_event_is_documented_and_says_whether_it_is_sealed() -> None:
    assert {event: cells[1] == "sealed" for event, cells in rows("Events").items()} == {
        str(event): event in SEALED for event in Event
    }


def test_every_setting_is_documented_in_its_own_words() -> None:
    assert {name: cells[0] for name, cells in rows("Settings").items()} == dict(settings_help())


def test_the_document_is_no_table_of_empty_cells() -> None:
    assert re.findall(r"^\| `[^|]+\| +\|", TEXT, re.MULTILINE) == []
