"""Announced results: the verdict from the evidence alone, refused words, testimonies that expire."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toguna.base.dates import When
from toguna.base.text import Words
from toguna.domain import claims
from toguna.domain.claims import (
    Claim,
    Consent,
    Evidence,
    RefusedWords,
    may_say,
    refused_words,
    verdict,
)
from toguna.domain.codes import CLAIM_KINDS, EVIDENCE_KINDS, EVIDENCE_SIDES, VERDICTS
from toguna.domain.indicators import Indicator

SAYS = Words(en="robberies on the road ended and trade resumed")
PRESS = Evidence(side="for", what=Words(en="an article speaks of a long truce"), kind="press", source="x")
COUNT = Evidence(side="for", ref="s1", kind="incident_aggregate")
AGAINST = Evidence(side="against", ref="i04")
CONTEXT = Evidence(side="context", what=Words(en="two quiet months before"))
CONFOUNDER = Evidence(side="confounder", ref="m12")


def claim(*evidence: Evidence, **fields: object) -> Claim:
    return Claim(**{"id": "c01", "says": SAYS, "evidence": evidence, **fields})


@pytest.mark.parametrize(
    ("evidence", "fields", "word"),
    [
        ((AGAINST, COUNT), {"kind": "attribution"}, None),
        ((), {"kind": "attribution"}, None),
        ((COUNT, AGAINST), {"kind": "testimony"}, "reported"),
        ((COUNT,), {"never_a_number": True}, "reported"),
        ((AGAINST,), {}, "contested"),
        ((COUNT, COUNT, PRESS, AGAINST), {}, "contested"),
        ((AGAINST,), {"kind": "perception"}, "contested"),
        ((COUNT,), {}, "consistent_with"),
        ((PRESS, COUNT, CONTEXT, CONFOUNDER), {}, "consistent_with"),
        ((PRESS,), {}, "reported"),
        ((CONTEXT, CONFOUNDER), {}, "reported"),
        ((), {}, "reported"),
        ((), {"says": None}, "no_data"),
        ((CONTEXT,), {"says": None}, "no_data"),
        ((PRESS,), {"says": None}, "reported"),
    ],
)
def test_the_table_of_verdicts(evidence, fields, word):
    assert verdict(claim(*evidence, **fields)) == word


def test_c01_is_contested_with_four_contrary_items():
    against = [Evidence(side="against", ref=i) for i in ("i04", "i05", "i07", "i10")]
    c01 = claim(PRESS, *against, CONTEXT)
    assert (verdict(c01), len(c01.on_side("for")), len(c01.on_side("against"))) == ("contested", 1, 4)
    assert verdict(c01, c01.evidence[:1]) == "reported"


@pytest.mark.parametrize("kind", [None, *EVIDENCE_KINDS])
def test_words_alone_never_make_a_claim_consistent(kind: str | None):
    word = verdict(claim(Evidence(side="for", what=SAYS, kind=kind)))
    assert word == ("reported" if kind in {None, "press", "party_statement", "testimony"} else "consistent_with")
    assert verdict(claim(Evidence(side="for", what=SAYS, kind=kind, basis="party"))) == "reported"


EVIDENCE = st.builds(
    lambda side, kind: Evidence(side=side, kind=kind, ref="i"),
    st.sampled_from(list(EVIDENCE_SIDES)),
    st.none() | st.sampled_from(list(EVIDENCE_KINDS)),
)


@given(st.lists(EVIDENCE), st.sampled_from(list(CLAIM_KINDS)))
def test_the_stronger_words_are_never_given_without_a_study(items: list[Evidence], kind: str):
    word = verdict(claim(*items, kind=kind))
    assert word is None or word in {"no_data", "reported", "consistent_with", "contested"}
    assert (word is None) == (kind == "attribution")
    assert word is None or word in VERDICTS
    assert verdict(claim(*reversed(items), kind=kind)) == word


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("robberies on the road ended and trade resumed", ("ended",)),
        ("An END to robberies", ("END to",)),
        ("banditry fell sharply for several months", ()),
        ("fewer weapons in the city", ()),
        ("a success; banditry eliminated", ("success", "eliminated")),
        ("no more kidnappings", ("no more",)),
        ("Les braquages ont pris fin", ("pris fin",)),
        ("Un succès : le banditisme est éradiqué", ("succès", "éradiqué")),
        ("le banditisme a disparu, plus aucun braquage", ("disparu", "plus aucun")),
        ("moins de braquages ; le commerce a repris", ()),
        ("les patrouilles continuent jusqu’à la fin du mois", ()),
        ("the patrol extended its hours and tended the wounded", ()),
        ("the successor is confirmed", ()),
    ],
)
def test_refused_words(text: str, words: tuple[str, ...]):
    assert refused_words(text) == words


@given(st.text())
def test_refused_words_stand_in_the_text(text: str):
    assert all(word in text for word in refused_words(text))


def test_words_of_both_languages_are_read():
    assert refused_words(Words(fr="un succès", en="a success")) == ("succès", "success")


def test_ended_may_be_said_only_with_zero_incidents_and_adequate_reporting():
    may_say(SAYS, incidents=0, reporting_adequate=True)
    may_say(Words(en="fewer"), incidents=None, reporting_adequate=None)
    for incidents, adequate in ((1, True), (0, False), (0, None), (None, True)):
        with pytest.raises(RefusedWords) as caught:
            may_say(SAYS, incidents=incidents, reporting_adequate=adequate)
        assert "ended" in caught.value.say("fr")


def told(given: str, until: str | None = None, status: str = "cleared") -> claims.Testimony:
    consent = Consent(scope="framework", given=When.parse(given), until=When.parse(until) if until else None)
    return claims.Testimony(id="t", framework="f", region="r", what=SAYS, consent=consent, status=status)


@pytest.mark.parametrize(
    ("testimony", "on", "shown"),
    [
        (told("2019-06-01"), date(2019, 6, 1), True),
        (told("2019-06-01"), date(2020, 5, 30), True),
        (told("2019-06-01"), date(2020, 5, 31), False),
        (told("2019-06-01", until="2019-07-01"), date(2019, 6, 30), True),
        (told("2019-06-01", until="2019-07-01"), date(2019, 7, 1), False),
        (told("2019-06-01", until="2030"), date(2021, 1, 1), False),
        (told("2019-06"), date(2019, 6, 15), False),
        (told("2019-06"), date(2019, 6, 30), True),
        (told("unknown"), date(2019, 6, 30), False),
        (told("2019-06-01", status="withdrawn"), date(2019, 6, 30), False),
    ],
)
def test_a_testimony_expires(testimony, on, shown):
    assert claims.usable(testimony, on) is shown


def test_without_consent_nothing_is_shown():
    bare = claims.Testimony(id="t", framework="f", region="r", what=SAYS, status="cleared")
    assert not claims.usable(bare, date(2019, 6, 30))


def test_a_study_raises_the_word_unless_something_speaks_against():
    assert verdict(claim(COUNT), study="supported") == "supported"
    assert verdict(claim(COUNT, AGAINST), study="supported") == "contested"
    assert verdict(claim(kind="testimony"), study="supported") == "reported"
    assert verdict(claim(kind="attribution"), study="supported") is None


def test_the_rule_that_gave_the_word_is_told_with_it():
    word, reasons = claims.judged(claim(AGAINST)) or ("", ())
    assert word == "contested" and [one.code for one in reasons] == ["contrary-sources"]
    assert claims.judged(claim(AGAINST, kind="attribution")) is None
    assert claims.judged(claim(), study="supported") == ("supported", ())


def proxy(indicator: str, step: str, asked: str | None, case: str) -> Indicator:
    return Indicator(
        id=case, framework="f", indicator=indicator, spot="r", week=When.parse("2031-W10"), step=step, asked=asked
    )


@pytest.mark.parametrize(
    ("one", "two", "word"),
    [
        (("weapons_seen", "less", "chief"), ("shots_heard", "less", "youth"), "consistent_with"),
        (("market_stalls", "more", "market"), ("transport_fare", "less", "station"), "consistent_with"),
        (("weapons_seen", "less", "chief"), ("shots_heard", "less", "chief"), "reported"),
        (("weapons_seen", "less", "chief"), ("weapons_seen", "less", "youth"), "reported"),
        (("weapons_seen", "less", "chief"), ("shots_heard", "more", "youth"), "reported"),
        (("weapons_seen", "less", "chief"), ("market_stalls", "more", "market"), "reported"),
        (("weapons_seen", "less", "chief"), ("shots_heard", "less", None), "reported"),
        (("weapons_seen", "usual", "chief"), ("shots_heard", "usual", "youth"), "reported"),
    ],
)
def test_two_independent_proxies_agree_or_the_claim_stays_reported(one: tuple, two: tuple, word: str):
    held = {"a": proxy(*one, "a"), "b": proxy(*two, "b")}
    items = tuple(Evidence(side="for", ref=ref, kind="survey") for ref in held)
    claim = Claim(id="c", says=Words(fr="Moins d’armes."), evidence=items)
    assert verdict(claim, indicators=held) == word
    alone = Claim(id="c", says=Words(fr="Moins d’armes."), evidence=items[:1])
    assert verdict(alone, indicators=held) == "reported", "one alone, whatever kind of evidence it is called"
