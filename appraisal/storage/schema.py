"""The tables of the store, as migrations from the oldest to the newest; one that has landed is never edited."""

from __future__ import annotations

from collections.abc import Callable
from sqlite3 import complete_statement
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database as Tables

    from appraisal.storage.database import Database

PEOPLE = """
CREATE TABLE organisations (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('buyer', 'supplier')),
    slug TEXT NOT NULL UNIQUE, name TEXT NOT NULL, added_at TEXT NOT NULL);
CREATE TABLE people (
    id TEXT PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT NOT NULL, roles TEXT NOT NULL,
    organisation TEXT REFERENCES organisations (id), password TEXT,
    code_secret BLOB, code_step INTEGER NOT NULL DEFAULT 0,
    zone TEXT NOT NULL DEFAULT '', appearance TEXT NOT NULL DEFAULT '', added_at TEXT NOT NULL, disabled_at TEXT);
CREATE INDEX people_by_organisation ON people (organisation);
CREATE TABLE sessions (
    id TEXT PRIMARY KEY, person TEXT NOT NULL REFERENCES people (id),
    started_at TEXT NOT NULL, seen_at TEXT NOT NULL, ended_at TEXT);
CREATE INDEX sessions_by_person ON sessions (person);
CREATE TABLE links (
    id TEXT PRIMARY KEY, purpose TEXT NOT NULL, email TEXT NOT NULL, facts TEXT NOT NULL,
    made_at TEXT NOT NULL, expires_at TEXT NOT NULL, used_at TEXT);
CREATE TABLE attempts (subject TEXT NOT NULL, at TEXT NOT NULL);
CREATE INDEX attempts_by_subject ON attempts (subject, at);
CREATE TABLE known_places (person TEXT NOT NULL, place TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (person, place));
CREATE TABLE officer_keys (officer TEXT PRIMARY KEY REFERENCES people (id), key TEXT NOT NULL, made_at TEXT NOT NULL);
CREATE TABLE installation (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY, recipient TEXT NOT NULL, subject TEXT NOT NULL, body BLOB NOT NULL, topic TEXT NOT NULL,
    made_at TEXT NOT NULL, due_at TEXT NOT NULL, sent_at TEXT, dropped_at TEXT, attempts INTEGER NOT NULL DEFAULT 0);
CREATE INDEX outbox_waiting ON outbox (due_at) WHERE sent_at IS NULL AND dropped_at IS NULL;
"""

JOURNAL = """
CREATE TABLE journal (
    sequence INTEGER PRIMARY KEY, previous TEXT NOT NULL UNIQUE, payload TEXT NOT NULL, body TEXT NOT NULL,
    digest TEXT NOT NULL,
    at TEXT GENERATED ALWAYS AS (json_extract(body, '$.at')) VIRTUAL,
    actor TEXT GENERATED ALWAYS AS (json_extract(body, '$.actor')) VIRTUAL,
    event TEXT GENERATED ALWAYS AS (json_extract(body, '$.event')) VIRTUAL,
    subject TEXT GENERATED ALWAYS AS (json_extract(body, '$.subject')) VIRTUAL,
    tender TEXT GENERATED ALWAYS AS (json_extract(body, '$.tender')) VIRTUAL);
CREATE INDEX journal_by_tender ON journal (tender, sequence);
CREATE TRIGGER journal_is_not_updated BEFORE UPDATE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_is_not_deleted BEFORE DELETE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
"""

TENDERS = """
CREATE TABLE tenders (
    id TEXT PRIMARY KEY, reference TEXT NOT NULL UNIQUE, buyer TEXT NOT NULL REFERENCES organisations (id),
    title TEXT NOT NULL, access TEXT NOT NULL DEFAULT 'invited' CHECK (access IN ('invited', 'open')),
    tell_count INTEGER NOT NULL DEFAULT 0, timetable TEXT, version INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL, published_at TEXT, cancelled_at TEXT, cancel_reason TEXT NOT NULL DEFAULT '');
CREATE TABLE lots (
    id TEXT PRIMARY KEY, tender TEXT NOT NULL REFERENCES tenders (id), number INTEGER NOT NULL, title TEXT NOT NULL,
    profile TEXT, indication INTEGER NOT NULL DEFAULT 1,
    sealing TEXT NOT NULL DEFAULT 'officers' CHECK (sealing IN ('officers', 'server')),
    key TEXT, kept BLOB, opened_at TEXT, dropped_at TEXT, UNIQUE (tender, number));
CREATE TABLE lot_officers (
    lot TEXT NOT NULL REFERENCES lots (id), officer TEXT NOT NULL REFERENCES people (id), PRIMARY KEY (lot, officer));
CREATE TABLE publications (
    tender TEXT NOT NULL REFERENCES tenders (id), number INTEGER NOT NULL, at TEXT NOT NULL, officer TEXT NOT NULL,
    reason TEXT NOT NULL, document TEXT NOT NULL, digest TEXT NOT NULL, PRIMARY KEY (tender, number));
CREATE TABLE published_profiles (
    lot TEXT NOT NULL REFERENCES lots (id), publication INTEGER NOT NULL, profile TEXT NOT NULL, digest TEXT NOT NULL,
    changes_questions INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (lot, publication));
CREATE TABLE invitations (
    id TEXT PRIMARY KEY, tender TEXT NOT NULL REFERENCES tenders (id), email TEXT NOT NULL, lots TEXT NOT NULL,
    link TEXT NOT NULL, sent_at TEXT NOT NULL, opened_at TEXT, organisation TEXT REFERENCES organisations (id),
    UNIQUE (tender, email));
CREATE INDEX invitations_by_organisation ON invitations (organisation, tender);
CREATE TABLE clarifications (
    id TEXT PRIMARY KEY, tender TEXT NOT NULL REFERENCES tenders (id), number INTEGER, form TEXT NOT NULL UNIQUE,
    organisation TEXT NOT NULL REFERENCES organisations (id), person TEXT NOT NULL REFERENCES people (id),
    asked_at TEXT NOT NULL, question TEXT NOT NULL, published_question TEXT, answer TEXT, answered_at TEXT,
    officer TEXT, UNIQUE (tender, number));
"""

BIDS = """
CREATE TABLE bids (
    id TEXT PRIMARY KEY, lot TEXT NOT NULL REFERENCES lots (id),
    organisation TEXT NOT NULL REFERENCES organisations (id), started_at TEXT NOT NULL,
    reused TEXT REFERENCES bids (id), scope BLOB, UNIQUE (lot, organisation));
CREATE INDEX bids_by_organisation ON bids (organisation);
CREATE TABLE team (
    bid TEXT NOT NULL REFERENCES bids (id), person TEXT NOT NULL REFERENCES people (id), respondent TEXT NOT NULL,
    role TEXT NOT NULL, areas TEXT, manager INTEGER NOT NULL DEFAULT 0, answers INTEGER NOT NULL DEFAULT 1,
    joined_at TEXT NOT NULL, left_at TEXT, PRIMARY KEY (bid, person), UNIQUE (bid, respondent));
CREATE INDEX team_by_person ON team (person);
CREATE TABLE drafts (
    bid TEXT NOT NULL, person TEXT NOT NULL, area TEXT NOT NULL, version INTEGER NOT NULL, saved_at TEXT NOT NULL,
    body BLOB NOT NULL, PRIMARY KEY (bid, person, area), FOREIGN KEY (bid, person) REFERENCES team (bid, person));
CREATE TABLE evidence (
    bid TEXT NOT NULL REFERENCES bids (id), id TEXT NOT NULL, form TEXT NOT NULL, body BLOB NOT NULL,
    added_at TEXT NOT NULL, removed_at TEXT, PRIMARY KEY (bid, id), UNIQUE (bid, form));
CREATE TABLE submissions (
    receipt TEXT PRIMARY KEY, bid TEXT NOT NULL REFERENCES bids (id), version INTEGER NOT NULL, form TEXT NOT NULL,
    received_at TEXT NOT NULL, stored_at TEXT NOT NULL, person TEXT NOT NULL, signed_by TEXT NOT NULL,
    sealed BLOB NOT NULL, own_copy BLOB NOT NULL, digest TEXT NOT NULL, publication INTEGER NOT NULL,
    confirmed INTEGER NOT NULL, withdrawn_at TEXT, withdrawn_by TEXT, opened BLOB,
    UNIQUE (bid, version), UNIQUE (bid, form));
CREATE TABLE opening_parts (
    lot TEXT PRIMARY KEY REFERENCES lots (id), officer TEXT NOT NULL REFERENCES people (id), way TEXT NOT NULL,
    part TEXT NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE openings (
    lot TEXT PRIMARY KEY REFERENCES lots (id), at TEXT NOT NULL, officers TEXT NOT NULL, emergency TEXT NOT NULL,
    report TEXT NOT NULL, digest TEXT NOT NULL);
"""

EVALUATION = """
ALTER TABLE lots ADD COLUMN blind INTEGER NOT NULL DEFAULT 0;
ALTER TABLE lots ADD COLUMN evaluated_at TEXT;
ALTER TABLE lots ADD COLUMN decided_at TEXT;
CREATE TABLE panel (
    lot TEXT NOT NULL REFERENCES lots (id), person TEXT NOT NULL REFERENCES people (id), areas TEXT,
    chair INTEGER NOT NULL DEFAULT 0, named_at TEXT NOT NULL, left_at TEXT, PRIMARY KEY (lot, person));
CREATE INDEX panel_by_person ON panel (person);
CREATE TABLE interests (
    number INTEGER PRIMARY KEY, lot TEXT NOT NULL REFERENCES lots (id), person TEXT NOT NULL REFERENCES people (id),
    bid TEXT NOT NULL REFERENCES bids (id), conflict INTEGER NOT NULL, body BLOB NOT NULL,
    set_by TEXT NOT NULL REFERENCES people (id), at TEXT NOT NULL);
CREATE INDEX interests_by_lot ON interests (lot, person);
CREATE TABLE bid_labels (
    bid TEXT PRIMARY KEY REFERENCES bids (id), lot TEXT NOT NULL REFERENCES lots (id), label TEXT NOT NULL,
    UNIQUE (lot, label));
CREATE TABLE finding_drafts (
    bid TEXT NOT NULL REFERENCES bids (id), person TEXT NOT NULL REFERENCES people (id), question TEXT NOT NULL,
    version INTEGER NOT NULL, saved_at TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY (bid, person, question));
CREATE TABLE finding_sheets (
    id TEXT PRIMARY KEY, bid TEXT NOT NULL REFERENCES bids (id), person TEXT NOT NULL REFERENCES people (id),
    at TEXT NOT NULL, body BLOB NOT NULL, digest TEXT NOT NULL, UNIQUE (bid, person));
CREATE TABLE consensus (
    bid TEXT NOT NULL REFERENCES bids (id), question TEXT NOT NULL, version INTEGER NOT NULL,
    person TEXT NOT NULL REFERENCES people (id), at TEXT NOT NULL, body BLOB NOT NULL,
    PRIMARY KEY (bid, question, version));
CREATE TABLE exclusions (
    bid TEXT PRIMARY KEY REFERENCES bids (id), kind TEXT NOT NULL CHECK (kind IN ('withdrawn', 'excluded')),
    reason TEXT NOT NULL, officer TEXT NOT NULL REFERENCES people (id), at TEXT NOT NULL);
CREATE TABLE bidder_questions (
    id TEXT PRIMARY KEY, bid TEXT NOT NULL REFERENCES bids (id), number INTEGER NOT NULL, form TEXT NOT NULL UNIQUE,
    question TEXT NOT NULL, asked_by TEXT NOT NULL REFERENCES people (id), asked_at TEXT NOT NULL, due_at TEXT NOT NULL,
    body BLOB NOT NULL, answer BLOB, answered_by TEXT REFERENCES people (id), received_at TEXT, answered_at TEXT,
    UNIQUE (bid, number));
CREATE TABLE decisions (
    lot TEXT NOT NULL REFERENCES lots (id), kind TEXT NOT NULL, number INTEGER NOT NULL, at TEXT NOT NULL,
    person TEXT NOT NULL REFERENCES people (id), body BLOB NOT NULL, digest TEXT NOT NULL,
    PRIMARY KEY (lot, kind, number));
"""

JOBS = """
CREATE TABLE jobs (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, person TEXT NOT NULL REFERENCES people (id),
    tender TEXT NOT NULL REFERENCES tenders (id), lot INTEGER NOT NULL, title TEXT NOT NULL, begun_at TEXT NOT NULL,
    done INTEGER NOT NULL DEFAULT 0, total INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'done', 'cancelled', 'failed')),
    stop INTEGER NOT NULL DEFAULT 0, words TEXT NOT NULL DEFAULT '', file BLOB, ended_at TEXT);
CREATE INDEX jobs_by_person ON jobs (person, begun_at);
"""

COMMITMENTS = """
CREATE TABLE bid_commitments (
    bid TEXT PRIMARY KEY REFERENCES bids (id), body BLOB NOT NULL, changed_at TEXT NOT NULL);
"""

RETENTION = """
ALTER TABLE tenders ADD COLUMN keep_until TEXT;
ALTER TABLE tenders ADD COLUMN hold TEXT NOT NULL DEFAULT '';
ALTER TABLE tenders ADD COLUMN purged_at TEXT;
ALTER TABLE tenders ADD COLUMN purged_by TEXT NOT NULL DEFAULT '';
CREATE TABLE mailed_heads (sequence INTEGER PRIMARY KEY REFERENCES journal (sequence));
"""

MIGRATIONS = (
    ("people", PEOPLE),
    ("journal", JOURNAL),
    ("tenders", TENDERS),
    ("bids", BIDS),
    ("evaluation", EVALUATION),
    ("jobs", JOBS),
    ("commitments", COMMITMENTS),
    ("retention", RETENTION),
)


def migrate(database: Database) -> None:
    """Bring the store to the newest schema; each migration is one transaction, and several starters may race."""
    from sqlite_utils import Database as Tables
    from sqlite_utils import Migrations

    migrations = Migrations("appraisal")
    for name, script in MIGRATIONS:
        migrations(name=name)(_step(script))
    tables = Tables(database.connection, execute_plugins=False)
    if migrations.pending(tables):
        with database.writing():
            migrations.apply(tables)


def newer(database: Database) -> list[str]:
    """The names of migrations that were applied and that this version does not know."""
    known = {name for name, _ in MIGRATIONS}
    rows = database.all("SELECT name FROM _sqlite_migrations WHERE migration_set = 'appraisal' ORDER BY name")
    return [row["name"] for row in rows if row["name"] not in known]


def _step(script: str) -> Callable[[Tables], None]:
    """Runs the script's statements one by one in the transaction that is open, which `executescript` would end."""

    def step(tables: Tables) -> None:
        statement = ""
        for line in script.splitlines(keepends=True):
            statement += line
            if complete_statement(statement):
                tables.conn.execute(statement)
                statement = ""

    return step
