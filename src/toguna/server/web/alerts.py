"""Alerts: the rules that hold, the list, what is overdue, each one's story; to who may not read them, the advice."""

from __future__ import annotations

import hashlib
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from toguna.domain.alert_clock import HORIZON_DAYS
from toguna.server.actions import serving
from toguna.server.acts.catalogue import ACTS
from toguna.server.queries import alert_rules
from toguna.server.queries import alerts as raised
from toguna.server.queries.releases import FEWEST
from toguna.server.web.acting import act_url
from toguna.server.web.telling import lines
from toguna.server.web.visits import Visit, begin, page

RAISE = "alert.raise_by_rule"


@require_safe
def alerts(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """The alerts this reader may know of, those still open first; what holds now and may be raised."""
    visit = begin(request, lang, framework)
    how = raised.how(visit.reading)
    rows = raised.listed(visit.reading)
    data = {
        "how": how,
        "rows": rows,
        "late": [row for row in rows if row.overdue],
        "counts": raised.counts(visit.reading),
        "advice": raised.advice(visit.reading),
        "fewest": FEWEST,
        "hours": raised.hours_now(visit.reading),
        **_rules(visit),
        **_worth(visit),
    }
    return page(request, "alerts.html", visit, data)


def _rules(visit: Visit) -> dict[str, Any]:
    """What the rules propose, with a button to raise each: one tap, on the register's present day only."""
    if not visit.sees_all:
        return {"holds": None}
    may = visit.today == visit.present and ACTS[RAISE].may(visit.reading, None)
    found = alert_rules.holds(visit.reading)
    return {
        "holds": [(row, _token(visit, row) if may else "") for row in found if row.alarm],
        "verify": [(row, act_url(visit, RAISE, held=row.id) if may else "") for row in found if not row.alarm],
        "signs": alert_rules.signs(visit.reading),
        "action": act_url(visit, RAISE),
        "read_only": serving.held() is None or visit.stamp == "replay",
    }


def _token(visit: Visit, row: alert_rules.RuleRow) -> str:
    """The same for whoever taps on the same day: one rule at one place is raised once, from however many windows."""
    return hashlib.sha256(f"{visit.today.isoformat()}|{row.id}".encode()).hexdigest()[:32]


def _worth(visit: Visit) -> dict[str, Any]:
    found = raised.worth_of(visit.reading)
    if found is None:
        return {}
    return {
        "worth": found,
        "horizon": HORIZON_DAYS,
        "followed": len(found.followed),
        "pending": len(found.open),
        "missed_count": len(found.missed),
        "missed": raised.missed(visit.reading, found),
    }


@require_safe
def alert(request: HttpRequest, lang: str, framework: str, id: str) -> HttpResponse:  # noqa: A002 - the address's word
    """One alert; the same answer for one that is hidden and one that does not exist."""
    visit = begin(request, lang, framework)
    story = raised.story(visit.reading, id)
    if story is None:
        raise Http404
    data = {"story": story, "row": story.row, "steps": lines("warn.step", story.steps), "hours": story.hours}
    return page(request, "alert.html", visit, data)
