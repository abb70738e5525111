"""Sealed short messages, as in spec/sms.md §10: one SMS of at most 140 bytes that one office reads, from one telephone.

    2 bytes   which telephone
    2 bytes   which of its messages
    n bytes   what it says, hidden (AES-CCM-16-64-128)
    8 bytes   the tag

There is no room for a signature: telephone and office share a key, so that the message proves to the office, and to
nobody else, which telephone wrote it. The office signs what it makes of it.

    >>> phone = PhoneKey(7, bytes(range(16)))
    >>> sealed = seal(phone, 1, ShortMessage(kind=1, spots=(31, 102), killed=2))
    >>> len(sealed), as_text(sealed)
    (24, '=AAcAAWU.50k4H20jOZyMIRliD5.DwI7o')
    >>> unseal(phone, read_text(as_text(sealed))).killed
    2
"""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESCCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from toguna.base.errors import RegisterFault
from toguna.register import short_faults as faults
from toguna.register.dictionary import SHIPPED
from toguna.register.encoding import decode, encode
from toguna.register.packing import pack, unpack

FIRST_DAY: Final = date(2025, 1, 1)
MOST_BYTES: Final = 140
MOST_IN_TEXT: Final = 119
"""Bytes of which the base64 and its sign make 160 characters."""
TAG: Final = 8
HEAD: Final = 4
LEAST_BYTES: Final = HEAD + 2 + TAG
MARK: Final = "="
"""In front of base64: no base64 begins with it, and no sentence."""
MOST_COUNTER: Final = 0xFFFF
KEY_SIZE: Final = 16
KEY_LINE: Final = "TOGUNA-S1-"
WINDOW: Final = 32
"""A message this many behind the latest one is still taken: SMS overtake each other."""
REPORT, QUIET, OUTING, WITHDRAW = range(4)
_LETTERS: Final = b"-."
"""Instead of base64's last two: a plus sign becomes a space in careless gateways, a low line other signs in GSM."""
_SEALED: Final = re.compile(r"=[A-Za-z0-9.-]{19,}")
_BOUND: Final = b"toguna-sms/1"
_KEY: Final = b"toguna-sms-key/1"
_CHECK: Final = 2
_MOST_SPOTS: Final = 8
_MOST_UNPACKED: Final = 1_000


@dataclass(frozen=True, slots=True)
class PhoneKey:
    """A telephone's number at its office, and the key that the two share."""

    device: int
    key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class ShortMessage:
    """What a telephone says: numbers of the card (spec/sms.md §1), and words.

    `what` is `REPORT`, `QUIET`, `OUTING` or `WITHDRAW`; `about` the number of an earlier message that it corrects or
    takes back; `day` counts from 1 January 2025; `half` is 0 in the morning, 1 after noon. None: not said.
    """

    what: int = REPORT
    about: int | None = None
    kind: int | None = None
    spots: tuple[int, ...] = ()
    day: int | None = None
    killed: int | None = None
    injured: int | None = None
    abducted: int | None = None
    safety: int | None = None
    patrols: int | None = None
    half: int | None = None
    words: str = field(default="", repr=False)


_MOST: Final[Mapping[str, int]] = {
    "what": WITHDRAW,
    "about": 9_999_999,
    "kind": 30,
    "day": 65_535,
    "killed": 999,
    "injured": 999,
    "abducted": 999,
    "safety": 10,
    "patrols": 99,
    "half": 1,
}
_NAMES: Final = tuple(one.name for one in fields(ShortMessage))
"""A field's number is its place here; numbers are only ever added at the end."""
_SPOTS: Final = _NAMES.index("spots")
_MOST_SPOT: Final = 899


def derive(secret: bytes, register: bytes, device: int, salt: bytes) -> PhoneKey:
    """A telephone's key: drawn from the office's secret for that register, so that no table holds it."""
    info = _KEY + register + device.to_bytes(2, "big")
    return PhoneKey(device, HKDF(SHA256(), KEY_SIZE, salt, info).derive(secret))


def seal(phone: PhoneKey, counter: int, message: ShortMessage) -> bytes:
    """One SMS; a counter serves once.

    Raises
    ------
    ShortFault
        `sms-sealed-counter`, `sms-sealed-wrong`, `sms-sealed-too-long`.
    """
    if not 1 <= counter <= MOST_COUNTER:
        raise faults.ShortCounter()
    said = _as_map(message)
    try:
        _check({_NAMES[number]: tuple(value) if number == _SPOTS else value for number, value in said.items()})
    except faults.ShortContent:
        raise faults.ShortWrong() from None
    head = phone.device.to_bytes(2, "big") + counter.to_bytes(2, "big")
    packing, packed = pack(encode(said), SHIPPED)
    size = HEAD + 1 + len(packed) + TAG
    if size > MOST_BYTES:
        raise faults.ShortTooLong(size=size, most=MOST_BYTES)
    return head + AESCCM(phone.key, tag_length=TAG).encrypt(_nonce(head), bytes([packing]) + packed, _BOUND + head)


def unseal(phone: PhoneKey, sealed: bytes) -> ShortMessage:
    """What the telephone says.

    Raises
    ------
    ShortFault
        `sms-sealed-size`, `sms-sealed-not-opened`, `sms-sealed-content`.
    """
    device, _ = addressed(sealed)
    if device != phone.device:
        raise faults.ShortSealed()
    head = sealed[:HEAD]
    try:
        plain = AESCCM(phone.key, tag_length=TAG).decrypt(_nonce(head), sealed[HEAD:], _BOUND + head)
    except InvalidTag:
        raise faults.ShortSealed() from None
    try:
        held = decode(unpack(plain[0], plain[1:], SHIPPED, _MOST_UNPACKED))
    except RegisterFault:
        raise faults.ShortContent() from None
    return _from_map(held)


def addressed(sealed: bytes) -> tuple[int, int]:
    """Which telephone it says it is from, and which of its messages: before anything is proved.

    Raises
    ------
    ShortSize
    """
    if not LEAST_BYTES <= len(sealed) <= MOST_BYTES:
        raise faults.ShortSize(least=LEAST_BYTES, most=MOST_BYTES, size=len(sealed))
    return int.from_bytes(sealed[:2], "big"), int.from_bytes(sealed[2:HEAD], "big")


def as_text(sealed: bytes) -> str:
    """The same as a text message of at most 160 characters, for gateways that carry no bytes.

    Raises
    ------
    ShortTooLong
    """
    if len(sealed) > MOST_IN_TEXT:
        raise faults.ShortTooLong(size=len(sealed), most=MOST_IN_TEXT)
    return MARK + base64.b64encode(sealed, _LETTERS).decode().rstrip("=")


def is_text(text: str) -> bool:
    """Whether a text message claims to be a sealed one."""
    return _SEALED.fullmatch(text.strip()) is not None


def read_text(text: str) -> bytes:
    """The bytes of such a text.

    Raises
    ------
    ShortSize
        It is not base64.
    """
    letters = text.strip().removeprefix(MARK)
    try:
        return base64.b64decode(letters + "=" * (-len(letters) % 4), _LETTERS, validate=True)
    except ValueError:
        raise faults.ShortSize(least=LEAST_BYTES, most=MOST_BYTES, size=0) from None


def normal(words: str) -> str:
    """Words as they are sealed: one way of writing each letter, no spaces at their ends."""
    return unicodedata.normalize("NFC", words).strip()


def key_line(phone: PhoneKey) -> str:
    """What is typed or scanned into a telephone, once."""
    data = phone.device.to_bytes(2, "big") + phone.key
    return KEY_LINE + base64.b32encode(data + _check_of(data)).decode()


def read_key_line(text: str) -> PhoneKey:
    """The key in such a line.

    Raises
    ------
    ShortKey
    """
    letters = "".join(text.upper().split())
    try:
        data = base64.b32decode(letters.removeprefix(KEY_LINE))
    except ValueError:
        raise faults.ShortKey() from None
    body, check = data[: 2 + KEY_SIZE], data[2 + KEY_SIZE :]
    if not letters.startswith(KEY_LINE) or len(body) != 2 + KEY_SIZE or check != _check_of(body):
        raise faults.ShortKey()
    return PhoneKey(int.from_bytes(body[:2], "big"), body[2:])


def taken(latest: int, window: int, counter: int) -> tuple[int, int] | None:
    """Latest counter and window (bit n: the one n before the latest came) once this counter has come; None where it
    came before, or is too old to tell.
    """
    if counter > latest:
        return counter, (window << min(counter - latest, WINDOW) | 1) & (1 << WINDOW) - 1
    back = latest - counter
    if counter < 1 or back >= WINDOW or window >> back & 1:
        return None
    return latest, window | 1 << back


def _nonce(head: bytes) -> bytes:
    # A key is one telephone's in one register, and its counter never comes back.
    return head.ljust(13, b"\0")


def _check_of(data: bytes) -> bytes:
    return hashlib.sha256(_KEY + data).digest()[:_CHECK]


def _as_map(message: ShortMessage) -> dict[int, Any]:
    told = {number: getattr(message, name) for number, name in enumerate(_NAMES)}
    empty = ShortMessage()
    return {
        number: list(value) if isinstance(value, tuple) else value
        for number, value in told.items()
        if value != getattr(empty, _NAMES[number])
    }


def _from_map(held: object) -> ShortMessage:
    if not isinstance(held, dict) or not held or not set(held) <= set(range(len(_NAMES))):
        raise faults.ShortContent()
    told: dict[str, Any] = {
        _NAMES[number]: tuple(value) if isinstance(value, list) else value for number, value in held.items()
    }
    _check(told)
    message = ShortMessage(**told)
    if _as_map(message) != held:
        raise faults.ShortContent()  # something written that says nothing: two ways to write one message
    return message


def _check(told: Mapping[str, Any]) -> None:
    """Whether each field that is said is within its bounds, and something is said.

    Raises
    ------
    ShortContent
    """
    for name, most in _MOST.items():
        value = told.get(name, 0)
        if type(value) is not int or not 0 <= value <= most:
            raise faults.ShortContent()
    spots, words = told.get("spots", ()), told.get("words", "")
    sound = (
        isinstance(spots, tuple)
        and len(spots) <= _MOST_SPOTS
        and all(type(one) is int and 1 <= one <= _MOST_SPOT for one in spots)
        and isinstance(words, str)
        and words == normal(words)
        and told.get("kind") != 0
        and ("about" in told or told.get("what") != WITHDRAW)
    )
    if not sound or not told:
        raise faults.ShortContent()
