"""Checking inclusion and consistency proofs, as in RFC 9162 §2.1.3.2 and §2.1.4.2 and spec/register.md §5.

Stricter than the RFC's text where that is silent: every hash is 32 bytes, the empty tree proves nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from toguna.register import faults
from toguna.register.merkle import node_hash


def verify_inclusion(leaf_hash: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Accept that the entry with `leaf_hash` is number `index` of the log with `root` at `size`.

    Raises
    ------
    ProofFault
        `proof-position`, `proof-hash`, `proof-length` or `proof-root`.
    """
    if not 0 <= index < size:
        raise faults.ProofPosition(index=index, size=size)
    _check_hashes([leaf_hash, root, *proof])
    if inclusion_root(leaf_hash, index, size, proof) != root:
        raise faults.ProofRoot()


def inclusion_root(leaf_hash: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes:
    """The root that an entry and its audit path give; `proof-length` where the path is not one for that place."""
    at, last, result = index, size - 1, leaf_hash
    for step in proof:
        if last == 0:
            raise faults.ProofLength(length=len(proof))
        if at & 1 or at == last:
            result = node_hash(step, result)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            result = node_hash(result, step)
        at, last = at >> 1, last >> 1
    if last:
        raise faults.ProofLength(length=len(proof))
    return result


def verify_consistency(size1: int, size2: int, root1: bytes, root2: bytes, proof: Sequence[bytes]) -> None:
    """Accept that the log with `root1` at `size1` is the beginning of that with `root2` at `size2`.

    Raises
    ------
    ProofFault
        `proof-position`, `proof-hash`, `proof-length` or `proof-root`.
    """
    if not 0 < size1 <= size2:
        raise faults.ProofPosition(index=size1, size=size2)
    if size1 == size2:
        if proof:
            raise faults.ProofLength(length=len(proof))
        if root1 != root2:
            raise faults.ProofRoot()
        return
    _check_hashes([root1, root2, *proof])
    if not proof:
        raise faults.ProofLength(length=0)
    _fold_consistency(size1, size2, root1, root2, proof)


def _fold_consistency(size1: int, size2: int, root1: bytes, root2: bytes, proof: Sequence[bytes]) -> None:
    whole = size1 & (size1 - 1) == 0
    steps = list(proof) if not whole else [root1, *proof]
    at, last = size1 - 1, size2 - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            raise faults.ProofLength(length=len(proof))
        if at & 1 or at == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            new = node_hash(new, step)
        at, last = at >> 1, last >> 1
    if last:
        raise faults.ProofLength(length=len(proof))
    if (old, new) != (root1, root2):
        raise faults.ProofRoot()


def _check_hashes(hashes: Sequence[bytes]) -> None:
    for hash_ in hashes:
        if len(hash_) != 32:
            raise faults.ProofHash(length=len(hash_))
