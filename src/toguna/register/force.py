"""Which entries are endorsed by whom, and since when something is in force (spec/register.md §8.6).

A party stands by an entry when as many of its officers as its list asks for have endorsed it. As long as it has named
no officers, its own device's endorsement counts, and that of its host on its seat's behalf counts as the host's word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from toguna.register.bodies import Endorse
from toguna.register.said import Said
from toguna.register.standing import Standing


class Integrity(Enum):
    """Whose word it is: the party's, or the host's who says so for it."""

    PARTY = "party"
    HOST = "host"


@dataclass(frozen=True, slots=True)
class Backing:
    """A party stands by an entry since `since` (minutes, the claim of who completed it) by entry `by`."""

    integrity: Integrity
    since: int
    by: bytes


@dataclass(frozen=True, slots=True)
class Force:
    """Whether enough parties stand by an entry. `since`: the time written on what completed it, a claim."""

    needed: int
    backings: Mapping[str, Backing] = field(default_factory=dict)
    since: int | None = None

    @property
    def holds(self) -> bool:
        """Whether it is in force."""
        return self.since is not None


def endorsements(said: Iterable[Said], standing: Standing) -> dict[bytes, list[Said]]:
    """By entry, the endorsements of it that count."""
    found: dict[bytes, list[Said]] = {}
    for one in said:
        if isinstance(one.body, Endorse) and not one.contested and standing.counts(one.device, one.idx):
            found.setdefault(one.body.target, []).append(one)
    return {target: sorted(some, key=_place) for target, some in found.items()}


def backings(
    standing: Standing, given: Sequence[Said], seats: Mapping[str, str], author: bytes | None = None
) -> dict[str, Backing]:
    """The parties that stand by an entry, from the endorsements `given` of it.

    `seats`: the party of each seat, for endorsements that a host made for one. `author`: the entry's own device; with
    officers or as an officer it counts as endorsing, from the start.
    """
    found: dict[str, Backing] = {}
    for party, voices in standing.voices.items():
        if voices.rivals:
            continue
        keys = voices.keys
        own = [one for one in given if standing.parties.get(one.device) == party and (not keys or one.device in keys)]
        needed = voices.threshold if keys else 1
        written = author if author in keys else None
        devices: set[bytes] = {written} if written else set()
        for one in sorted(own, key=_place):
            devices.add(one.device)
            if len(devices) >= needed:
                found[party] = Backing(Integrity.PARTY, one.time, one.hash)
                break
    for one in sorted(given, key=_place):
        seat = one.body.seat if isinstance(one.body, Endorse) else None
        party_ = seats.get(seat) if seat else None
        if party_ and party_ in standing.voices and party_ not in found:
            found[party_] = Backing(Integrity.HOST, one.time, one.hash)
    return found


def in_force(
    standing: Standing,
    given: Sequence[Said],
    seats: Mapping[str, str],
    needed: int,
    parties: Sequence[str] = (),
    author: bytes | None = None,
) -> Force:
    """Whether `needed` of these parties (of all without them) stand by an entry, and since when."""
    found = backings(standing, given, seats, author)
    counted = {party: one for party, one in found.items() if not parties or party in parties}
    times = sorted(one.since for one in counted.values())
    return Force(needed, counted, times[needed - 1] if 0 < needed <= len(times) else None)


def integrity(standing: Standing, device: bytes, party: str, given: Iterable[Said]) -> Integrity:
    """Whose word an entry of `device` for a seat of `party` is: the host's until a device of the party endorses it."""
    own = standing.parties.get(device) == party
    return Integrity.PARTY if own or any(standing.parties.get(one.device) == party for one in given) else Integrity.HOST


def _place(one: Said) -> tuple[int, bytes]:
    return one.time, one.hash
