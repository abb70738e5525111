"""`toguna backup`: everything this machine holds of a register, in one file."""

from __future__ import annotations

import argparse
from pathlib import Path

from toguna.base.dates import say_number
from toguna.base.text import Text
from toguna.cli.exchange import Meter
from toguna.cli.opening import opened
from toguna.cli.output import print_json

_DONE = Text(
    fr="{file} : {entries} inscriptions, {size} octets. Garder ce fichier ailleurs que sur ce poste. Il ne contient "
    "aucune clé : la feuille de secours se garde à part.",
    en="{file}: {entries} entries, {size} bytes. Keep this file elsewhere than on this machine. It holds no key: the "
    "recovery sheet is kept apart.",
)


def backup(options: argparse.Namespace) -> int:
    """Write the backup; 0."""
    path = Path(options.out)
    with opened(options) as home:
        from toguna.server.actions.backups import back_up
        from toguna.server.queries.reading import chosen

        outcome = back_up(home, chosen(home, options.framework), path, progress=Meter(options.lang))
    if options.json:
        print_json({"file": str(path), "entries": outcome.account.sent, "bytes": outcome.bytes_out})
    else:
        sizes = {"entries": outcome.account.sent, "size": outcome.bytes_out}
        print(_DONE.say(options.lang, file=path, **{n: say_number(v, options.lang) for n, v in sizes.items()}))
    return 0
