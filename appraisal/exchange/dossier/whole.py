"""A public extract and the whole dossier it is taken from: what is there is the same, what is not is registered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from appraisal.exchange.dossier.bag import MANIFESTS, PAYLOAD, TAG_MANIFESTS
from appraisal.exchange.dossier.fixity import Fixity, check_seal, listed
from appraisal.exchange.dossier.layout import (
    EXTRACT_FORMAT,
    EXTRACT_INDEX,
    LIMIT,
    PUBLIC_KEY,
    SEAL,
    hexadecimal,
    refuse_format,
)
from appraisal.exchange.dossier.opened_bag import OpenedBag
from appraisal.exchange.dossier.seal import PublicSeal
from appraisal.exchange.reading import Reading
from appraisal.exchange.shape import Shape
from appraisal.exchange.text import load_json

WHOLE = "whole/"
"""Where the list and the seal of the whole dossier lie in an extract."""
KEPT = (MANIFESTS[0], TAG_MANIFESTS[0], PUBLIC_KEY, SEAL)
"""What of the whole dossier's tag files an extract takes along."""


@dataclass(frozen=True, slots=True)
class Redaction:
    """A document of which the public gets another version, or none, and on what ground; `sha256` is of the full one."""

    path: str
    is_withheld: bool
    ground: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Extract:
    """The register of an extract; `digest` is that of the whole dossier, `digests` of each of its documents."""

    digest: str
    digests: Mapping[str, str]
    redactions: tuple[Redaction, ...]


def extract_document(reference: str, digest: str, redactions: tuple[Redaction, ...]) -> dict[str, object]:
    """The register as `appraisal-dossier-extract/1`."""
    return {
        "format": EXTRACT_FORMAT,
        "reference": reference,
        "whole": digest,
        "redactions": [
            {"path": each.path, "withheld": each.is_withheld, "ground": each.ground, "sha256": each.sha256}
            for each in redactions
        ],
    }


def check_extract(bag: OpenedBag, fixity: Fixity, seal: PublicSeal) -> Extract:
    """Hold an extract against the sealed list of the whole dossier.

    Raises:
        InvalidInput: the register is of a newer format, or is none.
        BrokenChain: the whole's seal or list was changed, or a file is neither the whole's nor registered.
    """
    digest, redactions = _register(bag)
    check_seal(bag, seal, PAYLOAD + WHOLE)
    sealed = bag.read(PAYLOAD + WHOLE + TAG_MANIFESTS[0])
    if sha256(sealed).hexdigest() != digest:
        raise bag.broken(PAYLOAD + EXTRACT_INDEX, "names another dossier", "expected the one whose list lies in whole/")
    short = listed(bag, PAYLOAD + WHOLE + TAG_MANIFESTS[0]).get(MANIFESTS[0])
    if short != fixity.payload.get(WHOLE + MANIFESTS[0]):
        raise bag.broken(PAYLOAD + WHOLE + MANIFESTS[0], "is not the list that was sealed", f"expected {short}")
    names = listed(bag, PAYLOAD + WHOLE + MANIFESTS[0])
    whole = {name.removeprefix(PAYLOAD): value for name, value in names.items()}
    _check_files(bag, fixity, whole, {each.path: each for each in redactions})
    return Extract(digest, whole, redactions)


def _check_files(bag: OpenedBag, fixity: Fixity, whole: Mapping[str, str], redactions: Mapping[str, Redaction]) -> None:
    own = {EXTRACT_INDEX, *(WHOLE + name for name in KEPT)}
    for path in sorted({*fixity.payload, *whole, *redactions} - own):
        there, full, redaction = fixity.payload.get(path), whole.get(path), redactions.get(path)
        if full is None:
            raise bag.broken(PAYLOAD + path, "is in no list of the whole dossier", "expected a part of it")
        if redaction is not None and redaction.sha256 != full:
            raise bag.broken(PAYLOAD + EXTRACT_INDEX, f"has another digest of {path}", f"expected {full}")
        if there is None and (redaction is None or not redaction.is_withheld):
            raise bag.broken(PAYLOAD + path, "is missing", "expected it, or its line in the register of redactions")
        if there is not None and redaction is not None and redaction.is_withheld:
            raise bag.broken(PAYLOAD + path, "is registered as withheld", "expected it not to be there")
        if there is not None and there != full and redaction is None:
            raise bag.broken(PAYLOAD + path, "is not that of the whole dossier", f"expected {full}")


def _register(bag: OpenedBag) -> tuple[str, tuple[Redaction, ...]]:
    source = f"{bag.source}: {PAYLOAD}{EXTRACT_INDEX}"
    raw = load_json(source, bag.payload(EXTRACT_INDEX, LIMIT), LIMIT)
    refuse_format(source, raw, EXTRACT_FORMAT)
    reading = Reading(source, raw)
    top = Shape.of(reading)
    top.raw("format")
    top.line("reference")
    digest = hexadecimal(top, "whole")
    redactions = []
    for entry in top.entries("redactions"):
        redactions.append(
            Redaction(entry.line("path"), entry.flag("withheld"), entry.text("ground"), hexadecimal(entry, "sha256"))
        )
        entry.refuse_others()
    top.refuse_others()
    reading.finish()
    return digest, tuple(redactions)
