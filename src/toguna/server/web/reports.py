"""Briefs to download."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from toguna.base.text import Text
from toguna.server.queries.reading import for_all
from toguna.server.queries.seats import seats
from toguna.server.web.visits import Visit, begin

_FILE = Text(fr="note-de-situation", en="brief")
_FOR_ALL = Text(fr="pour-tous", en="for-all")


@require_safe
def brief(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """The brief as PDF: the copy for all, or (`exemplaire=titulaire`) the one of the seat that is logged in."""
    visit = begin(request, lang, framework)
    own = request.GET.get("exemplaire") == "titulaire"
    if own and visit.seat is None:
        raise PermissionDenied
    from toguna.server.reports import brief as report

    reading = visit.reading if own else for_all(visit.reading)
    whose = visit.seat.code if own and visit.seat else _FOR_ALL.say(lang)
    answer = HttpResponse(report.pdf(reading, lang, copy=_copy(visit) if own else 1), content_type="application/pdf")
    name = f"{_FILE.say(lang)}-{visit.framework}-{visit.today.isoformat()}-{whose}.pdf"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _copy(visit: Visit) -> int:
    """The number of a seat's copy: its place in the founding act, the same each time."""
    return 1 + [seat.code for seat in seats(settings.HOME, visit.framework)].index(
        visit.seat.code if visit.seat else ""
    )
