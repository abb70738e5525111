"""Reports: one's own with the answer given, all of them for the secretariat; and complaints about posts."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from toguna.server.queries import report_pages as given
from toguna.server.queries.arrivals import arrival
from toguna.server.web.visits import begin, page


@require_safe
def reports(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """The reports this reader may read, and whether posts behave better."""
    visit = begin(request, lang, framework)
    data = {
        "rows": given.listed(visit.reading),
        "every": visit.sees_all,
        "complaints": given.complaints(visit.reading),
        "months": given.MONTHS,
    }
    return page(request, "reports.html", visit, data)


@require_safe
def report(request: HttpRequest, lang: str, framework: str, id: str) -> HttpResponse:  # noqa: A002 - the address's word
    """One report; the same answer for another's and for one that does not exist."""
    visit = begin(request, lang, framework)
    row = given.story(visit.reading, id)
    if row is None:
        raise Http404
    sent = visit.reports and row.number is not None and arrival(visit.reading, row.number) is not None
    return page(request, "report.html", visit, {"row": row, "sent": sent})
