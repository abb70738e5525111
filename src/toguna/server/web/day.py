"""Point du jour, and the doors that lead to it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from toguna.base.text import LANGUAGES
from toguna.server.queries import day as days
from toguna.server.queries.alerts import how
from toguna.server.queries.arrivals import TO_DO
from toguna.server.queries.beginnings import pending
from toguna.server.queries.day import last_backup
from toguna.server.queries.outings import goes_out
from toguna.server.queries.reading import registers
from toguna.server.web.since import marks, remember, section
from toguna.server.web.strips import road_strips
from toguna.server.web.visits import Visit, begin, home_of, page

LANGUAGE_COOKIE = "toguna_lang"
_DRAWN = days.Memory(48)


@require_safe
def door(request: HttpRequest) -> HttpResponse:
    """`/`: the language chosen before, else French."""
    held = request.COOKIES.get(LANGUAGE_COOKIE, "")
    return HttpResponseRedirect(reverse("first", args=[held if held in LANGUAGES else "fr"]))


@require_safe
def first(request: HttpRequest, lang: str) -> HttpResponse:
    """`/fr/`: the home's first framework."""
    return HttpResponseRedirect(reverse("day", args=[lang, registers(home_of(lang))[0]["framework"]]))


@require_safe
def day(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """Point du jour as of the chosen day."""
    visit = begin(request, lang, framework)
    held = marks(request, visit)
    data = {"body": drawn(visit), "backup": last_backup(visit.register), **beginning_of(visit), **section(visit, held)}
    return remember(page(request, "day.html", visit, data), visit, held)


def beginning_of(visit: Visit) -> dict[str, str]:
    """Where the first steps go on, as long as any is left."""
    return {"beginning": visit.url("beginning") if pending(visit.reading, last_backup(visit.register)) else ""}


def drawn(visit: Visit) -> SafeString:
    """The day's sections: like the answers they show, kept for this reader, day and language, and for nobody else.

    Nothing of the session or of a form is in them.
    """
    reading = visit.reading
    key = (*visit.register.key, reading.as_of, reading.today, reading.reader, visit.lang, visit.query)
    return _DRAWN.recall(key, lambda: _draw(visit))


def _draw(visit: Visit) -> SafeString:
    found = days.day(visit.register, visit.reading)
    roads = [road_strips(road, visit.today) for road in found.roads]
    data = {
        "visit": visit,
        "lang": visit.lang,
        "day": found,
        "now": found.situation,
        "roads": roads,
        "waiting": sum(found.arrived.get(state, 0) for state in TO_DO),
        "morning_url": visit.now_url("morning"),
        "outing_url": visit.now_url("outing") if visit.stamp != "replay" and goes_out(visit.reading) else "",
        "alerts_shown": how(visit.reading) in ("list", "own"),
    }
    return render_to_string("day_body.html", data)
