"""What others published, as it was held on a day: base maps and incident data, each with its source and terms.

It is not the register's: nothing here is signed, exchanged or exported as the framework's, and whoever shows it prints
`Layer.credit` and `Layer.licence` beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from django.conf import settings

from toguna.server.layers import store
from toguna.server.layers.rows import Feature
from toguna.server.queries.reading import Reading


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer as of the day asked about. `holds` is `event` or `feature`; `first` and `last` are the days that its
    latest file reaches over. A licence or credit of None was not stated, and is to be shown as such.
    """

    name: str
    holds: str
    provider: str
    edition: str | None
    licence: str | None
    credit: str | None
    file: str
    sha256: str
    loaded: str
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class MapFeature:
    """One feature of a base map: GeoJSON geometry (WGS 84, longitude first) and the box around it: west, south, east,
    north.
    """

    id: str
    type: str
    name: str | None
    properties: Mapping[str, Any]
    coordinates: Any
    box: tuple[float, float, float, float]


def layers(reading: Reading) -> tuple[Layer, ...]:
    """Every layer held on the day asked about, by name."""
    with store.to_read(settings.HOME) as held:
        if held is None:
            return ()
        out = []
        for number, name, holds, provider in store.layers(held, reading.as_of):
            load = store.loads(held, number, reading.as_of)[0]
            file, account = load.file, load.account
            out.append(
                Layer(
                    *(name, holds, provider, file.edition, file.licence, file.credit, file.name, file.sha256, load.day),
                    *(account.first, account.last),
                )
            )
        return tuple(out)


def features(
    reading: Reading, layer: str, box: tuple[float, float, float, float] | None = None
) -> Iterator[MapFeature]:
    """The features of a base map, in the order of its file; with a box (west, south, east, north) those that touch it.

    Raises
    ------
    UnknownLayer
    """
    where, values = ("", ()) if box is None else ("AND east >= ? AND north >= ? AND west <= ? AND south <= ?", box)
    with store.to_read(settings.HOME) as held:
        if held is None:
            raise store.UnknownLayer(layer=layer, known="–")
        number = store.layer_number(held, layer, Feature, reading.as_of)
        for row in store.held_rows(held, Feature, number, reading.as_of, where, values):
            yield MapFeature(
                *(row.id, row.type, row.name, msgspec.json.decode(row.properties)),
                *(msgspec.json.decode(row.geometry)["coordinates"], (row.west, row.south, row.east, row.north)),
            )
