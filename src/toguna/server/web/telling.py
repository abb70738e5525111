"""A step of a story as a sentence of the pages: the text that fits what is known of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from toguna.server.queries.stories import Step
from toguna.server.queries.stories_integrity import hosted
from toguna.server.web.texts import TEXTS
from toguna.server.web.visits import Visit

Line = tuple[Step, str, dict[str, Any]]


def told(visit: Visit, prefix: str, steps: Sequence[Step]) -> dict[str, Any]:
    """What `story.html` takes: the lines, and which of their entries no device of the party that speaks has signed."""
    return {"steps": lines(prefix, steps), "hosted": hosted(visit.reading, steps)}


def lines(prefix: str, steps: Iterable[Step]) -> list[Line]:
    """The steps with the key and the data of their sentences, as `story.html` takes them."""
    return [(step, *sentence(prefix, step)) for step in steps]


def sentence(prefix: str, step: Step) -> tuple[str, dict[str, Any]]:
    """The text key of a step and its data: `<prefix>.<kind>`, or `<prefix>.<kind>-<field>` for the first of its fields
    that is known and has a sentence of its own; `<prefix>.<kind>-both` where several are known and it has one.
    """
    known: dict[str, Any] = {name: value for name, value in step.data.items() if value is not None}
    key = f"{prefix}.{step.kind}"
    if len(known) > 1 and f"{key}-both" in TEXTS:
        return f"{key}-both", known
    return next((f"{key}-{name}" for name in known if f"{key}-{name}" in TEXTS), key), known
