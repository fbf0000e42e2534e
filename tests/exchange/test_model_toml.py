"""Model files: what is read, and everything that is refused."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from appraisal.core.errors import InvalidInput, NotFound
from appraisal.exchange.model_document import model_document
from appraisal.exchange.model_toml import LIMIT, bundled_model_ids, load_model, parse_model
from small_model import as_bytes, question, small_area, small_model

Document = dict[str, Any]


def refusal(document: object) -> list[str]:
    """The lines with which a model document is refused."""
    with pytest.raises(InvalidInput) as refused:
        parse_model("m.json", as_bytes(document))
    return [line.removeprefix("m.json: ") for line in refused.value.lines()]


def test_the_bundled_models_are_found_by_the_names_of_their_files() -> None:
    assert bundled_model_ids() == ("cmmi-svc", "it-service-cmm")


@pytest.mark.parametrize("model_id", bundled_model_ids())
def test_a_bundled_model_survives_being_written_and_read_again(model_id: str) -> None:
    model = load_model(model_id)

    again = parse_model(f"{model_id}.json", as_bytes(model_document(model)))

    assert again == model
    assert again.digest == model.digest
    assert model.digest.startswith("sha256:")
    assert len(model.digest) == 71


def test_a_bundled_model_is_read_once_in_a_process() -> None:
    assert load_model("cmmi-svc") is load_model("cmmi-svc")


def test_a_small_model_says_what_its_file_says() -> None:
    document = small_model()
    document["note"] = "Made for a test.\nTwo lines."
    document["groups"] = [{"id": "backing", "name": "Kept up"}]
    document["areas"][0]["activities"] = [{"text": "Do it."}, {"text": "Check it.", "origin": "O"}]
    document["areas"][0]["components"][0]["questions"][0] |= {"guide": "Yes when it is done.", "topic": "doing"}

    model = parse_model("m.json", as_bytes(document))

    assert [area.id for area in model.areas] == ["AA", "BB"]
    assert model.ratings[1].thresholds == {"specific": Fraction(4, 5), "backing": Fraction(3, 4)}
    assert model.staging == {2: "yes", 3: "yes"}
    assert [(group.id, group.name) for group in model.groups] == [("specific", "specific"), ("backing", "Kept up")]
    assert model.areas[0].activities[1].origin == "O"
    assert model.areas[0].components[0].questions[0].guide == "Yes when it is done."
    assert model_document(model) == {
        key: document[key]
        for key in ("format", "id", "title", "version", "note", "levels", "ratings", "staging", "groups", "areas")
    }


def test_what_an_area_may_leave_out_has_defaults() -> None:
    document = small_model()
    for key in ("may_be_na", "itil", "rests_on"):
        del document["areas"][0][key]

    area = parse_model("m.json", as_bytes(document)).areas[0]

    assert (area.may_be_na, area.itil, area.rests_on) == (False, (), ())


def test_a_model_in_toml_and_the_same_in_json_have_one_digest(tmp_path: Path) -> None:
    toml = b"""
format = "appraisal-model/1"
id = "tiny"
title = "Tiny"
version = "1"
levels = [{ level = 2, name = "Basis" }]
ratings = [{ id = "no", thresholds = {} }, { id = "yes", thresholds = { specific = 0.50 } }]
staging = [{ level = 2, rating = "yes" }]
[[areas]]
id = "AA"
name = "Area"
level = 2
category = "Delivery"
purpose = "Do it."
[[areas.components]]
id = "AA-G1"
group = "specific"
text = "It is done."
questions = [{ id = "AA-Q1", text = "Is it done?" }]
"""
    (tmp_path / "tiny.toml").write_bytes(toml)
    (tmp_path / "tiny.json").write_bytes(as_bytes(model_document(parse_model("tiny.toml", toml))))

    in_toml, in_json = load_model("tiny.toml", tmp_path), load_model("tiny.json", tmp_path)

    assert in_toml.ratings[1].thresholds == {"specific": Fraction(1, 2)}
    assert in_toml == in_json
    assert in_toml.digest == in_json.digest


def test_a_byte_order_mark_before_a_file_does_not_matter() -> None:
    assert parse_model("m.json", b"\xef\xbb\xbf" + as_bytes(small_model())).id == "small"


def test_an_unknown_model_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"^cmmi-dev: there is no such model; expected cmmi-svc or it-service-cmm, or"):
        load_model("cmmi-dev", tmp_path)
    with pytest.raises(NotFound, match=r"own\.toml: there is no such file"):
        load_model("own.toml", tmp_path)


def test_without_a_folder_no_file_is_reached(tmp_path: Path) -> None:
    file = tmp_path / "own.json"
    file.write_bytes(as_bytes(small_model()))

    with pytest.raises(NotFound, match=r"there is no such model; expected cmmi-svc or it-service-cmm$"):
        load_model(str(file))


def spoil(change: Callable[[Document], object]) -> list[str]:
    """The refusal of the small model after one change."""
    document = small_model()
    change(document)
    return refusal(document)


AREA = "areas.AA"
GOAL = f"{AREA}.components.AA-G1"
A_TEXT, AN_ID = "expected a text", "expected an id"

BAD: dict[str, tuple[Callable[[Document], object], str]] = {
    "wrong tag": (
        lambda m: m.update(format="appraisal-model/2"),
        "format: 'appraisal-model/2' is not allowed; expected appraisal-model/1",
    ),
    "no tag": (lambda m: m.pop("format"), "format: is missing; expected appraisal-model/1"),
    "no title": (lambda m: m.pop("title"), f"title: is missing; {A_TEXT}"),
    "title of two lines": (
        lambda m: m.update(title="a\nb"),
        "title: holds a line break or tab; expected a text on one line",
    ),
    "escape sequence": (
        lambda m: m.update(title="\x1b[2J"),
        f"title: holds the control character U+001B; {A_TEXT}",
    ),
    "null": (lambda m: m.update(version=None), f"version: is null; {A_TEXT}"),
    "number for a text": (lambda m: m.update(version=1), f"version: is a whole number; {A_TEXT}"),
    "id with a space": (
        lambda m: m.update(id="my model"),
        "id: 'my model' cannot be an id; expected letters, digits, '.', '_' and '-', first a letter or digit",
    ),
    "areas is no list": (lambda m: m.update(areas={}), "areas: is a table; expected a list of tables"),
    "no areas": (lambda m: m.update(areas=[]), "areas: is empty; expected at least 1"),
    "area is no table": (
        lambda m: m["areas"].append("CC"),
        "areas.3: is a text; expected a table of named fields",
    ),
    "empty question": (
        lambda m: m["areas"][0]["components"][0]["questions"][0].update(text=" "),
        f"{GOAL}.questions.AA-Q1.text: is empty; {A_TEXT}",
    ),
    "no question": (
        lambda m: m["areas"][0]["components"][0].update(questions=[]),
        f"{GOAL}.questions: is empty; expected at least 1",
    ),
    "question without id": (
        lambda m: m["areas"][0]["components"][0]["questions"][0].pop("id"),
        f"{GOAL}.questions.1.id: is missing; {AN_ID}",
    ),
    "unknown key": (
        lambda m: m["areas"][0]["components"][0]["questions"][0].update(wieght=1),
        f"{GOAL}.questions.AA-Q1.wieght: is not a known key; known are guide, id, text, topic",
    ),
    "no component": (
        lambda m: m["areas"][0].update(components=[]),
        f"{AREA}.components: is empty; expected at least 1",
    ),
    "area on level 1": (
        lambda m: m["areas"][0].update(level=1),
        f"{AREA}.level: 1 is out of range; expected a whole number from 2 to 5",
    ),
    "area on level 6": (
        lambda m: m["areas"][0].update(level=6),
        f"{AREA}.level: 6 is out of range; expected a whole number from 2 to 5",
    ),
    "area on a level that is not listed": (
        lambda m: m["areas"][0].update(level=5),
        f"{AREA}.level: 5 is not a level of the model; expected 1, 2 or 3",
    ),
    "level as a text": (
        lambda m: m["areas"][0].update(level="2"),
        f"{AREA}.level: is a text; expected a whole number from 2 to 5",
    ),
    "level as true": (
        lambda m: m["areas"][0].update(level=True),
        f"{AREA}.level: is true; expected a whole number from 2 to 5",
    ),
    "flag as a text": (
        lambda m: m["areas"][0].update(may_be_na="no"),
        f"{AREA}.may_be_na: is a text; expected true or false",
    ),
    "level twice": (
        lambda m: m["levels"].append({"level": 3, "name": "Again"}),
        "levels.4.level: 3 is used twice; expected each level once among the levels",
    ),
    "level 0": (
        lambda m: m["levels"].append({"level": 0, "name": "Nothing"}),
        "levels.4.level: 0 is out of range; expected a whole number from 1 to 5",
    ),
    "area twice": (
        lambda m: m["areas"].append(small_area("AA", 2) | {"components": small_area("CC", 2)["components"]}),
        "areas.AA.id: 'AA' is used twice; expected each id once among the areas",
    ),
    "component twice, in two areas": (
        lambda m: m["areas"][1]["components"][0].update(id="AA-G1"),
        "areas.BB.components.AA-G1.id: 'AA-G1' is used twice; expected each id once in the whole model",
    ),
    "question twice, in two areas": (
        lambda m: m["areas"][1]["components"][0].update(questions=[question("AA-Q1")]),
        "areas.BB.components.BB-G1.questions.AA-Q1.id: 'AA-Q1' is used twice; expected each id once in the whole model",
    ),
    "group twice": (
        lambda m: m.update(groups=[{"id": "backing", "name": "A"}, {"id": "backing", "name": "B"}]),
        "groups.backing.id: 'backing' is used twice; expected each id once among the groups",
    ),
    "group without components": (
        lambda m: m.update(groups=[{"id": "gg2", "name": "A"}]),
        "groups.gg2.id: no component is in the group 'gg2'; expected specific or backing",
    ),
    "threshold of a group without components": (
        lambda m: m["ratings"][1]["thresholds"].update(gg2="0.5"),
        "ratings.yes.thresholds.gg2: no component is in the group 'gg2'; expected specific or backing",
    ),
    "a higher rating that asks less": (
        lambda m: m["ratings"].append({"id": "more", "thresholds": {"specific": "0.10", "backing": 1}}),
        "ratings.more.thresholds: asks less of 'specific' than 'yes', the rating below it; expected thresholds that "
        "rise with the rating",
    ),
    "two ratings that ask the same": (
        lambda m: m["ratings"].append({**m["ratings"][1], "id": "more"}),
        "ratings.more.thresholds: are those of the rating below it; expected thresholds that rise with the rating",
    ),
    "one rating": (
        lambda m: m.update(ratings=m["ratings"][:1], staging=[]),
        "ratings: has 1 entries; expected at least 2",
    ),
    "lowest rating with a threshold": (
        lambda m: m["ratings"][0]["thresholds"].update(specific="0.1"),
        "ratings.no.thresholds: is not empty; expected no threshold for the lowest rating",
    ),
    "higher rating without thresholds": (
        lambda m: m["ratings"][1].update(thresholds={}),
        "ratings.yes.thresholds: is empty; expected thresholds for every rating above the lowest",
    ),
    "rating twice": (
        lambda m: m["ratings"].append(m["ratings"][1]),
        "ratings.yes.id: 'yes' is used twice; expected each id once among the ratings",
    ),
    "staging of an unknown rating": (
        lambda m: m["staging"][0].update(rating="fully"),
        "staging.1.rating: 'fully' is not a rating above the lowest; expected yes",
    ),
    "staging of the lowest rating": (
        lambda m: m["staging"][0].update(rating="no"),
        "staging.1.rating: 'no' is not a rating above the lowest; expected yes",
    ),
    "staging of an unknown level": (
        lambda m: m["staging"].append({"level": 4, "rating": "yes"}),
        "staging.3.level: 4 is not a level of the model; expected 1, 2 or 3",
    ),
    "staging twice": (
        lambda m: m["staging"].append({"level": 2, "rating": "yes"}),
        "staging.3.level: 2 is used twice; expected each level once in the staging",
    ),
    "rests on an unknown area": (
        lambda m: m["areas"][1].update(rests_on=["ZZ"]),
        "areas.BB.rests_on.1: 'ZZ' is not an area of the model; expected its id",
    ),
    "rests on itself": (
        lambda m: m["areas"][1].update(rests_on=["AA", "BB"]),
        "areas.BB.rests_on.2: BB rests on itself; expected other areas",
    ),
    "rests on each other": (
        lambda m: m["areas"][0].update(rests_on=["BB"]),
        "areas.BB.rests_on: BB rests on AA, which in the end rests on BB; expected no such circle",
    ),
    "rests on an area twice": (
        lambda m: m["areas"][1].update(rests_on=["AA", "AA"]),
        "areas.BB.rests_on.2: 'AA' is there twice; expected each only once",
    ),
    "ITIL name that is no text": (
        lambda m: m["areas"][1].update(itil=["Service Desk", 7]),
        "areas.BB.itil.2: is a whole number; expected a text",
    ),
}


@pytest.mark.parametrize(("change", "line"), BAD.values(), ids=BAD.keys())
def test_a_spoilt_model_is_refused_in_one_line_with_its_path(change: Callable[[Document], object], line: str) -> None:
    assert spoil(change) == [line]


@pytest.mark.parametrize("value", ["0", "0.0", "1.01", "-0.5", "1e-1", "NaN", "inf", "½", "", "0,5", True, 0, 2, None])
def test_a_threshold_is_an_exact_decimal_above_0_and_at_most_1(value: object) -> None:
    lines = spoil(lambda m: m["ratings"][1]["thresholds"].update(specific=value))

    assert len(lines) == 1
    assert lines[0].startswith("ratings.yes.thresholds.specific: ")
    assert lines[0].endswith("; expected a number above 0 and at most 1")


@pytest.mark.parametrize("written", [b'"0.1"', b"0.1", b"1e-1", b'"0.100"'])
def test_a_threshold_is_read_as_written_and_never_through_a_float(written: bytes) -> None:
    data = as_bytes(small_model()).replace(b'"0.80"', written)

    assert parse_model("m.json", data).ratings[1].thresholds["specific"] == Fraction(1, 10)


@pytest.mark.parametrize("written", [b"nan", b"inf", b"-inf", b"1e999999999", b"1e-999999999"])
def test_a_threshold_that_is_no_usable_number_is_refused_in_toml(written: bytes) -> None:
    data = b'ratings = [{ id = "no", thresholds = {} }, { id = "yes", thresholds = { specific = ' + written + b" } }]"

    with pytest.raises(InvalidInput) as refused:
        parse_model("m.toml", data)

    assert "ratings.yes.thresholds.specific" in [problem.path for problem in refused.value.problems]


def test_several_problems_are_reported_at_once_in_the_order_of_the_file() -> None:
    document = small_model()
    document["title"] = ""
    document["ratings"][1]["thresholds"]["specific"] = "2"
    document["areas"][0]["level"] = 9
    document["areas"][1]["components"][0]["questions"][0]["text"] = ""
    del document["areas"][1]["purpose"]
    document["colour"] = "red"

    assert [line.partition(":")[0] for line in refusal(document)] == [
        "title",
        "ratings.yes.thresholds.specific",
        "areas.AA.level",
        "areas.BB.components.BB-G1.questions.BB-Q1.text",
        "areas.BB.purpose",
        "colour",
    ]


def test_every_circle_of_areas_is_reported() -> None:
    document = small_model()
    rests = {"AA": ["BB"], "BB": ["AA"], "CC": ["DD", "AA"], "DD": ["EE"], "EE": ["CC"], "FF": ["CC"]}
    document["areas"] = [small_area(area, 2, rests_on=others) for area, others in rests.items()]

    assert [line.partition(":")[0] for line in refusal(document)] == ["areas.BB.rests_on", "areas.EE.rests_on"]


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", "m: format: is missing; expected appraisal-model/1"),
        (b"\xff\xfe", "m: is text in UTF-16 or UTF-32 (“Unicode”); expected UTF-8 text: save it again with"),
        (b"id = ", "m: is not TOML: "),
        (b"[]", "m: is not TOML: "),
        (b"{", "m: is not JSON: "),
        (b'{"a":' * 100_000, "m: is nested too deeply; expected a few levels of tables and lists"),
        (b"a = " + b"[" * 100_000, "m: is nested too deeply; expected a few levels of tables and lists"),
        (b"a." * 1000 + b"a = 1", "m: is nested too deeply; expected a few levels of tables and lists"),
        (b'{"areas":[{"id":"AA","id":"BB"}]}', "m: areas.BB: has the key 'id' more than once; expected each key once"),
        (b'id = "a"\nid = "b"', "m: is not TOML: "),
        (b" " * (LIMIT + 1), "m: has 4,194,305 bytes; expected at most 4,194,304"),
    ],
)
def test_a_file_that_is_no_document_is_refused_clearly(data: bytes, line: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_model("m", data)

    assert refused.value.lines()[0].startswith(line)
