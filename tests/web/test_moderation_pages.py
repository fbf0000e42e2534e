"""Moderation: what differs by how much it matters, what all agree on in one press, and what the chair records."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest

from appraisal.services.evaluation.agreed import agreed_on, versions_on
from appraisal.services.evaluation.interests import SetConflict, set_conflict
from appraisal.services.evaluation.panel import NamePanelist, name_panelist
from browser import Browser
from panels import OFFERED, Panel, hidden, panel, words


@pytest.fixture
def among() -> Iterator[Panel]:
    """Everybody has submitted on Dovre and Estuary, on Brandveen Els alone.

    Findings on Dovre differ on three questions: on a knock-out, on one worth points, and on one worth none.
    """
    with panel() as found:
        field = found.field
        field.declare_all()
        field.find_all(field.els, "Tor", "F")
        field.find_all(field.finn, "Tor", "F", CFM_Q1="N", SRI_Q1="P", SUB_Q1="L")
        field.find_all(field.gerda, "Tor", "F")
        for member in field.panel:
            field.find_all(member, "Eve", "F")
        field.find_all(field.els, "Ben", "P")
        yield found


@pytest.fixture
def els(among: Panel) -> Browser:
    """The chair's browser."""
    return among.browser("els")


def at(among: Panel, *more: str) -> str:
    return "/".join((f"/evaluation/{among.field.tender}/1/moderation", *more))


def bid(among: Panel, name: str = "Tor") -> str:
    return among.field.bids[name]


def values(among: Panel, name: str = "Tor") -> dict[str, str]:
    """What is agreed on a bid."""
    return {question: found.value for question, found in agreed_on(among.field.kit, bid(among, name)).items()}


def record(among: Panel, question: str, status: int = 200, **fields: object) -> str:
    """The page after the chair sent the form of a question of Dovre."""
    browser, path = among.browser("els"), at(among, bid(among), question)
    page = browser.get(path)
    return browser.post(path, {**hidden(page), **fields}, status)


def test_the_chair_sees_who_is_awaited_and_what_matters_most_first(among: Panel, els: Browser) -> None:
    page = words(els.get(at(among)))

    assert "3 disagreements to settle" in page
    assert "Waits for Finn and Gerda" in page
    order = [page.index(f"Dovre Drift AS, {one}") for one in (
        "Service Request and Incident Management, question 1", "Configuration Management, question 1",
        "Subcontract Management, question 1",
    )]  # fmt: skip
    assert order == sorted(order)
    assert "knock-out" in page[order[0] : order[1]]
    assert "5.83 points" in page[order[1] : order[2]]
    assert "0.00 points Els Fully Finn Largely" in page[order[2] :]


def test_agreement_is_told_by_area_with_words_for_its_size_and_a_dash_where_it_is_undefined(
    among: Panel, els: Browser
) -> None:
    page = words(els.get(at(among, bid(among))))
    told = words(els.get(at(among, bid(among, "Eve"))))

    assert re.search(r"Service Request and Incident Management (−?\d\.\d\d) agree", page)
    assert "Service Request and Incident Management – all that was compared is the same 7 questions" in told
    lot = words(els.get(at(among)))
    why = "one “Largely” against one “Not” hardly lowers the figure, while a single “Largely” against “Fully” brings it"
    assert [why in one for one in (page, told, lot)] == [True] * 3


def test_what_all_agree_on_is_recorded_in_one_press_and_twice_is_once(among: Panel, els: Browser) -> None:
    page = els.get(at(among, bid(among)))
    assert "Record the 20 findings on which all agree" in page

    els.send(at(among, bid(among), "agreed"))
    again = words(els.send(at(among, bid(among), "agreed")))

    assert len(values(among)) == 20
    assert [one in again for one in ("20 of 23", "Record the", "Next: 3 disagreements")] == [True, False, True]
    assert among.field.events()[-1] == "consensus:recorded"
    assert among.field.events().count("consensus:recorded") == 1


def test_a_question_shows_every_finding_with_its_reason_what_is_known_and_what_hangs_on_it(
    among: Panel, els: Browser
) -> None:
    page = els.get(at(among, bid(among), OFFERED) + "?next")

    told = ("Els Fully", "Finn Partially", "Gerda Fully", "R1 says so.", "tor-comment-canary of Dovre Drift AS.",
            "Plan tor-file-canary.pdf", "Fully gives 100.00, Partially gives", "What the panel agrees on")  # fmt: skip
    assert [one for one in told if one not in words(page)] == []
    assert " data-arrived" in page


def test_a_recorded_finding_leads_to_the_next_disagreement_and_every_version_stays(among: Panel, els: Browser) -> None:
    path = at(among, bid(among), OFFERED)
    page = els.get(path)
    fields = {**hidden(page), "finding": "P", "reason": "R1 does not know of priority 3."}

    answer = els.raw("POST", path, data=fields)

    assert (answer.status_code, answer.headers["Location"]) == (303, at(among, bid(among), "CFM-Q1") + "?next")
    record(among, OFFERED, finding="L", reason="E1 shows it after all.")
    versions = versions_on(among.field.kit, bid(among))[OFFERED]
    assert [(one.version, one.value, one.evidence) for one in versions] == [(1, "P", ()), (2, "L", ("e1",))]
    told = words(els.get(path))
    assert told.index("Version 2 Largely") < told.index("Version 1 Partially")
    assert "Finn Partially" in told


def test_a_finding_that_another_page_recorded_meanwhile_is_not_overwritten(among: Panel, els: Browser) -> None:
    path = at(among, bid(among), OFFERED)
    old = hidden(els.get(path))
    record(among, OFFERED, finding="P", reason="R1 does not know.")

    page = els.post(path, {**old, "finding": "F", "reason": "E1 shows it."}, 409)

    assert [one in words(page) for one in ("This finding changed", "E1 shows it.", "R1 does not know.")] == [True] * 3
    els.post(path, {**hidden(page), "finding-keep": "stored", "finding": "F", "reason": "E1 shows it."})
    assert values(among)[OFFERED] == "P"
    page = els.post(path, {**old, "finding": "F", "reason": "E1 shows it."}, 409)
    els.post(path, {**hidden(page), "finding-keep": "mine", "finding": "F", "reason": "E1 shows it."})
    assert values(among)[OFFERED] == "F"


@pytest.mark.parametrize(
    ("fields", "words_"),
    [
        ({"finding": "F", "reason": " \n "}, "Say why, in a sentence or two"),
        ({"reason": "E1"}, "Choose a finding"),
        ({"finding": "Z", "reason": "E1"}, "Choose a finding"),
        ({"finding": "F", "reason": "It is so."}, "Name what it rests on"),
    ],
)
def test_a_finding_that_is_not_whole_is_refused_with_a_sentence_and_nothing_is_stored(
    among: Panel, els: Browser, fields: dict[str, object], words_: str
) -> None:
    els.get(at(among))
    before = among.field.dump()

    page = record(among, OFFERED, 422, **fields)

    assert words_ in words(page)
    assert str(fields["reason"]).strip() in page
    assert among.field.dump() == before


def test_an_unknown_question_and_a_bid_that_waits_take_no_finding(among: Panel, els: Browser) -> None:
    els.get(at(among))
    before = among.field.dump()
    fields = {"csrf": els.token(), "revision": "0", "finding": "F", "reason": "R1 says so."}

    unknown = els.raw("POST", at(among, bid(among), "SRI-Q99"), data=fields)
    waiting = els.raw("POST", at(among, bid(among, "Ben"), OFFERED), data=fields)

    assert (unknown.status_code, waiting.status_code) == (404, 409)
    assert "Findings on this bid are still to come from Finn, Gerda" in words(waiting.text)
    assert among.field.dump() == before


def test_nothing_is_recorded_after_the_evaluation_is_closed(among: Panel, els: Browser) -> None:
    page = els.get(at(among, bid(among), OFFERED))
    among.reach("evaluated")
    before = among.field.dump()

    answer = els.raw("POST", at(among, bid(among), OFFERED), data={**hidden(page), "finding": "F", "reason": "E1 so."})

    assert answer.status_code == 409
    assert "E1 so." in words(answer.text)
    assert among.field.dump() == before
    assert "The evaluation is closed" in words(els.get(at(among, bid(among), OFFERED)))


def test_others_read_and_record_nothing_and_an_evaluator_only_what_they_submitted_on(among: Panel) -> None:
    shown = {}
    for name in ("finn", "janneke", "hanne"):
        browser = among.browser(name)
        page = words(browser.get(at(among)))
        one = browser.raw("GET", at(among, bid(among), OFFERED))
        other = browser.raw("GET", at(among, bid(among, "Ben"), OFFERED))
        shown[name] = ("3 disagreements" in page, one.status_code, "Only to read" in one.text, other.status_code)
        assert browser.raw("POST", at(among, bid(among), "agreed"), data={"csrf": browser.token()}).status_code == 403

    assert shown == {
        "finn": (True, 200, True, 403),
        "janneke": (True, 200, True, 200),
        "hanne": (True, 200, True, 200),
    }
    assert values(among) == {}


def test_a_chair_s_own_findings_come_before_those_of_others(among: Panel) -> None:
    field = among.field
    name_panelist(field.kit, field.janneke, NamePanelist(field.tender, 1, field.gerda.person, ["SRI"], True))
    field.find_all(field.finn, "Ben", reason="R1 finn-canary")
    gerda = among.browser("gerda")

    page = gerda.get(at(among))

    assert "Submit your own findings first" in words(page)
    assert gerda.raw("GET", at(among, bid(among, "Ben"))).status_code == 403
    assert "finn-canary" not in page + gerda.raw("GET", at(among, bid(among, "Ben"), OFFERED)).text


def test_a_chair_with_a_conflict_sees_nothing_of_that_bid_and_another_takes_over(among: Panel, els: Browser) -> None:
    field = among.field
    command = SetConflict(field.tender, 1, field.els.person, bid(among), "A cousin")
    set_conflict(field.kit, field.janneke, command)
    name_panelist(field.kit, field.janneke, NamePanelist(field.tender, 1, field.finn.person, None, True))

    pages = [els.get(at(among)), *(els.raw("GET", path).text for path in (
        at(among, bid(among)), at(among, bid(among), OFFERED), f"/evaluation/{field.tender}/1/signals",
        f"/evaluation/{field.tender}/1/close", at(among, bid(among), "files", "findings.json"),
    ))]  # fmt: skip

    assert [page for page in pages if "Dovre" in page or "tor-comment" in page] == []
    finn = among.browser("finn")
    finn.get(at(among, bid(among)))
    finn.send(at(among, bid(among), "agreed"))
    assert len(values(among)) == 22
    assert "Els" not in words(finn.get(at(among, bid(among), OFFERED))).partition("What the evaluators found")[2]


def test_signals_say_where_to_look_to_those_who_run_the_evaluation(among: Panel, els: Browser) -> None:
    path = f"/evaluation/{among.field.tender}/1/signals"

    page = words(els.get(path))

    assert "Dovre Drift AS, service manager (r1): the same answer to 23 of 23 questions." in page
    assert "never rejects" in page
    statuses = {name: among.browser(name).raw("GET", path).status_code for name in ("finn", "janneke", "hanne", "tor")}
    assert statuses == {"finn": 403, "janneke": 200, "hanne": 200, "tor": 403}


def test_a_blind_chair_reads_letters_in_signals_and_moderation_and_gets_no_files() -> None:
    with panel(blind=True) as found:
        field = found.field
        field.declare_all()
        for member in field.panel:
            field.find_all(member, "Tor")
        els = found.browser("els")
        pages = [els.get(at(found)), els.get(at(found, bid(found))), els.get(at(found, bid(found), OFFERED))]
        pages.append(els.get(f"/evaluation/{field.tender}/1/signals"))
        file = els.raw("GET", at(found, bid(found), "files", f"{field.els.person}.json"))

        assert [page for page in pages if "Dovre" in page] == []
        assert ["Bidder " in page for page in pages] == [True] * 4
        assert (file.status_code, "Dovre" in file.text or "dovre" in file.text) == (409, False)


def test_each_evaluator_s_sheet_goes_out_as_submitted_with_an_entry(among: Panel) -> None:
    path = at(among, bid(among), "files", f"{among.field.finn.person}.json")

    answer = among.browser("hanne").raw("GET", path)

    document = json.loads(answer.data)
    assert (document["format"], document["evaluator"]) == ("appraisal-finding-sheet/1", "Finn")
    assert document["findings"][OFFERED]["finding"] == "P"
    assert among.field.events()[-1] == "paper:downloaded"
    assert among.browser("hanne").raw("GET", at(among, bid(among), "files", "findings.json")).status_code == 404
