"""A tender with everything in it that a dossier must tell or keep quiet, its dossier, and hands that tamper with it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from functools import cache
from hashlib import sha256, sha512
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from appraisal.core.policy import Actor
from appraisal.exchange.dossier.seal import PublicSeal
from appraisal.reports.dossier_papers import DossierPapers
from appraisal.services.bidding.answering import SaveArea, Typed, area_page, save_area
from appraisal.services.bidding.evidence import AddFile, add_file
from appraisal.services.bidding.submitting import Withdraw, withdraw
from appraisal.services.comparison.closing import RecordExclusion, ReopenEvaluation, record_exclusion, reopen_evaluation
from appraisal.services.opening.opening import KeyPart, attend
from appraisal.services.record.dossier.building import BuildDossier, BuiltDossier, build_dossier
from appraisal.services.tendering.clarifications import AnswerQuestion, Ask, answer, ask
from appraisal.services.tendering.publication import Addendum, publish_addendum
from appraisal.storage.seal_key import keep_seal_key
from evaluating import evaluation
from stand import DEADLINE, PASSPHRASE, PROFILE, VAULT, Field

HANDBOOK = b"step 1: answer the call"
SECRETS = ("rosebud replaced", "rosebud withdrawn", "rosebud draft", "rosebud elsewhere")
"""What no dossier of the tender may hold: words of a replaced version, a withdrawn bid, a draft, another tender."""
PRIVATE = bytes(range(32))
"""The private half of the installation's seal, so that the same state is the same file."""
KEY = PublicSeal(Ed25519PrivateKey.from_private_bytes(PRIVATE).public_key().public_bytes_raw())


class Bidden(Field):
    """Dovre's second version counts, Estuary's bid too, Weir's was withdrawn, and Fjord only began; an addendum."""

    def __init__(self, path: Path | str = ":memory:") -> None:
        super().__init__(path)
        kit = self.kit
        with kit.database.writing():
            keep_seal_key(kit.database, VAULT, PRIVATE)
        self.elsewhere = self.draft(SECRETS[3])
        self.publish()
        self.tor = self._bidder("Tor", "Dovre Drift AS", SECRETS[0])
        self.answer(self.tor, self.bids[0])
        page = area_page(kit, self.tor, self.bids[0], "SRI")
        typed = {"SRI-Q1": Typed("yes", "see the handbook", ["e1"]), "SRI-Q2": Typed("no", "not yet")}
        save_area(kit, self.tor, SaveArea(self.bids[0], "SRI", page.draft.version, typed, True))
        self.submit(self.tor, self.bids[0], "form-key-2")
        self.eve = self._bidder("Eve", "Estuary Ltd", "eve's own words")
        wim = self._bidder("Wim", "Weir BV", SECRETS[1])
        asked = ask(kit, self.tor, Ask(self.tender, "question-1", "Is Sunday a working day at Dovre?", self.clock.at))
        answer(kit, self.janneke, AnswerQuestion(self.tender, asked, "Is Sunday a working day?", "No."))
        weights = {1: PROFILE.replace("weight = 3", "weight = 4").encode()}
        publish_addendum(kit, self.janneke, Addendum(self.tender, 1, "The desk weighs more", None, weights))
        withdraw(kit, wim, Withdraw(self.bids[2], self.clock.at))
        fay = self.supplier("Fay", "Fjord AS")
        self.bids.append(self.bid_of(fay))
        self._say(fay, self.bids[3], SECRETS[2])

    def open(self) -> None:
        """Two officers open the lot."""
        self.clock.at = DEADLINE.replace(hour=14)
        for officer in (self.janneke, self.marijke):
            attend(self.kit, officer, KeyPart(self.tender, 1, f"{PASSPHRASE} {officer.person}"))

    def build(self, out: Path) -> BuiltDossier:
        """The dossier in a file."""
        return build_dossier(self.kit, self.janneke, BuildDossier(self.tender, out), DossierPapers(""))

    def _bidder(self, name: str, organisation: str, words: str) -> Actor:
        """A supplier who submitted a first version with these words in it, and the handbook."""
        self.bids = getattr(self, "bids", [])
        actor = self.supplier(name, organisation)
        bid = self.bid_of(actor)
        self.bids.append(bid)
        add_file(self.kit, actor, AddFile(bid, "file-form-1", "handbook.txt", io.BytesIO(HANDBOOK + name.encode())))
        self._say(actor, bid, words)
        self.submit(actor, bid)
        return actor

    def _say(self, actor: Actor, bid: str, words: str) -> None:
        self.answer(actor, bid)
        page = area_page(self.kit, actor, bid, "SRI")
        save_area(self.kit, actor, SaveArea(bid, "SRI", page.draft.version, {"SRI-Q1": Typed("yes", words)}, True))


@cache
def a_dossier() -> Path:
    """The dossier of such a tender once it is opened; built once, and read only."""
    field = Bidden()
    field.open()
    path = Path(mkdtemp()) / "dossier.zip"
    field.build(path)
    field.close()
    return path


@cache
def an_evaluated_dossier() -> Path:
    """The dossier of a tender that was evaluated, closed, opened again, changed, and closed; built once, read only.

    Estuary was excluded in between, and findings on Dovre and Brandveen changed.
    """
    with evaluation() as own:
        own.evaluate(Ben="P")
        own.record("Ben", "SRI-Q1", "N", version=1)
        own.close_evaluation()
        reopen_evaluation(own.kit, own.janneke, ReopenEvaluation(own.tender, 1, "A question was forgotten"))
        own.record("Ben", "SRI-Q1", "L", version=2)
        own.record("Tor", "SRI-Q2", "L", version=1)
        gone = RecordExclusion(own.tender, 1, own.bids["Eve"], "excluded", "It was bought by another bidder")
        record_exclusion(own.kit, own.janneke, gone)
        own.close_evaluation()
        path = Path(mkdtemp()) / "evaluated.zip"
        build_dossier(own.kit, own.janneke, BuildDossier(own.tender, path), DossierPapers(""))
    return path


Files = dict[str, bytes]


def files_of(path: Path) -> Files:
    """Every file of an archive by name."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def written(target: Path, files: Files) -> Path:
    """The files as an archive."""
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
    return target


def listed_again(files: Files) -> None:
    """Put new lists in the place of the old, as somebody does who knows how a bag is made."""
    payload = {name: data for name, data in sorted(files.items()) if name.startswith("data/")}
    oxum = f"Payload-Oxum: {sum(map(len, payload.values()))}.{len(payload)}"
    info = files["bag-info.txt"].decode().splitlines()
    files["bag-info.txt"] = "\n".join([*(line for line in info if "Oxum" not in line), oxum, ""]).encode()
    for kind, digest in (("sha256", sha256), ("sha512", sha512)):
        files[f"manifest-{kind}.txt"] = _list(payload, digest)
    alone = ("tagmanifest", "seal.sig", "data/")
    tags = {name: data for name, data in sorted(files.items()) if not name.startswith(alone)}
    for kind, digest in (("sha256", sha256), ("sha512", sha512)):
        files[f"tagmanifest-{kind}.txt"] = _list(tags, digest)


def sealed_again(files: Files, named: bool = True) -> None:
    """Seal the new lists with a key of one's own, and name it in the index."""
    own = Ed25519PrivateKey.from_private_bytes(bytes(32))
    public = PublicSeal(own.public_key().public_bytes_raw())
    files["seal.pem"] = public.pem
    if named:
        index = json.loads(files["data/dossier.json"])
        index["seal"] = public.fingerprint
        files["data/dossier.json"] = json.dumps(index).encode()
    listed_again(files)
    files["seal.sig"] = own.sign(files["tagmanifest-sha256.txt"])


def chained_again(files: Files, change: Callable[[list[dict[str, object]]], None]) -> None:
    """Change the journal's entries and chain them anew."""
    entries = [json.loads(line) for line in files["data/journal.jsonl"].decode().splitlines()]
    change(entries)
    previous, lines = "0" * 64, []
    for sequence, entry in enumerate(entries, 1):
        body = entry["body"]
        payload = sha256(str(body).encode()).hexdigest() if body is not None else entry["payload"]
        digest = sha256(f"{previous}\n{payload}".encode()).hexdigest()
        told = {"sequence": sequence, "previous": previous, "payload": payload, "digest": digest, "body": body}
        lines.append(json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n")
        previous = digest
    files["data/journal.jsonl"] = "".join(lines).encode()
    index = json.loads(files["data/dossier.json"])
    index["journal"] |= {"entries": len(entries), "head": previous}
    files["data/dossier.json"] = json.dumps(index).encode()


def _list(files: Files, digest: Callable[[bytes], Any]) -> bytes:
    return "".join(f"{digest(data).hexdigest()}  {name}\n" for name, data in files.items()).encode()
