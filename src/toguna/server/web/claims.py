"""Bilan: how far undertakings are fulfilled, and announced results with what speaks for and against each."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import NoReverseMatch
from django.views.decorators.http import require_safe

from toguna.domain.visibility import support_visible
from toguna.server.queries import codings, implementation, recommendations, result_figures, result_pages, told_states
from toguna.server.queries.claims import ClaimRow
from toguna.server.web.register import proof_of
from toguna.server.web.telling import told
from toguna.server.web.visits import Visit, begin, page


@require_safe
def results(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """The figures of the undertakings, the announced results, and what people say."""
    visit = begin(request, lang, framework)
    data = {
        "shown": result_pages.shown(visit.reading),
        "states": implementation.by_state(visit.reading),
        "told": told_states.told_states(visit.reading),
        "few": told_states.too_few(visit.reading),
        "scales": implementation.on_scales(visit.reading),
        "agreements": codings.agreements(visit.reading),
        "uptake": recommendations.uptake(visit.reading),
        "rows": result_pages.listed(visit.reading),
        "figures": result_figures.figures(visit.reading),
        "voices": result_pages.voices(visit.reading),
        "taken": result_pages.taken(visit.reading),
        "taken_back": result_pages.taken_back(visit.reading),
        "judging": _judging(visit),
        "supporting": support_visible(visit.reading.reader),
    }
    return page(request, "results.html", visit, data)


def _judging(visit: Visit) -> str | None:
    """The page that estimates the effect of a measure; None in a copy that has none."""
    try:
        return visit.url("judging")
    except NoReverseMatch:
        return None


def _refused(claim: ClaimRow, lang: str) -> list[str]:
    """The words that no evidence carries, those of the language shown."""
    said = claim.says.say(lang) if claim.says else ""
    return [word for word in claim.refused if word in said]


@require_safe
def result(request: HttpRequest, lang: str, framework: str, id: str) -> HttpResponse:  # noqa: A002 - the address's word
    """One announced result; the same answer for one that is hidden and one that does not exist."""
    visit = begin(request, lang, framework)
    story = result_pages.story(visit.reading, id)
    if story is None:
        raise Http404
    data = {
        "story": story,
        "row": story.row,
        "claim": story.row.claim,
        "refused": _refused(story.row.claim, lang),
        "judging": _judging(visit),
        **told(visit, "result.step", story.steps),
        **proof_of(visit, "claim", id),
    }
    return page(request, "result.html", visit, data)


@require_safe
def testimony(request: HttpRequest, lang: str, framework: str, id: str) -> HttpResponse:  # noqa: A002 - the address's word
    """One testimony, for the secretariat; the same answer for one withdrawn and one that does not exist."""
    visit = begin(request, lang, framework)
    row = result_pages.testimony(visit.reading, id)
    if row is None:
        raise Http404
    return page(request, "testimony.html", visit, {"row": row})
