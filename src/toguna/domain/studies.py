"""Studies of a measure's effect, and their plans: what is expected, compared and when it will be looked at, agreed and
entered before anything is known (domain notes §7).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar, Final

from toguna.base.dates import When
from toguna.base.errors import RuleError
from toguna.base.text import Text, Words
from toguna.domain import codes
from toguna.domain.codelist import CodeList
from toguna.domain.entity import Entity
from toguna.domain.entries import EntryType, Noun
from toguna.domain.machine import Machine


class Study(Entity):
    """A result of the evidence engine, kept with everything needed to run it again; or the plan of one, entered before
    any result. Ratios are in thousandths.

    A result names its plan by the hash of the plan's entry (`plan`), and the day on which somebody looked (`looked`).
    """

    CODES: ClassVar[dict[str, CodeList]] = {"method": codes.STUDY_METHODS, "verdict": codes.VERDICTS}

    about: tuple[str, ...]
    method: str
    framework: str | None = None
    claim: str | None = None
    what: Words | None = None
    window: When | None = None
    expected_milli: int | None = None
    comparisons: tuple[str, ...] = ()
    ring: tuple[str, ...] = ()
    reviews: tuple[When, ...] = ()
    plan: str | None = None
    looked: When | None = None
    cut_off: When | None = None
    settings: Words | None = None
    data_digest: str | None = None
    seed: int | None = None
    ratio_milli: int | None = None
    low_milli: int | None = None
    high_milli: int | None = None
    verdict: str | None = None
    status: str = "recorded"


REVIEW_LASTS: Final = timedelta(days=7)
"""A meeting slips: a look counts as the review of a day until a week after it."""


def in_review(plan: Study, looked: date) -> bool:
    """Whether a look falls on one of the review dates that its plan agreed; others are marked (peeking, notes §7)."""
    return any(r.known and r.first <= looked <= r.last + REVIEW_LASTS for r in plan.reviews)


class BadPlan(RuleError):
    """A plan that would not bind its study."""

    code = "study-bad-plan"
    text = Text(
        fr="Le plan « {id} » ne convient pas : {problem}. Le corriger avant de l’inscrire.",
        en="The plan “{id}” does not fit: {problem}. Correct it before entering it.",
    )


_NO_MEASURE = Text(fr="il ne nomme aucune mesure", en="it names no measure")
_NO_REVIEW = Text(fr="il ne donne aucune date de revue connue", en="it gives no known review date")
_NO_EFFECT = Text(
    fr="l’effet attendu doit être un rapport entre 0 et 1, par exemple 0,5 pour une moitié d’incidents en moins",
    en="the expected effect must be a ratio from 0 to below 1, for example 0.5 for half the incidents",
)
_BOTH = Text(
    fr="un axe ne peut pas être à la fois voisin et comparaison", en="a road cannot be both neighbour and comparison"
)


def may_plan(plan: Study) -> None:
    """A plan says what it is about, what it expects, and when it will be looked at.

    Raises
    ------
    BadPlan
    """
    checks = (
        (not plan.about, _NO_MEASURE),
        (plan.expected_milli is None or not 0 <= plan.expected_milli < 1000, _NO_EFFECT),
        (not plan.reviews or not all(review.known for review in plan.reviews), _NO_REVIEW),
        (bool(set(plan.ring) & set(plan.comparisons)), _BOTH),
    )
    problem = next((text for wrong, text in checks if wrong), None)
    if problem is not None:
        raise BadPlan(id=plan.id, problem=problem)


_PLANNED = (
    *("about", "method", "framework", "claim", "what", "window"),
    *("expected_milli", "comparisons", "ring", "reviews"),
)
STUDY = Noun(
    "study",
    Study,
    (
        EntryType(
            "study.recorded",
            345,
            (
                *("about", "method", "framework", "claim", "what", "window", "plan", "looked", "cut_off", "settings"),
                *("comparisons", "ring", "expected_milli", "data_digest", "seed"),
                *("ratio_milli", "low_milli", "high_milli", "verdict"),
            ),
            to="recorded",
        ),
        EntryType("study.planned", 346, _PLANNED, to="planned"),
    ),
    Machine(
        labels={"planned": Text(fr="prévue", en="planned"), "recorded": Text(fr="inscrite", en="recorded")},
        first=frozenset({"planned", "recorded"}),
        moves={},
    ),
)

NOUNS = (STUDY,)
