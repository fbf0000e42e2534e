"""The wheel works from another folder and from a clone, with models, profiles, schemas, bids and templates inside."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DATA = {".toml", ".json", ".html", ".css", ".js", ".svg", ".typed"}


def packaged_sources() -> set[str]:
    """Every file that belongs into the wheel, by its name there."""
    moved = {"rfp_profiles": "appraisal/rfp_profiles", "templates": "appraisal/templates"}
    found = set()
    for top in ("appraisal", *moved):
        for path in (ROOT / top).rglob("*"):
            if path.suffix in {".py", *DATA} and "__pycache__" not in path.parts:
                inside = path.relative_to(ROOT / top).as_posix()
                found.add(f"{moved.get(top, top)}/{inside}")
    return found


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The contents of a wheel built from a copy of the sources."""
    folder = tmp_path_factory.mktemp("wheel")
    copy = folder / "source"
    for name in ("appraisal", "rfp_profiles", "templates"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("setup.cfg", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy / name)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(copy)]
    subprocess.run(command, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_every_module_and_data_file_is_in_the_wheel(unpacked: Path) -> None:
    inside = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()}

    assert {name for name in inside if not name.split("/")[0].endswith(".dist-info")} == packaged_sources()


def test_the_wheel_does_the_main_job_from_another_folder(unpacked: Path, tmp_path: Path) -> None:
    program = "import appraisal; print(appraisal.__file__); from appraisal.cli.main import main; main(['demo', 'out'])"
    environment = {**os.environ, "PYTHONPATH": str(unpacked), "PYTHONIOENCODING": "utf-8"}

    result = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )

    assert Path(result.stdout.splitlines()[0]).is_relative_to(unpacked)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "defence-service-desk-data-centre",
        "service-desk",
    ]


LIST_TEMPLATES = """
from appraisal.web.machine.rendering import template_environment
print(template_environment().list_templates())
"""


@pytest.mark.parametrize(
    ("program", "told"),
    [
        (["-m", "appraisal", "profile", "list"], "service-desk"),
        (["-m", "appraisal", "schema", "profile"], '"$schema"'),
        (["-c", LIST_TEMPLATES], "refusal.html"),
    ],
    ids=["profiles", "schemas", "templates"],
)  # fmt: skip
def test_the_sources_work_from_the_root_of_a_clone_though_they_shadow_what_is_installed(
    unpacked: Path, program: list[str], told: str
) -> None:
    installed = os.pathsep.join([str(unpacked), sysconfig.get_path("purelib")])

    result = subprocess.run(
        [sys.executable, "-S", *program],
        cwd=unpacked.parent / "source",
        env={**os.environ, "PYTHONPATH": installed, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert (result.stderr, result.returncode) == ("", 0)
    assert told in result.stdout
