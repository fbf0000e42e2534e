"""`appraisal compare` from files to terminal, JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from appraisal.cli.main import run
from appraisal.demo.tenders import TENDERS, example_tender
from appraisal.exchange.schemas import schema_text
from files import PROFILE, findings, response, write_json, write_profile


@pytest.fixture
def profile(tmp_path: Path) -> str:
    return write_profile(tmp_path)


@pytest.fixture
def bids(tmp_path: Path) -> list[str]:
    documents = [
        response("northwind", SUB="nyyyyyyy"),
        response("contoso", SRI="yydyyyy"),
        response("fabrikam", SRI="nyyyyyy"),
    ]
    return [write_json(tmp_path, document) for document in documents]


def compared(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    assert run(["compare", *arguments, "--json", "-"]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_terminal_shows_ranking_heat_map_and_recommendation(
    profile: str, bids: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["compare", profile, *bids]) == 0

    out = capsys.readouterr().out
    lines = [line.rstrip() for line in out.splitlines()]
    assert max(len(line) for line in lines) <= 80
    assert "\x1b[" not in out
    assert "Northwind BV" in out
    assert "C misses Service Request and Incident Management" in lines
    assert "Recommendation: Northwind BV qualifies and ranks first" in out.replace("\n", " ")


@pytest.mark.parametrize("tender", TENDERS)
def test_the_terminal_says_in_ten_lines_how_firm_the_ranking_is(
    tender: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    example = example_tender(tender)
    files = [tmp_path / f"{name}.json" for name in example.responses]
    for file, data in zip(files, example.responses.values(), strict=True):
        file.write_bytes(data)

    assert run(["compare", example.profile, *map(str, files)]) == 0

    section = capsys.readouterr().out.split("How firm is this?")[1].split("\n\n")[0].split("All figures")[0]
    lines = [line.rstrip() for line in section.splitlines()]
    assert len(lines[: lines.index("")] if "" in lines else lines) <= 10
    assert re.match(r"  10,000 draws, seed \d+", lines[0])
    assert "stays first unless at least" in lines[1]


@pytest.mark.parametrize("count", [2, 5, 8])
def test_the_terminal_fits_eighty_columns_with_many_bidders(
    count: int, tmp_path: Path, profile: str, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [write_json(tmp_path, response(f"supplier-number-{n}-with-a-long-name")) for n in range(count)]

    assert run(["compare", profile, *files]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    assert any(line.split()[-count:] == list("ABCDEFGH"[:count]) for line in lines)


def test_the_json_holds_exact_figures_in_the_order_of_the_format(
    profile: str, bids: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    document = compared(capsys, profile, *bids)

    suppliers = document["suppliers"]
    jsonschema.validate(document, json.loads(schema_text("comparison")))
    assert list(document) == ["format", "profile", "method", "suppliers", "basis", "recommendation", "robustness"]
    assert [(s["id"], s["rank"], s["eligibility"]) for s in suppliers] == [
        ("northwind", 1, "meets"),
        ("contoso", 2, "unclear"),
        ("fabrikam", None, "fails"),
    ]
    assert suppliers[0]["fit"] == {"low": "765/8", "high": "765/8", "low_decimal": 95.63, "high_decimal": 95.63}
    assert suppliers[0]["areas"][1]["points"] == "165/8"


def test_standard_output_holds_the_json_alone(profile: str, bids: list[str]) -> None:
    command = [sys.executable, "-m", "appraisal", "compare", profile, *bids, "--json", "-"]

    result = subprocess.run(command, capture_output=True, check=True)

    assert result.stderr == b""
    assert json.loads(result.stdout)["format"] == "appraisal-comparison/1"


def test_a_rerun_and_another_order_of_files_give_the_same_bytes(
    profile: str, bids: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = tmp_path / "one.json", tmp_path / "two.json"

    codes = [
        run(["compare", profile, *bids, "--json", str(one)]),
        run(["compare", profile, *bids[::-1], "--json", str(two)]),
    ]

    assert codes == [0, 0]
    assert one.read_bytes() == two.read_bytes()


def test_findings_replace_claims_and_make_the_basis_verified(
    profile: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bid = write_json(tmp_path, response("northwind", SRI="nnnnnnn"))
    found = write_json(tmp_path, findings("northwind", "L"))

    document = compared(capsys, profile, bid, "--findings", found)

    assert document["basis"] == "verified"
    assert document["suppliers"][0]["fit"]["low"] == "100"
    assert document["suppliers"][0]["findings_digest"].startswith("sha256:")


def test_the_csv_has_a_line_for_each_supplier_and_area_and_no_formulas(profile: str, tmp_path: Path) -> None:
    bad = response("evil")
    bad["supplier"] = {"id": "evil", "name": "=HYPERLINK(1)"}
    target = tmp_path / "out.csv"

    assert run(["compare", profile, write_json(tmp_path, bad), "--csv", str(target)]) == 0

    rows = list(csv.DictReader(io.StringIO(target.read_text("utf-8-sig"))))
    assert [(row["supplier"], row["name"], row["area"], row["points"]) for row in rows] == [
        ("evil", "'=HYPERLINK(1)", "SRI", "75.00"),
        ("evil", "'=HYPERLINK(1)", "SUB", "25.00"),
    ]


def test_a_what_if_shows_both_rankings_and_changes_no_file(
    profile: str, bids: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain, changed = tmp_path / "plain.json", tmp_path / "changed.json"
    run(["compare", profile, *bids, "--json", str(plain)])
    capsys.readouterr()

    code = run(["compare", profile, *bids, "--json", str(changed), "--what-if", "unknown=ignore"])

    out = capsys.readouterr().out
    assert code == 0
    assert plain.read_bytes() == changed.read_bytes()
    assert "What if unknown=ignore? Not the official ranking." in out


@pytest.mark.parametrize(
    "change", ["weight:XXX=2", "weight:SRI=0", "weight:SRI=-1", "weight:SRI=nan", "colour=red", "weight:SRI"]
)
def test_a_bad_what_if_is_one_clear_line(
    change: str, profile: str, bids: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "out.json"

    code = run(["compare", profile, *bids, "--json", str(target), "--what-if", change])

    streams = capsys.readouterr()
    assert (code, streams.out, target.exists()) == (3, "", False)
    assert len(streams.err.splitlines()) == 1
    assert streams.err.startswith(f"appraisal: --what-if: {change}: ")


def test_a_profile_can_bring_its_own_model(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["model", "show", "it-service-cmm", "--json"]) == 0
    (tmp_path / "own.json").write_text(capsys.readouterr().out, "utf-8")
    own = write_profile(tmp_path, PROFILE.replace('"it-service-cmm"', '"own.json"'))

    document = compared(capsys, own, write_json(tmp_path, response("northwind")))

    assert document["profile"]["model"] == "it-service-cmm"


def test_a_missing_file_is_not_found(profile: str, capsys: pytest.CaptureFixture[str]) -> None:
    codes = [run(["compare", profile, "nowhere.json"]), run(["compare", "no-such-profile", "x.json"])]

    assert codes == [4, 4]
    assert len(capsys.readouterr().err.splitlines()) == 2


@pytest.mark.parametrize("second", ["out.json", "./out.json", "folder/../out.json"])
def test_one_file_cannot_be_two_outputs(
    second: str, profile: str, bids: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "folder").mkdir()
    first, other = str(tmp_path / "out.json"), f"{tmp_path}/{second}"

    codes = [
        run(["compare", profile, *bids, "--json", first, "--csv", other]),
        run(["compare", profile, *bids, "--json", "-", "--csv", "-"]),
    ]

    assert codes == [2, 2]
    assert not (tmp_path / "out.json").exists()


def test_an_input_is_never_overwritten(
    profile: str, bids: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = [Path(name).read_bytes() for name in (profile, *bids)]

    codes = [run(["compare", profile, *bids, "--json", name]) for name in (profile, *bids)]

    assert codes == [2] * 4
    assert [Path(name).read_bytes() for name in (profile, *bids)] == before
    assert len(capsys.readouterr().err.splitlines()) == 4


def test_a_name_that_the_terminal_cannot_show_stops_nothing(profile: str, tmp_path: Path) -> None:
    document = response("northwind")
    document["supplier"] = {"id": "northwind", "name": "北風 é"}
    command = [sys.executable, "-m", "appraisal", "compare", profile, write_json(tmp_path, document)]

    results = [
        subprocess.run(command, capture_output=True, env={**os.environ, "PYTHONIOENCODING": encoding})
        for encoding in ("ascii", "cp1252", "utf-8")
    ]

    assert [(result.returncode, result.stderr) for result in results] == [(0, b"")] * 3


def test_missing_and_bad_files_are_told_together(
    profile: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = write_json(tmp_path, {**response("contoso"), "model": "x"})

    code = run(["compare", profile, "nowhere.json", bad])

    lines = capsys.readouterr().err.splitlines()
    assert code == 3
    assert [line.split(": ")[1] for line in lines] == ["nowhere.json", bad]


def test_a_wrong_call_is_one_line_too(capsys: pytest.CaptureFixture[str]) -> None:
    codes = [run(["compare"]), run(["compare", "p", "r", "--colour"]), run(["nonsense"])]

    lines = capsys.readouterr().err.splitlines()
    assert codes == [2, 2, 2]
    assert lines == [
        "appraisal: Missing argument 'PROFILE'; see appraisal compare --help",
        "appraisal: No such option '--colour'; see appraisal compare --help",
        "appraisal: No such command 'nonsense'; see appraisal --help",
    ]


def test_a_what_if_is_shown_even_when_standard_output_holds_a_file(
    profile: str, bids: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["compare", profile, *bids, "--json", "-", "--what-if", "unknown=ignore"]) == 0

    streams = capsys.readouterr()
    assert json.loads(streams.out)["format"] == "appraisal-comparison/1"
    assert "Not the official ranking." in streams.err


def test_comparing_without_a_pdf_imports_neither_reportlab_nor_flask(profile: str, bids: list[str]) -> None:
    program = (
        "import sys; from appraisal.cli.main import run; run(sys.argv[1:]);"
        "sys.exit(any(name in sys.modules for name in ('reportlab', 'flask', 'pydantic', 'pikepdf')))"
    )

    assert (
        subprocess.run([sys.executable, "-c", program, "compare", profile, *bids], capture_output=True).returncode == 0
    )


def test_an_output_that_cannot_be_written_leaves_nothing_behind(
    profile: str, bids: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = tmp_path / "good.json"

    code = run(["compare", profile, *bids, "--json", str(good), "--csv", str(tmp_path / "no" / "folder.csv")])

    assert code == 3
    assert not good.exists()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
    assert "cannot be written" in capsys.readouterr().err


def test_a_letter_that_no_font_has_is_reported(
    profile: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = response("northwind")
    document["supplier"] = {"id": "northwind", "name": "北 BV"}
    target = tmp_path / "scorecard.pdf"

    code = run(["compare", profile, write_json(tmp_path, document), "--pdf", str(target)])

    assert code == 0
    assert target.read_bytes().startswith(b"%PDF")
    assert capsys.readouterr().err.splitlines() == [
        f"appraisal: {target}: the scorecard's fonts lack 北 (U+5317): a box with the code point stands for each"
    ]
