"""Incidents answered from columns: the same cut as one by one, and a migration that fills them."""

from __future__ import annotations

from datetime import date

import pytest

from toguna.domain.incidents import OUT_OF_FIGURES, Incident
from toguna.domain.measures import Measure
from toguna.domain.visibility import EVERYBODY, OUTSIDE, Reader, Role, incidents_each
from toguna.server.home import Home
from toguna.server.queries import measure_pages
from toguna.server.queries.cover import gaps_around
from toguna.server.queries.incident_cuts import cuts, period, settled, table
from toguna.server.queries.incidents import as_shown, held_case, incidents, latest, newest, without_toll
from toguna.server.queries.reading import Reading, read
from toguna.server.queries.stories import Step

DAYS = [None, date(2031, 4, 2), date(2031, 5, 6), date(2031, 6, 9), date(2031, 6, 16)]
READERS = [
    *(Reader("mediation", Role.MEDIATOR), Reader("army", Role.ARMY), Reader("gendarmerie", Role.ARMY)),
    *(Reader("chiefs", Role.CHIEF), Reader("donor", Role.DONOR), EVERYBODY, OUTSIDE),
]
COLUMNS = ("case", "first_day", "last_day", "kind", "status", "wheres", "near", "handling", "events", "killed")


def look(home: Home, day: date | None, reader: Reader, framework: str = "ostrine") -> Reading:
    return read(home, framework=framework, seat=None, as_of=day).as_reader(reader)


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("reader", READERS, ids=lambda r: f"{r.party or r.role}")
def test_columns_cut_as_the_rule_cuts_one_by_one(home, day, reader):

    reading = look(home, day, reader)
    one_by_one = [row for held in reading.all(Incident) if (row := as_shown(reading, held)) is not None]
    listed = one_by_one if incidents_each(reader) else []
    assert sorted(incidents(reading), key=lambda r: r.id) == sorted(listed, key=lambda r: r.id)
    found = {
        (cut.shown, case) for cut in cuts(reading) for case in table(reading).filter(cut.where).values_list("case")
    }
    assert {(row.shown_as, (row.id,)) for row in one_by_one} == found


def test_the_latest_come_by_whole_weeks_for_those_who_know_the_week_only(home):
    reading = look(home, date(2031, 6, 16), EVERYBODY)
    rows, number = latest(reading, date(2031, 3, 1), 2)
    assert len(rows) == 2 and number == len(incidents(reading, date(2031, 3, 1)))
    segment = next(cut for cut in cuts(reading) if cut.shown == "segment")
    held = newest(table(reading).filter(segment.where), "segment", 1)
    assert all(day.weekday() == 6 for day, _ in held)


def test_a_small_place_is_told_by_its_road_to_those_who_may_not_know_the_spot(own):
    from toguna.domain.wire import Payload
    from toguna.server.actions.entering import enter
    from toguna.server.actions.registers import open_key

    fields = {"date": "2031-05-20", "kind": "ROB-ROAD", "where": ["ambrelune"], "framework": "ostrine"}
    reading = look(own, date(2031, 6, 16), EVERYBODY)
    said = Payload("incident.reported", "x1", fields, date(2031, 5, 21), None)
    enter(reading.register, open_key(own, "une phrase de passe d’essai"), [(said, "group")])
    row = next(row for row in incidents(look(own, date(2031, 6, 16), EVERYBODY)) if row.id == "x1")
    assert row.spots == ("valombrine-talvane",) and "Ambrelune" not in row.where.fr
    assert incidents(look(own, date(2031, 6, 16), EVERYBODY), on=["ambrelune"]) == []
    point = next(row for row in incidents(look(own, date(2031, 6, 16), READERS[0])) if row.id == "x1")
    assert point.spots == ("ambrelune",)


def test_a_clash_is_on_no_road_for_anybody(home):
    for reader in READERS:
        reading = look(home, date(2031, 6, 16), reader)
        assert all(
            row.kind not in ("CLA-COM", "REP") for row in incidents(reading, on=["talvane", "valombrine-talvane"])
        )


def test_a_gap_holds_those_that_stand(home):
    reading = look(home, date(2031, 6, 16), READERS[0])
    held = {one.id: one.status for one in reading.all(Incident) if gaps_around(reading, one)}
    assert held and not OUT_OF_FIGURES & set(held.values()) and "i10" not in held
    retracted = held_case(reading, "i10")
    assert retracted is not None and as_shown(reading, retracted) is None
    assert held_case(reading, "nothing") is None


def test_the_toll_that_is_not_known_counts_only_what_the_reader_sees(home):
    assert without_toll(look(home, date(2031, 6, 16), READERS[0]), ["CLA-COM"]) == 1
    early = date(2031, 3, 13)
    assert without_toll(look(home, early, EVERYBODY), ["CLA-COM"]) == 0


def test_periods_and_the_delay():
    assert period("segment", date(2031, 4, 1)) == (date(2031, 3, 31), date(2031, 4, 6))
    assert period("cercle", date(2031, 2, 11)) == (date(2031, 2, 1), date(2031, 2, 28))
    sunday = settled(Reading(b"", "x", None, EVERYBODY, None, date(2031, 4, 9)))  # type: ignore[arg-type]
    assert sunday == date(2031, 4, 6)
    assert settled(Reading(b"", "x", None, EVERYBODY, None, date(2031, 4, 8))) == date(2031, 3, 30)  # type: ignore[arg-type]


def test_the_migration_fills_what_the_projector_would(own):
    from django.core.management import call_command

    from toguna.server.records import projector
    from toguna.server.records.models import Incident

    def held() -> list[tuple[object, ...]]:
        return list(Incident.objects.order_by("register", "case", "known_from").values_list(*COLUMNS))

    before = held()
    assert before
    call_command("migrate", "records", "0001", verbosity=0)
    call_command("migrate", "records", verbosity=0)
    assert held() == before
    for register in set(Incident.objects.values_list("register", flat=True)):
        projector.rebuild(bytes.fromhex(register))
    assert held() == before


def test_a_measure_tells_its_latest_incidents_and_how_many_came_before(home, monkeypatch):
    def told() -> dict[str, list[Step]]:
        reading = look(home, date(2031, 6, 16), READERS[0])
        held = (measure_pages.story(reading, one.id) for one in reading.all(Measure))
        return {one.row.id: [step for step in one.steps if "incident" in step.kind] for one in held if one}

    whole = max(told().values(), key=len)
    assert len(whole) > 2 and {step.kind for step in whole} == {"incident"}
    monkeypatch.setattr(measure_pages, "MOST_TOLD", 2)
    cut = max(told().values(), key=len)
    assert [step.kind for step in cut] == ["earlier-incidents", "incident", "incident"]
    assert cut[1:] == whole[-2:] and cut[0].data == {"number": len(whole) - 2}
