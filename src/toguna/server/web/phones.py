"""*Téléphones*: a seat admits phones that send for it, once by a code that is shown once, and revokes them."""

from __future__ import annotations

import re
import secrets
import threading
from collections import OrderedDict
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods

from toguna.base.errors import InputError, RuleError, TogunaError
from toguna.base.text import Text
from toguna.domain.doing import DOING
from toguna.domain.visibility import Role
from toguna.server.actions.phones import issue_phone, reader_in, revoke_phone
from toguna.server.queries.naming import framework_name
from toguna.server.queries.phone_codes import address, code
from toguna.server.queries.phones import phones as held
from toguna.server.queries.seats import seats
from toguna.server.web.exchange import seated
from toguna.server.web.visits import Visit, begin, home_of, page

_ADDRESS: Final = re.compile(r"https?://(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+)(:[0-9]{1,5})?/?")
_LOCAL: Final = re.compile(r"https?://(localhost|127\.|\[::1\])")
_SENT: OrderedDict[str, None] = OrderedDict()
_MOST_SENT: Final = 500
_LOCK = threading.Lock()


class BadAddress(InputError):
    """Not an address at which phones could find this machine."""

    code = "bad-phone-address"
    text = Text(
        fr="L’adresse doit commencer par http:// ou https:// et finir par le nom ou le numéro du poste. La corriger.",
        en="The address must begin with http:// or https:// and end with the machine’s name or number. Correct it.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def phones(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """The phones of this seat; of every seat for the secretariat."""
    visit = seated(begin(request, lang, framework))
    if not visit.reports:
        raise Http404
    if request.method != "POST":
        return _page(request, visit)
    try:
        if "revoquer" in request.POST:
            number = request.POST["revoquer"]
            revoke_phone(visit.reading.register, visit.reading.reader, int(number) if number.isdecimal() else 0)
            return HttpResponseRedirect(visit.now_url("phones"))
        return _admit(request, visit)
    except (InputError, RuleError) as wrong:
        return _page(request, visit, fault=wrong, status=400 if isinstance(wrong, InputError) else 409)


def _admit(request: HttpRequest, visit: Visit) -> HttpResponse:
    where = request.POST.get("adresse", "").strip()
    if not _ADDRESS.fullmatch(where):
        raise BadAddress()
    if not _first(request.POST.get("jeton", "")):
        return _page(request, visit, shown=True, status=409)
    issued = issue_phone(
        home_of(visit.lang), visit.reading.register, visit.reading.reader, request.POST.get("titulaire") or None
    )
    server = address(where, issued.token)
    drawn = code(server, framework_name(visit.reading).say(visit.lang), visit.lang).svg_inline(
        scale=4, border=4, dark="#1f2328", light="#ffffff", omitsize=False, title=None
    )
    data = {"issued": issued.number, "server": server, "drawn": mark_safe(drawn)}  # noqa: S308 - made here
    return _page(request, visit, more={**data, **_warnings(where)})


def _first(token: str) -> bool:
    """Whether this form comes for the first time: the code of a phone is shown once, whatever the browser repeats."""
    with _LOCK:
        if not token or token in _SENT:
            return False
        _SENT[token] = None
        while len(_SENT) > _MOST_SENT:
            _SENT.popitem(last=False)
        return True


def _warnings(where: str) -> dict[str, Any]:
    return {"local": bool(_LOCAL.match(where)), "plain": where.startswith("http:") and not _LOCAL.match(where)}


def _page(
    request: HttpRequest,
    visit: Visit,
    *,
    fault: TogunaError | None = None,
    shown: bool = False,
    more: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    secure = request.is_secure() or request.META.get("HTTP_X_FORWARDED_PROTO") == "https"
    by_code = {one.code: one for one in seats(home_of(visit.lang), visit.framework)}
    where = request.POST.get("adresse") or f"{'https' if secure else 'http'}://{request.get_host()}"
    data: dict[str, Any] = {
        "rows": [(row, by_code.get(row.seat)) for row in held(visit.reading)],
        "seats": _seats(visit),
        "where": where,
        "token": secrets.token_urlsafe(16),
        "fault": fault.say(visit.lang) if fault else "",
        "shown": shown,
        **_warnings(where),
    }
    return page(request, "phones.html", visit, {**data, **(more or {})}, status=status)


def _seats(visit: Visit) -> list[Any]:
    """The seats that a phone may be admitted for: all that may report, to the secretariat that hands phones out."""
    if visit.reading.reader.role is not Role.MEDIATOR:
        return []
    roles = DOING["report.received"].roles
    every = seats(home_of(visit.lang), visit.framework)
    return [one for one in every if reader_in(visit.reading.register, one.code).role in roles]
