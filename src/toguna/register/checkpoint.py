"""Checkpoints: the only thing a device signs, as in spec/register.md §6 (C2SP tlog-checkpoint in a signed note).

    <register id, 64 hex digits>/<first 8 bytes of the device key, hex>
    50
    IWbqi3FBg2mmMV1bDd6UpRzfMaYoaq+QPUJCzpBbGFs=

    — <the same origin> <base64 of key id ‖ signature>

One signature covers every entry up to the size. A note has one text and one signature line, and one way of being
written.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from toguna.register import faults
from toguna.register.signing import SIGNATURE_SIZE, DeviceKey, verify

MAX_NOTE: Final = 1_024
MAX_ORIGIN: Final = 128
MAX_TREE: Final = 2**63 - 1
_ED25519: Final = b"\x01"
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
_ORIGIN = re.compile(r"[!-*,-~]+")
_LINES: Final = 5


def origin(register: bytes, device: bytes) -> str:
    """The name of a device's log in a register."""
    return f"{register.hex()}/{device[:8].hex()}"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A log's name, its size, and the root over its first `size` entries."""

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        if not _ORIGIN.fullmatch(self.origin) or len(self.origin) > MAX_ORIGIN:
            raise faults.NoteOrigin(origin=self.origin[:MAX_ORIGIN])
        if not 0 <= self.size <= MAX_TREE:
            raise faults.NoteSize(size=self.size)
        if len(self.root) != 32:
            raise faults.NoteRoot()

    @property
    def text(self) -> bytes:
        """The bytes that are signed."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n".encode()


def key_id(name: str, public: bytes) -> bytes:
    """The four bytes by which a signature line points at its key."""
    return sha256(name.encode() + b"\n" + _ED25519 + public).digest()[:4]


def sign_checkpoint(key: DeviceKey, checkpoint: Checkpoint) -> bytes:
    """The note: the checkpoint's text and the device's signature line, named like the origin."""
    return write_note(checkpoint, key.public, key.sign(checkpoint.text))


def write_note(checkpoint: Checkpoint, public: bytes, signature: bytes) -> bytes:
    """The note from its pieces, as a receiver builds it who was sent the signature only."""
    line = b64encode(key_id(checkpoint.origin, public) + signature).decode()
    return checkpoint.text + f"\n— {checkpoint.origin} {line}\n".encode()


def read_note(note: bytes) -> tuple[Checkpoint, bytes, bytes]:
    """Checkpoint, key id and signature of a well-formed note; the signature is *not* checked.

    Raises
    ------
    NoteFault
        `note-shape`, `note-origin`, `note-size` or `note-root`.
    """
    if len(note) > MAX_NOTE:
        raise faults.NoteShape()
    try:
        lines = note.decode().split("\n")
    except UnicodeDecodeError:
        raise faults.NoteShape() from None
    if len(lines) != _LINES + 1 or lines[3] or lines[5]:
        raise faults.NoteShape()
    if not _SIZE.fullmatch(lines[1]):
        raise faults.NoteSize(size=lines[1][:20])
    checkpoint = Checkpoint(lines[0], int(lines[1]), _base64(lines[2], faults.NoteRoot()))
    start = f"— {checkpoint.origin} "
    if not lines[4].startswith(start):
        raise faults.NoteShape()
    blob = _base64(lines[4][len(start) :], faults.NoteShape())
    if len(blob) != 4 + SIGNATURE_SIZE:
        raise faults.NoteShape()
    return checkpoint, blob[:4], blob[4:]


def open_checkpoint(note: bytes, public_key: bytes, origin: str) -> Checkpoint:
    """The checkpoint in `note`, accepted only if `public_key` signed it for the log `origin`.

    Raises
    ------
    NoteFault
        As `read_note`; `note-key` for another key's line; `bad-signature`.
    """
    checkpoint, id_, signature = read_note(note)
    if checkpoint.origin != origin:
        raise faults.NoteOrigin(origin=checkpoint.origin)
    if id_ != key_id(origin, public_key):
        raise faults.NoteKey()
    if not verify(public_key, checkpoint.text, signature):
        raise faults.BadSignature()
    return checkpoint


def _base64(text: str, fault: faults.NoteFault) -> bytes:
    """Strict base64: the standard alphabet, padded, no stray bits at the end."""
    try:
        data = b64decode(text.encode("ascii"), validate=True)
    except ValueError:
        raise fault from None
    if b64encode(data).decode() != text:
        raise fault
    return data
