"""Crosswalks as data: they name only what is there, and agree with the models."""

from __future__ import annotations

import pytest

from appraisal.core.crosswalk import Crosswalk, parts
from appraisal.core.errors import InvalidInput, NotFound
from appraisal.exchange.crosswalk_toml import bundled_crosswalks, find_crosswalks, parse_crosswalks
from appraisal.exchange.model_toml import load_model

CMM, CMMI = load_model("it-service-cmm"), load_model("cmmi-svc")


def crosswalk(crosswalk_id: str) -> Crosswalk:
    (found,) = find_crosswalks(crosswalk_id)
    return found


def test_there_are_three() -> None:
    assert [each.id for each in bundled_crosswalks()] == [
        "it-service-cmm-itil", "itil-cmmi-svc", "it-service-cmm-cmmi-svc",
    ]  # fmt: skip


def test_the_itil_counterparts_of_each_key_process_area_are_those_of_the_model() -> None:
    rows = crosswalk("it-service-cmm-itil").rows

    assert [(row.from_, row.to) for row in rows] == [((area.id,), area.itil) for area in CMM.areas]


def test_the_itil_names_of_each_cmmi_area_come_from_the_crosswalk() -> None:
    named = crosswalk("itil-cmmi-svc").rows
    for area in CMMI.areas:
        for process in area.itil:
            assert any(process in row.from_ and area.id in row.to for row in named), (area.id, process)


def test_every_key_process_area_has_its_row_and_fit_in_cmmi() -> None:
    rows = crosswalk("it-service-cmm-cmmi-svc").rows

    assert [row.from_ for row in rows] == [(area.id,) for area in CMM.areas]
    assert all((row.fit == "none") == (row.to == ()) for row in rows)
    assert [row.from_[0] for row in rows if row.fit == "none"] == ["FSM"]
    assert [row.from_[0] for row in rows if row.fit == "fair"] == ["ISM", "SDL", "SQM", "PCM", "TCM"]
    assert {name for row in rows for name in row.to} <= parts(CMMI).keys()


def test_a_model_finds_every_crosswalk_it_takes_part_in() -> None:
    assert [each.id for each in find_crosswalks("cmmi-svc")] == ["itil-cmmi-svc", "it-service-cmm-cmmi-svc"]
    with pytest.raises(NotFound, match=r"^cobit: there is no crosswalk of that name; expected cmmi-svc"):
        find_crosswalks("cobit")


def test_a_row_that_names_what_its_model_does_not_have_is_refused() -> None:
    data = b"""
format = "appraisal-crosswalk/1"
[[crosswalks]]
id = "bad"
title = "Bad"
source = "A test."
from = "it-service-cmm"
to = "COBIT"
rows = [{ from = ["SRI", "XYZ"], to = ["DSS02"], fit = "superb" }, { from = [], to = [] }]
"""

    with pytest.raises(InvalidInput) as refused:
        parse_crosswalks("bad.toml", data)

    assert refused.value.lines() == [
        "bad.toml: crosswalks.bad.rows.1.from.2: 'XYZ' is not an id of it-service-cmm; expected an area or a part",
        "bad.toml: crosswalks.bad.rows.1.fit: 'superb' is not allowed; expected good, fair or none",
        "bad.toml: crosswalks.bad.rows.2.to: is empty on both sides; expected at least one side with something in it",
    ]
