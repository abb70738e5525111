"""What monitoring answers, and what it refuses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from toguna.base.errors import InputError
from toguna.base.text import Text

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


class MonitorInputError(InputError):
    """What was asked of the monitoring does not fit together."""

    code = "monitor-input"
    text = Text(fr="Surveillance impossible : {why}", en="Monitoring cannot run: {why}")

    def __init__(self, why: Text, **data: object) -> None:
        self.why = why
        super().__init__(why=why, **data)

    def say(self, lang: str) -> str:
        """The sentence, its reason filled in the same language."""
        data = {name: value for name, value in self.data.items() if name != "why"}
        return self.text.say(lang, why=self.why.say(lang, **data))


NOT_COUNTS = Text(
    fr="la valeur {value} (série {series}, période {time}) n’est pas un nombre d’incidents ; la corriger.",
    en="value {value} (series {series}, period {time}) is not a number of incidents; correct it.",
)
TOO_SHORT = Text(
    fr="la période {time} n’a pas {wanted} périodes avant elle ; commencer plus tard ou remonter moins d’années.",
    en="period {time} does not have {wanted} periods before it; begin later or go back fewer years.",
)
BAD_CHOICE = Text(
    fr="{option} ne connaît pas « {value} » ; choisir parmi : {choices}.",
    en="{option} does not know “{value}”; choose one of: {choices}.",
)
BAD_VALUE = Text(fr="{option} vaut {value} ; il faut {wanted}.", en="{option} is {value}; it must be {wanted}.")


@dataclass(frozen=True, slots=True, eq=False)
class MonitorResult:
    """Bounds and alarms of one or several series.

    `times` (moments,) periods judged; `observed`, `expected`, `bounds`, `alarms` (series, moments). For sums, `bounds`
    are the thresholds and `observed` the sums. `extra` holds what a method adds (trend, dispersion, p-values …).
    """

    method: str
    times: NDArray[np.int64]
    observed: NDArray[np.float64]
    expected: NDArray[np.float64]
    bounds: NDArray[np.float64]
    alarms: NDArray[np.bool_]
    settings: Mapping[str, object]
    seed: int | None
    data_digest: str
    extra: Mapping[str, Any]


def checked(counts: ArrayLike) -> NDArray[np.float64]:
    """Counts as (series, time).

    Raises
    ------
    MonitorInputError
        A value is missing, negative or not whole.
    """
    table = np.atleast_2d(np.asarray(counts, dtype=np.float64))
    if table.ndim != 2:
        raise MonitorInputError(BAD_VALUE, option="counts", value=table.shape, wanted="(series, time)")
    bad = np.argwhere(~np.isfinite(table) | (table < 0) | (table != np.floor(table)))
    if len(bad):
        series, time = (int(v) for v in bad[0])
        raise MonitorInputError(NOT_COUNTS, value=float(table[series, time]), series=series, time=time)
    return np.ascontiguousarray(table)
