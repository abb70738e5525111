"""The point du matin for six axes, by thumb: at most sixty seconds by the stated formula, and nothing to type."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

# Tests are imported by path (importlib mode), so a module that they share must be put where `import` looks.
sys.path.insert(0, str(Path(__file__).resolve().parent))

from effort import Effort, follow
from served import PATIENCE_S, ROOT, Served, serve

AXES = 6
DEVICE = "une phrase de passe d’essai"
PLACES = [f"lieu-{n}" for n in range(AXES + 1)]
SIX = "\n".join(
    [
        "scenario: {id: etoile, mode: exercise, entered_by: bureau, show_at: 2031-06-16, first_framework: etoile}",
        "places:",
        *(f"  - {{id: {one}, en: Place {n}, fr: Localité {n}, kind: town}}" for n, one in enumerate(PLACES)),
        "roads:",
        *(
            f"  - {{id: axe-{n}, framework: etoile, en: Road {n}, fr: axe {n}, via: [lieu-0, {one}]}}"
            for n, one in enumerate(PLACES[1:], 1)
        ),
        "parties:",
        "  - {id: bureau, en: Office, fr: Bureau, constituency: mediator}",
        "  - {id: garde, en: Guard, fr: Garde, constituency: internal_security}",
        "frameworks:",
        "  - {id: etoile, en: Star framework, fr: Cadre de l’étoile, members: [bureau, garde]}",
        "measures:",
        "  - {id: g1, kind: road_patrol, by: [garde], where: [axe-1], level: light, observed: true, start: 2031-06-01}",
    ]
)


@pytest.fixture(scope="module")
def six(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a framework of six axes, imported by the real command."""
    place = tmp_path_factory.mktemp("star")
    (place / "etoile.yaml").write_text(SIX, encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TOGUNA_", "DJANGO_"))}
    subprocess.run(
        [
            sys.executable,
            "-m",
            "toguna.cli.main",
            "import",
            "scenario",
            place / "etoile.yaml",
            "--home",
            place / "home",
        ],
        env={**kept, "PYTHONPATH": str(ROOT / "src"), "TOGUNA_PASSPHRASE": DEVICE},
        check=True,
        capture_output=True,
        timeout=PATIENCE_S,
    )
    (place / "home" / "demo.json").write_text(json.dumps({"device": DEVICE}), encoding="utf-8")
    return place / "home"


@pytest.fixture
def star(six: Path) -> Iterator[Served]:
    """It served: the machine’s own link, good once, is the secretariat’s."""
    with serve(six, {}) as served:
        yield served


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_six_axes_in_less_than_a_minute_and_sent_twice_noted_once(
    star: Served, page_fr: Any, axe: Any, overflow: Any, size: str
) -> None:
    page = page_fr(size)
    page.goto(star.entry)
    effort = Effort(page)
    effort.follow(page.get_by_role("main").get_by_role("link", name="Faire le point du matin"))
    assert axe(page) == [] and overflow(page) == 0
    # Nothing can be typed: no name and no number has anywhere to go.
    assert page.locator("form.act input:not([type=radio]):not([type=hidden]), form.act textarea").count() == 0
    if size == "desk":
        effort.tap(page.locator('label:has(input[name="demi"][value="pm"])'))
    for n in range(1, AXES + 1):
        state = ("seen", "not_seen", "no_answer")[n % 3]
        effort.tap(page.locator(f'label:has(input[name="axe-axe-{n}"][value="{state}"])'))
    effort.choose(page.get_by_label("Fonction appelée"), "carrier")
    effort.follow(page.get_by_role("button", name="Inscrire au registre"))
    assert "C’est inscrit" in page.inner_text("main")
    assert (effort.typed, effort.seconds <= 60) == (0, True), effort.seconds
    effort.record("morning", size)
    # The back button, and everything sent again from the form that comes: said, and not noted twice.
    page.go_back()
    for n in range(1, AXES + 1):
        state = ("seen", "not_seen", "no_answer")[n % 3]
        page.locator(f'label:has(input[name="axe-axe-{n}"][value="{state}"])').click()
    if size == "desk":
        page.locator('label:has(input[name="demi"][value="pm"])').click()
    follow(page.get_by_role("button", name="Inscrire au registre"))
    assert "rien n’a été inscrit une seconde fois" in page.inner_text("main").replace("\u00a0", " ")
    page.goto(f"{star.url}/fr/etoile/")
    round_ = page.get_by_role("region", name="Point du matin").inner_text().lower().replace("\u00a0", " ")
    for state in ("constaté", "pas de réponse"):
        assert state in round_, round_
    half = "après-midi" if size == "desk" else "matin"
    assert round_.count(f"{half} :") == AXES, round_
