"""Filled forms that become no entry, counted: answers by question, week and cercle, for the members.

A week is told once, as it was known at the end of the week after, and never anew; a number in steps of three, and
nothing below three or from one phone alone, so that neither two releases nor a remainder tells of one person, and
nobody makes a figure by himself (domain notes §6.3). A form that was corrected counts once, as it then stood. Words
that people wrote are never shown here, nor is where they live below the cercle. One filled form is one person who
answered.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby
from statistics import median_low
from typing import Final

from toguna.base.dates import When
from toguna.base.errors import InstallationError
from toguna.base.text import Text
from toguna.domain.places import Place
from toguna.domain.visibility import level_visible
from toguna.register.signing import DeviceKey
from toguna.server.office.boxes import open_box
from toguna.server.office.models import Submission
from toguna.server.queries.indicators import week_of
from toguna.server.queries.naming import both
from toguna.server.queries.phone_forms import Form, published
from toguna.server.queries.phone_questions import Question, questions, said_in
from toguna.server.queries.reading import Reading
from toguna.server.queries.releases import FEWEST, FEWEST_SENDERS, released_week, told

WEEKS: Final = 8
_LATE: Final = timedelta(days=60)
_TOLD_AFTER: Final = timedelta(days=13)
_DATED: Final = ("date", "today", "start")
_CHOSEN: Final = ("select", "select1")
_ELSEWHERE: Final = Text(fr="cercle non précisé", en="cercle not stated")


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer of one question, in one week and cercle.

    `number` forms gave it, of the `of` that answered the question: both in steps, None where too few did or all of them
    by one phone. Of a question that asks for a number, `middle` is the answer in the middle. Where `why` is `few`
    nothing of the question is told; without a cercle, nothing of some cercles, whichever they are.
    """

    id: str
    form: str
    title: Text
    week: When
    cercle: Text | None
    question: Text | None
    answer: Text | None
    number: int | None
    of: int | None
    middle: int | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Filled:
    phone: int
    said: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Asked:
    name: str
    label: Text
    choices: Mapping[str, Text]
    kind: str


def shown(reading: Reading) -> bool:
    """Whether the reader is one of those for whom answers are counted."""
    return level_visible(reading.reader, "framework")


def weeks(reading: Reading) -> list[date]:
    """The Mondays of the weeks that are told, the newest first."""
    this = reading.today - timedelta(days=reading.today.weekday())
    asked = (this - timedelta(days=7 * n) for n in range(1, WEEKS + 3))
    return [monday for monday in asked if released_week(reading, monday) is not None][:WEEKS]


def listed(reading: Reading, key: DeviceKey | None) -> list[AnswerRow]:
    """Every counted answer of the weeks that are told. Without the office's key nothing opens, and nothing is told."""
    if key is None or not shown(reading):
        return []
    forms: dict[str, list[Form]] = {}
    for form in published(reading.register):
        forms.setdefault(form.id, []).append(form)
    rows: list[AnswerRow] = []
    for id_, chains in _chains(reading).items():
        if id_ in forms:
            for monday in weeks(reading):
                rows.extend(_week(reading, key, forms[id_], monday, chains))
    return rows


def _chains(reading: Reading) -> dict[str, list[list[Submission]]]:
    """Filled forms that are only counted, by form; each with its corrections, the oldest first."""
    rows = (
        Submission.objects.filter(register=reading.register.hex(), received__lte=reading.today, emptied=False)
        .exclude(kind__in=("report", "outings", "heard", "dissemination", "withdrawal", "incomplete"))
        .defer("salt", "content")
        .order_by("form", "case", "id")
    )
    out: dict[str, list[list[Submission]]] = {}
    for (form, _), chain in groupby(rows, lambda row: (row.form, row.case)):
        out.setdefault(form, []).append(list(chain))
    return out


def _week(
    reading: Reading, key: DeviceKey, forms: Sequence[Form], monday: date, chains: Iterable[list[Submission]]
) -> tuple[AnswerRow, ...]:
    standing = [row for chain in chains if (row := _standing(chain, monday + _TOLD_AFTER)) and row.received >= monday]
    what = ("answers", forms[-1].id, monday, key.public, tuple(row.digest for row in standing), ("place",))
    return reading.recall(what, lambda: tuple(_counted(reading, key, forms, monday, standing)))


def _counted(
    reading: Reading, key: DeviceKey, forms: Sequence[Form], monday: date, standing: Sequence[Submission]
) -> Iterator[AnswerRow]:
    asked = _asked(tuple(one.xml for one in forms))
    place = next((name for one in forms for name, q in questions(one.xml, "fr").items() if q.source == "places"), "")
    cells: dict[str, list[_Filled]] = {}
    names: dict[str, Text] = {}
    for row in standing:
        said = _said(key, row)
        if said is None or not monday <= _day(said, row.received) < monday + timedelta(days=7):
            continue
        held = reading.by_id(Place).get(said.get(place, ""))
        name = both(held.cercle) if held is not None and held.cercle is not None else _ELSEWHERE
        names[name.fr] = name
        cells.setdefault(name.fr, []).append(_Filled(row.phone, said))
    for cercle, filled in sorted(cells.items()):
        if _enough([one.phone for one in filled]):
            yield from _cell(forms[-1], monday, names[cercle], asked, filled)
    if not all(_enough([one.phone for one in filled]) for filled in cells.values()):
        form = forms[-1]
        start = f"{form.id} {monday.isoformat()}"
        # Which cercle it is would tell that somebody answered there.
        yield AnswerRow(start, form.id, form.title, week_of(monday), None, None, None, None, None, None, "few")


def _enough(phones: Sequence[int]) -> bool:
    """Whether so many answers, each by the phone that sent it, may be told as a number."""
    return len(phones) >= FEWEST and len({*phones}) >= FEWEST_SENDERS


def _cell(
    form: Form, monday: date, cercle: Text, asked: Sequence[_Asked], filled: Sequence[_Filled]
) -> Iterator[AnswerRow]:
    for one in asked:
        given = [(held.phone, held.said[one.name]) for held in filled if one.name in held.said]
        about = (form.id, form.title, week_of(monday), cercle, one.label)
        start, of = f"{form.id} {monday.isoformat()} {cercle.fr} {one.name}", told(len(given))
        if not _enough([phone for phone, _ in given]):
            yield AnswerRow(start, *about, None, None, None, None, "few")
        elif one.kind == "int":
            numbers = [(phone, int(text)) for phone, text in given if text.lstrip("-").isdecimal() and len(text) < 10]
            enough = _enough([phone for phone, _ in numbers])
            middle = median_low([number for _, number in numbers]) if enough else None
            yield AnswerRow(start, *about, None, None, of, middle)
        else:
            for code, label in one.choices.items():
                phones = [phone for phone, text in given if code in text.split()]
                number = told(len(phones)) if _enough(phones) else None
                yield AnswerRow(f"{start} {code}", *about, label, number, of, None)


def _standing(chain: Sequence[Submission], last: date) -> Submission | None:
    """The version of a form that stood at the end of a day, where it is one that is counted."""
    held = [row for row in chain if row.received <= last]
    replaced = {row.replaces for row in held}
    newest = [row for row in held if row.instance not in replaced]
    return newest[-1] if newest and newest[-1].kind == "kept" and newest[-1].state != "set_aside" else None


def _said(key: DeviceKey, row: Submission) -> dict[str, str] | None:
    """The answers in a box; None where it was closed for another device."""
    try:
        return said_in(json.loads(open_box(key, bytes(row.content))).get("xml", ""))
    except InstallationError:
        return None


def _day(said: Mapping[str, str], received: date) -> date:
    """The day that the form tells; the day on which it came where it tells none, or one that cannot be."""
    for name in _DATED:
        try:
            day = date.fromisoformat(said.get(name, "")[:10])
        except ValueError:
            continue
        if received - _LATE <= day <= received:
            return day
    return received


@lru_cache(maxsize=32)
def _asked(forms: tuple[bytes, ...]) -> tuple[_Asked, ...]:
    """The questions whose answers are counted, as the newest version that asks them puts them."""
    found: dict[str, _Asked] = {}
    for xml in forms:
        english = questions(xml, "en")
        for name, one in questions(xml, "fr").items():
            if not one.source and (one.kind == "int" or (one.kind in _CHOSEN and one.choices)):
                found[name] = _in_both(name, one, english.get(name, one))
    return tuple(found.values())


def _in_both(name: str, fr: Question, en: Question) -> _Asked:
    choices = {code: _text(words, en.choices.get(code, words)) for code, words in fr.choices.items()}
    return _Asked(name, _text(fr.label, en.label), choices, fr.kind)


def _text(fr: str, en: str) -> Text:
    return Text(fr=_plain(fr), en=_plain(en))


def _plain(text: str) -> str:
    return text.replace("{", "(").replace("}", ")")
