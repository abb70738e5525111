"""The moving map: its page, and its vector tiles. Nothing is fetched from another machine."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from toguna.server.queries.map_tiles import SQUARES_BELOW, base_maps, tile
from toguna.server.queries.maps import tallies
from toguna.server.queries.sketch import sketch
from toguna.server.tiles.mercator import MAX_ZOOM, Tile
from toguna.server.web.incidents import asked_for, kept, light_map
from toguna.server.web.visits import Visit, begin, page

_TYPE = "application/vnd.mapbox-vector-tile"


@require_safe
def incident_map(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """The map to move about on; under it the same numbers as a drawing, for browsers without scripts and for paper."""
    visit = begin(request, lang, framework)
    asked = asked_for(request, visit)
    held = tallies(visit.reading, asked)
    filters = kept(request)
    query = "?" + urlencode(filters) if filters else ""
    spots = sketch(visit.reading).spots
    data = {
        "tallies": held,
        "map": light_map(visit, held),
        "bases": base_maps(visit.reading),
        "box": _box([(s.lon, s.lat) for s in spots]),
        # Built by hand: the pattern is filled by the map, and `reverse` would refuse its braces.
        "tiles": reverse("incident-map", args=[lang, visit.framework]) + "{z}/{x}/{y}.mvt" + query,
        "list_url": reverse("incidents", args=[lang, visit.framework]) + query,
        "deepest": MAX_ZOOM,
        "squares_below": SQUARES_BELOW,
    }
    return page(request, "incident_map.html", visit, data)


def _box(points: list[tuple[float, float]]) -> str:
    """West, south, east, north of what the map opens on; empty where no place has coordinates."""
    if not points:
        return ""
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    return ",".join(f"{value:.3f}" for value in (min(lons), min(lats), max(lons), max(lats)))


@require_safe
def map_tile(request: HttpRequest, lang: str, framework: str, z: int, x: int, y: int) -> HttpResponse:
    """One vector tile, cut to the reader.

    Raises
    ------
    NoSuchTile
    """
    visit = begin(request, lang, framework)
    body = tile(visit.reading, _state(visit), asked_for(request, visit), Tile(z, x, y), lang)
    return HttpResponse(body, content_type=_TYPE)


def _state(visit: Visit) -> tuple[object, ...]:
    return visit.register.key
