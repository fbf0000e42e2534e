"""The JSON Schema of each file format, as data."""

from __future__ import annotations

from importlib.resources import files

from appraisal.core.errors import NotFound

NAMES = (
    "backup",
    "comparison",
    "debrief",
    "dossier",
    "dossier-extract",
    "findings",
    "journal",
    "model",
    "profile",
    "response",
)


def schema_text(name: str) -> str:
    """The JSON Schema of a format, by its short name or its tag (`response`, `appraisal-response/1`).

    Raises:
        NotFound: no format has that name.
    """
    short = name.removeprefix("appraisal-").removesuffix("/1")
    if short not in NAMES:
        raise NotFound(f"{name}: there is no such schema; expected one of {', '.join(NAMES)}")
    return files(__name__).joinpath(f"{short}.json").read_text("utf-8")
