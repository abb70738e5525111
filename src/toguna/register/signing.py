"""Device keys and signatures: Ed25519, decided by PyNaCl (libsodium) alone, as in spec/register.md §6.

Ed25519 libraries disagree on malformed signatures; replicas with different libraries could be made to diverge.
libsodium's accept set is the strictest known, and the tests pin it.
"""

from __future__ import annotations

import nacl.bindings
import nacl.exceptions
import nacl.utils

from toguna.register import faults

SEED_SIZE = 32
PUBLIC_SIZE = 32
SIGNATURE_SIZE = 64


class DeviceKey:
    """The secret key of one device. It is made on the device, is never copied, and signs only checkpoints."""

    __slots__ = ("_secret", "public", "seed")

    def __init__(self, seed: bytes) -> None:
        if len(seed) != SEED_SIZE:
            raise faults.KeyShape()
        self.seed = seed
        self.public, self._secret = nacl.bindings.crypto_sign_seed_keypair(seed)

    @classmethod
    def generate(cls) -> DeviceKey:
        """A new key from the operating system's randomness."""
        return cls(nacl.utils.random(SEED_SIZE))

    @classmethod
    def from_seed(cls, seed: bytes) -> DeviceKey:
        """The key that belongs to 32 secret bytes."""
        return cls(seed)

    def sign(self, message: bytes) -> bytes:
        """The 64-byte signature over `message`."""
        return nacl.bindings.crypto_sign(message, self._secret)[:SIGNATURE_SIZE]

    def __repr__(self) -> str:
        return f"DeviceKey(public={self.public.hex()[:16]}…)"


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether libsodium accepts `signature` over `message` for the key `public`."""
    if len(public) != PUBLIC_SIZE or len(signature) != SIGNATURE_SIZE:
        return False
    try:
        nacl.bindings.crypto_sign_open(signature + message, public)
    except nacl.exceptions.BadSignatureError:
        return False
    return True
