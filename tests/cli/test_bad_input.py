"""Bad input: a clear line for every problem, exit 3, and nothing written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from appraisal.cli.main import run
from files import PROFILE, findings, response, write_json, write_profile


def refused(capsys: pytest.CaptureFixture[str], tmp_path: Path, profile: str, *files: str) -> list[str]:
    """The lines of the refusal, without the program's name; asserts that nothing was written."""
    target = tmp_path / "out.json"
    code = run(["compare", profile, *files, "--json", str(target)])
    streams = capsys.readouterr()
    assert (code, streams.out, target.exists()) == (3, "", False)
    lines = streams.err.splitlines()
    assert all(line.startswith("appraisal: ") for line in lines)
    return [line.removeprefix("appraisal: ").replace(f"{tmp_path}/", "") for line in lines]


AREA = 'id = "SRI"'


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (AREA, 'id = "XYZ"', "profile.toml: area.XYZ.id: 'XYZ' is not an area of it-service-cmm; expected one of"),
        (
            '"fully"',
            '"often"',
            "profile.toml: area.SRI.required: 'often' is not a rating to ask for; expected partially",
        ),
        ('"fully"', '"not"', "profile.toml: area.SRI.required: 'not' is not a rating to ask for (the lowest rating"),
        ('"fully"', "0", "profile.toml: area.SRI.required: 0 is out of range; expected"),
        ('"fully"', "100.01", "profile.toml: area.SRI.required: 100.01 is out of range; expected"),
        ("weight = 3", "weight = 0", "profile.toml: area.SRI.weight: 0 is out of range; expected a number above 0"),
        (
            "weight = 3",
            "weight = -1.5",
            "profile.toml: area.SRI.weight: -1.5 is out of range; expected a number above 0",
        ),
        ("weight = 3", "weight = nan", "profile.toml: area.SRI.weight: is not a number"),
        ("weight = 3", 'weight = "3"', "profile.toml: area.SRI.weight: is a text; expected a number above 0"),
        ('id = "SUB"', AREA, "profile.toml: area.SRI.id: 'SRI' is used twice; expected each id once in the profile"),
        (
            'version = "1"',
            'version = "1"\nrequired_level = 7',
            "profile.toml: profile.required_level: 7 is out of range",
        ),
        ('version = "1"', "", "profile.toml: profile.version: is missing; expected a text"),
        ('version = "1"', 'version = "1"\ncolour = "red"', "profile.toml: profile.colour: is not a known key"),
        ('model = "it-service-cmm"', 'model = "itil"', "profile.toml: profile.model: 'itil' is not known; expected"),
        ("[[area]]", "[method]\nunknown = 'maybe'\n[[area]]", "profile.toml: method.unknown: 'maybe' is not allowed"),
        (
            "[[area]]",
            "[method]\nspecific_weight = 1\n[[area]]",
            "profile.toml: method.specific_weight: 1 is out of range",
        ),
        (
            'version = "1"',
            'version = "1"\nmay_be_na = ["SRI"]',
            "profile.toml: profile.may_be_na: lets every required area",
        ),
        (
            'version = "1"',
            'version = "1"\nmay_be_na = ["XYZ"]',
            "profile.toml: profile.may_be_na: 'XYZ' is not an area",
        ),
        ("[profile]", "[profile", "profile.toml: is not TOML"),
    ],
)
def test_a_bad_profile_is_refused(
    old: str, new: str, line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    profile = write_profile(tmp_path, PROFILE.replace(old, new, 1))

    lines = refused(capsys, tmp_path, profile, write_json(tmp_path, response("northwind")))

    assert [each[: len(line)] for each in lines] == [line]


def test_all_problems_of_a_profile_are_reported_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (
        PROFILE.replace("weight = 3", "weight = nan")
        .replace('"partially"', '"often"')
        .replace('title = "A desk"\n', "")
    )

    lines = refused(capsys, tmp_path, write_profile(tmp_path, text), write_json(tmp_path, response("northwind")))

    assert [line.split(": ")[1] for line in lines] == ["profile.title", "area.SRI.weight", "area.SUB.required"]


def changed(path: str, value: object) -> dict[str, object]:
    """A good response with the value at a dotted path replaced; list entries by number from 0."""
    document = response("northwind")
    document["evidence"] = [{"id": "e1", "title": "Handbook"}]
    *steps, last = path.split(".")
    place: object = document
    for step in steps:
        place = place[int(step) if isinstance(place, list) else step]  # type: ignore[index]
    place[int(last) if isinstance(place, list) else last] = value  # type: ignore[index]
    return document


FIRST = "respondents.0"


@pytest.mark.parametrize(
    ("path", "value", "line"),
    [
        (f"{FIRST}.answers.SRI-Q99", "yes", "respondents.r1.answers.SRI-Q99: is not a question of it-service-cmm"),
        (f"{FIRST}.answers.SRI-Q1", "maybe", "respondents.r1.answers.SRI-Q1: 'maybe' is not an answer; expected yes"),
        (f"{FIRST}.answers.SRI-Q1", True, "respondents.r1.answers.SRI-Q1: is true; expected yes, no, na or dk"),
        (f"{FIRST}.answers.SRI-Q1", {"comment": "x"}, "respondents.r1.answers.SRI-Q1.answer: is missing; expected yes"),
        (
            f"{FIRST}.answers.SRI-Q1",
            {"answer": "yes", "evidence": ["e9"]},
            "respondents.r1.answers.SRI-Q1.evidence: 'e9'",
        ),
        (f"{FIRST}.areas", [], "respondents.r1.areas: is empty; expected at least one area"),
        (f"{FIRST}.areas", ["XYZ", "SRI", "SUB"], "respondents.r1.areas: 'XYZ' is not an area of it-service-cmm"),
        (f"{FIRST}.role", "", "respondents.r1.role: is empty; expected a text"),
        ("respondents", [], "respondents: is empty; expected at least 1"),
        (f"{FIRST}.answers", {}, "respondents: no question is answered; expected at least one answer"),
        ("model", "cmmi-svc", "model: answers are on 'cmmi-svc'; expected it-service-cmm, the profile's model"),
        ("profile", "other", "profile: answers are for 'other'; expected desk, or no profile at all"),
        (
            "format",
            "appraisal-response/2",
            "format: 'appraisal-response/2' is not allowed; expected appraisal-response/1",
        ),
        ("evidence", [{"id": "e1", "title": "A"}, {"id": "e1", "title": "B"}], "evidence.e1.id: 'e1' is used twice"),
        ("evidence.0.sha256", "ABC", "evidence.e1.sha256: 'ABC' is not a SHA-256; expected 64 digits"),
        ("colour", "red", "colour: is not a known key; known are"),
        ("supplier.id", "a/b", "supplier.id: 'a/b' cannot be an id; expected letters"),
        ("supplier.name", "A\x1b[31m", "supplier.name: holds the control character U+001B"),
    ],
)
def test_a_bad_response_is_refused(
    path: str, value: object, line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write_json(tmp_path, changed(path, value), "bid.json")

    lines = refused(capsys, tmp_path, write_profile(tmp_path), file)

    assert [each[: len(line) + 10] for each in lines] == [f"bid.json: {line}"]


def test_an_answer_outside_the_own_areas_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = changed(f"{FIRST}.areas", ["SUB"])

    lines = refused(capsys, tmp_path, write_profile(tmp_path), write_json(tmp_path, document, "bid.json"))

    assert len(lines) == 7
    assert lines[0].startswith(
        "bid.json: respondents.r1.answers.SRI-Q1: area SRI is outside the respondent's own areas"
    )


def test_a_duplicate_respondent_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = response("northwind")
    document["respondents"] = [*document["respondents"], *document["respondents"]]  # type: ignore[misc]

    lines = refused(capsys, tmp_path, write_profile(tmp_path), write_json(tmp_path, document, "bid.json"))

    assert lines == [
        "bid.json: respondents.r1.id: 'r1' is used twice; expected each id once in the list of respondents"
    ]


def test_two_suppliers_with_one_id_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [write_json(tmp_path, response("northwind"), name) for name in ("one.json", "two.json")]

    lines = refused(capsys, tmp_path, write_profile(tmp_path), *files)

    assert len(lines) == 1
    assert lines[0].startswith("two.json: supplier.id: supplier northwind has another response in ")


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", "bid.json: is empty; expected a file with something in it"),
        (b"{}", "bid.json: format: is missing"),
        (b"[]", "bid.json: is a list; expected a table of named fields"),
        (b"\xff\xfe{}", "bid.json: is text in UTF-16 or UTF-32 (“Unicode”); expected UTF-8 text: save it again with"),
        (b"[" * 100_000, "bid.json: is nested too deeply"),
        (b'{"format": "appraisal-response/1", "format": "x"}', "bid.json: has the key 'format' more than once"),
        (b'{"format": NaN}', "bid.json: format: "),
        (b" " * (50 * 1024 * 1024), "bid.json: is too large; expected at most 16,384 KiB"),
    ],
    ids=["empty file", "empty table", "a list", "not UTF-8", "deep", "duplicate key", "NaN", "50 MB"],
)
def test_a_file_that_is_no_response_is_refused(
    data: bytes, line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bid.json").write_bytes(data)

    lines = refused(capsys, tmp_path, write_profile(tmp_path), str(tmp_path / "bid.json"))

    assert lines[0].startswith(line)


def test_the_problems_of_all_files_are_reported_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = write_json(tmp_path, changed("model", "x"), "one.json")
    two = write_json(tmp_path, {**response("contoso"), "colour": "red"}, "two.json")

    lines = refused(capsys, tmp_path, write_profile(tmp_path), one, two)

    assert [line.split(": ")[:2] for line in lines] == [["one.json", "model"], ["two.json", "colour"]]


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({"reason": " "}, "northwind-findings.json: findings.SRI-Q1.reason: is empty; expected a text"),
        ({"reason": None}, "northwind-findings.json: findings.SRI-Q1.reason: is null; expected a text"),
        (
            {"finding": "G"},
            "northwind-findings.json: findings.SRI-Q1.finding: 'G' is not allowed; expected F, L, P, N or NA",
        ),
        (
            {"evidence": ["e9"]},
            "northwind-findings.json: findings.SRI-Q1.evidence: 'e9' is not in the list of evidence",
        ),
    ],
)
def test_bad_findings_are_refused(
    change: dict[str, object], line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = findings("northwind")
    found["findings"]["SRI-Q1"].update(change)  # type: ignore[index]
    bid = write_json(tmp_path, response("northwind"))
    profile = write_profile(tmp_path)

    code = run(["compare", profile, bid, "--findings", write_json(tmp_path, found)])

    streams = capsys.readouterr()
    assert (code, streams.out) == (3, "")
    assert streams.err.replace(f"{tmp_path}/", "").startswith(f"appraisal: {line}")


def test_findings_need_the_response_of_their_supplier(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bid = write_json(tmp_path, response("northwind"))
    found = write_json(tmp_path, findings("contoso"))

    code = run(["compare", write_profile(tmp_path), bid, "--findings", found])

    assert code == 3
    assert "supplier: there is no response of 'contoso'; expected one of northwind" in capsys.readouterr().err


def test_a_bid_to_which_no_area_applies_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bid = write_json(tmp_path, response("northwind"), "bid.json")
    found = write_json(tmp_path, findings("northwind", "NA"))

    code = run(["compare", write_profile(tmp_path), bid, "--findings", found])

    assert code == 3
    assert "bid.json: no required area is applicable to Northwind BV" in capsys.readouterr().err


def test_a_refusal_never_starts_a_second_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = response("northwind")
    document["line\nappraisal: all is well"] = 1

    lines = refused(capsys, tmp_path, write_profile(tmp_path), write_json(tmp_path, document, "bid.json"))

    assert len(lines) == 1


def test_schema_and_reader_agree_on_what_is_wrong_in_shape() -> None:
    import jsonschema

    from appraisal.exchange.schemas import schema_text

    schema = json.loads(schema_text("response"))
    bad = [changed("format", "x"), changed("colour", "red"), changed(f"{FIRST}.areas", []), changed("respondents", [])]

    assert [jsonschema.Draft202012Validator(schema).is_valid(each) for each in bad] == [False] * 4
    assert jsonschema.Draft202012Validator(schema).is_valid(response("northwind"))
