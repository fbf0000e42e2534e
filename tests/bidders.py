"""A published tender with bids in a data folder, made by acts alone, for tests of the server itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from appraisal.core.policy import Actor, Role
from appraisal.core.tendering import Invitation
from appraisal.services.account.accounts import (
    AddUser,
    Join,
    SetUp,
    add_user,
    join,
    new_organisation,
    new_person,
    set_up,
    set_up_link,
)
from appraisal.services.account.sessions import begin_session
from appraisal.services.bidding.answering import SaveArea, Typed, area_page, save_area
from appraisal.services.bidding.bids import SetScope, StartBid, set_scope, start_bid
from appraisal.services.tendering.profiles import UploadProfile, upload_profile
from appraisal.services.tendering.publication import Publish, publish
from appraisal.services.tendering.tendering import (
    AddLot,
    ChangeLot,
    CreateTender,
    SetTimetable,
    add_lot,
    change_lot,
    create_tender,
    set_timetable,
)
from appraisal.services.toolkit import SYSTEM, Kit
from appraisal.settings import Settings
from appraisal.storage import invitations
from stand import OFFICERS, PASSWORD, PROFILE


def settings_in(folder: Path, port: int) -> Settings:
    """Settings with everything in one folder."""
    return Settings(
        data=folder / "data",
        key_file=folder / "key",
        secret_key="k" * 32,
        port=port,
        address=f"http://127.0.0.1:{port}",
    )


def token_of(address: str | None) -> str:
    """The token of a single-use link."""
    assert address
    return address.rpartition("/")[2]


def published(kit: Kit) -> str:
    """A published tender of one lot on the server's key, open for a month."""
    ada = set_up(kit, SetUp(token_of(set_up_link(kit)), "Noorderland", "ada@buyer.example", "Ada", PASSWORD))
    address = add_user(kit, ada, AddUser("janneke@buyer.example", "Janneke", OFFICERS))
    officer = join(kit, Join(token_of(address), "Janneke", PASSWORD))
    tender = create_tender(kit, officer, CreateTender("2026/041", "Service desk"))
    add_lot(kit, officer, AddLot(tender, 1, "Service desk"))
    change_lot(kit, officer, ChangeLot(tender, 2, 1, "Service desk", "server"))
    upload_profile(kit, officer, UploadProfile(tender, 3, 1, "desk.toml", PROFILE.encode()))
    dates = (f"{datetime.now(UTC) + timedelta(days=days):%Y-%m-%dT12:00}" for days in (20, 30, 31))
    set_timetable(kit, officer, SetTimetable(tender, 4, "UTC", *dates))
    publish(kit, officer, Publish(tender, 5))
    return tender


def ready_bid(kit: Kit, tender: str, number: int, whole: bool = True) -> tuple[Actor, str, str]:
    """A supplier's person, their bid, answered as a whole or not at all, and the token of their session."""
    email = f"person{number}@supplier.example"
    with kit.database.writing():
        supplier = new_organisation(kit, "supplier", f"Supplier {number}")
        actor = new_person(kit, SYSTEM, email, f"Person {number}", {Role.SUPPLIER}, supplier.id, None)
        invited = Invitation(kit.reference("I"), tender, email, (), "", kit.now(), None, "")
        invitations.add_invitation(kit.database, invited)
        invitations.accept(kit.database, invited.id, supplier.id, kit.now())
        session = begin_session(kit, actor.person)
    bid = start_bid(kit, actor, StartBid(tender, 1, "service manager"))
    set_scope(kit, actor, SetScope(bid, "All", ["Oslo"], "2026"))
    for area in ("SRI", "SUB", "CFM") if whole else ():
        typed = {question.id: Typed("yes") for question in area_page(kit, actor, bid, area).questions}
        assert save_area(kit, actor, SaveArea(bid, area, 0, typed, True)).completed
    return actor, bid, session
