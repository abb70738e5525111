"""Pages 2 to 4: the map, announced results with what speaks for and against, effects, clauses, every undertaking."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from toguna.base.dates import Precision, When, say_month
from toguna.domain import codes
from toguna.server.queries import undertakings
from toguna.server.queries.agreements import Beside, ClauseRow
from toguna.server.queries.claims import ClaimRow, Item
from toguna.server.reports import effects, figures, words
from toguna.server.reports.page import Page


def pages(page: Page) -> dict[str, Any]:
    """What stands behind the first page."""
    return {
        "map": figures.roads(page),
        "months": figures.months(page),
        "results": [_result(page, row) for row in page.found.claims if row.says is not None],
        "effects": effects.for_all(page.reading, page.lang),
        "clauses": _clauses(page),
        "all_undertakings": _undertakings(page),
        "nothing": page.say(words.NOTHING),
    }


def _result(page: Page, row: ClaimRow) -> dict[str, Any]:
    assert row.says is not None
    nothing = [page.say(words.NOTHING)]
    return {
        "says": page.say(words.SAYS, says=row.says),
        "id": row.id,
        "bare": "" if row.favour or row.against or row.replies else page.say(words.BARE),
        "verdict": codes.VERDICTS.say(row.verdict, page.lang),
        "about": _about(page, row),
        "favour": [_item(page, item) for item in row.favour] or nothing,
        "against": [_item(page, item) for item in row.against] or nothing,
        "replies": [
            page.say(words.REMARK, party=party or words.A_PARTY, when=page.when(when), what=what)
            for party, when, what in row.replies
        ]
        or nothing,
        "beside": _beside(page, row),
        "refused": [page.say(words.REFUSED, word=word) for word in row.refused if word in page.say(row.says).lower()],
    }


def _about(page: Page, row: ClaimRow) -> str:
    parts = []
    if row.kind == "testimony":
        parts.append(page.sentence(page.say(words.TESTIMONY)) + ".")
    if row.kind == "perception":
        parts.append(page.sentence(page.say(words.PERCEPTION)) + ".")
    if row.about:
        parts.append(page.say(words.ABOUT, measures=page.names(row.about)))
    if row.window is not None:
        parts.append(page.say(words.WINDOW, window=_window(page, row.window)))
    return " ".join(parts)


def _window(page: Page, window: When) -> str:
    """The months that a result is about; the end is left out while it lies ahead."""
    if window.precision is not Precision.WINDOW or window.last > page.reading.today:
        return page.when(window)
    first, last = say_month(window.first, page.lang), say_month(window.last, page.lang)
    return first if first == last else page.say(words.SPAN, first=first, last=last)


def _beside(page: Page, row: ClaimRow) -> list[str]:
    out = []
    for text, items in ((words.CONTEXT, row.context), (words.CONFOUNDERS, row.confounders)):
        if items:
            out.append(page.say(text, items=page.listed([_item(page, item) for item in items])))
    return out


def _item(page: Page, item: Item) -> str:
    parts = [page.say(item.what)]
    if item.date is not None and item.date.known:
        parts.append(page.when(item.date))
    if item.source is not None:
        parts.append(page.say(item.source))
    return ", ".join(parts[:2]) + (f" ({parts[2]})" if len(parts) > 2 else "")


def _clauses(page: Page) -> list[dict[str, Any]]:
    out = []
    for _, group in groupby(page.found.clauses, key=lambda row: row.id):
        rows = list(group)
        first = rows[0]
        theme = f" — {page.say(first.theme)}" if first.theme else ""
        out.append(
            {
                "title": f"{page.say(first.agreement)}, {page.say(first.ref)}",
                "theme": theme.removeprefix(" — "),
                "heads": page.heads("clauses")[1:],
                "rows": [_clause(page, row) for row in rows],
                "beside": [_other(page, one) for one in first.beside],
            }
        )
    return out


def _clause(page: Page, row: ClauseRow) -> list[str]:
    status = codes.CLAUSE_STATUSES.say(row.status, page.lang)
    said = page.say(words.REASON, reason=status, why=row.what) if row.what else status
    basis = codes.BASIS.say(row.basis, page.lang) if row.basis else page.say(words.NOT_KNOWN)
    return [page.sentence(page.say(row.place)), said, page.when(row.since), basis]


def _other(page: Page, one: Beside) -> str:
    return page.say(
        words.BESIDE,
        status=codes.CLAUSE_STATUSES.say(one.status, page.lang),
        since=page.when(one.since),
        basis=codes.BASIS.say(one.basis, page.lang) if one.basis else page.say(words.NOT_KNOWN),
        why=page.say(words.WHY, why=one.why) if one.why else "",
    )


def _whole(case: str) -> str:
    """An id that no line end cuts at its hyphen."""
    return case.replace("-", "\u2011")


def _undertakings(page: Page) -> dict[str, Any]:
    labels = undertakings.status_labels()
    total = len(list(codes.UNDERTAKING_POINTS))
    rows = []
    for row in undertakings.kept(page.reading):
        state = page.say(labels[row.status])
        if row.repeats:
            state = f"{state}, {page.say(words.REPEATED, number=len(row.repeats) + 1)}"
        where = page.say(row.where) if row.where else page.say(words.NOT_STATED)
        points = page.say(words.OPEN_POINTS, number=len(row.missing), total=total)
        what = f"{page.sentence(page.say(row.what))} ({_whole(row.id)})"
        rows.append([what, page.say(row.who), where, state, points])
    return {"heads": page.heads("all_undertakings"), "rows": rows}
