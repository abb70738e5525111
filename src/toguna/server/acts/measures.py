"""Acts on measures: proposed, authorised, given means, begun, changed, paused, stopped, ended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from toguna.base.dates import When
from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.doing import SECRETARIAT
from toguna.domain.entity import plain
from toguna.domain.measures import MEASURE, Measure
from toguna.domain.visibility import Role
from toguna.server.actions import measures as do
from toguna.server.actions.receipts import case_of
from toguna.server.acts.act import Act, Asking, Field, Kind, Offered, Said
from toguna.server.acts.fields import BASIS
from toguna.server.queries.reading import Reading

CARRIERS: Final = frozenset({Role.MEDIATOR, Role.PREFECT, Role.MOVEMENT, Role.ARMY})

BECAUSE: Final = Field("because", Kind.CODE, Text(fr="Raison", en="Reason"), codes=codes.END_REASONS, required=True)
WHY: Final = Field("why", Kind.TEXT, Text(fr="En quelques mots", en="In a few words"))
_UNTIL = Text(fr="Jusqu’au", en="Until")
MEANS: Final = Field(
    "means",
    Kind.PARTS,
    Text(fr="Moyens", en="Means"),
    help=Text(
        fr="Carburant, véhicules, vivres… Jamais d’argent à un groupe armé.",
        en="Fuel, vehicles, rations… Never cash to an armed group.",
    ),
    many=True,
    parts=(
        Field("kind", Kind.CODE, Text(fr="Quoi", en="What"), codes=codes.MEANS_KINDS, required=True),
        Field("source", Kind.WORDS, Text(fr="Fourni par", en="Supplied by")),
        Field("until", Kind.WHEN, _UNTIL, unknown=True),
        Field(
            "lasts_days",
            Kind.COUNT,
            Text(fr="Ou : autonomie, en jours", en="Or: days left"),
            help=Text(
                fr="Des jours, jamais des litres ni un nombre de pièces.",
                en="Days, never litres or pieces.",
            ),
        ),
        Field("counted", Kind.WHEN, Text(fr="Comptée le", en="Counted on")),
        Field(
            "pace_percent",
            Kind.COUNT,
            Text(fr="Rythme d’usage, en % du rythme convenu", en="Pace of use, in % of what was agreed"),
            help=Text(fr="Vide : 100. À 200, dix jours en durent cinq.", en="Empty: 100. At 200, ten days last five."),
        ),
    ),
)
RELIES_ON: Final = Field(
    "relies_on",
    Kind.SPOT,
    Text(fr="S’appuie sur la garnison de", en="Relies on the garrison of"),
    help=Text(
        fr="Si elle s’en va, la mesure sera dite affaiblie le jour même.",
        en="If it leaves, the measure will be called degraded the same day.",
    ),
    many=True,
)


def relying(said: Said) -> dict[str, Any]:
    """What a measure relies on, as the register keeps it."""
    return {"relies_on": [{"garrison": place} for place in said["relies_on"]]} if "relies_on" in said else {}


def mine(reading: Reading, measure: Measure) -> bool:
    """Whether the reader carries the measure, or is the secretariat that records for those who do."""
    return reading.reader.role is Role.MEDIATOR or reading.reader.party in measure.by


def carries(reading: Reading, entity: object) -> bool:
    """Whether the reader carries some measure, or is the secretariat."""
    return any(mine(reading, one) for one in reading.all(Measure))


def from_states(to: str, *, own: bool = True) -> Offered:
    """Offered while the measure may go on to a state."""
    machine = MEASURE.machine
    assert machine is not None

    def offered(reading: Reading, measure: Any) -> bool:
        return machine.allows(measure.status, to) and (not own or mine(reading, measure))

    return offered


def _propose(asking: Asking, case: str, said: Said) -> Sequence[bytes]:
    fields: dict[str, Any] = {"framework": asking.reading.framework, **said}
    if (until := fields.pop("until", None)) is not None:
        fields["planned_end"] = {"date": until}
    fields["where"] = sorted({one["road"] for one in said.get("stretches", ())} | set(said.get("where", ())))
    fields |= relying(said)
    return [do.propose_measure(asking.register, asking.reading.reader, asking.key, case, fields, known=asking.known)]


def _authorise(asking: Asking, case: str, said: Said) -> Sequence[bytes]:
    until = When.parse(said["until"]) if "until" in said else None
    return [
        do.authorise_measure(
            asking.register,
            asking.reading.reader,
            asking.key,
            case,
            by=said["by"],
            until=until,
            ref=said.get("ref"),
            conduct=said.get("conduct"),
            known=asking.known,
        )
    ]


def _resource(asking: Asking, case: str, said: Said) -> Sequence[bytes]:
    return [
        do.resource_measure(asking.register, asking.reading.reader, asking.key, case, said["means"], known=asking.known)
    ]


def _activate(asking: Asking, case: str, said: Said) -> Sequence[bytes]:
    ends = When.parse(said["planned_end"]) if "planned_end" in said else None
    start = When.parse(said["start"])
    return [
        do.activate_measure(
            asking.register, asking.reading.reader, asking.key, case, start=start, planned_end=ends, known=asking.known
        )
    ]


def _amend(asking: Asking, case: str, said: Said) -> Sequence[bytes]:
    fields = {**said, **relying(said)}
    if (until := fields.pop("planned_end", None)) is not None:
        fields["planned_end"] = {"date": until}
    return [do.amend_measure(asking.register, asking.reading.reader, asking.key, case, fields, known=asking.known)]


def _suspend(asking: Asking, case: str, said: Said) -> Sequence[bytes]:
    because, why = said["because"], said.get("why")
    return [
        do.suspend_measure(
            asking.register, asking.reading.reader, asking.key, case, because=because, why=why, known=asking.known
        )
    ]


def _resume(asking: Asking, case: str, said: Said) -> Sequence[bytes]:
    return [do.resume_measure(asking.register, asking.reading.reader, asking.key, case, known=asking.known)]


def _stop(asking: Asking, case: str, said: Said) -> Sequence[bytes]:
    end, because, why = When.parse(said["end"]), said["because"], said.get("why")
    return do.stop_measure(
        asking.register,
        asking.reading.reader,
        asking.key,
        case,
        end=end,
        because=because,
        request=case_of("p", asking.register, asking.seat, asking.token),
        why=why,
        known=asking.known,
    )


def _end(asking: Asking, case: str, said: Said) -> Sequence[bytes]:
    end, because = When.parse(said["end"]), said["because"]
    return [
        do.end_measure(
            asking.register, asking.reading.reader, asking.key, case, end=end, because=because, known=asking.known
        )
    ]


def _as_it_is(reading: Reading, measure: Measure) -> Said:
    """What an amendment begins with."""
    held = {"means": measure.means, "level": measure.level, "frequency": measure.frequency}
    ends = measure.planned_end.date if measure.planned_end else None
    told = {name: plain(value) for name, value in held.items() if value}
    told |= {"relies_on": [one.garrison for one in measure.relies_on]} if measure.relies_on else {}
    return told | ({"planned_end": ends.iso()} if ends else {})


_LAST = Field("end", Kind.WHEN, Text(fr="Dernier jour", en="Last day"), required=True, unknown=True)
_PLANNED_END = Field("planned_end", Kind.WHEN, Text(fr="Fin prévue", en="Planned end"), unknown=True)
_LEVEL = Field("level", Kind.CODE, Text(fr="Présence", en="Presence"), codes=codes.COVER_LEVELS)
_FREQUENCY = Field(
    "frequency",
    Kind.WORDS,
    Text(fr="À quel rythme", en="How often"),
    help=Text(
        fr="Un rythme (« deux fois par jour »), jamais une heure ni un itinéraire à venir.",
        en="A rhythm (“twice a day”), never a time or a route to come.",
    ),
)


def _observe(asking: Asking, case: str, said: Said) -> Sequence[bytes]:
    fields = {name: value for name, value in said.items() if name not in ("until", "by_whom", "relief")}
    fields |= {"framework": asking.reading.framework}
    if (until := said.get("until")) is not None and until != "unknown":
        fields["planned_end"] = {"date": until}
    if "by_whom" in said:
        fields["authorised"] = {"by": said["by_whom"]}
    fields["where"] = sorted({one["road"] for one in said.get("stretches", ())} | set(said.get("where", ())))
    fields |= relying(said)
    return do.observe_measure(
        asking.register,
        asking.reading.reader,
        asking.key,
        case,
        fields,
        relief=said.get("relief"),
        known=asking.known,
    )


ACTS: Final = (
    Act(
        "measure.observe",
        "measure",
        Text(fr="Inscrire une mesure qui existe déjà", en="Record a measure that exists already"),
        (
            Field("kind", Kind.CODE, Text(fr="Quoi", en="What"), codes=codes.MEASURE_KINDS, required=True),
            Field("by", Kind.PARTY, Text(fr="Assurée par", en="Carried by"), required=True, many=True, past=True),
            Field("stretches", Kind.STRETCH, Text(fr="Sur quels tronçons", en="On which stretches"), many=True),
            Field("where", Kind.SPOT, Text(fr="Ou dans quels lieux", en="Or at which places"), many=True),
            Field("start", Kind.WHEN, Text(fr="Depuis le", en="Since"), required=True, unknown=True),
            Field(
                "by_whom",
                Kind.PARTY,
                Text(fr="Autorisée par (vide : pas connu)", en="Authorised by (empty: not known)"),
                past=True,
            ),
            Field("until", Kind.WHEN, Text(fr="Jusqu’à quand", en="Until when"), required=True, unknown=True),
            Field(
                "relief",
                Kind.CASE,
                Text(fr="Mesure qui prendra la relève", en="Measure that will take over"),
                noun="measure",
            ),
            Field(
                "may_fill",
                Kind.PARTY,
                Text(fr="Qui pourrait prendre la relève", en="Who could take over"),
                many=True,
            ),
            _LEVEL,
            RELIES_ON,
            BASIS,
        ),
        _observe,
        SECRETARIAT,
        note=Text(
            fr="Ce qui n’est pas connu reste affiché comme tel : autorisation, moyens, fin, relève.",
            en="What is not known stays shown as such: authorisation, means, end, relief.",
        ),
        opens="m",
    ),
    Act(
        "measure.propose",
        "measure",
        Text(fr="Proposer une mesure", en="Propose a measure"),
        (
            Field("kind", Kind.CODE, Text(fr="Quoi", en="What"), codes=codes.MEASURE_KINDS, required=True),
            Field("by", Kind.PARTY, Text(fr="Assurée par", en="Carried by"), required=True, many=True),
            Field("stretches", Kind.STRETCH, Text(fr="Sur quels tronçons", en="On which stretches"), many=True),
            Field("where", Kind.SPOT, Text(fr="Ou dans quels lieux", en="Or at which places"), many=True),
            Field("until", Kind.WHEN, Text(fr="Jusqu’à quand", en="Until when"), required=True, unknown=True),
            _LEVEL,
            _FREQUENCY,
            Field(
                "may_fill",
                Kind.PARTY,
                Text(fr="Qui pourrait prendre la relève", en="Who could take over"),
                help=Text(
                    fr="Ces parties, et elles seules, seront prévenues si un vide s’annonce.",
                    en="These parties, and they alone, will be told if a gap is coming.",
                ),
                many=True,
            ),
            RELIES_ON,
        ),
        _propose,
        CARRIERS,
        opens="m",
    ),
    Act(
        "measure.authorise",
        "measure",
        Text(fr="Inscrire l’autorisation", en="Record the authorisation"),
        (
            Field("by", Kind.PARTY, Text(fr="Autorisée par", en="Authorised by"), required=True),
            Field("ref", Kind.WORDS, Text(fr="Par quel texte", en="By which text")),
            Field("until", Kind.WHEN, Text(fr="Valable jusqu’au", en="Valid until"), unknown=True),
            Field(
                "conduct",
                Kind.TEXT,
                Text(fr="Règles de conduite", en="Rules of conduct"),
                help=Text(
                    fr="Par exemple : aucune taxe, armes baissées aux postes, plaintes reçues par le secrétariat.",
                    en="For instance: no tax, arms lowered at posts, complaints taken by the secretariat.",
                ),
            ),
        ),
        _authorise,
        CARRIERS,
        note=Text(
            fr="Les autres forces la liront : personne ne doit être délogé pour avoir fait ce qui est autorisé.",
            en="The other forces will read it: nobody is to be dislodged for doing what is authorised.",
        ),
        offered=from_states("authorised", own=False),
    ),
    Act(
        "measure.resource",
        "measure",
        Text(fr="Inscrire les moyens", en="Record the means"),
        (Field("means", Kind.PARTS, MEANS.label, MEANS.help, required=True, many=True, parts=MEANS.parts),),
        _resource,
        CARRIERS,
        offered=from_states("resourced"),
    ),
    Act(
        "measure.activate",
        "measure",
        Text(fr="Lancer la mesure", en="Start the measure"),
        (
            Field("start", Kind.WHEN, Text(fr="Premier jour", en="First day"), required=True),
            _PLANNED_END,
        ),
        _activate,
        CARRIERS,
        offered=lambda reading, measure: measure.status == "resourced" and mine(reading, measure),
    ),
    Act(
        "measure.amend",
        "measure",
        Text(fr="Modifier la mesure", en="Change the measure"),
        (_PLANNED_END, MEANS, _LEVEL, _FREQUENCY, RELIES_ON),
        _amend,
        CARRIERS,
        note=Text(fr="Ce qui était inscrit avant reste lisible.", en="What stood there before stays readable."),
        offered=lambda reading, measure: (
            measure.status in ("active", "degraded", "expiring") and mine(reading, measure)
        ),
        filled=_as_it_is,
    ),
    Act(
        "measure.suspend",
        "measure",
        Text(fr="Suspendre la mesure", en="Suspend the measure"),
        (BECAUSE, WHY),
        _suspend,
        CARRIERS,
        offered=from_states("suspended"),
    ),
    Act(
        "measure.resume",
        "measure",
        Text(fr="Reprendre la mesure", en="Resume the measure"),
        (),
        _resume,
        CARRIERS,
        offered=lambda reading, measure: measure.status == "suspended" and mine(reading, measure),
    ),
    Act(
        "measure.stop",
        "measure",
        Text(fr="Inscrire un arrêt brutal", en="Record an abrupt stop"),
        (_LAST, BECAUSE, WHY),
        _stop,
        CARRIERS,
        note=Text(
            fr="Un plaidoyer sera préparé si aucun n’est en cours sur cette mesure.",
            en="A request will be drafted if none is under way about this measure.",
        ),
        offered=from_states("stopped"),
    ),
    Act(
        "measure.end",
        "measure",
        Text(fr="Inscrire la fin de la mesure", en="Record the end of the measure"),
        (_LAST, BECAUSE),
        _end,
        CARRIERS,
        offered=from_states("ended"),
    ),
)
