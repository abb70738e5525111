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
from toguna.server.actions.partners import Account, RefusedReports, Row, bring_reports, keep_mapping
from toguna.server.acts.performing import ReadOnlyPost
from toguna.server.listening import LARGEST_TABLE
from toguna.server.queries.reading import Reading
from toguna.server.web import partner_columns as columns
from toguna.server.web.exchange import seated
from toguna.server.web.partner_columns import Channel, NoLongerHere, Waiting
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


def partner_file(channel: Channel) -> Callable[..., HttpResponse]:
    """The page for seats that may report: the form, which column is what, how far the file is, what became of it."""

    @csrf_exempt
    def answer(request: HttpRequest, lang: str, framework: str) -> HttpResponse:
        # Before anything reads the form, its guard against forgery included: what reads it first would keep the file.
        request.upload_handlers = [Kept(request)]
        return _partner_file(request, lang, framework, channel)

    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_protect
def _partner_file(request: HttpRequest, lang: str, framework: str, channel: Channel) -> HttpResponse:
    visit = seated(begin(request, lang, framework))
    if not visit.reports:
        raise Http404
    if request.method != "POST":
        return _page(request, visit, channel)
    try:
        if columns.is_choice(request):
            _go_on(request, visit, channel)
        else:
            _start(request, visit, channel)
    except (InputError, RuleError) as wrong:
        return _page(request, visit, channel, fault=wrong, status=400 if isinstance(wrong, InputError) else 409)
    return HttpResponseRedirect(visit.now_url("partner-file"))


def _start(request: HttpRequest, visit: Visit, channel: Channel) -> None:
    """Take a file: work on it, or ask first which column is what."""
    given = request.FILES.get("fichier")
    if given is None or not given.size:
        raise NoTable
    source, dry_run = request.POST.get("source", "").strip(), "essai" in request.POST
    if serving.held() is None and not dry_run:
        raise ReadOnlyPost
    name, data, reading = (given.name or "")[:120], given.read(), visit.reading
    headers = channel.headers(name, data, reading, source, "colonnes" in request.POST)
    seat, skip = reading.reader.seat or "", "laisser" in request.POST
    waiting = Waiting(seat, name, data, source, headers, dry_run, skip)
    if headers:
        columns.hold(reading.register, waiting)
        return
    _work(visit, channel, waiting, None)


def _go_on(request: HttpRequest, visit: Visit, channel: Channel) -> None:
    """Work on the file that waited, by the columns that were chosen."""
    register = visit.reading.register
    waiting = columns.held(register, visit.reading.reader.seat or "")
    if waiting is None:
        raise NoLongerHere
    if serving.held() is None and not waiting.dry_run:
        raise ReadOnlyPost
    _work(visit, channel, waiting, columns.chosen(request, channel, waiting))
    columns.let_go(register)


def _work(visit: Visit, channel: Channel, given: Waiting, by: str | None) -> None:
    work = Work(given.name, given.seat, given.dry_run)
    register, reading = visit.reading.register, visit.reading
    # What the form says wrongly is told at once; the rows are read later.
    rows = channel.read(given.name, given.data, reading, given.source, visit.lang, work.read, by)
    with _LOCK:
        if any(not one.over for one in _WORKS.values()):
            raise AlreadyWorking
        _WORKS[register] = work
    kept = (given.source, by) if by is not None else None
    told = (work, reading, serving.held(), rows, given.skip, kept)
    threading.Thread(target=_run, args=told, name="partner-file", daemon=True).start()


def _run(
    work: Work,
    reading: Reading,
    key: DeviceKey | None,
    rows: Iterator[Row],
    skip: bool,
    chosen: tuple[str, str] | None,
) -> None:
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
        if chosen is not None:
            keep_mapping(reading.register, *chosen)
    except TogunaError as wrong:
        work.fault = wrong
    except Exception:
        # Nobody waits for this thread: whoever looks at the page must learn of it.
        logging.getLogger(__name__).exception("a partner's file")
        work.fault = Broken()
    finally:
        connections.close_all()


def _page(
    request: HttpRequest, visit: Visit, channel: Channel, *, fault: TogunaError | None = None, status: int = 200
) -> HttpResponse:
    waiting = columns.held(visit.reading.register, visit.reading.reader.seat or "")
    work = _WORKS.get(visit.reading.register)
    if work is not None and work.seat != visit.reading.reader.seat:
        work = None
    data: dict[str, Any] = {
        "fault": fault.say(visit.lang) if fault else "",
        "read_only": serving.held() is None,
        "source": request.POST.get("source", ""),
        "work": work if waiting is None else None,
        **(columns.asked(request, channel, waiting) if waiting is not None else {}),
    }
    answer = page(request, "partner_file.html", visit, data | _told(work, visit.lang), status=status)
    if work is not None and not work.over and waiting is None:
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
