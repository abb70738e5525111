"""What each level of agreement weighs, fitted on pairs that people, or a rule, have labelled.

As Fellegi and Sunter do, each level of each feature has one weight, and the weights of a pair are added. They are
fitted together, by logistic regression with a normal prior, since features lean on each other: who names the same
village also uses the same words. Counting each by itself did worse (docs/decisions/0019). A pair is then weighed
against its rivals: an account has one event, so two that fit it equally well, and not each other, are each half as
sure.

Fellegi and Sunter (1969), Journal of the American Statistical Association 64(328).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp
from typing import TYPE_CHECKING, Final

from toguna.analysis.pairs.levels import FEATURES, SIZES

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Levels = npt.NDArray[np.int8]
    Rows = npt.NDArray[np.int64]
    Sums = npt.NDArray[np.float64]

_PRIOR: Final = 1.0
_STEPS: Final = 50
_DIGITS: Final = 6
"""Sums are rounded to these, so that the order in which weights are added decides nothing."""
_NEVER_BELOW: Final = 2.0
"""A pair so far below the prior is neither suggested nor a rival."""
LEAST_PRECISION: Final = 0.97


@dataclass(frozen=True)
class Weights:
    """Natural logarithms by feature and level.

    `prior` is what weighs against a pair before anything is compared. A pair is suggested where what speaks for it,
    less the prior and its rivals, reaches `threshold`.
    """

    by_feature: Mapping[str, tuple[float, ...]]
    prior: float
    threshold: float

    def total(self, levels: Sequence[int]) -> float:
        """The sum for one pair, its levels in the order of `FEATURES`."""
        weights = (self.by_feature[name][level] for name, level in zip(FEATURES, levels, strict=True))
        return round(sum(weights), _DIGITS)

    def totals(self, levels: Levels) -> Sums:
        """The sums of pairs, from levels of shape (n_pairs, n_features)."""
        import numpy as np

        columns = [np.array(self.by_feature[name])[levels[:, at]] for at, name in enumerate(FEATURES)]
        found: Sums = np.round(np.sum(columns, axis=0, dtype=np.float64), _DIGITS)
        return found

    @property
    def least(self) -> float:
        """The sum below which a pair is not suggested even without a rival."""
        return round(self.prior + self.threshold, _DIGITS)


def among_rivals(one: Rows, two: Rows, totals: Sums, prior: float, sources: Sequence[str] = ()) -> Sums:
    """Each pair's sum less the prior and its rivals: the other pairs that either account stands in.

    A rival counts as far as it is another event: an account that fits both of a pair is more likely a third account of
    the same one, unless it stands in the same list as one of them: who made that list held them apart.

    Parameters
    ----------
    one, two : ndarray of int, shape (n_pairs,)
        The accounts, numbered so that the same account has the same number in both.
    totals : ndarray of float, shape (n_pairs,)
    prior : float
    sources : sequence of str, optional
        The list that each account stands in, by its number; empty for none.
    """
    import numpy as np

    beside: dict[int, dict[int, float]] = {}
    for a, b, total in zip(one.tolist(), two.tolist(), totals.tolist(), strict=True):
        beside.setdefault(a, {})[b] = beside.setdefault(b, {})[a] = total
    rivals = [
        _of_rivals(beside, a, b, prior, sources) + _of_rivals(beside, b, a, prior, sources)
        for a, b in zip(one.tolist(), two.tolist(), strict=True)
    ]
    found: Sums = np.round(totals - np.log(np.exp(prior) + np.array(rivals, dtype=np.float64)), _DIGITS)
    return found


def _of_rivals(
    beside: Mapping[int, Mapping[int, float]], account: int, other: int, prior: float, sources: Sequence[str]
) -> float:
    """What speaks for the account's pairs with others than this one, less what says that these are the same."""
    held = 0.0
    for third, total in beside[account].items():
        if third != other:
            same = beside[other].get(third)
            listed = bool(sources) and sources[third] != "" and sources[third] == sources[other]
            apart = 1.0 if same is None or listed else 1 / (1 + exp(same - prior))
            held += exp(total) * apart
    return held


def fit(
    one: Rows, two: Rows, levels: Levels, same: npt.NDArray[np.bool_], *, least_precision: float = LEAST_PRECISION
) -> Weights:
    """Weights from labelled pairs.

    Parameters
    ----------
    one, two : ndarray of int, shape (n_pairs,)
        The accounts of each pair.
    levels : ndarray of int, shape (n_pairs, n_features)
        As `matching.compared` gives them: all pairs near enough in time to be compared.
    same : ndarray of bool, shape (n_pairs,)
        Whether both are of one event.
    least_precision : float, optional
        The threshold is the lowest at which this share of what is suggested is right.

    Returns
    -------
    Weights
    """
    import numpy as np

    said = [(name, level) for name in FEATURES for level in range(1, SIZES[name])]
    shown = np.array([levels[:, FEATURES.index(name)] == level for name, level in said], dtype=np.float64).T
    begin, *found = _logistic(np.column_stack([np.ones(len(shown)), shown]), same.astype(np.float64))
    by_feature = {
        name: (0.0, *(round(w, 2) for (of, _), w in zip(said, found, strict=True) if of == name)) for name in FEATURES
    }
    weights = Weights(by_feature, round(-begin, 2), 0.0)
    totals = weights.totals(levels)
    near = totals >= weights.prior - _NEVER_BELOW
    scores = among_rivals(one[near], two[near], totals[near], weights.prior)
    return replace(weights, threshold=round(lowest(scores, same[near], least_precision), 2))


def _logistic(shown: npt.NDArray[np.float64], same: npt.NDArray[np.float64]) -> list[float]:
    """The coefficients, the first of them without a prior; Newton’s steps until they stand still."""
    import numpy as np

    found = np.zeros(shown.shape[1])
    holds = np.eye(len(found)) * _PRIOR
    holds[0, 0] = 1e-6
    for _ in range(_STEPS):
        odds = 1 / (1 + np.exp(-shown @ found))
        slope = shown.T @ (odds - same) + holds @ found
        step = np.linalg.solve((shown * (odds * (1 - odds))[:, None]).T @ shown + holds, slope)
        found -= step
        if abs(step).max() < 1e-6:
            break
    return [float(one) for one in found]


def lowest(totals: npt.NDArray[np.float64], same: npt.NDArray[np.bool_], least_precision: float) -> float:
    """The lowest sum from which on at least that share of the pairs is right."""
    import numpy as np

    order = np.argsort(-totals, kind="stable")
    held, right = totals[order], np.cumsum(same[order])
    ends = np.append(held[1:] < held[:-1], True)  # pairs of the same sum are suggested together
    good = ends & (right / np.arange(1, len(held) + 1) >= least_precision)
    return float(held[good][-1]) if good.any() else float("inf")


SHIPPED: Final = Weights(
    {
        "time": (0.0, 3.65, 1.22, -4.04, -4.76, 2.71, 1.22, 0.0),
        "place": (0.0, 2.57, 2.54, 2.56, 1.71, 1.49, -1.14, -3.34, -6.4),
        "kind": (0.0, 0.22, -1.26, -4.61),
        "harm": (0.0, 1.35, 2.24, 0.2, -0.67, -5.33),
        "against": (0.0, 1.49, -1.86),
        "text": (0.0, -2.39, -1.59, -1.29, -0.24, 1.21, 2.11, 2.88, 4.24),
    },
    prior=4.49,
    threshold=-0.45,
)
"""Fitted by `python scripts/twin_reports.py --fit` on accounts of invented events, rewritten by rule."""
