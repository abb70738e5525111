"""Features of a layer as the gazetteer needs them: the middle and the reach of an area, the course of a road."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import msgspec

from toguna.analysis.where import Line, Road, distance_m
from toguna.server.layers.rows import Feature


def area_of(row: Feature) -> tuple[float, float, float]:
    """Longitude and latitude of the middle, and the metres to the furthest corner; no metres for a point."""
    shape = msgspec.json.decode(row.geometry)
    if shape["type"] == "Point":
        lon, lat = shape["coordinates"][:2]
        return lon, lat, 0.0
    rings = (
        shape["coordinates"] if shape["type"] == "Polygon" else [ring for part in shape["coordinates"] for ring in part]
    )
    lon, lat = _centroid(max(rings, key=len))
    return lon, lat, max(distance_m((lon, lat), (x, y)) for ring in rings for x, y, *_ in ring)


def _centroid(ring: list[list[float]]) -> tuple[float, float]:
    """The centre of gravity of an outline; the middle of its box where it encloses nothing."""
    twice = east = north = 0.0
    for (ax, ay, *_), (bx, by, *_) in pairwise(ring):
        cross = ax * by - bx * ay
        twice, east, north = twice + cross, east + (ax + bx) * cross, north + (ay + by) * cross
    if abs(twice) < 1e-12:
        xs, ys = [p[0] for p in ring], [p[1] for p in ring]
        return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    return east / (3 * twice), north / (3 * twice)


def lines_of(layer: str, row: Feature, told: dict[str, Any]) -> list[Road]:
    """The roads of a feature, a line each; `via` are still names."""
    shape = msgspec.json.decode(row.geometry)
    lines = [shape["coordinates"]] if shape["type"] == "LineString" else shape["coordinates"]
    said = 1000.0 * told["km"] if "km" in told and len(lines) == 1 else None
    return [
        Road(
            row.id if n == 0 else f"{row.id}/{n}",
            tuple(told["refs"]),
            Line.through([(x, y) for x, y, *_ in line]),
            tuple(told["via"]),
            said_m=said,
            straight=told["straight"],
            layer=layer,
        )
        for n, line in enumerate(lines)
        if len(line) > 1
    ]
