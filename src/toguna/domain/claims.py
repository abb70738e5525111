"""Announced results (on screen: *résultats annoncés*), what speaks for and against them, and testimonies.

The verdict of a claim comes from the one table (`toguna.base.verdicts`), with what is known of the claim:

    kind attribution                                        no verdict: sealed, and never judged
    kind testimony, or what may never be a number           a voice
    an item speaks against                                  contrary
    an item speaks for, and is more than words              backed
    something is said, or an item speaks for in words       claimed

*More than words* is evidence other than press, a party's statement or a testimony. A weekly indicator is not, by
itself: two independent ones that agree are (`indicators.agree`). Context and other explanations stand beside the
verdict and do not move it. The stronger words, and `cannot_tell_yet`, are given by a study only: what it found stands
unless the claim is a voice or something contradicts it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import ClassVar, Final

from toguna.base import verdicts
from toguna.base.dates import When
from toguna.base.errors import RuleError
from toguna.base.text import Text, Words
from toguna.domain import codes
from toguna.domain.codelist import CodeList
from toguna.domain.entity import Entity, Part
from toguna.domain.entries import EntryType, Noun
from toguna.domain.indicators import Indicator, agree
from toguna.domain.machine import Machine
from toguna.domain.parts import Reply


class Evidence(Part):
    """One item beside a claim: a case of the register (`ref`) or something in words."""

    CODES: ClassVar[dict[str, CodeList]] = {
        "side": codes.EVIDENCE_SIDES,
        "kind": codes.EVIDENCE_KINDS,
        "basis": codes.BASIS,
    }

    side: str
    ref: str | None = None
    what: Words | None = None
    kind: str | None = None
    date: When | None = None
    basis: str | None = None
    source: str | None = None


class Consent(Part):
    """To what the person agreed, and until when.

    The text they were read says that paper and offline copies cannot be recalled.
    """

    CODES: ClassVar[dict[str, CodeList]] = {"scope": codes.CONSENT_SCOPES}

    scope: str
    given: When
    until: When | None = None


class Claim(Entity):
    """A result that somebody announced, about measures: never about a movement."""

    CODES: ClassVar[dict[str, CodeList]] = {
        "kind": codes.CLAIM_KINDS,
        "level": codes.LEVELS,
        "basis": codes.BASIS,
    }

    says: Words | None = None
    kind: str = "effect"
    framework: str | None = None
    about: tuple[str, ...] = ()
    window: When | None = None
    who_text: Words | None = None
    comparator: Words | None = None
    expected: Words | None = None
    testable: Words | None = None
    never_a_number: bool = False
    region: str | None = None
    consent: Consent | None = None
    level: str = "framework"
    evidence: tuple[Evidence, ...] = ()
    replies: tuple[Reply, ...] = ()
    basis: str | None = None
    source: str | None = None
    why: Words | None = None
    status: str = "announced"

    def on_side(self, side: str) -> tuple[Evidence, ...]:
        """The items of one side."""
        return tuple(e for e in self.evidence if e.side == side)


_SAID = (
    "says",
    "kind",
    "framework",
    "about",
    "window",
    "who_text",
    "comparator",
    "expected",
    "testable",
    "never_a_number",
    "region",
    "consent",
    "level",
    "basis",
    "source",
)

CLAIM = Noun(
    "claim",
    Claim,
    (
        EntryType("claim.announced", 330, _SAID, to="announced"),
        EntryType(
            "claim.evidence_added",
            331,
            ("side", "ref", "what", "kind", "date", "basis", "source"),
            appends="evidence",
        ),
        EntryType("claim.replied", 332, ("what", "party", "date"), appends="replies"),
        EntryType("claim.withdrawn", 333, ("why",), to="withdrawn"),
        EntryType("claim.amended", 334, _SAID),
    ),
    Machine(
        labels={"announced": Text(fr="annoncé", en="announced"), "withdrawn": Text(fr="retiré", en="withdrawn")},
        first=frozenset({"announced"}),
        moves={"announced": frozenset({"withdrawn"}), "withdrawn": frozenset({"announced"})},
    ),
)

_WORDS_ONLY = frozenset({None, "press", "party_statement", "testimony"})
_HEARSAY = frozenset({"press", "media", "party", "note", "victim", "others"})


def more_than_words(item: Evidence) -> bool:
    """Whether an item is evidence other than press or what somebody says; one of no stated kind is taken for words."""
    return item.kind not in _WORDS_ONLY and item.basis not in _HEARSAY


def verdict(
    claim: Claim,
    evidence: Sequence[Evidence] | None = None,
    study: str | None = None,
    indicators: Mapping[str, Indicator] | None = None,
) -> str | None:
    """The verdict word; `evidence` is what was known on the day asked about (default: all the claim holds), `study`
    the word that the latest study of it came to, `indicators` those that evidence may refer to, by their case.
    """
    found = judged(claim, evidence, study, indicators)
    return found[0] if found is not None else None


def judged(
    claim: Claim,
    evidence: Sequence[Evidence] | None = None,
    study: str | None = None,
    indicators: Mapping[str, Indicator] | None = None,
) -> tuple[str, tuple[verdicts.Reason, ...]] | None:
    """The verdict word with the rule that gave it; None for what is never judged. A study's word brings its own
    reasons.
    """
    if claim.kind == "attribution":
        return None
    items = claim.evidence if evidence is None else tuple(evidence)
    answers = indicators or {}
    agreeing = agree([answer for e in items if e.side == "for" and (answer := answers.get(e.ref or ""))])
    known = verdicts.Evidence(
        claimed=claim.says is not None or any(e.side == "for" for e in items),
        voice=claim.kind == "testimony" or claim.never_a_number,
        contrary=sum(e.side == "against" for e in items),
        backed=agreeing or any(e.side == "for" and e.ref not in answers and more_than_words(e) for e in items),
    )
    if study is not None and not (known.voice or known.contrary):
        return study, ()
    return verdicts.judge(known)


# Stems without accents, matched from the start of a word: “ended” and “éradiqués” are both caught.
_REFUSED: Final = re.compile(
    r"\b(?:ended|end to|end of (?:the )?(?:robber|attack|violence|bandit)\w*|eradicat\w*|eliminat\w*"
    r"|success(?:ful\w*|es)?|no more"
    r"|pris fin|mis fin|prennent fin|prend fin|la fin des|eradique\w*|elimine\w*|succes|reussi\w*|disparu\w*"
    r"|plus (?:aucun|un seul)\w*)\b"
)


def refused_words(text: str | Words) -> tuple[str, ...]:
    """The words that a claim may not carry by itself (domain notes §7), as they stand in the text, in order, each
    once.
    """
    if isinstance(text, Words):
        found = [w for said in (text.fr, text.en) if said for w in refused_words(said)]
        return tuple(dict.fromkeys(found))
    bare = "".join(_bare(c) for c in text)
    return tuple(dict.fromkeys(text[m.start() : m.end()] for m in _REFUSED.finditer(bare)))


def _bare(character: str) -> str:
    """One character for one: lower case without its accent, so that places in the bare text are places in the text."""
    return (unicodedata.normalize("NFD", character)[0]).lower()[:1] or character


class RefusedWords(RuleError):
    """A claim says more than any evidence can carry."""

    code = "refused-words"
    text = Text(
        fr="Un résultat annoncé ne peut pas dire « {words} » : il y faudrait, sur une durée donnée, aucun incident et "
        "des remontées suffisantes. Écrire ce qui a été observé, où et jusqu’à quand.",
        en="An announced result may not say “{words}”: that would take zero incidents with adequate reporting over a "
        "stated time. Write what was observed, where and until when.",
    )


def may_say(text: Words, *, incidents: int | None, reporting_adequate: bool | None) -> None:
    """The rule on “ended”: only with zero incidents and reporting known to be adequate; unknown is not zero.

    Raises
    ------
    RefusedWords
        Naming the words.
    """
    found = refused_words(text)
    if found and not (incidents == 0 and reporting_adequate is True):
        raise RefusedWords(words=", ".join(found))


class Testimony(Entity):
    """What somebody told, with consent. Only the region is kept: a place and an office would single a person out."""

    framework: str
    region: str
    what: Words
    date: When | None = None
    consent: Consent | None = None
    why: Words | None = None
    status: str = "given"


LASTS: Final = timedelta(days=365)
"""A testimony expires twelve months after consent, whatever the consent says."""


def expires(consent: Consent) -> date:
    """The first day on which a testimony may no longer be shown: unknown days count as the earliest."""
    latest = consent.given.first + LASTS
    return min(latest, consent.until.first) if consent.until and consent.until.known else latest


def usable(testimony: Testimony, on: date) -> bool:
    """Whether it may be shown on that day: cleared or used, with a consent of a known day that has not expired."""
    consent = testimony.consent
    if testimony.status not in {"cleared", "used"} or consent is None or not consent.given.known:
        return False
    return consent.given.last <= on < expires(consent)


TESTIMONY = Noun(
    "testimony",
    Testimony,
    (
        EntryType("testimony.given", 350, ("framework", "region", "what", "date"), to="given"),
        EntryType("testimony.consent_recorded", 351, ("consent",), to="consented"),
        EntryType("testimony.kept_internal", 352, (), to="internal"),
        EntryType("testimony.cleared", 353, (), to="cleared"),
        EntryType("testimony.used", 354, (), to="used"),
        EntryType("testimony.withdrawn", 355, ("why",), to="withdrawn"),
    ),
    Machine(
        labels={
            "given": Text(fr="recueilli", en="given"),
            "consented": Text(fr="consentement inscrit", en="consent recorded"),
            "internal": Text(fr="réservé à ceux qui l’ont recueilli", en="kept by those who took it"),
            "cleared": Text(fr="peut être montré", en="may be shown"),
            "used": Text(fr="utilisé", en="used"),
            "withdrawn": Text(fr="retiré", en="withdrawn"),
        },
        first=frozenset({"given"}),
        moves={
            "given": frozenset({"consented", "withdrawn"}),
            "consented": frozenset({"internal", "cleared", "withdrawn"}),
            "internal": frozenset({"cleared", "withdrawn"}),
            "cleared": frozenset({"used", "internal", "withdrawn"}),
            "used": frozenset({"internal", "withdrawn"}),
        },
    ),
)

NOUNS = (CLAIM, TESTIMONY)
