"""What we do not know: said as plainly as what we do."""

from __future__ import annotations

from datetime import timedelta

from toguna.base.dates import say_day
from toguna.base.text import Text, sentence
from toguna.domain.measures import Measure
from toguna.domain.parts import listed
from toguna.domain.places import Road
from toguna.domain.visibility import may_see_end
from toguna.server.queries.cover import EMBARGO_DAYS, gaps, sees_all, segments, spells
from toguna.server.queries.incidents import LOOK_BACK, heard_from, without_toll
from toguna.server.queries.measures import long_started, running
from toguna.server.queries.naming import joined, measure_name, spot_name
from toguna.server.queries.reading import Reading

_POINTS = {
    "authorisation": Text(fr="qui l’a autorisée", en="who authorised it"),
    "means": Text(fr="avec quels moyens", en="with which means"),
    "end": Text(fr="jusqu’à quand", en="until when"),
}
_MEASURE = Text(fr="{measure} : on ne sait pas {points}.", en="{measure}: it is not known {points}.")
_NO_MEASURES = Text(
    fr="Aucune mesure n’est inscrite : cela ne veut pas dire que tout est calme.",
    en="No measure is recorded: that does not mean that all is calm.",
)
_NEVER = Text(
    fr="{roads} : aucune mesure connue ; on ne sait pas si quelqu’un y protège la route.",
    en="{roads}: no measure known; whether anybody protects the road is not known.",
)
_GAP_END = Text(
    fr="{road} : le jour où la relève a commencé n’est pas connu (au plus tard le {day}).",
    en="{road}: the day on which the relief began is not known ({day} at the latest).",
)
_GAP_OPEN = Text(
    fr="{road} : on ne sait pas quand la route sera de nouveau protégée.",
    en="{road}: when the road will be protected again is not known.",
)
_SILENT = Text(
    fr="On ne sait pas de quelles localités des nouvelles sont venues depuis le {day} : l’absence d’incident "
    "inscrit n’est pas un calme constaté.",
    en="From which localities news came since {day} is not known: no recorded incident is not the same as calm.",
)
_NOT_HEARD = Text(fr="Sans nouvelles depuis le {day} : {places}.", en="No news since {day} from: {places}.")
_TOLL = Text(
    fr="Incidents graves dont la source n’indique pas le bilan humain : {number}.",
    en="Grave incidents of which the source does not state the human toll: {number}.",
)


def unknowns(reading: Reading) -> list[Text]:
    """Sentences about what is not known, the gravest first; nothing in them tells a reader of a gap that he may not
    see.
    """
    return [*_gaps(reading), *_measures(reading), *_roads(reading), *_news(reading), *_tolls(reading)]


def _said(text: Text, **data: Text | str | int) -> Text:
    return Text(fr=sentence(text.say("fr", **data)), en=sentence(text.say("en", **data)))


def _gaps(reading: Reading) -> list[Text]:
    out = []
    recent = reading.today - LOOK_BACK
    for gap in gaps(reading):
        if gap.to is not None or gap.start > reading.today:
            continue
        if gap.closed_by is None:
            out.append(_said(_GAP_OPEN, road=gap.road_name))
        elif gap.closed_by >= recent:
            day = Text(fr=say_day(gap.closed_by, "fr"), en=say_day(gap.closed_by, "en"))
            out.append(_said(_GAP_END, road=gap.road_name, day=day))
    return out


def _measures(reading: Reading) -> list[Text]:
    if not reading.all(Measure):
        return [_NO_MEASURES]
    out = []
    for measure in _looked_at(reading):
        ends = may_see_end(reading.reader, measure.by, measure.may_fill)
        missing = [m for m in measure.missing() if m != "end" or ends]
        if missing:
            points = listed(_POINTS[m] for m in missing)
            out.append(_said(_MEASURE, measure=measure_name(reading, measure.id), points=points))
    return out


def _looked_at(reading: Reading) -> list[Measure]:
    """The measures that run, for those who may see their ends; for others all that were ever seen, but not those of the
    last weeks, lest the list tell which of them run.
    """
    on = {measure.id for measure in running(reading)}
    long_on = {measure.id for measure in long_started(reading)}
    return [
        measure
        for measure in reading.all(Measure)
        if measure.observed
        and measure.id in (on if may_see_end(reading.reader, measure.by, measure.may_fill) else long_on)
    ]


def _roads(reading: Reading) -> list[Text]:
    places = segments(reading)
    latest = reading.today if sees_all(reading.reader) else reading.today - timedelta(days=EMBARGO_DAYS)
    covered = {places[s.segment].road for s in spells(reading, places) if s.start_first <= latest}
    never = [r.id for r in reading.all(Road) if r.framework in (None, reading.framework) and r.id not in covered]
    if not never or not reading.all(Measure):
        return []
    return [_said(_NEVER, roads=joined([spot_name(reading, r) for r in never]))]


def _news(reading: Reading) -> list[Text]:
    since = reading.today - timedelta(days=14)
    day = Text(fr=say_day(since, "fr"), en=say_day(since, "en"))
    heard = heard_from(reading, since)
    if heard is None:
        return [_said(_SILENT, day=day)]
    via = {place for road in reading.all(Road) if road.framework in (None, reading.framework) for place in road.via}
    silent = [p for p in sorted(via) if spot_name(reading, p).fr not in heard.fr.split(", ")]
    return [_said(_NOT_HEARD, day=day, places=joined([spot_name(reading, p) for p in silent]))] if silent else []


def _tolls(reading: Reading) -> list[Text]:
    grave = without_toll(reading, ("CLA-COM", "REP", "KIL-TGT", "IED"))
    return [_said(_TOLL, number=grave)] if grave else []
