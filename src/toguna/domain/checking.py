"""Checking what is about to be stated: every field known, of the right kind, in its code list; the answer is its
one canonical form.

Actions and imports call `check` before they append an entry, the wire form calls it on what it reads.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, Final

from toguna.base.dates import When
from toguna.base.errors import DateError, InputError
from toguna.base.text import LANGUAGES, Text, Words
from toguna.domain.codelist import UnknownCode
from toguna.domain.entity import (
    EMPTY,
    EXPECTED,
    MISSING,
    NOT_A_LIST,
    NOT_FIELDS,
    UNKNOWN_FIELD,
    BadField,
    Part,
    typed,
)
from toguna.domain.fields import FIELDS
from toguna.domain.nouns import NOUNS
from toguna.domain.shapes import Shape, required, shapes

_INT_LIMIT: Final = 2**63


class UnknownEntryType(InputError):
    """Nothing of that name can be said of anything."""

    code = "unknown-entry-type"
    text = Text(
        fr="« {value} » n’est pas un type d’inscription. Voir la liste dans spec/entry-types.md.",
        en="“{value}” is not an entry type. See the list in spec/entry-types.md.",
    )


class _Misfit(Exception):
    def __init__(self, path: str, detail: Text) -> None:
        super().__init__(path)
        self.path, self.detail = path, detail


class Checked(dict[str, Any]):
    """Fields that `check` gave for a type of entry; who changes them makes a dictionary of his own."""

    def __init__(self, type_name: str, fields: Mapping[str, Any]) -> None:
        super().__init__(fields)
        self.type = type_name


def check(type_name: str, case: str, fields: Mapping[str, Any]) -> Checked:
    """The fields in canonical plain form: dates as ISO text, words by language, texts in NFC, in the order of the wire.

    Raises
    ------
    UnknownEntryType
        No such entry type.
    BadField
        A field that this type does not carry, that has the wrong kind, or that is missing from the first statement of
        a case.
    UnknownCode
        A code outside its list.
    """
    if isinstance(fields, Checked) and fields.type == type_name:
        return fields
    if type_name not in NOUNS:
        raise UnknownEntryType(value=type_name)
    noun, kind = NOUNS[type_name]
    struct = noun.carrier(kind)
    try:
        _only(fields, kind.fields, "")
        out = _fields(struct, fields, "", case)
        if kind.appends is not None or noun.opens(kind):
            _whole(struct, out, "")
    except _Misfit as misfit:
        raise BadField(noun=noun.name, id=case, field=misfit.path, detail=misfit.detail) from None
    if kind.appends is not None:
        typed(out, struct)
    return Checked(type_name, out)


def _only(fields: Mapping[str, Any], allowed: Sequence[str], path: str) -> None:
    for name in fields:
        if name not in allowed:
            raise _Misfit(f"{path}{name}", UNKNOWN_FIELD)


def _whole(struct: type[Part], fields: Mapping[str, Any], path: str) -> None:
    for name in required(struct):
        if name == "id":  # the case itself
            continue
        if fields.get(name) is None:
            raise _Misfit(f"{path}{name}", MISSING)


def _fields(struct: type[Part], fields: Mapping[str, Any], path: str, case: str) -> dict[str, Any]:
    kinds, listed = shapes(struct), struct.CODES
    out = {}
    for name in sorted(fields, key=FIELDS.__getitem__):
        held = out[name] = _value(kinds[name], fields[name], f"{path}{name}", case)
        codes = listed.get(name)
        if codes is None:
            continue
        for code in held if isinstance(held, list) else (held,):
            if code is not None and code not in codes:
                raise UnknownCode(list=codes.name, value=code, known=codes.listing(), field=f"{path}{name}", id=case)
    return out


def _value(shape: Shape, value: Any, path: str, case: str) -> Any:
    if value is None:
        if shape.optional:
            return None
        raise _Misfit(path, EMPTY)
    if shape.item is not None:
        if not isinstance(value, list | tuple):
            raise _Misfit(path, NOT_A_LIST)
        return [_value(shape.item, one, f"{path}[{n}]", case) for n, one in enumerate(value)]
    if shape.struct is not None and issubclass(shape.struct, Part):
        return _part(shape.struct, value, path, case)
    return _SCALARS[shape.kind](value, path)


def _part(struct: type[Part], value: Any, path: str, case: str) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise _Misfit(path, NOT_FIELDS)
    _only(value, tuple(shapes(struct)), f"{path}.")
    out = _fields(struct, value, f"{path}.", case)
    _whole(struct, out, f"{path}.")
    typed(out, struct)
    return out


def _text(value: Any, path: str) -> str:
    if not isinstance(value, str):
        raise _Misfit(path, EXPECTED[str])
    if not value.strip():
        raise _Misfit(path, EMPTY)
    return value if value.isascii() else unicodedata.normalize("NFC", value)


def _words(value: Any, path: str) -> dict[str, str]:
    if isinstance(value, Words):
        value = {lang: said for lang in LANGUAGES if (said := getattr(value, lang))}
    if isinstance(value, str):
        value = {"en": value}
    if not isinstance(value, Mapping) or not value or set(value) - set(LANGUAGES):
        raise _Misfit(path, EXPECTED[Words])
    return {lang: _text(value[lang], f"{path}.{lang}") for lang in LANGUAGES if lang in value}


def _when(value: Any, path: str) -> str:
    if isinstance(value, When):
        return value.iso()
    if not isinstance(value, str):
        raise _Misfit(path, EXPECTED[When])
    try:
        return When.parse(value).iso()
    except DateError:
        raise _Misfit(path, EXPECTED[When]) from None


def _number(value: Any, path: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not -_INT_LIMIT <= value < _INT_LIMIT:
        raise _Misfit(path, EXPECTED[int])
    return value


def _flag(value: Any, path: str) -> bool:
    if not isinstance(value, bool):
        raise _Misfit(path, EXPECTED[bool])
    return value


_SCALARS: Final = {str: _text, Words: _words, When: _when, int: _number, bool: _flag}
