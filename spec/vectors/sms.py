"""Vectors of spec/sms.md §10, made by a second hand: AES-CCM is computed here block by block (RFC 3610), and what the
messages say is written out, so that the code is not compared with itself.
"""

from __future__ import annotations

import base64
import hmac
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import ECB

Case = dict[str, Any]
_WORDS = (
    "Quatre hommes armés sur deux motos ont arrêté le camion des forains après le pont, ils ont fui vers la brousse "
    "au nord"
)
_PACKED_WORDS = bytes.fromhex(
    "208ecd0200b3c30c677ecc595259a5acf4b29667766936a273ca9aadbbd60704348c2c2000061040013421800c10e082810f"
    "60a00a03088000ec100cfc4d504218aa15a3b2dc3b9aea07e4f15d7a698a71b87129fec8cc06420c58d0af34"
)
"""The words and their numbers as one release of zstd shortened them with dictionary 1; others may write them otherwise,
and all read them."""


def seed(label: str) -> bytes:
    """32 bytes that belong to a label."""
    return sha256(b"toguna vector " + label.encode()).digest()


def block(key: bytes, data: bytes) -> bytes:
    """One block of AES."""
    made = Cipher(AES(key), ECB()).encryptor()  # noqa: S305 - one block is what CCM is made of
    return made.update(data) + made.finalize()


def ccm(key: bytes, nonce: bytes, plain: bytes, bound: bytes) -> bytes:
    """AES-CCM with a tag of eight bytes and a length of two (RFC 3610 §2.2, §2.3)."""
    told = len(bound).to_bytes(2, "big") + bound
    blocks = bytes([0x40 | 3 << 3 | 1]) + nonce + len(plain).to_bytes(2, "big")
    for part in (told, plain):
        blocks += part + bytes(-len(part) % 16)
    mac = bytes(16)
    for at in range(0, len(blocks), 16):
        mac = block(key, bytes(a ^ b for a, b in zip(mac, blocks[at : at + 16], strict=True)))
    stream = b"".join(block(key, b"\x01" + nonce + n.to_bytes(2, "big")) for n in range(len(plain) // 16 + 2))
    hidden = bytes(a ^ b for a, b in zip(plain, stream[16:], strict=False))
    return hidden + bytes(a ^ b for a, b in zip(mac[:8], stream[:8], strict=True))


def sealed(key: bytes, device: int, counter: int, plain: bytes) -> bytes:
    """One SMS (§10)."""
    head = device.to_bytes(2, "big") + counter.to_bytes(2, "big")
    return head + ccm(key, head + bytes(9), plain, b"toguna-sms/1" + head)


def drawn(secret: bytes, register: bytes, device: int, salt: bytes) -> bytes:
    """A telephone's key: HKDF (RFC 5869) with SHA-256, sixteen bytes."""
    key = hmac.digest(salt, secret, "sha256")
    return hmac.digest(key, b"toguna-sms-key/1" + register + device.to_bytes(2, "big") + b"\x01", "sha256")[:16]


def line(device: int, key: bytes) -> str:
    """A key as it is typed (§10)."""
    data = device.to_bytes(2, "big") + key
    return "TOGUNA-S1-" + base64.b32encode(data + sha256(b"toguna-sms-key/1" + data).digest()[:2]).decode()


def sms_cases() -> dict[str, Case]:
    """Every case by its file."""
    secret, register, salt = seed("sms secret"), seed("sms register"), seed("sms salt")
    key = drawn(secret, register, 7, salt)
    # {2: 1, 3: [31, 102], 4: 720, 5: 2}
    coded = bytes.fromhex("00a402010382181f1866041902d00502")
    report = sealed(key, 7, 1, coded)
    told = {"kind": 1, "spots": [31, 102], "day": 720, "killed": 2}
    phone = {"device": 7, "key": key.hex()}

    def changed(at: int) -> str:
        return (report[:at] + bytes([report[at] ^ 1]) + report[at + 1 :]).hex()

    def wrong(plain: str) -> Case:
        made = sealed(key, 7, 2, bytes.fromhex(plain))
        return {**phone, "sealed": made.hex(), "fault": "sms-sealed-content"}

    return {
        "sms/key.json": {
            "secret": secret.hex(),
            "register": register.hex(),
            "salt": salt.hex(),
            **phone,
            "line": line(7, key),
        },
        "sms/not-key-mistyped.json": {"line": line(7, key)[:-1] + "A", "fault": "sms-key-shape"},
        "sms/not-key-short.json": {"line": line(7, key)[:-4], "fault": "sms-key-shape"},
        "sms/report.json": {
            **phone,
            "counter": 1,
            "message": told,
            "sealed": report.hex(),
            "text": "=" + base64.b64encode(report, b"-.").decode().rstrip("="),
        },
        "sms/withdrawal.json": {
            **phone,
            "counter": 65535,
            "message": {"what": 3, "about": 4214},
            "sealed": sealed(key, 7, 65535, bytes.fromhex("00a2000301191076")).hex(),
        },
        "sms/words-packed.json": {
            **phone,
            "counter": 3,
            "message": {**told, "injured": 1, "words": _WORDS},
            "sealed": sealed(key, 7, 3, b"\x03" + _PACKED_WORDS).hex(),
            "packed": True,
        },
        "sms/not-altered.json": {**phone, "sealed": changed(9), "fault": "sms-sealed-not-opened"},
        "sms/not-tag-altered.json": {**phone, "sealed": changed(len(report) - 1), "fault": "sms-sealed-not-opened"},
        "sms/not-counter-altered.json": {**phone, "sealed": changed(3), "fault": "sms-sealed-not-opened"},
        "sms/not-of-another-telephone.json": {**phone, "sealed": changed(1), "fault": "sms-sealed-not-opened"},
        "sms/not-cut.json": {**phone, "sealed": report[:13].hex(), "fault": "sms-sealed-size"},
        "sms/not-too-long.json": {**phone, "sealed": report.ljust(141, b"\0").hex(), "fault": "sms-sealed-size"},
        "sms/not-empty.json": wrong("00a0"),
        "sms/not-a-field-of-later.json": wrong("00a10c01"),
        "sms/not-a-count-below-nothing.json": wrong("00a10520"),
        "sms/not-said-twice-over.json": wrong("00a200000201"),
        "sms/not-a-withdrawal-of-nothing.json": wrong("00a10003"),
        "sms/not-packed-for-ever.json": wrong("0160ffff00000000"),
    }
