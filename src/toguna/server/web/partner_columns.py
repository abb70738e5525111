"""Which column of a partner's file is what: asked on the page where neither its header nor a mapping tells.

The file waits in memory, one a register, until that is said: it is never written to the disk.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from django.http import HttpRequest

from toguna.base.errors import InputError
from toguna.base.text import Text
from toguna.server.actions.partners import Row
from toguna.server.queries.reading import Reading

KEPT_SECONDS: Final = 15 * 60
_FIELD: Final = "colonne-"


class NoLongerHere(InputError):
    """The file waited too long, or another took its place."""

    code = "file-no-longer-here"
    text = Text(
        fr="Le fichier n’est plus en mémoire : un quart d’heure a passé, ou un autre a pris sa place. Le donner de "
        "nouveau ; rien n’a été inscrit.",
        en="The file is no longer in memory: a quarter of an hour has gone by, or another took its place. Give it "
        "again; nothing was recorded.",
    )


class Read(Protocol):
    """From the name and the bytes of a file, the framework, the source, the language, whom to tell how far, and a
    mapping as it is kept: its rows.
    """

    def __call__(
        self,
        name: str,
        data: bytes,
        reading: Reading,
        source: str,
        lang: str,
        progress: Callable[[int, int], None] | None = None,
        by: str | None = None,
    ) -> Iterator[Row]:
        """The rows."""


class Choose(Protocol):
    """From our columns to theirs, a mapping as it is kept."""

    def __call__(self, columns: Mapping[str, str], *, day_first: bool) -> str:
        """The mapping."""


@dataclass(frozen=True)
class Channel:
    """What the page asks of the channel: its rows, the headers that somebody has to explain, and our columns."""

    read: Read
    headers: Callable[[str, bytes, Reading, str, bool], Sequence[str]]
    choose: Choose
    columns: Sequence[str]
    needed: Sequence[str]


@dataclass(frozen=True)
class Waiting:
    """A file whose columns are asked."""

    seat: str
    name: str
    data: bytes = field(repr=False)
    source: str
    headers: Sequence[str]
    dry_run: bool
    skip: bool
    since: float = field(default_factory=time.monotonic)


_WAITING: dict[bytes, Waiting] = {}
_LOCK: Final = threading.Lock()


def hold(register: bytes, waiting: Waiting) -> None:
    """Keep a file until its columns are said."""
    with _LOCK:
        _WAITING[register] = waiting


def let_go(register: bytes) -> None:
    """Keep it no longer."""
    with _LOCK:
        _WAITING.pop(register, None)


def held(register: bytes, seat: str) -> Waiting | None:
    """The file that waits for this seat."""
    with _LOCK:
        for one, waiting in list(_WAITING.items()):
            if time.monotonic() - waiting.since > KEPT_SECONDS:
                del _WAITING[one]
        found = _WAITING.get(register)
    return found if found is not None and found.seat == seat else None


def is_choice(request: HttpRequest) -> bool:
    """Whether the form that came says what the columns are."""
    return any(name.startswith(_FIELD) for name in request.POST)


def chosen(request: HttpRequest, channel: Channel, waiting: Waiting) -> str:
    """The mapping that was chosen, as it is kept."""
    said = {own: request.POST.get(_FIELD + own, "") for own in channel.columns}
    known = {own: theirs for own, theirs in said.items() if theirs in waiting.headers}
    return channel.choose(known, day_first="jour" in request.POST)


def asked(request: HttpRequest, channel: Channel, waiting: Waiting) -> dict[str, Any]:
    """What the page shows of it: for each of our columns, which of theirs are there and which is chosen."""

    def begun(own: str) -> str:
        given = request.POST.get(_FIELD + own)
        return given if given is not None else next((one for one in waiting.headers if one.lower() == own), "")

    rows = [(own, begun(own), own in channel.needed) for own in channel.columns]
    return {"waiting": waiting, "asked": rows, "day_first": "jour" in request.POST}
