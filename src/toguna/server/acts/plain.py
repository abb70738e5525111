"""Acts that say one thing of one case: declared by the entry type they write, and what must be said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from toguna.base.text import Text
from toguna.domain.doing import DOING, concerned_in
from toguna.domain.nouns import NOUNS
from toguna.server.actions.doing import do
from toguna.server.acts.act import Act, Asking, Field, Offered, Said
from toguna.server.queries.reading import Reading

Shape = Callable[[Asking, Said], dict[str, Any]]


def as_said(asking: Asking, said: Said) -> dict[str, Any]:
    """The fields as they were said."""
    return dict(said)


def in_framework(asking: Asking, said: Said) -> dict[str, Any]:
    """The same, of the framework in which they were said."""
    return {"framework": asking.reading.framework, **said}


def saying(
    type_: str,
    name: str,
    fr: str,
    en: str,
    *fields: Field,
    opens: str | None = None,
    note: Text | None = None,
    shape: Shape | None = None,
    offered: Offered | None = None,
    filled: Callable[[Reading, Any], Said] | None = None,
    strong: bool = False,
) -> Act:
    """The act that writes an entry type; offered where the reader may and the case can move there."""
    noun, kind = NOUNS[type_]
    rule = DOING[type_]
    shaped = shape or (in_framework if opens else as_said)

    def done(asking: Asking, case: str, said: Said) -> Sequence[bytes]:
        told = (type_, case, shaped(asking, said))
        return [
            do(asking.register, asking.reading.reader, asking.key, told, opens=opens is not None, known=asking.known)
        ]

    def possible(reading: Reading, entity: Any) -> bool:
        reader = reading.reader
        if not concerned_in(rule, entity, reader.party, reader.role):
            return False
        if entity is not None and kind.to is not None and noun.machine is not None:
            if not noun.machine.allows(entity.status, kind.to):
                return False
        return offered is None or offered(reading, entity)

    return Act(
        name,
        noun.name,
        Text(fr=fr, en=en),
        tuple(fields),
        done,
        rule.roles,
        note=note,
        opens=opens,
        offered=possible,
        filled=filled,
        strong=strong,
    )
