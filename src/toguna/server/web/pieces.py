"""The page that shows every piece the other pages are made of."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from toguna.base.dates import When
from toguna.server.web.strips import LETTERS
from toguna.server.web.visits import begin, page

COLOURS: Final = ("ink", "soft", "line", "sand", "slate", "mark")
ICONS: Final = ("gap", "relay", "clock", "doc", "lock")


@require_safe
def pieces(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """Type, colours, icons, states, stories, tables and forms, each as the pages use it."""
    visit = begin(request, lang, framework)
    month = When.parse(f"{visit.today:%Y-%m}")
    data = {"colours": COLOURS, "icons": ICONS, "levels": list(LETTERS.items()), "sample_month": month}
    return page(request, "pieces.html", visit, data)
