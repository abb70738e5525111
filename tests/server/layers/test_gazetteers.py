"""Gazetteers of others beside the framework's own: codes, spellings, scripts, days of validity, editions."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from homes import Home, call

from toguna.server.actions.layers import bring
from toguna.server.intake.gazetteer.entries import entries
from toguna.server.layers.rows import Feature, File
from toguna.server.queries.gazetteers import gazetteer
from toguna.server.queries.reading import Reading, read
from toguna.server.queries.where import where_said

# Beside the Valombrine–Talvane road of the invented scenario, in the open ocean.
TABLE = """code,name,names,lat,lon,level,parent,cercle,region,rank,valid_from,valid_to
x-brune,Brune-Sel,Brun Sel|برون,-30.10,-20.12,,x-o1,Ostrine,,3,,
x-vieux,Vieux-Puits,,-30.30,-20.90,,x-o1,Ostrine,,3,,2031-01-01
x-neuf,Puits-Neuf,Vieux-Puits,-30.90,-20.90,,x-o1,Ostrine,,3,2031-01-01,
x-tal,Talvane,Talwane|Tallevane,-30.521,-20.709,,x-o2,Talvane,,2,,
x-loin,Grisette,,-28.00,-19.00,,x-h1,Haute,,3,,
x-pres,Grisette,,-30.40,-20.50,,x-o1,Ostrine,,3,,
"""
ROADS = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"ref": "RN9", "via": ["Talvane", "Grisette"], "km": 50},
            "geometry": {"type": "LineString", "coordinates": [[-20.709, -30.521], [-20.6, -30.45], [-20.5, -30.4]]},
        },
        {
            "type": "Feature",
            "properties": {"name": "Ostrine", "pcode": "x-o1", "level": 2},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[-21, -31], [-20, -31], [-20, -30], [-21, -30], [-21, -31]]],
            },
        },
    ],
}


def written(folder: Path, text: str = TABLE, name: str = "lieux.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def imported(home: Home, path: Path, layer: str, *more: str):
    return call("import", "gazetteer", path, "--layer", layer, "--home", home.path, "--json", "--lang", "en", *more)


def look(as_of: date | None = date(2031, 6, 16)) -> Reading:
    from django.conf import settings

    return read(settings.HOME, framework="ostrine", seat=None, as_of=as_of)


def held_on(home: Home, path: Path, day: date, edition: str) -> None:
    """The file brought in on a day that is gone."""
    file = File("lieux", "gazetteer", path.name, 1, edition * 8, edition, None, None)
    at = datetime(day.year, day.month, day.day, tzinfo=UTC)
    assert bring(home, file, entries(path), kind=Feature, whole=True, at=at).refused == 0


def test_names_codes_and_scripts_are_read(own: Home, tmp_path: Path) -> None:
    account = imported(own, written(tmp_path), "lieux", "--edition", "2031-05")
    assert account.code == 0, account.err
    assert (account.json["new"], account.json["file"]["provider"]) == (6, "gazetteer")
    held = gazetteer(look())
    assert {one.code for one in held.places if one.layer == "lieux"} >= {"x-brune", "x-neuf"}
    for words in ("près de Brune-Sel", "près de brunsel", "près de برون"):
        one = where_said(look(), words).found
        assert one is not None and one.candidate.place == "x-brune", words


def test_a_spelling_of_a_layer_is_one_of_the_frameworks_own_place(own: Home, tmp_path: Path) -> None:
    assert where_said(look(), "à Tallevane").verdict != "found"
    imported(own, written(tmp_path), "lieux")
    one = where_said(look(), "à Tallevane").found
    assert one is not None
    assert (one.candidate.place, one.near, one.where) == ("talvane", "talvane", ("valombrine-talvane",))


def test_a_name_holds_on_its_days_only(own: Home, tmp_path: Path) -> None:
    imported(own, written(tmp_path), "lieux")
    before = where_said(look(), "à Vieux-Puits", on=date(2030, 12, 31)).found
    after = where_said(look(), "à Vieux-Puits", on=date(2031, 1, 1)).found
    assert before is not None and after is not None
    assert (before.candidate.place, after.candidate.place) == ("x-vieux", "x-neuf")


def test_a_shared_name_is_offered_with_its_cercle(own: Home, tmp_path: Path) -> None:
    imported(own, written(tmp_path), "lieux")
    told = where_said(look(), "à Grisette")
    assert told.verdict == "candidates"
    assert {one.candidate.place for one in told.suggestions} == {"x-loin", "x-pres"}
    assert all("(Ostrine)" in one.label.fr or "(Haute)" in one.label.fr for one in told.suggestions)
    sure = where_said(look(), "Grisette, cercle d'Ostrine").found
    assert sure is not None and sure.candidate.place == "x-pres"


def test_roads_and_areas_of_a_map(own: Home, tmp_path: Path) -> None:
    imported(own, written(tmp_path), "lieux")
    answer = imported(own, written(tmp_path, json.dumps(ROADS), "axes.geojson"), "axes")
    assert (answer.code, answer.json["new"]) == (0, 2), answer.err
    one = where_said(look(), "PK 25 de la RN9, axe Talvane–Grisette").found
    assert one is not None
    assert one.candidate.chainage_m == (25_000, 25_000), "counted in the length that its source gives"
    assert one.where == (), "it is none of the framework's roads"
    area = where_said(look(), "dans le cercle d'Ostrine").found
    assert area is not None
    assert (area.candidate.ucdp, area.candidate.area) == (3, "x-o1")


def test_an_old_answer_keeps_its_version(own: Home, tmp_path: Path) -> None:
    path = written(tmp_path)
    held_on(own, path, date(2031, 2, 1), "a")
    held_on(own, written(tmp_path, TABLE.replace("-30.10,-20.12", "-30.15,-20.19")), date(2031, 5, 1), "b")
    old, new = (where_said(look(day), "à Brune-Sel") for day in (date(2031, 3, 1), date(2031, 6, 1)))
    assert old.found is not None and new.found is not None
    assert (old.found.candidate.lat, new.found.candidate.lat) == (-30.1, -30.15)
    assert "lieux a#" in old.gazetteer and "lieux b#" in new.gazetteer
    assert where_said(look(date(2031, 1, 1)), "à Brune-Sel").verdict == "not_found"


@pytest.mark.parametrize(
    ("text", "column", "said"),
    [
        (TABLE.replace("-30.10,-20.12", ","), "lat", "no position"),
        (TABLE.replace("x-brune", "x brune!"), "code", "cannot be a code"),
        (TABLE.replace("-20.12,,", "-20.12,9,"), "level", "not a level"),
        (TABLE.replace(",3,,2031-01-01", ",3,2031-02-01,2031-01-01"), "valid_to", "Correct one"),
        (TABLE.replace("Brune-Sel", ""), "name", "empty"),
    ],
)
def test_a_row_that_does_not_fit_is_told_and_nothing_is_loaded(own, tmp_path, text, column, said) -> None:
    answer = imported(own, written(tmp_path, text), "lieux")
    assert answer.code == 2
    assert f"column {column}" in answer.err and said in answer.err, answer.err
    assert where_said(look(), "à Brune-Sel").verdict == "not_found"


def test_a_base_map_is_no_gazetteer(own: Home, tmp_path: Path) -> None:
    """A map is drawn under things; its names are only read where somebody has said that it is a gazetteer."""
    path = written(tmp_path, json.dumps(ROADS), "axes.geojson")
    call("import", "geojson", path, "--layer", "axes", "--home", own.path)
    assert where_said(look(), "dans le cercle d'Ostrine").found is None
