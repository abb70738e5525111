"""What a copy holds, in few bytes: the frontier, its hash, and twelve digits of it (spec/sync.md §2).

A size alone would not do: once a log has two histories, two copies of one size may hold different entries, and
neither would ever send any. So a mark is the size and eight bytes of the root; the hash covers full keys and roots.

    >>> place = Place(bytes(32), 3, bytes(32))
    >>> frontier = Frontier.of(bytes(32), [place])
    >>> Frontier.decode(frontier.encode()) == frontier
    True
    >>> control_number(bytes(32), [place])
    '034377726209'
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import pairwise
from typing import Any, Final, NamedTuple

from toguna.register import sync_faults as faults
from toguna.register.cbor_faults import CborFault
from toguna.register.checkpoint import MAX_TREE
from toguna.register.encoding import decode, encode
from toguna.register.shapes import is_bytes

FORMAT: Final = 1
HASH_SIZE: Final = 12
ROOT_SIZE: Final = 8
FULL_ROOT_SIZE: Final = 32
PREFIX_SIZE: Final = 4
WANT_SIZE: Final = 8
MAX_WANTS: Final = 16_384
ASKED: Final = 2_000
"""So many contents are asked for at once, or who names what nobody has would make every exchange long."""
_MAX_BRANCHES: Final = 64


class Place(NamedTuple):
    """One history of one device's log as held: its size, and its root at that size."""

    device: bytes
    size: int
    root: bytes


class Mark(NamedTuple):
    """A place as the wire has it: the size, and the first 8 bytes of the root, or all 32."""

    size: int
    root: bytes

    def fits(self, root: bytes) -> bool:
        """Whether `root`, in full, may be the one meant."""
        return root.startswith(self.root)


def frontier_hash(register: bytes, places: Iterable[Place]) -> bytes:
    """SHA-256 over full keys and full roots, whatever the order of `places`: equal hashes, equal copies."""
    return sha256(encode([register, [list(place) for place in sorted(places)]])).digest()


def control_number(register: bytes, places: Iterable[Place]) -> str:
    """Twelve digits of the frontier's hash: read aloud, they tell whether two copies hold the same."""
    return f"{int.from_bytes(frontier_hash(register, places), 'big') % 10**12:012d}"


def write_greeting(register: bytes, places: Iterable[Place]) -> bytes:
    """`[1, register, 12 bytes of the frontier's hash]`: what is sent first; most exchanges end there."""
    return encode([FORMAT, register, frontier_hash(register, places)[:HASH_SIZE]])


def read_greeting(data: bytes) -> tuple[bytes, bytes]:
    """Register and 12 bytes of a greeting.

    Raises
    ------
    FrontierShape
    """
    value = _read(data, 3)
    if not is_bytes(value[2], HASH_SIZE):
        raise faults.FrontierShape()
    return value[1], value[2]


@dataclass(frozen=True, slots=True)
class Frontier:
    """What a copy holds of each device's log, by the first four bytes of the device's key; and the first eight bytes
    of the hashes of contents that it may hold and lacks.

    Two devices may share four bytes: their marks then stand together, and each fits its own root only.
    """

    register: bytes
    marks: dict[int, tuple[Mark, ...]] = field(default_factory=dict)
    wants: tuple[bytes, ...] = ()

    @classmethod
    def of(
        cls, register: bytes, places: Iterable[Place], wants: Iterable[bytes] = (), *, full: bool = False
    ) -> Frontier:
        """The frontier of these places. `full` gives whole roots, for when hashes differ and no mark does."""
        width = FULL_ROOT_SIZE if full else ROOT_SIZE
        marks: dict[int, set[Mark]] = {}
        for place in places:
            if place.size:
                marks.setdefault(prefix(place.device), set()).add(Mark(place.size, place.root[:width]))
        asked = sorted(_choose({want[:WANT_SIZE] for want in wants}, marks))
        return cls(register, {key: tuple(sorted(marks[key])) for key in sorted(marks)}, tuple(asked))

    def of_device(self, device: bytes) -> tuple[Mark, ...]:
        """The marks that may be of this device."""
        return self.marks.get(prefix(device), ())

    def encode(self) -> bytes:
        """`[1, register, {4 bytes of the key as a number: root ‖ size, or several}, [8 bytes of a hash …]]`."""
        marks = {key: [_write_mark(mark) for mark in found] for key, found in self.marks.items()}
        return encode(
            [
                FORMAT,
                self.register,
                {key: found[0] if len(found) == 1 else sorted(found) for key, found in marks.items()},
                list(self.wants),
            ]
        )

    @classmethod
    def decode(cls, data: bytes) -> Frontier:
        """Read a frontier.

        Raises
        ------
        FrontierShape
        """
        _, register, rows, wants = _read(data, 4)
        if not isinstance(rows, dict) or not isinstance(wants, list) or len(wants) > MAX_WANTS:
            raise faults.FrontierShape()
        if not all(is_bytes(want, WANT_SIZE) for want in wants) or not _rising(wants):
            raise faults.FrontierShape()
        marks = {}
        for key, found in rows.items():
            if key >= 1 << 8 * PREFIX_SIZE:
                raise faults.FrontierShape()
            marks[key] = _read_marks(found)
        return cls(register, marks, tuple(wants))


def _choose(wants: set[bytes], marks: dict[int, set[Mark]]) -> list[bytes]:
    """Not always the same ones where there are many: others whenever the copy holds something else."""
    if len(wants) <= ASKED:
        return list(wants)
    now = sha256(repr(sorted((key, sorted(found)) for key, found in marks.items())).encode()).digest()
    return sorted(wants, key=lambda want: sha256(now + want).digest())[:ASKED]


def prefix(device: bytes) -> int:
    """The first four bytes of a device's key, as a number."""
    return int.from_bytes(device[:PREFIX_SIZE], "big")


def _write_mark(mark: Mark) -> bytes:
    return mark.root + mark.size.to_bytes((mark.size.bit_length() + 7) // 8, "big")


def _read_marks(found: object) -> tuple[Mark, ...]:
    if isinstance(found, bytes):
        return (_read_mark(found),)
    if not isinstance(found, list) or not 2 <= len(found) <= _MAX_BRANCHES:
        raise faults.FrontierShape()
    if not all(isinstance(one, bytes) for one in found) or not _rising(found):
        raise faults.FrontierShape()
    return tuple(sorted(map(_read_mark, found)))


def _read_mark(data: bytes) -> Mark:
    width = ROOT_SIZE if len(data) <= 2 * ROOT_SIZE else FULL_ROOT_SIZE
    size = data[width:]
    if not size or not size[0] or int.from_bytes(size, "big") > MAX_TREE:
        raise faults.FrontierShape()
    return Mark(int.from_bytes(size, "big"), data[:width])


def _read(data: bytes, length: int) -> Any:
    try:
        value = decode(data)
    except CborFault:
        raise faults.FrontierShape() from None
    if not isinstance(value, list) or len(value) != length or value[0] != FORMAT or isinstance(value[0], bool):
        raise faults.FrontierShape()
    if not is_bytes(value[1], 32):
        raise faults.FrontierShape()
    return value


def _rising(values: Sequence[bytes]) -> bool:
    return all(a < b for a, b in pairwise(values))
