"""After a party has left: no form names it for what is to come, no quorum counts it; what it was stays as it was."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from acted import TODAY, act, acting, done, sitting
from homes import PASSPHRASE, call
from pages import phrase, text

from toguna.domain.meetings import Meeting
from toguna.domain.wire import Payload
from toguna.server.actions.entering import enter
from toguna.server.actions.registers import open_key
from toguna.server.acts.act import Field, Kind
from toguna.server.acts.catalogue import ACTS
from toguna.server.acts.choices import choices
from toguna.server.queries import day as days
from toguna.server.queries import meetings
from toguna.server.queries.reading import Reading, read
from toguna.server.reports import papers

if TYPE_CHECKING:
    from django.test import Client

    from toguna.server.home import Home

__all__ = ["acting", "sitting"]

LEFT = "2031-06-12"
GONE = {"kite", "kite-suppleant"}
OF_THE_PAST = {
    "measure.observe by", "measure.observe by_whom", "withdrawal.record by", "agreement.write parties",
    "agreement.sign by", "undertaking.amend who", "undertaking.prove verified_by", "recommendation.make by",
    "report.type said_by", "dialogue.open parties", "dissemination.log by", "review.record by",
}  # fmt: skip
"""What tells who was there, wrote, signed or went out; and a dialogue, which may be with whoever left."""

Sitting = Callable[[str], "Client"]


@pytest.fixture(scope="module")
def gone(acting: Home) -> tuple[str, Client, str]:
    """Kite left on 12 June; a meeting of 10 June is still to be recorded. Kite's browser, entered before, and its key
    for programs.
    """
    from django.test import Client

    from toguna.server.actions.tokens import new_token
    from toguna.server.web import seats

    seats.throttle.forget()
    browsers = {}
    for seat in ("mediation", "kite"):
        browsers[seat] = Client(raise_request_exception=False)
        browsers[seat].post("/fr/ostrine/entrer/", {"titulaire": seat, "phrase": phrase(seat)})
    meeting = done(browsers["mediation"], "meeting.call", kind="ordinary", called_for="2031-06-10")
    _, token = new_token(reading(acting).register, "kite", "essai", date(2031, 6, 16))
    assert enters(browsers["kite"], token) == (True, 200)
    asked = done(browsers["kite"], "departure.propose", phrase=phrase("kite"), party="kite", since=LEFT)
    done(browsers["mediation"], "countersigning.confirm", asked, phrase=phrase("mediation"))
    return meeting, browsers["kite"], token


@pytest.fixture(scope="module")
def late(gone: tuple[str, Client, str]) -> str:
    """The meeting that is still to be recorded."""
    return gone[0]


def enters(browser: Client, token: str) -> tuple[bool, int]:
    """Whether the browser's page is that of a seat, and what a program with that key is answered."""
    page = browser.get("/fr/ostrine/").content.decode()
    asked = browser.get("/api/v1/ostrine/measures", headers={"Authorization": f"Bearer {token}"})
    return "sortir" in page, asked.status_code


def test_what_let_it_in_lets_it_in_no_more(acting: Home, gone: tuple[str, Client, str]) -> None:
    _, browser, token = gone
    assert enters(browser, token) == (False, 401)
    # Nor would it where a phrase or a key were left behind: the seat is none any more.
    held = {seat.code for seat in days.seats_here(days.held(acting, "ostrine"))}
    assert "army" in held and not held & GONE


def reading(home: Home, seat: str = "mediation") -> Reading:
    return read(home, framework="ostrine", seat=seat, as_of=None)


def parties(fields: tuple[Field, ...]) -> Iterator[Field]:
    for field in fields:
        if field.kind in (Kind.PARTY, Kind.SEAT):
            yield field
        yield from parties(field.parts)


def test_no_act_offers_it_but_where_the_past_is_told(acting: Home, late: str) -> None:
    held, offered = reading(acting), set()
    for name, one in ACTS.items():
        for field in parties(one.fields):
            listed = {choice.value: choice.name.fr for choice in choices(held, field)}
            assert "army" in listed, name
            if GONE & listed.keys():
                offered.add(f"{name} {field.name}")
                assert "Mouvement du Cerf-Volant (a quitté le cadre)" in listed["kite"], name
    assert offered == OF_THE_PAST | {"meeting.hold present"}


def test_the_form_does_not_show_it(sitting: Sitting, late: str) -> None:
    form = sitting("mediation").get(f"/fr/ostrine/agir/measure.propose/{TODAY}").content.decode()
    listed = set(re.findall(r'value="([\w-]+)"', form))
    assert {"army", "lantern"} <= listed and not listed & GONE


def test_the_page_the_api_and_the_command_line_refuse_it_in_words(
    sitting: Sitting, acting: Home, late: str, tmp_path: Any
) -> None:
    from toguna.server.actions.tokens import new_token

    office = sitting("mediation")
    answer = act(office, "request.draft", what="Du carburant.", level="national", to_text="ministère", by="kite")
    assert answer.status_code == 400 and "cette partie a quitté le cadre : en choisir une autre" in text(answer)
    _, token = new_token(reading(acting).register, "mediation", "essai", date(2031, 6, 16))
    said = {"what": "Du carburant.", "level": "national", "to_text": "ministère", "by": ["kite"]}
    asked = office.post(
        "/api/v1/ostrine/acts/request.draft",
        json.dumps(said),
        content_type="application/json",
        HTTP_AUTHORIZATION=f"Bearer {token}",
        HTTP_IDEMPOTENCY_KEY="essai-depart-1",
    )
    assert asked.status_code == 400 and "a quitté le cadre" in json.dumps(asked.json(), ensure_ascii=False)
    file = tmp_path / "said.json"
    file.write_text(json.dumps(said), encoding="utf-8")
    typed = call("act", "request.draft", "--data", file, "--home", acting.path, "--framework", "ostrine",
                 "--seat", "mediation", "--lang", "fr")  # fmt: skip
    assert typed.code != 0 and "a quitté le cadre" in typed.err + typed.out


def test_it_counts_for_a_meeting_of_before_and_for_none_since(sitting: Sitting, acting: Home, late: str) -> None:
    office = sitting("mediation")
    refused = act(office, "meeting.hold", late, start=LEFT, present=["mediation", "army", "kite"])
    assert refused.status_code == 409
    assert "« Mouvement du Cerf-Volant » avait quitté le cadre ce jour-là" in text(refused)
    done(office, "meeting.hold", late, start="2031-06-10", present=["mediation", "army", "kite", "kite-suppleant"])
    rows = {row.id: row for row in meetings.listed(reading(acting))}
    assert rows[late].counted == 3, "a party counts once, and it sat there that day"
    assert "Cerf-Volant" in text(office.get(f"/fr/ostrine/rencontres/{late}/{TODAY}")), "what was stays"
    # Nothing of before is to be recorded any more: no form offers it.
    assert not GONE & {one.value for one in choices(reading(acting), ACTS["meeting.hold"].by_name["present"])}
    since = done(office, "meeting.call", kind="ordinary", called_for="2031-06-16")
    stale = act(office, "meeting.hold", since, start="2031-06-16", present=["mediation", "kite"])
    assert stale.status_code == 400 and "cette partie a quitté le cadre" in text(stale)


def test_a_presence_that_another_copy_recorded_after_it_left_does_not_count(acting: Home, late: str) -> None:
    held = reading(acting)
    said = {"framework": "ostrine", "start": "2031-06-14", "held": True, "present": ["mediation", "army", "kite"]}
    day = date(2031, 6, 16)
    enter(
        held.register,
        open_key(acting, PASSPHRASE),
        [(Payload("meeting.observed", "ailleurs", said, day, "mediation"), "framework")],
    )
    rows = {row.id: row for row in meetings.listed(reading(acting))}
    assert rows["ailleurs"].counted == 2


def test_papers_keep_a_line_for_it_until_it_left(acting: Home, late: str) -> None:
    held = reading(acting)
    one, two = (papers.document(held, case, "attendance", lang="fr") for case in ("k02", "k05"))
    assert one is not None and two is not None
    assert "Mouvement du Cerf-Volant" in {row[0] for row in one["table"]["rows"]}
    assert "Mouvement du Cerf-Volant" not in {row[0] for row in two["table"]["rows"]}
    day = held.by_id(Meeting)["k05"].called_for
    assert day is not None and day.iso() > LEFT


def test_a_paper_form_that_it_filled_in_before_can_still_be_typed_in(sitting: Sitting, late: str) -> None:
    form = text(sitting("mediation").get(f"/fr/ostrine/fiches/saisir/{TODAY}"))
    assert "Mouvement du Cerf-Volant (a quitté le cadre)" in form and "Forces armées" in form


def test_an_old_undertaking_keeps_whose_it_was(sitting: Sitting, acting: Home, late: str) -> None:
    form = sitting("mediation").get(f"/fr/ostrine/agir/undertaking.amend/{TODAY}&cas=u03")
    assert re.search(r'value="kite"[^>]*(checked|selected)', form.content.decode())
    assert "Cerf-Volant" in text(sitting("mediation").get(f"/fr/ostrine/engagements/u03/{TODAY}"))
