"""The payload of a statement on the wire (spec/entry-types.md): int-keyed maps, numbers for codes and dates, never a float.

    {0: entry type, 1: case, 2: {field: value}, 3: known (days since 2000-01-01), 4: seat}

This module turns that structure into statements' plain data and back; making bytes of it is the register's work.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from types import UnionType
from typing import Any, Final, Union, get_args, get_origin

import msgspec

from toguna.base.dates import EPOCH, Precision, When
from toguna.base.errors import InputError
from toguna.base.text import Text, Words
from toguna.domain.entity import Entity
from toguna.domain.entries import EntryType, Noun
from toguna.domain.fields import FIELDS, NAMES
from toguna.domain.nouns import NOUNS, TYPE_BY_NUMBER

TYPE, CASE, FIELD_MAP, KNOWN, SEAT = range(5)
_LANGUAGE: Final = {"fr": 0, "en": 1}


class NotUnderstood(InputError):
    """A payload was written by a newer version, or is not a statement at all."""

    code = "not-understood"
    text = Text(
        fr="Une entrée contient « {value} », que cette version ne connaît pas. Installer une version plus récente de Toguna.",
        en="An entry holds “{value}”, which this version does not know. Install a newer version of Toguna.",
    )


@dataclass(frozen=True, slots=True)
class Payload:
    """What a statement's payload says, before the entry header adds time, parents and author."""

    type: str
    case: str
    fields: Mapping[str, Any]
    known: date | None = None
    seat: str | None = None


def to_wire(payload: Payload) -> dict[int, Any]:
    """The payload as an int-keyed structure of ints, texts, bytes, lists, maps and booleans.

    Raises
    ------
    KeyError
        A field that its noun does not have: a fault of the caller, never of input.
    """
    noun, kind = NOUNS[payload.type]
    out: dict[int, Any] = {
        TYPE: kind.number,
        CASE: payload.case,
        FIELD_MAP: _struct_out(_carrier(noun, kind), payload.fields),
    }
    if payload.known is not None:
        out[KNOWN] = (payload.known - EPOCH).days
    if payload.seat is not None:
        out[SEAT] = payload.seat
    return out


def from_wire(data: object) -> Payload:
    """The payload that `to_wire` wrote.

    Raises
    ------
    NotUnderstood
        Not such a structure, or a type, field or code of a newer version.
    """
    try:
        if not isinstance(data, dict):
            raise NotUnderstood(value=type(data).__name__)
        noun, kind = TYPE_BY_NUMBER[data[TYPE]]
        known = data.get(KNOWN)
        return Payload(
            kind.name,
            data[CASE],
            _struct_in(_carrier(noun, kind), data[FIELD_MAP]),
            None if known is None else EPOCH + timedelta(days=known),
            data.get(SEAT),
        )
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise NotUnderstood(value=error) from None


def _carrier(noun: Noun, kind: EntryType) -> type[msgspec.Struct]:
    """The structure whose fields a statement of that type carries: the entity, or the item it appends."""
    if kind.appends is None:
        return noun.entity
    return _item(_annotations(noun.entity)[kind.appends])


@cache
def _annotations(struct: type[msgspec.Struct]) -> dict[str, Any]:
    return {f.name: f.type for f in msgspec.structs.fields(struct)}


def _bare(annotation: Any) -> Any:
    """`T` for `T | None`."""
    if get_origin(annotation) in (Union, UnionType):
        return next(a for a in get_args(annotation) if a is not type(None))
    return annotation


def _item(annotation: Any) -> Any:
    """`T` for `tuple[T, ...]`."""
    return get_args(_bare(annotation))[0]


def _struct_out(struct: type[msgspec.Struct], fields: Mapping[str, Any]) -> dict[int, Any]:
    kinds = _annotations(struct)
    return {FIELDS[name]: _out(struct, name, kinds[name], value) for name, value in sorted(fields.items())}


def _struct_in(struct: type[msgspec.Struct], fields: Mapping[int, Any]) -> dict[str, Any]:
    kinds = _annotations(struct)
    return {NAMES[key]: _in(struct, NAMES[key], kinds[NAMES[key]], value) for key, value in fields.items()}


def _out(struct: type[msgspec.Struct], name: str, annotation: Any, value: Any) -> Any:
    kind = _bare(annotation)
    if value is None:
        return None
    if get_origin(kind) is tuple:
        return [_out(struct, name, _item(kind), item) for item in value]
    if kind is When:
        return _when_out(When.parse(value))
    if kind is Words:
        return {_LANGUAGE[lang]: text for lang, text in value.items()}
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return _struct_out(kind, value)
    codes = struct.CODES.get(name) if issubclass(struct, Entity) else getattr(struct, "CODES", {}).get(name)
    if codes is not None:
        return codes.number(value) or value
    return value


def _in(struct: type[msgspec.Struct], name: str, annotation: Any, value: Any) -> Any:
    kind = _bare(annotation)
    if value is None:
        return None
    if get_origin(kind) is tuple:
        return [_in(struct, name, _item(kind), item) for item in value]
    if kind is When:
        return _when_in(value).iso()
    if kind is Words:
        return {lang: value[number] for lang, number in _LANGUAGE.items() if number in value}
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return _struct_in(kind, value)
    codes = getattr(struct, "CODES", {}).get(name)
    return codes.code(value) if codes is not None and isinstance(value, int) else value


def _when_out(when: When) -> Any:
    """A day is one number; anything else is `[precision, number]`, `[6, first, last]` or `[7]`."""
    first = (when.first - EPOCH).days
    match when.precision:
        case Precision.DAY:
            return first
        case Precision.HOUR:
            return [Precision.HOUR.value, first * 24 + (when.hour or 0)]
        case Precision.WINDOW:
            return [Precision.WINDOW.value, first, (when.last - EPOCH).days]
        case Precision.UNKNOWN:
            return [Precision.UNKNOWN.value]
        case other:
            return [other.value, first]


def _when_in(data: Any) -> When:
    if isinstance(data, int):
        return When.on(EPOCH + timedelta(days=data))
    precision, *numbers = data
    match Precision(precision):
        case Precision.HOUR:
            day, hour = divmod(numbers[0], 24)
            first = EPOCH + timedelta(days=day)
            return When(first, first, Precision.HOUR, hour)
        case Precision.WINDOW:
            return When.between(*(EPOCH + timedelta(days=n) for n in numbers))
        case Precision.UNKNOWN:
            return When.unknown()
        case other:
            first = EPOCH + timedelta(days=numbers[0])
            return When.parse(_PERIOD[other](first))


_PERIOD: Final = {
    Precision.DAY: lambda d: d.isoformat(),
    Precision.WEEK: lambda d: f"{d.isocalendar()[0]}-W{d.isocalendar()[1]:02d}",
    Precision.MONTH: lambda d: f"{d:%Y-%m}",
    Precision.QUARTER: lambda d: f"{d.year}-Q{(d.month + 2) // 3}",
    Precision.YEAR: lambda d: f"{d.year:04d}",
}
