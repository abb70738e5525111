"""The page "effort of each story": a row a journey, in the order of the stories, in both languages."""

from __future__ import annotations

import effort_page


def line(story: str, size: str, taps: int, typed: int, seconds: float) -> dict[str, object]:
    return {"story": story, "size": size, "taps": taps, "typed": typed, "seconds": seconds}


LINES = [line("11", "desk", 6, 0, 15.9), line("9", "phone", 5, 16, 21.2), line("morning", "phone", 8, 0, 21.2)]


def rows(lang: str) -> list[str]:
    return [row for row in effort_page.table(LINES, lang).splitlines() if row.startswith("| ")][2:]


def test_each_journey_has_its_row_in_the_order_of_the_stories():
    assert rows("fr") == [
        "| Le point du matin, six axes | 360 px | 8 | 0 | 21 | ≤ 60 s |",
        "| 9. Délivrer une autorisation que les autres forces voient | 360 px | 5 | 16 | 21 | – |",
        "| 11. Inscrire une patrouille faite | 1280 px | 6 | 0 | 16 | – |",
    ]
    assert [row.split(" | ")[1:] for row in rows("en")] == [row.split(" | ")[1:] for row in rows("fr")]


def test_the_formula_stands_beside_the_figures():
    assert "vaut 2,65 s" in effort_page.table(LINES, "fr")
    assert "a tap is 2.65 s" in effort_page.table(LINES, "en").lower()
