"""Keys on their way between people: the card of a device, shown face to face, and the sheet that a party locks away
(spec/sealing.md §6).

    >>> read_card(card(bytes(32))) == bytes(32)
    True
    >>> read_sheet(" ".join(sheet(bytes(32)))) == bytes(32)
    True
"""

from __future__ import annotations

import unicodedata
from hashlib import sha256
from typing import Final

from toguna.register import seal_faults as faults
from toguna.register.signing import PUBLIC_SIZE

CARD: Final = "TOGUNA-D1-"
BLOCKS: Final = 14
MAX_TEXT: Final = 2_000
_BLOCK: Final = 4
_CHECK_SIZE: Final = 4
_SECRET_SIZE: Final = 32
_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUES: Final = {letter: value for value, letter in enumerate(_ALPHABET)} | {"O": 0, "I": 1, "L": 1}
_CARD_LENGTH: Final = -(-8 * (PUBLIC_SIZE + _CHECK_SIZE) // 5)


def card(device: bytes) -> str:
    """What a new device shows to the officer who admits it; in letters that a QR code holds well."""
    return CARD + _base32(device + _card_check(device))


def read_card(text: str) -> bytes:
    """The device's public key.

    Raises
    ------
    CardFault
        `card-shape`, `card-check`.
    """
    found = _plain(text)
    start = _plain(CARD)
    if not found.startswith(start):
        raise faults.CardShape()
    data = _bytes(found[len(start) :], _CARD_LENGTH, PUBLIC_SIZE + _CHECK_SIZE)
    if data is None:
        raise faults.CardShape()
    device, check = data[:PUBLIC_SIZE], data[PUBLIC_SIZE:]
    if check != _card_check(device):
        raise faults.CardCheck()
    return device


def sheet(secret: bytes) -> list[str]:
    """The blocks of a recovery sheet, each of four characters and its check."""
    text = _base32(secret) + _whole(secret)
    blocks = [text[at : at + _BLOCK] for at in range(0, len(text), _BLOCK)]
    return [block + _check(number, block) for number, block in enumerate(blocks, 1)]


def read_sheet(text: str) -> bytes:
    """The recovery key on a sheet, however it was typed.

    Raises
    ------
    SheetFault
        `sheet-shape`, `sheet-block` naming the block, `sheet-check`.
    """
    found = "".join(_ALPHABET[_VALUES[one]] if one in _VALUES else "?" for one in _plain(text))
    if len(found) != BLOCKS * (_BLOCK + 1):
        raise faults.SheetShape(blocks=BLOCKS, found=len(found) // (_BLOCK + 1))
    blocks = [found[at : at + _BLOCK + 1] for at in range(0, len(found), _BLOCK + 1)]
    for number, block in enumerate(blocks, 1):
        if "?" in block or block[_BLOCK:] != _check(number, block[:_BLOCK]):
            raise faults.SheetBlock(block=number)
    letters = "".join(block[:_BLOCK] for block in blocks)
    secret = _bytes(letters[:-_BLOCK], len(letters) - _BLOCK, _SECRET_SIZE)
    if secret is None or _whole(secret) != letters[-_BLOCK:]:
        raise faults.SheetCheck()
    return secret


def _card_check(device: bytes) -> bytes:
    return sha256(b"toguna-card/1" + device).digest()[:_CHECK_SIZE]


def _check(number: int, block: str) -> str:
    return _ALPHABET[sha256(b"toguna-sheet/1" + bytes([number]) + block.encode()).digest()[0] >> 3]


def _whole(secret: bytes) -> str:
    return _base32(sha256(b"toguna-sheet/1" + secret).digest()[:3])[:_BLOCK]


def _plain(text: str) -> str:
    """Capitals without what only helps the eye; no more of it than any card or sheet has."""
    return "".join(
        one for one in unicodedata.normalize("NFKC", text[:MAX_TEXT]).upper() if one not in " -\t\r\n\u2011.:"
    )


def _base32(data: bytes) -> str:
    bits = 8 * len(data)
    value = int.from_bytes(data, "big") << (-bits % 5)
    return "".join(_ALPHABET[value >> at & 31] for at in range(bits + -bits % 5 - 5, -5, -5))


def _bytes(letters: str, length: int, size: int) -> bytes | None:
    """`size` bytes from so many letters; None where one is none of ours, or where stray bits are set."""
    if len(letters) != length or not set(letters) <= set(_VALUES):
        return None
    value = 0
    for letter in letters:
        value = value << 5 | _VALUES[letter]
    stray = 5 * length - 8 * size
    return None if value & ((1 << stray) - 1) else (value >> stray).to_bytes(size, "big")
