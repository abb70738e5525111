"""Check bundles, evidence files and home folders of a register, without the software that made them.

    python toguna-verify.py [--lang fr|en] [--act FILE] FILE_OR_FOLDER …

A file is a bundle (.toguna) or the evidence that a device signed two histories; a folder is a home, opened read-only.
Needs Python 3.11 and the packages pynacl, cbor2 and zstandard, nothing else, and no network. Exit code: 0 everything is
as its devices signed it, 1 something is not, 2 wrong use.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from toguna.base.errors import RegisterFault
from toguna.base.text import Text
from toguna.register import log_faults
from toguna.register.constitution import Constitution
from toguna.register.evidence import Evidence
from toguna.register.files import Checked, check, read_act
from toguna.register.reading import log_name, make_fault
from toguna.register.rows import CheckpointRow, EntryRow, Fault, PartRow, RegisterRow, Report
from toguna.register.verify import verify

DATABASE = "toguna.sqlite3"
_TABLES = ("register", RegisterRow), ("entry", EntryRow), ("part", PartRow), ("checkpoint", CheckpointRow)

_WHOLE = Text(
    fr="intact : {entries} inscriptions dans {logs} journaux, toutes les signatures vérifiées.",
    en="whole: {entries} entries in {logs} logs, all signatures verified.",
)
_FAULTS = Text(fr="{number} défaut(s) trouvé(s) :", en="{number} fault(s) found:")
_ABSENT = Text(
    fr="contenus retenus : {withheld}, effacés : {erased}.", en="contents withheld: {withheld}, erased: {erased}."
)
_REGISTER = Text(fr="registre {id}, numéro de contrôle {control}", en="register {id}, control number {control}")
_EVIDENCE = Text(
    fr="preuve : l’appareil {device} a signé deux versions du registre {id}, qui se contredisent{where}.",
    en="evidence: device {device} signed two versions of register {id}, which contradict each other{where}.",
)
_AT = Text(fr=" à l’inscription n° {index}", en=" at entry no. {index}")
_NO_HOME = Text(
    fr="ce dossier ne contient pas de registre lisible ({why}). S’il est verrouillé, l’ouvrir d’abord avec le"
    " logiciel.",
    en="this folder holds no register that can be read ({why}). If it is locked, open it with the software first.",
)
_NO_FILE = Text(fr="ce fichier ne peut pas être lu : {why}.", en="this file cannot be read: {why}.")


def main(argv: list[str]) -> int:
    """Check each file or folder; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", metavar="FILE_OR_FOLDER")
    parser.add_argument("--lang", choices=("fr", "en"), default="fr")
    parser.add_argument("--act", help="a bundle or file with the founding act, for bundles that do not carry it")
    options = parser.parse_args(argv)
    try:
        act = _act(Path(options.act).read_bytes()) if options.act else None
    except (OSError, RegisterFault) as error:
        print(f"{options.act}: {_said(error, options.lang)}", file=sys.stderr)
        return 2
    return max(_check(Path(path), act, options.lang) for path in options.paths)


def _act(data: bytes) -> Constitution:
    carried, _ = read_act(data)
    return carried or Constitution.decode(data)


def _check(path: Path, act: Constitution | None, lang: str) -> int:
    """Check one; 0, 1 or 2."""
    try:
        if path.is_dir():
            return _tell(path.name, _home(path), lang)
        found = check(path.read_bytes(), act)
    except (OSError, RegisterFault) as error:
        print(f"{path.name}: {_said(error, lang)}")
        return 2 if isinstance(error, OSError) else 1
    except sqlite3.Error as error:
        print(f"{path.name}: {_NO_HOME.say(lang, why=error)}")
        return 2
    if isinstance(found, Evidence):
        where = "" if found.index is None else _AT.say(lang, index=found.index)
        told = _EVIDENCE.say(lang, device=found.device[:8].hex(), id=found.register.hex()[:16], where=where)
        print(f"{path.name}: {told}")
        return 0
    return _bundle(path.name, found, lang)


def _said(error: OSError | RegisterFault, lang: str) -> str:
    if isinstance(error, OSError):
        return _NO_FILE.say(lang, why=error.strerror or error)
    return f"[{error.code}] {error.say(lang)}"


def _bundle(name: str, found: Checked, lang: str) -> int:
    print(f"{name}: {_REGISTER.say(lang, id=found.act.id.hex()[:16], control=found.control)}")
    for refusal in found.account.refused:
        print(f"  [{refusal.why}] {refusal.fault.say(lang)}")
    return max(_tell(name, found.report, lang), int(bool(found.account.refused)))


def _home(path: Path) -> Report:
    """Verify the tables of a home's database, which is not written to."""
    with closing(sqlite3.connect(f"{(path / DATABASE).absolute().as_uri()}?mode=ro", uri=True)) as database:
        registers, entries, parts, notes = (_rows(database, name, kind) for name, kind in _TABLES)
        report = verify(registers, entries, parts, notes)
        forked = tuple(_forked(database))
    return replace(report, ok=report.ok and not forked, faults=(*report.faults, *forked))


def _forked(database: sqlite3.Connection) -> Iterator[Fault]:
    """The logs beside whose history a second one lies."""
    beside = "ledger_branch_entry"
    if database.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [beside]).fetchone():
        query = f"SELECT device, MIN(idx) FROM {beside} GROUP BY register, device"  # noqa: S608 - our own name
        for device, index in database.execute(query):
            yield make_fault(log_faults.Forked, log_name(device), index, size=index + 1)


def _rows(database: sqlite3.Connection, name: str, kind: type) -> Iterator[tuple[object, ...]]:
    columns = ", ".join(kind._fields)  # type: ignore[attr-defined]
    return (kind(*row) for row in database.execute(f"SELECT {columns} FROM ledger_{name}"))  # noqa: S608 - our own names


def _tell(name: str, report: Report, lang: str) -> int:
    if report.ok:
        print(f"{name}: {_WHOLE.say(lang, entries=report.entries, logs=report.logs)}")
    else:
        print(f"{name}: {_FAULTS.say(lang, number=len(report.faults))}")
    for fault in (*report.faults, *report.notices):
        print(f"  [{fault.code}] {fault.sentence(lang)}")
    if report.withheld or report.erased:
        print(f"  {_ABSENT.say(lang, withheld=report.withheld, erased=report.erased)}")
    return 0 if report.ok else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
