"""Submits one bid after another in a process of its own until it is killed, twenty-five times over."""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from appraisal.core.policy import Actor, Role
from appraisal.exchange.upload import inspect_upload
from appraisal.services.bidding.submitting import Submit, submit
from appraisal.services.toolkit import Kit
from appraisal.settings import Settings
from appraisal.storage.database import Database
from appraisal.storage.evidence import EvidenceStore
from appraisal.storage.vault import Vault

KILLS = 25


def main(store: str, folder: str, person: str, organisation: str, bid: str, at: str) -> None:
    """Print the receipts that were acknowledged, as a JSON list."""
    acknowledged: list[str] = []
    actor = Actor(person, "Tor", frozenset({Role.SUPPLIER}), organisation)
    chance = random.Random(7)
    for kill in range(KILLS):
        readable, writable = os.pipe()
        process = os.fork()
        if process == 0:
            submit_forever(kit(store, folder, at), actor, bid, kill, writable)
        os.close(writable)
        with os.fdopen(readable) as lines:
            acknowledged.append(lines.readline().strip())
            time.sleep(chance.uniform(0, 0.05))
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
            acknowledged += [line.strip() for line in lines if line.endswith("\n")]
    sys.stdout.write(json.dumps(acknowledged))


def kit(store: str, folder: str, at: str) -> Kit:
    vault = Vault(bytes(32))
    settings = Settings(data=Path("data"), key_file=Path("key"), secret_key="k" * 32)
    evidence = EvidenceStore(Path(folder), vault, inspect_upload)
    return Kit(Database(store), settings, vault, evidence, lambda: datetime.fromisoformat(at).astimezone(UTC))


def submit_forever(own: Kit, actor: Actor, bid: str, kill: int, acknowledge: int) -> None:
    for number in count():
        receipt = submit(own, actor, Submit(bid, f"form-{kill}-{number}", "Tor", True, own.now()))
        os.write(acknowledge, f"{receipt}\n".encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
