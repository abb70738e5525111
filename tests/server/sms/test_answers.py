"""Every answer fits one SMS that every telephone can show, and says its number."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from writer import TODAY, Writer, gazetteer

from toguna.base.text import Text
from toguna.domain import codes
from toguna.server.actions.letters import GSM, LONGEST, gsm
from toguna.server.actions.messages import Outcome
from toguna.server.intake.sms.answers import SHORT_KINDS, answer
from toguna.server.intake.sms.book import Book, Numbered
from toguna.server.intake.sms.parsing import parse

CONTACT = Text(fr="le centre de santé ou le service social le plus proche " * 3, en="the nearest health centre " * 5)
LONG = Book([Numbered(101, "x", "place", ("Saint-Étienne-du-Très-Grand-Marché-aux-Dromadaires-de-l’Œil",))])


def said(text: str, outcome: str = "", *, number: str = "4214", first: bool = True, book: Book | None = None) -> str:
    held = book or gazetteer()
    read = parse(text, held, TODAY)
    return answer(Outcome(outcome or read.intent, number, read.missing, first), read, held, CONTACT)


def test_the_words_of_the_answers() -> None:
    assert said("Braquage à Goundam hier, deux morts") == (
        "Recu 4214: braquage, Goundam, 15/06, 2 morts. Faux? repondez NON 4214"
    )
    assert said("robbery Goundam yesterday, 1 killed and 2 wounded, road of the market").startswith("Received 4214: ")
    assert said("INC braquage Goundam, environ 2 morts") == (
        "Recu 4214: braquage, Goundam, jour non dit. Il manque: combien de morts. Repondez 4214 puis ce qui manque"
    )
    assert said("4214 3M", "report", first=False) == "Corrige 4214: 3 morts. Faux? repondez NON 4214"
    assert said("NON 4214", "withdrawn").startswith("4214 est retire.")
    assert said("NON 12", "unknown").startswith("Le 12 n'est pas un de vos messages.")
    assert said("RAS 102 S7 P1") == (
        "Recu 4214: rien a signaler, Goundam, semaine du 16/06, securite 7/10, 1 patrouille. Faux? repondez NON 4214"
    )
    assert "tel. ou plaque non garde" in said("Braquage Goundam hier 1 mort, appelez 76 12 34 56")
    assert said("viol a Goundam").startswith("Non garde: ceci ne s'inscrit pas ici.")
    assert said("bonjour").startswith("Recu 4214, pas compris")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_each_kind_has_a_short_word(lang: str) -> None:
    assert set(SHORT_KINDS) == set(codes.INCIDENT_KINDS)
    assert all(len(one.say(lang)) <= 20 for one in SHORT_KINDS.values())


def test_every_answer_fits() -> None:
    writer = Writer(7)
    for _ in range(300):
        text = writer.message().text
        read = parse(text, writer.book, TODAY)
        for outcome in ("report", "quiet", "outing", "withdrawn", "unknown", "gone", "refer", "ahead", "help"):
            if outcome == "quiet" and "week" not in read.fields:
                continue
            for first in (True, False):
                made = answer(Outcome(outcome, "499999", read.missing, first), read, writer.book, CONTACT)
                assert 0 < len(made) <= LONGEST, made
                assert set(made) <= GSM, made
                assert outcome in ("refer", "ahead", "help") or "499999" in made or (read.about or "?") in made


def test_a_long_name_is_shortened_and_the_counts_never() -> None:
    made = said("INC 1 101 0906 12M 34B 56E", number="499999", book=LONG)
    assert len(made) <= LONGEST
    for kept in ("Recu 499999", "12 morts", "34 blesses", "56 enleves", "NON 499999"):
        assert kept in made


@given(st.text(max_size=300))
def test_whatever_is_said_fits_the_letters(text: str) -> None:
    assert set(gsm(text)) <= GSM


def test_the_day_is_said_as_people_read_it() -> None:
    read = parse("robbery Goundam 9/6 2 killed and wounded", gazetteer(), date(2031, 6, 16))
    made = answer(Outcome("report", "4214", read.missing, True), read, gazetteer(), CONTACT)
    assert "9 Jun" in made
