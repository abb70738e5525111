"""What the map's tiles hold: nothing finer than each reader may place, wherever the map is moved to."""

from __future__ import annotations

import json
from datetime import date

import pytest
from homes import call

from toguna.domain.visibility import EVERYBODY, OUTSIDE, Reader, Role
from toguna.server.queries.incident_pages import Asked
from toguna.server.queries.map_tiles import SQUARES_BELOW, tile
from toguna.server.queries.maps import middle, tallies
from toguna.server.queries.reading import Reading, read
from toguna.server.queries.sketch import sketch
from toguna.server.tiles.mercator import MAX_ZOOM, tile_at

from .tiles.decoder import decode

DAY = date(2031, 6, 16)
SECRETARIAT, ARMY, DONOR = Reader("mediation", Role.MEDIATOR), Reader("army", Role.ARMY), Reader("donor", Role.DONOR)


def look(home, reader: Reader, day: date = DAY) -> Reading:
    return read(home, framework="ostrine", seat=None, as_of=day).as_reader(reader)


def drawn(reading: Reading, zoom: int, asked: Asked | None = None) -> dict[str, list[dict]]:
    """The properties of everything in the tiles around the framework's places, by layer."""
    found: dict[str, list[dict]] = {}
    for at in {tile_at(zoom, spot.lon, spot.lat) for spot in sketch(reading).spots}:
        for layer, features in decode(tile(reading, "here", asked or Asked(), at, "fr")).items():
            found.setdefault(layer, []).extend(feature["properties"] for feature in features)
    return found


def test_members_get_numbers_on_roads_and_towns_only(home):
    villages = {"Ostrine", "Ambrelune"}
    for reader in (ARMY, EVERYBODY):
        for zoom in (SQUARES_BELOW, 9, MAX_ZOOM):
            names = {held["name"] for held in drawn(look(home, reader), zoom).get("tallies", [])}
            assert names and not names & villages
    handled = {held["name"] for held in drawn(look(home, SECRETARIAT), 9)["tallies"]}
    assert villages <= handled


def test_a_clash_is_on_no_map_and_counted_beside_it(home):
    for reader in (SECRETARIAT, ARMY):
        held = tallies(look(home, reader), Asked(kind="CLA-COM"))
        assert held.held == () and held.area == 1


def test_from_far_fewer_than_three_are_not_shown(home):
    few = drawn(look(home, SECRETARIAT), SQUARES_BELOW - 1, Asked(kind="ROB-MKT"))
    assert "squares" not in few and "tallies" not in few
    many = drawn(look(home, SECRETARIAT), SQUARES_BELOW - 1)
    assert "tallies" not in many and all(held["n"] >= 3 for held in many["squares"])


@pytest.mark.parametrize("reader", [DONOR, OUTSIDE])
def test_who_gets_counts_only_gets_an_empty_map(home, reader):
    assert not {"tallies", "squares"} & set(drawn(look(home, reader), 8))


def test_what_one_reader_was_sent_is_never_sent_to_another(home):
    asked = Asked(kind="ROB-ROAD")
    for _ in range(2):
        assert {h["name"] for h in drawn(look(home, SECRETARIAT), 9, asked)["tallies"]} & {"Ambrelune"}
        assert not {h["name"] for h in drawn(look(home, EVERYBODY), 9, asked)["tallies"]} & {"Ambrelune"}


def test_an_incident_comes_to_the_map_72_hours_after_its_week(home):
    asked = Asked(kind="ROB-ROAD", first=date(2031, 3, 31), last=date(2031, 4, 6))
    assert tallies(look(home, EVERYBODY, date(2031, 4, 8)), asked).held == ()
    assert [one.spot for one in tallies(look(home, EVERYBODY, date(2031, 4, 9)), asked).held] == ["valombrine-talvane"]


def test_an_imported_map_lies_under_the_roads_on_any_day(own, tmp_path):
    ring = [[-21, -31], [-19, -31], [-19, -29], [-21, -29], [-21, -31]]
    area = {
        "type": "Feature",
        "properties": {"name": "Cercle d’essai"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    file = tmp_path / "cercles.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [area]}), encoding="utf-8")
    done = call("import", "geojson", file, "--layer", "cercles", "--home", own.path)
    assert done.code == 0, done.err
    reading = look(own, EVERYBODY, date(2031, 4, 2))
    assert any(held.get("name") == "Cercle d’essai" for held in drawn(reading, 8)["base_cercles"])


def test_the_middle_of_a_road_is_half_its_length():
    assert middle([(0.0, 0.0), (1.0, 0.0), (4.0, 0.0)]) == (2.0, 0.0)
    assert middle([(3.0, 2.0)]) == (3.0, 2.0)
    assert middle([(1.0, 1.0), (1.0, 1.0)]) == (1.0, 1.0)
