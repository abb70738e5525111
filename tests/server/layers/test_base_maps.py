"""Base maps: good GeoJSON in its several forms, every way in which a file can be wrong, and what is held on which
day.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from homes import Home, call

from toguna.server.layers import store
from toguna.server.queries import layers
from toguna.server.queries.reading import Reading, read

PLACE = {"type": "Feature", "properties": {"name": "Ostrine"}, "geometry": {"type": "Point", "coordinates": [1.5, 16]}}
ROAD = {
    "type": "Feature",
    "id": 7,
    "properties": {"nom": "axe nord", "km": 12.5},
    "geometry": {"type": "LineString", "coordinates": [[1, 16], [2, 17]]},
}


def collection(*features: object, **more: object) -> str:
    return json.dumps({"type": "FeatureCollection", **more, "features": list(features)}, indent=1)


def bring(home: Home, tmp_path: Path, text: str | bytes, *more: str, lang: str = "en", layer: str = "carte"):
    path = tmp_path / "carte.geojson"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return call("import", "geojson", path, "--layer", layer, "--home", home.path, "--json", "--lang", lang, *more)


def seen(home: Home, as_of: date | None = None) -> Reading:
    return read(home, framework="ostrine", seat=None, as_of=as_of)


@pytest.mark.parametrize(
    "text",
    [
        collection(PLACE, ROAD),
        "\ufeff" + collection(PLACE, ROAD),
        json.dumps(PLACE) + "\n" + json.dumps(ROAD) + "\n",
        f"\x1e{json.dumps(PLACE)}\n\x1e{json.dumps(ROAD)}\n",
        collection(PLACE, ROAD, crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}),
    ],
)
def test_forms_that_are_good(own: Home, tmp_path: Path, text: str) -> None:
    answer = bring(own, tmp_path, text, "--credit", "Cartes libres", "--licence", "ODbL")
    assert answer.code == 0, answer.err
    assert (answer.json["new"], answer.json["rows"], answer.json["refused"]) == (2, 2, 0)
    one, two = layers.features(seen(own), "carte")
    assert (one.name, one.type, one.coordinates, one.box) == ("Ostrine", "Point", [1.5, 16], (1.5, 16, 1.5, 16))
    assert (two.id, two.name, two.properties["km"], two.box) == ("7", "axe nord", 12.5, (1, 16, 2, 17))
    (layer,) = layers.layers(seen(own))
    assert (layer.name, layer.holds, layer.credit, layer.licence) == ("carte", "feature", "Cartes libres", "ODbL")


def test_a_single_feature_is_a_map_too(own: Home, tmp_path: Path) -> None:
    assert bring(own, tmp_path, json.dumps(PLACE)).json["new"] == 1
    (layer,) = layers.layers(seen(own))
    assert layer.credit is None and layer.licence is None, "what was not stated is not made up"


def test_a_box_gives_what_touches_it(own: Home, tmp_path: Path) -> None:
    bring(own, tmp_path, collection(PLACE, ROAD))
    assert [f.id for f in layers.features(seen(own), "carte", (1.9, 16.9, 3, 18))] == ["7"]
    assert list(layers.features(seen(own), "carte", (3, 18, 4, 19))) == []


def test_a_new_file_takes_the_place_of_the_old(own: Home, tmp_path: Path) -> None:
    bring(own, tmp_path, collection(PLACE, ROAD))
    longer = {**ROAD, "geometry": {"type": "LineString", "coordinates": [[1, 16], [2, 17], [3, 17]]}}
    account = bring(own, tmp_path, collection(longer)).json
    assert [account[n] for n in ("new", "updated", "deleted", "unchanged")] == [0, 1, 1, 0]
    (road,) = layers.features(seen(own), "carte")
    assert len(road.coordinates) == 3
    again = bring(own, tmp_path, collection(longer)).json
    assert [again[n] for n in ("new", "updated", "deleted", "unchanged")] == [0, 0, 0, 1]


def test_features_that_say_the_same_are_each_kept(own: Home, tmp_path: Path) -> None:
    assert bring(own, tmp_path, collection(PLACE, PLACE)).json["new"] == 2


def test_nothing_was_held_before_the_day_of_the_load(own: Home, tmp_path: Path) -> None:
    bring(own, tmp_path, collection(PLACE))
    assert layers.layers(seen(own, date(2031, 1, 1))) != ()
    assert layers.layers(seen(own, date(2020, 1, 1))) == ()
    with pytest.raises(store.UnknownLayer):
        list(layers.features(seen(own, date(2020, 1, 1)), "carte"))


def test_a_home_without_layers_has_none(own: Home) -> None:
    assert layers.layers(seen(own)) == ()
    with pytest.raises(store.UnknownLayer):
        list(layers.features(seen(own), "carte"))
    assert not own.layers.exists(), "reading makes no file"


def test_a_dry_run_keeps_nothing(own: Home, tmp_path: Path) -> None:
    account = bring(own, tmp_path, collection(PLACE), "--dry-run").json
    assert (account["dry_run"], account["new"]) == (True, 1)
    assert not own.layers.exists()
    bring(own, tmp_path, collection(PLACE))
    assert bring(own, tmp_path, collection(ROAD), "--dry-run").json["deleted"] == 1
    assert [f.name for f in layers.features(seen(own), "carte")] == ["Ostrine"]


def wrong(**geometry: object) -> str:
    return collection(PLACE, {"type": "Feature", "properties": {}, "geometry": geometry})


WRONG = {
    "metres": (wrong(type="Point", coordinates=[550000, 1800000]), "rows-refused", "WGS 84"),
    "a word for a number": (wrong(type="Point", coordinates=["1", "2"]), "rows-refused", "longitude"),
    "a number missing": (wrong(type="Point", coordinates=[1]), "rows-refused", "longitude"),
    "truth for a number": (wrong(type="Point", coordinates=[True, 2]), "rows-refused", "longitude"),
    "a line of one point": (wrong(type="LineString", coordinates=[[1, 2]]), "rows-refused", "fewer than two"),
    "an outline of three": (wrong(type="Polygon", coordinates=[[[1, 2], [2, 2], [1, 2]]]), "rows-refused", "four"),
    "an unknown shape": (wrong(type="Circle", coordinates=[1, 2]), "rows-refused", "Circle"),
    "no position": (collection({**PLACE, "geometry": None}), "rows-refused", "no position"),
    "not a feature": (collection({"type": "Point", "coordinates": [1, 2]}), "rows-refused", "not a feature"),
    "a number among the features": (collection(7), "rows-refused", "not a feature"),
    "an id twice": (collection(ROAD, {**ROAD, "properties": {}}), "rows-refused", "“7” stands on line"),
    "another system": (collection(PLACE, crs={"properties": {"name": "EPSG:32630"}}), "bad-file", "EPSG:32630"),
    "other JSON": ('{"type": "Topology"}', "bad-file", "Topology"),
    "a list": ("[1, 2]", "bad-file", "readable GeoJSON"),
    "cut short": (collection(PLACE)[:-30], "bad-file", "readable GeoJSON"),
    "nothing": ("", "bad-file", "readable GeoJSON"),
    "no feature": (collection(), "no-rows", "no row"),
    "latin-1": (collection(PLACE).encode() + b"\xe9", "bad-file", "UTF-8"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_and_nothing_is_brought_in(own: Home, tmp_path: Path, name: str) -> None:
    text, code, word = WRONG[name]
    for lang in ("fr", "en"):
        answer = bring(own, tmp_path, text, lang=lang)
        assert (answer.code, answer.json["error"]["code"]) == (2, code), answer.err
        assert "carte.geojson" in answer.err and "{" not in answer.err
    assert word in answer.err
    assert layers.layers(seen(own)) == ()


def test_the_line_of_a_wrong_feature_is_told(own: Home, tmp_path: Path) -> None:
    text = collection(PLACE, {**PLACE, "geometry": None})
    line = text.splitlines().index("  {", 4) + 1
    answer = bring(own, tmp_path, text)
    assert f"line {line}, column geometry:" in answer.err


def test_wrong_features_can_be_left_out(own: Home, tmp_path: Path) -> None:
    account = bring(own, tmp_path, wrong(type="Circle"), "--skip-refused").json
    assert (account["new"], account["refused"]) == (1, 1)


@pytest.mark.parametrize("layer", ["", "Carte", "é", "a b", "../x", "-a", "x" * 41])
def test_a_layer_has_a_plain_name(own: Home, tmp_path: Path, layer: str) -> None:
    answer = bring(own, tmp_path, collection(PLACE), layer=layer)
    assert answer.code == 2


def test_a_file_that_is_not_ours_is_left_alone(own: Home, tmp_path: Path) -> None:
    own.layers.write_bytes(b"not a database at all" * 50)
    before = own.layers.read_bytes()
    answer = bring(own, tmp_path, collection(PLACE))
    assert (answer.code, answer.json["error"]["code"]) == (1, "layers-damaged")
    assert own.layers.read_bytes() == before
