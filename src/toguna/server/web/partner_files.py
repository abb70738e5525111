"""*Fichier d’un partenaire*: a seat brings in a partner's rows as reports; the page tells how far it is, and what was
done.

The file stays in memory (`server.listening`) until it is read. One file is worked on at a time, in a thread of its own,
so that others go on reading and writing; where the machine is switched off the same file brings the rest.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.db import connections
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from toguna.base.dates import say_left
from toguna.base.errors import InputError, InstallationError, RuleError, TogunaError
from toguna.base.text import Text
from toguna.register.signing import DeviceKey
from toguna.server.actions import serving
from toguna.server.actions.partners import Account, RefusedReports, Row, bring_reports
from toguna.server.acts.performing import ReadOnlyPost
from toguna.server.listening import LARGEST_TABLE
from toguna.server.queries.reading import Reading
from toguna.server.web.exchange import seated
from toguna.server.web.visits import Visit, begin, page

AGAIN_SECONDS: Final = 2
COUNTS: Final = {
    "partner.new": "new",
    "partner.updated": "updated",
    "partner.taken_back": "taken_back",
    "partner.kept": "kept",
    "partner.unchanged": "unchanged",
    "partner.older": "older",
    "partner.left_out": "left_out",
    "partner.refused": "refused",
}


class NoTable(InputError):
    """Nothing was chosen, or too much."""

    code = "no-table"
    text = Text(
        fr="Aucun fichier n’est arrivé, ou il dépasse 40 Mo. Choisir le fichier du partenaire ; s’il est plus grand, "
        "le compresser (.zip) ou le découper, puis recommencer.",
        en="No file arrived, or it exceeds 40 MB. Choose the partner’s file; if it is larger, compress it (.zip) or "
        "split it, then try again.",
    )


class AlreadyWorking(RuleError):
    """Another file is being brought in."""

    code = "file-in-work"
    text = Text(
        fr="Un autre fichier est en cours d’inscription sur ce poste ; celui-ci n’a pas été pris. Attendre la fin, "
        "puis recommencer.",
        en="Another file is being recorded on this machine; this one was not taken. Wait for its end, then try again.",
    )


class Broken(InstallationError):
    """The software failed."""

    code = "file-broken"
    text = Text(
        fr="Le logiciel s’est arrêté en route. Ce qui est inscrit le reste. Reprendre le même fichier : le reste sera "
        "inscrit, sans doublon. Si cela recommence, lancer « toguna doctor ».",
        en="The software stopped on the way. What is recorded stays. Give the same file again: the rest will be "
        "recorded, nothing twice. If it happens again, run “toguna doctor”.",
    )


@dataclass
class Work:
    """A file on its way in, or what became of it."""

    name: str
    seat: str
    dry_run: bool
    entering: bool = False
    done: int = 0
    of: int = 0
    since: float = field(default_factory=time.monotonic)
    account: Account | None = None
    fault: TogunaError | None = None

    @property
    def over(self) -> bool:
        """Whether nothing more will happen."""
        return self.account is not None or self.fault is not None

    def read(self, done: int, of: int) -> None:
        """So much of the file is read."""
        self.done, self.of = done, of

    def entered(self, done: int, of: int) -> None:
        """So many rows of so many are entered; with none, entering begins."""
        if not done:
            self.entering, self.since = True, time.monotonic()
        self.done, self.of = done, of

    def left(self, lang: str) -> str:
        """How much longer this stretch takes; empty where it has only begun."""
        return say_left((time.monotonic() - self.since) * (self.of / self.done - 1), lang) if self.done else ""


_WORKS: dict[bytes, Work] = {}
_LOCK: Final = threading.Lock()


class Kept(MemoryFileUploadHandler):
    """Keeps in memory what is not too long, and lets go of what is."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, str],  # noqa: N803 - Django's name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """A form begins."""
        self.activated = content_length <= LARGEST_TABLE


Read = Callable[[str, bytes, Reading, str, str, Callable[[int, int], None]], Iterator[Row]]
"""From the name and the bytes of a file, the framework, the source, the language and whom to tell how far: its rows."""


def partner_file(read: Read) -> Callable[..., HttpResponse]:
    """The page for seats that may report: the form, how far the file is, what became of it. `read` is the channel's."""

    @csrf_exempt
    def answer(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
        # Before anything reads the form, its guard against forgery included: what reads it first would keep the file.
        request.upload_handlers = [Kept(request)]
        return _partner_file(request, lang, framework, read)

    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_protect
def _partner_file(request: HttpRequest, lang: str, framework: str, read: Read) -> HttpResponse:
    visit = seated(begin(request, lang, framework))
    if not visit.reports:
        raise Http404
    if request.method != "POST":
        return _page(request, visit)
    try:
        _start(request, visit, read)
    except (InputError, RuleError) as wrong:
        return _page(request, visit, fault=wrong, status=400 if isinstance(wrong, InputError) else 409)
    return HttpResponseRedirect(visit.now_url("partner-file"))


def _start(request: HttpRequest, visit: Visit, read: Read) -> None:
    key, given = serving.held(), request.FILES.get("fichier")
    if given is None or not given.size:
        raise NoTable
    name = (given.name or "")[:120]
    source, dry_run, skip = request.POST.get("source", "").strip(), "essai" in request.POST, "laisser" in request.POST
    work = Work(name, visit.reading.reader.seat or "", dry_run)
    register, lang, reading = visit.reading.register, visit.lang, visit.reading
    if key is None and not dry_run:
        raise ReadOnlyPost
    # What the form says wrongly is told at once; the rows are read later.
    rows = read(name, given.read(), reading, source, lang, work.read)
    with _LOCK:
        if any(not one.over for one in _WORKS.values()):
            raise AlreadyWorking
        _WORKS[register] = work
    job = threading.Thread(target=_run, args=(work, reading, key, rows, skip), name="partner-file", daemon=True)
    job.start()


def _run(work: Work, reading: Reading, key: DeviceKey | None, rows: Iterator[Row], skip: bool) -> None:
    signing = None if work.dry_run or key is None else lambda _: key
    try:
        work.account = bring_reports(
            reading.register,
            reading.reader,
            signing,
            rows,
            received=reading.today,
            skip_refused=skip,
            progress=work.entered,
        )
    except TogunaError as wrong:
        work.fault = wrong
    except Exception:
        # Nobody waits for this thread: whoever looks at the page must learn of it.
        logging.getLogger(__name__).exception("a partner's file")
        work.fault = Broken()
    finally:
        connections.close_all()


def _page(request: HttpRequest, visit: Visit, *, fault: TogunaError | None = None, status: int = 200) -> HttpResponse:
    work = _WORKS.get(visit.reading.register)
    if work is not None and work.seat != visit.reading.reader.seat:
        work = None
    data: dict[str, Any] = {
        "fault": fault.say(visit.lang) if fault else "",
        "read_only": serving.held() is None,
        "source": request.POST.get("source", ""),
        "work": work,
    }
    answer = page(request, "partner_file.html", visit, data | _told(work, visit.lang), status=status)
    if work is not None and not work.over:
        answer["Refresh"] = str(AGAIN_SECONDS)
    return answer


def _told(work: Work | None, lang: str) -> dict[str, Any]:
    if work is None:
        return {}
    if work.account is not None:
        numbers = [(key, getattr(work.account, name)) for key, name in COUNTS.items()]
        return {"counts": [(key, number) for key, number in numbers if number or key == "partner.new"]}
    if isinstance(work.fault, RefusedReports):
        # The command line's sentence names an option; here it is a box to tick.
        return {"wrong": work.fault.data["number"], "lines": str(_listing(work.fault).say(lang)).splitlines()}
    if work.fault is not None:
        return {"stopped": work.fault.say(lang)}
    return {"percent": int(100 * work.done / work.of) if work.of else 0, "left": work.left(lang)}


def _listing(fault: RefusedReports) -> Text:
    held = fault.data["listing"]
    return held if isinstance(held, Text) else Text(fr="", en="")
