"""Figures of the register core, one JSON line each: `python benchmarks/bench_register.py [--entries N]`.

Verification is that of one log with one part an entry and a checkpoint every fifty, rows in memory; reading them from a
database comes on top. The better of three runs counts, because the machine is shared.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from typing import Any

from toguna.base.text import Words
from toguna.register.constitution import Constitution, Device, Mode, Party
from toguna.register.entry import Entry, Kind, Part
from toguna.register.increment import Proved, verify_further
from toguna.register.log import DeviceLog
from toguna.register.merkle import CompactRange, Tree, leaf_hash
from toguna.register.rows import RegisterRow
from toguna.register.signing import DeviceKey
from toguna.register.verify import verify

BATCH = 50
PAYLOAD = bytes(100)


def ledger(count: int) -> tuple[list[Any], list[Any], list[Any], list[Any]]:
    """One register, one log of `count` entries, each with one part of 116 bytes, every second one with a parent."""
    key = DeviceKey.from_seed(bytes(32))
    party = Party("host", Words(en="Host"), "mediator")
    act = Constitution(Mode.EXERCISE, ("bench",), (party,), (Device(key.public, "host"),))
    log = DeviceLog(act.id, key)
    entries, parts, checkpoints = [], [], []
    parents: tuple[bytes, ...] = ()
    for number in range(count):
        part = Part.make(PAYLOAD, 0, number.to_bytes(16, "big"))
        row, part_rows = log.append(Entry(Kind.STATEMENT, number, parents, (part,)))
        entries.append(row)
        parts += part_rows
        parents = () if parents else (row.leaf_hash,)
        if (number + 1) % BATCH == 0 or number + 1 == count:
            checkpoints.append(log.sign())
    return [RegisterRow(act.id, act.encode())], entries, parts, checkpoints


def best(run: Callable[[], object], times: int = 3) -> float:
    """The shortest of some runs, in seconds."""
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        spent.append(time.perf_counter() - start)
    return min(spent)


def say(what: str, asked: float, measured: float, unit: str) -> None:
    """One line of the table."""
    row = {"what": what, "asked": asked, "measured": round(measured, 3), "unit": unit}
    print(json.dumps({**row, "command": "python benchmarks/bench_register.py"}), flush=True)


def append_one_by_one(hashes: list[bytes]) -> None:
    """Grow a tree as a running log does."""
    tree = Tree()
    for hash_ in hashes:
        tree.append(hash_)


def measure_further(count: int, tables: tuple[list[Any], list[Any], list[Any], list[Any]]) -> None:
    """Verify the last hundred entries where the rest was verified before."""
    act, start = Constitution.decode(tables[0][0].constitution), count - 2 * BATCH
    device = tables[1][0].device
    hashes = CompactRange.of([row.leaf_hash for row in tables[1][:start]])
    proved = {device: Proved(start, tuple(hashes.hashes))}
    notes = [note for note in tables[3] if note.size > start]

    def check() -> None:
        found = verify_further(act, act.id, [], proved, tables[1][start:], tables[2][start:], notes)
        assert found.report.ok and found.proved[device].size == count

    say(f"register: verify 100 new entries after {start}", 1, best(check), "s")


def main(argv: list[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=100_000)
    count = parser.parse_args(argv).entries
    tables = ledger(count)

    def check() -> None:
        assert verify(*tables).ok

    say(f"register: verify {count} entries", 6, best(check), "s")
    measure_further(count, tables)
    hashes = [leaf_hash(number.to_bytes(8, "big")) for number in range(count)]
    say("register: tree, appends", 300_000, count / best(lambda: append_one_by_one(hashes)), "1/s")
    say("register: compact range, appends", 300_000, count / best(lambda: CompactRange.of(hashes)), "1/s")
    swapped = [*tables[1]]
    swapped[-1], swapped[7] = swapped[-1]._replace(idx=7), swapped[7]._replace(idx=count - 1)

    def find() -> None:
        report = verify(tables[0], swapped, *tables[2:])
        assert [fault.code for fault in report.faults] == ["entries-swapped"]

    say(f"register: name two entries swapped among {count}", 10, best(find, 1), "s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
