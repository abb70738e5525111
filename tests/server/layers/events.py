"""Published events for tests, made by hand."""

from __future__ import annotations

from datetime import UTC, datetime

from homes import Home

from toguna.server.actions.layers import bring
from toguna.server.layers.rows import Event, File

TALVANE_ROAD = (-30.10, -20.12)
"""On the road from Valombrine to Ostrine, to about a kilometre."""


def event(
    id_: str,
    first: str = "2031-05-06",
    last: str | None = None,
    *,
    kind: str | None = None,
    original: str = "robbery",
    at: tuple[float, float] | None = TALVANE_ROAD,
    spot: str = "spot",
    adm1: str | None = "Ostrine",
    adm2: str | None = "Vallée",
    country: str = "Ostrie",
    event: str | None = None,
) -> Event:
    """One event, on a known day and at a known place where nothing else is said."""
    lat, lon = (round(at[0] * 1000), round(at[1] * 1000)) if at else (None, None)
    return Event(
        *(id_, event or id_, kind, original, first, last or first, 1 if last is None else 6, "1", country, adm1, adm2),
        *("Ambrelune", lat, lon, "1", spot, 1, 2, 3, "Radio", None),
    )


def put(home: Home, *events: Event, layer: str = "acled") -> None:
    """Load them."""
    file = File(layer, "acled", "f.csv", 1, "00", None, "terms", "credit")
    bring(home, file, enumerate(events, 2), kind=Event, at=datetime(2031, 6, 1, tzinfo=UTC))
