"""The required profiles that come with the package, by id; only their heads are read for a list."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

from appraisal.core.errors import NotFound


@dataclass(frozen=True, slots=True)
class ProfileHead:
    """What a list says of a profile."""

    id: str
    title: str
    model: str
    service: str


def bundled_profile_ids() -> tuple[str, ...]:
    """The ids of the bundled profiles, in alphabetical order."""
    names = (entry.name for entry in _folder().iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def bundled_profile_bytes(profile_id: str) -> bytes:
    """The file of a bundled profile.

    Raises:
        NotFound: no bundled profile has the id.
    """
    known = bundled_profile_ids()
    if profile_id not in known:
        raise NotFound(f"{profile_id}: no such profile; expected the path of a file or one of {', '.join(known)}")
    return _folder().joinpath(f"{profile_id}.toml").read_bytes()


def bundled_profile_heads() -> Iterator[ProfileHead]:
    """The head of each bundled profile, in alphabetical order."""
    for profile_id in bundled_profile_ids():
        head, _, _ = bundled_profile_bytes(profile_id).decode().partition("\n[[area]]")
        table = tomllib.loads(head)["profile"]
        yield ProfileHead(profile_id, table["title"], table["model"], table["service"])


def _folder() -> Traversable:
    return files("appraisal.rfp_profiles")
