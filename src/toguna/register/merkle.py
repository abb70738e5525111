"""The Merkle tree of RFC 6962 §2.1 over the entries of one log, as in spec/register.md §5.

`Tree` keeps every complete subtree (two hashes an entry) and answers for any size up to its own; `CompactRange` keeps
at most 64 hashes, enough to append and to give the current root.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

EMPTY_ROOT: Final = sha256(b"").digest()


def leaf_hash(leaf: bytes) -> bytes:
    """SHA-256(0x00 ‖ leaf): the name of an entry's content."""
    return sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 ‖ left ‖ right)."""
    return sha256(b"\x01" + left + right).digest()


def root(hashes: Iterable[bytes]) -> bytes:
    """The root over leaf hashes in their order."""
    return Tree(hashes).root()


class Tree:
    """An append-only tree that gives root and proofs at any size it has had."""

    __slots__ = ("_levels",)

    def __init__(self, hashes: Iterable[bytes] = ()) -> None:
        # _levels[k][i] is the hash over the leaves i·2ᵏ … (i+1)·2ᵏ-1.
        self._levels: list[list[bytes]] = [[]]
        self.extend(hashes)

    def __len__(self) -> int:
        return len(self._levels[0])

    def __getitem__(self, index: int) -> bytes:
        return self._levels[0][index]

    def append(self, hash_: bytes) -> None:
        """Add one leaf hash."""
        levels = self._levels
        level = levels[0]
        level.append(hash_)
        height = 0
        while not len(level) & 1:
            parent = sha256(b"\x01" + level[-2] + level[-1]).digest()
            height += 1
            if height == len(levels):
                levels.append([])
            level = levels[height]
            level.append(parent)

    def extend(self, hashes: Iterable[bytes]) -> None:
        """Add many leaf hashes, level by level, which is faster than one by one."""
        levels = self._levels
        levels[0].extend(hashes)
        height = 0
        while True:
            below = levels[height]
            if height + 1 == len(levels):
                if len(below) < 2:
                    return
                levels.append([])
            above = levels[height + 1]
            start, end = 2 * len(above), len(below) & ~1
            if start == end:
                return
            above.extend(
                [
                    sha256(b"\x01" + a + b).digest()
                    for a, b in zip(below[start:end:2], below[start + 1 : end : 2], strict=True)
                ]
            )
            height += 1

    def root(self, size: int | None = None) -> bytes:
        """The root over the first `size` leaves; over all without it."""
        size = self._size(size)
        result = b""
        for height, level in enumerate(self._levels):
            if size >> height & 1:
                peak = level[(size >> height) - 1]
                result = node_hash(peak, result) if result else peak
        return result or EMPTY_ROOT

    def inclusion_proof(self, index: int, size: int | None = None) -> list[bytes]:
        """The audit path of leaf `index` in the tree of `size` leaves (RFC 6962 §2.1.1)."""
        size = self._size(size)
        if not 0 <= index < size:
            raise IndexError(index)
        return self._path(index, 0, size)

    def consistency_proof(self, old: int, size: int | None = None) -> list[bytes]:
        """The proof that the tree of `old` leaves is a prefix of that of `size` (RFC 6962 §2.1.2)."""
        size = self._size(size)
        if not 0 < old <= size:
            raise IndexError(old)
        return self._subproof(old, 0, size, True)

    def steps(self, index: int, size: int) -> list[bool]:
        """For each hash of the inclusion proof, whether it stands on the left."""
        start, end, result = 0, size, []
        while end - start > 1:
            middle = start + _split(end - start)
            result.append(index >= middle)
            start, end = (middle, end) if index >= middle else (start, middle)
        return result[::-1]

    def _size(self, size: int | None) -> int:
        if size is None:
            return len(self)
        if not 0 <= size <= len(self):
            raise IndexError(size)
        return size

    def subtree(self, start: int, end: int) -> bytes:
        """The hash over leaves `start` … `end`-1, where RFC 6962 has such a subtree."""
        length = end - start
        split = _split(length)
        if length == 2 * split or length == 1:
            return self._levels[length.bit_length() - 1][start // length]
        return node_hash(self.subtree(start, start + split), self.subtree(start + split, end))

    def _path(self, index: int, start: int, end: int) -> list[bytes]:
        if end - start == 1:
            return []
        middle = start + _split(end - start)
        if index < middle:
            return [*self._path(index, start, middle), self.subtree(middle, end)]
        return [*self._path(index, middle, end), self.subtree(start, middle)]

    def _subproof(self, old: int, start: int, end: int, known: bool) -> list[bytes]:
        if old == end:
            return [] if known else [self.subtree(start, end)]
        middle = start + _split(end - start)
        if old <= middle:
            return [*self._subproof(old, start, middle, known), self.subtree(middle, end)]
        return [*self._subproof(old, middle, end, False), self.subtree(start, middle)]


def _split(length: int) -> int:
    """The largest power of two smaller than `length`; 0 for one leaf."""
    return 1 << (length - 1).bit_length() - 1 if length > 1 else 0


@dataclass(slots=True)
class CompactRange:
    """The least that must be kept of a log to go on appending: its size and the roots of its complete subtrees,
    largest first.
    """

    size: int = 0
    hashes: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.hashes) != self.size.bit_count():
            raise ValueError(f"{len(self.hashes)} hashes cannot stand for {self.size} leaves")

    @classmethod
    def of(cls, hashes: Sequence[bytes]) -> CompactRange:
        """The range over leaf hashes."""
        result = cls()
        for hash_ in hashes:
            result.append(hash_)
        return result

    def append(self, hash_: bytes) -> None:
        """Add one leaf hash."""
        size = self.size
        while size & 1:
            hash_ = node_hash(self.hashes.pop(), hash_)
            size >>= 1
        self.hashes.append(hash_)
        self.size += 1

    def root(self) -> bytes:
        """The root over all leaves so far."""
        if not self.hashes:
            return EMPTY_ROOT
        result = self.hashes[-1]
        for peak in reversed(self.hashes[:-1]):
            result = node_hash(peak, result)
        return result
