"""Hand-overs (*relèves*): one measure relieves another. A checklist, two confirmations, and both out for one cycle.

A hand-over closes only when the relief is active, both sides have confirmed, the checklist has been gone through, and
both measures have stood side by side for at least one cycle (domain notes §8.3).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar, Final

from toguna.base.dates import When
from toguna.base.errors import RuleError
from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.codelist import CodeList
from toguna.domain.entity import Entity, Part
from toguna.domain.entries import EntryType, Noun
from toguna.domain.machine import Machine
from toguna.domain.measures import RUNNING, Measure
from toguna.domain.parts import listed

CYCLE_DAYS: Final = 1
"""Days of one cycle where nobody has said otherwise: each stretch passed once."""


class Confirmation(Part):
    """One side confirms a hand-over, on a day."""

    party: str
    date: When | None = None


class HandOver(Entity):
    """The relief of one measure by another.

    Its checklist: the day on which each part of the road was last seen, the places to watch, whom to call by function
    (never by name), and the joint first patrol once it was made.
    """

    CODES: ClassVar[dict[str, CodeList]] = {"contacts": codes.FUNCTIONS}

    framework: str
    from_measure: str
    to_measure: str | None = None
    overlap: When | None = None
    joint_briefing: When | None = None
    cycle_days: int | None = None
    last_seen: When | None = None
    hot_spots: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    joint_patrol: When | None = None
    confirmed_by: tuple[Confirmation, ...] = ()
    status: str = "planned"

    def confirmed(self, leaving: tuple[str, ...], taking_over: tuple[str, ...]) -> bool:
        """Whether at least one party of each side has confirmed.

        One party that stands on both sides does not confirm for both, unless nobody else stands on either.
        """
        parties = {c.party for c in self.confirmed_by}
        left, took = parties & set(leaving), parties & set(taking_over)
        return bool(left) and bool(took) and (len(left | took) > 1 or set(leaving) == set(taking_over) == left)

    def cycle(self) -> int:
        """Days of one cycle."""
        return self.cycle_days or CYCLE_DAYS

    def unchecked(self) -> tuple[str, ...]:
        """The points of the checklist that nobody has filled in."""
        held = {
            "last_seen": self.last_seen is not None,
            "hot_spots": bool(self.hot_spots),
            "contacts": bool(self.contacts),
            "joint_patrol": self.joint_patrol is not None,
        }
        return tuple(name for name, there in held.items() if not there)


CHECKLIST: Final = {
    "last_seen": Text(fr="le dernier passage sur l’axe", en="when the road was last seen"),
    "hot_spots": Text(fr="les points à surveiller", en="the places to watch"),
    "contacts": Text(fr="les fonctions à appeler", en="the functions to call"),
    "joint_patrol": Text(fr="la première patrouille faite ensemble", en="the first patrol made together"),
}


def overlap_days(leaving: Measure, successor: Measure, on: date) -> int:
    """How many days both measures have surely stood side by side by a day."""
    if successor.start is None or not successor.start.known:
        return 0
    ends = leaving.ends()
    until = min(ends.first, on + timedelta(days=1)) if ends is not None and ends.known else on + timedelta(days=1)
    return max(0, (until - successor.start.last).days)


class CannotClose(RuleError):
    """A hand-over may not be closed yet."""

    code = "hand-over-cannot-close"
    text = Text(
        fr="La relève « {id} » ne peut pas être close : {missing}. Obtenir ces points d’abord.",
        en="The hand-over “{id}” cannot be closed: {missing}. Settle these points first.",
    )


def lacking(hand_over: HandOver, leaving: Measure, successor: Measure | None, on: date) -> list[Text]:
    """What still keeps a hand-over from being closed on a day, in words; empty when it may be."""
    active = successor is not None and successor.status in RUNNING
    both = successor is not None and hand_over.confirmed(leaving.by, successor.by)
    cycle = hand_over.cycle()
    together = successor is not None and overlap_days(leaving, successor, on) >= cycle
    out = [text for fails, text in ((not active, _NOT_ACTIVE), (not both, _NOT_BOTH)) if fails]
    unchecked = hand_over.unchecked()
    if unchecked:
        points = listed(CHECKLIST[name] for name in unchecked)
        out.append(Text(fr=f"la liste n’est pas remplie ({points.fr})", en=f"the checklist lacks {points.en}"))
    if not together:
        out.append(Text(fr=_TOGETHER.say("fr", days=cycle), en=_TOGETHER.say("en", days=cycle)))
    return out


def may_close(hand_over: HandOver, leaving: Measure, successor: Measure | None, on: date) -> None:
    """The invariant, on the day `on`.

    Raises
    ------
    CannotClose
        Naming what is missing.
    """
    missing = lacking(hand_over, leaving, successor, on)
    if missing:
        raise CannotClose(id=hand_over.id, missing=listed(missing))


_NOT_ACTIVE = Text(fr="la mesure qui prend la relève n’est pas en cours", en="the relieving measure is not active")
_NOT_BOTH = Text(fr="les deux parties n’ont pas confirmé", en="both sides have not confirmed")
_TOGETHER = Text(
    fr="les deux mesures n’ont pas été côte à côte un cycle entier ({days} j)",
    en="the two measures have not stood side by side for a whole cycle ({days} d)",
)

HAND_OVER = Noun(
    "hand_over",
    HandOver,
    (
        EntryType(
            "hand_over.planned",
            120,
            ("framework", "from_measure", "to_measure", "overlap", "joint_briefing", "cycle_days"),
            to="planned",
        ),
        EntryType("hand_over.confirmed", 121, ("party", "date"), appends="confirmed_by"),
        EntryType("hand_over.closed", 122, (), to="closed"),
        EntryType("hand_over.cancelled", 123, (), to="cancelled"),
        EntryType("hand_over.briefed", 124, ("last_seen", "hot_spots", "contacts", "joint_patrol", "to_measure")),
    ),
    Machine(
        labels={
            "planned": Text(fr="à confirmer", en="to be confirmed"),
            "closed": Text(fr="faite", en="done"),
            "cancelled": Text(fr="annulée", en="cancelled"),
        },
        first=frozenset({"planned"}),
        moves={"planned": frozenset({"closed", "cancelled"}), "cancelled": frozenset({"planned"})},
    ),
)

NOUNS = (HAND_OVER,)
