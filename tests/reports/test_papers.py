"""The papers as files: the same bytes at every run, fit for the archive, in their margins, deaf to what is in them."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import pdfa

from appraisal.core.receipt import ReceiptFile
from appraisal.core.response import Supplier
from appraisal.core.scoring import score_bid
from appraisal.reports.improvement_report import improvement_paper
from appraisal.reports.opening_report import opening_paper
from appraisal.reports.receipt import receipt_paper
from appraisal.reports.recovery_sheet import recovery_paper
from reports.comparisons import bid, it_profile
from reports.pages import Span, colliding, page_texts, spans
from reports.papers import RECEIVED, file, opened_bid, opening_report, receipt, recovery_sheet

ROOT = Path(__file__).parent.parent.parent
HOSTILE = [
    '<img src="http://127.0.0.1:9/x.png">',
    "<b>&amp;</b> {0} %s </para>",
    "x" * 2000,
    "line\nbreak\ttab\x00nul\u202eright",
    "中文公司 ₽убль Ԕ",
    "Щ" * 40 + " " + "Ж" * 90,
    "Ελληνικά " * 60,
    "",
]


def improvement(number: int = 3) -> bytes:
    profile = it_profile()
    return improvement_paper(profile, score_bid(profile, bid(profile, number)))


PAPERS: dict[str, Callable[[], bytes]] = {
    "receipt with one file": lambda: receipt_paper(receipt(1)),
    "receipt with 40 files": lambda: receipt_paper(receipt(40, withdrawn=RECEIVED, replaced=True)),
    "receipt without files": lambda: receipt_paper(receipt(0, sealing="server")),
    "opening of one bid": lambda: opening_paper(opening_report(1)),
    "opening of 12 bids": lambda: opening_paper(opening_report(12, 3, way="recovery", reason="Gone.\n\nBoth.")),
    "opening of nothing": lambda: opening_paper(opening_report(0, 0, way="server")),
    "recovery sheet": lambda: recovery_paper(recovery_sheet()),
    "improvement": improvement,
}


def out_of_margins(page: list[Span]) -> list[Span]:
    """The pieces that leave the upright page's content box of header, body and footer."""
    return [s for s in page if s.left < 17.9 or s.right > 192.3 or s.base < 10 or s.base > 290]


def out_of_place(pdf: bytes) -> list[object]:
    """Everything on any page that is beyond the margins or overlaps something else."""
    return [found for page in spans(pdf) for found in (*out_of_margins(page), *colliding(page))]


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_is_an_archive_file_of_upright_pages_with_nothing_out_of_place(name: str) -> None:
    printed = PAPERS[name]()

    report = pdfa.validate_written(BytesIO(printed), "3b")

    assert (report.verdict, report.findings, out_of_place(printed)) == ("pass", [], [])
    with pikepdf.open(BytesIO(printed)) as pdf:
        sizes = {tuple(round(float(number)) for number in page.MediaBox) for page in pdf.pages}
        assert (sizes, "/Info" in pdf.trailer) == ({(0, 0, 595, 842)}, False)


@pytest.mark.parametrize(
    ("paper", "head"),
    [
        (receipt_paper(receipt(40)), receipt(40).entry_digest),
        (opening_paper(opening_report(40)), opening_report(40).entry_digest),
        (recovery_paper(recovery_sheet()), recovery_sheet().head),
    ],
    ids=["receipt", "opening report", "recovery sheet"],
)
def test_the_head_of_the_journal_stands_on_every_page(paper: bytes, head: str) -> None:
    pages = page_texts(paper)

    assert head and [head in page for page in pages] == [True] * len(pages)


@pytest.mark.parametrize("name", PAPERS)
def test_the_same_content_gives_the_same_bytes(name: str) -> None:
    assert PAPERS[name]() == PAPERS[name]()


def test_another_process_with_another_hash_seed_gives_the_same_bytes() -> None:
    program = (
        "import hashlib; from reports.test_papers import PAPERS; "
        "print([hashlib.sha256(PAPERS[name]()).hexdigest() for name in sorted(PAPERS)])"
    )
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    environment = {**os.environ, "PYTHONHASHSEED": "77", "PYTHONPATH": path}

    run = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)

    assert run.stdout.strip() == str([hashlib.sha256(PAPERS[name]()).hexdigest() for name in sorted(PAPERS)])


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_are_printed_as_they_are_and_stay_in_their_place(text: str) -> None:
    files = (*(replace(file(n), title=text, name=text) for n in range(3)), ReceiptFile("e9", text, "", 0, "", text, 0))
    names = {"reference": text, "title": text, "lot_title": text}
    bids = tuple(opened_bid(n, state, text) for n, state in enumerate(("opened", "not confirmed", "does not open")))  # type: ignore[arg-type]
    profile = replace(it_profile(6), title=text)
    areas = tuple(replace(area, name=text or "A", purpose=text) for area in profile.model.areas)
    profile = replace(profile, model=replace(profile.model, areas=areas, title=text))
    scored = score_bid(profile, bid(profile, 3))
    opened = opening_report(0, officers=(text, text), way="recovery", reason=text, **names)
    printed = [
        receipt_paper(replace(receipt(0, supplier=text, signed_by=text, submitted_by=text, **names), files=files)),
        opening_paper(replace(opened, bids=bids)),
        recovery_paper(recovery_sheet(address=text, **names)),
        improvement_paper(profile, replace(scored, supplier=Supplier("s", text))),
    ]

    assert [out_of_place(pdf) for pdf in printed] == [[]] * 4
    if text.startswith("<"):
        assert [text in " ".join(page_texts(pdf)) for pdf in printed] == [True] * 4


def test_what_no_font_has_is_boxed() -> None:
    assert "[U+4E2D][U+6587] Systems" in page_texts(receipt_paper(receipt(supplier="中文 Systems")))[0]


def test_a_long_question_runs_on_to_the_next_page() -> None:
    profile = it_profile(6)
    areas = tuple(
        replace(
            area,
            components=tuple(
                replace(
                    part,
                    text="goal " * 120,
                    questions=tuple(replace(q, text="word " * 400, guide="guide " * 400) for q in part.questions),
                )
                for part in area.components
            ),
        )
        for area in profile.model.areas
    )
    long = replace(profile, model=replace(profile.model, areas=areas))

    assert out_of_place(improvement_paper(long, score_bid(long, bid(long, 3)))) == []


def test_papers_printed_at_once_do_not_disturb_each_other() -> None:
    alone = receipt_paper(receipt(2))
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda _: receipt_paper(receipt(2)), range(8)))

    assert together == [alone] * 8
