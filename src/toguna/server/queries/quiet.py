"""Whether “it ended” may be said of what an announced result is about: only after a long, well reported quiet."""

from __future__ import annotations

from typing import Final

from toguna.base.verdicts import Ended, ended
from toguna.domain.claims import Claim
from toguna.domain.measures import Measure
from toguna.server.queries.effect_panels import Panel, begun, panel
from toguna.server.queries.reading import Reading

ADEQUATE: Final = 0.5
"""Part of the road's places that news must have come from, each month, for silence to count as quiet."""


def quiet(reading: Reading, claim: Claim) -> Ended | None:
    """The rule of three over the months that the claim speaks of, on its measures' roads; None: nothing is counted."""
    measures = [case for case in claim.about if case in reading.by_id(Measure)]
    if not measures or len(measures) != len(claim.about) or any(case not in begun(reading) for case in measures):
        return None
    asked = [panel(reading, case) for case in measures]
    answers = [_of(one, claim) for one in asked if isinstance(one, Panel)]
    if len(answers) != len(asked):
        return None
    refused = [answer for answer in answers if not answer.allowed]
    return (refused or answers)[0]


def _of(asked: Panel, claim: Claim) -> Ended:
    window = claim.window
    rows = [
        n
        for n, month in enumerate(asked.months)
        if asked.phase(n) in ("during", "after")
        and (window is None or not window.known or window.first <= month <= window.last)
    ]
    before = [n for n in range(len(asked.months)) if asked.phase(n) == "before"]
    told = asked.exposure
    reported = 0 if told is None else sum(min(told[n][unit] for unit in asked.treated) >= ADEQUATE for n in rows)
    counts = [sum(row[unit] for unit in asked.treated) for row in asked.counts]
    rate = sum(counts[n] for n in before) / len(before) if before else 0.0
    return ended(sum(counts[n] for n in rows), reported, max(len(rows), 1), rate)
