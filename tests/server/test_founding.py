"""A framework founded from a plan: what stands in it, what is refused, and its silence to the minute."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from homes import PASSPHRASE, Home

from toguna.domain.frameworks import Framework
from toguna.domain.templates import TEMPLATES
from toguna.register.constitution import Mode, SeatRole
from toguna.server.actions import founding, serving
from toguna.server.actions.founding import Founded, NotAPlan, PartyPlan, Plan, RoadPlan, WeakPassphrase, found_live
from toguna.server.acts.catalogue import ACTS
from toguna.server.acts.performing import perform
from toguna.server.acts.visible import entity_of
from toguna.server.queries import silence
from toguna.server.queries.beginnings import first_steps, next_called, pending
from toguna.server.queries.reading import Reading, read
from toguna.server.queries.seats import founding_act

CONCERTATION, CONSULTATIVE = TEMPLATES


def plan_of(template: Any = CONCERTATION, **more: Any) -> Plan:
    parties = tuple(PartyPlan(one.name.fr, one.constituency) for one in template.members)
    roads = (RoadPlan("axe Amont–Aval", ("Amont", "Milieu", "Aval")),)
    plan = Plan("Cadre de la vallée", parties, roads, template.quorum, 72, (30, 14, 7, 2), template.rules.fr, "fr")
    return replace(plan, **more)


@pytest.fixture
def cheap(empty: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """A home whose seats get no passphrase: twenty-two hashes are tested elsewhere."""
    monkeypatch.setattr(founding, "set_passphrases", lambda home, phrases: None)
    yield empty
    serving.hold(None)


def look(home: Home, founded: Founded, seat: str | None = None) -> Reading:
    return read(home, framework=founded.framework, seat=seat or founded.seat, as_of=None)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.code)
def test_a_template_stands_as_it_was_proposed(cheap: Home, template):
    founded = found_live(cheap, plan_of(template), PASSPHRASE)
    act = founding_act(founded.register)
    assert act.mode is Mode.LIVE
    assert [party.constituency for party in act.parties] == [one.constituency for one in template.members]
    roles = {party.code: {s.role for s in act.seats if s.party == party.code} for party in act.parties}
    assert set(map(frozenset, roles.values())) == {frozenset({SeatRole.TITULAIRE, SeatRole.SUPPLEANT})}
    held = look(cheap, founded).by_id(Framework)[founded.framework]
    assert (held.quorum, held.silence_hours, held.alarm_days) == (template.quorum, 72, (30, 14, 7, 2))
    assert held.rules is not None and "72 heures" in (held.rules.fr or "")
    assert set(founded.phrases) == {seat.code for seat in act.seats}
    assert len(set(founded.phrases.values())) == len(act.seats)


def test_what_is_missing_is_named_and_nothing_is_founded(cheap: Home):
    for change, said in (
        ({"name": " "}, "le nom du cadre"),
        ({"parties": (PartyPlan("Secrétariat", "mediator"),)}, "deux parties au moins"),
        ({"parties": (PartyPlan("A", "youth"), PartyPlan("B", "women"))}, "le secrétariat"),
        ({"roads": (RoadPlan("axe court", ("Amont",)),)}, "« axe court », deux lieux au moins"),
    ):
        with pytest.raises(NotAPlan) as wanting:
            found_live(cheap, plan_of(**change), PASSPHRASE)
        told = wanting.value.say("fr").replace("\u00a0", " ").replace("\u202f", " ")
        assert said in told and "Rien n’est encore fondé" in told
    assert not cheap.settings().get("registers")


def test_a_short_or_mistyped_passphrase_seals_nothing(tmp_path):
    home = Home(tmp_path / "new")
    for phrase, again in (("court", "court"), ("une phrase assez longue", "une autre phrase longue")):
        with pytest.raises(WeakPassphrase):
            founding.prepare(home, phrase, again)
    assert not home.path.exists()


def test_first_steps_are_told_to_the_secretariat_until_they_are_done(cheap: Home):
    founded = found_live(cheap, plan_of(), PASSPHRASE)
    key = serving.held()
    assert {step.code: step.done for step in first_steps(look(cheap, founded), None)} == {
        "measure": False,
        "meeting": False,
        "note": None,
        "agenda": None,
        "backup": False,
    }
    other = next(seat.code for seat in founding_act(founded.register).seats if seat.party != founded.seat)
    assert first_steps(look(cheap, founded, other), None) == [] and not pending(look(cheap, founded, other), None)
    said = {"kind": "ordinary", "called_for": "2099-01-01"}
    done = perform(look(cheap, founded), key, "meeting.call", said, token="test-token-1", lang="fr")
    assert next_called(look(cheap, founded)) == done.case
    measure = {"kind": "road_patrol", "by": [founded.seat], "start": "unknown", "until": "unknown", "where": ["amont"]}
    perform(look(cheap, founded), key, "measure.observe", measure, token="test-token-2", lang="fr")
    assert pending(look(cheap, founded), None), "no backup yet"
    assert not pending(look(cheap, founded), datetime.now(UTC).date())


def test_in_life_the_silence_is_over_to_the_minute(cheap: Home, monkeypatch: pytest.MonkeyPatch):
    founded = found_live(cheap, plan_of(silence_hours=72), PASSPHRASE)
    key, number = serving.held(), iter(range(100, 200))

    def do(act: str, case: str | None, **said: Any) -> str:
        token = f"test-token-{next(number)}"
        return perform(look(cheap, founded), key, act, said, token=token, lang="fr", case=case).case

    today = datetime.now(UTC).date().isoformat()
    case = do("meeting.call", None, kind="ordinary", called_for=today)
    do("meeting.hold", case, start=today, present=[founded.seat])
    do("meeting.conclude", case, conclusions="Oui.")
    do("meeting.submit", case, conclusions="Oui.")
    real = datetime.now(UTC)

    def at(hours: float) -> bool:
        class Later(datetime):
            @classmethod
            def now(cls, tz: Any = None) -> datetime:
                return real + timedelta(hours=hours)

        monkeypatch.setattr(silence, "datetime", Later)
        reading = look(cheap, founded)
        found = silence.silence(reading, case)
        assert found is not None and found.hours == 72
        assert ACTS["meeting.adopt"].may(reading, entity_of(reading, "meeting", case)) is found.over
        return found.over

    assert [at(hours) for hours in (0, 71.9, 72.1)] == [False, False, True]
    # One party of eleven is no quorum: the framework asks for six.
    held = entity_of(look(cheap, founded), "meeting", case)
    assert held is not None and len(held.present) == 1  # type: ignore[attr-defined]
