"""What stands in an opening report."""

from __future__ import annotations

from dataclasses import replace

from appraisal.reports.opening_report import opening_paper
from reports.pages import page_texts
from reports.papers import KEY, digest, opened_bid, opening_report
from reports.test_receipt import grouped


def test_it_says_who_opened_when_and_by_which_digests() -> None:
    (text,) = page_texts(opening_paper(opening_report(2)))

    expected = [
        "2 bids were opened on 11 December 2026.",
        "Lot 1, opened by Anna Visser and Bram de Wit, each with the passphrase of their own key.",
        "Tender 2026/041 Workplace and service desk",
        "Deadline for bids Friday 11 December 2026, 12:00:00 Europe/Amsterdam (UTC+01:00)",
        "Opened Friday 11 December 2026, 14:04:31 Europe/Amsterdam (UTC+01:00)",
        "Opened by Anna Visser Bram de Wit",
        f"Key of the lot {KEY}",
        f"This report {grouped(digest('report'))}",
        f"Journal {grouped(digest('entry 388'))}",
    ]
    assert [part in text for part in expected] == [True] * len(expected)
    assert "emergency" not in text


def test_every_bid_is_listed_in_the_order_of_receipt_with_both_digests() -> None:
    known = opening_report(12, 0)
    text = " ".join(page_texts(opening_paper(replace(known, bids=known.bids[::-1]))))

    places = [text.index(bid.supplier) for bid in known.bids]
    assert places == sorted(places)
    assert [grouped(digest(f"response {n}")) in text and grouped(digest(f"sealed {n}")) in text for n in range(12)] == [
        True
    ] * 12
    first = known.bids[0]
    assert "Received 10 December 2026, 16:48:09 (UTC+01:00) · version 1 · 4 evidence files" in text
    assert f"receipt {first.receipt} · received 2026-12-10T15:48:09.140456+00:00" in text


def test_of_a_withdrawn_bid_only_its_receipt_time_and_digest_are_told() -> None:
    text = page_texts(opening_paper(opening_report(1, 2)))[0]
    part = text[text.index("Withdrawn") : text.index("How to check it")]

    assert ["Gone" in text, "R-" in part] == [False, False]
    assert part == (
        "Withdrawn not opened: time of receipt and digest alone "
        "1 Received 10 December 2026, 15:48:09 (UTC+01:00) received 2026-12-10T14:48:09.123456+00:00 "
        f"sealed {grouped(digest('gone 1'))} "
        "2 Received 10 December 2026, 16:48:09 (UTC+01:00) received 2026-12-10T15:48:09.123456+00:00 "
        f"sealed {grouped(digest('gone 0'))} "
    )


def test_an_emergency_is_said_in_the_headline_with_its_reason() -> None:
    report = opening_report(3, 0, way="recovery", reason="Both officers left.\nThe safes were opened.")

    text = page_texts(opening_paper(report))[0]

    assert "3 bids were opened in an emergency on 11 December 2026." in text
    assert "with the two halves of the recovery key on paper." in text
    assert "Why it was an emergency Both officers left. The safes were opened. Every bidder was told" in text
    assert "Opened with the recovery key, in an emergency" in text


def test_the_server_s_key_is_said() -> None:
    text = page_texts(opening_paper(opening_report(1, way="server")))[0]

    assert "with the server’s key, which this lot chose when it was published." in text
    assert "Opened with the server’s key" in text


def test_a_bid_that_does_not_open_comes_first_and_one_not_confirmed_apart() -> None:
    bids = (
        *(opened_bid(0), opened_bid(1, "does not open")),
        *(opened_bid(2, "not confirmed"), opened_bid(3, "replaced", "Later Ltd")),
    )

    text = " ".join(page_texts(opening_paper(replace(opening_report(0, 0), bids=bids))))

    assert "1 bid was opened on 11 December 2026; 1 bid does not open." in text
    broken, opened, waiting = (text.index(bids[n].supplier) for n in (1, 0, 2))
    assert broken < text.index("The opening Tender") < opened < text.index("Not confirmed after") < waiting
    assert waiting < text.index("Replaced by a later version") < text.index("Later Ltd")
    assert text.count("answers ") == 1
    assert text.count(" evidence files") == 1


def test_a_lot_without_bids_says_so() -> None:
    text = page_texts(opening_paper(opening_report(0, 0)))[0]

    assert "No bid was opened on 11 December 2026." in text
    assert "The bids No bid was opened." in text


def test_what_is_not_given_is_left_off() -> None:
    bare = replace(opening_report(1), entry_digest="", fingerprint="")

    text = page_texts(opening_paper(bare))[0]

    assert ("Journal " in text, "Key of the lot" in text) == (False, False)
