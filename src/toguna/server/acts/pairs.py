"""Acts on accounts of the same event: joined by a person, told apart, and undone at will."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from toguna.base.text import Text
from toguna.domain.doing import SECRETARIAT
from toguna.domain.incidents import INCIDENT
from toguna.server.actions import pairs
from toguna.server.actions.receipts import case_of
from toguna.server.acts.act import Act, Asking, Said
from toguna.server.acts.fields import WHY, case
from toguna.server.acts.plain import saying
from toguna.server.queries.pairs import OPEN, another_open, suggested
from toguna.server.queries.reading import Reading


def _merged(asking: Asking, id_: str, said: Said) -> Sequence[bytes]:
    return pairs.merge_incident(asking.register, asking.reading.reader, asking.key, id_, said, known=asking.known)


def _separated(asking: Asking, id_: str, said: Said) -> Sequence[bytes]:
    why = said.get("why")
    return pairs.separate_incident(asking.register, asking.reading.reader, asking.key, id_, why, known=asking.known)


def _split(asking: Asking, id_: str, said: Said) -> Sequence[bytes]:
    why = said.get("why")
    return pairs.split_report(asking.register, asking.reading.reader, asking.key, id_, why, known=asking.known)


def _gathered(asking: Asking, id_: str, said: Said) -> Sequence[bytes]:
    opened = case_of("i", asking.register, asking.seat, asking.token)
    reports, framework = (id_, said["other"]), asking.reading.framework
    return pairs.gather(
        asking.register, asking.reading.reader, asking.key, opened, reports, framework, known=asking.known
    )


def _apart(asking: Asking, id_: str, said: Said) -> Sequence[bytes]:
    told = {"framework": asking.reading.framework, "cases": sorted((said["one"], said["two"]))}
    if "why" in said:
        told["why"] = said["why"]
    return pairs.tell_apart(asking.register, asking.reading.reader, asking.key, id_, told, known=asking.known)


def _may_merge(reading: Reading, held: Any) -> bool:
    assert INCIDENT.machine is not None
    return INCIDENT.machine.allows(held.status, "merged")


ACTS: Final[tuple[Act, ...]] = (
    Act(
        "incident.merge",
        "incident",
        Text(fr="Réunir à un autre incident", en="Merge into another incident"),
        (case("incident", "Lequel reste", "Which one stays", "same_event", needed=True), WHY),
        _merged,
        SECRETARIAT,
        offered=_may_merge,
        note=Text(
            fr="Les deux restent lisibles ; un seul compte dans les chiffres. Cela s’annule.",
            en="Both stay readable; only one counts in the figures. It can be undone.",
        ),
    ),
    Act(
        "incident.separate",
        "incident",
        Text(fr="Annuler la réunion", en="Undo the merge"),
        (WHY,),
        _separated,
        SECRETARIAT,
        offered=lambda reading, held: held.status == "merged",
    ),
    Act(
        "report.split",
        "report",
        Text(fr="Détacher de l’incident", en="Detach from the incident"),
        (WHY,),
        _split,
        SECRETARIAT,
        offered=lambda reading, held: held.status == "merged",
    ),
    Act(
        "report.gather",
        "report",
        Text(fr="Ouvrir un incident avec un autre compte rendu", en="Open an incident with another report"),
        (case("other", "Lequel", "Which one", "open_report", needed=True),),
        _gathered,
        SECRETARIAT,
        offered=lambda reading, held: held.status in OPEN and another_open(reading, held.id),
        note=Text(
            fr="Chacun garde ses mots et sa provenance. Un nombre qui diffère n’est pas repris.",
            en="Each keeps its words and where it came from. A number that differs is not taken.",
        ),
    ),
    Act(
        "distinction.make",
        "distinction",
        Text(fr="Inscrire que ce sont deux événements", en="Record that they are two events"),
        (
            case("one", "Le premier", "The first", "account", needed=True),
            case("two", "Le second", "The second", "account", needed=True),
            WHY,
        ),
        _apart,
        SECRETARIAT,
        opens="d",
        offered=lambda reading, held: bool(suggested(reading)),
        note=Text(
            fr="Ils ne seront plus proposés ensemble, tant que cela n’est pas annulé.",
            en="They will not be suggested together again, unless this is undone.",
        ),
    ),
    saying("distinction.withdrawn", "distinction.withdraw", "Revenir dessus", "Take that back", WHY),
)
