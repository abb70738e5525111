"""`toguna verify`: are all signatures and logs as their devices left them?"""

from __future__ import annotations

import argparse

from toguna.base.text import Text
from toguna.cli.opening import opened
from toguna.cli.output import print_json

_WHOLE = Text(
    fr="Registre intact : {entries} entrées dans {logs} journaux, toutes les signatures vérifiées.",
    en="The register is whole: {entries} entries in {logs} logs, all signatures verified.",
)
_FAULTS = Text(fr="{number} défauts trouvés :", en="{number} faults found:")
_FAULT = Text(fr="un défaut trouvé :", en="one fault found:")


def verify(options: argparse.Namespace) -> int:
    """Verify every ledger row; 0 whole, 1 at least one fault."""
    with opened(options):
        from toguna.server.ledger.store import verify_all

        report = verify_all()
    lang = options.lang
    if options.json:
        print_json(
            {
                "ok": report.ok,
                "logs": report.logs,
                "entries": report.entries,
                "faults": [
                    {"code": f.code, "log": f.log, "index": f.index, "sentence": f.sentence(lang)}
                    for f in report.faults
                ],
                "notices": [
                    {"code": f.code, "log": f.log, "index": f.index, "sentence": f.sentence(lang)}
                    for f in report.notices
                ],
            }
        )
        return 0 if report.ok else 1
    if report.ok:
        print(_WHOLE.say(lang, entries=report.entries, logs=report.logs))
    else:
        print(_FAULT.say(lang) if len(report.faults) == 1 else _FAULTS.say(lang, number=len(report.faults)))
    for fault in (*report.faults, *report.notices):
        print(
            f"  [{fault.code}] {fault.log}{'' if fault.index is None else f' #{fault.index}'} — {fault.sentence(lang)}"
        )
    return 0 if report.ok else 1
