"""A register of three parties, each with its own home on this machine, and a fourth device that nobody admitted yet."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from homes import Home, give_key, using

from toguna.base.text import Words
from toguna.domain.wire import Payload
from toguna.register.bodies import Admit, Body
from toguna.register.constitution import Constitution, Device, Mode, Party, Seat, SeatRole, Sharing
from toguna.register.entry import SALT_SIZE, Entry, Part, minutes
from toguna.register.frontier import Frontier
from toguna.register.replica import Account, Replica
from toguna.register.signing import DeviceKey
from toguna.server.actions import exchange, sealing
from toguna.server.actions.entering import enter
from toguna.server.ledger import store
from toguna.server.records import projector
from toguna.server.sync.copy import Copy
from toguna.server.sync.opening import copy_of

NAMES = ("mediation", "ouest", "est", "nouveau")
KEYS = {name: DeviceKey.from_seed(sha256(name.encode()).digest()) for name in NAMES}
PARTIES = {"mediation": "mediator", "ouest": "signatory_movement", "est": "armed_forces"}
AT = datetime(2031, 6, 17, 8, tzinfo=UTC)
ACT = Constitution(
    mode=Mode.EXERCISE,
    frameworks=("veranda",),
    parties=tuple(Party(code, Words(fr=code.title()), kind) for code, kind in PARTIES.items()),
    devices=tuple(Device(KEYS[name].public, name) for name in PARTIES),
    seats=tuple(
        seat for code in PARTIES for seat in (Seat(code, code), Seat(f"{code}-suppleant", code, SeatRole.SUPPLEANT))
    ),
    isp=(Sharing("statement", 1, 0), Sharing("plan", 3, 2)),
    opened=minutes(AT),
)


@dataclass(frozen=True)
class Office:
    """One party's home and key."""

    name: str
    home: Home

    @property
    def key(self) -> DeviceKey:
        return KEYS[self.name]

    @contextmanager
    def open(self) -> Iterator[Copy]:
        """This office's copy, with Django on its home."""
        with using(self.home):
            yield copy_of(ACT.id, self.key.public)

    def say(self, *cases: str, level: str = "framework", text: str = "") -> list[bytes]:
        """Report incidents, under one signature."""
        with using(self.home):
            return enter(ACT.id, self.key, [(incident(case, text), level) for case in cases], at=AT)

    def write(self, *bodies: Body, parents: tuple[bytes, ...] = ()) -> list[bytes]:
        """Write entries of the register's own kinds."""
        made = [own_entry(body, parents) for body in bodies]
        with using(self.home):
            store.append(ACT.id, self.key, made)
            projector.settle(ACT.id)
        return [one.hash for one in made]

    def give(self) -> list[bytes]:
        """All that this office holds, as pieces for a copy that has nothing."""
        with self.open() as copy:
            return list(copy.pieces(Frontier(ACT.id), copy.holder))

    def pieces_for(self, other: Office) -> list[bytes]:
        """What the other lacks."""
        with other.open() as theirs:
            frontier, receiver = theirs.frontier(), theirs.holder
        with self.open() as copy:
            return list(copy.pieces(frontier, receiver))

    def take(self, pieces: list[bytes]) -> exchange.Outcome:
        """Take pieces as the action does."""
        with self.open() as copy:
            return exchange.take(copy, pieces)

    def meet(self, other: Office) -> Account:
        """Exchange in both directions."""
        there = other.take(self.pieces_for(other)).account
        return there + self.take(other.pieces_for(self)).account


def own_entry(body: Body, parents: tuple[bytes, ...] = ()) -> Entry:
    content = body.encode()
    return Entry(body.kind, minutes(AT), parents, (Part.make(content, 0, sha256(content).digest()[:SALT_SIZE]),))


def incident(case: str, text: str = "") -> Payload:
    fields = {"framework": "veranda", "date": "2031-06-17", "kind": "THR", "where": ["ostrine"]}
    return Payload("incident.reported", case, {**fields, **({"note": {"fr": text}} if text else {})})


def admit_newcomer() -> Admit:
    return Admit(KEYS["nouveau"].public, "ouest", "titulaire", (0,))


def in_memory() -> Replica:
    """The same register held by the register's own copy in memory, which has no database."""
    return Replica(ACT, level=1)


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the founding act and nothing else."""
    home = Home(tmp_path_factory.mktemp("blank") / "home")
    with using(home, create=True):
        store.found(ACT)
    return home.path


def make_office(name: str, folder: Path) -> Office:
    """The office whose home is a copy of the blank one."""
    home = Home(folder)
    give_key(home, KEYS[name].seed)
    home.save_settings(
        {
            **home.settings(),
            "seat": name if name in PARTIES else "ouest",
            "registers": [{"id": ACT.id.hex(), "framework": "veranda", "mode": "exercise", "show_at": None}],
        }
    )
    return Office(name, home)


THREE = tuple(PARTIES)


def begin(world: Mapping[str, Office], *names: str) -> None:
    """Let these offices announce their reading keys and hear of each other's."""
    for name in names:
        with world[name].open():
            assert sealing.begin(ACT.id, world[name].key, at=AT)
    meet_all(world, names)


def meet_all(world: Mapping[str, Office], names: tuple[str, ...]) -> None:
    for _ in range(2):
        for name in names:
            for other in names:
                if name != other:
                    world[other].take(world[name].pieces_for(world[other]))
    for name in names:
        with world[name].open():
            sealing.open_new(ACT.id, world[name].key, at=AT)


@pytest.fixture
def world(blank: Path, tmp_path: Path) -> dict[str, Office]:
    """Four offices, each in a folder of its own."""
    out = {}
    for name in NAMES:
        shutil.copytree(blank, tmp_path / name)
        out[name] = make_office(name, tmp_path / name)
    return out
