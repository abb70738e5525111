"""Doing an act: read, checked, entered and receipted in one transaction, once however often it is sent."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from django.db import transaction

from toguna.base.errors import InputError, RuleError
from toguna.base.text import Text
from toguna.domain.entity import Entity
from toguna.register.signing import DeviceKey
from toguna.server.actions import receipts
from toguna.server.actions.cases import UnknownCase
from toguna.server.actions.leaving import PartyHasLeft
from toguna.server.actions.receipts import Receipt
from toguna.server.acts.act import Act, Asking
from toguna.server.acts.catalogue import ACTS
from toguna.server.acts.parsing import parse
from toguna.server.acts.visible import entity_of
from toguna.server.queries.cases import mark
from toguna.server.queries.parties import has_left
from toguna.server.queries.reading import Reading

TOKEN: Final = r"[A-Za-z0-9_:.-]{8,120}"  # noqa: S105 - the form of one
"""The form of the token of a request."""


class UnknownAct(InputError):
    """There is no such act, or not for this seat: the same answer for both."""

    code = "unknown-act"
    text = Text(
        fr="« {act} » n’est pas un acte ouvert à ce titulaire. Voir ceux qui le sont avec « toguna act --list ».",
        en="“{act}” is not an act open to this seat. See those that are with “toguna act --list”.",
    )


class BadToken(InputError):
    """The form's token is missing or malformed."""

    code = "bad-token"
    text = Text(
        fr="Il manque à cet envoi un jeton de 8 à 120 lettres et chiffres, toujours le même pour le même envoi. "
        "L’ajouter, puis recommencer.",
        en="This request lacks a token of 8 to 120 letters and digits, the same each time it is sent. Add one and try "
        "again.",
    )


class ReadOnlyPost(RuleError):
    """The pages are served without the device's key."""

    code = "served-read-only"
    text = Text(
        fr="Ce poste est ouvert en lecture seule. Le relancer avec la phrase de passe de l’appareil, puis envoyer de "
        "nouveau.",
        en="This machine is open for reading only. Start it again with the device’s passphrase, then send again.",
    )


class NotProved(RuleError):
    """An act of weight, without the seat's passphrase given again."""

    code = "passphrase-again"
    text = Text(
        fr="Cet acte demande encore une fois la phrase de passe du titulaire. Rien n’a été inscrit : la saisir, puis "
        "envoyer de nouveau.",
        en="This act asks for the seat’s passphrase once more. Nothing was recorded: type it, then send again.",
    )


class NotNow(RuleError):
    """Nothing that this seat may do on the case as it stands."""

    code = "act-not-open"
    text = Text(
        fr="Cet acte n’est pas ouvert à ce titulaire sur cette fiche, dans l’état où elle est. Rien n’a été inscrit : "
        "relire la fiche, qui dit ce qui peut y être fait.",
        en="This act is not open to this seat on this record as it stands. Nothing was recorded: read the record "
        "again; it says what may be done on it.",
    )


class ChangedMeanwhile(RuleError):
    """Somebody has written in the case since the form was opened."""

    code = "changed-meanwhile"
    text = Text(
        fr="Pendant ce temps, quelqu’un a écrit dans cette fiche. Rien n’a été inscrit, et vos réponses sont gardées : "
        "relire la fiche, puis envoyer de nouveau si elles conviennent encore.",
        en="Meanwhile somebody has written in this record. Nothing was recorded, and your answers are kept: read the "
        "record again, then send again if they still hold.",
    )


def named(reading: Reading, name: str) -> Act:
    """The act of a name, for a reader whose role may do it.

    Raises
    ------
    UnknownAct
    """
    act = ACTS.get(name)
    if act is None or reading.reader.seat is None or reading.reader.role not in act.roles:
        raise UnknownAct(act=name)
    return act


def perform(
    reading: Reading,
    key: DeviceKey | None,
    name: str,
    data: Mapping[str, Any],
    *,
    token: str,
    lang: str,
    case: str | None = None,
    seen: str | None = None,
    proof: bool = False,
) -> Receipt:
    """Do an act for the reader's seat; its receipt, or the one that the same request got before.

    `case` is what it is done on, or None where it opens one; `seen` is the mark (`queries.cases`) of the case as it was
    when the form was opened; `proof` says that the seat gave its passphrase again.

    Raises
    ------
    UnknownAct, BadToken, ReadOnlyPost, NotProved, UnknownCase, ActIncomplete, ChangedMeanwhile, TokenReused, NotNow
        And whatever the act itself refuses.
    """
    # What is done now is done on what is held now, whatever day the page showed.
    now = replace(reading, as_of=None, today=reading.today, _held={})
    act = named(now, name)
    if not re.fullmatch(TOKEN, token):
        raise BadToken
    if key is None:
        raise ReadOnlyPost
    if act.strong and not proof:
        raise NotProved
    if has_left(now):
        raise PartyHasLeft
    seat = reading.reader.seat or ""
    asked = _digest(name, case, {} if act.sealed else data)
    with transaction.atomic():
        held = receipts.find(reading.register, seat, token, asked)
        if held is not None:
            return held
        about, entity = _case(now, act, case, token)
        if case is not None and seen is not None and seen != mark(reading.register, act.noun, case):
            raise ChangedMeanwhile
        offered = act.may(now, entity)
        entries = act.do(Asking(now, key, token, about), about, parse(act, data, now, lang))
        if not offered:
            # Said last, because the domain's own refusal says more; undone with the transaction.
            raise NotNow
        return receipts.keep(reading.register, seat, token, asked, (name, act.noun, about), entries)


def _case(reading: Reading, act: Act, case: str | None, token: str) -> tuple[str, Entity | None]:
    """The id of the case that the act is about, and the case as it stands."""
    if act.opens is not None and case is None:
        return receipts.case_of(act.opens, reading.register, reading.reader.seat or "", token), None
    if act.opens is not None or case is None:
        raise UnknownCase(id=case or "")
    entity = entity_of(reading, act.noun, case)
    if entity is None:
        raise UnknownCase(id=case)
    return case, entity


def _digest(name: str, case: str | None, data: Mapping[str, Any]) -> str:
    told = json.dumps([name, case, data], sort_keys=True, ensure_ascii=False, default=str)
    # JSON can write half of a character, which no text can hold: `parse` will say so, or leave it out.
    return hashlib.sha256(told.encode(errors="surrogatepass")).hexdigest()
