"""Time, double clicks, a full disk and noise, through the whole application."""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appraisal.core.journal import verify
from appraisal.services.bidding.receipts import receipts
from appraisal.storage import journal
from appraisal.web.machine.received import WAITED
from browser import Browser
from stand import DEADLINE, PASSWORD, PROFILE
from world import EMAILS, FIELDS, PDF, World, send, world


@pytest.fixture
def filed(tmp_path: Path) -> Iterator[World]:
    """A world in a file, in which each thread has a connection of its own."""
    with world(tmp_path / "store.sqlite") as found:
        yield found


@pytest.mark.parametrize(("milliseconds", "status"), [(-1, 303), (0, 303), (1, 409)])
def test_security_21_the_stamp_at_the_door_decides_however_long_a_request_waits(milliseconds: int, status: int) -> None:
    with world() as found:
        found.field.clock.at = DEADLINE + timedelta(seconds=30)
        tor = found.browser("tor")
        waited = 30 - milliseconds / 1000
        data = {"csrf": tor.token(), **FIELDS, "key": "form-key-7"}

        answer = tor.raw("POST", f"/bids/{found.bid}/submit", data=data, environ_base={WAITED: waited})

        assert answer.status_code == status
        assert len(receipts(found.field.kit, found.tor, found.bid)) == (2 if status == 303 else 1)


def test_security_21_no_header_of_a_client_sets_the_stamp() -> None:
    with world() as found:
        found.field.clock.at = DEADLINE + timedelta(milliseconds=1)
        tor = found.browser("tor")
        headers = {
            "appraisal.received": "2026-12-01",
            "Date": "Tue, 01 Dec 2026 10:00:00 GMT",
            "X-Request-Start": "t=1",
        }

        answer = tor.raw(
            "POST", f"/bids/{found.bid}/submit", data={"csrf": tor.token(), **FIELDS, "key": "late-1"}, headers=headers
        )

        assert answer.status_code == 409
        assert len(receipts(found.field.kit, found.tor, found.bid)) == 1


def test_security_22_eight_presses_at_once_are_one_bid_one_question_and_one_tender(filed: World) -> None:
    tor, janneke = filed.browser("tor"), filed.browser("janneke")
    presses = (
        (tor, f"/bids/{filed.bid}/submit", {"key": "pressed-often", "name": "Tor"}),
        (tor, f"/tenders/{filed.field.tender}/questions", {"key": "asked-often", "question": "Twice?"}),
        (janneke, "/tenders/new", {"title": "Twice", "reference": "2026/twice"}),
    )
    statuses: list[int] = []
    for browser, path, more in presses:

        def press(browser: Browser = browser, path: str = path, more: dict[str, str] = more) -> None:
            own = Browser(filed.app)
            own.client.set_cookie("__Host-session", browser.cookie("__Host-session"), domain="localhost", secure=True)
            statuses.append(own.raw("POST", path, data={"csrf": browser.token(), **FIELDS, **more}).status_code)

        threads = [threading.Thread(target=press) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    database = filed.field.kit.database
    assert set(statuses) <= {303, 422} and len(statuses) == 24
    assert len(receipts(filed.field.kit, filed.tor, filed.bid)) == 2
    for table, count in (("clarifications", 2), ("tenders", 3)):
        row = database.one(f"SELECT count(*) AS many FROM {table}")
        assert row and row["many"] == count, table
    verify(journal.entries(database))


def test_security_24_a_full_disk_is_a_clear_page_and_the_draft_is_kept() -> None:
    with world() as found:
        eve, path = found.browser("eve"), f"/bids/{found.rival_bid}/areas/SRI"
        page = eve.get(path)
        fields = dict(re.findall(r'name="(csrf|revision|key|serial)" value="([^"]*)"', page))
        eve.post(path, {**fields, "SRI-Q1": "yes", "SRI-Q1-comment": "kept words", "finished": "no"})
        page = eve.get(path)
        fields = dict(re.findall(r'name="(csrf|revision|key|serial)" value="([^"]*)"', page))
        database, before = found.field.kit.database, found.field.dump()
        pages = database.one("PRAGMA page_count")
        assert pages
        database.connection.execute(f"PRAGMA max_page_count = {pages[0]}")
        long = {f"SRI-Q{number}-comment": "w " * 1900 for number in range(1, 12)}

        plain = eve.raw("POST", path, data={**fields, "SRI-Q1": "yes", **long, "finished": "no"})
        saved = eve.raw("POST", path, data={**fields, "SRI-Q1": "yes", **long}, headers={"X-Autosave": "1"})

        assert (plain.status_code, "There is no room" in plain.text) == (507, True)
        assert "Cache-Control" in plain.headers
        assert (saved.status_code, saved.json and saved.json["saved"]) in ((409, False), (507, False))
        assert found.field.dump() == before
        database.connection.execute("PRAGMA max_page_count = 1073741823")
        assert "kept words" in eve.get(path)


def test_security_26_the_journal_stays_whole_through_everything_and_a_changed_entry_is_named() -> None:
    with world() as found:
        tor = found.browser("tor")
        send(tor, "POST", f"/bids/{found.bid}/withdraw")
        send(found.browser("eve"), "POST", f"/bids/{found.bid}/withdraw")
        found.open_lot()
        database = found.field.kit.database
        assert verify(journal.entries(database))
        for change in ("UPDATE journal SET body = body", "DELETE FROM journal WHERE sequence = 1"):
            with pytest.raises(Exception, match="append-only"):
                database.connection.execute(change)


@pytest.fixture(scope="module")
def noisy() -> Iterator[World]:
    with world() as found:
        yield found


@settings(max_examples=40)
@given(st.data())
def test_security_27_whatever_is_uploaded_as_a_profile_is_taken_or_refused(noisy: World, data: st.DataObject) -> None:
    janneke, path = noisy.browser("janneke"), f"/tenders/{noisy.draft}/lots/1/file"
    place = data.draw(st.integers(0, len(PROFILE)))
    noise = data.draw(st.binary(max_size=30) | st.text(max_size=10).map(lambda text: text.encode("utf-8", "replace")))
    mixed = PROFILE.encode()[:place] + noise + PROFILE.encode()[place + data.draw(st.integers(0, 20)) :]
    version = re.findall(r'name="version" value="(\d+)"', janneke.get(path))[0]

    answer = send(janneke, "POST", path, version=version, file=(io.BytesIO(mixed), "p.toml"))

    assert answer.status_code in (303, 422)


@settings(max_examples=40)
@given(st.dictionaries(st.sampled_from(sorted({*FIELDS, "SRI-Q1-comment", "SRI-Q1-evidence", "detach", "serial"})),
                       st.text(max_size=30), max_size=6))  # fmt: skip
def test_security_27_whatever_is_typed_into_any_form_is_taken_or_refused(noisy: World, typed: dict[str, str]) -> None:
    eve, janneke = noisy.browser("eve"), noisy.browser("janneke")
    base, bid = f"/tenders/{noisy.draft}", f"/bids/{noisy.rival_bid}"
    for browser, path in (
        (eve, f"{bid}/areas/SRI"), (eve, f"{bid}/check"), (eve, f"{bid}/evidence"), (eve, f"{bid}/team"),
        (janneke, f"{base}/timetable"), (janneke, f"{base}/head"), (janneke, f"{base}/lots/1"),
        (janneke, f"{base}/lots/1/settings"), (eve, f"/tenders/{noisy.field.tender}/questions"),
    ):  # fmt: skip
        answer = browser.raw("POST", path, data={"csrf": browser.token(), **typed})
        assert answer.status_code in (200, 303, 403, 409, 413, 422, 429), (path, answer.status_code)


@given(data=st.binary(max_size=200))
@settings(max_examples=20)
def test_security_27_whatever_is_uploaded_as_evidence_is_taken_or_refused(noisy: World, data: bytes) -> None:
    eve = noisy.browser("eve")
    name = "a.pdf" if len(data) % 2 else "a.xlsx"
    file = (io.BytesIO(PDF[:5] + data), name)

    answer = send(eve, "POST", f"/bids/{noisy.rival_bid}/evidence", link="", key=data.hex()[:20], file=file)

    assert answer.status_code in (303, 422)
    assert PASSWORD not in answer.text and EMAILS["tor"] not in answer.text
