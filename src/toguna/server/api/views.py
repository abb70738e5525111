"""The API's answers. A program shows a key (`Authorization: Bearer …`), which stands for one seat of one framework."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from toguna.base.dates import When
from toguna.base.errors import InputError, InstallationError, RuleError, TogunaError
from toguna.base.text import LANGUAGES
from toguna.server.actions import notes as sealed
from toguna.server.actions import serving
from toguna.server.actions.cases import UnknownCase
from toguna.server.actions.seats import proved
from toguna.server.actions.throttle import throttle
from toguna.server.actions.tokens import seat_of
from toguna.server.acts.act import Act
from toguna.server.acts.catalogue import ACTS
from toguna.server.acts.parsing import ActIncomplete
from toguna.server.acts.performing import ChangedMeanwhile, NotProved, UnknownAct, named, perform
from toguna.server.acts.visible import entity_of
from toguna.server.api.collections import COLLECTIONS, MOST, Collection, of_noun
from toguna.server.api.faults import (
    BadParameter,
    NoKey,
    NothingThere,
    NotJson,
    SlowDown,
    StaleMark,
    TooLong,
    WrongMethod,
)
from toguna.server.api.openapi import document, fields_schema
from toguna.server.api.plain import plain
from toguna.server.queries import day as days
from toguna.server.queries.cases import mark
from toguna.server.queries.reading import Reading, UnknownFramework
from toguna.server.queries.situation import situation as read_situation

MOST_BYTES: Final = 1_000_000
Answer = Callable[..., HttpResponse]


_STATUS: Final[tuple[tuple[type[TogunaError], int], ...]] = (
    (NoKey, 401),
    (NotProved, 403),
    (sealed.NotesClosed, 403),
    (sealed.NoNotes, 404),
    (NothingThere, 404),
    (UnknownAct, 404),
    (UnknownCase, 404),
    (WrongMethod, 405),
    (StaleMark, 412),
    (TooLong, 413),
    (NotJson, 415),
    (SlowDown, 429),
    (InputError, 400),
    (RuleError, 409),
    (InstallationError, 503),
)


def answering(view: Answer) -> Answer:
    """A view whose faults become JSON with a code and a sentence."""

    @csrf_exempt  # there is no cookie here that another site could use
    @wraps(view)
    def answer(request: HttpRequest, **more: str) -> HttpResponse:
        try:
            return view(request, **more)
        except TogunaError as error:
            return _fault(request, error)

    return answer


def _fault(request: HttpRequest, error: TogunaError) -> HttpResponse:
    lang = language(request)
    told: dict[str, Any] = {"code": error.code, "sentence": error.say(lang)}
    if isinstance(error, ActIncomplete):
        told["fields"] = [{"path": one.path, "sentence": one.say(lang)} for one in error.faults]
    status = next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
    made = _json({"error": told}, status)
    if status == 401:
        made["WWW-Authenticate"] = "Bearer"
    if isinstance(error, SlowDown):
        made["Retry-After"] = str(error.data["seconds"])
    if status == 405:
        made["Allow"] = "GET, HEAD, POST" if "/acts/" in request.path_info else "GET, HEAD"
    return made


def language(request: HttpRequest) -> str:
    """French, unless English is asked for first."""
    asked = request.headers.get("Accept-Language", "")[:2].lower()
    return asked if asked in LANGUAGES else "fr"


def _json(data: Any, status: int = 200) -> HttpResponse:
    return HttpResponse(json.dumps(data, ensure_ascii=False), content_type="application/json", status=status)


@answering
def openapi(request: HttpRequest) -> HttpResponse:
    """What the API offers; it tells nothing of any framework."""
    _only(request, "GET", "HEAD")
    return _kept(request, document(language(request)))


@answering
def situation(request: HttpRequest, framework: str) -> HttpResponse:
    """The situation as this seat may know it."""
    _only(request, "GET", "HEAD")
    reading = _reading(request, framework)
    return _kept(request, {"item": plain(read_situation(reading))})


@answering
def listing(request: HttpRequest, framework: str, name: str) -> HttpResponse:
    """One page of a collection."""
    _only(request, "GET", "HEAD")
    reading = _reading(request, framework)
    found = COLLECTIONS.get(name)
    if found is None:
        raise NothingThere
    since = _day(request, "updated_since")
    page = found.page(reading, request.GET.get("after", "")[:300], _limit(request))
    items = [plain(row) for row in page.rows]
    if since is not None:
        before = _as_it_was(request, framework, found, since)
        items = [item for item in items if json.dumps(item, sort_keys=True) not in before]
    told = {"framework": framework, "as_of": reading.today.isoformat(), "items": items, "next": page.following}
    return _kept(request, told)


def _as_it_was(request: HttpRequest, framework: str, found: Collection, since: date) -> set[str]:
    """The rows that this seat could read on the day before: what reads the same was not updated for this seat. A mark
    of the last writing would tell of fields that the seat may not read.
    """
    past = _look(request, framework, date.fromordinal(since.toordinal() - 1))
    rows, after = set[str](), ""
    while True:
        page = found.page(past, after, MOST)
        rows.update(json.dumps(plain(row), sort_keys=True) for row in page.rows)
        if page.following is None:
            return rows
        after = page.following


@answering
def one(request: HttpRequest, framework: str, name: str, id: str) -> HttpResponse:  # noqa: A002 - the address's word
    """One thing, with its story."""
    _only(request, "GET", "HEAD")
    reading = _reading(request, framework)
    found = COLLECTIONS.get(name)
    told = found.story(reading, id) if found is not None and found.story is not None else None
    if told is None:
        raise NothingThere
    return _kept(request, {"item": plain(told)})


@answering
def acts(request: HttpRequest, framework: str) -> HttpResponse:
    """The acts that this seat's role may do, with what each must be told."""
    _only(request, "GET", "HEAD")
    reading, lang = _reading(request, framework), language(request)
    return _kept(request, {"acts": [_told(act, lang) for act in ACTS.values() if reading.reader.role in act.roles]})


def _told(act: Act, lang: str) -> dict[str, Any]:
    return {
        "act": act.name,
        "label": act.label.say(lang),
        "on": None if act.opens else act.noun,
        "fields": fields_schema(act.fields, lang),
    }


@answering
def do(request: HttpRequest, framework: str, name: str) -> HttpResponse:
    """What an act must be told, with the mark of the case that it would be done on (GET); or do it (POST): 201 with its
    receipt, 200 where the same request was done before.
    """
    _only(request, "GET", "HEAD", "POST")
    seat = _seat(request, framework)
    register = days.held(settings.HOME, framework)
    reading = days.look(register, seat, days.days(register).last)
    act, case = named(reading, name), request.GET.get("case") or None
    if request.method != "POST":
        return _opened(request, reading, act, case)
    try:
        done = perform(
            reading,
            serving.held(),
            name,
            _body(request),
            token=request.headers.get("Idempotency-Key", ""),
            lang=language(request),
            case=case,
            seen=_seen(request, reading, act, case),
            proof=act.strong and _proved(request, framework, seat),
        )
    except ChangedMeanwhile:
        raise StaleMark from None
    entries = [entry.hex() for entry in done.entries]
    told = {"receipt": done.number, "act": done.act, "case": done.case, "again": done.again, "entries": entries}
    return _json(told, 200 if done.again else 201)


def _proved(request: HttpRequest, framework: str, seat: str) -> bool:
    """Whether the seat's passphrase came along.

    Raises
    ------
    SlowDown
    """
    phrase = request.headers.get("Toguna-Passphrase", "")
    if not phrase:
        return False
    key = _may_try(request, framework, seat)
    right = proved(settings.HOME, framework, seat, phrase)
    (throttle.succeeded if right else throttle.failed)(*key)
    return right


def _may_try(request: HttpRequest, framework: str, seat: str) -> tuple[str, str]:
    """Under which address and seat a passphrase is tried; wrong ones are slowed down as at the door.

    Raises
    ------
    SlowDown
    """
    key = request.META.get("REMOTE_ADDR", ""), f"{framework}/{seat}"
    if wait := throttle.wait(*key):
        raise SlowDown(seconds=wait)
    return key


def _opened(request: HttpRequest, reading: Reading, act: Act, case: str | None) -> HttpResponse:
    """An act's form, as the page opens it: on a case, under the mark that the case has now."""
    entity = entity_of(reading, act.noun, case) if case else None
    if (act.opens is None) != (case is not None) or (case is not None and entity is None):
        raise UnknownCase(id=case or "")
    told = {**_told(act, language(request)), "filled": plain(dict(act.filled(reading, entity))) if act.filled else {}}
    if case is None:
        return _kept(request, told)
    made = _json(told)
    made["ETag"] = f'"{mark(reading.register, act.noun, case)}"'
    return made


def _seen(request: HttpRequest, reading: Reading, act: Act, case: str | None) -> str | None:
    """The mark of the case as the program read it, by its form or by its own address; None: it gives none.

    A record's own mark is of what this seat reads of it, and so tells nothing of what it may not read.
    """
    given = request.headers.get("If-Match")
    if given is None or case is None:
        return None
    now, given = mark(reading.register, act.noun, case), given.strip().removeprefix("W/").strip('"')
    if given == "*":
        return now
    found = of_noun(act.noun)
    told = found.story(reading, case) if found is not None and found.story is not None else None
    return now if told is not None and given == _mark(_json({"item": plain(told)})) else given


@answering
def notes(request: HttpRequest, framework: str) -> HttpResponse:
    """The seat's own sealed notes, opened with its passphrase (GET), or the key for them made with it (POST)."""
    _only(request, "GET", "POST")
    reading, phrase = _reading(request, framework), request.headers.get("Toguna-Passphrase", "")
    key = _may_try(request, framework, reading.reader.seat or "")
    try:
        if request.method == "POST":
            sealed.begin_notes(settings.HOME, framework, reading.register, reading.reader, phrase)
        else:
            held = sealed.open_notes(reading.register, reading.reader, phrase)
    except sealed.NotesClosed:
        throttle.failed(*key)
        raise
    throttle.succeeded(*key)
    if request.method == "POST":
        return _json({"begun": True}, 201)
    return _json({"items": [plain(one) for one in held.notes], "unreadable": held.unreadable})


@answering
def spoken(request: HttpRequest, framework: str, id: str) -> HttpResponse:  # noqa: A002 - the address's word
    """What is read aloud after a meeting, in the language that is asked for."""
    from toguna.server.reports.spoken import spoken as read_aloud

    _only(request, "GET", "HEAD")
    told = read_aloud(_reading(request, framework), id, language(request))
    if told is None:
        raise NothingThere
    return _kept(request, {"item": plain(told)})


@answering
def nothing(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Any other address."""
    raise NothingThere


def _only(request: HttpRequest, *methods: str) -> None:
    if request.method not in methods:
        raise WrongMethod


def _seat(request: HttpRequest, framework: str) -> str:
    return _entered(request, framework)[1]


def _entered(request: HttpRequest, framework: str) -> tuple[days.Held, str]:
    """The register as this request finds it, and the seat that its key opens."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    try:
        register = days.held(settings.HOME, framework)
    except UnknownFramework:
        raise NoKey from None
    seat = seat_of(register.register, token.strip()) if scheme.lower() == "bearer" and token.strip() else None
    # The key of a party that has left opens nothing any more.
    if seat is None or seat not in {one.code for one in days.seats_here(register)}:
        raise NoKey
    return register, seat


def _reading(request: HttpRequest, framework: str) -> Reading:
    return _look(request, framework, _day(request, "as_of"))


def _look(request: HttpRequest, framework: str, asked: date | None) -> Reading:
    register, seat = _entered(request, framework)
    last = days.days(register).last
    if asked is not None and asked > last:
        raise BadParameter(name="as_of", most=MOST)
    return days.look(register, seat, asked or last)


def _day(request: HttpRequest, name: str) -> date | None:
    asked = request.GET.get(name)
    if not asked:
        return None
    try:
        found = When.parse(asked)
    except InputError:
        raise BadParameter(name=name, most=MOST) from None
    if not found.known or found.first.toordinal() <= 1:
        raise BadParameter(name=name, most=MOST)
    return found.last if name == "as_of" else found.first


def _limit(request: HttpRequest) -> int:
    asked = request.GET.get("limit", "50")
    if not asked.isascii() or not asked.isdecimal() or len(asked) > 4 or not 1 <= int(asked) <= MOST:
        raise BadParameter(name="limit", most=MOST)
    return int(asked)


def _body(request: HttpRequest) -> dict[str, Any]:
    if request.content_type != "application/json":
        raise NotJson
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        raise TooLong
    try:
        held = json.loads(request.body)
    except (ValueError, RecursionError):
        raise NotJson from None
    if not isinstance(held, dict):
        raise NotJson
    return held


def _kept(request: HttpRequest, data: Any) -> HttpResponse:
    """The answer with its mark; nothing but the mark where the program holds the same already."""
    made = _json(data)
    mark_ = f'"{_mark(made)}"'
    if request.headers.get("If-None-Match") == mark_:
        made = HttpResponse(status=304)
    made["ETag"] = mark_
    return made


def _mark(answer: HttpResponse) -> str:
    """The mark of what an answer says."""
    return hashlib.sha256(answer.content).hexdigest()[:32]
