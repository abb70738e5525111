"""Announced results in figures, for those who read them “with uncertainty” (domain notes §8.4): the word, how much
speaks for and against, the interval.

As every number that leaves the framework they are told once, as known at the end of last month and in steps of three
(`releases`). What was said is not told: its words may name a day, a place or a party.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from toguna.base.dates import When
from toguna.base.text import Text
from toguna.domain.claims import Claim, verdict
from toguna.domain.codes import CLAIM_KINDS
from toguna.domain.indicators import Indicator
from toguna.domain.studies import Study
from toguna.domain.visibility import result_figures
from toguna.server.queries.claims import studied
from toguna.server.queries.reading import Reading
from toguna.server.queries.releases import last_release, told


@dataclass(frozen=True, slots=True)
class Figures:
    """One announced result. `window` is its first and its last month, once they are over; counts None: too few to tell;
    `interval` of the ratio of incidents to those expected without the measure, None where no study gives one.
    """

    kind: Text
    verdict: str
    window: tuple[When, When] | None
    favour: int | None
    against: int | None
    interval: tuple[Text, Text] | None


def figures(reading: Reading) -> list[Figures]:
    """The results that this reader may have in figures only, the latest window first."""
    if not result_figures(reading.reader, "framework"):
        return []
    then = last_release(reading)
    studies = then.all(Study)
    rows = [
        row
        for held in then.all(Claim)
        if result_figures(reading.reader, held.level) and (row := _row(then, held, studies)) is not None
    ]
    return sorted(rows, key=lambda row: (row.window[1].last if row.window else date.min, row.kind.fr), reverse=True)


def _row(then: Reading, held: Claim, studies: Iterable[Study]) -> Figures | None:
    word = verdict(held, study=studied(then, held), indicators=then.by_id(Indicator))
    voice = held.kind == "testimony" or held.never_a_number
    if held.status == "withdrawn" or voice or word is None:
        return None
    return Figures(
        CLAIM_KINDS.labels[held.kind],
        word,
        months(held.window, then.today),
        told(len(held.on_side("for"))),
        told(len(held.on_side("against"))),
        interval(held, studies),
    )


def months(window: When | None, until: date) -> tuple[When, When] | None:
    """The first and the last month of a window; None where it is not known or not over."""
    if window is None or not window.known or window.last > until:
        return None
    return When.parse(f"{window.first:%Y-%m}"), When.parse(f"{window.last:%Y-%m}")


def interval(claim: Claim, studies: Iterable[Study]) -> tuple[Text, Text] | None:
    """The interval that the latest study of the claim, or of what it is about, came to."""
    found = [
        (one.looked.first if one.looked and one.looked.known else date.min, one.id, one.low_milli, one.high_milli)
        for one in studies
        if one.status == "recorded" and (one.claim == claim.id or set(one.about) & set(claim.about))
    ]
    _, _, low, high = max(found, default=(date.min, "", None, None), key=lambda row: row[:2])
    return None if low is None or high is None else (_ratio(low), _ratio(high))


def _ratio(milli: int) -> Text:
    said = f"{milli / 1000:.2f}"
    return Text(fr=said.replace(".", ","), en=said)
