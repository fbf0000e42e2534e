"""Letters and packs of papers in the browser."""

from __future__ import annotations

import io
import re
from zipfile import ZipFile

import pytest

from appraisal.web.machine.app import create_app
from browser import Browser
from evaluating import Evaluation, evaluation
from reports.pages import page_texts
from services.test_debriefs import sent
from stand import PASSWORD


@pytest.fixture(scope="module")
def notified() -> object:
    with evaluation() as own:
        own.evaluate(Ben="P")
        sent(own)
        yield own


def browser(own: Evaluation, email: str) -> Browser:
    found = Browser(create_app(own.kit.settings, lambda: own.kit))
    found.sign_in(email, PASSWORD)
    return found


def test_a_supplier_reads_the_own_letter_as_page_and_paper_and_no_other(notified: Evaluation) -> None:
    ben = browser(notified, "ben@brandveen.example")
    page = ben.get(f"/bids/{notified.bids['Ben']}/debrief")
    assert "the contract goes to another bidder" in page
    assert "Dovre Drift AS earned more points in 2 areas" in page
    assert "Estuary" not in page
    assert ben.raw("GET", f"/bids/{notified.bids['Ben']}/debrief.pdf").data[:5] == b"%PDF-"
    for path in (f"/bids/{notified.bids['Tor']}/debrief", f"/tenders/{notified.tender}/lots/1/letters"):
        assert ben.raw("GET", path).status_code == 404


def test_an_officer_makes_the_letters_into_one_file(notified: Evaluation) -> None:
    janneke = browser(notified, "janneke@buyer.example")
    base = f"/tenders/{notified.tender}/lots/1/letters"
    assert len(re.findall(r"letters/R-\d\.pdf", janneke.get(base))) == 3
    answer = janneke.raw("POST", base, data={"csrf": janneke.token(), "kind": "letters"})
    job = janneke.get(answer.headers["Location"])
    assert "Done" in job
    found = re.search(r'href="(/jobs/[^"]+/file)"', job)
    assert found
    data = janneke.raw("GET", found[1]).data
    with ZipFile(io.BytesIO(data)) as archive:
        assert sorted(archive.namelist()) == ["letter-R-1.pdf", "letter-R-2.pdf", "letter-R-3.pdf"]
    assert notified.events()[-1] == "paper:downloaded"
    assert browser(notified, "marijke@buyer.example").raw("GET", answer.headers["Location"]).status_code == 404


def test_a_pack_holds_the_papers_of_the_lot(notified: Evaluation) -> None:
    janneke = browser(notified, "janneke@buyer.example")
    janneke.get(f"/tenders/{notified.tender}/lots/1/letters")
    data = {"csrf": janneke.token(), "kind": "papers"}
    answer = janneke.raw("POST", f"/tenders/{notified.tender}/lots/1/letters", data=data)
    janneke.get(answer.headers["Location"])
    with ZipFile(io.BytesIO(janneke.raw("GET", f"{answer.headers['Location']}/file").data)) as archive:
        assert archive.namelist()[:2] == ["opening-report.pdf", "scorecard.pdf"]
        pages = page_texts(archive.read("scorecard.pdf"))
    assert all(re.search(r"Head of the journal\s+·\s+sha256 [0-9a-f]{64}", page) for page in pages)


def test_an_evaluator_reads_no_letters(notified: Evaluation) -> None:
    els = browser(notified, "els@buyer.example")
    base = f"/tenders/{notified.tender}/lots/1/letters"
    for path in (base, f"{base}/R-1", f"{base}/R-1.pdf"):
        assert els.raw("GET", path).status_code == 403
