"""The question as data: counts, who had the measure and when, who may be compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
import numpy.typing as npt

from toguna.analysis.effect import faults
from toguna.analysis.effect.randomisation import Mask
from toguna.analysis.effect.score import Array
from toguna.base.text import Text

MOST_REPLICATES = 1_000_000


@dataclass(frozen=True, slots=True)
class Window:
    """When one unit had the measure.

    Attributes
    ----------
    unit : int
        Column.
    start, stop : int
        First period with the measure, first period after it; `stop` is the number of periods while it is still on.
    """

    unit: int
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Panel:
    """Checked input.

    Attributes
    ----------
    counts : ndarray of float, shape (n_units, n_periods)
        Whole numbers; transposed, because everything works on series.
    exposure : ndarray of the same shape, or None
        Scaled to a mean of 1 a unit.
    windows : tuple of Window
    comparisons, ring : tuple of int
    blackout : int
    digest : str
        SHA-256 of the counts, exposures and windows.
    """

    counts: Array
    exposure: Array | None
    windows: tuple[Window, ...]
    comparisons: tuple[int, ...]
    ring: tuple[int, ...]
    blackout: int
    digest: str

    @property
    def n_periods(self) -> int:
        return int(self.counts.shape[1])

    @property
    def treated(self) -> tuple[int, ...]:
        return tuple(window.unit for window in self.windows)

    def before(self) -> Mask:
        """Return the periods before each window, without the blackout; shape (n_treated, n_periods)."""
        periods = np.arange(self.n_periods)
        return np.stack([periods < window.start - self.blackout for window in self.windows])

    def during(self) -> Mask:
        """Return the periods of each window."""
        periods = np.arange(self.n_periods)
        return np.stack([(periods >= window.start) & (periods < window.stop) for window in self.windows])

    def after(self) -> Mask:
        """Return the periods after each window's end."""
        periods = np.arange(self.n_periods)
        return np.stack([periods >= window.stop for window in self.windows])


def read_panel(
    counts: npt.ArrayLike,
    treated: int | Sequence[int],
    start: int | Sequence[int],
    stop: int | Sequence[int | None] | None,
    exposure: npt.ArrayLike | None,
    ring: Sequence[int],
    blackout: int,
) -> Panel:
    """Check what was given and put it in order; raises one of `faults`."""
    table = read_counts(counts)
    n_periods, n_units = table.shape
    units = [treated] if isinstance(treated, int | np.integer) else list(treated)
    _check_units([*units], n_units)
    _check_units([*ring], n_units)
    for unit in ring:
        if unit in units:
            raise faults.RingHoldsTreated(unit=unit)
    comparisons = tuple(unit for unit in range(n_units) if unit not in units and unit not in ring)
    if not units:
        raise faults.BadSetting(setting="treated", value="[]", wanted=_AT_LEAST_ONE)
    if not comparisons:
        raise faults.NoComparison()
    if blackout < 0:
        raise faults.BadSetting(setting="blackout", value=blackout, wanted=_NOT_NEGATIVE)
    windows = _windows(units, start, stop, n_periods)
    exposed = None if exposure is None else _read_exposure(exposure, table.shape)
    digest = sha256(repr((table.shape, windows, tuple(ring), blackout)).encode())
    digest.update(np.ascontiguousarray(table.astype("<i8")).tobytes())
    if exposed is not None:
        digest.update(np.ascontiguousarray(exposed.astype("<f8")).tobytes())
    return Panel(
        counts=table.T.astype(np.float64),
        exposure=None if exposed is None else exposed.T / exposed.mean(0)[:, None],
        windows=windows,
        comparisons=comparisons,
        ring=tuple(int(unit) for unit in ring),
        blackout=blackout,
        digest=digest.hexdigest(),
    )


_AT_LEAST_ONE = Text(fr="au moins une unité", en="at least one unit")
_NOT_NEGATIVE = Text(fr="zéro ou plus", en="zero or more")


def read_counts(
    counts: npt.ArrayLike, shape: tuple[int, ...] | None = None, table: str = "counts"
) -> npt.NDArray[np.int64]:
    """Check a table of counts: whole, not negative, nothing missing."""
    try:
        given = np.asarray(counts)
    except ValueError:
        raise faults.NotACountTable() from None
    if given.ndim != 2 or 0 in given.shape or given.dtype.kind not in "iufb":
        raise faults.NotACountTable()
    if shape is not None and given.shape != shape:
        raise faults.UnequalPeriods(table=table, found=_shape(given.shape), expected=_shape(shape))
    values = given.astype(np.float64)
    if np.isnan(values).any():
        raise faults.MissingCounts(missing=int(np.isnan(values).sum()), period=int(np.argwhere(np.isnan(values))[0, 0]))
    odd = ~np.isfinite(values) | (values != np.floor(values))
    if odd.any():
        raise faults.NotWholeNumbers(value=f"{values[odd][0]:g}")
    if (values < 0).any():
        where = np.argwhere(values < 0)[0]
        raise faults.NegativeCounts(period=int(where[0]), value=int(values[tuple(where)]))
    return given.astype(np.int64)


def _shape(shape: tuple[int, ...]) -> str:
    return " × ".join(str(size) for size in shape)


def _read_exposure(exposure: npt.ArrayLike, shape: tuple[int, ...]) -> Array:
    given = np.asarray(exposure, dtype=np.float64)
    if given.shape != shape:
        raise faults.UnequalPeriods(table="exposure", found=_shape(given.shape), expected=_shape(shape))
    if not np.isfinite(given).all() or (given <= 0).any():
        raise faults.BadExposure()
    return given


def _check_units(units: list[int], n_units: int) -> None:
    for unit in units:
        if not 0 <= unit < n_units:
            raise faults.UnknownUnit(unit=unit, units=n_units)
        if units.count(unit) > 1:
            raise faults.SameUnitTwice(unit=unit)


def _windows(
    units: list[int], start: int | Sequence[int], stop: int | Sequence[int | None] | None, n_periods: int
) -> tuple[Window, ...]:
    starts = [start] * len(units) if isinstance(start, int | np.integer) else list(start)
    stops: list[int | None] = [stop] * len(units) if stop is None or isinstance(stop, int | np.integer) else list(stop)
    for given in (starts, stops):
        if len(given) != len(units):
            raise faults.UnequalStarts(units=len(units), given=len(given))
    out = []
    for unit, first, end in zip(units, starts, stops, strict=True):
        if not 0 <= first < n_periods:
            raise faults.StartOutside(start=first, last=n_periods - 1)
        if end is not None and end <= first:
            raise faults.StopBeforeStart(stop=end, start=first)
        out.append(Window(int(unit), int(first), n_periods if end is None else min(int(end), n_periods)))
    return tuple(out)
