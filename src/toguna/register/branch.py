"""One history of one device's log, with the signatures over it; and which two are kept where there are more
(spec/sync.md §5).

A device that signs two histories has forked its log. Of all histories of a log exactly two are kept: the first and the
last in the order of their leaf hashes, an extension always taking the place of what it extends. First and last are
what a minimum and a maximum are, so copies that meet in any order keep the same two; and no third one can part from
the others earlier than these two part from each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from toguna.register.merkle import CompactRange, Tree


@dataclass(slots=True)
class Branch:
    """Leaves, their tree, and the signatures by the size they cover; the largest of these is the branch's own."""

    leaves: list[bytes] = field(default_factory=list)
    tree: Tree = field(default_factory=Tree)
    signatures: dict[int, bytes] = field(default_factory=dict)

    def __len__(self) -> int:
        # Of the tree: who only compares histories needs no leaves.
        return len(self.tree)

    def extend(self, leaves: Sequence[bytes], hashes: Sequence[bytes]) -> None:
        """Add leaves at the end."""
        self.leaves += leaves
        for hash_ in hashes:
            self.tree.append(hash_)

    def start(self, size: int) -> Branch:
        """A new branch of the first `size` entries and the signatures over them."""
        signatures = {at: signature for at, signature in self.signatures.items() if at <= size}
        return Branch(self.leaves[:size], Tree(self.tree[index] for index in range(size)), signatures)

    def peaks(self, size: int) -> CompactRange:
        """Enough of the first `size` entries to go on hashing from there."""
        hashes, at = [], 0
        for height in reversed(range(size.bit_length())):
            if size >> height & 1:
                hashes.append(self.tree.subtree(at, at + (1 << height)))
                at += 1 << height
        return CompactRange(size, hashes)

    def common(self, other: Branch) -> int:
        """How many first entries both branches share."""
        low, high = 0, min(len(self), len(other))
        while low < high:
            # Roots agree exactly as long as everything before them does.
            middle = (low + high + 1) // 2
            if self.tree.root(middle) == other.tree.root(middle):
                low = middle
            else:
                high = middle - 1
        return low


def merge(branches: Sequence[Branch], new: Branch) -> list[Branch]:
    """The branches that are kept once `new` is known too: one, or two that differ, in the order of their hashes."""
    kept: list[Branch] = []
    for old in branches:
        shared = old.common(new)
        if shared == len(new):
            old.signatures.update(new.signatures)
            return list(branches)
        if shared == len(old):
            new.signatures.update(old.signatures)
        else:
            kept.append(old)
    first = last = new
    for old in kept:
        if _before(old, first):
            first = old
        if _before(last, old):
            last = old
    return [first] if first is last else [first, last]


def freeze_index(branches: Sequence[Branch]) -> int | None:
    """The number of the first entry in which the branches differ; None where there are no two."""
    return branches[0].common(branches[1]) if len(branches) > 1 else None


def _before(one: Branch, other: Branch) -> bool:
    """The order of two branches of which neither begins the other."""
    index = one.common(other)
    return one.tree[index] < other.tree[index]
