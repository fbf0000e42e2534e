"""Requests make their pages in turn, in the order in which they came, and a slow one holds up nobody for long."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from time import monotonic, sleep
from typing import Any

import pytest

from appraisal.web.machine.received import WAITED
from appraisal.web.machine.turns import TakeTurns

LONG = 30.0


def unheard(*_: Any) -> Any:
    """Stands in for the server's part of the conversation."""


def asked(turns: TakeTurns, **environ: Any) -> threading.Thread:
    """A request on its way in a thread of its own."""
    thread = threading.Thread(target=lambda: list(turns(environ, unheard)), daemon=True)
    thread.start()
    return thread


def until(true: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = monotonic() + LONG
    while not true():
        assert monotonic() < end
        sleep(0.001)


class House:
    """An application that notes who comes in, and lets a request out when its gate is opened."""

    def __init__(self) -> None:
        self.inside: list[int] = []
        self.gates = [threading.Event() for _ in range(6)]

    def __call__(self, environ: dict[str, Any], _: object) -> Iterable[bytes]:
        self.inside.append(environ["number"])
        assert self.gates[environ["number"]].wait(LONG)
        return [b""]


def test_one_at_a_time_and_in_the_order_in_which_they_came() -> None:
    house = House()
    turns = TakeTurns(house, patience=LONG)
    threads = []
    for number in range(5):
        threads.append(asked(turns, number=number))
        until(lambda waiting=number: len(turns._waiting) == waiting if waiting else house.inside == [0])
    for number in range(5):
        until(lambda here=number: house.inside == list(range(here + 1)))
        assert len(turns._waiting) == 4 - number
        house.gates[number].set()
    for thread in threads:
        thread.join(LONG)
    assert turns._turn is None


def test_a_slow_request_holds_up_the_others_for_no_longer_than_its_time() -> None:
    house = House()
    turns = TakeTurns(house, patience=0.05)
    slow = asked(turns, number=0)
    until(lambda: house.inside == [0])
    for gate in house.gates[1:]:
        gate.set()
    others = [asked(turns, number=number) for number in range(1, 6)]
    for other in others:
        other.join(LONG)
    assert sorted(house.inside) == list(range(6))
    assert slow.is_alive()
    house.gates[0].set()
    slow.join(LONG)
    assert turns._turn is None


def test_what_was_overtaken_gives_nobody_elses_turn_away() -> None:
    house = House()
    turns = TakeTurns(house, patience=0.02)
    slow = asked(turns, number=0)
    until(lambda: house.inside == [0])
    second = asked(turns, number=1)
    until(lambda: house.inside == [0, 1])
    turns._patience = LONG
    house.gates[0].set()
    slow.join(LONG)
    third = asked(turns, number=2)
    until(lambda: len(turns._waiting) == 1)
    sleep(0.05)
    assert house.inside == [0, 1]
    for gate in house.gates:
        gate.set()
    second.join(LONG)
    third.join(LONG)
    assert house.inside == [0, 1, 2]


def test_a_request_that_fails_passes_the_turn_on() -> None:
    def fails(environ: dict[str, Any], _: object) -> Iterable[bytes]:
        raise OSError

    turns = TakeTurns(fails, patience=LONG)
    for _ in range(2):
        with pytest.raises(OSError):
            turns({}, unheard)


def test_what_is_streamed_is_outside_the_turn() -> None:
    def streams(environ: dict[str, Any], _: object) -> Iterator[bytes]:
        yield b"one"
        yield b"two"

    turns = TakeTurns(streams, patience=LONG)
    first, second = iter(turns({}, unheard)), iter(turns({}, unheard))
    assert [next(first), next(second), next(first), next(second)] == [b"one", b"one", b"two", b"two"]


def test_security_21_the_time_that_a_request_waited_for_its_turn_is_no_time_of_its_senders() -> None:
    house = House()
    turns = TakeTurns(house, patience=LONG)
    waited: dict[str, Any] = {"number": 1, WAITED: 100.0}
    threads = [asked(turns, number=0)]
    until(lambda: house.inside == [0])
    threads.append(threading.Thread(target=lambda: turns(waited, unheard), daemon=True))
    threads[-1].start()
    until(lambda: len(turns._waiting) == 1)
    sleep(0.05)
    for gate in house.gates:
        gate.set()
    for thread in threads:
        thread.join(LONG)
    assert 100.05 <= waited[WAITED] < 100.0 + LONG
