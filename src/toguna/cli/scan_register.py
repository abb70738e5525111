"""`toguna scan` without files: the incidents of the register, by stretch of road and week, as the reader sees them."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from toguna.base.dates import say_day
from toguna.base.errors import RuleError
from toguna.base.text import Text, sentence
from toguna.cli.opening import opened, reading_of
from toguna.cli.output import print_json, table

if TYPE_CHECKING:
    from toguna.server.queries.watch_ground import Ground
    from toguna.server.queries.watch_looks import Scanned


class NotByStretch(RuleError):
    """The reader does not see incidents by stretch and week."""

    code = "not-by-stretch"
    text = Text(
        fr="Ce lecteur ne voit pas les incidents par tronçon et par semaine. Lire comme membre du cadre (--seat).",
        en="This reader does not see incidents by stretch and week. Read as a member of the framework (--seat).",
    )


_LOOKED = Text(
    fr="{weeks} semaines, du {first} au {last} ; incidents placés sur un tronçon ou dans une localité : {placed}.",
    en="{weeks} weeks, from {first} to {last}; incidents placed on a stretch or in a town: {placed}.",
)
_NOTHING = Text(fr="Rien à balayer : aucun incident n’y est placé.", en="Nothing to scan: no incident is placed there.")
_CLUSTER = Text(
    fr="{observed} observés pour {expected} attendus, du {start} au {end}",
    en="{observed} observed for {expected} expected, from {start} to {end}",
)
LEFT_OUT = {
    "cercle": Text(
        fr="{n} placés par cercle seulement, laissés de côté (représailles et affrontements intercommunautaires le "
        "sont toujours)",
        en="{n} placed by cercle only, left out (reprisals and intercommunal clashes always are)",
    ),
    "kind": Text(
        fr="{n} d’une autre nature (marche, barricade, départ de familles…), laissés de côté",
        en="{n} of another kind (march, barricade, families leaving…), left out",
    ),
    "month": Text(fr="{n} sans semaine connue, laissés de côté", en="{n} without a known week, left out"),
    "road": Text(
        fr="{n} sans tronçon connu, comptés pour leur axe seulement",
        en="{n} without a known stretch, counted for their road only",
    ),
    "nowhere": Text(
        fr="{n} sans axe ni localité connus, laissés de côté", en="{n} without a known road or town, left out"
    ),
}


def scan_register(options: argparse.Namespace) -> int:
    """Scan the register and print the clusters; 0."""
    with opened(options) as home:
        from toguna.cli.scan import running
        from toguna.server.queries.watch_looks import ScanOptions
        from toguna.server.queries.watch_looks import scan_register as scan

        reading = reading_of(options, home)
        asked = ScanOptions(
            zones=options.zones,
            null=options.null or "blocks",
            max_weeks=options.max_window or 8,
            max_radius_km=options.max_radius_km or 100.0,
            max_share=options.max_share,
            retrospective=options.retrospective,
            replicates=999 if options.replicates is None else options.replicates,
            seed=options.seed,
        )
        more = running(options)
        del more["seed"]
        found = scan(reading, asked, **more)
        if found is None:
            raise NotByStretch()
        if options.json:
            print_json(_as_json(reading, found))
        else:
            _print(found, options.lang)
    return 0


def _as_json(reading: Any, found: Scanned) -> dict[str, Any]:
    result = found.result
    return {
        "as_of": reading.as_of,
        "framework": reading.framework,
        "from": found.ground.first,
        "to": found.ground.last,
        "placed": len(found.ground.place),
        "left_out": dict(found.ground.left_out),
        "clusters": [
            {
                "rank": one.rank,
                "members": list(one.members),
                "where": one.where.en,
                "radius_km": one.radius_km,
                "start": one.start,
                "end": one.end,
                "observed": one.observed,
                "expected": one.expected,
                "statistic": one.statistic,
                "p_value": one.p_value,
                "p_approximate": one.p_approximate,
                "recurrence_days": None if found.retrospective else one.recurrence_days,
            }
            for one in found.clusters
        ],
        "method": result.method if result else None,
        "null": result.null if result else None,
        "replicates": result.replicates if result else 0,
        "seed": result.seed if result else None,
        "data_digest": result.data_digest if result else None,
        "verdict": result.verdict if result else "no data",
    }


def _print(found: Scanned, lang: str) -> None:
    from toguna.server.queries.watch import how_rare

    say_ground(found.ground, lang)
    if not found.clusters:
        print(_NOTHING.say(lang))
    for one in found.clusters:
        counts = _CLUSTER.say(
            lang, observed=one.observed, expected=decimal(one.expected, lang), start=say_day(one.start, lang),
            end=say_day(one.end, lang),
        )  # fmt: skip
        p = f"p = {decimal(one.p_value, lang, '.3g')}"
        # Over the whole past there is no “once in so many days”: only the p-value of the one look.
        rare = p if found.retrospective else f"{sentence(how_rare(one.recurrence_days).say(lang))} ({p})."
        table([(f"{one.rank}.", one.where.say(lang)), ("", counts), ("", rare)])


def say_ground(ground: Ground, lang: str) -> None:
    """What was looked at, and what was left out."""
    print(
        _LOOKED.say(
            lang, weeks=ground.weeks, first=say_day(ground.first, lang), last=say_day(ground.last, lang),
            placed=len(ground.place),
        )
    )  # fmt: skip
    for why, n in ground.left_out:
        print(f"  {LEFT_OUT[why].say(lang, n=n)}")


def decimal(number: float, lang: str, form: str = ".1f") -> str:
    """A number with the language's decimal sign."""
    told = format(number, form)
    return told.replace(".", ",") if lang == "fr" else told
