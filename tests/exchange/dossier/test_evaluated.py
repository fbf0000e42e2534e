"""What evaluators found, agreed on and took back is followed entry by entry, and every comparison is made again."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appraisal.core.errors import AppraisalError, BrokenChain
from appraisal.exchange.dossier.verification import verify_dossier
from dossiers import Files, an_evaluated_dossier, files_of, sealed_again, written

LOT = "data/lots/1/"


def refused(tmp_path: Path, change: Callable[[Files], None]) -> str:
    """What verifying says of the dossier after a change, sealed anew by another key."""
    files = files_of(an_evaluated_dossier())
    change(files)
    sealed_again(files)
    with pytest.raises(BrokenChain) as broken:
        verify_dossier(written(tmp_path / "changed.zip", files))
    return str(broken.value)


def edited(name: str, edit: Callable[[Any], object]) -> Callable[[Files], None]:
    """Changes a document of the lot and writes it as it was written."""

    def change(files: Files) -> None:
        document = json.loads(files[LOT + name])
        edit(document)
        text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        files[LOT + name] = text.encode()

    return change


def test_findings_and_comparisons_that_were_overtaken_are_made_again() -> None:
    found = verify_dossier(an_evaluated_dossier())

    assert [(lot.opened, lot.compared) for lot in found.lots] == [(3, 2)]
    assert (found.index.stage, found.withheld) == ("evaluated", 0)
    assert found.named == len(found.chain.named)
    assert found.chain.events["consensus:recorded"] == 6
    assert found.chain.events["evaluation:closed"] == 2


@pytest.mark.parametrize("name", ["findings/P-4/brandveen-bv.json", "findings/P-6/estuary-ltd.json"])
def test_an_evaluators_findings_that_are_gone_are_told(name: str, tmp_path: Path) -> None:
    assert "(finding:submitted) names sha256:" in refused(tmp_path, lambda files: files.pop(LOT + name) and None)


def test_a_finding_of_an_evaluator_that_was_changed_is_told(tmp_path: Path) -> None:
    change = edited("findings/P-4/brandveen-bv.json", lambda sheet: sheet["findings"]["SRI-Q1"].update(finding="F"))

    assert "(finding:submitted) names sha256:" in refused(tmp_path, change)


@pytest.mark.parametrize("at", [0, -1])
def test_a_version_of_what_was_agreed_that_is_gone_is_told(at: int, tmp_path: Path) -> None:
    change = edited("consensus-history/brandveen-bv.json", lambda history: history["versions"].pop(at))

    assert "consensus-history/brandveen-bv.json: holds 24 findings; expected the 25 of the journal" in (
        refused(tmp_path, change)
    )


@pytest.mark.parametrize(
    "edit",
    [
        lambda history: history["versions"].reverse(),
        lambda history: history["versions"][-1].update(finding="F"),
        lambda history: history["versions"][0].update(reason="Another one."),
    ],
)
def test_a_version_of_what_was_agreed_that_was_changed_is_told(edit: Callable[[Any], object], tmp_path: Path) -> None:
    change = edited("consensus-history/brandveen-bv.json", edit)

    assert "(consensus:recorded) names sha256:" in refused(tmp_path, change)


def test_an_agreed_finding_that_was_removed_is_told(tmp_path: Path) -> None:
    change = edited("consensus/brandveen-bv.json", lambda agreed: agreed["findings"].pop("SRI-Q1"))

    assert "consensus/brandveen-bv.json: has other findings than were recorded last" in refused(tmp_path, change)


def test_findings_that_are_left_out_of_the_comparison_are_told(tmp_path: Path) -> None:
    def change(files: Files) -> None:
        index = json.loads(files["data/dossier.json"])
        index["lots"][0]["compared"][0]["findings"] = None
        files["data/dossier.json"] = json.dumps(index).encode()

    assert "response.json: has other findings than were recorded last" in refused(tmp_path, change)


def test_a_bid_taken_out_without_an_entry_is_told(tmp_path: Path) -> None:
    def change(files: Files) -> None:
        rows = edited("exclusions.json", lambda out: out["rows"].append({**out["rows"][0], "bid": "B-1"}))
        rows(files)
        index = json.loads(files["data/dossier.json"])
        index["lots"][0]["compared"].pop()
        files["data/dossier.json"] = json.dumps(index).encode()

    assert "lot 1 compares 1 of 3 bids that were opened, 1 taken out" in refused(tmp_path, change)


def test_a_decision_that_is_gone_is_told(tmp_path: Path) -> None:
    name = f"{LOT}decisions/reopening-001.json"

    assert "(evaluation:reopened) names sha256:" in refused(tmp_path, lambda files: files.pop(name) and None)


NAMES = ("consensus-history/brandveen-bv.json", "consensus/brandveen-bv.json", "exclusions.json",
         "bids/brandveen-bv/receipts.json")  # fmt: skip


@settings(max_examples=50)
@given(st.sampled_from(NAMES), st.data())
def test_nonsense_in_the_documents_of_an_evaluation_is_one_refusal(name: str, data: st.DataObject) -> None:
    files = files_of(an_evaluated_dossier())
    content = files[LOT + name]
    start = data.draw(st.integers(0, len(content) - 1))
    new = data.draw(st.sampled_from([b"null", b"[]", b"{}", b"1.5", b"-1", b"\\ud800", b"", b'"x"']))
    files[LOT + name] = content[:start] + new + content[start + data.draw(st.integers(1, 200)) :]
    sealed_again(files)

    with contextlib.suppress(AppraisalError):
        verify_dossier(written(an_evaluated_dossier().with_name("nonsense.zip"), files))
