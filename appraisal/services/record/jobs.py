"""Long work for one person: begun, watched, cancelled, and its file handed out to whoever began it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from appraisal.core import policy
from appraisal.core.errors import AppraisalError, Conflict, NotFound
from appraisal.core.events import Event
from appraisal.core.policy import Actor, Permission
from appraisal.services.known import known_tender
from appraisal.services.toolkit import Kit
from appraisal.storage import jobs, people
from appraisal.storage.evidence import Quota
from appraisal.storage.jobs import StoredJob
from appraisal.storage.stored_file import StoredFile

LARGEST_RESULT = 50_000_000_000
"""Bytes of what a piece of work may make."""
INTERRUPTED = "The server stopped before this was done; begin it again"


class Cancelled(Exception):
    """The person who began it asked the work to stop."""


@dataclass(frozen=True, slots=True)
class BeginJob:
    """Work to begin: `kind` names it, `permission` is what it asks for, `lot` is 0 for the whole tender."""

    kind: str
    permission: Permission
    tender: str
    lot: int
    title: str


@dataclass(frozen=True, slots=True)
class MadeFile:
    """What a piece of work made; the stream is seekable and is closed by who stores it."""

    name: str
    media_type: str
    stream: BinaryIO


@dataclass(frozen=True, slots=True)
class Job:
    """How far a piece of work is; `file` is its result once the state is "done"."""

    id: str
    kind: str
    tender: str
    lot: int
    title: str
    begun: datetime
    done: int
    total: int
    state: str
    stopping: bool
    words: str
    ended: datetime | None
    file: StoredFile | None


class Progress:
    """Told by the work how far it is; raises `Cancelled` when it is to stop."""

    def __init__(self, kit: Kit, job_id: str) -> None:
        self._kit = kit
        self._job = job_id

    def __call__(self, done: int, total: int) -> None:
        """Note that so many steps of all are done.

        Raises:
            Cancelled: the work is to stop here.
        """
        stored = jobs.job(self._kit.database, self._job)
        if stored is None or stored.stop or stored.state != "running":
            raise Cancelled
        with self._kit.database.writing():
            jobs.advance(self._kit.database, self._job, done, total)


Work = Callable[[Kit, Actor, Job, Progress], MadeFile]
"""A piece of work: what it is given, and the file it makes."""


def begin_job(kit: Kit, actor: Actor, command: BeginJob) -> str:
    """The id of the work, which counts as running from now on.

    Raises:
        NotPermitted, NotFound: as `known.known_tender`, and where the kind asks for a permission that is not granted.
    """
    policy.require(actor, command.permission)
    tender = known_tender(kit, actor, command.tender)
    new = StoredJob(
        id=kit.reference("J"),
        kind=command.kind,
        person=actor.person,
        tender=tender.id,
        lot=command.lot,
        title=command.title,
        begun=kit.now(),
    )
    with kit.database.writing():
        jobs.add_job(kit.database, new)
    return new.id


def run_job(kit: Kit, job_id: str, work: Work) -> None:
    """Do the work and keep its file sealed; whatever happens, how it ended is noted."""
    stored = jobs.job(kit.database, job_id)
    person = people.person(kit.database, stored.person) if stored else None
    if stored is None or person is None:
        return
    state, words, record = "failed", "It could not be done; begin it again", None
    try:
        made = work(kit, person.actor, _job(kit, stored), Progress(kit, job_id))
        with made.stream as stream:
            quota = Quota(LARGEST_RESULT, LARGEST_RESULT)
            file = kit.evidence.add(stream, made.name, job_id, quota, made_as=made.media_type)
        record = kit.vault.seal_draft(file.text().encode(), "job", job_id)
        state, words = "done", ""
    except Cancelled:
        state, words = "cancelled", "Cancelled; nothing was kept"
    except AppraisalError as refusal:
        words = str(refusal)
    finally:
        with kit.database.writing():
            jobs.end_job(kit.database, job_id, state, words, record, kit.now())


def job_of(kit: Kit, actor: Actor, job_id: str) -> Job:
    """The actor's own piece of work.

    Raises:
        NotFound: there is none with this id, or somebody else began it.
    """
    stored = jobs.job(kit.database, job_id)
    if stored is None or stored.person != actor.person:
        raise NotFound("There is no such work of yours")
    return _job(kit, stored)


def cancel_job(kit: Kit, actor: Actor, job_id: str) -> None:
    """Ask the work to stop at its next step; nothing of it is kept.

    Raises:
        NotFound: as `job_of`.
        Conflict: it runs no more.
    """
    job_of(kit, actor, job_id)
    with kit.database.writing():
        if not jobs.ask_to_stop(kit.database, job_id):
            raise Conflict("This is over already; there is nothing to cancel")


def job_file(kit: Kit, actor: Actor, job_id: str) -> tuple[StoredFile, Iterator[bytes]]:
    """The file that the work made, and its content in blocks; the download is an entry.

    Raises:
        NotFound: as `job_of`; also where the file was tidied away, which happens after a day.
        Conflict: it is not done.
    """
    found = job_of(kit, actor, job_id)
    if found.file is None:
        raise Conflict("This is not done yet; expected it to be finished")
    content = kit.evidence.read(job_id, found.file)
    with kit.database.writing():
        kit.record(
            actor.person,
            Event.PAPER_DOWNLOADED,
            job_id,
            found.tender,
            lot=found.lot,
            paper=found.title.lower(),
            digest=f"sha256:{found.file.sha256}",
        )
    return found.file, content


def files_of_jobs(kit: Kit, tender_id: str) -> list[tuple[str, str]]:
    """The files that work on a tender made, each as its owner and SHA-256."""
    found = [_job(kit, stored) for stored in jobs.jobs_on(kit.database, tender_id)]
    return [(job.id, job.file.sha256) for job in found if job.file]


def end_interrupted(kit: Kit) -> int:
    """Note at the start of a server that nothing of an earlier one runs any more; gives how many had."""
    with kit.database.writing():
        return jobs.end_interrupted(kit.database, INTERRUPTED, kit.now())


def _job(kit: Kit, stored: StoredJob) -> Job:
    file = None
    if stored.file is not None:
        file = StoredFile.parse(kit.vault.open_draft(stored.file, "job", stored.id))
    return Job(
        id=stored.id,
        kind=stored.kind,
        tender=stored.tender,
        lot=stored.lot,
        title=stored.title,
        begun=stored.begun,
        done=stored.done,
        total=stored.total,
        state=stored.state,
        stopping=stored.stop and stored.state == "running",
        words=stored.words,
        ended=stored.ended,
        file=file,
    )
