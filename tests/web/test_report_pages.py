"""The evaluation report in the browser: written, closed, redacted, printed."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from appraisal.web.award.report_forms import field_of
from appraisal.web.machine.app import create_app
from browser import Browser
from evaluating import Evaluation, evaluation
from reports.pages import page_texts
from services.test_evaluation_report import WRITTEN, decided
from stand import PASSWORD


@pytest.fixture
def own() -> Iterator[Evaluation]:
    with evaluation() as own:
        decided(own)
        yield own


def janneke(own: Evaluation) -> Browser:
    found = Browser(create_app(own.kit.settings, lambda: own.kit))
    found.sign_in("janneke@buyer.example", PASSWORD)
    return found


def test_a_report_is_written_closed_redacted_and_printed(own: Evaluation) -> None:
    browser, base = janneke(own), f"/tenders/{own.tender}/lots/1/report"
    texts = {field_of(name): text for name, text in WRITTEN.items()}
    browser.get(base)
    refused = browser.send(base, 422, version="0", act="close", **{**texts, "value": ""})
    assert re.findall(r'<li><a href="#value">([^<]+)', refused)[0].startswith("“Value of the contract” is empty")
    assert WRITTEN["address"] in refused
    closed = browser.send(base, version="1", act="close", **texts)
    assert "Closed. It can be changed and closed again" in closed
    digest = re.search(r'name="report" value="([^"]+)"', browser.get(f"{base}/redaction"))
    assert digest
    fields = {"csrf": browser.token(), "report": digest[1]}
    browser.post(
        f"{base}/redaction", {**fields, "section": "value", "quote": "12 euro", "ground": "Commercial interest"}
    )

    redacted = browser.raw("GET", f"/tenders/{own.tender}/lots/1/report-redacted.pdf").data
    assert "Commercial interest" in " ".join(page_texts(redacted))
    assert own.events()[-2:] == ["report:redacted", "paper:downloaded"]


def test_what_was_typed_comes_back_when_another_officer_was_faster(own: Evaluation) -> None:
    browser, base = janneke(own), f"/tenders/{own.tender}/lots/1/report"
    browser.get(base)
    browser.send(base, version="0", act="save", address="First")
    page = browser.send(base, 422, version="0", act="save", address="Second")
    assert "Another officer saved this report" in page
    assert ">\nSecond</textarea>" in page


def test_nobody_else_reaches_the_report(own: Evaluation) -> None:
    app = create_app(own.kit.settings, lambda: own.kit)
    for email, status in (("els@buyer.example", 403), ("tor@dovre.example", 403)):
        browser = Browser(app)
        browser.sign_in(email, PASSWORD)
        for path in ("report", "report/redaction", "report.pdf", "report-redacted.pdf"):
            assert browser.raw("GET", f"/tenders/{own.tender}/lots/1/{path}").status_code == status
