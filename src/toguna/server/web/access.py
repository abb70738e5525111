"""*Mon accès*: a seat changes its passphrase, and asks for a code from its phone or for its key as well."""

from __future__ import annotations

import json
from typing import Any

import segno
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.safestring import mark_safe
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from toguna.base.errors import InputError, RuleError
from toguna.server.actions import factors, passkeys
from toguna.server.actions.seats import proved
from toguna.server.actions.throttle import throttle
from toguna.server.web.exchange import seated
from toguna.server.web.visits import Visit, begin, home_of, page, sit

_PENDING = "code-secret"
_ASKED = "key-asked"


@sensitive_post_parameters("phrase", "nouvelle", "encore", "code")
@require_http_methods(["GET", "HEAD", "POST"])
def access(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """How this seat proves itself, and the changes to it."""
    visit = seated(begin(request, lang, framework))
    if request.method != "POST":
        return _page(request, visit)
    seat, address = visit.reading.reader.seat or "", request.META.get("REMOTE_ADDR", "")
    whose = f"{framework}/{seat}"
    if throttle.wait(address, whose):
        return _page(request, visit, fault=factors.WrongPassphrase(), status=429)
    try:
        _change(request, visit, seat)
    except (InputError, RuleError) as wrong:
        throttle.failed(address, whose)
        return _page(request, visit, fault=wrong, status=400)
    throttle.succeeded(address, whose)
    return HttpResponseRedirect(visit.url("access") + ("&" if visit.query else "?") + "fait=1")


def _change(request: HttpRequest, visit: Visit, seat: str) -> None:
    sent, home, framework = request.POST, home_of(visit.lang), visit.framework
    present = sent.get("phrase", "").strip()
    if "nouvelle" in sent:
        new, again = sent["nouvelle"].strip(), sent.get("encore", "").strip()
        factors.change_passphrase(home, framework, seat, present, new, again)
        sit(request, home, framework, seat)  # the session's mark goes with the passphrase
        return
    if not proved(home, framework, seat, present):
        raise factors.WrongPassphrase
    if "sans-cle" in sent:
        passkeys.drop_keys(home, framework, seat)
        return
    if "cle" in sent:
        asked, host = request.session.pop(_ASKED, ""), request.get_host()
        passkeys.add_key(home, framework, seat, asked, host, answer_of(sent["cle"]), visit.present)
        return
    if "sans" in sent:
        factors.drop_code(home, framework, seat)
        return
    factors.use_code(home, framework, seat, request.session.get(_PENDING, ""), sent.get("code", ""))
    request.session.pop(_PENDING, None)


def answer_of(text: str) -> dict[str, Any]:
    """What a browser says for a key, as it came in a form.

    Raises
    ------
    WrongKey
    """
    try:
        held = json.loads(text[:200_000])
    except (ValueError, RecursionError):
        raise passkeys.WrongKey from None
    if not isinstance(held, dict):
        raise passkeys.WrongKey
    return held


def _page(
    request: HttpRequest, visit: Visit, *, fault: InputError | RuleError | None = None, status: int = 200
) -> HttpResponse:
    seat = visit.reading.reader.seat or ""
    data: dict[str, Any] = {
        "fault": fault.say(visit.lang) if fault else "",
        "done": request.GET.get("fait") == "1" and fault is None,
        "asks": factors.asks_code(home_of(visit.lang), visit.framework, seat),
        "least": factors.SHORTEST,
        "keys": passkeys.ids(home_of(visit.lang), visit.framework, seat),
        "algorithms": " ".join(str(one) for one in passkeys.ALGORITHMS),
    }
    # Asked anew with every page; a browser that has no keys never answers.
    request.session[_ASKED] = data["asked"] = passkeys.question()
    if not data["asks"]:
        # Held in the signed session of this browser until the phone has given a right code.
        secret = request.session.get(_PENDING) or factors.new_secret()
        request.session[_PENDING] = secret
        code = segno.make(factors.uri(secret, visit.framework, seat), error="m", micro=False)
        drawn = code.svg_inline(scale=4, border=2, dark="#1f2328", light="#ffffff", omitsize=False, title=None)
        data |= {"secret": " ".join(secret[n : n + 4] for n in range(0, len(secret), 4)), "drawn": mark_safe(drawn)}  # noqa: S308
    return page(request, "access.html", visit, data, status=status)
