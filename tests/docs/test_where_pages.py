"""The pages on what is read are held to the code: what they say is read is read, in the documented scenario."""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path

import pytest

from toguna.server.intake.gazetteer import entries

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "server"))

from homes import home, loaded

__all__ = ["home", "loaded"]

ROOT = Path(__file__).resolve().parents[2]
PAGES = {"fr": ROOT / "docs" / "fr" / "reference" / "ou.md", "en": ROOT / "docs" / "en" / "reference" / "where.md"}
PLACES = re.compile(r"Tonka|Goundam|Diré|Ber\b|Douékiré|Tombouctou|Timbuktu")
AREAS = re.compile(r"cercle|commune|region|région")


def tables(lang: str) -> list[list[str]]:
    """The tables of a page, each as the first cells of its rows."""
    found: list[list[str]] = [[]]
    for line in PAGES[lang].read_text(encoding="utf-8").splitlines():
        if line.startswith(("|---", "| ---")):
            continue
        if line.startswith("| "):
            found[-1].append(line.split(" | ")[0].removeprefix("| "))
        elif found[-1]:
            found.append([])
    return [rows[1:] for rows in found if rows]


def said(cells: list[str]) -> list[str]:
    """The phrases in italics that name a place of the documented scenario."""
    every = [phrase for cell in cells for phrase in re.findall(r"\*([^*]+)\*", cell)]
    return [one for one in every if PLACES.search(one)]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_what_the_page_says_is_read_is_read(home, lang):
    from toguna.server.queries.reading import read
    from toguna.server.queries.where import where_said

    reading = read(home, framework="timbuktu-taoudeni", seat=None, as_of=date(2019, 4, 30))
    clear = [one for one in said(tables(lang)[0]) if not AREAS.search(one)]
    assert len(clear) >= 12
    assert {one: where_said(reading, one).verdict for one in clear} == dict.fromkeys(clear, "found")
    doubtful = [one for one in said(tables(lang)[1]) if "Tonka" in one]
    assert {where_said(reading, one).verdict for one in doubtful} == {"candidates"}


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_columns_of_a_gazetteer_are_those_of_the_reader(lang):
    named = {name for cell in tables(lang)[2] for name in cell.split(", ")}
    kept = {"parent", "commune", "cercle", "region"}
    assert named == set(entries._ALIASES) | kept | {"straight"}
