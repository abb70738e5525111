"""Sections of logs: which ones another copy lacks, how they are written, and what a received one makes of a history
(spec/sync.md §3, §5).

Whoever keeps logs, in memory or in a database, uses these; where the leaves lie is the keeper's business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from toguna.base.errors import RegisterFault
from toguna.register import sync_faults as faults
from toguna.register.branch import Branch
from toguna.register.bundle import Piece, Section, WireEntry, WirePart, write_piece
from toguna.register.checkpoint import Checkpoint, origin
from toguna.register.entry import MAX_TIME, MIN_TIME, read_leaf, write_leaf
from toguna.register.frontier import Frontier
from toguna.register.merkle import Tree, leaf_hash
from toguna.register.packing import LEVEL
from toguna.register.signing import verify

PIECE_SIZE: Final = 16_000
_NEAR: Final = 64
"""How far back a parent in the same log is named by its distance."""
_TEXT_SHARE: Final = 2
"""Compressed, the texts of a piece have at most about half their length."""


class Rebuilt(NamedTuple):
    """The entries of a section as their device signed them, and the root over the log up to the last of them."""

    leaves: list[bytes]
    hashes: list[bytes]
    root: bytes


def rebuild(register: bytes, section: Section, base: Branch) -> Rebuilt | None:
    """What the section adds to the first `section.start` entries of `base`; None if its device did not sign that.

    Only the tree of `base` is read.

    Raises
    ------
    SectionBroken
        An entry that nobody may write.
    """
    peaks = base.peaks(section.start)
    leaves: list[bytes] = []
    hashes: list[bytes] = []
    for index, wire in enumerate(section.entries, section.start):
        try:
            leaf = _leaf(wire, index, section.start, base.tree, hashes)
            read_leaf(leaf)
        except RegisterFault as fault:
            raise faults.SectionBroken(log=section.device[:8].hex(), index=index, why=fault.code) from None
        hash_ = leaf_hash(leaf)
        leaves.append(leaf)
        hashes.append(hash_)
        peaks.append(hash_)
    root = peaks.root()
    text = Checkpoint(origin(register, section.device), peaks.size, root).text
    return Rebuilt(leaves, hashes, root) if verify(section.device, text, section.signature) else None


def _leaf(wire: WireEntry, index: int, start: int, tree: Tree, hashes: Sequence[bytes]) -> bytes:
    if not MIN_TIME <= wire.time <= MAX_TIME:
        raise faults.BundleShape()
    parents = []
    for parent in wire.parents:
        if isinstance(parent, int):
            at = index - parent
            if at < 0:
                raise faults.BundleShape()
            parents.append(hashes[at - start] if at >= start else tree[at])
        else:
            parents.append(parent)
    return write_leaf(wire.kind, wire.time, parents, [(part.audience, part.hash) for part in wire.parts])


def wire_entry(leaf: bytes, index: int, tree: Tree, content: Callable[[int, bytes], bytes | None]) -> WireEntry:
    """Entry `index` on its way; `content` gives what travels of a part (audience, hash), or None to withhold it."""
    kind, time, parents, parts = read_leaf(leaf)
    recent = {tree[at]: index - at for at in range(max(0, index - _NEAR), index)} if parents else {}
    return WireEntry(
        kind,
        time,
        tuple(recent.get(parent, parent) for parent in parents),
        tuple(WirePart(audience, content(audience, hash_), hash_) for audience, hash_ in parts),
    )


def lacking_from(branch: Branch, log: Sequence[Branch], frontier: Frontier, device: bytes) -> int | None:
    """The first entry of a history that the other copy lacks; None where it lacks none, or must speak first."""
    marks, start = frontier.of_device(device), 0
    for mark in marks:
        fits = [one for one in log if mark.size <= len(one) and mark.fits(one.tree.root(mark.size))]
        start = max([start, *(min(mark.size, one.common(branch)) for one in fits)])
    if start == len(branch):
        return None
    # One longer history there and one here: most likely it goes on from this one; if not, the other copy shows us.
    ahead = not start and len(log) == len(marks) == 1 and marks[0].size > len(branch)
    return None if ahead else start


def cut(
    register: bytes,
    sections: Iterable[Section],
    loose: Iterable[bytes],
    dictionaries: Mapping[int, bytes],
    founders: frozenset[bytes] = frozenset(),
    level: int = LEVEL,
) -> list[bytes]:
    """Write sections and loose contents as pieces of at most `PIECE_SIZE`, cut where a signature allows.

    `founders` are the devices that the founding act names: every copy knows them by eight bytes.
    """

    def write(some: Sequence[Section], contents: Sequence[bytes]) -> list[bytes]:
        joined = tuple(_shorten(section, founders) for section in _join(some))
        data = write_piece(register, Piece(joined, tuple(contents)), dictionaries, level)
        if len(data) <= PIECE_SIZE or len(some) + len(contents) == 1:
            return [data]
        if some and contents:
            return write(some, []) + write([], contents)
        half, rest = (len(some) + 1) // 2, (len(contents) + 1) // 2
        return write(some[:half], contents[:rest]) + write(some[half:], contents[rest:])

    pieces: list[bytes] = []
    some: list[Section] = []
    contents: list[bytes] = []
    total = 0
    for one, length in [(one, _length(one)) for one in sections]:
        if total + length > PIECE_SIZE and some:
            pieces += write(some, [])
            some, total = [], 0
        some.append(one)
        total += length
    for content in loose:
        length = len(content)
        if total + length > PIECE_SIZE and (some or contents):
            pieces += write(some, contents)
            some, contents, total = [], [], 0
        contents.append(content)
        total += length
    return pieces + write(some, contents) if some or contents else pieces


def _length(section: Section) -> int:
    """About how many bytes a section will have, so that few pieces are written twice."""
    total = 100
    for entry in section.entries:
        total += 4 + 33 * len(entry.parents)
        for part in entry.parts:
            total += 34 if part.content is None else 18 + (len(part.content) - 16) // _TEXT_SHARE
    return total


def _shorten(section: Section, founders: frozenset[bytes]) -> Section:
    """Whoever can use this section knows its device by eight bytes: it holds the log's beginning, or the act."""
    return replace(section, short=True) if section.start or section.device in founders else section


def _join(sections: Sequence[Section]) -> list[Section]:
    """Batches of one log that follow each other need the last signature only."""
    joined: list[list[Section]] = []
    for section in sections:
        last = joined[-1][-1] if joined else None
        same = last and (last.device, last.branch) == (section.device, section.branch)
        if last and same and last.start + len(last.entries) == section.start:
            joined[-1].append(section)
        else:
            joined.append([section])
    return [
        replace(some[0], entries=tuple(entry for one in some for entry in one.entries), signature=some[-1].signature)
        for some in joined
    ]
