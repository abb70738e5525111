"""What a meeting or an agreement leaves open, to be settled before people leave the room (domain notes §3.5).

A point is filled, or it is said that it is not agreed; what is neither is missing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from toguna.base.text import Text
from toguna.domain.agreements import Agreement
from toguna.domain.meetings import Decision, Meeting
from toguna.domain.undertakings import Undertaking
from toguna.domain.visibility import agreement_visible
from toguna.server.queries.naming import both
from toguna.server.queries.reading import Reading
from toguna.server.queries.stories_case import decision_visible, meeting_visible, who
from toguna.server.queries.undertaking_story import agreements_of

_ASIDE = frozenset({"withdrawn", "superseded", "lapsed"})
DECISION_POINTS = ("by", "due")
"""What a decision that was taken should say: who carries it out, and before when."""


@dataclass(frozen=True, slots=True)
class OpenText:
    """An undertaking or a decision: the points that are missing, and those that were said not to be agreed."""

    id: str
    noun: str
    what: Text
    who: Text | None
    missing: tuple[str, ...]
    not_agreed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """All that was put in words, what lacks something first; `whole` counts what lacks nothing."""

    texts: tuple[OpenText, ...]
    unwritten: bool

    @property
    def points(self) -> int:
        """How many points are missing in all."""
        return sum(len(text.missing) for text in self.texts)

    @property
    def whole(self) -> int:
        """How many texts lack nothing."""
        return sum(not text.missing for text in self.texts)


def points_open(reading: Reading, held: Undertaking) -> tuple[str, ...]:
    """The points of an undertaking that are neither filled nor said not to be agreed, by it or by its agreement."""
    agreement = reading.by_id(Agreement).get(held.agreement or "")
    said = {*held.not_agreed, *(agreement.missing_in_text if agreement else ())}
    return tuple(point for point in held.missing() if point not in said)


def of_meeting(reading: Reading, id_: str) -> Missing | None:
    """What a meeting leaves open; None where there is none, or none that this reader may know of."""
    meeting = reading.by_id(Meeting).get(id_)
    if meeting is None or not meeting_visible(reading, meeting):
        return None
    promises = [one for one in reading.all(Undertaking) if one.meeting == id_ or one.id in meeting.led_to]
    decided = [one for one in reading.all(Decision) if one.meeting == id_ and decision_visible(reading, one)]
    return _missing(reading, promises, decided, unwritten=meeting.conclusions is None)


def of_agreement(reading: Reading, id_: str) -> Missing | None:
    """What an agreement's undertakings leave open; None where there is none, or none for this reader."""
    if id_ not in reading.by_id(Agreement) or not agreement_visible(reading.reader):
        return None
    promises = [one for one in reading.all(Undertaking) if id_ in agreements_of(reading, one)]
    return _missing(reading, promises, (), unwritten=False)


def _missing(
    reading: Reading, promises: Iterable[Undertaking], decided: Iterable[Decision], *, unwritten: bool
) -> Missing:
    shown = promises if agreement_visible(reading.reader) else ()
    texts = [_promise(reading, one) for one in shown if one.status not in _ASIDE]
    texts += [_decision(reading, one) for one in decided if one.status == "adopted"]
    return Missing(tuple(sorted(texts, key=lambda text: (-len(text.missing), text.id))), unwritten)


def _promise(reading: Reading, held: Undertaking) -> OpenText:
    missing = points_open(reading, held)
    said = tuple(point for point in held.missing() if point not in missing)
    return OpenText(held.id, "undertaking", both(held.what), who(reading, held.who, held.who_text), missing, said)


def _decision(reading: Reading, held: Decision) -> OpenText:
    lacks = {"by": not held.awaited_from, "due": held.due is None}
    missing = tuple(point for point in DECISION_POINTS if lacks[point])
    return OpenText(held.id, "decision", both(held.what), who(reading, held.awaited_from, None), missing, ())
