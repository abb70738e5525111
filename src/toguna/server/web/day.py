"""Point du jour, and the doors that lead to it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from toguna.base.text import LANGUAGES
from toguna.server.queries import day as days
from toguna.server.queries.reading import registers
from toguna.server.web.strips import road_strips
from toguna.server.web.visits import begin, home_of, page

LANGUAGE_COOKIE = "toguna_lang"


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
    found = days.day(settings.HOME, visit.reading)
    return page(
        request,
        "day.html",
        visit,
        {"day": found, "now": found.situation, "roads": [road_strips(road, visit.today) for road in found.roads]},
    )
