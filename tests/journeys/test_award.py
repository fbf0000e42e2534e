"""From the opening to the award in real browsers: four bidders, three evaluators of whom one has a conflict."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from appraisal.cli.main import run
from appraisal.core.response import FindingValue
from appraisal.exchange.comparison_json import comparison_bytes
from appraisal.services.comparison.standing import standing
from appraisal.services.known import profile_of
from appraisal.web.machine.app import create_app
from appraisal.web.machine.server import make_server
from evaluating import SUPPLIERS, Evaluation
from served import new_page, press
from stand import PASSWORD, PROFILE
from world import kit_of_thread

EMAILS = {name: f"{name.lower()}@buyer.example" for name in ("Janneke", "Marijke", "Els", "Finn", "Gerda")}
LESS: dict[str, dict[str, FindingValue]] = {"Amy": {"CFM_Q1": "N"}, "Eve": {"CFM_Q1": "N", "CFM_Q2": "N"}}
"""Where bids fall short, so that Dovre comes first, Aldermoor second, Estuary third; Brandveen misses its knock-out."""


class FourBids(Evaluation):
    """Four opened bids, and nobody on the panel yet."""

    suppliers = (*SUPPLIERS, ("Amy", "Aldermoor Ltd"))
    names_panel = False


@dataclass(frozen=True, slots=True)
class Hall:
    """The lot, served."""

    field: FourBids
    chromium: Any
    address: str

    def page(self, name: str, path: str) -> Any:
        """A page of somebody's browser at a path."""
        page = new_page(self.chromium, accept_downloads=True)
        email = EMAILS.get(name) or f"{name.lower()}@{dict(self.field.suppliers)[name].split()[0].lower()}.example"
        page.goto(f"{self.address}/sign-in?next={path}")
        page.get_by_label("E-mail address").fill(email)
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        press(page.get_by_role("button", name="Sign in"))
        return page

    @property
    def lot(self) -> str:
        return f"/tenders/{self.field.tender}/lots/1"

    @property
    def evaluation(self) -> str:
        return f"/evaluation/{self.field.tender}/1"


@pytest.fixture
def hall(tmp_path: Path, chromium: Any) -> Iterator[Hall]:
    """The lot behind the real server."""
    field = FourBids(tmp_path / "store.sqlite")
    server = make_server(create_app(field.kit.settings, lambda: kit_of_thread(field)), "127.0.0.1", 0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield Hall(field, chromium, f"http://127.0.0.1:{server.effective_port}")
    server.close()
    thread.join(timeout=5)
    server.task_dispatcher.shutdown()
    field.close()


def test_from_the_opening_to_the_award(hall: Hall, tmp_path: Path) -> None:
    name_the_panel(hall)
    for name in ("Els", "Finn", "Gerda"):
        declare(hall, name, conflict="Brandveen BV" if name == "Finn" else "")
    find(hall)
    moderate(hall)
    assert winner(hall) == "Dovre Drift AS"
    recommend(hall)
    approve(hall)
    withdraw_the_winner(hall)
    assert winner(hall) == "Aldermoor Ltd"
    recommend(hall)
    approve(hall)
    notify(hall)
    make_the_award(hall)
    read_the_letters(hall)
    compare_the_files(hall, tmp_path)


def name_the_panel(hall: Hall) -> None:
    page = hall.page("Janneke", f"{hall.lot}/panel")
    for name in ("Els", "Finn", "Gerda"):
        page.get_by_label("Evaluator", exact=True).select_option(label=name)
        page.get_by_label("All areas").check()
        if name == "Els":
            page.get_by_label("Chairs the panel").check()
        press(page.get_by_role("button", name="Name for the panel"))
    assert page.get_by_role("link", name=re.compile("Change what (Els|Finn|Gerda) evaluates")).count() == 3


def declare(hall: Hall, name: str, conflict: str) -> None:
    page = hall.page(name, hall.evaluation)
    for _, supplier in hall.field.suppliers:
        part = page.get_by_role("region", name=supplier)
        part.get_by_label("A conflict of interest" if supplier == conflict else "No conflict of interest").check()
        if supplier == conflict:
            part.get_by_label(re.compile("^What the conflict")).fill("My brother works there")
    page.get_by_label("Your full name").fill(name)
    press(page.locator("main .btn-primary"))
    assert ("Brandveen" in page.content()) is (name != "Finn")


def find(hall: Hall) -> None:
    """Gerda makes one finding in her browser; the others are made by the same acts."""
    field = hall.field
    page = hall.page("Gerda", f"{hall.evaluation}/bids/{field.bids['Tor']}/SRI-Q1")
    page.get_by_label(re.compile("^Largely")).check()
    page.get_by_label("Reason").fill("R1 says so, for one site of two.")
    press(page.get_by_role("button", name="Save and next open item"))
    for member in field.panel:
        for name in field.bids:
            if (member is field.finn and name == "Ben") or (member is field.gerda and name == "Tor"):
                continue
            field.find_all(member, name, "P" if name == "Ben" else "F", **LESS.get(name, {}))
    own = field.bids["Tor"]
    for question in profile_of(field.lot).asked:
        if question != "SRI-Q1":
            field.find(field.gerda, "Tor", question, "F")
    page.goto(f"{hall.address}{hall.evaluation}/bids/{own}")
    page.get_by_label("Your full name").fill("Gerda")
    press(page.locator("main .btn-primary"))


def moderate(hall: Hall) -> None:
    """The chair records what all agree on, settles what differs, and closes."""
    page = hall.page("Els", f"{hall.evaluation}/moderation")
    for bid in hall.field.bids.values():
        page.goto(f"{hall.address}{hall.evaluation}/moderation/{bid}")
        press(page.get_by_role("button", name=re.compile("^Record the")))
    page.goto(f"{hall.address}{hall.evaluation}/moderation/{hall.field.bids['Tor']}/SRI-Q1")
    page.get_by_label(re.compile("^Fully")).check()
    page.get_by_label("Reason").fill("R1 holds for both sites; the panel looked at the second one together.")
    press(page.locator("main form .btn-primary"))
    page.goto(f"{hall.address}{hall.evaluation}/close")
    page.locator("main input[type=checkbox]").check()
    press(page.get_by_role("button", name="Close the evaluation"))
    assert hall.field.lot.evaluated


def winner(hall: Hall) -> str:
    page = hall.page("Janneke", f"{hall.lot}/comparison")
    heading = str(page.locator("h1").text_content())
    return heading.partition(" comes first")[0]


def recommend(hall: Hall) -> None:
    page = hall.page("Janneke", f"{hall.lot}/award/recommend")
    page.locator("main input[type=radio]").first.check()
    page.get_by_label("Reasons").fill("It ranks first.")
    press(page.locator("main form .btn-primary"))


def approve(hall: Hall) -> None:
    page = hall.page("Marijke", f"{hall.lot}/award/approve")
    page.get_by_label("I approve this recommendation, on this comparison").check()
    press(page.get_by_role("button", name="Approve the recommendation"))


def withdraw_the_winner(hall: Hall) -> None:
    page = hall.page("Janneke", f"{hall.lot}/bids")
    row = page.locator("main li, main tr", has_text="Dovre Drift AS").first
    press(row.get_by_role("link", name=re.compile("Take")))
    page.get_by_role("radio").first.check()
    page.locator("textarea").fill("Their letter of today.")
    page.get_by_label("Type the receipt’s number to confirm").fill("R-1")
    press(page.locator("main form .btn-primary"))
    page.goto(f"{hall.address}{hall.lot}/award")
    assert "Void" in page.content()
    assert hall.field.events().count("award:approval-voided") == 1


def notify(hall: Hall) -> None:
    page = hall.page("Janneke", f"{hall.lot}/award/notify")
    page.get_by_label("How many days?").fill("10")
    page.get_by_label("Calendar days").check()
    press(page.get_by_role("button", name="Work out the end"))
    page.get_by_label("Send the letters now: they cannot be taken back").check()
    press(page.get_by_role("button", name="Send the letters and begin the standstill"))


def make_the_award(hall: Hall) -> None:
    hall.field.clock.at += timedelta(days=14)
    page = hall.page("Janneke", f"{hall.lot}/award/make")
    page.get_by_label("Make it final: nothing of it can be taken back").check()
    press(page.get_by_role("button", name="Make the award"))
    assert hall.field.lot.decided


def read_the_letters(hall: Hall) -> None:
    headings = {}
    for name, bid in hall.field.bids.items():
        headings[name] = hall.page(name, f"/bids/{bid}/debrief").locator("h1").text_content()
    assert headings == {
        "Tor": "Your bid was withdrawn and is not part of the decision.",
        "Eve": "Your bid came 2nd of 2; the contract goes to another bidder.",
        "Ben": "Your bid is not ranked, and the contract goes to another bidder.",
        "Amy": "It is intended to award the contract to you.",
    }


def compare_the_files(hall: Hall, folder: Path) -> None:
    """What an outsider computes from the exported files is the official comparison, byte for byte."""
    field, page = hall.field, hall.page("Janneke", hall.lot)
    responses, findings = [], []
    (folder / "desk.toml").write_text(PROFILE, "utf-8")
    for number, (name, bid) in enumerate(field.bids.items(), 1):
        if name == "Tor":
            continue
        responses.append(_downloaded(page, f"{hall.address}{hall.lot}/bids/R-{number}.json", folder))
        path = f"{hall.address}{hall.evaluation}/moderation/{bid}/files/findings.json"
        findings.append(_downloaded(page, path, folder / name))
    ours = folder / "ours.json"
    arguments = [str(folder / "desk.toml"), *map(str, responses)]
    arguments += [part for file in findings for part in ("--findings", str(file))]
    assert run(["compare", *arguments, "--json", str(ours)]) == 0
    assert json.loads(ours.read_bytes())["basis"] == "verified"
    assert ours.read_bytes() == comparison_bytes(standing(field.kit, field.janneke, field.tender, 1).comparison)


def _downloaded(page: Any, address: str, folder: Path) -> Path:
    with page.expect_download() as waiting:
        page.evaluate("(address) => { location.href = address }", address)
    target = folder / waiting.value.suggested_filename
    folder.mkdir(exist_ok=True)
    waiting.value.save_as(target)
    return target
