"""The dossier in the browser: built as long work, downloaded, and verified."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from appraisal.exchange.dossier.verification import verify_dossier
from appraisal.services.record.jobs import job_file, run_job
from appraisal.web.machine.app import create_app
from appraisal.web.record.dossier_work import build_whole
from browser import Browser
from dossiers import KEY, Bidden
from stand import PASSWORD


@pytest.fixture(scope="module")
def opened() -> Iterator[Bidden]:
    own = Bidden()
    own.open()
    yield own
    own.close()


def browser(own: Bidden, email: str = "janneke@buyer.example") -> Browser:
    found = Browser(create_app(own.kit.settings, lambda: own.kit))
    found.sign_in(email, PASSWORD)
    return found


def built(own: Bidden, **fields: str) -> tuple[str, bytes]:
    """The job's page and its file, after the form was sent."""
    janneke, path = browser(own), f"/tenders/{own.tender}/dossier"
    janneke.get(path)
    answer = janneke.raw("POST", path, data={"csrf": janneke.token(), **fields})
    page = janneke.get(answer.headers["Location"])
    return page, janneke.raw("GET", f"{answer.headers['Location']}/file").data


def test_an_officer_builds_downloads_and_verifies_it(opened: Bidden, tmp_path: Path) -> None:
    page, data = built(opened, act="whole")
    (tmp_path / "dossier.zip").write_bytes(data)

    assert "Done" in page
    assert f"/tenders/{opened.tender}/dossier" in page
    assert verify_dossier(tmp_path / "dossier.zip", KEY).index.reference == "2026/041"
    assert opened.events()[-2:] == ["dossier:built", "paper:downloaded"]
    assert "Built so far" in browser(opened).get(f"/tenders/{opened.tender}/dossier")


def test_a_dossier_and_its_extract_come_together(opened: Bidden, tmp_path: Path) -> None:
    _, data = built(opened, act="extract", comments="Trade secrets", names="Personal data")
    with ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(tmp_path)

    whole, extract = (verify_dossier(tmp_path / f"{name}-2026-041.zip", KEY) for name in ("dossier", "public-extract"))
    assert extract.extract
    assert extract.extract.digest == whole.fixity.digest
    assert {each.ground for each in extract.extract.redactions if each.path.endswith("response.json")} == {
        "Trade secrets"
    }


def test_the_page_names_the_key_and_hands_it_out(opened: Bidden) -> None:
    janneke = browser(opened)
    page = janneke.get(f"/tenders/{opened.tender}/dossier")

    assert KEY.fingerprint[:8] in page
    assert re.search(r'href="/tenders/[^"]+/dossier"[^>]*>Dossier', janneke.get(f"/tenders/{opened.tender}"))
    assert janneke.raw("GET", f"/tenders/{opened.tender}/dossier/seal.pem").data == KEY.pem


def test_before_the_opening_it_waits_and_nothing_is_built() -> None:
    sealed = Bidden()
    janneke, path = browser(sealed), f"/tenders/{sealed.tender}/dossier"
    page = janneke.get(path)
    before = [line for line in sealed.dump() if "sessions" not in line]

    answer = janneke.raw("POST", path, data={"csrf": janneke.token(), "act": "whole"})

    assert "It can be built once all bids are open" in page
    assert "Build the dossier" not in page
    assert answer.status_code == 409
    assert [line for line in sealed.dump() if "sessions" not in line] == before
    sealed.close()


def test_suppliers_and_strangers_reach_none_of_it(opened: Bidden) -> None:
    tor = browser(opened, "tor@dovre.example")
    visitor = Browser(create_app(opened.kit.settings, lambda: opened.kit))

    for path in (f"/tenders/{opened.tender}/dossier", f"/tenders/{opened.tender}/dossier/seal.pem"):
        assert tor.raw("GET", path).status_code == 403
        assert visitor.raw("GET", path).status_code == 303


def test_in_a_store_on_the_disk_its_progress_is_told_and_it_can_be_stopped(tmp_path: Path) -> None:
    from appraisal.core.policy import Permission
    from appraisal.services.record.jobs import BeginJob, begin_job, cancel_job, job_of

    own = Bidden(tmp_path / "store.sqlite")
    own.open()
    command = BeginJob("dossier", Permission.DOSSIER_BUILD, own.tender, 0, "The dossier")
    first, second = begin_job(own.kit, own.janneke, command), begin_job(own.kit, own.janneke, command)
    cancel_job(own.kit, own.janneke, second)

    run_job(own.kit, first, build_whole)
    run_job(own.kit, second, build_whole)

    done, stopped = job_of(own.kit, own.janneke, first), job_of(own.kit, own.janneke, second)
    assert (done.state, done.done, done.total, stopped.state) == ("done", 100, 100, "cancelled")
    (tmp_path / "dossier.zip").write_bytes(b"".join(job_file(own.kit, own.janneke, first)[1]))
    verify_dossier(tmp_path / "dossier.zip", KEY)
    assert own.events().count("dossier:built") == 1
    own.close()
