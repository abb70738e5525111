"""One item of a scenario file, read field by field: each value checked, each key used, each problem told with its
line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any, Final

from toguna.base.dates import When
from toguna.base.errors import DateError
from toguna.base.text import Text
from toguna.domain.codelist import CodeList
from toguna.server.intake.scenario.reading import FileProblem, Item, problem

_UNKNOWN_FIELD = Text(
    fr="le champ « {key} » de « {section} » n’est pas connu.{hint} Le corriger ou l’ôter.",
    en="the field “{key}” of “{section}” is not known.{hint} Correct it or remove it.",
)
_MISSING_FIELD = Text(
    fr="il manque le champ « {key} » à cet élément de « {section} ». L’ajouter.",
    en="this item of “{section}” lacks the field “{key}”. Add it.",
)
_UNKNOWN_ID = Text(
    fr="« {value} » (champ « {key} ») ne désigne {what} de ce fichier.{hint} Corriger ce nom ou ajouter l’élément.",
    en="“{value}” (field “{key}”) is not {what} of this file.{hint} Correct the name or add the item.",
)
_UNKNOWN_CODE = Text(
    fr="« {value} » (champ « {key} ») n’est pas un code admis.{hint} Codes admis : {known}.",
    en="“{value}” (field “{key}”) is not an allowed code.{hint} Allowed codes: {known}.",
)
_BAD_DATE = Text(
    fr="« {value} » (champ « {key} ») n’est pas une date. Écrire 2019-04-09, 2019-W15, 2019-04, 2019-Q2 ou 2019.",
    en="“{value}” (field “{key}”) is not a date. Write 2019-04-09, 2019-W15, 2019-04, 2019-Q2 or 2019.",
)
_BAD_SHAPE = Text(
    fr="le champ « {key} » de « {section} » n’a pas la forme attendue ({what}). Le corriger.",
    en="the field “{key}” of “{section}” does not have the form expected ({what}). Correct it.",
)
REVERSED = Text(
    fr="le champ « {key} » finit avant de commencer. Corriger l’ordre des deux dates.",
    en="the field “{key}” ends before it begins. Correct the order of the two dates.",
)
_TWICE = Text(
    fr="l’identifiant « {value} » figure deux fois (déjà à la ligne {before}). En changer un.",
    en="the id “{value}” stands twice (already on line {before}). Change one of them.",
)
_BAD_ID = Text(
    fr="l’identifiant « {value} » n’est pas admis : {most} signes au plus, {letters}, chiffres, - et _. Le récrire.",
    en="the id “{value}” is not allowed: at most {most} characters, {letters}, digits, - and _. Rewrite it.",
)
_SMALL = Text(fr="minuscules sans accent", en="small letters without accents")
_ANY = Text(fr="lettres sans accent", en="letters without accents")
_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
MOST_ID: Final = 50
_HINT = Text(fr=" Vouliez-vous dire « {close} » ?", en=" Did you mean “{close}”?")
_NO_HINT = Text(fr="", en="")

KINDS: Final[Mapping[str, Text]] = {
    "place": Text(fr="aucun lieu", en="a place"),
    "road": Text(fr="aucun axe", en="a road"),
    "party": Text(fr="aucune partie", en="a party"),
    "clause": Text(fr="aucune disposition", en="a clause"),
    "agreement": Text(fr="aucun accord", en="an agreement"),
    "framework": Text(fr="aucun cadre", en="a framework"),
    "measure": Text(fr="aucune mesure", en="a measure"),
    "source": Text(fr="aucune source", en="a source"),
    "meeting": Text(fr="aucune rencontre", en="a meeting"),
    "spot": Text(fr="aucun lieu ni axe", en="a place or road"),
    "any": Text(fr="aucun élément", en="an item"),
}
_LIST = Text(fr="une liste", en="a list")
_MAP = Text(fr="des champs entre accolades", en="fields between braces")
_TEXT = Text(fr="un texte", en="a text")
_NUMBER = Text(fr="un nombre entier", en="a whole number")
_YES_NO = Text(fr="true ou false", en="true or false")
MOST_TEXT: Final = 2000


@dataclass
class Ids:
    """Which ids the file defines, by kind, with their lines."""

    by_kind: dict[str, dict[str, int]] = field(default_factory=dict)

    def add(self, kind: str, value: str, line: int, file: str) -> None:
        held = self.by_kind.setdefault(kind, {})
        if value in held:
            raise problem(file, line, _TWICE, value=value, before=held[value])
        held[value] = line

    def of(self, kind: str) -> Iterable[str]:
        if kind == "any":
            return {value: line for held in self.by_kind.values() for value, line in held.items()}
        if kind == "spot":
            return [*self.by_kind.get("place", {}), *self.by_kind.get("road", {})]
        return self.by_kind.get(kind, {})


@dataclass
class Row:
    """One item, with the names of what it may refer to. `finish()` refuses every key that nobody asked for."""

    item: Item
    section: str
    file: str
    ids: Ids
    french: Mapping[str, str]
    language: str = "en"
    used: set[str] = field(default_factory=set)

    def line(self, key: str | None = None) -> int:
        return self.item.lines.get(key or "", self.item.line)

    def fail(self, key: str, text: Text, **data: object) -> FileProblem:
        return problem(self.file, self.line(key), text, key=key, section=self.section, **data)

    def raw(self, key: str) -> Any:
        self.used.add(key)
        return self.item.get(key)

    def has(self, key: str) -> bool:
        return self.item.get(key) is not None

    def need(self, key: str) -> Any:
        value = self.raw(key)
        if value is None:
            raise self.fail(key, _MISSING_FIELD)
        return value

    def id(self, *, small: bool = False) -> str:
        """The item's id: it stands in addresses, file names and on paper. Those of parties and frameworks go into the
        founding act, which wants them `small`.
        """
        value = self._text("id", self.need("id"))
        if len(value) > MOST_ID or _ID.fullmatch(value) is None or (small and value != value.lower()):
            raise self.fail("id", _BAD_ID, value=value[:MOST_ID], most=MOST_ID, letters=_SMALL if small else _ANY)
        return value

    def text(self, key: str) -> str | None:
        value = self.raw(key)
        return None if value is None else self._text(key, value)

    def _text(self, key: str, value: Any) -> str:
        if not isinstance(value, str) or not value.strip() or len(value) > MOST_TEXT:
            raise self.fail(key, _BAD_SHAPE, what=_TEXT)
        return value

    def words(self, key: str) -> dict[str, str] | None:
        """Free words: one string in the file's language, with the French of the word list beside it, or `{fr: …, en:
        …}`.
        """
        value = self.raw(key)
        return None if value is None else self._words(key, value)

    def words_list(self, key: str) -> list[dict[str, str]]:
        return [self._words(key, value) for value in self.items(key)]

    def _words(self, key: str, value: Any) -> dict[str, str]:
        if isinstance(value, Item):
            if not value.values or set(value.values) - {"fr", "en"}:
                raise self.fail(key, _BAD_SHAPE, what=_TEXT)
            return {lang: self._text(key, said) for lang, said in value.values.items()}
        said = self._text(key, value)
        return {self.language: said, **({"fr": self.french[said]} if said in self.french else {})}

    def name(self) -> dict[str, str]:
        """The item's name: keys `fr` and `en`, French from the word list where only English is given."""
        english, french = self.text("en"), self.text("fr")
        if english is None and french is None:
            raise self.fail("en", _MISSING_FIELD)
        french = french or self.french.get(english or "")
        return {lang: said for lang, said in (("fr", french), ("en", english)) if said}

    def when(self, key: str) -> When | None:
        """A date: text, `{date: …}` or `{between: [one, other]}`; other keys of such a map are read by `sub`."""
        value = self.raw(key)
        if value is None:
            return None
        if isinstance(value, Item):
            part = self.sub(key)
            assert part is not None
            return part.when("date") or part.between("between")
        return self._when(key, value)

    def between(self, key: str) -> When | None:
        pair = self.items(key)
        if not pair:
            return None
        if len(pair) != 2:
            raise self.fail(key, _BAD_SHAPE, what=_LIST)
        one, two = (self._when(key, value) for value in pair)
        if one.first > two.last:
            raise self.fail(key, REVERSED)
        return When.between(one.first, two.last)

    def _when(self, key: str, value: Any) -> When:
        try:
            return When.parse(self._text(key, value))
        except DateError:
            raise self.fail(key, _BAD_DATE, value=value) from None

    def whens(self, key: str) -> list[When]:
        """A list of dates."""
        return [self._when(key, value) for value in self.items(key)]

    def day(self, key: str) -> date | None:
        """A date whose last day counts: when something was learnt."""
        found = self.when(key)
        return found.last if found else None

    def ref(self, key: str, kind: str) -> str | None:
        value = self.raw(key)
        return None if value is None else self.one_ref(key, value, kind)

    def refs(self, key: str, kind: str) -> list[str]:
        """One id or several."""
        value = self.raw(key)
        if value is None:
            return []
        return [self.one_ref(key, one, kind) for one in (value if isinstance(value, list) else [value])]

    def one_ref(self, key: str, value: Any, kind: str) -> str:
        """One id under a key."""
        name = self._text(key, value)
        if name not in self.ids.of(kind):
            raise self.fail(key, _UNKNOWN_ID, value=name, what=KINDS[kind], hint=_hint(name, self.ids.of(kind)))
        return name

    def seat(self, key: str) -> str | None:
        """A party's seat: its id for the holder, `ID-suppleant` for the alternate."""
        value = self.text(key)
        if value is not None:
            self.one_ref(key, value.removesuffix("-suppleant"), "party")
        return value

    def code(self, key: str, codes: CodeList) -> str | None:
        value = self.raw(key)
        if value is None:
            return None
        # People write “national body” for national_body; a code never holds a space.
        name = self._text(key, value)
        for candidate in (name, name.replace(" ", "_")):
            if candidate in codes:
                return candidate
        raise self.fail(key, _UNKNOWN_CODE, value=name, hint=_hint(name, codes), known=codes.listing())

    def choice(self, key: str, allowed: Iterable[str]) -> str | None:
        """One of a few words."""
        value = self.raw(key)
        if value is None or value in set(allowed):
            return value
        raise self.fail(key, _UNKNOWN_CODE, value=value, hint=_hint(str(value), allowed), known=", ".join(allowed))

    def integer(self, key: str) -> int | None:
        value = self.raw(key)
        if value is None or value == "unknown":
            return None
        return self._integer(key, value)

    def integers(self, key: str) -> list[int]:
        return [self._integer(key, value) for value in self.items(key)]

    def _integer(self, key: str, value: Any) -> int:
        if not isinstance(value, str) or not value.isdecimal() or len(value) > 9:
            raise self.fail(key, _BAD_SHAPE, what=_NUMBER)
        return int(value)

    def thousandths(self, key: str) -> int | None:
        """Degrees as whole thousandths."""
        value = self.raw(key)
        if value is None:
            return None
        try:
            degrees = float(value)
        except (TypeError, ValueError):
            raise self.fail(key, _BAD_SHAPE, what=_NUMBER) from None
        if not -180 <= degrees <= 180:
            raise self.fail(key, _BAD_SHAPE, what=_NUMBER)
        return round(degrees * 1000)

    def flag(self, key: str) -> bool | None:
        value = self.raw(key)
        if value is not None and not isinstance(value, bool):
            raise self.fail(key, _BAD_SHAPE, what=_YES_NO)
        return value

    def sub(self, key: str) -> Row | None:
        """The map under a key, as a row of its own; it must be finished by whoever reads it."""
        value = self.raw(key)
        return None if value is None else self.part(key, value)

    def subs(self, key: str) -> list[Row]:
        return [self.part(key, value) for value in self.items(key)]

    def part(self, key: str, value: Any) -> Row:
        """One map of a list under a key, as a row."""
        if not isinstance(value, Item):
            raise self.fail(key, _BAD_SHAPE, what=_MAP)
        return self._row(key, value)

    def _row(self, key: str, value: Item) -> Row:
        return Row(value, f"{self.section}.{key}", self.file, self.ids, self.french, self.language)

    def items(self, key: str) -> list[Any]:
        """The members of a list."""
        value = self.raw(key)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.fail(key, _BAD_SHAPE, what=_LIST)
        return value

    def finish(self) -> None:
        """Refuse keys that nothing has read: a misspelt field must not be lost in silence."""
        for key in self.item.values:
            if key not in self.used:
                raise self.fail(key, _UNKNOWN_FIELD, hint=_hint(key, self.used))


def _hint(value: str, known: Iterable[str]) -> Text:
    close = get_close_matches(value, list(known), n=1)
    return Text(fr=_HINT.fr.format(close=close[0]), en=_HINT.en.format(close=close[0])) if close else _NO_HINT
