"""`toguna tokens` and `toguna phrase`: keys by which a program acts as a seat; a seat that lost its passphrase."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from toguna.base.errors import InputError
from toguna.base.text import Text
from toguna.cli.opening import opened
from toguna.cli.output import print_json, table


class TokenForWhom(InputError):
    """A key needs a seat."""

    code = "token-seat"
    text = Text(
        fr="Dire pour quel titulaire (--seat) faire cette clé.", en="Say for which seat (--seat) to make this key."
    )


_RENEWED = Text(
    fr="Nouvelle phrase de passe de « {seat} », à remettre en main propre, elle ne sera plus montrée : {phrase}",
    en="New passphrase of “{seat}”, to be handed over in person; it will not be shown again: {phrase}",
)
_NOTES_GONE = Text(
    fr="Ses notes scellées ({number}) ne s’ouvraient qu’avec l’ancienne : elles sont détruites.",
    en="Its sealed notes ({number}) opened with the former one only: they are destroyed.",
)
_MADE = Text(
    fr="Clé n° {number} pour « {seat} », à noter maintenant, elle ne sera plus montrée : {token}",
    en="Key no. {number} for “{seat}”; write it down now, it will not be shown again: {token}",
)
_REVOKED = Text(fr="La clé n° {number} n’ouvre plus rien.", en="Key no. {number} opens nothing any more.")
_NONE = Text(fr="Aucune clé n’a été faite.", en="No key has been made.")
_ENDED = Text(fr="retirée le {day}", en="revoked on {day}")


def tokens(options: argparse.Namespace) -> int:
    """List the keys, make one, or revoke one; 0."""
    with opened(options) as home:
        from toguna.server.actions.tokens import new_token, revoke_token
        from toguna.server.queries.reading import chosen, read

        framework = chosen(home, options.framework)["framework"]
        today = datetime.now(UTC).date()
        if options.revoke is not None:
            register = bytes.fromhex(chosen(home, framework)["id"])
            revoke_token(register, options.revoke, today)
            print(_REVOKED.say(options.lang, number=options.revoke))
            return 0
        if options.new is None:
            return _list(options, bytes.fromhex(chosen(home, framework)["id"]))
        if options.seat is None:
            raise TokenForWhom
        reading = read(home, framework=framework, seat=options.seat, as_of=None)
        number, token = new_token(reading.register, options.seat, options.new, today)
        if options.json:
            print_json({"number": number, "seat": options.seat, "token": token})
        else:
            print(_MADE.say(options.lang, number=number, seat=options.seat, token=token))
    return 0


def _list(options: argparse.Namespace, register: bytes) -> int:
    from toguna.server.actions.tokens import tokens as held

    rows = held(register)
    if options.json:
        told = [
            {"number": one.number, "seat": one.seat, "use": one.use, "since": one.since, "revoked": one.revoked}
            for one in rows
        ]
        print_json({"tokens": told})
    elif not rows:
        print(_NONE.say(options.lang))
    else:
        ended = {one.number: _ENDED.say(options.lang, day=one.revoked) if one.revoked else "" for one in rows}
        table((str(one.number), one.seat, one.use, one.since.isoformat(), ended[one.number]) for one in rows)
    return 0


def phrase(options: argparse.Namespace) -> int:
    """Give a seat a new passphrase, and forget the code of its phone; 0."""
    with opened(options) as home:
        from toguna.server.actions.factors import renew_passphrase
        from toguna.server.queries.reading import chosen, read

        framework = chosen(home, options.framework)["framework"]
        read(home, framework=framework, seat=options.whose, as_of=None)  # it must be one that this home serves
        made, gone = renew_passphrase(home, framework, options.whose)
    if options.json:
        print_json({"seat": options.whose, "passphrase": made, "notes_destroyed": gone})
        return 0
    print(_RENEWED.say(options.lang, seat=options.whose, phrase=made))
    if gone:
        print(_NOTES_GONE.say(options.lang, number=gone))
    return 0
