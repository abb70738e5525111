"""Bundles as files, `.toguna`: pieces one after the other, the founding act in front where the receiver may lack it
(spec/sync.md §3).

    [2, founding act]          82 02 59 …
    [1, register, …]           85 01 48 …  as often as needed

A request for one is a file too: [3, register, device, frontier, signature]. It is signed, so that what is for a party
goes into no file that somebody else asked for in its name.

A file is read piece by piece, and no piece may be longer than one may be.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from toguna.base.errors import InputError, RegisterFault
from toguna.base.text import Text
from toguna.register import sync_faults as faults
from toguna.register.bundle import MAX_PIECE, NAME_SIZE
from toguna.register.cbor_faults import CborFault
from toguna.register.constitution import Constitution
from toguna.register.encoding import decode, encode, write_head
from toguna.register.frontier import Frontier
from toguna.register.shapes import is_bytes
from toguna.register.signing import DeviceKey, verify

_ACT: Final = b"\x82\x02"
_PIECE: Final = b"\x85\x01\x48"
_ASK: Final = b"\x85\x03\x58\x20"
_ASK_PURPOSE: Final = b"toguna-ask/1\n"
_LONGEST_ACT: Final = 262_144


class NotABundle(InputError):
    """The file is something else."""

    code = "not-a-bundle"
    text = Text(
        fr="Le fichier {file} n’est pas un envoi du registre (.toguna). Demander à l’expéditeur de le refaire avec "
        "« toguna bundle ».",
        en="The file {file} is no bundle of a register (.toguna). Ask its sender to make it again with "
        "“toguna bundle”.",
    )


def write_act(act: Constitution) -> bytes:
    """The founding act as it stands in front of a file."""
    data = act.encode()
    return _ACT + write_head(2, len(data)) + data


def read_act(file: BinaryIO, name: str) -> Constitution | None:
    """The founding act in front of a file, which is then at its first piece; None where there is none.

    Raises
    ------
    NotABundle
    """
    start = file.read(2)
    if start == _PIECE[:2]:
        file.seek(0)
        return None
    if start != _ACT:
        raise NotABundle(file=name)
    _, length = _head(file)
    try:
        return Constitution.decode(file.read(min(length, _LONGEST_ACT)))
    except RegisterFault:
        raise NotABundle(file=name) from None


def read_pieces(file: BinaryIO) -> Iterator[bytes]:
    """The pieces from here on; the last may be cut short, and reading it then names the fault.

    Raises
    ------
    BundleTooLarge
    """
    while start := file.read(len(_PIECE) + NAME_SIZE):
        piece = [start, _head(file)[0]]
        for _ in ("raw", "packed"):
            head, length = _head(file)
            if length > MAX_PIECE:
                raise faults.BundleTooLarge(limit=MAX_PIECE)
            piece += (head, file.read(length))
        yield b"".join(piece)


def _head(file: BinaryIO) -> tuple[bytes, int]:
    """One CBOR head and its number."""
    first = file.read(1)
    more = {24: 1, 25: 2, 26: 4, 27: 8}.get(first[0] & 31, 0) if first else 0
    rest = file.read(more)
    number = int.from_bytes(rest, "big") if more else (first[0] & 31 if first else 0)
    return first + rest, number


@dataclass(frozen=True, slots=True)
class Ask:
    """A device's request for what it lacks."""

    device: bytes
    frontier: Frontier


def write_ask(key: DeviceKey, frontier: Frontier) -> bytes:
    """A request as a file."""
    said = frontier.encode()
    signature = key.sign(_ASK_PURPOSE + encode([frontier.register, key.public, said]))
    return encode([3, frontier.register, key.public, said, signature])


def is_ask(path: Path) -> bool:
    """Whether a file says that it is a request."""
    with path.open("rb") as file:
        return file.read(len(_ASK)) == _ASK


def read_ask(path: Path) -> Ask:
    """The request in a file, signed by the device that it names.

    Raises
    ------
    NotABundle
    """
    try:
        with path.open("rb") as file:
            value = decode(file.read(_LONGEST_ACT))
        if isinstance(value, list) and len(value) == 5 and value[0] == 3 and is_bytes(value[2], 32):
            _, register, device, said, signature = value
            frontier = Frontier.decode(said)
            text = _ASK_PURPOSE + encode([register, device, said])
            if frontier.register == register and verify(device, text, signature):
                return Ask(device, frontier)
    except (CborFault, RegisterFault, TypeError):
        pass
    raise NotABundle(file=path.name)
