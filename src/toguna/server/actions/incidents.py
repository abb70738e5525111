"""Acts about incidents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from django.db import transaction

from toguna.base.errors import InputError, RuleError
from toguna.base.text import Text
from toguna.domain.incidents import SAFEST
from toguna.domain.visibility import Reader, Role, default_level
from toguna.domain.wire import Payload
from toguna.register.constitution import Mode
from toguna.register.signing import DeviceKey
from toguna.server.actions.entering import enter
from toguna.server.ledger import store
from toguna.server.records.models import Incident

_STEP: Final = 5_000
"""Facts written at once: so much stands in memory twice, and so often it is told how far one is."""
_MAY_REPORT = frozenset({Role.MEDIATOR, Role.PREFECT, Role.MOVEMENT, Role.ARMY, Role.CHIEF, Role.YOUTH})


class ReadOnly(RuleError):
    """A replay of documented facts takes no new entries."""

    code = "register-read-only"
    text = Text(
        fr="Le registre « {framework} » rejoue des faits documentés : personne n’y inscrit rien. Choisir un "
        "autre cadre avec --framework.",
        en="The register “{framework}” replays documented facts: nobody records anything in it. Choose another "
        "with --framework.",
    )


class NotYourAct(RuleError):
    """The seat has no right to this act."""

    code = "not-your-act"
    text = Text(
        fr="Le titulaire « {seat} » ne peut pas inscrire d’incident. Le faire avec un titulaire membre du cadre "
        "(--seat).",
        en="The seat “{seat}” may not record incidents. Do it as a seat of a member of the framework (--seat).",
    )


class AlreadyRecorded(RuleError):
    """Incidents with these ids stand in the register."""

    code = "incident-already-recorded"
    text = Text(
        fr="Déjà inscrits : {ids}. Rien n’a été ajouté ; ôter ces lignes du fichier, ou changer leurs identifiants.",
        en="Recorded already: {ids}. Nothing was added; remove these lines from the file, or change their ids.",
    )


def may_report(register: bytes, reader: Reader) -> None:
    """Whether this seat may record incidents in this register.

    Raises
    ------
    ReadOnly, NotYourAct
    """
    act = store.constitution(register)
    if act.mode is Mode.REPLAY:
        raise ReadOnly(framework=act.frameworks[0])
    if reader.role not in _MAY_REPORT:
        raise NotYourAct(seat=reader.seat)


class OffTheScale(InputError):
    """More or less than people can say on the scale of how safe they feel."""

    code = "safety-off-scale"
    text = Text(
        fr="« {value} » n’est pas sur l’échelle de 0 à {most}. Donner un nombre de 0 à {most}, ou laisser vide.",
        en="“{value}” is not on the scale from 0 to {most}. Give a number from 0 to {most}, or leave it empty.",
    )


def report_incidents(
    register: bytes,
    reader: Reader,
    key: DeviceKey,
    payloads: Sequence[Payload],
    *,
    progress: Callable[[int, int], None] | None = None,
) -> int:
    """Record incidents as the reader's seat, all or none; how many. `progress` is told how many facts of how many.

    Raises
    ------
    ReadOnly, NotYourAct, AlreadyRecorded
    """
    may_report(register, reader)
    dated = store.constitution(register).mode is Mode.EXERCISE
    with transaction.atomic():
        cases = {payload.case for payload in payloads}
        held = _held(register, cases)
        if held:
            raise AlreadyRecorded(ids=", ".join(sorted(held)[:10]))
        level = default_level("incident")
        said = [(Payload(p.type, p.case, p.fields, p.known if dated else None, reader.seat), level) for p in payloads]
        for begin in range(0, len(said), _STEP):
            if progress is not None:
                progress(begin, len(said))
            enter(register, key, said[begin : begin + _STEP])
    return len(cases)


def note_weeks(register: bytes, reader: Reader, key: DeviceKey, payloads: Sequence[Payload]) -> int:
    """Record from which localities news came, week by week, whether or not anything happened; how many weeks.

    Raises
    ------
    ReadOnly, NotYourAct, OffTheScale
    """
    may_report(register, reader)
    for payload in payloads:
        safety = payload.fields.get("safety")
        if safety is not None and not 0 <= safety <= SAFEST:
            raise OffTheScale(value=safety, most=SAFEST)
    dated = store.constitution(register).mode is Mode.EXERCISE
    level = default_level("heard_from")
    said = [(Payload(p.type, p.case, p.fields, p.known if dated else None, reader.seat), level) for p in payloads]
    return len(enter(register, key, said))


def _held(register: bytes, cases: Iterable[str]) -> set[str]:
    wanted = sorted(cases)
    found: set[str] = set()
    for begin in range(0, len(wanted), 500):
        page = wanted[begin : begin + 500]
        rows = Incident.objects.filter(register=register.hex(), case__in=page)
        found.update(rows.values_list("case", flat=True))
    return found
