"""`toguna cover`: the calendar of the roads, by half-day for the secretariat, by week and late for other seats."""

from __future__ import annotations

import argparse
from datetime import date, timedelta
from typing import Any

from toguna.base.dates import When, say_day
from toguna.base.errors import InputError
from toguna.base.text import Text
from toguna.cli.opening import opened, reading_of
from toguna.cli.output import print_json

BACK, AHEAD = timedelta(days=30), timedelta(days=30)
LONGEST = timedelta(days=1500)


class UnknownRoad(InputError):
    """The framework has no such road."""

    code = "unknown-road"
    text = Text(
        fr="« {value} » n’est pas un axe de ce cadre. Axes : {known}.",
        en="“{value}” is not a road of this framework. Roads: {known}.",
    )


class BadPeriod(InputError):
    """The period ends before it begins, or is longer than four years."""

    code = "bad-period"
    text = Text(
        fr="La période du {first} au {last} n’est pas possible : quatre ans au plus, la fin après le début.",
        en="The period from {first} to {last} is not possible: four years at most, the end after the beginning.",
    )


_SIGNS = {"none": "0", "light": "l", "regular": "R", "unknown": "?", None: "."}
_LEGEND = Text(
    fr="R régulière · l légère · 0 vide · ? non connue · . non communiqué",
    en="R regular · l light · 0 none · ? unknown · . not shown",
)


def cover(options: argparse.Namespace) -> int:
    """Print the calendar; 0."""
    with opened(options) as home:
        from toguna.server.queries import cover as query

        reading = reading_of(options, home)
        first, last = _period(options, reading.today)
        roads = {s.road for s in query.segments(reading)}
        if options.road is not None and options.road not in roads:
            raise UnknownRoad(value=options.road, known=", ".join(sorted(roads)))
        rows = [
            (segment, query.half_days(reading, segment, first, last) or query.weeks(reading, segment))
            for segment in query.segments(reading, options.road)
        ]
        if options.json:
            print_json(_as_json(reading, rows, first, last))
        else:
            _print(rows, options.lang)
    return 0


def _period(options: argparse.Namespace, today: date) -> tuple[date, date]:
    first = When.parse(options.first).first if options.first else today - BACK
    last = When.parse(options.last).last if options.last else today + AHEAD
    if first > last or last - first > LONGEST:
        raise BadPeriod(first=first, last=last)
    return first, last


def _as_json(reading: Any, rows: list[Any], first: date, last: date) -> dict[str, Any]:
    return {
        "as_of": reading.as_of,
        "framework": reading.framework,
        "from": first,
        "to": last,
        "segments": [
            {
                "road": segment.road,
                "segment": [segment.one, segment.two],
                "cells": [
                    {
                        "start": cell.start,
                        "half": None if cell.half is None else ("am", "pm")[cell.half],
                        "level": cell.level,
                        "basis": cell.basis,
                        "uncertain": cell.uncertain,
                        "gap": cell.in_gap,
                    }
                    for cell in cells
                ],
            }
            for segment, cells in rows
        ],
    }


def _print(rows: list[Any], lang: str) -> None:
    for segment, cells in rows:
        if not cells:
            continue
        print(f"{segment.name.say(lang)}  ({say_day(cells[0].start, lang)} – {say_day(cells[-1].start, lang)})")
        print("  " + "".join(_SIGNS[cell.level] for cell in cells))
    print(_LEGEND.say(lang))
