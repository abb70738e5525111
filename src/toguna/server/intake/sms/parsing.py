"""What an SMS says (spec/sms.md): an incident, an outing done, a quiet week, a correction; in codes or in words.

Pure and tolerant: it takes any text and never raises. What is unclear is named in `missing`, so that the message is
kept as a draft for its sender or the office to complete; nothing that was not said is put in its place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Final

from toguna.base.text import Text
from toguna.domain.unnumbered import without_numbers
from toguna.server.intake.sms.book import FIRST_MESSAGE, KIND_NUMBERS, Book
from toguna.server.intake.sms.counts import read_counts
from toguna.server.intake.sms.dates import Days
from toguna.server.intake.sms.kinds import read_kind, written_kind
from toguna.server.intake.sms.leftovers import left_numbers
from toguna.server.intake.sms.letters import (
    LONGEST,
    SPOKEN,
    Piece,
    Token,
    cut,
    misspelt,
    one_slip,
    plain,
    strange,
)
from toguna.server.intake.sms.places import all_places, place_words, read_places
from toguna.server.intake.sms.words import NUMBERS, Sort

REPORT: Final = "report"
QUIET: Final = "quiet"
OUTING: Final = "outing"
WITHDRAW: Final = "withdraw"
REFER: Final = "refer"
AHEAD: Final = "ahead"
HELP: Final = "help"
LEFT_OUT: Final = "…"
_MOST_MESSAGE_DIGITS: Final = 6
_OF_PEOPLE: Final = frozenset({"KIL-TGT", "KIL-ROB", "INJ", "ABD"})
_OUT_OF_TEN: Final = re.compile(r"(10|\d)/10")
_OLD_WEEK: Final = timedelta(days=60)
_ENGLISH: Final = frozenset(
    "the and of at on in robbery dead killed wounded injured abducted outing road between today yesterday morning "
    "attack vehicle livestock nothingtoreport help wrong".split()
)


@dataclass(frozen=True)
class Parsed:
    """What a message comes to.

    `about` is the number of an earlier message that it corrects, completes or takes back. `fields` are in plain data,
    as a filled form's (`intake/odk/meaning.py`). `missing` names what is unclear. `told` are its words without names
    and numbers; `removed` says that a telephone number or a plate was cut out. `place` are those about where, as far as
    they say more than the card (`locating.py` reads them); `choices` the spots that they may mean.
    """

    intent: str
    about: str | None
    fields: dict[str, Any]
    missing: tuple[str, ...]
    told: str
    removed: bool
    lang: str
    too_long: bool = field(default=False)
    place: str = field(default="", repr=False)
    choices: tuple[Text, ...] = ()


def parse(text: str, book: Book, today: date) -> Parsed:
    """What a message says. `today` is the day on which it was sent: *hier* counts from it."""
    kept, removed = without_numbers(plain(text[:LONGEST]))
    tokens = cut(kept)
    for token in tokens:
        if token.piece is Piece.WORD:
            token.meaning = book.words.meaning(token.text)
    lang = "en" if sum(t.text in _ENGLISH for t in tokens) >= 2 or (tokens and tokens[0].text == "outing") else "fr"
    about, no = _about(tokens)
    coded = about is not None or (bool(tokens) and _sort(tokens[0]) is Sort.INTENT)
    intent = _intent(tokens)
    told = _told(tokens)
    found = _Found(about=about, told=told, removed=removed, lang=lang, too_long=len(text) > LONGEST)
    if any(_sort(t) is Sort.REFER for t in tokens):
        return found.said(REFER, {}, ())
    if no and not any(t.piece is not Piece.STOP and not t.used for t in tokens):
        return found.said(WITHDRAW if about is not None else HELP, {}, ())
    if intent == HELP or not any(t.piece in (Piece.WORD, Piece.NUMBER, Piece.DAY) for t in tokens):
        return found.said(HELP, {}, ())
    _number_words(tokens)
    book.mark_names(tokens)
    if intent == QUIET:
        return _quiet(found, tokens, book, today)
    days = Days(tokens, today)
    if intent == OUTING:
        return found.said(AHEAD, {}, ()) if days.ahead else _outing(found, tokens, book, days)
    return _report(found, tokens, book, days, coded)


@dataclass(frozen=True)
class _Found:
    about: str | None
    told: str
    removed: bool
    lang: str
    too_long: bool

    def said(self, intent: str, fields: dict[str, Any], missing: Sequence[str]) -> Parsed:
        more = ("words",) if self.too_long else ()
        unclear = tuple(dict.fromkeys((*missing, *more)))
        return Parsed(intent, self.about, fields, unclear, self.told, self.removed, self.lang, self.too_long)


def _about(tokens: Sequence[Token]) -> tuple[str | None, bool]:
    """The earlier message's number, first or behind NON, FAUX, COR; and whether it is said to be wrong."""
    solid = [t for t in tokens if t.piece is not Piece.STOP]
    no = change = False
    if solid and _sort(solid[0]) is Sort.INTENT and solid[0].meaning and solid[0].meaning[1] in ("no", "change"):
        no, change = solid[0].meaning[1] == "no", solid[0].meaning[1] == "change"
        solid[0].used = True
        solid = solid[1:]
        if solid and solid[0].text in ("n", "no", "num", "numero") and len(solid) > 1:
            solid[0].used = True
            solid = solid[1:]
    if solid and solid[0].piece is Piece.NUMBER and len(solid[0].text) <= _MOST_MESSAGE_DIGITS:
        first = solid[0]
        alone = no and len(solid) == 1
        if first.value is not None and (
            alone or (first.value >= FIRST_MESSAGE and (no or change or not _money(solid[1:])))
        ):
            first.used = True
            return first.text, no
    return None, no


def _money(following: Sequence[Token]) -> bool:
    return bool(following) and _sort(following[0]) in (Sort.THING, Sort.VICTIM, Sort.PERSON, Sort.ABOUT)


def _intent(tokens: Sequence[Token]) -> str:
    """By its first word; *rien à signaler* says so anywhere. A town has a *sortie* too."""
    solid = [t for t in tokens if t.piece is not Piece.STOP and not t.used]
    spoken = any(_sort(t) in (Sort.KIND, Sort.VICTIM) for t in tokens)
    if spoken and solid and solid[0].text == "sortie":
        return REPORT
    for n, token in enumerate(solid):
        if _sort(token) is not Sort.INTENT or not token.meaning:
            continue
        if n == 0 or (token.meaning[1] == QUIET and not spoken):
            token.used = True
            return token.meaning[1] if token.meaning[1] in (QUIET, OUTING, HELP) else REPORT
    return REPORT


def _number_words(tokens: list[Token]) -> None:
    """`vingt et un` becomes one number; words of number that make none stay apart, and unclear."""
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.used or _sort(token) is not Sort.NUMBER or not token.meaning:
            at += 1
            continue
        token.piece, token.number_word, token.value = Piece.NUMBER, True, NUMBERS[_spelt(token)]
        following = [t for t in tokens[at + 1 : at + 4] if t.text not in ("et", "and", "-")][:1]
        if following and _sort(following[0]) is Sort.NUMBER and not token.glued:
            low = int(following[0].meaning[1]) if following[0].meaning else 0
            if (token.value >= 20 and token.value % 10 == 0 and low < 10) or (token.value == 10 and 7 <= low <= 9):
                token.value += low
                end = tokens.index(following[0])
                del tokens[at + 1 : end + 1]
        at += 1


def _spelt(token: Token) -> str:
    assert token.meaning is not None
    return token.text if token.text in NUMBERS else next(w for w, n in NUMBERS.items() if str(n) == token.meaning[1])


def _report(found: _Found, tokens: list[Token], book: Book, days: Days, coded: bool) -> Parsed:
    fields: dict[str, Any] = {}
    missing: list[str] = []
    chosen = written_kind(tokens)
    counts, unclear = read_counts(tokens, coded=coded)
    where, near, place_missing = read_places(tokens, book)
    kind, kind_missing = read_kind(tokens, coded=chosen or (_kind_number(tokens) if coded else None))
    if kind is not None:
        fields["kind"] = kind
    if where is not None:
        fields["where"] = [where]
    if near is not None:
        fields["near"] = near
    if days.day is not None:
        fields["date"] = days.day.isoformat()
    elif found.about is not None and days.perhaps is not None and not days.unclear:
        # An answer to "which day?": whether that was asked is known where it arrives (`actions/messages.py`).
        fields["date"] = days.perhaps.isoformat()
    fields.update(counts)
    if found.about is None:
        missing += [name for name, lacks in (("kind", kind is None), ("where", where is None)) if lacks]
    missing += [name for name, wrong in (("kind", kind_missing), ("where", place_missing)) if wrong]
    missing += ["date"] if days.unclear or (days.day is None and any(_almost_a_day(t) for t in tokens)) else []
    missing += ["day_or_dead"] if days.or_dead else []
    missing += unclear
    missing += ["numbers"] if left_numbers(tokens, people=kind not in _OF_PEOPLE) else []
    read = found.said(REPORT, fields, missing)
    return replace(read, place=place_words(tokens, sure=where is not None))


def _almost_a_day(token: Token) -> bool:
    return strange(token) and (one_slip(token.text, "hier") or sorted(token.text) == sorted("hier"))


def _kind_number(tokens: Sequence[Token]) -> str | None:
    """The kind's number: alone in its range once roads, places, days and counts are read."""
    spoken = any(_sort(t) is Sort.KIND for t in tokens)
    held = [t for t in tokens if t.piece is Piece.NUMBER and not t.used and not t.number_word]
    if spoken:
        # Beside a word for it, only the number at its own place, right behind INC, is the kind's.
        first = [t for t in tokens if t.piece is not Piece.STOP][1:2]
        held = [t for t in held if t in first and _sort(tokens[0]) is Sort.INTENT]
    free = [t for t in held if t.value in KIND_NUMBERS and len(t.text) < 3 and not _counted(tokens, t)]
    if len(free) != 1 or free[0].value is None:
        return None
    free[0].used = True
    return KIND_NUMBERS[free[0].value]


def _counted(tokens: Sequence[Token], token: Token) -> bool:
    """Whether the number may count what stands behind it."""
    at = next(n for n, one in enumerate(tokens) if one is token)
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is None or following.piece is not Piece.WORD or following.used:
        return False
    # "INC 7 mols": as near to thefts, of which 7 would be the number, as to seven dead.
    return token.glued or misspelt(following) or _sort(following) not in (Sort.ROAD, Sort.LINK, Sort.DAY, Sort.KIND)


def _quiet(found: _Found, tokens: list[Token], book: Book, today: date) -> Parsed:
    safety, patrols = _score(tokens, "s", Sort.SCORE), _score(tokens, "p", Sort.ABOUT)
    if safety is None:
        safety = _out_of_ten(tokens)
    days = Days(tokens, today)
    counts, unclear = read_counts(tokens, coded=True)
    kind, _ = read_kind(tokens, coded=None)
    places = all_places(tokens, book)
    year, week, _ = (days.day or today).isocalendar()
    fields: dict[str, Any] = {"week": f"{year:04d}-W{week:02d}", "where": list(places), "something": "no"}
    if safety is not None and 0 <= safety <= 10:
        fields["safety"] = safety
    if patrols is not None:
        fields["patrols"] = patrols
    missing = ["where"] if not places else []
    missing += ["date"] if days.unclear or (days.day is not None and today - days.day > _OLD_WEEK) else []
    missing += ["day_or_dead"] if days.or_dead else []
    missing += ["safety"] if safety is not None and "safety" not in fields else []
    if kind is not None or unclear or any(counts.values()):
        missing.append("calm")
    missing += ["numbers"] if left_numbers(tokens) else []
    return found.said(QUIET, fields, missing)


def _out_of_ten(tokens: Sequence[Token]) -> int | None:
    """`7/10`, which is no day: that day would be long past, and is refused where it is not."""
    for token in tokens:
        held = _OUT_OF_TEN.fullmatch(token.text) if token.piece is Piece.DAY else None
        if held is not None:
            token.used = True
            return int(held[1])
    return None


def _score(tokens: Sequence[Token], letter: str, sort: Sort) -> int | None:
    """`S7`, `7 S`, `securite 7`, `2 patrouilles`, `aucune patrouille`."""
    for at, token in enumerate(tokens):
        if token.piece is not Piece.WORD or token.used:
            continue
        named = _sort(token) is sort and (sort is Sort.SCORE or (token.meaning or ("", ""))[1] == "force")
        if token.text != letter and not named:
            continue
        before, after = (tokens[at - 1] if at else None), (tokens[at + 1] if at + 1 < len(tokens) else None)
        if before is not None and _sort(before) is Sort.NONE:
            before.used = token.used = True
            return 0
        glued = token.glued and after is not None and after.piece is Piece.NUMBER
        for number in (after, before) if glued or sort is Sort.SCORE else (before, after):
            if number is not None and number.piece is Piece.MARK and after is number:
                number = tokens[at + 2] if at + 2 < len(tokens) else None
            if number is not None and number.piece is Piece.NUMBER and not number.used and (number.value or 0) < 100:
                number.used = token.used = True
                return number.value
    return None


def _outing(found: _Found, tokens: list[Token], book: Book, days: Days) -> Parsed:
    fields: dict[str, Any] = {}
    for token in tokens:
        held = book.by_number.get(token.value or 0) if token.piece is Piece.NUMBER and not token.used else None
        if held is not None and held.sort == "measure" and "measure" not in fields:
            fields["measure"], token.used = held.id, True
    where, near, place_missing = read_places(tokens, book)
    halves = {t.meaning[1] for t in tokens if t.meaning is not None and t.meaning[0] is Sort.HALF}
    if where is not None:
        fields["where"] = [where]
    if near is not None:
        fields["near"] = near
    if days.day is not None:
        fields["day"] = days.day.isoformat()
    if len(halves) == 1:
        fields["half"] = halves.pop()
    missing = [name for name in ("measure", "day", "half") if name not in fields]
    missing += ["where"] if place_missing else []
    missing += ["numbers"] if left_numbers(tokens) else []
    return found.said(OUTING, fields, missing)


def _told(tokens: Sequence[Token]) -> str:
    """The words of the message that the software knows; a name of a person is never among them."""
    out: list[str] = []
    for token in tokens:
        if token.piece is Piece.STOP:
            continue
        known = token.piece is not Piece.WORD or token.meaning is not None or len(token.text) == 1
        said = SPOKEN.get(token.text, token.text) if known else LEFT_OUT
        if said != LEFT_OUT or not out or out[-1] != LEFT_OUT:
            out.append(said)
    return " ".join(out)


def _sort(token: Token) -> Sort | None:
    return token.meaning[0] if token.meaning is not None else None
