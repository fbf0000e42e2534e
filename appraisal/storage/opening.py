"""Opening a lot: by two officers at one desk or one after the other, by the recovery halves, or by the server."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from appraisal.core.errors import BrokenChain, NotPermitted
from appraisal.storage import cipher
from appraisal.storage.lot_key import BegunOpening, LotKey
from appraisal.storage.officer_key import OfficerKey, officer_secret
from appraisal.storage.recovery import RecoveryHalves, recovery_key
from appraisal.storage.sealing import about, pair
from appraisal.storage.vault import Vault


class OpenLot:
    """A lot whose private key is at hand; it reads the lot's submissions."""

    __slots__ = ("_key", "_private")

    def __init__(self, key: LotKey, private: bytes) -> None:
        self._key = key
        self._private = X25519PrivateKey.from_private_bytes(private)
        if self._private.public_key().public_bytes_raw() != key.public:
            raise key.changed()

    def read(self, sealed: bytes, bid: str, version: int) -> bytes:
        """What was submitted as this version of this bid.

        Raises:
            BrokenChain: it was submitted as something else or to another lot, or was changed since.
        """
        key = self._key
        try:
            return cipher.unseal_with(
                self._private, sealed, *about("submission", key.lot, key.public, bid, str(version))
            )
        except cipher.NotOpened:
            raise BrokenChain(
                f"{bid}, version {version}: does not open; expected what was submitted to {key.lot} as it, unchanged"
            ) from None

    def kept(self, vault: Vault) -> bytes:
        """The private key under the key at rest, to store at the opening for the time after it."""
        return vault.seal_draft(self._private.private_bytes_raw(), *about("opened", self._key.lot, self._key.public))

    @classmethod
    def again(cls, vault: Vault, key: LotKey, kept: bytes) -> OpenLot:
        """The lot as `kept` stored it at its opening.

        Raises:
            BrokenChain: the stored key was changed, or is another lot's.
        """
        return cls(key, vault.open_draft(kept, *about("opened", key.lot, key.public)))


def begin_opening(vault: Vault, key: LotKey, officer: OfficerKey, passphrase: str) -> BegunOpening:
    """The first officer's part, for any other officer to complete; to store until then.

    Raises:
        NotPermitted: the officer is not one of the lot's, or the passphrase is wrong.
        BrokenChain: a stored key was changed.
    """
    return _begin(key, officer.officer, _permitted(vault, key, officer, passphrase))


def complete_opening(vault: Vault, key: LotKey, begun: BegunOpening, officer: OfficerKey, passphrase: str) -> OpenLot:
    """The lot opened by the second officer upon the first one's part.

    Raises:
        NotPermitted: the officer began the opening, or is not one of the lot's, or the passphrase is wrong.
        BrokenChain: a stored key or the first part was changed, or the part is another lot's.
    """
    if officer.officer == begun.officer:
        raise NotPermitted(
            f"{officer.officer} began this opening; expected another of the lot's officers to complete it"
        )
    return _complete(key, begun, officer.officer, _permitted(vault, key, officer, passphrase))


def open_by_recovery(key: LotKey, halves: RecoveryHalves) -> OpenLot:
    """The lot opened in an emergency with both halves; needs neither an officer nor the key at rest.

    Raises:
        InvalidInput: a half is mistyped, of another lot, or given twice.
        NotPermitted: the halves are not those of this key, or the lot has none.
    """
    if key.recovery is None:
        raise NotPermitted(f"{key.lot} has no recovery halves; expected a lot that its officers open")
    secret = recovery_key(halves, key.lot, key.public)
    try:
        return OpenLot(key, cipher.unseal(secret, key.recovery, *about("recovery", key.lot, key.public)))
    except cipher.NotOpened:
        raise NotPermitted(f"the halves do not open {key.lot}; expected the two printed for this key") from None


def open_by_server(vault: Vault, key: LotKey) -> OpenLot:
    """The lot of a small team opened with the key at rest.

    Raises:
        NotPermitted: the lot is its officers' to open.
        BrokenChain: the stored key was changed.
    """
    if key.server is None:
        raise NotPermitted(f"{key.lot} is its officers' to open; expected two of them with their passphrases")
    key.refuse_changed(vault)
    return OpenLot(key, vault.open_draft(key.server, *about("server", key.lot, key.public)))


def _begin(key: LotKey, officer: str, private: X25519PrivateKey) -> BegunOpening:
    parts = {}
    for other in key.officers:
        if other != officer:
            sealed = key.pairs.get(pair(officer, other), b"")
            parts[other] = _peeled(key, private, sealed, "outer", officer, other)
    return BegunOpening(key.lot, officer, parts)


def _complete(key: LotKey, begun: BegunOpening, officer: str, private: X25519PrivateKey) -> OpenLot:
    return OpenLot(key, _peeled(key, private, begun.parts.get(officer, b""), "inner", begun.officer, officer))


def _peeled(key: LotKey, private: X25519PrivateKey, sealed: bytes, layer: str, first: str, second: str) -> bytes:
    try:
        return cipher.unseal_with(private, sealed, *about(layer, key.lot, key.public, first, second))
    except cipher.NotOpened:
        raise key.changed() from None


def _permitted(vault: Vault, key: LotKey, officer: OfficerKey, passphrase: str) -> X25519PrivateKey:
    key.refuse_changed(vault)
    try:
        private = officer_secret(vault, officer, passphrase)
    except NotPermitted:
        private = None
    if private is None or officer.officer not in key.officers:
        raise NotPermitted(
            f"{key.lot} does not open; expected one of its officers with the passphrase of their own key"
        )
    return private
