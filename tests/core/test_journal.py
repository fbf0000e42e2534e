"""The chain: what follows follows, and what was touched is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from appraisal.core.errors import BrokenChain
from appraisal.core.events import Event
from appraisal.core.journal import GENESIS, Entry, Head, body, following, verify

NOW = datetime(2026, 11, 2, 8, tzinfo=UTC)


def chain(length: int) -> list[Entry]:
    entries: list[Entry] = []
    head = Head()
    for number in range(length):
        entries.append(following(head, body(NOW, "p-1", Event.INVITATION_SENT, f"i-{number}", "t-1", {"to": number})))
        head = Head(entries[-1].sequence, entries[-1].digest)
    return entries


def test_an_entry_can_be_followed_with_two_plain_digests() -> None:
    first, second = chain(2)
    assert first.previous == GENESIS
    assert second.payload == sha256(second.body.encode()).hexdigest()
    assert second.digest == sha256(f"{first.digest}\n{second.payload}".encode()).hexdigest()
    assert first.body == (
        '{"actor":"p-1","at":"2026-11-02T08:00:00.000000+00:00","event":"invitation:sent","facts":{"to":0},'
        '"subject":"i-0","tender":"t-1"}'
    )


FACTS = st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), st.text() | st.integers(-9, 9) | st.booleans())


@given(FACTS, st.text())
def test_a_body_is_canonical_json(facts: dict[str, str | int | bool], subject: str) -> None:
    try:
        expected = rfc8785.dumps(
            {
                "actor": "",
                "at": "2026-11-02T08:00:00.000000+00:00",
                "event": "lot:opened",
                "facts": facts,
                "subject": subject,
                "tender": "",
            }
        )
    except (rfc8785.CanonicalizationError, UnicodeEncodeError):
        return
    assert body(NOW, "", Event.LOT_OPENED, subject, "", facts).encode() == expected


def test_an_unbroken_chain_gives_its_head() -> None:
    entries = chain(5)
    assert verify([]) == Head()
    assert verify(entries) == Head(5, entries[-1].digest)
    assert verify(entries[2:], Head(2, entries[1].digest)) == verify(entries)


@given(st.integers(0, 4), st.sampled_from(["previous", "payload", "body", "digest"]))
def test_a_changed_entry_is_named(place: int, column: str) -> None:
    entries = chain(5)
    entries[place] = replace(entries[place], **{column: getattr(entries[place], column)[:-1] + "x"})
    with pytest.raises(BrokenChain, match=f"^entry {place + 1}: "):
        verify(entries)


@given(st.integers(0, 3))
def test_a_dropped_swapped_or_rewritten_entry_is_named(place: int) -> None:
    entries = chain(5)
    forged = following(Head(place, entries[place].previous), entries[place].body.replace("p-1", "p-2"))
    swapped = [*entries[:place], entries[place + 1], entries[place], *entries[place + 2 :]]
    with pytest.raises(BrokenChain, match=f"^entry {place + 1}: is missing"):
        verify(entries[:place] + entries[place + 1 :])
    with pytest.raises(BrokenChain, match=f"^entry {place + 1}: "):
        verify(swapped)
    with pytest.raises(BrokenChain, match=f"^entry {place + 2}: does not follow"):
        verify([*entries[:place], forged, *entries[place + 1 :]])


def test_a_chain_cut_short_is_seen_against_its_printed_head() -> None:
    entries = chain(3)
    head = verify(entries)
    with pytest.raises(BrokenChain, match=r"^entry 3: is not where the chain ends"):
        verify(entries[:2], end=head)
