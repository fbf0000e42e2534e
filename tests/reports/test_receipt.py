"""What stands on a receipt."""

from __future__ import annotations

from datetime import timedelta

from appraisal.reports.receipt import receipt_paper
from reports.pages import page_texts
from reports.papers import DEADLINE, KEY, RECEIVED, digest, file, receipt


def grouped(figures: str) -> str:
    """A digest as a reader of the page sees it."""
    return " ".join(figures[at : at + 8] for at in range(0, 64, 8))


def test_a_receipt_says_who_what_when_and_by_which_digests() -> None:
    (text,) = page_texts(receipt_paper(receipt(1)))

    expected = [
        "Your bid was received in time.",
        "Receipt R-7KQ2M9XVNT",
        "Received Thursday 10 December 2026, 16:48:09 Europe/Amsterdam (UTC+01:00)",
        "exactly 2026-12-10T15:48:09.123456+00:00",
        "Deadline: Friday 11 December 2026, 12:00:00 Europe/Amsterdam (UTC+01:00).",
        "Stored Thursday 10 December 2026, 16:48:09 Europe/Amsterdam (UTC+01:00)",
        "exactly 2026-12-10T15:48:09.535456+00:00",
        "Tender 2026/041 Workplace and service desk",
        "Lot 1: Service desk for 3,000 workplaces",
        "Supplier Dovre Drift AS",
        "Version 2",
        "Declared and signed off by Ingrid Solheim",
        "Submitted by Tor Bakken, signed in for the supplier",
        f"Your answers {grouped(digest('response'))}",
        f"The sealed bid {grouped(digest('sealed'))}",
        f"Journal {grouped(digest('entry 214'))}",
        f"Key of the lot {KEY}",
        "Evidence 1 file, 640 bytes",
        "e1 Event handling plan v4 event-handling-plan-v4.pdf · 640 bytes · "
        f"named by 3 answers {grouped(file(0).sha256)}",
        "How this version stands now",
    ]
    assert [part in text for part in expected] == [*[True] * 19, False]


def test_every_item_of_evidence_is_listed_with_name_size_and_digest() -> None:
    text = " ".join(page_texts(receipt_paper(receipt(30))))
    items = [file(number) for number in range(30)]

    assert [item.title in text for item in items] == [True] * 30
    assert [grouped(item.sha256) in text for item in items if item.sha256] == [True] * 24
    assert [item.uri in text for item in items if item.uri] == [True] * 6
    assert "24 files and 6 links" in text
    assert f"({items[3].size:,} bytes)" in text


def test_a_version_that_no_longer_stands_says_so_first() -> None:
    later = RECEIVED + timedelta(hours=1)
    withdrawn, replaced, waiting, late = (
        page_texts(receipt_paper(receipt(0, **change)))[0]
        for change in (
            {"withdrawn": later},
            {"replaced": True},
            {"counts": False},
            {"received": DEADLINE + timedelta(seconds=1)},
        )
    )

    assert "This version of your bid was withdrawn." in withdrawn
    assert "Withdrawn on Thursday 10 December 2026, 17:48:09 Europe/Amsterdam (UTC+01:00): it does" in withdrawn
    assert "replaced by a later one." in replaced and "Replaced by a later version" in replaced
    assert "must be confirmed." in waiting and "until the bid is confirmed it counts as not submitted" in waiting
    assert "Your bid was received after the deadline." in late


def test_a_lot_under_the_server_s_key_does_not_promise_two_officers() -> None:
    by_officers, by_server = (page_texts(receipt_paper(receipt(0, sealing=way)))[0] for way in ("officers", "server"))

    assert ("Two officers" in by_officers, "Two officers" in by_server) == (True, False)
    assert "whoever runs the server could read them" in by_server.lower()
    assert "The bid names no evidence." in by_server


def test_times_are_shown_in_summer_time_too() -> None:
    summer = RECEIVED.replace(month=7)

    text = page_texts(receipt_paper(receipt(0, received=summer)))[0]

    assert "Friday 10 July 2026, 17:48:09 Europe/Amsterdam (UTC+02:00)" in text


def test_what_is_not_given_is_left_off() -> None:
    text = page_texts(receipt_paper(receipt(0, entry_digest="", fingerprint="")))[0]

    assert ("Journal" in text, "Key of the lot" in text) == (False, False)
