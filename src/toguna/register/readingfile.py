"""The file of a device's reading keys, sealed under its device key (spec/sealing.md §7).

Several keys live side by side for as long as contents sealed for the older ones may be read.

>>> from toguna.register.signing import DeviceKey
>>> key = DeviceKey.from_seed(bytes(32))
>>> open_secrets(key, seal_secrets(key, [bytes(32)])) == [bytes(32)]
True
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import nacl.exceptions
import nacl.secret
import nacl.utils
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from toguna.register import seal_faults as faults
from toguna.register.cbor_faults import CborFault
from toguna.register.encoding import decode, encode
from toguna.register.epochs import KEY_SIZE
from toguna.register.shapes import is_bytes
from toguna.register.signing import DeviceKey

MAGIC: Final = "toguna-reading"
FORMAT: Final = 1
MAX_FILE: Final = 65_536
MAX_SECRETS: Final = 500
_NONCE: Final = 24


def seal_secrets(key: DeviceKey, secrets: Sequence[bytes]) -> bytes:
    """The file that holds these reading keys, the newest last."""
    nonce = nacl.utils.random(_NONCE)
    box = _box(key).encrypt(encode([list(secrets)]), nonce).ciphertext
    return encode([MAGIC, FORMAT, key.public, nonce, box])


def open_secrets(key: DeviceKey, data: bytes) -> list[bytes]:
    """The reading keys in a file of this device.

    Raises
    ------
    ReadingFile
    """
    try:
        value = decode(data, MAX_FILE)
        if not isinstance(value, list) or len(value) != 5 or value[:3] != [MAGIC, FORMAT, key.public]:
            raise faults.ReadingFile()
        nonce, box = value[3:]
        if not is_bytes(nonce, _NONCE) or not isinstance(box, bytes):
            raise faults.ReadingFile()
        held = decode(_box(key).decrypt(box, nonce), MAX_FILE)
    except (CborFault, nacl.exceptions.CryptoError, ValueError):
        raise faults.ReadingFile() from None
    if not isinstance(held, list) or len(held) != 1 or not isinstance(held[0], list) or len(held[0]) > MAX_SECRETS:
        raise faults.ReadingFile()
    if not all(is_bytes(one, KEY_SIZE) for one in held[0]):
        raise faults.ReadingFile()
    return list(held[0])


def _box(key: DeviceKey) -> nacl.secret.SecretBox:
    return nacl.secret.SecretBox(HKDF(SHA256(), KEY_SIZE, None, b"toguna-reading/1").derive(key.seed))
