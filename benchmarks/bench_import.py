"""How long `toguna import` takes as a whole process, and how much memory: 100,000 rows of each format, corrections,
the real files beside the repository, and what is signed: a partner's reports and own incidents.

    python benchmarks/bench_import.py [--rows N] [--own N]
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import os
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parents[1]
SCENARIO = ROOT / "src" / "toguna" / "scenarios" / "veranda.yaml"
PHRASE = "mesure"
ACLED = (
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 "
    "actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location "
    "latitude longitude geo_precision source source_scale notes fatalities tags timestamp"
).split()
GED = (
    "id relid year active_year code_status type_of_violence conflict_new_id conflict_name dyad_new_id dyad_name side_a "
    "side_b number_of_sources source_article source_office source_date source_headline where_prec where_coordinates "
    "where_description adm_1 adm_2 latitude longitude priogrid_gid country country_id region event_clarity date_prec "
    "date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob"
).split()
INSIGHT = (
    *("Date", "Event Description", "Country", "Country ISO", "Admin 1", "Latitude", "Longitude", "Geo Precision"),
    *("Location of Incident", "Reported Perpetrator", "Weapon Carried/Used", "Organisation Affected"),
    *("Aid Workers Killed", "Aid Workers Injured", "Aid Workers Kidnapped", "Aid Workers Arrested", "SiND Event ID"),
)
PLAIN = ("id", "date", "kind", "adm1", "lat", "lon", "spot", "killed")
OWN = ("id", "date", "kind", "where", "count", "killed", "note")
TOLD = ("id", "date", "kind", "where", "near", "told", "killed", "injured")
NOTE = "Armed men stopped vehicles on the road and took money, telephones and goods. " * 4
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def say(what: str, asked: str, measured: float, command: str, **more: object) -> None:
    """One figure."""
    figure = {"what": what, "asked": asked, "measured": round(measured, 2), "unit": "s", "command": command}
    print(json.dumps(figure | more), flush=True)


def rows(columns: Sequence[str], number: int, *, corrected: bool = False) -> Iterator[list[str]]:
    """Invented rows; `corrected`: one in a hundred says something else, with a newer stamp."""
    dice = random.Random(1)  # noqa: S311 - invented rows, the same in every run
    for n in range(number):
        day = (date(2012, 1, 1) + timedelta(days=dice.randrange(5000))).isoformat()
        new = corrected and n % 100 == 0
        held: dict[str, Any] = {
            "event_id_cnty": f"OST{n}",
            "id": f"r{n}" if "where" in columns else n,
            "near": dice.choice(("Talvane", "", "Puits du Sud")),
            "told": NOTE[: dice.randrange(60, 300)],
            "injured": dice.choice(("", "2")),
            "SiND Event ID": n,
            "event_date": day,
            "date_start": f"{day} 00:00:00.000",
            "date_end": f"{day} 00:00:00.000",
            "Date": day,
            "date": day,
            "time_precision": dice.choice("1112"),
            "date_prec": "1",
            "geo_precision": "1",
            "where_prec": dice.choice("1234"),
            "Geo Precision": "(2) 25 km precision",
            "spot": "spot",
            "event_type": "Battles",
            "sub_event_type": "Armed clash",
            "type_of_violence": "1",
            "kind": "ROB-ROAD",
            "country": "Ostrie",
            "Country": "Ostrie",
            "admin1": "Nord",
            "Admin 1": "Nord",
            "adm_1": "Nord region",
            "lat": f"{-30 - dice.random():.4f}",
            "lon": f"{-20 - dice.random():.4f}",
            "notes": NOTE,
            "source_article": NOTE,
            "Event Description": NOTE,
            "source": "Radio",
            "actor1": "A",
            "fatalities": 9 if new else 1,
            "killed": 9 if new else 1,
            "best": 2,
            "low": 1,
            "high": 3,
            "Aid Workers Kidnapped": 1,
            "timestamp": 1700000000 + new,
            "where": "valombrine-talvane",
            "count": 1,
        }
        held |= {"latitude": held["lat"], "longitude": held["lon"], "Latitude": held["lat"], "Longitude": held["lon"]}
        yield [str(held.get(column, "")) for column in columns]


def table(path: Path, columns: Sequence[str], number: int, **more: bool) -> Path:
    """A CSV, packed where its name says so."""
    with ExitStack() as files:
        if path.suffix == ".gz":
            file = files.enter_context(gzip.open(path, "wt", encoding="utf-8", newline=""))
        else:
            file = files.enter_context(path.open("w", encoding="utf-8", newline=""))
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(rows(columns, number, **more))
    return path


def workbook(path: Path, columns: Sequence[str], number: int) -> Path:
    """An XLSX with one sheet."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets><sheet name="Data" r:id="r1"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
        )
        with archive.open("xl/worksheets/sheet1.xml", "w") as raw, io.TextIOWrapper(raw, encoding="utf-8") as sheet:
            sheet.write(f'<worksheet xmlns="{MAIN}"><sheetData>')
            for cells in (columns, *rows(columns, number)):
                inner = "".join(f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>' for cell in cells)
                sheet.write(f"<row>{inner}</row>")
            sheet.write("</sheetData></worksheet>")
    return path


def lines_map(path: Path, number: int) -> Path:
    """A base map of many short lines."""
    dice = random.Random(2)  # noqa: S311 - invented lines
    with path.open("w", encoding="utf-8") as file:
        file.write('{"type":"FeatureCollection","features":[\n')
        for n in range(number):
            x, y = dice.uniform(-12, 4), dice.uniform(10, 25)
            points = [[round(x + k / 500, 5), round(y + k / 700, 5)] for k in range(20)]
            feature = {"type": "Feature", "id": n, "properties": {"name": f"r{n}", "kind": "track"}}
            feature["geometry"] = {"type": "LineString", "coordinates": points}
            file.write(("," if n else "") + json.dumps(feature) + "\n")
        file.write("]}")
    return path


def found(folder: Path, *, sealing: bool) -> None:
    """A home with a register, whose key opens at the least cost; `sealing`: one in which raw reports are sealed.

    In a process of its own: a child's memory is counted from its parent's, so this one stays small.
    """
    from toguna.register.keyfile import Cost, seal
    from toguna.register.signing import DeviceKey
    from toguna.server import boot
    from toguna.server.home import Home, write_atomically

    home = Home(folder)
    boot.setup(home, create=True)
    key = DeviceKey.generate()
    write_atomically(home.key_file(key.public), seal(key.seed, PHRASE, Cost.MINIMUM))
    home.save_settings({"device": key.public.hex()})
    from toguna.cli.registers import found_scenario

    founded = found_scenario(home, SCENARIO, PHRASE)
    if sealing:
        from toguna.server.actions.sealing import begin

        for _, register in founded:
            begin(register, key)


class Spent(NamedTuple):
    """What one import took: seconds on the wall, seconds of a processor, memory at its most."""

    wall: float
    processor: float
    megabytes: float

    def besides(self) -> dict[str, str]:
        """For the last column: on a busy machine the wall says less than the processor."""
        return {"processor": f"{self.processor:.1f} s", "memory": f"{self.megabytes:.0f} MB"}


def run(home: Path, *arguments: str | Path) -> tuple[Spent, dict[str, Any]]:
    """What one import took, and its account."""
    command = [
        sys.executable,
        "-m",
        "toguna.cli.main",
        "import",
        *map(str, arguments),
        "--home",
        str(home),
        "--json",
    ]
    environment = {**os.environ, "TOGUNA_PASSPHRASE": PHRASE}
    with tempfile.TemporaryFile() as out:
        start = time.perf_counter()
        started = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL, env=environment)
        _, status, used = os.wait4(started.pid, 0)
        started.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - start
        out.seek(0)
        account = json.loads(out.read())
    if started.returncode:
        raise SystemExit(f"{' '.join(command)}: {account}")
    return Spent(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024), account


def measure(home: Path, folder: Path, number: int, own: int) -> None:
    """Every format, then corrections, then own incidents."""
    files: list[tuple[str, Path, list[str]]] = [
        ("acled", table(folder / "acled.csv", ACLED, number), []),
        ("ucdp-ged", table(folder / "GEDEvent_v25_1.csv.gz", GED, number), []),
        ("insecurity-insight", workbook(folder / "insight.xlsx", INSIGHT, number), []),
        ("csv", table(folder / "plain.csv", PLAIN, number), ["--layer", "plain"]),
        ("geojson", lines_map(folder / "roads.geojson", number), ["--layer", "roads"]),
    ]
    for what, path, more in files:
        spent, account = run(home, what, path, *more)
        if account["new"] != number:
            raise SystemExit(f"{what}: {account}")
        name = "".join(path.suffixes[-2:]) if path.suffix == ".gz" else path.suffix
        command = f"toguna import {what} FILE{name}"
        size = f"{path.stat().st_size / 1e6:.0f} MB"
        say(f"{number:,} rows of {what}", "< 20 s", spent.wall, command, **spent.besides(), file=size)
    again = table(folder / "acled.csv", ACLED, number, corrected=True)
    spent, account = run(home, "acled", again)
    changed = {name: account[name] for name in ("updated", "unchanged")}
    what = f"the same {number:,} rows of acled, one in a hundred corrected"
    say(what, "< 20 s", spent.wall, "toguna import acled FILE", **spent.besides(), **changed)
    incidents = table(folder / "own.csv", OWN, own)
    spent, account = run(home, "csv", incidents, "--framework", "ostrine")
    each = f"{spent.wall / own * 1000:.1f} ms"
    what = f"{own:,} own incidents, each signed into the register"
    say(what, "–", spent.wall, "toguna import csv FILE", **spent.besides(), each=each)


def reports(home: Path, folder: Path, number: int, how: str = "signed") -> None:
    """A partner's rows, each signed as a report; then the same file again, one row in a hundred corrected."""
    command = "toguna import reports FILE.csv"
    said = ["--source", "partner", "--framework", "ostrine", "--seat", "mediation"]
    path = table(folder / "reports.csv", TOLD, number)
    spent, account = run(home, "reports", path, *said)
    if account["new"] != number:
        raise SystemExit(f"reports: {account}")
    what = f"{number:,} rows of a partner, each {how} into the register as a report"
    size = f"{path.stat().st_size / 1e6:.0f} MB"
    say(what, "< 20 s", spent.wall, command, **spent.besides(), file=size)
    again = table(folder / "reports.csv", TOLD, number, corrected=True)
    spent, account = run(home, "reports", again, *said)
    changed = {name: account[name] for name in ("new", "updated", "unchanged")}
    say(f"the same {number:,} rows again, {how}", "< 20 s", spent.wall, command, **spent.besides(), **changed)


def real(home: Path) -> None:
    """The publishers' own files, where they lie beside the repository."""
    shared = Path(os.environ.get("TOGUNA_DATA", ROOT.parent / "shared" / "data"))
    for what, name in (
        ("insecurity-insight", "insecurity_insight/incidents_sahel_2016_2025.csv"),
        ("ucdp-ged", "ucdp/ged_central_african_republic_full.csv.gz"),
    ):
        if not (shared / name).exists():
            print(f"../shared/data/{name} is not beside this repository", file=sys.stderr)
            continue
        spent, account = run(home, what, shared / name, "--layer", f"real-{what}")
        rows_ = {n: account[n] for n in ("rows", "new", "refused", "left_out")}
        say(f"the real file of {what}", "–", spent.wall, f"toguna import {what} {Path(name).name}", **rows_)


def main(argv: list[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--own", type=int, default=2_000)
    parser.add_argument("--reports-only", action="store_true", help="a partner's reports alone")
    parser.add_argument("--found", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--sealing", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(argv)
    if options.found:
        found(options.found, sealing=options.sealing)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        home, sealing = Path(folder) / "home", Path(folder) / "sealing"
        subprocess.run([sys.executable, __file__, "--found", home], check=True)
        subprocess.run([sys.executable, __file__, "--found", sealing, "--sealing"], check=True)
        reports(home, Path(folder), options.rows)
        reports(sealing, Path(folder), options.rows, "signed and sealed")
        if not options.reports_only:
            measure(home, Path(folder), options.rows, options.own)
            real(home)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
