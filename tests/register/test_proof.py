"""Proofs: ours are accepted, damaged ones are not, and the public cases decide alike."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toguna.register import faults
from toguna.register.merkle import Tree
from toguna.register.proof import verify_consistency, verify_inclusion

TREE = Tree(sha256(bytes([number])).digest() for number in range(70))


@given(st.data())
def test_every_entry_is_proved_at_every_size(draw: st.DataObject) -> None:
    size = draw.draw(st.integers(1, 70))
    index = draw.draw(st.integers(0, size - 1))
    verify_inclusion(TREE[index], index, size, TREE.inclusion_proof(index, size), TREE.root(size))


@given(st.data())
def test_every_older_size_is_proved_a_prefix(draw: st.DataObject) -> None:
    size = draw.draw(st.integers(1, 70))
    old = draw.draw(st.integers(1, size))
    verify_consistency(old, size, TREE.root(old), TREE.root(size), TREE.consistency_proof(old, size))


@given(st.data())
def test_a_damaged_inclusion_proof_is_refused(draw: st.DataObject) -> None:
    size = draw.draw(st.integers(2, 70))
    index = draw.draw(st.integers(0, size - 1))
    proof = TREE.inclusion_proof(index, size)
    at = draw.draw(st.integers(0, len(proof) - 1))
    step = bytearray(proof[at])
    step[draw.draw(st.integers(0, 31))] ^= 1 << draw.draw(st.integers(0, 7))
    with pytest.raises(faults.ProofRoot):
        verify_inclusion(TREE[index], index, size, [*proof[:at], bytes(step), *proof[at + 1 :]], TREE.root(size))
    with pytest.raises(faults.ProofFault):
        verify_inclusion(TREE[index], index, size, proof[:-1], TREE.root(size))
    with pytest.raises(faults.ProofFault):
        verify_inclusion(TREE[index], index, size, [*proof, bytes(32)], TREE.root(size))


@pytest.mark.parametrize(("index", "size"), [(0, 0), (-1, 3), (3, 3)])
def test_an_entry_outside_the_log_cannot_be_proved(index: int, size: int) -> None:
    with pytest.raises(faults.ProofPosition):
        verify_inclusion(bytes(32), index, size, [], bytes(32))


def test_a_hash_of_another_length_is_refused() -> None:
    with pytest.raises(faults.ProofHash):
        verify_inclusion(TREE[0], 0, 2, [b""], TREE.root(2))
    with pytest.raises(faults.ProofHash):
        verify_consistency(1, 2, TREE.root(1), TREE.root(2), [b""])


def _inclusion(case: dict[str, object]) -> None:
    proof = [b64decode(step) for step in case["proof"] or []]
    index, size = case["leafIdx"], case["treeSize"]
    verify_inclusion(b64decode(case["leafHash"] or ""), index, size, proof, b64decode(case["root"] or ""))


def _consistency(case: dict[str, object]) -> None:
    proof = [b64decode(step) for step in case["proof"] or []]
    roots = b64decode(case["root1"] or ""), b64decode(case["root2"] or "")
    verify_consistency(case["size1"], case["size2"], *roots, proof)


@pytest.mark.parametrize(("folder", "run"), [("inclusion", _inclusion), ("consistency", _consistency)])
def test_public_cases(public: Callable[[str], Path], folder: str, run: Callable[[dict[str, object]], None]) -> None:
    paths = sorted(public(f"rfc6962/testdata/{folder}").rglob("*.json"))
    wrong = []
    for path in paths:
        case = json.loads(path.read_text())
        try:
            run(case)
            refused = False
        except faults.ProofFault:
            refused = True
        if refused != case["wantErr"]:
            wrong.append(path.name)
    assert wrong == []
    assert len(paths) == 98
