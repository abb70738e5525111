"""Copies that meet by a file, in the browser: taking one in, and making one for one's own party."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from toguna.base.errors import InputError
from toguna.base.text import Text
from toguna.server.actions.backups import write_for
from toguna.server.actions.exchange import take_file
from toguna.server.home import Home
from toguna.server.web.visits import Visit, begin, home_of, page

LARGEST = 64_000_000


class NoFile(InputError):
    """Nothing was chosen, or too much."""

    code = "no-file"
    text = Text(
        fr="Aucun fichier à prendre, ou un fichier de plus de 64 Mo. Choisir un fichier .toguna, puis recommencer.",
        en="No file to take, or one of more than 64 MB. Choose a .toguna file, then try again.",
    )


@require_POST
def take(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """Take a file that another copy gave; the true account of it."""
    visit = seated(begin(request, lang, framework))
    given = request.FILES.get("fichier")
    if given is None or given.size is None or not 0 < given.size <= LARGEST:
        raise NoFile
    with beside(home_of(lang)) as path:
        with path.open("wb") as file:
            for chunk in given.chunks():
                file.write(chunk)
        register, outcome = take_file(home_of(lang), path)
    refused = [one.fault.say(lang) for one in outcome.refused]
    data = {"outcome": outcome, "refused": refused, "same": register == visit.register.register}
    return page(request, "register_taken.html", visit, data)


@require_safe
def give(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """Everything that the party of this seat may hold, as one file."""
    visit = seated(begin(request, lang, framework))
    party = visit.reading.reader.party
    if party is None:
        raise Http404
    with beside(home_of(lang)) as path:
        write_for(home_of(lang), visit.register.register, party, path)
        answer = HttpResponse(path.read_bytes(), content_type="application/octet-stream")
    name = f"{framework}-{visit.register.clock.isoformat()}.toguna"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def seated(visit: Visit) -> Visit:
    """Exchange is for those who have logged in."""
    if visit.seat is None:
        raise PermissionDenied
    return visit


@contextmanager
def beside(home: Home) -> Iterator[Path]:
    """A file in the home's own folder, gone when the block ends: nothing of it lies in a folder that others share."""
    handle, name = tempfile.mkstemp(suffix=".toguna", dir=home.path)
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)
