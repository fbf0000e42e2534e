"""The sealings are the published constructions, bind what they are about, and hide lengths."""

from __future__ import annotations

import hmac

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from appraisal.storage import cipher

KEY = bytes(range(32))


def expand(algorithm: str, key: bytes, info: bytes, length: int) -> bytes:
    """HKDF-Expand (RFC 5869, 2.3)."""
    block, out, count = b"", b"", 1
    while len(out) < length:
        block = hmac.digest(key, block + info + bytes([count]), algorithm)
        out, count = out + block, count + 1
    return out[:length]


def test_a_sealing_is_cobblestone_256() -> None:
    data = bytes(20_000)

    sealed = cipher.seal(KEY, data, "draft", "BID-1")

    salt, commitment, chunks = sealed[1:25], sealed[25:57], sealed[57:]
    info = b"c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\0" + salt + cipher.context("draft", "BID-1")
    derived = expand("sha512", KEY, info, 32 + 12 + 32)
    key, base, expected_commitment = derived[:32], derived[32:44], derived[44:]
    plain = b""
    for number in range(2):
        nonce = (int.from_bytes(base) ^ number).to_bytes(12)
        plain += AESGCM(key).decrypt(nonce, chunks[number * 16400 : (number + 1) * 16400], None)
    assert sealed[:1] == b"\1"
    assert commitment == expected_commitment
    assert plain == cipher.padded(data)


def test_a_sealing_to_a_public_key_is_hpke() -> None:
    private = X25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()

    sealed = cipher.seal_to(public, b"the bid", "submission", "BID-1")

    key, nonce = hpke_key(private, public, sealed[1:33], cipher.context("submission", "BID-1"))
    assert sealed[:1] == b"\1"
    assert cipher.unpadded(AESGCM(key).decrypt(nonce, sealed[33:], b"")) == b"the bid"


def hpke_key(private: X25519PrivateKey, public: bytes, enc: bytes, info: bytes) -> tuple[bytes, bytes]:
    """The key and base nonce of HPKE's base mode (RFC 9180, 4.1 and 5.1) for X25519, HKDF-SHA-256 and AES-256-GCM."""
    kem, suite = b"KEM\x00\x20", b"HPKE\x00\x20\x00\x01\x00\x02"

    def extract(salt: bytes, suite: bytes, label: bytes, material: bytes) -> bytes:
        return hmac.digest(salt or bytes(32), b"HPKE-v1" + suite + label + material, "sha256")

    def labeled(key: bytes, suite: bytes, label: bytes, info: bytes, length: int) -> bytes:
        return expand("sha256", key, length.to_bytes(2) + b"HPKE-v1" + suite + label + info, length)

    shared = private.exchange(X25519PublicKey.from_public_bytes(enc))
    secret = labeled(extract(b"", kem, b"eae_prk", shared), kem, b"shared_secret", enc + public, 32)
    schedule = b"\0" + extract(b"", suite, b"psk_id_hash", b"") + extract(b"", suite, b"info_hash", info)
    prk = extract(secret, suite, b"secret", b"")
    return labeled(prk, suite, b"key", schedule, 32), labeled(prk, suite, b"base_nonce", schedule, 12)


@given(st.lists(st.text()), st.lists(st.text()))
def test_no_two_lists_of_texts_give_one_context(one: list[str], other: list[str]) -> None:
    assert (cipher.context(*one) == cipher.context(*other)) == (one == other)


@given(st.binary(max_size=5000))
def test_what_is_padded_comes_back(data: bytes) -> None:
    assert cipher.unpadded(cipher.padded(data)) == data


@given(st.integers(min_value=0, max_value=2**40))
def test_padding_costs_at_most_12_percent_beyond_a_kilobyte(length: int) -> None:
    padded = cipher.padded_length(length)

    assert length <= padded
    assert padded == 1024 or padded * 100 <= length * 112


def test_drafts_of_different_length_look_alike() -> None:
    lengths = {len(cipher.seal(KEY, bytes(length), "draft")) for length in (0, 1, 500, 1016)}

    assert lengths == {1024 + cipher.ADDED_BYTES}


@pytest.mark.parametrize("place", [0, 1, 30, 60, 500, -1])
def test_a_changed_byte_anywhere_is_refused(place: int) -> None:
    private = X25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    under_key, to_public = bytearray(cipher.seal(KEY, b"x", "a")), bytearray(cipher.seal_to(public, b"x", "a"))
    under_key[place] ^= 1
    to_public[place] ^= 1

    with pytest.raises(cipher.NotOpened):
        cipher.unseal(KEY, bytes(under_key), "a")
    with pytest.raises(cipher.NotOpened):
        cipher.unseal_with(private, bytes(to_public), "a")


@pytest.mark.parametrize("cut", [b"", b"\1", b"\1" + bytes(10), b"\2" + bytes(2000)])
def test_bytes_that_no_sealing_made_are_refused(cut: bytes) -> None:
    with pytest.raises(cipher.NotOpened):
        cipher.unseal(KEY, cut, "a")
    with pytest.raises(cipher.NotOpened):
        cipher.unseal_with(X25519PrivateKey.generate(), cut, "a")


def test_the_same_text_never_looks_the_same_twice() -> None:
    assert cipher.seal(KEY, b"yes", "a") != cipher.seal(KEY, b"yes", "a")
