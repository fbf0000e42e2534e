"""What the server does beside its requests: upkeep at its beginning, and again and again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import Event as Signal

from appraisal.services.toolkit import Kit
from appraisal.storage import outbox
from appraisal.storage.database import Database
from appraisal.web.machine.server import caretaker
from stand import Field


def test_a_served_installation_mails_its_head_at_the_start(tmp_path: Path) -> None:
    field = Field(tmp_path / "store.sqlite")
    settings = replace(field.kit.settings, head_to=("audit@outside.example",))
    done = Signal()

    class Closing(Database):
        """Tells when the caretaker has ended."""

        def close(self) -> None:
            super().close()
            done.set()

    def make() -> Kit:
        return replace(field.kit, database=Closing(tmp_path / "store.sqlite"), settings=settings)

    with caretaker(make):
        while not any(mail.recipient == "audit@outside.example" for mail in outbox.mails(field.kit.database)):
            done.wait(0.05)

    assert done.wait(5)
    assert field.events()[-1] == "journal:head-mailed"
    field.close()
