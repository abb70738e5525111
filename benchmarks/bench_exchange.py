"""Bytes on the wire and speed of exchange, one JSON line each: `make bench ARGS=exchange`.

The fixed day is `register/day-of-50.json` of the reference data (TOGUNA_REFERENCE): fifty invented incidents with
twelve fields, written as ten coded values each, signed once, received and verified by a second copy before its bytes
count.
The dictionary was made from forty other sentences.
"""

from __future__ import annotations

import json
import os
import sys
import time
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from toguna.base.text import Words
from toguna.register.constitution import Constitution, Device, Mode, Party
from toguna.register.dictionary import act_rows, dictionaries
from toguna.register.encoding import encode
from toguna.register.entry import Entry, Kind, Part, minutes
from toguna.register.frontier import write_greeting
from toguna.register.replica import Replica
from toguna.register.sealing import Place, name_of, seal_part
from toguna.register.signing import DeviceKey

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = Path(os.environ.get("TOGUNA_REFERENCE", ROOT.parent / "shared" / "reference"))
COMMAND = "make bench ARGS=exchange"
SOURCES: Final = 43
"""Bytes of an invented source before sealing: a coded reference and how it was heard."""
COUNT: Final = 10_000
BATCH: Final = 50

KEYS = [DeviceKey.from_seed(sha256(b"bench %d" % number).digest()) for number in range(20)]
ACT = Constitution(
    mode=Mode.EXERCISE,
    frameworks=("bench",),
    parties=tuple(Party(f"party-{number}", Words(fr="Partie"), "mediator") for number in range(len(KEYS))),
    devices=tuple(Device(key.public, f"party-{number}") for number, key in enumerate(KEYS)),
    dictionaries=act_rows(),
)


def copy(**options: Any) -> Replica:
    """An empty copy of the register."""
    return Replica(ACT, dictionaries(ACT), **options)


def say(what: str, asked: str, measured: float, unit: str, **besides: float) -> None:
    """One line of the table."""
    row = {"what": f"exchange: {what}", "asked": asked, "measured": measured, "unit": unit, "command": COMMAND}
    print(json.dumps({**row, **besides}), flush=True)


def salt(number: int) -> bytes:
    """As random as a salt, and the same at each run."""
    return sha256(b"salt %d" % number).digest()[:16]


def incidents() -> list[list[object]]:
    """The fixed day: reported (minutes), then its ten values: codes by number, the event by its distance in time."""
    rows = json.loads((REFERENCE / "register" / "day-of-50.json").read_text(encoding="utf-8"))
    types, places, checks = (sorted({row[name] for row in rows}) for name in ("type", "admin2", "verification"))
    actors = sorted({actor for row in rows for actor in row["actors"]})
    return [
        [
            reported,
            types.index(row["type"]),
            reported - minutes(datetime.fromisoformat(row["occurred_at"])),
            places.index(row["admin2"]),
            round(row["lat"] * 1000),
            round(row["lon"] * 1000),
            [actors.index(actor) for actor in row["actors"]],
            row["killed"],
            row["injured"],
            checks.index(row["verification"]),
            row["text"],
        ]
        for row in rows
        for reported in [minutes(datetime.fromisoformat(row["reported_at"]))]
    ]


def entry(number: int, row: list[Any], *, sealed: bool = False) -> Entry:
    """One incident, with its source sealed for its own office if asked."""
    parts = [Part.make(encode(row[1:]), 0, salt(number))]
    if sealed:
        source = (b"S-%03d " % number).ljust(SOURCES, b".")
        place, key = Place(ACT.id, KEYS[0].public, 2), sha256(b"epoch").digest()
        name = name_of(ACT.id, 2, ["party-0"], key)
        parts.append(seal_part(place, name, key, source, salt(1000 + number)[:12]))
    return Entry(Kind.STATEMENT, row[0], (), tuple(parts))


def sent(entries: list[Entry], audiences: frozenset[int] = frozenset(range(256))) -> int:
    """Bytes of the bundle that carries one signed batch to a copy that verifies it."""
    giver, taker = copy(), copy()
    giver.write(KEYS[0], entries)
    pieces, _ = giver.make_bundle(taker.frontier(), audiences)
    for piece in pieces:
        account = taker.apply(piece)
        assert account.received and not account.refused, account
    assert taker.valid() == giver.valid()
    return sum(map(len, pieces))


def measure_bytes() -> None:
    """What a day, a sealed day, one incident, and nothing cost."""
    rows = incidents()
    say(
        "the fixed day of 50 incidents, signed and verified",
        "≤ 4,700",
        sent([entry(*one) for one in enumerate(rows)]),
        "B",
    )
    sealed = [entry(*one, sealed=True) for one in enumerate(rows)]
    say("with 50 sealed sources", "≤ 8,500", sent(sealed), "B", withheld=sent(sealed, frozenset({0})), source=SOURCES)
    ones = [sent([entry(*one)]) for one in enumerate(rows)]
    say("one incident, the longest of 50", "≤ 264", max(ones), "B", mean=round(sum(ones) / len(ones)), least=min(ones))
    held = copy()
    for number, key in enumerate(KEYS):
        held.write(key, [entry(number, rows[number])])
    greeting = len(write_greeting(held.register, held.places()))
    say("nothing to do, both ways, 20 devices", "≤ 400", 2 * greeting, "B")
    frontier, empty = len(held.frontier().encode()), len(copy().frontier().encode())
    measure_attests(rows)
    say("frontier, a device", "≤ 18", (frontier - empty) / len(KEYS), "B", frontier=frontier)


def measure_attests(rows: list[list[Any]]) -> None:
    """Twenty offices say what they hold of each other, on the same evening."""
    held = copy()
    for number, key in enumerate(KEYS):
        held.write(key, [entry(number, rows[number])])
    before = held.frontier()
    for number, key in enumerate(KEYS):
        body = held.attest(key.public)
        assert body is not None
        held.write(key, [Entry(Kind.ATTEST, 0, (), (Part.make(body.encode(), 0, salt(2000 + number)),))])
        if not number:
            one = sum(map(len, held.make_bundle(before)[0]))
    every = sum(map(len, held.make_bundle(before)[0]))
    say("20 offices attest 19 others each", "-", every, "B", one=one)


def measure_speed() -> None:
    """How long a large backlog takes, in one process."""
    rows, giver = incidents(), copy(level=3)
    for number in range(0, COUNT, BATCH):
        made = [entry(number + at, rows[at % len(rows)]) for at in range(BATCH)]
        giver.write(KEYS[number // BATCH % len(KEYS)], made)
    taker = copy()
    start = time.perf_counter()
    pieces, _ = giver.make_bundle(taker.frontier())
    made_in = time.perf_counter() - start
    start = time.perf_counter()
    for piece in pieces:
        taker.apply(piece)
    spent = time.perf_counter() - start
    assert taker.valid() == giver.valid()
    length = max(map(len, pieces))
    say(
        f"apply {COUNT} entries",
        "≤ 5",
        round(spent, 2),
        "s",
        pieces=len(pieces),
        longest=length,
        made_in=round(made_in, 2),
    )


def main() -> int:
    """Measure and print."""
    if not (REFERENCE / "register" / "day-of-50.json").exists():
        print("the reference data is not at hand (set TOGUNA_REFERENCE): nothing measured", file=sys.stderr)
        return 1
    measure_bytes()
    measure_speed()
    return 0


if __name__ == "__main__":
    sys.exit(main())
