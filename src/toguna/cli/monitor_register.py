"""`toguna monitor` without a file: each road and town of the register against its own past, as the reader sees it."""

from __future__ import annotations

import argparse
from datetime import date, timedelta
from typing import Any

from toguna.base.dates import say_day
from toguna.base.text import Text, sentence
from toguna.cli.opening import opened, reading_of
from toguna.cli.output import print_json, table
from toguna.cli.scan_register import NotByStretch, decimal, say_ground

LATEST_WEEKS = 26
"""A method asked for by name judges the last half year."""

_CANNOT = Text(
    fr="On ne peut pas encore conclure : il faut un an d’incidents, dont au moins vingt avant les huit dernières "
    "semaines.",
    en="Cannot tell yet: a year of incidents is needed, with at least twenty before the last eight weeks.",
)
_LAST_FOUR = Text(fr="Quatre dernières semaines :", en="Last four weeks:")
_EXPECTED = Text(fr="{observed} pour {expected} attendus", en="{observed} for {expected} expected")
_ALARM = Text(fr="SIGNAL", en="SIGNAL")
_WEEKS = Text(fr="au-delà de son seuil, semaines du : {weeks}", en="beyond its bound, weeks of: {weeks}")
_QUIET = Text(fr="pas au-delà de son seuil", en="not beyond its bound")


def monitor_register(options: argparse.Namespace) -> int:
    """Print each road and town; 0."""
    with opened(options) as home:
        reading = reading_of(options, home)
        return _by_method(options, reading) if options.method else _last_four(options, reading)


def _last_four(options: argparse.Namespace, reading: Any) -> int:
    from toguna.server.queries.watch import how_rare
    from toguna.server.queries.watch_looks import roads_now

    found = roads_now(reading)
    if found is None:
        raise NotByStretch()
    ground, rows = found
    if options.json:
        print_json(
            {
                "as_of": reading.as_of,
                "framework": reading.framework,
                "from": ground.first,
                "to": ground.last,
                "method": "last-four-weeks",
                "verdict": "cannot-tell" if not rows else "signal" if any(row.alarm for row in rows) else "nothing",
                "left_out": dict(ground.left_out),
                "series": [
                    {
                        "id": row.id,
                        "observed": row.observed,
                        "expected": row.expected,
                        "p_value": row.chance,
                        "recurrence_days": row.recurrence_days,
                        "alarm": row.alarm,
                    }
                    for row in rows
                ],
                "alarms": [row.id for row in rows if row.alarm],
            }
        )
        return 0
    say_ground(ground, options.lang)
    if not rows:
        print(_CANNOT.say(options.lang))
        return 0
    print(_LAST_FOUR.say(options.lang))
    table(
        (
            sentence(row.name.say(options.lang)),
            _EXPECTED.say(options.lang, observed=row.observed, expected=decimal(row.expected, options.lang)),
            _ALARM.say(options.lang) if row.alarm else "",
            how_rare(row.recurrence_days).say(options.lang),
        )
        for row in sorted(rows, key=lambda one: one.chance)
    )
    return 0


def _by_method(options: argparse.Namespace, reading: Any) -> int:
    from toguna.cli.monitor import run
    from toguna.server.queries.naming import spot_name
    from toguna.server.queries.watch_looks import weekly

    found = weekly(reading)
    if found is None:
        raise NotByStretch()
    ground, series = found
    at = list(range(max(ground.weeks - LATEST_WEEKS, 0), ground.weeks))
    # The bounds read these two to choose positions; the register's own are the last half year.
    options.first, options.last = at[0], at[-1]
    told = []
    for name, counts in zip(ground.series, series, strict=True):
        result = run(options, counts, at)
        told.append((name, _mondays(ground.first, result)))
    if options.json:
        print_json(
            {
                "as_of": reading.as_of,
                "framework": reading.framework,
                "from": ground.first,
                "to": ground.last,
                "method": options.method,
                "left_out": dict(ground.left_out),
                "series": [
                    {
                        "id": name,
                        "bounds": [{"week": monday, "bound": bound} for monday, bound, _ in rows],
                        "alarms": [monday for monday, _, alarm in rows if alarm],
                    }
                    for name, rows in told
                ],
            }
        )
        return 0
    say_ground(ground, options.lang)
    table((sentence(spot_name(reading, name).say(options.lang)), _alarms(rows, options.lang)) for name, rows in told)
    return 0


def _mondays(first: date, result: Any) -> list[tuple[date, float, bool]]:
    return [
        (first + timedelta(days=7 * int(week)), float(bound), bool(alarm))
        for week, bound, alarm in zip(result.times, result.bounds[0], result.alarms[0], strict=True)
    ]


def _alarms(rows: list[tuple[date, float, bool]], lang: str) -> str:
    weeks = [say_day(monday, lang) for monday, _, alarm in rows if alarm]
    return _WEEKS.say(lang, weeks=", ".join(weeks)) if weeks else _QUIET.say(lang)
