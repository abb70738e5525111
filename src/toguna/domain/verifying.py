"""Being sure of what happened: the clock of a verification, who must be in it, what it must have come to.

The days are ours (docs/decisions/0016); what is graver is looked at sooner and may not rest on recoupment alone.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from toguna.base.errors import RuleError
from toguna.base.text import Text
from toguna.domain.codes_field import INCIDENT_NATURES
from toguna.domain.incidents import OUT_OF_FIGURES, Verification

GRAVEST: Final = 5
JOINTLY_FROM: Final = 4
"""From this weight on an incident is settled by a joint verification only; below it, by recoupment too."""
DAYS: Final[Mapping[int, tuple[int, int]]] = {5: (1, 7), 4: (2, 14), 3: (3, 21), 2: (7, 30), 1: (7, 30)}
"""For each weight, within how many days it is to be screened, and within how many it is to be settled."""
_SETTLED: Final = frozenset({"verified", "not_confirmed", "inconclusive", "access_denied", "closed"}) | OUT_OF_FIGURES
PENDING: Final = ("reported", "screened", "needs_corroboration", "corroborated", "in_verification")
"""The states in which the clock may still run."""
GRAVE_KINDS: Final = tuple(kind for kind, nature in INCIDENT_NATURES.items() if nature.weight >= JOINTLY_FROM)


class OneSidedTeam(RuleError):
    """The team is of one constituency beside the secretariat, which only convenes."""

    code = "one-sided-team"
    text = Text(
        fr="L’équipe ne réunit pas deux composantes : le secrétariat convoque, il ne compte pas. Y ajouter une partie "
        "d’une autre composante.",
        en="The team does not bring two constituencies together: the secretariat convenes and does not count. Add a "
        "party of another constituency.",
    )


class OnlyConcerned(RuleError):
    """All of the team are those whom it concerns."""

    code = "only-those-concerned"
    text = Text(
        fr="Tous ceux de l’équipe sont concernés par cet incident : personne ne vérifie seul ce qui le concerne. Y "
        "ajouter une partie qui ne l’est pas.",
        en="All of the team are concerned by this incident: nobody verifies alone what concerns him. Add a party that "
        "is not.",
    )


class AlreadyAdopted(RuleError):
    """The finding stands: what a party did not agree with was to be said before."""

    code = "finding-already-adopted"
    text = Text(
        fr="Ce constat est adopté : un désaccord s’inscrit avant. Pour le reprendre, convenir d’une nouvelle "
        "vérification avec le secrétariat.",
        en="This finding is adopted: a dissent is recorded before that. To take it up again, agree on a new "
        "verification with the secretariat.",
    )


class NotJointly(RuleError):
    """There is no joint verification that came to this."""

    code = "not-jointly"
    text = Text(
        fr="Aucune vérification conjointe de cet incident n’est arrivée là. La mener à son terme (équipe, terrain, "
        "constats, adoption), puis recommencer.",
        en="No joint verification of this incident has come to that. Bring one to its end (team, field, findings, "
        "adoption), then try again.",
    )


@dataclass(frozen=True, slots=True)
class Clock:
    """What is awaited (`screen`, `settle`; None: nothing), by which day, how many days late that is, or how many are
    left.
    """

    stage: str | None
    due: date | None
    late: int
    left: int = 0


def weight(kind: str, killed: int | None) -> int:
    """How grave it is, from 1 to 5: that of its kind; the gravest where somebody was killed."""
    return GRAVEST if killed else INCIDENT_NATURES[kind].weight


def clock(
    kind: str,
    killed: int | None,
    status: str,
    known: date,
    today: date,
    days: Mapping[int, tuple[int, int]] = DAYS,
) -> Clock:
    """The clock of an incident that the register has known since a day; `days` as `DAYS`, where a framework has decided
    others.
    """
    grave = weight(kind, killed)
    if status in _SETTLED or (status == "corroborated" and grave < JOINTLY_FROM):
        return Clock(None, None, 0)
    stage = "screen" if status == "reported" else "settle"
    due = known + timedelta(days=days[grave][stage == "settle"])
    late = (today - due).days
    return Clock(stage, due, max(0, late), max(0, -late))


def check_team(team: Collection[str], constituencies: Mapping[str, str], concerned: Collection[str]) -> None:
    """Whether these parties may look at it together; `constituencies` gives that of each party, `concerned` the parties
    whose matter the incident is.

    Raises
    ------
    OneSidedTeam, OnlyConcerned
    """
    sides = {constituencies.get(party, "") for party in team} - {"mediator", ""}
    if len(sides) < 2:
        raise OneSidedTeam()
    if not {party for party in team if constituencies.get(party) != "mediator"} - set(concerned):
        raise OnlyConcerned()


_ENDS: Final[Mapping[str, frozenset[str]]] = {
    "incident.verified": frozenset({"adopted"}),
    "incident.not_confirmed": frozenset({"adopted"}),
    "incident.inconclusive": frozenset({"adopted", "not_adopted"}),
    "incident.access_denied": frozenset({"access_denied"}),
    "incident.attribution_settled": frozenset({"adopted"}),
}
"""What an incident's joint verification must have come to before this may be said of the incident."""
_ALONE: Final = frozenset({"unknown", "alleged"})
"""How far attribution may be said to have come without a joint verification: nowhere, or to an allegation."""


def check_end(type_: str, fields: Mapping[str, Any], verifications: Collection[Verification]) -> None:
    """Whether the incident's verifications carry what is to be said of it.

    Raises
    ------
    NotJointly
    """
    if fields.get("attribution") in _ALONE:
        return
    if not any(one.status in _ENDS[type_] for one in verifications):
        raise NotJointly()
