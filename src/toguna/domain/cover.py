"""The words of cover, and the advice that all may hear. Cover itself is computed: `toguna.analysis.cover`.

On screen the French is *couverture sécuritaire*, never *couverture* alone: that is the telephone network.
"""

from __future__ import annotations

from typing import Final

from toguna.base.dates import When
from toguna.base.text import Text, Words
from toguna.domain.codelist import code_list
from toguna.domain.entity import Entity
from toguna.domain.entries import EntryType, Noun
from toguna.domain.machine import Machine
from toguna.domain.measures import Measure
from toguna.domain.places import Road

COVER_STATES: Final = code_list(
    "state of cover",
    {
        "none": ("vide sécuritaire", "no cover"),
        "light": ("couverture sécuritaire légère", "light cover"),
        "regular": ("couverture sécuritaire régulière", "regular cover"),
        "unknown": ("non connue", "unknown"),
    },
)
COVER_BASIS: Final = code_list(
    "basis of cover",
    {
        "stated": ("annoncée, sans sortie inscrite", "stated, no outing logged"),
        "logged": ("sorties inscrites", "outings logged"),
        "planned": ("prévue, non constatée", "planned, not confirmed"),
        "none": ("rien n’est inscrit", "nothing recorded"),
    },
)
GAP_REASONS: Final = code_list(
    "reason of a gap",
    {
        "ended": ("la dernière mesure a pris fin", "the last measure ended"),
        "planned_end": ("la dernière mesure arrive à son terme", "the last measure reaches its planned end"),
        "suspended": ("la mesure est suspendue", "the measure is suspended"),
        "stopped": ("la mesure s’est arrêtée brusquement", "the measure stopped abruptly"),
        "no_outing": ("aucune sortie n’est inscrite", "no outing is logged"),
        "start_unknown": ("le début de la relève n’est pas connu", "the day of the relief is not known"),
    },
)


def covers(measure: Measure, road: Road, segment: tuple[str, str]) -> bool:
    """Whether a measure is on a segment of a road: by one of its stretches there, else because it is on the road."""
    parts = [(s.segment_from, s.segment_to) for s in measure.stretches if s.road == road.id]
    if not parts:
        return road.id in measure.where
    at = {place: n for n, place in enumerate(road.via)}
    known = [sorted((at[one], at[two])) for one, two in parts if one in at and two in at]
    return any(low <= at[segment[0]] < high for low, high in known)


class Advice(Entity):
    """What the framework advises for a road: hours, convoys, market days.

    Word for word the same with or without a gap.
    """

    framework: str
    roads: tuple[str, ...]
    what: Words
    start: When | None = None
    until: When | None = None
    status: str = "agreed"


ADVICE = Noun(
    "advice",
    Advice,
    (
        EntryType("advice.agreed", 370, ("framework", "roads", "what", "start", "until"), to="agreed"),
        EntryType("advice.withdrawn", 371, (), to="withdrawn"),
    ),
    Machine(
        labels={"agreed": Text(fr="convenu", en="agreed"), "withdrawn": Text(fr="retiré", en="withdrawn")},
        first=frozenset({"agreed"}),
        moves={"agreed": frozenset({"withdrawn"}), "withdrawn": frozenset({"agreed"})},
    ),
)

NOUNS = (ADVICE,)
