"""Organisations and the people who act for them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from appraisal.core.people import Organisation, Person
from appraisal.core.policy import Role
from appraisal.storage.database import Database, Row, read_time, stored_json, stored_time


def add_organisation(database: Database, organisation: Organisation, at: datetime) -> None:
    """Add it; its slug must be free."""
    database.add(
        "organisations",
        id=organisation.id,
        kind=organisation.kind,
        slug=organisation.slug,
        name=organisation.name,
        added_at=stored_time(at),
    )


def organisation(database: Database, organisation_id: str) -> Organisation | None:
    """The organisation with this id."""
    row = database.one("SELECT id, kind, slug, name FROM organisations WHERE id = ?", organisation_id)
    return Organisation(*row) if row else None


def slug_taken(database: Database, slug: str) -> bool:
    """Whether an organisation has the slug."""
    return database.one("SELECT 1 FROM organisations WHERE slug = ?", slug) is not None


def buyer(database: Database) -> Organisation | None:
    """The buyer of this installation, or None before it was set up."""
    row = database.one("SELECT id, kind, slug, name FROM organisations WHERE kind = 'buyer'")
    return Organisation(*row) if row else None


def supplier_named(database: Database, name: str) -> Organisation | None:
    """The supplier with this name."""
    sql = "SELECT id, kind, slug, name FROM organisations WHERE kind = 'supplier' AND name = ? ORDER BY id"
    row = database.one(sql, name)
    return Organisation(*row) if row else None


def add_person(database: Database, person: Person, at: datetime) -> None:
    """Add the account; its address must be free."""
    database.add(
        "people",
        id=person.id,
        email=person.email,
        name=person.name,
        roles=stored_json(sorted(person.roles)),
        organisation=person.organisation or None,
        password=person.password,
        zone=person.zone,
        added_at=stored_time(at),
    )


def person(database: Database, person_id: str) -> Person | None:
    """The account with this id."""
    row = database.one("SELECT * FROM people WHERE id = ?", person_id)
    return read_person(row) if row else None


def person_by_email(database: Database, email: str) -> Person | None:
    """The account with this address, which is given in lower case."""
    row = database.one("SELECT * FROM people WHERE email = ?", email)
    return read_person(row) if row else None


def people(database: Database, organisation_id: str | None = None) -> list[Person]:
    """Every account by name, of one organisation only where it is given."""
    if organisation_id is None:
        rows = database.all("SELECT * FROM people ORDER BY name, id")
    else:
        rows = database.all("SELECT * FROM people WHERE organisation = ? ORDER BY name, id", organisation_id)
    return [read_person(row) for row in rows]


def named(database: Database, ids: Iterable[str]) -> dict[str, str]:
    """The names of these people or organisations by id; an unknown id is left out."""
    wanted = stored_json(sorted(set(ids)))
    sql = "SELECT id, name FROM people WHERE id IN (SELECT value FROM json_each(?)) "
    sql += "UNION ALL SELECT id, name FROM organisations WHERE id IN (SELECT value FROM json_each(?))"
    return {row["id"]: row["name"] for row in database.all(sql, wanted, wanted)}


def anybody(database: Database) -> bool:
    """Whether there is any account yet."""
    return database.one("SELECT 1 FROM people LIMIT 1") is not None


def change_person(database: Database, person_id: str, **columns: object) -> None:
    """Change columns of an account."""
    database.change("people", {"id": person_id}, **columns)


def use_code_step(database: Database, person_id: str, step: int) -> bool:
    """Mark a one-time code's time step as used; False when it, or a later one, was used already."""
    sql = "UPDATE people SET code_step = ? WHERE id = ? AND code_step < ?"
    return database.run(sql, step, person_id, step) == 1


def read_person(row: Row) -> Person:
    """The account of a row with every column of it."""
    return Person(
        id=row["id"],
        email=row["email"],
        name=row["name"],
        roles=frozenset(Role(role) for role in json.loads(row["roles"])),
        organisation=row["organisation"] or "",
        password=row["password"],
        code_secret=row["code_secret"],
        code_step=row["code_step"],
        zone=row["zone"],
        appearance=row["appearance"],
        disabled=read_time(row["disabled_at"]),
    )
