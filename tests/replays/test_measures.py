"""R1 and R3: a relief that nobody confirms, and a measure whose means and garrison go, replayed through the acts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from theatre import SEATS, STRETCHES, VALLEY, Theatre

from toguna.domain.hand_overs import CannotClose
from toguna.domain.measures import Measure
from toguna.domain.requests import Request
from toguna.server.acts.catalogue import offered
from toguna.server.queries import cover, measure_pages, measures, road_pages
from toguna.server.queries.incidents import held_case, incidents

Play = Callable[[str], Theatre]
END = date(2019, 4, 2)


@pytest.fixture
def april(play: Play) -> tuple[Theatre, str, str, str]:
    """A movement's patrols from 2 March to 2 April 2019, an escort proposed to relieve it, and no confirmation."""
    stage = play("2019-02-20")
    relief = stage.does(
        "troupe", "measure.propose", kind="armed_escort", by=["troupe"], stretches=STRETCHES, until="2020-04-30"
    )
    play("2019-03-02")
    patrol = stage.begin("heron", END.isoformat(), may_fill=["troupe"])
    planned = stage.does("bureau", "hand_over.plan", leaving=patrol, taking_over=relief.case)
    return stage, patrol, relief.case, planned.case


def test_r1_an_alarm_stands_every_day_until_the_end_and_for_those_who_can_answer(play: Play, april) -> None:
    stage, patrol, relief, _ = april
    wanted = {**dict.fromkeys(range(15, 31), "T-30"), **dict.fromkeys(range(8, 15), "T-14")}
    wanted |= {**dict.fromkeys(range(3, 8), "T-7"), **dict.fromkeys(range(1, 3), "T-2")}
    for left in range(30, 0, -1):
        play((END - timedelta(days=left)).isoformat())
        rows = {row.measure: row for row in measures.ending(stage.reads("bureau"))}
        row = rows[patrol]
        assert (row.days_left, row.alarm) == (left, wanted[left])
        assert (row.successor, row.successor_confirmed) == (relief, False)
        if left in (30, 7, 1):
            who = {seat for seat in SEATS if any(one.measure == patrol for one in measures.ending(stage.reads(seat)))}
            assert who == {"bureau", "heron", "troupe"}
            ahead = {seat for seat in SEATS if any(gap.start == END for gap in cover.gaps(stage.reads(seat)))}
            assert ahead == {"bureau", "heron", "troupe"}
    assert stage.sees("bureau", "2019-03-26").fragility.level == "red"
    # No clock has done anything: that the relief is asked for is somebody's tap, and only once.
    assert not [one for one in stage.reads("heron").all(Request) if patrol in one.about]
    assert measure_pages.story(stage.reads("heron"), patrol).without_relief
    asked = stage.does("heron", "request.seek_relief", measure=patrol, level="regional").case
    assert not measure_pages.story(stage.reads("heron"), patrol).without_relief
    assert asked in {one.id for one in stage.reads("bureau").all(Request)}


def test_r1_the_gap_of_april_has_an_unknown_end_and_both_incidents_fall_in_it(play: Play, april) -> None:
    stage, patrol, relief, planned = april
    play("2019-04-02").does("heron", "measure.end", patrol, end="2019-04-02", because="means")
    robbery = play("2019-04-09").incident("ROB-ROAD", "2019-04-09", VALLEY)
    killing = play("2019-04-11").incident("KIL-ROB", "2019-04-11", VALLEY, killed=1)
    play("2019-04-30")
    for seat in ("bureau", "troupe"):
        (gap,) = [one for one in cover.gaps(stage.reads(seat)) if one.start == END]
        assert (gap.road, gap.to, gap.closed_by, gap.is_open) == (VALLEY, None, None, True)
        assert (gap.successor, gap.successor_confirmed, gap.able_to_fill) == (relief, False, ("troupe",))
        if seat == "bureau":
            held = [held_case(stage.reads(seat), id_) for id_ in (robbery, killing)]
            assert all(gap in cover.gaps_around(stage.reads(seat), one) for one in held)
    chiefs = stage.reads("notables")
    assert cover.gaps(chiefs) == [] and not measures.ending(chiefs)
    assert {robbery, killing} <= {row.id for row in incidents(chiefs)}, "told to them, late and coarse"
    # What people are advised is the same with and without the gap.
    before, after = (road_pages.advice(stage.reads("notables", day), VALLEY) for day in ("2019-03-20", "2019-04-30"))
    assert before == after
    # The relief comes on a day of April that nobody wrote down: the hand-over is never called done.
    stage.does("province", "measure.authorise", relief, by="province", until="2020-12-31")
    stage.does("troupe", "measure.resource", relief, means=[{"kind": "fuel", "until": "2020-04-30"}])
    stage.does("troupe", "measure.activate", relief, start="2019-04")
    (gap,) = [one for one in cover.gaps(stage.reads("bureau")) if one.start == END]
    assert (gap.to, gap.closed_by, gap.reason) == (None, date(2019, 4, 30), "means")
    for party in ("heron", "troupe"):
        stage.does(party, "hand_over.confirm", planned)
    said = stage.refuses(CannotClose, "troupe", "hand_over.close", planned)
    assert "côte à côte" in said and "la liste n’est pas remplie" in said


def test_r1_had_it_been_confirmed_in_time_there_is_no_alarm_and_no_gap(play: Play, april) -> None:
    stage, patrol, relief, planned = april
    play("2019-03-20").does("province", "measure.authorise", relief, by="province", until="2020-12-31")
    stage.does("troupe", "measure.resource", relief, means=[{"kind": "fuel", "until": "2020-04-30"}])
    play("2019-03-25")
    for party in ("heron", "troupe"):
        stage.does(party, "hand_over.confirm", planned, on="2019-03-25")
    (row,) = [one for one in measures.ending(stage.reads("bureau")) if one.measure == patrol]
    assert (row.successor_confirmed, row.alarm) == (True, None)
    play("2019-03-31").does("troupe", "measure.activate", relief, start="2019-03-31")
    play("2019-04-01")
    points = {"last_seen": "2019-04-01", "hot_spots": ["brisole"], "contacts": ["chief"], "joint_patrol": "2019-03-31"}
    stage.does("troupe", "hand_over.brief", planned, **points)
    stage.does("heron", "hand_over.close", planned)
    assert stage.held(Measure, patrol).status == "handed_over"
    play("2019-04-30")
    assert [one for one in cover.gaps(stage.reads("bureau")) if one.after == patrol] == []


def test_r3_the_garrison_leaves_the_means_run_out_and_the_panel_is_red_before_the_stop(play: Play) -> None:
    stage = play("2019-10-15")
    escort = stage.begin("troupe", "2020-06-30", permit="2020-09-30", relies_on=["tonelle", "corvelle"])
    other = stage.begin("brigade", "2020-12-31", permit="2021-03-31")
    play("2019-12-15")
    assert stage.sees("bureau").fragility.level == "green"
    play("2020-03-20").does(
        "troupe", "withdrawal.record", kind="garrison_withdrawn", by=["troupe"], where=["tonelle"], date="2020-03-20"
    )
    assert (stage.held(Measure, escort).status, stage.held(Measure, other).status) == ("degraded", "active")
    drafted = [one for one in stage.reads("troupe").all(Request) if escort in one.about]
    assert [one.status for one in drafted] == ["drafted"], "the same day, without a clock"
    red = stage.sees("bureau")
    assert red.fragility.level == "red" and dict(red.fragility.reasons)["reliance-withdrawn"].fr.count("Tonelle")
    low = [{"kind": "fuel", "lasts_days": 60, "counted": "2020-04-01", "pace_percent": 200}]
    play("2020-04-01").does("troupe", "measure.amend", escort, means=low)
    assert stage.held(Measure, escort).runs_out() == date(2020, 5, 1)
    for day in ("2020-04-01", "2020-04-15", "2020-04-30"):
        play(day)
        panel = stage.sees("bureau").fragility
        assert panel.level == "red" and {"means-near", "reliance-withdrawn"} <= {code for code, _ in panel.reasons}
        for seat in ("notables", "jeunes", "bailleur", "saule", "temoin"):
            assert stage.sees(seat).fragility.level is None, "what runs out is told to those who can answer"
    play("2020-05-02").does(
        "troupe", "measure.stop", escort, end="2020-05-01", because="means", why="plus de carburant"
    )
    assert stage.held(Measure, escort).ended_because == "means"
    assert [one.id for one in stage.reads("troupe").all(Request) if escort in one.about] == [drafted[0].id]
    assert stage.sees("bureau", "2020-04-30").fragility.level == "red", "what was known then is still what was known"


def test_a_measure_seen_without_a_known_authorisation_is_recorded_as_such_and_raises_an_alarm(play: Play) -> None:
    stage = play("2019-05-01")
    said = {"kind": "checkpoint", "by": ["heron"], "where": ["brisole"], "start": "2019-04-20", "until": "unknown"}
    case = stage.does("bureau", "measure.observe", **said).case
    held = stage.held(Measure, case)
    assert held.observed and held.missing() == ("authorisation", "means", "end")
    panel = dict(stage.sees("bureau").fragility.reasons)
    assert "autorisation" in panel["observed-unauthorised"].fr
    assert "observed-unauthorised" not in dict(stage.sees("notables").fragility.reasons)
    assert "measure.authorise" not in {act.name for act in offered(stage.reads("heron"), "measure", held)}
