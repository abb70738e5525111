"""A place in words, in a real browser without scripts: looked up, chosen, recorded, read again."""

from __future__ import annotations

import re

import pytest
from effort import follow


@pytest.mark.parametrize("viewport", ["phone"])
def test_where_in_words_is_chosen_and_recorded_without_scripts(page_fr, acting, enter, axe, overflow, viewport):
    page = page_fr(viewport)
    enter(page, acting, "chiefs")
    page.goto(f"{acting.url}/fr/ostrine/agir/report.give/")
    assert axe(page) == [] and overflow(page) == 0
    # Axe is itself a script; the same session then goes on without any.
    quiet = page_fr(viewport, java_script_enabled=False, storage_state=page.context.storage_state())
    quiet.goto(page.url)
    quiet.get_by_label("Ce qui s’est passé").select_option("ROB-ROAD")
    quiet.locator("#date").fill("2031-06-12")
    quiet.get_by_label("Où, dans vos mots").fill("20 km après Ostrine")
    follow(quiet.get_by_role("button", name="Chercher ce lieu"))
    assert "Le sens n’est pas dit" in quiet.inner_text("body")
    assert quiet.locator("#date").input_value() == "2031-06-12", "what was said is kept"
    quiet.get_by_role("radio", name=re.compile("PK 56 depuis Valombrine")).check()
    follow(quiet.get_by_role("button", name="Inscrire au registre"))
    assert "C’est inscrit" in quiet.inner_text("body")
    follow(quiet.get_by_role("link", name="Lire la fiche"))
    assert "20 km après Ostrine" in quiet.inner_text("body") and "PK 56" in quiet.inner_text("body")


def test_the_candidates_are_clean_for_axe_on_both_sizes(page_fr, acting, enter, axe, overflow):
    for viewport in ("phone", "desk"):
        page = page_fr(viewport)
        enter(page, acting, "chiefs")
        page.goto(f"{acting.url}/fr/ostrine/agir/report.give/")
        page.get_by_label("Où, dans vos mots").fill("20 km après Ostrine")
        page.get_by_role("button", name="Chercher ce lieu").click()
        page.get_by_role("radio", name="Aucun de ceux-là").wait_for()
        assert axe(page) == [] and overflow(page) == 0
