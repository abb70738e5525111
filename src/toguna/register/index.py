"""What the leaves of a copy name: each leaf is read once, when it has come (spec/sync.md §7).

Index.refresh(logs, contents)   reads what is new; begins anew where a history was dropped
Index.said()                    the register's own entries, for `standing`, `seen` and `force`
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from toguna.register.bodies import Body
from toguna.register.branch import Branch, freeze_index
from toguna.register.entry import read_leaf
from toguna.register.said import BODIES, Said, read_body


class _Own(NamedTuple):
    idx: int
    hash: bytes
    kind: int
    time: int
    parents: tuple[bytes, ...]
    part: bytes


@dataclass(slots=True)
class Index:
    """Parts by their hash, and the register's own entries by their log."""

    named: dict[bytes, tuple[tuple[bytes, int], ...]] = field(default_factory=dict)
    """By the hash of a part, the devices that name it, and for which audience."""
    own: dict[bytes, list[_Own]] = field(default_factory=dict)
    version: int = 0
    """Grows whenever the register's own entries are others than before."""
    _done: dict[bytes, list[tuple[Branch, int]]] = field(default_factory=dict)
    stale: bool = False
    """Set by whoever dropped a history, which may have come and gone unread."""
    kinds: set[int] = field(default_factory=set)
    """Which kinds of the register's own entries there have been."""
    _bodies: dict[bytes, Body | None] = field(default_factory=dict)
    _waiting: list[_Own] = field(default_factory=list)
    _held: int = 0
    _frozen: dict[bytes, int | None] = field(default_factory=dict)

    def refresh(self, logs: Mapping[bytes, Sequence[Branch]], contents: Mapping[bytes, bytes]) -> bool:
        """Read what is new; True if something was dropped, so that everything was read anew."""
        if not self.stale and not (self._waiting and self._held != len(contents)) and self._read_all(logs):
            return False
        dropped = self.stale or any(not self._goes_on(device, logs.get(device, ())) for device in self._done)
        if dropped:
            self.stale = False
            self.named, self.own, self._done, self._frozen, self._waiting = {}, {}, {}, {}, []
            self.version += 1
        for device, log in logs.items():
            done = self._done.setdefault(device, [])
            if len(done) == len(log) and all(count == len(branch) for branch, count in done):
                continue
            self._frozen[device] = frozen = freeze_index(log)
            self.version += len(log) > max(1, len(done))
            first = not done
            for branch in log:
                at = next((count for known, count in done if known is branch), None)
                # Of a second history only what is not in the first is new.
                self._read(device, branch, at if at is not None else 0 if first else frozen or 0)
                first = False
            self._done[device] = [(branch, len(branch)) for branch in log]
        self._held = len(contents)
        for own in [own for own in self._waiting if own.part in contents]:
            self._bodies[own.part] = body = read_body(own.kind, contents[own.part])
            self._waiting.remove(own)
            if body is not None:
                self.kinds.add(own.kind)
            self.version += 1
        return dropped

    def _read_all(self, logs: Mapping[bytes, Sequence[Branch]]) -> bool:
        done = self._done
        if len(logs) != len(done):
            return False
        for device, log in logs.items():
            read = done.get(device)
            if read is None or len(read) != len(log):
                return False
            for (known, count), branch in zip(read, log, strict=True):
                if known is not branch or count != len(branch.leaves):
                    return False
        return True

    def _goes_on(self, device: bytes, log: Sequence[Branch]) -> bool:
        return all(any(branch is known for branch in log) for known, _ in self._done[device])

    def _read(self, device: bytes, branch: Branch, start: int) -> None:
        for index in range(start, len(branch)):
            kind, time, parents, parts = read_leaf(branch.leaves[index])
            for audience, hash_ in parts:
                known = self.named.get(hash_, ())
                if (device, audience) not in known:
                    self.named[hash_] = (*known, (device, audience))
            if kind in BODIES and parts and not parts[0][0]:
                own = _Own(index, branch.tree[index], kind, time, tuple(parents), parts[0][1])
                self.own.setdefault(device, []).append(own)
                if own.part in self._bodies:
                    self.version += 1
                else:
                    self._waiting.append(own)

    def said(self) -> Iterator[Said]:
        """The register's own entries whose contents have been here and can be understood."""
        for device, entries in self.own.items():
            frozen = self._frozen.get(device)
            for own in entries:
                body = self._bodies.get(own.part)
                if body is not None:
                    contested = frozen is not None and own.idx >= frozen
                    yield Said(device, own.idx, own.hash, own.time, body, own.parents, contested)

    def is_own(self, part: bytes) -> bool:
        """Whether a part says something to the register itself; such parts are not erased."""
        return self._bodies.get(part) is not None
