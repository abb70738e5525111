"""What things are called, in both languages: from the records, never from ids shown raw."""

from __future__ import annotations

from dataclasses import dataclass

from toguna.base.text import Text, Words
from toguna.domain import codes
from toguna.domain.dialogues import Committee, Dialogue
from toguna.domain.frameworks import Body, Framework, Party
from toguna.domain.indicators import Indicator
from toguna.domain.measures import Measure, Withdrawal
from toguna.domain.places import Place, Road
from toguna.domain.undertakings import Undertaking
from toguna.server.queries.reading import Reading

_NOT_RECORDED = Text(fr="mesure « {id} », pas encore inscrite", en="measure “{id}”, not recorded yet")
_DIALOGUE = Text(fr="dialogue", en="dialogue")
_NOWHERE = Text(fr="lieu non connu", en="place not known")


@dataclass(frozen=True, slots=True)
class Entered(Text):
    """Words that were entered in one language only, and stand for the other too: `only` says which."""

    only: str = ""


def both(words: Words) -> Text:
    """Entered words as a text: each language falls back to the one they were entered in."""
    fr, en = _plain(words.fr or words.en or ""), _plain(words.en or words.fr or "")
    return Text(fr=fr, en=en) if words.fr and words.en else Entered(fr=fr, en=en, only="fr" if words.fr else "en")


def _plain(text: str) -> str:
    return text.replace("{", "(").replace("}", ")")


def joined(texts: list[Text], separator: str = ", ") -> Text:
    """Several names in a row."""
    return Text(fr=separator.join(t.fr for t in texts), en=separator.join(t.en for t in texts))


def framework_name(reading: Reading) -> Text:
    """The framework's own name."""
    held = reading.by_id(Framework).get(reading.framework)
    return both(held.name) if held else Text(fr=reading.framework, en=reading.framework)


def party_name(reading: Reading, party: str) -> Text:
    """A party's name; its code where the register does not know it yet."""
    held = reading.by_id(Party).get(party)
    return both(held.name) if held else Text(fr=party, en=party)


def spot_name(reading: Reading, spot: str) -> Text:
    """A place's or a road's name."""
    held = reading.by_id(Road).get(spot) or reading.by_id(Place).get(spot)
    return both(held.name) if held else Text(fr=spot, en=spot)


def case_name(reading: Reading, case: str) -> Text:
    """What a request or a claim is about: a place, a road, an undertaking, a dialogue, a withdrawal or a measure."""
    promise = reading.by_id(Undertaking).get(case) or reading.by_id(Committee).get(case)
    if promise is not None:
        return both(promise.what)
    if case in reading.by_id(Dialogue):
        return _numbered(joined([_DIALOGUE, spot_names(reading, reading.by_id(Dialogue)[case].where)]), case)
    if case in reading.by_id(Withdrawal):
        # Its place and day would tell which road was left: those who may know read them elsewhere.
        return _numbered(codes.EVENT_KINDS.labels[reading.by_id(Withdrawal)[case].kind], case)
    spots = case in reading.by_id(Road) or case in reading.by_id(Place)
    return spot_name(reading, case) if spots else measure_name(reading, case)


def _numbered(name: Text, case: str) -> Text:
    return Text(fr=f"{name.fr} ({case})", en=f"{name.en} ({case})")


def spot_names(reading: Reading, spots: tuple[str, ...]) -> Text:
    """Several places or roads."""
    return joined([spot_name(reading, spot) for spot in spots]) if spots else _NOWHERE


def indicator_name(reading: Reading, answer: Indicator) -> Text:
    """A weekly indicator: which one, how it stood beside what is usual, where and when, and of which function."""
    asked = [codes.FUNCTIONS.labels[answer.asked]] if answer.asked else []
    week = Text(fr=answer.week.say("fr"), en=answer.week.say("en"))
    what, step = codes.INDICATORS.labels[answer.indicator], codes.STEPS.labels[answer.step]
    return joined([joined([what, step], " : "), spot_name(reading, answer.spot), week, *asked])


def segment_name(reading: Reading, one: str, two: str) -> Text:
    """A stretch: its two ends."""
    return joined([spot_name(reading, one), spot_name(reading, two)], "–")


def measure_name(reading: Reading, measure: str) -> Text:
    """What a measure is called: its kind and where; or that it is not recorded."""
    held = reading.by_id(Measure).get(measure)
    if held is None:
        return Text(fr=_NOT_RECORDED.fr.format(id=measure), en=_NOT_RECORDED.en.format(id=measure))
    where = spot_names(reading, held.where)
    kind = codes.MEASURE_KINDS.labels[held.kind]
    return Text(fr=f"{kind.fr}, {where.fr} ({measure})", en=f"{kind.en}, {where.en} ({measure})")


def body_name(reading: Reading, body: str) -> Text:
    """A body's name."""
    held = reading.by_id(Body).get(body)
    return both(held.name) if held else Text(fr=body, en=body)
