"""What the ledger costs on this disk: one append with its fsync, and `verify` of many entries through the database.

    python benchmarks/bench_verify.py [--entries N] [--appends N] [--held N]

The register core alone is measured by bench_register.py.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from toguna.base.text import Words
from toguna.domain.wire import Payload
from toguna.register.constitution import Constitution, Device, Mode, Party
from toguna.register.entry import minutes
from toguna.register.signing import DeviceKey
from toguna.server import boot
from toguna.server.home import Home

COMMAND = "python benchmarks/bench_verify.py"
OPENED = datetime(2040, 1, 1, tzinfo=UTC)


def say(what: str, asked: str, measured: float, unit: str, **more: object) -> None:
    """One figure."""
    figure = {"what": what, "asked": asked, "measured": round(measured, 3), "unit": unit, "command": COMMAND}
    print(json.dumps(figure | more), flush=True)


def incident(number: int) -> tuple[Payload, str]:
    """One incident as a statement."""
    day = (OPENED + timedelta(hours=number)).date().isoformat()
    fields = {"framework": "bench", "date": day, "kind": "ROB-ROAD", "where": ["road"]}
    return Payload("incident.reported", f"i{number}", fields), "framework"


def founded(key: DeviceKey) -> bytes:
    """An empty register with one party and its device."""
    from toguna.server.ledger import store

    party = Party("office", Words(en="Office"), "mediator")
    opened = minutes(OPENED)
    return store.found(
        Constitution(Mode.EXERCISE, ("bench",), (party,), (Device(key.public, "office"),), opened=opened)
    )


def fill(register: bytes, key: DeviceKey, first: int, last: int) -> None:
    """Record incidents in batches of a thousand, as an import does."""
    from toguna.server.actions.entering import enter

    for start in range(first, last, 1000):
        enter(register, key, [incident(n) for n in range(start, min(start + 1000, last))], at=OPENED)


def measure(entries: int, appends: int, held: int) -> None:
    """Fill, append one by one, fill up, verify."""
    from toguna.server.actions.entering import enter
    from toguna.server.ledger import store

    key = DeviceKey.generate()
    register = founded(key)
    fill(register, key, 0, held)
    spent = []
    for number in range(held, held + appends):
        start = time.perf_counter()
        enter(register, key, [incident(number)], at=OPENED)
        spent.append(1000 * (time.perf_counter() - start))
    spent.sort()
    what = f"one entry recorded, fsync included, p99 of {appends} into {held:,}"
    say(what, "< 50 ms", spent[int(0.99 * appends) - 1], "ms", median=round(spent[appends // 2], 1))
    fill(register, key, held + appends, entries)
    start = time.perf_counter()
    report = store.verify_all()
    took = time.perf_counter() - start
    assert report.ok and report.entries == entries
    say(f"verify {entries:,} entries from the database", "< 10 s", took, "s")


def main(argv: list[str]) -> int:
    """Measure in a home that is thrown away, on the disk of the temporary folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--appends", type=int, default=200)
    parser.add_argument("--held", type=int, default=10_000)
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        boot.setup(Home(Path(folder)), create=True)
        measure(options.entries, options.appends, options.held)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
