"""Incidents et alertes: the list of incidents with its filters, the page of each, what may be taken along in a file."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from toguna.base.dates import When, say_month
from toguna.base.errors import InputError
from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.incidents import INCIDENT
from toguna.server import charts
from toguna.server.queries import incident_pages as pages
from toguna.server.queries.axes import roads
from toguna.server.queries.incident_export import exports
from toguna.server.queries.incident_stories import story
from toguna.server.queries.maps import Tallies, tallies
from toguna.server.queries.naming import spot_name
from toguna.server.queries.releases import FEWEST
from toguna.server.queries.sketch import sketch
from toguna.server.web.tags import said
from toguna.server.web.telling import lines
from toguna.server.web.texts import TEXTS
from toguna.server.web.visits import Visit, begin, page

FILTERS = ("le", "genre", "axe", "etat", "lieu", "du", "au")
LONGEST_PLACE = 60
_LARGE = frozenset({"city", "town"})
_MARK = re.compile(r"(\d{4}-\d\d-\d\d)~([\w.-]{1,120})")


class BadMark(InputError):
    """The address of a further page is not one that a page gave."""

    code = "no-such-page"
    text = Text(
        fr="Cette suite de la liste n’existe pas. Revenir au début de la liste.",
        en="There is no such continuation of the list. Go back to the start of the list.",
    )


@require_safe
def incidents(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """The incidents asked for, by page, with their number by month and by road."""
    visit = begin(request, lang, framework)
    asked, after = asked_for(request, visit), _mark(request.GET.get("avant", ""))
    found = pages.listed(visit.reading, asked, after)
    data = {
        "asked": asked,
        "choices": _choices(visit),
        "found": found,
        "rows": [(row, _status(visit, row.status)) for row in found.rows],
        "older": _link(request, found.following),
        "latest": _link(request, None) if after else "",
        "again": _link(request, None, only=("le",)),
        "narrowed": asked != pages.Asked(),
        "filters": urlencode(kept(request)),
        "counts_only": pages.counts_only(visit.reading),
        "exports": exports(visit.reading),
        "fewest": FEWEST,
        **(overview(visit, asked) if after is None else {}),
    }
    return page(request, "incidents.html", visit, data)


@require_safe
def incident(request: HttpRequest, lang: str, framework: str, id: str) -> HttpResponse:  # noqa: A002 - the address's word
    """One incident as a story; the same answer for one that is hidden and one that does not exist."""
    visit = begin(request, lang, framework)
    held = story(visit.reading, id)
    if held is None:
        raise Http404
    data = {"story": held, "row": held.row, "steps": lines("facts.step", held.steps)}
    return page(request, "incident.html", visit, data)


def asked_for(request: HttpRequest, visit: Visit) -> pages.Asked:
    """What the address asks for; a code that stands in no list asks for nothing.

    Raises
    ------
    DateError
        A day of the period is none.
    """
    get = request.GET.get
    known = {road.id for road in roads(visit.reading)}
    return pages.Asked(
        kind=_one_of(get("genre", ""), codes.INCIDENT_KINDS),
        road=_one_of(get("axe", ""), known),
        status=_one_of(get("etat", ""), pages.statuses(visit.reading)),
        place=get("lieu", "").strip()[:LONGEST_PLACE],
        first=_day(get("du", "")),
        last=_day(get("au", "")),
    )


def _one_of(value: str, known: Any) -> str:
    return value if value in known else ""


def _day(text: str) -> date | None:
    """A day of the period; `30/04/2019` is read too: not every phone has a calendar."""
    parts = text.strip().split("/")
    if len(parts) == 3 and len(parts[2]) == 4:
        text = "-".join(reversed(parts))
    return When.parse(text).first if text.strip() else None


def _mark(text: str) -> pages.Mark | None:
    if not text:
        return None
    found = _MARK.fullmatch(text)
    if found is None:
        raise BadMark
    return pages.Mark(When.parse(found[1]).first, found[2])


def kept(request: HttpRequest, only: tuple[str, ...] = FILTERS) -> dict[str, str]:
    """What of the address goes on to the next one."""
    return {name: value for name in only if (value := request.GET.get(name, "").strip())}


def _link(request: HttpRequest, mark: pages.Mark | None, **more: Any) -> str:
    held = kept(request, **more)
    if mark is not None:
        held["avant"] = f"{mark.day.isoformat()}~{mark.case}"
    return "?" + urlencode(held)


def _choices(visit: Visit) -> dict[str, Any]:
    """What each list of the form offers."""
    assert INCIDENT.machine is not None
    labels = INCIDENT.machine.labels
    return {
        "kinds": sorted(codes.INCIDENT_KINDS.labels.items(), key=lambda one: one[1].say(visit.lang)),
        "roads": [(road.id, spot_name(visit.reading, road.id)) for road in roads(visit.reading)],
        "statuses": [(status, labels[status]) for status in pages.statuses(visit.reading)],
    }


def _status(visit: Visit, status: str) -> Text:
    assert INCIDENT.machine is not None
    return INCIDENT.machine.labels[pages.status_shown(visit.reading, status)]


def overview(visit: Visit, asked: pages.Asked) -> dict[str, Any]:
    """The chart by month and the light map of what was asked for; for who gets counts only, the counts."""
    months = pages.by_month(visit.reading, asked)
    if pages.counts_only(visit.reading):
        return {"month_rows": [(say_month(row.month, visit.lang), row.dated) for row in reversed(months)]}
    held = tallies(visit.reading, asked)
    return {"months": month_chart(visit, months), "map": light_map(visit, held), "tallies": held}


def _say(visit: Visit, key: str, **data: Any) -> str:
    return TEXTS[key].say(visit.lang, **{name: said(value, visit.lang) for name, value in data.items()})


def month_chart(visit: Visit, rows: list[pages.MonthRow]) -> SafeString:
    """The events of each month as bars; its description says every number."""
    names = _say(visit, "facts.months-names").split()
    years = [str(row.month.year) if n == 0 or row.month.month == 1 else "" for n, row in enumerate(rows)]
    bars = [
        charts.Month(names[row.month.month - 1], year, row.dated or 0, row.rough)
        for row, year in zip(rows, years, strict=True)
    ]
    words = [
        _say(visit, "facts.months-said", month=say_month(row.month, visit.lang), number=bar.total)
        if bar.total
        else _say(visit, "facts.months-none", month=say_month(row.month, visit.lang))
        for row, bar in zip(rows, bars, strict=True)
    ]
    drawn = charts.months(bars, title=_say(visit, "facts.months"), description=" ; ".join(words), width=300, height=150)
    return mark_safe(drawn)  # noqa: S308 - charts escape all text


def light_map(visit: Visit, held: Tallies) -> SafeString | None:
    """Roads, places and numbers as one drawing, for the page and for paper; None where no place has coordinates."""
    base = sketch(visit.reading)
    if not base.spots:
        return None
    lang = visit.lang
    spots = [
        charts.Spot(s.id, s.name.say(lang), s.lat, s.lon, main=s.kind in _LARGE, rough=s.rough) for s in base.spots
    ]
    drawn = charts.sketch(
        spots,
        [charts.Road(line.name.say(lang), line.via) for line in base.lines],
        title=_say(visit, "facts.map"),
        description=" ; ".join(_said_tallies(visit, held)) or _say(visit, "facts.map-none"),
        tallies=[charts.Tally(one.events, one.lat, one.lon, one.road) for one in held.held],
        width=320,
        height=240,
    )
    return mark_safe(drawn)  # noqa: S308 - charts escape all text


def _said_tallies(visit: Visit, held: Tallies) -> list[str]:
    return [_say(visit, "facts.map-said", name=one.name, number=one.events) for one in held.held]
