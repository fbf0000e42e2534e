"""Whatever is done to a dossier is told, with the first file or entry that differs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from appraisal.core.errors import BrokenChain
from appraisal.exchange.dossier.verification import verify_dossier
from dossiers import KEY, Files, a_dossier, chained_again, files_of, listed_again, sealed_again, written

LOT = "data/lots/1/"
BID = f"{LOT}bids/dovre-drift-as/"
EVIDENCE = f"{BID}evidence/432f8bbeb51d638d6454351af735e8ecd20d082bce56b071b2f26ca5310be149.txt"


def refused(tmp_path: Path, change: Callable[[Files], None], known_key: bool = False) -> str:
    """What verifying says of the dossier with a change made to its files."""
    files = files_of(a_dossier())
    change(files)
    target = written(tmp_path / "changed.zip", files)
    with pytest.raises(BrokenChain) as broken:
        verify_dossier(target, KEY if known_key else None)
    return str(broken.value).removeprefix(f"{target}: ")


def passed(tmp_path: Path, change: Callable[[Files], None]) -> None:
    files = files_of(a_dossier())
    change(files)
    verify_dossier(written(tmp_path / "changed.zip", files))


def flipped(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


def changed(name: str, old: str, new: str) -> Callable[[Files], None]:
    """Puts one text in the place of another in a file."""

    def change(files: Files) -> None:
        assert old.encode() in files[name]
        files[name] = files[name].replace(old.encode(), new.encode(), 1)

    return change


def test_the_dossier_as_it_was_written_verifies() -> None:
    found = verify_dossier(a_dossier(), KEY)

    assert (found.known_key, found.fingerprint, found.index.reference) == (True, KEY.fingerprint, "2026/041")
    assert [(lot.opened, lot.compared, lot.evidence) for lot in found.lots] == [(2, 2, 2)]
    assert (found.publications, found.named) == (2, 6)


@pytest.mark.parametrize(
    "name",
    [
        f"{BID}2/response.json",
        f"{BID}2/sealed.bin",
        f"{BID}1/sealed.bin",
        f"{BID}receipts.json",
        f"{BID}team.json",
        EVIDENCE,
        f"{LOT}bids/weir-bv/receipts.json",
        f"{LOT}comparison.json",
        f"{LOT}opening-report.json",
        f"{LOT}opening-report.pdf",
        f"{LOT}profile.toml",
        f"{LOT}profiles/00.json",
        f"{LOT}scorecard.pdf",
        "data/clarifications.json",
        "data/invitations.json",
        "data/journal.jsonl",
        "data/models/it-service-cmm.json",
        "data/people.json",
        "data/published/00.json",
        "data/published/01.json",
        "data/tables.sqlite",
        "README.txt",
        "VERIFY.txt",
        "bag-info.txt",
        "bagit.txt",
        "seal.pem",
    ],
)
def test_one_byte_in_a_file_of_each_kind_is_told_by_its_name(name: str, tmp_path: Path) -> None:
    def change(files: Files) -> None:
        files[name] = flipped(files[name])

    assert refused(tmp_path, change).startswith(f"{name}: ")


@pytest.mark.parametrize("name", ["manifest-sha256.txt", "manifest-sha512.txt", "tagmanifest-sha512.txt"])
def test_one_byte_in_a_list_is_told(name: str, tmp_path: Path) -> None:
    def change(files: Files) -> None:
        files[name] = (b"0" if files[name][:1] != b"0" else b"1") + files[name][1:]

    assert "was changed" in refused(tmp_path, change)


def test_one_byte_in_the_sealed_list_is_told_even_where_the_files_agree_with_it(tmp_path: Path) -> None:
    def change(files: Files) -> None:
        files["README.txt"] = flipped(files["README.txt"])
        listed_again(files)

    assert refused(tmp_path, change).startswith("seal.sig: does not seal tagmanifest-sha256.txt")


def test_one_byte_in_the_seal_is_told(tmp_path: Path) -> None:
    def change(files: Files) -> None:
        files["seal.sig"] = flipped(files["seal.sig"])

    assert refused(tmp_path, change).startswith("seal.sig: does not seal")


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    assert refused(tmp_path, lambda files: files.pop(EVIDENCE) and None) == (
        f"{EVIDENCE}: is missing; expected all that manifest-sha256.txt lists"
    )


def test_a_file_that_was_added_is_told(tmp_path: Path) -> None:
    assert refused(tmp_path, lambda files: files.update({"data/note.txt": b"x"})) == (
        "data/note.txt: was added; expected only what manifest-sha256.txt lists"
    )


def test_a_file_that_was_added_beside_the_payload_is_told(tmp_path: Path) -> None:
    assert refused(tmp_path, lambda files: files.update({"NOTE.txt": b"x"})) == (
        "NOTE.txt: was added; expected only what tagmanifest-sha256.txt lists"
    )


def test_an_entry_that_is_gone_is_told(tmp_path: Path) -> None:
    def change(files: Files) -> None:
        lines = files["data/journal.jsonl"].splitlines(keepends=True)
        files["data/journal.jsonl"] = b"".join(lines[:20] + lines[21:])
        sealed_again(files)

    assert "data/journal.jsonl: entry 21: is missing; found entry 22 in its place" in refused(tmp_path, change)


def test_entries_that_changed_places_are_told(tmp_path: Path) -> None:
    def change(files: Files) -> None:
        lines = files["data/journal.jsonl"].splitlines(keepends=True)
        lines[20], lines[21] = lines[21], lines[20]
        files["data/journal.jsonl"] = b"".join(lines)
        sealed_again(files)

    assert "data/journal.jsonl: entry 21: is missing; found entry 22 in its place" in refused(tmp_path, change)


def test_an_entry_whose_words_were_changed_is_told(tmp_path: Path) -> None:
    def change(files: Files) -> None:
        changed("data/journal.jsonl", "addendum:published", "addendum:cancelled")(files)
        sealed_again(files)

    assert "its body was changed; expected payload" in refused(tmp_path, change)


def test_a_journal_that_was_cut_at_its_end_is_told(tmp_path: Path) -> None:
    def change(files: Files) -> None:
        lines = files["data/journal.jsonl"].splitlines(keepends=True)
        files["data/journal.jsonl"] = b"".join(lines[:-1])
        sealed_again(files)

    assert "is not where the chain ends" in refused(tmp_path, change)


def test_a_journal_chained_anew_under_the_old_seal_is_told(tmp_path: Path) -> None:
    def change(files: Files) -> None:
        chained_again(files, lambda entries: entries.pop())
        listed_again(files)

    assert refused(tmp_path, change).startswith("seal.sig: does not seal")


def test_an_entry_of_another_tender_told_in_full_is_refused(tmp_path: Path) -> None:
    def change(files: Files) -> None:
        def other(entries: list[dict[str, object]]) -> None:
            entries[-1]["body"] = str(entries[-1]["body"]).replace('"tender":"T-2"', '"tender":"T-1"')
            entries[-1]["body"] = str(entries[-1]["body"]).replace('"tender":"T-3"', '"tender":"T-1"')

        chained_again(files, other)
        index = json.loads(files["data/dossier.json"])
        index["tender"] = "T-9"
        files["data/dossier.json"] = json.dumps(index).encode()
        sealed_again(files)

    assert "is of another tender; expected its body to be withheld" in refused(tmp_path, change)


def test_a_weight_changed_in_the_profile_with_everything_listed_anew_is_told(tmp_path: Path) -> None:
    def change(files: Files) -> None:
        changed(f"{LOT}profile.toml", "weight = 4", "weight = 9")(files)
        listed_again(files)

    assert refused(tmp_path, change).startswith("seal.sig: does not seal")


def test_a_weight_changed_in_the_profile_and_sealed_anew_is_not_the_published_one(tmp_path: Path) -> None:
    def change(files: Files) -> None:
        changed(f"{LOT}profile.toml", "weight = 4", "weight = 9")(files)
        sealed_again(files)

    assert refused(tmp_path, change) == (
        f"{LOT}profile.toml: is not the published profile; expected that of published/01.json"
    )


def test_a_question_changed_in_the_model_and_sealed_anew_is_not_the_published_one(tmp_path: Path) -> None:
    def change(files: Files) -> None:
        changed("data/models/it-service-cmm.json", '"version":"', '"version":"x')(files)
        sealed_again(files)

    assert "data/models/it-service-cmm.json: is not the published model" in refused(tmp_path, change)


def test_an_answer_changed_and_sealed_anew_is_not_what_was_opened(tmp_path: Path) -> None:
    def change(files: Files) -> None:
        changed(f"{BID}2/response.json", '"answer":"no"', '"answer":"yes"')(files)
        sealed_again(files)

    assert refused(tmp_path, change) == (
        f"{BID}2/response.json: was not opened as it is; expected what the opening report names"
    )


def test_a_bid_left_out_and_sealed_anew_is_told(tmp_path: Path) -> None:
    def change(files: Files) -> None:
        index = json.loads(files["data/dossier.json"])
        del index["lots"][0]["compared"][0]
        files["data/dossier.json"] = json.dumps(index).encode()
        sealed_again(files)

    assert "lot 1 compares 1 of 2 bids that were opened, 0 taken out" in refused(tmp_path, change)


def test_an_addendum_left_out_and_sealed_anew_is_told(tmp_path: Path) -> None:
    def change(files: Files) -> None:
        del files["data/published/01.json"]
        sealed_again(files)

    assert "data/published/: holds 1 documents; expected 2, as the journal tells" in refused(tmp_path, change)


def test_an_opening_report_rewritten_and_sealed_anew_is_told(tmp_path: Path) -> None:
    def change(files: Files) -> None:
        changed(f"{LOT}opening-report.json", '"zone":"Europe/Amsterdam"', '"zone":"Europe/Brussels"')(files)
        sealed_again(files)

    assert "opening-report.json: is named by no entry of the journal" in refused(tmp_path, change)


def test_a_figure_of_the_comparison_changed_and_sealed_anew_is_told_to_the_digit(tmp_path: Path) -> None:
    def change(files: Files) -> None:
        comparison = json.loads(files[f"{LOT}comparison.json"])
        comparison["suppliers"][0]["fit"]["low"] = "99"
        files[f"{LOT}comparison.json"] = (json.dumps(comparison, ensure_ascii=False, indent=1) + "\n").encode()
        sealed_again(files)

    assert "is not what follows from the answers: suppliers.1.fit.low is 99 where 100 was computed" in refused(
        tmp_path, change
    )


def test_evidence_left_out_and_sealed_anew_is_told(tmp_path: Path) -> None:
    def change(files: Files) -> None:
        del files[EVIDENCE]
        sealed_again(files)

    assert "names a file with the SHA-256 432f8bbe" in refused(tmp_path, change)


def test_everything_sealed_anew_by_another_key_fails_under_the_buyers_key_alone(tmp_path: Path) -> None:
    passed(tmp_path, sealed_again)

    assert refused(tmp_path, sealed_again, known_key=True).startswith("seal.sig: is of another key, ")


def test_a_key_that_the_index_does_not_name_is_told(tmp_path: Path) -> None:
    assert "data/dossier.json: names the key" in refused(tmp_path, lambda files: sealed_again(files, named=False))
