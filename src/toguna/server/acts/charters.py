"""Acts on what carries a charter to people: disseminations and internal orders; and on weekly indicators."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.charters import Dissemination
from toguna.domain.entity import plain
from toguna.domain.visibility import Role
from toguna.server.actions.indicators import note_week
from toguna.server.acts.act import Act, Asking, Field, Kind, Said
from toguna.server.acts.fields import VOICE, WHY_NEEDED, case, code, count, party, spot, when
from toguna.server.acts.plain import saying
from toguna.server.queries.reading import Reading

_CHARTER: Final = case("charter", "Quelle charte, quel accord", "Which charter or agreement", "agreement", needed=True)
_PLACES: Final = spot("where", "Dans quelles localités", "In which places", needed=True, many=True)
_BY: Final = party("by", "Par", "By", many=True)
_HELD_BY: Final = party("by", "Par", "By", many=True, past=True)
_LANGUAGES: Final = code(
    "languages", "En quelles langues", "In which languages", codes.DISSEMINATION_LANGUAGES, many=True
)
_CHANNEL: Final = code("channel", "Par quelle voie", "By which channel", codes.CHANNELS)
_ALWAYS: Final = "weapons_seen"
"""Asked at each call, so that its weeks can be compared; somebody may not answer."""
_AMENDED: Final = ("charter", "where", "date", "languages", "audience", "channel")
_COMMITTEE: Final = case("committee", "Par quel comité", "By which committee", "committee")


def _told(asking: Asking, said: Said) -> dict[str, Any]:
    """Who says nothing of who does it does it."""
    reader = asking.reading.reader
    own = [] if reader.role is Role.MEDIATOR or reader.party is None else [reader.party]
    return {"framework": asking.reading.framework, **said, "by": said.get("by") or own}


def _as_it_is(reading: Reading, held: Dissemination) -> Said:
    return {name: value for name in _AMENDED if (value := plain(getattr(held, name))) not in (None, [], "")}


def _attested(asking: Asking, said: Said) -> dict[str, Any]:
    return {"date": asking.reading.today.isoformat(), **said}


def _note(asking: Asking, case: str, said: Said) -> Sequence[bytes]:
    reading = asking.reading
    monday = reading.today - timedelta(days=reading.today.weekday())
    return note_week(
        asking.register, reading.reader, asking.key, case, reading.framework, monday, said, known=asking.known
    )


ACTS: Final[tuple[Act, ...]] = (
    saying(
        "dissemination.planned",
        "dissemination.plan",
        "Prévoir une diffusion",
        "Plan a dissemination",
        _CHARTER,
        _PLACES,
        when("date", "Quand", "When"),
        _LANGUAGES,
        _BY,
        _COMMITTEE,
        opens="df",
        shape=_told,
        note=Text(
            fr="Ce qui est prévu n’est lu que de ceux qui le préparent et du secrétariat.",
            en="What is planned is read only by those who prepare it and by the secretariat.",
        ),
    ),
    saying(
        "dissemination.held",
        "dissemination.log",
        "Inscrire une diffusion faite",
        "Record a dissemination held",
        _CHARTER,
        _PLACES,
        when("date", "Le", "On", needed=True),
        _LANGUAGES,
        count("audience", "Combien de personnes", "How many people"),
        _CHANNEL,
        _HELD_BY,
        _COMMITTEE,
        opens="df",
        shape=_told,
        note=Text(
            fr="Un lieu, des langues, un nombre ; jamais un nom ni une liste de présence.",
            en="A place, languages, a number; never a name nor a list of those present.",
        ),
    ),
    saying(
        "dissemination.held",
        "dissemination.done",
        "Inscrire qu’elle est faite",
        "Record that it was held",
        when("date", "Le", "On", needed=True),
        _LANGUAGES,
        count("audience", "Combien de personnes", "How many people"),
        _CHANNEL,
    ),
    saying("dissemination.cancelled", "dissemination.cancel", "L’annuler", "Cancel it", WHY_NEEDED),
    saying(
        "dissemination.amended",
        "dissemination.amend",
        "Corriger ce qui est inscrit",
        "Correct what is recorded",
        _CHARTER,
        _PLACES,
        when("date", "Le", "On", needed=True),
        _LANGUAGES,
        count("audience", "Combien de personnes", "How many people"),
        _CHANNEL,
        filled=_as_it_is,
        offered=lambda reading, held: held.status == "held",
        note=Text(
            fr="Ce qui était inscrit avant reste dans l’historique.",
            en="What was recorded before stays in the history.",
        ),
    ),
    saying(
        "order.issued",
        "order.issue",
        "Inscrire un ordre interne donné",
        "Record an internal order issued",
        party("by", "Par", "By", needed=True, many=True),
        case("undertaking", "Pour quel engagement", "For which undertaking", "undertaking"),
        when("date", "Donné le", "Issued on", needed=True),
        opens="or",
        note=Text(
            fr="Qu’il est donné, jamais à qui ni avec quels moyens.",
            en="That it was issued, never to whom nor with which means.",
        ),
    ),
    saying(
        "order.relayed",
        "order.relay",
        "Inscrire qu’il est relayé",
        "Record that it was relayed",
        when("date", "Le", "On"),
    ),
    saying(
        "order.reported",
        "order.report",
        "Inscrire le compte rendu reçu",
        "Record that it was reported back",
        when("date", "Le", "On"),
    ),
    saying(
        "order.attested",
        "order.attest",
        "Dire quelle part il a atteinte",
        "Say what share it has reached",
        count("reach_percent", "Part atteinte, en pour cent", "Share reached, in per cent", needed=True),
        VOICE,
        shape=_attested,
        note=Text(
            fr="Une part, jamais un nombre d’unités. Chaque partie dit la sienne ; l’écart se voit.",
            en="A share, never a number of units. Each party says its own; the spread is shown.",
        ),
    ),
    Act(
        "indicator.note",
        "indicator",
        Text(fr="Inscrire les indices de la semaine", en="Record the week’s indicators"),
        (
            Field("spot", Kind.SPOT, Text(fr="Où", en="Where"), required=True),
            code("asked", "Fonction appelée", "Function called", codes.FUNCTIONS, needed=True),
            *(
                Field(name, Kind.CODE, codes.INDICATORS.labels[name], required=name == _ALWAYS, codes=codes.STEPS)
                for name in codes.INDICATORS
            ),
        ),
        _note,
        frozenset({Role.MEDIATOR}),
        opens="in",
        note=Text(
            fr="Une fonction, jamais un nom ni un numéro. Laisser vide ce qui n’a pas été posé.",
            en="A function, never a name nor a number. Leave empty what was not asked.",
        ),
    ),
)
