"""A measure's effect as page and paper show it: the same picture, the same sentence, the same doubts."""

from __future__ import annotations

from itertools import groupby
from typing import Any, Final

from toguna.base.dates import say_month
from toguna.base.text import Text, sentence
from toguna.server import charts
from toguna.server.queries.effects import EffectRow, effect_row, relays
from toguna.server.queries.reading import Reading
from toguna.server.queries.reading import for_all as everybody
from toguna.server.reports.words import MONTH_NAMES

_TITLE = Text(fr="Incidents par mois : {roads}", en="Incidents by month: {roads}")
_PHASES: Final = {
    "before": Text(fr="avant", en="before"),
    "left_out": Text(fr="laissé de côté", en="left out"),
    "during": Text(fr="avec la mesure", en="with the measure"),
    "after": Text(fr="après", en="after"),
}
_BAND = Text(fr="attendu sans elle, 19 mois sur 20", en="expected without it, 19 months in 20")
_EXPECTED = Text(fr="milieu de l’attendu", en="middle of what was expected")
_ELSEWHERE = Text(fr="axe de comparaison, en moyenne", en="comparison road, mean")
_SPELL = Text(fr="{phase}, de {first} à {last} : {mean} par mois", en="{phase}, from {first} to {last}: {mean} a month")
_EXPECTED_MEAN = Text(fr=", attendu sans la mesure {mean}", en=", expected without the measure {mean}")
_ELSEWHERE_MEAN = Text(fr=", sur un axe de comparaison {mean}", en=", on a comparison road {mean}")


def picture(row: EffectRow, lang: str, *, width: float = 520, height: float = 215) -> dict[str, str] | None:
    """The drawing with its title and its words; None where nothing was counted."""
    if not row.months:
        return None
    title = _TITLE.say(lang, roads=", ".join(road.say(lang) for road in row.roads))
    alt = "; ".join(_spells(row, lang)) + "."
    svg = charts.effect(
        _periods(row, lang), title=title, description=alt, legend=_legend(row, lang), width=width, height=height
    )
    return {"svg": svg, "title": title, "alt": f"{title}. {alt}"}


def _periods(row: EffectRow, lang: str) -> list[charts.Period]:
    names = MONTH_NAMES.say(lang).split()
    series = None if row.estimate is None else row.estimate.counterfactual
    every = 3 if len(row.months) > 18 else 1
    out = []
    for n, month in enumerate(row.months):
        expected, low, high = (None,) * 3 if series is None else (series.expected[n], series.low[n], series.high[n])
        label = names[month.first.month - 1] if (month.first.month - 1) % every == 0 else ""
        year = str(month.first.year) if month.first.month == 1 or (n == 0 and month.first.month < 11) else ""
        out.append(charts.Period(label, year, month.phase, month.incidents, expected, low, high, month.elsewhere))
    return out


def _legend(row: EffectRow, lang: str) -> dict[str, str]:
    used = {month.phase for month in row.months}
    legend = {phase: label.say(lang) for phase, label in _PHASES.items() if phase in used}
    if row.estimate is not None and row.estimate.counterfactual is not None:
        legend |= {"band": _BAND.say(lang), "expected": _EXPECTED.say(lang)}
    return legend | {"elsewhere": _ELSEWHERE.say(lang)}


def _spells(row: EffectRow, lang: str) -> list[str]:
    """The picture in words: each time by its mean, beside what was expected and what happened elsewhere."""
    series = None if row.estimate is None else row.estimate.counterfactual
    out = []
    for phase, run in groupby(enumerate(row.months), key=lambda pair: pair[1].phase):
        held = list(run)
        data = {
            "phase": _PHASES[phase],
            "first": say_month(held[0][1].first, lang),
            "last": say_month(held[-1][1].first, lang),
            "mean": decimal(sum(m.incidents for _, m in held) / len(held), lang),
        }
        said = _SPELL.say(lang, **data)
        if series is not None and phase == "during":
            said += _EXPECTED_MEAN.say(lang, mean=decimal(sum(series.expected[n] for n, _ in held) / len(held), lang))
        out.append(said + _ELSEWHERE_MEAN.say(lang, mean=decimal(sum(m.elsewhere for _, m in held) / len(held), lang)))
    return out


def decimal(value: float, lang: str) -> str:
    """A number with one decimal, as people of this language write it."""
    said = f"{value:.1f}"
    return said.replace(".", ",") if lang == "fr" else said


def numbers(row: EffectRow, lang: str) -> list[dict[str, Any]]:
    """The picture's numbers, month by month."""
    series = None if row.estimate is None else row.estimate.counterfactual
    return [
        {
            "month": say_month(month.first, lang),
            "phase": month.phase,
            "counted": month.incidents,
            "expected": "" if series is None else decimal(series.expected[n], lang),
            "between": "" if series is None else f"{series.low[n]:.0f}–{series.high[n]:.0f}",
            "elsewhere": decimal(month.elsewhere, lang),
        }
        for n, month in enumerate(row.months)
    ]


def for_all(reading: Reading, lang: str) -> dict[str, Any]:
    """The effects that the brief carries: those of the copy for all, in every copy. What could not be measured takes a
    line, with the word that its announced results come to.
    """
    shared = everybody(reading)
    rows = [row for measure in relays(shared) if (row := effect_row(shared, measure)) is not None]
    return {
        "drawn": [printed(row, lang) for row in rows if row.months],
        "lines": [_line(row, lang) for row in rows if not row.months],
        "heads": [head.say(lang) for head in _HEADS],
    }


_HEADS: Final = (
    Text(fr="Mesure", en="Measure"),
    Text(fr="Ce que l’on en sait", en="What is known"),
    Text(fr="Mot", en="Word"),
)
_NOT_ALONE = Text(
    fr="{said} Aucun effet ne serait attribué à cette mesure seule.",
    en="{said} No effect would be attributed to this measure alone.",
)


def _line(row: EffectRow, lang: str) -> list[str]:
    said = row.sentence.say(lang)
    if row.attribution == "joint":
        said = _NOT_ALONE.say(lang, said=said)
    return [sentence(row.name.say(lang)), said, row.word.say(lang)]


def printed(row: EffectRow, lang: str) -> dict[str, Any]:
    """A measured effect as the brief carries it."""
    return {
        "name": sentence(row.name.say(lang)),
        "word": row.word.say(lang),
        "figure": picture(row, lang),
        "sentence": row.sentence.say(lang),
        "doubts": [doubt.say(lang) for doubt in row.doubts],
        "plan": [] if row.plan is None else [line.say(lang) for line in row.plan.said],
    }
