"""What a dossier costs: `python tests/bench/bench_dossier.py [BIDS MEGABYTES]`; 50 bids with 500 MB.

Stated bounds, in one run: the memory that building takes above a dossier of the same bids without evidence, 32 MB,
whatever the evidence; time as a ratio to opening the same evidence, copying it and hashing it with SHA-256 and SHA-512,
2. Following the journal of a dossier is told beside one SHA-256 pass over its file; `bench_acts.py` bounds the chain.
"""

from __future__ import annotations

import io
import os
import resource
import sys
import tempfile
import time
from hashlib import sha256, sha512
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench_acts import bidder

from appraisal.core.events import Event
from appraisal.exchange.dossier.chain import check_journal
from appraisal.exchange.dossier.layout import INDEX, parse_index
from appraisal.exchange.dossier.opened_bag import opened_bag
from appraisal.exchange.dossier.verification import verify_dossier
from appraisal.reports.dossier_papers import DossierPapers
from appraisal.services.bidding.evidence import AddFile, add_file
from appraisal.services.opening.opened_contents import opened_bids_on
from appraisal.services.opening.opening import KeyPart, attend
from appraisal.services.record.dossier.building import BuildDossier, build_dossier
from appraisal.storage import tenders
from stand import DEADLINE, PASSPHRASE, Field

PIECE = 5_000_000
ENTRIES = 100_000


def filled(folder: Path, bids: int, megabytes: int) -> Field:
    """An opened lot with so many bids and so much evidence."""
    field = Field(folder / "store.sqlite")
    field.publish()
    for number in range(bids):
        actor = bidder(field, number)
        bid = field.bid_of(actor)
        left, file = megabytes * 1_000_000 // bids, 0
        while left > 0:
            content = b"%PDF-1.7\n" + os.urandom(min(left, PIECE)) + b"\n%%EOF\n"
            form = f"file-form-{number}-{file}"
            add_file(field.kit, actor, AddFile(bid, form, f"plan{file}.pdf", io.BytesIO(content)))
            left, file = left - PIECE, file + 1
        field.answer(actor, bid)
        field.submit(actor, bid, f"form-key-{number}")
    field.clock.at = DEADLINE.replace(hour=14)
    for officer in (field.janneke, field.marijke):
        attend(field.kit, officer, KeyPart(field.tender, 1, f"{PASSPHRASE} {officer.person}"))
    return field


def build(field: Field, out: Path) -> None:
    build_dossier(field.kit, field.janneke, BuildDossier(field.tender, out), DossierPapers(""))


def plain_copy(field: Field, out: Path) -> None:
    """The floor: the same evidence opened, hashed and written."""
    tender = tenders.tender(field.kit.database, field.tender)
    assert tender
    short, long = sha256(), sha512()
    with out.open("wb") as target:
        for bid in opened_bids_on(field.kit, tender.lots[0]):
            for file in bid.files:
                for block in field.kit.evidence.read(bid.bid, file):
                    short.update(block)
                    long.update(block)
                    target.write(block)
        target.flush()
        os.fsync(target.fileno())


def measured(job: str, bids: int, megabytes: int, sink: object) -> None:
    """In a process of its own: seconds and the peak of memory of a job, after everything was made ready."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        field = filled(folder, bids, megabytes)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        begun = time.perf_counter()
        (build if job == "build" else plain_copy)(field, folder / "out")
        seconds = time.perf_counter() - begun
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        begun = time.perf_counter()
        if job == "build":
            verify_dossier(folder / "out")
        sink.put((seconds, before // 1024, peak // 1024, time.perf_counter() - begun))  # type: ignore[attr-defined]
        field.close()


def run(job: str, bids: int, megabytes: int) -> tuple[float, int, int, float]:
    context = get_context("spawn")
    sink = context.Queue()
    process = context.Process(target=measured, args=(job, bids, megabytes, sink))
    process.start()
    found: tuple[float, int, int, float] = sink.get()
    process.join()
    return found


def chain() -> None:
    """Following the journal of a dossier against one SHA-256 pass over its bytes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        field = filled(folder, 1, 0)
        with field.kit.database.writing():
            for _ in range(ENTRIES):
                field.kit.record("P-1", Event.PAPER_DOWNLOADED, "R-1", field.tender, paper="receipt", lot=1)
        build(field, folder / "out.zip")
        field.close()
        with opened_bag(folder / "out.zip") as bag:
            index = parse_index(INDEX, bag.payload(INDEX))
            begun = time.perf_counter()
            digest = sha256()
            for block in bag.blocks("data/journal.jsonl"):
                digest.update(block)
            floor = time.perf_counter() - begun
            begun = time.perf_counter()
            check_journal(bag, index)
            taken = time.perf_counter() - begun
    print(
        f"journal of {ENTRIES:,} entries: read and hashed {floor:.2f} s, followed {taken:.2f} s, {taken / floor:.1f} x"
    )


def main() -> None:
    bids, megabytes = (int(each) for each in (sys.argv[1:] or ("50", "500")))
    small, large = run("build", bids, 0), run("build", bids, megabytes)
    floor = run("copy", bids, megabytes)
    print(f"{bids} bids, {megabytes} MB of evidence")
    print(
        f"built in {large[0]:.1f} s, of which {small[0]:.1f} s without evidence; copied and hashed in {floor[0]:.1f} s"
    )
    print(f"for the evidence: {(large[0] - small[0]) / floor[0]:.2f} x the copy; in all {large[0] / floor[0]:.2f} x")
    print(f"memory: peak {large[2]} MB, {small[2]} MB without evidence: {large[2] - small[2]:+} MB (bound 32)")
    print(f"verified in {large[3]:.1f} s")
    chain()


if __name__ == "__main__":
    main()
