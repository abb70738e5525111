"""Acts about studies: the plan before the result, and the result that names its plan (domain notes §7)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.db import transaction

from toguna.base.errors import RuleError
from toguna.base.text import Text
from toguna.domain.checking import check
from toguna.domain.entity import typed
from toguna.domain.measures import Measure
from toguna.domain.studies import Study, may_plan
from toguna.domain.visibility import Reader, Role
from toguna.register.signing import DeviceKey
from toguna.server.actions.cases import NotYourMeasure, UnknownCase, concerned, held, new, state, writable
from toguna.server.records.models import Statement

_MAY_STUDY: Final = frozenset({Role.MEDIATOR, Role.ANALYST})


class NoPlan(RuleError):
    """A study names a plan that the register does not hold."""

    code = "study-plan-unknown"
    text = Text(
        fr="Ce registre ne contient aucun plan d’étude « {plan} ». Inscrire le plan d’abord, ou donner son empreinte.",
        en="This register holds no study plan “{plan}”. Enter the plan first, or give its hash.",
    )


def plan_study(
    register: bytes, reader: Reader, key: DeviceKey, case: str, fields: Mapping[str, Any], *, known: date | None = None
) -> bytes:
    """Enter what is expected of a measure, with what it will be compared, and when one will look; the entry's hash.

    The secretariat, the observer, and those who carry the measure may plan.

    Raises
    ------
    ReadOnly, UnknownCase, AlreadyHeld, NotYourMeasure, BadPlan
    """
    with transaction.atomic():
        writable(register)
        new(register, Study, case)
        may_plan(typed({**check("study.planned", case, fields), "id": case}, Study))
        for about in fields["about"]:
            measure = held(register, Measure, about)
            if reader.role not in _MAY_STUDY:
                concerned(reader, about, measure.by)
        return state(register, reader, key, ("study.planned", case, fields), known=known)


def record_study(
    register: bytes, reader: Reader, key: DeviceKey, case: str, fields: Mapping[str, Any], *, known: date | None = None
) -> bytes:
    """Enter what a look found, with its plan's hash if there was one; the entry's hash.

    Raises
    ------
    ReadOnly, UnknownCase, AlreadyHeld, NotYourMeasure, NoPlan
    """
    with transaction.atomic():
        writable(register)
        new(register, Study, case)
        if reader.role not in _MAY_STUDY:
            raise NotYourMeasure(seat=reader.seat, id=case)
        for about in fields["about"]:
            held(register, Measure, about)
        plan = fields.get("plan")
        if plan is not None and not _planned(register, plan):
            raise NoPlan(plan=plan)
        return state(register, reader, key, ("study.recorded", case, fields), known=known)


def _planned(register: bytes, plan: str) -> bool:
    return Statement.objects.filter(register=register.hex(), entry=plan, type="study.planned").exists()


__all__ = ["NoPlan", "UnknownCase", "plan_study", "record_study"]
