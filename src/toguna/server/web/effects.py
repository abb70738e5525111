"""A measure's effect, and the page that says how it is judged."""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from toguna.base.dates import say_month
from toguna.server.queries.effects import EffectRow, effect_row
from toguna.server.reports.effects import numbers, picture
from toguna.server.web.texts_effects import CHAPTERS, OPENING, TITLE
from toguna.server.web.visits import Visit, begin, page

WAIT_SECONDS: Final = 0.8
"""How long a page waits for an answer that is not there yet; after that it says so and asks again by itself."""
AGAIN_SECONDS: Final = 3


@require_safe
def effect(request: HttpRequest, lang: str, framework: str, id: str) -> HttpResponse:  # noqa: A002 - the address's word
    """The effect of one measure: the picture, one sentence, then what could be wrong with it."""
    visit = begin(request, lang, framework)
    row = effect_row(visit.reading, id, wait=WAIT_SECONDS)
    if row is None:
        raise Http404
    answer = page(request, "effect.html", visit, {"effect": shown(visit, row)})
    if row.pending:
        answer["Refresh"] = str(AGAIN_SECONDS)
    return answer


def shown(visit: Visit, row: EffectRow) -> dict[str, Any]:
    """What the template `effect_body.html` shows, for this page and for any other that takes it in."""
    lang = visit.lang
    drawn = picture(row, lang)
    return {
        "row": row,
        # Our own drawing: every word in it is escaped where it is drawn.
        "svg": mark_safe(drawn["svg"]) if drawn else "",  # noqa: S308
        "sentence": row.sentence.say(lang),
        "doubts": [doubt.say(lang) for doubt in row.doubts],
        "until": say_month(row.cut_off, lang) if row.cut_off else "",
        "plan": [] if row.plan is None else [line.say(lang) for line in row.plan.said],
        "numbers": numbers(row, lang),
    }


@require_safe
def judging(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """How we judge, for somebody who decides and is no statistician."""
    visit = begin(request, lang, framework)
    return page(request, "judging.html", visit, {"chapters": CHAPTERS, "title": TITLE, "opening": OPENING})
