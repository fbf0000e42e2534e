"""Mails leave after their act, are tried again when the server is away, and are shown only where nothing sends them."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message

from appraisal.core.errors import InvalidInput, NotPermitted
from appraisal.services.bidding.team import InviteColleague, invite_colleague
from appraisal.services.mail.delivery import deliver, outbox_page
from appraisal.services.tendering.publication import Addendum, publish_addendum
from appraisal.services.toolkit import Kit
from appraisal.storage.outbox import mails
from stand import Field


class Box(Message):
    """Keeps what it receives."""

    def __init__(self) -> None:
        super().__init__()
        self.received: list[tuple[str, str]] = []

    def handle_message(self, message: object) -> None:
        self.received.append((str(message["To"]), str(message["Subject"])))  # type: ignore[index]


@pytest.fixture
def server() -> Iterator[Controller]:
    """A mail server on loopback."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(Box(), hostname="127.0.0.1", port=port)
    controller.start()
    yield controller
    controller.stop()


def sending(kit: Kit, port: int) -> Kit:
    settings = replace(kit.settings, smtp_host="127.0.0.1", smtp_port=port, smtp_from="bids@buyer.example")
    return replace(kit, settings=settings)


def test_what_is_due_is_sent_once(field: Field, server: Controller) -> None:
    kit = sending(field.kit, server.port)
    assert deliver(kit) == 2
    assert deliver(kit) == 0
    assert server.handler.received == [
        ("janneke@buyer.example", "Your account"),
        ("marijke@buyer.example", "Your account"),
    ]


def test_without_a_server_nothing_is_lost_and_each_try_waits_longer(field: Field) -> None:
    kit = sending(field.kit, 9)
    waits = []
    for _ in range(3):
        began = field.clock.at
        assert deliver(kit) == 0
        waits.append(mails(kit.database)[0].due - began)
        field.clock.at = mails(kit.database)[0].due
    assert waits == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]


def test_the_outbox_page_is_the_administrators_and_shows_texts_only_without_a_server(field: Field) -> None:
    with pytest.raises(NotPermitted):
        outbox_page(field.kit, field.janneke)
    assert "https://bids.example/join/" in outbox_page(field.kit, field.ada)[0].text
    assert outbox_page(sending(field.kit, 9), field.ada)[0].text == ""


def test_security_03_the_outbox_page_does_not_tell_who_prepares_a_bid(field: Field) -> None:
    field.publish()
    tor = field.supplier("Tor", "Dovre Drift AS")
    bid = field.bid_of(tor)
    field.answer(tor, bid)
    field.colleague(tor, bid, "Maria")
    field.submit(tor, bid)
    publish_addendum(field.kit, field.janneke, Addendum(field.tender, 1, "A notice"))
    shown = repr(outbox_page(field.kit, field.ada))
    assert "maria@colleague.example" in dict(field.mails())
    assert "maria@" not in shown
    assert [line.subject for line in outbox_page(field.kit, field.ada) if line.recipient == "tor@dovre.example"] == [
        "Addendum 1 to tender 2026/041",
        "Invitation to tender 2026/041",
    ]


def test_without_a_mail_server_the_manager_passes_the_link_on(field: Field) -> None:
    field.publish()
    tor = field.supplier("Tor", "Dovre Drift AS")
    command = InviteColleague(field.bid_of(tor), "ina@dovre.example", "planning")
    assert invite_colleague(field.kit, tor, command).startswith("https://bids.example/team/token-")
    assert invite_colleague(sending(field.kit, 9), tor, command) == ""


def test_mail_texts_are_sealed_in_the_store(field: Field) -> None:
    token = field.link("marijke@buyer.example")
    assert token not in "\n".join(field.dump())


def test_security_20_a_mail_header_refuses_line_breaks(field: Field) -> None:
    with field.kit.database.writing(), pytest.raises(InvalidInput, match="line break"):
        field.kit.post("a@b.example", "Hello\r\nBcc: all@b.example", "text")
