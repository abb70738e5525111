"""The order of entries that is the same on every copy, as in spec/register.md §9: parents first, then by entry hash."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from heapq import heapify, heappop, heappush


def order(entries: Mapping[bytes, Iterable[bytes]]) -> list[bytes]:
    """Put entry hashes after those of their parents, and the smallest hash first where parents leave a choice.

    Only the set of entries decides, never the order of arrival. Parents that are not among `entries` count for nothing.
    A cycle, which only a broken hash function could make, is opened at its smallest hash.
    """
    waiting: dict[bytes, int] = {}
    children: dict[bytes, list[bytes]] = {}
    for hash_, parents in entries.items():
        held = {parent for parent in parents if parent in entries}
        waiting[hash_] = len(held)
        for parent in held:
            children.setdefault(parent, []).append(hash_)
    ready = [hash_ for hash_, count in waiting.items() if not count]
    heapify(ready)
    left = iter(sorted(waiting)) if len(ready) < len(waiting) else iter(())
    result: list[bytes] = []
    done: set[bytes] = set()
    while len(result) < len(waiting):
        hash_ = heappop(ready) if ready else next(hash_ for hash_ in left if hash_ not in done)
        result.append(hash_)
        done.add(hash_)
        for child in children.get(hash_, ()):
            waiting_for = waiting[child] = waiting[child] - 1
            if not waiting_for and child not in done:
                heappush(ready, child)
    return result
