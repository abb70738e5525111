"""`toguna lock`, `erase`, `keys`, `recovery`, `withdraw`: what is closed, destroyed, or can be brought back."""

from __future__ import annotations

import argparse
import getpass
import secrets
import sys
from pathlib import Path

from toguna.base.errors import InputError
from toguna.base.text import Text
from toguna.cli.opening import opened
from toguna.cli.output import note, print_json
from toguna.cli.people import register_of, signing_key
from toguna.cli.seat_phrase import prove
from toguna.server import passphrases

_LOCKED = Text(
    fr="Le dossier {path} est scellé. Chaque commande demandera désormais la phrase de passe de cet appareil.",
    en="The folder {path} is sealed. Every command will now ask for the passphrase of this device.",
)
_LOOSE = Text(
    fr="Sur une mémoire flash, l’ancien contenu peut survivre à l’effacement : chiffrer aussi le disque.",
    en="On flash memory the old content may outlive its erasure: encrypt the disk as well.",
)
_PROPOSED = Text(
    fr="Effacement proposé : {case}. Rien n’est détruit encore : une autre personne de la partie concernée le confirme "
    "(« toguna act countersigning.confirm --case {case} »).",
    en="Erasure proposed: {case}. Nothing is destroyed yet: another person of the party concerned confirms it (“toguna "
    "act countersigning.confirm --case {case}”).",
)
_ENDED = Text(fr="Clés détruites ici : {count}.", en="Keys destroyed here: {count}.")
_NONE_DUE = Text(fr="Aucune clé n’est échue.", en="No key is due.")
_FORGOTTEN = Text(
    fr="De plus de 90 jours, effacés avec leurs expéditeurs : {messages} SMS, {forms} formulaires, {photos} photos.",
    en="Older than 90 days, deleted with their senders: {messages} SMS, {forms} forms, {photos} photos.",
)
_SHEET_WRITTEN = Text(
    fr="Feuille de secours de « {party} » : {file}. L’imprimer, supprimer le fichier, mettre le papier sous clé. Ce "
    "logiciel n’en garde aucune copie.",
    en="Recovery sheet of “{party}”: {file}. Print it, delete the file, lock the paper away. This software keeps no "
    "copy of it.",
)
_RECOVERED = Text(fr="Clés rouvertes par la feuille : {count}.", en="Keys opened again by the sheet: {count}.")
_PREPARED = Text(
    fr="Retrait préparé. Le répéter avec « toguna withdraw --rehearse », chaque trimestre.",
    en="Withdrawal prepared. Rehearse it with “toguna withdraw --rehearse”, each quarter.",
)
_REHEARSED = Text(
    fr="Répétition : {count} fichiers auraient été détruits, rien n’a été touché.",
    en="Rehearsal: {count} files would have been destroyed, nothing was touched.",
)
_WITHDRAWN = Text(fr="Détruit : {count} fichiers. Reste : {left}.", en="Destroyed: {count} files. Left: {left}.")
_FIRST = Text(fr="Phrase de la première personne : ", en="Phrase of the first person: ")
_SECOND = Text(fr="Phrase de la seconde personne : ", en="Phrase of the second person: ")
_BLOCKS = Text(fr="Les blocs de la feuille, à la suite : ", en="The blocks of the sheet, one after the other: ")


class NobodyThere(InputError):
    """Two people, or a sheet, must be at the keyboard."""

    code = "nobody-at-the-keyboard"
    text = Text(
        fr="Personne n’est au clavier. Donner les phrases ou la feuille par un fichier (--phrases, --sheet).",
        en="Nobody is at the keyboard. Give the phrases or the sheet by a file (--phrases, --sheet).",
    )


def lock(options: argparse.Namespace) -> int:
    """Seal this home at rest; 0."""
    with opened(options) as home:
        from toguna.server.locking import lock as seal

        seal(home, passphrases.ask(options.lang))
    if options.json:
        print_json({"home": str(home.path), "sealed": True})
    else:
        print(_LOCKED.say(options.lang, path=home.path))
        note(_LOOSE.say(options.lang))
    return 0


def seal_new(options: argparse.Namespace) -> str | None:
    """Seal a home that is yet to be made, where that is asked for; the passphrase that opens it from now on."""
    if not options.sealed:
        return None
    from toguna.cli.opening import home_of
    from toguna.cli.registers import GENERATED
    from toguna.server import vault
    from toguna.server.locking import lock as seal

    home = home_of(options)
    if home.exists() or vault.is_sealed(home.path):
        return None
    phrase = passphrases.given()
    if phrase is None:
        phrase = passphrases.generate()
        note(GENERATED.say(options.lang, phrase=phrase))
    home.make()
    seal(home, phrase)
    return phrase


def erase(options: argparse.Namespace) -> int:
    """Propose to destroy what entries say, here and wherever it is heard: a second person confirms; 0."""
    with opened(options) as home:
        from toguna.cli.act import now
        from toguna.server.actions.erasing import entries_of
        from toguna.server.acts.performing import perform

        reading = now(options, home)
        for one in options.what:
            entries_of(reading.register, one)
        prove(options, home, reading)
        key = signing_key(home, options)
        done = [
            perform(
                reading,
                key,
                "erasure.propose",
                {"what": one, "reason": options.reason},
                token=f"cli-{secrets.token_hex(12)}",
                lang=options.lang,
                proof=True,
            ).case
            for one in options.what
        ]
    if options.json:
        print_json({"proposed": done})
    else:
        for case in done:
            print(_PROPOSED.say(options.lang, case=case))
    return 0


def keys(options: argparse.Namespace) -> int:
    """Destroy the keys whose time is over, and forget what came in and whose time is; 0."""
    with opened(options) as home:
        from toguna.server.actions.arrivals import enter_waiting
        from toguna.server.actions.erasing import end_epochs
        from toguna.server.actions.forgetting import forget
        from toguna.server.queries.day import days, held
        from toguna.server.queries.reading import chosen

        register, key = register_of(home, options), signing_key(home, options)
        found = end_epochs(register, key)
        enter_waiting(register, key)
        today = days(held(home, chosen(home, options.framework)["framework"])).last
        forgotten = forget(register, today)
    if options.json:
        destroyed = {reason.name.lower().replace("_", "-"): count for reason, count in found.items()}
        print_json({"destroyed": destroyed, "forgotten": dict(forgotten)})
    else:
        count = sum(found.values())
        print(_ENDED.say(options.lang, count=count) if found else _NONE_DUE.say(options.lang))
        print(_FORGOTTEN.say(options.lang, **{name: forgotten[name] for name in ("messages", "forms", "photos")}))
    return 0


def recovery(options: argparse.Namespace) -> int:
    """Make the party's recovery sheet, or bring back with it what the party could read; 0."""
    return _recover(options) if options.sheet is not None else _make_sheet(options)


def _make_sheet(options: argparse.Namespace) -> int:
    with opened(options) as home:
        from toguna.cli.sheet import write_sheet
        from toguna.register.people import sheet
        from toguna.register.sealing import new_key, public_of
        from toguna.server.actions.sealing import announce_sheet
        from toguna.server.ledger import own

        register, key = register_of(home, options), signing_key(home, options)
        party = own.roster(register).parties.get(key.public, "")
        secret = new_key()
        # The paper first: a key that is announced and on no paper would be a promise that nobody can keep.
        path = Path(options.out)
        write_sheet(path, sheet(secret), party, register, options.lang)
        announce_sheet(register, key, public_of(secret))
    if options.json:
        print_json({"file": str(path), "party": party})
    else:
        print(_SHEET_WRITTEN.say(options.lang, party=party, file=path))
    return 0


def _recover(options: argparse.Namespace) -> int:
    with opened(options) as home:
        from toguna.register.people import read_sheet
        from toguna.server.actions.sealing import open_with

        text = _read(options.sheet) if options.sheet != "-" else _typed(options.lang, _BLOCKS)[0]
        register, key = register_of(home, options), signing_key(home, options)
        count = open_with(register, [read_sheet(_blocks_of(text))], key.public)
    if options.json:
        print_json({"opened": count})
    else:
        print(_RECOVERED.say(options.lang, count=count))
    return 0


def _blocks_of(text: str) -> str:
    """The lines of a sheet that hold blocks: those that its own file marks with a number, or all that was typed."""
    marked = [line.split(".", 1)[1] for line in text.splitlines() if line.split(".", 1)[0].strip().isdigit()]
    return " ".join(marked) or text


def withdraw(options: argparse.Namespace) -> int:
    """Prepare, rehearse or carry out the withdrawal; 0."""
    with opened(options) as home:
        from toguna.server.actions.withdrawing import prepare
        from toguna.server.actions.withdrawing import withdraw as destroy

        if options.phrases:
            phrases = [line for line in _read(options.phrases).splitlines() if line.strip()]
        else:
            phrases = _typed(options.lang, _FIRST, _SECOND)
        if options.prepare:
            prepare(home, phrases)
            done = None
        else:
            done = destroy(home, phrases, rehearse=options.rehearse)
    if options.json:
        print_json({"prepared": True} if done is None else {"rehearsed": done.rehearsed, "files": list(done.files)})
    elif done is None:
        print(_PREPARED.say(options.lang))
    else:
        said = _REHEARSED if done.rehearsed else _WITHDRAWN
        print(said.say(options.lang, count=len(done.files), left=done.left))
    return 0


def _typed(lang: str, *questions: Text) -> list[str]:
    if not sys.stdin.isatty():
        raise NobodyThere()
    return [getpass.getpass(question.say(lang)) for question in questions]


def _read(name: str) -> str:
    try:
        return Path(name).read_text(encoding="utf-8")
    except (OSError, ValueError):
        from toguna.cli.exchange import NoSuchFile

        raise NoSuchFile(file=name) from None
