"""`toguna import kobo|reports FILE`: a partner's rows enter as reports under his own ids, and are updated by them."""

from __future__ import annotations

import argparse
import gc
from pathlib import Path
from typing import TYPE_CHECKING, Final

from toguna.base.dates import say_number
from toguna.base.text import Text
from toguna.cli.opening import opened, reading_of
from toguna.cli.output import note, print_json
from toguna.cli.progress import Bar
from toguna.server import passphrases

if TYPE_CHECKING:
    from toguna.register.signing import DeviceKey
    from toguna.server.actions.partners import Account
    from toguna.server.intake.partners.reading import Told
    from toguna.server.queries.reading import Reading

_MANY: Final = 1000


_WOULD = Text(
    fr="{file} : le fichier est bon. Rien n’a été inscrit (--dry-run). Ce qui changerait :",
    en="{file}: the file is good. Nothing was recorded (--dry-run). What would change:",
)
_DONE = Text(fr="{file} est inscrit comme comptes rendus :", en="{file} is recorded as reports:")
_COUNTS: Final = {
    "new": Text(fr="nouveaux : {n}", en="new: {n}"),
    "updated": Text(fr="corrigés par le partenaire : {n}", en="corrected by the partner: {n}"),
    "taken_back": Text(
        fr="retirés par le partenaire, mis de côté : {n}", en="withdrawn by the partner, set aside: {n}"
    ),
    "kept": Text(
        fr="retirés par le partenaire mais déjà rattachés à un incident, gardés : {n}. Les revoir.",
        en="withdrawn by the partner but attached to an incident already, kept: {n}. Look at them.",
    ),
    "unchanged": Text(fr="inchangés : {n}", en="unchanged: {n}"),
    "older": Text(fr="plus anciens que ceux déjà présents, ignorés : {n}", en="older than those here, ignored: {n}"),
    "left_out": Text(
        fr="non repris (violences sexuelles, cas d’enfants, ou retirés avant d’arriver) : {n}",
        en="not taken (sexual violence, cases of children, or withdrawn before they came): {n}",
    ),
    "refused": Text(fr="lignes refusées, laissées de côté : {n}", en="rows refused and left out: {n}"),
}
_SIGNING = Text(
    fr="Le fichier est bon : {number} lignes à comparer, à signer et à inscrire. En cas d’interruption, relancer la "
    "même commande : elle inscrit le reste, sans doublon.",
    en="The file is good: {number} rows to compare, sign and record. If this is interrupted, run the same command "
    "again: it records the rest, and nothing twice.",
)


def import_reports(options: argparse.Namespace) -> int:
    """Bring in a partner's file; 0."""
    # The rows of a large file stay until all is entered: to go through them for garbage each time a few hundred objects
    # were made took a tenth of the time.
    gc.set_threshold(50_000)
    with opened(options) as home:
        from toguna.server.actions.incidents import may_report
        from toguna.server.actions.partners import bring_reports, keep_mapping
        from toguna.server.actions.registers import open_key

        reading = reading_of(options, home)
        may_report(reading.register, reading.reader)
        bar = Bar(options.lang)

        def key(number: int) -> DeviceKey:
            bar.end()
            opened_key = open_key(home, passphrases.ask(options.lang))
            if number > _MANY:
                note(_SIGNING.say(options.lang, number=say_number(number, options.lang)))
            return opened_key

        try:
            told = _read(options, reading, bar)
            account = bring_reports(
                reading.register,
                reading.reader,
                None if options.dry_run else key,
                told.rows,
                received=reading.today,
                whole=told.source if options.whole else None,
                skip_refused=options.skip_refused,
                progress=bar.entered,
            )
        finally:
            bar.end()
        for source, columns in told.mappings.items() if not options.dry_run else ():
            keep_mapping(reading.register, source, columns.text())
    _say(options, account)
    return 0


def _read(options: argparse.Namespace, reading: Reading, bar: Bar) -> Told:
    from toguna.server.intake.partners.reading import of_kobo, of_table

    path, mapping = Path(options.file), Path(options.mapping) if options.mapping else None
    if options.what == "kobo":
        return of_kobo(path, reading, mapping, options.lang, bar)
    return of_table(path, reading, options.source or "", mapping, options.lang, bar)


def _say(options: argparse.Namespace, account: Account) -> None:
    counts = {name: getattr(account, name) for name in ("rows", *_COUNTS)}
    if options.json:
        print_json({"dry_run": options.dry_run, **counts})
        return
    print((_WOULD if options.dry_run else _DONE).say(options.lang, file=Path(options.file).name))
    for name, text in _COUNTS.items():
        if counts[name] or name == "new":
            print("  " + text.say(options.lang, n=say_number(counts[name], options.lang)))
