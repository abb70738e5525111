"""The evidence that a device signed two histories: one small file that anybody can check without a register
(spec/sync.md §5).

    ["toguna-fork", 1, register, device, index, [[size, signature, leaf, [step …]], [size, signature, leaf, [step …]]]]
    ["toguna-fork", 1, register, device, null, [[size, signature, root], [size, signature, root]]]

The first form shows two different entries of one number, each under a root that the device signed. The second, where
the entries of one history are not at hand, two signed roots of one size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from toguna.register import sync_faults as faults
from toguna.register.branch import Branch, freeze_index
from toguna.register.cbor_faults import CborFault
from toguna.register.checkpoint import MAX_TREE, Checkpoint, origin
from toguna.register.encoding import decode, encode
from toguna.register.entry import MAX_LEAF
from toguna.register.faults import ProofFault
from toguna.register.merkle import leaf_hash
from toguna.register.proof import inclusion_root
from toguna.register.shapes import is_bytes, is_int
from toguna.register.signing import verify

MAGIC: Final = "toguna-fork"
FORMAT: Final = 1
MAX_FILE: Final = 16_384
_MAX_STEPS: Final = 63


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: the signed size and root, and the entry in question where it is at hand."""

    size: int
    root: bytes
    leaf: bytes | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was proved: this device signed both sides, which differ at entry number `index` (None: somewhere)."""

    register: bytes
    device: bytes
    index: int | None
    sides: tuple[Side, Side]


def write_evidence(register: bytes, device: bytes, log: Sequence[Branch]) -> bytes | None:
    """The evidence file of a log with two histories; None where it has one only."""
    index = freeze_index(log)
    if index is None:
        return None
    sides = []
    for branch in log[:2]:
        # Every copy has the signature at the end; those before it travel only as far as they are needed.
        size = len(branch)
        proof = branch.tree.inclusion_proof(index, size)
        sides.append((leaf_hash(branch.leaves[index]), [size, branch.signatures[size], branch.leaves[index], proof]))
    return encode([MAGIC, FORMAT, register, device, index, [side for _, side in sorted(sides)]])


def write_roots(register: bytes, device: bytes, size: int, signed: Sequence[tuple[bytes, bytes]]) -> bytes:
    """The evidence file of two roots at one size, each with its signature."""
    sides = [[size, signature, root] for root, signature in sorted(signed)[:2]]
    return encode([MAGIC, FORMAT, register, device, None, sides])


def is_evidence(data: bytes) -> bool:
    """Whether a file says that it is evidence; only `read_evidence` proves it."""
    return data[:13] == encode(["toguna-fork"] + [0] * 5)[:13]


def read_evidence(data: bytes) -> Evidence:
    """Check an evidence file.

    Raises
    ------
    EvidenceFault
        `evidence-shape`; `evidence-not-signed`; `evidence-agrees`.
    """
    try:
        value = decode(data, MAX_FILE)
    except CborFault:
        raise faults.EvidenceShape() from None
    if not isinstance(value, list) or len(value) != 6 or value[:2] != [MAGIC, FORMAT] or isinstance(value[1], bool):
        raise faults.EvidenceShape()
    _, _, register, device, index, sides = value
    _need(is_bytes(register, 32), is_bytes(device, 32), isinstance(sides, list) and len(sides) == 2)
    _need(index is None or is_int(index, 0, MAX_TREE - 1))
    read = [_read_side(side, index) for side in sides]
    for number, (side, signature) in enumerate(read, 1):
        text = Checkpoint(origin(register, device), side.size, side.root).text
        if not verify(device, text, signature):
            raise faults.EvidenceNotSigned(log=device[:8].hex(), side=number)
    one, two = read[0][0], read[1][0]
    if one.root == two.root if index is None else one.leaf == two.leaf:
        raise faults.EvidenceAgrees(log=device[:8].hex())
    if index is None and one.size != two.size:
        raise faults.EvidenceShape()
    return Evidence(register, device, index, (one, two))


def _need(*tests: bool) -> None:
    if not all(tests):
        raise faults.EvidenceShape()


def _read_side(side: Any, index: int | None) -> tuple[Side, bytes]:
    _need(isinstance(side, list) and len(side) == (3 if index is None else 4))
    size, signature = side[:2]
    _need(is_int(size, 1 + (index or 0), MAX_TREE), is_bytes(signature, 64))
    if index is None:
        _need(is_bytes(side[2], 32))
        return Side(size, side[2]), signature
    leaf, steps = side[2:]
    _need(isinstance(leaf, bytes) and len(leaf) <= MAX_LEAF, isinstance(steps, list) and len(steps) <= _MAX_STEPS)
    _need(all(is_bytes(step, 32) for step in steps))
    try:
        return Side(size, inclusion_root(leaf_hash(leaf), index, size, steps), leaf), signature
    except ProofFault:
        raise faults.EvidenceShape() from None
