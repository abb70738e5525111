"""What sealing costs: one content, one epoch's key, and a home sealed at rest. `make bench ARGS=sealing`.

Times of a home are of the processor, in one process, without Argon2, which is told by itself.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from bench_situation import PHRASE, loaded

from toguna.register import sealing
from toguna.register.epochs import Given
from toguna.register.keyfile import Cost
from toguna.server import boot, vault
from toguna.server.home import Home
from toguna.server.locking import lock

COMMAND = "make bench ARGS=sealing"
READERS = 20
PAYLOAD = bytes(43)


def say(what: str, asked: str, measured: float, unit: str, **besides: float) -> None:
    """One line of the table."""
    row = {"what": f"sealing: {what}", "asked": asked, "measured": round(measured, 3), "unit": unit, "command": COMMAND}
    print(json.dumps({**row, **besides}), flush=True)


def spent(work: Callable[[], object], times: int) -> float:
    """Seconds of the processor for one go, the median of five."""
    found = []
    for _ in range(5):
        begun = time.process_time()
        for _ in range(times):
            work()
        found.append((time.process_time() - begun) / times)
    return statistics.median(found)


def contents() -> None:
    """One content sealed and opened; one key wrapped for many readers, opened by one."""
    register, key, secret = os.urandom(32), sealing.new_key(), sealing.new_key()
    place, name = sealing.Place(register, os.urandom(32), 2), sealing.name_of(register, 2, ["one"], key)
    part = sealing.seal_part(place, name, key, PAYLOAD, os.urandom(12))
    assert part.content is not None
    held = {name: key}
    sealed = spent(lambda: sealing.seal_part(place, name, key, PAYLOAD, os.urandom(12)), 500)
    opened = spent(lambda: sealing.open_with(place, held, part.content or b""), 500)
    say("one content", "–", 1e6 * sealed, "µs", opening_us=round(1e6 * opened, 1))
    readers = [sealing.public_of(sealing.new_key()) for _ in range(READERS - 1)] + [sealing.public_of(secret)]
    body, wraps = sealing.make_epoch(register, 2, ["one"], key, 0, readers)
    given = Given(2, ("one",), body.name, 0)
    for at, reader in enumerate(body.readers):
        given.wraps[reader] = {wraps[80 * at : 80 * (at + 1)]}
    made = spent(lambda: sealing.make_epoch(register, 2, ["one"], key, 0, readers), 20)
    taken = spent(lambda: sealing.unwrap(register, given, secret), 100)
    say(f"an epoch's key for {READERS} readers", "–", 1e3 * made, "ms", opening_ms=round(1e3 * taken, 3))
    say(f"an epoch's entry for {READERS} readers", "–", len(body.encode()) + len(wraps), "B")


def homes(folder: Path) -> None:
    """The situation and a rebuild, on a home as it is and on the same home sealed."""
    plain = loaded(folder / "plain")  # which gives Django its settings
    from django.db import connection

    from toguna.server.queries.reading import read, registers
    from toguna.server.queries.situation import situation
    from toguna.server.records.projector import rebuild

    connection.close()
    shutil.copytree(plain.path, folder / "sealed")
    sealed = Home(folder / "sealed")
    boot.setup(sealed)
    begun = time.perf_counter()
    lock(sealed, PHRASE, Cost.MINIMUM)
    say("sealing a home of both scenarios", "–", time.perf_counter() - begun, "s")
    times: dict[str, list[float]] = {}
    for home in (plain, sealed):
        boot.setup(home)

        def ask(home: Home = home) -> object:
            connection.close()  # a command opens its database anew
            return situation(read(home, framework="timbuktu-taoudeni", seat=None, as_of=date(2019, 3, 26)))

        register = bytes.fromhex(registers(home)[0]["id"])
        times[home.path.name] = [spent(ask, 1), spent(lambda register=register: rebuild(register), 1)]  # type: ignore[misc]
    for number, what in enumerate(("situation", "rebuild")):
        more = times["sealed"][number] / times["plain"][number] - 1
        say(f"{what} on a sealed home", "–", times["sealed"][number], "s", more_than_plain=round(more, 2))
    vault.forget(sealed.path)
    (sealed.path / vault.KEY).unlink()
    vault.make_key(sealed.path, PHRASE)
    (sealed.path / vault.NEW_KEY).replace(sealed.path / vault.KEY)
    begun = time.perf_counter()
    vault.open_with(sealed.path, PHRASE)
    say("passphrase of a sealed home (Argon2id, 256 MB)", "–", time.perf_counter() - begun, "s")


def main() -> None:
    """Every figure."""
    contents()
    with tempfile.TemporaryDirectory() as folder:
        homes(Path(folder))


if __name__ == "__main__":
    main()
