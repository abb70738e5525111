"""`toguna power`: what could be seen, and after how long, asked before any result."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from toguna.analysis import installed
from toguna.base.errors import InputError
from toguna.base.text import Text
from toguna.cli.effect import table_of
from toguna.cli.output import note, print_json

if TYPE_CHECKING:
    from toguna.analysis.effect.design import Design


class NoDesign(InputError):
    """Neither a rate nor a table."""

    code = "power-no-design"
    text = Text(
        fr="Donner le nombre moyen d’incidents par période (--mean), ou un tableau (--table) avec l’unité (--treated) "
        "et le début (--start).",
        en="Give the mean number of incidents a period (--mean), or a table (--table) with the unit (--treated) and "
        "the start (--start).",
    )


class BadOption(InputError):
    """A number outside what makes sense."""

    code = "power-bad-option"
    text = Text(
        fr="{option} vaut {value} ; il faut {wanted}. Le corriger.",
        en="{option} is {value}; it must be {wanted}. Correct it.",
    )


class NothingBefore(InputError):
    """The months before hold no incident."""

    code = "power-nothing-before"
    text = Text(
        fr="Avant cette période, l’unité ou ses comparaisons n’ont aucun incident : rien ne peut être prévu. "
        "Choisir une période plus tardive.",
        en="Before this period the unit or its comparisons have no incident: nothing can be forecast. "
        "Choose a later period.",
    )


_POSITIVE = Text(fr="plus grand que 0", en="greater than 0")
_UP_TO = Text(fr="de 1 à 1 000", en="from 1 to 1,000")
_SHARE = Text(fr="de 0 à moins de 1", en="from 0 to below 1")
_WORKING = Text(fr="Calcul en cours…", en="Computing…")
_POWER = Text(
    fr="Après {periods} périodes de mesure, une baisse de {fall} serait vue {power} fois sur 100.",
    en="After {periods} periods with the measure, a fall by {fall} would be seen {power} times in 100.",
)
_LEAST = Text(
    fr="La plus petite baisse vue quatre fois sur cinq : {fall}.",
    en="The smallest fall seen four times in five: {fall}.",
)
_NONE = Text(
    fr="Même la fin de tous les incidents ne serait pas vue quatre fois sur cinq.",
    en="Not even the end of all incidents would be seen four times in five.",
)
_NEEDED = Text(
    fr="Pour la voir quatre fois sur cinq, il faut {needed} périodes de mesure.",
    en="To see it four times in five takes {needed} periods with the measure.",
)
_NEVER = Text(
    fr="Elle ne serait pas vue quatre fois sur cinq, même en 240 périodes.",
    en="It would not be seen four times in five, even in 240 periods.",
)


def power(options: argparse.Namespace) -> int:
    """Print what a study could see; 0."""
    installed.require()
    _check(options)
    note(_WORKING.say(options.lang))
    from toguna.analysis.effect import forecast_power, minimum_detectable_ratio, periods_needed
    from toguna.analysis.effect.saying import percent

    design = _design(options)
    chance = forecast_power(design, options.ratio, options.periods, options.seed)
    least = minimum_detectable_ratio(design, options.periods, options.seed)
    needed = periods_needed(design, options.ratio, options.seed)
    if options.json:
        print_json(
            {
                "power": chance,
                "minimum_detectable_ratio": least,
                "periods_needed": needed,
                "ratio": options.ratio,
                "periods": options.periods,
                "design": {name: getattr(design, name) for name in design.__slots__},
                "seed": options.seed,
            }
        )
        return 0
    lang, fall = options.lang, percent(1 - options.ratio)
    print(_POWER.say(lang, periods=options.periods, fall=fall, power=round(100 * chance)))
    print(_NONE.say(lang) if least is None else _LEAST.say(lang, fall=percent(1 - least)))
    print(_NEVER.say(lang) if needed is None else _NEEDED.say(lang, needed=needed))
    return 0


def _check(options: argparse.Namespace) -> None:
    if options.table is None and options.mean is None:
        raise NoDesign()
    if options.table is not None and (options.treated is None or options.start is None):
        raise NoDesign()
    counted = ("comparisons", "before", "periods")
    checks = (
        ("--mean", options.mean, options.mean is None or 0 < options.mean <= 1e6, _POSITIVE),
        ("--size", options.size, 0 < options.size <= 1e6, _POSITIVE),
        *((f"--{name}", getattr(options, name), 1 <= getattr(options, name) <= 1000, _UP_TO) for name in counted),
        ("--ratio", options.ratio, 0 <= options.ratio < 1, _SHARE),
    )
    for option, value, fits, wanted in checks:
        if not fits:
            raise BadOption(option=option, value=value, wanted=wanted)


def _design(options: argparse.Namespace) -> Design:
    from toguna.analysis.effect import alike, design_of

    if options.table is None:
        return alike(options.mean, options.size, options.comparisons, options.before)
    read = table_of(options.table)
    treated, start = read.unit(options.treated, "--treated"), read.period(options.start, "--start")
    counts = read.counts[:start].T.astype(float)
    others = [n for n in range(len(read.units)) if n != treated]
    found = design_of(counts[[treated]], counts[others], start) if start and others else None
    if found is None:
        raise NothingBefore()
    return found
