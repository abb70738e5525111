"""What every answer passes through: plain faults, no copies kept by browsers, the language chosen before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

from toguna.base.errors import TogunaError
from toguna.base.text import LANGUAGES
from toguna.server.boot import plain_faults
from toguna.server.home import NothingHere
from toguna.server.web import faults
from toguna.server.web.day import LANGUAGE_COOKIE
from toguna.server.web.visits import language_cookie, seated

Answer = Callable[[HttpRequest], HttpResponse]
_API = "/api/"
_YEAR = int(timedelta(days=365).total_seconds())


class Pages:
    """Around every page."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Without this, another site could let its own name point here and read what is served (DNS rebinding).
        request.get_host()
        if not settings.HOME.exists() and request.path_info.split("/")[2:3] != ["fonder"]:
            # Any look at the database would make one, in clear, before the home is sealed.
            return faults.answer(request, 404, error=NothingHere(path=settings.HOME.path))
        answer = self.get_response(request)
        # A page is cut to its reader: neither a proxy nor the browser's history may show it to the next one.
        answer["Cache-Control"] = "no-store, private"
        if request.path_info.startswith(_API):
            return answer
        if answer.status_code == 405:
            answer = faults.answer(request, 405, "faults.method")
        self._remember(request, answer)
        return answer

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """An error of ours, of SQLite or of the disk becomes a sentence; anything else is Django's 500."""
        if isinstance(error, TogunaError):
            return faults.answer(request, faults.status_of(error), error=error)
        if isinstance(error, (DatabaseError, OSError)):
            connection.close()
            try:
                with plain_faults(settings.HOME):
                    raise error
            except TogunaError as plain:
                return faults.answer(request, faults.status_of(plain), error=plain)
            except OSError:
                return None
        return None

    def _remember(self, request: HttpRequest, answer: HttpResponse) -> None:
        lang, _, rest = request.path_info.strip("/").partition("/")
        if answer.status_code != 200 or lang not in LANGUAGES:
            return
        seat = seated(request, rest.partition("/")[0])
        for name in (LANGUAGE_COOKIE, *([language_cookie(*seat)] if seat else [])):
            if request.COOKIES.get(name) != lang:
                answer.set_cookie(name, lang, max_age=_YEAR, httponly=True, samesite="Lax")
