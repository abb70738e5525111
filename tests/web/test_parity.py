"""Parity as pages show it: the same rights said to everybody, requests by side to those who read requests."""

from __future__ import annotations

import re
from typing import Any

import pytest
from pages import main_of, text

ADDRESS = "/fr/ostrine/parite/"


@pytest.mark.parametrize("seat", ["mediation", "army", "kite", "chiefs", "donor", None])
def test_everybody_reads_that_both_sides_have_the_same_rights(client: Any, seated: Any, seat: str | None) -> None:
    browser = seated("ostrine", seat) if seat else client
    assert "/parite/" in main_of(browser.get("/fr/ostrine/registre/preuve/"))
    said = text(browser.get(ADDRESS))
    assert "Aucune différence : 21 sortes d’information" in said
    assert "Pas comptées : le registre n’inscrit avec un incident aucune partie" in said
    assert "No difference: 21 kinds of information" in text(browser.get(ADDRESS.replace("/fr/", "/en/")))


def test_requests_by_side_are_exact_for_the_secretariat_and_from_three_on_for_members(client: Any, seated: Any) -> None:
    """q01 and q03 were answered after 30 and 6 days; q02 of 7 May has no answer: 40 days on 16 June."""

    def others(browser: Any) -> list[str]:
        row = re.search(r"Ensemble, ou d’autres.*?</tr>", main_of(browser.get(ADDRESS)), flags=re.S)
        assert row is not None
        return [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<td.*?</td>", row[0], flags=re.S)]

    assert others(seated("ostrine", "mediation")) == ["3", "2", "entre 6 et 30 jours", "1", "40 jours"]
    few, cannot = "moins de 3", "on ne peut pas le dire"
    for browser in (client, seated("ostrine", "army"), seated("ostrine", "kite")):
        assert others(browser) == ["3", few, cannot, few, cannot]


def test_a_donor_finds_the_audit_and_reads_nothing_of_requests(seated: Any) -> None:
    assert "/fr/ostrine/parite/" in main_of(seated("ostrine", "donor").get("/fr/ostrine/soutien/"))
    said = text(seated("ostrine", "donor").get(ADDRESS))
    assert "Les plaidoyers se lisent entre membres du cadre." in said
    assert "Envoyés" not in said and "Silence" not in said
