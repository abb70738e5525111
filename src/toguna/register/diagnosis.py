"""Why a log's root is not the one that was signed: try what a tamperer would have done, and keep what fits the
signature.

The search is bounded by a number of trials, not by time, so that it gives the same answer on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Final

from toguna.register.merkle import Tree, node_hash

MAX_TRIALS: Final = 60_000
_MAX_DOUBTS: Final = 8
_MAX_HINTS: Final = 24


@dataclass(frozen=True, slots=True)
class Repair:
    """Other hashes, with which the tree has the signed root; a swap where two of them only changed places."""

    changes: Mapping[int, bytes]
    swap: bool


class Budget:
    """How many roots may still be tried in one log."""

    __slots__ = ("left",)

    def __init__(self, left: int = MAX_TRIALS) -> None:
        self.left = left

    def spend(self) -> bool:
        """Take one trial; False when none is left."""
        self.left -= 1
        return self.left >= 0


def find_repair(
    tree: Tree,
    good: int,
    size: int,
    root: bytes,
    doubts: Mapping[int, Sequence[bytes]],
    hints: Sequence[int],
    budget: Budget,
) -> Repair | None:
    """What to change among entries `good` … `size`-1, and whom to swap them with, so that the root at `size` is
    `root`.
    """
    for changes in _doubtful(tree, good, size, doubts):
        if not budget.spend():
            return None
        if root_with(tree, size, changes) == root:
            return Repair(changes, swap=False)
    for one, two in _hinted(tree, good, size, hints):
        if not budget.spend():
            return None
        if root_with(tree, size, {one: tree[two], two: tree[one]}) == root:
            return Repair({one: tree[two], two: tree[one]}, swap=True)
    return _search_swap(tree, good, size, root, budget)


def root_with(tree: Tree, size: int, changes: Mapping[int, bytes]) -> bytes:
    """The root at `size` if some leaf hashes were others."""
    return _subtree_with(tree, 0, size, {i: h for i, h in changes.items() if i < size})


def _subtree_with(tree: Tree, start: int, end: int, changes: Mapping[int, bytes]) -> bytes:
    if not changes:
        return tree.subtree(start, end)
    if end - start == 1:
        return changes[start]
    middle = start + (1 << (end - start - 1).bit_length() - 1)
    left = {i: h for i, h in changes.items() if i < middle}
    right = {i: h for i, h in changes.items() if i >= middle}
    return node_hash(_subtree_with(tree, start, middle, left), _subtree_with(tree, middle, end, right))


def _doubtful(tree: Tree, good: int, size: int, doubts: Mapping[int, Sequence[bytes]]) -> Iterator[dict[int, bytes]]:
    """Each way of taking another hash for the entries whose row contradicts itself, fewest changes first."""
    inside = [index for index in sorted(doubts) if good <= index < size]
    if len(inside) > _MAX_DOUBTS:
        yield from ({index: other} for index in inside for other in doubts[index])
        yield {index: doubts[index][0] for index in inside}
        return
    for number in range(1, len(inside) + 1):
        for chosen in combinations(inside, number):
            for others in product(*(doubts[index] for index in chosen)):
                yield dict(zip(chosen, others, strict=True))


def _hinted(tree: Tree, good: int, size: int, hints: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs among the entries whose parts do not fit either: who swapped entries may have left the parts."""
    some = [index for index in hints if good <= index < len(tree)][:_MAX_HINTS]
    yield from ((one, two) for one, two in combinations(some, 2) if one < size)


def _search_swap(tree: Tree, good: int, size: int, root: bytes, budget: Budget) -> Repair | None:
    """Every pair with one entry in the failing batch: both inside first, then one beyond it."""
    for one, two in combinations(range(good, size), 2):
        if not budget.spend():
            return None
        if root_with(tree, size, {one: tree[two], two: tree[one]}) == root:
            return Repair({one: tree[two], two: tree[one]}, swap=True)
    paths = {one: (tree.inclusion_proof(one, size), tree.steps(one, size)) for one in range(good, size)}
    for two in range(size, len(tree)):
        other = tree[two]
        for one, (proof, steps) in paths.items():
            if not budget.spend():
                return None
            result = other
            for step, left in zip(proof, steps, strict=True):
                result = node_hash(step, result) if left else node_hash(result, step)
            if result == root:
                return Repair({one: other, two: tree[one]}, swap=True)
    return None
