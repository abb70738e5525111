"""Acts on signals and alerts: seen, raised, acknowledged, decided, acted upon, followed up, answered for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.alert_rules import VERIFIED
from toguna.domain.doing import FORCES, MEMBERS
from toguna.domain.visibility import Role
from toguna.server.actions.alerts import (
    NeedsAVoice,
    NotAnotherSource,
    RuleNoLongerHolds,
    close_alert,
    confirm,
    respond,
)
from toguna.server.actions.doing import do
from toguna.server.acts.act import Act, Asking, Said
from toguna.server.acts.fields import BASIS, DATE, SAID_BY, VOICE, WHERE, WHY, case, code, party, text, when
from toguna.server.acts.plain import saying
from toguna.server.queries.alert_rules import counts_as_source, holds
from toguna.server.queries.alerts import next_level
from toguna.server.queries.reading import Reading


def _decided(asking: Asking, said: Said) -> dict[str, Any]:
    return {"decided": asking.reading.today.isoformat(), **said}


def _acknowledged(asking: Asking, said: Said) -> dict[str, Any]:
    return {"responder": asking.reading.reader.party}


def _raised(asking: Asking, said: Said) -> dict[str, Any]:
    """Who raises it stands by it; the secretariat passes on, and stands for nobody."""
    told = {"framework": asking.reading.framework, **said}
    if counts_as_source(asking.reading, asking.reading.reader.party):
        told["confirmed_by"] = [asking.reading.reader.party]
    return told


def _by_rule(asking: Asking, case: str, said: Said) -> Sequence[bytes]:
    held = next((row for row in holds(asking.reading) if row.id == said["held"]), None)
    if held is None:
        raise RuleNoLongerHolds
    voice = said.get("party")
    if not held.alarm and voice is None:
        raise NeedsAVoice
    if voice is not None and not counts_as_source(asking.reading, voice):
        raise NotAnotherSource(id=case)
    told = {
        "framework": asking.reading.framework,
        "level": held.level if held.alarm else VERIFIED,
        "date": asking.reading.today.isoformat(),
        "where": list(held.spots),
        "named_rule": held.rule,
        "because": list(held.cases),
        **({"confirmed_by": [voice]} if voice else {}),
    }
    statement = ("alert.raised", case, told)
    return [do(asking.register, asking.reading.reader, asking.key, statement, opens=True, known=asking.known)]


def _confirm(asking: Asking, case: str, said: Said) -> Sequence[bytes]:
    party = said.get("party")
    return [confirm(asking.register, asking.reading.reader, asking.key, case, party, known=asking.known)]


def _may_confirm(reading: Reading, alert: Any) -> bool:
    """Until it is closed, whoever does not stand by it yet; the secretariat for any other party."""
    if alert.status == "closed":
        return False
    party, before = reading.reader.party, {*alert.confirmed_by, *(one.party for one in alert.confirmations)}
    return reading.reader.role is Role.MEDIATOR or (party not in before and counts_as_source(reading, party))


def _next_level(reading: Reading, alert: Any) -> Said:
    return {"escalated_to": next_level(reading, alert)}


def _respond(asking: Asking, case: str, said: Said) -> Sequence[bytes]:
    return respond(asking.register, asking.reading.reader, asking.key, case, asking.token, said, known=asking.known)


def _close(asking: Asking, case: str, said: Said) -> Sequence[bytes]:
    return [close_alert(asking.register, asking.reading.reader, asking.key, case, known=asking.known)]


def _may_act(reading: Reading, alert: Any) -> bool:
    return alert.status in ("decided", "responded") and alert.decision == "act"


def _may_close(reading: Reading, alert: Any) -> bool:
    return alert.status in ("feedback_given", "outcome_known")


ACTS: Final[tuple[Act, ...]] = (
    saying(
        "signal.recorded",
        "signal.record",
        "Inscrire un signal",
        "Record a signal",
        code("kind", "Ce que l’on voit", "What is seen", codes.SIGNAL_KINDS, needed=True),
        DATE,
        WHERE,
        text("what", "En quelques mots", "In a few words"),
        BASIS,
        SAID_BY,
        opens="g",
        note=Text(
            fr="Ce que l’on voit, jamais qui : ni nom, ni numéro, ni compte.",
            en="What is seen, never who: no name, no number, no account.",
        ),
    ),
    saying(
        "alert.raised",
        "alert.raise",
        "Lancer une alerte",
        "Raise an alert",
        code("level", "Niveau", "Level", codes.ALERT_LEVELS, needed=True),
        DATE,
        WHERE,
        text("rule", "Ce qui la fonde", "What it stands on", needed=True),
        party("responder", "Qui devrait répondre", "Who should answer"),
        opens="v",
        shape=_raised,
        note=Text(
            fr="Orange et rouge demandent deux composantes différentes : jusque-là, l’alerte tient à « vigilance ».",
            en="Orange and red need two different constituencies: until then, the alert stands at “watch”.",
        ),
    ),
    Act(
        "alert.raise_by_rule",
        "alert",
        Text(fr="Lancer l’alerte d’une règle qui tient", en="Raise the alert of a rule that holds"),
        (
            case("held", "Quelle règle", "Which rule", "held_rule", needed=True),
            party("party", "Quelle partie le constate de son côté", "Which party sees it for itself"),
        ),
        _by_rule,
        frozenset({Role.MEDIATOR}),
        opens="v",
        offered=lambda reading, alert: bool(holds(reading)),
        note=Text(
            fr="Une ligne à vérifier ne devient une alerte qu’avec la parole d’une partie qui le constate de son côté.",
            en="A line to verify becomes an alert only with the word of a party that sees it for itself.",
        ),
    ),
    Act(
        "alert.confirm",
        "alert",
        Text(fr="Confirmer l’alerte", en="Confirm the alert"),
        (VOICE,),
        _confirm,
        MEMBERS,
        offered=_may_confirm,
        note=Text(
            fr="Votre partie le constate de son côté. Le secrétariat inscrit la parole d’une autre partie.",
            en="Your party sees it for itself. The secretariat writes down another party’s word.",
        ),
    ),
    saying(
        "alert.acknowledged",
        "alert.acknowledge",
        "Prendre en compte",
        "Acknowledge",
        shape=_acknowledged,
        note=Text(fr="Votre partie répondra de la suite.", en="Your party will answer for what follows."),
    ),
    saying(
        "alert.decided",
        "alert.decide",
        "Inscrire la décision",
        "Record the decision",
        code("decision", "Décision", "Decision", codes.ALERT_DECISIONS, needed=True),
        WHY,
        shape=_decided,
        note=Text(
            fr="« Ne rien faire » est une décision ; il faut dire pourquoi.",
            en="“No action” is a decision; it must say why.",
        ),
    ),
    Act(
        "alert.respond",
        "alert",
        Text(fr="Inscrire ce qui est fait", en="Record what is being done"),
        (
            text("what", "Ce qui est fait", "What is being done", needed=True),
            party("by", "Par", "By", needed=True, many=True),
            when("date", "Le", "On"),
        ),
        _respond,
        FORCES,
        offered=_may_act,
    ),
    saying(
        "alert.outcome_known",
        "alert.follow_up",
        "Inscrire la suite connue",
        "Record the outcome",
        text("outcome", "Ce qui s’en est suivi", "What came of it", needed=True),
    ),
    saying(
        "alert.feedback_given",
        "alert.feed_back",
        "Inscrire le retour à ceux qui ont alerté",
        "Record the feedback to those who warned",
        text("feedback", "Ce qui leur a été dit", "What they were told", needed=True),
    ),
    saying(
        "alert.escalated",
        "alert.escalate",
        "Porter à l’échelon supérieur",
        "Escalate",
        code("escalated_to", "À quel échelon", "To which level", codes.DECISION_LEVELS, needed=True),
        WHY,
        filled=_next_level,
    ),
    Act(
        "alert.close",
        "alert",
        Text(fr="Clore l’alerte", en="Close the alert"),
        (),
        _close,
        frozenset({Role.MEDIATOR}),
        offered=_may_close,
        note=Text(
            fr="Possible avec une décision et un retour à ceux qui ont alerté.",
            en="Possible with a decision and feedback to those who warned.",
        ),
    ),
)
