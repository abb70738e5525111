"""`toguna verify [FILE]`: are all signatures and logs as their devices left them, here or in a file that was given?"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toguna.base.errors import InputError
from toguna.base.text import Text
from toguna.cli.opening import opened
from toguna.cli.output import print_json

if TYPE_CHECKING:
    from toguna.register.evidence import Evidence
    from toguna.register.rows import Report

_WHOLE = Text(
    fr="Registre intact : {entries} inscriptions dans {logs} journaux, toutes les signatures vérifiées.",
    en="The register is whole: {entries} entries in {logs} logs, all signatures verified.",
)
_FAULTS = Text(fr="{number} défauts trouvés :", en="{number} faults found:")
_FAULT = Text(fr="un défaut trouvé :", en="one fault found:")


_CONTROL = Text(fr="Registre {id}, numéro de contrôle {control}.", en="Register {id}, control number {control}.")
_EVIDENCE = Text(
    fr="Preuve : l’appareil {device} a signé deux versions du registre {id}, qui se contredisent{where}.",
    en="Evidence: device {device} signed two versions of register {id}, which contradict each other{where}.",
)
_AT = Text(fr=" à l’inscription n° {index}", en=" at entry no. {index}")


class FileUnreadable(InputError):
    """The file cannot be opened."""

    code = "verify-no-file"
    text = Text(
        fr="Le fichier {file} ne peut pas être lu. Vérifier son nom et la clé USB.",
        en="The file {file} cannot be read. Check its name and the stick.",
    )


def verify(options: argparse.Namespace) -> int:
    """Verify every ledger row, or a file; 0 whole, 1 at least one fault."""
    if options.file:
        return _verify_file(Path(options.file), options)
    with opened(options):
        from toguna.server.ledger.store import verify_all

        report = verify_all()
    return _tell(report, options)


def _verify_file(path: Path, options: argparse.Namespace) -> int:
    """Verify a bundle or the evidence of a fork, by the register's own code and nothing else."""
    from toguna.register.evidence import Evidence
    from toguna.register.files import check

    try:
        data = path.read_bytes()
    except OSError:
        raise FileUnreadable(file=path) from None
    found = check(data)
    if isinstance(found, Evidence):
        return _tell_evidence(found, options)
    refused = [{"code": one.why, "sentence": one.fault.say(options.lang)} for one in found.account.refused]
    if not options.json:
        number = " ".join(found.control[n : n + 3] for n in range(0, len(found.control), 3))
        print(_CONTROL.say(options.lang, id=found.act.id.hex()[:16], control=number))
        for one in refused:
            print(f"  [{one['code']}] {one['sentence']}")
    more = {"register": found.act.id.hex(), "control_number": found.control, "refused": refused}
    return max(_tell(found.report, options, more), int(bool(refused)))


def _tell_evidence(found: Evidence, options: argparse.Namespace) -> int:
    if options.json:
        about = {"device": found.device.hex(), "register": found.register.hex(), "index": found.index}
        print_json({"ok": True, "evidence": about})
    else:
        where = "" if found.index is None else _AT.say(options.lang, index=found.index)
        said = {"device": found.device[:8].hex(), "id": found.register.hex()[:16], "where": where}
        print(_EVIDENCE.say(options.lang, **said))
    return 0


def _tell(report: Report, options: argparse.Namespace, more: dict[str, Any] | None = None) -> int:
    lang = options.lang
    if options.json:
        print_json(
            {"ok": report.ok, "logs": report.logs, "entries": report.entries, **_faults(report, lang), **(more or {})}
        )
        return 0 if report.ok else 1
    if report.ok:
        print(_WHOLE.say(lang, entries=report.entries, logs=report.logs))
    else:
        print(_FAULT.say(lang) if len(report.faults) == 1 else _FAULTS.say(lang, number=len(report.faults)))
    for fault in (*report.faults, *report.notices):
        place = "" if fault.index is None else f" #{fault.index}"
        print(f"  [{fault.code}] {fault.log}{place} — {fault.sentence(lang)}")
    return 0 if report.ok else 1


def _faults(report: Report, lang: str) -> dict[str, Any]:
    return {
        name: [
            {"code": fault.code, "log": fault.log, "index": fault.index, "sentence": fault.sentence(lang)}
            for fault in found
        ]
        for name, found in (("faults", report.faults), ("notices", report.notices))
    }
