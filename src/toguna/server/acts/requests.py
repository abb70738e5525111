"""Acts on requests (*plaidoyers*): drafted, endorsed, sent, received, answered, delivered, or left without effect."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.doing import DOING, concerned_in
from toguna.server.actions.requests import endorse_request
from toguna.server.acts.act import Act, Asking, Said
from toguna.server.acts.fields import DATE, WHY_NEEDED, case, code, party, text, when, words
from toguna.server.acts.plain import saying
from toguna.server.queries.reading import Reading


def _drafted(asking: Asking, said: Said) -> dict[str, Any]:
    told = {"framework": asking.reading.framework, **said}
    told.setdefault("by", [asking.reading.reader.party])
    told["about"] = [*told.pop("measures", ()), *told.pop("promises", ())]
    return told


def _sent(asking: Asking, said: Said) -> dict[str, Any]:
    return {"sent": said["date"], **{k: v for k, v in said.items() if k != "date"}}


def _received(asking: Asking, said: Said) -> dict[str, Any]:
    return {"received": said["date"]}


def _answered(asking: Asking, said: Said) -> dict[str, Any]:
    return {"answered": said["date"], **{k: v for k, v in said.items() if k != "date"}}


def _delivered(asking: Asking, said: Said) -> dict[str, Any]:
    return {"delivered_on": said["date"], **{k: v for k, v in said.items() if k != "date"}}


def _endorse(asking: Asking, case: str, said: Said) -> Sequence[bytes]:
    return [endorse_request(asking.register, asking.reading.reader, asking.key, case, known=asking.known)]


def _may_endorse(reading: Reading, request: Any) -> bool:
    awaited = request.status in ("drafted", "endorsed") and reading.reader.party not in request.endorsed_by
    return awaited and concerned_in(DOING["request.endorsed"], request, reading.reader.party, reading.reader.role)


ACTS: Final[tuple[Act, ...]] = (
    saying(
        "request.drafted",
        "request.draft",
        "Rédiger un plaidoyer",
        "Draft a request",
        text("what", "Ce qui est attendu", "What is asked for", needed=True),
        code("level", "À quel échelon", "At which level", codes.DECISION_LEVELS, needed=True),
        words("to_text", "À quelle fonction ou quel service", "To which office"),
        party("by", "Porté par", "Carried by", many=True),
        words("through_text", "Par l’entremise de", "Through"),
        case("measures", "Mesures qui en dépendent", "Measures that depend on it", "measure", many=True),
        case("promises", "Engagements qui en dépendent", "Undertakings that depend on it", "undertaking", many=True),
        when("next_date", "Relancer le", "Chase on"),
        opens="p",
        shape=_drafted,
    ),
    Act(
        "request.endorse",
        "request",
        Text(fr="Approuver au nom de votre partie", en="Endorse for your party"),
        (),
        _endorse,
        DOING["request.endorsed"].roles,
        offered=_may_endorse,
    ),
    saying(
        "request.sent",
        "request.send",
        "Inscrire l’envoi",
        "Record that it was sent",
        DATE,
        code("channel", "Par quelle voie", "By which channel", codes.CHANNELS),
        shape=_sent,
    ),
    saying(
        "request.received",
        "request.receive",
        "Inscrire l’accusé de réception",
        "Record that it was received",
        DATE,
        shape=_received,
    ),
    saying(
        "request.answered",
        "request.answer",
        "Inscrire la réponse",
        "Record the answer",
        DATE,
        code("answer", "Réponse", "Answer", codes.ANSWERS, needed=True),
        text("answer_text", "En quelques mots", "In a few words"),
        shape=_answered,
    ),
    saying(
        "request.delivered",
        "request.deliver",
        "Inscrire qu’il est suivi d’effet",
        "Record that it was delivered",
        DATE,
        shape=_delivered,
    ),
    saying(
        "request.dead",
        "request.give_up",
        "Inscrire qu’il reste sans suite",
        "Record that it came to nothing",
        WHY_NEEDED,
    ),
)
