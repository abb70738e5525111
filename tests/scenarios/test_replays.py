"""The replays that both scenarios state in their own files, asked of the queries and of the real command."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from homes import SCENARIOS, Home, call, command

from toguna.base.dates import When
from toguna.base.text import NBSP
from toguna.cli.situation import as_json
from toguna.server.queries import (
    claims,
    codings,
    cover,
    measures,
    recommendations,
    undertaking_pages,
    undertakings,
)
from toguna.server.queries.incidents import incidents
from toguna.server.queries.reading import Reading, read
from toguna.server.queries.situation import situation

Ask = Callable[..., dict[str, Any]]
ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
DOCUMENTED, INVENTED = "timbuktu-taoudeni", "ostrine"
OPENING = "2031-06-16"
FIRST_SEAT = {"timbuktu-taoudeni": "hd", "gao": "hd", "ostrine": "mediation", "hautebrise": "mediation"}


def look(home: Home, as_of: str | None, framework: str = DOCUMENTED, seat: str | None = None) -> Reading:
    day = When.parse(as_of).last if as_of else None
    return read(home, framework=framework, seat=seat or FIRST_SEAT[framework], as_of=day)


@pytest.fixture(params=["queries", "command"])
def ask(request: pytest.FixtureRequest, home: Home) -> Ask:
    """`ask(as_of, framework)`: the situation as plain JSON, read here or printed by the command."""

    def of_queries(as_of: str | None, framework: str = DOCUMENTED) -> dict[str, Any]:
        found = as_json(situation(look(home, as_of, framework)))
        return json.loads(json.dumps(found, default=date.isoformat))  # type: ignore[arg-type]

    def of_command(as_of: str | None, framework: str = DOCUMENTED) -> dict[str, Any]:
        when = ["--as-of", as_of] if as_of else []
        done = command(
            *("situation", "--home", home.path, *when, "--framework", framework, "--seat", FIRST_SEAT[framework]),
            "--json",
        )
        assert (done.code, done.err) == (0, "")
        return done.json

    def checked(as_of: str | None, framework: str = DOCUMENTED) -> dict[str, Any]:
        found = of_queries(as_of, framework) if request.param == "queries" else of_command(as_of, framework)
        assert found["framework"] == framework
        fits(found)
        return found

    return checked


def whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def day(value: object) -> bool:
    return isinstance(value, str) and ISO.fullmatch(value) is not None


def text(value: object) -> bool:
    return isinstance(value, str) and value != ""


def flag(value: object) -> bool:
    return isinstance(value, bool)


def or_none(check: Callable[[object], bool]) -> Callable[[object], bool]:
    return lambda value: value is None or check(value)


ROWS: dict[str, dict[str, Callable[[object], bool]]] = {
    "cover_gaps": {
        "road": text,
        "from": day,
        "to": or_none(day),
        "closed_by": or_none(day),
        "reason": text,
        "successor_confirmed": flag,
    },
    "expiring": {
        "measure": text,
        "ends": or_none(day),
        "days_left": or_none(whole),
        "successor": or_none(text),
        "successor_confirmed": flag,
        "alarm": or_none(text),
    },
    "undertakings_due": {"id": text, "due": or_none(day), "days_left": or_none(whole)},
    "requests_open": {"id": text, "days_silent": whole},
    "blocked": {"id": text, "reason": text, "level": or_none(text), "since": or_none(day), "days": or_none(whole)},
    "claims": {"id": text, "verdict": text, "for": whole, "against": whole},
    "clauses": {"id": text, "place": text, "status": text, "since": text},
}


def fits(found: dict[str, Any]) -> None:
    """Keys and types are those that the issue fixes."""
    assert or_none(day)(found["as_of"])
    assert whole(found["measures_recorded"])
    for section, columns in ROWS.items():
        for row in found[section]:
            for key, right in columns.items():
                assert right(row[key]), (section, key, row)
    assert found["fragility"]["level"] in {"red", "orange", "yellow", "unknown", "green", None}
    for reason in found["fragility"]["reasons"]:
        assert text(reason["code"]) and text(reason["sentence"])


def only(rows: list[dict[str, Any]], **wanted: str) -> dict[str, Any]:
    (row,) = [row for row in rows if all(row[key] == value for key, value in wanted.items())]
    return row


# timbuktu-taoudeni: documented


def test_r1_an_alarm_at_least_seven_days_before_the_patrol_ends(ask: Ask) -> None:
    found = ask("2019-03-26")
    end = only(found["expiring"], measure="m03")
    assert end["ends"] == "2019-04-02"
    assert end["days_left"] >= 7
    assert end["alarm"] == "T-7"
    assert (end["successor"], end["successor_confirmed"]) == ("m04", False)
    assert found["fragility"]["level"] == "red"


def test_r1_holds_on_every_day_until_the_first_of_april(home: Home) -> None:
    wanted = {**dict.fromkeys(range(15, 31), "T-30"), **dict.fromkeys(range(8, 15), "T-14")}
    wanted |= {**dict.fromkeys(range(3, 8), "T-7"), **dict.fromkeys(range(1, 3), "T-2")}
    for left in range(30, 0, -1):
        today = date(2019, 4, 2) - timedelta(days=left)
        (end,) = [row for row in measures.ending(look(home, today.isoformat())) if row.measure == "m03"]
        assert (end.days_left, end.alarm) == (left, wanted[left])


def test_r1b_a_gap_from_early_april_with_an_unknown_end(ask: Ask) -> None:
    found = ask("2019-04-30")
    gap = only(found["cover_gaps"], road="tombouctou-goundam")
    assert (gap["from"], gap["to"], gap["closed_by"]) == ("2019-04-02", None, "2019-04-30")
    assert gap["successor_confirmed"] is False
    assert {"i04", "i05"} <= set(gap["incidents"])


def test_r1b_the_two_april_incidents_fall_inside_it(home: Home) -> None:
    reading = look(home, "2019-04-30")
    (gap,) = cover.gaps(reading)
    assert gap.closed_by is not None
    fell = {row.id for row in incidents(reading) if gap.start <= row.date.first and row.date.last <= gap.closed_by}
    assert {"i04", "i05"} <= fell
    assert "i03" not in fell


@pytest.mark.parametrize("until", ["2020-04-30", "2020-03-31"])
def test_r3_red_before_may_2020_for_the_garrisons_that_left(ask: Ask, until: str) -> None:
    found = ask(until)
    assert found["fragility"]["level"] == "red"
    reason = only(found["fragility"]["reasons"], code="reliance-withdrawn")
    assert "Tonka" in reason["sentence"] and "Diré" in reason["sentence"]
    assert only(found["expiring"], measure="m04")["successor_confirmed"] is False


def test_r3_not_red_in_december_2019(ask: Ask) -> None:
    assert ask("2019-12-15")["fragility"]["level"] != "red"


@pytest.mark.parametrize(
    ("as_of", "status", "absent"),
    [
        ("2018", "not_established", {"legal_act", "installed", "first_installed"}),
        ("2019-06", "legal_act", {"installed", "first_installed"}),
        ("2021-07", "installed", set()),
    ],
)
def test_r4_article_28_over_the_years(ask: Ask, as_of: str, status: str, absent: set[str]) -> None:
    rows = [row for row in ask(as_of)["clauses"] if row["id"] == "apr-2015-art28"]
    assert rows[0]["status"] == status
    assert not absent & {row["status"] for row in rows}
    # What the mediator's report of 2020 says stands beside the press record, never over it.
    assert all("no accord" not in str(row["status"]) for row in rows)


def test_r4_the_regional_body_names_the_region(ask: Ask) -> None:
    row = next(row for row in ask("2021-07")["clauses"] if row["status"] == "installed")
    assert "Timbuktu" in row["place"] and "Taoudéni" in row["place"]


def test_r5_c01_is_contested_and_the_word_ended_is_refused(ask: Ask) -> None:
    claim = only(ask(None)["claims"], id="c01")
    assert (claim["verdict"], claim["for"], claim["against"]) == ("contested", 1, 4)
    assert "ended" in claim["refused_words"] and "pris fin" in claim["refused_words"]


def test_r5_the_sealed_claim_is_not_listed(ask: Ask) -> None:
    assert "c03" not in {claim["id"] for claim in ask(None)["claims"]}


@pytest.mark.parametrize(("as_of", "days"), [("2017-12-31", 0), ("2019-03-26", 450), ("2020-12-31", 1096)])
def test_r7_m01_blocked_for_so_many_days(ask: Ask, as_of: str, days: int) -> None:
    row = only(ask(as_of)["blocked"], id="m01")
    assert row["agreed"] == "2017"
    assert (row["reason"], row["level"], row["since"]) == ("means", "national", "2017-12-31")
    assert row["days"] == days == (When.parse(as_of).last - date(2017, 12, 31)).days


def test_r8_gao_has_no_measure_recorded_and_no_gap(ask: Ask) -> None:
    found = ask(None, "gao")
    assert (found["measures_recorded"], found["cover_gaps"], found["expiring"]) == (0, [], [])
    assert found["fragility"]["level"] == "unknown"
    assert [reason["code"] for reason in found["fragility"]["reasons"]] == ["none-recorded"]


def test_r8_gao_says_none_recorded_rather_than_calm(home: Home) -> None:
    said = situation(look(home, None, "gao")).unknowns[0]
    assert said.en == "No measure is recorded: that does not mean that all is calm."
    assert said.fr.startswith("Aucune mesure n’est inscrite")


# veranda: invented


def test_p1_green(ask: Ask) -> None:
    assert ask("2031-02-20", INVENTED)["fragility"] == {"level": "green", "reasons": []}


def test_p2_orange_three_weeks_before_an_end(ask: Ask) -> None:
    found = ask("2031-03-10", INVENTED)
    assert found["fragility"]["level"] == "orange"
    end = only(found["expiring"], measure="v01")
    assert (end["days_left"], end["successor_confirmed"]) == (21, False)


def test_p3_red_while_the_talvane_road_is_uncovered(ask: Ask) -> None:
    found = ask("2031-04-01", INVENTED)
    assert found["fragility"]["level"] == "red"
    opened = [gap for gap in found["cover_gaps"] if gap["open"] and gap["from"] <= "2031-04-01"]
    assert [(gap["road"], gap["from"]) for gap in opened] == [("valombrine-talvane", "2031-03-31")]


def test_p4_the_gap_is_closed_and_known_to_the_day(ask: Ask) -> None:
    found = ask("2031-04-30", INVENTED)
    past = [gap for gap in found["cover_gaps"] if gap["from"] < "2031-04-30"]
    assert [(gap["road"], gap["from"], gap["to"]) for gap in past] == [
        ("valombrine-talvane", "2031-03-31", "2031-04-03")
    ]
    assert past[0]["incidents"] == ["i03"]


def test_p4_hand_over_lag_and_overlap(home: Home) -> None:
    reading = look(home, "2031-04-30", INVENTED)
    rows = {row.from_measure: row for row in measures.hand_overs(reading)}
    lag = {
        name: (row.starts.first - row.ends.first).days
        for name in ("v01", "v04")
        if (row := rows[name]).starts and row.ends
    }
    assert lag == {"v01": 3, "v04": -5}
    assert rows["v01"].gap is not None and rows["v04"].gap is None


def test_p5_red_on_the_day_the_garrison_leaves(ask: Ask) -> None:
    assert ask("2031-06-03", INVENTED)["fragility"]["level"] == "orange"
    found = ask("2031-06-04", INVENTED)["fragility"]
    assert found["level"] == "red"
    assert "Lumerane" in only(found["reasons"], code="reliance-withdrawn")["sentence"]


def test_p6_the_gap_to_come(ask: Ask) -> None:
    found = ask(OPENING, INVENTED)
    coming = only(found["cover_gaps"], **{"from": "2031-06-23"})
    assert (coming["road"], coming["to"], coming["closed_by"]) == ("valombrine-talvane", None, None)
    assert (coming["successor"], coming["successor_confirmed"]) == ("v03", False)
    assert only(found["expiring"], measure="v02")["days_left"] == 7


def test_p6_who_sees_it(home: Home) -> None:
    seen = {"mediation", "army", "lantern", "kite"}
    parties = {item["id"] for item in yaml.safe_load((SCENARIOS / "veranda.yaml").read_text("utf-8"))["parties"]}
    assert seen < parties
    for party in parties:
        for seat in (party, f"{party}-suppleant"):
            found = [g.start.isoformat() for g in cover.gaps(look(home, OPENING, INVENTED, seat))]
            assert ("2031-06-23" in found) == (party in seen), seat


def test_p7_what_runs_out(ask: Ask) -> None:
    found = ask(OPENING, INVENTED)
    relieved = only(found["expiring"], measure="v05")
    assert (relieved["days_left"], relieved["successor"], relieved["successor_confirmed"]) == (20, "v06", True)
    assert relieved["alarm"] is None
    due = only(found["undertakings_due"], id="u02")
    assert (due["due"], due["days_left"]) == ("2031-06-21", 5)
    assert only(found["requests_open"], id="q02")["days_silent"] == 40
    reason = only(found["fragility"]["reasons"], code="authorisation-near")
    assert "v07" in reason["sentence"] and "1 July 2031" in reason["sentence"].replace(NBSP, " ")


def test_p8_blocked_for_98_days(ask: Ask) -> None:
    row = only(ask(OPENING, INVENTED)["blocked"], id="u05")
    assert (row["reason"], row["level"], row["days"]) == ("means", "national", 98)


def test_p8_kept_not_kept_repeated_without_proof(home: Home) -> None:
    rows = {row.id: row for row in undertakings.kept(look(home, OPENING, INVENTED))}
    assert rows["u01"].status == "fulfilled"
    assert rows["u04"].status in {"breached", "overdue"}
    assert set(rows["u06"].repeats) == {"u04", "u00"}
    may = {row.id: row for row in undertakings.due(look(home, "2031-05-31", INVENTED))}
    assert may["u03"].recurring and may["u03"].due == date(2031, 5, 31)


def test_p9_verdicts(ask: Ask) -> None:
    found = {claim["id"]: claim for claim in ask(OPENING, INVENTED)["claims"]}
    # The domain's table: something is said, and nothing, or only words, speak for it.
    assert (found["c01"]["verdict"], found["c01"]["for"], found["c01"]["against"]) == ("reported", 0, 0)
    assert found["c02"]["verdict"] == "reported"
    assert (found["c03"]["verdict"], found["c03"]["against"]) == ("contested", 3)
    assert "c04" not in found
    assert (found["c05"]["for"], found["c05"]["against"]) == (0, 0)


def test_p9_the_reply_stands_beside_the_claim(home: Home) -> None:
    held = {row.id: row for row in claims.claims(look(home, OPENING, INVENTED))}
    ((party, _, words),) = held["c03"].replies
    assert party is not None and party.en == "Kite Movement"
    assert words.en.startswith("the robbery of 1 April")


def test_p10_hautebrise_is_green_and_apart(ask: Ask) -> None:
    found = ask(OPENING, "hautebrise")
    assert found["fragility"]["level"] == "green"
    assert found["measures_recorded"] == 1
    # Its one measure ends in October: no gap is open, nor near.
    assert [gap["from"] for gap in found["cover_gaps"] if gap["from"] < "2031-10-31"] == []
    own = {key: value for key, value in found.items() if key != "clauses"}  # a national accord is everybody's
    for foreign in ("v02", "valombrine", "Valombrine", "Talvane", "u05", "q02", "c03"):
        assert foreign not in json.dumps(own)


@pytest.mark.parametrize(
    ("as_of", "status"), [("2030-06", "not_established"), ("2031-01", "legal_act"), ("2031-06", "installed")]
)
def test_p11_article_12_in_valombrine(ask: Ask, as_of: str, status: str) -> None:
    rows = [row for row in ask(as_of, INVENTED)["clauses"] if row["id"] == "accord-2030-art12"]
    assert next(row for row in rows if row["place"] in {"Valombrine", "everywhere"})["status"] == status


def test_p12_recommendations_and_blind_codings_in_every_state(home: Home) -> None:
    youth = look(home, OPENING, INVENTED, "youth")
    counted = recommendations.uptake(youth)
    assert counted is not None and counted.total == 4
    assert [counted.taken_up.part, counted.partly.part, counted.not_taken_up.part, counted.unknown.part] == [1] * 4
    states = {}
    for case in ("u01", "u03", "u04", "u06"):
        story = undertaking_pages.story(youth, case)
        assert story is not None
        states[case] = [(one.state, len(one.codings), one.settled) for one in story.rounds]
    assert states == {
        "u01": [("agreed", 2, 4)],
        "u03": [("settled", 2, 2)],
        "u04": [("differs", 2, None)],
        "u06": [("waiting", 0, None)],
    }
    waits = codings.awaiting(look(home, OPENING, INVENTED, "mediation"))
    assert {(one.undertaking, one.act) for one in waits} == {("u04", "settle"), ("u06", "code")}


# Nothing about Mali, or about Veranda, is in the code


def words_of(name: str) -> set[str]:
    """Ids and names of the places, parties and roads of a scenario."""
    scenario = yaml.safe_load((SCENARIOS / f"{name}.yaml").read_text("utf-8"))
    out = set()
    for section in ("places", "roads", "parties", "frameworks"):
        for item in scenario[section]:
            out |= {item["id"], item["en"], item.get("fr", item["en"])}
    return out


# Words of every framework, not of this one.
GENERAL = {"interim", "religious", "community", "youth", "prefectures", "police", "gendarmerie", "women", "army"}
GENERAL |= {"faith", "chiefs", "donor", "observer", "mediation", "governorate", "prefecture", "Gendarmerie"}
GENERAL |= {"Prefectures", "Préfectures", "Religious leaders", "Leaders religieux", "National police", "Youth council"}
GENERAL |= {"Armed forces", "Forces armées", "Interim authorities", "Autorités intérimaires", "Independent observer"}
GENERAL |= {"Associations de femmes", "Women’s associations", "Conseil de la jeunesse"}  # components of templates
GENERAL |= {"dire"}  # also a word of French
GENERAL |= {"governorates", "Community leaders", "Leaders communautaires", "lantern", "kite", "Police nationale"}
# The two scenarios that ship are chosen by name, and a framework bears its scenario's.
SHIPPED_AS = {"timbuktu-taoudeni", "veranda"}


@cache
def what_runs(path: Path) -> str:
    """The text of a source file; of Python without comments and docstrings, where an example may speak of a place."""
    text = path.read_text("utf-8")
    if path.suffix != ".py":
        return text
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node) is not None:
            node.body = [*node.body[1:], ast.Pass()]
    return ast.unparse(tree)


@pytest.mark.parametrize("name", ["timbuktu-taoudeni", "veranda"])
def test_no_place_or_party_of_a_scenario_is_in_the_code(name: str) -> None:
    wanted = {word for word in words_of(name) if len(word) > 3} - GENERAL - SHIPPED_AS
    assert {"timbuktu-taoudeni": "tombouctou", "veranda": "valombrine"}[name] in wanted
    pattern = re.compile(r"\b(" + "|".join(map(re.escape, sorted(wanted, key=len, reverse=True))) + r")\b")
    found = []
    for path in sorted(SCENARIOS.parent.rglob("*")):
        if path.suffix in {".py", ".html", ".typ", ".css", ".js"}:
            found += [f"{path.name}: {hit}" for hit in pattern.findall(what_runs(path))]
    assert found == []


TINY = """
scenario: {id: atoll, mode: exercise, entered_by: office, show_at: 2040-03-10, first_framework: lagoon}
places:
  - {id: north, en: North quay, fr: Quai Nord, kind: town}
  - {id: south, en: South quay, fr: Quai Sud, kind: town}
roads:
  - {id: causeway, en: Causeway, fr: Chaussée, via: [north, south]}
parties:
  - {id: office, en: Office, fr: Bureau, constituency: mediator}
  - {id: wardens, en: Wardens, fr: Gardes, constituency: internal_security}
frameworks:
  - {id: lagoon, en: Lagoon framework, fr: Cadre du lagon, members: [office, wardens]}
measures:
  - {id: w1, kind: road_patrol, by: [wardens], where: [causeway], level: light,
     observed: true, start: 2040-03-01, planned_end: 2040-03-12}
"""


def test_a_third_scenario_in_the_same_format_loads(tmp_path: Path, empty: Home) -> None:
    path = tmp_path / "atoll.yaml"
    path.write_text(TINY, encoding="utf-8")
    founded = call("import", "scenario", path, "--home", empty.path, "--json").json
    assert founded["registers"][0]["framework"] == "lagoon"
    found = call("situation", "--home", empty.path, "--as-of", "2040-03-10", "--json").json
    fits(found)
    assert found["cover_gaps"][0]["from"] == "2040-03-12"
    assert found["expiring"][0]["alarm"] == "T-2"
    assert found["fragility"]["level"] == "red"
