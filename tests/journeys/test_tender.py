"""A whole tender in real browsers: from the set-up link to the opened bids, which compare as their files do."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from appraisal.cli.main import run
from appraisal.exchange.comparison_json import comparison_bytes
from appraisal.services.account.accounts import set_up_link
from appraisal.services.comparison.standing import standing
from appraisal.storage import people
from served import Installation, begin_account, new_page, press, serving, sign_in
from stand import PASSWORD

AREAS = ("CFM", "SRI", "SUB")
PASSPHRASE = "four ducks cross a quiet river"
OFFICERS = {"Janneke de Boer": "janneke@buyer.example", "Marijke Hofstra": "marijke@buyer.example"}
SUPPLIERS = {
    "Dovre Drift AS": ("ingrid@dovre.example", "tor@dovre.example", "maria@dovre.example"),
    "Aldermoor IT Services Ltd": ("owen@aldermoor.example", "gwen@aldermoor.example", "rhys@aldermoor.example"),
}
NO = {"ingrid": {"SUB-Q2"}, "tor": {"SUB-Q2", "SRI-Q3"}, "owen": {"CFM-Q1", "CFM-Q2", "CFM-Q3"}, "gwen": {"CFM-Q1"}}
"""What the respondents say no to; to everything else they say yes, and Rhys does not know about SRI-Q2."""


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    """An empty installation."""
    with serving(tmp_path) as installation:
        yield installation


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_from_the_set_up_link_to_opened_bids_that_compare_as_their_files_do(
    chromium: Any, installation: Installation, tmp_path: Path, script: bool
) -> None:
    buyer = Buyer(chromium, installation, script)
    buyer.set_up()
    buyer.publish()
    bidders = [Bidder(chromium, installation, script, organisation, team) for organisation, team in SUPPLIERS.items()]
    for bidder in bidders:
        bidder.prepare()
        bidder.commit()
        bidder.submit()
    bidders[1].withdraw()
    bidders[1].submit()
    buyer.change_the_questionnaire(tmp_path)
    for bidder in bidders:
        bidder.confirm()
    installation.clock.by = timedelta(days=21)
    files = buyer.open_the_bids(tmp_path)

    assert [json.loads(file.read_bytes())["supplier"]["name"] for file in files] == sorted(SUPPLIERS)
    ours = tmp_path / "ours.json"
    assert run(["compare", str(buyer.profile(tmp_path)), *map(str, files), "--json", str(ours)]) == 0
    janneke = people.person_by_email(installation.kit.database, OFFICERS["Janneke de Boer"])
    assert janneke
    assert ours.read_bytes() == comparison_bytes(standing(installation.kit, janneke.actor, buyer.tender, 1).comparison)
    assert [bidder.exported(tmp_path) for bidder in bidders] == [
        next(file.read_bytes() for file in files if bidder.organisation.encode() in file.read_bytes())
        for bidder in bidders
    ]


class Buyer:
    """The buying organisation's two officers and their administrator, each in a browser."""

    def __init__(self, chromium: Any, installation: Installation, script: bool) -> None:
        self.chromium, self.installation, self.script = chromium, installation, script
        self.pages: dict[str, Any] = {}
        self.tender = ""

    def set_up(self) -> None:
        """The administrator by the printed link, then two officers by mail, each with a passphrase."""
        link = set_up_link(self.installation.kit)
        ada = self.page()
        ada.goto(link)
        ada.get_by_label("Organisation").fill("Noorderland Hospitals")
        ada.get_by_label("E-mail address").fill("ada@buyer.example")
        ada.get_by_label("I am an officer too").uncheck()
        ada.get_by_label("Your name").fill("Ada Vermeer")
        ada.get_by_label("Password", exact=True).fill(PASSWORD)
        ada.get_by_label("Password once more").fill(PASSWORD)
        press(ada.get_by_role("button", name="Set up and sign in"))
        for name, email in OFFICERS.items():
            ada.goto(f"{self.installation.address}/people")
            ada.get_by_label("Name", exact=True).fill(name)
            ada.get_by_label("E-mail address").fill(email)
            ada.get_by_role("radio", name=re.compile("^Officer")).check()
            press(ada.get_by_role("button", name="Add the account"))
            page = self.pages[name] = self.page()
            begin_account(page, self.installation.mailed(email), name)
            page.goto(f"{self.installation.address}/account/passphrase")
            page.get_by_label("Passphrase for opening").fill(f"{PASSPHRASE} {name}")
            page.get_by_label("Passphrase once more").fill(f"{PASSPHRASE} {name}")
            press(page.get_by_role("button", name="Set the passphrase"))

    def publish(self) -> None:
        """A tender from a bundled profile, less most of its areas, with dates, invitations and officers."""
        page = self.pages["Janneke de Boer"]
        page.goto(f"{self.installation.address}/tenders")
        press(page.get_by_role("link", name="Begin a tender"))
        page.get_by_label("Title").fill("Network management")
        page.get_by_label("Reference").fill("2026/045")
        press(page.get_by_role("button", name="Begin the tender"))
        self.tender = page.url.rpartition("/")[2]
        press(page.get_by_role("link", name="Add a lot").first)
        page.get_by_label("Title of the lot").fill("Network management")
        page.get_by_label("Begin from a required profile").select_option("network-management")
        press(page.get_by_role("button", name="Add the lot"))
        self.edit(page)
        press(page.get_by_role("link", name="Officers and settings of the lot"))
        for name in OFFICERS:
            page.get_by_role("checkbox", name=name).check()
        press(page.get_by_role("button", name="Save the lot"))
        self.dates(page)
        for team in SUPPLIERS.values():
            press(page.get_by_role("link", name="Invite a supplier"))
            page.get_by_label("E-mail address").fill(team[0])
            press(page.get_by_role("button", name="Send the invitation"))
            press(page.get_by_role("link", name="Back to the tender"))
        press(page.get_by_role("link", name="Check and publish").first)
        page.get_by_label("Publish now").check()
        press(page.get_by_role("button", name="Publish the tender"))
        assert page.locator(".secret").count() == 2
        press(page.get_by_role("link", name="The halves are kept: go on"))
        assert page.locator(".secret").count() == 0

    def edit(self, page: Any) -> None:
        """The profile with three areas, one of them no knock-out any more, and another weight."""
        areas = page.locator("fieldset.req").evaluate_all("all => all.map(one => one.id)")
        for area in areas:
            if area not in AREAS:
                press(page.locator(f"button[name=drop][value={area}]"))
        page.locator("#CFM-w").fill("2.5")
        page.locator("#SUB-t").select_option("partially")
        page.locator("#CFM").get_by_role("checkbox").uncheck()
        press(page.get_by_role("button", name="Save and check").last)
        assert page.locator("[role=status]", has_text="Saved").count() == 1
        assert page.locator("fieldset.req").evaluate_all("all => all.map(one => one.id).sort()") == sorted(AREAS)

    def dates(self, page: Any) -> None:
        """Questions for ten days, bids for twenty."""
        press(page.get_by_role("link", name="Set the dates").first)
        page.get_by_label("Time zone").select_option("Europe/Amsterdam")
        today = datetime.now(UTC)
        for name, days, hour in (("last_question", 10, "17:00"), ("deadline", 20, "12:00"), ("opening", 20, "14:00")):
            page.locator(f"#{name}-day").fill(f"{today + timedelta(days=days):%Y-%m-%d}")
            page.locator(f"#{name}-hour").fill(hour)
        press(page.get_by_role("button", name="Save the dates"))

    def profile(self, folder: Path) -> Path:
        """The profile of the lot as it can be downloaded now."""
        page = self.pages["Janneke de Boer"]
        answer = page.request.get(f"{self.installation.address}/tenders/{self.tender}/lots/1/profile.toml")
        file = folder / "profile.toml"
        file.write_bytes(answer.body())
        return file

    def change_the_questionnaire(self, folder: Path) -> None:
        """An addendum by which an area is asked no more."""
        page, file = self.pages["Janneke de Boer"], self.profile(folder)
        changed = re.sub(r'\[\[area\]\]\nid = "SUB".*?(?=\[\[|\Z)', "", file.read_text("utf-8"), flags=re.DOTALL)
        file.write_text(changed, "utf-8")
        page.goto(f"{self.installation.address}/tenders/{self.tender}/addendum")
        page.get_by_label("What changes, and why?").fill("Nothing may be subcontracted; nothing is asked about it.")
        page.get_by_label("Lot 1").set_input_files(file)
        press(page.get_by_role("button", name="Publish the addendum"))
        page.get_by_role("heading", name="Addenda").wait_for()

    def open_the_bids(self, folder: Path) -> list[Path]:
        """Both officers give their passphrases; the files of the opened bids, by supplier."""
        address = f"/tenders/{self.tender}/lots/1/opening"
        for name, email in OFFICERS.items():
            page = self.pages[name]
            sign_in(page, self.installation, email, address)
            page.get_by_label("Your passphrase for opening").fill(f"{PASSPHRASE} {name}")
            press(page.get_by_role("button", name="Take part in the opening"))
        rows = page.locator("tbody tr")
        states = sorted(rows.locator("td:nth-child(4)").all_inner_texts())
        assert states == ["Counts", "Counts", "Withdrawn"]
        links = page.get_by_role("link", name=re.compile("^JSON"))
        named = sorted(zip(links.all_inner_texts(), links.evaluate_all("all => all.map(one => one.href)"), strict=True))
        files = []
        for number, (_, href) in enumerate(named):
            files.append(folder / f"bid-{number}.json")
            files[-1].write_bytes(page.request.get(href).body())
        return files

    def page(self) -> Any:
        """A page of a fresh browser."""
        return new_page(self.chromium, java_script_enabled=self.script)


class Bidder:
    """A supplier: a bid manager and two colleagues, each in a browser."""

    def __init__(
        self, chromium: Any, installation: Installation, script: bool, organisation: str, team: tuple[str, ...]
    ) -> None:
        self.installation, self.organisation, self.team = installation, organisation, team
        self.pages = {email: new_page(chromium, java_script_enabled=script) for email in team}
        self.manager = self.pages[team[0]]
        self.bid = ""

    def prepare(self) -> None:
        """Accept the invitation, take two colleagues on, and let all three answer everything."""
        page = self.manager
        begin_account(page, self.installation.mailed(self.team[0]), self.name(self.team[0]), self.organisation)
        page.get_by_label("Your own work").fill("service manager")
        press(page.get_by_role("button", name="Start a bid"))
        self.bid = page.url
        for email in self.team[1:]:
            page.goto(f"{self.bid}/team")
            page.get_by_label("E-mail address").fill(email)
            page.get_by_label("Role").fill("operations")
            press(page.get_by_role("button", name="Invite"))
            begin_account(self.pages[email], self.installation.mailed(email), self.name(email))
        for email in self.team:
            for area in AREAS:
                self.answer(email, area)
        page.goto(self.bid)
        assert page.get_by_text("Completed").count() == len(AREAS)

    def answer(self, email: str, area: str) -> None:
        """One respondent answers one area; the manager attaches evidence on the way."""
        page, who = self.pages[email], email.partition("@")[0]
        page.goto(f"{self.bid}/areas/{area}")
        for question in page.locator("fieldset.q[id]").evaluate_all("all => all.map(one => one.id)"):
            value = "no" if question in NO.get(who, ()) else "dk" if (who, question) == ("rhys", "SRI-Q2") else "yes"
            page.locator(f"input[name={question}][value={value}]").check()
        if email == self.team[0] and area == "CFM":
            self.attach(page)
        page.locator("#finished-yes").check()
        press(page.get_by_role("button", name="Save and continue").last)
        page.wait_for_url(self.bid)

    def attach(self, page: Any) -> None:
        """One file uploaded, the same one picked again, and a link."""
        first, second, third = page.locator("fieldset.q[id]").evaluate_all("all => all.slice(0, 3).map(one => one.id)")
        for question in (first, second, third):
            page.locator(f"#{question} summary", has_text="Add evidence").click()
        file = {"name": "Handbook.txt", "mimeType": "text/plain", "buffer": b"1 Answer the call. " * 30}
        page.locator(f"#{first}-new").set_input_files(file)
        page.locator(f"#{third}-link").fill("https://dovre.example/wiki/changes")
        press(page.get_by_role("button", name="Save and continue").last)
        page.locator(f"#{second} summary", has_text="Add evidence").click()
        page.locator(f"#{second}-pick").select_option(label="Handbook.txt")
        press(page.get_by_role("button", name="Save and continue").last)
        page.wait_for_load_state()
        page.goto(f"{self.bid}/areas/CFM")
        assert [page.locator(f"#{one} .evidence li").count() for one in (first, second, third)] == [1, 1, 1]

    def commit(self) -> None:
        """Say what will be improved by when; the check of the answers shows it."""
        page = self.manager
        page.goto(f"{self.bid}/commitments")
        press(page.get_by_role("button", name="Go on"))
        page.get_by_label("What will you do?").fill("Review the handbook with you every quarter.")
        page.get_by_label("By which day?").fill("2031-06-30")
        page.get_by_role("checkbox").first.check()
        press(page.get_by_role("button", name="Save the commitment"))
        assert page.get_by_role("row", name=re.compile("30 June 2031")).count() == 1
        page.goto(f"{self.bid}/check")
        assert page.get_by_text("Review the handbook with you every quarter.").count() == 1

    def submit(self) -> None:
        """Say which part of the organisation is meant, declare, sign, submit."""
        page = self.manager
        page.goto(f"{self.bid}/check")
        for label, value in (("Unit", "Managed networks"), ("Sites", "Oslo\nBergen"), ("Period", "2026")):
            page.get_by_label(label).fill(value)
        press(page.get_by_role("button", name="Save and go on to declare"))
        page.get_by_label("I declare this").check()
        page.get_by_label("Your full name").fill(self.name(self.team[0]))
        press(page.get_by_role("button", name="Submit the bid"))
        assert page.get_by_role("heading", name="Your bid has been received").count() == 1
        assert page.get_by_role("row", name=re.compile("Handbook.txt")).count() == 1

    def withdraw(self) -> None:
        """Take the bid back; the page of the bid says so."""
        page = self.manager
        press(page.get_by_role("link", name="withdraw it"))
        page.get_by_label("Withdraw the bid").check()
        press(page.get_by_role("button", name="Withdraw the bid"))
        assert page.get_by_text("Your bid has been received").count() == 0

    def confirm(self) -> None:
        """Let the bid stand for the changed questionnaire."""
        page = self.manager
        page.goto(self.bid)
        press(page.get_by_role("button", name="Confirm the bid as it was submitted"))
        assert page.get_by_role("heading", name="Your bid has been received").count() == 1
        page.goto(self.bid)
        assert page.get_by_text("confirm your bid").count() == 0

    def exported(self, folder: Path) -> bytes:
        """The newest version as the supplier can download it after the opening."""
        sign_in(self.manager, self.installation, self.team[0], f"{self.bid.partition('/bids')[1]}")
        self.manager.goto(f"{self.bid}/receipt")
        href = self.manager.get_by_role("link", name="Download your bid (JSON)").evaluate("one => one.href")
        body: bytes = self.manager.request.get(href).body()
        return body

    def name(self, email: str) -> str:
        """What somebody is called."""
        return email.partition("@")[0].capitalize()
