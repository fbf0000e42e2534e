"""The evidence of an opened bid: listed for the buyer's people, handed out with an entry, and for nobody else."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

import pytest

from appraisal.web.machine.headers import SANDBOX
from world import PDF, World, world

DIGEST = hashlib.sha256(PDF).hexdigest()


@pytest.fixture
def opened() -> Iterator[World]:
    """A world in which the bids of the lot were opened."""
    with world() as found:
        found.open_lot()
        yield found


def evidence_of(found: World) -> str:
    return f"/tenders/{found.field.tender}/lots/1/bids/{found.receipt}/evidence"


def test_the_opening_report_leads_to_the_files_of_a_bid_and_a_download_is_an_entry(opened: World) -> None:
    janneke, before = opened.browser("janneke"), opened.field.events()
    report = janneke.get(f"/tenders/{opened.field.tender}/lots/1/opening")
    assert f'href="{evidence_of(opened)}"' in report

    page = janneke.get(evidence_of(opened))
    assert janneke.heading() == "Evidence of Dovre Drift AS"
    assert ("Secret plan.pdf" in page, DIGEST in page, "1\u00a0kB" in page) == (True, True, True)
    assert opened.field.events() == before
    link = re.search(r'href="([^"]+/evidence/[0-9a-f]{64})"', page)
    assert link
    answer = janneke.raw("GET", link[1])

    assert answer.data == PDF
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Security-Policy"] == SANDBOX
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="Secret plan.pdf"; filename*=UTF-8')
    assert opened.field.events() == [*before, "bid:downloaded"]


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("janneke", 200),
        ("marijke", 200),
        ("hanne", 200),
        ("els", 403),
        ("root", 403),
        ("tor", 403),
        ("eve", 403),
        ("mallory", 403),
        ("visitor", 303),
    ],
)
def test_security_02_evidence_of_an_opened_bid_is_for_officers_and_auditors(
    opened: World, name: str, status: int
) -> None:
    browser, before = opened.browser(name), opened.field.events()
    before = opened.field.events()

    answers = [browser.raw("GET", path) for path in (evidence_of(opened), f"{evidence_of(opened)}/{DIGEST}")]

    assert [answer.status_code for answer in answers] == [status, status]
    assert opened.field.events() == before + (["bid:downloaded"] if status == 200 else [])
    assert status == 200 or not any("Secret plan" in answer.text for answer in answers)


def test_security_02_a_foreign_id_finds_no_evidence(opened: World) -> None:
    janneke, base = opened.browser("janneke"), f"/tenders/{opened.field.tender}/lots/1/bids"
    before = opened.field.events()

    for path in (
        f"{base}/R-404/evidence",
        f"{base}/R-404/evidence/{DIGEST}",
        f"{base}/{opened.receipt}/evidence/{'0' * 64}",
        f"{base}/{opened.receipt}/evidence/..%2f..%2fkey",
        f"/tenders/{opened.field.tender}/lots/2/bids/{opened.receipt}/evidence",
        f"/tenders/{opened.draft}/lots/1/bids/{opened.receipt}/evidence",
        f"/tenders/T-404/lots/1/bids/{opened.receipt}/evidence/{DIGEST}",
    ):
        assert janneke.raw("GET", path).status_code in (404, 409), path

    assert [event for event in opened.field.events() if event == "bid:downloaded"] == []
    assert set(opened.field.events()[len(before) :]) <= {"bid:early-look-refused"}


def test_security_03_before_the_opening_no_evidence_is_listed_and_the_look_is_an_entry() -> None:
    with world() as found:
        janneke, before = found.browser("janneke"), found.field.events()

        for path in (evidence_of(found), f"{evidence_of(found)}/{DIGEST}"):
            answer = janneke.raw("GET", path)
            assert (answer.status_code, "Secret plan" in answer.text, "Dovre" in answer.text) == (409, False, False)

        assert found.field.events() == [*before, "bid:early-look-refused", "bid:early-look-refused"]
