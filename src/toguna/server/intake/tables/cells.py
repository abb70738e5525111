"""What stands in a cell: dates in the forms that publishers use, numbers, positions, names.

A cell that does not fit raises `Wrong`, which becomes a refusal of its row; nothing is guessed.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Final

from toguna.base.text import Text

_LONGEST_NAME: Final = 200
_MONTHS: Final = {
    word: number
    for number, words in enumerate(
        (
            *("jan january janvier janv", "feb february février fevrier févr fevr fév", "mar march mars"),
            *("apr april avril avr", "may mai", "jun june juin", "jul july juillet juil", "aug august août aout"),
            *("sep sept september septembre", "oct october octobre", "nov november novembre"),
            "dec december décembre decembre déc",
        ),
        start=1,
    )
    for word in words.split()
}
_WORDS: Final = re.compile(r"(\d{1,2})[\s-]+([A-Za-zéûÉÛ]+)\.?,?[\s-]+(\d{4}|\d{2})")
_DIGITS: Final = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})")
_INVISIBLE: Final = re.compile("[\\x00-\\x1f\\x7f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff]+")

_NOT_A_DATE = Text(
    fr="« {value} » n’est pas une date. Écrire 2019-04-09.", en="“{value}” is not a date. Write 2019-04-09."
)
_WHICH_DATE = Text(
    fr="« {value} » peut se lire jour/mois ou mois/jour. Écrire 2019-04-09.",
    en="“{value}” can be read day/month or month/day. Write 2019-04-09.",
)
_WHICH_CENTURY = Text(
    fr="« {value} » : année sur deux chiffres. L’écrire sur quatre, 2019-04-09.",
    en="“{value}”: a year of two digits. Write four, 2019-04-09.",
)
_NOT_A_NUMBER = Text(
    fr="« {value} » n’est pas un nombre entier, positif ou nul. Le corriger, ou laisser vide si ce n’est pas connu.",
    en="“{value}” is not a whole number, zero or more. Correct it, or leave it empty if it is not known.",
)
_NOT_A_PLACE = Text(
    fr="« {value} » n’est pas une {what} en degrés. La corriger, ou laisser vides les deux coordonnées.",
    en="“{value}” is not a {what} in degrees. Correct it, or leave both coordinates empty.",
)
_LATITUDE, _LONGITUDE = Text(fr="latitude", en="latitude"), Text(fr="longitude", en="longitude")
_MISSING = Text(fr="cette case est vide. La remplir.", en="this cell is empty. Fill it in.")
_NOT_A_CODE = Text(
    fr="« {value} » n’est pas un code admis. Codes : {known}.", en="“{value}” is not a code allowed. Codes: {known}."
)


class Wrong(Exception):
    """A cell does not fit: its column, and what to do."""

    def __init__(self, column: str, text: Text, **data: object) -> None:
        super().__init__(column)
        self.column, self.template, self.data = column, text, data

    @property
    def text(self) -> Text:
        """The sentence, in both languages."""
        return Text(fr=self._in("fr"), en=self._in("en"))

    def _in(self, lang: str) -> str:
        said = {n: v.say(lang) if isinstance(v, Text) else str(v)[:80] for n, v in self.data.items()}
        template = self.template.fr if lang == "fr" else self.template.en
        return template.format(**said).replace("{", "(").replace("}", ")")


def needed(value: str, column: str) -> str:
    """A cell that must not be empty."""
    held = value.strip()
    if not held:
        raise Wrong(column, _MISSING)
    return held


def day(value: str, column: str, *, year: str = "", day_first: bool = False) -> date:
    """One day: ISO, `16 May 2025`, `16-05-2025`; `16/05/2025` where only one reading is possible.

    A year of two digits is taken only where `year`, another cell of the row, says the century; `day_first` where the
    table's mapping says so.
    """
    held = needed(value, column)
    try:
        if held[4:5] in "-/" and held[:4].isdigit() and held[10:11] in ("", " ", "T"):
            return date.fromisoformat(held[:10].replace("/", "-"))
        if found := _WORDS.fullmatch(held):
            month = _MONTHS.get(found[2].lower())
            if month:
                return date(_year(found[3], held, column, year), month, int(found[1]))
        elif found := _DIGITS.fullmatch(held):
            one, mark, two = int(found[1]), found[2], int(found[3])
            full = _year(found[4], held, column, year)
            if mark == "/" and two > 12 and not day_first:
                return date(full, one, two)
            if mark == "/" and one <= 12 and one != two and not day_first:
                raise Wrong(column, _WHICH_DATE, value=held)
            return date(full, two, one)
    except ValueError:
        pass
    raise Wrong(column, _NOT_A_DATE, value=held)


def _year(digits: str, held: str, column: str, said: str) -> int:
    if len(digits) == 4:
        return int(digits)
    if len(said) == 4 and said.isdigit() and said[2:] == digits:
        return int(said)
    raise Wrong(column, _WHICH_CENTURY, value=held)


def number(value: str, column: str) -> int | None:
    """A whole number, zero or more; empty is not known."""
    held = value.strip()
    if not held:
        return None
    if held.isascii() and held.isdigit() and len(held) < 8:
        return int(held)
    if held.endswith(".0") and held[:-2].isdigit() and len(held) < 10:
        return int(held[:-2])
    raise Wrong(column, _NOT_A_NUMBER, value=held)


def code(value: str, column: str, known: dict[str, str]) -> tuple[str, str]:
    """A publisher's code, and what it stands for."""
    held = value.strip().removesuffix(".0")
    if held not in known:
        raise Wrong(column, _NOT_A_CODE, value=held, known=", ".join(known))
    return held, known[held]


def position(latitude: str, longitude: str, columns: tuple[str, str]) -> tuple[int | None, int | None]:
    """Both coordinates in whole thousandths of a degree; both None where they are empty, or the 0, 0 of a blank
    form.
    """
    if not latitude.strip() and not longitude.strip():
        return None, None
    lat = _degrees(latitude, columns[0], _LATITUDE, 90)
    lon = _degrees(longitude, columns[1], _LONGITUDE, 180)
    return (None, None) if lat == lon == 0 else (round(lat * 1000), round(lon * 1000))


def _degrees(value: str, column: str, what: Text, most: int) -> float:
    held = value.strip()
    try:
        # A French spreadsheet writes a decimal comma; no coordinate is large enough for thousands.
        found = float(held.replace(",", ".", 1))
    except ValueError:
        found = float("nan")
    if not -most <= found <= most or "_" in held:
        raise Wrong(column, _NOT_A_PLACE, value=held, what=what)
    return found


def stamp(value: str, column: str) -> int | None:
    """When the publisher last touched the row: seconds since 1970, or a date and time."""
    held = value.strip().removesuffix(".0")
    if not held:
        return None
    if held.isascii() and held.isdigit() and len(held) < 12:
        return int(held)
    try:
        moment = datetime.fromisoformat(held)
    except ValueError:
        raise Wrong(column, _NOT_A_DATE, value=held) from None
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


def name(value: str) -> str | None:
    """A name on one line, without invisible characters; None where there is none."""
    if not value:
        return None
    held = " ".join(_INVISIBLE.sub(" ", value).split()) if not value.isprintable() or "  " in value else value.strip()
    return held[:_LONGEST_NAME] or None
