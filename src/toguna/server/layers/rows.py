"""What a layer holds: rows of published events, features of a map, and the loads they came with.

An `Event` carries no actor, no perpetrator, no words of the source: who is said to have done what to whom is not needed
to count, and is not held (domain notes §6.2, §12). Positions are whole thousandths of a degree, as those of places.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

from toguna.base.text import Text

SPOTS: Final = {
    "spot": Text(fr="lieu nommé", en="named place"),
    "near": Text(fr="environs d’un lieu", en="near a named place"),
    "line": Text(fr="le long d’un axe", en="along a road or river"),
    "adm2": Text(fr="cercle ou district", en="cercle or district"),
    "adm1": Text(fr="région", en="region"),
    "country": Text(fr="pays ou plus large", en="country or wider"),
    "unknown": Text(fr="précision non dite", en="precision not said"),
}
"""How finely a provider has placed an event; each provider's own code stands beside it."""


class Event(NamedTuple):
    """One row as its provider published it, as far as it is held.

    `id` is the row, `event` what is counted: a provider may list one event in several rows. `kind` is a code of ours or
    None where the provider's kind has no sure counterpart; `original` is always the provider's. `first` and `last` are
    the days between which it happened, ISO; `precision` is that of `toguna.base.dates`.
    """

    id: str
    event: str
    kind: str | None
    original: str
    first: str
    last: str
    precision: int
    date_code: str | None
    country: str | None
    adm1: str | None
    adm2: str | None
    place: str | None
    lat: int | None
    lon: int | None
    place_code: str | None
    spot: str
    killed_low: int | None
    killed: int | None
    killed_high: int | None
    source: str | None
    stamp: int | None


class Feature(NamedTuple):
    """One feature of a base map: GeoJSON geometry and properties as text, and its box (west, south, east, north)."""

    id: str
    number: int
    type: str
    name: str | None
    properties: str
    geometry: str
    west: float
    south: float
    east: float
    north: float


class Gone(NamedTuple):
    """The provider has withdrawn a row; `stamp` is when, in its own seconds."""

    id: str
    stamp: int | None


class Refusal(NamedTuple):
    """A row that does not fit: where, and what to do."""

    line: int
    column: str | None
    problem: Text


class LeftOut(NamedTuple):
    """A row that is not taken, on purpose (cases of sexual violence and of children)."""

    line: int


Item = Event | Feature | Gone | Refusal | LeftOut


@dataclass(frozen=True, slots=True)
class File:
    """The file that rows came from, and on what terms."""

    layer: str
    provider: str
    name: str
    size: int
    sha256: str
    edition: str | None
    licence: str | None
    credit: str | None


@dataclass(frozen=True, slots=True)
class Account:
    """What a load did, row by row. `older`: rows older than what is held, or withdrawn since, which change nothing.
    `absent`: rows held that this file does not name; they stay unless it is said to be the whole layer.
    """

    layer: str
    rows: int
    new: int
    updated: int
    deleted: int
    unchanged: int
    older: int
    refused: int
    left_out: int
    absent: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Load:
    """One load of a layer: the day it was held from, the file, its terms, and what it did."""

    id: int
    day: str
    at: str
    file: File
    account: Account
