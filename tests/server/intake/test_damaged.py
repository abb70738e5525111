"""Files damaged at random: whatever happened to one, it is read or told in a sentence, never with a traceback."""

from __future__ import annotations

import gzip
import json
import random
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from books import workbook

from toguna.base.errors import TogunaError
from toguna.server.intake.acled.events import NEEDED, events
from toguna.server.intake.geojson.features import load
from toguna.server.intake.scenario.reading import FileProblem
from toguna.server.intake.tables.opening import tables

ROW = {
    "event_id_cnty": "OST1",
    "event_date": "2031-06-14",
    "time_precision": "1",
    "event_type": "Battles",
    "sub_event_type": "Armed clash",
    "country": "Ostrie",
    "latitude": "16.7",
    "longitude": "-3",
    "geo_precision": "1",
}
TEXT = "\n".join([",".join(ROW), *[",".join(ROW.values())] * 5]) + "\n"
PLACE = {"type": "Feature", "id": 1, "properties": {"name": "é"}, "geometry": {"type": "Point", "coordinates": [1, 2]}}


def archive(name: str, data: bytes) -> bytes:
    with tempfile.TemporaryFile() as out:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as held:
            held.writestr(name, data)
        out.seek(0)
        return out.read()


def book() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return workbook(Path(folder) / "b.xlsx", {"a": [list(ROW), list(ROW.values())]}).read_bytes()


WHOLE: dict[str, Callable[[], bytes]] = {
    "csv": TEXT.encode,
    "wide": lambda: TEXT.encode("utf-16"),
    "gz": lambda: gzip.compress(TEXT.encode(), mtime=0),
    "zip": lambda: archive("a.csv", TEXT.encode()),
    "xlsx": book,
    "geojson": lambda: json.dumps({"type": "FeatureCollection", "features": [PLACE, PLACE]}).encode(),
}


def test_a_file_cut_far_inside_is_told(tmp_path: Path) -> None:
    path = tmp_path / "f.gz"
    rows = "".join(f"{random.Random(n).random()},x\n" for n in range(200_000))
    path.write_bytes(gzip.compress(f"id,n\n{rows}".encode(), mtime=0)[:-5000])
    with pytest.raises(FileProblem, match="damaged or incomplete"):
        sum(1 for table in tables(path) for _ in table.rows)


def damaged(data: bytes, dice: random.Random) -> bytes:
    """Some bytes changed, a piece taken out, doubled or cut off."""
    held = bytearray(data)
    for _ in range(dice.randrange(1, 6)):
        at = dice.randrange(len(held))
        match dice.randrange(5):
            case 0:
                held[at] ^= 1 << dice.randrange(8)
            case 1:
                held[at] = dice.choice(b'\0"<>{}[],;\n\r\xff\xc3-9')
            case 2:
                del held[at : at + dice.randrange(1, 30)]
            case 3:
                held[at:at] = held[at : at + dice.randrange(1, 30)]
            case _:
                del held[at:]
        if not held:
            break
    return bytes(held)


@pytest.mark.parametrize("kind", WHOLE)
def test_a_damaged_file_is_read_or_told(kind: str, tmp_path: Path) -> None:
    assert ROW.keys() == NEEDED
    data, path = WHOLE[kind](), tmp_path / "f"
    read = load if kind == "geojson" else events
    path.write_bytes(data)
    assert len(list(read(path))) >= 1
    told = 0
    for seed in range(150):
        path.write_bytes(damaged(data, random.Random(seed)))
        try:
            list(read(path))
        except TogunaError as error:
            told += 1
            for lang in ("fr", "en"):
                said = error.say(lang)
                assert said.endswith(".") and "{" not in said, (seed, said)
    assert told > 0
