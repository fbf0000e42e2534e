"""Every kind of entry is told in words, with and without the facts that it may record."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from appraisal.core.events import Event
from appraisal.core.journal import Fact, Record, body, read
from appraisal.core.sentences import LOOKS, REFUSED, SENTENCES, Surroundings, sentence

AT = datetime(2026, 12, 11, 11, 0, 4, tzinfo=UTC)
AROUND = Surroundings({"P-1": "Janneke de Boer", "P-2": "Marijke Hofstra"}, {"B-1": 1})


def told(event: Event, subject: str = "B-1", **facts: Fact) -> str:
    return sentence(Record(AT, "P-1", event, subject, "T-1", facts), AROUND)


def test_every_event_has_its_sentence() -> None:
    assert set(SENTENCES) == set(Event)


@pytest.mark.parametrize("event", Event)
def test_every_event_is_told_even_where_it_records_no_facts(event: Event) -> None:
    words = told(event)

    assert words[0].isupper()
    assert not words.endswith((".", " ", ":"))
    assert "None" not in words and "  " not in words and ":" not in words[:-1].replace(": the comparison", "")


@pytest.mark.parametrize("event", Event)
def test_no_sentence_is_upset_by_strange_facts(event: Event) -> None:
    strange: dict[str, Fact] = {
        "number": "x", "version": "y", "what": 7, "way": None, "act": True, "first": 3, "second": None, "digest": "",
        "lot": "two", "reason": "<b>", "kind": 0,
    }  # fmt: skip

    assert told(event, **strange)


def test_what_is_recorded_is_told() -> None:
    assert told(Event.LOT_OPENED, "L-1", lot=1, report="sha256:e81c5fa0", first="P-1", second="P-2") == (
        "Opened the bids of lot 1, Janneke de Boer and Marijke Hofstra together, digest e81c 5fa0 …"
    )
    assert told(Event.BID_SUBMITTED, receipt="R-7", version=2) == (
        "Submitted a bid for lot 1, receipt R-7, replaces version 1"
    )
    assert told(Event.BID_LATE_REFUSED, act="bid:submit", received=AT.isoformat()) == (
        "A bid for lot 1 came after the deadline and was not accepted, received 2026-12-11 11:00:04 UTC"
    )
    assert told(Event.BID_EARLY_LOOK_REFUSED) == "Tried to read sealed bids for lot 1 before the opening"


def test_refused_and_looked_at_are_told_apart() -> None:
    assert {str(event) for event in REFUSED} == {str(event) for event in Event if str(event).endswith("refused")}
    assert Event.BID_DOWNLOADED in LOOKS and Event.BID_SUBMITTED not in LOOKS


def test_a_record_is_read_as_it_was_written() -> None:
    record = Record(AT, "P-1", Event.BID_SUBMITTED, "B-1", "T-1", {"receipt": "R-1", "version": 2})

    assert read(body(AT, "P-1", Event.BID_SUBMITTED, "B-1", "T-1", record.facts)) == record
