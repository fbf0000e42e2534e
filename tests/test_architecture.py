"""The one rule of the house: a floor uses the floors below it and nothing above; the ground floor only arithmetic."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "appraisal"

BELOW: dict[str, set[str]] = {
    "core": set(),
    "models": set(),
    "exchange": {"core", "models"},
    "storage": {"core"},
    "services": {"core", "exchange", "storage", "models", "settings"},
    "reports": {"core"},
    "settings": {"core"},
    "demo": {"core", "exchange", "models", "reports", "services", "settings", "storage"},
    "cli": {"core", "demo", "exchange", "models", "reports", "services", "settings", "storage", "web"},
    "web": {"core", "exchange", "models", "reports", "services", "settings", "storage"},
}
"""For each floor the floors it may use, itself apart."""

ARITHMETIC = {
    "__future__", "abc", "bisect", "collections", "dataclasses", "datetime", "decimal", "enum", "fractions",
    "functools", "hashlib", "itertools", "json", "math", "operator", "re", "string", "types", "typing",
    "unicodedata", "zoneinfo",
}  # fmt: skip
"""What the ground floor may import from outside: no clock is read there, no file, no network, no database."""


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE or path.name == "settings.py")


def floor(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """The dotted names that a module imports anywhere, lazily too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.add(node.module or "")
            if node.module == "appraisal":
                found |= {f"appraisal.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_floor_uses_only_the_floors_below_it(path: Path) -> None:
    own = floor(path)
    used = {name.split(".")[1] for name in imports(path) if name.startswith("appraisal.")}
    data = {"rfp_profiles", "templates", "__version__"}

    assert used - BELOW[own] - {own} - data == set()


@pytest.mark.parametrize("path", sorted((PACKAGE / "core").rglob("*.py")), ids=lambda path: path.name)
def test_the_ground_floor_uses_only_arithmetic(path: Path) -> None:
    outside = {name.split(".")[0] for name in imports(path)} - {"appraisal"}
    allowed = ARITHMETIC | ({"numpy"} if path.parent.name == "robustness" else set())

    assert outside - allowed == set()


def test_nothing_in_core_knows_a_bundled_model_by_name() -> None:
    names = re.compile(r"it[-_]service[-_]cmm|cmmi", re.IGNORECASE)

    found = [path.name for path in (PACKAGE / "core").rglob("*.py") if names.search(path.read_text("utf-8"))]

    assert found == []


def test_no_file_is_a_drawer_without_a_name() -> None:
    drawers = {"utils.py", "helpers.py", "common.py", "misc.py"}
    files = [*PACKAGE.rglob("*.py"), *(ROOT / "tests").rglob("*.py")]

    assert [path for path in files if path.name in drawers] == []


def test_every_module_opens_with_a_sentence() -> None:
    bare = [str(path) for path in modules() if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]

    assert bare == []
