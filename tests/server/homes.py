"""Homes for tests: both shipped scenarios loaded once a worker; tests that write take a copy.

The device key lies there before anything is founded, sealed at the least cost: Argon2 is tested elsewhere.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django
import pytest
from django.conf import settings
from django.db import connection

from toguna.register.keyfile import Cost, seal
from toguna.register.signing import DeviceKey
from toguna.server import boot
from toguna.server.home import Home, write_atomically

ROOT = Path(__file__).resolve().parents[2]
SCENARIOS = ROOT / "src" / "toguna" / "scenarios"
PASSPHRASE = "une phrase de passe d’essai"


def _configure() -> None:
    """Queries and records can only be imported once Django has settings; until a test opens a home, there is none."""
    if not settings.configured:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("TOGUNA_HOME", str(ROOT / "no-home-during-collection"))
            patch.setenv("DJANGO_SETTINGS_MODULE", "toguna.server.settings")
            django.setup()


_configure()


@contextmanager
def using(home: Home, *, create: bool = False) -> Iterator[Home]:
    """Point this process's Django at a home, and back at the one before when done."""
    environment, before = os.environ.get("TOGUNA_HOME"), settings.HOME
    try:
        boot.setup(home, create=create)
        yield home
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before.database
        settings.HOME = before
        os.environ.pop("TOGUNA_HOME", None)
        if environment is not None:
            os.environ["TOGUNA_HOME"] = environment


def give_key(home: Home, seed: bytes | None = None) -> DeviceKey:
    """A device key of the least cost, as if this home had founded a register before."""
    home.make()
    key = DeviceKey.generate() if seed is None else DeviceKey.from_seed(seed)
    write_atomically(home.key_file(key.public), seal(key.seed, PASSPHRASE, Cost.MINIMUM))
    home.save_settings({**home.settings(), "device": key.public.hex()})
    return key


def load_into(home: Home, *paths: Path) -> None:
    """Found the registers of scenario files in a home that Django is using."""
    from toguna.cli.registers import found_scenario

    if "device" not in home.settings():
        give_key(home)
    for path in paths:
        found_scenario(home, path, PASSPHRASE)


def shipped(name: str) -> Path:
    """A scenario of the package."""
    return SCENARIOS / f"{name}.yaml"


@dataclass(frozen=True)
class Answer:
    """What a command said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def environment(**more: str) -> dict[str, str]:
    """The environment for a command: nothing of the user's but what is given."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TOGUNA_", "DJANGO_"))}
    return {**kept, "PYTHONPATH": str(ROOT / "src"), "TOGUNA_PASSPHRASE": PASSPHRASE, **more}


def command(*arguments: str | Path, env: dict[str, str] | None = None, timeout: float = 60) -> Answer:
    """The real command, in a process of its own, with nobody at the keyboard."""
    done = subprocess.run(
        [sys.executable, "-m", "toguna.cli.main", *map(str, arguments)],
        env=environment() if env is None else env,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        timeout=timeout,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Answer(done.returncode, done.stdout, done.stderr)


def call(*arguments: str | Path) -> Answer:
    """The same in this process, for the many: Django must be using the home that `--home` names."""
    from toguna.cli.main import main

    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err), pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOGUNA_PASSPHRASE", PASSPHRASE)
        try:
            code = main([str(one) for one in arguments])
        except SystemExit as stop:
            code = int(stop.code or 0)
    return Answer(code, out.getvalue(), err.getvalue())


def seats(home: Home) -> Sequence[tuple[str, str, str]]:
    """Every seat of every framework: framework, seat, party's constituency."""
    from toguna.server.ledger import store
    from toguna.server.queries.reading import registers

    out = []
    for held in registers(home):
        act = store.constitution(bytes.fromhex(held["id"]))
        constituency = {party.code: party.constituency for party in act.parties}
        out += [(held["framework"], seat.code, constituency[seat.party]) for seat in act.seats]
    return out


@pytest.fixture(scope="session")
def loaded(made_once: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a home with both scenarios: four registers. Not to be written to."""

    def load(place: Path) -> None:
        with using(Home(place / "home"), create=True) as home:
            load_into(home, shipped("timbuktu-taoudeni"), shipped("veranda"))

    home = tmp_path_factory.mktemp("loaded") / "home"
    shutil.copytree(made_once("loaded", load) / "home", home)
    return home


@pytest.fixture
def home(loaded: Path) -> Iterator[Home]:
    """That home, opened for reading."""
    with using(Home(loaded)) as opened:
        yield opened


@pytest.fixture
def own(loaded: Path, tmp_path: Path) -> Iterator[Home]:
    """A copy of that home, for tests that write."""
    shutil.copytree(loaded, tmp_path / "home")
    with using(Home(tmp_path / "home")) as opened:
        yield opened


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Home]:
    """A home without a register but with a device key that opens fast."""
    home = Home(tmp_path / "home")
    with using(home, create=True):
        give_key(home)
        yield home
