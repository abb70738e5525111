"""Incidents in a file: counts by week and road, as a table with HXL tags or as GeoJSON; each row says whose, as of
when, and under which stamp.

`location_code #loc+code, location_name #loc+name, events #indicator+event+num, reference_period_start #date+start,
reference_period_end #date+end`: the names under which humanitarian data exchanges publish aggregates.
"""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from toguna.base.dates import say_day
from toguna.server.queries.incident_export import Cell, cells, exports
from toguna.server.web.incidents import asked_for
from toguna.server.web.texts import TEXTS
from toguna.server.web.visits import Visit, begin

_COLUMNS = (
    ("reference_period_start", "#date+start"),
    ("reference_period_end", "#date+end"),
    ("location_code", "#loc+code"),
    ("location_name", "#loc+name"),
    ("events", "#indicator+event+num"),
    ("as_of", "#date+reported"),
    ("source", "#meta+source"),
    ("note", "#meta+note"),
)
_TYPES = {"csv": "text/csv; charset=utf-8", "geojson": "application/geo+json"}


@require_safe
def incident_file(request: HttpRequest, lang: str, framework: str, form: str) -> HttpResponse:
    """The counts that this reader may take along; for any other reader there is no such address."""
    visit = begin(request, lang, framework)
    if form not in _TYPES or exports(visit.reading) != "file":
        raise Http404
    held = cells(visit.reading, asked_for(request, visit))
    body = _table(visit, held) if form == "csv" else _geojson(visit, held)
    answer = HttpResponse(body, content_type=_TYPES[form])
    name = f"incidents-{framework}-{visit.today.isoformat()}.{form}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _row(visit: Visit, cell: Cell) -> dict[str, Any]:
    return {
        "reference_period_start": cell.first.isoformat(),
        "reference_period_end": cell.last.isoformat(),
        "location_code": " ".join(cell.spots),
        "location_name": cell.where.say(visit.lang),
        "events": cell.events,
        **_about(visit),
    }


def _about(visit: Visit) -> dict[str, str]:
    source = TEXTS["facts.file-source"].say(
        visit.lang, name=visit.name.say(visit.lang), day=say_day(visit.today, visit.lang)
    )
    note = TEXTS[f"stamp.{visit.stamp}"].say(visit.lang) if visit.stamp else ""
    return {"as_of": visit.today.isoformat(), "source": source, "note": note}


def _table(visit: Visit, held: list[Cell]) -> str:
    out = StringIO(newline="")
    writer = csv.DictWriter(out, [name for name, _ in _COLUMNS], lineterminator="\r\n")
    writer.writeheader()
    writer.writerow(dict(_COLUMNS))
    writer.writerows({name: cell_text(value) for name, value in _row(visit, cell).items()} for cell in held)
    # The mark by which spreadsheets know UTF-8.
    return "\ufeff" + out.getvalue()


def cell_text(value: Any) -> Any:
    """A name that begins like a formula must not become one in a spreadsheet."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def _geojson(visit: Visit, held: list[Cell]) -> str:
    features = [
        {
            "type": "Feature",
            "id": f"{'+'.join(cell.spots) or 'area'}:{cell.first.isoformat()}",
            "geometry": _geometry(cell),
            "properties": _row(visit, cell),
        }
        for cell in held
    ]
    return json.dumps({"type": "FeatureCollection", **_about(visit), "features": features}, ensure_ascii=False)


def _geometry(cell: Cell) -> dict[str, Any] | None:
    if not cell.line:
        return None
    if len(cell.line) == 1:
        return {"type": "Point", "coordinates": cell.line[0]}
    return {"type": "LineString", "coordinates": cell.line}
