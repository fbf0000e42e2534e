"""The bundled example tenders: which profile, which bids, and what each bidder's story is."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

TENDERS = ("service-desk", "defence-service-desk-data-centre")
"""The example tenders in the order in which they are told: first one with a recommendation, then one without."""


@dataclass(frozen=True, slots=True)
class ExampleTender:
    """An invented tender as it lies in its folder; `stories`, `responses` and `findings` go by supplier id.

    `profile` is the id of a bundled required profile; `lesson` says what to look for in the comparison.
    """

    id: str
    title: str
    profile: str
    lesson: str
    stories: Mapping[str, str]
    responses: Mapping[str, bytes]
    findings: Mapping[str, bytes]


def example_tenders() -> tuple[ExampleTender, ...]:
    """All bundled example tenders, each with its bids in alphabetical order of supplier id."""
    return tuple(example_tender(tender) for tender in TENDERS)


def example_tender(tender: str) -> ExampleTender:
    """The bundled example tender of that id.

    Raises:
        FileNotFoundError: there is none.
    """
    folder = files("appraisal.demo").joinpath(tender)
    about = tomllib.loads(folder.joinpath("about.toml").read_text("utf-8"))
    return ExampleTender(
        id=tender,
        title=about["title"],
        profile=about["profile"],
        lesson=" ".join(about["lesson"].split()),
        stories=dict(sorted(about["stories"].items())),
        responses=_documents(folder),
        findings=_documents(folder.joinpath("findings")),
    )


def _documents(folder: Traversable) -> dict[str, bytes]:
    """The JSON files of a folder by their name without the ending; none when the folder is not there."""
    if not folder.is_dir():
        return {}
    entries = sorted(
        (entry for entry in folder.iterdir() if entry.name.endswith(".json")), key=lambda entry: entry.name
    )
    return {entry.name.removesuffix(".json"): entry.read_bytes() for entry in entries}
