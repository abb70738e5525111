"""The watch over a register: what goes in for whom, what comes out, and what is recorded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from homes import PASSPHRASE, call, using

from toguna.domain.visibility import EVERYBODY, OUTSIDE, Reader, Role
from toguna.domain.wire import Payload
from toguna.server.home import Home

MONDAY = date(2029, 6, 4)
WEEKS = 104
LAST = MONDAY + timedelta(days=7 * WEEKS - 1)
STRETCHES = [
    ("valombrine-talvane", "valombrine"),
    ("valombrine-talvane", "ostrine"),
    ("valombrine-talvane", "ambrelune"),
    ("valombrine-sorbane", "valombrine"),
    ("valombrine-sorbane", "lumerane"),
]


def incident(case: str, day: date, where: list[str], **fields: object) -> Payload:
    said = {"date": day.isoformat(), "kind": "ROB-ROAD", "where": where, "framework": "ostrine", **fields}
    return Payload("incident.reported", case, said)


def a_rise() -> list[Payload]:
    """Two quiet years, one incident a week on some stretch; in the last three weeks fourteen more near Ostrine."""
    chance = np.random.default_rng(3)
    out = []
    for week in range(WEEKS):
        road, near = STRETCHES[int(chance.integers(len(STRETCHES)))]
        day = MONDAY + timedelta(days=7 * week + int(chance.integers(7)))
        out.append(incident(f"w{week}", day, [road], near=near))
    for n in range(14):
        day = LAST - timedelta(days=int(chance.integers(21)))
        out.append(incident(f"x{n}", day, ["valombrine-talvane"], near="ostrine"))
    return out


@pytest.fixture(scope="module")
def watched(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose framework Ostrine has had such a rise; and a few incidents that must not be placed."""
    import shutil

    from toguna.server.actions.incidents import report_incidents
    from toguna.server.actions.registers import open_key

    path = tmp_path_factory.mktemp("watched") / "home"
    shutil.copytree(loaded, path)
    with using(Home(path)) as home:
        reading = read_as(home, "mediation")
        more = [
            incident("rep", LAST - timedelta(days=9), ["valombrine-talvane"], kind="REP", near="ostrine"),
            incident("clash", LAST - timedelta(days=9), ["ostrine"], kind="CLA-COM"),
            incident("march", LAST - timedelta(days=9), ["ostrine"], kind="DEM"),
            incident("month", date(2030, 5, 1), ["valombrine-talvane"], near="ostrine"),
            incident("somewhere", LAST - timedelta(days=400), ["valombrine-talvane"]),
        ]
        more[3] = Payload(more[3].type, "month", {**more[3].fields, "date": "2030-05"})
        report_incidents(reading.register, reading.reader, open_key(home, PASSPHRASE), [*a_rise(), *more])
    return path


@pytest.fixture
def home(watched: Path) -> Iterator[Home]:
    with using(Home(watched)) as held:
        yield held


def read_as(home: Home, seat: str | None, day: date | None = None):
    from toguna.server.queries.reading import read

    return read(home, framework="ostrine", seat=seat, as_of=day)


def ground_of(home: Home, reader: Reader | None = None, day: date | None = None):
    from toguna.server.queries.watch_ground import prepared

    reading = read_as(home, "mediation", day)
    return prepared(reading if reader is None else reading.as_reader(reader))


SHOWN = LAST + timedelta(days=3)


def test_the_ground_names_its_stretches_and_says_what_is_left_out(home: Home) -> None:
    ground = ground_of(home, EVERYBODY, SHOWN)
    stretches = {(unit.road, unit.one, unit.two) for unit in ground.units if unit.road}
    assert ("valombrine-talvane", "ostrine", "ambrelune") in stretches
    left = dict(ground.left_out)
    assert left["cercle"] >= 2, "a reprisal and a clash are never placed below the cercle"
    assert (left["kind"], left["month"], left["road"]) >= (1, 1, 1)
    assert ground.last == LAST and ground.first.weekday() == 0 and ground.last.weekday() == 6
    inside = [n for n, unit in enumerate(ground.units) if (unit.one, unit.two) == ("ostrine", "ambrelune")]
    latest = [(p, w) for p, w in zip(ground.place.tolist(), ground.week.tolist(), strict=True) if w >= ground.weeks - 3]
    assert sum(p == inside[0] for p, _ in latest) >= 14


def test_others_get_a_week_72_hours_after_it_is_over_the_secretariat_at_once(home: Home) -> None:
    for days, seen in ((1, False), (2, False), (3, True)):
        day = LAST + timedelta(days=days)
        assert (ground_of(home, EVERYBODY, day).last == LAST) is seen
        assert ground_of(home, None, day).last == LAST


def test_nobody_sees_a_week_that_is_not_over(home: Home) -> None:
    assert ground_of(home, None, LAST - timedelta(days=1)).last == LAST - timedelta(days=7)


@pytest.mark.parametrize("role", [Role.DONOR, Role.PUBLIC])
def test_who_sees_incidents_by_cercle_only_gets_no_watch(home: Home, role: Role) -> None:
    assert ground_of(home, Reader("x", role), SHOWN) is None
    assert ground_of(home, OUTSIDE, SHOWN) is None


def test_reprisals_and_clashes_do_not_move_the_answer(home: Home) -> None:
    """What is never placed cannot be found out from where it would have been: the data's digest is the same."""
    from toguna.server.queries.watch import computed, watch

    reading = read_as(home, "mediation", SHOWN)
    ground = ground_of(home, EVERYBODY, SHOWN)
    kinds = {held.id: held for held in reading.all(_incident())}
    assert {"rep", "clash"} <= set(kinds)
    placed = len(ground.place) + dict(ground.left_out)["road"]
    assert placed == ground.by_series.sum()
    assert watch(reading.as_reader(EVERYBODY)).data_digest == computed(ground).data_digest


def _incident() -> type:
    from toguna.domain.incidents import Incident

    return Incident


def test_the_rise_is_a_signal_told_by_stretch_and_week(home: Home) -> None:
    from toguna.server.queries.watch import watch

    found = watch(read_as(home, "army", SHOWN))
    assert found.verdict == "signal"
    row = next(row for row in found.signals if row.look == "scan")
    assert ("valombrine-talvane", "ostrine", "ambrelune") in row.stretches
    assert "Ostrine–Ambrelune" in row.where.fr
    assert (row.first.weekday(), row.last) == (0, LAST)
    assert row.recurrence_days > 365
    assert "ans" in row.rarity.fr or "mois" in row.rarity.fr


def test_before_the_rise_nothing_stands_out(home: Home) -> None:
    from toguna.server.queries.watch import watch

    found = watch(read_as(home, "army", SHOWN - timedelta(days=35)))
    assert (found.verdict, found.signals) == ("nothing", ())


def test_a_thin_register_says_that_nothing_can_be_said_yet(home: Home) -> None:
    answer = call("watch", "--home", home.path, "--framework", "timbuktu-taoudeni", "--lang", "fr")
    assert answer.code == 0
    assert "On ne peut pas encore conclure" in answer.out.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("days", "said"), [(7, "presque chaque semaine"), (40, "5 semaines"), (400, "13 mois"), (3500, "9 ans")]
)
def test_rarity_in_words_is_never_rounded_up(days: float, said: str) -> None:
    from toguna.server.queries.watch import how_rare

    assert said in how_rare(days).fr


def test_commands_answer_on_the_register(home: Home) -> None:
    common = ("--home", home.path, "--framework", "ostrine", "--as-of", SHOWN.isoformat(), "--json")
    told = call("watch", *common)
    assert (told.code, told.json["verdict"]) == (1, "signal")
    scanned = call("scan", *common)
    best = scanned.json["clusters"][0]
    assert scanned.json["null"] == "blocks"
    assert "valombrine-talvane:ostrine:ambrelune" in best["members"]
    assert best["recurrence_days"] == pytest.approx(7 / best["p_value"])
    along = call("scan", *common, "--zones", "stretches", "--null", "independent", "--replicates", "99")
    assert along.json["clusters"][0]["p_value"] == 0.01
    whole = call("scan", *common, "--retrospective", "--replicates", "19")
    assert whole.json["clusters"][0]["recurrence_days"] is None
    roads = call("monitor", *common)
    assert {row["id"] for row in roads.json["series"]} >= {"valombrine-talvane", "valombrine-sorbane"}
    assert roads.json["alarms"] == ["valombrine-talvane"]
    sums = call("monitor", *common, "--method", "cusum", "--run-length", "200")
    alarms = {row["id"]: row["alarms"] for row in sums.json["series"]}
    assert alarms["valombrine-talvane"] and not alarms["valombrine-sorbane"]


def test_the_donor_is_told_that_it_sees_no_stretches(home: Home) -> None:
    for command in ("watch", "scan", "monitor"):
        answer = call(command, "--home", home.path, "--framework", "ostrine", "--seat", "donor", "--lang", "en")
        assert (answer.code, answer.err.count("\n")) == (1, 1)
        assert "by stretch and week" in answer.err


@pytest.fixture
def writing(watched: Path, tmp_path: Path) -> Iterator[Home]:
    import shutil

    shutil.copytree(watched, tmp_path / "home")
    with using(Home(tmp_path / "home")) as held:
        yield held


def test_signals_are_recorded_once_from_what_all_may_see(writing: Home) -> None:
    from toguna.server.queries.reading import for_all
    from toguna.server.queries.watch import recorded, watch

    common = ("--home", writing.path, "--framework", "ostrine", "--as-of", SHOWN.isoformat(), "--json", "--record")
    first = call("watch", *common)
    assert first.json["recorded"], first.err
    again = call("watch", *common)
    assert again.json["recorded"] == []
    reading = read_as(writing, "youth", SHOWN + timedelta(days=1))
    rows = recorded(reading)
    assert [row.id for row in rows] == sorted(first.json["recorded"], reverse=True)
    fresh = watch(for_all(reading))
    by_look = {row.row.look: row.row for row in rows}
    best = next(row for row in fresh.signals if row.look == "scan")
    assert by_look["scan"].where == best.where
    assert by_look["scan"].recurrence_days == int(best.recurrence_days)
    assert by_look["scan"].observed == best.observed


@pytest.mark.parametrize(
    ("framework", "seat", "code"),
    [("timbuktu-taoudeni", "hd", "register-read-only"), ("ostrine", "army", "not-your-signal")],
)
def test_who_may_not_record_is_told(writing: Home, framework: str, seat: str, code: str) -> None:
    options = ("--framework", framework, "--seat", seat, "--json", "--record")
    answer = call("watch", "--home", writing.path, *options)
    assert answer.code == 1
    assert answer.json["error"]["code"] == code
