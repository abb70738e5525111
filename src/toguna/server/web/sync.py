"""`POST /sync`: another copy's turn in an exchange. Bytes in, bytes out; who may have what is decided in `actions`."""

from __future__ import annotations

from csp.decorators import csp_exempt
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from toguna.server.actions.answering import Answer, answer, asking
from toguna.server.actions.throttle import Throttle
from toguna.server.sync.protocol import MAX_MESSAGE

_TYPE = "application/octet-stream"
throttle = Throttle()


# What a browser is told to do with a page is said for nothing here, and costs a quarter of a second on a bad line.
# No cookie counts here and each turn is signed, so another site's form could do nothing in anybody's name.
@csrf_exempt
@csp_exempt()
@require_POST
def sync(request: HttpRequest) -> HttpResponse:
    """One message and its answer."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > MAX_MESSAGE:
        return HttpResponse(Answer.no(413, "sync-too-large").body, content_type=_TYPE, status=413)
    data = request.read(MAX_MESSAGE)
    # By device too: behind one router there are several offices, and one that is turned away must not slow the others.
    address, caller = request.META.get("REMOTE_ADDR", ""), f"sync/{asking(data)}"
    if wait := throttle.wait(address, caller):
        answered = HttpResponse(Answer.no(429, "sync-slow-down").body, content_type=_TYPE, status=429)
        answered["Retry-After"] = str(wait)
        return answered
    said = answer(settings.HOME, data, host=request.get_host(), secret=settings.SECRET_KEY.encode())
    if said.status == 403:
        throttle.failed(address, caller)
    return HttpResponse(said.body, content_type=_TYPE, status=said.status)
