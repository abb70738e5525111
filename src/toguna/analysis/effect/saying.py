"""An estimate in words: one sentence first, then what could be wrong with it.

The sentence never gives a percentage under ten incidents, and never says that something ended.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from toguna.analysis.effect.results import Change, Estimate
from toguna.base.text import NNBSP, Text
from toguna.base.verdicts import LEVEL, Reason


@dataclass(frozen=True, slots=True)
class Unit:
    """What a period is called: one, several."""

    one: Text
    several: Text

    def of(self, number: int) -> Text:
        """Return so many periods in words."""
        word = self.one if number == 1 else self.several
        return Text(fr=f"{number} {word.fr}", en=f"{number} {word.en}")


PERIOD: Final = Unit(Text(fr="période", en="period"), Text(fr="périodes", en="periods"))
MONTH: Final = Unit(Text(fr="mois", en="month"), Text(fr="mois", en="months"))

_FEWER = Text(
    fr="Pendant la mesure il y a eu environ {change} d’incidents en moins que ce qu’on aurait attendu sans elle (entre "
    "{least} et {most} en moins) : {word}.",
    en="While the measure was on there were about {change} fewer incidents than would have been expected without it "
    "(between {least} and {most} fewer): {word}.",
)
_NONE_SEEN = Text(
    fr="Pendant la mesure aucun incident n’a été compté, au moins {least} de moins que ce qu’on aurait attendu sans "
    "elle : {word}. Cela ne dit pas que c’est fini.",
    en="While the measure was on no incident was counted, at least {least} fewer than would have been expected without "
    "it: {word}. That does not say that it is over.",
)
_MORE = Text(
    fr="Pendant la mesure il y a eu davantage d’incidents que ce qu’on aurait attendu sans elle (au moins {least} de "
    "plus) : {word}.",
    en="While the measure was on there were more incidents than would have been expected without it (at least {least} "
    "more): {word}.",
)
_OPEN = Text(
    fr="Ce que l’on voit irait aussi bien avec {fewer} d’incidents en moins qu’avec {more} : {word}.",
    en="What is seen would go as well with {fewer} fewer incidents as with {more}: {word}.",
)
_MORE_BY = Text(fr="{more} de plus", en="{more} more")
_NO_LIMIT = Text(fr="beaucoup plus, sans limite connue", en="many more, without a known limit")
_NO_FEWER = Text(fr="aucune baisse", en="no")
_FEW = Text(
    fr="{incidents} en {during} avec la mesure, {incidents_before} en {before} auparavant : {word}.",
    en="{incidents} in {during} with the measure, {incidents_before} in {before} before: {word}.",
)
_ONE_INCIDENT = Text(fr="{number} incident", en="{number} incident")
_INCIDENTS = Text(fr="{number} incidents", en="{number} incidents")


def headline(found: Estimate, unit: Unit) -> Reason:
    """Return the one sentence."""
    main, word = found.change, found.word
    if main.rate_ratio is None:
        return found.reasons[0]
    if not found.percentage_allowed:
        return Reason("few", _FEW, _counted(main, unit) | {"word": word})
    low, high = main.interval
    if main.p_value <= LEVEL and high < 1:
        if main.incidents == 0:
            return Reason("none-seen", _NONE_SEEN, {"least": percent(1 - high), "word": word})
        data = {"change": percent(1 - main.rate_ratio), "least": percent(1 - high), "most": percent(1 - low)}
        return Reason("fewer", _FEWER, data | {"word": word})
    if main.p_value <= LEVEL and low > 1:
        return Reason("more", _MORE, {"least": percent(low - 1), "word": word})
    more = _NO_LIMIT if high > 10 else _filled(_MORE_BY, more=percent(high - 1))
    fewer = percent(1 - low) if low < 1 else _NO_FEWER
    return Reason("open", _OPEN, {"fewer": fewer, "more": more, "word": word})


def _counted(main: Change, unit: Unit) -> dict[str, object]:
    return {
        "incidents": _incidents(main.incidents),
        "incidents_before": _incidents(main.incidents_before),
        "during": unit.of(main.periods),
        "before": unit.of(main.periods_before),
    }


def _incidents(number: int) -> Text:
    return _filled(_ONE_INCIDENT if number == 1 else _INCIDENTS, number=str(number))


def percent(share: float) -> Text:
    """Return a share as people print it, to the nearest five or, below ten, to the nearest one."""
    value = 100 * share
    rounded = round(value) if value < 10 or 95 < value < 100 else 5 * round(value / 5)
    return Text(fr=f"{rounded}{NNBSP}%", en=f"{rounded}%")


def decimal(value: float) -> Text:
    """Return a number with one decimal."""
    said = f"{value:.1f}"
    return Text(fr=said.replace(".", ","), en=said)


def _filled(text: Text, **data: object) -> Text:
    return Text(fr=text.say("fr", **data), en=text.say("en", **data))


_TIPPING = Text(
    fr="Le signalement : si, pendant la mesure, les incidents d’ici avaient été signalés {factor} fois moins souvent "
    "que ceux d’ailleurs, la baisse ne serait plus démontrée.",
    en="Reporting: had incidents here been told {factor} times less often than those elsewhere while it was on, the "
    "fall would no longer be shown.",
)
_MOVED = Text(
    fr="Le voisinage : les incidents y ont augmenté ({before} en {periods_before} avant, {during} en {periods}). Ce "
    "qui a baissé ici a pu passer à côté.",
    en="Next door: incidents rose there ({before} in {periods_before} before, {during} in {periods}). What fell here "
    "may have gone there.",
)
_NOT_MOVED = Text(
    fr="Le voisinage : pas de hausse démontrée ({before} en {periods_before} avant, {during} en {periods}), ce qui ne "
    "prouve pas qu’il n’y en ait aucune.",
    en="Next door: no rise is shown ({before} in {periods_before} before, {during} in {periods}), which does not prove "
    "that there is none.",
)
_NO_RING = Text(
    fr="Le voisinage n’a pas été regardé : des incidents ont pu passer à côté.",
    en="The neighbourhood was not looked at: incidents may have gone next door.",
)
_AUTOCORRELATED = Text(
    fr="Les bons et les mauvais moments de cet axe durent plusieurs {unit} : le seuil le plus prudent a été retenu.",
    en="Good and bad times on this road last several {unit}: the more careful of the two tests was taken.",
)
_SHORT = Text(
    fr="Seulement {before} d’observation avant la mesure : il en faudrait au moins douze pour connaître l’ordinaire.",
    en="Only {before} observed before the measure: at least twelve are needed to know what is usual.",
)
_QUIET = Text(
    fr="Une accalmie ({number} attendus, {seen}) a commencé pendant la mesure et dure encore.",
    en="A lull ({number} expected, {seen}) began while it was on and still lasts.",
)
_RETURN = Text(
    fr="Une accalmie ({number} attendus, {seen}), puis un retour pendant la mesure.",
    en="A lull ({number} expected, {seen}), then a return while it was on.",
)
_LASTS = Text(
    fr="Après la fin : {during} en {periods}. La baisse se voit encore.",
    en="After its end: {during} in {periods}. The fall is still seen.",
)
_LASTS_NOT = Text(
    fr="Après la fin : {during} en {periods}. Rien ne montre que la baisse dure.",
    en="After its end: {during} in {periods}. Nothing shows that the fall lasts.",
)
_DETECTABLE = Text(
    fr="Sur une telle durée, seule une baisse d’au moins {least} avait de bonnes chances d’être vue (quatre sur cinq).",
    en="Over such a time only a fall by at least {least} had a good chance of being seen (four in five).",
)
_NOT_DETECTABLE = Text(
    fr="Sur une telle durée, même une disparition complète des incidents n’aurait pas eu de bonnes chances d’être vue.",
    en="Over such a time not even the disappearance of all incidents had a good chance of being seen.",
)
_WAIT = Text(
    fr="Pour voir une baisse de {expected} avec de bonnes chances, il faut {needed} de mesure en tout ; jusqu’ici "
    "{so_far}.",
    en="To see a fall by {expected} with a good chance takes {needed} of the measure in all; so far {so_far}.",
)
_NEVER = Text(
    fr="Avec si peu d’incidents, une baisse de {expected} ne serait pas vue même en vingt ans.",
    en="With so few incidents, a fall by {expected} would not be seen even in twenty years.",
)


def doubts(found: Estimate, unit: Unit) -> tuple[Reason, ...]:
    """Return what could be wrong with the sentence, the verdict's own reasons first."""
    out = list(found.reasons)
    if found.change.rate_ratio is None:
        return tuple(out)
    if found.reporting_tipping_factor > 1 and found.change.rate_ratio < 1:
        out.append(Reason("reporting", _TIPPING, {"factor": decimal(found.reporting_tipping_factor)}))
    out += _next_door(found, unit)
    out += [_lull(lull.back is not None, lull.expected, lull.incidents) for lull in found.course]
    if found.after is not None and found.after.rate_ratio is not None:
        lasts = found.after.p_value <= LEVEL and found.after.rate_ratio < 1
        data = {"during": _incidents(found.after.incidents), "periods": unit.of(found.after.periods)}
        out.append(Reason("after", _LASTS if lasts else _LASTS_NOT, data))
    if found.change.autocorrelation > 0:
        out.append(Reason("autocorrelation", _AUTOCORRELATED, {"unit": unit.several}))
    before = found.change.periods_before
    if before < 12:
        out.append(Reason("short-before", _SHORT, {"before": unit.of(before)}))
    return (*out, *_reach(found, unit))


def _next_door(found: Estimate, unit: Unit) -> list[Reason]:
    if found.displacement is None:
        return [Reason("ring-unknown", _NO_RING)]
    ring = found.displacement.ring
    data = {
        "before": _incidents(ring.incidents_before),
        "periods_before": unit.of(ring.periods_before),
        "during": _incidents(ring.incidents),
        "periods": unit.of(ring.periods),
    }
    rose = found.displacement.p_rise <= LEVEL
    return [Reason("ring-rise" if rose else "ring-quiet", _MOVED if rose else _NOT_MOVED, data)]


def _lull(returned: bool, expected: float, incidents: int) -> Reason:
    data = {"number": decimal(expected), "seen": _incidents(incidents)}
    return Reason("lull-returned" if returned else "lull", _RETURN if returned else _QUIET, data)


def _reach(found: Estimate, unit: Unit) -> list[Reason]:
    """What could be seen at all, and how long one has to wait."""
    if found.change.p_value <= LEVEL:
        return []
    least = found.minimum_detectable_ratio
    out = [Reason("reach", _NOT_DETECTABLE)]
    if least is not None:
        out = [Reason("reach", _DETECTABLE, {"least": percent(1 - least)})]
    ratio = found.settings["expected_ratio"]
    assert isinstance(ratio, float)
    expected = percent(1 - ratio)
    if found.periods_needed is None:
        out.append(Reason("never", _NEVER, {"expected": expected}))
    elif found.periods_needed > found.change.periods:
        needed, so_far = unit.of(found.periods_needed), unit.of(found.change.periods)
        out.append(Reason("wait", _WAIT, {"expected": expected, "needed": needed, "so_far": so_far}))
    return out
