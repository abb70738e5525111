"""Rows of the queries as JSON, and the JSON Schema of a row's type: both read from the row's own annotations.

Texts are `{"fr": …, "en": …}`; dates are ISO, of whatever precision (`2019-04`, `2019-Q2`, `unknown`).
"""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Mapping
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

import msgspec

from toguna.base.dates import When
from toguna.base.text import Text, Words

Schema = dict[str, Any]


def plain(value: Any) -> Any:
    """A row in JSON's own types."""
    if isinstance(value, enum.Enum):  # before the numbers: some are both
        return value.name.lower()
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Text | Words):
        return {"fr": value.say("fr"), "en": value.say("en")}
    if isinstance(value, When):
        return value.iso()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, msgspec.Struct):
        return {name: plain(getattr(value, name)) for name in value.__struct_fields__}
    if dataclasses.is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(name): plain(one) for name, one in value.items()}
    return [plain(one) for one in value]


_SCALARS: Final[dict[Any, Schema]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    bytes: {"type": "string"},
    date: {"type": "string", "format": "date"},
    When: {"type": "string"},
    Text: {"$ref": "#/components/schemas/Text"},
    Words: {"$ref": "#/components/schemas/Text"},
    NoneType: {"type": "null"},
}
TEXT: Final[Schema] = {
    "type": "object",
    "properties": {"fr": {"type": "string"}, "en": {"type": "string"}},
    "required": ["fr", "en"],
}


def schema(kind: Any, named: dict[str, Schema]) -> Schema:
    """The schema of an annotation; structures go into `named` and are referred to."""
    if kind in _SCALARS:
        return _SCALARS[kind]
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return {"anyOf": [schema(one, named) for one in get_args(kind)]}
    if origin in (tuple, list, frozenset, set):
        inner = get_args(kind)
        if origin is tuple and not (len(inner) == 2 and inner[1] is Ellipsis):
            items = {"type": "array", "prefixItems": [schema(one, named) for one in inner]}
            return {**items, "minItems": len(inner), "maxItems": len(inner)}
        return {"type": "array", "items": schema(inner[0], named)}
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return {"enum": [one.name.lower() for one in kind]}
    if isinstance(kind, type) and (dataclasses.is_dataclass(kind) or issubclass(kind, msgspec.Struct)):
        return _structure(kind, named)
    return {}


def _structure(kind: type, named: dict[str, Schema]) -> Schema:
    name = f"{kind.__module__.rpartition('.')[2]}.{kind.__name__}"
    if name not in named:
        named[name] = {}  # a structure may hold its own kind
        hints = _hints(kind)
        held = (f.name for f in dataclasses.fields(kind)) if dataclasses.is_dataclass(kind) else msgspec_fields(kind)
        properties = {field: schema(hints[field], named) for field in held}
        named[name] = {"type": "object", "properties": properties, "required": list(properties)}
    return {"$ref": f"#/components/schemas/{name}"}


def msgspec_fields(kind: type) -> tuple[str, ...]:
    """The fields of a struct."""
    return tuple(getattr(kind, "__struct_fields__", ()))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
