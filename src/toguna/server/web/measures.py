"""Measures and hand-overs: the list, a measure's page, a hand-over's page."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from toguna.server.queries import measure_pages
from toguna.server.queries.effects import effect_row
from toguna.server.queries.measure_pages import MeasureRow
from toguna.server.queries.measures import unconfirmed
from toguna.server.queries.stories import HandOverStory, Step, hand_over_story
from toguna.server.web.acting import act_url
from toguna.server.web.effects import shown
from toguna.server.web.keeping import passing
from toguna.server.web.register import proof_of
from toguna.server.web.visits import begin, page

EFFECT_WAIT_SECONDS = 0.2
"""A measure's story does not wait for its effect: the effect has a page of its own."""


SHOWN = 50


@require_safe
def measures(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """Every measure this reader may know of, by group."""
    visit = begin(request, lang, framework)
    rows = measure_pages.listed(visit.reading)
    groups = [_shown(request, group, [row for row in rows if row.group == group]) for group in measure_pages.GROUPS]
    data = {"groups": [one for one in groups if one[1]], "hand_overs": unconfirmed(visit.reading)}
    return page(request, "measures.html", visit, data)


@require_safe
def measure(request: HttpRequest, lang: str, framework: str, id: str) -> HttpResponse:  # noqa: A002 - the address's word
    """One measure as a story."""
    visit = begin(request, lang, framework)
    story = measure_pages.story(visit.reading, id)
    if story is None:
        raise Http404
    steps = [(step, *told(step)) for step in story.steps]
    judged = effect_row(visit.reading, id, wait=EFFECT_WAIT_SECONDS)
    effect = shown(visit, judged) if judged is not None else None
    seek = visit.seat is not None and visit.stamp != "replay" and story.without_relief
    data = {
        "story": story,
        "row": story.row,
        "steps": steps,
        "effect": effect,
        "seek_url": act_url(visit, "request.seek_relief", None, measure=id) if seek else "",
        **proof_of(visit, "measure", id),
    }
    answer = page(request, "measure.html", visit, data)
    return passing(answer) if judged is not None and judged.pending else answer


def _shown(request: HttpRequest, group: str, rows: list[MeasureRow]) -> tuple[str, list[MeasureRow], str]:
    """Some of a group's measures, and the address of the others: a list of years must not become one page."""
    asked, _, begin_at = request.GET.get("suite", "").partition("-")
    if not asked:
        start = 0
    elif asked != group or not begin_at.isdecimal():
        return group, [], ""
    else:
        start = min(int(begin_at), len(rows))
    kept = {name: value for name in ("le",) if (value := request.GET.get(name, ""))}
    more = "?" + urlencode({**kept, "suite": f"{group}-{start + SHOWN}"}) if len(rows) > start + SHOWN else ""
    return group, rows[start : start + SHOWN], more


def told(step: Step) -> tuple[str, dict[str, Any]]:
    """The text key of a measure's step, and its data."""
    known = {name: value for name, value in step.data.items() if value is not None}
    why = "-why" if step.kind in ("to-end", "ended") and "why" in known else ""
    where = "-where" if step.kind == "to-justice" and "place" in known else ""
    return f"measures.step.{step.kind}{why}{where}", known


@require_safe
def hand_over(request: HttpRequest, lang: str, framework: str, id: str) -> HttpResponse:  # noqa: A002 - the address's word
    """One hand-over as a story; the same answer for one that is hidden and one that does not exist."""
    visit = begin(request, lang, framework)
    story = hand_over_story(visit.reading, id)
    if story is None:
        raise Http404
    steps = [(step, *sentence(step)) for step in story.steps]
    data = {"story": story, "state": state(story), "steps": steps, **proof_of(visit, "hand_over", id)}
    return page(request, "hand_over.html", visit, data)


def state(story: HandOverStory) -> str:
    """The text key of how it stands."""
    row = story.row
    if row.status in ("closed", "cancelled"):
        return f"story.state.{row.status}"
    if row.confirmed:
        return "story.state.confirmed"
    begun = row.gap is not None and not row.gap.is_open and row.gap.closed_by is not None
    return "story.state.never" if begun else "story.state.unconfirmed"


def sentence(step: Step) -> tuple[str, dict[str, Any]]:
    """The text key of a step, by what is known of it, and its data."""
    known: dict[str, Any] = {name: value for name, value in step.data.items() if value is not None}
    match step.kind, known:
        case "gap", {"to": to}:
            return "story.gap-to", {"to": to}
        case "gap", {"by": by}:
            return "story.gap-by", {"by": by}
        case "ended", {"reported": reported}:
            return "story.ended-reported", {"reported": reported}
        case "ended" | "to-end", {"why": why}:
            return f"story.{step.kind}-why", {"why": why}
        case "authorised", {"ref": _}:
            return "story.authorised-ref", known
        case "relief-named", {"by": _}:
            return "story.relief-named-by", known
        case _:
            return f"story.{step.kind}", known
