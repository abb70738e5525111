"""The counting of effort, on a page small enough to count by hand."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

# Tests are imported by path (importlib mode), so a module that they share must be put where `import` looks.
sys.path.insert(0, str(Path(__file__).resolve().parent))

import effort as counting
from effort import Effort

FORM = """<form onsubmit="return false"><label>Nom <input name="n" value="x"></label>
<label>Jour <input type="date" name="d"></label>
<label>Quoi <select name="s"><option value="a">un</option><option value="b">deux</option></select></label>
<button onclick="this.textContent='fait'">Inscrire</button></form>"""


@pytest.fixture
def filled(page_fr) -> Effort:
    page = page_fr("phone")
    page.set_content(FORM)
    effort = Effort(page)
    effort.type(page.get_by_label("Nom"), "Talvane")  # one tap; the x that stood there and seven letters
    effort.day(page.get_by_label("Jour"), "2031-09-01")  # one tap, eight digits
    effort.choose(page.get_by_label("Quoi"), "b")  # two taps
    effort.tap(page.get_by_role("button"))  # one tap
    return effort


def test_taps_and_characters_are_those_that_a_person_makes(filled):
    assert (filled.taps, filled.typed) == (5, 16)
    assert filled.seconds == pytest.approx(5 * 2.65 + 16 * 0.5, abs=0.06)
    assert filled.page.get_by_label("Jour").input_value() == "2031-09-01"
    assert filled.page.get_by_label("Quoi").input_value() == "b"
    assert filled.page.get_by_role("button").inner_text() == "fait"


def test_a_key_that_activates_counts_as_a_tap(filled):
    filled.press("Tab")
    filled.press("Enter")
    assert (filled.taps, filled.typed) == (6, 17)


def test_what_is_kept_is_what_was_counted(filled, tmp_path, monkeypatch):
    monkeypatch.setattr(counting, "KEPT", tmp_path)
    filled.record("9", "phone")
    kept = json.loads((tmp_path / "9-phone.json").read_text(encoding="utf-8"))
    assert kept == {"story": "9", "size": "phone", "taps": 5, "typed": 16, "seconds": 21.2}
    with pytest.raises(ValueError, match="not the name"):
        filled.record("../9", "phone")
