"""Write phrases.tsv: how people say where, and where it was; made without the parser and before it was tuned.

    python tests/analysis/where_said/generate.py GEO_FOLDER > tests/analysis/where_said/phrases.tsv

A true spot is drawn first (on a road of the base map, around a place, in a cercle). It is then told as people tell it:
kilometres rounded, directions to an eighth of the circle, accents and hyphens lost, a letter wrong. The words by hand
(`by_hand.py`) follow the patterns of published reports; the sentences are ours. Distances are reckoned here with
vectors on the sphere, apart from the parser's own; nothing of `toguna` is imported.

Which half a phrase is in is drawn from a digest of its words and a fixed seed. Only the half `dev` may be looked at
while the parser is tuned; `held` is for the figure that is reported.
"""

from __future__ import annotations

import csv
import hashlib
import json
import math
import random
import re
import sys
import unicodedata
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

SEED = 20261128
HELD = 0.66
EARTH_KM = 6371.0088
COMPASS = (
    ("au nord", "north"),
    ("au nord-est", "north-east"),
    ("à l'est", "east"),
    ("au sud-est", "south-east"),
    ("au sud", "south"),
    ("au sud-ouest", "south-west"),
    ("à l'ouest", "west"),
    ("au nord-ouest", "north-west"),
)
Spot = tuple[float, float]


def vector(at: Spot) -> tuple[float, float, float]:
    lon, lat = math.radians(at[0]), math.radians(at[1])
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)


def apart_km(one: Spot, two: Spot) -> float:
    a, b = vector(one), vector(two)
    cross = (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])
    return EARTH_KM * math.atan2(math.hypot(*cross), sum(p * q for p, q in zip(a, b, strict=True)))


def off(at: Spot, heading: float, km: float) -> Spot:
    """The spot that far away in that direction."""
    up, head, far = vector(at), math.radians(heading), km / EARTH_KM
    lon, lat = math.radians(at[0]), math.radians(at[1])
    north = (-math.sin(lat) * math.cos(lon), -math.sin(lat) * math.sin(lon), math.cos(lat))
    east = (-math.sin(lon), math.cos(lon), 0.0)
    x, y, z = (
        u * math.cos(far) + (n * math.cos(head) + e * math.sin(head)) * math.sin(far)
        for u, n, e in zip(up, north, east, strict=True)
    )
    return math.degrees(math.atan2(y, x)), math.degrees(math.asin(z))


def plain(text: str) -> str:
    low = unicodedata.normalize("NFD", text.lower())
    return re.sub(r"[^a-z]", "", "".join(c for c in low if not unicodedata.combining(c)))


def letters_apart(one: str, two: str) -> int:
    row = list(range(len(two) + 1))
    for n, a in enumerate(one, 1):
        last, row[0] = row[0], n
        for m, b in enumerate(two, 1):
            last, row[m] = row[m], min(row[m] + 1, row[m - 1] + 1, last + (a != b))
    return row[-1]


class Ground:
    """The base map as it lies in its files."""

    def __init__(self, geo: Path) -> None:
        self.geo = geo
        self.towns: dict[str, Spot] = {}
        self.cercle: dict[str, str] = {}
        for held in json.loads((geo / "places.geojson").read_text())["features"]:
            name = held["properties"]["name"]
            self.towns[name] = tuple(held["geometry"]["coordinates"])  # type: ignore[assignment]
            self.cercle[name] = held["properties"]["cercle"]
        self.rows = self._rows()
        self.shared: dict[str, list[Spot]] = defaultdict(list)
        for row in self.rows:
            for name in {row["name"], row["asciiname"], *row["alternatenames"].split(",")}:
                if plain(name):
                    self.shared[plain(name)].append((float(row["longitude"]), float(row["latitude"])))
        for name, at in self.towns.items():
            self.shared[plain(name)].append(at)
        self.roads = self._roads()

    def _rows(self) -> list[dict[str, str]]:
        with (self.geo / "gazetteer_north_mali_populated_places.csv").open(encoding="utf-8") as file:
            return list(csv.DictReader(file))

    def _roads(self) -> list[Course]:
        found = []
        for held in json.loads((self.geo / "roads.geojson").read_text())["features"]:
            points = [tuple(p) for p in held["geometry"]["coordinates"]]
            if held["properties"]["kind"] == "schematic":
                found.append(Course(list(zip(held["properties"]["via"], points, strict=True)), points, None))
                continue
            course = Course([], points, held["properties"]["road_km"])
            course.put({name: at for name, at in self.towns.items() if course.apart_km(at) < 5})
            found.append(course)
        return [road for road in found if len(road.stops) > 1]

    def lone(self, name: str) -> bool:
        """Whether no other place, 10 km or more away, has that name."""
        spots = self.shared[plain(name)]
        return all(apart_km(one, two) < 10 for one in spots for two in spots)

    def close_names(self, written: str) -> bool:
        """Whether another name is within a letter of what was written."""
        key = plain(written)
        hits = [other for other in self.shared if abs(len(other) - len(key)) <= 1 and letters_apart(key, other) <= 1]
        spots = [spot for other in hits for spot in self.shared[other]]
        return any(apart_km(one, two) > 10 for one in spots for two in spots)


class Course:
    """A road: named stops on a line, with the length its file gives it."""

    def __init__(self, stops: list[tuple[str, Spot]], points: list[Spot], km: float | None) -> None:
        self.points, self.stops = points, [name for name, _ in stops]
        self.reached = [0.0]
        for one, two in pairwise(points):
            self.reached.append(self.reached[-1] + apart_km(one, two))
        self.scale = (km / self.reached[-1]) if km else 1.0
        self.at_stop = {name: self.reached[points.index(at)] * self.scale for name, at in stops}

    def put(self, stops: dict[str, Spot]) -> None:
        """Stops where the road comes nearest to them: tried every kilometre, then every hundred metres around that."""
        for name, at in stops.items():
            rough = min(range(int(self.km) + 1), key=lambda km: apart_km(self.at(km), at))
            fine = [n / 10 for n in range(max(0, rough * 10 - 15), min(int(self.km * 10), rough * 10 + 15) + 1)]
            self.at_stop[name] = min(fine, key=lambda km: apart_km(self.at(km), at))
        self.stops = sorted(self.at_stop, key=lambda name: self.at_stop[name])

    def apart_km(self, at: Spot) -> float:
        """How near the road comes, tried every kilometre."""
        return min(apart_km(self.at(n), at) for n in range(int(self.km) + 1))

    @property
    def km(self) -> float:
        return self.reached[-1] * self.scale

    def at(self, km: float) -> Spot:
        """The spot at a kilometre, counted from the first end."""
        left = min(max(km / self.scale, 0.0), self.reached[-1])
        for n, (one, two) in enumerate(pairwise(self.points)):
            long = self.reached[n + 1] - self.reached[n]
            if left <= self.reached[n + 1]:
                share = (left - self.reached[n]) / long if long else 0.0
                return one[0] + (two[0] - one[0]) * share, one[1] + (two[1] - one[1]) * share
        return self.points[-1]


def rounded(km: float) -> int:
    return max(1, round(km)) if km < 10 else 5 * round(km / 5)


def de(name: str) -> str:
    return f"d'{name}" if plain(name)[:1] in "aeiou" and plain(name)[:1] else f"de {name}"


def spoilt(rng: random.Random, name: str) -> str:
    """The name as a hurried hand writes it: no accents, no hyphens, small letters; never a wrong letter."""
    bare = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return rng.choice([name, name, bare, bare.lower(), bare.upper(), bare.replace("-", " "), name.replace("-", " ")])


def wrong_letter(rng: random.Random, name: str) -> str:
    """One letter left out, doubled wrongly, swapped or changed; never the first."""
    n = rng.randrange(1, len(name) - 1)
    other = rng.choice("aeioubdgklmnrst")
    changes = [name[:n] + name[n + 1 :], name[:n] + other + name[n:], name[:n] + other + name[n + 1 :]]
    changes.append(name[:n] + name[n + 1] + name[n] + name[n + 2 :])
    return rng.choice(changes)


class Teller:
    """Draws spots and tells them."""

    def __init__(self, ground: Ground) -> None:
        self.ground, self.rng = ground, random.Random(SEED)
        self.rows: list[tuple[str, str, str, Spot | None]] = []
        self.villages = [
            (row["name"], (float(row["longitude"]), float(row["latitude"])), row["cercle"])
            for row in ground.rows
            if row["fcode"].startswith("PPL") and row["cercle"] and len(plain(row["name"])) > 3
        ]

    def say(self, kind: str, expect: str, words: str, at: Spot | None) -> None:
        self.rows.append((kind, expect, words, at))

    def place(self) -> tuple[str, Spot, str]:
        """A town one time in two, else any village; one whose name no other has."""
        while True:
            if self.rng.random() < 0.5:
                name = self.rng.choice(list(self.ground.towns))
                found = (name, self.ground.towns[name], self.ground.cercle[name])
            else:
                found = self.rng.choice(self.villages)
            if self.ground.lone(found[0]):
                return found

    def piece(self, least_km: float = 0.0) -> tuple[Course, str, str]:
        """Two neighbouring stops of a road, either way round."""
        while True:
            road = self.rng.choice(self.ground.roads)
            one, two = self.rng.choice(list(pairwise(road.stops)))
            long = abs(road.at_stop[one] - road.at_stop[two])
            if long >= least_km and self.ground.lone(one) and self.ground.lone(two):
                return (road, one, two) if self.rng.random() < 0.5 else (road, two, one)

    def all(self) -> None:
        for _ in range(46):
            self.offset()
        for _ in range(46):
            self.between()
        for _ in range(60):
            self.along()
        for _ in range(40):
            self.mark()
        for _ in range(30):
            self.near()
        for _ in range(24):
            self.plainly()
        for _ in range(24):
            self.edge()
        for _ in range(20):
            self.level()
        for _ in range(14):
            self.half()
        for _ in range(24):
            self.areas()
        for _ in range(40):
            self.typing_errors()
        for _ in range(30):
            self.sharing()
        for _ in range(20):
            self.no_such_place()
        for _ in range(20):
            self.no_way()

    def offset(self) -> None:
        name, at, _ = self.place()
        km, heading = self.rng.uniform(2, 45), self.rng.uniform(0, 360)
        fr, en = COMPASS[round(heading / 45) % 8]
        n, name = rounded(km), spoilt(self.rng, name)
        words = self.rng.choice(
            [
                f"à {n} km {fr} {de(name)}",
                f"a {n} kms {fr.replace('à', 'a')} {de(name)}",
                f"{n}km {fr} {de(name)}",
                f"environ {n} kilomètres {fr} {de(name)}",
                f"{n} km {en} of {name}",
                f"about {n} kilometers {en.replace('-', '')} of {name}",
                f"some {n} km to the {en} of {name}",
                f"{name}, {n} km {fr}",
            ]
        )
        self.say("offset", "spot", words, off(at, heading, km))

    def between(self) -> None:
        road, one, two = self.piece()
        at = road.at(self.rng.uniform(road.at_stop[one], road.at_stop[two]))
        one, two = spoilt(self.rng, one), spoilt(self.rng, two)
        words = self.rng.choice(
            [
                f"entre {one} et {two}",
                f"attaque entre {one} et {two}",
                f"between {one} and {two}",
                f"sur l'axe {one}-{two}",
                f"axe {one} – {two}",
                f"sur la route {de(one)} à {two}",
                f"sur le tronçon {one}/{two}",
                f"on the {one}-{two} road",
                f"on the road from {one} to {two}",
                f"route reliant {one} à {two}",
                f"axe {one} {two}",
            ]
        )
        self.say("between", "spot", words, at)

    def along(self) -> None:
        road, one, two = self.piece(12)
        long = abs(road.at_stop[one] - road.at_stop[two])
        km = self.rng.uniform(2, long - 2)
        sign = 1 if road.at_stop[two] > road.at_stop[one] else -1
        at, n = road.at(road.at_stop[one] + sign * km), rounded(km)
        one, two = spoilt(self.rng, one), spoilt(self.rng, two)
        words = self.rng.choice(
            [
                f"{n} km après {one}, axe {one}-{two}",
                f"à {n} km {de(one)} vers {two}",
                f"à {n} km {de(one)} en allant vers {two}",
                f"{n} km après {one} en direction de {two}",
                f"{n} kilomètres {de(one)} sur l'axe {one}–{two}",
                f"à {n} km {de(one)} sur la route {de(two)} à {one}",
                f"{n} km avant {one} en venant {de(two)}",
                f"{n} km avant {one} sur l'axe {two}-{one}",
                f"{n} km from {one} on the {one}-{two} road",
                f"{n} km past {one} towards {two}",
                f"entre {one} et {two}, à {n} km {de(one)}",
                f"between {one} and {two}, {n} km from {one}",
                f"sur l'axe {two} - {one}, {n} km avant {one}",
            ]
        )
        self.say("along", "spot", words, at)

    def mark(self) -> None:
        road, one, two = self.piece(15)
        long = abs(road.at_stop[one] - road.at_stop[two])
        km = self.rng.uniform(1, long - 1)
        sign = 1 if road.at_stop[two] > road.at_stop[one] else -1
        at, n = road.at(road.at_stop[one] + sign * km), max(1, round(km))
        one, two = spoilt(self.rng, one), spoilt(self.rng, two)
        words = self.rng.choice(
            [
                f"PK {n} axe {one}–{two}",
                f"PK{n}, route {one}-{two}",
                f"au pk {n} de l'axe {one} {two}",
                f"au point kilométrique {n} de la route {one}-{two}",
                f"km {n} axe {one}-{two}",
                f"au kilomètre {n} sur l'axe {one} - {two}",
                f"axe {one}-{two}, PK {n}",
                f"borne {n} de la route {de(one)} à {two}",
                f"at km {n} on the {one}-{two} road",
            ]
        )
        self.say("mark", "spot", words, at)

    def near(self) -> None:
        name, at, cercle = self.place()
        at = off(at, self.rng.uniform(0, 360), self.rng.uniform(0, 9))
        name = spoilt(self.rng, name)
        words = self.rng.choice(
            [
                f"près {de(name)}",
                f"aux environs {de(name)}",
                f"aux alentours {de(name)} ({cercle})",
                f"non loin {de(name)}, cercle {de(cercle)}",
                f"dans les environs du village {de(name)}",
                f"near {name}",
                f"in the vicinity of {name}, {cercle} cercle",
                f"a proximité {de(name)}",
                f"close to {name} village",
                f"autour {de(name)}",
            ]
        )
        self.say("near", "spot", words, at)

    def plainly(self) -> None:
        name, at, cercle = self.place()
        at = off(at, self.rng.uniform(0, 360), self.rng.uniform(0, 1))
        name = spoilt(self.rng, name)
        words = self.rng.choice(
            [
                f"à {name}",
                f"{name}",
                f"dans le village {de(name)}",
                f"dans le village {de(name)}, cercle {de(cercle)}",
                f"marché {de(name)}",
                f"in {name} village, {cercle} cercle",
                f"{name}, cercle {de(cercle)}",
                f"in {name}",
            ]
        )
        self.say("place", "spot", words, at)

    def edge(self) -> None:
        if self.rng.random() < 0.5:
            name, at, _ = self.place()
            at = off(at, self.rng.uniform(0, 360), self.rng.uniform(0.3, 3))
            heading = self.rng.randrange(4) * 2
            at = off(
                self.ground.towns.get(name, at), heading * 45 + self.rng.uniform(-30, 30), self.rng.uniform(0.5, 3)
            )
            if name not in self.ground.towns:
                return
            fr = COMPASS[heading][0].split("'")[-1].split()[-1]
            name = spoilt(self.rng, name)
            words = self.rng.choice(
                [
                    f"sortie {fr} {de(name)}",
                    f"à la sortie {fr} {de(name)}",
                    f"entrée {fr} {de(name)}",
                    f"{COMPASS[heading][1]}ern exit of {name}",
                    f"poste de contrôle à la sortie {fr} {de(name)}",
                ]
            )
        else:
            road, one, two = self.piece(12)
            sign = 1 if road.at_stop[two] > road.at_stop[one] else -1
            at = road.at(road.at_stop[one] + sign * self.rng.uniform(0.3, 4))
            one, two = spoilt(self.rng, one), spoilt(self.rng, two)
            words = self.rng.choice(
                [
                    f"à la sortie {de(one)} vers {two}",
                    f"sortie {de(one)} en direction de {two}",
                    f"à la sortie {de(one)}, route {de(two)}",
                ]
            )
        self.say("edge", "spot", words, at)

    def level(self) -> None:
        road = self.rng.choice([r for r in self.ground.roads if len(r.stops) > 2])
        n = self.rng.randrange(1, len(road.stops) - 1)
        one, here, two = road.stops[0], road.stops[n], road.stops[-1]
        if not all(self.ground.lone(name) for name in (one, here, two)):
            return self.level()
        at = road.at(road.at_stop[here] + self.rng.uniform(-3, 3))
        one, here, two = (spoilt(self.rng, name) for name in (one, here, two))
        words = self.rng.choice(
            [
                f"sur la route {one}-{two} à hauteur {de(here)}",
                f"sur l'axe {one}–{two}, au niveau {de(here)}",
                f"à hauteur {de(here)} sur l'axe {one} - {two}",
                f"on the {one}-{two} road, level with {here}",
                f"sur la route {de(two)} à hauteur {de(here)}",
            ]
        )
        return self.say("level", "spot", words, at)

    def half(self) -> None:
        road, one, two = self.piece(15)
        share = self.rng.uniform(0.44, 0.56)
        at = road.at(road.at_stop[one] * share + road.at_stop[two] * (1 - share))
        one, two = spoilt(self.rng, one), spoilt(self.rng, two)
        words = self.rng.choice(
            [
                f"à mi-chemin entre {one} et {two}",
                f"halfway between {one} and {two}",
                f"à mi chemin de l'axe {one}-{two}",
                f"au milieu de la route {one}-{two}",
            ]
        )
        self.say("half", "spot", words, at)

    def areas(self) -> None:
        name, at, cercle = self.rng.choice(self.villages)
        words = self.rng.choice(
            [
                f"dans le cercle {de(cercle)}",
                f"cercle {de(spoilt(self.rng, cercle))}",
                f"in {cercle} cercle",
                f"quelque part dans le cercle {de(cercle)}",
                f"{cercle} cercle",
            ]
        )
        if self.rng.random() < 0.3:
            name, at, cercle = self.place()
            at = off(at, self.rng.uniform(0, 360), self.rng.uniform(0, 15))
            words = self.rng.choice(
                [f"dans la commune {de(name)}", f"commune rurale {de(name)}, cercle {de(cercle)}", f"{name} commune"]
            )
        self.say("area", "spot", words, at)

    def typing_errors(self) -> None:
        name, at, cercle = self.place()
        if len(plain(name)) < 6:
            return self.typing_errors()
        written = wrong_letter(self.rng, name)
        expect = "either" if self.ground.close_names(written) else "spot"
        if plain(written) in self.ground.shared and plain(written) != plain(name):
            return self.typing_errors()
        far = self.rng.uniform(0, 9)
        words = self.rng.choice(
            [f"près {de(written)}", f"near {written}", f"aux environs {de(written)}, cercle {de(cercle)}"]
        )
        return self.say("letter", expect, words, off(at, self.rng.uniform(0, 360), far))

    def sharing(self) -> None:
        """A name that several places have: with its cercle it is clear, without it is not."""
        several = [one for one in self.villages if not self.ground.lone(one[0])]
        name, at, cercle = self.rng.choice(several)
        others = [one for one in several if plain(one[0]) == plain(name) and one[2] == cercle]
        at = off(at, self.rng.uniform(0, 360), self.rng.uniform(0, 1))
        if self.rng.random() < 0.5:
            words = self.rng.choice([f"à {name}", f"dans le village {de(name)}", f"in {name} village", name])
            return self.say("shared", "doubt", words, at)
        clear = all(apart_km(one[1], two[1]) < 10 for one in others for two in others)
        words = self.rng.choice(
            [
                f"{name}, cercle {de(cercle)}",
                f"{name} ({cercle})",
                f"village {de(name)}, cercle {de(cercle)}",
                f"in {name}, {cercle} cercle",
            ]
        )
        return self.say("shared", "spot" if clear else "doubt", words, at)

    def no_such_place(self) -> None:
        """A name that no place has, nor one like it: nothing may be found."""
        made = "".join(self.rng.choice(["zor", "vlix", "pem", "quod", "brast", "flun", "gwep", "drim"]) for _ in "ab")
        name, _, _ = self.place()
        km = rounded(self.rng.uniform(3, 40))
        words = self.rng.choice(
            [
                f"entre {made.capitalize()} et {name}",
                f"à {km} km au sud {de(made.capitalize())}",
                f"près {de(made.capitalize())}",
                f"PK {km} axe {made.capitalize()}-{name}",
                f"à {made.capitalize()}",
                f"{km} km north of {made.capitalize()}",
                "hier soir vers 20 heures, quatre hommes armés",
                "sur la route, en brousse",
            ]
        )
        self.say("unknown", "doubt", words, None)

    def no_way(self) -> None:
        """A distance along a road without which way: to be asked, with the truth among what is offered."""
        road, one, two = self.piece(25)
        km = self.rng.uniform(8, 20)
        sign = 1 if road.at_stop[two] > road.at_stop[one] else -1
        at, n = road.at(road.at_stop[one] + sign * km), rounded(km)
        one = spoilt(self.rng, one)
        words = self.rng.choice(
            [f"{n} km après {one}", f"à {n} km {de(one)}", f"{n} km from {one}", f"{n}km avant {one}"]
        )
        self.say("way", "doubt", words, at)


def half_of(words: str) -> str:
    digest = hashlib.sha256(f"{SEED}|{words}".encode()).digest()
    return "held" if digest[0] / 256 < HELD else "dev"


def main(geo: Path) -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    from by_hand import by_hand

    ground = Ground(geo)
    teller = Teller(ground)
    teller.all()
    rows = [*by_hand(ground), *teller.rows]
    seen = set()
    print("# Written by generate.py. Names and positions: GeoNames (CC BY 4.0), OpenStreetMap contributors (ODbL).")
    print("half\tkind\texpect\twords\tlon\tlat")
    for kind, expect, words, at in rows:
        if words in seen:
            continue
        seen.add(words)
        where = f"{at[0]:.4f}\t{at[1]:.4f}" if at else "\t"
        print(f"{half_of(words)}\t{kind}\t{expect}\t{words}\t{where}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
