"""The cells of a row as the fields of a report. What is not understood is kept in the partner's words, never guessed;
what is wrong (a date, a number) is told with its column.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from toguna.base.dates import When
from toguna.base.errors import DateError
from toguna.base.text import Text
from toguna.domain.codes import BASIS, INCIDENT_KINDS
from toguna.server.actions.partners import Row
from toguna.server.intake.partners.mapping import Columns
from toguna.server.intake.tables.cells import Wrong, day, name, needed, number

LONGEST_ID: Final = 200
MOST_WORDS: Final = 4_000
_LEFT_OUT: Final = ("viol", "rape", "sexual", "sexuel", "gbv", "vbg", "child recruit", "recrutement d’enfant")
"""In the words for a kind: sexual violence and what concerns a child is referred, not recorded."""
_TOO_LONG = Text(
    fr="plus de {most} caractères. Raccourcir ce texte.", en="more than {most} characters. Shorten this text."
)
_KIND_SAID = "Genre"


@dataclass(frozen=True)
class Spots:
    """What the framework calls its places and roads: ids, and names folded to ids where one id only has them."""

    places: frozenset[str]
    roads: frozenset[str]
    by_name: Mapping[str, str]

    def find(self, said: str, by: Columns) -> str | None:
        """The id that words stand for; None where they stand for none, or for more than one."""
        held = said.strip()
        known = self.places | self.roads
        if (told := by.places.get(held.casefold())) in known:
            return told
        if held in known:
            return held
        return self.by_name.get(folded(held))


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Small letters without accents, spaces and hyphens alike."""
    from toguna.analysis.pairs.wording import plain

    return " ".join(plain(text).replace("-", " ").replace("–", " ").split())


def report(line: int, get: Callable[[str], str], by: Columns, spots: Spots, source: str, language: str) -> Row:
    """The report of a row. `get` gives the cell of a column of ours, empty where it has none.

    Raises
    ------
    Wrong
    """
    own = needed(get("id"), "id")
    if len(own) > LONGEST_ID:
        raise Wrong("id", _TOO_LONG, most=LONGEST_ID)
    external = f"{source}:{own}"
    if _is_left_out(get("kind")):
        return Row(line, external, left_out=True)
    fields: dict[str, Any] = {"date": _when(get("date"), get("precision"), by.day_first).iso()}
    aside: list[str] = []
    _kind(fields, aside, get("kind"), by)
    _place(fields, get, by, spots, language)
    for key in ("killed", "injured", "abducted"):
        if (count := number(get(key), key)) is not None:
            fields[key] = count
    if get("basis").strip() in BASIS:
        fields["basis"] = get("basis").strip()
    for key in ("what", "told", "assessment"):
        said = _words(get(key), key)
        if key == "told":
            said = "\n".join(one for one in (said, *aside) if one)
        if said:
            fields[key] = {language: said}
    return Row(line, external, get("revision").strip()[:LONGEST_ID], fields)


@lru_cache(maxsize=4096)
def _is_left_out(kind: str) -> bool:
    held = kind.casefold()
    return any(word in held for word in _LEFT_OUT)


def _kind(fields: dict[str, Any], aside: list[str], said: str, by: Columns) -> None:
    held = said.strip()
    code = by.kinds.get(held.casefold()) or (held if held in INCIDENT_KINDS else None)
    if code is not None:
        fields["kind"] = code
    elif held:
        fields["kind"] = "OTH"
        aside.append(f"{_KIND_SAID} : {name(held)}")


def _place(fields: dict[str, Any], get: Callable[[str], str], by: Columns, spots: Spots, language: str) -> None:
    """Roads and places of the framework by their ids; any other words are kept as where it was in their words."""
    told = [one for one in get("where").split(";") if one.strip()]
    where = [found for one in told if (found := spots.find(one, by))]
    near = spots.find(get("near"), by)
    if near is not None and near in spots.places:
        fields["near"] = near
    if spots_said := [*where, *([near] if near is not None and not where else [])]:
        fields["where"] = list(dict.fromkeys(spots_said))
    unknown = [one for one in told if spots.find(one, by) is None]
    if get("near").strip() and near is None:
        unknown.append(get("near"))
    if unknown:
        fields["where_said"] = {language: "; ".join(name(one) or "" for one in unknown)[:MOST_WORDS]}


def _when(said: str, precision: str, day_first: bool) -> When:
    held = needed(said, "date")
    try:
        found = When.parse(held)
    except DateError:
        found = When.on(day(held, "date", day_first=day_first))
    wide = precision.strip().casefold()
    if wide in ("2", "week", "semaine") and found.exact:
        year, week, _ = found.first.isocalendar()
        return When.parse(f"{year:04d}-W{week:02d}")
    return When.parse(f"{found.first:%Y-%m}") if wide in ("3", "month", "mois") and found.exact else found


def _words(said: str, column: str) -> str:
    if not said:
        return said
    held = "\n".join(line for line in (" ".join(part.split()) for part in said.splitlines()) if line)
    if len(held) > MOST_WORDS:
        raise Wrong(column, _TOO_LONG, most=MOST_WORDS)
    if held.replace("\n", "").isprintable():
        return held
    return "".join(letter for letter in held if letter == "\n" or letter.isprintable())
