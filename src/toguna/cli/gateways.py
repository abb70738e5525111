"""`toguna gateways`: which gateways hand on SMS, one more, none any longer."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from toguna.base.text import Text
from toguna.cli.opening import opened
from toguna.cli.output import print_json, table

if TYPE_CHECKING:
    from toguna.server.queries.reading import Reading

_ISSUED = Text(
    fr="Passerelle n° {number} ({kind}) pour « {seat} ». À noter maintenant, ce ne sera plus montré :\n"
    "  adresse  {address}\n  secret   {secret}",
    en="Gateway no. {number} ({kind}) for “{seat}”. Write it down now, it will not be shown again:\n"
    "  address  {address}\n  secret   {secret}",
)
_REVOKED = Text(
    fr="La passerelle n° {number} ne remet plus rien. Ce qu’elle a remis reste.",
    en="Gateway no. {number} hands on nothing any more. What it handed on stays.",
)
_NONE = Text(fr="Aucune passerelle n’a été admise.", en="No gateway has been admitted.")
_ENDED = Text(fr="révoquée le {day}", en="revoked on {day}")
_COUNTS = Text(
    fr="messages : {messages}, réponses en attente : {waiting}", en="messages: {messages}, answers waiting: {waiting}"
)


def gateways(options: argparse.Namespace) -> int:
    """List the gateways, admit one, or revoke one; 0."""
    with opened(options) as home:
        from toguna.server.queries.reading import read

        reading = read(home, framework=options.framework, seat=options.seat, as_of=None)
        if options.revoke is not None:
            from toguna.server.actions.gateways import revoke_gateway

            revoke_gateway(reading.register, reading.reader, options.revoke)
            print(_REVOKED.say(options.lang, number=options.revoke))
            return 0
        if options.new is None:
            return _list(options, reading)
        from toguna.server.actions.gateways import issue_gateway

        issued = issue_gateway(home, reading.register, reading.reader, options.new)
        base = (options.url or "http://127.0.0.1:8000").rstrip("/")
        told = {
            "number": issued.number,
            "kind": options.new,
            "seat": reading.reader.seat,
            "address": f"{base}/sms/{issued.token}/{options.new}",
            "secret": issued.secret,
        }
        if options.json:
            print_json(told)
        else:
            print(_ISSUED.say(options.lang, **told))
    return 0


def _list(options: argparse.Namespace, reading: Reading) -> int:
    from toguna.server.queries.gateways import gateways as held

    rows = held(reading)
    if options.json:
        told = [
            {
                "number": one.number,
                "kind": one.kind,
                "seat": one.seat,
                "since": one.since,
                "revoked": one.revoked,
                "messages": one.messages,
                "answers": dict(one.answers),
            }
            for one in rows
        ]
        print_json({"gateways": told})
    elif not rows:
        print(_NONE.say(options.lang))
    else:
        table(
            (
                str(one.number),
                one.kind,
                one.seat,
                one.since.isoformat(),
                _COUNTS.say(options.lang, messages=one.messages, waiting=one.answers.get("waiting", 0)),
                _ENDED.say(options.lang, day=one.revoked) if one.revoked else "",
            )
            for one in rows
        )
    return 0
