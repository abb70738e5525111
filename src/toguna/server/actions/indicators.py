"""Acts on weekly indicators: one call, several answers, one statement each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from toguna.base.dates import When
from toguna.domain import codes
from toguna.domain.visibility import Reader
from toguna.register.signing import DeviceKey
from toguna.server.actions.doing import do


def note_week(
    register: bytes,
    reader: Reader,
    key: DeviceKey,
    case: str,
    framework: str,
    monday: date,
    said: Mapping[str, Any],
    *,
    known: date | None = None,
) -> list[bytes]:
    """Record what a function answered for a week; the new entries' hashes. `said` has the spot, the function, and a
    step for each indicator that was asked.

    Raises
    ------
    ReadOnly, NotYourMeasure
    """
    answers = [(name, said[name]) for name in codes.INDICATORS if said.get(name)]
    year, week, _ = monday.isocalendar()
    common = {"framework": framework, "spot": said["spot"], "week": When.parse(f"{year}-W{week:02d}").iso()}
    with transaction.atomic():
        return [
            do(
                register,
                reader,
                key,
                ("indicator.noted", f"{case}-{n}", {**common, "indicator": name, "step": step, "asked": said["asked"]}),
                opens=True,
                known=known,
            )
            for n, (name, step) in enumerate(answers)
        ]
