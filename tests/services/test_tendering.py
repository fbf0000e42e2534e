"""Drafts: made and edited by officers of the buyer, unknown to everybody else, and never edited over a colleague."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from appraisal.core.errors import Conflict, InvalidInput, NotFound, NotPermitted, Stale, WrongStage
from appraisal.core.policy import Actor, Role
from appraisal.exchange.profile_toml import parse_profile
from appraisal.services.account.accounts import Join
from appraisal.services.account.mailed_links import ask_to_register, register
from appraisal.services.known import known_tender, profile_of
from appraisal.services.tendering.profiles import (
    Counting,
    EditProfile,
    Line,
    PickProfile,
    UploadProfile,
    download_profile,
    edit_profile,
    pick_profile,
    summary,
    upload_profile,
)
from appraisal.services.tendering.tendering import (
    AddLot,
    ChangeLot,
    ChangeTender,
    CreateTender,
    DropLot,
    SetTimetable,
    add_lot,
    change_lot,
    change_tender,
    create_tender,
    drop_lot,
    officers_of,
    set_timetable,
)
from stand import DATES, DEADLINE, PASSWORD, Field

LINES = (
    Line("SRI", "fully", "3", True, "The desk itself."),
    Line("PRM", "62,5", "1.5", False, "The same call every month costs us."),
)


def stranger(field: Field) -> Actor:
    ask_to_register(field.kit, "eve@other.example")
    return register(field.kit, Join(field.link("eve@other.example"), "Eve", PASSWORD, "Other BV"))


def test_a_draft_holds_what_its_officer_gave_it(field: Field) -> None:
    draft = known_tender(field.kit, field.janneke, field.tender)
    assert (draft.reference, draft.title, draft.access) == ("2026/041", "Workplaces and service desk", "invited")
    assert draft.timetable
    assert (draft.timetable.zone, draft.timetable.deadline) == ("Europe/Amsterdam", DEADLINE)
    assert [(lot.number, lot.title, lot.officers) for lot in draft.lots] == [(1, "Service desk", ("P-2", "P-3"))]
    assert field.events()[-5:] == ["tender:created", *["tender:edited"] * 4]


def test_a_draft_is_unknown_to_suppliers_and_its_journal_names_who_edited(field: Field) -> None:
    with pytest.raises(NotFound, match="There is no such tender"):
        known_tender(field.kit, stranger(field), field.tender)
    with pytest.raises(NotFound, match="There is no such tender"):
        known_tender(field.kit, field.janneke, "T-999")


def test_only_officers_of_the_buyer_edit_a_draft(field: Field) -> None:
    eve = stranger(field)
    auditor = Actor("P-8", "Hanne", frozenset({Role.AUDITOR}), field.janneke.organisation)
    elsewhere = Actor("P-9", "Else", frozenset({Role.OFFICER}), eve.organisation)
    before = field.dump()
    acts: list[Callable[[Actor], object]] = [
        lambda actor: change_tender(field.kit, actor, ChangeTender(field.tender, field.version, "Mine")),
        lambda actor: set_timetable(field.kit, actor, SetTimetable(field.tender, field.version, *DATES)),
        lambda actor: add_lot(field.kit, actor, AddLot(field.tender, field.version, "Mine")),
        lambda actor: change_lot(field.kit, actor, ChangeLot(field.tender, field.version, 1, "Mine")),
        lambda actor: drop_lot(field.kit, actor, DropLot(field.tender, field.version, 1)),
        lambda actor: pick_profile(field.kit, actor, PickProfile(field.tender, field.version, 1, "service-desk")),
    ]

    for act in acts:
        for actor, refusal in ((eve, NotPermitted), (auditor, NotPermitted), (elsewhere, NotFound)):
            with pytest.raises(refusal):
                act(actor)

    assert field.dump() == before


def test_a_published_tender_is_edited_no_more(field: Field) -> None:
    field.publish()
    before = field.dump()
    with pytest.raises(WrongStage, match="the tender is published; expected draft"):
        change_tender(field.kit, field.janneke, ChangeTender(field.tender, field.version, "Other"))
    with pytest.raises(WrongStage):
        pick_profile(field.kit, field.janneke, PickProfile(field.tender, field.version, 1, "service-desk"))
    assert field.dump() == before


def test_nobody_edits_over_a_colleague(field: Field) -> None:
    seen = field.version
    change_tender(field.kit, field.marijke, ChangeTender(field.tender, seen, "Marijke's title"))
    before = field.dump()
    with pytest.raises(Stale, match="Somebody changed this tender"):
        change_tender(field.kit, field.janneke, ChangeTender(field.tender, seen, "Janneke's title"))
    assert field.dump() == before


def test_a_reference_is_given_once_also_when_the_form_comes_twice(field: Field) -> None:
    with pytest.raises(Conflict, match="Reference 2026/041 is taken"):
        create_tender(field.kit, field.janneke, CreateTender("2026/041", "Again"))
    with pytest.raises(InvalidInput) as refusal:
        create_tender(field.kit, field.janneke, CreateTender("<b>", ""))
    assert [problem.path for problem in refusal.value.problems] == ["title", "reference"]


def test_security_21_dates_that_are_past_disordered_or_no_moment_are_asked_again(field: Field) -> None:
    for dates, paths in (
        (("Europe/Amsterdam", "2026-10-25T02:30", "2027-03-28T02:30", ""), ["last_question", "deadline", "opening"]),
        (("Europe/Nowhere", *DATES[1:]), ["zone"]),
        (("UTC", "2026-11-01T00:00", "2026-11-01T00:00", "2026-10-01T00:00"), ["last_question", "deadline", "opening"]),
    ):
        with pytest.raises(InvalidInput) as refusal:
            set_timetable(field.kit, field.janneke, SetTimetable(field.tender, field.version, *dates))
        assert [problem.path for problem in refusal.value.problems] == paths


def test_a_lot_names_officers_of_the_buyer_only_and_keeps_its_number(field: Field) -> None:
    assert [person.name for person in officers_of(field.kit, field.janneke)] == ["Janneke", "Marijke"]
    with pytest.raises(InvalidInput, match="officers"):
        change_lot(field.kit, field.janneke, ChangeLot(field.tender, field.version, 1, "Desk", officers=["P-1"]))
    assert add_lot(field.kit, field.janneke, AddLot(field.tender, field.version, "Network")) == 2
    drop_lot(field.kit, field.janneke, DropLot(field.tender, field.version, 2))
    assert add_lot(field.kit, field.janneke, AddLot(field.tender, field.version, "Network")) == 3
    draft = known_tender(field.kit, field.janneke, field.tender)
    assert [lot.number for lot in draft.lots] == [1, 3]


def test_a_profile_is_edited_line_by_line_and_downloads_as_toml(field: Field) -> None:
    command = EditProfile(field.tender, field.version, 1, "A smaller desk", "Calls only", LINES)
    profile = edit_profile(field.kit, field.janneke, command)
    again = profile_of(known_tender(field.kit, field.janneke, field.tender).lots[0])
    assert again == profile
    assert 'title = "A smaller desk"' in download_profile(field.kit, field.janneke, field.tender, 1)
    assert [(str(area.requirement.weight), str(area.share)) for area in summary(profile).areas] == [
        ("3", "2/3"),
        ("3/2", "1/3"),
    ]
    assert summary(profile).knock_outs == 1
    assert summary(profile).questions == len(profile.asked)


def test_how_a_profile_is_counted_is_edited_and_comes_back_from_its_toml(field: Field) -> None:
    counting = Counting("3", "required", "award-quality", ["SRI"])
    command = EditProfile(field.tender, field.version, 1, "A desk", "Calls", LINES, counting=counting)

    profile = edit_profile(field.kit, field.janneke, command)

    text = download_profile(field.kit, field.janneke, field.tender, 1)
    again = parse_profile("desk.toml", text.encode())
    assert (again, again.digest) == (profile, profile.digest)
    told = (again.method.min_respondents, again.evidence, again.use, again.may_be_na)
    assert told == (3, "required", "award-quality", frozenset({"SRI"}))
    left = EditProfile(field.tender, field.version, 1, "A desk", "Calls", LINES)
    assert edit_profile(field.kit, field.janneke, left) == profile


@pytest.mark.parametrize(
    ("counting", "path"),
    [
        (Counting("none"), "method.min_respondents"),
        (Counting("0"), "method.min_respondents"),
        (Counting("1.5"), "method.min_respondents"),
        (Counting("1001"), "method.min_respondents"),
        (Counting(evidence="perhaps"), "profile.evidence"),
        (Counting(use="x"), "profile.use"),
        (Counting(may_be_na=["XXX"]), "profile.may_be_na"),
        (Counting(may_be_na=["SRI", "PRM"]), "profile.may_be_na"),
    ],
)
def test_how_a_profile_is_counted_is_refused_at_its_field(field: Field, counting: Counting, path: str) -> None:
    before = field.dump()
    command = EditProfile(field.tender, field.version, 1, "A desk", "Calls", LINES, counting=counting)

    with pytest.raises(InvalidInput) as refusal:
        edit_profile(field.kit, field.janneke, command)

    assert [problem.path for problem in refusal.value.problems] == [path]
    assert field.dump() == before


def test_every_fault_of_an_edited_or_uploaded_profile_is_told_at_its_field(field: Field) -> None:
    before = field.dump()
    lines = (Line("SRI", "wholly", "0", why=""), Line("XXX", "fully", "many", why="Because."))
    with pytest.raises(InvalidInput) as edited:
        edit_profile(field.kit, field.janneke, EditProfile(field.tender, field.version, 1, "", "Calls", lines))
    with pytest.raises(InvalidInput) as uploaded:
        upload_profile(field.kit, field.janneke, UploadProfile(field.tender, field.version, 1, "x.toml", b"[profile]"))
    assert [problem.path for problem in edited.value.problems] == [
        "profile.title",
        "area.SRI.why",
        "area.SRI.weight",
        "area.SRI.required",
        "area.XXX.weight",
    ]
    assert len(uploaded.value.problems) > 3
    assert field.dump() == before
