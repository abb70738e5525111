"""Who may not fill a gap cannot learn of it: not from what is listed, not from what is missing (domain §8.4, §9.1).

The strongest test is the last: two registers that differ only in whether there is a gap must read alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from homes import Home, call, load_into, seats, shipped, using

from toguna.base.dates import When, say_day
from toguna.domain.measures import Measure
from toguna.domain.visibility import EVERYBODY, OUTSIDE, Reader, Role
from toguna.server.ledger import store
from toguna.server.queries import cover, measures
from toguna.server.queries.reading import Reading, for_all, read, reader_of
from toguna.server.queries.situation import Situation, situation

DAYS = {
    "timbuktu-taoudeni": [
        "2018-06-01",
        "2019-03-26",
        "2019-04-01",
        "2019-04-09",
        "2019-12-15",
        "2020-04-30",
        "2020-12-31",
    ],
    "gao": ["2019-03-26", "2020-12-31"],
    "ostrine": ["2031-02-20", "2031-03-10", "2031-04-01", "2031-05-26", "2031-06-10", "2031-06-16", "2031-07-30"],
    "hautebrise": ["2031-03-10", "2031-06-16", "2031-10-20"],
}
FRAMEWORKS = [(framework, day) for framework, days in DAYS.items() for day in days]


def looks(home: Home, framework: str, day: str) -> tuple[Reading, list[Reader]]:
    """The secretariat's reading, and the reader in each seat of the framework."""
    first = "mediation" if framework in ("ostrine", "hautebrise") else "hd"
    reading = read(home, framework=framework, seat=first, as_of=date.fromisoformat(day))
    act = store.constitution(reading.register)
    return reading, [reader_of(act, seat) for f, seat, _ in seats(home) if f == framework]


def everything(reading: Reading) -> tuple[Any, ...]:
    """All that any page, command or print can show of cover and of the situation."""
    weeks = [cover.weeks(reading, segment, 120) for segment in cover.segments(reading)]
    halves = [cover.half_days(reading, s, reading.today, reading.today) for s in cover.segments(reading)]
    return situation(reading), measures.hand_overs(reading), weeks, halves


def walk(value: object) -> Iterator[object]:
    """Every plain value inside rows."""
    if isinstance(value, When):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from walk(getattr(value, field.name))
    elif isinstance(value, tuple | list):
        for one in value:
            yield from walk(one)
    else:
        yield value


@pytest.mark.parametrize(("framework", "day"), FRAMEWORKS)
def test_each_seat_sees_the_gaps_it_owns_or_may_fill_and_no_other(home: Home, framework: str, day: str) -> None:
    full, readers = looks(home, framework, day)
    held = full.by_id(Measure)
    gaps = {(g.road, g.start): {*held[g.after].by, *held[g.after].may_fill} for g in cover.gaps(full)}
    ends = {e.measure: {*held[e.measure].by, *held[e.measure].may_fill} for e in measures.ending(full)}
    blind = {Role.CHIEF, Role.YOUTH, Role.ANALYST, Role.DONOR, Role.PUBLIC}
    for reader in readers:
        found = situation(full.as_reader(reader))
        if reader.role is Role.MEDIATOR:
            continue
        # A reader's own present comes before a day to come: what only lies ahead of it is not compared.
        allowed = {gap for gap, who in gaps.items() if reader.party in who and reader.role not in blind}
        if found.today == full.today:
            assert {(g.road, g.start) for g in found.gaps} == allowed, reader
            seen = {m for m, who in ends.items() if reader.party in who and reader.role not in blind}
            assert {e.measure for e in found.ending} == seen, reader
        assert found.fragility.level is None
        assert {code for code, _ in found.fragility.reasons} <= {"none-recorded"}
        for row in measures.hand_overs(full.as_reader(reader)):
            sides = {*held[row.from_measure].by, *held[row.from_measure].may_fill}
            sides |= set(held[row.to_measure].by) if row.to_measure in held else set()
            assert reader.party in sides and reader.role not in blind, reader


@pytest.mark.parametrize(("framework", "day"), FRAMEWORKS)
def test_a_suppleant_reads_as_the_titulaire(home: Home, framework: str, day: str) -> None:
    full, readers = looks(home, framework, day)
    first: dict[str | None, Situation] = {}
    for reader in readers:
        found = situation(full.as_reader(reader))
        assert found == first.setdefault(reader.party, found)


@pytest.mark.parametrize("reader", [EVERYBODY, OUTSIDE], ids=["members", "public"])
@pytest.mark.parametrize(("framework", "day"), FRAMEWORKS)
def test_the_copy_for_all_holds_no_day_to_come_and_no_gap(home: Home, framework: str, day: str, reader: Reader) -> None:
    full, _ = looks(home, framework, day)
    shown = for_all(full).as_reader(reader)
    found, hand_overs, weeks, halves = everything(shown)
    assert (found.gaps, found.ending, hand_overs, found.decisions) == ((), (), [], ())
    assert found.next_meeting is None and found.fragility.level is None
    assert all(cell == [] for cell in halves)
    texts = []
    for value in walk((found, weeks)):
        if isinstance(value, date):
            assert value <= shown.today, value
        elif isinstance(value, When) and value.known:
            assert value.first <= shown.today, value
        elif isinstance(value, str):
            texts.append(value)
    said = "\n".join(texts)
    for ahead in range(1, 400):
        for lang in ("fr", "en"):
            assert say_day(shown.today + timedelta(days=ahead), lang) not in said


def test_only_the_secretariat_looks_at_days_to_come(home: Home) -> None:
    full, readers = looks(home, "ostrine", "2032-03-01")
    assert full.today == date(2032, 3, 1)
    for reader in readers:
        if reader.role is not Role.MEDIATOR:
            # What the scenario does not date is known at the end of its last year: so far the register has come.
            assert full.as_reader(reader).today == date(2031, 12, 31)
            assert full.as_reader(reader).as_reader(full.reader).today == full.today


LIVE = """
scenario: {id: atoll, mode: live, entered_by: office, first_framework: lagoon}
places:
  - {id: north, en: North quay, kind: town}
  - {id: south, en: South quay, kind: town}
roads:
  - {id: causeway, en: Causeway, via: [north, south]}
parties:
  - {id: office, en: Office, constituency: mediator}
  - {id: wardens, en: Wardens, constituency: internal_security}
  - {id: elders, en: Elders, constituency: traditional_authority}
frameworks:
  - {id: lagoon, en: Lagoon framework, members: [office, wardens, elders]}
measures:
  - {id: w1, kind: road_patrol, by: [wardens], where: [causeway], level: light, observed: true, start: 2020-03-01,
     planned_end: 2199-12-31}
"""


def test_in_a_live_register_planned_cover_cannot_be_had_by_asking_for_a_day_to_come(
    empty: Home, tmp_path: Path
) -> None:
    (tmp_path / "atoll.yaml").write_text(LIVE, encoding="utf-8")
    load_into(empty, tmp_path / "atoll.yaml")
    ahead = date.today() + timedelta(days=365)
    for seat, latest in (("office", ahead), ("elders", date.today()), ("wardens", date.today())):
        reading = read(empty, framework=None, seat=seat, as_of=ahead)
        shown = [c.start for c in cover.weeks(reading, cover.segments(reading)[0]) if c.level is not None]
        assert reading.today <= latest + timedelta(days=1)
        assert shown and max(shown) <= latest


@pytest.mark.parametrize(("small", "large"), [("gao", "timbuktu-taoudeni"), ("hautebrise", "ostrine")])
def test_a_small_framework_sees_nothing_of_the_other(home: Home, small: str, large: str) -> None:
    other, _ = looks(home, large, DAYS[large][-1])
    foreign = {m.id for m in other.all(Measure)} | {s.road for s in cover.segments(other)}
    foreign |= {row.id for row in situation(other).due} | {row.id for row in situation(other).requests}
    full, readers = looks(home, small, DAYS[small][-1])
    for reader in readers:
        said = " ".join(str(value) for value in walk(everything(full.as_reader(reader))) if isinstance(value, str))
        assert not {word for word in foreign if f" {word} " in f" {said} "}, reader


# Two registers that differ only in whether there is a gap

GAP = "successor: {measure: v03, confirmed: false, known: 2031-06-02}, may_fill: [army, lantern]}"
PLAIN_V03 = (
    "- {id: v03, framework: ostrine, kind: road_patrol, by: [army], where: [valombrine-talvane], level: regular, "
    "known: 2031-06-02}"
)
RELIEVED = (
    "successor: {measure: v03, confirmed: true, known: 2031-06-02, confirmed_by: "
    "[{party: kite, date: 2031-06-09}, {party: army, date: 2031-06-09}]}, may_fill: [army, lantern]}"
)
STARTING_V03 = PLAIN_V03.replace("known: 2031-06-02", "planned_start: {date: 2031-06-23, known: 2031-06-02}")
MEANT = "authorised: {by: governorate, date: 2031-06-20, until: 2031-09-30}, means: [{kind: fuel, until: 2031-09-30}]"
STARTED_V03 = PLAIN_V03.replace(
    "known: 2031-06-02", f"known: 2031-06-02, {MEANT}, start: 2031-06-23, planned_end: 2031-09-23"
)
SEEN_V03 = PLAIN_V03.replace("known: 2031-06-02", "known: 2031-06-25, observed: true, start: 2031-06-23")
# Something that both registers of a pair learn later, so that both have come to the same day.
INCIDENT = "  - {id: i12, framework: hautebrise,"
LATER = (
    f"  - {{id: i13, framework: ostrine, date: 2031-06-29, kind: THR, where: sorbane, known: 2031-06-30}}\n{INCIDENT}"
)
VARIANTS: dict[str, list[tuple[str, str]]] = {
    "gap to come": [],
    "relieved in time": [(GAP, RELIEVED), (PLAIN_V03, STARTING_V03)],
    "no successor named": [(GAP, "may_fill: [army, lantern]}"), (f"  {PLAIN_V03}\n", "")],
    "stopped already": [(GAP, f"end: 2031-06-12, ended_because: means, {GAP}")],
    "gap open": [(INCIDENT, LATER)],
    "relief began": [(PLAIN_V03, STARTED_V03), (INCIDENT, LATER)],
    "relief was seen": [(PLAIN_V03, SEEN_V03), (INCIDENT, LATER)],
}
PAIRS = [
    ("gap to come", "relieved in time", "2031-06-16"),
    ("gap to come", "relieved in time", "2031-07-30"),
    ("gap to come", "no successor named", "2031-06-16"),
    ("gap to come", "stopped already", "2031-06-16"),
    ("gap open", "relief began", "2031-06-30"),
    ("gap open", "relief was seen", "2031-06-30"),
]
MAY_SEE = {"mediation", "army", "lantern", "kite"}


@pytest.fixture(scope="session")
def variant(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A home for each variant of the invented scenario, made when it is first asked for."""
    made: dict[str, Path] = {}

    def of(name: str) -> Path:
        if name not in made:
            folder = tmp_path_factory.mktemp("variant")
            text = shipped("veranda").read_text("utf-8")
            for old, new in VARIANTS[name]:
                assert text.count(old) == 1, old
                text = text.replace(old, new)
            (folder / "veranda.yaml").write_text(text, encoding="utf-8")
            with using(Home(folder / "home"), create=True) as home:
                load_into(home, folder / "veranda.yaml")
            made[name] = folder / "home"
        return made[name]

    return of


def as_seen(path: Path, day: str) -> dict[Reader, Any]:
    """What each reader who may not see that gap is shown; without the control number, which counts every entry."""
    with using(Home(path)) as home:
        full, readers = looks(home, "ostrine", day)
        out = {}
        for reader in [EVERYBODY, OUTSIDE, *(r for r in readers if r.party not in MAY_SEE)]:
            found, *rest = everything(full.as_reader(reader))
            out[reader] = (replace(found, control_number=""), *rest)
        return out


@pytest.mark.parametrize(("one", "other", "day"), PAIRS)
def test_nothing_differs_but_the_gap_and_nothing_is_seen_to_differ(
    variant: Any, one: str, other: str, day: str
) -> None:
    first, second = as_seen(variant(one), day), as_seen(variant(other), day)
    assert len(first) > 20 and first.keys() == second.keys()
    for reader, shown in first.items():
        for here, there in zip(walk(shown), walk(second[reader]), strict=False):
            assert here == there, reader
        assert shown == second[reader], reader


@pytest.mark.parametrize(("one", "other", "day"), PAIRS)
def test_the_pairs_do_differ_for_the_secretariat(variant: Any, one: str, other: str, day: str) -> None:
    found = []
    for name in (one, other):
        with using(Home(variant(name))) as home:
            full, _ = looks(home, "ostrine", day)
            found.append([(g.start, g.to, g.successor, g.successor_confirmed) for g in cover.gaps(full)])
    assert found[0] != found[1]


def said(path: Path, seat: str) -> list[str]:
    """What the commands print for a seat, in both languages and as JSON."""
    out = []
    with using(Home(path)):
        for name in ("situation", "cover"):
            for form in (["--json"], ["--lang", "fr"], ["--lang", "en"]):
                when = ["--as-of", "2031-06-16", "--framework", "ostrine", "--seat", seat]
                answer = call(name, "--home", path, *when, *form)
                assert (answer.code, answer.err) == (0, "")
                lines = [line for line in answer.out.splitlines() if '"control_number"' not in line]
                out.append("\n".join(lines))
    return out


def test_no_command_prints_a_difference(variant: Any) -> None:
    here, there = variant("gap to come"), variant("relieved in time")
    with using(Home(here)) as home:
        blind = [
            seat for f, seat, _ in seats(home) if f == "ostrine" and seat.removesuffix("-suppleant") not in MAY_SEE
        ]
    assert len(blind) == 20
    for seat in blind:
        assert said(here, seat) == said(there, seat), seat
    assert said(here, "kite") != said(there, "kite")


def test_what_is_not_shown_is_not_called_calm(home: Home) -> None:
    for lang, words in (("fr", "n’est pas communiqué"), ("en", "not shown to this seat")):
        when = ["--as-of", "2031-06-16", "--framework", "ostrine", "--seat", "chiefs", "--lang", lang]
        assert words in call("situation", "--home", home.path, *when).out


def test_a_decision_still_awaited_is_not_announced_to_others(home: Home) -> None:
    full, readers = looks(home, "ostrine", "2031-06-16")
    for reader in readers:
        told = {row.case for row in situation(full.as_reader(reader)).changes}
        assert ("d06" in told) == (reader.party in {"mediation", "army"}), reader


def test_a_partys_home_reads_for_its_own_seats_only(own: Home) -> None:
    settings = own.settings()
    for held in settings["registers"]:
        held["seat"] = "army"
    own.save_settings(settings)
    for seat, code in (("army", 0), ("army-suppleant", 0), ("mediation", 1), ("kite", 1)):
        answer = call("situation", "--home", own.path, "--framework", "ostrine", "--seat", seat, "--json")
        assert answer.code == code, seat
    refused = call("situation", "--home", own.path, "--framework", "ostrine", "--seat", "mediation", "--lang", "en")
    assert refused.out == "" and "“mediation”" in refused.err and "army, army-suppleant" in refused.err


def test_each_register_of_a_home_has_its_own_seat(home: Home) -> None:
    for framework, seat in (("timbuktu-taoudeni", "hd"), ("ostrine", "mediation"), ("hautebrise", "mediation")):
        reading = read(home, framework=framework, seat=None, as_of=None)
        assert reading.reader == Reader(seat, Role.MEDIATOR, seat)
