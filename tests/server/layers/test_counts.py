"""Published events counted by period and unit: only what surely belongs to one of each is in the table."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from events import event, put
from homes import Home, call

from toguna.server.layers.store import UnknownLayer
from toguna.server.queries import layers
from toguna.server.queries.layer_counts import BadPeriod
from toguna.server.queries.reading import Reading, read

TALVANE, SORBANE = "valombrine-talvane", "valombrine-sorbane"
SORBANE_ROAD = (-29.93, -19.81)


def seen(home: Home, seat: str | None = None) -> Reading:
    return read(home, framework="ostrine", seat=seat, as_of=date(2031, 6, 16))


def test_by_month_and_road(own: Home) -> None:
    put(
        own,
        *(event("a", "2031-03-02"), event("b", "2031-03-30"), event("c", "2031-05-01", at=SORBANE_ROAD)),
        event("between", "2031-03-30", "2031-04-02"),
        event("far", "2031-04-05", at=(-31.5, -20.0)),
        event("vague", "2031-04-05", spot="adm2"),
        event("neither", "2031-03-30", "2031-04-02", spot="adm1"),
    )
    held = layers.counts(seen(own), "acled", by="road", first=date(2031, 3, 1), last=date(2031, 5, 31))
    assert held.unit_ids == (SORBANE, TALVANE) and held.periods == ("2031-03", "2031-04", "2031-05")
    assert held.table.tolist() == [[0, 2], [0, 0], [1, 0]] and held.table.dtype == np.int64
    assert held.undated.tolist() == [0, 1] and held.unplaced.tolist() == [0, 2, 0] and held.neither == 1
    assert held.starts[1] == date(2031, 4, 1)


def test_a_zero_is_a_zero_only_where_the_layer_reaches(own: Home) -> None:
    put(own, event("a", "2031-03-02"), event("b", "2031-05-10"))
    held = layers.counts(seen(own), "acled", first=date(2031, 1, 1), last=date(2031, 7, 31))
    assert held.covered.tolist() == [False, False, True, True, False, False, False]
    assert layers.counts(seen(own), "acled").periods == ("2031-03", "2031-04", "2031-05")


@pytest.mark.parametrize(
    ("period", "label", "number"),
    [("day", "2031-04-01", 35), ("week", "2031-W14", 6), ("quarter", "2031-Q2", 2), ("year", "2031", 1)],
)
def test_other_periods(own: Home, period: str, label: str, number: int) -> None:
    put(own, event("a", "2031-03-28"), event("b", "2031-04-01"), event("c", "2031-05-01"))
    held = layers.counts(seen(own), "acled", period=period)
    assert label in held.periods and len(held.periods) == number and held.table.sum() == 3
    assert held.table[held.periods.index(label)].sum() >= 1


def test_an_event_in_several_rows_counts_once(own: Home) -> None:
    put(own, event("x:1", event="1"), event("y:1", event="1"), event("x:2", event="2"))
    assert layers.counts(seen(own), "acled").table.tolist() == [[2]]


def test_only_some_kinds(own: Home) -> None:
    put(own, event("a", kind="ABD", original="Violence: Abduction"), event("b", original="Battles: Armed clash"))
    assert layers.counts(seen(own), "acled", kinds={"ABD"}).table.sum() == 1
    assert layers.counts(seen(own), "acled", originals=["Battles"]).table.sum() == 1
    assert layers.counts(seen(own), "acled", kinds={"ABD"}, originals=["Battles"]).table.sum() == 0
    assert layers.counts(seen(own), "acled", country="Valdre").table.sum() == 0


def test_regions_by_any_of_their_spellings(own: Home) -> None:
    put(own, event("a", adm1="Ménaka"), event("b", adm1="MENAKA"), event("c", adm1="Région de Menaka"))
    held = layers.counts(seen(own), "acled", by="adm1")
    assert held.unit_ids == ("menaka",) and held.table.tolist() == [[3]]
    asked = layers.counts(seen(own), "acled", by="adm1", units_wanted=["Kidal region", "menaka"])
    assert asked.unit_names == ("Kidal region", "menaka") and asked.table.tolist() == [[0, 3]]


def test_what_is_placed_in_its_region_is_in_no_cercle(own: Home) -> None:
    put(own, event("a"), event("b", spot="adm1"))
    assert layers.counts(seen(own), "acled", by="adm1").table.sum() == 2
    held = layers.counts(seen(own), "acled", by="adm2")
    assert held.table.tolist() == [[1]] and held.unplaced.tolist() == [1]


def ring(west: float, south: float, east: float, north: float) -> list[list[float]]:
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def area(name: str, *rings: list[list[float]]) -> dict[str, object]:
    return {"type": "Feature", "properties": {"name": name}, "geometry": {"type": "Polygon", "coordinates": rings}}


def test_areas_of_a_base_map(own: Home, tmp_path: Path) -> None:
    hole = ring(-20.2, -30.2, -20.0, -30.0)
    shapes = [
        area("ouest", ring(-21, -31, -20, -29), hole),
        area("enclave", hole),
        area("est", ring(-20, -31, -19, -29)),
    ]
    path = tmp_path / "m.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": shapes}), encoding="utf-8")
    assert call("import", "geojson", path, "--layer", "zones", "--home", own.path).code == 0
    put(
        own, event("in the hole"), event("b", at=(-30.5, -20.5)), event("c", at=SORBANE_ROAD), event("d", at=(0.5, 0.5))
    )
    reading = read(own, framework="ostrine", seat=None, as_of=None)
    held = layers.counts(reading, "acled", by="map:zones")
    assert dict(zip(held.unit_names, held.table[0].tolist(), strict=True)) == {"ouest": 1, "enclave": 1, "est": 1}
    assert held.unplaced.tolist() == [1]


def test_lines_of_a_base_map(own: Home, tmp_path: Path) -> None:
    course = {"type": "LineString", "coordinates": [[-20.0, -30.0], [-20.12, -30.1], [-20.26, -30.21]]}
    path = tmp_path / "m.geojson"
    path.write_text(json.dumps({"type": "Feature", "properties": {"name": "RN"}, "geometry": course}), encoding="utf-8")
    assert call("import", "geojson", path, "--layer", "routes", "--home", own.path).code == 0
    put(own, event("a"), event("b", at=(-30.1, -20.5)))
    reading = read(own, framework="ostrine", seat=None, as_of=None)
    assert layers.counts(reading, "acled", by="map:routes").table.tolist() == [[1]]
    assert layers.counts(reading, "acled", by="map:routes", within_km=50).table.tolist() == [[2]]


def test_how_far_from_a_road_is_in_kilometres(own: Home) -> None:
    # Seven kilometres north of Lumerane, which the Sorbane road passes; a degree of latitude is 111.2 km.
    put(own, event("a", at=(-29.86 + 7 / 111.2, -19.62)))
    # From there the road to Sorbane rises by 13.3 degrees: its nearest point is 7 × cos 13.3° = 6.81 km away.
    for within, number in ((6.76, 0), (6.86, 1)):
        counted = layers.counts(seen(own), "acled", by="road", units_wanted=[SORBANE], within_km=within)
        assert counted.table.sum() == number


@pytest.mark.parametrize("seat", ["governorate", "kite", "youth", "observer"])
def test_members_who_handle_no_incidents_are_told_no_day(own: Home, seat: str) -> None:
    put(own, event("a"))
    by_day = layers.counts(seen(own, seat), "acled", by="road", period="day")
    assert by_day.table.sum() == 0 and by_day.undated.sum() == 1
    assert layers.counts(seen(own, seat), "acled", by="road", period="week").table.sum() == 1


def test_a_donor_is_told_no_road_and_no_week(own: Home) -> None:
    put(own, event("a"))
    for by, period in (("road", "month"), ("segment", "month"), ("adm2", "week")):
        assert layers.counts(seen(own, "donor"), "acled", by=by, period=period).table.sum() == 0
    assert layers.counts(seen(own, "donor"), "acled", by="adm2", period="month").table.sum() == 1


@pytest.mark.parametrize("seat", ["mediation", "army", "donor"])
@pytest.mark.parametrize("kind", ["REP", "CLA-COM"])
def test_reprisals_and_clashes_are_counted_on_no_road(own: Home, seat: str, kind: str) -> None:
    put(own, event("a", kind=kind))
    assert layers.counts(seen(own, seat), "acled", by="segment").table.sum() == 0
    assert layers.counts(seen(own, seat), "acled", by="adm2").table.sum() == 1


def test_what_is_too_recent_is_kept_back_from_those_who_handle_nothing(own: Home) -> None:
    put(own, event("a", "2031-06-15"), event("b", "2031-05-01"))
    assert layers.counts(seen(own), "acled").kept_back == 0
    held = layers.counts(seen(own, "army"), "acled")
    assert (held.kept_back, held.table.sum()) == (1, 1)


def test_the_digest_tells_other_tables_apart(own: Home) -> None:
    put(own, event("a"))
    one = layers.counts(seen(own), "acled").digest
    assert one == layers.counts(seen(own), "acled").digest
    put(own, event("a"), event("b"))
    assert one != layers.counts(seen(own), "acled").digest


def test_what_cannot_be_counted_is_told(own: Home) -> None:
    with pytest.raises(UnknownLayer):
        layers.counts(seen(own), "acled")
    put(own, event("a"))
    with pytest.raises(layers.UnknownUnits):
        layers.counts(seen(own), "acled", by="commune")
    with pytest.raises(UnknownLayer):
        layers.counts(seen(own), "acled", by="map:nowhere")
    for wrong in ({"period": "moon"}, {"first": date(2031, 6, 1), "last": date(2031, 5, 1)}):
        with pytest.raises(BadPeriod):
            layers.counts(seen(own), "acled", **wrong)
    with pytest.raises(BadPeriod):
        layers.counts(seen(own), "acled", period="day", first=date(1900, 1, 1), last=date(2100, 1, 1))
