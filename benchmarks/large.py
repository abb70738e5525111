"""A home as large as a framework may get in years, for measuring: invented places, roads and facts, entered by the one
way in, in batches, under the shipped exercise.

    large(folder, incidents=20_000)      with 2,000 undertakings and 500 measures
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from toguna.register.keyfile import Cost, seal
from toguna.register.signing import DeviceKey
from toguna.server import boot
from toguna.server.home import Home, write_atomically

FRAMEWORK, LAST = "ostrine", date(2031, 6, 16)
DAYS, ROADS, PLACES = 5 * 365, 4, 7
BATCH = 1000
PARTIES = ("gendarmerie", "army", "kite", "lantern")
PHRASE = "mesure"
Said = tuple[str, str, dict[str, Any], date]


def large(folder: Path, *, incidents: int, undertakings: int = 2000, measures: int = 500, seed: int = 1) -> Home:
    """The home; its key opens at the least cost, and its seats have no passphrases."""
    home = Home(folder)
    boot.setup(home, create=True)
    key = DeviceKey.generate()
    write_atomically(home.key_file(key.public), seal(key.seed, PHRASE, Cost.MINIMUM))
    home.save_settings({"device": key.public.hex()})
    from toguna.cli.registers import found_scenario

    scenarios = Path(boot.__file__).resolve().parents[1] / "scenarios"
    registers = dict(found_scenario(home, scenarios / "veranda.yaml", PHRASE))
    chance = random.Random(seed)  # noqa: S311 - invented facts, and the same ones each time
    _enter(registers[FRAMEWORK], key, _places())
    _enter(registers[FRAMEWORK], key, _measures(chance, measures))
    _enter(registers[FRAMEWORK], key, _undertakings(chance, undertakings))
    _enter(registers[FRAMEWORK], key, _incidents(chance, incidents))
    return home


def _enter(register: bytes, key: DeviceKey, said: Iterator[Said]) -> None:
    from toguna.domain.visibility import default_level
    from toguna.domain.wire import Payload
    from toguna.server.actions.entering import enter

    batch: list[Any] = []
    for type_, case, fields, known in said:
        batch.append((Payload(type_, case, fields, known), default_level(type_.partition(".")[0])))
        if len(batch) == BATCH:
            enter(register, key, batch)
            batch = []
    enter(register, key, batch)


def _place(road: int, stop: int) -> str:
    return f"l{road:02d}-{stop}"


def _road(road: int) -> str:
    return f"r{road:02d}"


def _places() -> Iterator[Said]:
    first = LAST - timedelta(days=DAYS + 60)
    for road in range(ROADS):
        for stop in range(PLACES):
            kind = "town" if stop in (0, PLACES - 1) else "village"
            name = {"fr": f"Lieu {road}-{stop}", "en": f"Place {road}-{stop}"}
            spot = {"lat": -30000 + 90 * road - 70 * stop, "lon": -20000 + 150 * road + 160 * stop}
            yield "place.recorded", _place(road, stop), {"name": name, "kind": kind, **spot}, first
        via = [_place(road, stop) for stop in range(PLACES)]
        name = {"fr": f"axe {road}", "en": f"road {road}"}
        yield "road.recorded", _road(road), {"name": name, "framework": FRAMEWORK, "via": via}, first


def _measures(chance: random.Random, number: int) -> Iterator[Said]:
    """On each road one after the other; each tenth is late, the last ones run on."""
    each = max(1, number // ROADS)
    for road in range(ROADS):
        day, step = LAST - timedelta(days=DAYS), DAYS // each
        for n in range(each):
            case, end = f"m{road:02d}-{n:03d}", day + timedelta(days=step - (5 if chance.random() < 0.1 else 0))
            fields: dict[str, Any] = {
                "framework": FRAMEWORK,
                "kind": "road_patrol",
                "by": [chance.choice(PARTIES)],
                "where": [_road(road)],
                "level": chance.choice(("light", "regular")),
                "start": day.isoformat(),
                "planned_end": {"date": end.isoformat()},
                "may_fill": [chance.choice(PARTIES)],
                "observed": True,
                "basis": "note",
            }
            yield "measure.observed", case, fields, day
            if n + 1 < each:
                yield "measure.ended", case, {"end": end.isoformat(), "ended_because": "planned_end"}, end
            day += timedelta(days=step)


def _undertakings(chance: random.Random, number: int) -> Iterator[Said]:
    for n in range(number):
        day = LAST - timedelta(days=chance.randrange(30, DAYS))
        case = f"u{n:05d}"
        fields: dict[str, Any] = {
            "what": {"fr": f"tenir le point {n} du relevé de conclusions", "en": f"keep point {n} of the conclusions"},
            "framework": FRAMEWORK,
            "who": [chance.choice(PARTIES)],
            "agreed": day.isoformat(),
            "due": (day + timedelta(days=chance.randrange(30, 400))).isoformat(),
        }
        yield "undertaking.agreed", case, fields, day
        if chance.random() < 0.97:
            yield "undertaking.fulfilled", case, {"delivered": True}, day + timedelta(days=20)


def _incidents(chance: random.Random, number: int) -> Iterator[Said]:
    from toguna.domain.codes import INCIDENT_KINDS

    kinds = list(INCIDENT_KINDS)
    for n in range(number):
        day, road = LAST - timedelta(days=chance.randrange(DAYS)), chance.randrange(ROADS)
        near = chance.random() < 0.5
        handling = chance.choice(([], ["gendarmerie"], ["army", "gendarmerie"], ["kite"]))
        fields = {
            "framework": FRAMEWORK,
            "date": day.isoformat(),
            "kind": chance.choice(kinds),
            "where": [_road(road)],
            "place_precision": "1" if near else "2",
            "basis": "victim",
            "handling": handling,
        } | ({"near": _place(road, chance.randrange(PLACES))} if near else {})
        known = min(LAST, day + timedelta(days=chance.randrange(4)))
        yield "incident.reported", f"x{n:06d}", fields, known
        if n % 4 == 0:
            yield "incident.screened", f"x{n:06d}", {}, known
