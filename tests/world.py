"""A tender with rivals and people of every role, each in a browser: what an attacker would find on an installation."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from appraisal.core.policy import Actor, Role
from appraisal.exchange.upload import inspect_upload
from appraisal.services.account.accounts import AddUser, Join, add_user, join
from appraisal.services.bidding.commitments import KeepCommitment, keep_commitment
from appraisal.services.bidding.evidence import AddFile, add_file
from appraisal.services.opening.opening import KeyPart, attend
from appraisal.services.tendering.clarifications import Ask, ask
from appraisal.services.toolkit import Kit
from appraisal.storage.database import Database
from appraisal.storage.evidence import EvidenceStore
from appraisal.web.machine.app import create_app
from browser import Browser
from stand import DEADLINE, PASSPHRASE, PASSWORD, VAULT, Field

PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\n%%EOF\n"


@dataclass
class World:
    """A published tender on which Dovre (Tor, Maria) has submitted a bid with evidence, and Estuary (Eve) begun one.

    Mallory's supplier was invited to nothing; a second tender is a draft still.
    """

    field: Field
    app: Flask
    tor: Actor
    maria: Actor
    eve: Actor
    bid: str
    rival_bid: str
    receipt: str
    draft: str
    browsers: dict[str, Browser] = field(default_factory=dict)

    def browser(self, name: str) -> Browser:
        """The browser in which somebody is signed in; "visitor" is nobody."""
        if name not in self.browsers:
            self.browsers[name] = Browser(self.app)
            if name != "visitor":
                self.browsers[name].sign_in(EMAILS[name], PASSWORD)
                self.browsers[name].get("/account")
            else:
                self.browsers[name].get("/sign-in")
        return self.browsers[name]

    def sign_in_again(self) -> None:
        """Forget every browser, as sessions end when the clock moves far."""
        self.browsers.clear()

    def open_lot(self) -> None:
        """Let the time pass and two officers open the bids."""
        self.field.clock.at = DEADLINE.replace(hour=14)
        self.sign_in_again()
        for officer in (self.field.janneke, self.field.marijke):
            attend(self.field.kit, officer, KeyPart(self.field.tender, 1, f"{PASSPHRASE} {officer.person}"))

    def values(self) -> dict[str, str]:
        """What stands in addresses, for the bid of Dovre."""
        return {
            "tender": self.field.tender, "number": "1", "bid": self.bid, "area": "SRI", "item": "e1",
            "receipt": self.receipt, "person": self.maria.person, "invitation": "I-1",
        }  # fmt: skip


EMAILS = {
    "tor": "tor@dovre.example",
    "maria": "maria@colleague.example",
    "eve": "eve@estuary.example",
    "mallory": "mallory@elsewhere.example",
    "janneke": "janneke@buyer.example",
    "marijke": "marijke@buyer.example",
    "ada": "ada@buyer.example",
    "els": "els@buyer.example",
    "hanne": "hanne@buyer.example",
    "root": "root@buyer.example",
}


@contextmanager
def world(path: Path | str = ":memory:", supplier: str = "Dovre Drift AS") -> Iterator[World]:
    """The world; in a file each thread has its own connection, in memory all share one."""
    own = Field(path)
    try:
        yield _peopled(own, supplier)
    finally:
        own.close()


def _peopled(own: Field, supplier: str) -> World:
    kit = own.kit
    roles = {"els": Role.EVALUATOR, "hanne": Role.AUDITOR, "root": Role.ADMINISTRATOR}
    for name, role in roles.items():
        add_user(kit, own.ada, AddUser(EMAILS[name], name.title(), frozenset({role})))
        join(kit, Join(own.link(EMAILS[name]), name.title(), PASSWORD))
    add_user(kit, own.ada, AddUser(EMAILS["mallory"], "Mallory", frozenset({Role.SUPPLIER}), "Elsewhere BV"))
    join(kit, Join(own.link(EMAILS["mallory"]), "Mallory", PASSWORD))
    draft = own.draft("2026/099")
    own.publish()
    tor = own.supplier("Tor", supplier)
    bid = own.bid_of(tor)
    add_file(kit, tor, AddFile(bid, "upload-1", "Secret plan.pdf", io.BytesIO(PDF)))
    maria = own.colleague(tor, bid, "Maria", "SRI")
    keep_commitment(kit, tor, KeepCommitment(bid, "commitment-1", "CFM", (), "2027-06-30", "Promised by June."))
    own.answer(tor, bid)
    own.answer(maria, bid, areas=("SRI",))
    receipt = own.submit(tor, bid)
    ask(kit, tor, Ask(own.tender, "question-1", "Is Sunday a working day?", own.clock.at))
    eve = own.supplier("Eve", "Estuary Ltd")
    rival_bid = own.bid_of(eve)
    app = create_app(kit.settings, lambda: kit_of_thread(own))
    return World(own, app, tor, maria, eve, bid, rival_bid, receipt, draft)


def kit_of_thread(own: Field) -> Kit:
    """The kit for the present thread: a connection of its own to a store in a file."""
    kit = own.kit
    if kit.database.path == ":memory:":
        return kit
    evidence = EvidenceStore(Path(own.folder), VAULT, inspect_upload)
    return Kit(Database(kit.database.path), kit.settings, VAULT, evidence, kit.now, kit.reference, kit.token)


def address(rule: Rule, values: dict[str, str]) -> str:
    """The address of a route; a receipt's number stands where the route asks for a number of a bid."""
    path = rule.rule
    if path.startswith("/bids/"):
        values = values | {"number": values["receipt"]}
    for name in rule.arguments:
        given = values.get(name, "unknown")
        path = re.sub(rf"<(?:\w+:)?{name}>", given, path)
    return path


def methods(rule: Rule) -> list[str]:
    """GET and POST, as far as the route takes them."""
    return sorted({"GET", "POST"} & (rule.methods or set()))


FIELDS: dict[str, object] = {
    "key": "k" * 12, "name": "Eve", "declare": "yes", "sure": "yes", "reason": "Because", "version": "1", "role": "x",
    "email": "new@elsewhere.example", "areas": "SRI", "revision": "0", "finished": "no", "SRI-Q1": "no",
    "unit": "x", "sites": "x", "period": "x", "half": "x", "passphrase-1": "x", "role-1": "x", "link": "https://x.example",
    "question": "Why?", "title": "x", "access": "open", "earlier": "B-1", "password": "x", "again": "y",
}  # fmt: skip
"""Fields that get past the checks of most forms, so that the act itself has to refuse."""


def send(browser: Browser, method: str, path: str, **more: object) -> TestResponse:
    """A request with a genuine token and plausible fields where it is a POST."""
    if method == "GET":
        return browser.raw("GET", path)
    return browser.raw("POST", path, data={"csrf": browser.token(), **FIELDS, **more})


def plain(answer: TestResponse) -> tuple[int, str]:
    """Status and text of an answer without what differs each time: its reference, tokens, and its own address."""
    text = re.sub(r"\b\d{3}-[2-9A-Z]{4}\b", "", answer.text)
    text = re.sub(r'value="[0-9a-f]{64}"', "", text).replace(answer.request.path, "")
    return answer.status_code, unescape(text)
