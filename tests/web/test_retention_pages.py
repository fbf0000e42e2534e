"""How long a tender is kept and its purge, through the pages: offered when it may be done, told afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape

import pytest

from appraisal.services.tendering.publication import Cancel, cancel
from appraisal.storage import tenders
from world import World, send, world


@pytest.fixture
def found() -> Iterator[World]:
    """A world whose tender was cancelled, with bids that stay sealed."""
    with world() as made:
        cancel(made.field.kit, made.field.janneke, Cancel(made.field.tender, "The budget moved"))
        yield made


def keep(found: World, until: str = "2027-12-31", **more: object) -> int:
    path = f"/tenders/{found.field.tender}/retention"
    fields = {"keep_until": until, "reason": "By law", **more}
    return send(found.browser("janneke"), "POST", path, **fields).status_code


def test_an_officer_says_how_long_a_tender_is_kept_and_reads_it_on_its_page(found: World) -> None:
    base = f"/tenders/{found.field.tender}"

    assert keep(found, hold="yes") == 303

    page = found.browser("janneke").get(base)
    assert "2027-12-31" in page and "legal hold: By law" in page
    assert f'href="{base}/retention"' in page and f'href="{base}/purge"' not in page


def test_a_day_that_is_past_is_told_at_its_field_and_nothing_is_stored(found: World) -> None:
    assert keep(found, "2020-01-01") == 422

    stored = tenders.tender(found.field.kit.database, found.field.tender)
    assert stored and stored.keep_until is None


def test_a_purge_is_offered_when_its_day_has_come_and_told_on_every_page_after_it(found: World) -> None:
    base = f"/tenders/{found.field.tender}"
    keep(found)
    assert found.browser("janneke").raw("GET", f"{base}/purge").status_code == 409
    found.field.clock.at = datetime(2028, 1, 1, 9, tzinfo=UTC)
    found.sign_in_again()
    janneke = found.browser("janneke")
    assert f'href="{base}/purge"' in janneke.get(base)

    assert send(janneke, "POST", f"{base}/purge", reference="2026/04").status_code == 422
    assert send(janneke, "POST", f"{base}/purge", reference="2026/041").status_code == 303

    told = "Purged on 1 January 2028 by Janneke: contents and personal data were deleted."
    for name in ("janneke", "hanne", "els"):
        assert told in unescape(found.browser(name).get(base)), name
    for path in (f"{base}/questions", f"{base}/lots/1/opening.pdf", f"{base}/retention", f"{base}/purge"):
        assert janneke.raw("GET", path).status_code == 409, path
    journal = unescape(found.browser("hanne").get(f"/journal/{found.field.tender}"))
    assert "Deleted the contents and personal data of the tender" in journal
    assert "Dovre" not in journal and "tor@" not in journal
    for place in ("documents", "receipts", "looks", "entries.jsonl"):
        assert found.browser("hanne").raw("GET", f"/journal/{found.field.tender}/{place}").status_code == 200


def test_nobody_else_sets_how_long_a_tender_is_kept_or_purges_it(found: World) -> None:
    before = found.field.dump()
    for name in ("tor", "eve", "hanne", "els", "ada", "root", "mallory"):
        for what in ("retention", "purge"):
            answer = send(found.browser(name), "POST", f"/tenders/{found.field.tender}/{what}", keep_until="2030-01-01")
            assert answer.status_code in (403, 404), (name, what)

    assert [line for line in found.field.dump() if '"tenders"' in line] == [
        line for line in before if '"tenders"' in line
    ]
