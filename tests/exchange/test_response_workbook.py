"""A questionnaire filled in as a spreadsheet gives the same response as the file would."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraisal.core.errors import InvalidInput, TooLarge
from appraisal.exchange.questionnaire_xlsx import questionnaire_xlsx
from appraisal.exchange.response_json import parse_response
from appraisal.exchange.response_workbook import response_from_workbook
from appraisal.exchange.spreadsheet_text import plain
from appraisal.exchange.workbook import LIMIT, read_workbook
from bids import area, model, profile
from workbooks import filled, part, part_of, replaced

PROFILE = profile(model(area("AAA", 2), area("BBB", 2)), {"AAA": "fully", "BBB": "fully"})
EMPTY = questionnaire_xlsx(PROFILE)
COMPANY = {"C5": "northwind", "C6": "Northwind Services BV"}
FIRST = {"C4": "Service manager", "E7": "Yes", "E8": "No"}
"""Rows of a respondent's sheet: 4 the role, 6 area AAA, 7-12 its questions, 13 area BBB, 14-19 its questions."""


def document(workbook: bytes) -> dict[str, object]:
    data, _ = response_from_workbook("bid.xlsx", workbook, PROFILE)
    parse_response("bid.xlsx", data, PROFILE)
    result: dict[str, object] = json.loads(data)
    return result


def refusal(workbook: bytes) -> list[str]:
    with pytest.raises(InvalidInput) as refused:
        response_from_workbook("bid.xlsx", workbook, PROFILE)
    return refused.value.lines()


def test_the_same_profile_gives_the_same_bytes() -> None:
    assert questionnaire_xlsx(PROFILE) == EMPTY


def test_each_sheet_asks_what_the_profile_asks() -> None:
    sheets = read_workbook("empty.xlsx", EMPTY)

    assert [sheet.name for sheet in sheets] == ["Read me", "Company", "Respondent 1", "Respondent 2", "Respondent 3"]
    ids = [text for (row, column), text in sorted(sheets[2].cells.items()) if column == 1 and row > 5]
    expected: list[str] = []
    for each in PROFILE.areas:
        expected += [f"area:{each.id}", *(question.id for _, question in each.questions())]
    assert ids == expected


def test_there_is_a_sheet_for_each_respondent_that_is_asked_for() -> None:
    wanted = replace(PROFILE, method=replace(PROFILE.method, min_respondents=5))

    sheets = read_workbook("empty.xlsx", questionnaire_xlsx(wanted))

    assert [sheet.name for sheet in sheets][2:] == [f"Respondent {number}" for number in range(1, 6)]


def test_a_filled_in_workbook_is_the_response(tmp_path: Path) -> None:
    workbook = filled(
        EMPTY,
        {
            "Company": {
                **COMPANY, "C7": "Workplace services", "C8": "Utrecht; Breda ", "C9": "2026",
                "C12": "Handbook", "D12": "https://example.org/h", "E12": "AB" * 32, "C15": "Plan",
            },
            "Respondent 1": {**FIRST, "F8": "Planned for\nspring", "G8": "e1, E4", "E9": "Does not apply"},
            "Respondent 3": {"C4": "Engineer", "E13": "Not my area", "E7": "Don't know", "E8": "YES "},
        },
    )  # fmt: skip

    assert document(workbook) == {
        "format": "appraisal-response/1",
        "supplier": {"id": "northwind", "name": "Northwind Services BV"},
        "model": PROFILE.model.id,
        "profile": PROFILE.id,
        "evidence": [
            {"id": "e1", "title": "Handbook", "uri": "https://example.org/h", "sha256": "ab" * 32},
            {"id": "e4", "title": "Plan"},
        ],
        "scope": {"unit": "Workplace services", "sites": ["Utrecht", "Breda"], "period": "2026"},
        "respondents": [
            {
                "id": "r1",
                "role": "Service manager",
                "answers": {
                    "AAA-Q1": "yes",
                    "AAA-Q2": {"answer": "no", "comment": "Planned for\nspring", "evidence": ["e1", "e4"]},
                    "AAA-Q3": "na",
                },
            },
            {"id": "r2", "role": "Engineer", "areas": ["AAA"], "answers": {"AAA-Q1": "dk", "AAA-Q2": "yes"}},
        ],
    }


def test_commitments_are_typed_on_the_company_sheet() -> None:
    typed = {"C44": "Name an owner.", "D44": "AAA", "E44": "2027-06-30", "F44": "AAA-Q2; AAA-Q3"}
    whole = {"C46": "Review it\neach year.", "D46": "BBB", "E46": "2027-12-31"}
    workbook = filled(EMPTY, {"Company": {**COMPANY, **typed, **whole}, "Respondent 1": FIRST})

    assert document(workbook)["commitments"] == [
        {"id": "c1", "area": "AAA", "questions": ["AAA-Q2", "AAA-Q3"], "by": "2027-06-30", "text": "Name an owner."},
        {"id": "c3", "area": "BBB", "by": "2027-12-31", "text": "Review it\neach year."},
    ]


def test_what_is_wrong_with_a_commitment_is_told_at_its_cell() -> None:
    typed = {"D44": "CCC", "E44": "30-6-2027", "C45": "Do it.", "D45": "AAA", "E45": "2027-06-30", "F45": "BBB-Q1"}

    assert refusal(filled(EMPTY, {"Company": {**COMPANY, **typed}, "Respondent 1": FIRST})) == [
        "bid.xlsx: Company!C44: is empty; expected a text",
        "bid.xlsx: Company!D44: 'CCC' is not an area of this questionnaire; expected the id of one of its areas",
        "bid.xlsx: Company!E44: '30-6-2027' is not a day; expected one such as 2027-06-30",
        "bid.xlsx: Company!F45: 'BBB-Q1' is not a question of AAA; expected its ids",
    ]


def test_blanks_stay_blank() -> None:
    [respondent] = document(filled(EMPTY, {"Company": COMPANY, "Respondent 1": FIRST}))["respondents"]  # type: ignore[misc, attr-defined]

    assert respondent["answers"] == {"AAA-Q1": "yes", "AAA-Q2": "no"}


def test_everything_that_is_wrong_is_told_at_once_cell_by_cell() -> None:
    workbook = filled(
        EMPTY,
        {
            "Company": {"C5": "north wind", "D12": "https://example.org", "C13": "Plan", "E13": "abc"},
            "Respondent 1": {"E7": "Maybe", "E8": "Yes", "G8": "e9"},
            "Respondent 2": {
                "C4": "Engineer",
                "F7": "only a comment",
                "E13": "Not my area",
                "E14": "Yes",
                "E6": "Ours",
            },
        },
    )

    assert refusal(workbook) == [
        "bid.xlsx: Company!C5: 'north wind' cannot be an id; "
        "expected letters, digits, '.', '_' and '-', first a letter or digit",
        "bid.xlsx: Company!C6: is empty; expected a text",
        "bid.xlsx: Company!C12: is empty; expected a title of the evidence",
        "bid.xlsx: Company!E13: 'abc' is not a SHA-256; expected 64 digits and letters a-f",
        "bid.xlsx: Respondent 1!C4: is empty; expected the respondent's role",
        "bid.xlsx: Respondent 1!E7: 'Maybe' is not an answer; expected Yes, No, Does not apply or Don't know",
        "bid.xlsx: Respondent 1!G8: 'e9' is not in the list of evidence; "
        "expected numbers from the company's sheet, such as e1",
        "bid.xlsx: Respondent 2!E6: 'Ours' is not a choice; expected “I answer for this area” or “Not my area”",
        "bid.xlsx: Respondent 2!E7: is empty beside a comment or evidence; "
        "expected Yes, No, Does not apply or Don't know",
        "bid.xlsx: Respondent 2!E14: is answered, though BBB is marked as “Not my area”; "
        "expected answers in the respondent's own areas only",
    ]


def test_a_respondent_without_any_area_is_refused() -> None:
    none_mine = {"C4": "Engineer", "E6": "Not my area", "E13": "not my area"}

    assert refusal(filled(EMPTY, {"Company": COMPANY, "Respondent 1": FIRST, "Respondent 2": none_mine})) == [
        "bid.xlsx: Respondent 2!C4: every area is marked as “Not my area”; expected at least one other"
    ]


def test_a_workbook_that_nobody_answered_is_refused() -> None:
    assert refusal(filled(EMPTY, {"Company": COMPANY})) == [
        "bid.xlsx: nobody has answered; expected a respondent's sheet with answers in it"
    ]


def test_a_workbook_of_another_profile_is_refused() -> None:
    other = questionnaire_xlsx(replace(PROFILE, id="other"))

    lines = refusal(filled(other, {"Company": COMPANY, "Respondent 1": FIRST}))

    assert lines == [
        f"bid.xlsx: Company!C2: is for the profile 'other'; expected {PROFILE.id}",
        f"bid.xlsx: Respondent 1!C2: is for the profile 'other'; expected {PROFILE.id}",
    ]


def test_sheets_may_be_renamed_moved_and_copied() -> None:
    answered = filled(EMPTY, {"Company": COMPANY, "Respondent 1": FIRST})
    copied = replaced(answered, {part_of("Respondent 3"): part(answered, part_of("Respondent 1")).encode()})
    book = part(copied, "xl/workbook.xml").replace("Respondent 1", "Ann & co".replace("&", "&amp;"))

    respondents = document(replaced(copied, {"xl/workbook.xml": book.encode()}))["respondents"]

    assert [(each["id"], each["role"]) for each in respondents] == [  # type: ignore[attr-defined]
        ("r1", "Service manager"),
        ("r2", "Service manager"),
    ]


def test_rows_may_stand_in_another_order() -> None:
    answered = filled(EMPTY, {"Company": COMPANY, "Respondent 1": FIRST})
    xml = part(answered, part_of("Respondent 1"))
    swapped = xml
    for column in "ABCDEFG":
        swapped = (
            swapped.replace(f'"{column}7"', '"*"')
            .replace(f'"{column}19"', f'"{column}7"')
            .replace('"*"', f'"{column}19"')
        )

    assert document(replaced(answered, {part_of("Respondent 1"): swapped.encode()})) == document(answered)


def test_a_row_that_stands_twice_is_refused() -> None:
    answered = filled(EMPTY, {"Company": COMPANY, "Respondent 1": {**FIRST, "A9": "AAA-Q1"}})

    assert refusal(answered) == [
        "bid.xlsx: Respondent 1!A9:C9: stands in a row whose id, number and text do not belong together; expected each "
        "row once and as it was handed out; rows may be moved only whole, hidden columns included"
    ]


def test_a_whole_row_that_stands_twice_is_refused() -> None:
    answered = filled(EMPTY, {"Company": COMPANY, "Respondent 1": FIRST})
    xml = part(answered, part_of("Respondent 1"))
    seventh = re.search(r'<row r="7".*?</row>', xml)
    assert seventh
    copied = seventh[0].replace('r="7"', 'r="30"').replace('7"', '30"')

    twice = replaced(answered, {part_of("Respondent 1"): xml.replace("</sheetData>", copied + "</sheetData>").encode()})

    assert refusal(twice) == [
        "bid.xlsx: Respondent 1!A30:C30, E30: stands in a row that is there twice; "
        "expected each row once and as it was "
        "handed out; rows may be moved only whole, hidden columns included"
    ]


def test_an_id_of_another_questionnaire_is_refused() -> None:
    answered = filled(EMPTY, {"Company": COMPANY, "Respondent 1": {**FIRST, "A9": "ZZZ-Q1"}})

    assert refusal(answered) == [
        "bid.xlsx: Respondent 1!A9:C9: stands in a row whose id, number and text do not belong together; expected each "
        "row once and as it was handed out; rows may be moved only whole, hidden columns included"
    ]


@pytest.mark.parametrize("payload", ["=1+1", '=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1"])
def test_no_text_of_a_profile_becomes_a_formula(payload: str) -> None:
    hostile = replace(PROFILE, title=payload, service=payload)
    workbook = questionnaire_xlsx(hostile)

    formulas = [
        name for name in zipfile.ZipFile(io.BytesIO(workbook)).namelist() if f"<f>{payload}" in text_of(workbook, name)
    ]

    assert formulas == []
    assert read_workbook("q.xlsx", workbook)[0].text(1, 2) == plain(payload).strip()


def text_of(workbook: bytes, name: str) -> str:
    return part(workbook, name)


def test_control_characters_are_left_out_of_cells() -> None:
    assert plain("a\x00b\x1b[2Jc\u202ed\ne") == "ab[2Jcd\ne"
    assert len(plain("x" * 40_000)) == 32_767


def test_typed_text_is_only_text_whatever_it_begins_with() -> None:
    workbook = filled(EMPTY, {"Company": COMPANY, "Respondent 1": {**FIRST, "F7": "=cmd|'/c calc'!A1"}})

    [respondent] = document(workbook)["respondents"]  # type: ignore[misc, attr-defined]

    assert respondent["answers"]["AAA-Q1"] == {"answer": "yes", "comment": "=cmd|'/c calc'!A1"}


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice: apt-get install libreoffice-calc")
def test_libreoffice_keeps_what_was_typed_and_what_is_hidden(tmp_path: Path) -> None:
    answered = filled(EMPTY, {"Company": COMPANY, "Respondent 1": {**FIRST, "F8": "Planned for\nspring"}})
    (tmp_path / "bid.xlsx").write_bytes(answered)
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    arguments = [
        "soffice",
        home,
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        "out",
        "bid.xlsx",
    ]

    subprocess.run(arguments, cwd=tmp_path, check=True, capture_output=True, timeout=120)

    saved = (tmp_path / "out" / "bid.xlsx").read_bytes()
    assert document(saved) == document(answered)
    sheet = part(saved, part_of("Respondent 1"))
    assert "sheetProtection" in sheet
    assert "dataValidation" in sheet
    assert 'hidden="true"' in sheet


SHEET = "xl/worksheets/sheet3.xml"
HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = "</sheetData></worksheet>"


def test_a_cell_at_the_far_end_of_a_sheet_costs_nothing() -> None:
    far = HEAD + '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>' + TAIL

    [sheet] = [
        each for each in read_workbook("q.xlsx", replaced(EMPTY, {SHEET: far.encode()})) if each.name == "Respondent 1"
    ]

    assert sheet.cells == {(1_048_576, 16_384): "x"}


@pytest.mark.parametrize(
    "xml",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + HEAD + TAIL,
        '<!DOCTYPE x SYSTEM "file:///etc/passwd">' + HEAD + TAIL,
        "<a>" * 100 + "</a>" * 100,
        HEAD + "<c/>" * 500_001 + TAIL,
        HEAD + '<row><c r="A0x"/></row>' + TAIL,
        HEAD + '<c r="A1" t="s"><v>99999</v></c>' + TAIL,
        HEAD + '<c r="A1"><v>seven</v></c>' + TAIL,
        HEAD,
        "",
        '<?xml version="1.0" encoding="no-such"?><a/>',
    ],
    ids=["entities", "external", "deep", "many", "place", "shared", "number", "cut", "empty", "encoding"],
)
def test_a_hostile_or_damaged_sheet_is_refused(xml: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_workbook("q.xlsx", replaced(EMPTY, {SHEET: xml.encode()}))

    assert str(refused.value) == (
        "q.xlsx: is not a workbook; expected an XLSX, ODS or XLS file, or a sheet of it as CSV"
    )


def test_a_workbook_without_its_parts_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "x")

    for data in (out.getvalue(), b"", b"PK\x03\x04", b"{}"):
        with pytest.raises(InvalidInput):
            response_from_workbook("q.xlsx", data, PROFILE)


def test_a_workbook_that_is_too_large_is_refused_unread() -> None:
    with pytest.raises(TooLarge):
        read_workbook("q.xlsx", bytes(LIMIT + 1))


def test_a_workbook_that_unpacks_to_much_is_refused() -> None:
    with pytest.raises(InvalidInput) as refused:
        read_workbook("q.xlsx", replaced(EMPTY, {"xl/media/image1.png": bytes(65 * 2**20)}))

    assert "unpacks to more than 200 times its packed size" in str(refused.value)


@given(st.binary(max_size=60), st.integers(min_value=0))
def test_whatever_is_changed_in_a_workbook_it_is_read_or_refused(noise: bytes, place: int) -> None:
    xml = part(EMPTY, SHEET).encode()
    place %= len(xml)
    workbook = replaced(EMPTY, {SHEET: xml[:place] + noise + xml[place + len(noise) :]})

    for data in (noise, workbook):
        with pytest.raises(InvalidInput):
            response_from_workbook("bid.xlsx", data, PROFILE)


@given(st.text(max_size=40))
def test_whatever_is_typed_comes_back_or_is_refused(text: str) -> None:
    typed = plain(text)
    workbook = filled(EMPTY, {"Company": COMPANY, "Respondent 1": {**FIRST, "F7": typed}})

    try:
        [respondent] = document(workbook)["respondents"]  # type: ignore[misc, attr-defined]
    except InvalidInput as error:
        assert error.problems
    else:
        answer = respondent["answers"]["AAA-Q1"]
        assert answer == ({"answer": "yes", "comment": typed.strip()} if typed.strip() else "yes")
