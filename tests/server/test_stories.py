"""What stories are made of: statements in their order with their days, and whose word each line is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from homes import PASSPHRASE, Home

from toguna.domain.wire import Payload
from toguna.server.actions.entering import enter
from toguna.server.actions.registers import open_key
from toguna.server.queries import meetings, requests, undertaking_pages
from toguna.server.queries.reading import Reading, read
from toguna.server.queries.stories_case import linked, told
from toguna.server.queries.stories_integrity import hosted


def look(home: Home, seat: str = "mediation", as_of: date | None = None) -> Reading:
    return read(home, framework="ostrine", seat=seat, as_of=as_of)


def say(home: Home, type_: str, case: str, day: str, seat: str | None = None, **fields: Any) -> None:
    said = Payload(type_, case, fields, date.fromisoformat(day), seat)
    enter(look(home).register, open_key(home, PASSPHRASE), [(said, "framework")])


def test_each_statement_is_told_with_its_own_item_and_day(home: Home):
    said = told(look(home), "undertaking", "u03")
    assert [(one.kind, one.fields.get("date")) for one in said] == [
        ("agreed", None),
        ("proved", "2031-02-20"),
        ("proved", "2031-03-19"),
        ("proved", "2031-04-22"),
        ("coded", "2031-05-31"),
        ("coded", "2031-05-31"),
        ("adjudicated", "2031-05-31"),
    ]
    assert len({one.entry for one in said}) == len(said)
    assert [one.kind for one in told(look(home, as_of=date(2031, 3, 1)), "undertaking", "u03")] == ["agreed", "proved"]
    assert told(look(home), "undertaking", "none") == ()


def test_a_line_entered_for_a_party_by_the_host_says_so(own: Home):
    say(own, "undertaking.proved", "u02", "2031-06-16", seat="army", date="2031-06-15")
    say(own, "undertaking.proved", "u02", "2031-06-16", seat="mediation", date="2031-06-16")
    story = undertaking_pages.story(look(own), "u02")
    assert story is not None
    of_day = {step.when.iso(): step.entry for step in story.steps if step.kind == "proved" and step.when}
    assert hosted(look(own), story.steps) == {of_day["2031-06-15"]}


def test_the_silence_procedure_from_draft_to_adoption(own: Home):
    say(own, "meeting.conclusions_drafted", "k04", "2031-05-21", conclusions={"fr": "projet de relevé"})
    say(own, "meeting.silence_begun", "k04", "2031-05-22")
    before = meetings.story(look(own, as_of=date(2031, 5, 23)), "k04")
    assert before is not None and not before.adopted
    begun = next(step for step in before.steps if step.kind == "silence_begun")
    assert begun.data["until"] == date(2031, 5, 25)
    late = meetings.story(look(own), "k04")
    assert late is not None and any(step.kind == "silence-over" and step.missing for step in late.steps)
    say(own, "meeting.conclusions_adopted", "k04", "2031-05-26", conclusions={"fr": "relevé adopté"})
    adopted = meetings.story(look(own), "k04")
    assert adopted is not None and adopted.adopted and adopted.row.quorate is True
    assert not any(step.kind == "silence-over" for step in adopted.steps)


def test_a_meeting_held_apart_is_told_to_those_who_were_there_and_to_nobody_else(own: Home):
    say(
        own,
        "meeting.observed",
        "k90",
        "2031-06-10",
        framework="ostrine",
        kind="caucus",
        start="2031-06-10",
        held=True,
        what={"fr": "aparté"},
    )
    say(own, "meeting.quorate", "k90", "2031-06-10", present=["kite", "lantern"], held=True)
    for seat in ("kite", "lantern"):
        assert meetings.story(look(own, seat), "k90") is not None
    for seat in ("mediation", "army", "chiefs", "observer"):
        assert meetings.story(look(own, seat), "k90") is None
        assert all(row.id != "k90" for row in meetings.listed(look(own, seat)))
        assert linked(look(own, seat), "k90") is None
    assert meetings.rhythm(look(own, "kite")) == meetings.rhythm(look(own, "army"))


def test_a_request_from_its_draft_to_its_delivery(own: Home):
    ask = {"framework": "ostrine", "level": "national", "by": ["chiefs"], "to_text": {"fr": "direction du fleuve"}}
    say(own, "request.drafted", "q90", "2031-05-01", **ask)
    for seat in ("chiefs", "mediation"):
        assert requests.story(look(own, seat), "q90") is not None
    for seat in ("army", "youth", "observer"):
        assert requests.story(look(own, seat), "q90") is None, "a draft is between its sender and the secretariat"
        assert linked(look(own, seat), "q90") is None
    say(own, "request.endorsed", "q90", "2031-05-02", endorsed_by=["governorate"])
    say(own, "request.sent", "q90", "2031-05-03", **ask, sent="2031-05-03")
    say(own, "request.received", "q90", "2031-05-10", received="2031-05-10")
    waiting = requests.story(look(own, "army", date(2031, 6, 16)), "q90")
    assert waiting is not None and waiting.item.days_silent == 44 and waiting.item.office is None
    assert waiting.through is None and waiting.channel is None and waiting.again is None
    assert [step.kind for step in waiting.steps] == ["drafted", "endorsed", "sent", "received", "silent"]
    endorsed = waiting.steps[1]
    assert endorsed.data["by"] is None, "who endorsed is for the sender and the secretariat"
    say(
        own, "request.answered", "q90", "2031-05-20", answered="2031-05-20", answer="yes", answer_text={"fr": "accordé"}
    )
    say(own, "request.delivered", "q90", "2031-06-01", delivered_on="2031-06-01", led_to=["v05"])
    done = requests.story(look(own, "army"), "q90")
    assert done is not None and done.item.group == "delivered" and done.item.waited == (17, 17)
    assert next(step for step in done.steps if step.kind == "answered").data["words"] is None
    own_words = requests.story(look(own, "chiefs"), "q90")
    assert own_words is not None and own_words.item.office is not None
    assert next(step for step in own_words.steps if step.kind == "answered").data["words"] is not None


@pytest.mark.parametrize(("seat", "found"), [("mediation", True), ("army", True), ("chiefs", False), ("kite", False)])
def test_a_relief_that_is_only_being_arranged_is_no_link_for_others(home: Home, seat: str, found: bool):
    assert (linked(look(home, seat), "v03") is not None) == found


def test_signals_about_those_who_protect_are_for_the_secretariat(home: Home):
    assert linked(look(home), "s04") is not None
    assert linked(look(home, "army"), "s04") is None
    assert linked(look(home, "army"), "s03") is not None
