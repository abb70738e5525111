"""Blind coding: which rounds stand open, what each coder found once both are in, and how far coders agree.

Until both codings of a round are in, each coder reads its own and nobody reads another's: a round tells of itself only
how many are in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toguna.base.dates import When
from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.doing import DOING
from toguna.domain.implementation import weighted_kappa
from toguna.domain.ratings import Adjudication, Coding, Round, rounds
from toguna.domain.undertakings import Undertaking
from toguna.domain.visibility import agreement_visible, coding_visible, undertaking_status
from toguna.register.constitution import SeatRole
from toguna.server.queries.naming import both, party_name
from toguna.server.queries.reading import Reading
from toguna.server.queries.seats import founding_act

FEWEST_FOR_KAPPA = 10
"""Fewer undertakings coded by both give no figure."""
_ALTERNATE = Text(fr="{party} (suppléant)", en="{party} (alternate)")
_OVER = frozenset({"draft", "withdrawn", "superseded"})


@dataclass(frozen=True, slots=True)
class CodingRow:
    """What one coder found, or a third settled (`why`)."""

    coder: Text
    step: int
    done_percent: int | None
    evidence: Text | None
    why: Text | None = None


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One round. `state`: `waiting` for the second coding, `agreed`, `differs`, or `settled` by a third; `entered` is
    how many codings are in, `codings` those that this reader may read.
    """

    scale: str
    top: int
    date: When
    state: str
    entered: int
    codings: tuple[CodingRow, ...]
    third: CodingRow | None
    settled: int | None


@dataclass(frozen=True, slots=True)
class ToDo:
    """A round in which this reader's seat is awaited: to `code` it as the second, or to `settle` it as the third."""

    id: str
    undertaking: str
    what: Text
    scale: str
    date: When
    act: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two coders agree on one scale: over how many undertakings that both coded blind, how often exactly, and
    beyond chance. The figures are None where there are too few, or no chance to differ.
    """

    scale: str
    raters: tuple[Text, Text]
    number: int
    same: int
    linear: float | None
    quadratic: float | None

    @property
    def said(self) -> tuple[Text, Text] | None:
        """Both in words, linear first."""
        if self.linear is None or self.quadratic is None:
            return None
        return _decimal(self.linear), _decimal(self.quadratic)


def _decimal(value: float) -> Text:
    number = f"{value:.2f}".replace("-", "−")
    return Text(fr=number.replace(".", ","), en=number)


def of(reading: Reading, held: Undertaking) -> tuple[RoundRow, ...]:
    """The rounds of an undertaking, the oldest first, with what this reader may read of each."""
    if undertaking_status(reading.reader) != "each":
        return ()
    return tuple(_row(reading, one) for one in _rounds(held))


def _rounds(held: Undertaking) -> tuple[Round, ...]:
    return rounds(held.codings, held.adjudications)


def _row(reading: Reading, held: Round) -> RoundRow:
    shown = [one for one in held.codings if coding_visible(reading.reader, one.seat, complete=held.complete)]
    third = held.adjudication if held.complete else None
    return RoundRow(
        held.scale,
        codes.SCALE_TOPS[held.scale],
        held.date,
        _state(held),
        len(held.codings),
        tuple(_coding(reading, one) for one in shown),
        _third(reading, third) if third is not None and held.differs else None,
        held.settled,
    )


def _state(held: Round) -> str:
    if not held.complete:
        return "waiting"
    if not held.differs:
        return "agreed"
    return "differs" if held.settled is None else "settled"


def _coding(reading: Reading, one: Coding) -> CodingRow:
    evidence = both(one.evidence) if one.evidence else None
    return CodingRow(seat_name(reading, one.seat), one.step, one.done_percent, evidence)


def _third(reading: Reading, one: Adjudication) -> CodingRow:
    return CodingRow(seat_name(reading, one.seat), one.step, None, None, both(one.why))


def seat_name(reading: Reading, seat: str) -> Text:
    """Whose seat it is: the party, and that it is the alternate's; its code where the register does not know it."""
    act = founding_act(reading.register)
    held = next((one for one in act.seats if one.code == seat), None)
    if held is None:
        return Text(fr=seat, en=seat)
    party = party_name(reading, held.party)
    if held.role is not SeatRole.SUPPLEANT:
        return party
    return Text(fr=_ALTERNATE.fr.format(party=party.fr), en=_ALTERNATE.en.format(party=party.en))


def awaiting(reading: Reading) -> list[ToDo]:
    """The rounds that wait for this reader's seat, the oldest first; none for those who do not code."""
    seat, role = reading.reader.seat, reading.reader.role
    if seat is None or role not in DOING["undertaking.coded"].roles or not agreement_visible(reading.reader):
        return []
    found: list[ToDo] = []
    for held in reading.all(Undertaking):
        if held.status not in _OVER and reading.reader.party not in held.who:
            found += _awaited(held, seat)
    return sorted(found, key=lambda one: (one.date.first, one.id))


def _awaited(held: Undertaking, seat: str) -> Iterator[ToDo]:
    for one in _rounds(held):
        act = "settle" if one.awaits_third(seat) else "code" if not one.complete and not one.coded_by(seat) else None
        if act is not None:
            id_ = f"{held.id} {one.scale} {one.date.iso()}"
            yield ToDo(id_, held.id, both(held.what), one.scale, one.date, act)


def agreements(reading: Reading) -> list[Agreement]:
    """Each two coders, on each scale on which they have coded the same undertakings blind: their last such round of
    each undertaking.
    """
    if undertaking_status(reading.reader) is None:
        return []
    pairs: dict[tuple[str, str, str], dict[str, tuple[int, int]]] = {}
    for held in reading.all(Undertaking):
        for one in _rounds(held):
            if one.pair is not None:
                first, second = sorted(one.pair, key=lambda coding: coding.seat)
                by_case = pairs.setdefault((one.scale, first.seat, second.seat), {})
                by_case[held.id] = (first.step, second.step)
    return [_agreement(reading, *key, [*pairs[key].values()]) for key in sorted(pairs)]


def _agreement(reading: Reading, scale: str, one: str, two: str, pairs: list[tuple[int, int]]) -> Agreement:
    enough = len(pairs) >= FEWEST_FOR_KAPPA
    linear, quadratic = (weighted_kappa(pairs, squared=squared) if enough else None for squared in (False, True))
    names = (seat_name(reading, one), seat_name(reading, two))
    return Agreement(scale, names, len(pairs), sum(x == y for x, y in pairs), linear, quadratic)
