"""The shape of an entity, read from its annotations: which type a field has, what an item of a list is, which codes it takes."""

from __future__ import annotations

from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin

import msgspec

from toguna.domain.codelist import CodeList
from toguna.domain.entity import Part
from toguna.domain.entries import EntryType, Noun


@cache
def field_types(struct: type[Part]) -> dict[str, Any]:
    """The annotation of each field, in order."""
    return {f.name: f.type for f in msgspec.structs.fields(struct)}


@cache
def required(struct: type[Part]) -> tuple[str, ...]:
    """The fields without a default; `id` is the case itself and is not among them."""
    return tuple(f.name for f in msgspec.structs.fields(struct) if f.required and f.name != "id")


def bare(annotation: Any) -> Any:
    """`T` for `T | None`."""
    if get_origin(annotation) in (Union, UnionType):
        return next(a for a in get_args(annotation) if a is not type(None))
    return annotation


def optional(annotation: Any) -> bool:
    """Whether None is allowed."""
    return get_origin(annotation) in (Union, UnionType) and type(None) in get_args(annotation)


def item(annotation: Any) -> Any:
    """`T` for `tuple[T, ...]`; None for anything else."""
    kind = bare(annotation)
    return get_args(kind)[0] if get_origin(kind) is tuple else None


def part(annotation: Any) -> type[Part] | None:
    """The part that an annotation names, if it names one."""
    kind = bare(annotation)
    return kind if isinstance(kind, type) and issubclass(kind, Part) else None


def code_list_of(struct: type[Part], name: str) -> CodeList | None:
    """The code list of a field, if it is a coded one."""
    return struct.CODES.get(name)


@cache
def carrier(noun_entity: type[Part], appends: str | None) -> type[Part]:
    """The structure whose fields a statement carries: the entity, or the item that it appends."""
    if appends is None:
        return noun_entity
    kind = part(item(field_types(noun_entity)[appends]))
    if kind is None:
        raise TypeError(f"{noun_entity.__name__}.{appends} is not a list of parts")
    return kind


def carried(noun: Noun, kind: EntryType) -> type[Part]:
    """`carrier`, from an entry type."""
    return carrier(noun.entity, kind.appends)


def opens(noun: Noun, kind: EntryType) -> bool:
    """Whether a statement of that type may be the first of its case, and so must give every required field."""
    if kind.appends is not None or not set(required(noun.entity)) <= set(kind.fields):
        return False
    return noun.machine is None or kind.to in noun.machine.first or (kind.to is None and not _moves_open(noun))


def _moves_open(noun: Noun) -> bool:
    """Whether some move of the noun carries all its required fields; then the types that move nothing are amendments."""
    first = noun.machine.first if noun.machine else frozenset()
    return any(t.to in first and set(required(noun.entity)) <= set(t.fields) for t in noun.types)
