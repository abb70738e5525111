"""Exchange with a server: a day over a bad line, twenty offices at once, taking 10,000 entries, verifying 100,000.

The texts are those of the fixed day, `register/day-of-50.json` of the reference data (TOGUNA_REFERENCE); without it the
script ends, saying so. The line is a relay of our own on this machine: tests/server/exchange/lines.py.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "server"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "server" / "exchange"))

from django.db import transaction
from homes import Home, using
from lines import Line
from parties import ACT, AT, KEYS, Office, make_office
from test_line import serve

from toguna.domain.wire import Payload
from toguna.register.entry import Entry, Kind, Part
from toguna.server.actions import exchange, meeting
from toguna.server.actions.entering import enter
from toguna.server.ledger import store
from toguna.server.ledger.verified import verify_and_note, verify_new
from toguna.server.sync import protocol
from toguna.server.sync.protocol import Given, Step, Word

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = Path(os.environ.get("TOGUNA_REFERENCE", ROOT.parent / "shared" / "reference"))
DAY = REFERENCE / "register" / "day-of-50.json"
OFFICES, TAKEN, VERIFIED, NEW = 20, 10_000, 100_000, 100


def say(what: str, asked: str, measured: float, unit: str, **besides: float) -> None:
    """One figure."""
    command = "python benchmarks/bench_sync.py"
    figure = {"what": what, "asked": asked, "measured": round(measured, 3), "unit": unit, "command": command}
    print(json.dumps({**figure, **besides}), flush=True)


def reports(name: str, count: int) -> list[tuple[Payload, str]]:
    """Incidents with the texts of the fixed day."""
    texts = [row["text"] for row in json.loads(DAY.read_text(encoding="utf-8"))]
    fields = {"framework": "veranda", "date": "2031-06-17", "kind": "ROB-ROAD", "where": ["ostrine"]}
    return [
        (Payload("incident.reported", f"{name}-{n}", {**fields, "note": {"fr": texts[n % len(texts)]}}), "framework")
        for n in range(count)
    ]


def call(port: int, barrier: threading.Barrier, before: bytes, after: bytes) -> float:
    """Seconds that one office is kept by the hub: greeting, proof, today's piece, and the turn that ends it."""
    line = meeting.Line(f"http://127.0.0.1:{port}")
    barrier.wait()
    start = time.perf_counter()
    _, (challenge, _, _) = protocol.read(line.ask(protocol.write(Word.GREET, ACT.id, bytes(12), bytes(16))))
    for frontier, brings in ((before, True), (after, False)):
        step = Step.sign(KEYS["est"], ACT.id, challenge, line.host, frontier)
        _, rest = protocol.read(line.ask(step.encode()))
        assert bool(Given.of(rest).piece) == brings
    line.close()
    return time.perf_counter() - start


class Bench:
    """Offices in folders of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.blank = Home(folder / "blank")
        with using(self.blank, create=True):
            store.found(ACT)

    def office(self, name: str, at: str) -> Office:
        """An office that has the founding act only."""
        shutil.copytree(self.blank.path, self.folder / at)
        return make_office(name, self.folder / at)

    def filled(self, name: str, at: str, count: int, batch: int = 500) -> Office:
        """An office that recorded so many incidents."""
        office = self.office(name, at)
        with using(office.home):
            for start in range(0, count, batch):
                some = reports(f"{name}{start}", min(batch, count - start))
                enter(ACT.id, KEYS[name], some, at=AT)
        return office

    def line(self) -> None:
        """A day's exchange over a line of 20 kbit/s and 800 ms, with stalls; and with cuts."""
        for cut, what in ((None, ""), (6_000, ", cut every 6 kB")):
            host = self.filled("mediation", f"host{cut}", 10, 10)
            west = self.filled("ouest", f"west{cut}", 50, 50)
            line = Line(0, bits=20_000, delay_s=0.4, stall_s=0.8, cut_after=cut)
            with serve(host.home) as port:
                line.target = port
                with line.open() as near, west.open() as copy:
                    over = meeting.Line(f"http://127.0.0.1:{near}")
                    start = time.perf_counter()
                    outcome = meeting.meet(copy, KEYS["ouest"], over)
                    taken = time.perf_counter() - start
            assert (outcome.account.sent, outcome.account.received) == (50, 10)
            sent = {"bytes": line.carried, "cuts": line.cuts}
            say(f"a day's exchange at 20 kbit/s, 800 ms, stalls{what}", "≤ 15 s", taken, "s", **sent)
            if cut:
                again = over.again / max(1, line.cuts) / 1000
                say("sent again after a cut", "≤ 16 kB", again, "kB", cuts=line.cuts)

    def offices(self) -> None:
        """Twenty offices fetch what the hub has of today, all at the same moment. What they do
        with it on their own machines is not counted: here they have two processors between them.
        """
        host = self.filled("mediation", "hub", 1_000)
        behind = self.office("est", "behind")
        behind.take(host.give())
        with behind.open() as copy:
            before = copy.frontier().encode()
        with using(host.home):
            enter(ACT.id, KEYS["mediation"], reports("today", 50), at=AT)
        with host.open() as copy:
            after = copy.frontier().encode()
        with serve(host.home) as port, ThreadPoolExecutor(OFFICES) as pool:
            barrier = threading.Barrier(OFFICES)
            taken = list(pool.map(lambda _: call(port, barrier, before, after), range(OFFICES)))
        p95 = statistics.quantiles(taken, n=20)[-1]
        say("20 offices at once on the hub, p95", "≤ 2 s", p95, "s", median=round(statistics.median(taken), 3))

    def taking(self) -> None:
        """A bundle of 10,000 entries into a copy that has none, records included."""
        west = self.filled("ouest", "writer", TAKEN)
        pieces = west.give()
        with self.office("est", "storer").open() as copy, transaction.atomic():
            start = time.perf_counter()
            received = sum(copy.apply(piece).account.received for piece in pieces)
            say(f"apply {TAKEN:,} entries", "≤ 5 s", time.perf_counter() - start, "s", pieces=len(pieces))
            assert received == TAKEN
        with self.office("est", "taker").open() as copy:
            start = time.perf_counter()
            outcome = exchange.take(copy, pieces)
            taken = time.perf_counter() - start
        assert outcome.account.received == TAKEN
        say("the same, and the records of as many cases", "reported", taken, "s")

    def verifying(self) -> None:
        """Verify a home of 100,000 entries, and again when 100 are new."""
        office = self.office("ouest", "long")
        with using(office.home):
            _fill(VERIFIED)
            start = time.perf_counter()
            report = verify_and_note()
            say(f"verify a home of {VERIFIED:,} entries", "≤ 10 s", time.perf_counter() - start, "s")
            assert report.ok and report.entries == VERIFIED
            _fill(NEW)
            start = time.perf_counter()
            report, only_new = verify_new()
            say(f"verify again after {NEW} new ones", "≤ 1 s", time.perf_counter() - start, "s")
            assert report.ok and only_new and report.entries == NEW


def _fill(count: int) -> None:
    """Entries straight into the log: what they say is not folded, which would take most of the time."""
    for start in range(0, count, 1000):
        salts = [sha256(b"%d" % n).digest()[:16] for n in range(start, min(start + 1000, count))]
        made = [Entry(Kind.ADD, start, (), (Part.make(b"x" * 120, 0, salt),)) for salt in salts]
        store.append(ACT.id, KEYS["ouest"], made)


@contextmanager
def bench() -> Iterator[Bench]:
    """A folder that goes away."""
    with tempfile.TemporaryDirectory(prefix="toguna-bench-") as folder:
        yield Bench(Path(folder))


def main(arguments: list[str]) -> int:
    """Measure all, or what is named; 0."""
    if not DAY.exists():
        print("the fixed day is not beside this repository: nothing measured", file=sys.stderr)
        return 0
    with bench() as made:
        measures: dict[str, Any] = {
            "line": made.line,
            "offices": made.offices,
            "taking": made.taking,
            "verifying": made.verifying,
        }
        for name, measure in measures.items():
            if not arguments or name in arguments:
                measure()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
