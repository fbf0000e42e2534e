"""`appraisal response`: templates that are accepted as they are, and checks that say what is missing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from appraisal.cli.main import run
from appraisal.exchange.bundled_profiles import bundled_profile_ids
from files import response, write_json, write_profile
from workbooks import filled


@pytest.mark.parametrize("profile", bundled_profile_ids())
def test_the_template_of_every_bundled_profile_is_a_valid_response(
    profile: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "template.json"

    made = run(["response", "template", profile, "--out", str(target)])
    checked = run(["response", "check", profile, str(target)])

    assert (made, checked) == (0, 0)
    assert capsys.readouterr().out.startswith(f"{target}: valid, Your company, 3 respondents, ")


def test_the_template_can_be_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["response", "template", "service-desk", "--out", "-"]) == 0

    assert json.loads(capsys.readouterr().out)["format"] == "appraisal-response/1"


def test_a_check_says_what_is_missing_area_by_area(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    profile = write_profile(tmp_path)
    bid = write_json(tmp_path, response("northwind", SRI="yyd-yyy"))

    assert run(["response", "check", profile, bid]) == 0

    assert capsys.readouterr().out.replace(f"{tmp_path}/", "").splitlines() == [
        "northwind.json: valid, Northwind BV, 1 respondent, 14 answers to 15 questions",
        "northwind.json: SRI: 1 unanswered; 1 don't know",
    ]


def test_good_files_are_told_and_bad_ones_refused_in_one_go(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    profile = write_profile(tmp_path)
    good, bad = write_json(tmp_path, response("northwind")), write_json(tmp_path, {**response("contoso"), "model": "x"})

    code = run(["response", "check", profile, bad, good])

    streams = capsys.readouterr()
    assert code == 3
    assert "valid, Northwind BV" in streams.out
    assert len(streams.err.splitlines()) == 1


def test_an_empty_spreadsheet_comes_back_as_nobody_has_answered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "questionnaire.xlsx"
    run(["response", "template", "service-desk", "--out", str(book)])

    code = run(["response", "check", "service-desk", str(book)])

    assert code == 3
    assert str(book) in capsys.readouterr().err


def test_a_filled_in_spreadsheet_is_ranked_like_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    profile, book = write_profile(tmp_path), tmp_path / "bid.xlsx"
    run(["response", "template", profile, "--out", str(book)])
    answers = {"C4": "Service manager", **{f"E{row}": "Yes" for row in [*range(7, 14), *range(15, 23)]}}
    cells = {"Company": {"C5": "northwind", "C6": "Northwind BV"}, "Respondent 1": answers}
    book.write_bytes(filled(book.read_bytes(), cells))

    code = run(["compare", profile, str(book), "--json", "-"])

    (supplier,) = json.loads(capsys.readouterr().out)["suppliers"]
    assert code == 0
    assert (supplier["id"], supplier["rank"], supplier["fit"]["low"]) == ("northwind", 1, "100")


def test_a_template_never_overwrites_what_may_be_filled_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bid = write_json(tmp_path, response("northwind"))
    before = Path(bid).read_bytes()

    code = run(["response", "template", "service-desk", "--out", bid])

    assert code == 6
    assert Path(bid).read_bytes() == before
