"""The first steps of a new framework, and which of them are done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from toguna.domain.measures import Measure
from toguna.domain.meetings import Meeting
from toguna.domain.visibility import Role
from toguna.register.constitution import Mode
from toguna.server.queries.reading import Reading


@dataclass(frozen=True, slots=True)
class Step:
    """One step by its code; `done` is None where the register cannot know."""

    code: str
    done: bool | None


def pending(reading: Reading, backup: date | None) -> bool:
    """Whether a living framework's secretariat still has first steps to take."""
    return reading.mode is Mode.LIVE and any(step.done is False for step in first_steps(reading, backup))


def next_called(reading: Reading) -> str:
    """The next meeting that is called; empty where none is."""
    days = [
        (one.called_for.first if one.called_for and one.called_for.known else date.max, one.id)
        for one in reading.all(Meeting)
        if one.status == "called"
    ]
    return min(days)[1] if days else ""


def first_steps(reading: Reading, backup: date | None) -> list[Step]:
    """What the secretariat does first; nothing for any other reader."""
    if reading.reader.role is not Role.MEDIATOR:
        return []
    return [
        Step("measure", bool(reading.all(Measure))),
        Step("meeting", bool(reading.all(Meeting))),
        Step("note", None),
        Step("agenda", None),
        Step("backup", backup is not None),
    ]
