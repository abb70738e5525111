"""A writer that is killed: it records entries and says so once each is acknowledged. Run by test_power_cuts.

It forks a family of processes from one that has Django loaded, so that two hundred kills cost two hundred forks and
not two hundred starts.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from toguna.server import boot
from toguna.server.home import Home


def write(register: bytes, seed: bytes, number: int, acknowledged: int) -> None:
    """Record incidents one after the other for ever, and write each one's hash to `acknowledged` after its commit."""
    from datetime import UTC, datetime

    from toguna.domain.wire import Payload
    from toguna.register.signing import DeviceKey
    from toguna.server.actions.entering import enter

    key = DeviceKey.from_seed(seed)
    count = 0
    while True:
        fields = {"framework": "veranda", "date": "2031-06-17", "kind": "THR", "where": ["ostrine"]}
        said = [(Payload("incident.reported", f"k{number}-{count}-{n}", fields), "framework") for n in range(2)]
        for hash_ in enter(register, key, said, at=datetime(2031, 6, 17, tzinfo=UTC)):
            os.write(acknowledged, hash_)
        count += 1


def main() -> None:
    """`killed_writer.py HOME REGISTER SEED KILLS RANDOM`: fork, let write, kill, verify, as often as asked; print what
    was acknowledged.
    """
    import random
    import select
    import signal

    home, register, seed = Home(Path(sys.argv[1])), bytes.fromhex(sys.argv[2]), bytes.fromhex(sys.argv[3])
    kills, rng = int(sys.argv[4]), random.Random(int(sys.argv[5]))
    boot.setup(home)
    from django.db import connection

    from toguna.server.ledger import store

    for number in range(kills):
        connection.close()
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            write(register, seed, number, writing)
        os.close(writing)
        # From the first acknowledgement on, some part of the time that one act takes.
        select.select([reading], [], [], 30)
        select.select([], [], [], rng.random() * 0.03)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with os.fdopen(reading, "rb") as said:
            data = said.read()
        for at in range(0, len(data) - len(data) % 32, 32):
            print(data[at : at + 32].hex())
        report = store.verify_all()
        if not report.ok:
            sys.exit(f"after kill {number}: {report.faults}")
    print("done")


if __name__ == "__main__":
    main()
