"""An office that collects: a copy of the invented framework, served by the real server in this process."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.db import connection
from django.test import override_settings
from homes import PASSPHRASE, using

from toguna.register.signing import DeviceKey
from toguna.server.actions import serving
from toguna.server.actions.phones import issue_phone
from toguna.server.actions.registers import open_key
from toguna.server.home import Home
from toguna.server.listening import listener
from toguna.server.queries.reading import Reading, read, reader_of
from toguna.server.queries.seats import founding_act

FRAMEWORK = "ostrine"


@dataclass
class Office:
    """The office, its key, and the phones it let in."""

    home: Home
    key: DeviceKey
    port: int
    register: bytes
    tokens: dict[str, str] = field(default_factory=dict)

    def token(self, seat: str) -> str:
        """The token of a phone of this seat."""
        if seat not in self.tokens:
            reader = reader_of(founding_act(self.register), seat)
            self.tokens[seat] = issue_phone(self.home, self.register, reader).token
        return self.tokens[seat]

    def base(self, seat: str) -> str:
        """What that phone has as its server's address."""
        return f"/odk/{self.token(seat)}"

    def reading(self, seat: str | None = None) -> Reading:
        """A seat's look at the framework."""
        return read(self.home, framework=FRAMEWORK, seat=seat, as_of=None)


@contextmanager
def served(home: Home, *, with_key: bool = True) -> Iterator[Office]:
    """Serve a home that Django is using."""
    from toguna.server.wsgi import application

    key = open_key(home, PASSPHRASE)
    register = bytes.fromhex(next(one["id"] for one in home.settings()["registers"] if one["framework"] == FRAMEWORK))
    server = listener(application, host="127.0.0.1", port=0, threads=2)
    done = threading.Event()

    def run() -> None:
        while not done.is_set():
            server.asyncore.loop(timeout=0.1, map=server._map, count=1)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    serving.hold(key if with_key else None)
    try:
        yield Office(home, key, server.effective_port, register)
    finally:
        serving.hold(None)
        done.set()
        thread.join(timeout=5)
        server.task_dispatcher.shutdown()
        server.close()


@pytest.fixture
def office(loaded: Path, tmp_path: Path) -> Iterator[Office]:
    """An office whose passphrase was given when it began to serve."""
    shutil.copytree(loaded, tmp_path / "home")
    with using(Home(tmp_path / "home")) as home, override_settings(ALLOWED_HOSTS=["127.0.0.1"]):
        with served(home) as serving_office:
            yield serving_office
        connection.close()
