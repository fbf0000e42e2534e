"""Reference models and crosswalks as data: a model's id is the name of its file with `-` for `_`."""

from __future__ import annotations

from importlib.resources import files

CROSSWALK = "crosswalk_"
"""How the names of crosswalk files begin; every other file is a model."""


def model_ids() -> tuple[str, ...]:
    """The ids of the bundled models, in alphabetical order."""
    return tuple(name.replace("_", "-") for name in _names() if not name.startswith(CROSSWALK))


def model_bytes(model_id: str) -> bytes:
    """The file of a bundled model.

    Raises:
        FileNotFoundError: no bundled model has the id.
    """
    return _read(model_id.replace("-", "_"))


def crosswalk_bytes() -> dict[str, bytes]:
    """The bundled crosswalk files by name, in alphabetical order."""
    return {f"{name}.toml": _read(name) for name in _names() if name.startswith(CROSSWALK)}


def _names() -> tuple[str, ...]:
    names = (entry.name for entry in files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def _read(name: str) -> bytes:
    return files(__name__).joinpath(f"{name}.toml").read_bytes()
