"""Who may see a comparison: the buyer from the opening on, the panel once it is closed, under letters while blind."""

from __future__ import annotations

import re

from appraisal.services.opening.opened_contents import bids_that_stand
from comparing import FILES, PAGES, base, every, signed_in
from evaluating import evaluation as made
from world import plain, world


def test_before_the_opening_nobody_sees_it_and_the_attempt_is_an_entry() -> None:
    with world() as found:
        path = f"/tenders/{found.field.tender}/lots/1/comparison"
        for name in ("janneke", "hanne", "els"):
            browser = found.browser(name)
            events = found.field.events()
            for more in ("", "/firmness", "/what-if", *FILES):
                assert browser.raw("GET", path + more).status_code == 409, (name, more)
            assert found.field.events() == [*events, *["bid:early-look-refused"] * 6]
            assert "comparison" not in found.browser(name).get(f"/tenders/{found.field.tender}").lower()


def test_those_without_the_permission_get_the_same_answer_as_where_there_is_nothing() -> None:
    with world() as found:
        found.open_lot()
        before = [event for event in found.field.events() if event != "account:signed-in"]
        for name, status in (
            ("tor", 403),
            ("eve", 403),
            ("mallory", 403),
            ("root", 403),
            ("visitor", 303),
            ("els", 404),
        ):
            for path in (*(one.format(key="dovre-drift-as") for one in PAGES), *FILES):
                there, nowhere = (
                    found.browser(name).raw("GET", f"/tenders/{tender}/lots/1/comparison{path}")
                    for tender in (found.field.tender, "T-404")
                )
                assert (there.status_code, plain(there)) == (status, plain(nowhere)), (name, path)
                assert "Dovre" not in there.text
        auditor = found.browser("hanne").get(f"/tenders/{found.field.tender}/lots/1/comparison")
        assert "Dovre Drift AS is the only bid" in auditor
        assert [event for event in found.field.events() if event != "account:signed-in"] == before


def test_the_panel_sees_it_once_the_evaluation_is_closed_and_nobody_with_a_conflict_ever() -> None:
    with made() as own:
        own.declare(own.els)
        own.declare(own.finn, "Eve")
        own.declare(own.gerda)
        for name in own.bids:
            for member in own.panel:
                if (member, name) != (own.finn, "Eve"):
                    own.find_all(member, name)
            own.agree(name)
        els, finn, gerda = (signed_in(own, name) for name in ("els", "finn", "gerda"))
        paths = (*every(own, "dovre-drift-as"), *(base(own) + file for file in FILES))
        before = own.dump()
        for browser, status in ((els, 409), (gerda, 409), (finn, 404)):
            assert {browser.raw("GET", path).status_code for path in paths} == {status}
            assert "Comparison" not in browser.get(f"/tenders/{own.tender}")
        assert own.dump() == before

        own.close_evaluation()

        for browser in (els, gerda):
            assert {browser.raw("GET", path).status_code for path in paths} == {200}
            assert "Comparison" in browser.get(f"/tenders/{own.tender}")
        for path in paths:
            refused = finn.raw("GET", path)
            assert refused.status_code == 404
            assert not any(canary in refused.text for canary in ("Dovre", "Estuary", "Brandveen"))
        assert "Comparison" not in finn.get(f"/tenders/{own.tender}")


def test_a_blind_panel_reads_letters_everywhere_and_gets_no_file_before_the_award() -> None:
    with made(blind=True) as own:
        own.evaluate(Eve="N", Ben="P")
        own.close_evaluation()
        els, janneke = signed_in(own, "els"), signed_in(own, "janneke")
        label = next(one.label for one in bids_that_stand(own.kit, own.lot) if one.bid == own.bids["Tor"])
        before = own.dump()

        pages = [els.get(path) for path in every(own, label)]
        refused = [els.raw("GET", base(own) + path) for path in FILES]
        by_name = els.raw("GET", f"{base(own)}/bidders/dovre-drift-as")

        named = re.compile("dovre|estuary|brandveen", re.IGNORECASE)
        assert [named.findall(page) for page in pages] == [[]] * len(PAGES)
        assert f"Bidder {label} comes first of 3 bids" in pages[0]
        assert [answer.status_code for answer in refused] == [409] * 3
        assert [named.findall(answer.text) for answer in (*refused, by_name)] == [[]] * 4
        assert by_name.status_code == 404
        assert own.dump() == before
        assert "Dovre Drift AS comes first of 3 bids" in janneke.get(base(own))
        assert janneke.raw("GET", f"{base(own)}/comparison.json").status_code == 200
