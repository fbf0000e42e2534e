"""Bids under load and faults: what is acknowledged is stored, nothing late is taken, nothing is torn."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from appraisal.core.errors import DeadlinePassed
from appraisal.core.policy import Actor
from appraisal.services.bidding.receipts import receipts, submitted_file
from appraisal.services.bidding.submitting import Submit, submit
from appraisal.services.opening.opening import KeyPart, attend
from appraisal.services.opening.opening_report import opening_report
from appraisal.storage.database import Database
from stand import DEADLINE, PASSPHRASE, Field

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def field(tmp_path: Path) -> Iterator[Field]:
    """A published tender in a file."""
    field = Field(tmp_path / "store.sqlite")
    field.publish()
    yield field
    field.close()


def complete_bid(field: Field, name: str, organisation: str) -> tuple[Actor, str]:
    who = field.supplier(name, organisation)
    bid = field.bid_of(who)
    field.answer(who, bid)
    return who, bid


def test_security_21_thirty_suppliers_in_the_last_second(field: Field) -> None:
    bidders = [complete_bid(field, f"Anna{number}", f"Bidder{number} BV") for number in range(30)]
    field.clock.at = DEADLINE + timedelta(seconds=9)
    acknowledged: dict[str, str] = {}
    late: list[str] = []

    def send(who: Actor, bid: str, received_ms: int) -> None:
        own = replace(field.kit, database=Database(field.kit.database.path))
        received = DEADLINE + timedelta(milliseconds=received_ms)
        try:
            acknowledged[bid] = submit(own, who, Submit(bid, "form-key-1", who.name, True, received))
        except DeadlinePassed:
            late.append(bid)
        finally:
            own.database.close()

    offsets = [-700 + 30 * number for number in range(30)]
    threads = [threading.Thread(target=send, args=[*entry, ms]) for entry, ms in zip(bidders, offsets, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    in_time = {bid for (_, bid), offset in zip(bidders, offsets, strict=True) if offset <= 0}
    assert set(acknowledged) == in_time
    assert len(late) == 30 - len(in_time)
    for who, bid in bidders:
        stored = [entry.receipt for entry in receipts(field.kit, who, bid)]
        assert stored == ([acknowledged[bid]] if bid in in_time else [])
    assert field.events().count("bid:submitted") == len(in_time)
    assert field.events().count("bid:late-refused") == len(late)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork")
def test_security_23_killed_while_submitting_nothing_is_torn_and_nothing_acknowledged_is_lost(field: Field) -> None:
    tor, bid = complete_bid(field, "Tor", "Dovre Drift AS")
    arguments = [field.kit.database.path, field.folder, tor.person, tor.organisation, bid, field.clock.at.isoformat()]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    loop = Path(__file__).with_name("crash_loop.py")
    run = subprocess.run(
        [sys.executable, loop, *arguments], env=environment, capture_output=True, text=True, timeout=120, check=False
    )

    assert run.returncode == 0, run.stderr
    acknowledged = json.loads(run.stdout)
    stored = [entry.receipt for entry in reversed(receipts(field.kit, tor, bid))]
    assert len(acknowledged) >= 25
    assert set(acknowledged) <= set(stored)
    assert [entry.version for entry in reversed(receipts(field.kit, tor, bid))] == list(range(1, len(stored) + 1))
    assert field.events().count("bid:submitted") == len(stored)
    assert len({submitted_file(field.kit, tor, bid, receipt) for receipt in stored}) == 1
    field.clock.at = DEADLINE + timedelta(hours=2)
    for officer in (field.janneke, field.marijke):
        attend(field.kit, officer, KeyPart(field.tender, 1, f"{PASSPHRASE} {officer.person}"))
    states = [entry.state for entry in opening_report(field.kit, field.janneke, field.tender, 1).bids]
    assert states.count("opened") == 1
    assert set(states) <= {"opened", "replaced"}
