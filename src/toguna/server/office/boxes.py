"""Boxes that anybody can close and only this office's device opens: what phones bring while nobody gave the passphrase.

A box is libsodium's sealed box (X25519, XSalsa20-Poly1305) for the Curve25519 form of the device's signing key, so that
an office needs no second key and no second passphrase. Nothing in a box is part of the register.
"""

from __future__ import annotations

import nacl.bindings
import nacl.exceptions
from nacl.public import PrivateKey, PublicKey, SealedBox

from toguna.base.errors import InstallationError
from toguna.base.text import Text
from toguna.register.signing import DeviceKey


class ClosedBox(InstallationError):
    """It was closed for another device, or it is damaged."""

    code = "box-does-not-open"
    text = Text(
        fr="Ce que des téléphones ont envoyé ne s’ouvre pas avec la clé de cet appareil : c’était pour un autre "
        "appareil, ou c’est abîmé. L’ouvrir sur cet autre appareil, ou demander un nouvel envoi.",
        en="What phones have sent does not open with this device’s key: it was for another device, or it is damaged. "
        "Open it on that other device, or ask for it to be sent again.",
    )


def close(device: bytes, data: bytes) -> bytes:
    """The data in a box for a device, of which only the public key is needed."""
    return SealedBox(PublicKey(nacl.bindings.crypto_sign_ed25519_pk_to_curve25519(device))).encrypt(data)


def open_box(key: DeviceKey, box: bytes) -> bytes:
    """What is in a box.

    Raises
    ------
    ClosedBox
    """
    _, secret = nacl.bindings.crypto_sign_seed_keypair(key.seed)
    private = PrivateKey(nacl.bindings.crypto_sign_ed25519_sk_to_curve25519(secret))
    try:
        return SealedBox(private).decrypt(bytes(box))
    except nacl.exceptions.CryptoError:
        raise ClosedBox() from None
