"""Slowing down whoever guesses passphrases, without ever locking a seat.

Failures are counted for the address they come from, and for that address and seat: somebody elsewhere cannot make a
seat wait. Waits double up to half a minute; they are never served by sleeping, which would hold a thread.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

FREE_TRIES = 3
FREE_TRIES_OF_ADDRESS = 12
LONGEST_WAIT = 30.0
FORGET_AFTER = 15 * 60.0
MOST_KEPT = 10_000


@dataclass
class _Tries:
    failures: int = 0
    last: float = 0.0


class Throttle:
    """Failures by key; `clock` gives seconds that only grow."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._tries: dict[tuple[str, ...], _Tries] = {}
        self._lock = threading.Lock()

    def wait(self, address: str, seat: str) -> int:
        """Seconds this address still has to wait before it may try this seat; 0: now."""
        now = self._clock()
        with self._lock:
            waits = [self._left(key, free, now) for key, free in _keys(address, seat)]
        return int(max(waits) + 0.999)

    def failed(self, address: str, seat: str) -> None:
        """Count one failure."""
        now = self._clock()
        with self._lock:
            self._forget(now)
            for key, _ in _keys(address, seat):
                tries = self._tries.setdefault(key, _Tries())
                tries.failures += 1
                tries.last = now

    def succeeded(self, address: str, seat: str) -> None:
        """Forget this address's failures for this seat; those for the address as a whole stay."""
        with self._lock:
            self._tries.pop((address, seat), None)

    def forget(self) -> None:
        """Begin again, as a restart does."""
        with self._lock:
            self._tries.clear()

    def _left(self, key: tuple[str, ...], free: int, now: float) -> float:
        tries = self._tries.get(key)
        if tries is None or tries.failures < free:
            return 0.0
        wait = min(LONGEST_WAIT, 2.0 ** min(tries.failures - free, 10))
        return max(0.0, tries.last + wait - now)

    def _forget(self, now: float) -> None:
        old = [key for key, tries in self._tries.items() if now - tries.last > FORGET_AFTER]
        for key in old:
            del self._tries[key]
        while len(self._tries) > MOST_KEPT:
            del self._tries[next(iter(self._tries))]


def _keys(address: str, seat: str) -> tuple[tuple[tuple[str, ...], int], ...]:
    return ((address, seat), FREE_TRIES), ((address,), FREE_TRIES_OF_ADDRESS)


throttle = Throttle()
"""The one of this process: at the door, and wherever a passphrase is asked for again."""
