"""Vectors of spec/sealing.md, made by a second hand: HPKE and sealing are computed here step by step, from X25519, HMAC
and ChaCha20 alone, so that the code is not compared with itself.
"""

from __future__ import annotations

import hmac
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.ciphers.algorithms import ChaCha20

Case = dict[str, Any]
_KEM, _HPKE = b"KEM" + bytes.fromhex("0020"), b"HPKE" + bytes.fromhex("002000010003")
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def seed(label: str) -> bytes:
    """32 bytes that belong to a label."""
    return sha256(b"toguna vector " + label.encode()).digest()


def public(secret: bytes) -> bytes:
    """The public half of an X25519 key."""
    return X25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()


def hpke(reader: bytes, info: bytes, plain: bytes, ephemeral: bytes) -> bytes:
    """RFC 9180 in its base mode with a given ephemeral key (§4.1, §5.1, §6.1)."""

    def extract(salt: bytes, suite: bytes, label: bytes, given: bytes) -> bytes:
        return hmac.digest(salt, b"HPKE-v1" + suite + label + given, "sha256")

    def expand(key: bytes, suite: bytes, label: bytes, given: bytes, size: int) -> bytes:
        text = size.to_bytes(2, "big") + b"HPKE-v1" + suite + label + given
        return hmac.digest(key, text + b"\x01", "sha256")[:size]

    own = public(ephemeral)
    shared = X25519PrivateKey.from_private_bytes(ephemeral).exchange(X25519PublicKey.from_public_bytes(reader))
    secret = expand(extract(b"", _KEM, b"eae_prk", shared), _KEM, b"shared_secret", own + reader, 32)
    context = b"\0" + extract(b"", _HPKE, b"psk_id_hash", b"") + extract(b"", _HPKE, b"info_hash", info)
    keyed = extract(secret, _HPKE, b"secret", b"")
    key, nonce = expand(keyed, _HPKE, b"key", context, 32), expand(keyed, _HPKE, b"base_nonce", context, 12)
    return own + ChaCha20Poly1305(key).encrypt(nonce, plain, b"")


def name(register: bytes, audience: int, parties: list[str], key: bytes) -> bytes:
    """An epoch's name (§3); the CBOR of these short lists is written out."""
    listed = b"".join(bytes([0x60 + len(party)]) + party.encode() for party in parties)
    group = bytes([0x82, audience, 0x80 + len(parties)]) + listed
    return sha256(b"toguna-epoch/1" + register + group + key).digest()


def content(place: bytes, number: bytes, key: bytes, payload: bytes, chance: bytes) -> bytes:
    """A sealed content (§4)."""
    salt = number + chance
    drawn = hmac.digest(salt, key, "sha256")
    one = hmac.digest(drawn, b"toguna-part/1\x01", "sha256")
    two = hmac.digest(drawn, one + b"toguna-part/1\x02", "sha256")
    hidden = Cipher(ChaCha20(one, bytes(16)), None).encryptor().update(payload)
    return salt + hmac.digest(two, place + hidden, "sha256")[:16] + hidden


def base32(data: bytes) -> str:
    """Crockford's, without padding."""
    bits = "".join(f"{byte:08b}" for byte in data)
    bits += "0" * (-len(bits) % 5)
    return "".join(_ALPHABET[int(bits[at : at + 5], 2)] for at in range(0, len(bits), 5))


def sheet(secret: bytes) -> list[str]:
    """The blocks of a recovery sheet (§6)."""
    text = base32(secret) + base32(sha256(b"toguna-sheet/1" + secret).digest()[:3])[:4]
    blocks = [text[at : at + 4] for at in range(0, len(text), 4)]
    return [
        block + _ALPHABET[sha256(b"toguna-sheet/1" + bytes([number]) + block.encode()).digest()[0] >> 3]
        for number, block in enumerate(blocks, 1)
    ]


def card(device: bytes) -> str:
    """A device's card (§6)."""
    return "TOGUNA-D1-" + base32(device + sha256(b"toguna-card/1" + device).digest()[:4])


def sealing_cases() -> dict[str, Case]:
    """Every case of spec/sealing.md by its file's name."""
    register, device, key = seed("register"), seed("device"), seed("epoch")
    parties, audience, payload = ["host", "north"], 2, "la boutique près du puits".encode()
    named = name(register, audience, parties, key)
    one, other = seed("reading key"), seed("another reading key")
    place = register + device + bytes([audience])
    sealed = content(place, named[:4], key, payload, seed("chance")[:12])
    common = {"register": register.hex(), "device": device.hex(), "audience": audience}
    wrapped = hpke(public(one), b"toguna-wrap/1" + register + named, key, seed("ephemeral"))
    wrong = hpke(public(one), b"toguna-wrap/1" + register + named, seed("another epoch"), seed("ephemeral"))
    blocks = sheet(seed("sheet"))

    def changed(at: int) -> str:
        return (sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]).hex()

    wrap = {"register": register.hex(), "audience": audience, "parties": parties, "name": named.hex()}
    part = {**common, "parties": parties, "key": key.hex()}
    return {
        "sealing/wrap.json": {**wrap, "secret": one.hex(), "wrap": wrapped.hex(), "key": key.hex()},
        "sealing/not-wrap-for-another.json": {
            **wrap,
            "secret": other.hex(),
            "wrap": wrapped.hex(),
            "fault": "seal-key-not-named",
        },
        "sealing/not-wrap-of-another-key.json": {
            **wrap,
            "secret": one.hex(),
            "wrap": wrong.hex(),
            "fault": "seal-key-not-named",
        },
        "sealing/content.json": {**part, "content": sealed.hex(), "payload": payload.hex()},
        "sealing/not-content-of-another-key.json": {
            **part,
            "key": seed("another epoch").hex(),
            "content": sealed.hex(),
            "fault": "seal-key-unknown",
        },
        "sealing/not-content-of-another-log.json": {
            **part,
            "device": seed("another device").hex(),
            "content": sealed.hex(),
            "fault": "seal-not-opened",
        },
        "sealing/not-content-of-another-audience.json": {
            **part,
            "audience": 3,
            "name": named.hex(),
            "content": sealed.hex(),
            "fault": "seal-not-opened",
        },
        "sealing/not-content-altered.json": {**part, "content": changed(len(sealed) - 1), "fault": "seal-not-opened"},
        "sealing/not-content-tag-altered.json": {**part, "content": changed(16), "fault": "seal-not-opened"},
        "sealing/card.json": {"device": device.hex(), "card": card(device)},
        "sealing/not-card-mistyped.json": {"card": card(device)[:-1] + "?", "fault": "card-shape"},
        "sealing/not-card-swapped.json": {"card": _swap(card(device), 12), "fault": "card-check"},
        "sealing/sheet.json": {"secret": seed("sheet").hex(), "blocks": blocks},
        "sealing/not-sheet-short.json": {"blocks": blocks[:-1], "fault": "sheet-shape"},
        "sealing/not-sheet-swapped.json": {
            "blocks": [blocks[1], blocks[0], *blocks[2:]],
            "fault": "sheet-block",
        },
        "sealing/not-sheet-mixed.json": {
            "blocks": [*blocks[:6], *sheet(seed("another sheet"))[6:]],
            "fault": "sheet-check",
        },
    }


def _swap(text: str, at: int) -> str:
    """Two neighbours changed places."""
    while text[at] == text[at + 1]:
        at += 1
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
