"""The shape of a struct, read from its annotations: which type a field has, and what an item of a list is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin

import msgspec


@cache
def field_types(struct: type[msgspec.Struct]) -> dict[str, Any]:
    """The annotation of each field, in order."""
    return {f.name: f.type for f in msgspec.structs.fields(struct)}


@cache
def required(struct: type[msgspec.Struct]) -> tuple[str, ...]:
    """The fields without a default."""
    return tuple(f.name for f in msgspec.structs.fields(struct) if f.required)


@dataclass(frozen=True, slots=True)
class Shape:
    """An annotation, taken apart once: values are checked, written and read by it a million times in one file.

    `kind` is `T` for `T | None`; `item` is the shape of what a list holds, `struct` the struct that is meant; None for
    anything else.
    """

    optional: bool
    kind: Any
    item: Shape | None
    struct: type[msgspec.Struct] | None


@cache
def shapes(struct: type[msgspec.Struct]) -> dict[str, Shape]:
    """The shape of each field, in order."""
    return {name: _shape(annotation) for name, annotation in field_types(struct).items()}


def _shape(annotation: Any) -> Shape:
    inner = item(annotation)
    return Shape(
        optional(annotation), bare(annotation), None if inner is None else _shape(inner), struct_of(annotation)
    )


@cache
def bare(annotation: Any) -> Any:
    """`T` for `T | None`."""
    if get_origin(annotation) in (Union, UnionType):
        return next(a for a in get_args(annotation) if a is not type(None))
    return annotation


@cache
def optional(annotation: Any) -> bool:
    """Whether None is allowed."""
    return get_origin(annotation) in (Union, UnionType) and type(None) in get_args(annotation)


@cache
def item(annotation: Any) -> Any:
    """`T` for `tuple[T, ...]`; None for anything else."""
    kind = bare(annotation)
    return get_args(kind)[0] if get_origin(kind) is tuple else None


@cache
def struct_of(annotation: Any) -> type[msgspec.Struct] | None:
    """The struct that an annotation names, if it names one."""
    kind = bare(annotation)
    return kind if isinstance(kind, type) and issubclass(kind, msgspec.Struct) else None
