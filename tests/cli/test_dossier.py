"""`appraisal dossier` and `appraisal verify`: what they print, and how each refusal ends."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from appraisal.cli.main import run
from dossiers import KEY, Bidden, a_dossier, files_of, sealed_again, written


@dataclass(frozen=True, slots=True)
class Office:
    """An installation on the disk with an opened tender, 2026/041, and a draft, and its dossier."""

    folder: Path
    dossier: Path


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The installation, its dossier and its public key, made once by the command itself."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "data").mkdir()
    key = folder / "key"
    key.write_text(f"appraisal-key/1 {base64.urlsafe_b64encode(bytes(32)).decode()}\n")
    key.chmod(0o600)
    bidden = Bidden(folder / "data" / "appraisal.sqlite")
    bidden.open()
    shutil.copytree(bidden.folder, folder / "data" / "evidence")
    bidden.close()
    with pytest.MonkeyPatch.context() as environ:
        _settings(environ, folder)
        assert run(["dossier", "2026/041", "--out", str(folder / "dossier.zip")]) == 0
    yield Office(folder, folder / "dossier.zip")


def _settings(environ: pytest.MonkeyPatch, folder: Path) -> None:
    environ.setenv("APPRAISAL_DATA", str(folder / "data"))
    environ.setenv("APPRAISAL_KEY_FILE", str(folder / "key"))
    environ.setenv("APPRAISAL_SECRET_KEY", "k" * 32)


@pytest.fixture
def office(installation: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    _settings(monkeypatch, installation.folder)
    return installation


def lines(capsys: pytest.CaptureFixture[str], code: int, *arguments: str) -> list[str]:
    """What a call prints; a refusal goes to standard error alone."""
    capsys.readouterr()
    assert run(arguments) == code
    streams = capsys.readouterr()
    assert (streams.err == "") == (code == 0)
    return (streams.err if code else streams.out).splitlines()


def test_a_dossier_is_built_and_verified_with_the_public_key(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, key = str(tmp_path / "dossier.zip"), str(tmp_path / "seal.pem")

    built = lines(capsys, 0, "dossier", "2026/041", "--out", out, "--public-key", key)
    found = lines(capsys, 0, "verify", out, "--key", key)

    assert built[0] == f"Fingerprint {KEY.fingerprint}"
    assert (built[-1], Path(key).read_bytes()) == (f"Sealed by the key {KEY.fingerprint}", KEY.pem)
    assert (found[0], found[-1]) == (
        "Dossier of tender 2026/041",
        "The seal is of the key that was given: everything above holds.",
    )
    assert 10 <= len(found) <= 25


def test_without_a_key_the_result_says_that_the_seal_proves_nothing_of_its_holder(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    found = lines(capsys, 0, "verify", str(office.dossier))

    assert found[-3:] == [
        "Everything agrees. But the key lies in the file itself and proves nothing about its holder: compare its",
        f"fingerprint {KEY.fingerprint}",
        "with the one on a printed document of the buyer's, or give the buyer's key with --key.",
    ]


def test_a_forgery_sealed_by_another_fails_under_the_key(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = files_of(a_dossier())
    sealed_again(files)
    forged, key = written(tmp_path / "forged.zip", files), tmp_path / "seal.pem"
    key.write_bytes(KEY.pem)

    assert "is of another key" in lines(capsys, 7, "verify", str(forged), "--key", str(key))[0]


def test_a_public_extract_is_taken_and_verified(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "extract.zip")
    redacted = ["--redact", "comments=Trade secrets", "--redact", "names=Personal data"]

    lines(capsys, 0, "dossier", "2026/041", "--extract-of", str(office.dossier), *redacted, "--out", out)
    found = lines(capsys, 0, "verify", out)

    assert found[0] == "Public extract of the dossier of tender 2026/041"
    assert any(line.startswith("Redacted   3 documents withheld, ") for line in found)


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["2026/000", "--out", "new.zip"], 4, "2026/000: there is no such tender"),
        (["rosebud elsewhere", "--out", "new.zip"], 6, "Building the dossier"),
        (["2026/041", "--out", "taken.zip"], 6, "taken.zip: there is such a file already"),
        (["2026/041", "--out", "taken.zip/new.zip"], 3, "taken.zip/new.zip: cannot be written"),
        (["2026/041"], 2, "give a TENDER with --out FILE.zip"),
        ([], 2, "give a TENDER with --out FILE.zip"),
        (["2026/041", "--out", "new.zip", "--redact", "names=x"], 2, "--redact goes with --extract-of"),
        (["2026/041", "--out", "new.zip", "--extract-of", "taken.zip", "--redact", "names"], 2, "takes WHAT=GROUND"),
        (["2026/041", "--out", "new.zip", "--extract-of", "none.zip"], 4, "none.zip: there is no such file"),
        (["2026/041", "--out", "new.zip", "--extract-of", "taken.zip"], 3, "taken.zip: does not end as an archive"),
    ],
)
def test_what_cannot_be_built_is_one_line_and_leaves_nothing(
    arguments: list[str],
    code: int,
    says: str,
    office: Office,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("taken.zip").write_bytes(b"mine")

    told = lines(capsys, code, "dossier", *arguments)

    assert len(told) == 1
    assert says in told[0]
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("taken.zip", b"mine")]


@pytest.mark.parametrize(
    ("content", "code", "says"),
    [
        (None, 4, "there is no such file; expected the path of a dossier"),
        (b"no archive", 3, "does not end as an archive"),
        (b"PK\x05\x06" + bytes(18), 3, "is no dossier; expected a ZIP that `appraisal dossier` wrote"),
    ],
)
def test_what_is_no_dossier_is_one_line(
    content: bytes | None, code: int, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "other.zip"
    if content is not None:
        target.write_bytes(content)

    told = lines(capsys, code, "verify", str(target))

    assert told == [f"appraisal: {target}: {told[0].partition(f'{target}: ')[2]}"]
    assert says in told[0]


def test_a_changed_dossier_ends_with_seven_and_names_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = files_of(a_dossier())
    files["data/people.json"] += b" "
    target = written(tmp_path / "changed.zip", files)

    told = lines(capsys, 7, "verify", str(target))

    assert told[0].startswith(f"appraisal: {target}: data/people.json: was changed, its SHA-256 is ")


@pytest.mark.parametrize("pem", [b"", b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"])
def test_a_key_that_is_none_is_bad_input(pem: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = tmp_path / "key.pem"
    key.write_bytes(pem)

    assert (
        "is not a public key; expected an Ed25519 public key in PEM"
        in (lines(capsys, 3, "verify", str(a_dossier()), "--key", str(key))[0])
    )
