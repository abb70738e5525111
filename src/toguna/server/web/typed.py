"""What is typed from a paper form, number by number as it stands there, as the fields of a report.

The numbers are those of the card and the SMS (spec/sms.md §1). A number that means nothing is a fault beside its box;
an empty box is not known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from toguna.base.text import Text
from toguna.domain import codes
from toguna.server.queries.cards import CardRow

BASIS: Final = ("seen", "victim", "others", "media")
PRECISIONS: Final = ("day", "week", "month")
MOST: Final = 999
BOXES: Final = ("fiche", "partie", "genre", "jour", "precis", "axe", "lieu", "source", "tues", "blesses", "enleves")
WORDS: Final = ("ou", "mots", "avis")
_COUNTS: Final = {"tues": "killed", "blesses": "injured", "enleves": "abducted"}
_DAY: Final = re.compile(r"(\d{1,2})[/.-]?(\d{2}|(?<=[/.-])\d)(?:[/.-]?(\d{4}|\d{2}))?")
_NO_KIND = Text(fr="aucun fait n’a le numéro {value} (1 à {most})", en="nothing has the number {value} (1 to {most})")
_NO_ROAD = Text(fr="aucun axe n’a le numéro {value}", en="no road has the number {value}")
_NO_PLACE = Text(fr="aucune localité n’a le numéro {value}", en="no place has the number {value}")
_OTHER_ROAD = Text(fr="{place} n’est pas sur cet axe", en="{place} is not on that road")
_NO_DAY = Text(
    fr="« {value} » n’est pas un jour passé : 14/06, 1406 ou 14/06/2026",
    en="“{value}” is no past day: 14/06, 1406 or 14/06/2026",
)
_NO_CHOICE = Text(fr="écrire un numéro de 1 à {most}", en="write a number from 1 to {most}")
_NO_COUNT = Text(fr="écrire un nombre, ou rien si on ne sait pas", en="write a number, or nothing if it is not known")
_NEEDED = Text(fr="à remplir", en="needed")


@dataclass(frozen=True, slots=True)
class Typed:
    """The fields of a report, and what is wrong, by box."""

    fields: dict[str, Any]
    faults: dict[str, Text]


def read_typed(sent: Mapping[str, str], rows: Sequence[CardRow], today: date, lang: str) -> Typed:
    """What the boxes come to. The number of the form and the party are the act's to check."""
    fields: dict[str, Any] = {}
    faults: dict[str, Text] = {}
    given = {name: str(sent.get(name, "")).strip()[:4000] for name in (*BOXES, *WORDS)}
    _kind(given["genre"], fields, faults)
    _day(given["jour"], given["precis"], today, fields, faults)
    _where(given["axe"], given["lieu"], rows, fields, faults)
    if given["source"]:
        number = _number(given["source"])
        if number is None or not 1 <= number <= len(BASIS):
            faults["source"] = _filled(_NO_CHOICE, most=len(BASIS))
        else:
            fields["basis"] = BASIS[number - 1]
    for box, name in _COUNTS.items():
        if given[box]:
            count = _number(given[box])
            if count is None or count > MOST:
                faults[box] = _NO_COUNT
            else:
                fields[name] = count
    for box, name in (("ou", "where_said"), ("mots", "told"), ("avis", "assessment")):
        if given[box]:
            fields[name] = {lang: given[box]}
    return Typed(fields, faults)


def _kind(said: str, fields: dict[str, Any], faults: dict[str, Text]) -> None:
    number = _number(said)
    if not said:
        faults["genre"] = _NEEDED
    elif number in codes.INCIDENT_NUMBERS and number is not None:
        fields["kind"] = codes.INCIDENT_NUMBERS[number]
    elif said.upper() in codes.INCIDENT_KINDS:
        fields["kind"] = said.upper()
    else:
        faults["genre"] = _filled(_NO_KIND, value=said, most=len(codes.INCIDENT_NUMBERS))


def _day(said: str, precise: str, today: date, fields: dict[str, Any], faults: dict[str, Text]) -> None:
    if not said:
        return
    day = _past(said, today)
    number = _number(precise) if precise else 1
    if day is None:
        faults["jour"] = _filled(_NO_DAY, value=said)
    elif number is None or not 1 <= number <= len(PRECISIONS):
        faults["precis"] = _filled(_NO_CHOICE, most=len(PRECISIONS))
    else:
        year, week, _ = day.isocalendar()
        ways = (day.isoformat(), f"{year:04d}-W{week:02d}", f"{day:%Y-%m}")
        fields["date"] = ways[number - 1]


def _where(road: str, place: str, rows: Sequence[CardRow], fields: dict[str, Any], faults: dict[str, Text]) -> None:
    numbers = {row.number: row for row in rows if row.number is not None}
    on = numbers.get(_number(road) or 0) if road else None
    at = numbers.get(_number(place) or 0) if place else None
    elsewhere = at is not None and any(row.noun == "road" and at.case in row.via for row in rows)
    if road and (on is None or on.noun != "road"):
        faults["axe"] = _filled(_NO_ROAD, value=road)
    elif place and (at is None or at.noun != "place"):
        faults["lieu"] = _filled(_NO_PLACE, value=place)
    elif on is not None and at is not None and at.case not in on.via and elsewhere:
        faults["lieu"] = _placed(at.name)
    elif on is not None:
        fields["where"] = [on.case]
    elif at is not None:
        fields["where"] = [at.case]
    if at is not None and not faults.keys() & {"axe", "lieu"}:
        fields["near"] = at.case


def _past(said: str, today: date) -> date | None:
    """`14/06`, `1406`, `14/06/2031`: without a year the last such day; None where it is none, or still to come."""
    held = _DAY.fullmatch(said.replace(" ", ""))
    if held is None:
        return None
    day, month, year = (int(one) if one else None for one in held.groups())
    assert day is not None
    assert month is not None
    try:
        found = date(today.year if year is None else year + (2000 if year < 100 else 0), month, day)
        if year is None and found > today:
            found = found.replace(year=today.year - 1)
    except ValueError:
        return None
    return found if found <= today else None


def _placed(place: Text) -> Text:
    return Text(fr=_OTHER_ROAD.say("fr", place=place), en=_OTHER_ROAD.say("en", place=place))


def _number(said: str) -> int | None:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 7 else None


def _filled(text: Text, **data: object) -> Text:
    """The sentence with its data, which may hold braces."""
    plainly = {name: str(value).replace("{", "(").replace("}", ")") for name, value in data.items()}
    return Text(fr=text.fr.format(**plainly), en=text.en.format(**plainly))
