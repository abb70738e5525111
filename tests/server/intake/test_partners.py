"""Reports out of a partner's file: once under his own ids, updated by them, every row that is wrong told with its
column.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from homes import Home, call

from toguna.cli.progress import Bar
from toguna.domain.incidents import Report
from toguna.server.actions import entering, partners
from toguna.server.queries.layer_rows import held_events
from toguna.server.queries.reading import read

HEADER = "id,date,kind,where,near,told,killed,injured,abducted,basis"
ROW = "17,2031-06-14,ROB-ROAD,valombrine-talvane,Talvane,Deux véhicules arrêtés.,0,1,,victim"
HXL = """Réf,Jour,Localité,Morts,Femmes tuées,Récit,Type
#event+code,#date+occurred,#loc+name,#affected+killed,#affected+killed+f,#description+i_fr,#event+type
17,14/06/2031,TALVANE,2,1,Deux véhicules arrêtés.,ROB-ROAD
18,2031-W24,Puits du Sud,,,Des tirs.,Tirs nourris
"""
SENT = {
    "_id": 1,
    "_uuid": "aaaa-1",
    "meta/instanceID": "uuid:aaaa-1",
    "meta/rootUuid": "uuid:aaaa-1",
    "_xform_id_string": "aB3xyz",
    "_submitted_by": "moussa_le_reporter",
    "_geolocation": [16.7, -3.0],
    "deviceid": "ee:canary",
    "_validation_status": {},
    "famille": "braquage",
    "groupe/kind": "ROB-ROAD",
    "groupe/date": "2031-06-14",
    "lieu/near": "talvane",
    "words": "Deux véhicules arrêtés.",
    "injured": "1",
}


def bring(home: Home, what: str, path: Path, *more: str, seat: str = "mediation") -> Any:
    at = ("--home", home.path, "--framework", "ostrine", "--seat", seat, "--json")
    return call("import", what, path, *more, *at)


def table(home: Home, tmp_path: Path, text: str, *more: str) -> Any:
    path = tmp_path / "rows.csv"
    path.write_text(text, encoding="utf-8")
    return bring(home, "reports", path, "--source", "ong-veille", *more)


def export(home: Home, tmp_path: Path, data: Any, *more: str) -> Any:
    path = tmp_path / "kobo.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return bring(home, "kobo", path, *more)


def held(home: Home, source: str = "ong-veille") -> dict[str, Report]:
    reading = read(home, framework="ostrine", seat=None, as_of=None)
    return {one.external: one for one in reading.all(Report) if one.external and one.external.startswith(source)}


def sentence(answer: Any) -> str:
    """What is said, its French spaces as plain ones."""
    return " ".join(answer.json["error"]["sentence"].split())


def counts(answer: Any) -> dict[str, int]:
    assert answer.code == 0, answer.err
    return {name: number for name, number in answer.json.items() if number and name not in ("dry_run", "rows")}


def test_a_row_enters_as_a_report_under_the_partners_id_once(own: Home, tmp_path: Path) -> None:
    text = f"{HEADER}\n{ROW}\n"
    assert counts(table(own, tmp_path, text, "--dry-run")) == {"new": 1}
    assert held(own) == {}
    assert counts(table(own, tmp_path, text)) == {"new": 1}
    one = held(own)["ong-veille:17"]
    assert (one.kind, one.where, one.near, one.killed, one.injured, one.abducted) == (
        *("ROB-ROAD", ("valombrine-talvane",), "talvane"),
        *(0, 1, None),
    )
    assert (one.channel, one.basis, one.status) == ("file", "victim", "received")
    assert one.date is not None and one.told is not None
    assert (one.date.iso(), one.told.fr) == ("2031-06-14", "Deux véhicules arrêtés.")
    assert counts(table(own, tmp_path, text)) == {"unchanged": 1}
    changed = text.replace(",0,1,", ",1,1,").replace("victim", "")
    assert counts(table(own, tmp_path, changed)) == {"updated": 1}
    assert (held(own)["ong-veille:17"].killed, held(own)["ong-veille:17"].basis) == (1, None)


def test_what_a_whole_file_no_longer_holds_is_set_aside_unless_people_took_it_up(own: Home, tmp_path: Path) -> None:
    more = [ROW, ROW.replace("17,", "18,", 1), ROW.replace("17,", "19,", 1)]
    assert counts(table(own, tmp_path, "\n".join([HEADER, *more]))) == {"new": 3}
    case = held(own)["ong-veille:19"].id
    data = tmp_path / "merge.json"
    data.write_text('{"incident": "i07"}', encoding="utf-8")
    merged = call(
        *("act", "report.merge", "--data", data, "--case", case, "--home", own.path, "--framework", "ostrine"),
        *("--seat", "mediation", "--token", "merge-one-1"),
    )
    assert merged.code == 0, merged.err
    assert counts(table(own, tmp_path, f"{HEADER}\n{ROW}\n")) == {"unchanged": 1}
    assert counts(table(own, tmp_path, f"{HEADER}\n{ROW}\n", "--whole")) == {"unchanged": 1, "taken_back": 1, "kept": 1}
    assert {one.external: one.status for one in held(own).values()} == {
        "ong-veille:17": "received",
        "ong-veille:18": "set_aside",
        "ong-veille:19": "merged",
    }


def test_what_was_broken_off_is_completed_by_the_same_file(
    own: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "\n".join([HEADER, *(ROW.replace("17,", f"{n},", 1) for n in range(5))])
    monkeypatch.setattr(partners, "_STEP", 2)
    entered, told = [], []

    def enter(*said: Any) -> list[bytes]:
        if len(entered) == 1:
            raise KeyboardInterrupt
        entered.append(said)
        return entering.enter(*said)

    with monkeypatch.context() as broken:
        broken.setattr(partners, "enter", enter)
        assert table(own, tmp_path, text).code == 1
    assert len(held(own)) == 2, "what was signed before stays"
    monkeypatch.setattr(Bar, "entered", lambda bar, done, of: told.append((done, of)))
    assert counts(table(own, tmp_path, text)) == {"new": 3, "unchanged": 2}
    assert sorted(held(own)) == [f"ong-veille:{n}" for n in range(5)]
    assert told == [(0, 5), (2, 5), (4, 5)]
    assert call("verify", "--home", own.path).code == 0


def test_a_row_of_tags_gives_the_mapping(own: Home, tmp_path: Path) -> None:
    text = HXL.replace("14/06/2031", "2031-06-14")
    assert counts(table(own, tmp_path, text)) == {"new": 2}
    first, second = (held(own)[f"ong-veille:{n}"] for n in (17, 18))
    assert (first.kind, first.near, first.where, first.killed) == ("ROB-ROAD", "talvane", ("talvane",), 2)
    # A place and a kind that are not ours stay words; a week stays a week.
    assert second.told is not None and second.date is not None
    assert (second.kind, second.near, second.date.iso()) == ("OTH", None, "2031-W24")
    assert second.told.fr == "Des tirs.\nGenre : Tirs nourris"
    assert second.where_said.fr == "Puits du Sud", "words for a place are offered a spot by whoever reads the report"


def test_a_mapping_is_kept_for_the_sources_next_file(own: Home, tmp_path: Path) -> None:
    text = "Nr;Jour;Genre;Endroit;Morts\n5;05/06/2031;Braquage;Carrefour du puits;3\n"
    assert table(own, tmp_path, text).code == 2
    mapping = tmp_path / "how.yaml"
    mapping.write_text(
        "columns: {id: Nr, date: Jour, kind: Genre, near: Endroit, killed: Morts}\n"
        "kinds: {braquage: ROB-MKT}\nplaces: {carrefour du puits: talvane}\nday_first: true\n",
        encoding="utf-8",
    )
    assert counts(table(own, tmp_path, text, "--mapping", str(mapping))) == {"new": 1}
    one = held(own)["ong-veille:5"]
    assert (one.kind, one.near, one.killed, one.date.iso() if one.date else "") == (
        "ROB-MKT",
        "talvane",
        3,
        "2031-06-05",
    )
    assert counts(table(own, tmp_path, text.replace(";3", ";4"))) == {"updated": 1}


def test_every_row_that_does_not_fit_is_told_with_its_column(own: Home, tmp_path: Path) -> None:
    wrong = [
        ("id", ROW.replace("17,", ",", 1)),
        ("date", ROW.replace("2031-06-14", "14 juin", 1)),
        ("date", ROW.replace("2031-06-14", "05/06/2031", 1)),
        ("killed", ROW.replace(",0,1,", ",deux,1,")),
        ("told", ROW.replace("Deux véhicules arrêtés.", "a" * 4001)),
        (None, f"{ROW},trop"),
        (None, ROW),
    ]
    rows = [line.replace("17,", f"2{n},", 1) if n < 6 else ROW for n, (_, line) in enumerate(wrong)]
    answer = table(own, tmp_path, "\n".join([HEADER, ROW, *rows]))
    assert answer.code == 2
    said = sentence(answer)
    for n, (column, _) in enumerate(wrong):
        place = f"ligne {n + 3}, colonne {column} :" if column else f"ligne {n + 3} :"
        assert place in said, (place, said)
    assert held(own) == {}
    assert counts(table(own, tmp_path, "\n".join([HEADER, ROW, *rows]), "--skip-refused")) == {"new": 1, "refused": 7}


def test_sexual_violence_is_not_taken(own: Home, tmp_path: Path) -> None:
    rows = [ROW.replace("ROB-ROAD", "Viol"), ROW.replace("17,", "18,", 1)]
    assert counts(table(own, tmp_path, "\n".join([HEADER, *rows]))) == {"new": 1, "left_out": 1}
    assert set(held(own)) == {"ong-veille:18"}


def test_a_kobo_export_enters_once_and_an_edit_amends(own: Home, tmp_path: Path) -> None:
    page = {"count": 1, "next": None, "previous": None, "results": [SENT]}
    assert counts(export(own, tmp_path, page)) == {"new": 1}
    one = held(own, "kobo")["kobo:aB3xyz:aaaa-1"]
    assert (one.kind, one.near, one.injured, one.revision) == ("ROB-ROAD", "talvane", 1, "aaaa-1")
    assert counts(export(own, tmp_path, [SENT])) == {"unchanged": 1}
    edited = {**SENT, "_uuid": "bbbb-2", "meta/instanceID": "uuid:bbbb-2", "injured": "2"}
    assert counts(export(own, tmp_path, [edited])) == {"updated": 1}
    assert (held(own, "kobo")["kobo:aB3xyz:aaaa-1"].injured, len(held(own, "kobo"))) == (2, 1)
    # An export that was made before the edit changes nothing.
    assert counts(export(own, tmp_path, [SENT])) == {"older": 1}
    rejected = {**edited, "_validation_status": {"uid": "validation_status_not_approved"}}
    assert counts(export(own, tmp_path, [rejected])) == {"taken_back": 1}
    assert held(own, "kobo")["kobo:aB3xyz:aaaa-1"].status == "set_aside"


def test_neither_account_nor_device_nor_position_is_kept(own: Home, tmp_path: Path) -> None:
    assert counts(export(own, tmp_path, [SENT])) == {"new": 1}
    reading = read(own, framework="ostrine", seat=None, as_of=None)
    told = repr(reading.all(Report))
    for canary in ("moussa", "canary", "16.7"):
        assert canary not in told
        assert canary.encode() not in own.database.read_bytes()


def test_a_form_of_a_partners_own_needs_a_mapping_once(own: Home, tmp_path: Path) -> None:
    theirs = {k: v for k, v in SENT.items() if "/" not in k or k.startswith("meta/")}
    theirs |= {"a/quand": "2031-06-13", "a/quoi": "vol", "b/ou": "Talvane", "b/texte": "Un vol."}
    mapping = tmp_path / "how.yaml"
    mapping.write_text(
        "columns: {date: a/quand, kind: quoi, near: ou, told: b/texte}\nkinds: {vol: LVS-TAKE}\n", encoding="utf-8"
    )
    assert counts(export(own, tmp_path, [theirs], "--mapping", str(mapping))) == {"new": 1}
    one = held(own, "kobo")["kobo:aB3xyz:aaaa-1"]
    assert (one.kind, one.near, one.told.fr if one.told else "") == ("LVS-TAKE", "talvane", "Un vol.")
    again = {**theirs, "_uuid": "cc", "b/texte": "Un vol de bœufs."}
    assert counts(export(own, tmp_path, [again])) == {"updated": 1}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("{", "pas un export JSON"),
        ({"a": 1}, "pas la forme"),
        ([1], "pas la forme"),
        ({"results": [SENT], "next": "http://x", "count": 2000}, "2000 envois"),
        ([{**SENT, "_uuid": "", "meta/instanceID": ""}], "ligne 1 :"),
        ([SENT, SENT], "ligne 2 :"),
    ],
)
def test_an_export_that_cannot_be_used_says_why(own: Home, tmp_path: Path, data: Any, said: str) -> None:
    path = tmp_path / "kobo.json"
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    answer = bring(own, "kobo", path)
    assert answer.code == 2
    assert said in sentence(answer)
    assert held(own, "kobo") == {}


def test_who_may_and_from_where(own: Home, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(f"{HEADER}\n{ROW}\n", encoding="utf-8")
    for source in ("", "ONG Veille", "-"):
        assert bring(own, "reports", path, "--source", source).code == 2
    assert bring(own, "reports", path, "--source", "ong", seat="donor").code != 0
    assert held(own, "ong") == {}


def test_a_layer_may_be_tagged_too(own: Home, tmp_path: Path) -> None:
    path = tmp_path / "published.csv"
    path.write_text(
        "Ref,Day,Kind,Place,Y,X\n#event+code,#date+occurred,#event+type,#loc+name,#geo+lat,#geo+lon\n"
        "1,2031-06-01,ROB-ROAD,Talvane,-30.5,-20.5\n",
        encoding="utf-8",
    )
    answer = call("import", "csv", path, "--layer", "tagged", "--home", own.path, "--json")
    assert answer.code == 0, answer.err
    assert answer.json["new"] == 1
    reading = read(own, framework="ostrine", seat=None, as_of=None)
    _, events = held_events(reading, "tagged", None, None)
    (one,) = events
    assert (one.id, one.kind, one.place, one.lat, one.lon) == ("1", "ROB-ROAD", "Talvane", -30500, -20500)
