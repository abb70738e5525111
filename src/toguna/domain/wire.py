"""The payload of a statement on the wire (spec/entry-types.md): int-keyed maps, numbers for codes and dates, never
a float.

    {0: entry type, 1: case, 2: {field: value}, 3: known (days since 2000-01-01), 4: seat}

This module turns that structure into statements' plain data and back; making bytes of it is the register's work.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any, Final

from toguna.base.dates import EPOCH, Precision, When
from toguna.base.errors import InputError
from toguna.base.text import Text, Words
from toguna.domain.checking import check
from toguna.domain.entity import Part
from toguna.domain.fields import FIELDS, NAMES
from toguna.domain.nouns import NOUNS, TYPE_BY_NUMBER
from toguna.domain.shapes import Shape, shapes

TYPE, CASE, FIELD_MAP, KNOWN, SEAT = range(5)
_LANGUAGE: Final = {"fr": 0, "en": 1}


class NotUnderstood(InputError):
    """A payload was written by a newer version, or is not a statement at all."""

    code = "not-understood"
    text = Text(
        fr="Une inscription contient « {value} », que cette version ne connaît pas. "
        "Installer une version plus récente de Toguna.",
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
    """The payload as an int-keyed structure of ints, texts, lists, maps and booleans.

    Raises
    ------
    InputError
        What `toguna.domain.checking.check` finds.
    """
    return state(payload)[1]


def state(payload: Payload) -> tuple[Payload, dict[int, Any]]:
    """The payload in the form that `from_wire` will read from it, and as `to_wire` writes it.

    Raises
    ------
    InputError
        What `toguna.domain.checking.check` finds.
    """
    fields = check(payload.type, payload.case, payload.fields)
    noun, kind = NOUNS[payload.type]
    out: dict[int, Any] = {
        TYPE: kind.number,
        CASE: payload.case,
        FIELD_MAP: _struct_out(noun.carrier(kind), fields),
    }
    if payload.known is not None:
        out[KNOWN] = (payload.known - EPOCH).days
    if payload.seat is not None:
        out[SEAT] = payload.seat
    return Payload(payload.type, payload.case, fields, payload.known, payload.seat), out


def from_wire(data: object) -> Payload:
    """The payload that `to_wire` wrote.

    Raises
    ------
    NotUnderstood
        Not such a structure, or a type, field or code of a newer version.
    """
    try:
        return _read(data)
    except NotUnderstood:
        raise
    except (InputError, LookupError, AttributeError, TypeError, ValueError, OverflowError) as error:
        raise NotUnderstood(value=error) from None


def _read(data: Any) -> Payload:
    if not isinstance(data, dict) or not {TYPE, CASE, FIELD_MAP} <= set(data) <= set(range(5)):
        raise NotUnderstood(value=type(data).__name__ if not isinstance(data, dict) else sorted(map(str, data)))
    noun, kind = TYPE_BY_NUMBER[_int(data[TYPE])]
    case = _str(data[CASE])
    carrier = noun.carrier(kind)
    fields = check(kind.name, case, _struct_in(carrier, data[FIELD_MAP]))
    if _struct_out(carrier, fields) != data[FIELD_MAP]:
        # One meaning, one form: else two entries could say the same and hash differently.
        raise NotUnderstood(value=kind.name)
    return Payload(
        kind.name,
        case,
        fields,
        _day(data[KNOWN]) if KNOWN in data else None,
        _str(data[SEAT]) if SEAT in data else None,
    )


def _int(value: Any) -> int:
    # In CBOR, true is not 1; in Python it is.
    if not isinstance(value, int) or isinstance(value, bool):
        raise NotUnderstood(value=value)
    return value


def _str(value: Any) -> str:
    if not isinstance(value, str):
        raise NotUnderstood(value=value)
    return value


def _day(number: Any) -> date:
    return EPOCH + timedelta(days=_int(number))


def _struct_out(struct: type[Part], fields: Mapping[str, Any]) -> dict[int, Any]:
    kinds, alike = shapes(struct), _alike(struct)
    return {
        FIELDS[name]: value if name in alike else _out(struct, name, kinds[name], value)
        for name, value in fields.items()
    }


@cache
def _alike(struct: type[Part]) -> frozenset[str]:
    """The fields that stand on the wire as they are: texts, numbers and flags that are no code, alone or in a list."""
    one = {name: shape.item or shape for name, shape in shapes(struct).items() if name not in struct.CODES}
    return frozenset(name for name, shape in one.items() if shape.item is None and shape.kind in (str, int, bool))


def _struct_in(struct: type[Part], fields: Mapping[int, Any]) -> dict[str, Any]:
    kinds = shapes(struct)
    out = {}
    for key, value in fields.items():
        name = NAMES[_int(key)]
        out[name] = _in(struct, name, kinds[name], value)
    return out


def _out(struct: type[Part], name: str, shape: Shape, value: Any) -> Any:
    if value is None:
        return None
    if shape.item is not None:
        return [_out(struct, name, shape.item, one) for one in value]
    nested, kind = shape.struct, shape.kind
    if nested is not None and issubclass(nested, Part):
        return _struct_out(nested, value)
    if kind is When:
        return _when_out(When.parse(value))
    if kind is Words:
        return {_LANGUAGE[lang]: text for lang, text in value.items()}
    codes = struct.CODES.get(name)
    return value if codes is None else codes.number(value)


def _in(struct: type[Part], name: str, shape: Shape, value: Any) -> Any:
    if value is None:
        return None
    if shape.item is not None:
        if not isinstance(value, list):
            raise NotUnderstood(value=value)
        return [_in(struct, name, shape.item, one) for one in value]
    nested, kind = shape.struct, shape.kind
    if nested is not None and issubclass(nested, Part):
        return _struct_in(nested, value)
    if kind is When:
        return _when(value).iso()
    if kind is Words:
        return _words_in(value)
    codes = struct.CODES.get(name)
    return value if codes is None else codes.code(_int(value))


def _words_in(value: Any) -> dict[str, str]:
    if not isinstance(value, dict) or set(value) - set(_LANGUAGE.values()):
        raise NotUnderstood(value=value)
    return {lang: value[number] for lang, number in _LANGUAGE.items() if number in value}


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


def _when(data: Any) -> When:
    if not isinstance(data, list):
        return When.on(_day(data))
    precision, *numbers = data
    match Precision(_int(precision)):
        case Precision.HOUR:
            day, hour = divmod(_int(numbers[0]), 24)
            return When(_day(day), _day(day), Precision.HOUR, hour)
        case Precision.WINDOW:
            return When.between(_day(numbers[0]), _day(numbers[1]))
        case Precision.UNKNOWN:
            return When.unknown()
        case other:
            return When.parse(_period(other, _day(numbers[0])))


def _period(precision: Precision, first: date) -> str:
    match precision:
        case Precision.WEEK:
            year, week, _ = first.isocalendar()
            return f"{year:04d}-W{week:02d}"
        case Precision.MONTH:
            return f"{first.year:04d}-{first.month:02d}"
        case Precision.QUARTER:
            return f"{first.year:04d}-Q{(first.month + 2) // 3}"
        case Precision.YEAR:
            return f"{first.year:04d}"
        case _:
            return first.isoformat()
