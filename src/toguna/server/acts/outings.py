"""Acts on outings: what was done on a measure, logged half-day by half-day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from toguna.base.errors import RuleError
from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.codelist import CodeList
from toguna.domain.doing import SECRETARIAT
from toguna.domain.measures import Outing
from toguna.server.actions import outings as do
from toguna.server.actions.mornings import Line, note_morning
from toguna.server.acts.act import Act, Asking, Field, Kind, Said
from toguna.server.acts.measures import CARRIERS, carries
from toguna.server.queries.morning import BY_CALL


class AlreadyNoted(RuleError):
    """All of it stands in the register already: sent again, after going back, from a form of its own."""

    code = "already-noted"
    text = Text(
        fr="Tout cela est déjà inscrit pour cette demi-journée : rien n’a été inscrit une seconde fois. Il n’y a rien "
        "d’autre à faire.",
        en="All of this stands already for that half-day: nothing was recorded a second time. There is nothing else to "
        "do.",
    )


def noted(one: Outing) -> tuple[object, ...]:
    """What makes two outings the same."""
    return (one.measure, one.road, one.segment_from, one.segment_to, one.date.first, one.half, one.state)


def _log(asking: Asking, case: str, said: Said) -> Sequence[bytes]:
    outings = [
        do.Outing(
            f"{case}-{n}",
            said["measure"],
            stretch["road"],
            (stretch["segment_from"], stretch["segment_to"]),
            date.fromisoformat(said["day"]),
            said["half"],
        )
        for n, stretch in enumerate(said["stretches"])
    ]
    held = {noted(one) for one in asking.reading.all(Outing)}
    fresh = [one for one in outings if (one.measure, one.road, *one.stretch, one.day, one.half, one.state) not in held]
    if not fresh:
        raise AlreadyNoted
    reader, today = asking.reading.reader, asking.reading.today
    return do.log_outings(asking.register, reader, asking.key, fresh, today=today, known=asking.known)


def _morning(asking: Asking, case: str, said: Said) -> Sequence[bytes]:
    today, half = asking.reading.today, said["half"]
    told = {(one.road, one.state) for one in asking.reading.all(Outing) if (one.date.first, one.half) == (today, half)}
    lines = [Line(one["road"], one["state"]) for one in said["lines"] if (one["road"], one["state"]) not in told]
    if not lines:
        raise AlreadyNoted
    return note_morning(
        asking.register,
        asking.reading.reader,
        asking.key,
        case,
        lines,
        framework=asking.reading.framework,
        day=today,
        half=half,
        asked=said.get("asked"),
        known=asking.known,
    )


CALLS: Final = CodeList("what a call brought", {code: codes.OUTING_STATES.labels[code] for code in BY_CALL})

ACTS: Final = (
    Act(
        "morning.note",
        "outing",
        Text(fr="Faire le point du matin", en="Make the morning’s round"),
        (
            Field("half", Kind.CODE, Text(fr="Demi-journée", en="Half-day"), codes=codes.HALVES, required=True),
            Field(
                "lines",
                Kind.PARTS,
                Text(fr="Axe par axe", en="Road by road"),
                required=True,
                many=True,
                parts=(
                    Field("road", Kind.SPOT, Text(fr="Axe", en="Road"), required=True),
                    Field("state", Kind.CODE, Text(fr="Passage", en="Passage"), codes=CALLS, required=True),
                ),
            ),
            Field(
                "asked",
                Kind.CODE,
                Text(fr="Fonction appelée", en="Function that was called"),
                help=Text(fr="Une fonction, jamais un nom ni un numéro.", en="A function, never a name or a number."),
                codes=codes.FUNCTIONS,
            ),
        ),
        _morning,
        SECRETARIAT,
        opens="pm",
    ),
    Act(
        "outing.log",
        "outing",
        Text(fr="Inscrire une sortie faite", en="Log an outing done"),
        (
            Field("measure", Kind.CASE, Text(fr="Mesure", en="Measure"), noun="measure", required=True),
            Field(
                "stretches",
                Kind.STRETCH,
                Text(fr="Tronçons parcourus", en="Stretches covered"),
                required=True,
                many=True,
            ),
            Field("day", Kind.DAY, Text(fr="Jour", en="Day"), required=True),
            Field("half", Kind.CODE, Text(fr="Demi-journée", en="Half-day"), codes=codes.HALVES, required=True),
        ),
        _log,
        CARRIERS,
        note=Text(
            fr="Une sortie passée seulement. La prochaine ne s’inscrit jamais ici.",
            en="A past outing only. The next one is never recorded here.",
        ),
        opens="s",
        offered=carries,
    ),
)
