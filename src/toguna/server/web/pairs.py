"""« Même événement ? »: what may be one event told twice, side by side, for the secretariat to join or tell apart."""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from toguna.analysis.installed import missing
from toguna.server.queries.pairs import MOST_SHOWN, Joined, Suggested, apart, joined, may_join, suggested
from toguna.server.web.acting import act_url
from toguna.server.web.visits import Visit, begin, page

_UNDO: Final = {"incident": "incident.separate", "report": "report.split"}


@require_safe
def pairs(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """The pairs that are suggested, and what was joined or told apart; for other readers there is no such page."""
    visit = begin(request, lang, framework)
    if not may_join(visit.reading):
        raise Http404
    found = suggested(visit.reading)
    data = {
        "installed": not missing(),
        "number": len(found),
        "pairs": [(pair, *_links(visit, pair)) for pair in found[:MOST_SHOWN]],
        "more": max(0, len(found) - MOST_SHOWN),
        "joined": [(one, _undo(visit, one)) for one in joined(visit.reading)],
        "apart": [(one, act_url(visit, "distinction.withdraw", one.id)) for one in apart(visit.reading)],
    }
    return page(request, "pairs.html", visit, data)


def _links(visit: Visit, pair: Suggested) -> tuple[tuple[tuple[str, str], ...], str]:
    """The forms by which the two are joined (words, address), and the one that tells them apart."""
    one, two = pair.one, pair.two
    joins: tuple[tuple[str, str], ...]
    if pair.loose:
        joins = (("pairs.gather", act_url(visit, "report.gather", one.id, other=two.id)),)
    elif two.noun == "report":
        joins = (("pairs.attach", act_url(visit, "report.merge", two.id, incident=one.id)),)
    else:
        joins = (
            ("pairs.keep-first", act_url(visit, "incident.merge", two.id, incident=one.id)),
            ("pairs.keep-second", act_url(visit, "incident.merge", one.id, incident=two.id)),
        )
    return joins, act_url(visit, "distinction.make", None, one=one.id, two=two.id)


def _undo(visit: Visit, one: Joined) -> str:
    return act_url(visit, _UNDO[one.noun], one.id)
