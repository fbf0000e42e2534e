"""The security document names tests that exist, and its figures are those of the code."""

from __future__ import annotations

import re
from pathlib import Path

from appraisal.exchange.upload import KINDS
from appraisal.storage.evidence import RECORD_BYTES
from appraisal.storage.officer_key import Argon2id

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs" / "security.md").read_text("utf-8")


def test_every_test_that_the_document_names_exists() -> None:
    named = set(re.findall(r"`(test_\w+)`", TEXT))
    sources = [path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py")]
    existing = {name for source in sources for name in re.findall(r"^def (test_\w+)", source, re.MULTILINE)}

    assert named - existing == set()
    assert len(named) > 30


def test_the_document_names_every_format_of_the_storage() -> None:
    storage = [path.read_text("utf-8") for path in (ROOT / "appraisal" / "storage").glob("*.py")]
    used = {tag for source in storage for tag in re.findall(r'b?"(appraisal-[a-z-]+/1)(?:\\n)?"', source)}
    contexts = {"appraisal-lot/1"}

    assert used - contexts - set(re.findall(r"`(appraisal-[a-z-]+/1)`", TEXT)) == set()


def test_the_figures_are_those_of_the_code() -> None:
    how = Argon2id(b"")
    *others, last = sorted(KINDS)

    assert f"{how.memory_kib // 1024} MiB, {how.passes} passes, {how.lanes} lanes" in TEXT
    assert f"the sealed record ({RECORD_BYTES:,} bytes)" in TEXT
    assert f"Taken are {', '.join(others)} and {last}." in TEXT


def test_the_document_names_every_numbered_check_of_the_tests() -> None:
    sources = [path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py")]
    numbered = {
        name for source in sources for name in re.findall(r"^def (test_security_\d\d_\w+)", source, re.MULTILINE)
    }

    assert numbered - set(re.findall(r"`(test_\w+)`", TEXT)) == set()
