"""The rules of the framework: the default beside what was decided, and what it does to false alarms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from toguna.base.text import Text
from toguna.server.acts.catalogue import offered
from toguna.server.queries import rule_pages
from toguna.server.queries.rules import standing
from toguna.server.web.acting import Offer, act_url
from toguna.server.web.visits import Visit, begin, page

LEAST_TOLD: Final = 0.01
"""A figure below this one was not seen in what was simulated: that is not zero."""
Said = tuple[str, Mapping[str, Any]]


@require_safe
def rules(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """Every rule that can be decided, those of alerts first."""
    visit = begin(request, lang, framework)
    lines = rule_pages.lines(visit.reading)
    if not lines:
        raise Http404
    groups = [
        (kind, [(one, [_wrong(w) for w in one.wrong], _offers(visit, one.id)) for one in lines if one.kind == kind])
        for kind in ("alert", "timers", "verification")
    ]
    return page(request, "rules.html", visit, {"groups": groups, "measured": rule_pages.MEASURED_ON})


def _wrong(one: rule_pages.Wrong) -> tuple[int, Said, Said]:
    """The number of unfounded signs, and what is said of the default and of what was decided."""
    return one.signs, _told(one.default), _told(one.here)


def _told(number: float | None) -> Said:
    if number is None:
        return "rules.looser", {}
    if number == 0:
        return "rules.no-alarm", {}
    key, shown = ("rules.under", LEAST_TOLD) if number < LEAST_TOLD else ("rules.at-most", number)
    said = f"{shown:.2f}"
    return key, {"number": Text(fr=said.replace(".", ","), en=said)}


def _offers(visit: Visit, case: str) -> list[Offer]:
    """What may be decided of one rule; nothing where nobody sits, or where the register takes no entry."""
    if visit.seat is None or visit.stamp == "replay":
        return []
    acts = offered(visit.reading, "rule", standing(visit.reading, case))
    return [Offer(one.label, act_url(visit, one.name, case)) for one in acts]
