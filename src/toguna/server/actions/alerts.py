"""Acts on alerts that take more than one statement, or that the domain holds back: a response, and closing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction

from toguna.base.errors import RuleError
from toguna.base.text import Text
from toguna.domain.alert_rules import NO_SOURCE
from toguna.domain.alerts import Alert, Response, may_close_alert
from toguna.domain.entity import typed
from toguna.domain.visibility import Reader, Role
from toguna.register.signing import DeviceKey
from toguna.server.actions.cases import NotYourMeasure, held, may_move, state, writable
from toguna.server.actions.doing import do
from toguna.server.actions.receipts import case_of
from toguna.server.ledger import store
from toguna.server.records.models import MODELS


class NoFeedback(RuleError):
    """Those who warned have not been answered."""

    code = "alert-without-feedback"
    text = Text(
        fr="L’alerte « {id} » ne peut pas être close : aucun retour n’est inscrit à ceux qui ont alerté. L’inscrire "
        "d’abord.",
        en="The alert “{id}” cannot be closed: no feedback to those who warned is recorded. Record it first.",
    )


class NotAnotherSource(RuleError):
    """A confirmation must come from a party that did not stand by the alert before, and is not the secretariat."""

    code = "not-another-source"
    text = Text(
        fr="Cette partie ne peut pas confirmer l’alerte « {id} » : elle la porte déjà, ou elle ne fait que "
        "transmettre. Indiquer la partie qui le constate de son côté.",
        en="This party cannot confirm the alert “{id}”: it stands by it already, or only passes on what others say. "
        "Name the party that sees it for itself.",
    )


class RuleNoLongerHolds(RuleError):
    """A rule is raised while it holds, and once."""

    code = "rule-no-longer-holds"
    text = Text(
        fr="Cette règle ne tient plus, ou l’alerte est déjà lancée. Revenir à la page des alertes et regarder ce qui "
        "tient maintenant.",
        en="This rule no longer holds, or the alert is raised already. Go back to the page of alerts and look at what "
        "holds now.",
    )


class NeedsAVoice(RuleError):
    """A line to verify is a signal; it is raised with the word of a party that sees it for itself."""

    code = "line-to-verify"
    text = Text(
        fr="Cette ligne est à vérifier : ce n’est pas encore une alerte. Demander à une partie de l’axe ce qu’elle "
        "constate, puis l’indiquer ; rien n’a été inscrit.",
        en="This line is to be verified: it is no alert yet. Ask a party on that road what it sees, then name it; "
        "nothing was recorded.",
    )


def confirm(
    register: bytes,
    reader: Reader,
    key: DeviceKey,
    alert: str,
    party: str | None,
    *,
    known: date | None = None,
) -> bytes:
    """Record that another party says the same from its own knowledge; the new entry's hash.

    The secretariat writes down whose word it is: its own is no second source.

    Raises
    ------
    ReadOnly, UnknownCase, NotYourMeasure, NotAnotherSource
    """
    with transaction.atomic():
        found = held(register, Alert, alert)
        voice = party if reader.role is Role.MEDIATOR else reader.party
        constituencies = {one.code: one.constituency for one in store.constitution(register).parties}
        before = {*found.confirmed_by, *(one.party for one in found.confirmations)}
        if voice is None or voice in before or constituencies.get(voice) in NO_SOURCE:
            raise NotAnotherSource(id=alert)
        day = (known or datetime.now(UTC).date()).isoformat()
        return do(register, reader, key, ("alert.confirmed", alert, {"party": voice, "date": day}), known=known)


def respond(
    register: bytes,
    reader: Reader,
    key: DeviceKey,
    alert: str,
    token: str,
    fields: Mapping[str, Any],
    *,
    known: date | None = None,
) -> list[bytes]:
    """Record what is being done about an alert, and that it is; the new entries' hashes.

    Raises
    ------
    ReadOnly, UnknownCase, NotYourMeasure, IllegalMove
    """
    with transaction.atomic():
        writable(register)
        found = held(register, Alert, alert)
        case = case_of("s", register, reader.seat or "", token)
        told = {"alert": alert, "framework": found.framework, **fields}
        entries = [state(register, reader, key, ("response.recorded", case, told), known=known)]
        if found.status != "responded":
            entries.append(do(register, reader, key, ("alert.responded", alert, {}), known=known))
        return entries


def close_alert(register: bytes, reader: Reader, key: DeviceKey, alert: str, *, known: date | None = None) -> bytes:
    """Close an alert that was decided, answered for, and answered to whoever warned; the new entry's hash.

    Raises
    ------
    ReadOnly, UnknownCase, NotYourMeasure, CannotCloseAlert, NoFeedback, IllegalMove
    """
    with transaction.atomic():
        writable(register)
        found = held(register, Alert, alert)
        if reader.role is not Role.MEDIATOR:
            raise NotYourMeasure(seat=reader.seat, id=alert)
        rows = MODELS["response"].objects.at(register, None).values_list("data", flat=True)
        may_close_alert(found, [typed(data, Response) for data in rows])
        if found.feedback is None:
            raise NoFeedback(id=alert)
        may_move("alert", alert, found.status, "closed")
        return state(register, reader, key, ("alert.closed", alert, {}), known=known)
