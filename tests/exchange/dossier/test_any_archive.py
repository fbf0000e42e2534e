"""What a dossier's archive may not be, and that nonsense of any kind in one ends in one clear refusal."""

from __future__ import annotations

import contextlib
import json
import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appraisal.core.errors import AppraisalError, BrokenChain, InvalidInput, NotFound
from appraisal.exchange.dossier.opened_bag import opened_bag
from appraisal.exchange.dossier.verification import verify_dossier
from dossiers import KEY, Files, a_dossier, files_of, sealed_again, written

LOT = "data/lots/1/"
BID = f"{LOT}bids/dovre-drift-as/"
EVIDENCE = f"{BID}evidence/432f8bbeb51d638d6454351af735e8ecd20d082bce56b071b2f26ca5310be149.txt"


def refused(tmp_path: Path, name: str, content: bytes = b"x") -> str:
    """What verifying says of the dossier with a file more."""
    target = written(tmp_path / "changed.zip", files_of(a_dossier()) | {name: content})
    with pytest.raises(BrokenChain) as broken:
        verify_dossier(target)
    return str(broken.value)


@pytest.mark.parametrize("name", ["data/LOTS/1/comparison.json", "data/people.JSON"])
def test_a_name_that_differs_in_case_alone_is_told(name: str, tmp_path: Path) -> None:
    assert "stands twice; expected each name once" in refused(tmp_path, name)


@pytest.mark.parametrize("name", ["../evil", "/etc/evil", "data/../../evil", "data\\evil", "C:evil"])
def test_a_name_that_leads_out_is_told(name: str, tmp_path: Path) -> None:
    assert "leads out of the archive" in refused(tmp_path, name)


@pytest.mark.parametrize("name", ["data/folder/", "data/" + "a/" * 12 + "b", "data/" + "n" * 400, "data/caf\u00e9"])
def test_a_name_that_no_dossier_has_is_told(name: str, tmp_path: Path) -> None:
    assert "is no name of a dossier's file" in refused(tmp_path, name, b"")


def appended(tmp_path: Path, entry: zipfile.ZipInfo, data: bytes) -> str:
    """What verifying says of the dossier with one more entry in its archive."""
    target = written(tmp_path / "changed.zip", files_of(a_dossier()))
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(entry, data)
    with pytest.raises(BrokenChain) as broken:
        verify_dossier(target)
    return str(broken.value)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_stands_twice_is_told(tmp_path: Path) -> None:
    twin = zipfile.ZipInfo(f"{LOT}comparison.json")

    assert "stands twice; expected each name once" in appended(tmp_path, twin, b"{}")


def test_a_link_is_told(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("data/link")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16

    assert "is a link; expected files and folders only" in appended(tmp_path, link, b"/etc/passwd")


def test_a_bomb_is_told_while_it_is_read(tmp_path: Path) -> None:
    files = files_of(a_dossier())
    files[EVIDENCE] = bytes(50_000_000)
    target = tmp_path / "changed.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)

    with pytest.raises(BrokenChain, match="unpacks to more than 200 times its packed size"):
        verify_dossier(target)


def test_a_dossier_packed_by_another_program_verifies(tmp_path: Path) -> None:
    target = tmp_path / "packed.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in reversed(files_of(a_dossier()).items()):
            archive.writestr(name, data)

    assert verify_dossier(target, KEY).fixity.digest == verify_dossier(a_dossier()).fixity.digest


@pytest.mark.parametrize("content", [b"", b"PK", b"no archive", b"PK\x05\x06" + bytes(18)])
def test_a_file_that_is_no_dossier_is_bad_input(content: bytes, tmp_path: Path) -> None:
    target = tmp_path / "other.zip"
    target.write_bytes(content)

    with pytest.raises(InvalidInput):
        verify_dossier(target)


def test_a_dossier_of_a_newer_format_is_bad_input(tmp_path: Path) -> None:
    files = files_of(a_dossier())
    files["data/dossier.json"] = files["data/dossier.json"].replace(b"dossier/1", b"dossier/2")

    with pytest.raises(InvalidInput, match="is of the format appraisal-dossier/2, which this version does not know"):
        verify_dossier(written(tmp_path / "newer.zip", files))


def test_a_file_that_is_not_there_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound), opened_bag(tmp_path / "none.zip"):
        pass


def contents(path: Path) -> Files:
    with opened_bag(path) as bag:
        return {name: bag.read(name) for name in bag.names}


@settings(max_examples=50)
@given(at=st.floats(0, 1), bit=st.integers(0, 7))
def test_any_bit_of_the_archive_changed_is_told_or_changes_nothing_that_is_in_it(at: float, bit: int) -> None:
    data = bytearray(a_dossier().read_bytes())
    data[int(at * (len(data) - 1))] ^= 1 << bit
    target = a_dossier().with_name("bit.zip")
    target.write_bytes(data)

    try:
        verify_dossier(target)
    except AppraisalError:
        return
    assert contents(target) == contents(a_dossier())


NAMES = ("data/dossier.json", "data/journal.jsonl", f"{LOT}comparison.json", f"{LOT}opening-report.json",
         f"{BID}2/response.json", "data/published/00.json", f"{LOT}profile.toml", "data/models/it-service-cmm.json",
         "manifest-sha256.txt", "bag-info.txt")  # fmt: skip


@settings(max_examples=50)
@given(name=st.sampled_from(NAMES), data=st.data())
def test_security_27_any_nonsense_in_a_dossier_that_is_sealed_anew_is_one_refusal(
    name: str, data: st.DataObject
) -> None:
    files = files_of(a_dossier())
    content = files[name]
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(len(content), start + 300)))
    new = data.draw(st.sampled_from([b"null", b"[]", b"{}", b'"x"', b"-1", b"1e999", b"\\ud800", b"9" * 5000, b"\xff"])
                    | st.binary(max_size=20))  # fmt: skip
    files[name] = content[:start] + new + content[end:]
    if name.startswith("data/") and name != "data/dossier.json":
        sealed_again(files)
    target = written(a_dossier().with_name("nonsense.zip"), files)

    with contextlib.suppress(AppraisalError):
        verify_dossier(target)


KEYS = st.sampled_from(["format", "lots", "bids", "previous", "state", "digest", "number", "evidence"])
DOCUMENTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=8,
)


@settings(max_examples=50)
@given(DOCUMENTS, st.sampled_from(["data/dossier.json", f"{LOT}opening-report.json", "data/published/01.json"]))
def test_any_other_document_in_the_place_of_one_is_one_refusal(document: object, name: str) -> None:
    files = files_of(a_dossier())
    files[name] = json.dumps(document).encode()
    if name != "data/dossier.json":
        sealed_again(files)

    with pytest.raises(AppraisalError):
        verify_dossier(written(a_dossier().with_name("document.zip"), files))
