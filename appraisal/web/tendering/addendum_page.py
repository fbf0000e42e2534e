"""The addenda of a tender in words: why each was written, and what it changed."""

from __future__ import annotations

from collections.abc import Sequence

from appraisal.core.tendering import Publication, Tender
from appraisal.services.addenda import addendum_changes
from appraisal.services.toolkit import Kit
from appraisal.web.parts import AddendumLine
from appraisal.web.tendering.tender_frame import digest_words
from appraisal.web.times import moment


def addendum_lines(kit: Kit, tender: Tender, published: Sequence[Publication]) -> tuple[AddendumLine, ...]:
    """The addenda of a tender in order; `published` are all its publications."""
    zone, now = tender.zone, kit.now()
    return tuple(
        AddendumLine(
            one.number,
            moment(one.at, zone, now).words,
            one.reason,
            _changes(kit, tender, published, one.number),
            digest_words(one.digest),
        )
        for one in published
        if one.number
    )


def _changes(kit: Kit, tender: Tender, published: Sequence[Publication], number: int) -> tuple[str, ...]:
    """One line for each date and area that an addendum changed, with its lot where the tender has several."""
    zone, now = tender.zone, kit.now()
    changes = addendum_changes(kit, tender, published, number)
    dates = [
        f"{one.name}: {moment(one.after, zone, now).words} instead of {moment(one.before, zone, now).words}"
        for one in changes.dates
    ]
    several = len(tender.lots) > 1
    lines = [f"Lot {lot}: {told}" if several else told for lot, lines in changes.profiles for told in lines]
    return (*dates, *lines)
