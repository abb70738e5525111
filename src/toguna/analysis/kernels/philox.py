"""Counter-based random numbers: Philox 4x32-10 (Salmon, Moraes, Dror & Shaw 2011, “Parallel random numbers: as easy as
1, 2, 3”).

A stream is (seed, replicate, purpose): what one replicate draws never depends on who else draws, in which order or on
how many workers. The state holds two words of key, a block counter, the replicate and the purpose, then a buffer of
output: blocks are independent of each other, so that many are computed at a time in vector registers.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from toguna.analysis.kernels.jit import inline, jit

BLOCKS = 128
HEAD = 8
STATE_WORDS = HEAD + 4 * BLOCKS


@inline
def _refill(state: NDArray[np.uint32]) -> None:
    first = np.uint64(state[2])
    for b in range(BLOCKS):
        k0, k1 = np.uint64(state[0]), np.uint64(state[1])
        c0, c1 = (first + np.uint64(b)) & np.uint64(0xFFFFFFFF), np.uint64(state[3])
        c2, c3 = np.uint64(state[4]), np.uint64(state[5])
        for _ in range(10):
            p0 = np.uint64(0xD2511F53) * c0
            p1 = np.uint64(0xCD9E8D57) * c2
            c0 = (p1 >> np.uint64(32)) ^ c1 ^ k0
            c1 = p1 & np.uint64(0xFFFFFFFF)
            c2 = (p0 >> np.uint64(32)) ^ c3 ^ k1
            c3 = p0 & np.uint64(0xFFFFFFFF)
            k0 = (k0 + np.uint64(0x9E3779B9)) & np.uint64(0xFFFFFFFF)
            k1 = (k1 + np.uint64(0xBB67AE85)) & np.uint64(0xFFFFFFFF)
        at = HEAD + 4 * b
        state[at] = np.uint32(c0)
        state[at + 1] = np.uint32(c1)
        state[at + 2] = np.uint32(c2)
        state[at + 3] = np.uint32(c3)
    state[2] = np.uint32(first + np.uint64(BLOCKS))
    state[6] = np.uint32(0)


@inline
def start(state: NDArray[np.uint32], seed: int, replicate: int, purpose: int) -> None:
    """Point `state` at the beginning of a stream."""
    state[0] = np.uint32(seed & 0xFFFFFFFF)
    state[1] = np.uint32((seed >> 32) & 0xFFFFFFFF)
    state[2] = np.uint32(0)
    state[3] = np.uint32(replicate & 0xFFFFFFFF)
    state[4] = np.uint32((replicate >> 32) & 0xFFFFFFFF)
    state[5] = np.uint32(purpose)
    state[6] = np.uint32(4 * BLOCKS)


@inline
def word(state: NDArray[np.uint32]) -> int:
    """The next 32 random bits."""
    if state[6] == np.uint32(4 * BLOCKS):
        _refill(state)
    value = state[HEAD + np.int64(state[6])]
    state[6] += np.uint32(1)
    return np.uint64(value)  # type: ignore[return-value]


@inline
def below(state: NDArray[np.uint32], limit: int) -> int:
    """A whole number from 0 to `limit` - 1, each equally likely (Lemire 2019); `limit` < 2**32."""
    size = np.uint64(limit)
    product = word(state) * size
    low = product & np.uint64(0xFFFFFFFF)
    if low < size:
        floor = (np.uint64(0x100000000) - size) % size
        while low < floor:
            product = word(state) * size
            low = product & np.uint64(0xFFFFFFFF)
    return np.int64(product >> np.uint64(32))  # type: ignore[return-value]


@inline
def uniform(state: NDArray[np.uint32]) -> float:
    """A number in (0, 1), 53 bits."""
    high, low = word(state) >> 5, word(state) >> 6
    return (np.float64(high) * 67108864.0 + np.float64(low) + 0.5) / 9007199254740992.0


@inline
def normal(state: NDArray[np.uint32]) -> float:
    """A standard normal number (Box & Muller 1958; the second of the pair is dropped)."""
    radius = math.sqrt(-2.0 * math.log(uniform(state)))
    return radius * math.cos(2.0 * math.pi * uniform(state))


@inline
def gamma(state: NDArray[np.uint32], shape: float) -> float:
    """A gamma number of mean `shape`, scale 1 (Marsaglia & Tsang 2000)."""
    boost = 1.0
    if shape < 1.0:
        boost = uniform(state) ** (1.0 / shape)
        shape = shape + 1.0
    d = shape - 1.0 / 3.0
    c = 1.0 / math.sqrt(9.0 * d)
    while True:
        x = normal(state)
        v = (1.0 + c * x) ** 3
        if v > 0.0 and math.log(uniform(state)) < 0.5 * x * x + d - d * v + d * math.log(v):
            return d * v * boost


@inline
def poisson(state: NDArray[np.uint32], mean: float) -> int:
    """A Poisson number: products of uniforms, in steps of mean at most 16 so that nothing underflows."""
    total = 0
    while mean > 0.0:
        part = min(mean, 16.0)
        mean -= part
        limit = math.exp(-part)
        product = uniform(state)
        while product > limit:
            total += 1
            product *= uniform(state)
    return total


@jit
def words(seed: int, replicate: int, purpose: int, n: int) -> NDArray[np.uint32]:
    """The first `n` words of a stream (for tests and for drawing once)."""
    state = np.zeros(STATE_WORDS, np.uint32)
    start(state, seed, replicate, purpose)
    out = np.empty(n, np.uint32)
    for i in range(n):
        out[i] = np.uint32(word(state))
    return out
