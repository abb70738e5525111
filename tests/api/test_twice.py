"""Every act of the catalogue: sent twice it is entered once; sent after the session ended, what was typed is back."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.urls import resolve
from pages import phrase
from tried import NothingToChoose, fit, looks, standing, token, undone

from toguna.base.errors import TogunaError
from toguna.register.constitution import Mode
from toguna.server.actions import serving
from toguna.server.acts.act import Act, Kind
from toguna.server.acts.catalogue import ACTS
from toguna.server.acts.performing import perform
from toguna.server.acts.visible import entity_of
from toguna.server.ledger import store
from toguna.server.queries.reading import Reading
from toguna.server.web.resuming import is_resumable

TYPED = (Kind.WORDS, Kind.TEXT)


@pytest.fixture(scope="module")
def held(keys: dict[str, str]) -> tuple[dict[str, Reading], dict[tuple[str, str], str]]:
    looked = looks(settings.HOME)
    return looked, standing(looked["mediation"])


def places(act: Act, held: Any) -> Iterator[tuple[str, Reading, str | None, Any]]:
    """Where an act is offered: to which seat, on which case."""
    looked, cases = held
    for seat, reading in looked.items():
        if act.opens is not None:
            if act.may(reading, None):
                yield seat, reading, None, None
            continue
        for (noun, _), case in cases.items():
            if noun == act.noun:
                entity = entity_of(reading, noun, case)
                if entity is not None and act.may(reading, entity):
                    yield seat, reading, case, entity


def test_what_is_sent_twice_is_entered_once(held: Any) -> None:
    key, done = serving.held(), set()
    assert key is not None and held[0]["mediation"].mode is not Mode.REPLAY
    for act in ACTS.values():
        for _, reading, case, entity in places(act, held):
            with undone():
                sent = {"token": token(), "lang": "fr", "case": case, "proof": True}
                try:
                    told = fit(reading, act, entity)
                    first = perform(reading, key, act.name, told, **sent)
                except (TogunaError, NothingToChoose):
                    continue
                before = store.frontier(reading.register)
                second = perform(reading, key, act.name, told, **sent)
                assert store.frontier(reading.register) == before, act.name
                assert (second.number, second.case, second.again) == (first.number, first.case, True), act.name
                done.add(act.name)
            break
    assert len(done) > 90, sorted(set(ACTS) - done)


def test_what_was_typed_comes_back_after_the_session_ended(held: Any) -> None:
    from django.test import Client

    browsers: dict[str, Client] = {}
    tried = 0
    for act in ACTS.values():
        found = next(places(act, held), None)
        typed = {f.name: f"canari {f.name} « été »" for f in act.fields if f.kind in TYPED and not f.many}
        if found is None or not typed:
            continue
        seat, _, case, _ = found
        address = f"/fr/ostrine/agir/{act.name}/?le=2031-06-16" + (f"&cas={case}" if case else "")
        sent = {**typed, "jeton": "jeton-qui-reste", "phrase": "phrase-secrète"}
        ended = Client(raise_request_exception=False).post(address, sent)
        kept = html.unescape(ended.content.decode())
        assert ended.status_code == 403 and "phrase-secrète" not in kept, act.name
        assert all(f'name="garde:{name}" value="{value}"' in kept for name, value in typed.items()), act.name
        if seat not in browsers:
            browsers[seat] = Client(raise_request_exception=False)
            browsers[seat].post("/fr/ostrine/entrer/", {"titulaire": seat, "phrase": phrase(seat)})
        back = html.unescape(browsers[seat].post(address, {**sent, "garde": "1"}).content.decode())
        assert all(value in back for value in typed.values()), act.name
        assert 'value="jeton-qui-reste"' in back, act.name
        tried += 1
    assert tried > 40


@pytest.mark.parametrize(
    "address", ["agir/measure.propose/", "compte-rendu/", "matin/", "sortie/", "fiches/saisir/", "envois/1/"]
)
def test_every_page_that_records_what_is_typed_takes_part(address: str) -> None:
    assert is_resumable(resolve(f"/fr/ostrine/{address}"))


def test_what_records_nothing_is_not_given_back() -> None:
    assert not is_resumable(resolve("/fr/ostrine/entrer/"))
