"""The scorecard as a file: the same bytes at every run, fit for the archive, and deaf to what is written in a bid."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import pdfa
from reportlab import rl_config

from appraisal.core.response import EvidenceItem, Scope
from appraisal.exchange.comparison_json import comparison_bytes
from appraisal.reports.scorecard.document import print_scorecard, scorecard
from reports.comparisons import bid, capability_profile, compared, it_profile, tender
from reports.pages import colliding, outside, page_texts, spans

ROOT = Path(__file__).parent.parent.parent


def test_the_same_comparison_gives_the_same_bytes() -> None:
    comparison = tender(4)
    document = comparison_bytes(comparison)

    assert scorecard(comparison, comparison_json=document) == scorecard(comparison, comparison_json=document)


def test_another_process_with_another_hash_seed_gives_the_same_bytes() -> None:
    program = (
        "import hashlib, sys; from reports.comparisons import tender; "
        "from appraisal.reports.scorecard.document import scorecard; "
        "print(hashlib.sha256(scorecard(tender(3), comparison_json=b'{}')).hexdigest())"
    )
    digests = [hashlib.sha256(scorecard(tender(3), comparison_json=b"{}")).hexdigest()]
    for seed in ("1", "77"):
        path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path}
        run = subprocess.run(
            [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
        )
        digests.append(run.stdout.strip())

    assert len(set(digests)) == 1


def test_one_scorecard_leaves_nothing_behind_for_the_next() -> None:
    alone = scorecard(tender(2))
    scorecard(tender(5, capability_profile()))

    assert scorecard(tender(2)) == alone
    assert rl_config.useA85 == 1


def test_scorecards_printed_at_the_same_time_do_not_mix() -> None:
    tenders = [tender(bidders) for bidders in (1, 2, 3, 4)]
    alone = [scorecard(each) for each in tenders]

    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(scorecard, tenders))

    assert together == alone
    assert rl_config.useA85 == 1


@pytest.mark.parametrize("bidders", [1, 5, 14])
def test_it_is_an_archive_file_with_the_comparison_inside(bidders: int) -> None:
    comparison = tender(bidders)
    document = comparison_bytes(comparison)
    printed = scorecard(comparison, comparison_json=document)

    report = pdfa.validate_written(BytesIO(printed), "3b")

    assert (report.verdict, report.findings) == ("pass", [])
    with pikepdf.open(BytesIO(printed)) as pdf:
        attached = pdf.attachments["comparison.json"]
        assert attached.get_file().read_bytes() == document
        assert [str(file.AFRelationship) for file in pdf.Root.AF] == ["/Data"]


def test_without_the_comparison_it_is_an_archive_file_all_the_same() -> None:
    printed = scorecard(tender(2))

    assert pdfa.validate_written(BytesIO(printed), "3b").verdict == "pass"
    assert "comparison.json" not in " ".join(page_texts(printed))
    assert "comparison.json" in " ".join(page_texts(scorecard(tender(2), comparison_json=b"{}")))


def test_every_font_is_inside_and_no_page_moves() -> None:
    with pikepdf.open(BytesIO(scorecard(tender(3)))) as pdf:
        fonts = {str(font.BaseFont) for page in pdf.pages for font in page.Resources.Font.values()}
        embedded = ["/FontFile2" in font.FontDescriptor for page in pdf.pages for font in page.Resources.Font.values()]
        assert {name.split("-")[0].partition("+")[2] for name in fonts} == {"Lato"}
        assert all(embedded)
        assert not any("/Trans" in page for page in pdf.pages)
        assert "/Info" not in pdf.trailer
        assert b"ASCII85" not in b"".join(repr(page.Contents.get("/Filter")).encode() for page in pdf.pages)


def test_what_no_font_has_is_boxed_and_reported() -> None:
    profile = it_profile(6)
    printed = print_scorecard(compared(profile, bid(profile, 0, name="中文 Systems"), bid(profile, 1)))

    assert printed.missing == ("中", "文")
    assert printed.warnings == (
        "the scorecard's fonts lack 中 (U+4E2D), 文 (U+6587): a box with the code point stands for each",
    )
    assert "[U+4E2D][U+6587] Systems" in page_texts(printed.pdf)[0]
    assert print_scorecard(tender(2)).warnings == ()


@contextmanager
def listener() -> Iterator[tuple[str, list[str]]]:
    """A local server: its address, and the requests that reached it."""
    hits: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            hits.append(self.path)

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/x.png", hits
    finally:
        server.shutdown()
        server.server_close()


def test_hostile_texts_are_printed_as_they_are_and_reach_nobody() -> None:
    with listener() as (address, hits):
        names = [
            f'<img src="{address}">', "A & B {0} %s **bold** </para>", "x" * 2000, "abc\u202edef\u2066ghi",
            "line\nbreak\ttab\x00nul", "中文公司", "₽убль Ԕ", "W" * 60, "Щ" * 40 + " " + "Ж" * 90, "",
        ]  # fmt: skip
        profile = it_profile(10)
        long = ["T" * 900, "why " * 300, "<b>&amp;</b>", "中" * 300]
        profile = replace(
            profile,
            title=f'<img src="{address}"> {"T" * 1500}',
            version="9" * 300,
            service=f"{address} " + "word " * 300,
            requirements=tuple(replace(each, why=long[n % 4]) for n, each in enumerate(profile.requirements)),
        )
        scope = Scope("u" * 900, tuple(f"site {n}" for n in range(100)), f'<img src="{address}">')
        items = [EvidenceItem("e" * 90, "T" * 500, address), EvidenceItem("e2", f'<img src="{address}">', "p" * 400)]
        roles = ["r" * 900, "<script>alert(1)</script>", "\u202e"]
        bids = [
            bid(profile, n, name=name or "\u200b", roles=roles, scope=scope, evidence=items)
            for n, name in enumerate(names)
        ]
        printed = print_scorecard(compared(profile, *bids))
        texts = page_texts(printed.pdf)
        for found in spans(printed.pdf):
            assert (outside(found), colliding(found)) == ([], [])

    assert hits == []
    assert "A & B {0} %s **bold** </para>" in texts[0]
    assert "abcdefghi" in texts[0]
    assert "line break tabnul" in texts[0]
    assert f'<img src="{address}">' in texts[0].replace(" ", "").replace("<imgsrc", "<img src")
    with pikepdf.open(BytesIO(printed.pdf)) as pdf:
        assert [page.get("/Annots") for page in pdf.pages] == [None] * len(pdf.pages)
    assert pdfa.validate_written(BytesIO(printed.pdf), "3b").verdict == "pass"
