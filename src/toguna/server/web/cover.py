"""The calendar of one road: by week for everybody, by half-day for the secretariat."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from toguna.server.queries.indicators import mondays, week_of
from toguna.server.queries.road_pages import road_story
from toguna.server.queries.roads import road_covers
from toguna.server.web.strips import road_strips, week_runs
from toguna.server.web.visits import begin, page

WEEKS_BACK = 18
WEEKS_SHOWN = 8
HALF_DAYS_BACK = 28


@require_safe
def roads(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """Every road of the framework, its past by week."""
    visit = begin(request, lang, framework)
    found = [road_strips(one, visit.today) for one in road_covers(visit.reading, past_days=7 * WEEKS_SHOWN)]
    return page(request, "roads.html", visit, {"roads": found})


@require_safe
def road(request: HttpRequest, lang: str, framework: str, road: str) -> HttpResponse:
    """The road's page."""
    visit = begin(request, lang, framework)
    # Back to a Monday, so that the calendar begins with a whole week.
    back = HALF_DAYS_BACK + visit.today.weekday()
    found = list(road_covers(visit.reading, road, past_days=7 * WEEKS_BACK, half_days_back=back))
    story = road_story(visit.reading, road)
    if not found or story is None:
        raise Http404
    drawn = road_strips(found[0], visit.today, story.days())
    weeks = [(stretch, week_runs(stretch)) for stretch in drawn.stretches]
    data = {"road": drawn, "story": story, "weeks": weeks, "asked_weeks": [*map(week_of, mondays(visit.reading))]}
    return page(request, "road.html", visit, data)
