"""Briefs to download."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from toguna.server.queries.reading import for_all
from toguna.server.queries.seats import place_of
from toguna.server.web.visits import begin


@require_safe
def brief(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """The brief as PDF: the copy for all, or (`exemplaire=titulaire`) the one of the seat that is logged in."""
    visit = begin(request, lang, framework)
    reading, copy = for_all(visit.reading), 1
    if request.GET.get("exemplaire") == "titulaire":
        if visit.seat is None:
            raise PermissionDenied
        reading, copy = visit.reading, place_of(visit.reading.register, visit.seat.code)
    # Typst is heavy: a server that is never asked for a brief does not load it.
    from toguna.server.reports import brief as report

    answer = HttpResponse(report.pdf(reading, lang, copy=copy), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{report.file_name(reading, lang)}"'
    return answer
