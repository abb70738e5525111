"""How people say where, on the real gazetteer beside the repository: the half of the phrases that was held out.

The phrases were written before the reader of them was tuned (tests/analysis/where_said/generate.py). What is held
out is counted here and not to be looked at one by one while anything is changed to read more; the other half (`dev`)
is.
"""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

import pytest
from homes import Home, call, give_key, load_into, shipped, using

from toguna.analysis.where import Answer, Candidate, Gazetteer, distance_m, locate
from toguna.server.queries.gazetteers import gazetteer
from toguna.server.queries.reading import read

SAID = Path(__file__).resolve().parents[2] / "analysis" / "where_said"
LAYERS = {
    "villages": "gazetteer_north_mali_populated_places.csv",
    "features": "gazetteer_north_mali_features.csv.gz",
    "towns": "places.geojson",
    "cercles": "mali_adm2_cercles.geojson",
    "regions": "mali_adm1_regions.geojson",
    "roads": "roads.geojson",
}


class Phrase(NamedTuple):
    """One line of the file: `expect` is spot, doubt, or either."""

    half: str
    kind: str
    expect: str
    words: str
    at: tuple[float, float] | None


def phrases(half: str) -> list[Phrase]:
    with (SAID / "phrases.tsv").open(encoding="utf-8") as file:
        next(file)
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Phrase(
                r["half"], r["kind"], r["expect"], r["words"], (float(r["lon"]), float(r["lat"])) if r["lon"] else None
            )
            for r in rows
            if r["half"] == half
        ]


def verdict(phrase: Phrase, answer: Answer) -> str:
    """`right`, `wrong` (sure, and not there), `offered` (to choose from, the truth among them) or `missed`."""

    def there(one: Candidate) -> bool:
        return phrase.at is not None and distance_m(one.point, phrase.at) <= one.uncertainty_m

    if answer.found is not None:
        return "right" if phrase.expect != "doubt" and there(answer.found) else "wrong"
    among = any(map(there, answer.candidates))
    if phrase.expect == "doubt":
        return "right" if among or phrase.at is None else "missed"
    if phrase.expect == "either":
        return "right" if among else "missed"
    return "offered" if among else "missed"


@pytest.fixture(scope="module")
def north(shared: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gazetteer]:
    """The gazetteer of the north, imported as an office would."""
    geo = shared("data/geo")
    home = Home(tmp_path_factory.mktemp("north") / "home")
    with using(home, create=True):
        give_key(home)
        load_into(home, shipped("veranda"))
        for layer, name in LAYERS.items():
            answer = call("import", "gazetteer", geo / name, "--layer", layer, "--home", home.path)
            assert answer.code == 0, answer.err
        yield gazetteer(read(home, framework="ostrine", seat=None, as_of=None))


def test_there_are_enough_phrases_of_every_kind():
    held = phrases("held")
    assert len(held) >= 300
    kinds = Counter(one.kind for one in held)
    assert len(kinds) == 15 and min(kinds.values()) >= 8, kinds
    assert not {one.words for one in held} & {one.words for one in phrases("dev")}


def test_held_out_phrases_are_read_right_and_rarely_wrong(north: Gazetteer):
    held = phrases("held")
    answers = [locate(one.words, north) for one in held]
    counts = Counter(verdict(one, answer) for one, answer in zip(held, answers, strict=True))
    assert counts["right"] >= 0.90 * len(held), counts
    assert counts["wrong"] <= 0.02 * len(held), counts
    # An uncertainty as wide as the country would always be right.
    sure = [answer.found.uncertainty_m for answer in answers if answer.found is not None]
    assert median(sure) <= 12_000
    along = [a.found.uncertainty_m for one, a in zip(held, answers, strict=True) if one.kind == "along" and a.found]
    assert median(along) <= 10_000


def test_the_file_is_what_its_generator_writes(shared: Callable[[str], Path]):
    done = subprocess.run(
        [sys.executable, SAID / "generate.py", shared("data/geo")], capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == (SAID / "phrases.tsv").read_text(encoding="utf-8")
