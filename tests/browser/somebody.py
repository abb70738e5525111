"""A seat before its page: what a journey of the domain notes' stories does, each tap and character counted.

who = Somebody(page, axe, overflow).opens("Mesures et relèves").taps("(v02)", within="En cours").sound()
who.ticks("demi", "am").sends()
assert who.effort.taps == 4
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from effort import Effort

if TYPE_CHECKING:
    from playwright.sync_api import Page

PHONE = 360
TODAY = "2031-06-16"
"""The last day of the invented scenario: what is done is done on it."""


def plain(text: str) -> str:
    """Every space, the typographer's too, as one."""
    return re.sub(r"[\s\u00a0\u202f]+", " ", text)


class Somebody:
    """One seat before its page; what it does is counted from the page where it begins."""

    def __init__(self, page: Page, axe: Callable[[Page], list[str]], overflow: Callable[[Page], int]) -> None:
        self.page, self.effort, self._axe, self._overflow = page, Effort(page), axe, overflow

    @property
    def said(self) -> str:
        """What the page says, below its head."""
        return plain(self.page.inner_text("main"))

    def part(self, name: str) -> str:
        """What a region of the page says."""
        return plain(self.page.get_by_role("region", name=name, exact=True).inner_text())

    def sound(self) -> Somebody:
        """The page is no wider than its window; on a phone axe finds no fault in it, at a desk the readers ask it."""
        if self.page.viewport_size["width"] == PHONE:
            assert self._axe(self.page) == [], self.page.url
        assert self._overflow(self.page) == 0, self.page.url
        return self

    def taps(self, name: str, within: str | None = None) -> Somebody:
        """A link or a button, by what it says, and the page that it opens."""
        place = self.page.get_by_role("region", name=within) if within else self.page.get_by_role("main")
        self.effort.follow(place.get_by_role("link", name=name).or_(place.get_by_role("button", name=name)).first)
        return self

    def opens(self, section: str) -> Somebody:
        """A section: by the menu at a desk, by the list at the foot of the page on a phone."""
        link = self.page.locator("details.menu").get_by_role("link", name=section, exact=True)
        if not link.is_visible():
            link = self.page.locator("nav.again").get_by_role("link", name=section, exact=True)
        self.effort.follow(link)
        return self

    def ticks(self, name: str, value: str) -> Somebody:
        """A box of a form, by its field and value."""
        self.effort.tap(self.page.locator(f'label:has(input[name="{name}"][value="{value}"])'))
        return self

    def chooses(self, name: str, *values: str) -> Somebody:
        """One of a list, or some of the boxes where there are few."""
        listed = self.page.locator(f'select[name="{name}"]')
        if listed.count():
            self.effort.choose(listed, *values)
            return self
        for value in values:
            self.ticks(name, value)
        return self

    def writes(self, name: str, text: str) -> Somebody:
        """A text, by its field."""
        self.effort.type(self.page.locator(f'[name="{name}"]').first, text)
        return self

    def dates(self, name: str, day: str = TODAY) -> Somebody:
        """A day: one of those offered, which may be chosen already, or typed."""
        near = self.page.locator(f'input[type=radio][name="{name}"][value="{day}"]')
        if not near.count():
            self.effort.day(self.page.locator(f'[name="{name}"]').first, day)
        elif not near.is_checked():
            self.ticks(name, day)
        return self

    def sends(self) -> Somebody:
        """The form, and its receipt."""
        self.taps("Inscrire au registre")
        assert "C’est inscrit" in self.said, self.said
        return self
