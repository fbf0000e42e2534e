"""The long work of building a dossier: written beside the store, read by a connection of its own, then handed over."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from appraisal.core.policy import Actor, Permission
from appraisal.reports.dossier_papers import DossierPapers
from appraisal.services.known import known_tender
from appraisal.services.record.dossier.building import BuildDossier, build_dossier
from appraisal.services.record.dossier.extracting import ExtractDossier, extract_dossier
from appraisal.services.record.jobs import Job, MadeFile, Progress
from appraisal.services.record.seal import public_seal
from appraisal.services.toolkit import Kit
from appraisal.storage.database import Database
from appraisal.web.machine.long_work import Kind

PARTS = 100
"""Steps in which the progress is told: each is a small write to the store."""
ZIP = "application/zip"


def whole_kind() -> Kind:
    """The dossier alone."""
    return Kind("The dossier of the tender", Permission.DOSSIER_BUILD, build_whole)


def extract_kind(grounds: Mapping[str, str]) -> Kind:
    """The dossier and a public extract of it, which leaves out each family that has a ground."""
    title = "The dossier of the tender, with a public extract"
    return Kind(title, Permission.DOSSIER_BUILD, partial(build_both, grounds))


def build_whole(own: Kit, actor: Actor, job: Job, progress: Progress) -> MadeFile:
    """The dossier as a file."""
    name = _name(own, actor, job)
    with _workplace(own) as folder, _reader(own) as reader:
        whole = folder / f"dossier-{name}.zip"
        told = _in_parts(own, progress, 0, PARTS)
        build_dossier(reader, actor, BuildDossier(job.tender, whole), _papers(own), told)
        return MadeFile(whole.name, ZIP, whole.open("rb"))


def build_both(grounds: Mapping[str, str], own: Kit, actor: Actor, job: Job, progress: Progress) -> MadeFile:
    """The dossier and its extract in one file, so that neither is without the other."""
    name = _name(own, actor, job)
    with _workplace(own) as folder, _reader(own) as reader:
        whole, extract = folder / f"dossier-{name}.zip", folder / f"public-extract-{name}.zip"
        told = _in_parts(own, progress, 0, PARTS // 2)
        build_dossier(reader, actor, BuildDossier(job.tender, whole), _papers(own), told)
        command = ExtractDossier(job.tender, whole, extract, grounds)
        extract_dossier(reader, actor, command, _papers(own), _in_parts(own, progress, PARTS // 2, PARTS))
        both = folder / f"dossier-and-extract-{name}.zip"
        with ZipFile(both, "w", ZIP_STORED) as archive:
            for path in (whole, extract):
                entry = ZipInfo(path.name)
                entry.file_size = path.stat().st_size
                with path.open("rb") as source, archive.open(entry, "w") as target:
                    while block := source.read(PARTS * 1024):
                        target.write(block)
        return MadeFile(both.name, ZIP, both.open("rb"))


@contextmanager
def _workplace(own: Kit) -> Iterator[Path]:
    """A folder beside the store, where there is room for what is as large as the evidence; gone when it is left."""
    data = own.settings.data if own.settings.data.is_dir() else None
    with tempfile.TemporaryDirectory(dir=data, prefix=".dossier-") as name:
        yield Path(name)


@contextmanager
def _reader(own: Kit) -> Iterator[Kit]:
    """A kit that reads one state of the store while the work notes its progress; a store in memory has one alone."""
    if own.database.path == ":memory:":
        yield own
        return
    database = Database(own.database.path)
    try:
        yield replace(own, database=database)
    finally:
        database.close()


def _in_parts(own: Kit, progress: Progress, first: int, last: int) -> Callable[[int, int], None]:
    """Tells the progress whenever another part is done; not to a store in memory, which is being read meanwhile."""
    told = -1

    def tell(done: int, total: int) -> None:
        nonlocal told
        part = first + (last - first) * done // max(total, 1)
        if part > told and own.database.path != ":memory:":
            told = part
            progress(part, PARTS)

    return tell


def _papers(own: Kit) -> DossierPapers:
    return DossierPapers(public_seal(own).fingerprint)


def _name(own: Kit, actor: Actor, job: Job) -> str:
    """The tender's reference as a part of a file's name."""
    reference = known_tender(own, actor, job.tender).reference
    return re.sub(r"[^A-Za-z0-9]+", "-", reference).strip("-") or job.tender
