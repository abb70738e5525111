"""Sealing contents for those who may read them (spec/sealing.md §3, §4).

An epoch's key is 32 random bytes, wrapped with HPKE for each reader. Each content has keys of its own, drawn from the
epoch's key by the content's first 16 bytes; so no nonce can meet twice, and what is erased is gone with those bytes.
ChaCha20 hides, HMAC-SHA-256 in front of it seals: unlike Poly1305 it binds the key, so that no content can be made that
says one thing to one reader and another to the next (docs/decisions/0009).

    >>> key = bytes(range(32))
    >>> place = Place(bytes(32), bytes(32), 2)
    >>> part = seal_part(place, name_of(bytes(32), 2, ["north"], key), key, b"who told us", bytes(12))
    >>> open_part(place, key, part.content)
    b'who told us'
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest, digest
from typing import Final

import nacl.utils
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import ChaCha20
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from toguna.register import seal_faults as faults
from toguna.register.encoding import encode
from toguna.register.entry import SALT_SIZE, Part
from toguna.register.epochs import KEY_SIZE, NUMBER_SIZE, READER_SIZE, Epoch, Given

EPOCH_DAYS: Final = 30
_SUITE: Final = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
_NAME: Final = b"toguna-epoch/1"
_WRAP: Final = b"toguna-wrap/1"
_PART: Final = b"toguna-part/1"
# Each derived key hides one content, so counter and nonce may begin at nothing.
_NONCE: Final = bytes(16)
TAG_SIZE: Final = 16


@dataclass(frozen=True, slots=True)
class Place:
    """Where a content belongs: it opens in its author's log and for its audience, and nowhere else."""

    register: bytes
    device: bytes
    audience: int

    @property
    def bytes(self) -> bytes:
        """What is bound to the content."""
        return self.register + self.device + bytes([self.audience])


def new_key() -> bytes:
    """32 bytes from the operating system's randomness."""
    return nacl.utils.random(KEY_SIZE)


def public_of(secret: bytes) -> bytes:
    """The public half of a reading key."""
    return X25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()


def name_of(register: bytes, audience: int, parties: Collection[str], key: bytes) -> bytes:
    """What names an epoch's key without giving it away, and binds it: no other key has that name."""
    return sha256(_NAME + register + encode([audience, sorted(parties)]) + key).digest()


def is_reader(public: bytes) -> bool:
    """Whether anything can be wrapped for this key: some points give everybody the same secret."""
    try:
        X25519PrivateKey.from_private_bytes(bytes(KEY_SIZE)).exchange(X25519PublicKey.from_public_bytes(public))
    except ValueError:
        return False
    return True


def wrap(register: bytes, name: bytes, key: bytes, reader: bytes) -> bytes | None:
    """The epoch's key for one reader, 80 bytes; None where the reader's key is no key (a point that anybody can
    compute with), which must not keep the others from theirs.
    """
    try:
        return _SUITE.encrypt(key, X25519PublicKey.from_public_bytes(reader), info=_WRAP + register + name)
    except ValueError:
        return None


def unwrap(register: bytes, given: Given, secret: bytes) -> bytes:
    """The key of an epoch, opened with a reading key that it was wrapped for.

    Raises
    ------
    SealFault
        `seal-key-unknown` where it was not wrapped for this one, `seal-key-not-named` where nothing that was wrapped is
        the key that the entry names.
    """
    sealed = given.wraps.get(public_of(secret)[:READER_SIZE])
    if not sealed:
        raise faults.KeyUnknown()
    private = X25519PrivateKey.from_private_bytes(secret)
    for one in sorted(sealed):
        try:
            key = _SUITE.decrypt(one, private, info=_WRAP + register + given.name)
        except (InvalidTag, ValueError):
            continue
        if len(key) == KEY_SIZE and name_of(register, given.audience, given.parties, key) == given.name:
            return key
    raise faults.EpochNotNamed()


def make_epoch(
    register: bytes, audience: int, parties: Collection[str], key: bytes, until: int, readers: Iterable[bytes]
) -> tuple[Epoch, bytes]:
    """What the entry says that hands `key` to `readers` (public reading keys), and the wraps for its part 1."""
    name = name_of(register, audience, parties, key)
    wraps = {reader[:READER_SIZE]: made for reader in readers if (made := wrap(register, name, key, reader))}
    body = Epoch(audience, tuple(sorted(parties)), name, until, tuple(sorted(wraps)))
    return body, b"".join(wraps[reader] for reader in body.readers)


def seal_part(place: Place, name: bytes, key: bytes, payload: bytes, chance: bytes) -> Part:
    """The part that holds `payload` for whoever has the key of the epoch `name`; `chance` is 12 fresh random bytes."""
    salt = name[:NUMBER_SIZE] + chance
    hiding, sealing = _derive(key, salt)
    hidden = _hide(hiding, payload)
    return Part.make(_tag(sealing, place, hidden) + hidden, place.audience, salt)


def open_part(place: Place, key: bytes, content: bytes) -> bytes:
    """The payload of a sealed content.

    Raises
    ------
    NotOpened
    """
    hiding, sealing = _derive(key, content[:SALT_SIZE])
    tag, hidden = content[SALT_SIZE : SALT_SIZE + TAG_SIZE], content[SALT_SIZE + TAG_SIZE :]
    if not compare_digest(tag, _tag(sealing, place, hidden)):
        raise faults.NotOpened()
    return _hide(hiding, hidden)


def open_with(place: Place, keys: Mapping[bytes, bytes], content: bytes) -> bytes:
    """The payload of a sealed content, with whichever of the keys held (by the names of their epochs) it bears the
    number of.

    Raises
    ------
    SealFault
        `seal-key-unknown`, `seal-not-opened`.
    """
    named = [key for name, key in keys.items() if name[:NUMBER_SIZE] == content[:NUMBER_SIZE]]
    if not named:
        raise faults.KeyUnknown()
    for key in named[:-1]:
        try:
            return open_part(place, key, content)
        except faults.NotOpened:
            continue
    return open_part(place, named[-1], content)


def _derive(key: bytes, salt: bytes) -> tuple[bytes, bytes]:
    both = HKDF(SHA256(), 2 * KEY_SIZE, salt, _PART).derive(key)
    return both[:KEY_SIZE], both[KEY_SIZE:]


def _hide(key: bytes, data: bytes) -> bytes:
    return Cipher(ChaCha20(key, _NONCE), None).encryptor().update(data)


def _tag(key: bytes, place: Place, hidden: bytes) -> bytes:
    # What stands in front has one length always, so no two readings give the same bytes.
    return digest(key, place.bytes + hidden, "sha256")[:TAG_SIZE]
