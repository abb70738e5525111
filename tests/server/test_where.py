"""Where, in somebody's words, in the invented framework: what a report would take, and what nobody else is told."""

from __future__ import annotations

from datetime import date

import pytest

from toguna.domain.visibility import Reader, Role
from toguna.server.queries.reading import Reading, read
from toguna.server.queries.where import where_said

DAY = date(2031, 6, 16)
ARMY = Reader("army", Role.ARMY)


@pytest.fixture
def reading(home) -> Reading:
    return read(home, framework="ostrine", seat=None, as_of=DAY)


def test_a_spot_on_a_road_becomes_what_a_report_takes(reading):
    told = where_said(reading, "PK 45, axe Valombrine–Talvane")
    assert told.verdict == "found" and told.why == ()
    one = told.found
    assert one is not None
    assert one.where == ("valombrine-talvane",)
    assert one.along_m == 45_000 and 1_000 < one.within_m < 15_000
    assert one.candidate.segment == ("ostrine", "ambrelune")
    assert "PK 45 depuis Valombrine" in one.label.fr and "km 45 from Valombrine" in one.label.en


def test_a_place_is_told_with_its_road(reading):
    one = where_said(reading, "à l’entrée de Talvane").found
    assert one is not None
    assert (one.where, one.near) == (("valombrine-talvane",), "talvane")


def test_a_stretch_has_no_single_chainage(reading):
    one = where_said(reading, "between Valombrine and Lumerane").found
    assert one is not None
    assert (one.where, one.along_m, one.place_precision) == (("valombrine-sorbane",), None, "2")


def test_what_is_in_doubt_is_offered_with_the_reason(reading):
    told = where_said(reading, "20 km après Lumerane")
    assert told.verdict == "candidates" and told.found is None
    assert len(told.suggestions) >= 2
    assert {one.where for one in told.suggestions[:2]} == {("valombrine-sorbane",)}
    assert "sens" in told.why[0].fr and "direction" in told.why[0].en


def test_the_road_that_the_caller_knows_is_counted_on(reading):
    told = where_said(reading, "km 12", road="valombrine-talvane")
    assert [one.along_m for one in told.suggestions] == [12_000, pytest.approx(82_500, abs=500)]


def test_another_frameworks_roads_are_not_read(reading, home):
    told = where_said(reading, "PK 12 axe Rivemoire–Hautebrise")
    assert (told.found, list(told.suggestions)) == (None, []), "nor is a place of its own offered for them"
    other = read(home, framework="hautebrise", seat=None, as_of=DAY)
    found = where_said(other, "PK 12 axe Rivemoire–Hautebrise").found
    assert found is not None and found.where == ("rivemoire-hautebrise",)


def test_what_cannot_be_read_is_said(reading):
    told = where_said(reading, "entre Zorblax et Valombrine")
    assert (told.verdict, told.unread) == ("not_found", ("Zorblax",))
    assert "Zorblax" in told.why[0].fr


def test_every_reader_gets_the_same_answer(reading):
    """Words and gazetteer are the reader's own: there is nothing to cut."""
    assert where_said(reading.as_reader(ARMY), "PK 35, axe Valombrine–Talvane") == where_said(
        reading, "PK 35, axe Valombrine–Talvane"
    )
