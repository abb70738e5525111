"""`toguna sms-keys`: telephones that write sealed SMS. `toguna sms`: writing one, where there is nothing but the
telephone's key (spec/sms.md §10).
"""

from __future__ import annotations

import argparse
import getpass
import sqlite3
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from toguna.base.errors import InputError
from toguna.base.text import Text
from toguna.cli.opening import opened
from toguna.cli.output import note, print_json, table
from toguna.register.short_messages import (
    FIRST_DAY,
    KEY_SIZE,
    OUTING,
    QUIET,
    REPORT,
    WITHDRAW,
    PhoneKey,
    ShortMessage,
    as_text,
    key_line,
    normal,
    read_key_line,
    seal,
)

if TYPE_CHECKING:
    from toguna.server.queries.gateways import SealedPhoneRow

_ISSUED: Final = Text(
    fr="Téléphone n° {number} pour « {seat} ». À saisir maintenant dans le téléphone, ce ne sera plus montré :\n"
    "  {line}\nSur ce poste ou un autre : toguna sms FICHIER --learn",
    en="Telephone no. {number} for “{seat}”. Type it into the telephone now, it will not be shown again:\n"
    "  {line}\nOn this machine or another one: toguna sms FILE --learn",
)
_REVOKED: Final = Text(
    fr="Le téléphone n° {number} n’écrit plus de SMS scellés. Ce qu’il a envoyé reste.",
    en="Telephone no. {number} writes sealed SMS no longer. What it sent stays.",
)
_NONE: Final = Text(fr="Aucune clé n’a été donnée.", en="No key has been given.")
_ENDED: Final = Text(fr="révoqué le {day}", en="revoked on {day}")
_SENT: Final = Text(fr="dernier message : n° {latest}", en="latest message: no. {latest}")
_LEARNT: Final = Text(
    fr="La clé du téléphone n° {number} est dans {path}. Ne pas copier ce fichier : deux copies se démentent.",
    en="The key of telephone no. {number} is in {path}. Do not copy this file: two copies contradict each other.",
)
_LINE: Final = Text(fr="Clé donnée par le bureau (TOGUNA-S1-…) : ", en="Key that the office gave (TOGUNA-S1-…): ")
_WRITTEN: Final = Text(fr="{size} octets écrits dans {path}.", en="{size} bytes written to {path}.")
_BUSY_S: Final = 10


class NoPhoneKey(InputError):
    """The file does not hold a telephone's key."""

    code = "no-phone-key"
    text = Text(
        fr="« {file} » ne contient pas la clé d’un téléphone. L’y mettre avec « toguna sms {file} --learn ».",
        en="“{file}” does not hold a telephone’s key. Put it there with “toguna sms {file} --learn”.",
    )


class KeyFileTaken(InputError):
    """There is such a file."""

    code = "phone-key-exists"
    text = Text(
        fr="« {file} » existe déjà. Choisir un autre nom : écraser une clé ferait compter de nouveau depuis le début.",
        en="“{file}” exists. Choose another name: to overwrite a key would begin to count anew.",
    )


class BadDay(InputError):
    """Not a day that a sealed message can name."""

    code = "sms-bad-day"
    text = Text(
        fr="« {day} » n’est pas un jour depuis 2025. L’écrire AAAA-MM-JJ.",
        en="“{day}” is no day since 2025. Write it YYYY-MM-DD.",
    )


def keys(options: argparse.Namespace) -> int:
    """List the telephones, give one a key, or revoke one; 0."""
    with opened(options) as home:
        from toguna.server.queries.reading import read

        reading = read(home, framework=options.framework, seat=options.seat, as_of=None)
        if options.revoke is not None:
            from toguna.server.actions.sealed_phones import revoke_sealed_phone

            revoke_sealed_phone(reading.register, reading.reader, options.revoke)
            print(_REVOKED.say(options.lang, number=options.revoke))
        elif options.new:
            from toguna.server.actions.sealed_phones import issue_sealed_phone

            issued = issue_sealed_phone(home, reading.register, reading.reader)
            told = {"number": issued.number, "seat": reading.reader.seat, "line": issued.line}
            if options.json:
                print_json(told)
            else:
                print(_ISSUED.say(options.lang, **told))
        else:
            from toguna.server.queries.gateways import sealed_phones

            _list(options, sealed_phones(reading))
    return 0


def _list(options: argparse.Namespace, rows: Sequence[SealedPhoneRow]) -> None:
    if options.json:
        print_json({"phones": [asdict(one) for one in rows]})
    elif not rows:
        print(_NONE.say(options.lang))
    else:
        table(
            (
                str(one.number),
                one.seat,
                one.since.isoformat(),
                _SENT.say(options.lang, latest=one.latest),
                _ENDED.say(options.lang, day=one.revoked) if one.revoked else "",
            )
            for one in rows
        )


def write(options: argparse.Namespace) -> int:
    """Write one sealed SMS, or put a key into its file first; 0."""
    path = Path(options.key)
    if options.learn:
        phone = _learn(path, options.lang)
        note(_LEARNT.say(options.lang, number=phone.device, path=path))
        return 0
    message = _message(options)
    _fits(message, in_text=options.binary is None)
    phone, counter = _next(path)
    sealed = seal(phone, counter, message)
    told: dict[str, object] = {"phone": phone.device, "counter": counter, "bytes": len(sealed)}
    if options.binary is not None:
        Path(options.binary).write_bytes(sealed)
        said = _WRITTEN.say(options.lang, size=len(sealed), path=options.binary)
    else:
        said = as_text(sealed)
        told["text"] = said
    if options.json:
        print_json(told)
    else:
        print(said)
    return 0


def _fits(message: ShortMessage, *, in_text: bool) -> None:
    """Whether it fits, before a counter is used up for it.

    Raises
    ------
    ShortFault
    """
    tried = seal(PhoneKey(0, bytes(KEY_SIZE)), 1, message)
    if in_text:
        as_text(tried)


def _message(options: argparse.Namespace) -> ShortMessage:
    what = REPORT
    if options.take_back is not None:
        what = WITHDRAW
    elif options.quiet:
        what = QUIET
    elif options.outing is not None:
        what = OUTING
    day = None
    if options.day is not None:
        try:
            day = (date.fromisoformat(options.day) - FIRST_DAY).days
        except ValueError:
            raise BadDay(day=options.day) from None
        if day < 0:
            raise BadDay(day=options.day)
    return ShortMessage(
        what=what,
        about=options.take_back if options.take_back is not None else options.about,
        kind=options.kind,
        spots=tuple(options.at),
        day=day,
        killed=options.killed,
        injured=options.injured,
        abducted=options.abducted,
        safety=options.safety,
        patrols=options.patrols,
        half=("am", "pm").index(options.outing) if options.outing else None,
        words=normal(options.words or ""),
    )


def _learn(path: Path, lang: str) -> PhoneKey:
    if path.exists():
        raise KeyFileTaken(file=path)
    line = getpass.getpass(_LINE.say(lang)) if sys.stdin.isatty() else sys.stdin.readline()
    phone = read_key_line(line)
    path.touch(mode=0o600)
    with closing(sqlite3.connect(path)) as held, held:
        held.execute("CREATE TABLE phone (line TEXT NOT NULL, latest INTEGER NOT NULL)")
        held.execute("INSERT INTO phone VALUES (?, 0)", [key_line(phone)])
    return phone


def _next(path: Path) -> tuple[PhoneKey, int]:
    """The key and the next counter, which is used up before anything is written with it: never twice, whatever stops
    this, and whoever writes beside it.
    """
    if not path.is_file():
        raise NoPhoneKey(file=path)
    try:
        with closing(sqlite3.connect(path, timeout=_BUSY_S, isolation_level="IMMEDIATE")) as held, held:
            held.execute("UPDATE phone SET latest = latest + 1")
            line, latest = held.execute("SELECT line, latest FROM phone").fetchone()
    except (sqlite3.DatabaseError, TypeError):
        raise NoPhoneKey(file=path) from None
    return read_key_line(line), latest
