"""From statements to what is known: the fold of one case, and its versions over the days.

A fold is pure and does not depend on the order of arrival: statements are ordered by what their authors had read
(parents), then by entry hash; no clock decides (register notes §4). Own amendments supersede own words; nobody
supersedes another party's: two values that stand side by side are *contested*, and so is a move that the state
machine does not allow after merging. An act of one's own may be taken back: then the case is what it would be without
it. Nobody takes back another party's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from heapq import heapify, heappop, heappush
from typing import Any

from toguna.domain.entries import Noun, Statement


@dataclass(frozen=True, slots=True)
class Contest:
    """Something in a case that people must settle.

    `field` names what differs, with each party's value; for a move that is not allowed it is `status`.
    """

    field: str
    values: tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Version:
    """A case as the register knew it from `known_from` until (not including) `known_to`."""

    case: str
    known_from: date
    known_to: date | None
    data: Mapping[str, Any]
    contests: tuple[Contest, ...]
    entries: tuple[bytes, ...]


@dataclass(slots=True)
class _Head:
    value: Any
    party: str
    at: int


@dataclass(slots=True)
class _Case:
    heads: dict[str, list[_Head]] = field(default_factory=dict)
    lists: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    status: str | None = None
    illegal: list[tuple[str, str]] = field(default_factory=list)


def ordered(statements: Iterable[Statement]) -> list[Statement]:
    """Parents before children, then by entry hash; the same for every order of arrival.

    A parent that is not held is ignored.
    """
    held = {s.entry: s for s in statements}
    if len(held) < 2:
        return list(held.values())
    waits_for = {e: {p for p in s.parents if p in held and p != e} for e, s in held.items()}
    children: dict[bytes, list[bytes]] = {e: [] for e in held}
    for entry, parents in waits_for.items():
        for parent in parents:
            children[parent].append(entry)
    free = [e for e, parents in waits_for.items() if not parents]
    heapify(free)
    out: list[Statement] = []
    waiting = set(held)
    while waiting:
        # A hash cannot name its own descendants, so a cycle can only be hostile input: break it at the lowest hash.
        entry = heappop(free) if free else min(waiting)
        if entry not in waiting:
            continue
        waiting.remove(entry)
        out.append(held[entry])
        for child in children[entry]:
            waits_for[child].discard(entry)
            if not waits_for[child] and child in waiting:
                heappush(free, child)
    return out


def fold(noun: Noun, statements: Sequence[Statement]) -> tuple[dict[str, Any], tuple[Contest, ...]]:
    """The fields of a case, and what in it is contested.

    The first value in fold order stands in the data; the others stand beside it in the contest.
    """
    return _fold(noun, ordered(statements))


def _fold(noun: Noun, line: Sequence[Statement]) -> tuple[dict[str, Any], tuple[Contest, ...]]:
    if len(line) == 1 and (alone := _first(noun, line[0])) is not None:
        return alone, ()
    return _whole(noun, line)


def _whole(noun: Noun, line: Sequence[Statement]) -> tuple[dict[str, Any], tuple[Contest, ...]]:
    case, read, gone = _Case(), _ancestors(line), _taken_back(noun, line)
    for at, statement in enumerate(line):
        if statement.entry not in gone:
            _apply(case, noun, statement, at, read[at])
    data: dict[str, Any] = {name: heads[0].value for name, heads in case.heads.items()}
    data.update(case.lists)
    if case.status is not None:
        data["status"] = case.status
    contests = [
        Contest(name, tuple((h.party, h.value) for h in heads))
        for name, heads in case.heads.items()
        if len(heads) > 1 and any(h.value != heads[0].value for h in heads)
    ]
    if case.illegal:
        contests.append(Contest("status", tuple(case.illegal)))
    return data, tuple(contests)


def _first(noun: Noun, statement: Statement) -> dict[str, Any] | None:
    """The fields of a case of which one thing was said, when that is what a case begins with: nearly all of an import.
    None where it needs the whole fold.
    """
    kind = noun.by_name[statement.type]
    if kind.takes_back or kind.appends is not None:
        return None
    if kind.to is None or noun.machine is None:
        return dict(statement.fields)
    return {**statement.fields, "status": kind.to} if noun.machine.allows(None, kind.to) else None


def _taken_back(noun: Noun, line: Sequence[Statement]) -> set[bytes]:
    """The statements that their own party took back, and those that took them back."""
    held = {statement.entry.hex(): statement for statement in line}
    gone = set[bytes]()
    for statement in line:
        kinds = noun.by_name[statement.type].takes_back
        undone = held.get(statement.fields.get("undoes", "")) if kinds else None
        if undone is not None and undone.type in kinds and undone.party == statement.party:
            gone |= {undone.entry, statement.entry}
    return gone


def _apply(case: _Case, noun: Noun, statement: Statement, at: int, read: int) -> None:
    kind = noun.by_name[statement.type]
    if kind.takes_back:
        # It names what another party said, or nothing that is held: what that party said stands, and this is shown.
        case.illegal.append((statement.party, kind.name.partition(".")[2]))
        return
    if kind.appends is not None:
        case.lists.setdefault(kind.appends, []).append(dict(statement.fields))
    else:
        for name, value in statement.fields.items():
            head, heads = _Head(value, statement.party, at), case.heads.get(name)
            case.heads[name] = [head] if heads is None else _with(heads, head, read)
    # Two who report the same move agree: only a move that leads elsewhere, and may not, is contested.
    if kind.to is None or noun.machine is None or kind.to == case.status:
        return
    if noun.machine.allows(case.status, kind.to):
        case.status = kind.to
    else:
        case.illegal.append((statement.party, kind.to))


def _with(heads: list[_Head], new: _Head, read: int) -> list[_Head]:
    """The values that stand once a new one is said: it takes the place of its party's own that its author had read.

    Its place, not the end of the line: else somebody's objection would become the first value once the author amends.
    """
    gone = [n for n, h in enumerate(heads) if h.party == new.party and read >> h.at & 1]
    place = gone[0] if gone else len(heads)
    return [*heads[:place], new, *(h for n, h in enumerate(heads) if n > place and n not in gone)]


def _ancestors(line: Sequence[Statement]) -> list[int]:
    """For each statement of an ordered line, everything its author had read: a bit for each place in the line."""
    place: dict[bytes, int] = {}
    read: list[int] = []
    for at, statement in enumerate(line):
        own = 0
        for parent in statement.parents:
            if parent in place:
                own |= read[place[parent]] | 1 << place[parent]
        place[statement.entry] = at
        read.append(own)
    return read


def versions(noun: Noun, statements: Sequence[Statement]) -> list[Version]:
    """Every state the case was known in, by the day it became known; days on which nothing changed are not listed."""
    out: list[Version] = []
    for day in sorted({s.known for s in statements}):
        line = ordered(s for s in statements if s.known <= day)
        data, contests = _fold(noun, line)
        data["id"] = line[0].case
        entries = tuple(s.entry for s in line)
        if out:
            out[-1] = replace(out[-1], known_to=day)
        out.append(Version(line[0].case, day, None, data, contests, entries))
    return out
