"""*Réponses comptées*: filled forms that become no entry, by question, week and cercle; and the same as a table."""

from __future__ import annotations

import csv
from io import StringIO
from itertools import groupby
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from toguna.server.actions import serving
from toguna.server.queries import answers as counted
from toguna.server.queries.answers import AnswerRow
from toguna.server.web.incident_files import cell_text
from toguna.server.web.visits import begin, page

_COLUMNS: Final = ("form", "week", "cercle", "question", "answer", "number", "of", "middle", "why")


@require_safe
def answers(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """What was answered, for the members."""
    visit = begin(request, lang, framework)
    rows = counted.listed(visit.reading, serving.held())
    data = {
        "shown": counted.shown(visit.reading),
        "closed": serving.held() is None,
        "forms": [(title, _tables(list(held))) for title, held in groupby(rows, lambda row: row.title)],
    }
    return page(request, "answers.html", visit, data)


def _tables(rows: list[AnswerRow]) -> list[tuple[AnswerRow, list[list[AnswerRow]]]]:
    """One table a week and cercle: its first row, and its rows question by question."""
    tables = (list(held) for _, held in groupby(rows, lambda row: (row.week, row.cercle)))
    return [(table[0], [list(one) for _, one in groupby(table, lambda row: row.question)]) for table in tables]


@require_safe
def answer_file(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """The same as a table; an empty number is one that too few gave."""
    visit = begin(request, lang, framework)
    if not counted.shown(visit.reading):
        raise Http404
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for row in counted.listed(visit.reading, serving.held()):
        writer.writerow([cell_text(_plain(getattr(row, name), lang)) for name in _COLUMNS])
    answer = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="reponses-{framework}-{visit.today.isoformat()}.csv"'
    return answer


def _plain(value: Any, lang: str) -> Any:
    if value is None or isinstance(value, int | str):
        return "" if value is None else value
    return value.iso() if hasattr(value, "iso") else value.say(lang)
