"""What went wrong, as a calm page: one sentence and a next step, in the page's language; never a trace."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from toguna import __version__
from toguna.base.errors import InputError, InstallationError, RuleError, TogunaError
from toguna.base.text import LANGUAGES
from toguna.server.home import NothingHere
from toguna.server.queries import day as days
from toguna.server.web.day import LANGUAGE_COOKIE
from toguna.server.web.resuming import ended, is_resumable
from toguna.server.web.seats import EntryLinkRefused
from toguna.server.web.texts import TEXTS
from toguna.server.web.visits import seated, stamp_of


def language(request: HttpRequest) -> str:
    """The language of an address, else the one chosen before, else French."""
    first = request.path_info.strip("/").split("/")[0]
    held = first if first in LANGUAGES else request.COOKIES.get(LANGUAGE_COOKIE, "")
    return held if held in LANGUAGES else "fr"


def answer(request: HttpRequest, status: int, key: str | None = None, error: TogunaError | None = None) -> HttpResponse:
    """The page of a fault: a sentence of ours or an error's own."""
    lang = language(request)
    sentence = said(error, lang) if error is not None else TEXTS[key or "faults.server"].say(lang)
    data = {
        "lang": lang,
        "other": "en" if lang == "fr" else "fr",
        "other_url": reverse("first", args=["en" if lang == "fr" else "fr"]),
        "sentence": sentence,
        "home_url": reverse("first", args=[lang]),
        "version": __version__,
        **_framework(request, lang),
    }
    return render(request, "fault.html", data, status=status)


def said(error: TogunaError, lang: str) -> str:
    """An error's sentence without the folders of this machine: the page may be read from another one."""
    data = {name: value.name if isinstance(value, Path) else value for name, value in error.data.items()}
    return error.text.say(lang, **data)


def _framework(request: HttpRequest, lang: str) -> dict[str, object]:
    """The name, stamp and Point du jour of the framework in the address; nothing where it cannot be read just now."""
    parts = request.path_info.strip("/").split("/")
    if len(parts) < 2 or not settings.HOME.exists():
        return {}
    try:
        register = days.held(settings.HOME, parts[1])
        name = days.name(register)
    except (TogunaError, DatabaseError, OSError):
        return {}
    here = [lang, parts[1]]
    return {
        "name": name,
        "stamp": stamp_of(register.act.mode),
        "home_url": reverse("day", args=here),
        "enter_url": reverse("enter", args=here) if seated(request, parts[1]) is None else "",
    }


def status_of(error: TogunaError) -> int:
    """The HTTP status of an error."""
    if isinstance(error, InputError):
        return 400
    if isinstance(error, RuleError):
        return 409
    if isinstance(error, NothingHere):
        return 404
    return 503 if isinstance(error, InstallationError) else 500


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return answer(request, 404, "faults.not-found")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return answer(request, 403, "faults.entry" if isinstance(exception, EntryLinkRefused) else "faults.forbidden")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, a foreign host name among them."""
    return answer(request, 400, "faults.request")


def server_error(request: HttpRequest) -> HttpResponse:
    """500; the trace goes to the terminal of whoever serves."""
    return answer(request, 500, "faults.server")


def csrf_failure(request: HttpRequest, reason: str = "", **_: Any) -> HttpResponse:
    """A form without its token: another site's, or one left open too long. What was said in an act's form is kept."""
    match = request.resolver_match
    if match is not None and is_resumable(match) and seated(request, match.kwargs["framework"]) is None:
        return ended(request, match.kwargs["lang"], match.kwargs["framework"])
    return answer(request, 403, "faults.form")
