"""What stands on the sheet for one recovery half."""

from __future__ import annotations

from appraisal.reports.recovery_sheet import recovery_paper
from appraisal.reports.scorecard import fonts
from appraisal.storage.recovery import new_halves, read_half
from reports.pages import page_texts
from reports.papers import HALF, KEY, recovery_sheet


def half_on(text: str) -> str:
    """The half as a person copies it from the page: group by group, the groups' numbers left out."""
    area = text[text.index("the other half. 1 ") + len("the other half. ") : text.index(" Only digits and capital")]
    letters = "".join(area.split())
    groups = [letters[at + 1 : at + 5] for at in range(0, len(letters), 5)]
    assert letters[::5] == "12345678"
    return "-".join(groups)


def test_a_sheet_holds_its_half_in_numbered_groups_and_names_its_lot() -> None:
    (text,) = page_texts(recovery_paper(recovery_sheet()))

    assert half_on(text) == HALF
    expected = [
        "Half 1 of 2 of a recovery key.",
        "One half alone opens nothing.",
        "Tender 2026/041 Workplace and service desk",
        "Lot 1: Service desk for 3,000 workplaces",
        "Published Monday 2 November 2026, 09:30:00 Europe/Amsterdam (UTC+01:00)",
        "Opening not before Friday 11 December 2026, 14:00:00 Europe/Amsterdam (UTC+01:00)",
        f"Key of the lot {KEY}",
        "https://tenders.noorderland.example/tenders/T-4H7K/lots/1/opening",
        "two different officers of the buyer",
        "Name Received on Signature",
    ]
    assert [part in text for part in expected] == [True] * len(expected)


def test_what_is_copied_from_the_two_sheets_is_read_as_the_two_halves() -> None:
    halves = new_halves("LOT-1")
    sheets = [recovery_sheet(number=1, half=halves.first), recovery_sheet(number=2, half=halves.second)]

    copied = [half_on(page_texts(recovery_paper(sheet))[0]) for sheet in sheets]

    assert copied == [halves.first, halves.second]
    assert [(read_half(text, "LOT-1") or (0, b""))[0] for text in copied] == [1, 2]


def test_a_sheet_tells_nothing_of_the_other_half() -> None:
    halves = new_halves("LOT-1")

    text = page_texts(recovery_paper(recovery_sheet(half=halves.first)))[0]

    assert halves.second not in text and halves.second.replace("-", "") not in "".join(text.split())


def test_the_half_is_neither_shown_by_its_object_nor_kept_in_the_cache_of_texts() -> None:
    sheet = recovery_sheet()
    groups = HALF.split("-")
    fonts.typeset.cache_clear()

    recovery_paper(sheet)

    assert [group in repr(sheet) for group in groups] == [False] * 8
    before = fonts.typeset.cache_info().misses
    for group in [HALF, *groups]:
        fonts.typeset(group, "Lato-SemiBold")
    assert fonts.typeset.cache_info().misses == before + 9


def test_a_sheet_is_one_page_with_the_longest_names_that_are_taken() -> None:
    sheet = recovery_sheet(title="Workplace " * 20, lot_title="Service desk " * 15, reference="R" * 100)

    assert len(page_texts(recovery_paper(sheet))) == 1
