"""`toguna bundle`, `toguna sync`, `toguna join`, `toguna renew`: copies meet by file or over a line."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toguna.base.dates import say_number
from toguna.base.errors import InputError
from toguna.base.text import Text
from toguna.cli.opening import opened
from toguna.cli.output import note, print_json
from toguna.server import passphrases

if TYPE_CHECKING:
    from toguna.server.actions.exchange import Outcome
    from toguna.server.home import Home

_KB = 1000
_WRITTEN = Text(
    fr="{file} : {sent} inscriptions en {pieces} envois, {size} octets.",
    en="{file}: {sent} entries in {pieces} pieces, {size} bytes.",
)
_NOTHING = Text(fr="Rien à envoyer : l’autre exemplaire a tout.", en="Nothing to send: the other copy has everything.")
_ASKED = Text(
    fr="{file} : ce que cet exemplaire contient. Le donner à l’autre bureau, qui répond par « toguna bundle "
    "--for {name} ».",
    en="{file}: what this copy holds. Give it to the other office, which answers with “toguna bundle --for {name}”.",
)
_ACCOUNT = Text(
    fr="Reçu : {received} inscriptions et {contents} volets. Envoyé : {sent} inscriptions.",
    en="Received: {received} entries and {contents} parts. Sent: {sent} entries.",
)
_SAME = Text(fr="Les deux exemplaires sont à jour.", en="Both copies are up to date.")
_ERASED = Text(
    fr="Effacés ici à la demande de ceux qui le peuvent : {erased} volets.",
    en="Erased here as those who may have asked: {erased} parts.",
)
_REFUSED = Text(fr="Laissé de côté ici : {number}", en="Put aside here: {number}")
_REFUSED_THERE = Text(fr="Laissé de côté là-bas : {number}", en="Put aside there: {number}")
_NUMBER = Text(fr="Numéro de contrôle : {number}", en="Control number: {number}")
_ATTESTED = Text(
    fr="Cet appareil atteste ce qu’il a reçu ; cela partira au prochain échange.",
    en="This device attests what it received; that will leave with the next exchange.",
)
_NOT_ATTESTED = Text(
    fr="Rien n’est attesté : la phrase de passe de cet appareil n’a pas été donnée.",
    en="Nothing is attested: the passphrase of this device was not given.",
)
_OWN = Text(
    fr="D’autres ont rendu à cet appareil des inscriptions qu’il avait perdues : ce dossier vient d’une sauvegarde. "
    "Elles sont de nouveau là. Pour écrire, ouvrir un nouveau journal avec « toguna renew », puis faire admettre "
    "le nouvel appareil.",
    en="Others gave back to this device entries that it had lost: this folder comes from a backup. They are here "
    "again. To write, open a new log with “toguna renew”, then have the new device admitted.",
)
_JOINED = Text(
    fr="Exemplaire du registre « {framework} » ouvert pour « {party} » : {received} inscriptions.",
    en="Copy of the register “{framework}” opened for “{party}”: {received} entries.",
)
_CARD = Text(
    fr="Carte de cet appareil, à lire ou à montrer à qui l’admet, de la main à la main :\n  {card}",
    en="Card of this device, to be read or shown, face to face, to whoever admits it:\n  {card}",
)
_PROGRESS = Text(fr="{pieces} envois, {size} ko", en="{pieces} pieces, {size} kB")


class NoSuchFile(InputError):
    """The file cannot be opened."""

    code = "no-such-file"
    text = Text(
        fr="Le fichier {file} ne peut pas être ouvert. Vérifier son nom et la clé USB.",
        en="The file {file} cannot be opened. Check its name and the stick.",
    )


class NoSuchOffice(InputError):
    """Neither a party of the register nor a file."""

    code = "unknown-office"
    text = Text(
        fr="« {value} » n’est ni une partie de ce registre, ni un fichier de demande. Choisir parmi : {known}.",
        en="“{value}” is neither a party of this register nor a request file. Choose among: {known}.",
    )


class Meter:
    """Pieces and bytes so far, on stderr, once a second has passed and then once a second."""

    def __init__(self, lang: str) -> None:
        self.lang, self.pieces, self.next = lang, 0, time.monotonic() + 1.0

    def __call__(self, done: int, of: int) -> None:
        self.pieces += 1
        if time.monotonic() >= self.next:
            self.next = time.monotonic() + 1.0
            share = f" – {min(100, 100 * done // of)} %" if of else ""
            said = _PROGRESS.say(self.lang, pieces=self.pieces, size=say_number(done // _KB, self.lang))
            note(said + share)


def bundle(options: argparse.Namespace) -> int:
    """Write what another copy lacks, or what this one holds, as a file; 0."""
    path = Path(options.out)
    with opened(options) as home:
        from toguna.server.actions.exchange import write_file
        from toguna.server.actions.registers import open_key
        from toguna.server.queries.exchange import audience_of
        from toguna.server.queries.reading import chosen
        from toguna.server.sync import files
        from toguna.server.sync.opening import copy_of

        register = bytes.fromhex(chosen(home, options.framework)["id"])
        copy = copy_of(register, bytes.fromhex(home.settings()["device"]))
        if options.ask:
            key = open_key(home, passphrases.ask(options.lang))
            path.write_bytes(files.write_ask(key, copy.frontier()))
            if options.json:
                print_json({"file": str(path), "bytes": path.stat().st_size})
            else:
                print(_ASKED.say(options.lang, file=path, name=path.name))
            return 0
        found = audience_of(register, options.whom)
        if found is None:
            from toguna.server.queries.exchange import party_codes

            raise NoSuchOffice(value=options.whom, known=", ".join(party_codes(register)))
        to, frontier, whole = found
        outcome = write_file(copy, path, to, frontier, whole=whole, progress=Meter(options.lang))
    if options.json:
        print_json({"file": str(path), **_counts(outcome)})
    elif not outcome.pieces and not whole:
        print(_NOTHING.say(options.lang))
    else:
        size = say_number(outcome.bytes_out, options.lang)
        print(_WRITTEN.say(options.lang, file=path, sent=outcome.account.sent, pieces=outcome.pieces, size=size))
    return 0


def sync(options: argparse.Namespace) -> int:
    """Exchange with a copy at an address, or take a file; 0, or 1 if something was put aside."""
    line = "://" in options.what
    if not line and not Path(options.what).is_file():
        raise NoSuchFile(file=options.what)
    with opened(options) as home:
        register, outcome = _meet(home, options) if line else _take(home, options)
        return _report(home, register, outcome, options)


def _take(home: Home, options: argparse.Namespace) -> tuple[bytes, Outcome]:
    from toguna.server.actions.exchange import take_file

    return take_file(home, Path(options.what), progress=Meter(options.lang))


def _meet(home: Home, options: argparse.Namespace) -> tuple[bytes, Outcome]:
    from toguna.server.actions.meeting import Line, meet
    from toguna.server.actions.registers import open_key
    from toguna.server.queries.reading import chosen
    from toguna.server.sync.opening import copy_of

    line = Line(options.what)
    register = bytes.fromhex(chosen(home, options.framework)["id"])
    key = open_key(home, passphrases.ask(options.lang))
    return register, meet(copy_of(register, key.public), key, line, progress=Meter(options.lang))


def _report(home: Home, register: bytes, outcome: Outcome, options: argparse.Namespace) -> int:
    """Attest what came, and say what happened."""
    from toguna.server.actions.attesting import attest
    from toguna.server.actions.joining import rest
    from toguna.server.actions.keeping import take_keys
    from toguna.server.actions.registers import open_key
    from toguna.server.queries.exchange import control_number

    may_attest = not outcome.own_returned
    if outcome.own_returned:
        rest(home)
    asked = passphrases.given() or (passphrases.ask(options.lang) if sys.stdin.isatty() else None)
    if may_attest and asked and (outcome.account.received or outcome.account.contents):
        key = open_key(home, asked)
        take_keys(register, key)
        outcome.attested = attest(register, key) is not None
    number = control_number(register)
    bad = bool(outcome.refused or outcome.put_aside_there or outcome.own_returned)
    if options.json:
        print_json({**_counts(outcome), **_refusals(outcome, options.lang), "control_number": number})
        return int(bad)
    _say(outcome, options.lang)
    if outcome.account.received and not outcome.own_returned:
        print(
            (_ATTESTED if outcome.attested else _NOT_ATTESTED).say(options.lang)
            if not outcome.attested or asked
            else ""
        )
    print(_NUMBER.say(options.lang, number=" ".join(number[n : n + 3] for n in range(0, 12, 3))))
    return int(bad)


def _say(outcome: Outcome, lang: str) -> None:
    account = outcome.account
    if account.received or account.contents or account.sent:
        print(_ACCOUNT.say(lang, received=account.received, contents=account.contents, sent=account.sent))
    elif not outcome.refused and not outcome.put_aside_there:
        print(_SAME.say(lang))
    if outcome.erased:
        print(_ERASED.say(lang, erased=outcome.erased))
    found = _refusals(outcome, lang)
    for rows, title in ((found["refused"], _REFUSED), (found["refused_there"], _REFUSED_THERE)):
        if rows:
            print(title.say(lang, number=len(rows)))
        for row in rows:
            place = "" if row["index"] is None else f" #{row['index']}"
            print(f"  [{row['code']}] {row['log'] or ''}{place} — {row['sentence']}")
    if outcome.own_returned:
        print(_OWN.say(lang))


def _counts(outcome: Outcome) -> dict[str, Any]:
    account = outcome.account
    return {
        "received": account.received,
        "contents": account.contents,
        "sent": account.sent,
        "erased": outcome.erased,
        "attested": outcome.attested,
        "restored": outcome.own_returned,
        "pieces": outcome.pieces,
        "bytes_in": outcome.bytes_in,
        "bytes_out": outcome.bytes_out,
    }


def _refusals(outcome: Outcome, lang: str) -> dict[str, list[dict[str, Any]]]:
    from toguna.server.queries.exchange import sentence_of

    here = [
        {
            "code": one.why,
            "log": one.device[:8].hex() if one.device else None,
            "index": one.index,
            "sentence": one.fault.say(lang),
        }
        for one in outcome.refused
    ]
    there = [
        {"code": code, "log": log or None, "index": index, "sentence": sentence_of(code, log, index, lang)}
        for code, log, index in outcome.put_aside_there
    ]
    return {"refused": here, "refused_there": there}


def join(options: argparse.Namespace) -> int:
    """Keep a copy of a register that others founded; 0."""
    path = Path(options.file)
    if not path.is_file():
        raise NoSuchFile(file=options.file)
    from toguna.cli.sealing import seal_new

    sealed_by = seal_new(options)
    with opened(options, create=True) as home:
        from toguna.cli.registers import passphrase_for_founding
        from toguna.register.people import card
        from toguna.server.actions.joining import join as keep_copy
        from toguna.server.actions.sealing import begin

        phrase = sealed_by or passphrase_for_founding(home, options.lang)
        act, key, outcome = keep_copy(home, path, party=options.party, passphrase=phrase, progress=Meter(options.lang))
        begin(act.id, key)
    framework, shown = ", ".join(act.frameworks), card(key.public)
    if options.json:
        refused = _refusals(outcome, options.lang)
        print_json({"framework": framework, "id": act.id.hex(), "card": shown, **_counts(outcome), **refused})
        return int(bool(outcome.refused))
    print(_JOINED.say(options.lang, framework=framework, party=options.party, received=outcome.account.received))
    _say_refused_only(outcome, options.lang)
    print(_CARD.say(options.lang, card=shown))
    return int(bool(outcome.refused))


def _say_refused_only(outcome: Outcome, lang: str) -> None:
    for row in _refusals(outcome, lang)["refused"]:
        print(f"  [{row['code']}] {row['log'] or ''} — {row['sentence']}")


def renew(options: argparse.Namespace) -> int:
    """Give this home a new device with a log of its own; 0."""
    with opened(options) as home:
        from toguna.register.people import card
        from toguna.server.actions.joining import renew as new_device
        from toguna.server.actions.sealing import begin
        from toguna.server.ledger import store

        key = new_device(home, passphrases.ask(options.lang))
        for register in store.registers():
            begin(register, key)
    if options.json:
        print_json({"device": key.public.hex(), "card": card(key.public)})
    else:
        print(_CARD.say(options.lang, card=card(key.public)))
    return 0
