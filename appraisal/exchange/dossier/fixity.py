"""Whether a dossier's files are those that it lists, each with its digests, and nothing besides."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256, sha512

from appraisal.exchange.dossier.bag import BAG_INFO, BAGIT, DECLARATION, MANIFESTS, PAYLOAD, TAG_MANIFESTS
from appraisal.exchange.dossier.layout import PUBLIC_KEY, SEAL, TIME_STAMP
from appraisal.exchange.dossier.opened_bag import OpenedBag
from appraisal.exchange.dossier.seal import PublicSeal

_LINE = re.compile(r"([0-9a-f]{64}(?:[0-9a-f]{64})?)  ([!-~]{1,400})")
_ALONE = frozenset({*TAG_MANIFESTS, SEAL, TIME_STAMP})
"""What no manifest lists: the last lists themselves, and what goes around them."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Fixity:
    """What was found: the SHA-256 of each file of the payload by its path there, their bytes, and the bag's digest."""

    payload: Mapping[str, str]
    octets: int
    digest: str


def check_fixity(bag: OpenedBag, progress: Progress = lambda done, total: None) -> Fixity:
    """Read every file once and hold it against both of its digests.

    Raises:
        BrokenChain: names the first file that is missing, added or changed.
    """
    if bag.read(BAGIT, 1000) != DECLARATION:
        raise bag.broken(BAGIT, "is not that of a BagIt 1.0 bag", "expected it unchanged")
    short, long = (_manifest(bag, name) for name in MANIFESTS)
    tags, long_tags = (_manifest(bag, name) for name in TAG_MANIFESTS)
    _refuse_others(bag, {name for name in bag.names if name.startswith(PAYLOAD)}, short, MANIFESTS[0])
    _refuse_others(bag, set(short), long, MANIFESTS[1])
    _refuse_others(bag, {name for name in bag.names if not name.startswith(PAYLOAD)} - _ALONE, tags, TAG_MANIFESTS[0])
    _refuse_others(bag, set(tags), long_tags, TAG_MANIFESTS[1])
    octets = 0
    for done, name in enumerate(sorted(short | tags), 1):
        size = _check_file(bag, name, (short | tags)[name], (long | long_tags)[name])
        octets += size if name in short else 0
        progress(done, len(short) + len(tags))
    _check_size(bag, octets, len(short))
    payload = {name.removeprefix(PAYLOAD): digest for name, digest in short.items()}
    return Fixity(payload, octets, sha256(bag.read(TAG_MANIFESTS[0])).hexdigest())


def check_seal(bag: OpenedBag, known: PublicSeal | None = None, folder: str = "") -> PublicSeal:
    """The key that sealed the list of the bag, or of the one whose list lies in a folder.

    Raises:
        BrokenChain: the seal is not of the key that lies with it, or that key is not the `known` one.
    """
    own = PublicSeal.parse(f"{bag.source}: {folder}{PUBLIC_KEY}", bag.read(folder + PUBLIC_KEY, 4096))
    if known is not None and own != known:
        wrong = f"is of another key, {own.fingerprint}"
        raise bag.broken(folder + SEAL, wrong, f"expected the key that was given, {known.fingerprint}")
    if not own.made(bag.read(folder + SEAL, 4096), bag.read(folder + TAG_MANIFESTS[0])):
        raise bag.broken(folder + SEAL, f"does not seal {TAG_MANIFESTS[0]}", "expected the list as it was sealed")
    return own


def listed(bag: OpenedBag, name: str) -> dict[str, str]:
    """The digests of a manifest by name.

    Raises:
        BrokenChain: it is not a manifest.
    """
    return _manifest(bag, name)


def _manifest(bag: OpenedBag, name: str) -> dict[str, str]:
    found: dict[str, str] = {}
    text = bag.read(name).decode("utf-8", "replace")
    for number, line in enumerate(text.removesuffix("\n").split("\n") if text else (), 1):
        match = _LINE.fullmatch(line)
        if match is None or match[2] in found:
            raise bag.broken(name, f"line {number} is not a digest and a name", "expected each file once")
        found[match[2]] = match[1]
    return found


def _refuse_others(bag: OpenedBag, there: set[str], listed: Mapping[str, str], where: str) -> None:
    if added := min(there - set(listed), default=None):
        raise bag.broken(added, "was added", f"expected only what {where} lists")
    if gone := min(set(listed) - there, default=None):
        raise bag.broken(gone, "is missing", f"expected all that {where} lists")


def _check_file(bag: OpenedBag, name: str, short: str, long: str) -> int:
    one, two, size = sha256(), sha512(), 0
    for block in bag.blocks(name):
        one.update(block)
        two.update(block)
        size += len(block)
    if one.hexdigest() != short:
        raise bag.broken(name, f"was changed, its SHA-256 is {one.hexdigest()}", f"expected {short}")
    if two.hexdigest() != long:
        raise bag.broken(name, f"was changed, its SHA-512 is {two.hexdigest()[:16]}…", f"expected {long[:16]}…")
    return size


def _check_size(bag: OpenedBag, octets: int, files: int) -> None:
    told = f"Payload-Oxum: {octets}.{files}"
    if told.encode() not in bag.read(BAG_INFO).split(b"\n"):
        raise bag.broken(BAG_INFO, "tells another size of the payload", f"expected {told}")
