"""How many phrases that say where are read in a second of processor time, and what putting the gazetteer together
takes: the north of the map beside the repository, else an invented country of as many places.

    python benchmarks/bench_where.py [--geo FOLDER]
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("TOGUNA_DATA", ROOT.parent / "shared" / "data"))
PHRASES = ROOT / "tests" / "analysis" / "where_said" / "phrases.tsv"
LAYERS = (
    "gazetteer_north_mali_populated_places.csv",
    "gazetteer_north_mali_features.csv.gz",
    "places.geojson",
    "mali_adm2_cercles.geojson",
    "mali_adm1_regions.geojson",
    "roads.geojson",
)
PLACES = 6_300
COMMAND = "python benchmarks/bench_where.py"


def say(what: str, asked: str, measured: float, unit: str, **more: object) -> None:
    """One figure."""
    figure = {"what": what, "asked": asked, "measured": round(measured, 2), "unit": unit, "command": COMMAND}
    print(json.dumps(figure | more), flush=True)


def phrases() -> list[str]:
    """The words of every phrase, those held out and the others."""
    with PHRASES.open(encoding="utf-8") as file:
        next(file)
        return [row["words"] for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def invented(folder: Path) -> list[Path]:
    """A table of as many places with made-up names."""
    rng = random.Random(7)  # noqa: S311 - names, not secrets
    parts = "ba ko dia ma sou ti ra go ben fa lo ni war ta gou ber ka dou".split()
    path = folder / "lieux.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(("code", "name", "lat", "lon", "cercle"))
        for n in range(PLACES):
            name = "".join(rng.choice(parts) for _ in range(rng.randint(2, 4))).capitalize()
            out.writerow((f"x-{n}", name, 14 + 9 * rng.random(), -6 + 10 * rng.random(), f"Cercle{n % 20}"))
    return [path]


def opened(files: list[Path], folder: Path) -> object:
    """A home with those files as gazetteers, read as the secretariat of the invented scenario."""
    from toguna.server import boot
    from toguna.server.home import Home

    home = Home(folder / "home")
    boot.setup(home, create=True)
    from toguna.cli.registers import found_scenario
    from toguna.server.actions.layers import bring
    from toguna.server.intake.gazetteer.entries import entries
    from toguna.server.layers.rows import Feature, File
    from toguna.server.queries.reading import read

    found_scenario(home, ROOT / "src" / "toguna" / "scenarios" / "veranda.yaml", "mesure")
    for n, path in enumerate(files):
        file = File(f"lieux-{n}", "gazetteer", path.name, path.stat().st_size, f"{n}" * 64, None, None, None)
        bring(home, file, entries(path), kind=Feature, whole=True, skip_refused=True)
    return read(home, framework="ostrine", seat=None, as_of=None)


def measure(reading: object) -> None:
    """Both figures."""
    from toguna.analysis.where import locate
    from toguna.server.queries.gazetteers import gazetteer

    begin = time.process_time()
    held = gazetteer(reading)  # type: ignore[arg-type]
    words = phrases()
    locate(words[0], held)
    for one in words[:50]:
        locate(one, held)
    say("gazetteer put together", "< 5 s", time.process_time() - begin, "s", places=len(held.places))
    runs, begin = 10, time.process_time()
    for _ in range(runs):
        for one in words:
            locate(one, held)
    rate = runs * len(words) / (time.process_time() - begin)
    say("phrases that say where, read", "5000 a second", rate, "a second of processor time", phrases=len(words))


def main() -> None:
    """Measure on the real map where it is given, else on an invented one."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--geo", type=Path, default=DATA / "geo")
    geo = arguments.parse_args().geo
    with tempfile.TemporaryDirectory() as name:
        here = [geo / one for one in LAYERS if (geo / one).exists()]
        measure(opened(here or invented(Path(name)), Path(name)))


if __name__ == "__main__":
    main()
