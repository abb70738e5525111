"""What programs read and do: the same as the pages' readers, with their seat's rights and no others."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from toguna.server.acts.catalogue import ACTS
from toguna.server.api.collections import COLLECTIONS

Ask = Callable[..., Any]
MEASURE = {"kind": "road_patrol", "by": ["army"], "until": "2032-03-01"}


def test_a_key_opens_its_own_framework_and_nothing_without_one(ask: Ask) -> None:
    assert ask("army", "measures").status_code == 200
    for answer in (ask(None, "measures"), ask("army", "measures", framework="hautebrise"), ask(None, "x")):
        assert answer.status_code == 401
        assert answer.json()["error"]["code"] == "api-key"
    assert ask("army", "measures", framework="nowhere").status_code == 401


def test_a_revoked_key_opens_nothing(ask: Ask, keys: dict[str, str]) -> None:
    from django.conf import settings

    from toguna.server.actions.tokens import new_token, revoke_token, tokens
    from toguna.server.queries.reading import chosen

    register = bytes.fromhex(chosen(settings.HOME, "ostrine")["id"])
    today = tokens(register)[0].since
    number, keys["short"] = new_token(register, "army", "one afternoon", today)
    assert ask("short", "measures").status_code == 200
    revoke_token(register, number, today)
    assert ask("short", "measures").status_code == 401


@pytest.mark.parametrize("name", sorted(COLLECTIONS))
def test_every_row_listed_is_told_and_pages_join(ask: Ask, name: str) -> None:
    whole = ask("mediation", f"{name}?limit=200").json()["items"]
    # The scenario raises no alert, hears no rumour, report or testimony, tells nothing twice, carries no charter,
    # recommends nothing, and nobody rates or codes.
    empty = {"alerts", "codings", "disseminations", "divergences", "orders", "pairs", "recommendations", "reports"}
    empty |= {"answers", "countersignings", "rumours", "testimonies", "testimonies-withdrawn"}
    # Numbers are for those who get nothing else; no review is in the scenario.
    empty |= {"alert-counts", "result-figures", "reviews", "undertaking-counts"}
    assert whole or name in empty, name
    held: list[Any] = []
    after = ""
    for _ in range(100):
        from urllib.parse import urlencode

        page = ask("mediation", f"{name}?{urlencode({'limit': 7, 'after': after})}").json()
        held += page["items"]
        after = page["next"]
        if after is None:
            break
    whole = whole if ask("mediation", f"{name}?limit=200").json()["next"] is None else held[: len(whole)]
    assert held[: len(whole)] == whole
    if COLLECTIONS[name].story is not None:
        for row in whole[:5]:
            told = ask("mediation", f"{name}/{row.get('id') or row['claim']['id']}")
            assert told.status_code == 200, (name, row)
            assert told.json()["item"]


def test_what_a_program_holds_already_is_not_sent_again(ask: Ask) -> None:
    first = ask("army", "measures")
    again = ask("army", "measures", **{"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert not again.content


def test_updated_since_gives_what_reads_otherwise_than_before(ask: Ask) -> None:
    every = {row["id"] for row in ask("mediation", "measures?limit=200").json()["items"]}
    since = ask("mediation", "measures?limit=200&updated_since=2031-06-01").json()["items"]
    before = {row["id"]: row for row in ask("mediation", "measures?limit=200&as_of=2031-05-31").json()["items"]}
    assert 0 < len(since) <= len(every)
    assert all(before.get(row["id"]) != row for row in since)
    assert ask("mediation", "measures?limit=200&updated_since=1999-01-01").json()["items"]


def test_an_act_sent_twice_is_done_once(ask: Ask) -> None:
    first = ask("army", "acts/measure.propose", MEASURE, **{"Idempotency-Key": "patrol-of-june"})
    again = ask("army", "acts/measure.propose", MEASURE, **{"Idempotency-Key": "patrol-of-june"})
    assert (first.status_code, again.status_code) == (201, 200), first.content
    assert first.json()["receipt"] == again.json()["receipt"]
    case = first.json()["case"]
    assert case in {row["id"] for row in ask("army", "measures?limit=200").json()["items"]}
    other = ask("army", "acts/measure.propose", {**MEASURE, "by": ["police"]}, **{"Idempotency-Key": "patrol-of-june"})
    assert other.status_code == 409
    nobody = ask("army", f"acts/measure.authorise?case={case}x", {"by": "army"}, **{"Idempotency-Key": "another-key"})
    assert nobody.status_code == 404


def test_two_secretaries_at_once_one_is_told_and_nothing_is_written_over(ask: Ask) -> None:
    """As on the page: who read the record before somebody wrote in it must read it again."""
    on = "v05"
    # The mark of the record, as it was read; and the mark of the form, for records without an address of their own.
    record = ask("mediation", f"measures/{on}")["ETag"]
    form = ask("mediation-suppleant", f"acts/measure.amend?case={on}")
    assert form.status_code == 200 and form.json()["on"] == "measure" and form["ETag"] != record

    def amend(seat: str, mark: str, words: str, token: str) -> Any:
        headers = {"Idempotency-Key": token, "If-Match": mark}
        return ask(seat, f"acts/measure.amend?case={on}", {"frequency": words}, **headers)

    first = amend("mediation", record, "chaque matin", "first-of-the-two")
    assert first.status_code == 201, first.content.decode()
    for mark, token in ((form["ETag"], "second-by-the-form"), (record, "second-by-the-record"), ('"0"', "never-given")):
        late = amend("mediation-suppleant", mark, "chaque soir", token)
        assert late.status_code == 412 and late.json()["error"]["code"] == "stale-mark"
        assert "Relire la fiche" in late.json()["error"]["sentence"]
    # The first one sent again is still that one: it is not told that it wrote over itself.
    again = amend("mediation", record, "chaque matin", "first-of-the-two")
    assert again.status_code == 200 and again.json()["again"] is True
    now = ask("mediation-suppleant", f"measures/{on}")
    assert now.json()["item"]["frequency"]["fr"] == "chaque matin"
    assert amend("mediation-suppleant", now["ETag"], "chaque soir", "read-once-more").status_code == 201
    assert ask("mediation", f"measures/{on}").json()["item"]["frequency"]["fr"] == "chaque soir"


def test_a_form_is_opened_as_on_the_page_and_only_for_whom_it_is(ask: Ask) -> None:
    opened = ask("mediation", "acts/departure.propose")
    assert opened.json()["filled"]["party"] == "mediation" and "fields" in opened.json()
    assert ask("mediation", "acts/measure.amend").status_code == 404
    assert ask("mediation", "acts/measure.amend?case=v99").status_code == 404
    assert ask("youth", "acts/measure.amend?case=v02").status_code == 404


def test_the_document_says_where_a_mark_is_given_and_where_it_is_taken() -> None:
    from toguna.server.api.openapi import document

    paths = document("fr")["paths"]
    act = paths["/api/v1/{framework}/acts/measure.amend"]
    taken = next(one for one in act["post"]["parameters"] if one["name"] == "If-Match")
    assert "412" in taken["description"] and "412" in act["post"]["responses"]
    for told in (act["get"], paths["/api/v1/{framework}/measures/{id}"]["get"]):
        assert "If-Match" in told["responses"]["200"]["headers"]["ETag"]["description"]


def test_faults_name_the_field_in_the_programs_language(ask: Ask) -> None:
    answer = ask("army", "acts/measure.propose", {"kind": "nothing", "of": 1}, **{"Idempotency-Key": "patrol-wrong"})
    assert answer.status_code == 400
    told = {one["path"]: one["sentence"] for one in answer.json()["error"]["fields"]}
    assert told == {
        "of": "ce champ n’existe pas ici",
        "kind": "à choisir dans la liste",
        "by": "à remplir",
        "until": "à remplir",
    }
    english = ask("army", "measures?limit=0", **{"Accept-Language": "en"})
    assert english.status_code == 400
    assert "1 to 200" in english.json()["error"]["sentence"]


def test_acts_of_another_role_are_not_there(ask: Ask) -> None:
    told = {act["act"] for act in ask("youth", "acts").json()["acts"]}
    assert "measure.propose" not in told
    answer = ask("youth", "acts/measure.propose", MEASURE, **{"Idempotency-Key": "youth-tries"})
    absent = ask("youth", "acts/no.such", MEASURE, **{"Idempotency-Key": "youth-tries"})
    assert answer.status_code == absent.status_code == 404
    assert answer.json()["error"]["code"] == absent.json()["error"]["code"]


def test_the_document_describes_every_act_and_collection(ask: Ask, keys: dict[str, str]) -> None:
    from django.test import Client

    told = Client().get("/api/v1/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    for name in ACTS:
        assert f"/api/v1/{{framework}}/acts/{name}" in told["paths"]
    for name in COLLECTIONS:
        assert f"/api/v1/{{framework}}/{name}" in told["paths"]
    named = set(told["components"]["schemas"])
    referred = {one.rpartition("/")[2] for one in _references(told)}
    assert referred <= named
    assert not [name for name, held in told["components"]["schemas"].items() if not held]


def _references(held: Any) -> list[str]:
    text = json.dumps(held)
    return [part.split('"')[0] for part in text.split('"$ref": "')[1:]]


def test_what_is_no_address_is_a_sentence(ask: Ask) -> None:
    for path in ("nothing-of-that-name", "measures/nothing", "measures/x/y", "acts/measure.propose/x"):
        answer = ask("army", path)
        assert answer.status_code in (404, 405), path
        assert answer.json()["error"]["sentence"]
    assert ask("army", "measures", {}).status_code == 405
    assert ask("army", "acts").status_code == 200 and ask("army", "acts", {}).status_code == 405


def test_a_place_in_words_is_chosen_by_its_key_and_whatever_else_is_sent_is_told(ask: Ask) -> None:
    from django.conf import settings

    from toguna.server.queries.reading import read
    from toguna.server.queries.where import where_said

    told = {"kind": "ROB-ROAD", "date": "2031-06-10"}
    words = "20 km après Ostrine"
    spots = where_said(read(settings.HOME, framework="ostrine", seat=None, as_of=None), words).suggestions
    assert len(spots) == 3
    wrong = (
        {**told, "where_said": words},
        {**told, "where_said": {"words": words, "spot": "0123456789ab"}},
        {**told, "where_said": {"words": words, "spot": {"a": 1}}},
        {**told, "where_said": {"words": [1]}},
        {**told, "where_said": {"words": words, "lon": 3}},
        {**told, "where_said": words, "where": [{}]},
        {**told, "where_said": words, "where": 7},
    )
    for n, data in enumerate(wrong):
        answer = ask("chiefs", "acts/report.give", data, **{"Idempotency-Key": f"words-wrong-{n}"})
        assert answer.status_code == 400, (data, answer.content)
    data = {**told, "where_said": {"words": words, "spot": spots[1].key}}
    done = ask("chiefs", "acts/report.give", data, **{"Idempotency-Key": "words-right"})
    assert done.status_code == 201, done.content
    (row,) = [one for one in ask("chiefs", "reports").json()["items"] if one["where_said"]]
    assert row["where_said"]["fr"] == words and "PK 56" in row["along"]["fr"]
