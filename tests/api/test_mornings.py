"""The point du matin and a hand-over's checklist by program: the same act, once, and no field for a name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Ask = Callable[..., Any]
LINES = [{"road": "valombrine-talvane", "state": "seen"}, {"road": "valombrine-sorbane", "state": "no_answer"}]


def test_a_morning_by_program_is_noted_once_and_takes_no_name(ask: Ask) -> None:
    said = {"half": "pm", "lines": LINES, "asked": "station"}
    first = ask("mediation", "acts/morning.note", said, **{"Idempotency-Key": "morning-of-june"})
    again = ask("mediation", "acts/morning.note", said, **{"Idempotency-Key": "morning-of-june"})
    assert (first.status_code, again.status_code) == (201, 200), first.content
    assert first.json()["receipt"] == again.json()["receipt"] and len(first.json()["entries"]) == 5
    same = ask("mediation", "acts/morning.note", said, **{"Idempotency-Key": "morning-once-more"})
    assert (same.status_code, same.json()["error"]["code"]) == (409, "already-noted")
    for field in ("name", "number", "told"):
        wrong = ask("mediation", "acts/morning.note", {**said, field: "X"}, **{"Idempotency-Key": "morning-named"})
        assert (wrong.status_code, wrong.json()["error"]["code"]) == (400, "act-incomplete")
    free = {**said, "asked": "le vieux Ag Mohamed"}
    assert ask("mediation", "acts/morning.note", free, **{"Idempotency-Key": "morning-free"}).status_code == 400
    plan = {**said, "lines": [{**LINES[0], "state": "planned"}]}
    assert ask("mediation", "acts/morning.note", plan, **{"Idempotency-Key": "morning-plan"}).status_code == 400
    for seat in ("army", "kite", "chiefs", "donor"):
        assert ask(seat, "acts/morning.note", said, **{"Idempotency-Key": "morning-other"}).status_code == 404, seat


def test_a_hand_over_by_program_says_what_it_lacks_and_is_hidden_from_the_others(ask: Ask) -> None:
    case = "acts/hand_over.brief?case=v02-v03"
    coming = ask("army", case, {"joint_patrol": "2031-07-01"}, **{"Idempotency-Key": "checklist-plan"})
    assert (coming.status_code, coming.json()["error"]["code"]) == (409, "passage-to-come")
    done = ask("army", case, {"contacts": ["chief"]}, **{"Idempotency-Key": "checklist-1"})
    assert done.status_code == 201, done.content
    told = ask("kite", "hand-overs/v02-v03").json()["item"]
    assert told["checklist"]["contacts"] and len(told["lacking"]) == 4
    close = ask("army", "acts/hand_over.close?case=v02-v03", {}, **{"Idempotency-Key": "checklist-close"})
    assert (close.status_code, close.json()["error"]["code"]) == (409, "hand-over-cannot-close")
    for seat in ("gendarmerie", "chiefs", "donor"):
        assert ask(seat, "hand-overs/v02-v03").status_code == 404, seat
        hidden = ask(seat, case, {"contacts": ["chief"]}, **{"Idempotency-Key": "checklist-other"})
        assert hidden.status_code == 404, seat
