"""Every seat × every act × every state that acts bring a case to: what is offered is what is done, and nothing else.

`offered` is what the pages' buttons, the API's list and `toguna act` stand on; `perform` is what all three do.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.conf import settings
from tried import NothingToChoose, looks, standing, tried, undone

from toguna.domain.nouns import ALL_NOUNS
from toguna.server.actions import serving
from toguna.server.acts.catalogue import ACTS
from toguna.server.acts.visible import entity_of

FIRST = {
    ("alert.close", "alert-without-feedback"),
    ("hand_over.close", "hand-over-cannot-close"),
    ("measure.activate", "measure-cannot-start"),
    ("undertaking.fulfil", "needs-reason"),
    ("incident.merge", "not-to-join"),
    ("erasure.propose", "countersigning-not-yours"),
    *((f"incident.{name}", "not-jointly") for name in ("confirm", "deny", "leave_open", "no_access")),
}
"""Acts that may be offered and still ask for something to be recorded first: the sentence says what."""
EMPTY = {("incident.corroborate", "reports"), ("hand_over.plan", "leaving"), ("unsealing.propose", "about")}
"""Acts that may be offered while the list to choose from is still empty."""

ACTED_ON = {act.noun for act in ACTS.values() if act.opens is None}
NOUN = {name: noun for name, noun in ALL_NOUNS.items() if name in ACTED_ON}
LATER = {
    *("hand_over.close", "undertaking.fulfil", "incident.corroborate"),
    *("distinction.make", "distinction.withdraw", "report.gather", "undertaking.adjudicate"),
    *("note.keep", "note.discard", "unsealing.propose", "claim.add_indicator"),
} | {f"incident.{name}" for name in ("confirm", "deny", "leave_open", "no_access")}
"""Acts that only what other cases hold makes possible (`test_three_ways.py`, `tests/server`, `tests/web`)."""


@dataclass
class Walk:
    """What was tried, and where offering and doing differ."""

    key: Any
    seen: set[tuple[str, str]] = field(default_factory=set)
    done: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    count: Counter[tuple[bool, bool]] = field(default_factory=Counter)
    wrong: list[tuple[str, str, str, str]] = field(default_factory=list)

    def opening(self) -> None:
        """Every act that opens a case, by every seat, and whatever can be done with the case."""
        for act in ACTS.values():
            if act.opens is not None:
                for seat, reading in looks(settings.HOME).items():
                    self._try(act, seat, reading, act.may(reading, None))

    def from_(self, noun: str, case: str) -> None:
        """Every act on a case as it stands, by every seat, and again in each new state that one leads to."""
        held = looks(settings.HOME)
        stands = held["mediation"].by_id(NOUN[noun].entity).get(case) or entity_of(held["mediation"], noun, case)
        if stands is None:
            # Its words were destroyed with it: nobody can do anything on it any more.
            self.gone.add(noun)
            return
        state = getattr(stands, "status", "")
        if noun == "rule":
            state += " " + case  # what can be decided of a rule depends on what it is about
        if (noun, state) in self.seen:
            return
        self.seen.add((noun, state))
        for seat, reading in held.items():
            entity = entity_of(reading, noun, case)
            for act in ACTS.values():
                if act.noun == noun and act.opens is None:
                    offered = entity is not None and act.may(reading, entity)
                    self._try(act, seat, reading, offered, case, entity)

    def _try(self, act: Any, seat: str, reading: Any, offered: bool, case: str | None = None, held: Any = None) -> None:
        state = getattr(held, "status", "")
        with undone():
            try:
                got = tried(self.key, reading, act, case, held)
            except NothingToChoose as empty:
                if offered and (act.name, str(empty)) not in EMPTY:
                    self.wrong.append((act.name, seat, state, f"nothing to choose: {empty}"))
                return
            accepted = isinstance(got, str)
            self.count[offered, accepted] += 1
            if accepted:
                self.done.add(act.name)
            if offered != accepted and (act.name, getattr(got, "code", "")) not in FIRST:
                self.wrong.append((act.name, seat, state, "accepted" if accepted else got.say("fr")))  # type: ignore[union-attr]
            if accepted and act.noun in NOUN:
                self.from_(act.noun, case or got)  # type: ignore[arg-type]


@pytest.mark.slow
def test_what_is_offered_is_done_and_what_is_not_is_refused(keys: dict[str, str]) -> None:
    walk = Walk(serving.held())
    walk.opening()
    for (noun, _), case in standing(looks(settings.HOME)["mediation"]).items():
        walk.from_(noun, case)
    assert walk.wrong == []
    assert walk.count[True, True] > 200
    assert walk.count[False, False] > 2000
    # Every act can be done by somebody in some state; those that ask for something first: `test_three_ways.py`.
    assert set(ACTS) - walk.done <= LATER
    # It goes to the ends of each life, not only to what a scenario holds.
    assert len(walk.seen) > 80
    ends = {("alert", "closed"), ("measure", "stopped"), ("request", "dead"), ("undertaking", "withdrawn")}
    assert ends | {("meeting", "adopted"), ("testimony", "cleared"), ("agreement", "ended")} <= walk.seen
    assert walk.gone == {"testimony"}, "taken back, it is there no more"
