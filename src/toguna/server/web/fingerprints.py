"""The fingerprint of a signed paper, worked out from its scan, which is kept nowhere: a signed page is a roster.

The scan stays in memory (`server.listening`) and is hashed as it is read; nothing of it is written, entered or sent on.
"""

from __future__ import annotations

import hashlib
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from toguna.base.errors import InputError
from toguna.base.text import Text
from toguna.server.web.acting import act_url
from toguna.server.web.exchange import seated
from toguna.server.web.visits import begin, page

ACTS: Final = ("meeting.adopt", "meeting.keep_paper", "agreement.keep_paper")
"""The acts that a fingerprint may be carried into."""


class NoScan(InputError):
    """Nothing was chosen."""

    code = "no-scan"
    text = Text(
        fr="Aucun fichier n’est arrivé, ou il dépasse 10 Mo. Choisir l’image du papier signé, puis recommencer.",
        en="No file arrived, or it exceeds 10 MB. Choose the scan of the signed paper, then try again.",
    )


class Hashed(UploadedFile):
    """What is left of a file: its fingerprint and its length."""

    def __init__(self, digest: str, name: str | None, size: int) -> None:
        super().__init__(None, name, size=size)
        self.digest = digest


class Hashing(FileUploadHandler):
    """Hashes what comes and lets it go."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A file begins."""
        super().new_file(*args, **kwargs)
        self._digest = hashlib.sha256()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Some of it."""
        self._digest.update(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile[Any]:
        """All of it was read."""
        return Hashed(self._digest.hexdigest(), self.file_name, file_size)


@csrf_exempt
def fingerprint(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    """The form, and the fingerprint of what was chosen: for seats."""
    # Before anything reads the form, its guard against forgery included: what would read it first would keep the file.
    request.upload_handlers = [Hashing(request)]
    return _fingerprint(request, lang, framework)


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_protect
def _fingerprint(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
    visit = seated(begin(request, lang, framework))
    asked = request.POST if request.method == "POST" else request.GET
    act, case = asked.get("acte", ""), asked.get("cas", "")[:120]
    digest = ""
    if request.method == "POST":
        held = request.FILES.get("papier")
        if not isinstance(held, Hashed) or not held.size:
            raise NoScan
        digest = held.digest
    onward = act_url(visit, act, case, sha256=digest) if digest and act in ACTS and case else ""
    data = {"digest": digest, "onward": onward, "act": act if act in ACTS else "", "case": case}
    return page(request, "fingerprint.html", visit, data)
