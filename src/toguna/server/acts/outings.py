"""Acts on outings: what was done on a measure, logged half-day by half-day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from toguna.base.text import Text
from toguna.domain import codes
from toguna.server.actions import outings as do
from toguna.server.acts.act import Act, Asking, Field, Kind, Said
from toguna.server.acts.measures import CARRIERS


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
    return do.log_outings(asking.register, asking.reading.reader, asking.key, outings, known=asking.known)


ACTS: Final = (
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
    ),
)
