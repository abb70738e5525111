"""The page, the API and the command line: the same act by the same seat on the same case ends alike, and what a seat
may not know of answers, by each way, like what is not there.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from homes import call
from pages import phrase
from tried import FRAMEWORK, SEATS, NothingToChoose, fit, looks, standing, token, tried, undone

from toguna.server.actions import serving
from toguna.server.actions.cases import UnknownCase
from toguna.server.acts.act import Act, Field, Kind
from toguna.server.acts.catalogue import ACTS
from toguna.server.acts.performing import UnknownAct, perform
from toguna.server.acts.visible import entity_of

EVERY = int(os.environ.get("TOGUNA_API_EXAMPLES", "1")) > 1
DONE, ABSENT, REFUSED = "done", "absent", "refused"


@pytest.fixture(scope="module")
def browsers(keys: dict[str, str]) -> dict[str, Any]:
    """A browser logged in as each seat."""
    from django.test import Client

    from toguna.server.web import seats

    seats.throttle.forget()
    out = {}
    for seat in SEATS:
        out[seat] = Client(raise_request_exception=False)
        answer = out[seat].post(f"/fr/{FRAMEWORK}/entrer/", {"titulaire": seat, "phrase": phrase(seat)})
        assert answer.status_code == 302
    return out


@pytest.fixture
def ways(browsers: dict[str, Any], ask_all: Any, tmp_path: Path) -> dict[str, Callable[..., str]]:
    """Each way: what came of it."""

    def page(seat: str, act: Act, case: str | None, told: dict[str, Any]) -> str:
        sent = {**as_form(act.fields, told), "jeton": token(), "phrase": phrase(seat)}
        address = f"/fr/{FRAMEWORK}/agir/{act.name}/" + (f"?cas={case}" if case else "")
        answer = browsers[seat].post(address, sent)
        return _fate(answer.status_code, 302)

    def api(seat: str, act: Act, case: str | None, told: dict[str, Any]) -> str:
        address = f"acts/{act.name}" + (f"?case={case}" if case else "")
        answer = ask_all(seat, address, told, **{"Idempotency-Key": token(), "Toguna-Passphrase": phrase(seat)})
        return _fate(answer.status_code, 201)

    def command(seat: str, act: Act, case: str | None, told: dict[str, Any]) -> str:
        file = tmp_path / "said.json"
        file.write_text(json.dumps(told), encoding="utf-8")
        proof = tmp_path / "phrase.txt"
        proof.write_text(phrase(seat), encoding="utf-8")
        where = (
            "--phrase",
            proof,
            "--home",
            settings.HOME.path,
            "--framework",
            FRAMEWORK,
            "--seat",
            seat,
            "--lang",
            "fr",
        )
        done = call("act", act.name, *(("--case", case) if case else ()), "--data", file, *where)
        if done.code == 0:
            return DONE
        absent = (UnknownAct(act=act.name).say("fr"), UnknownCase(id=case or "").say("fr"))
        return ABSENT if any(one in done.err for one in absent) else REFUSED

    return {"page": page, "api": api, "command": command}


def _fate(status: int, done: int) -> str:
    return {done: DONE, 404: ABSENT, 400: REFUSED, 409: REFUSED}.get(status, str(status))


def as_form(fields: tuple[Field, ...], told: dict[str, Any], path: str = "") -> dict[str, Any]:
    """What a browser sends for the same answers."""
    out: dict[str, Any] = {}
    for field in fields:
        value = told.get(field.name)
        if value is None:
            continue
        name = f"{path}{field.name}"
        if field.kind is Kind.PARTS:
            for n, row in enumerate(value if field.many else [value]):
                out |= as_form(field.parts, row, f"{name}-{n}-")
        else:
            out[name] = [_typed(one) for one in value] if field.many else _typed(value)
    return out


def _typed(value: Any) -> Any:
    if isinstance(value, dict):
        return "|".join(value[name] for name in ("road", "segment_from", "segment_to"))
    return {True: "oui", False: "non"}[value] if isinstance(value, bool) else value


@pytest.mark.slow
def test_no_way_in_has_a_right_that_another_lacks(ways: dict[str, Callable[..., str]]) -> None:
    """Each act by seats that may and seats that may not, on cases that stand, and on one that does not."""
    held, ended = looks(settings.HOME), set()
    cases = standing(held["mediation"])
    drawn = random.Random(os.environ["TOGUNA_SEED"])
    for act in ACTS.values():
        of_noun = [None] if act.opens else [case for (noun, _), case in cases.items() if noun == act.noun]
        tries = [(seat, case) for seat in SEATS for case in of_noun]
        for seat, case in tries if EVERY else drawn.sample(tries, min(1, len(tries))):
            reading = held[seat]
            try:
                told = fit(reading, act, entity_of(reading, act.noun, case) if case else None)
            except NothingToChoose:
                told = {}
            fates = {}
            for name, way in ways.items():
                with undone():
                    fates[name] = way(seat, act, case, told)
            assert len(set(fates.values())) == 1, (seat, act.name, case, told, fates)
            ended |= set(fates.values())
    assert ended == {DONE, ABSENT, REFUSED}


@pytest.mark.slow
def test_what_a_seat_may_not_know_of_answers_like_what_is_not_there(
    browsers: dict[str, Any], ask_all: Any, keys: dict[str, str]
) -> None:
    """The same bytes from the form's page and from the API, whatever the act; only the id asked for differs."""
    held, hidden = looks(settings.HOME), 0
    for (noun, _), case in standing(held["mediation"]).items():
        acts = [act for act in ACTS.values() if act.noun == noun and act.opens is None]
        for seat in SEATS:
            if entity_of(held[seat], noun, case) is not None:
                continue
            mine = [act for act in acts if held[seat].reader.role in act.roles][:2] or acts[:1]
            nowhere = "x" * len(case)
            for act in mine:
                hidden += 1
                there, none = (
                    browsers[seat].get(f"/fr/{FRAMEWORK}/agir/{act.name}/?cas={one}") for one in (case, nowhere)
                )
                assert there.status_code == none.status_code == 404
                assert there.content == none.content, (seat, act.name, case)
                there, none = (
                    ask_all(seat, f"acts/{act.name}?case={one}", {}, **{"Idempotency-Key": token()})
                    for one in (case, nowhere)
                )
                assert there.status_code == none.status_code == 404
                assert there.content.replace(case.encode(), nowhere.encode()) == none.content, (seat, act.name, case)
    assert hidden > 60


def test_what_is_asked_for_first_opens_the_act(keys: dict[str, str]) -> None:
    """Acts that were offered and refused for want of something else are done once that is recorded."""
    key = serving.held()

    def do(seat: str, name: str, case: str | None = None, **told: Any) -> str:
        reading = looks(settings.HOME)[seat]
        entity = entity_of(reading, ACTS[name].noun, case) if case else None
        if told:
            return perform(
                reading, key, name, {**fit(reading, ACTS[name], entity), **told}, token=token(), lang="fr", case=case
            ).case
        got = tried(key, reading, ACTS[name], case, entity)
        assert isinstance(got, str), got
        return got

    with undone():
        promise = do("mediation", "undertaking.draft")
        do("mediation", "undertaking.agree", promise)
        do("mediation", "undertaking.prove", promise)
        do("mediation", "undertaking.fulfil", promise)
    with undone():
        event = do("mediation", "incident.report")
        do("mediation", "incident.screen", event)
        told = [do(seat, "report.give") for seat in ("army", "chiefs")]
        for report in told:
            do("mediation", "report.screen", report)
        do("mediation", "incident.corroborate", event, reports=told)
    with undone():
        alert = do("mediation", "alert.raise")
        for name in ("alert.acknowledge", "alert.decide", "alert.respond", "alert.follow_up"):
            do("mediation", name, alert)
        do("mediation", "alert.feed_back", alert)
        do("mediation", "alert.close", alert)
