"""How things stand: where accounts differ, which recommendations were taken up, the life of bodies, frameworks side by
side, and whether the State and the movements get the same.
"""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from toguna.domain import codes
from toguna.server.queries import bodies as lived
from toguna.server.queries import codings, comparing, meetings
from toguna.server.queries import divergences as apart
from toguna.server.queries import parity as sides
from toguna.server.queries import recommendations as recommended
from toguna.server.queries import reviews as reviewed
from toguna.server.queries import yardstick as measured
from toguna.server.queries.reading import Reading
from toguna.server.queries.undertaking_pages import shown
from toguna.server.web.acting import act_url, offers
from toguna.server.web.paging import paged
from toguna.server.web.register import proof_of
from toguna.server.web.telling import told
from toguna.server.web.visits import Visit, begin, page

_CODING_ACTS: Final = {"code": "undertaking.code", "settle": "undertaking.adjudicate"}


def _coding_url(visit: Visit, one: codings.ToDo) -> str:
    """The form of what is awaited, with the round it is for; empty where nothing can be entered."""
    if visit.stamp == "replay":
        return ""
    return act_url(visit, _CODING_ACTS[one.act], one.undertaking, scale=one.scale, date=one.date.iso())


@require_safe
def divergences(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """Where parties differ about the same undertaking, never who said what."""
    visit = begin(request, lang, framework)
    data = {
        "rows": apart.divergences(visit.reading),
        "states": shown(visit.reading),
        "awaiting": [(one, _coding_url(visit, one)) for one in codings.awaiting(visit.reading)],
    }
    return page(request, "divergences.html", visit, data)


@require_safe
def recommendations(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """Every recommendation, what was left aside first; of one state or one level where that is chosen."""
    visit = begin(request, lang, framework)
    acts = visit.seat is not None and visit.stamp != "replay"
    every = recommended.listed(visit.reading)
    state, level = _chosen(request, "etat"), _chosen(request, "echelon")
    rows = [one for one in every if (state is None or one.state == state) and (level is None or one.level == level)]
    shown_page = paged(request, visit, rows, "recommendations", etat=state, echelon=level)
    labels = {one.state: one.label for one in every}
    present = [code for code in codes.DECISION_LEVELS if any(one.level == code for one in every)]
    data = {
        "rows": [(one, offers(visit, "recommendation", one.id) if acts else []) for one in shown_page.rows],
        "paged": shown_page,
        "any": bool(every),
        "states": [
            (code, labels[code], sum(one.state == code for one in every))
            for code in recommended.STATES
            if code in labels
        ],
        "levels": [(code, sum(one.level == code for one in every)) for code in present],
        "state": state,
        "level": level,
        "uptake": recommended.uptake(visit.reading),
        "member": visit.member,
    }
    return page(request, "recommendations.html", visit, data)


def _chosen(request: HttpRequest, name: str) -> str | None:
    return request.GET.get(name, "").strip()[:80] or None


@require_safe
def recommendation(request: HttpRequest, lang: str, framework: str, id: str) -> HttpResponse:  # noqa: A002 - the address's word
    """One recommendation with what became of it; the same answer for one that is hidden and one that is not there."""
    visit = begin(request, lang, framework)
    story = recommended.story(visit.reading, id)
    if story is None:
        raise Http404
    data = {
        "story": story,
        "row": story.row,
        **told(visit, "rec.step", story.steps),
        **proof_of(visit, "recommendation", id),
    }
    return page(request, "recommendation.html", visit, data)


@require_safe
def bodies(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """This framework's own meetings, then the bodies that agreements create, place by place."""
    visit = begin(request, lang, framework)
    data = {
        "member": visit.member,
        "rhythm": meetings.rhythm(visit.reading),
        "uptake": recommended.uptake(visit.reading),
        "lives": lived.lives(visit.reading),
        "yardstick": _columns(visit.reading),
        "bodies": meetings.bodies(visit.reading),
    }
    return page(request, "bodies.html", visit, data)


YARD: Final = (
    *("measures", "authorised", "run", "seen", "missed", "untold", "undated"),
    *("ended", "relieved", "for_means", "unexplained", "due", "proved"),
)
"""The points of the yardstick, in the order in which the page tells them."""


def _columns(reading: Reading) -> dict[str, Any] | None:
    """The comparison as a table: each point with the number of each side, then the months."""
    found = measured.yardstick(reading)
    if found is None:
        return None
    points = [(code, [getattr(side.days if code in _DAYS else side, code) for side in found.sides]) for code in YARD]
    months = [
        (month, [side.months[n][1] for side in found.sides]) for n, (month, _) in enumerate(found.sides[0].months)
    ]
    return {"until": found.until, "points": points, "months": months}


_DAYS: Final = frozenset({"run", "seen", "missed", "untold"})


@require_safe
def compare(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """The frameworks of this machine side by side, and each beside what is national."""
    visit = begin(request, lang, framework)
    data = {
        "rows": comparing.compared(settings.HOME, visit.reading),
        "clauses": comparing.national_clauses(visit.reading),
    }
    return page(request, "comparing.html", visit, data)


@require_safe
def parity(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """What the State's forces and the movements may read and enter, and how requests of each side were answered."""
    visit = begin(request, lang, framework)
    data = {
        "access": sides.access(),
        "asked": sides.asked(visit.reading),
        "fewest": sides.FEWEST,
        "reviews": reviewed.latest(visit.reading),
    }
    return page(request, "parity.html", visit, data)
