"""The documented scenario ships unchanged, and each free word in it has its French."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "src" / "toguna" / "scenarios"
SHARED = ROOT.parent / "shared" / "scenario" / "timbuktu-taoudeni.yaml"

FREE = {"what", "says", "note", "theme", "why", "how", "name", "reported", "ref", "testable", "shows"}
IDS_CODES_DATES = re.compile(r"[\w./-]+")
CODES_OF_TWO_WORDS = {"national body", "14–18"}


def read(name: str) -> dict[str, Any]:
    # Every worker reads this while it collects; in C it takes a tenth of the time.
    return yaml.load((SHIPPED / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def strings(
    node: object, path: tuple[str, ...] = (), siblings: frozenset[str] = frozenset()
) -> Iterator[tuple[tuple[str, ...], frozenset[str], str]]:
    """Every string with the keys that lead to it and the keys that stand beside it."""
    if isinstance(node, dict):
        beside = frozenset(map(str, node))
        for key, value in node.items():
            yield from strings(value, (*path, str(key)), beside)
    elif isinstance(node, list):
        for value in node:
            yield from strings(value, path, siblings)
    elif isinstance(node, str):
        yield path, siblings, node


def is_free(path: tuple[str, ...], siblings: frozenset[str]) -> bool:
    key = path[-1]
    if path[0] == "sources" or key in FREE or key.endswith("_text"):
        return True
    return key == "en" and "fr" not in siblings


SCENARIO = read("timbuktu-taoudeni.yaml")
WORDS: dict[str, str] = read("timbuktu-taoudeni.fr.yaml")["words"]
FREE_WORDS = {value for path, beside, value in strings(SCENARIO) if is_free(path, beside)}


def test_every_free_word_has_french() -> None:
    assert FREE_WORDS, "the walk found nothing"
    assert sorted(FREE_WORDS - WORDS.keys()) == []


def test_no_french_without_use() -> None:
    assert sorted(WORDS.keys() - FREE_WORDS) == []


def test_nothing_that_reads_like_words_is_missed_by_the_walk() -> None:
    others = {v for path, beside, v in strings(SCENARIO) if not is_free(path, beside) and path[-1] not in {"en", "fr"}}
    assert {v for v in others if not IDS_CODES_DATES.fullmatch(v)} == CODES_OF_TWO_WORDS


@pytest.mark.parametrize("english", sorted(WORDS))
def test_french_keeps_the_figures(english: str) -> None:
    french = WORDS[english]
    assert french.strip() == french != ""
    if english == "about 20":
        assert french == "une vingtaine"
        return
    missing = set(re.findall(r"\d+", english)) - set(re.findall(r"\d+", french))
    assert not missing, f"{english!r} has figures that the French drops"


def test_french_has_french_apostrophes_and_quotes() -> None:
    assert [french for french in WORDS.values() if "'" in french or '"' in french] == []


def test_shipped_copy_is_the_shared_one() -> None:
    if not SHARED.exists():
        pytest.skip("../shared/scenario is absent: the shipped copy cannot be compared")
    assert (SHIPPED / "timbuktu-taoudeni.yaml").read_bytes() == SHARED.read_bytes()
