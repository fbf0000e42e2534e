"""Long work: watched and cancelled by who began it, its file sealed and theirs alone."""

from __future__ import annotations

import io

import pytest

from appraisal.core.errors import Conflict, NotFound, NotPermitted
from appraisal.core.policy import Actor, Permission
from appraisal.services.record.jobs import (
    INTERRUPTED,
    BeginJob,
    Job,
    MadeFile,
    Progress,
    begin_job,
    cancel_job,
    end_interrupted,
    job_file,
    job_of,
    run_job,
)
from appraisal.services.toolkit import Kit
from stand import Field


def begun(field: Field) -> str:
    command = BeginJob("letters", Permission.DEBRIEF_READ, field.tender, 1, "Letters to the bidders")
    return begin_job(field.kit, field.janneke, command)


def three_steps(kit: Kit, actor: Actor, job: Job, progress: Progress) -> MadeFile:
    for step in range(3):
        progress(step, 3)
    return MadeFile("letters.zip", "application/zip", io.BytesIO(b"PK zanzibar"))


def test_work_that_is_done_gives_its_file_to_who_began_it_alone(field: Field) -> None:
    job = begun(field)
    run_job(field.kit, job, three_steps)
    found = job_of(field.kit, field.janneke, job)
    file, content = job_file(field.kit, field.janneke, job)

    assert (found.state, found.done, found.total, file.name) == ("done", 2, 3, "letters.zip")
    assert b"".join(content) == b"PK zanzibar"
    assert field.events()[-1] == "paper:downloaded"
    for act in (job_of, job_file, cancel_job):
        with pytest.raises(NotFound):
            act(field.kit, field.marijke, job)


def test_work_stops_at_its_next_step_when_it_is_cancelled(field: Field) -> None:
    job = begun(field)
    cancel_job(field.kit, field.janneke, job)
    run_job(field.kit, job, three_steps)
    assert (job_of(field.kit, field.janneke, job).state, job_of(field.kit, field.janneke, job).file) == (
        "cancelled",
        None,
    )
    with pytest.raises(Conflict, match="nothing to cancel"):
        cancel_job(field.kit, field.janneke, job)
    with pytest.raises(Conflict, match="not done yet"):
        job_file(field.kit, field.janneke, job)


def test_work_that_is_refused_says_why_and_what_breaks_is_noted_too(field: Field) -> None:
    def refused(kit: Kit, actor: Actor, job: Job, progress: Progress) -> MadeFile:
        raise Conflict("There is no letter yet")

    def broken(kit: Kit, actor: Actor, job: Job, progress: Progress) -> MadeFile:
        raise ZeroDivisionError

    first, second = begun(field), begun(field)
    run_job(field.kit, first, refused)
    with pytest.raises(ZeroDivisionError):
        run_job(field.kit, second, broken)
    assert [job_of(field.kit, field.janneke, job).words for job in (first, second)] == [
        "There is no letter yet",
        "It could not be done; begin it again",
    ]


def test_what_ran_when_the_server_stopped_is_over(field: Field) -> None:
    job = begun(field)
    assert end_interrupted(field.kit) == 1
    assert (job_of(field.kit, field.janneke, job).state, job_of(field.kit, field.janneke, job).words) == (
        "failed",
        INTERRUPTED,
    )


def test_work_asks_for_the_permission_of_its_kind(field: Field) -> None:
    before = field.dump()
    with pytest.raises(NotPermitted):
        begin_job(field.kit, field.janneke, BeginJob("x", Permission.AUDIT_READ, field.tender, 1, "x"))
    assert field.dump() == before
