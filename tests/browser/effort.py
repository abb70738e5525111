"""What a journey costs the person who makes it: taps, typed characters, and seconds by a stated formula.

    effort = Effort(page)
    effort.tap(page.get_by_role("link", name="Inscrire une sortie"))
    effort.choose(page.get_by_label("Fonction"), "chiefs")
    effort.type(page.get_by_label("Tel qu’écrit"), "par le gouvernorat")
    effort.day(page.get_by_label("Jusqu’à quand"), "2031-09-01")
    effort.press("Enter")
    effort.record("9", "phone")

The formula is the keystroke-level model (Card, Moran and Newell, 1980): a tap is one decision (M, 1.35 s), one
movement to the mark (P, 1.10 s) and one press and release (2 B, 0.20 s); a character is K = 0.50 s, their figure for
text that is not practised. A key that activates (Enter, Space) costs a tap, any other key a character. The machine's
answers, reading and talking are not in it: it compares pages, it does not time people.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

TAP_S: Final = 1.35 + 1.10 + 0.20
CHARACTER_S: Final = 0.50
ACTIVATES: Final = frozenset({"Enter", "Space"})
KEPT: Final = Path(__file__).resolve().parents[2] / ".cache" / "effort"


def follow(where: Locator) -> None:
    """Click on what opens a page, and wait until it is there."""
    with where.page.expect_navigation(wait_until="load"):
        where.click()


class Effort:
    """Counts what is done on one page through it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.taps = 0
        self.typed = 0

    @property
    def seconds(self) -> float:
        """By the formula of this module."""
        return round(self.taps * TAP_S + self.typed * CHARACTER_S, 1)

    def tap(self, where: Locator) -> None:
        """One tap or click."""
        where.click()
        self.taps += 1

    def follow(self, where: Locator) -> None:
        """One tap on what opens a page, and that page: what is read next is never the page before."""
        follow(where)
        self.taps += 1

    def type(self, where: Locator, text: str) -> None:
        """One tap into the field, then each character; what stood there goes first, as one more key."""
        self.typed += len(text) + bool(where.input_value())
        where.fill(text)
        self.taps += 1

    def choose(self, where: Locator, value: str | None = None, *, label: str | None = None) -> None:
        """One entry of a list: a tap that opens it, a tap on the entry."""
        where.select_option(value, label=label)
        self.taps += 2

    def day(self, where: Locator, iso: str) -> None:
        """A date in a field for dates: one tap, and the eight digits of day, month and year."""
        where.fill(iso)
        self.taps += 1
        self.typed += 8

    def press(self, key: str) -> None:
        """One key, wherever the focus is."""
        self.page.keyboard.press(key)
        if key in ACTIVATES:
            self.taps += 1
        else:
            self.typed += 1

    def record(self, story: str, size: str) -> None:
        """Keep what the journey cost, under a name of `scripts/effort_page.py`: a number of the stories, a hot page."""
        if not re.fullmatch(r"[a-z0-9-]+", story):
            raise ValueError(f"not the name of a story: {story}")
        KEPT.mkdir(parents=True, exist_ok=True)
        line = {"story": story, "size": size, "taps": self.taps, "typed": self.typed, "seconds": self.seconds}
        # A file each: journeys of several workers end at the same time.
        (KEPT / f"{story}-{size}.json").write_text(json.dumps(line) + "\n", encoding="utf-8")
