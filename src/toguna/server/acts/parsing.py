"""What was said, held to an act's fields: every fault is named with its field, all of them at once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from toguna.base.dates import EARLIEST, LATEST, When
from toguna.base.errors import DateError, InputError
from toguna.base.text import LANGUAGES, Text
from toguna.server.acts import placing
from toguna.server.acts.act import Act, Field, Kind, Said
from toguna.server.acts.choices import choices
from toguna.server.queries.reading import Reading

MOST: Final = {Kind.WORDS: 400, Kind.TEXT: 8000, Kind.SAID: 400}
MOST_MANY: Final = 80
MOST_COUNT: Final = 1_000_000

_MISSING = Text(fr="à remplir", en="to be filled in")
_NOT_HERE = Text(fr="à choisir dans la liste", en="to be chosen from the list")
_HAS_LEFT = Text(fr="cette partie a quitté le cadre : en choisir une autre", en="this party has left: choose another")
_NOT_A_DATE = Text(
    fr="une date est attendue : 09/04/2019, avril 2019, 2019-04-09, 2019-04 ou 2019",
    en="a date is expected: 2019-04-09, April 2019, 2019-04 or 2019",
)
_NOT_A_DAY = Text(fr="un jour précis est attendu : 09/04/2019", en="an exact day is expected: 2019-04-09")
_NOT_A_COUNT = Text(fr="un nombre entier est attendu", en="a whole number is expected")
_TOO_LONG = Text(fr="trop long : {most} caractères au plus", en="too long: {most} characters at most")
_TOO_MANY = Text(fr="trop de lignes : {most} au plus", en="too many lines: {most} at most")
_NOT_TEXT = Text(fr="un texte est attendu", en="a text is expected")
_NOT_FLAG = Text(fr="oui ou non est attendu", en="yes or no is expected")
_NOT_FIELDS = Text(fr="des champs nommés sont attendus", en="named fields are expected")
_NOT_PLACED = Text(
    fr="choisir un des lieux proposés, ou « Aucun de ceux-là »",
    en="choose one of the places offered, or “None of these”",
)
_NO_FIELD = Text(fr="ce champ n’existe pas ici", en="there is no such field here")
_NOTHING: Final[Mapping[str, Any]] = {}
_MONTHS: Final = {
    name: n % 12 + 1
    for n, name in enumerate(
        "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre "
        "january february march april may june july august september october november december".split()
    )
}


@dataclass(frozen=True, slots=True)
class Fault:
    """A field and what is wrong with it."""

    path: str
    text: Text
    data: Mapping[str, object]

    def say(self, lang: str) -> str:
        """What is wrong, in words."""
        return self.text.say(lang, **self.data)


class ActIncomplete(InputError):
    """What was said does not do for the act; `faults` names each field."""

    code = "act-incomplete"
    text = Text(
        fr="Il reste à compléter ou à corriger : {fields}. Rien n’a été inscrit.",
        en="Still to be completed or corrected: {fields}. Nothing was recorded.",
    )

    def __init__(self, act: Act, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__(fields=_listed(act, faults), paths=[one.path for one in faults])


def _listed(act: Act, faults: tuple[Fault, ...]) -> Text:
    """The faults with the labels that people read."""

    def said(fault: Fault, lang: str) -> str:
        field = act.by_name.get(fault.path.partition(".")[0].partition("[")[0])
        return f"{field.label.say(lang) if field else fault.path} ({fault.say(lang)})"

    fr, en = ("; ".join(said(one, lang).replace("{", "(").replace("}", ")") for one in faults) for lang in LANGUAGES)
    return Text(fr=fr.replace("; ", " ; "), en=en)


class _Wrong(Exception):
    def __init__(self, text: Text, **data: object) -> None:
        super().__init__(text.en)
        self.text, self.data = text, data


def parse(act: Act, data: Mapping[str, Any], reading: Reading, lang: str) -> Said:
    """What was said, in plain data; words without a language are of `lang`.

    Raises
    ------
    ActIncomplete
    """
    faults: list[Fault] = []
    said = dict(_fields(act.fields, data, "", faults, reading, lang))
    if faults:
        raise ActIncomplete(act, tuple(faults))
    return said


def _fields(
    fields: tuple[Field, ...], data: Mapping[str, Any], path: str, faults: list[Fault], reading: Reading, lang: str
) -> Iterator[tuple[str, Any]]:
    known = {field.name for field in fields}
    faults.extend(Fault(f"{path}{_readable(name)}"[:200], _NO_FIELD, {}) for name in data if name not in known)
    for field in fields:
        value, here = data.get(field.name), f"{path}{field.name}"
        if value is None or value == "" or value == [] or value == {}:
            if field.required and not placing.spot_given(data.get(field.instead or "")):
                faults.append(Fault(here, _MISSING, {}))
            continue
        try:
            if field.many:
                yield field.name, list(_many(field, value, here, faults, reading, lang))
            else:
                yield field.name, _one(field, value, here, faults, reading, lang, data)
        except _Wrong as wrong:
            faults.append(Fault(here, wrong.text, wrong.data))


def _many(field: Field, value: Any, path: str, faults: list[Fault], reading: Reading, lang: str) -> Iterator[Any]:
    several = value if isinstance(value, list | tuple) else [value]
    if len(several) > MOST_MANY:
        raise _Wrong(_TOO_MANY, most=MOST_MANY)
    for n, one in enumerate(several):
        try:
            yield _one(field, one, f"{path}[{n}]", faults, reading, lang)
        except _Wrong as wrong:
            faults.append(Fault(f"{path}[{n}]", wrong.text, wrong.data))


def _one(
    field: Field,
    value: Any,
    path: str,
    faults: list[Fault],
    reading: Reading,
    lang: str,
    beside: Mapping[str, Any] = _NOTHING,
) -> Any:
    match field.kind:
        case Kind.SAID:
            return _place(value, beside, reading, lang)
        case Kind.WORDS | Kind.TEXT:
            return _words(value, MOST[field.kind], lang)
        case Kind.WHEN:
            return _when(field, value).iso()
        case Kind.DAY:
            found = _when(field, value)
            if not found.exact or not found.known:
                raise _Wrong(_NOT_A_DAY)
            return found.first.isoformat()
        case Kind.COUNT:
            return _count(value)
        case Kind.FLAG:
            if not isinstance(value, bool):
                raise _Wrong(_NOT_FLAG)
            return value
        case Kind.PARTS:
            if not isinstance(value, Mapping):
                raise _Wrong(_NOT_FIELDS)
            return dict(_fields(field.parts, value, f"{path}.", faults, reading, lang))
        case Kind.STRETCH:
            return _stretch(value, {one.value for one in choices(reading, field)})
        case Kind.PARTY | Kind.SEAT:
            return _sitting(value, field, reading)
        case _:
            return _chosen(value, {one.value for one in choices(reading, field)})


def _place(value: Any, beside: Mapping[str, Any], reading: Reading, lang: str) -> dict[str, Any]:
    """Words with the spot chosen for them. Where spots are offered, one is chosen or refused, or places are ticked."""
    held = {"words": value} if isinstance(value, str) else value
    if not isinstance(held, Mapping) or set(held) - {"words", "spot"} or not held.get("words"):
        raise _Wrong(_NOT_TEXT)
    words, spot = _words(held["words"], MOST[Kind.SAID], lang), held.get("spot") or ""
    where = beside.get("where") or ()
    told = placing.told_of(reading, next(iter(words.values())), where)
    found = placing.chosen(told, spot)
    if found is None and spot != placing.NONE and (spot or (told.suggestions and not where)):
        raise _Wrong(_NOT_PLACED)
    return {"words": words, "spot": found, "gazetteer": told.gazetteer}


def _chosen(value: Any, known: Collection[str]) -> str:
    if not isinstance(value, str) or value not in known:
        raise _Wrong(_NOT_HERE)
    return value


def _sitting(value: Any, field: Field, reading: Reading) -> str:
    """A party or seat that may be named here; of one that left it is said that it did."""
    offered = {one.value for one in choices(reading, field)}
    everyone = {one.value for one in choices(reading, replace(field, past=True))}
    if isinstance(value, str) and value in everyone - offered:
        raise _Wrong(_HAS_LEFT)
    return _chosen(value, offered)


def _stretch(value: Any, known: Collection[str]) -> dict[str, str]:
    if isinstance(value, Mapping):
        value = "|".join(str(value.get(name, "")) for name in ("road", "segment_from", "segment_to"))
    road, one, two = _chosen(value, known).split("|")
    return {"road": road, "segment_from": one, "segment_to": two}


def _words(value: Any, most: int, lang: str) -> dict[str, str]:
    said = {lang: value} if isinstance(value, str) else value
    if not isinstance(said, Mapping) or not said or set(said) - set(LANGUAGES):
        raise _Wrong(_NOT_TEXT)
    out = {}
    for name, text in said.items():
        if not isinstance(text, str):
            raise _Wrong(_NOT_TEXT)
        clean = _readable(unicodedata.normalize("NFC", text).strip())
        if not clean:
            raise _Wrong(_MISSING)
        if len(clean) > most:
            raise _Wrong(_TOO_LONG, most=most)
        out[name] = clean
    return out


def _readable(text: str) -> str:
    """The text without what no page can show: control characters, halves of characters."""
    return "".join(c for c in text if c in "\n\t" or c.isprintable())


def _count(value: Any) -> int:
    if isinstance(value, str) and re.fullmatch(r"\s*\d{1,7}\s*", value):
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MOST_COUNT:
        raise _Wrong(_NOT_A_COUNT)
    return value


def _when(field: Field, value: Any) -> When:
    if isinstance(value, When):
        return value
    if not isinstance(value, str):
        raise _Wrong(_NOT_A_DATE)
    try:
        found = When.parse(_iso(value))
    except DateError:
        raise _Wrong(_NOT_A_DATE) from None
    if (not found.known and not field.unknown) or not EARLIEST <= found.first <= found.last <= LATEST:
        raise _Wrong(_NOT_A_DATE)
    return found


def _iso(text: str) -> str:
    """`09/04/2019`, `9 avril 2019` and `avril 2019` in the form that dates are kept in."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text.strip().lower()) if not unicodedata.combining(c))
    numbers = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", plain)
    if numbers:
        return f"{numbers[3]}-{int(numbers[2]):02d}-{int(numbers[1]):02d}"
    named = re.fullmatch(r"(?:(\d{1,2})(?:er)?\s+)?([a-z]+)\s+(\d{4})", plain)
    if named and named[2] in _MONTHS:
        day = f"-{int(named[1]):02d}" if named[1] else ""
        return f"{named[3]}-{_MONTHS[named[2]]:02d}{day}"
    return text.strip()
