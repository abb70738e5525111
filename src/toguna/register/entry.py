"""Entries and their detached parts, as in spec/register.md §3 and §4.

The leaf, which the tree commits to, names each part by its hash only; the content lies beside it and may be sealed,
withheld or erased while every proof still holds. The 16 bytes of salt in front of each payload keep it from being
guessed after erasure.

    >>> entry = Entry(Kind.STATEMENT, 0, (), (Part.make(b"x", 0, bytes(16)),))
    >>> Entry.parse(entry.leaf, [entry.parts[0].content]) == entry
    True
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from hashlib import sha256
from typing import Final, TypeAlias

from toguna.register import faults
from toguna.register.cbor_faults import CborFault
from toguna.register.encoding import decode, read_head, write_head, write_int
from toguna.register.merkle import leaf_hash
from toguna.register.shapes import is_bytes, is_int

FORMAT: Final = 1
SALT_SIZE: Final = 16
HASH_SIZE: Final = 32
MAX_LEAF: Final = 4_096
MAX_PARENTS: Final = 64
MAX_PARTS: Final = 32
MAX_CONTENT: Final = 65_536
MAX_BYTE: Final = 255

EPOCH: Final = datetime(2025, 1, 1, tzinfo=UTC)
# 1900-01-01 … 2200-12-31: a clock reset to 1970 can still be written, and every time can be shown.
MIN_TIME: Final = -65_744_640
MAX_TIME: Final = 92_566_079


class Kind(IntEnum):
    """What an entry does. The numbers are final; one that is not listed here is kept and proved, but not understood."""

    STATEMENT = 1
    AMEND = 2
    WITHDRAW = 3
    CONTRADICT = 4
    CONFIRM = 5
    ADD = 6
    ENDORSE = 8
    ATTEST = 9
    ADMIT = 10
    REVOKE = 11
    KEY = 12
    ERASE = 13
    ISP = 14
    OFFICERS = 15
    CLOSE = 16


SPEAKING: Final = frozenset({Kind.STATEMENT, Kind.AMEND, Kind.WITHDRAW, Kind.CONTRADICT, Kind.CONFIRM, Kind.ADD})
"""What is said of a case, by contrast with what is said of the register itself."""

# Kind, time, parents, and audience and hash of each part.
Leaf: TypeAlias = tuple[int, int, list[bytes], list[tuple[int, bytes]]]
_HASH_HEAD: Final = b"\x58\x20"
_KINDS: Final = {int(kind): kind for kind in Kind}


@dataclass(frozen=True, slots=True)
class Part:
    """One detached part: who may read it, the hash that the leaf names, and the content where it is held."""

    audience: int
    hash: bytes
    content: bytes | None = None

    @classmethod
    def make(cls, payload: bytes, audience: int, salt: bytes) -> Part:
        """The part for `payload` (clear or sealed), with 16 fresh random bytes as `salt`."""
        if len(salt) != SALT_SIZE:
            raise faults.PartSalt(size=len(salt))
        return cls.of(salt + payload, audience)

    @classmethod
    def of(cls, content: bytes, audience: int) -> Part:
        """The part that holds `content`."""
        check_content(content)
        return cls(audience, sha256(content).digest(), content)

    @property
    def salt(self) -> bytes | None:
        """The 16 bytes in front of the payload; None where the content is not held."""
        return None if self.content is None else self.content[:SALT_SIZE]

    @property
    def payload(self) -> bytes | None:
        """What the part says; None where the content is withheld or erased."""
        return None if self.content is None else self.content[SALT_SIZE:]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: kind, author's time in minutes since 2025-01-01 UTC (a claim), what it answers, and its parts."""

    kind: int
    time: int
    parents: tuple[bytes, ...] = ()
    parts: tuple[Part, ...] = ()
    _kept: list[bytes] = field(default_factory=list, init=False, repr=False, compare=False)
    """Leaf and hash once they were asked for: appending, storing and folding an entry each ask again."""

    def __post_init__(self) -> None:
        _check(self.kind, self.time, self.parents, [(part.audience, part.hash) for part in self.parts])

    @property
    def leaf(self) -> bytes:
        """The canonical bytes that are hashed into the log's tree."""
        return (self._kept or self._named())[0]

    @property
    def hash(self) -> bytes:
        """The entry's name everywhere: the leaf hash of RFC 6962."""
        return (self._kept or self._named())[1]

    def _named(self) -> list[bytes]:
        leaf = write_leaf(self.kind, self.time, self.parents, [(part.audience, part.hash) for part in self.parts])
        self._kept.extend((leaf, leaf_hash(leaf)))
        return self._kept

    @property
    def payload(self) -> bytes | None:
        """The payload of the first part, where most entries say everything."""
        return self.parts[0].payload if self.parts else None

    @classmethod
    def parse(cls, leaf: bytes, contents: Sequence[bytes | None] = ()) -> Entry:
        """Read a leaf, with the contents of its parts in their order where they are held.

        Raises
        ------
        RegisterFault
            `CborFault` or `LeafFault` for the leaf, `part-content` for a content that is not the one named.
        """
        kind, time, parents, named = read_leaf(leaf)
        if contents and len(contents) != len(named):
            raise faults.PartCount(named=len(named), given=len(contents))
        parts = []
        for position, (audience, hash_) in enumerate(named):
            content = contents[position] if contents else None
            if content is not None:
                check_content(content)
                if sha256(content).digest() != hash_:
                    raise faults.PartContent(position=position)
            parts.append(Part(audience, hash_, content))
        return cls(_KINDS.get(kind, kind), time, tuple(parents), tuple(parts))


def minutes(moment: datetime) -> int:
    """Whole minutes from 2025-01-01 UTC to an aware `moment`, rounded down."""
    return (moment - EPOCH) // timedelta(minutes=1)


def moment(time: int) -> datetime:
    """The moment that an entry's time stands for."""
    return EPOCH + timedelta(minutes=time)


def check_content(content: bytes) -> None:
    """Refuse a content without its salt, or a longer one than any replica must take."""
    if len(content) < SALT_SIZE:
        raise faults.PartSalt(size=len(content))
    if len(content) > MAX_CONTENT:
        raise faults.PartTooLong(size=len(content), limit=MAX_CONTENT)


def write_leaf(kind: int, time: int, parents: Sequence[bytes], parts: Sequence[tuple[int, bytes]]) -> bytes:
    """`[1, kind, time, parents, [[audience, hash] …]]` in canonical CBOR, from values that were checked."""
    out = [b"\x85\x01", write_head(0, kind), write_int(time), write_head(4, len(parents))]
    for parent in parents:
        out += (b"\x58\x20", parent)
    out.append(write_head(4, len(parts)))
    for audience, hash_ in parts:
        out += (b"\x82", write_head(0, audience), b"\x58\x20", hash_)
    return b"".join(out)


def read_leaf(leaf: bytes) -> Leaf:
    """Kind, time, parents and (audience, hash) of each part.

    A parser for this one shape, because `verify` reads every leaf: it takes exactly what `write_leaf` can write. What
    it does not take is read again by the general decoder, which knows what to call the fault.
    """
    try:
        found = _read(leaf)
    except CborFault:
        found = None
    if found is None:
        return _explain(leaf)
    return found


def _read(leaf: bytes) -> Leaf | None:
    if leaf[:2] != b"\x85\x01" or len(leaf) > MAX_LEAF:
        return None
    major, kind, at = read_head(leaf, 2)
    if major or not 1 <= kind <= MAX_BYTE:
        return None
    major, time, at = read_head(leaf, at)
    if major:
        time = -1 - time
    if major > 1 or not MIN_TIME <= time <= MAX_TIME:
        return None
    parents, at = _read_parents(leaf, at)
    major, count, at = read_head(leaf, at)
    if parents is None or major != 4 or count > MAX_PARTS:
        return None
    parts = []
    for _ in range(count):
        major, audience, end = read_head(leaf, at + 1)
        if leaf[at] != 0x82 or major or audience > MAX_BYTE or leaf[end : end + 2] != _HASH_HEAD:
            return None
        at = end + 34
        parts.append((audience, leaf[end + 2 : at]))
    # Slices never fail: a last hash that was cut short shows as an end beyond the leaf.
    return (kind, time, parents, parts) if at == len(leaf) else None


def _read_parents(leaf: bytes, at: int) -> tuple[list[bytes] | None, int]:
    major, count, at = read_head(leaf, at)
    if major != 4 or count > MAX_PARENTS:
        return None, at
    parents = []
    for _ in range(count):
        if leaf[at : at + 2] != _HASH_HEAD:
            return None, at
        parents.append(leaf[at + 2 : at + 34])
        at += 34
    return (parents if len(set(parents)) == count else None), at


def _explain(leaf: bytes) -> Leaf:
    if len(leaf) > MAX_LEAF:
        raise faults.LeafTooLong(size=len(leaf), limit=MAX_LEAF)
    value = decode(leaf)
    if not isinstance(value, list) or not value:
        raise faults.LeafShape()
    if value[0] != FORMAT or isinstance(value[0], bool):
        raise faults.LeafFormat(format=str(value[0])[:20])
    if len(value) != 5 or not isinstance(value[3], list) or not isinstance(value[4], list):
        raise faults.LeafShape()
    _, kind, time, parents, parts = value
    if not all(isinstance(part, list) and len(part) == 2 for part in parts):
        raise faults.LeafParts(limit=MAX_PARTS)
    _check(kind, time, parents, parts)
    raise faults.LeafShape()


def _check(kind: int, time: int, parents: Sequence[bytes], parts: Sequence[Sequence[object]]) -> None:
    if not is_int(kind, 1, MAX_BYTE):
        raise faults.LeafKind(kind=str(kind)[:20])
    if not is_int(time, MIN_TIME, MAX_TIME):
        raise faults.LeafTime(time=str(time)[:20])
    if parents and (
        len(parents) > MAX_PARENTS
        or not all(is_bytes(parent, HASH_SIZE) for parent in parents)
        or len(set(parents)) != len(parents)
    ):
        raise faults.LeafParents(limit=MAX_PARENTS)
    if len(parts) > MAX_PARTS:
        raise faults.LeafParts(limit=MAX_PARTS)
    for audience, hash_ in parts:
        if not is_int(audience, 0, MAX_BYTE) or not is_bytes(hash_, HASH_SIZE):
            raise faults.LeafParts(limit=MAX_PARTS)
