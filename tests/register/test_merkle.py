"""The tree against the definition of RFC 6962 §2.1, written out as it stands there."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toguna.register import merkle
from toguna.register.merkle import CompactRange, Tree

# The eight inputs of Certificate Transparency's reference tests and their roots (transparency-dev/merkle, testonly).
_INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
_ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


def _by_definition(hashes: list[bytes]) -> bytes:
    if not hashes:
        return sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    split = 1
    while 2 * split < len(hashes):
        split *= 2
    return sha256(b"\x01" + _by_definition(hashes[:split]) + _by_definition(hashes[split:])).digest()


_HASHES = st.integers(0, 70).map(lambda count: [sha256(bytes([number])).digest() for number in range(count)])


def test_reference_roots() -> None:
    tree = Tree(merkle.leaf_hash(bytes.fromhex(data)) for data in _INPUTS)
    assert {size: tree.root(size).hex() for size in _ROOTS} == _ROOTS


@given(_HASHES)
def test_every_size_has_the_root_of_the_definition(hashes: list[bytes]) -> None:
    tree, range_ = Tree(hashes), CompactRange()
    one_by_one = Tree()
    for size, hash_ in enumerate([*hashes, None]):
        expected = _by_definition(hashes[:size])
        assert tree.root(size) == one_by_one.root() == range_.root() == merkle.root(hashes[:size]) == expected
        if hash_ is not None:
            one_by_one.append(hash_)
            range_.append(hash_)
    assert (len(tree), range_.size) == (len(hashes), len(hashes))


@given(_HASHES, st.lists(st.integers(0, 12), max_size=8))
def test_growing_in_any_steps_gives_the_same_tree(hashes: list[bytes], steps: list[int]) -> None:
    tree, at = Tree(), 0
    for step in steps:
        tree.extend(hashes[at : at + step])
        at = min(at + step, len(hashes))
        for hash_ in hashes[at : at + 1]:
            tree.append(hash_)
            at += 1
    assert tree.root() == _by_definition(hashes[:at])


@given(_HASHES, st.integers(0, 70))
def test_a_log_goes_on_from_its_compact_range(hashes: list[bytes], cut: int) -> None:
    cut = min(cut, len(hashes))
    kept = CompactRange.of(hashes[:cut])
    resumed = CompactRange(kept.size, list(kept.hashes))
    for hash_ in hashes[cut:]:
        resumed.append(hash_)
    assert resumed.root() == _by_definition(hashes)
    assert len(resumed.hashes) <= 64


def test_a_range_that_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot stand for 3"):
        CompactRange(3, [bytes(32)])


def test_sizes_and_indexes_beyond_the_tree_are_refused() -> None:
    tree = Tree([bytes(32)])
    for call in (lambda: tree.root(2), lambda: tree.inclusion_proof(1), lambda: tree.consistency_proof(0)):
        with pytest.raises(IndexError):
            call()
