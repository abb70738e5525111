"""Pages that were drawn are kept for the reader for whom they were cut, and for nobody else.

What a register says on a day changes only with what is written to it. A page is therefore found again only under the
register's frontier, the last writing, the day, the whole reader and the address. What belongs to one browser, the mark
of its forms, is taken out before a page is kept and put in anew whenever it is shown.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Final

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token

from toguna.server.web.visits import begin

View = Callable[..., HttpResponse]
MOST: Final = 400
_TOKEN: Final = re.compile(rb'(name="csrfmiddlewaretoken" value=")[^"]*(")')
_held: OrderedDict[Hashable, bytes] = OrderedDict()
_lock = threading.Lock()


def kept(view: View) -> View:
    """A view whose page depends on the register, the day, the reader and the address, and on nothing else."""

    @wraps(view)
    def answer(request: HttpRequest, lang: str, framework: str, **more: str) -> HttpResponse:
        # Another database than the home's own file does not tell when it was last written to.
        if request.method != "GET" or connection.vendor != "sqlite":
            return view(request, lang, framework, **more)
        visit = begin(request, lang, framework)
        key = (*visit.register.key, visit.reading.as_of, visit.today, visit.reading.reader, request.get_full_path())
        with _lock:
            body = _held.get(key)
            if body is not None:
                _held.move_to_end(key)
        if body is None:
            made = view(request, lang, framework, **more)
            if made.status_code == 200 and not getattr(made, "passing", False):
                _keep(key, _TOKEN.sub(rb"\1\2", made.content))
            return made
        if _TOKEN.search(body):
            body = _TOKEN.sub(rb"\g<1>" + get_token(request).encode() + rb"\2", body)
        return HttpResponse(body)

    return answer


def passing(answer: HttpResponse) -> HttpResponse:
    """A page that says that something is still being worked out: the next look may read otherwise."""
    answer.passing = True  # type: ignore[attr-defined]
    return answer


def _keep(key: Hashable, body: bytes) -> None:
    with _lock:
        _held[key] = body
        while len(_held) > MOST:
            _held.popitem(last=False)


def forget() -> None:
    """Begin with none: for tests."""
    with _lock:
        _held.clear()
