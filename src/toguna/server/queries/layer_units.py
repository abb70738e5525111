"""To which unit a published event belongs: the region or cercle its publisher names, a road of the register, or an
area or line of a base map.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from toguna.base.errors import InputError
from toguna.base.text import Text
from toguna.domain.places import Place, Road
from toguna.server.layers.rows import Event
from toguna.server.queries.layer_rows import features
from toguna.server.queries.reading import Reading

if TYPE_CHECKING:
    from numpy.typing import NDArray

KM_A_DEGREE: Final = 111.195
_FINE: Final = {
    "adm1": frozenset({"spot", "near", "line", "adm2", "adm1", "unknown"}),
    "adm2": frozenset({"spot", "near", "line", "adm2", "unknown"}),
    "area": frozenset({"spot", "near", "line"}),
    "line": frozenset({"spot", "line"}),
}
"""How finely an event must be placed to be counted in a unit: one that is placed in its region is in no cercle of
it.
"""
_WORDS: Final = frozenset("region cercle district province department departement commune".split())


class UnknownUnits(InputError):
    """Events cannot be counted by that."""

    code = "unknown-units"
    text = Text(
        fr="Impossible de compter par « {by} ». Choisir adm1, adm2, road, segment, ou map: suivi du nom d’un fond de "
        "carte.",
        en="Cannot count by “{by}”. Choose adm1, adm2, road, segment, or map: followed by the name of a base map.",
    )


@dataclass(frozen=True)
class Units:
    """The units in their order, what they are called, and which one (its number, or None) each event belongs to."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    of: Callable[[Sequence[Event]], list[int | None]]
    below_cercle: bool


def units(reading: Reading, by: str, wanted: Sequence[str] | None, rows: Iterable[Event], within_km: float) -> Units:
    """The units to count by.

    Raises
    ------
    UnknownUnits, UnknownLayer
    """
    if by in ("adm1", "adm2"):
        return _named(by, wanted, rows)
    if by in ("road", "segment"):
        return _on_lines(_roads(reading, by), wanted, within_km)
    if by.startswith("map:"):
        return _on_map(reading, by[4:], wanted, within_km)
    raise UnknownUnits(by=by)


def folded(name: str) -> str:
    """A name without accents, case, or the word for what it is: `Région de Ménaka` and `Menaka region` are one."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).lower()
    words = [word for word in plain.replace("-", " ").replace("'", " ").replace("’", " ").split() if word not in _WORDS]
    return " ".join(word for n, word in enumerate(words) if n or word not in ("de", "d", "of"))


def _named(by: str, wanted: Sequence[str] | None, rows: Iterable[Event]) -> Units:
    names: dict[str, str] = {folded(name): name for name in wanted or ()}
    if wanted is None:
        for held in sorted({getattr(row, by) for row in rows if row.spot in _FINE[by] and getattr(row, by)}):
            names.setdefault(folded(held), held)
        names = dict(sorted(names.items()))
    at = {key: number for number, key in enumerate(names)}

    def of(asked: Sequence[Event]) -> list[int | None]:
        known = {name: at.get(folded(name)) if name else None for name in {getattr(row, by) for row in asked}}
        return [known[getattr(row, by)] if row.spot in _FINE[by] else None for row in asked]

    return Units(tuple(names), tuple(names.values()), of, below_cercle=False)


Line = list[tuple[float, float]]


def _roads(reading: Reading, by: str) -> dict[str, list[Line]]:
    """The framework's roads, or their segments, as straight lines between the places of the register."""
    places = {p.id: (p.lon / 1000, p.lat / 1000) for p in reading.all(Place) if p.lat is not None and p.lon is not None}
    out: dict[str, list[Line]] = {}
    for road in reading.all(Road):
        if road.framework not in (None, reading.framework):
            continue
        for one, two in road.segments():
            if one in places and two in places:
                name = road.id if by == "road" else f"{one}–{two}"
                out.setdefault(name, []).append([places[one], places[two]])
    return out


def _on_lines(lines: dict[str, list[Line]], wanted: Sequence[str] | None, within_km: float) -> Units:
    ids = tuple(wanted if wanted is not None else lines)

    def of(rows: Sequence[Event]) -> list[int | None]:
        import numpy as np

        xy, at = _points(rows, "line")
        best = np.full(len(xy), within_km)
        found = np.full(len(xy), -1)
        for number, name in enumerate(ids):
            for line in lines.get(name, []):
                away = _distances(xy, np.asarray(line, dtype=np.float64))
                nearer = away < best
                best, found = np.where(nearer, away, best), np.where(nearer, number, found)
        return _spread(len(rows), at, found)

    return Units(ids, ids, of, below_cercle=True)


def _on_map(reading: Reading, layer: str, wanted: Sequence[str] | None, within_km: float) -> Units:
    areas: dict[str, list[list[Line]]] = {}
    lines: dict[str, list[Line]] = {}
    for feature in features(reading, layer):
        name = feature.name or feature.id
        if feature.type in ("Polygon", "MultiPolygon"):
            polygons = [feature.coordinates] if feature.type == "Polygon" else feature.coordinates
            areas.setdefault(name, []).extend(polygons)
        elif feature.type in ("LineString", "MultiLineString"):
            held = [feature.coordinates] if feature.type == "LineString" else feature.coordinates
            lines.setdefault(name, []).extend(held)
    if not areas:
        return _on_lines(lines, wanted, within_km)
    ids = tuple(wanted if wanted is not None else areas)

    def of(rows: Sequence[Event]) -> list[int | None]:
        import numpy as np

        xy, at = _points(rows, "area")
        found = np.full(len(xy), -1)
        for number, name in enumerate(ids):
            for rings in areas.get(name, []):
                inside = np.zeros(len(xy), dtype=bool)
                for ring in rings:  # a hole turns what lies in it outside again
                    inside ^= _inside(xy, np.asarray([point[:2] for point in ring], dtype=np.float64))
                found = np.where(inside & (found < 0), number, found)
        return _spread(len(rows), at, found)

    return Units(ids, ids, of, below_cercle=False)


def _points(rows: Sequence[Event], fine: str) -> tuple[NDArray[Any], list[int]]:
    """The positions that are known finely enough, and which rows they are of."""
    import numpy as np

    at = [n for n, row in enumerate(rows) if row.spot in _FINE[fine] and row.lat is not None]
    return np.array([(rows[n].lon, rows[n].lat) for n in at], dtype=np.float64).reshape(-1, 2) / 1000, at


def _spread(number: int, at: list[int], found: NDArray[Any]) -> list[int | None]:
    out: list[int | None] = [None] * number
    for n, unit in zip(at, found.tolist(), strict=True):
        out[n] = unit if unit >= 0 else None
    return out


def _distances(points: NDArray[Any], line: NDArray[Any]) -> NDArray[Any]:
    """Kilometres from each point to a line, on a plane around it; good to a per cent at a few hundred kilometres."""
    import numpy as np

    scale = KM_A_DEGREE * np.array([math.cos(math.radians(float(line[:, 1].mean()))), 1.0])
    p, a, b = points * scale, line[:-1, :2] * scale, line[1:, :2] * scale
    best = np.full(len(p), np.inf)
    for one, two in zip(a, b, strict=True):
        along = two - one
        square = float(along @ along)
        t = np.clip((p - one) @ along / square, 0.0, 1.0) if square else np.zeros(len(p))
        best = np.minimum(best, np.linalg.norm(p - one - t[:, None] * along, axis=1))
    return best


def _inside(points: NDArray[Any], ring: NDArray[Any]) -> NDArray[Any]:
    """Whether each point lies inside a ring: the parity of the sides crossed on the way out."""
    import numpy as np

    inside = np.zeros(len(points), dtype=bool)
    near = np.flatnonzero(((points >= ring.min(axis=0)) & (points <= ring.max(axis=0))).all(axis=1))
    x, y = points[near, 0], points[near, 1]
    odd = np.zeros(len(near), dtype=bool)
    for (x1, y1), (x2, y2) in zip(ring, np.roll(ring, -1, axis=0), strict=True):
        if y1 != y2:
            odd ^= ((y1 > y) != (y2 > y)) & (x < (x2 - x1) * (y - y1) / (y2 - y1) + x1)
    inside[near] = odd
    return inside
