"""Long work behind the pages: done in a thread with a kit of its own, so that no request waits for it."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from flask import current_app

from appraisal.core.comparison import Comparison
from appraisal.core.policy import Actor, Permission
from appraisal.services.award.debriefs import Letter, every_letter
from appraisal.services.comparison.standing import standing
from appraisal.services.opening.opening_report import opening_report
from appraisal.services.record.head import head_now
from appraisal.services.record.jobs import BeginJob, Job, MadeFile, Progress, Work, begin_job, run_job
from appraisal.services.record.seal import seal_fingerprint
from appraisal.services.toolkit import Kit
from appraisal.web.machine.log import logger
from appraisal.web.machine.request_kit import kit

IN_MEMORY = 32 * 1024 * 1024
_FACTORY = "appraisal.kit_factory"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of long work: what it is called, what it asks for, and what it does."""

    title: str
    permission: Permission
    work: Work


def use_long_work(extensions: dict[str, object], factory: Callable[[], Kit]) -> None:
    """Let `begin` work in the application."""
    extensions[_FACTORY] = factory


def begin(actor: Actor, kind: str, tender: str, lot: int) -> str:
    """The id of the work of one of `KINDS`, as `begin_work`.

    Raises:
        NotPermitted, NotFound: as `jobs.begin_job`.
    """
    return begin_work(actor, kind, KINDS[kind], tender, lot)


def begin_work(actor: Actor, name: str, chosen: Kind, tender: str, lot: int) -> str:
    """The id of the work, which goes on by itself; a store in memory knows one thread alone, so there it is done now.

    Raises:
        NotPermitted, NotFound: as `jobs.begin_job`.
    """
    job = begin_job(kit(), actor, BeginJob(name, chosen.permission, tender, lot, chosen.title))
    if kit().database.path == ":memory:":
        run_job(kit(), job, chosen.work)
        return job
    factory = cast(Callable[[], Kit], current_app.extensions[_FACTORY])
    threading.Thread(target=_run, args=(factory, job, chosen.work), name=f"job {job}", daemon=True).start()
    return job


def _run(factory: Callable[[], Kit], job: str, work: Work) -> None:
    own = factory()
    try:
        run_job(own, job, work)
    except Exception as error:
        logger.error("long work failed", exc_info=error)
    finally:
        own.database.close()


def zip_of_letters(own: Kit, actor: Actor, job: Job, progress: Progress) -> MadeFile:
    """Every letter of a lot as PDF in one ZIP."""
    _, lot, letters = every_letter(own, actor, job.tender, job.lot)
    seal = seal_fingerprint(own)
    steps = {f"letter-{letter.debrief.receipt}.pdf": _letter(letter, seal) for letter in letters}
    return _zipped(f"letters-lot-{lot.number}.zip", steps, progress)


def pack_of_papers(own: Kit, actor: Actor, job: Job, progress: Progress) -> MadeFile:
    """The papers of a lot in one ZIP: opening report, scorecard, letters."""
    from appraisal.reports.opening_report import opening_paper

    found = standing(own, actor, job.tender, job.lot)
    _, lot, letters = every_letter(own, actor, job.tender, job.lot)
    steps: dict[str, Callable[[], bytes]] = {
        "opening-report.pdf": lambda: opening_paper(
            opening_report(own, actor, job.tender, job.lot), seal_fingerprint(own)
        ),
        "scorecard.pdf": lambda: _scorecard(found.comparison, seal_fingerprint(own), head_now(own)),
    }
    steps |= {f"letters/{letter.debrief.receipt}.pdf": _letter(letter, seal_fingerprint(own)) for letter in letters}
    return _zipped(f"papers-lot-{lot.number}.zip", steps, progress)


def _letter(letter: Letter, seal: str) -> Callable[[], bytes]:
    from appraisal.reports.debrief_letter import debrief_letter

    return lambda: debrief_letter(letter.debrief, letter.digest, seal, letter.head)


def _scorecard(comparison: Comparison, seal: str, head: str) -> bytes:
    from appraisal.exchange.comparison_json import comparison_bytes
    from appraisal.reports.scorecard.document import print_scorecard

    return print_scorecard(comparison, comparison_json=comparison_bytes(comparison), seal=seal, head=head).pdf


def _zipped(name: str, steps: Mapping[str, Callable[[], bytes]], progress: Progress) -> MadeFile:
    """The papers in one ZIP, the same bytes for the same papers; the progress is told before each."""
    stream = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (closed by who stores it)
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for place, (path, make) in enumerate(steps.items()):
            progress(place, len(steps))
            archive.writestr(ZipInfo(path), make(), ZIP_DEFLATED)
    progress(len(steps), len(steps))
    return MadeFile(name, "application/zip", cast(io.BufferedRandom, stream))


KINDS: Mapping[str, Kind] = {
    "letters": Kind("All letters as one ZIP", Permission.DEBRIEF_READ, zip_of_letters),
    "papers": Kind("All papers of the lot as one ZIP", Permission.AWARD_READ, pack_of_papers),
}
