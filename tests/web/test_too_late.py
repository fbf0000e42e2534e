"""What is sent after the last moment for it: refused, not stored, and given back as text so that nothing is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from appraisal.services.bidding.answering import area_page
from bidding import area_fields
from stand import DEADLINE, PASSWORD
from world import World, world


@pytest.fixture
def late() -> Iterator[World]:
    """A world a moment after the deadline, in which Eve's pages were opened in time."""
    with world() as found:
        eve = found.browser("eve")
        path = f"/bids/{found.rival_bid}/areas/SRI"
        eve.post(path, area_fields(eve.get(path), finished="no", **{"SRI-Q1-comment": "in the drawer"}))
        eve.get(path)
        found.field.clock.at = DEADLINE
        eve.sign_in("eve@estuary.example", PASSWORD)
        eve.get(path)
        found.field.clock.advance(seconds=1)
        yield found


def changed(found: World) -> dict[str, object]:
    """The page as it was opened, with one answer and one comment changed."""
    page = found.browser("eve").page
    more = {"SRI-Q1-comment": "in the drawer", "SRI-Q2": "no", "SRI-Q2-comment": "Not <yet>,\nbut soon"}
    return area_fields(page, "yes", finished="yes", **{"SRI-Q2-link": "https://estuary.example/plan"} | more)


def test_an_area_sent_too_late_comes_back_as_text_and_is_not_stored(late: World) -> None:
    eve, fields, before = late.browser("eve"), changed(late), late.field.dump()

    page = eve.post(f"/bids/{late.rival_bid}/areas/SRI", fields, 409)

    assert eve.heading() == "This came too late to be saved"
    assert "Answering questions was possible until 11 December 2026, 12:00 Europe/Amsterdam (UTC+01:00)" in page
    assert ("Not &lt;yet&gt;,\nbut soon" in page, "<yet>" in page) == (True, False)
    assert "https://estuary.example/plan" in page
    assert ("Question 2" in page, "Question 1<" in page, "in the drawer" in page) == (True, False, False)
    assert late.field.dump() == before


def test_an_area_of_which_all_was_saved_in_time_says_so(late: World) -> None:
    eve = late.browser("eve")
    fields = area_fields(eve.page, "yes", finished="no", **{"SRI-Q1-comment": "in the drawer"})

    page = eve.post(f"/bids/{late.rival_bid}/areas/SRI", fields, 409)

    assert "Everything on the page had been saved in time." in page


def test_an_autosave_that_comes_too_late_keeps_the_page_and_says_how_to_get_the_text(late: World) -> None:
    eve, fields, before = late.browser("eve"), changed(late), late.field.dump()

    answer = eve.raw("POST", f"/bids/{late.rival_bid}/areas/SRI", data=fields, headers={"X-Autosave": "1"})

    told = json.loads(answer.data)
    assert (answer.status_code, told["saved"]) == (409, False)
    assert "What you typed stays here; press “Save and continue” to get it as text to copy" in told["words"]
    assert late.field.dump() == before
    assert area_page(late.field.kit, late.eve, late.rival_bid, "SRI").draft.answer("SRI-Q2").value == "yes"


def test_a_question_asked_too_late_comes_back_as_text(late: World) -> None:
    eve, path, before = late.browser("eve"), f"/tenders/{late.field.tender}/questions", late.field.dump()

    page = eve.send(path, 409, key="k" * 12, question="Is <b>Sunday</b>\na working day?")

    assert eve.heading() == "The time for this is over"
    assert "Is &lt;b&gt;Sunday&lt;/b&gt;\na working day?" in page
    assert late.field.dump() == before


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("check", {"unit": "Managed services", "sites": "Oslo\nBergen", "period": "2026"}),
        ("evidence", {"link": "https://estuary.example/plan", "title": "The plan", "key": "k" * 12}),
        ("team", {"email": "kari@estuary.example", "role": "operations", "areas": "SRI"}),
    ],
)
def test_other_forms_of_a_supplier_give_back_what_was_typed_too(
    late: World, path: str, typed: dict[str, object]
) -> None:
    eve = late.browser("eve")

    page = eve.send(f"/bids/{late.rival_bid}/{path}", 409, **typed)

    assert [text for name, text in typed.items() if name not in ("areas", "key") and str(text) not in page] == []


def test_a_secret_is_never_given_back(late: World) -> None:
    janneke, path = late.browser("janneke"), f"/tenders/{late.field.tender}/lots/1/emergency"
    fields = {"half": "ABCD EFGH JKMN PQRS", "reason": "A passphrase was lost"}
    late.field.clock.at = DEADLINE.replace(hour=10)

    answer = janneke.raw("POST", path, data={"csrf": janneke.token(), **fields})

    assert (answer.status_code, fields["reason"] in answer.text, "ABCD" in answer.text) == (409, True, False)
