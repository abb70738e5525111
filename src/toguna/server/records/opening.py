"""What an entry states, from its parts as far as they are here and this home can open them (spec/sealing.md §4).

A statement whose first part stays closed says nothing here: its case shows as sealed, never as calm. Fields that are
sealed apart are added where they open, and lacking where they do not.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from toguna.base.errors import RegisterFault
from toguna.register.encoding import decode
from toguna.register.entry import Entry, Part
from toguna.register.sealing import Place, open_with

_FIELDS = 2


def read_parts(register: bytes, device: bytes, entry: Entry, keys: Mapping[bytes, bytes]) -> object:
    """The payload that all readable parts give together; None where the first is not readable."""
    held: object = None
    for position, part in enumerate(entry.parts):
        found = _clear(Place(register, device, part.audience), part, keys)
        if position == 0:
            if found is None:
                return None
            held = found
        elif isinstance(held, dict) and _is_more(found):
            held = {**held, _FIELDS: {**found[_FIELDS], **held[_FIELDS]}} if _is_more(held, whole=True) else held
    return held


def _clear(place: Place, part: Part, keys: Mapping[bytes, bytes]) -> Any:
    content, payload = part.content, part.payload
    if content is None or payload is None:
        return None
    if part.audience and keys:
        try:
            return decode(open_with(place, keys, content))
        except RegisterFault:
            pass  # not sealed, or not for us
    try:
        return decode(payload)
    except RegisterFault:
        return None


def _is_more(found: Any, *, whole: bool = False) -> bool:
    """`{2: {field: value}}`, and nothing beside it."""
    return isinstance(found, dict) and isinstance(found.get(_FIELDS), dict) and (whole or set(found) == {_FIELDS})
