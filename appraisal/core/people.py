"""People and their organisations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from appraisal.core.policy import Actor, Role


class Purpose(StrEnum):
    """What a link lets its holder do."""

    INVITATION = "invitation"
    JOIN = "join"
    REGISTER = "register"
    RESET = "reset"
    SET_UP = "set-up"
    TEAM = "team"


@dataclass(frozen=True, slots=True)
class Organisation:
    """A buyer or a supplier; `slug` is the id that its response files bear."""

    id: str
    kind: str
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Person:
    """An account; `password` is an argon2id hash or None, `code_secret` is sealed under the key at rest or None."""

    id: str
    email: str
    name: str
    roles: frozenset[Role]
    organisation: str
    password: str | None
    code_secret: bytes | None
    code_step: int
    zone: str
    appearance: str
    disabled: datetime | None

    @property
    def actor(self) -> Actor:
        """The person as the acts know them."""
        return Actor(self.id, self.name, self.roles, self.organisation)
