"""`appraisal model` on the terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from appraisal.cli.main import run
from appraisal.exchange.model_toml import load_model, parse_model
from small_model import as_bytes, small_area, small_model


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command that succeeds prints."""
    code = run(["model", *arguments])
    streams = capsys.readouterr()
    assert (code, streams.err) == (0, "")
    return streams.out


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str]]:
    """The exit code and the lines of a refusal."""
    code = run(["model", *arguments])
    return code, capsys.readouterr().err.splitlines()


def test_list_names_the_models_and_the_crosswalks(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, "list") == (
        "cmmi-svc                 CMMI for Services 1.3: 24 areas, 53 goals, 469 questions\n"
        "it-service-cmm           IT Service CMM: 22 areas, 64 goals, 152 questions\n"
        "\n"
        "Crosswalks\n"
        "it-service-cmm-itil      IT Service CMM and ITIL v2\n"
        "itil-cmmi-svc            ITIL v3 and CMMI for Services\n"
        "it-service-cmm-cmmi-svc  IT Service CMM and CMMI for Services\n"
    )


def test_show_is_readable_at_80_columns_and_names_every_area_and_question(capsys: pytest.CaptureFixture[str]) -> None:
    model = load_model("it-service-cmm")

    lines = printed(capsys, "show", "it-service-cmm").splitlines()

    assert max(len(line) for line in lines) < 80
    words = {word for line in lines for word in line.split()}
    assert {area.id for area in model.areas} | model.area_of_question.keys() <= words
    assert "LEVEL 3  Defined: indicated when every area up to it is fully" in lines
    assert "    ITIL: Service Desk, Incident Management" in lines
    assert "    SRI-G1  The handling of events is planned. [R]" in lines


def test_show_as_json_is_a_file_that_gives_the_same_model(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "show", "cmmi-svc", "--json")

    assert list(json.loads(text)) == [
        "format", "id", "title", "version", "note", "levels", "ratings", "staging", "groups", "areas",
    ]  # fmt: skip
    assert parse_model("again.json", text.encode()) == load_model("cmmi-svc")


def test_show_takes_the_path_of_a_model_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "own.json"
    file.write_bytes(as_bytes(small_model()))

    assert printed(capsys, "show", str(file)).splitlines()[:2] == [
        "Small model (small, version 1)",
        "2 areas, 2 goals, 4 questions",
    ]


def test_an_unknown_model_or_crosswalk_is_not_found(capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(capsys, "show", "itil") == (
        4,
        [
            "appraisal: itil: there is no such model; expected cmmi-svc or it-service-cmm, "
            "or the path of a .toml or .json file"
        ],
    )
    assert refused(capsys, "crosswalk", "cobit")[0] == 4
    assert refused(capsys, "check", "no-such-file.toml")[0] == 4


def test_check_reports_every_problem_of_every_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    good, bad, worse = (tmp_path / f"{name}.json" for name in ("good", "bad", "worse"))
    good.write_bytes(as_bytes(small_model()))
    bad.write_bytes(as_bytes(small_model() | {"title": ""}))
    worse.write_bytes(as_bytes(small_model() | {"id": 1, "areas": [small_area("AA", 9)]}))

    code = run(["model", "check", str(good), str(bad), str(worse)])

    streams = capsys.readouterr()
    digest = load_model(str(good), Path()).digest
    assert code == 3
    assert streams.out == f"{good}: valid, 2 areas, 2 goals, 4 questions, {digest}\n"
    assert streams.err.splitlines() == [
        f"appraisal: {bad}: title: is empty; expected a text",
        f"appraisal: {worse}: id: is a whole number; expected a text",
        f"appraisal: {worse}: areas.AA.level: 9 is out of range; expected a whole number from 2 to 5",
    ]


def test_crosswalk_shows_what_an_area_is_elsewhere(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "crosswalk", "it-service-cmm")

    assert max(len(line) for line in text.splitlines()) < 80
    assert "SRI  Service Request and Incident Management\n    -> Service Desk\n    -> Incident Management\n" in text
    assert (
        "SRI  Service Request and Incident Management\n"
        "    -> IRP-SG1  in Incident Resolution and Prevention\n"
        "    -> IRP-SG2  in Incident Resolution and Prevention\n"
        "    -> SD-SP2.3  in Service Delivery\n"
        "    -> SD-SP3.1  in Service Delivery\n"
        "       Fit: good. The levels differ: SRI is on level 2, IRP on level 3.\n" in text
    )
    assert "FSM  Financial IT Service Management\n    -> (no counterpart)\n" in text
