"""A GeoJSON file as features of a base map: a FeatureCollection, one Feature, or a feature on each line.

WGS 84, longitude before latitude. The features are read one by one from the bytes of the file, so that a large map
needs little more room than its own size.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

import msgspec

from toguna.base.text import Text
from toguna.server.intake.scenario.reading import FileProblem, NoFile, problem
from toguna.server.intake.scenario.reasons import of_system
from toguna.server.layers.rows import Feature, Item, Refusal

LARGEST_FILE: Final = 300_000_000
_DEPTHS: Final = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}
_FEWEST: Final = {"LineString": 2, "MultiLineString": 2, "Polygon": 4, "MultiPolygon": 4}
_NAMES: Final = ("name:fr", "name_fr", "nom", "name", "NAME", "NOM")
_WGS84: Final = ("CRS84", "4326")
Progress = Callable[[int, int], None]

_TOO_LARGE = Text(
    fr="le fichier dépasse 300 Mo. Le découper ou simplifier la carte.",
    en="the file is larger than 300 MB. Split it or simplify the map.",
)
_NOT_UTF8 = Text(
    fr="le fichier n’est pas en UTF-8. L’enregistrer en UTF-8 puis recommencer.",
    en="the file is not UTF-8. Save it as UTF-8 and try again.",
)
_NOT_JSON = Text(
    fr="le fichier n’est pas du GeoJSON lisible à cet endroit. L’exporter de nouveau en GeoJSON.",
    en="the file is not readable GeoJSON at this place. Export it as GeoJSON again.",
)
_NOT_GEOJSON = Text(
    fr="ce fichier JSON n’est pas une carte (« FeatureCollection » attendu, « {type} » trouvé). Vérifier que c’est le "
    "bon.",
    en="this JSON file is not a map (“FeatureCollection” expected, “{type}” found). Check that it is the right one.",
)
_OTHER_CRS = Text(
    fr="les coordonnées sont dans un autre système ({crs}). Exporter la carte en WGS 84 (EPSG:4326).",
    en="the coordinates are in another system ({crs}). Export the map in WGS 84 (EPSG:4326).",
)
_NO_GEOMETRY = Text(
    fr="cet élément n’a pas de position. L’ôter, ou lui en donner une.",
    en="this feature has no position. Remove it, or give it one.",
)
_GEOMETRY = Text(
    fr="forme « {type} » inconnue. Formes admises : {known}.", en="unknown shape “{type}”. Shapes allowed: {known}."
)
_NOT_DEGREES = Text(
    fr="« {value} » n’est pas une longitude et une latitude en degrés. Exporter la carte en WGS 84, longitude d’abord.",
    en="“{value}” is not a longitude and a latitude in degrees. Export the map in WGS 84, longitude first.",
)
_TOO_SHORT = Text(
    fr="une ligne a moins de deux points, ou un contour moins de quatre. Compléter le tracé ou l’ôter.",
    en="a line has fewer than two points, or an outline fewer than four. Complete or remove it.",
)
_NOT_A_FEATURE = Text(
    fr="ceci n’est pas un élément de carte (« Feature »). L’ôter.", en="this is not a feature of a map. Remove it."
)


class _Collection(msgspec.Struct):
    """The outermost level; what is inside stays bytes until its turn."""

    type: str = ""
    features: list[msgspec.Raw] | None = None
    crs: Any = None


class _Feature(msgspec.Struct):
    type: str = ""
    id: str | int | float | None = None
    geometry: dict[str, Any] | None = None
    properties: dict[str, Any] | None = None


_COLLECTION: Final = msgspec.json.Decoder(_Collection)
_FEATURE: Final = msgspec.json.Decoder(_Feature)


class _Wrong(Exception):
    def __init__(self, column: str, text: Text, **data: object) -> None:
        said = {name: str(value).replace("{", "(").replace("}", ")") for name, value in data.items()}
        self.column, self.text = column, Text(fr=text.fr.format(**said), en=text.en.format(**said))


def load(path: Path, progress: Progress | None = None) -> Iterator[tuple[int, Item]]:
    """The features of a file with the lines they begin on; one that does not fit comes as a refusal.

    Raises
    ------
    FileProblem
        The file cannot be opened, or is no GeoJSON in WGS 84.
    """
    data = _bytes(path)
    raws = _raws(data, path.name)
    copies: Counter[str] = Counter()
    at = line = 0
    for number, raw in enumerate(raws):
        piece = bytes(raw)
        begin = data.find(piece, at)
        line += data.count(b"\n", at, begin)
        at = begin
        try:
            yield line + 1, _feature(piece, number, copies)
        except _Wrong as wrong:
            yield line + 1, Refusal(line + 1, wrong.column, wrong.text)
        if progress:
            progress(at, len(data))


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise NoFile(file=path.name, problem=of_system(error)) from None
    if len(data) > LARGEST_FILE:
        raise NoFile(file=path.name, problem=_TOO_LARGE)
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise problem(path.name, data.count(b"\n", 0, error.start) + 1, _NOT_UTF8) from None
    return data


def _raws(data: bytes, name: str) -> list[msgspec.Raw]:
    """The features as bytes."""
    if data.lstrip()[:1] not in (b"{", b"\x1e"):
        raise problem(name, 1, _NOT_JSON)
    try:
        outer = _COLLECTION.decode(data)
    except msgspec.DecodeError as error:
        lines = _lines(data)
        if lines is None:
            raise _unreadable(data, name, error) from None
        return lines
    if outer.crs is not None and not any(mark in str(outer.crs) for mark in _WGS84):
        raise problem(name, 1, _OTHER_CRS, crs=_crs(outer.crs))
    if outer.type == "Feature":
        return [msgspec.Raw(data.strip())]
    if outer.type != "FeatureCollection" or outer.features is None:
        raise problem(name, 1, _NOT_GEOJSON, type=outer.type or "?")
    return outer.features


def _lines(data: bytes) -> list[msgspec.Raw] | None:
    """A feature on each line (RFC 8142); None where that is not what this is."""
    lines = [held for line in data.splitlines() if (held := line.strip(b"\x1e \t\r"))]
    try:
        if len(lines) < 2 or any(_COLLECTION.decode(line).type != "Feature" for line in lines[:2]):
            return None
    except msgspec.DecodeError:
        return None
    return [msgspec.Raw(line) for line in lines]


def _unreadable(data: bytes, name: str, error: msgspec.DecodeError) -> FileProblem:
    """Where the parser stopped: it says the byte, people need the line."""
    digits = "".join(c for c in str(error).rpartition("byte ")[2] if c.isdigit())
    line = data.count(b"\n", 0, int(digits)) + 1 if digits else data.count(b"\n") + 1
    return problem(name, line, _NOT_JSON)


def _crs(crs: Any) -> str:
    try:
        return str(crs["properties"]["name"])
    except (KeyError, TypeError):
        return "?"


def _feature(piece: bytes, number: int, copies: Counter[str]) -> Feature:
    try:
        held = _FEATURE.decode(piece)
    except msgspec.DecodeError:
        raise _Wrong("type", _NOT_A_FEATURE) from None
    if held.type != "Feature":
        raise _Wrong("type", _NOT_A_FEATURE)
    if not held.geometry:
        raise _Wrong("geometry", _NO_GEOMETRY)
    kind, coordinates = held.geometry.get("type"), held.geometry.get("coordinates")
    if kind not in _DEPTHS:
        raise _Wrong("geometry", _GEOMETRY, type=kind, known=", ".join(_DEPTHS))
    box = _Box(_FEWEST.get(kind, 1))
    box.take(coordinates, _DEPTHS[kind])
    properties = held.properties or {}
    text = msgspec.json.encode(properties).decode()
    geometry = msgspec.json.encode({"type": kind, "coordinates": coordinates}).decode()
    return Feature(
        _id(held, text + geometry, copies),
        *(number, kind, _name(properties), text, geometry),
        *(box.west, box.south, box.east, box.north),
    )


def _id(held: _Feature, said: str, copies: Counter[str]) -> str:
    """The file's own id; else one made of what the feature says, so that an unchanged one keeps it."""
    if held.id is not None:
        return f"{held.id}"
    made = blake2b(said.encode(), digest_size=12).hexdigest()
    copies[made] += 1
    return made if copies[made] == 1 else f"{made}.{copies[made]}"


def _name(properties: dict[str, Any]) -> str | None:
    """What a map would write beside it."""
    return next((held for key in _NAMES if isinstance(held := properties.get(key), str) and held), None)


class _Box:
    """Goes through the points of a geometry, checks each, and keeps the box around them."""

    def __init__(self, fewest: int) -> None:
        self.fewest = fewest
        self.west = self.south = math.inf
        self.east = self.north = -math.inf

    def take(self, held: Any, depth: int) -> None:
        """The coordinates of a geometry, `depth` lists deep."""
        if depth == 0:
            self._point(held)
            return
        if not isinstance(held, list) or not held or (depth == 1 and len(held) < self.fewest):
            raise _Wrong("geometry", _TOO_SHORT)
        for inner in held:
            self.take(inner, depth - 1)

    def _point(self, held: Any) -> None:
        if not isinstance(held, list) or len(held) < 2 or not all(type(n) in (int, float) for n in held[:2]):
            raise _Wrong("geometry", _NOT_DEGREES, value=held)
        x, y = held[:2]
        if not (-180 <= x <= 180 and -90 <= y <= 90):
            raise _Wrong("geometry", _NOT_DEGREES, value=f"{x}, {y}")
        self.west, self.east = min(self.west, x), max(self.east, x)
        self.south, self.north = min(self.south, y), max(self.north, y)
