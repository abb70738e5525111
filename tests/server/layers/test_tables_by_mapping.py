"""Anybody's table of incidents as a layer: by the names of our columns, or by a mapping that is kept for the next
time.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from homes import Home, call

from toguna.server.queries import layers
from toguna.server.queries.reading import read

MAPPING = """
columns: {id: Réf., date: Date, kind: Type, adm1: Région, lat: Lat, lon: Long, spot: Précision}
kinds: {Braquage: ROB-ROAD, "enlèvement": ABD}
spots: {exact: spot, cercle: adm2}
day_first: true
"""
TABLE = """Réf.;Date;Type;Région;Lat;Long;Précision;Victime
R1;05/06/2031;braquage ;Ostrine;-30,1;-20,12;Exact;le chauffeur
R2;2031-05;Tirs;Ostrine;;;cercle;
"""


def write(tmp_path: Path, name: str, text: str) -> Path:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path / name


def bring(home: Home, path: Path, *more: str | Path, layer: str = "ong", lang: str = "en"):
    return call("import", "csv", path, "--layer", layer, "--home", home.path, "--json", "--lang", lang, *more)


def held(home: Home) -> list[layers.EventRow]:
    return list(layers.published(read(home, framework="ostrine", seat=None, as_of=None), "ong"))


def test_a_table_is_read_by_its_mapping(own: Home, tmp_path: Path) -> None:
    mapping = write(tmp_path, "m.yaml", MAPPING)
    answer = bring(own, write(tmp_path, "t.csv", TABLE), "--mapping", mapping, "--credit", "Coordination des ONG")
    assert (answer.code, answer.json["new"]) == (0, 2), answer.err
    two, one = held(own)
    assert (one.kind, one.original, one.date.iso(), one.lat, one.spot) == (
        "ROB-ROAD",
        "braquage",
        "2031-06-05",
        -30.1,
        "spot",
    )
    assert (two.kind, two.original, two.date.iso(), two.lat, two.spot) == (None, "Tirs", "2031-05", None, "adm2")
    assert one.credit == "Coordination des ONG"
    assert b"chauffeur" not in own.layers.read_bytes(), "columns that are not named are not taken"


def test_the_mapping_is_kept_for_the_next_edition(own: Home, tmp_path: Path) -> None:
    path = write(tmp_path, "t.csv", TABLE)
    bring(own, path, "--mapping", write(tmp_path, "m.yaml", MAPPING))
    later = write(tmp_path, "t.csv", TABLE.replace("2031-05;Tirs", "2031-05;Enlèvement"))
    answer = bring(own, later)
    assert (answer.code, answer.json["updated"], answer.json["unchanged"]) == (0, 1, 1), answer.err
    assert {row.kind for row in held(own)} == {"ROB-ROAD", "ABD"}
    assert bring(own, path, layer="other").code == 2, "another layer knows nothing of it"


def test_a_dry_run_keeps_no_mapping(own: Home, tmp_path: Path) -> None:
    path = write(tmp_path, "t.csv", TABLE)
    assert bring(own, path, "--mapping", write(tmp_path, "m.yaml", MAPPING), "--dry-run").code == 0
    assert bring(own, path).code == 2


def test_without_a_mapping_the_columns_are_named_as_ours(own: Home, tmp_path: Path) -> None:
    text = "id,date,kind,adm1,lat,lon,spot,killed\n1,2031-W20,ROB-ROAD,Nord,1.5,2,near,\n2,2031,vol,Nord,,,,3\n"
    assert bring(own, write(tmp_path, "t.csv", text)).json["new"] == 2
    two, one = held(own)
    assert (one.kind, one.date.iso(), one.spot, one.killed) == ("ROB-ROAD", "2031-W20", "near", None)
    assert (two.kind, two.original, two.spot, two.killed) == (None, "vol", "unknown", 3)


def test_nothing_enters_the_register(own: Home, tmp_path: Path) -> None:
    before = own.database.read_bytes()
    bring(own, write(tmp_path, "t.csv", "id,date,kind\n1,2031-05-01,ROB-ROAD\n"))
    assert own.database.read_bytes() == before


WRONG_MAPPINGS = {
    "an unknown section": ("colours: {a: b}", "“colours” is not allowed"),
    "an unknown column of ours": ("columns: {id: a, date: b, kind: c, victim: d}", "“victim” is not allowed"),
    "a column missing": ("columns: {id: a, date: b}", "which columns are: kind"),
    "an unknown code": ("kinds: {vol: ROBBERY}", "“ROBBERY” is not allowed"),
    "an unknown precision": ("spots: {a: house}", "“house” is not allowed"),
    "words for a map": ("kinds: vol", "must map words to words"),
    "no YAML": ("columns: {", "m.yaml"),
}


@pytest.mark.parametrize("name", WRONG_MAPPINGS)
def test_a_wrong_mapping_is_told(own: Home, tmp_path: Path, name: str) -> None:
    text, words = WRONG_MAPPINGS[name]
    path = write(tmp_path, "t.csv", TABLE)
    for lang in ("fr", "en"):
        answer = bring(own, path, "--mapping", write(tmp_path, "m.yaml", text), lang=lang)
        assert (answer.code, answer.json["error"]["code"]) == (2, "bad-file"), answer.err
    assert words in answer.err and "{" not in answer.err


def test_a_mapping_to_a_column_that_is_not_there_is_told(own: Home, tmp_path: Path) -> None:
    mapping = write(tmp_path, "m.yaml", MAPPING.replace("lat: Lat", "lat: Latitude"))
    answer = bring(own, write(tmp_path, "t.csv", TABLE), "--mapping", mapping)
    assert answer.code == 2 and "Latitude" in answer.err


def test_a_mapping_needs_the_name_of_a_layer(own: Home, tmp_path: Path) -> None:
    path, mapping = write(tmp_path, "t.csv", TABLE), write(tmp_path, "m.yaml", MAPPING)
    answer = call("import", "csv", path, "--mapping", mapping, "--home", own.path, "--json")
    assert (answer.code, answer.json["error"]["code"]) == (2, "layer-name")
