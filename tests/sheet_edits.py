"""What people do to a workbook that they were to fill in only: edits of its cells, drawn at random."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from xlsxwriter import Workbook

from appraisal.exchange.sheets.sheet import Place
from appraisal.exchange.workbook import read_workbook

STRAY = ("see annex", "Yes", "No", "x", "e1", "TODO", "42", "?", "Anna", "=1+1", "\u200b.", "SRI", "ok")


@dataclass
class Page:
    """A sheet as its cells, and what else may stand on it."""

    name: str
    cells: dict[Place, str]
    formulas: dict[Place, str] = field(default_factory=dict)
    merges: list[tuple[Place, Place]] = field(default_factory=list)
    notes: dict[Place, str] = field(default_factory=dict)
    boxes: dict[Place, str] = field(default_factory=dict)
    numbers: set[Place] = field(default_factory=set)
    hidden: bool = False

    def move(self, place_of: Callable[[Place], Place | None]) -> None:
        """Each cell goes where the function says, None for nowhere."""
        for name in ("cells", "formulas", "notes", "boxes"):
            moved = {place_of(place): text for place, text in getattr(self, name).items()}
            setattr(self, name, {place: text for place, text in moved.items() if place})
        self.numbers = {place for each in self.numbers if (place := place_of(each))}

    def rows(self) -> list[int]:
        return sorted({row for row, _ in self.cells})

    def copy(self) -> Page:
        return Page(self.name, dict(self.cells), dict(self.formulas), [*self.merges], dict(self.notes))


Pages = list[Page]


def pages_of(workbook: bytes) -> Pages:
    """The sheets of a workbook to edit; what its own formulas show is left as they show it."""
    return [Page(sheet.name, dict(sheet.cells)) for sheet in read_workbook("bid.xlsx", workbook)]


def written(pages: Pages, system_1904: bool = False) -> bytes:
    """The sheets as an XLSX file."""
    target = io.BytesIO()
    with Workbook(target, {"in_memory": True, "date_1904": system_1904}) as book:
        for page in pages:
            _write(book, page)
    return target.getvalue()


def _write(book: Workbook, page: Page) -> None:
    sheet = book.add_worksheet(page.name)
    for first, last in page.merges:
        sheet.merge_range(first[0] - 1, first[1] - 1, last[0] - 1, last[1] - 1, "")
    for (row, column), text in page.cells.items():
        if (row, column) in page.numbers:
            sheet.write_number(row - 1, column - 1, float(text))
        else:
            sheet.write_string(row - 1, column - 1, text)
    for (row, column), formula in page.formulas.items():
        sheet.write_formula(row - 1, column - 1, formula, None, page.cells.get((row, column), ""))
    for (row, column), text in page.notes.items():
        sheet.write_comment(row - 1, column - 1, text)
    for (row, column), text in page.boxes.items():
        sheet.insert_textbox(row - 1, column - 1, text)
    if page.hidden and page.name != book.worksheets()[0].name:
        sheet.hide()


def empty_the_mark(pages: Pages, dice: random.Random) -> None:
    dice.choice(pages).cells.pop((1, 1), None)


def delete_a_row_at_the_top(pages: Pages, dice: random.Random) -> None:
    """The mark, the profile or the model."""
    page, gone = dice.choice(pages), dice.randint(1, 3)
    page.move(lambda at: None if at[0] == gone else (at[0] - (at[0] > gone), at[1]))


def delete_the_headings(pages: Pages, dice: random.Random) -> None:
    page = dice.choice(pages)
    heads = [row for (row, _), text in page.cells.items() if text in ("Question", "Title", "What you will do")]
    if heads:
        gone = dice.choice(heads)
        page.move(lambda at: None if at[0] == gone else (at[0] - (at[0] > gone), at[1]))


def delete_the_ids(pages: Pages, dice: random.Random) -> None:
    dice.choice(pages).move(lambda at: (at[0], at[1] - 1) if at[1] > 1 else None)


def delete_a_fixed_column(pages: Pages, dice: random.Random) -> None:
    page = dice.choice(pages[2:])
    gone = dice.choice((2, 4))
    page.move(lambda at: None if at[1] == gone else (at[0], at[1] - (at[1] > gone)))


def empty_some_fixed_cells(pages: Pages, dice: random.Random) -> None:
    page, column = dice.choice(pages), dice.choice((1, 2, 3, 4))
    some = [place for place in page.cells if place[1] == column and place not in ENTRIES.get(page.name, ())]
    for place in dice.sample(some, dice.randint(0, len(some))):
        del page.cells[place]


def insert_rows(pages: Pages, dice: random.Random) -> None:
    page, times = dice.choice(pages), dice.randint(1, 3)
    at = dice.choice(page.rows() or [1])
    page.move(lambda place: (place[0] + times * (place[0] >= at), place[1]))
    if dice.random() < 0.5:
        page.cells[at, dice.randint(1, 6)] = dice.choice(STRAY)


def insert_a_column(pages: Pages, dice: random.Random) -> None:
    page, at = dice.choice(pages), dice.randint(1, 8)
    page.move(lambda place: (place[0], place[1] + (place[1] >= at)))
    if dice.random() < 0.5:
        page.cells[dice.choice(page.rows() or [1]), at] = dice.choice(STRAY)


def shift_cells_right(pages: Pages, dice: random.Random) -> None:
    """Cells, not a column, are inserted in some rows."""
    page, at = dice.choice(pages), dice.randint(1, 7)
    rows = set(dice.sample(page.rows(), min(len(page.rows()), dice.randint(1, 12))))
    page.move(lambda place: (place[0], place[1] + (place[0] in rows and place[1] >= at)))


def shift_typed_cells(pages: Pages, dice: random.Random) -> None:
    """What was typed goes a column or a row away from where it was to go."""
    page = dice.choice(pages[1:])
    down, across = dice.choice(((0, -1), (0, 1), (1, 0), (-1, 0), (0, 3), (40, 0)))
    typed = {at: page.cells.pop(at) for at in [*page.cells] if at in ENTRIES.get(page.name, ())}
    if any((at[0] + down, at[1] + across) in ENTRIES.get(page.name, ()) for at in typed):
        page.cells |= typed
    else:
        page.cells |= {(at[0] + down, at[1] + across): text for at, text in typed.items()}


def sort_some_columns(pages: Pages, dice: random.Random) -> None:
    page = dice.choice(pages[2:])
    columns = dice.choice((range(2, 8), range(1, 8), range(2, 4), range(1, 3), range(3, 8), range(1, 2)))
    rows = [row for row in page.rows() if row > 5 and (row, 1) in page.cells]
    shuffled = dice.sample(rows, len(rows))
    to = dict(zip(rows, shuffled, strict=True))
    page.move(lambda at: (to.get(at[0], at[0]) if at[1] in columns else at[0], at[1]))


def move_everything(pages: Pages, dice: random.Random) -> None:
    page, down, across = dice.choice(pages), dice.randint(0, 9), dice.randint(0, 5)
    page.move(lambda at: (at[0] + down, at[1] + across))


def transpose(pages: Pages, dice: random.Random) -> None:
    dice.choice(pages).move(lambda at: (at[1], at[0]))


def paste_on_a_plain_sheet(pages: Pages, dice: random.Random) -> None:
    """A sheet's visible columns go to a new one, and its own is cleared of answers."""
    page = dice.choice(pages[2:])
    fresh = page.copy()
    fresh.name = f"Pasted {len(pages)}"
    lost = dice.randint(0, 1)
    fresh.move(lambda at: (at[0], at[1] - lost) if at[1] > lost else None)
    for place in ENTRIES.get(page.name, ()):
        page.cells.pop(place, None)
    ENTRIES[fresh.name] = frozenset((row, column - lost) for row, column in ENTRIES.get(page.name, ()))
    pages.append(fresh)


def write_beside_the_form(pages: Pages, dice: random.Random) -> None:
    page = dice.choice(pages)
    place = dice.randint(1, 60), dice.randint(1, 12)
    if place not in ENTRIES.get(page.name, ()) and place not in page.cells:
        page.cells[place] = dice.choice(STRAY)


def write_over_fixed_cells(pages: Pages, dice: random.Random) -> None:
    page = dice.choice(pages)
    fixed = [place for place in page.cells if place not in ENTRIES.get(page.name, ())]
    for place in dice.sample(fixed, min(len(fixed), dice.choice((1, 2, 12)))):
        page.cells[place] = dice.choice((*STRAY, page.cells[dice.choice(fixed)]))


def swap_fixed_cells(pages: Pages, dice: random.Random) -> None:
    page = dice.choice(pages)
    fixed = [place for place in page.cells if place not in ENTRIES.get(page.name, ())]
    if len(fixed) > 1:
        one, other = dice.sample(fixed, 2)
        page.cells[one], page.cells[other] = page.cells[other], page.cells[one]


def swap_rows_of_two_sheets(pages: Pages, dice: random.Random) -> None:
    """Whole pages of two respondents are exchanged; the order of respondents says nothing."""
    pages[2:] = dice.sample(pages[2:], len(pages[2:]))


def repeat_a_row(pages: Pages, dice: random.Random) -> None:
    page = dice.choice(pages[1:])
    row, to = dice.choice(page.rows() or [1]), dice.choice((70, 80))
    page.cells |= {(to, at[1]): text for at, text in page.cells.items() if at[0] == row}


def merge_cells(pages: Pages, dice: random.Random) -> None:
    page = dice.choice(pages)
    row, column = dice.choice([*page.cells] or [(1, 1)])
    last = row + dice.randint(0, 3), column + dice.randint(0, 3)
    block = [(at, across) for at in range(row, last[0] + 1) for across in range(column, last[1] + 1)]
    overlaps = any(not (b[0] < row or a[0] > last[0] or b[1] < column or a[1] > last[1]) for a, b in page.merges)
    typed = [at for at in block[1:] if at in page.cells and at in ENTRIES.get(page.name, ())]
    if len(block) > 1 and not overlaps and not typed:
        for place in block[1:]:
            page.cells.pop(place, None)
        page.merges.append(((row, column), last))


def pin_a_note(pages: Pages, dice: random.Random) -> None:
    page = dice.choice(pages)
    page.notes[dice.choice([*page.cells] or [(1, 1)])] = "Please check with Anna."


def draw_a_box(pages: Pages, dice: random.Random) -> None:
    dice.choice(pages).boxes[dice.randint(1, 20), dice.randint(1, 8)] = "See the diagram."


def leave_a_formula(pages: Pages, dice: random.Random) -> None:
    """A formula whose value the program did not keep, or kept."""
    page = dice.choice(pages[1:])
    typed = [place for place in page.cells if place in ENTRIES.get(page.name, ())]
    if typed:
        page.formulas[dice.choice(typed)] = '="Ye"&"s"'


def add_a_sheet(pages: Pages, dice: random.Random) -> None:
    cells = {(dice.randint(1, 9), dice.randint(1, 5)): dice.choice(STRAY)} if dice.random() < 0.6 else {}
    fresh = Page(f"Sheet{len(pages)}", cells, hidden=dice.random() < 0.3)
    pages.insert(dice.randint(0, len(pages)), fresh) if not fresh.hidden else pages.append(fresh)


def rename_and_hide(pages: Pages, dice: random.Random) -> None:
    page = dice.choice(pages)
    known = ENTRIES.get(page.name, frozenset())
    page.name, page.hidden = f"Tab {dice.randint(0, 10**6)}", dice.random() < 0.3
    ENTRIES[page.name] = known


def drop_a_sheet_without_answers(pages: Pages, dice: random.Random) -> None:
    page = dice.choice([pages[0], *pages[2:]])
    if len(pages) > 1 and not any(place in page.cells for place in ENTRIES.get(page.name, ())):
        pages.remove(page)
    while len(pages) < 3:
        pages.append(Page(f"Blank {len(pages)}", {}))


def wear_texts(pages: Pages, dice: random.Random) -> None:
    """Spaces, case and width change as they do on the way through other programs."""
    page = dice.choice(pages[1:])
    for place in dice.sample([*page.cells], min(len(page.cells), 8)):
        text = page.cells[place]
        wearings: Mapping[str, str] = {
            "case": text.upper(),
            "nbsp": text.replace(" ", "\u00a0"),
            "zwsp": f"\u200b{text}",
            "space": f"  {text} ",
            "stop": f"{text}." if text in ("Yes", "No") else text,
        }
        if place not in ENTRIES.get(page.name, ()) or text in ("Yes", "No", "Don't know", "Does not apply"):
            page.cells[place] = wearings[dice.choice([*wearings])]


EDITS = tuple(
    value
    for name, value in list(globals().items())
    if callable(value) and getattr(value, "__module__", "") == __name__ and name not in ("Page", "pages_of", "written")
    and not name.startswith("_")
)  # fmt: skip
ENTRIES: dict[str, frozenset[Place]] = {}
"""The cells to type in of each sheet of the workbook that is edited."""


def entries(rows: int) -> dict[str, frozenset[Place]]:
    """Where a workbook with so many rows under the headings of a respondent is to be typed in."""
    company = [(row, 3) for row in range(5, 10)] + [(row, at) for row in range(12, 42) for at in (3, 4, 5)]
    company += [(row, at) for row in range(44, 54) for at in (3, 4, 5, 6)]
    respondent = [(4, 3)] + [(row, at) for row in range(6, 6 + rows) for at in (5, 6, 7)]
    return {"Company": frozenset(company)} | {
        f"Respondent {number}": frozenset(respondent) for number in (1, 2, 3)
    }  # fmt: skip


def edited(workbook: bytes, rows: int, seed: int, times: int) -> tuple[bytes, list[str]]:
    """The workbook after some edits, and which."""
    dice = random.Random(seed)
    ENTRIES.clear()
    ENTRIES.update(entries(rows))
    pages, names = pages_of(workbook), []
    for _ in range(times):
        edit = dice.choice(EDITS)
        if len(pages) > 2:
            edit(pages, dice)
            names.append(edit.__name__)
    return written(pages), names
