"""A gazetteer as features of a layer: places from a table (CSV, XLSX), places, areas and roads from GeoJSON.

    code,name,names,lat,lon,level,parent,cercle,region,rank,valid_from,valid_to
    x-tin-1,Tin Aïcha,Tin Aicha|Ti-n-Aïcha|تين عيشة,16.50,-3.93,,ML0602,Goundam,Tombouctou,3,2021-01-01,

`code` is a P-code or a local one (`x-…`); lists of GeoNames are read as they are. Areas are polygons with `level` 1 to
3 (region, cercle, commune); roads are lines with `via`, the places that they pass in order, `ref` (RN33), `km`, the
length that a source gives, and `straight: true` where the course is only straight lines between places. Properties of
GeoJSON have the names of the columns.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

from toguna.base.text import Text
from toguna.server.intake.geojson import features as geojson
from toguna.server.intake.tables.cells import Wrong, day, needed, position
from toguna.server.intake.tables.columns import Cells, Format, load
from toguna.server.intake.tables.opening import Progress
from toguna.server.layers.rows import Feature, Item, Refusal

_ALIASES: Final = {
    "code": "pcode p_code p-code geonameid id adm1_pcode adm2_pcode adm3_pcode osm_id",
    "name": "nom name_fr name:fr featurename adm3_fr adm2_fr adm1_fr location_name",
    "names": "alternatenames alt_name autres_noms noms old_name",
    "lat": "latitude y",
    "lon": "longitude lng long x",
    "level": "admin_level niveau",
    "parent": "parent_p_code parent_pcode parent_code",
    "region": "adm1 admin1 adm1_name region_name",
    "cercle": "adm2 admin2 adm2_name",
    "commune": "adm3 admin3 adm3_name",
    "valid_from": "valid_from_date valide_du",
    "valid_to": "valid_to_date valide_au",
    "ref": "numero",
    "km": "road_km length_km longueur_km",
    "via": "par",
    "rank": "rang",
}
_NAMES: Final = {alias: own for own, listed in _ALIASES.items() for alias in listed.split()}
_MORE_NAMES: Final = ("asciiname", "geonames_name", "name:en", "name:ar", "name:tmh", "name_en", "name_ar", "int_name")
_CODE: Final = re.compile(r"[A-Za-z0-9][\w.:-]{0,60}")
_REFERENCE: Final = re.compile(r"\bR[NRL] ?\d{1,3}\b")
_SEATS: Final = {"PPLC": 1, "PPLA": 1, "PPLA2": 2}
_REACH_KM: Final = {"WAD": 10, "ERG": 20, "AREA": 15, "LK": 6, "LKI": 6, "STM": 10, "RESF": 15, "LCTY": 3, "CMP": 3}
"""How far around its point what is no settlement may reach; others are points."""
NEEDED: Final = frozenset({"name", "lat", "lon"})
_LEVELS: Final = frozenset({"1", "2", "3"})

_NO_POSITION = Text(
    fr="ce lieu n’a pas de position, et un nom sans position ne situe rien. Ajouter lat et lon, ou importer la carte "
    "(GeoJSON) qui porte ces codes.",
    en="this place has no position, and a name without one places nothing. Add lat and lon, or import the map "
    "(GeoJSON) that has these codes.",
)
_BAD_CODE = Text(
    fr="« {value} » ne peut pas être un code : lettres, chiffres, tirets. Exemples : ML0602, x-tin-aicha.",
    en="“{value}” cannot be a code: letters, digits, hyphens. Examples: ML0602, x-tin-aicha.",
)
_BAD_LEVEL = Text(
    fr="« {value} » n’est pas un niveau : 1 région, 2 cercle, 3 commune, vide pour un lieu.",
    en="“{value}” is not a level: 1 region, 2 cercle, 3 commune, empty for a place.",
)
_TURNED = Text(
    fr="valable jusqu’au {to}, mais depuis le {start} seulement. Corriger l’une des deux dates.",
    en="valid until {to}, yet only from {start}. Correct one of the two dates.",
)
_NO_NAME = Text(
    fr="cet élément n’a pas de nom. Lui en donner un, ou l’ôter.", en="this has no name. Name or remove it."
)


def entries(path: Path, progress: Progress | None = None) -> Iterator[tuple[int, Item]]:
    """The entries of a gazetteer with their lines; one that does not fit comes as a refusal.

    Raises
    ------
    FileProblem
        The file cannot be read, or is neither a table with names and positions nor GeoJSON.
    """
    if path.suffix.lower() in (".geojson", ".json", ".geojsonl"):
        yield from _of_map(path, progress)
        return
    form = Format("gazetteer", NEEDED, _Row, _NAMES)
    yield from load(form, path, progress)


def _of_map(path: Path, progress: Progress | None) -> Iterator[tuple[int, Item]]:
    for line, item in geojson.load(path, progress):
        if not isinstance(item, Feature):
            yield line, item
            continue
        try:
            yield line, _entry(item)
        except Wrong as wrong:
            yield line, Refusal(line, wrong.column, wrong.text)


def _entry(item: Feature) -> Feature:
    """A feature of a map with its properties in our words."""
    raw: dict[str, Any] = msgspec.json.decode(item.properties)
    held: dict[str, str] = {}
    for key, value in raw.items():
        own = _NAMES.get(key.lower(), key.lower())
        if value is not None and own not in held and not isinstance(value, dict):
            held[own] = "|".join(map(str, value)) if isinstance(value, list) else str(value).strip()
    line = "LineString" in item.type
    told = _told(held.get, line=line)
    if line:
        told |= _road(held)
    names = told["names"]
    return item._replace(
        id=told.get("code") or item.id,
        name=names[0] if names else None,
        properties=msgspec.json.encode(told).decode(),
    )


def _road(held: Mapping[str, str]) -> dict[str, Any]:
    named = " ".join(filter(None, (held.get("ref"), held.get("name"), held.get("names"))))
    told: dict[str, Any] = {"refs": sorted(set(_REFERENCE.findall(named.upper())))}
    told["via"] = [name.strip() for name in re.split(r"[|;]", held.get("via", "")) if name.strip()]
    told["straight"] = held.get("straight") in ("True", "true", "1") or held.get("kind") == "schematic"
    km = held.get("km", "").replace(",", ".")
    if re.fullmatch(r"\d{1,5}(\.\d+)?", km) and float(km) > 0:
        told["km"] = float(km)
    return told


class _Row:
    """Reads the rows of a table."""

    def __init__(self, columns: Mapping[str, int]) -> None:
        self.more = [name for name in _MORE_NAMES if name in columns]

    def __call__(self, row: Cells) -> Feature:
        """One row."""
        needed(row["name"], "name")
        lat, lon = position(row["lat"], row["lon"], ("lat", "lon"))
        if lat is None or lon is None:
            raise Wrong("lat", _NO_POSITION)
        # `position` gives thousandths of a degree, as fine as the framework's own places are held.
        x, y = lon / 1000, lat / 1000
        told = _told(lambda key: row[key] or None, line=False)
        told["rank"] = _SEATS.get(row["fcode"], told["rank"])
        if row["fclass"] not in ("", "P"):
            told["minor"] = True
        if row["fcode"] in _REACH_KM:
            told["reach_km"] = _REACH_KM[row["fcode"]]
        code = told.get("code") or f"{told['names'][0]}@{x:.3f},{y:.3f}"
        text = msgspec.json.encode(told).decode()
        shape = msgspec.json.encode({"type": "Point", "coordinates": [x, y]}).decode()
        return Feature(code, 0, "Point", told["names"][0], text, shape, x, y, x, y)


Get = Callable[[str], str | None]


def _told(get: Get, *, line: bool) -> dict[str, Any]:
    """What an entry says of itself, in our words."""
    name = (get("name") or "").strip()
    if not name and not line:
        raise Wrong("name", _NO_NAME)
    names = [name, *re.split(r"[|;,]", get("names") or "")]
    names += [held for key in _MORE_NAMES if (held := get(key))]
    told: dict[str, Any] = {"names": list(dict.fromkeys(one.strip() for one in names if one.strip()))[:60]}
    code = (get("code") or "").strip()
    if code:
        if not _CODE.fullmatch(code):
            raise Wrong("code", _BAD_CODE, value=code)
        told["code"] = code
    level = (get("level") or "").strip()
    if level and level not in (*_LEVELS, "4"):
        raise Wrong("level", _BAD_LEVEL, value=level)
    told["level"] = int(level) if level in _LEVELS else 4
    rank = (get("rank") or "").strip()
    told["rank"] = int(rank) if rank in _LEVELS else 3
    for key in ("parent", "commune", "cercle", "region", "cercle_pcode", "region_pcode"):
        if held := (get(key) or "").strip():
            told[key] = held
    for key in ("valid_from", "valid_to"):
        if held := (get(key) or "").strip():
            told[key] = day(held, key).isoformat()
    if told.get("valid_to", "9999") < told.get("valid_from", ""):
        raise Wrong("valid_to", _TURNED, start=told["valid_from"], to=told["valid_to"])
    return told
