"""What all tests share: one seed, no network, no settings left over from the user, the material beside the repository.

TOGUNA_SEED=12345 make test      repeat a run: the seed is in the first lines of its output
TOGUNA_EXAMPLES=2000 make test   more Hypothesis examples than usual
"""

from __future__ import annotations

import ipaddress
import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import hypothesis
import pytest

ROOT = Path(__file__).resolve().parent.parent
# Settings of the tests, and of what lies beside the repository. Every other TOGUNA_… is the user's and would leak in.
OURS = (
    "TOGUNA_SEED",
    "TOGUNA_EXAMPLES",
    *("TOGUNA_HISTORIES", "TOGUNA_FUZZ", "TOGUNA_KILLS", "TOGUNA_PLAYS", "TOGUNA_ODK_FORMS"),  # what `make soak` sets
    "TOGUNA_API_EXAMPLES",
    "TOGUNA_CHROMIUM",
    "TOGUNA_DATA",
    "TOGUNA_REFERENCE",
    "TOGUNA_VECTORS",
)


class NetworkUsed(RuntimeError):
    """A test tried to leave this machine; tests and the software run offline."""


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    for name in [name for name in os.environ if name.startswith("TOGUNA_") and name not in OURS]:
        del os.environ[name]
    # A worker that ran a browser test keeps Playwright's event loop, in which Django would refuse its database although
    # nothing here runs beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    # Workers of xdist find the seed of the first process in the environment.
    seed = int(os.environ.setdefault("TOGUNA_SEED", str(random.SystemRandom().randrange(2**32))))
    if config.getoption("hypothesis_seed", None) is None:
        config.option.hypothesis_seed = str(seed)
    hypothesis.settings.register_profile(
        "toguna",
        max_examples=int(os.environ.get("TOGUNA_EXAMPLES", "100")),
        deadline=None,  # a slow machine is no failure
        print_blob=True,
        suppress_health_check=[hypothesis.HealthCheck.too_slow],
    )
    hypothesis.settings.load_profile("toguna")
    _stay_on_this_machine()


def pytest_report_header() -> str:
    return f"seed: TOGUNA_SEED={os.environ['TOGUNA_SEED']}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # Long ones first: what is left for the end is short, and the workers finish together.
    items.sort(key=lambda item: not (item.get_closest_marker("slow") or item.get_closest_marker("browser")))


def _stay_on_this_machine() -> None:
    """Make every connection that is not to this machine an error, in this process."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_local(address):
            raise NetworkUsed(f"a test wanted to reach {address}")
        connect(self, address)  # type: ignore[arg-type]

    socket.socket.connect = guarded  # type: ignore[assignment, method-assign]


def _is_local(address: object) -> bool:
    host = address[0] if isinstance(address, tuple) else address
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


@pytest.fixture(scope="session")
def seed() -> int:
    """The run's seed, for generators of our own."""
    return int(os.environ["TOGUNA_SEED"])


@pytest.fixture(scope="session")
def shared() -> Callable[[str], Path]:
    """`shared("data/ucdp")`: that path beside the repository; the test is skipped, saying so, where it is absent."""

    def path(name: str) -> Path:
        first, _, rest = name.partition("/")
        override = os.environ.get(f"TOGUNA_{first.upper()}")
        found = Path(override, rest) if override else ROOT.parent / "shared" / name
        if not found.exists():
            pytest.skip(f"../shared/{name} is not beside this repository")
        return found

    return path


MadeOnce = Callable[[str, Callable[[Path], None]], Path]


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> MadeOnce:
    """`made_once("home", make)`: the folder that `make` filled, in whichever worker came first; to be copied only."""
    own = tmp_path_factory.getbasetemp()
    # Workers of xdist have their folders side by side in that of the run.
    run = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def made(name: str, make: Callable[[Path], None]) -> Path:
        place = run / f"once-{name}"
        try:
            place.mkdir()
        except FileExistsError:
            while not (place / "ready").exists():
                assert not (place / "failed").exists(), f"another worker could not make {name}"
                time.sleep(0.1)
        else:
            try:
                make(place)
            except BaseException:
                (place / "failed").touch()
                raise
            (place / "ready").touch()
        return place

    return made


@pytest.fixture(scope="session")
def registry(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The package registry can be reached; the test is skipped, saying so, where it cannot."""
    where = tmp_path_factory.mktemp("registry")
    command = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--dry-run", "--no-cache"]
    env = {"UV_SYSTEM_CERTS": "1", **os.environ}
    if subprocess.run([*command, "--target", str(where), "segno"], env=env, capture_output=True).returncode != 0:
        pytest.skip("no package registry can be reached from here")
