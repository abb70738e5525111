"""`toguna effect`: did the measure work? For a measure of the register, or from a plain table."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toguna.analysis import installed
from toguna.base.errors import InputError
from toguna.base.text import Text
from toguna.cli.output import note, print_json, table

if TYPE_CHECKING:
    from toguna.analysis.effect.results import Estimate
    from toguna.analysis.effect.saying import Unit
    from toguna.analysis.effect.tables import Table
    from toguna.base.verdicts import Reason
    from toguna.server.home import Home
    from toguna.server.queries.effects import EffectRow
    from toguna.server.queries.reading import Reading

LARGEST_FILE = 100_000_000


class NoQuestion(InputError):
    """Neither a measure nor a table."""

    code = "effect-no-question"
    text = Text(
        fr="Donner une mesure du registre, ou un tableau (--table) avec l’unité (--treated) et le début (--start).",
        en="Give a measure of the register, or a table (--table) with the unit (--treated) and the start (--start).",
    )


class CannotReadTable(InputError):
    """The file cannot be read."""

    code = "effect-table-unreadable"
    text = Text(fr="{file} : {problem}", en="{file}: {problem}")


class NoMeasure(InputError):
    """The register holds no such measure, or not for this reader."""

    code = "effect-no-measure"
    text = Text(
        fr="Aucune mesure « {id} » à montrer ici. Choisir parmi : {known}.",
        en="There is no measure “{id}” to show here. Choose among: {known}.",
    )


_TOO_LARGE = Text(fr="le fichier dépasse 100 Mo. Le découper.", en="the file is larger than 100 MB. Split it.")
_UTF8 = Text(
    fr="le fichier n’est pas lisible en UTF-8. L’enregistrer en UTF-8.", en="not readable as UTF-8. Save it as UTF-8."
)
_WORKING = Text(fr="Calcul en cours…", en="Computing…")
_NOTHING = Text(fr="aucune", en="none")
_HEADS = Text(fr="période compté attendu bande", en="period counted expected band")
_PHASES = {
    "before": Text(fr="", en=""),
    "left_out": Text(fr="laissée de côté", en="left out"),
    "during": Text(fr="mesure", en="measure"),
    "after": Text(fr="après", en="after"),
}
_DOUBTS = Text(fr="Ce qui pourrait être faux", en="What could be wrong with it")
_STAMPS = {
    "EXERCISE": Text(
        fr="EXERCICE — région, groupes et faits inventés", en="EXERCISE — invented region, groups and facts"
    ),
    "REPLAY": Text(
        fr="REJEU de faits documentés — aucune partie ne les a signés",
        en="REPLAY of documented facts — no party has signed them",
    ),
}
_RECORDED = Text(fr="Résultat inscrit au registre : {id}", en="The result was recorded in the register: {id}")
_PLAN = Text(fr="Plan de l’étude", en="Plan of the study")


def effect(options: argparse.Namespace) -> int:
    """Print the answer; 0. “Cannot tell yet” is an answer."""
    installed.require()
    if options.table is not None:
        return _from_table(options)
    if options.measure is None:
        raise NoQuestion()
    return _from_register(options)


def _from_table(options: argparse.Namespace) -> int:
    if options.treated is None or options.start is None:
        raise NoQuestion()
    read = table_of(options.table)
    treated = read.unit(options.treated, "--treated")
    start = read.period(options.start, "--start")
    stop = None if options.stop is None else read.period(options.stop, "--stop")
    ring = [read.unit(name.strip(), "--ring") for name in (options.ring or "").split(",") if name.strip()]
    note(_WORKING.say(options.lang))
    from toguna.analysis.effect import estimate
    from toguna.analysis.effect.plain import estimate_plain
    from toguna.analysis.effect.saying import PERIOD

    found = estimate(
        read.counts,
        treated,
        start,
        stop,
        ring=ring,
        blackout=options.blackout,
        expected_ratio=options.ratio,
        seed=options.seed,
        replicates=options.replicates,
    )
    if options.json:
        print_json(said(found, PERIOD, options.lang) | estimate_plain(found, read.periods, options.lang))
        return 0
    _print(found, PERIOD, read.periods, options.lang)
    return 0


def table_of(path: str) -> Table:
    """The table of a file.

    Raises
    ------
    CannotReadTable, BadTable
    """
    from toguna.analysis.effect.tables import read_table

    file = Path(path)
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise CannotReadTable(file=file.name, problem=_TOO_LARGE)
        return read_table(file.read_bytes().decode("utf-8-sig"), file.name)
    except OSError as error:
        why = error.strerror or "?"
        raise CannotReadTable(file=file.name, problem=why) from None
    except UnicodeDecodeError:
        raise CannotReadTable(file=file.name, problem=_UTF8) from None


def said(found: Estimate, unit: Unit, lang: str) -> dict[str, Any]:
    """The answer's words: the sentence, the verdict word, and the doubts."""
    from toguna.analysis.effect.saying import doubts, headline

    return {
        "sentence": headline(found, unit).say(lang),
        "word": found.word.say(lang),
        "doubts": [_plain(reason, lang) for reason in doubts(found, unit)],
    }


def _plain(reason: Reason, lang: str) -> dict[str, str]:
    return {"code": reason.code, "sentence": reason.say(lang)}


def _print(found: Estimate, unit: Unit, periods: tuple[str, ...], lang: str) -> None:
    if found.counterfactual is not None:
        series = found.counterfactual
        rows = zip(periods, series.observed, series.expected, series.low, series.high, strict=True)
        table(
            [
                tuple(_HEADS.say(lang).split()),
                *(
                    (label, f"{seen:.0f}", f"{expected:.1f}", f"{low:.0f}–{high:.0f}")
                    for label, seen, expected, low, high in rows
                ),
            ]
        )
        print()
    words = said(found, unit, lang)
    print(words["sentence"])
    _print_doubts((one["sentence"] for one in words["doubts"]), lang)


def _print_doubts(sentences: Iterable[str], lang: str) -> None:
    print(f"\n{_DOUBTS.say(lang)}")
    for one in sentences:
        print(f"  – {one}")


def _from_register(options: argparse.Namespace) -> int:
    from toguna.cli.opening import opened, reading_of

    with opened(options) as home:
        from toguna.server.queries.effects import effect_row, measures_shown

        reading = reading_of(options, home)
        row = effect_row(reading, options.measure, replicates=options.replicates)
        if row is None:
            known = ", ".join(measures_shown(reading)) or _NOTHING
            raise NoMeasure(id=options.measure, known=known)
        recorded = _record(options, home, reading, row) if options.record else None
    if options.json:
        held = {"framework": reading.framework, "mode": reading.mode.name.lower()}
        print_json(held | as_json(row, options.lang) | ({"recorded": recorded} if recorded else {}))
        return 0
    if reading.mode.name in _STAMPS:
        print(_STAMPS[reading.mode.name].say(options.lang))
    _print_row(row, options.lang)
    if recorded:
        print(f"\n{_RECORDED.say(options.lang, id=recorded)}")
    return 0


def _record(options: argparse.Namespace, home: Home, reading: Reading, row: EffectRow) -> str:
    """Enter what this look found, with the plan it goes by; the id of the study."""
    from toguna.server import passphrases
    from toguna.server.actions.registers import open_key
    from toguna.server.actions.studies import record_study
    from toguna.server.queries.effects import study_of

    case = f"{row.relay[0]}-{reading.today.isoformat()}"
    key = open_key(home, passphrases.ask(options.lang))
    record_study(reading.register, reading.reader, key, case, study_of(reading, row), known=reading.today)
    return case


def as_json(row: EffectRow, lang: str) -> dict[str, Any]:
    """A measure's effect as codes, numbers and sentences; null where nothing is known."""
    from toguna.analysis.effect.plain import estimate_plain

    out: dict[str, Any] = {
        "measure": row.measure,
        "name": row.name.say(lang),
        "verdict": row.verdict,
        "word": row.word.say(lang),
        "sentence": row.sentence.say(lang),
        "doubts": [_plain(reason, lang) for reason in row.doubts],
        "attribution": row.attribution,
        "with": [name.say(lang) for name in row.shared_with],
        "months": [{"month": m.label, "phase": m.phase, "incidents": m.incidents} for m in row.months],
        "comparisons": list(row.comparisons),
        "ring": list(row.ring),
        "cut_off": row.cut_off,
        "plan": None
        if row.plan is None
        else {
            "entry": row.plan.entry,
            "expected_ratio": row.plan.expected_milli / 1000,
            "reviews": [review.iso() for review in row.plan.reviews],
            "before_start": row.plan.before_start,
            "in_review": row.plan.in_review,
        },
    }
    if row.estimate is not None:
        held = estimate_plain(row.estimate, [m.label for m in row.months], lang)
        out["estimate"] = {name: value for name, value in held.items() if name not in out}
    else:
        out["estimate"] = None
    return out


def _print_row(row: EffectRow, lang: str) -> None:
    print(row.name.say(lang))
    print()
    series = None if row.estimate is None else row.estimate.counterfactual
    rows = []
    for n, month in enumerate(row.months):
        expected = "" if series is None else f"{series.expected[n]:.1f}"
        between = "" if series is None else f"{series.low[n]:.0f}–{series.high[n]:.0f}"
        rows.append((month.label, str(month.incidents), expected, between, _PHASES[month.phase].say(lang)))
    if rows:
        table([(*_HEADS.say(lang).split(), ""), *rows])
        print()
    print(row.sentence.say(lang))
    _print_doubts((reason.say(lang) for reason in row.doubts), lang)
    if row.plan is not None:
        print(f"\n{_PLAN.say(lang)}")
        for line in row.plan.said:
            print(f"  – {line.say(lang)}")
