"""Accords et engagements: the tree, each agreement, the list of undertakings, each undertaking."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from toguna.server.queries import agreement_pages, missing, undertaking_pages
from toguna.server.web.ladders import of_clause, of_undertaking
from toguna.server.web.meetings import open_texts
from toguna.server.web.paging import address, paged
from toguna.server.web.register import proof_of
from toguna.server.web.telling import told
from toguna.server.web.visits import begin, page

SHOWN = 8
"""So many undertakings under one clause or agreement; the others are one link away."""


@require_safe
def agreements(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """Agreement, clause, undertaking; then the undertakings that belong to no agreement."""
    visit = begin(request, lang, framework)
    nodes, loose = agreement_pages.tree(visit.reading)
    data = {
        "states": agreement_pages.shown(visit.reading),
        "nodes": [(node, address(visit, "undertakings", accord=node.id)) for node in nodes],
        "loose": loose,
        "shown": SHOWN,
        "all_url": address(visit, "undertakings"),
    }
    return page(request, "agreements.html", visit, data)


@require_safe
def agreement(request: HttpRequest, lang: str, framework: str, id: str) -> HttpResponse:  # noqa: A002 - the address's word
    """One agreement with its clauses and their ladders."""
    visit = begin(request, lang, framework)
    story = agreement_pages.story(visit.reading, id)
    if story is None:
        raise Http404
    data = {
        "story": story,
        "node": story.node,
        "clauses": [(clause, of_clause(clause, visit.today, lang)) for clause in story.node.clauses],
        "states": agreement_pages.shown(visit.reading),
        "shown": SHOWN,
        "all_url": address(visit, "undertakings", accord=id),
        **told(visit, "pact.step", story.steps),
        **proof_of(visit, "agreement", id),
    }
    return page(request, "agreement.html", visit, data)


@require_safe
def left_open(request: HttpRequest, lang: str, framework: str, id: str) -> HttpResponse:  # noqa: A002 - the address's word
    """What an agreement's undertakings leave open."""
    visit = begin(request, lang, framework)
    found, story = missing.of_agreement(visit.reading, id), agreement_pages.story(visit.reading, id)
    if found is None or story is None:
        raise Http404
    data = {"called": story.node.name, "back": visit.url("agreement", id), **open_texts(visit, found)}
    return page(request, "missing.html", visit, data)


@require_safe
def undertakings(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """Every undertaking, what asks for something first; of one state or one agreement where that is chosen."""
    visit = begin(request, lang, framework)
    every = undertaking_pages.listed(visit.reading, agreement=_chosen(request, "accord"))
    state = _chosen(request, "etat")
    rows = [row for row in every if state is None or row.state == state]
    labels = undertaking_pages.labels()
    present = [code for code in undertaking_pages.STATES if any(row.state == code for row in every)]
    data: dict[str, Any] = {
        "states": undertaking_pages.shown(visit.reading),
        "paged": paged(request, visit, rows, "undertakings", etat=state, accord=_chosen(request, "accord")),
        "choices": [(code, labels[code], sum(row.state == code for row in every)) for code in present],
        "state": state,
        "agreement": _chosen(request, "accord"),
    }
    return page(request, "undertakings.html", visit, data)


def _chosen(request: HttpRequest, name: str) -> str | None:
    return request.GET.get(name, "").strip()[:80] or None


@require_safe
def undertaking(request: HttpRequest, lang: str, framework: str, id: str) -> HttpResponse:  # noqa: A002 - the address's word
    """One undertaking; the same answer for one that is hidden and one that does not exist."""
    visit = begin(request, lang, framework)
    story = undertaking_pages.story(visit.reading, id)
    if story is None:
        raise Http404
    data = {
        "story": story,
        "row": story.row,
        "states": undertaking_pages.shown(visit.reading),
        "drawing": of_undertaking(story.row.what, story.rungs, visit.today, lang),
        **told(visit, "kept.step", story.steps),
        **proof_of(visit, "undertaking", id),
    }
    return page(request, "undertaking.html", visit, data)
