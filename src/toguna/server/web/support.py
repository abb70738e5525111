"""*Ce que le soutien porte*: for those who give it, in numbers."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from toguna.server.queries import support as numbers
from toguna.server.queries.result_figures import figures
from toguna.server.queries.result_pages import listed
from toguna.server.queries.reviews import latest
from toguna.server.queries.told_states import told_states
from toguna.server.web.exchange import seated
from toguna.server.web.visits import begin, page


@require_safe
def support(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """Results with what is known of them, cover done, what a cut would end; no persons, no days to come."""
    visit = seated(begin(request, lang, framework))
    found = numbers.support(visit.reading)
    if found is None:
        raise Http404
    data = {
        "found": found,
        "rows": listed(visit.reading),
        "figures": figures(visit.reading),
        "told": told_states(visit.reading),
        "reviews": latest(visit.reading),
    }
    return page(request, "support.html", visit, data)
