"""A buyer's pages: a tender from its title to its publication, addenda, invitations and its end."""

from __future__ import annotations

import io
import re
from base64 import b64decode

import pymupdf

from appraisal.storage import tenders
from appraisal.web.machine.app import create_app
from browser import Browser
from stand import PASSWORD, PROFILE, Field

DATES = {
    "zone": "Europe/Amsterdam",
    "last_question-day": "2026-11-20",
    "last_question-hour": "17:00",
    "deadline-day": "2026-12-11",
    "deadline-hour": "12:00",
    "opening-day": "2026-12-11",
    "opening-hour": "14:00",
}


def follow(browser: Browser, label: str) -> str:
    """The page behind the link with this label."""
    found = re.search(rf'href="([^"]+)"[^>]*>{re.escape(label)}', browser.page)
    assert found, browser.page
    return browser.get(found[1])


def test_a_tender_goes_from_its_title_to_its_publication_by_the_next_act_of_each_page(
    field: Field, janneke: Browser
) -> None:
    janneke.get("/tenders")
    assert janneke.heading() == "Tenders"
    janneke.send("/tenders/new", 422, title="", reference="")
    janneke.send("/tenders/new", 422, title="Twice", reference="2026/041")
    janneke.send("/tenders/new", 200, title="Network", reference="2026/042")
    tender = re.search(r'href="/tenders/([^/"]+)/lots/new"', janneke.page)
    assert tender
    base = f"/tenders/{tender[1]}"
    assert "Next: add a lot" in janneke.page

    follow(janneke, "Add a lot")
    janneke.send(f"{base}/lots/new", 200, title="Lot one", profile="network-management", version="1")
    assert janneke.heading() == "What must a supplier’s processes achieve?"
    janneke.get(base)
    follow(janneke, "Set the dates")
    janneke.post(f"{base}/timetable", {"csrf": janneke.token(), "version": "3", **DATES})
    follow(janneke, "Name the officers")
    officers = [field.janneke.person, field.marijke.person]
    fields = {"csrf": janneke.token(), "version": "4", "title": "Lot one", "sealing": "officers", "officers": officers}
    janneke.post(f"{base}/lots/1/settings", fields)
    follow(janneke, "Check and publish")
    janneke.send(f"{base}/publish", 422, version="5")
    janneke.send(f"{base}/publish", 200, version="5", sure="yes")

    assert "Keep the recovery key" in janneke.heading()
    halves = re.findall(r'class="secret">([^<]+)<', janneke.page)
    sheets = re.findall(r'href="data:application/pdf;base64,([^"]+)" download="([^"]+)"', janneke.page)
    assert [name for _, name in sheets] == ["recovery-lot-1-half-1.pdf", "recovery-lot-1-half-2.pdf"]
    for half, (sheet, _) in zip(halves, sheets, strict=True):
        assert [group for group in half.split("-") if group not in printed(sheet)] == []
    janneke.get(base)
    assert "open for bids" in janneke.page
    assert "Frozen under digest" in janneke.page
    assert janneke.raw("GET", f"{base}/timetable").status_code == 409


def printed(sheet: str) -> str:
    """The letters of a PDF in base 64, without what separates them."""
    return "".join("".join(page.get_text().split()) for page in pymupdf.open(stream=b64decode(sheet)))


def profile_fields(page: str) -> dict[str, object]:
    """What the profile form of a page would send."""
    fields: dict[str, object] = {"area": re.findall(r'name="area" value="([^"]+)"', page)}
    for name, value in re.findall(r'<input class="form-control[^>]*name="([^"]+)" value="([^"]*)"', page):
        fields[name] = value
    for name, body in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', body)
        fields[name] = chosen[1] if chosen else ""
    for name, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\n([^<]*)</textarea>', page):
        fields[name] = text
    for name in re.findall(r'name="([^"]+-knock)" value="yes" checked', page):
        fields[name] = "yes"
    title = re.search(r'name="title" type="text" value="([^"]*)"', page)
    version = re.search(r'name="version" value="(\d+)"', page)
    token = re.search(r'name="csrf" value="([^"]+)"', page)
    assert title and version and token
    return fields | {"title": title[1], "version": version[1], "csrf": token[1]}


def test_a_profile_is_edited_line_by_line_and_keeps_what_was_typed(field: Field, janneke: Browser) -> None:
    path = f"/tenders/{field.tender}/lots/1"
    fields = profile_fields(janneke.get(path))
    assert sorted(fields["area"]) == ["CFM", "SRI", "SUB"]  # type: ignore[call-overload]

    page = janneke.post(path, fields | {"SRI-weight": "x", "CFM-why": " ", "SUB-why": "Kept <b>"}, 422)
    assert 'value="x"' in page
    assert "Kept &lt;b&gt;" in page
    assert sorted(re.findall(r'<a href="#([^"]+)">[^<]*: (?:give the weight|say why)', page)) == ["CFM-why", "SRI-w"]

    page = janneke.post(path, fields | {"add": "2", "add-2": "SDP"})
    assert 'id="SDP"' in page
    page = janneke.post(path, profile_fields(page) | {"SDP-why": "A plan.", "SDP-weight": "2,5", "drop": "SUB"})
    assert 'id="SUB"' not in page
    assert 'value="2,5"' in page
    janneke.post(path, profile_fields(page))

    stored = tenders.tender(field.kit.database, field.tender)
    assert stored and stored.lots[0].profile
    assert 'id = "SDP"' in stored.lots[0].profile
    assert "weight = 2.5" in stored.lots[0].profile
    assert 'id = "SUB"' not in stored.lots[0].profile


def test_how_a_profile_is_counted_is_edited_on_its_page(field: Field, janneke: Browser) -> None:
    path = f"/tenders/{field.tender}/lots/1"
    page = janneke.get(path)
    assert 'name="min_respondents" type="text" value="1"' in page
    assert re.findall(r'name="may_be_na" value="(\w+)"( checked)?', page) == [("SRI", ""), ("CFM", "")]
    counted = {"min_respondents": "3", "evidence": "required", "use": "award-quality", "may_be_na": "CFM"}
    wrong = counted | {"min_respondents": "many", "may_be_na": ["SRI", "CFM"]}

    page = janneke.post(path, profile_fields(page) | wrong, 422)

    assert 'href="#min_respondents"' in page and 'id="min_respondents-error"' in page
    assert re.findall(r'name="may_be_na" value="(\w+)"( checked)?', page) == [("SRI", " checked"), ("CFM", " checked")]
    page = janneke.post(path, profile_fields(page) | counted | {"may_be_na": ["SRI", "CFM"]}, 422)
    assert 'href="#may_be_na"' in page and "Lets every required area be not applicable" in page
    page = janneke.post(path, profile_fields(page) | counted)
    assert 'name="min_respondents" type="text" value="3"' in page
    assert re.findall(r'name="(?:evidence|use)" value="([\w-]+)" checked', page) == ["required", "award-quality"]
    text = janneke.raw("GET", f"{path}/profile.toml").data.decode()
    assert [line for line in text.splitlines() if line.startswith(("min_", "evidence", "use", "may_be"))] == [
        "may_be_na = [",
        'evidence = "required"',
        'use = "award-quality"',
        "min_respondents = 3",
    ]


def test_a_preview_works_out_shares_without_storing_anything(field: Field, janneke: Browser) -> None:
    path = f"/tenders/{field.tender}/lots/1"
    fields = profile_fields(janneke.get(path))
    before = field.dump()

    answer = janneke.raw("POST", path, data=fields | {"SRI-weight": "7"}, headers={"X-Preview": "1"})

    assert "70.0\u00a0%" in answer.text
    assert field.dump() == before


def test_a_draft_that_somebody_else_changed_keeps_what_was_typed_and_asks_again(field: Field, janneke: Browser) -> None:
    path = f"/tenders/{field.tender}/lots/1"
    fields = profile_fields(janneke.get(path))
    janneke.post(path, fields | {"CFM-weight": "5"})

    page = janneke.post(path, fields | {"SRI-why": "Typed meanwhile"}, 422)

    assert "Somebody changed this tender" in page
    against = (
        "Against what is stored now it says: Configuration Management: weight 2 instead of 5; Texts of the profile"
    )
    assert against in page
    assert "Typed meanwhile" in page
    janneke.post(path, profile_fields(page))
    stored = tenders.tender(field.kit.database, field.tender)
    assert stored and "Typed meanwhile" in (stored.lots[0].profile or "")


def test_every_problem_of_a_profile_file_is_shown_and_the_old_profile_stays(field: Field, janneke: Browser) -> None:
    path = f"/tenders/{field.tender}/lots/1/file"
    janneke.get(path)
    bad = PROFILE.replace("weight = 3", "weight = -3").replace('required = "partially"', 'required = "wholly"')
    before = field.version

    page = janneke.post(
        path, {"csrf": janneke.token(), "version": "5", "file": (io.BytesIO(bad.encode()), "bad.toml")}, 422
    )

    assert page.count("area.SRI.weight") == 2
    assert page.count("area.SUB.required") == 2
    at_field = page[page.index('id="file-error"') :]
    assert "area.SRI.weight" in at_field
    assert "area.SUB.required" in at_field
    assert field.version == before


def test_a_profile_is_downloaded_as_it_can_be_read_again(field: Field, janneke: Browser) -> None:
    answer = janneke.raw("GET", f"/tenders/{field.tender}/lots/1/profile.toml")

    assert answer.headers["Content-Disposition"] == 'attachment; filename="profile-lot-1.toml"'
    assert answer.data.decode() == PROFILE


def test_an_hour_that_does_not_exist_or_comes_twice_is_asked_again(field: Field, janneke: Browser) -> None:
    path = f"/tenders/{field.tender}/timetable"
    janneke.get(path)
    skipped = DATES | {"deadline-day": "2027-03-28", "deadline-hour": "02:30", "opening-day": "2027-04-01"}
    page = janneke.post(path, {"csrf": janneke.token(), "version": "5", **skipped}, 422)
    assert "does not exist" in page

    twice = DATES | {"deadline-day": "2027-10-31", "deadline-hour": "02:30", "opening-day": "2027-11-01"}
    page = janneke.post(path, {"csrf": janneke.token(), "version": "5", **twice}, 422)
    assert "The second, UTC+01:00" in page
    janneke.post(path, {"csrf": janneke.token(), "version": "5", **twice, "deadline-fold": "+01:00"})

    stored = tenders.tender(field.kit.database, field.tender)
    assert stored and stored.timetable
    assert stored.timetable.deadline.isoformat() == "2027-10-31T01:30:00+00:00"
    assert 'value="+01:00" checked' in janneke.get(path)


def test_dates_in_the_wrong_order_are_refused_at_their_field(field: Field, janneke: Browser) -> None:
    path = f"/tenders/{field.tender}/timetable"
    janneke.get(path)

    page = janneke.post(path, {"csrf": janneke.token(), "version": "5", **DATES, "opening-day": "2026-12-01"}, 422)

    assert 'href="#opening-hour"' in page
    assert "<title>Error: " in page


def test_an_invitation_is_accepted_by_a_press_and_not_by_looking(field: Field, janneke: Browser) -> None:
    base = f"/tenders/{field.tender}"
    janneke.get(f"{base}/invite")
    janneke.send(f"{base}/invite", 422, email="nobody")
    janneke.send(f"{base}/invite", 200, email="tor@dovre.example")
    field.publish()
    path = f"/invitation/{field.link('tor@dovre.example')}"
    supplier = Browser(create_app(field.kit.settings, lambda: field.kit))
    for _ in range(2):
        supplier.get(path)
    assert "Not opened yet" in janneke.get(base)

    supplier.send(path, 422, organisation="", name="Tor", password=PASSWORD, again=PASSWORD)
    supplier.send(path, 200, organisation="Dovre Drift AS", name="Tor", password=PASSWORD, again=PASSWORD)

    assert supplier.heading() == "Workplaces and service desk"
    assert "Dovre Drift AS" in janneke.get(base)
    other = Browser(create_app(field.kit.settings, lambda: field.kit))
    other.get(path, 409)


def test_an_addendum_moves_the_deadline_later_and_never_earlier(field: Field, janneke: Browser) -> None:
    field.publish()
    path = f"/tenders/{field.tender}/addendum"
    janneke.get(path)
    earlier = DATES | {"deadline-day": "2026-12-10", "reason": "Sooner"}
    page = janneke.post(path, {"csrf": janneke.token(), "version": "1", **earlier}, 422)
    assert "is earlier than the published one" in page

    later = DATES | {"deadline-day": "2026-12-14", "opening-day": "2026-12-14", "reason": "More time to answer"}
    janneke.post(path, {"csrf": janneke.token(), "version": "1", **later})

    assert "1. More time to answer" in janneke.page
    told = "Deadline for bids: Mon 14 December, 12:00 instead of Fri 11 December, 12:00"
    assert told in janneke.page

    less = PROFILE.replace("mandatory = true", "mandatory = false")
    janneke.get(path)
    files = {"lot-1": (io.BytesIO(less.encode()), "less.toml")}
    page = janneke.post(path, {"csrf": janneke.token(), "version": "2", **later, "reason": "No knock-out", **files})

    assert "<li>Service Request and Incident Management: no knock-out any more</li>" in page
    assert page.count(told) == 1


def test_a_tender_is_cancelled_with_a_reason(field: Field, janneke: Browser) -> None:
    path = f"/tenders/{field.tender}/cancel"
    janneke.get(path)
    janneke.send(path, 422, reason=" ")

    janneke.send(path, 200, reason="The budget is gone")

    assert "Cancelled: The budget is gone" in janneke.page
    assert "can only move later" not in janneke.page
    assert janneke.raw("GET", path).status_code == 409


def test_an_officer_sets_a_passphrase_and_changes_it(field: Field, janneke: Browser) -> None:
    janneke.get("/account/passphrase")

    page = janneke.send("/account/passphrase", 422, old="not the passphrase of anybody", passphrase="x" * 30, again="y")

    assert 'href="#again"' in page
    assert janneke.heading() == "Change the passphrase for opening"


def test_a_file_that_is_no_profile_is_told_by_its_name_and_keeps_the_title(field: Field, janneke: Browser) -> None:
    janneke.send("/tenders/new", 200, title="Network", reference="2026/050")
    tender = re.search(r'href="/tenders/([^/"]+)/lots/new"', janneke.page)
    assert tender
    path = f"/tenders/{tender[1]}/lots/new"
    fields = {"csrf": janneke.token(), "version": "1", "title": "WAN", "file": (io.BytesIO(b"%PDF-1.7"), "plan.pdf")}

    page = janneke.post(path, fields, 422)

    assert "“plan.pdf” is a PDF" in page
    assert 'value="WAN"' in page


def test_what_keeps_a_tender_from_being_published_says_what_to_do(field: Field, janneke: Browser) -> None:
    janneke.send("/tenders/new", 200, title="Network", reference="2026/050")
    tender = re.search(r'href="/tenders/([^/"]+)/lots/new"', janneke.page)
    assert tender
    base = f"/tenders/{tender[1]}"
    bare = janneke.get(f"{base}/publish")
    janneke.get(f"{base}/lots/new")
    janneke.send(f"{base}/lots/new", 200, title="WAN", profile="network-management", version="1")

    page = janneke.get(f"{base}/publish")

    assert (f'href="{base}/timetable">Set the dates<' in bare, "Add at least one lot" in bare) == (True, True)
    assert "Lot 1: name at least two officers, all of whom have set a passphrase for opening" in page
    assert "Nobody is invited yet, and only invited suppliers can bid." in page


def test_an_officer_without_a_passphrase_is_led_to_set_one(field: Field, janneke: Browser) -> None:
    with field.kit.database.writing():
        field.kit.database.run("DELETE FROM officer_keys WHERE officer = ?", field.janneke.person)
    janneke.get("/tenders")
    assert "Next: set your passphrase for opening bids" in janneke.page
    follow(janneke, "Set the passphrase")
    assert "Not set yet" in janneke.get("/account")

    janneke.get("/account/passphrase")
    janneke.send(
        "/account/passphrase", 200, passphrase="seven quiet herons at dawn", again="seven quiet herons at dawn"
    )

    assert "Passphrase for opening bids</dt><dd>Set</dd>" in janneke.page
    assert "Next: set your passphrase" not in janneke.get("/tenders")


def test_dates_on_both_sides_of_a_clock_change_each_bear_their_offset(field: Field, janneke: Browser) -> None:
    summer = {"last_question-day": "2027-03-20", "deadline-day": "2027-04-02", "opening-day": "2027-04-02"}
    janneke.get(f"/tenders/{field.tender}/timetable")
    janneke.send(f"/tenders/{field.tender}/timetable", 200, **{**DATES, **summer}, version=str(field.version))

    page = janneke.get(f"/tenders/{field.tender}")

    assert "17:00 UTC+01:00" in page
    assert "12:00 UTC+02:00" in page
    assert "All times Europe/Amsterdam. " in page
