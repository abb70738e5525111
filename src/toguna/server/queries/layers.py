"""What others published, as it was held on a day: base maps and incident data, each with its source and terms.

It is not the register's: nothing here is signed, exchanged or exported as the framework's, and whoever shows it prints
`Layer.credit` and `Layer.licence` beside it.

    layers(reading)                              what is here
    features(reading, "cercles", box=None)       a base map
    published(reading, "acled", since=, until=)  rows as published, for computing
    shown(reading, "acled", since=, until=)      rows as this reader may be shown them
    counts(reading, "acled", by="road", period="month", first=, last=)
"""

from __future__ import annotations

from toguna.server.layers.store import UnknownLayer
from toguna.server.queries.layer_counts import BadPeriod, Counts, UnknownUnits, counts
from toguna.server.queries.layer_rows import (
    UNMAPPED,
    EventRow,
    Layer,
    MapFeature,
    features,
    layers,
    published,
    shown,
    shown_as,
)

__all__ = [
    "UNMAPPED",
    "BadPeriod",
    "Counts",
    "EventRow",
    "Layer",
    "MapFeature",
    "UnknownLayer",
    "UnknownUnits",
    "counts",
    "features",
    "layers",
    "published",
    "shown",
    "shown_as",
]
