"""`toguna import WHAT FILE`: checked whole, then entered whole, or not at all; a partner's rows in steps, which the
same file completes where they were broken off.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from toguna.base.dates import say_number
from toguna.base.text import Text
from toguna.cli.opening import home_of, opened, reading_of
from toguna.cli.output import note, print_json
from toguna.cli.progress import Bar
from toguna.server import passphrases

if TYPE_CHECKING:
    from toguna.server.intake.scenario.rows import Ids
    from toguna.server.queries.reading import Reading

_WOULD = Text(
    fr="Le fichier est bon. {what} : {number}. Rien n’a été inscrit (--dry-run).",
    en="The file is good. {what}: {number}. Nothing was recorded (--dry-run).",
)
_DONE = Text(
    fr="Incidents inscrits dans le cadre « {framework} » : {number}.",
    en="Incidents recorded in the framework “{framework}”: {number}.",
)
_MANY = 1000
_SIGNING = Text(
    fr="{number} faits à signer et à inscrire, un par un. Ne pas éteindre : rien n’est inscrit avant la fin.",
    en="{number} facts to sign and record, one by one. Do not switch off: nothing is recorded before the end.",
)
_STATEMENTS = Text(fr="Faits à inscrire", en="Facts to record")
_INCIDENTS = Text(fr="Incidents à inscrire", en="Incidents to record")


def import_file(options: argparse.Namespace) -> int:
    """Bring in a file; 0."""
    if options.what == "scenario":
        return _scenario(options)
    if options.what in ("kobo", "reports"):
        from toguna.cli.partners import import_reports

        return import_reports(options)
    if options.what == "csv" and not options.layer and not options.mapping:
        return _csv(options)
    from toguna.cli.outside import import_layer

    return import_layer(options)


def _scenario(options: argparse.Namespace) -> int:
    from toguna.cli.registers import found_scenario, passphrase_for_founding, say_founded
    from toguna.server.intake.scenario.load import load

    path = Path(options.file)
    scenario = load(path)
    if options.dry_run:
        _say_would(options, sum(len(f.statements) for f in scenario.frameworks), _STATEMENTS)
        return 0
    # Looked at before the home is made: a wrong file must leave no empty home behind.
    home_of(options)
    with opened(options, create=True) as home:
        say_founded(found_scenario(home, path, passphrase_for_founding(home, options.lang)), options)
    return 0


def _csv(options: argparse.Namespace) -> int:
    with opened(options) as home:
        from toguna.server.actions.incidents import may_report, report_incidents
        from toguna.server.actions.registers import open_key
        from toguna.server.intake.csv.incidents import load

        reading = reading_of(options, home)
        may_report(reading.register, reading.reader)
        bar = Bar(options.lang)
        try:
            ids = _ids(reading)
            payloads = load(Path(options.file), ids, reading.framework, options.lang, bar, reading=reading)
        finally:
            bar.end()
        if options.dry_run:
            _say_would(options, len({p.case for p in payloads}), _INCIDENTS)
            return 0
        key = open_key(home, passphrases.ask(options.lang))
        if len(payloads) > _MANY:
            note(_SIGNING.say(options.lang, number=say_number(len(payloads), options.lang)))
        try:
            number = report_incidents(reading.register, reading.reader, key, payloads, progress=bar.entered)
        finally:
            bar.end()
    if options.json:
        print_json({"framework": reading.framework, "incidents": number})
    else:
        print(_DONE.say(options.lang, number=number, framework=reading.framework))
    return 0


def _ids(reading: Reading) -> Ids:
    """What a row may refer to: the register's places, roads, sources and frameworks."""
    from toguna.domain.places import Place, Road, Source
    from toguna.server.intake.scenario.rows import Ids

    by_kind = {
        "place": {p.id: 0 for p in reading.all(Place)},
        "road": {r.id: 0 for r in reading.all(Road)},
        "source": {s.id: 0 for s in reading.all(Source)},
        "framework": {reading.framework: 0},
    }
    return Ids(by_kind)


def _say_would(options: argparse.Namespace, number: int, what: Text) -> None:
    if options.json:
        print_json({"dry_run": True, "number": number})
    else:
        print(_WOULD.say(options.lang, number=number, what=what))
