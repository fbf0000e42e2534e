"""How the acts grow and what they cost: `python tests/bench/bench_acts.py`.

Floors and stated bounds, as ratios of medians in one run: an area page among 1,000 suppliers against the same alone,
1.1; saving an area against a bare insert transaction, 3. The journal's are in bench_journal.py.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent.parent))

from appraisal.core.policy import Actor, Role
from appraisal.core.tendering import Invitation
from appraisal.services.account.accounts import new_organisation, new_person
from appraisal.services.bidding.answering import SaveArea, Typed, area_page, save_area
from appraisal.services.bidding.task_list import task_list
from appraisal.services.toolkit import SYSTEM
from appraisal.storage import invitations
from stand import START, Field


def milliseconds(job: Callable[[], object], rounds: int = 200) -> float:
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        job()
        taken.append(time.perf_counter() - start)
    return median(taken) * 1000


def bidder(field: Field, number: int) -> Actor:
    """A supplier with a begun bid, made without the cost of a password."""
    kit, email = field.kit, f"bidder{number}@supplier.example"
    with kit.database.writing():
        supplier = new_organisation(kit, "supplier", f"Supplier {number}")
        actor = new_person(kit, SYSTEM, email, f"Bidder {number}", {Role.SUPPLIER}, supplier.id, None)
        invited = Invitation(f"I-{number}", field.tender, email, (), "", START, None, "")
        invitations.add_invitation(kit.database, invited)
        invitations.accept(kit.database, invited.id, supplier.id, START)
    return actor


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        field = Field(Path(folder) / "store.sqlite")
        field.publish()
        tor = bidder(field, 0)
        bid = field.bid_of(tor)
        field.answer(tor, bid)
        pages(field, tor, bid)
        writes(field, tor, bid)
        field.close()


def pages(field: Field, tor: Actor, bid: str) -> None:
    jobs = {
        "area page": lambda: area_page(field.kit, tor, bid, "SRI"),
        "task list": lambda: task_list(field.kit, tor, bid),
    }
    alone = {name: milliseconds(job) for name, job in jobs.items()}
    for number in range(1, 1000):
        field.bid_of(bidder(field, number))
    for name, job in jobs.items():
        many = milliseconds(job)
        print(f"{name}: {alone[name]:.2f} ms alone, {many:.2f} ms among 1,000: {many / alone[name]:.2f}")


def writes(field: Field, tor: Actor, bid: str) -> None:
    kit, page = field.kit, area_page(field.kit, tor, bid, "SRI")
    typed = {question.id: Typed("yes", "as written in the handbook") for question in page.questions}
    version = [page.draft.version]

    def save() -> None:
        version[0] = save_area(kit, tor, SaveArea(bid, "SRI", version[0], typed, True)).version

    def bare() -> None:
        with kit.database.writing():
            kit.database.run("INSERT INTO bare VALUES ('x')")

    kit.database.connection.execute("CREATE TABLE bare (value TEXT)")
    floor = milliseconds(bare)
    taken = milliseconds(save)
    print(f"save an area: {taken:.2f} ms, a bare insert {floor:.2f} ms: {taken / floor:.2f}")


if __name__ == "__main__":
    main()
