"""An evaluation behind the application: bids with evidence and words of their own, and everybody in a browser."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from html import unescape
from pathlib import Path

from flask import Flask

from appraisal.core.policy import Actor, Role
from appraisal.services.account.accounts import AddUser, Join, add_user, join
from appraisal.services.bidding.answering import SaveArea, Typed, area_page, save_area
from appraisal.services.bidding.evidence import AddFile, add_file
from appraisal.services.evaluation.panel import NamePanelist, name_panelist
from appraisal.services.tendering.publication import Publish, publish
from appraisal.storage import tenders
from appraisal.storage.database import stored_time
from appraisal.web.machine.app import create_app
from browser import Browser
from evaluating import SUPPLIERS, Evaluation
from stand import PASSWORD
from world import PDF, kit_of_thread

EMAILS = {
    **{name.lower(): f"{name.lower()}@{organisation.split()[0].lower()}.example" for name, organisation in SUPPLIERS},
    **{name: f"{name}@buyer.example" for name in ("els", "finn", "gerda", "olga", "piet", "janneke", "hanne", "ada")},
}
OFFERED = "SRI-Q1"


class OfferedEvaluation(Evaluation):
    """Each bid names one file for one answer, with a comment of its own that also says the supplier's name."""

    def offer(self, name: str, manager: Actor, bid: str) -> None:
        add_file(self.kit, manager, AddFile(bid, "upload-1", self.file_name(name), io.BytesIO(PDF + name.encode())))
        page = area_page(self.kit, manager, bid, "SRI")
        value = page.draft.answer(OFFERED).value or ""
        typed = {OFFERED: Typed(value, f"{self.comment(name)} of {dict(SUPPLIERS)[name]}.", ("e1",))}
        save_area(self.kit, manager, SaveArea(bid, "SRI", page.draft.version, typed, True))

    def file_name(self, name: str) -> str:
        """The name of the file that a bidder offers."""
        return f"Plan {name.lower()}-file-canary.pdf"

    def comment(self, name: str) -> str:
        """Words that stand in one bid only."""
        return f"{name.lower()}-comment-canary"


@dataclass
class Panel:
    """The evaluation with an application over it.

    Els, Finn and Gerda are on the panel, Olga on none, Piet on that of another tender; Hanne audits.
    """

    field: OfferedEvaluation
    app: Flask
    other: str
    browsers: dict[str, Browser] = field(default_factory=dict)

    def browser(self, name: str) -> Browser:
        """The browser in which somebody is signed in; "visitor" is nobody."""
        if name not in self.browsers:
            browser = self.browsers[name] = Browser(self.app)
            if name == "visitor":
                browser.get("/sign-in")
            else:
                browser.sign_in(EMAILS[name], PASSWORD)
                browser.get("/account")
        return self.browsers[name]

    def values(self, name: str = "Ben") -> dict[str, str]:
        """What stands in addresses, for the bid of a supplier."""
        return {
            "tender": self.field.tender, "number": "1", "bid": self.field.bids[name], "question": OFFERED, "item": "e1",
            "area": "SRI", "receipt": self.receipt(name), "person": self.field.finn.person,
        }  # fmt: skip

    def receipt(self, name: str) -> str:
        """The number of a bid's receipt."""
        row = self.field.kit.database.one("SELECT receipt FROM submissions WHERE bid = ?", self.field.bids[name])
        assert row
        return str(row["receipt"])

    def digest(self, name: str) -> str:
        """The SHA-256 of the file that a bidder offers."""
        return sha256(PDF + name.encode()).hexdigest()

    def path(self, name: str, question: str = "") -> str:
        """Where the findings on a bid are, or one of them."""
        base = f"/evaluation/{self.field.tender}/1/bids/{self.field.bids[name]}"
        return f"{base}/{question}" if question else base

    def reach(self, stage: str) -> None:
        """Put the lot, whose bids are open, at another stage, as the acts do at its end."""
        now = stored_time(self.field.kit.now())
        columns = {
            "sealed": {"opened_at": None},
            "evaluated": {"evaluated_at": now},
            "decided": {"evaluated_at": now, "decided_at": now},
        }
        if stage in columns:
            with self.field.kit.database.writing():
                tenders.change_lot(self.field.kit.database, self.field.lot.id, **columns[stage])


@contextmanager
def panel(blind: bool = False, path: Path | str = ":memory:") -> Iterator[Panel]:
    """The panel, ended when the context does."""
    own = OfferedEvaluation(path, blind=blind)
    try:
        kit = own.kit
        people = {}
        for name, role in (("Olga", Role.EVALUATOR), ("Piet", Role.EVALUATOR), ("Hanne", Role.AUDITOR)):
            add_user(kit, own.ada, AddUser(EMAILS[name.lower()], name, frozenset({role})))
            people[name] = join(kit, Join(own.link(EMAILS[name.lower()]), name, PASSWORD))
        yield Panel(own, create_app(kit.settings, lambda: kit_of_thread(own)), _other_lot(own, people["Piet"]))
    finally:
        own.close()


def words(page: str) -> str:
    """The text of a page's main part."""
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.partition("<main")[2])))


def hidden(page: str) -> dict[str, object]:
    """What the form of a finding carries along."""
    names = ("csrf", "revision", "key", "serial")
    return {name: found[1] for name in names if (found := re.search(rf'name="{name}" value="([^"]*)"', page))}


def _other_lot(own: OfferedEvaluation, member: Actor) -> str:
    """A second tender, open for bids, on whose panel the member is."""
    at, own.clock.at = own.clock.at, own.clock.at.replace(month=11, day=2)
    other = own.draft("2026/050")
    found = tenders.tender(own.kit.database, other)
    assert found
    publish(own.kit, own.janneke, Publish(other, found.version))
    name_panelist(own.kit, own.janneke, NamePanelist(other, 1, member.person))
    own.clock.at = at
    return other
