"""What things are called, in both languages: from the records, never from ids shown raw."""

from __future__ import annotations

from toguna.base.text import Text, Words
from toguna.domain import codes
from toguna.domain.frameworks import Body, Framework, Party
from toguna.domain.measures import Measure
from toguna.domain.places import Place, Road
from toguna.domain.undertakings import Undertaking
from toguna.server.queries.reading import Reading

_NOT_RECORDED = Text(fr="mesure « {id} », pas encore inscrite", en="measure “{id}”, not recorded yet")
_NOWHERE = Text(fr="lieu non connu", en="place not known")


def both(words: Words) -> Text:
    """Entered words as a text: each language falls back to the one they were entered in."""
    return Text(fr=_plain(words.fr or words.en or ""), en=_plain(words.en or words.fr or ""))


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
    """What a request is about: a place, a road, an undertaking or a measure."""
    undertaking = reading.by_id(Undertaking).get(case)
    if undertaking is not None:
        return both(undertaking.what)
    return measure_name(reading, case) if case in reading.by_id(Measure) else spot_name(reading, case)


def spot_names(reading: Reading, spots: tuple[str, ...]) -> Text:
    """Several places or roads."""
    return joined([spot_name(reading, spot) for spot in spots]) if spots else _NOWHERE


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
