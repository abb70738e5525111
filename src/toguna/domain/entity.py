"""The base of every noun: typed, frozen, validated; and how values become plain data and back.

An entity is what the statements of one case add up to on one day (`toguna.domain.folding`). It holds ids, codes, words
and dates with precision: never a person's name.

*Plain data* is what statements carry and tables keep: texts, whole numbers, true or false, lists, maps; a date is its
ISO text (`2019-04`), words are `{"fr": …, "en": …}`. `toguna.domain.checking` brings data into that form.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final, TypeVar, dataclass_transform

import msgspec

from toguna.base.dates import When
from toguna.base.errors import InputError
from toguna.base.text import LANGUAGES, Text, Words
from toguna.domain.codelist import CodeList, UnknownCode
from toguna.domain.shapes import Shape, required, shapes


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


P = TypeVar("P", bound=Part)

UNKNOWN_FIELD: Final = Text(fr="ce champ n’existe pas ici", en="there is no such field here")
MISSING: Final = Text(fr="il manque", en="it is missing")
EMPTY: Final = Text(fr="il ne peut pas être vide", en="it may not be empty")
NOT_A_LIST: Final = Text(fr="une liste est attendue", en="a list is expected")
NOT_FIELDS: Final = Text(fr="des champs nommés sont attendus", en="named fields are expected")
EXPECTED: Final[dict[type, Text]] = {
    str: Text(fr="un texte est attendu", en="a text is expected"),
    int: Text(fr="un nombre entier est attendu", en="a whole number is expected"),
    bool: Text(fr="vrai ou faux est attendu", en="true or false is expected"),
    Words: Text(
        fr="un texte, ou un texte par langue (fr, en), est attendu",
        en="a text, or a text by language (fr, en), is expected",
    ),
    When: Text(
        fr="une date est attendue (2019-04-09, 2019-W15, 2019-04, 2019-Q2, 2019 ou unknown)",
        en="a date is expected (2019-04-09, 2019-W15, 2019-04, 2019-Q2, 2019 or unknown)",
    ),
}


def plain(value: object) -> Any:
    """The value as plain data; fields that hold their default are left out."""
    if isinstance(value, Part):
        return {
            f.name: plain(held)
            for f in msgspec.structs.fields(type(value))
            if (held := getattr(value, f.name)) != f.default or f.required
        }
    if isinstance(value, When):
        return value.iso()
    if isinstance(value, Words):
        return {name: said for name in LANGUAGES if (said := getattr(value, name))}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value


def typed(data: Mapping[str, Any], kind: type[P]) -> P:
    """Plain data as an entity or part.

    Raises
    ------
    BadField
        A field is missing, unknown or of the wrong kind; `field` is its path.
    UnknownCode
        A code stands in no list.
    """
    return _struct(data, kind, "", (kind.__name__.lower(), data.get("id", "?")))


def _misfit(whose: tuple[str, object], field: str, detail: Text) -> BadField:
    return BadField(noun=whose[0], id=whose[1], field=field, detail=detail)


def _struct(data: Mapping[str, Any], kind: type[P], path: str, whose: tuple[str, object]) -> P:
    kinds = shapes(kind)
    for name in data:
        if name not in kinds:
            raise _misfit(whose, f"{path}{name}", UNKNOWN_FIELD)
    for name in required(kind):
        if name not in data:
            raise _misfit(whose, f"{path}{name}", MISSING)
    return kind(
        **{
            # Most values are what they are to be already: without a call.
            name: value if type(value) is kinds[name].kind else _value(value, kinds[name], f"{path}{name}", whose)
            for name, value in data.items()
        }
    )


def _value(value: Any, shape: Shape, path: str, whose: tuple[str, object]) -> Any:
    if value is None and shape.optional:
        return None
    inner, nested, kind = shape.item, shape.struct, shape.kind
    if inner is not None:
        if not isinstance(value, list | tuple):
            raise _misfit(whose, path, NOT_A_LIST)
        return tuple(_value(one, inner, f"{path}[{n}]", whose) for n, one in enumerate(value))
    if isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
        return value
    if nested is not None and issubclass(nested, Part):
        if not isinstance(value, Mapping):
            raise _misfit(whose, path, NOT_FIELDS)
        return _struct(value, nested, f"{path}.", whose)
    if kind is When and isinstance(value, str):
        return When.parse(value)
    if kind is Words and value and isinstance(value, str | Mapping):
        said = {"en": value} if isinstance(value, str) else value
        if not set(said) - set(LANGUAGES):
            return Words(**said)
    raise _misfit(whose, path, EXPECTED[kind])
