"""Bids and their teams; the scope of the answers is stored sealed under the key at rest."""

from __future__ import annotations

import json
from datetime import datetime

from appraisal.core.bidding import Bid, Member
from appraisal.core.tendering import Lot, Tender
from appraisal.storage.database import Database, Row, read_moment, read_time, stored_json, stored_time


def add_bid(database: Database, bid: Bid) -> None:
    """Add a bid.

    Raises:
        Taken: the supplier has a bid on the lot.
    """
    database.add(
        "bids",
        id=bid.id,
        lot=bid.lot,
        organisation=bid.organisation,
        started_at=stored_time(bid.started),
        reused=bid.reused or None,
    )


def bid(database: Database, bid_id: str) -> Bid | None:
    """The bid with this id."""
    return _bid(database.one("SELECT * FROM bids WHERE id = ?", bid_id))


def bid_with_team(database: Database, bid_id: str) -> tuple[Bid, tuple[Member, ...]] | None:
    """The bid with this id, and who is on its team now, in the order in which they joined."""
    sql = (
        "SELECT bids.*, team.* FROM bids LEFT JOIN team ON team.bid = bids.id AND left_at IS NULL "
        "WHERE bids.id = ? ORDER BY joined_at, person"
    )
    rows = database.all(sql, bid_id)
    found = _bid(rows[0]) if rows else None
    return (found, tuple(_member(row) for row in rows if row["person"] is not None)) if found else None


def bid_on(database: Database, lot: str, organisation: str) -> Bid | None:
    """The supplier's bid on the lot."""
    return _bid(database.one("SELECT * FROM bids WHERE lot = ? AND organisation = ?", lot, organisation))


def bids_on(database: Database, lot: str) -> list[Bid]:
    """Every bid on a lot by id."""
    return [found for row in database.all("SELECT * FROM bids WHERE lot = ? ORDER BY id", lot) if (found := _bid(row))]


def sibling_bids(database: Database, bid_id: str) -> list[str]:
    """The ids of all bids of the bid's supplier on its tender, this one among them."""
    sql = (
        "SELECT other.id FROM bids JOIN lots ON lots.id = bids.lot JOIN lots AS near ON near.tender = lots.tender "
        "JOIN bids AS other ON other.lot = near.id AND other.organisation = bids.organisation WHERE bids.id = ? "
        "ORDER BY other.id"
    )
    return [row["id"] for row in database.all(sql, bid_id)]


def every_bid(database: Database) -> list[str]:
    """The ids of all bids."""
    return [row["id"] for row in database.all("SELECT id FROM bids ORDER BY id")]


def bids_of_person(database: Database, person: str) -> list[Bid]:
    """The bids on whose teams a person is, newest first; not those whose contents were purged."""
    sql = (
        "SELECT bids.* FROM bids JOIN team ON team.bid = bids.id JOIN lots ON lots.id = bids.lot "
        "JOIN tenders ON tenders.id = lots.tender WHERE team.person = ? AND left_at IS NULL AND purged_at IS NULL "
        "ORDER BY started_at DESC, bids.id"
    )
    return [found for row in database.all(sql, person) if (found := _bid(row))]


def keep_scope(database: Database, bid_id: str, scope: bytes) -> None:
    """Store the sealed scope of the answers."""
    database.change("bids", {"id": bid_id}, scope=scope)


def note_reuse(database: Database, bid_id: str, earlier: str) -> None:
    """Note the earlier bid that this one started from."""
    database.change("bids", {"id": bid_id}, reused=earlier)


def add_member(database: Database, member: Member, at: datetime) -> None:
    """Add somebody to a team, or take them in again.

    Raises:
        Taken: the respondent's id is another member's.
    """
    columns = {
        "role": member.role,
        "areas": _stored_areas(member),
        "manager": member.manager,
        "answers": member.answers,
        "left_at": None,
    }
    if not database.change("team", {"bid": member.bid, "person": member.person}, **columns):
        identity = {"bid": member.bid, "person": member.person, "respondent": member.respondent}
        database.add("team", **identity, joined_at=stored_time(at), **columns)


def is_unchanged(database: Database, member: Member, tender: Tender, lot: Lot) -> bool:
    """Whether everything that decides what a member may do to the bid is as it was read."""
    sql = (
        "SELECT 1 FROM team JOIN bids ON bids.id = team.bid JOIN lots ON lots.id = bids.lot "
        "JOIN tenders ON tenders.id = lots.tender WHERE team.bid = ? AND team.person = ? AND team.left_at IS NULL "
        "AND team.areas IS ? AND team.manager = ? AND team.answers = ? AND tenders.version = ? AND lots.profile IS ? "
        "AND tenders.cancelled_at IS ? AND lots.opened_at IS ? AND lots.evaluated_at IS ? AND lots.decided_at IS ?"
    )
    of_member = (member.bid, member.person, _stored_areas(member), member.manager, member.answers)
    moments = (tender.cancelled, lot.opened, lot.evaluated, lot.decided)
    at = (stored_time(moment) if moment else None for moment in moments)
    return database.one(sql, *of_member, tender.version, lot.profile, *at) is not None


def leave(database: Database, bid_id: str, person: str, at: datetime) -> None:
    """Take somebody off a team; their drafts stay, and count no more."""
    database.change("team", {"bid": bid_id, "person": person}, left_at=stored_time(at))


def members(database: Database, bid_id: str) -> list[Member]:
    """Everybody who is, or was, on a team, in the order in which they joined."""
    return [_member(row) for row in database.all("SELECT * FROM team WHERE bid = ? ORDER BY joined_at, person", bid_id)]


def member(database: Database, bid_id: str, person: str) -> Member | None:
    """The person's place on the team, or None when they are not on it now."""
    row = database.one("SELECT * FROM team WHERE bid = ? AND person = ? AND left_at IS NULL", bid_id, person)
    return _member(row) if row else None


def _bid(row: Row | None) -> Bid | None:
    if row is None:
        return None
    return Bid(
        row["id"], row["lot"], row["organisation"], read_moment(row["started_at"]), row["reused"] or "", row["scope"]
    )


def _member(row: Row) -> Member:
    return Member(
        row["bid"],
        row["person"],
        row["respondent"],
        row["role"],
        None if row["areas"] is None else frozenset(json.loads(row["areas"])),
        bool(row["manager"]),
        bool(row["answers"]),
        read_time(row["left_at"]),
    )


def _stored_areas(member: Member) -> str | None:
    return None if member.areas is None else stored_json(sorted(member.areas))
