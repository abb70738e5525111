"""A real Chromium for the journeys: one a worker, a fresh context a test, nothing outside this machine.

    def test_something(page_fr, axe, server_url):
        page = page_fr("phone")
        page.goto(server_url)
        assert axe(page) == []

Whatever a page asks of another machine is refused, and fails the test when it ends.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

# Tests are imported by path (importlib mode), so a module that they share must be put where `import` looks.
sys.path.insert(0, str(Path(__file__).resolve().parent))

from effort import follow
from served import Served, make, serve

import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request

VERANDA = "ostrine"
VIEWPORTS = {"phone": {"width": 360, "height": 740}, "desk": {"width": 1280, "height": 900}}
LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})
LOCAL_SCHEMES = frozenset({"data", "blob", "about", "file"})
FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
# What axe is asked for: the rules of WCAG 2.2 A and AA, and its own good practice. Of what passes it tells one example.
AXE_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}

PageFactory = Callable[..., "Page"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once for all tests of this worker."""
    found = chromium.find()
    if found is None:
        pytest.skip("no Chromium: run make setup, or name one in TOGUNA_CHROMIUM")
    from playwright.sync_api import sync_playwright

    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=str(found.executable),
            args=[*FLAGS, *(["--no-sandbox"] if as_root or found.libraries else [])],
            env=found.environment(),
        )
        yield started
        started.close()


@pytest.fixture(scope="session")
def documented(made_once: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The documented scenario, made once, and served once for all journeys of this worker."""
    made = Made.of(made_once("documented", lambda place: Made.write(place, "timbuktu-taoudeni")))
    with made.copied(tmp_path_factory.mktemp("served")) as served:
        yield served


@dataclass(frozen=True)
class Made:
    """A scenario in a home that nothing serves: what is written goes into copies of it."""

    home: Path
    phrases: dict[str, dict[str, str]]

    @staticmethod
    def write(place: Path, scenario: str) -> None:
        """Make the demonstration of a scenario in an empty folder."""
        (place / "phrases.json").write_text(json.dumps(make(place / "home", scenario)), encoding="utf-8")

    @classmethod
    def of(cls, place: Path) -> Made:
        """What `write` made there."""
        return cls(place / "home", json.loads((place / "phrases.json").read_text(encoding="utf-8")))

    @contextmanager
    def copied(self, place: Path) -> Iterator[Served]:
        """A copy, served with its device's passphrase: its seats act in it."""
        shutil.copytree(self.home, place / "home")
        with serve(place / "home", self.phrases) as served:
            yield served


@pytest.fixture(scope="session")
def made_veranda(made_once: Callable[..., Path]) -> Made:
    """The invented scenario, made once."""
    return Made.of(made_once("veranda", lambda place: Made.write(place, "veranda")))


@pytest.fixture(scope="session")
def acting(made_veranda: Made, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The invented scenario, where seats act; all modules of a worker write in it, so a journey opens its own cases."""
    with made_veranda.copied(tmp_path_factory.mktemp("acting")) as served:
        yield served


@pytest.fixture(scope="module")
def acting_alone(made_veranda: Made, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The same for one module, which may change what stands in it and count what it finds."""
    with made_veranda.copied(tmp_path_factory.mktemp("alone")) as served:
        yield served


@pytest.fixture(scope="session")
def enter() -> Callable[[Page, Served, str], None]:
    """`enter(page, acting, "army")`: logged in as that seat of the invented scenario, at its Point du jour."""

    def log_in(page: Page, served: Served, seat: str) -> None:
        page.goto(f"{served.url}/fr/{VERANDA}/entrer/")
        page.get_by_label("Titulaire ou suppléant").select_option(seat)
        page.get_by_label("Phrase de passe").fill(served.phrases[VERANDA][seat])
        follow(page.get_by_role("button", name="Entrer"))
        assert urlsplit(page.url).path == f"/fr/{VERANDA}/", page.inner_text("main")

    return log_in


@pytest.fixture
def outside_requests() -> Iterator[list[str]]:
    """Addresses on other machines that pages of this test asked for; any of them fails the test."""
    asked: list[str] = []
    yield asked
    assert asked == [], f"the page asked for something outside this machine: {asked}"


@pytest.fixture
def new_page(browser: Browser, outside_requests: list[str]) -> Iterator[PageFactory]:
    """`new_page("fr", "phone")`: a page in a context of its own, in that language and size."""
    contexts = []

    def note(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in LOCAL_SCHEMES and parts.hostname not in LOCAL_HOSTS:
            outside_requests.append(request.url)

    def make(lang: str, viewport: str = "desk", **options: Any) -> Page:
        locale = {"fr": "fr-FR", "en": "en-GB"}[lang]
        context = browser.new_context(locale=locale, viewport=VIEWPORTS[viewport], accept_downloads=True, **options)
        contexts.append(context)
        context.set_default_timeout(30_000)
        # Watched, not intercepted: that would do without the browser's own cache. FLAGS leave no way out.
        context.on("request", note)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def page_fr(new_page: PageFactory) -> PageFactory:
    """`page_fr("phone")`: a page of a French reader."""
    return lambda viewport="desk", **options: new_page("fr", viewport, **options)


@pytest.fixture
def page_en(new_page: PageFactory) -> PageFactory:
    """`page_en("desk")`: a page of an English reader."""
    return lambda viewport="desk", **options: new_page("en", viewport, **options)


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """`axe(page)`: what axe-core finds wrong with the page as it stands, one line a fault; [] when it is clean."""
    from axe_playwright_python.sync_playwright import Axe

    script = Axe().axe_script

    def check(page: Page) -> list[str]:
        # A busy machine shows the page before its style has come: then every link is too small.
        page.wait_for_load_state("load")
        page.evaluate(script)
        # Only the faults are brought here: all that is well, which the library brings too, takes twice axe's own time.
        found = page.evaluate("options => axe.run(options).then(results => results.violations)", AXE_OPTIONS)
        return [
            f"{fault['id']} ({fault['impact']}): {fault['help']} — {node['html']}"
            for fault in found
            for node in fault["nodes"]
        ]

    return check


@pytest.fixture(scope="session")
def overflow() -> Callable[[Page], int]:
    """`overflow(page)`: by how many pixels the page is wider than its window; 0 on a good phone page."""
    return lambda page: page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
