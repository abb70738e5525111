"""Pictures of the pages for the README: the demonstration, made and served by the commands, seen by a real Chromium.

python scripts/screenshots.py        writes docs/screenshots/*.png
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "browser"))

from playwright.sync_api import sync_playwright  # noqa: E402 - the paths come first
from served import Served, make, serve  # noqa: E402

import chromium  # noqa: E402

FOLDER = ROOT / "docs" / "screenshots"
SIZES = {"phone": (360, 740), "desktop": (1120, 780)}
FRAMEWORK = "timbuktu-taoudeni"
PAGES = {
    "point-du-jour": "?le=2019-03-26",
    "releve": "releves/m03-m04/?le=2019-04-30",
    "axe": "axes/tombouctou-goundam/?le=2019-03-26",
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
                page.goto(f"{served.url}/{lang}/{FRAMEWORK}/{address}")
                page.screenshot(path=FOLDER / f"{name}-{lang}-{size}.png")
            context.close()
        browser.close()


def main() -> None:
    """Make the demonstration in a folder that goes away, and take the pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        with serve(home, make(home)) as served:
            take(served, "fr")


if __name__ == "__main__":
    main()
