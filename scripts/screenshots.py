"""Pictures of the pages for the README: the demonstration, made and served by the commands, seen by a real Chromium.

python scripts/screenshots.py        writes docs/screenshots/*.png
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "browser"))

from PIL import Image  # noqa: E402 - the paths come first
from playwright.sync_api import sync_playwright  # noqa: E402
from served import Served, make, serve  # noqa: E402

import chromium  # noqa: E402

FOLDER = ROOT / "docs" / "screenshots"
SIZES = {"phone": (360, 740), "desktop": (1120, 780)}
FRAMEWORK = "timbuktu-taoudeni"
PAGES = {
    "point-du-jour": "?le=2019-03-26",
    "changements": "changements/?le=2019-04-30",
    "rencontres": "rencontres/?le=2020-05-01",
    "accords": "accords/?le=2020-05-01",
    "engagements": "engagements/?le=2020-05-01",
    "mesures": "mesures/?le=2019-04-30",
    "mesure": "mesures/m03/?le=2019-04-30",
    "effet": "mesures/m03/effet/?le=2020-05-01",
    "releve": "releves/m03-m04/?le=2019-04-30",
    "axes": "axes/?le=2019-04-30",
    "axe": "axes/tombouctou-goundam/?le=2019-03-26",
    "incidents": "incidents/?le=2019-10-31",
    "incident": "incidents/i04/?le=2019-04-30",
    "carte": "incidents/carte/?le=2019-10-31",
    "alertes": "alertes/?le=2019-10-31",
    "veille": "veille/?le=2019-10-31",
    "plaidoyers": "plaidoyers/?le=2020-05-01",
    "bilan": "bilan/?le=2020-05-01",
    "resultat": "bilan/c01/?le=2020-05-01",
    "juger": "juger/",
    "registre": "registre/?le=2020-05-01",
    "inscriptions": "registre/inscriptions/?le=2020-05-01",
    "verification": "registre/verification/",
    "preuve": "registre/preuve/",
    "pieces": "pieces/",
    "entrer": "entrer/",
}


def take(served: Served, lang: str) -> None:
    """Every page of `PAGES` in one language, as the secretariat, phone and desktop: what a first look shows."""
    found = chromium.find()
    if found is None:
        sys.exit("no Chromium: run make setup, or name one in TOGUNA_CHROMIUM")
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(found.executable), args=["--no-sandbox"] if as_root else [], env=found.environment()
        )
        for size, (width, height) in SIZES.items():
            context = browser.new_context(locale=lang, viewport={"width": width, "height": height})
            page = context.new_page()
            page.goto(f"{served.url}/{lang}/{FRAMEWORK}/entrer/")
            page.select_option("#titulaire", "hd")
            page.fill("#phrase", served.phrases[FRAMEWORK]["hd"])
            page.click("main button")
            for name, address in PAGES.items():
                answer = page.goto(f"{served.url}/{lang}/{FRAMEWORK}/{address}", wait_until="networkidle")
                if answer is None or not answer.ok:
                    sys.exit(f"{address}: the page does not open")
                keep(page.screenshot(), FOLDER / f"{name}-{lang}-{size}.png")
            context.close()
        browser.close()


def keep(picture: bytes, path: Path) -> None:
    """Write a picture with 64 colours: a third of the size, and nobody sees the difference on these pages."""
    with Image.open(io.BytesIO(picture)) as held:
        held.convert("RGB").quantize(64).save(path, optimize=True)


def main() -> None:
    """Make the demonstration in a folder that goes away, and take the pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        with serve(home, make(home)) as served:
            for lang in ("fr", "en"):
                take(served, lang)


if __name__ == "__main__":
    main()
