"""Draw the incidents of one replicate: which place has one in which interval, under each null.

All samplers write `drawn` (places, grouped by interval slot in the order the scan adds them) and `offsets` (where each
slot begins). A replicate's stream depends on the seed and its own number only.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from toguna.analysis.kernels.jit import inline, jit
from toguna.analysis.kernels.philox import STATE_WORDS, below, gamma, start, uniform

# What a stream is for; kept apart so that two uses never see the same numbers.
PERMUTED, THROWN, OVERDISPERSED, SHIFTED = 1, 2, 3, 4


@inline
def permuted(
    state: NDArray[np.uint32],
    pool: NDArray[np.int32],
    sizes: NDArray[np.int64],
    slot_of: NDArray[Any],
    drawn: NDArray[np.int32],
    offsets: NDArray[np.int64],
    at: NDArray[np.int64],
) -> None:
    """Deal the dates out again among the incidents: `sizes[s]` places without replacement for slot s.

    `pool` has one place per incident. Incidents are marked with their slot in random order and collected in their own:
    with a pool in order of place, memory is then read and counted almost in a row.
    """
    total = 0
    offsets[0] = 0
    n = pool.size
    for s in range(sizes.size):
        at[s] = total
        total += sizes[s]
        offsets[s + 1] = total
    if 2 * total <= n:
        for s in range(sizes.size):
            for _ in range(sizes[s]):
                r = below(state, n)
                while slot_of[r] != 0:
                    r = below(state, n)
                slot_of[r] = s + 1
    else:
        # Most incidents are dealt: shuffle the slots themselves.
        for s in range(sizes.size):
            slot_of[offsets[s] : offsets[s + 1]] = s + 1
        for j in range(n - 1, 0, -1):
            r = below(state, j + 1)
            slot_of[j], slot_of[r] = slot_of[r], slot_of[j]
    for r in range(n):
        s = slot_of[r]
        if s != 0:
            drawn[at[s - 1]] = pool[r]
            at[s - 1] += 1
            slot_of[r] = 0


@inline
def thrown(
    state: NDArray[np.uint32],
    n: int,
    chance: float,
    alias: NDArray[np.int64],
    keep: NDArray[np.float64],
    places: int,
    slots: int,
    places_of: NDArray[np.int32],
    slots_of: NDArray[np.int32],
    drawn: NDArray[np.int32],
    offsets: NDArray[np.int64],
) -> None:
    """Throw `n` incidents over the cells (slot × place) of a Poisson model, conditional on their number.

    `chance`: how likely an incident falls in a slot the scan looks at; `alias`, `keep`: Walker's table of the cells
    there.
    """
    total = 0
    for _ in range(n):
        if chance >= 1.0 or uniform(state) < chance:
            cell = below(state, alias.size)
            if uniform(state) >= keep[cell]:
                cell = alias[cell]
            places_of[total] = np.int32(cell % places)
            slots_of[total] = np.int32(cell // places)
            total += 1
    _by_slot(total, slots, places_of, slots_of, drawn, offsets)


@inline
def overdispersed(
    state: NDArray[np.uint32],
    sizes: NDArray[np.int64],
    period_of: NDArray[np.int64],
    weights: NDArray[np.float64],
    shape: float,
    cumulated: NDArray[np.float64],
    drawn: NDArray[np.int32],
    offsets: NDArray[np.int64],
) -> None:
    """Give each slot its number of incidents, over places whose rates vary as gamma(`shape`) from period to period."""
    offsets[0] = 0
    at = 0
    places = weights.shape[1]
    for s in range(sizes.size):
        if s == 0 or period_of[s] != period_of[s - 1]:
            running = 0.0
            for p in range(places):
                factor = gamma(state, shape) if weights[s, p] > 0.0 else 0.0
                running += weights[s, p] * factor
                cumulated[p] = running
        for _ in range(sizes[s]):
            target = uniform(state) * cumulated[places - 1]
            drawn[at] = np.int32(min(np.searchsorted(cumulated, target, side="right"), places - 1))
            at += 1
        offsets[s + 1] = at


@inline
def shifted(
    state: NDArray[np.uint32],
    group_ptr: NDArray[np.int64],
    when: NDArray[np.float64],
    pool: NDArray[np.int32],
    share: float,
    slot_ends: NDArray[np.float64],
    backwards: bool,
    places_of: NDArray[np.int32],
    slots_of: NDArray[np.int32],
    drawn: NDArray[np.int32],
    offsets: NDArray[np.int64],
) -> None:
    """Fill the scanned time with one stretch of history for each group of places, cut out at a random moment.

    `when`: the history's incidents in operational time (0 to 1, the same number of incidents per unit overall), sorted
    within each group; `share`: the length of the scanned time on that scale; `slot_ends`: ends of its intervals,
    chronological. Whatever repeats within a group — contagion, bad months — comes along; what groups do together does
    not.
    """
    slots = slot_ends.size
    total = 0
    room = places_of.size
    for g in range(group_ptr.size - 1):
        first, last = group_ptr[g], group_ptr[g + 1]
        begin = uniform(state)
        if first == last:
            continue
        at = first + np.searchsorted(when[first:last], begin)
        for _ in range(last - first):
            if at >= last:
                at = first
            lag = when[at] - begin
            if lag < 0.0:
                lag += 1.0
            if lag >= share or total >= room:
                break
            slot = min(np.searchsorted(slot_ends, lag, side="right"), slots - 1)
            places_of[total] = pool[at]
            slots_of[total] = np.int32(slots - 1 - slot if backwards else slot)
            total += 1
            at += 1
    _by_slot(total, slots, places_of, slots_of, drawn, offsets)


@inline
def _by_slot(
    total: int,
    slots: int,
    places_of: NDArray[np.int32],
    slots_of: NDArray[np.int32],
    drawn: NDArray[np.int32],
    offsets: NDArray[np.int64],
) -> None:
    offsets[: slots + 1] = 0
    for j in range(total):
        offsets[slots_of[j] + 1] += 1
    for s in range(slots):
        offsets[s + 1] += offsets[s]
    for j in range(total):
        s = slots_of[j]
        drawn[offsets[s]] = places_of[j]
        offsets[s] += 1
    for s in range(slots, 0, -1):
        offsets[s] = offsets[s - 1]
    offsets[0] = 0


@jit
def alias_table(weights: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Walker's alias table (Vose 1991): draw an index in proportion to its weight in constant time."""
    n = weights.size
    scaled = weights * (n / weights.sum())
    alias = np.arange(n)
    keep = np.ones(n)
    small = np.empty(n, np.int64)
    large = np.empty(n, np.int64)
    n_small = n_large = 0
    for i in range(n):
        if scaled[i] < 1.0:
            small[n_small] = i
            n_small += 1
        else:
            large[n_large] = i
            n_large += 1
    while n_small > 0 and n_large > 0:
        n_small -= 1
        less, more = small[n_small], large[n_large - 1]
        keep[less] = scaled[less]
        alias[less] = more
        scaled[more] -= 1.0 - scaled[less]
        if scaled[more] < 1.0:
            n_large -= 1
            small[n_small] = more
            n_small += 1
    return alias, keep


@jit
def draw_permuted(
    seed: int, replicates: NDArray[np.int64], pool: NDArray[np.int32], sizes: NDArray[np.int64]
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Replicates of the independent permutation null; also cases among cases and controls."""
    drawn = np.empty((replicates.size, sizes.sum()), np.int32)
    offsets = np.empty((replicates.size, sizes.size + 1), np.int64)
    narrow = np.zeros(pool.size if sizes.size < 256 else 0, np.uint8)
    broad = np.zeros(0 if sizes.size < 256 else pool.size, np.uint16)
    at = np.empty(sizes.size, np.int64)
    state = np.zeros(STATE_WORDS, np.uint32)
    for r in range(replicates.size):
        start(state, seed, replicates[r], PERMUTED)
        if sizes.size < 256:
            permuted(state, pool, sizes, narrow, drawn[r], offsets[r], at)
        else:
            permuted(state, pool, sizes, broad, drawn[r], offsets[r], at)
    return drawn, offsets


@jit
def draw_thrown(
    seed: int,
    replicates: NDArray[np.int64],
    n: int,
    chance: float,
    alias: NDArray[np.int64],
    keep: NDArray[np.float64],
    places: int,
    slots: int,
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Replicates of the Poisson model."""
    # Beyond ten standard deviations an incident cannot be kept; that never happens within the age of the universe.
    room = min(n, int(n * chance + 10.0 * np.sqrt(n * chance + 1.0)) + 16)
    drawn = np.empty((replicates.size, room), np.int32)
    offsets = np.empty((replicates.size, slots + 1), np.int64)
    places_of = np.empty(n, np.int32)
    slots_of = np.empty(n, np.int32)
    state = np.zeros(STATE_WORDS, np.uint32)
    for r in range(replicates.size):
        start(state, seed, replicates[r], THROWN)
        thrown(state, n, chance, alias, keep, places, slots, places_of, slots_of, drawn[r], offsets[r])
    return drawn, offsets


@jit
def draw_overdispersed(
    seed: int,
    replicates: NDArray[np.int64],
    sizes: NDArray[np.int64],
    period_of: NDArray[np.int64],
    weights: NDArray[np.float64],
    shape: float,
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Replicates of the negative binomial null."""
    drawn = np.empty((replicates.size, sizes.sum()), np.int32)
    offsets = np.empty((replicates.size, sizes.size + 1), np.int64)
    cumulated = np.empty(weights.shape[1])
    state = np.zeros(STATE_WORDS, np.uint32)
    for r in range(replicates.size):
        start(state, seed, replicates[r], OVERDISPERSED)
        overdispersed(state, sizes, period_of, weights, shape, cumulated, drawn[r], offsets[r])
    return drawn, offsets


@jit
def draw_shifted(
    seed: int,
    replicates: NDArray[np.int64],
    group_ptr: NDArray[np.int64],
    when: NDArray[np.float64],
    pool: NDArray[np.int32],
    share: float,
    slot_ends: NDArray[np.float64],
    backwards: bool,
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Replicates of the contagion-aware null."""
    drawn = np.empty((replicates.size, pool.size), np.int32)
    offsets = np.empty((replicates.size, slot_ends.size + 1), np.int64)
    places_of = np.empty(pool.size, np.int32)
    slots_of = np.empty(pool.size, np.int32)
    state = np.zeros(STATE_WORDS, np.uint32)
    for r in range(replicates.size):
        start(state, seed, replicates[r], SHIFTED)
        shifted(state, group_ptr, when, pool, share, slot_ends, backwards, places_of, slots_of, drawn[r], offsets[r])
    return drawn, offsets
