"""A time stamp of a service on this computer: asked for where it is set, checked, and told; else nothing is asked."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from appraisal.core.errors import BrokenChain, Conflict
from appraisal.exchange.dossier.notes import verify_note
from appraisal.exchange.dossier.verification import verify_dossier
from appraisal.reports.dossier_papers import DossierPapers
from appraisal.services.record.dossier.building import BuildDossier, build_dossier
from demonstration import lacking
from dossiers import KEY, Bidden, files_of, written

CONFIGURATION = """
[tsa]
default_tsa = own
[own]
serial = {folder}/serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
ess_cert_id_alg = sha256
[req]
distinguished_name = dn
x509_extensions = stamps
prompt = no
[dn]
CN = A clock for tests
[stamps]
extendedKeyUsage = critical,timeStamping
basicConstraints = CA:TRUE
"""


@pytest.fixture(scope="module")
def opened() -> Iterator[Bidden]:
    own = Bidden()
    own.open()
    yield own
    own.close()


@pytest.fixture(scope="module")
def clock(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a time stamp authority."""
    if not shutil.which("openssl"):
        lacking("openssl is not there")
    folder = tmp_path_factory.mktemp("clock")
    (folder / "serial").write_text("01\n")
    (folder / "configuration").write_text(CONFIGURATION.format(folder=folder))
    openssl(folder, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key", "-out", "cert", "-days", "9999")
    return folder


def openssl(folder: Path, *arguments: str) -> None:
    command = ["openssl", *arguments, "-config", "configuration"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


@contextmanager
def served(answer: object) -> Iterator[str]:
    """The address of a service that answers each query with what `answer` makes of it."""

    class Service(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            reply = answer(query) if self.headers["Content-Type"] == "application/timestamp-query" else b""  # type: ignore[operator]
            self.send_response(200 if reply else 500)
            self.end_headers()
            self.wfile.write(reply)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Service)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def stamp(folder: Path, query: bytes) -> bytes:
    (folder / "query").write_bytes(query)
    openssl(folder, "ts", "-reply", "-queryfile", "query", "-inkey", "key", "-signer", "cert", "-out", "reply")
    return (folder / "reply").read_bytes()


def build(own: Bidden, address: str, out: Path) -> None:
    kit = replace(own.kit, settings=replace(own.kit.settings, timestamp_url=address))
    build_dossier(kit, own.janneke, BuildDossier(own.tender, out), DossierPapers(""))


def test_a_stamp_is_on_the_sealed_list_and_public_tools_check_it(opened: Bidden, clock: Path, tmp_path: Path) -> None:
    with served(lambda query: stamp(clock, query)) as address:
        build(opened, address, tmp_path / "dossier.zip")

    found = verify_dossier(tmp_path / "dossier.zip", KEY)
    assert found.stamped
    folder = tmp_path / "unpacked"
    shutil.unpack_archive(tmp_path / "dossier.zip", folder)
    command = next(line.strip() for line in verify_note("").decode().splitlines() if line.startswith("    test ! -e"))
    environ = {**os.environ, "CA": str(clock / "cert")}
    done = subprocess.run(["bash", "-c", command], cwd=folder, env=environ, capture_output=True, text=True, check=False)
    assert "Verification: OK" in done.stdout + done.stderr


def test_a_stamp_of_something_else_is_told(opened: Bidden, clock: Path, tmp_path: Path) -> None:
    with served(lambda query: stamp(clock, query)) as address:
        build(opened, address, tmp_path / "first.zip")
        build(opened, address, tmp_path / "second.zip")
    files = files_of(tmp_path / "first.zip")
    for reply, says in ((files_of(tmp_path / "second.zip")["seal.tsr"], "is on something else"), (b"x", "is no time")):
        files["seal.tsr"] = reply

        with pytest.raises(BrokenChain, match=says):
            verify_dossier(written(tmp_path / f"{len(reply)}.zip", files))


@pytest.mark.parametrize("reply", [b"", b"no time stamp"])
def test_a_service_that_gives_none_is_a_conflict_and_leaves_nothing(
    reply: bytes, opened: Bidden, tmp_path: Path
) -> None:
    before = opened.dump()
    with served(lambda query: reply) as address, pytest.raises(Conflict, match="gives none now"):
        build(opened, address, tmp_path / "dossier.zip")

    assert (list(tmp_path.iterdir()), opened.dump()) == ([], before)


def test_an_answer_to_another_request_is_a_conflict(opened: Bidden, clock: Path, tmp_path: Path) -> None:
    earlier: list[bytes] = []

    def replayed(query: bytes) -> bytes:
        earlier.append(stamp(clock, query))
        return earlier[0]

    with served(replayed) as address:
        build(opened, address, tmp_path / "first.zip")
        with pytest.raises(Conflict, match="is on something else"):
            build(opened, address, tmp_path / "second.zip")


def test_without_a_service_nothing_is_asked_and_nothing_stamped(opened: Bidden, tmp_path: Path) -> None:
    opened.build(tmp_path / "dossier.zip")

    assert verify_dossier(tmp_path / "dossier.zip", KEY).stamped is None
    assert "seal.tsr" not in files_of(tmp_path / "dossier.zip")
