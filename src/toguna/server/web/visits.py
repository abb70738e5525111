"""A visit: who looks at which framework, as of which day, in which language. Every page begins with one."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from toguna import __version__
from toguna.base.dates import EARLIEST, When
from toguna.base.errors import InputError
from toguna.base.text import LANGUAGES, Text
from toguna.domain.doing import DOING
from toguna.domain.visibility import (
    Role,
    Row,
    Rule,
    incidents_each,
    keeps_notes,
    level_visible,
    rule,
    undertaking_status,
)
from toguna.register.constitution import Mode
from toguna.server.home import Home
from toguna.server.queries import day as days
from toguna.server.queries.pairs import may_join
from toguna.server.queries.reading import Reading, UnknownFramework
from toguna.server.queries.seats import SeatRow
from toguna.server.queries.undertakings import dates_to_come
from toguna.server.web.navigation import menu

_SALT = "toguna.seat"


class DayOutOfRange(InputError):
    """A day that the register cannot be asked about yet."""

    code = "day-out-of-range"
    text = Text(
        fr="Le {day} est hors de ce que ce registre peut montrer. Choisir un jour jusqu’au {last}.",
        en="{day} is outside what this register can show. Choose a day up to {last}.",
    )


@dataclass(frozen=True)
class Visit:
    """What the pages need to know of a request."""

    lang: str
    register: days.Held
    reading: Reading
    name: Text
    days: days.Days
    seat: SeatRow | None
    chosen: bool

    @property
    def framework(self) -> str:
        """The framework's code, as in the address."""
        return self.reading.framework

    @property
    def today(self) -> date:
        """The day shown."""
        return self.reading.today

    @property
    def day_before(self) -> date | None:
        """The day before, if there is one to show."""
        return self.today - timedelta(days=1) if self.today > EARLIEST else None

    @property
    def day_after(self) -> date | None:
        """The day after, if there is one to show."""
        return self.today + timedelta(days=1) if self.today < self.days.last else None

    @property
    def sees_all(self) -> bool:
        """The secretariat: cover to come on every road."""
        return self.reading.reader.role is Role.MEDIATOR

    @property
    def sees_own(self) -> bool:
        """A party that may be named for a gap, or whose measures may end."""
        return not self.sees_all and rule(self.reading.reader, Row.MEASURE_END) is not Rule.NOTHING

    @property
    def incidents_each(self) -> bool:
        """Whether incidents are told one by one to this reader."""
        return incidents_each(self.reading.reader)

    @property
    def member(self) -> bool:
        """Whether this reader reads as a member of the framework."""
        return level_visible(self.reading.reader, "framework")

    @property
    def reports(self) -> bool:
        """Whether this reader's seat may report what happened."""
        allowed = self.reading.reader.role in DOING["report.received"].roles
        return self.seat is not None and allowed and self.reading.mode is not Mode.REPLAY

    @property
    def keeps_notes(self) -> bool:
        """Whether this reader's seat may keep sealed notes."""
        return keeps_notes(self.reading.reader) and self.reading.mode is not Mode.REPLAY

    @property
    def joins(self) -> bool:
        """Whether this reader joins accounts of the same event."""
        return may_join(self.reading)

    @property
    def states_each(self) -> bool:
        """Whether the state of each undertaking is told to this reader."""
        return undertaking_status(self.reading.reader) == "each"

    @property
    def sees_dates(self) -> bool:
        """Whether this reader may see days to come at all."""
        return dates_to_come(self.reading.reader)

    @property
    def stamp(self) -> str | None:
        """`replay` or `exercise`: what every page says of itself; None in life."""
        return stamp_of(self.reading.mode)

    @cached_property
    def query(self) -> str:
        """What keeps the chosen day in a link."""
        return f"?le={self.today.isoformat()}" if self.chosen else ""

    @property
    def present(self) -> date:
        """The last day that can be shown: the day of whatever is done."""
        return self.days.last

    def now_url(self, name: str, *args: str) -> str:
        """The address of a page of this framework on the register's present day."""
        day = "" if self.reading.mode is Mode.LIVE else f"?le={self.present.isoformat()}"
        return reverse(name, args=[self.lang, self.framework, *args]) + day

    def url(self, name: str, *args: str, lang: str | None = None) -> str:
        """The address of a page of this framework, on the same day."""
        return reverse(name, args=[lang or self.lang, self.framework, *args]) + self.query


def stamp_of(mode: Mode) -> str | None:
    """`replay` or `exercise`; None in life."""
    return None if mode is Mode.LIVE else mode.name.lower()


def begin(request: HttpRequest, lang: str, framework: str) -> Visit:
    """The visit of a request: one for whatever draws its page, since a reading request writes nothing in between.

    Raises
    ------
    Http404
        No such language or framework.
    DateError, DayOutOfRange
        The day asked for is none, or is still to come.
    """
    if request.method != "GET":
        return _visit(request, lang, framework)
    begun: dict[object, Visit] = request.__dict__.setdefault("toguna_visits", {})
    key = lang, framework, str(request.session.get(f"seat:{framework}"))
    if key not in begun:
        begun[key] = _visit(request, lang, framework)
    return begun[key]


def _visit(request: HttpRequest, lang: str, framework: str) -> Visit:
    home = home_of(lang)
    try:
        register = days.held(home, framework)
    except UnknownFramework:
        # Its own sentence lists the frameworks held here: that is for the office, not for whoever types an address.
        raise Http404 from None
    range_ = days.days(register)
    asked = asked_day(request.GET.get("le", ""), lang, range_)
    seat = sitting(request, register)
    reading = days.look(register, seat.code if seat else None, asked or range_.opens_on)
    return Visit(lang, register, reading, days.name(register), range_, seat, asked is not None)


def home_of(lang: str) -> Home:
    """The home that is served.

    Raises
    ------
    Http404
        The address begins with no language of ours.
    """
    if lang not in LANGUAGES:
        raise Http404
    home: Home = settings.HOME
    return home


def asked_day(text: str, lang: str, range_: days.Days) -> date | None:
    """The day in the address; None where none is given. `30/04/2019` is read too: not every phone has a calendar."""
    text = text.strip()
    if not text:
        return None
    parts = text.split("/")
    if len(parts) == 3 and len(parts[2]) == 4:
        text = "-".join(reversed(parts))
    found = When.parse(text).last
    if not EARLIEST <= found <= range_.last:
        raise DayOutOfRange(day=When.on(found).say(lang), last=When.on(range_.last).say(lang))
    return found


def sitting(request: HttpRequest, register: days.Held) -> SeatRow | None:
    """The seat that this browser has logged in as, in this framework; None once its passphrase has changed."""
    held = request.session.get(f"seat:{register.framework}")
    if not isinstance(held, list) or len(held) != 2:
        return None
    code, then = held
    if not constant_time_compare(then, mark(register.home, register.framework, code)):
        return None
    return next((seat for seat in days.seats_here(register) if seat.code == code), None)


def seated(request: HttpRequest, framework: str) -> tuple[str, str] | None:
    """The framework and the seat that this browser's session names, proved or not."""
    held = request.session.get(f"seat:{framework}") if framework else None
    return (framework, held[0]) if isinstance(held, list) and len(held) == 2 else None


def language_cookie(framework: str, seat: str) -> str:
    """Where a browser keeps the language in which a seat reads: several may share one machine."""
    return f"toguna_lang_{framework}_{seat}"


def sit(request: HttpRequest, home: Home, framework: str, code: str) -> None:
    """Log this browser in as a seat: a fresh session, so that nothing set before log-in outlives it."""
    request.session.flush()
    request.session[f"seat:{framework}"] = [code, mark(home, framework, code)]
    just_proved(request, framework)


def just_proved(request: HttpRequest, framework: str) -> None:
    """Note that the seat gave its passphrase now."""
    request.session[f"proved:{framework}"] = int(time.time())


def proved_at(request: HttpRequest, framework: str) -> int:
    """When the seat of this browser last gave its passphrase, in seconds; 0: not known."""
    held = request.session.get(f"proved:{framework}")
    return held if isinstance(held, int) else 0


def mark(home: Home, framework: str, code: str) -> str:
    """What a session holds of a seat's passphrase: another one once it has changed."""
    stored = home.settings().get("seats", {}).get(framework, {}).get(code, "")
    return salted_hmac(_SALT, f"{home.path}|{framework}|{code}|{stored}", algorithm="sha256").hexdigest()[:32]


def page(request: HttpRequest, template: str, visit: Visit, data: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page of a framework."""
    match = request.resolver_match
    args = [a for n, a in (match.kwargs if match else {}).items() if n not in ("lang", "framework")]
    other = "en" if visit.lang == "fr" else "fr"
    here = match.view_name if match and match.view_name else "day"
    common = {
        "visit": visit,
        "here": here,
        "case_here": match.kwargs.get("id") if match else None,
        "lang": visit.lang,
        "name": visit.name,
        "stamp": visit.stamp,
        "home_url": visit.url("day"),
        "menu": menu(visit, here),
        "other": other,
        "other_url": visit.url(here, *args, lang=other) if here != "entry" else visit.url("day", lang=other),
        "version": __version__,
        "frameworks": [one for one in days.frameworks(settings.HOME) if one[0] != visit.framework],
    }
    return render(request, template, {**common, **data}, status=status)
