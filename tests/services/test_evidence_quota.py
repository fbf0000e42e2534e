"""The room for evidence: one for a supplier's bids on a tender together, also for uploads at the same moment."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from appraisal.core.errors import TooLarge
from appraisal.core.policy import Actor
from appraisal.services.bidding.bids import StartBid, start_bid
from appraisal.services.bidding.evidence import (
    LARGEST_LIST,
    AddFile,
    EvidenceLine,
    add_file,
    remove_line,
    room_left,
    sealed_line,
)
from appraisal.services.bidding.reuse import Reuse, reuse
from appraisal.services.tendering.profiles import UploadProfile, upload_profile
from appraisal.services.tendering.publication import Publish, publish
from appraisal.services.tendering.tendering import AddLot, ChangeLot, add_lot, change_lot
from appraisal.storage import listed_evidence
from appraisal.storage.database import Database
from stand import PROFILE, Field


@pytest.fixture
def field(tmp_path: Path) -> Iterator[Field]:
    """A published tender of two lots in a file."""
    field = Field(tmp_path / "store.sqlite")
    kit, janneke, tender = field.kit, field.janneke, field.tender
    add_lot(kit, janneke, AddLot(tender, field.version, "Network"))
    change_lot(kit, janneke, ChangeLot(tender, field.version, 2, "Network", "server", ()))
    upload_profile(kit, janneke, UploadProfile(tender, field.version, 2, "desk.toml", PROFILE.encode()))
    publish(kit, janneke, Publish(tender, field.version))
    yield field
    field.close()


def fill(field: Field, bid: str, left: int) -> None:
    """List a file in a bid so large that so many bytes are left for its supplier."""
    size = room_left(field.kit, bid) - left
    line = EvidenceLine("e900", "archive", "", "archive.pdf", "application/pdf", size, "0" * 64)
    with field.kit.database.writing():
        listed_evidence.add_evidence(
            field.kit.database, bid, "e900", "filling", sealed_line(field.kit, bid, line), field.clock.at
        )


def upload(text: bytes, form: str, bid: str) -> AddFile:
    return AddFile(bid, form, f"{form}.txt", io.BytesIO(text))


class Waiting(io.BytesIO):
    """A stream whose first reader waits until somebody else reads theirs, so that both have looked at the room."""

    def __init__(self, text: bytes, barrier: threading.Barrier) -> None:
        super().__init__(text)
        self.barrier: threading.Barrier | None = barrier

    def read(self, size: int | None = -1, /) -> bytes:
        if barrier := self.barrier:
            self.barrier = None
            barrier.wait(timeout=20)
        return super().read(size)


def files_in(field: Field) -> int:
    return sum(path.is_file() for path in Path(field.folder).rglob("*"))


def test_security_13_two_uploads_at_once_do_not_pass_the_quota_together(field: Field) -> None:
    tor = field.supplier("Tor", "Dovre Drift AS")
    bid = field.bid_of(tor)
    fill(field, bid, left=40)
    barrier, outcomes = threading.Barrier(2), []

    def send(number: int) -> None:
        own = replace(field.kit, database=Database(field.kit.database.path))
        stream = Waiting(b"step 1: answer the call %d" % number, barrier)
        try:
            outcomes.append(add_file(own, tor, AddFile(bid, f"form-{number}", "steps.txt", stream)).size)
        except TooLarge as refusal:
            outcomes.append(str(refusal.problems[0]))
        finally:
            own.database.close()

    threads = [threading.Thread(target=send, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert sorted(map(str, outcomes)) == ["25", "does not fit; expected at most the 0.0 MB that are left"]
    assert (room_left(field.kit, bid), files_in(field)) == (15, 1)


def test_security_13_the_room_is_one_for_all_bids_of_a_supplier_on_a_tender(field: Field) -> None:
    tor, eve = field.supplier("Tor", "Dovre Drift AS"), field.supplier("Eve", "Estuary Ltd")
    first, rival = field.bid_of(tor), field.bid_of(eve)
    second = start_bid(field.kit, tor, StartBid(field.tender, 2, "service manager"))
    fill(field, first, left=30)
    before = field.dump()

    with pytest.raises(TooLarge, match="does not fit"):
        add_file(field.kit, tor, upload(b"x" * 31, "too-much", second))

    assert (field.dump(), files_in(field)) == (before, 0)
    assert add_file(field.kit, tor, upload(b"x" * 30, "fits", second)).size == 30
    assert add_file(field.kit, eve, upload(b"x" * 31, "others", rival)).size == 31
    assert [room_left(field.kit, bid) for bid in (first, second, rival)] == [0, 0, LARGEST_LIST - 31]


def test_what_was_removed_counts_and_the_same_file_again_does_not(field: Field) -> None:
    tor = field.supplier("Tor", "Dovre Drift AS")
    bid = field.bid_of(tor)
    fill(field, bid, left=60)
    line = add_file(field.kit, tor, upload(b"x" * 30, "first", bid))
    remove_line(field.kit, tor, bid, line.id)

    again = add_file(field.kit, tor, upload(b"x" * 30, "again", bid))

    assert (again.sha256, room_left(field.kit, bid)) == (line.sha256, 30)


def test_a_bid_begins_from_an_earlier_one_only_while_its_evidence_fits(field: Field) -> None:
    tor: Actor = field.supplier("Tor", "Dovre Drift AS")
    first = field.bid_of(tor)
    add_file(field.kit, tor, upload(b"x" * 30, "first", first))
    second = start_bid(field.kit, tor, StartBid(field.tender, 2, "service manager"))
    fill(field, first, left=29)
    with field.kit.database.writing():
        listed_evidence.remove_evidence(field.kit.database, first, "e900", field.clock.at)
    before = field.dump()

    with pytest.raises(TooLarge, match="does not fit"):
        reuse(field.kit, tor, Reuse(second, first))

    assert (field.dump(), files_in(field)) == (before, 1)
