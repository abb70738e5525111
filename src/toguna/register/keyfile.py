"""Key files: a device's seed under a passphrase, as in spec/register.md §7.

Argon2id stretches the passphrase, XSalsa20-Poly1305 (NaCl secretbox) seals the seed. The cost lies in the file, so that
it can grow with the machines, and is bounded on reading, so that a hostile file cannot make a laptop stand still.
"""

from __future__ import annotations

import unicodedata
from enum import Enum
from typing import Final

import nacl.exceptions
import nacl.pwhash.argon2id
import nacl.secret
import nacl.utils

from toguna.register import faults
from toguna.register.cbor_faults import CborFault
from toguna.register.encoding import decode, encode
from toguna.register.signing import PUBLIC_SIZE, SEED_SIZE, DeviceKey

MAGIC: Final = "toguna-key"
FORMAT: Final = 1
MAX_FILE: Final = 512
MAX_PASSPHRASE: Final = 1_024
_SALT, _NONCE, _TAG = 16, 24, 16
_OPS: Final = (1, 16)
_MEMORY_KIB: Final = (8, 524_288)


class Cost(Enum):
    """Argon2id passes and memory in KiB. `MINIMUM` protects nothing: it is for keys that everybody may have, as in
    a demonstration.
    """

    MODERATE = (3, 262_144)
    INTERACTIVE = (2, 65_536)
    MINIMUM = (1, 8)


def seal(seed: bytes, passphrase: str | bytes, cost: Cost = Cost.MODERATE) -> bytes:
    """The key file for `seed`: `["toguna-key", 1, public key, passes, KiB, salt, nonce, box]` in canonical CBOR."""
    key = DeviceKey(seed)
    passes, memory = cost.value
    salt, nonce = nacl.utils.random(_SALT), nacl.utils.random(_NONCE)
    box = nacl.secret.SecretBox(_stretch(passphrase, passes, memory, salt))
    sealed = box.encrypt(seed, nonce).ciphertext
    return encode([MAGIC, FORMAT, key.public, passes, memory, salt, nonce, sealed])


def unseal(data: bytes, passphrase: str | bytes) -> bytes:
    """The seed in a key file.

    Raises
    ------
    KeyFileFault
        `key-file` for bytes that are no key file, `key-file-cost`, `wrong-passphrase`, `key-file-mismatch`.
    """
    public, passes, memory, salt, nonce, sealed = _read(data)
    box = nacl.secret.SecretBox(_stretch(passphrase, passes, memory, salt))
    try:
        seed = box.decrypt(sealed, nonce)
    except nacl.exceptions.CryptoError:
        raise faults.WrongPassphrase() from None
    if DeviceKey(seed).public != public:
        raise faults.KeyFileMismatch()
    return seed


def public_key(data: bytes) -> bytes:
    """Whose key the file says it holds, without a passphrase; only `unseal` proves it."""
    return _read(data)[0]


def _read(data: bytes) -> tuple[bytes, int, int, bytes, bytes, bytes]:
    try:
        value = decode(data, MAX_FILE)
    except CborFault:
        raise faults.KeyFile() from None
    if not isinstance(value, list) or value[:2] != [MAGIC, FORMAT] or len(value) != 8:
        raise faults.KeyFile()
    public, passes, memory, salt, nonce, sealed = value[2:]
    sizes = {PUBLIC_SIZE: public, _SALT: salt, _NONCE: nonce, SEED_SIZE + _TAG: sealed}
    if not all(isinstance(item, bytes) and len(item) == size for size, item in sizes.items()):
        raise faults.KeyFile()
    for number, (low, high) in ((passes, _OPS), (memory, _MEMORY_KIB)):
        if isinstance(number, bool) or not isinstance(number, int):
            raise faults.KeyFile()
        if not low <= number <= high:
            raise faults.KeyFileCost()
    return public, passes, memory, salt, nonce, sealed


def _stretch(passphrase: str | bytes, passes: int, memory: int, salt: bytes) -> bytes:
    secret = unicodedata.normalize("NFC", passphrase).encode() if isinstance(passphrase, str) else passphrase
    if not secret or len(secret) > MAX_PASSPHRASE:
        raise faults.WrongPassphrase()
    return nacl.pwhash.argon2id.kdf(
        nacl.secret.SecretBox.KEY_SIZE, secret, salt, opslimit=passes, memlimit=1024 * memory
    )
