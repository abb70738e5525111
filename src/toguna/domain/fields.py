"""The number of every field name on the wire (spec/entry-types.md). Numbers are final: new names are added at the end."""

from __future__ import annotations

from typing import Final

_ORDER: Final = (
    "id framework kind name by where stretches level frequency start planned_end date basis why status authorised ref until "
    "means source relies_on garrison may_fill end end_press ended_because ended_why outputs observed from_measure to_measure "
    "overlap confirmed_by party seat measure road half state segment_from segment_to what note"
).split()

FIELDS: Final[dict[str, int]] = {name: number for number, name in enumerate(_ORDER)}
NAMES: Final[dict[int, str]] = {number: name for name, number in FIELDS.items()}
