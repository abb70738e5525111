"""`toguna monitor`: is a series of counts out of line with its own past? Of a file, or of the register's roads."""

from __future__ import annotations

import argparse
import csv
import math
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toguna.analysis.installed import require
from toguna.base.errors import InputError
from toguna.base.text import Text
from toguna.cli.output import print_json, table

if TYPE_CHECKING:
    from toguna.analysis.monitor import MonitorResult

METHODS = {"farrington": "original", "farrington-improved": "improved"}
DEFAULT = "farrington-improved"
LONGEST = 100_000


class BadSeries(InputError):
    """The series cannot be read."""

    code = "bad-series"
    text = Text(fr="{file}, ligne {line} : {problem}", en="{file}, line {line}: {problem}")


class NoBaseline(InputError):
    """The sums need a past to compare with."""

    code = "monitor-needs-past"
    text = Text(
        fr="Avec {method}, donner la première semaine à surveiller (--from), après au moins huit semaines de passé.",
        en="With {method}, give the first week to watch (--from), after at least eight weeks of past.",
    )


_COLUMNS = Text(
    fr="la première ligne doit nommer les colonnes week et count. La corriger.",
    en="the first line must name the columns week and count. Correct it.",
)
_NUMBER = Text(
    fr="« {value} » n’est pas un nombre entier positif ou nul. Le corriger.",
    en="“{value}” is not a whole number of 0 or more. Correct it.",
)
_UTF8 = Text(
    fr="le fichier n’est pas lisible en UTF-8. L’enregistrer en UTF-8.", en="not readable as UTF-8. Save it as UTF-8."
)
_EMPTY = Text(fr="le fichier ne contient aucune semaine.", en="the file holds no week.")
_LONG = Text(fr="plus de 100 000 semaines. Découper le fichier.", en="more than 100,000 weeks. Split the file.")
_ALARM = Text(fr="ALERTE", en="ALARM")


def monitor(options: argparse.Namespace) -> int:
    """Print bounds and alarms; 0."""
    require()
    if options.series is None:
        from toguna.cli.monitor_register import monitor_register

        return monitor_register(options)
    options.method = options.method or DEFAULT
    weeks, counts = _series(Path(options.series))
    at = [
        n
        for n, week in enumerate(weeks)
        if (options.first is None or week >= options.first) and (options.last is None or week <= options.last)
    ]
    found = run(options, counts, at)
    times = [int(n) for n in found.times]
    bounds = [float(b) for b in found.bounds[0]]
    alarms = [weeks[n] for n, alarm in zip(times, found.alarms[0], strict=True) if alarm]
    if options.json:
        print_json(
            {
                "bounds": [{"week": weeks[n], "bound": b} for n, b in zip(times, bounds, strict=True)],
                "alarms": alarms,
                "method": found.method,
                "data_digest": found.data_digest,
            }
        )
        return 0
    table(
        (str(weeks[n]), str(counts[n]), f"{bound:.2f}", _ALARM.say(options.lang) if weeks[n] in alarms else "")
        for n, bound in zip(times, bounds, strict=True)
    )
    return 0


def run(options: argparse.Namespace, counts: list[int], at: list[int]) -> MonitorResult:
    """Watch one series by the method asked for, at these positions."""
    from toguna.analysis import monitor as analysis

    if options.method in METHODS:
        more: dict[str, Any] = {"at": at} if options.first is not None or options.last is not None else {}
        return analysis.farrington(
            [counts], method=METHODS[options.method], threshold=options.threshold, alpha=options.alpha, **more
        )
    if not at or at[0] < 8:
        raise NoBaseline(method=options.method)
    past = counts[: at[0]]
    mean = max(sum(past) / len(past), 0.5 / len(past))
    variance = sum((c - mean) ** 2 for c in past) / (len(past) - 1)
    shape = mean**2 / (variance - mean) if variance > mean else math.inf
    function = analysis.cusum if options.method == "cusum" else analysis.glr
    watched = function([[counts[n] for n in at]], baseline=mean, shape=shape, run_length=options.run_length)
    return _shifted(watched, at[0])


def _shifted(found: MonitorResult, by: int) -> MonitorResult:
    """The same result with its times counted from the beginning of the series."""
    from dataclasses import replace

    return replace(found, times=found.times + by)


def _series(path: Path) -> tuple[list[int], list[int]]:
    """Weeks and counts of a CSV with the columns week, count.

    Raises
    ------
    BadSeries
        Naming the line.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        why = error.strerror or "?"
        raise BadSeries(file=path.name, line=0, problem=Text(fr=why, en=why)) from None
    except UnicodeDecodeError:
        raise BadSeries(file=path.name, line=1, problem=_UTF8) from None
    reader = csv.DictReader(StringIO(text))
    if not {"week", "count"} <= set(reader.fieldnames or ()):
        raise BadSeries(file=path.name, line=1, problem=_COLUMNS)
    weeks, counts = [], []
    for row in reader:
        weeks.append(_number(path.name, reader.line_num, row["week"]))
        counts.append(_number(path.name, reader.line_num, row["count"]))
        if len(weeks) > LONGEST:
            raise BadSeries(file=path.name, line=reader.line_num, problem=_LONG)
    if not weeks:
        raise BadSeries(file=path.name, line=1, problem=_EMPTY)
    return weeks, counts


def _number(file: str, line: int, value: str | None) -> int:
    if value is None or not value.strip().isdecimal() or len(value.strip()) > 9:
        said = (value or "").replace("{", "(").replace("}", ")")
        filled = Text(fr=_NUMBER.fr.format(value=said), en=_NUMBER.en.format(value=said))
        raise BadSeries(file=file, line=line, problem=filled)
    return int(value)
