"""The one place where the parts are joined: what every act is given besides the actor and the command."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256

from appraisal.core.errors import InvalidInput, Problem
from appraisal.core.events import Event
from appraisal.core.journal import Entry, Fact
from appraisal.settings import Settings
from appraisal.storage import journal
from appraisal.storage.database import Database
from appraisal.storage.evidence import EvidenceStore
from appraisal.storage.outbox import Mail, add_mail
from appraisal.storage.schema import migrate
from appraisal.storage.seal_key import keep_seal_key
from appraisal.storage.vault import Vault

STORE = "appraisal.sqlite"
EVIDENCE = "evidence"

SYSTEM = "system"
"""The actor of entries that nobody signed in for."""

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and letters that are not mistaken for each other when read aloud."""


def now() -> datetime:
    """The server's clock, in UTC."""
    return datetime.now(UTC)


def random_reference(prefix: str) -> str:
    """The prefix with ten random letters and digits: it tells nothing, not even how many there are."""
    return f"{prefix}-{''.join(secrets.choice(_ALPHABET) for _ in range(10))}"


def random_token() -> str:
    """32 random bytes for a link or a session."""
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True)
class Kit:
    """A connection, the settings, the key at rest, the evidence files, a clock, makers of references and tokens.

    A test stops the clock, counts the references and keeps the store in memory; nothing else differs.
    """

    database: Database
    settings: Settings
    vault: Vault
    evidence: EvidenceStore
    now: Callable[[], datetime] = now
    reference: Callable[[str], str] = random_reference
    token: Callable[[], str] = field(default=random_token)

    def record(self, actor: str, event: Event, subject: str, tender: str = "", **facts: Fact) -> Entry:
        """Append the act's journal entry, inside its transaction. Facts name things and never tell what a bid says."""
        return journal.append(self.database, self.now(), actor, event, subject, tender, facts)

    def post(self, recipient: str, subject: str, text: str, *, due: datetime | None = None, topic: str = "") -> None:
        """Put a mail in the outbox, inside the act's transaction; a line break in a header is refused."""
        refuse_header_breaks(recipient, subject)
        body = self.vault.seal_draft(text.encode(), "mail", recipient)
        add_mail(self.database, recipient, subject, body, self.now(), due or self.now(), topic)

    def mail_text(self, mail: Mail) -> str:
        """What a mail of the outbox says."""
        return self.vault.open_draft(mail.body, "mail", mail.recipient).decode()

    def address(self, path: str) -> str:
        """The full address of a page, for a mail."""
        base = self.settings.address or f"http://{self.settings.host}:{self.settings.port}"
        return f"{base}/{path.lstrip('/')}"


def prepare(settings: Settings, seal: bytes | None = None) -> Vault:
    """Make the data folder and the store ready for this version, and give the vault; once at each start.

    A new installation gets a key of its own to seal dossiers with, or the one with the private half that is given.

    Raises:
        NotFound, InvalidInput, BrokenChain: the key file is missing, unfit, or not the one of this data folder.
    """
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    database = Database(settings.data / STORE)
    try:
        migrate(database)
        known = database.one("SELECT value FROM installation WHERE name = 'vault'")
        vault = Vault.open(settings.key_file, settings.data, known["value"] if known else None)
        with database.writing():
            if known is None and database.one("SELECT 1 FROM installation WHERE name = 'vault'") is None:
                database.add("installation", name="vault", value=vault.fingerprint)
            keep_seal_key(database, vault, seal)
    finally:
        database.close()
    return vault


def hashed(token: str) -> str:
    """How the store keeps a token: enough to know it again, nothing to use it with."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def refuse_header_breaks(*texts: str) -> None:
    """Refuse what would end a mail header early.

    Raises:
        InvalidInput: a control character in one of the texts.
    """
    for text in texts:
        if any(ord(letter) < 32 or ord(letter) == 127 for letter in text):
            raise InvalidInput(
                "", [Problem("", "a line break or control character in a mail's header", "expected none")]
            )
