"""Acts on hand-overs: planned, confirmed by each side, closed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from toguna.base.dates import When
from toguna.base.text import Text
from toguna.domain.measures import HandOver, Measure
from toguna.domain.visibility import Role
from toguna.server.actions import hand_overs as do
from toguna.server.acts.act import Act, Asking, Field, Kind, Said
from toguna.server.acts.measures import CARRIERS
from toguna.server.queries.reading import Reading


def sides(reading: Reading, held: HandOver) -> tuple[str, ...]:
    """The parties on either side."""
    measures = reading.by_id(Measure)
    both = (measures.get(one) for one in (held.from_measure, held.to_measure) if one)
    return tuple(party for one in both if one is not None for party in one.by)


def concerns(reading: Reading, held: HandOver) -> bool:
    """Whether it goes on, and the reader is of a side or the secretariat."""
    reader = reading.reader
    return held.status == "planned" and (reader.role is Role.MEDIATOR or reader.party in sides(reading, held))


def _plan(asking: Asking, case: str, said: Said) -> Sequence[bytes]:
    briefing = When.parse(said["joint_briefing"]) if "joint_briefing" in said else None
    leaving, taking = said["leaving"], said.get("taking_over")
    reader, key = asking.reading.reader, asking.key
    return [
        do.plan_hand_over(
            asking.register,
            reader,
            key,
            case,
            leaving=leaving,
            taking_over=taking,
            joint_briefing=briefing,
            known=asking.known,
        )
    ]


def _confirm(asking: Asking, case: str, said: Said) -> Sequence[bytes]:
    on = When.parse(said["on"]) if "on" in said else None
    return [
        do.confirm_hand_over(
            asking.register,
            asking.reading.reader,
            asking.key,
            case,
            party=said.get("party") or asking.reading.reader.party or "",
            on=on,
            known=asking.known,
        )
    ]


def _close(asking: Asking, case: str, said: Said) -> Sequence[bytes]:
    return [do.close_hand_over(asking.register, asking.reading.reader, asking.key, case, known=asking.known)]


ACTS: Final = (
    Act(
        "hand_over.plan",
        "hand_over",
        Text(fr="Prévoir une relève", en="Plan a hand-over"),
        (
            Field(
                "leaving",
                Kind.CASE,
                Text(fr="Mesure à relever", en="Measure to be relieved"),
                noun="measure",
                required=True,
            ),
            Field(
                "taking_over",
                Kind.CASE,
                Text(fr="Mesure qui prend la relève", en="Measure that takes over"),
                noun="measure",
            ),
            Field("joint_briefing", Kind.WHEN, Text(fr="Passation des consignes", en="Joint briefing")),
        ),
        _plan,
        CARRIERS,
        opens="rel",
    ),
    Act(
        "hand_over.confirm",
        "hand_over",
        Text(fr="Confirmer la relève", en="Confirm the hand-over"),
        (
            Field(
                "party",
                Kind.PARTY,
                Text(fr="Au nom de", en="For"),
                help=Text(fr="Vide : votre propre partie.", en="Empty: your own party."),
            ),
            Field("on", Kind.WHEN, Text(fr="Confirmée le", en="Confirmed on")),
        ),
        _confirm,
        CARRIERS,
        offered=concerns,
    ),
    Act(
        "hand_over.close",
        "hand_over",
        Text(fr="Clore la relève", en="Close the hand-over"),
        (),
        _close,
        CARRIERS,
        note=Text(
            fr="Possible quand la mesure qui prend la relève est en cours et que les deux côtés ont confirmé.",
            en="Possible once the measure that takes over is active and both sides have confirmed.",
        ),
        offered=concerns,
    ),
)
