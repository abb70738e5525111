"""Ratings of undertakings: what parties and observers say, and what two coders found without knowing of each other.

A round of coding is an undertaking on one scale as of one day. Two seats of those who count code it blind; where they
differ, a third settles it with a reason. All three stand: what was coded is never taken back (domain notes §3.4).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from toguna.base.dates import When
from toguna.base.errors import InputError, RuleError
from toguna.base.text import Text, Words
from toguna.domain import codes
from toguna.domain.codelist import CodeList
from toguna.domain.entity import Part

CODERS: Final = 2
_PAIMT: Final = "paimt"
_LATE, _ON_PACE = 2, 3
"""PAIMT's two steps for work under way: not done in time at its present pace, and done in time."""


class BadStep(InputError):
    """A rating lies outside its scale."""

    code = "bad-rating-step"
    text = Text(
        fr="La note {step} sort de l’{named}. Choisir un de ses échelons, puis envoyer de nouveau.",
        en="The rating {step} lies outside the {named}. Choose one of its steps, then send again.",
    )


class ShareNeeded(InputError):
    """On PAIMT, work under way is rated by its pace, which needs the share done."""

    code = "share-needed"
    text = Text(
        fr="Sur l’échelle PAIMT, ce qui est en cours (2 ou 3) se note d’après le rythme : donner la part déjà faite, "
        "de 1 à 99 pour cent, puis envoyer de nouveau.",
        en="On the PAIMT scale, what is under way (2 or 3) is rated by its pace: give the share done so far, 1 to 99 "
        "per cent, then send again.",
    )


class ShareWithoutPace(InputError):
    """A share done was given where no pace is worked out from it."""

    code = "share-without-pace"
    text = Text(
        fr="La part déjà faite ne se donne que sur l’échelle PAIMT, pour ce qui est en cours (2 ou 3). La retirer, ou "
        "changer d’échelle ou d’échelon.",
        en="The share done is given on the PAIMT scale only, for what is under way (2 or 3). Take it out, or change "
        "the scale or the step.",
    )


class NoPace(RuleError):
    """An undertaking without a beginning or a deadline has no pace."""

    code = "no-pace"
    text = Text(
        fr="Sans début et sans échéance connus, un rythme ne se calcule pas : PAIMT ne convient pas à cet engagement "
        "tel qu’il est. Compléter l’engagement, ou noter sur une autre échelle.",
        en="Without a known beginning and deadline no pace can be worked out: PAIMT does not fit this undertaking as "
        "it stands. Complete the undertaking, or rate it on another scale.",
    )


class CodedAlready(RuleError):
    """This seat has coded the round, or both codings of it are in."""

    code = "coded-already"
    text = Text(
        fr="Ce relevé est déjà fait : le vôtre est inscrit, ou les deux y sont. Rien n’a été inscrit. Un relevé ne se "
        "reprend pas ; s’ils diffèrent, un tiers tranche. Sinon, en inscrire un d’une autre date.",
        en="This coding is done: yours is recorded, or both are in. Nothing was recorded. A coding is not taken back; "
        "where two differ, a third settles it. Otherwise code as of another day.",
    )


class NothingToSettle(RuleError):
    """The round is not complete, not in dispute, settled, or this seat is one of its coders."""

    code = "nothing-to-settle"
    text = Text(
        fr="Rien à trancher ici pour ce titulaire : il faut deux relevés de la même date et de la même échelle qui "
        "diffèrent, et un tiers qui n’en a fait aucun. Rien n’a été inscrit ; relire la fiche.",
        en="Nothing for this seat to settle here: it takes two codings of the same day and scale that differ, and a "
        "third who made neither. Nothing was recorded; read the record again.",
    )


class Step(Part):
    """A step of a scale, as of a day."""

    CODES: ClassVar[dict[str, CodeList]] = {"scale": codes.SCALES}

    scale: str
    step: int
    date: When

    def __post_init__(self) -> None:
        super().__post_init__()
        top = codes.SCALE_TOPS[self.scale]
        if not 0 <= self.step <= top:
            raise BadStep(step=self.step, scale=self.scale, top=top, named=codes.SCALES.labels[self.scale])


class Rating(Step):
    """How far a party or a coder holds an undertaking to be fulfilled, with its evidence. `done_percent` is the share
    done from which PAIMT's pace was worked out.
    """

    party: str | None = None
    evidence: Words | None = None
    done_percent: int | None = None


class Coding(Step):
    """What one coder found, blind: `seat` is whose it is."""

    seat: str
    evidence: Words | None = None
    done_percent: int | None = None


class Adjudication(Step):
    """What a third settled where two codings differ, and why."""

    seat: str
    why: Words


@dataclass(frozen=True, slots=True)
class Round:
    """One scale as of one day: the codings, and what settled their difference.

    `codings` are those of different seats, in the order in which they were entered; two make the pair. More than two
    can only come of copies that did not know of each other: all are kept, and the first two are the pair.
    """

    scale: str
    date: When
    codings: tuple[Coding, ...]
    adjudication: Adjudication | None = None

    @property
    def complete(self) -> bool:
        """Whether both codings are in: only then may anybody but its own coder read one."""
        return len(self.codings) >= CODERS

    @property
    def pair(self) -> tuple[Coding, Coding] | None:
        """The two blind codings."""
        return (self.codings[0], self.codings[1]) if self.complete else None

    @property
    def differs(self) -> bool:
        """Whether the two found different steps."""
        return self.pair is not None and self.pair[0].step != self.pair[1].step

    @property
    def settled(self) -> int | None:
        """The step that counts: the one both found, or the third's; None as long as there is none."""
        if self.pair is None:
            return None
        if not self.differs:
            return self.pair[0].step
        return self.adjudication.step if self.adjudication is not None else None

    def awaits_third(self, seat: str | None) -> bool:
        """Whether this seat may settle it: the two differ, nobody has settled it, and it made neither."""
        return self.differs and self.adjudication is None and not self.coded_by(seat)

    def coded_by(self, seat: str | None) -> bool:
        """Whether a seat has coded in it."""
        return any(one.seat == seat for one in self.codings)


def rounds(codings: Iterable[Coding], adjudications: Sequence[Adjudication]) -> tuple[Round, ...]:
    """Every round, the oldest first; a seat's first coding of a round is its coding."""
    held: dict[tuple[str, str], dict[str, Coding]] = {}
    for one in codings:
        held.setdefault((one.scale, one.date.iso()), {}).setdefault(one.seat, one)
    found = []
    for (scale, _), by_seat in held.items():
        given = tuple(by_seat.values())
        said = [one for one in adjudications if one.scale == scale and one.date == given[0].date]
        third = [one for one in said if one.seat not in {coding.seat for coding in given[:CODERS]}]
        found.append(Round(scale, given[0].date, given, third[0] if third else None))
    return tuple(sorted(found, key=lambda one: (one.date.first, one.date.last, one.scale)))


def results(all_rounds: Iterable[Round]) -> tuple[Rating, ...]:
    """What blind coding found, as ratings of nobody in particular: only of rounds that are settled."""
    return tuple(
        Rating(scale=one.scale, step=one.settled, date=one.date) for one in all_rounds if one.settled is not None
    )


def paced_step(
    scale: str, step: int, done_percent: int | None, on: When, *, start: When | None, due: date | None
) -> int:
    """The step to record: as given, but on PAIMT what is under way is 2 or 3 by its pace towards the deadline.

    At its present pace it will be done on `start` + elapsed ÷ share done; not later than `due` is step 3, later is 2.
    Dates that are not known to the day count against it: the earliest beginning, the last day it was rated for.

    Raises
    ------
    ShareNeeded, ShareWithoutPace, NoPace
    """
    under_way = scale == _PAIMT and step in (_LATE, _ON_PACE)
    if not under_way:
        if done_percent is not None:
            raise ShareWithoutPace
        return step
    if done_percent is None or not 1 <= done_percent <= 99:
        raise ShareNeeded
    if start is None or not start.known or due is None or not on.known:
        raise NoPace
    elapsed, whole = (on.last - start.first).days, (due - start.first).days
    in_time = on.last <= due and elapsed * 100 <= whole * done_percent
    return _ON_PACE if in_time else _LATE
