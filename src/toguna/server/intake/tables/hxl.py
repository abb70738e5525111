"""A table that tells by a row of hashtags what its columns are (the Humanitarian Exchange Language).

    Réf,Date,Localité,Morts,Récit
    #event+code,#date+occurred,#loc+name,#affected+killed,#description+i_fr

A tag is taken only where it says all of what a column of ours is and nothing that narrows it: `#affected+killed+f`
counts women only, so it is not our number of dead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

_HARMLESS: Final = frozenset({"text", "name", "v_iso8601"})
"""Attributes that say how a thing is written, not which thing it is."""
REPORTS: Final = (
    ("id", "#event+code"),
    ("id", "#event+id"),
    ("date", "#date+occurred"),
    ("date", "#date+event"),
    ("date", "#date+start"),
    ("date", "#date"),
    ("kind", "#event+type"),
    ("near", "#loc+name"),
    ("near", "#loc"),
    ("where", "#loc+road"),
    ("told", "#description"),
    ("killed", "#affected+killed"),
    ("injured", "#affected+injured"),
    ("abducted", "#affected+abducted"),
    ("revision", "#meta+version"),
)
LAYERS: Final = (
    *REPORTS[:7],
    ("country", "#country+name"),
    ("country", "#country"),
    ("adm1", "#adm1+name"),
    ("adm1", "#adm1"),
    ("adm2", "#adm2+name"),
    ("adm2", "#adm2"),
    ("place", "#loc+name"),
    ("place", "#loc"),
    ("lat", "#geo+lat"),
    ("lon", "#geo+lon"),
    ("killed", "#affected+killed"),
    ("source", "#meta+source"),
)


def is_tags(cells: Sequence[str]) -> bool:
    """Whether a row is one of tags: each cell begins with a hash or is empty, and two at least do."""
    told = [cell for cell in cells if cell.strip()]
    return len(told) > 1 and all(cell.strip().startswith("#") for cell in told)


def columns(header: Sequence[str], tags: Sequence[str], wanted: Sequence[tuple[str, str]]) -> Mapping[str, str]:
    """Column of ours to column of theirs, by the first of our tags that exactly one of theirs stands for."""
    told = [_read(tag) for tag in tags]
    out: dict[str, str] = {}
    for own, tag in wanted:
        name, needed = _read(tag)
        found = [
            at
            for at, (held, attributes) in enumerate(told)
            if held == name and needed <= attributes and all(_harmless(one) for one in attributes - needed)
        ]
        if own not in out and len(found) == 1 and header[found[0]] not in out.values():
            out[own] = header[found[0]]
    return out


def _harmless(attribute: str) -> bool:
    return attribute in _HARMLESS or attribute.startswith("i_")


def _read(tag: str) -> tuple[str, frozenset[str]]:
    """`#date +occurred` and `#DATE+occurred` are one tag."""
    name, *attributes = "".join(tag.split()).lower().split("+")
    return name, frozenset(one for one in attributes if one)
