"""`toguna phones`: which phones may send and for whom; one more, with the code that sets it up; none any
longer; and a form of the framework's own.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from toguna.base.text import Text
from toguna.cli.opening import opened
from toguna.cli.output import note, print_json, table

if TYPE_CHECKING:
    from toguna.server.queries.reading import Reading

_ISSUED = Text(
    fr="Téléphone n° {number} pour « {seat} ». Dans l’application ODK Collect ou KoboCollect, scanner ce code. Il "
    "contient un secret et ne sera plus montré : ne pas le photographier, ne pas l’envoyer.",
    en="Phone no. {number} for “{seat}”. In the app ODK Collect or KoboCollect, scan this code. It holds a secret and "
    "will not be shown again: do not photograph it, do not send it.",
)
_ADDRESS = Text(fr="Ou saisir l’adresse du serveur : {address}", en="Or type the server’s address: {address}")
_LOCAL = Text(
    fr="Cette adresse n’est joignable que depuis ce poste : servir avec --host et donner --url.",
    en="This address can only be reached from this machine: serve with --host and give --url.",
)
_WRITTEN = Text(fr="Code écrit : {path}", en="Code written: {path}")
_REVOKED = Text(
    fr="Le téléphone n° {number} n’envoie plus rien. Ce qu’il a envoyé reste.",
    en="Phone no. {number} sends nothing any more. What it sent stays.",
)
_NONE = Text(fr="Aucun téléphone n’a été admis.", en="No phone has been admitted.")
_ENDED = Text(fr="révoqué le {day}", en="revoked on {day}")
_SENT = Text(fr="formulaires : {number}", en="forms: {number}")


_PUBLISHED = Text(
    fr="« {form} », version {version}, est publié : les téléphones admis le reçoivent à leur prochaine connexion.",
    en="“{form}”, version {version}, is published: phones that were admitted get it when they next connect.",
)
_BEFORE = Text(
    fr="« {form} », version {version}, était déjà publié, tel quel.",
    en="“{form}”, version {version}, was published before, as it is.",
)
_LEFT_OUT = Text(
    fr="Images et sons non donnés aux téléphones : {names}", en="Pictures and sounds not given to phones: {names}"
)


def phones(options: argparse.Namespace) -> int:
    """List the phones, admit one, or revoke one; 0."""
    with opened(options) as home:
        from toguna.server.queries.reading import read

        reading = read(home, framework=options.framework, seat=options.seat, as_of=None)
        if options.revoke is not None:
            from toguna.server.actions.phones import revoke_phone

            revoke_phone(reading.register, reading.reader, options.revoke)
            print(_REVOKED.say(options.lang, number=options.revoke))
            return 0
        if options.publish is not None:
            return _publish(options, reading)
        if not options.new:
            return _list(options, reading)
        from toguna.server.actions.phones import issue_phone

        issued = issue_phone(home, reading.register, reading.reader)
        _tell(options, reading, issued.number, issued.token)
    return 0


def _publish(options: argparse.Namespace, reading: Reading) -> int:
    """Give phones a form of the framework's own."""
    from toguna.server.actions.forms import publish_form
    from toguna.server.intake.odk.xforms import read_form

    draft = read_form(Path(options.publish).read_bytes())
    named = (draft.form, draft.version, draft.title)
    new = publish_form(reading.register, reading.reader, named, draft.xml, draft.identity)
    if options.json:
        left_out = list(draft.left_out)
        print_json({"form": draft.form, "version": draft.version, "new": new, "left_out": left_out})
        return 0
    said = _PUBLISHED if new else _BEFORE
    print(said.say(options.lang, form=draft.form, version=draft.version))
    if draft.left_out:
        print(_LEFT_OUT.say(options.lang, names=", ".join(draft.left_out)))
    return 0


def _tell(options: argparse.Namespace, reading: Reading, number: int, token: str) -> None:
    """The address and the code, once."""
    from toguna.server.queries.naming import framework_name
    from toguna.server.queries.phone_codes import address, code

    where = address(options.url or "http://127.0.0.1:8000", token)
    made = code(where, framework_name(reading).say(options.lang), options.lang)
    if options.out is not None:
        made.save(str(options.out), scale=6, border=4)
    if options.json:
        print_json({"number": number, "seat": reading.reader.seat, "address": where})
        return
    print(_ISSUED.say(options.lang, number=number, seat=reading.reader.seat))
    if options.out is None:
        made.terminal(border=2, compact=True)
    else:
        print(_WRITTEN.say(options.lang, path=Path(options.out)))
    print(_ADDRESS.say(options.lang, address=where))
    if options.url is None:
        note(_LOCAL.say(options.lang))


def _list(options: argparse.Namespace, reading: Reading) -> int:
    from toguna.server.queries.phones import phones as held

    rows = held(reading)
    if options.json:
        told = [
            {"number": one.number, "seat": one.seat, "since": one.since, "revoked": one.revoked, "sent": one.sent}
            for one in rows
        ]
        print_json({"phones": told})
    elif not rows:
        print(_NONE.say(options.lang))
    else:
        table(
            (
                str(one.number),
                one.seat,
                one.since.isoformat(),
                _SENT.say(options.lang, number=one.sent),
                _ENDED.say(options.lang, day=one.revoked) if one.revoked else "",
            )
            for one in rows
        )
    return 0
