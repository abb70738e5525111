"""The base of every noun: typed, frozen, validated; and how values become plain data and back.

An entity is what the statements of one case add up to on one day (`toguna.domain.folding`). It holds ids, codes, words and dates
with precision: never a person's name.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, TypeVar, dataclass_transform

import msgspec

from toguna.base.dates import When
from toguna.base.errors import InputError
from toguna.base.text import Text, Words
from toguna.domain.codelist import CodeList, UnknownCode


class BadField(InputError):
    """A field has a value of the wrong kind, is missing, or is not known."""

    code = "bad-field"
    text = Text(
        fr="« {id} » ({noun}) : le champ « {field} » ne convient pas : {detail}. Corriger ce champ.",
        en="“{id}” ({noun}): the field “{field}” does not fit: {detail}. Correct this field.",
    )


# msgspec tells type checkers that its structs are dataclasses, but not that `frozen` and `kw_only` are inherited.
@dataclass_transform(frozen_default=True, kw_only_default=True)
class Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A value inside an entity, without an id of its own.

    `CODES` names the code list of each coded field; a value outside its list is refused.
    """

    CODES: ClassVar[dict[str, CodeList]] = {}

    def __post_init__(self) -> None:
        for field, codes in self.CODES.items():
            value = getattr(self, field)
            for code in value if isinstance(value, tuple) else (value,):
                if code is not None and code not in codes:
                    raise UnknownCode(list=codes.name, value=code, known=codes.listing())


class Entity(Part, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Common to every noun: a part of the whole picture that has an id."""

    id: str


E = TypeVar("E", bound=msgspec.Struct)


def plain(value: object) -> Any:
    """The value as JSON-ready data: dates in ISO form, words as `{"fr": …, "en": …}`."""
    return msgspec.to_builtins(value, enc_hook=_enc, builtin_types=())


def typed(data: object, kind: type[E]) -> E:
    """Plain data as an entity or part.

    Raises
    ------
    msgspec.ValidationError
        A field is missing, unknown or of the wrong kind; the message names its path.
    """
    return msgspec.convert(data, kind, dec_hook=_dec, strict=True)


def _enc(value: object) -> object:
    if isinstance(value, When):
        return value.iso()
    if isinstance(value, Words):
        return {name: said for name in ("fr", "en") if (said := getattr(value, name))}
    if isinstance(value, date):
        return value.isoformat()
    raise NotImplementedError(type(value))


def _dec(kind: type, data: object) -> object:
    if isinstance(data, kind):
        return data
    if kind is When:
        if not isinstance(data, str):
            raise ValueError("a date is expected")
        return When.parse(data)
    if kind is Words:
        if isinstance(data, dict):
            return Words(**data)
        if isinstance(data, str):
            return Words(en=data)
        raise ValueError("words are expected")
    raise NotImplementedError(kind)
