"""`toguna watch`: what stands out this week in a framework, with at most one false alarm a year."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from toguna.analysis.installed import require
from toguna.base.dates import say_day
from toguna.base.text import Text, sentence
from toguna.cli.opening import opened, reading_of
from toguna.cli.output import print_json
from toguna.cli.scan_register import LEFT_OUT, NotByStretch, decimal

if TYPE_CHECKING:
    from toguna.server.home import Home
    from toguna.server.queries.reading import Reading
    from toguna.server.queries.watch import OutRow, Watch

_VERDICTS = {
    "signal": Text(fr="La veille donne un signal.", en="The watch gives a signal."),
    "nothing": Text(
        fr="Rien ne ressort au-delà de ce que le hasard seul montre dans l’année.",
        en="Nothing stands out beyond what chance alone shows within a year.",
    ),
    "cannot-tell": Text(
        fr="On ne peut pas encore conclure : il faut un an d’incidents et au moins vingt placés avant les dernières "
        "semaines.",
        en="Cannot tell yet: a year of incidents is needed, with at least twenty placed before the last weeks.",
    ),
}
_LOOKED = Text(
    fr="Semaines du {since} au {until}. Incidents comptés : {counted}, dont {placed} placés sur un tronçon ou dans une "
    "localité.",
    en="Weeks from {since} to {until}. Incidents counted: {counted}, of which {placed} on a stretch or in a town.",
)
_ROW = Text(
    fr="{where} : {observed} du {first} au {last}, pour {expected} attendus",
    en="{where}: {observed} from {first} to {last}, for {expected} expected",
)
_MOST = Text(fr="Le plus marqué :", en="Most marked:")
_RULE = Text(
    fr="Réglage : au plus une fausse alerte par an et par cadre.",
    en="Setting: at most one false alarm a year and framework.",
)
_REPORTING = Text(
    fr="Plus d’incidents inscrits peut aussi vouloir dire que l’on en rapporte davantage.",
    en="More recorded incidents may also mean that more of them are reported.",
)
_RECORDED = Text(fr="Signaux inscrits au registre : {ids}", en="Signals recorded in the register: {ids}")
_NONE_NEW = Text(fr="Aucun signal nouveau à inscrire.", en="No new signal to record.")


def watch(options: argparse.Namespace) -> int:
    """Print what stands out, and record the signals if asked to; 1 where there is a signal, 0 otherwise."""
    require()
    with opened(options) as home:
        from toguna.server.queries.reading import for_all
        from toguna.server.queries.watch import watch as look

        reading = reading_of(options, home)
        # What is recorded is for all members: it is computed from what all of them may see.
        found = look(for_all(reading) if options.record else reading, seed=options.seed)
        if found is None:
            raise NotByStretch()
        ids = _record(options, home, reading, found) if options.record else None
        if options.json:
            print_json({"as_of": reading.as_of, "framework": reading.framework, **as_json(found), "recorded": ids})
        else:
            _print(found, ids, options.lang)
    return 1 if found.signals else 0


def _record(options: argparse.Namespace, home: Home, reading: Reading, found: Watch) -> list[str]:
    from toguna.server import passphrases
    from toguna.server.actions.registers import open_key
    from toguna.server.actions.signals import Computed, may_record, record_signals

    may_record(reading.register, reading.reader)
    if not found.signals:
        return []
    rows = [
        Computed(
            row.look, row.roads, row.stretches, row.towns, row.first, row.last, row.observed, row.expected,
            row.recurrence_days,
        )
        for row in found.signals
    ]  # fmt: skip
    return record_signals(
        reading.register, reading.reader, open_key(home, passphrases.ask(options.lang)), rows,
        framework=reading.framework, seed=found.seed, data_digest=found.data_digest, known=reading.today,
    )  # fmt: skip


def as_json(found: Watch) -> dict[str, Any]:
    """The watch with English codes."""
    return {
        "verdict": found.verdict,
        "from": found.since,
        "to": found.until,
        "counted": found.counted,
        "placed": found.placed,
        "left_out": dict(found.left_out),
        "findings": [_row(row) for row in found.rows],
        "replicates": found.replicates,
        "seed": found.seed,
        "data_digest": found.data_digest,
    }


def _row(row: OutRow) -> dict[str, Any]:
    return {
        "look": row.look,
        "signal": row.signal,
        "where": row.where.en,
        "roads": list(row.roads),
        "stretches": [list(stretch) for stretch in row.stretches],
        "towns": list(row.towns),
        "start": row.first,
        "end": row.last,
        "observed": row.observed,
        "expected": row.expected,
        "recurrence_days": row.recurrence_days,
    }


def _print(found: Watch, ids: list[str] | None, lang: str) -> None:
    print(_VERDICTS[found.verdict].say(lang))
    if not found.signals and found.rows:
        print(_MOST.say(lang))
    for row in found.signals or found.rows[:1]:
        said = _ROW.say(
            lang, where=row.where, observed=row.observed, expected=decimal(row.expected, lang),
            first=say_day(row.first, lang), last=say_day(row.last, lang),
        )  # fmt: skip
        print(f"  {sentence(said)}.\n    {sentence(row.rarity.say(lang))}.")
    print(
        _LOOKED.say(
            lang, since=say_day(found.since, lang), until=say_day(found.until, lang), counted=found.counted,
            placed=found.placed,
        )
    )  # fmt: skip
    for why, n in found.left_out:
        print(f"  {LEFT_OUT[why].say(lang, n=n)}")
    print(_RULE.say(lang))
    if found.signals:
        print(_REPORTING.say(lang))
    if ids is not None:
        print(_RECORDED.say(lang, ids=", ".join(ids)) if ids else _NONE_NEW.say(lang))
