"""The inner loop of the scan: one centre, one time window, 64 replicates at once, in vector registers.

For each place that a growing zone takes in, the counts of 64 replicates are added to 64 running sums and compared with
the least count that would matter there. LLVM vectors are written out because a loop over an array keeps its sums in
memory: this form keeps them in registers (one load, one add, one compare, one or, per 16 windows).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from llvmlite import ir  # type: ignore[import-untyped]
from numba import types
from numba.extending import intrinsic

LANES: Final = 64


def _broadcast(builder: Any, value: Any, vector: Any, width: int) -> Any:
    index = ir.IntType(32)
    first = builder.insert_element(ir.Constant(vector, ir.Undefined), value, ir.Constant(index, 0))
    zeros = ir.Constant(ir.VectorType(index, width), [0] * width)
    return builder.shuffle_vector(first, ir.Constant(vector, ir.Undefined), zeros)


REGISTERS: Final = 4


def _emit(bits: int, width: int) -> Callable[..., Any]:
    """The code generator for counts of `bits` bits, `width` of them to a register.

    Four registers of sums and four of hits at a time: with more, machines of sixteen registers would spill.
    """

    def codegen(_context: Any, builder: Any, _signature: Any, args: Any) -> Any:
        number, i32, i64 = ir.IntType(bits), ir.IntType(32), ir.IntType(64)
        vector = ir.VectorType(number, width)
        counts, members, limits, length, out = args
        counts = builder.inttoptr(counts, vector.as_pointer())
        members = builder.inttoptr(members, i32.as_pointer())
        limits = builder.inttoptr(limits, number.as_pointer())
        out = builder.inttoptr(out, vector.as_pointer())
        every = ir.Constant(vector, [0] * width)
        in_row = LANES // width
        for shift in range(0, in_row, REGISTERS):
            found = _loop(builder, vector, width, (counts, members, limits, length), in_row, shift)
            for j, hit in enumerate(found):
                every = builder.or_(every, hit)
                store = builder.store(hit, builder.gep(out, [ir.Constant(i64, shift + j)]))
                store.align = bits // 8
        wide = ir.IntType(bits * width)
        return builder.zext(builder.icmp_unsigned("!=", builder.bitcast(every, wide), ir.Constant(wide, 0)), i64)

    return codegen


def _loop(
    builder: Any, vector: Any, width: int, where: tuple[Any, Any, Any, Any], in_row: int, shift: int
) -> list[Any]:
    """Emit the loop over the members for four registers of lanes; returns their hits."""
    counts, members, limits, length = where
    i64, zero = ir.IntType(64), ir.Constant(vector, [0] * width)
    entry = builder.block
    loop, done = builder.append_basic_block("sweep"), builder.append_basic_block("swept")
    builder.branch(loop)
    builder.position_at_end(loop)
    at = builder.phi(i64)
    at.add_incoming(ir.Constant(i64, 0), entry)
    sums, hits = [builder.phi(vector) for _ in range(REGISTERS)], [builder.phi(vector) for _ in range(REGISTERS)]
    place = builder.zext(builder.load(builder.gep(members, [at])), i64)
    limit = _broadcast(builder, builder.load(builder.gep(limits, [at])), vector, width)
    base = builder.add(builder.mul(place, ir.Constant(i64, in_row)), ir.Constant(i64, shift))
    following = builder.add(at, ir.Constant(i64, 1))
    found = []
    for j in range(REGISTERS):
        load = builder.load(builder.gep(counts, [builder.add(base, ir.Constant(i64, j))]))
        load.align = vector.element.width // 8
        added = builder.add(sums[j], load)
        hit = builder.or_(hits[j], builder.sext(builder.icmp_signed(">", added, limit), vector))
        for phi, value in ((sums[j], added), (hits[j], hit)):
            phi.add_incoming(zero, entry)
            phi.add_incoming(value, loop)
        found.append(hit)
    at.add_incoming(following, loop)
    builder.cbranch(builder.icmp_signed("<", following, length), loop, done)
    builder.position_at_end(done)
    return found


_SIGNATURE = types.int64(types.int64, types.int64, types.int64, types.int64, types.int64)


def _sweep16(_typing: Any, counts: Any, members: Any, limits: Any, length: Any, out: Any) -> Any:
    """Sweep 16-bit counts; all arguments are addresses but `length`. Returns 1 where any lane exceeded a limit."""
    return _SIGNATURE, _emit(16, 16)


def _sweep32(_typing: Any, counts: Any, members: Any, limits: Any, length: Any, out: Any) -> Any:
    """Sweep 32-bit counts, for windows that may hold more than 32,767 incidents."""
    return _SIGNATURE, _emit(32, 8)


# Numba fills in the first argument; a caller does not give it.
sweep16: Any = intrinsic(_sweep16)
sweep32: Any = intrinsic(_sweep32)
