"""The officer's pages of a panel: named, changed, taken off, conflicts set, and how far everybody is."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from appraisal.services.evaluation.panel import NamePanelist, TakeOffPanel, name_panelist, take_off_panel
from appraisal.storage import panel as stored_panel
from browser import Browser
from panels import Panel, panel, words


@pytest.fixture
def among() -> Iterator[Panel]:
    """Els chairs, Finn and Gerda evaluate; nobody has declared yet."""
    with panel() as found:
        yield found


@pytest.fixture
def janneke(among: Panel) -> Browser:
    return among.browser("janneke")


def path(among: Panel, *more: str) -> str:
    return "/".join((f"/tenders/{among.field.tender}/lots/1/panel", *more))


def seats(among: Panel) -> list[tuple[str, frozenset[str] | None, bool, bool]]:
    """Who is or was on the panel."""
    found = stored_panel.panel(among.field.kit.database, among.field.lot.id)
    names = {actor.person: actor.name for actor in among.field.panel}
    return [(names.get(one.person, "?"), one.areas, one.chair, one.left is None) for one in found]


def seat(among: Panel) -> tuple[frozenset[str] | None, bool, bool]:
    """The seat of whoever was named after the three."""
    return next(one[1:] for one in seats(among) if one[0] == "?")


def test_after_the_opening_the_overview_leads_to_the_panel_until_nothing_is_lacking(
    among: Panel, janneke: Browser
) -> None:
    field, told = among.field, []
    tender = f"/tenders/{field.tender}"
    told.append(words(janneke.get(tender)))
    take_off_panel(field.kit, field.janneke, TakeOffPanel(field.tender, 1, field.finn.person))
    name_panelist(field.kit, field.janneke, NamePanelist(field.tender, 1, field.els.person, ["SRI"], True))
    told.append(words(janneke.get(tender)))
    take_off_panel(field.kit, field.janneke, TakeOffPanel(field.tender, 1, field.els.person))
    told.append(words(janneke.get(tender)))
    take_off_panel(field.kit, field.janneke, TakeOffPanel(field.tender, 1, field.gerda.person))
    told.append(words(janneke.get(tender)))

    wanted = ("until the panel of lot 1 has finished", "give out every area", "name a chair", "name who evaluates")
    assert [one in text for one, text in zip(wanted, told, strict=True)] == [True] * 4
    assert f'href="{path(among)}"' in janneke.page


def test_an_evaluator_is_named_changed_and_taken_off(among: Panel, janneke: Browser) -> None:
    janneke.get(path(among))
    olga = re.search(r'<option value="([^"]+)">Olga', janneke.page)
    assert olga

    page = words(janneke.send(path(among), person=olga[1], areas=["SUB", "CFM"], chair="yes"))

    assert "Olga Has not declared interests Chair. Subcontract Management, Configuration Management." in page
    assert seat(among) == (frozenset({"SUB", "CFM"}), True, True)
    janneke.get(path(among, olga[1]))
    janneke.send(path(among, olga[1]), areas="*")
    assert seat(among) == (None, False, True)
    janneke.get(path(among, olga[1]))
    page = words(janneke.send(path(among, olga[1], "remove")))
    assert "No longer on the panel" in page
    assert seat(among) == (None, False, False)
    assert among.field.events()[-3:] == ["panel:named"] * 3


def test_what_is_wrong_with_a_name_is_told_at_its_field_and_nothing_is_stored(among: Panel, janneke: Browser) -> None:
    before = seats(among)
    janneke.get(path(among))

    page = words(janneke.send(path(among), 422, areas="unknown"))
    other = words(janneke.send(path(among), 422, person=among.field.marijke.person, areas="*"))

    assert [one in page for one in ("Choose an evaluator", "Choose at least one area, or let them chair")] == [True] * 2
    assert "“Evaluator” is no evaluator of your organisation; expected one of those listed" in other
    assert seats(among) == before


def test_who_cannot_be_named_is_said_where_nobody_evaluates_yet() -> None:
    with panel() as found:
        kit = found.field.kit
        with kit.database.writing():
            kit.database.run("UPDATE people SET roles = ? WHERE roles LIKE '%evaluator%'", '["auditor"]')
            kit.database.run("UPDATE panel SET left_at = named_at")
        page = words(found.browser("janneke").get(path(found)))

    assert "An administrator adds evaluators on the Accounts page" in page
    assert "Name for the panel" not in page


def test_a_panel_tells_what_lacks_who_declared_and_how_far_findings_are(among: Panel, janneke: Browser) -> None:
    field = among.field
    take_off_panel(field.kit, field.janneke, TakeOffPanel(field.tender, 1, field.els.person))
    field.declare(field.finn, "Ben")
    field.find_all(field.finn, "Tor")

    page = words(janneke.get(path(among)))

    told = (
        "Nobody chairs the panel, so nothing can be agreed on.", "Gerda has still to declare interests",
        "Finn Interests declared All areas. Findings on 1 of 2 bids are in.",
        "Conflict with Brandveen BV: A cousin (declared on Fri 11 December)",
        "Findings on 0 of 3 bids are in.", "No longer on the panel",
    )  # fmt: skip
    assert [one for one in told if one not in page] == []
    assert "Nobody evaluates" not in page


def test_an_officer_sets_a_conflict_with_its_reason_and_it_holds_at_once(among: Panel, janneke: Browser) -> None:
    field = among.field
    field.declare_all()
    here = path(among, field.finn.person, "conflict")
    janneke.get(here)
    before = field.dump()
    page = words(janneke.send(here, 422, reason=" "))
    assert [one in page for one in ("Choose a supplier", "Say what the conflict is")] == [True, True]
    assert "Choose a supplier" in janneke.send(here, 422, supplier="B-404", reason="x")
    assert field.dump() == before

    page = words(janneke.send(here, supplier=field.bids["Ben"], reason="A cousin sits on its board"))

    assert "Conflict with Brandveen BV: A cousin sits on its board (set by Janneke on Fri 11 December)" in page
    assert among.browser("finn").raw("GET", among.path("Ben")).status_code == 404
    assert "Brandveen" not in words(janneke.get(here))


def test_auditors_and_chairs_read_the_panel_and_change_nothing(among: Panel) -> None:
    field = among.field
    field.declare_all()
    for name in ("hanne", "els"):
        page = words(among.browser(name).get(path(among)))
        assert [one in page for one in ("Finn", "Name for the panel", "Change what")] == [True, False, False], name
    before = seats(among)

    statuses = {
        name: [
            among.browser(name).raw(
                "POST", one, data={"csrf": among.browser(name).token(), "areas": "*", "person": field.finn.person}
            ).status_code
            for one in (path(among), path(among, field.finn.person), path(among, field.finn.person, "remove"))
        ]
        for name in ("hanne", "els", "finn")
    }  # fmt: skip

    assert statuses == {name: [403, 403, 403] for name in ("hanne", "els", "finn")}
    assert seats(among) == before


def test_a_blind_chair_learns_of_no_conflict_whose_it_is_and_sets_none() -> None:
    with panel(blind=True) as found:
        field = found.field
        field.declare(field.els)
        field.declare(field.finn, "Ben")
        els, before = found.browser("els"), field.dump()

        page = words(els.get(path(found)))
        set_one = els.raw(
            "POST",
            path(found, field.gerda.person, "conflict"),
            data={"csrf": els.token(), "supplier": field.bids["Ben"], "reason": "x"},
        )

        assert "1 bid is kept from them by a conflict of interest." in page
        assert [name for name in ("Brandveen", "Dovre", "Estuary", "A cousin", "Set a conflict") if name in page] == []
        assert set_one.status_code == 404
        assert field.dump() == before
        assert "Conflict with Brandveen BV" in words(found.browser("janneke").get(path(found)))
