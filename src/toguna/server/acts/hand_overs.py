"""Acts on hand-overs: planned, gone through point by point, confirmed by each side, closed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from toguna.base.dates import When
from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.entity import plain
from toguna.domain.hand_overs import CHECKLIST, HandOver
from toguna.domain.measures import Measure
from toguna.domain.visibility import Role
from toguna.server.actions import hand_overs as do
from toguna.server.acts.act import Act, Asking, Field, Kind, Said
from toguna.server.acts.fields import case, spot, when
from toguna.server.acts.measures import CARRIERS, carries
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
            cycle_days=said.get("cycle_days"),
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
    reader, today = asking.reading.reader, asking.reading.today
    return do.close_hand_over(asking.register, reader, asking.key, case, on=today, known=asking.known)


def _brief(asking: Asking, case: str, said: Said) -> Sequence[bytes]:
    reader, today = asking.reading.reader, asking.reading.today
    return do.brief_hand_over(asking.register, reader, asking.key, case, said, on=today, known=asking.known)


def _cancel(asking: Asking, case: str, said: Said) -> Sequence[bytes]:
    return do.cancel_hand_over(asking.register, asking.reading.reader, asking.key, case, known=asking.known)


def _as_it_is(reading: Reading, held: HandOver) -> Said:
    """What the checklist holds so far."""
    points = {name: getattr(held, name) for name in (*CHECKLIST, "to_measure")}
    return {name: plain(value) for name, value in points.items() if value}


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
            Field(
                "cycle_days",
                Kind.COUNT,
                Text(fr="Durée d’un cycle, en jours", en="Length of a cycle, in days"),
                help=Text(
                    fr="Le temps de passer une fois partout. Les deux mesures doivent rester ensemble au moins un "
                    "cycle. Vide : un jour.",
                    en="The time to pass everywhere once. Both measures must stay together for at least one cycle. "
                    "Empty: one day.",
                ),
            ),
        ),
        _plan,
        CARRIERS,
        opens="rel",
        offered=carries,
    ),
    Act(
        "hand_over.brief",
        "hand_over",
        Text(fr="Remplir la liste de la relève", en="Fill in the checklist"),
        (
            when("last_seen", "Dernier passage sur l’axe", "Road last seen on"),
            spot("hot_spots", "Points à surveiller", "Places to watch", many=True),
            Field(
                "contacts",
                Kind.CODE,
                Text(fr="Qui appeler, par fonction", en="Whom to call, by function"),
                help=Text(fr="Une fonction, jamais un nom ni un numéro.", en="A function, never a name or a number."),
                codes=codes.FUNCTIONS,
                many=True,
            ),
            when("joint_patrol", "Première patrouille faite ensemble le", "First patrol made together on"),
            case("to_measure", "Mesure qui prend la relève", "Measure that takes over", "measure"),
        ),
        _brief,
        CARRIERS,
        note=Text(
            fr="Ce qui est fait seulement. Aucune date de sortie à venir ne s’inscrit ici.",
            en="Only what is done. No date of an outing to come is recorded here.",
        ),
        offered=concerns,
        filled=_as_it_is,
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
            fr="Possible quand la mesure qui prend la relève est en cours, que les deux côtés ont confirmé, que la "
            "liste est remplie et que les deux mesures ont été ensemble un cycle entier.",
            en="Possible once the measure that takes over is active, both sides have confirmed, the checklist is "
            "filled in and both measures have been out together for a whole cycle.",
        ),
        offered=concerns,
    ),
    Act(
        "hand_over.cancel",
        "hand_over",
        Text(fr="Annuler la relève", en="Cancel the hand-over"),
        (),
        _cancel,
        CARRIERS,
        note=Text(
            fr="La mesure n’aura plus de relève désignée : ceux qui peuvent la reprendre seront prévenus.",
            en="The measure will have no named relief any more: those who can take over will be told.",
        ),
        offered=concerns,
    ),
)
