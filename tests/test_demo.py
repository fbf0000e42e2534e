"""`appraisal demo`: a newcomer's first command leaves every file, and the same files each time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from appraisal.cli.main import run
from appraisal.demo.tenders import TENDERS, example_tender


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "new" / "folder"
    assert run(["demo", str(folder)]) == 0
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("tender", TENDERS)
def test_each_tender_has_a_folder_with_its_inputs_and_outputs(demo: Path, tender: str) -> None:
    example = example_tender(tender)

    assert set(files(demo / tender)) == {
        "README.txt",
        "profile.toml",
        "comparison.json",
        "scorecard.pdf",
        *(f"responses/{supplier}.json" for supplier in example.responses),
        *(f"findings/{supplier}.json" for supplier in example.findings),
    }


def test_a_second_run_writes_the_same_bytes(demo: Path, tmp_path: Path) -> None:
    assert run(["demo", str(tmp_path)]) == 0

    assert files(tmp_path) == files(demo)


@pytest.mark.parametrize("tender", TENDERS)
def test_the_files_give_the_same_comparison_by_hand(demo: Path, tender: str, tmp_path: Path) -> None:
    folder = demo / tender
    again = tmp_path / "again.json"
    responses = sorted(str(path) for path in (folder / "responses").iterdir())

    assert run(["compare", str(folder / "profile.toml"), *responses, "--json", str(again)]) == 0
    assert json.loads(again.read_bytes()) == json.loads((folder / "comparison.json").read_bytes())


@pytest.mark.parametrize("tender", TENDERS)
def test_the_readme_names_every_bidder_and_fits_a_terminal(demo: Path, tender: str) -> None:
    text = (demo / tender / "README.txt").read_text("utf-8")
    names = [json.loads(data)["supplier"]["name"] for data in example_tender(tender).responses.values()]
    prose = [line for line in text.splitlines() if not line.startswith("  appraisal ")]

    assert [name for name in names if name not in " ".join(text.split())] == []
    assert max(map(len, prose)) <= 80


def test_the_terminal_tells_both_stories(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["demo", str(tmp_path)]) == 0
    told = " ".join(capsys.readouterr().out.split())

    assert [tender for tender in TENDERS if example_tender(tender).lesson not in told] == []
    assert told.count("ecommendation: ") == 2


def test_a_place_that_cannot_hold_a_folder_is_refused_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("mine")

    assert run(["demo", str(in_the_way / "demo")]) == 3
    assert "cannot be made" in capsys.readouterr().err
    assert files(tmp_path) == {"file": b"mine"}
