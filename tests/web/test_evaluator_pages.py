"""An evaluator's pages: what comes first, findings saved as typed and whole, submitted, and then only read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest

from appraisal.services.evaluation.bidder_questions import AnswerBuyer, AskBidder, answer_buyer, ask_bidder
from appraisal.services.evaluation.finding_sheets import sheet_of
from appraisal.services.evaluation.findings import drafts_on
from appraisal.services.evaluation.panel import NamePanelist, name_panelist
from browser import Browser
from panels import OFFERED, Panel, hidden, panel, words

Fields = dict[str, object]


@pytest.fixture
def among() -> Iterator[Panel]:
    """Everybody on the panel has declared; Finn evaluates every area, Gerda SRI alone."""
    with panel() as found:
        found.field.declare_all()
        yield found


@pytest.fixture
def finn(among: Panel) -> Browser:
    """Finn's browser."""
    return among.browser("finn")


def draft(among: Panel, name: str = "Tor", question: str = OFFERED) -> tuple[object, ...]:
    """What is stored of Finn's finding."""
    found = drafts_on(among.field.kit, among.field.bids[name], among.field.finn.person).get(question)
    return (found.version, found.own.value, found.own.reason, found.own.nothing_offered) if found else ()


def send(among: Panel, path: str, status: int = 200, **fields: object) -> str:
    """The page after sending the form that the last page holds."""
    finn = among.browser("finn")
    return finn.post(path, {**hidden(finn.page), **fields}, status)


def test_an_evaluator_begins_with_the_lots_on_whose_panels_they_are_and_what_is_next() -> None:
    with panel() as found:
        piet, finn = found.browser("piet"), found.browser("finn")
        assert "Not opened yet" in piet.get("/")
        assert piet.get(f"/evaluation/{found.other}/1") == piet.get("/evaluation")
        assert "You are on no panel" in found.browser("olga").get("/")
        assert [heading in finn.get("/") for heading in ("Declare your interests", "Evaluation</a>")] == [True, True]
        assert "Declare your interests" in finn.get(f"/evaluation/{found.field.tender}/1")
        assert finn.heading() == "Declare your interests"


def test_interests_are_declared_on_every_supplier_by_name_and_a_conflict_says_what_it_is() -> None:
    with panel() as found:
        finn, path = found.browser("finn"), f"/evaluation/{found.field.tender}/1/interests"
        page = finn.get(path)
        assert "never taken back" in page
        before = found.field.kit.database.all("SELECT * FROM interests")
        page = finn.send(path, 422, conflict__1="no", conflict__2="yes", name="Finn")
        assert [one in words(page) for one in ("Dovre Drift AS: say what", "Estuary Ltd: choose one")] == [True, True]
        assert found.field.kit.database.all("SELECT * FROM interests") == before

        page = finn.send(path, conflict__1="no", conflict__2="yes", words__2="My sister", conflict__3="no", name="Finn")

        assert (finn.heading(), "One bid is kept from you" in page, "Dovre" in page) == ("Service desk", True, False)
        page = finn.get(path)
        assert [one in words(page) for one in ("A conflict of interest", "My sister", "No conflict")] == [True] * 3


def test_a_conflict_that_comes_up_later_is_added_and_never_taken_back(among: Panel, finn: Browser) -> None:
    path = f"/evaluation/{among.field.tender}/1/interests"
    finn.get(path)
    assert "Tick the supplier" in finn.send(path, 422, name="Finn")
    assert "say what the conflict is" in finn.send(path, 422, conflict__3="yes", name="Finn")

    finn.send(path, conflict__3="yes", words__3="Bought shares", name="Finn")
    finn.get(path)
    again = finn.send(path, 422, conflict__3="no", name="Finn")

    assert again.count("A conflict of interest") == 1
    assert finn.raw("GET", among.path("Eve")).status_code == 404


def test_the_work_page_says_how_far_each_bid_and_area_is_and_leads_to_the_next_open_item(
    among: Panel, finn: Browser
) -> None:
    among.field.find(among.field.finn, "Tor", OFFERED, "L")

    page = finn.get(f"/evaluation/{among.field.tender}/1")

    assert "Next: 68 open items" in page
    assert "1 of 7 of Service Request and Incident Management, Dovre Drift AS" in words(page)
    assert re.search(r'href="([^"]+)">Next open item', page)[1].startswith("/evaluation/")  # type: ignore[index]


def test_a_finding_page_shows_what_is_known_and_nothing_of_others(among: Panel, finn: Browser) -> None:
    ask = AskBidder(
        among.field.tender, 1, among.field.bids["Eve"], OFFERED, "Which do you mean?", "2026-12-18T17:00", "k"
    )
    asked = ask_bidder(among.field.kit, among.field.janneke, ask)
    waiting = words(finn.get(among.path("Eve", OFFERED)))
    eve = among.field.bid_managers["Eve"]
    answer_buyer(
        among.field.kit, eve, AnswerBuyer(among.field.bids["Eve"], asked, "Yes, all.", "yes", among.field.clock.at)
    )

    page = words(finn.get(among.path("Eve", OFFERED)))

    assert "An answer is expected by Fri 18 December, 17:00" in waiting
    told = (
        "R1 service manager Don’t know eve-comment-canary of Estuary Ltd.", "Plan eve-file-canary.pdf",
        "behind 1 answer", among.digest("Eve")[:4], "Which do you mean?", "C1 Yes, all.", "It means: yes.",
        "Yes only when a written plan covers both kinds.", "The handling of events is planned.", "Handle events",
        "done everywhere, shown by evidence", "Estuary Ltd, 0 of 23 findings", "All bids of this lot, 0 of 69 findings",
    )  # fmt: skip
    assert [one for one in told if one not in page] == []


def test_a_whole_finding_leads_to_the_next_open_item_with_its_group_in_focus(among: Panel, finn: Browser) -> None:
    path = among.path("Tor", OFFERED)
    finn.get(path)

    answer = finn.raw("POST", path, data={**hidden(finn.page), "finding": "L", "reason": "E1 covers both."})

    assert (answer.status_code, answer.headers["Location"]) == (303, f"{among.path('Tor', 'SRI-Q2')}?next")
    assert " data-arrived" in finn.get(answer.headers["Location"])
    assert " data-arrived" not in finn.get(among.path("Tor", "SRI-Q2"))
    assert draft(among) == (1, "L", "E1 covers both.", False)


def test_what_is_not_whole_is_told_at_its_field_and_comes_back_as_typed(among: Panel, finn: Browser) -> None:
    path = among.path("Tor", OFFERED)
    finn.get(path)

    none = send(among, path, 422, reason="  ")
    uncited = send(among, path, 422, finding="P", reason="Better than the others. E9")

    assert [one in none for one in ("Choose a finding", "Say why, in a sentence or two")] == [True, True]
    assert ["Name what it rests on" in uncited, 'value="P" aria-keyshortcuts="P" checked' in uncited] == [True, True]
    assert "Better than the others. E9</textarea>" in uncited
    assert "“Better than the others” compares with other bidders" in unescape(uncited)
    assert draft(among) == ()
    send(among, path, finding="N", reason="Nothing is shown.", nothing="yes")
    assert draft(among) == (1, "N", "Nothing is shown.", True)


def test_a_finding_is_saved_as_typed_and_the_page_is_told_what_it_cites(among: Panel, finn: Browser) -> None:
    path = among.path("Tor", OFFERED)
    page = finn.get(path)
    typed = {**hidden(page), "finding": "F", "reason": "e1 and R1, stronger than the rest"}

    first = finn.raw("POST", path, data=typed, headers={"X-Autosave": "1"})
    late = finn.raw("POST", path, data={**typed, "reason": "E1 then"}, headers={"X-Autosave": "1"})
    later = finn.raw("POST", path, data={**typed, "serial": "2", "reason": "E1"}, headers={"X-Autosave": "1"})

    assert first.json == {
        "saved": True,
        "words": "Cites E1, R1. Saved at 15:00:00.",
        "revision": "1",
        "notes": {"compares": "“stronger than the rest” compares with other bidders. Measure against the requirement."},
    }
    assert (late.status_code, later.json and later.json["revision"]) == (200, "2")
    assert draft(among) == (2, "F", "E1", False)


def test_what_another_window_saved_is_not_overwritten_and_nothing_is_lost(among: Panel, finn: Browser) -> None:
    path = among.path("Tor", OFFERED)
    mine = hidden(finn.get(path))
    among.field.find(among.field.finn, "Tor", OFFERED, "F", "R1 in the other window.")
    typed = {**mine, "finding": "P", "reason": "E1 as typed here."}

    told = finn.raw("POST", path, data=typed, headers={"X-Autosave": "1"})
    page = finn.post(path, typed, 409)
    both = [one in words(page) for one in ("Partially typed here E1 as typed here.", "R1 in the other window.")]

    assert (told.status_code, told.json and told.json["saved"], both) == (409, False, [True, True])
    assert draft(among) == (1, "F", "R1 in the other window.", False)
    keep = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page))
    finn.post(path, {**keep, "finding-keep": "mine"})
    assert draft(among) == (2, "P", "E1 as typed here.", False)


def test_of_two_versions_the_stored_one_can_be_kept(among: Panel, finn: Browser) -> None:
    path = among.path("Tor", OFFERED)
    mine = hidden(finn.get(path))
    among.field.find(among.field.finn, "Tor", OFFERED, "F", "R1 in the other window.")
    page = finn.post(path, {**mine, "finding": "P", "reason": "E1 as typed here."}, 409)
    keep = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page))

    finn.post(path, {**keep, "finding-keep": "stored"})

    assert draft(among)[1:] == ("F", "R1 in the other window.", False)


def test_going_back_and_leaving_open_keep_what_was_typed_even_when_it_is_not_whole(among: Panel, finn: Browser) -> None:
    path = among.path("Tor", "SRI-Q2")
    finn.get(path)
    data = {**hidden(finn.page), "reason": "Half a thought"}

    back = finn.raw("POST", path, data={**data, "act": "previous"})
    later = finn.raw("POST", path, data={**data, "serial": "2", "reason": "More", "act": "later"})
    untouched = finn.raw("POST", among.path("Tor", "SRI-Q3"), data={**data, "reason": "", "act": "later"})

    assert back.headers["Location"] == among.path("Tor", OFFERED)
    assert later.headers["Location"] == f"{among.path('Tor', 'SRI-Q3')}?next"
    assert untouched.headers["Location"] == f"{among.path('Tor', 'SRI-Q4')}?next"
    assert (draft(among, question="SRI-Q2"), draft(among, question="SRI-Q3")) == ((2, None, "More", False), ())


def test_the_last_open_item_of_a_bid_leads_to_submitting_it(among: Panel) -> None:
    gerda = among.browser("gerda")
    for number in range(1, 7):
        among.field.find(among.field.gerda, "Tor", f"SRI-Q{number}", "F")
    path = among.path("Tor", "SRI-Q7")
    gerda.get(path)

    gerda.post(path, {**hidden(gerda.page), "finding": "F", "reason": "R1"})

    assert gerda.heading() == "Submit your findings on Dovre Drift AS"
    assert "Give your full name" in gerda.send(among.path("Tor"), 422)
    assert sheet_of(among.field.kit, among.field.bids["Tor"], among.field.gerda.person) is None
    page = gerda.send(among.path("Tor"), name="Gerda")
    assert gerda.heading() == "Your findings on Dovre Drift AS are submitted"
    assert "still to come from Els and Finn" in words(page)


def test_findings_that_are_not_whole_are_listed_and_not_submitted(among: Panel, finn: Browser) -> None:
    among.field.find_all(among.field.gerda, "Tor", "N")
    page = finn.get(among.path("Tor"))
    assert ("23 items left to find" in page, "Sign and submit" in page) == (True, False)

    page = finn.send(among.path("Tor"), 422, name="Finn")

    assert "Service Request and Incident Management, question 1: not begun" in page
    assert sheet_of(among.field.kit, among.field.bids["Tor"], among.field.finn.person) is None


def test_after_submitting_an_evaluator_reads_what_others_found_on_that_bid(among: Panel, finn: Browser) -> None:
    among.field.find_all(among.field.gerda, "Tor", "N", reason="R1 gives no plan.")
    among.field.find_all(among.field.finn, "Tor", "F")

    bid, finding = words(finn.get(among.path("Tor"))), words(finn.get(among.path("Tor", OFFERED)))

    assert ("Findings differ" in bid, "Gerda Not submitted" in bid, "R1 gives no plan." in bid) == (True, True, True)
    assert "What others found Gerda Not submitted" in finding
    assert "<form class" not in finn.page


@pytest.mark.parametrize("ended", ["submitted", "closed"])
def test_what_comes_after_the_end_is_refused_and_given_back(among: Panel, finn: Browser, ended: str) -> None:
    path = among.path("Tor", OFFERED)
    typed = {**hidden(finn.get(path)), "finding": "P", "reason": "E1 came too late."}
    if ended == "submitted":
        among.field.find_all(among.field.finn, "Tor")
    else:
        among.reach("evaluated")
    before = among.field.kit.database.all("SELECT * FROM finding_drafts")

    saved = finn.raw("POST", path, data=typed, headers={"X-Autosave": "1"})
    page = words(finn.post(path, typed, 409))

    assert (saved.status_code, saved.json and saved.json["saved"]) == (409, False)
    assert "Not saved: this finding can no longer be changed" in page
    assert "Partially E1 came too late." in page
    assert among.field.kit.database.all("SELECT * FROM finding_drafts") == before


def test_what_was_typed_when_the_session_was_lost_is_sent_after_signing_in(among: Panel, finn: Browser) -> None:
    path = among.path("Tor", OFFERED)
    typed = {**hidden(finn.get(path)), "finding": "L", "reason": "E1, typed too long."}
    finn.client.delete_cookie("__Host-session", domain="localhost")

    told = finn.raw("POST", path, data=typed, headers={"X-Autosave": "1"})
    page = finn.raw("POST", path, data=typed).text

    assert (told.status_code, told.json) == (
        401,
        {"saved": False, "words": "Not saved: sign in again, your text is kept"},
    )
    assert [one in page for one in ("E1, typed too long.", "Sign in")] == [True, True]
    assert draft(among) == ()


def test_a_colleague_s_question_is_not_for_an_evaluator_of_another_area(among: Panel) -> None:
    gerda = among.browser("gerda")

    statuses = {
        question: gerda.raw("GET", among.path("Tor", question)).status_code for question in (OFFERED, "CFM-Q1", "X-Q1")
    }

    assert statuses == {OFFERED: 200, "CFM-Q1": 403, "X-Q1": 404}
    assert "Configuration Management" not in gerda.get(f"/evaluation/{among.field.tender}/1")


def test_evidence_goes_out_as_an_attachment_in_a_sandbox_and_the_download_is_an_entry(
    among: Panel, finn: Browser
) -> None:
    answer = finn.raw("GET", f"{among.path('Tor')}/evidence/e1")

    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename=\"Plan tor-file-canary.pdf\"; filename*=UTF-8''Plan%20tor-file-canary.pdf"
    )
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.data.endswith(b"Tor")
    assert among.field.events()[-1] == "bid:downloaded"
    assert finn.raw("GET", f"{among.path('Tor')}/evidence/e9").status_code == 404


def test_a_chair_without_areas_moderates_and_has_no_findings_to_make(among: Panel) -> None:
    command = NamePanelist(among.field.tender, 1, among.field.els.person, [], True)
    name_panelist(among.field.kit, among.field.janneke, command)

    page = words(among.browser("els").get(f"/evaluation/{among.field.tender}/1"))

    assert ("You evaluate no area yourself" in page, "Chair of the panel" in page) == (True, True)
    assert among.browser("els").raw("GET", among.path("Tor")).status_code == 404


def test_when_all_is_submitted_there_is_nothing_to_do_but_to_wait(among: Panel, finn: Browser) -> None:
    seen = []
    for members in ((among.field.finn,), (among.field.els, among.field.gerda)):
        for member in members:
            for name in among.field.bids:
                among.field.find_all(member, name)
        seen.append(words(finn.get("/evaluation")))

    assert "/comparison" not in finn.get(f"/evaluation/{among.field.tender}/1")
    assert ["Waiting for others" in seen[0], "In moderation" in seen[1]] == [True, True]
    among.reach("evaluated")
    assert "Evaluation closed" in words(finn.get("/evaluation"))
    work = finn.get(f"/evaluation/{among.field.tender}/1")
    comparison = f"/tenders/{among.field.tender}/lots/1/comparison"
    assert (f'href="{comparison}"' in work, finn.raw("GET", comparison).status_code) == (True, 200)
    among.reach("decided")
    assert "Decided" in words(finn.get("/evaluation"))
