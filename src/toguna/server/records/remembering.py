"""Entities that were read are kept, each noun's under the mark that the projector leaves when it writes to that noun.

A mark is drawn at random and never comes back, so what is found under one is what stood there: no clock decides, nor
does another process, a rebuild, a restored file or a transaction that was undone. Nothing here is cut to a reader.
"""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from datetime import date
from typing import Any, Final, TypeVar

from django.db import connection
from django.db.models import TextField
from django.db.models.functions import Cast

from toguna.domain.entity import Entity, typed
from toguna.server.records.models import MODELS
from toguna.server.records.models.base import Mark

T = TypeVar("T")
E = TypeVar("E", bound=Entity)

MOST_LISTS: Final = 256
MOST_ENTITIES: Final = 30_000
MOST_ANSWERS: Final = 12
"""Answers may be as long as the list of all incidents, a few megabytes each, and each day looked at has its own."""


class _Kept:
    """The last answers, by everything they depend on."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()

    def recall(self, key: Hashable, make: Callable[[], Any]) -> Any:
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        made = make()
        with self._lock:
            self._held[key] = made
            while len(self._held) > self._most:
                self._held.popitem(last=False)
        return made

    def forget(self) -> None:
        with self._lock:
            self._held.clear()


_LISTS: Final = _Kept(MOST_LISTS)
_ANSWERS: Final = _Kept(MOST_ANSWERS)
_ENTITIES: Final = _Kept(MOST_ENTITIES)


def marks(register: bytes) -> Mapping[str, str]:
    """The mark of each noun that was ever written to."""
    return dict(Mark.objects.filter(register=register.hex()).values_list("noun", "mark"))


def recall(
    register: bytes, as_of: date | None, marked: Mapping[str, str], what: tuple[Any, ...], make: Callable[[], T]
) -> T:
    """What was worked out of records as of a day and nothing else; `what` names it and ends with the nouns it was
    worked out of.
    """
    *name, nouns = what
    found: T = _ANSWERS.recall((*_under(register, as_of, marked, nouns), *name), make)
    return found


def entities(register: bytes, as_of: date | None, marked: Mapping[str, str], noun: str, kind: type[E]) -> tuple[E, ...]:
    """Every case of a noun as of a day, in the order of their ids."""

    def read() -> tuple[E, ...]:
        rows = MODELS[noun].objects.at(register, as_of).order_by("case").annotate(text=Cast("data", TextField()))
        return tuple(_entity(kind, text) for text in rows.values_list("text", flat=True))

    found: tuple[E, ...] = _LISTS.recall(_under(register, as_of, marked, (noun,)), read)
    return found


def _under(
    register: bytes, as_of: date | None, marked: Mapping[str, str], nouns: tuple[str, ...]
) -> tuple[Hashable, ...]:
    marks_ = tuple((noun, marked.get(noun, "")) for noun in nouns)
    return connection.settings_dict["NAME"], register, as_of, marks_


def _entity(kind: type[E], text: str) -> E:
    """The same text is the same entity, whichever register, day or reader asks: entities never change."""
    found: E = _ENTITIES.recall((kind, text), lambda: typed(json.loads(text), kind))
    return found


def forget() -> None:
    """Begin with none: what was erased is in no memory either."""
    for kept in (_LISTS, _ANSWERS, _ENTITIES):
        kept.forget()
