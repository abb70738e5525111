"""A form that is sent after its session has ended: what was said comes back, filled in, to who logs in again.

A view takes part by `@resumable`, and shows its form anew where it is given one back (`given_back`). What was said lies
in the page of whoever sent it, never here; a passphrase is not given back.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Final

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import Resolver404, ResolverMatch, resolve

from toguna.server.queries.seats import seats
from toguna.server.web.visits import begin, home_of, page, seated

View = Callable[..., HttpResponse]
_MARK: Final = "garde"
_SECRET: Final = frozenset({"csrfmiddlewaretoken", "phrase", "code"})


def resumable(view: View) -> View:
    """A view whose form is kept where it comes without a session, and given back after logging in."""

    @wraps(view)
    def answer(request: HttpRequest, lang: str, framework: str, **more: str) -> HttpResponse:
        if request.method == "POST" and seated(request, framework) is None and not _by_script(request):
            return ended(request, lang, framework)
        return view(request, lang, framework, **more)

    answer.resumable = True  # type: ignore[attr-defined]
    return answer


def is_resumable(match: ResolverMatch | None) -> bool:
    """Whether the view of an address takes part."""
    return match is not None and getattr(match.func, "resumable", False)


def given_back(request: HttpRequest) -> bool:
    """Whether the form is given back after logging in, to be shown rather than done."""
    return _MARK in request.POST


def ended(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """The page that keeps what was said until somebody logs in again."""
    visit = begin(request, lang, framework)
    kept = [(name, value) for name, values in request.POST.lists() for value in values if name not in _SECRET]
    data = {"kept": kept, "to": request.get_full_path(), "seats": seats(home_of(lang), framework)}
    return page(request, "act_kept.html", visit, data, status=403)


def resumed(request: HttpRequest, to: str) -> HttpResponse | None:
    """The form that was sent after its session had ended, filled as it was; None where there was none."""
    path, _, query = to.partition("?")
    try:
        match = resolve(path)
    except Resolver404:
        return None
    if not is_resumable(match):
        return None
    kept = QueryDict(mutable=True)
    for name, values in request.POST.lists():
        if name.startswith(f"{_MARK}:"):
            kept.setlist(name.removeprefix(f"{_MARK}:"), values)
    kept[_MARK] = "1"
    request.POST = QueryDict(kept.urlencode())
    request.GET, request.resolver_match = QueryDict(query), match
    again: HttpResponse = match.func(request, *match.args, **match.kwargs)
    return again


def _by_script(request: HttpRequest) -> bool:
    """What a page's own script sends is kept by that script."""
    return request.headers.get("Accept") == "application/json"
