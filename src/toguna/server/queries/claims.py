"""Announced results with what speaks for and against them, and the parties' replies beside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from toguna.base.dates import When
from toguna.base.text import Text
from toguna.domain.claims import Claim, Evidence, expires, refused_words, verdict
from toguna.domain.indicators import Indicator
from toguna.domain.measures import Withdrawal
from toguna.domain.places import Source
from toguna.domain.studies import Study
from toguna.domain.visibility import claim_visible
from toguna.server.queries.incidents import as_shown, held_case
from toguna.server.queries.naming import both, case_name, indicator_name, joined, party_name
from toguna.server.queries.quiet import quiet
from toguna.server.queries.reading import Reading

_KEPT_BACK = Text(
    fr="un incident retiré, réuni à un autre, ou trop récent pour être montré ici",
    en="an incident retracted, merged into another, or too recent to be shown here",
)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that speaks for or against, with its date and what it rests on."""

    what: Text
    date: When | None
    source: Text | None


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """An announced result. `says` is None where it may not be shown: a testimony without a consent that lasts."""

    id: str
    kind: str
    says: Text | None
    about: tuple[Text, ...]
    window: When | None
    verdict: str
    favour: tuple[Item, ...]
    against: tuple[Item, ...]
    context: tuple[Item, ...]
    confounders: tuple[Item, ...]
    replies: tuple[tuple[Text | None, When | None, Text], ...]
    refused: tuple[str, ...]


def claims(reading: Reading) -> list[ClaimRow]:
    """The announced results a reader may see. Claims that attribute acts are sealed: they get no verdict and are not
    listed.
    """
    rows = []
    for held in reading.all(Claim):
        word = verdict(held, study=studied(reading, held), indicators=reading.by_id(Indicator))
        if held.status == "withdrawn" or word is None or not claim_visible(reading.reader, held.level):
            continue
        rows.append(_row(reading, held, word))
    return rows


def _row(reading: Reading, held: Claim, word: str) -> ClaimRow:
    counted = not held.never_a_number
    return ClaimRow(
        held.id,
        held.kind,
        both(held.says) if held.says and _may_be_quoted(held, reading.today) else None,
        tuple(case_name(reading, case) for case in held.about),
        held.window,
        word,
        _items(reading, held, "for") if counted else (),
        _items(reading, held, "against") if counted else (),
        _items(reading, held, "context"),
        _items(reading, held, "confounder"),
        tuple((party_name(reading, r.party) if r.party else None, r.date, both(r.what)) for r in held.replies),
        _refused(reading, held),
    )


def _may_be_quoted(claim: Claim, on: date) -> bool:
    """A testimony is quoted only while its consent lasts, twelve months at most (§9.1)."""
    if claim.kind != "testimony":
        return True
    return claim.consent is not None and on < expires(claim.consent)


def studied(reading: Reading, claim: Claim) -> str | None:
    """The word of the latest study recorded about a claim."""
    held = [s for s in reading.all(Study) if s.claim == claim.id and s.status == "recorded" and s.verdict]
    latest = max(held, key=lambda s: (s.looked.first if s.looked and s.looked.known else date.min, s.id), default=None)
    return latest.verdict if latest else None


def _refused(reading: Reading, claim: Claim) -> tuple[str, ...]:
    """The words that an announced success may not carry, unless a long and well reported quiet carries them; what is
    said of a withdrawal announces none.
    """
    if claim.says is None or any(case in reading.by_id(Withdrawal) for case in claim.about):
        return ()
    found = refused_words(claim.says)
    silence = quiet(reading, claim) if found else None
    return () if silence is not None and silence.allowed else found


def _items(reading: Reading, claim: Claim, side: str) -> tuple[Item, ...]:
    return tuple(_item(reading, e) for e in claim.on_side(side))


def _item(reading: Reading, evidence: Evidence) -> Item:
    source = _source(reading, evidence.source)
    if evidence.what is not None:
        return Item(both(evidence.what), evidence.date, source)
    answer = reading.by_id(Indicator).get(evidence.ref or "")
    if answer is not None:
        return Item(indicator_name(reading, answer), None, source)
    incident = held_case(reading, evidence.ref or "")
    if incident is not None:
        row = as_shown(reading, incident)
        if row is None:
            # Beside a claim an incident is placed and dated no finer than anywhere else (§9.1).
            return Item(_KEPT_BACK, None, None)
        return Item(joined([row.label, row.where]), row.date, row.source)
    return Item(case_name(reading, evidence.ref or ""), None, source)


def _source(reading: Reading, source: str | None) -> Text | None:
    held = reading.by_id(Source).get(source or "")
    return both(held.name) if held else None
