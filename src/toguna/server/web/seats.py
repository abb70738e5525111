"""Logging in by seat, and out; the entry link of the machine itself.

A seat is chosen from a list and proved by its passphrase. Whether the seat exists, has a passphrase, or was mistyped,
the answer is the same sentence after the same work. Nothing a stranger does can lock a seat.
"""

from __future__ import annotations

import os
import threading
from secrets import compare_digest
from typing import Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from toguna.base.text import LANGUAGES
from toguna.server.actions import passkeys
from toguna.server.actions.factors import asks_code, code_right
from toguna.server.actions.seats import proved
from toguna.server.actions.throttle import throttle
from toguna.server.queries.seats import seats
from toguna.server.web.access import answer_of
from toguna.server.web.resuming import resumed
from toguna.server.web.visits import Visit, begin, home_of, language_cookie, mark, page, sit

LOOPBACK = frozenset({"127.0.0.1", "::1"})
_DOOR: Final = "key-door"
AFTER: Final = {"compte-rendu": "reporting"}
"""Pages that may be asked for at the door, by the word in its address."""
_used: set[str] = set()
_using = threading.Lock()


class EntryLinkRefused(PermissionDenied):
    """The entry link is wrong, used up, or followed from another machine."""


@sensitive_post_parameters("phrase")
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """The log-in page, and the log-in itself."""
    visit = begin(request, lang, framework)
    if request.method != "POST":
        return _form(request, visit)
    if "cle" in request.POST:
        return _key_given(request, visit)
    code, phrase = request.POST.get("titulaire", ""), request.POST.get("phrase", "").strip()
    if not code or not phrase:
        return _form(request, visit, "seats.incomplete", status=400)
    address = request.META.get("REMOTE_ADDR", "")
    home = home_of(lang)
    if wait := throttle.wait(address, f"{framework}/{code[:80]}"):
        answer = _form(request, visit, "seats.slow-down", status=429, code=code, seconds=wait)
        answer["Retry-After"] = str(wait)
        return answer
    right = proved(home, framework, code, phrase)
    if not right or code not in {seat.code for seat in seats(home, framework)}:
        throttle.failed(address, f"{framework}/{code[:80]}")
        return _form(request, visit, "seats.wrong", status=403, code=code)
    given = request.POST.get("code", "")
    if passkeys.ids(home, framework, code) and not (given and asks_code(home, framework, code)):
        return _key_asked(request, visit, code)
    if not code_right(home, framework, code, given):
        throttle.failed(address, f"{framework}/{code[:80]}")
        return _form(request, visit, "seats.code-wrong", status=403, code=code)
    return _in(request, visit, code)


def _in(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    """Log in, and go on to what was asked for at the door."""
    home, framework, lang = home_of(visit.lang), visit.framework, visit.lang
    throttle.succeeded(request.META.get("REMOTE_ADDR", ""), f"{framework}/{code[:80]}")
    sit(request, home, framework, code)
    if "vers" in request.POST and (form := resumed(request, request.POST["vers"])) is not None:
        return form
    if (after := AFTER.get(request.POST.get("apres", ""))) is not None:
        return HttpResponseRedirect(visit.now_url(after))
    kept = request.COOKIES.get(language_cookie(framework, code), "")
    return HttpResponseRedirect(visit.url("day", lang=kept if kept in LANGUAGES else lang))


def _key_asked(request: HttpRequest, visit: Visit, code: str, fault: str = "", status: int = 200) -> HttpResponse:
    """The second step at the door, for a seat whose passphrase was right: its key."""
    home, asked = home_of(visit.lang), passkeys.question()
    request.session[_DOOR] = [visit.framework, code, asked, mark(home, visit.framework, code)]
    carried = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name in ("vers", "apres") or name.startswith("garde:")
    ]
    data = {
        "asked": asked,
        "keys": passkeys.ids(home, visit.framework, code),
        "asks_code": asks_code(home, visit.framework, code),
        "carried": carried,
        "fault": fault,
    }
    return page(request, "enter_key.html", visit, data, status=status)


def _key_given(request: HttpRequest, visit: Visit) -> HttpResponse:
    home, framework = home_of(visit.lang), visit.framework
    held = request.session.pop(_DOOR, None)
    if not isinstance(held, list) or len(held) != 4 or held[0] != framework:
        return _form(request, visit, "seats.incomplete", status=400)
    _, code, asked, then = held
    address, whose = request.META.get("REMOTE_ADDR", ""), f"{framework}/{code[:80]}"
    if wait := throttle.wait(address, whose):
        return _form(request, visit, "seats.slow-down", status=429, code=code, seconds=wait)
    if not compare_digest(then, mark(home, framework, code)):
        return _form(request, visit, "seats.wrong", status=403, code=code)
    try:
        passkeys.key_right(home, framework, code, asked, request.get_host(), answer_of(request.POST["cle"]))
    except passkeys.WrongKey as wrong:
        throttle.failed(address, whose)
        return _key_asked(request, visit, code, wrong.say(visit.lang), status=403)
    return _in(request, visit, code)


def _form(
    request: HttpRequest, visit: Visit, fault: str | None = None, *, status: int = 200, code: str = "", seconds: int = 0
) -> HttpResponse:
    listed = seats(home_of(visit.lang), visit.framework)
    after = request.POST.get("apres") or request.GET.get("vers", "")
    data = {
        "seats": listed,
        "fault": fault,
        "code": code,
        "seconds": seconds,
        "after": after if after in AFTER else "",
    }
    return page(request, "enter.html", visit, data, status=status)


@require_POST
def leave(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """Log out."""
    visit = begin(request, lang, framework)
    request.session.flush()
    return HttpResponseRedirect(visit.url("day"))


@require_safe
def entry(request: HttpRequest, lang: str, framework: str, token: str) -> HttpResponse:
    """The link that `toguna serve` prints: once, on this machine, as the home's own seat."""
    visit = begin(request, lang, framework)
    home = home_of(lang)
    own = visit.register.own_seat
    if request.META.get("REMOTE_ADDR") not in LOOPBACK or not _spend(token):
        raise EntryLinkRefused
    if own not in {seat.code for seat in seats(home, framework)}:
        raise EntryLinkRefused
    sit(request, home, framework, own)
    return HttpResponseRedirect(visit.url("day"))


def _spend(token: str) -> bool:
    """Use the token up; whether it was the right one and still unused."""
    right = os.environ.get("TOGUNA_ENTRY_TOKEN", "")
    if not right or not compare_digest(token.encode(), right.encode()):
        return False
    with _using:
        if right in _used:
            return False
        _used.add(right)
    return True
