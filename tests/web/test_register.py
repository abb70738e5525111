"""The register's own pages: copies, entries cut to the reader, verification in words."""

from __future__ import annotations

import re

import pytest
from pages import text

HERE = "/fr/ostrine/registre/"
DAY = {"le": "2031-03-28"}


def listed(answer) -> list[str]:
    body = answer.content.decode().split('aria-labelledby="rows"', 1)[1].split("</section>", 1)[0]
    return [text_of(row) for row in re.findall(r"<li>(.*?)</li>", body, flags=re.S)]


def text_of(markup: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup)).strip()


def all_entries(browser) -> list[str]:
    rows, address = [], f"{HERE}inscriptions/?le=2031-03-28"
    while address:
        answer = browser.get(address)
        assert answer.status_code == 200
        rows += listed(answer)
        found = re.search(r'href="([^"]*apres=[^"]*)"', answer.content.decode())
        address = found.group(1).replace("&amp;", "&") if found else ""
    return rows


def test_the_copies_are_told_and_nothing_wrong_is_said_in_words(seated):
    said = text(seated("ostrine", "mediation").get(HERE, DAY))
    assert "Qui tient un exemplaire" in said and "Nommé dans l’acte constitutif" in said
    assert "Aucune divergence et rien de manquant" in said
    assert re.search(r"Numéro de contrôle \d{3} \d{3} \d{3} \d{3}", said)


def test_entries_are_listed_once_each_over_the_pages(seated, monkeypatch):
    from toguna.server.queries import entries

    browser = seated("ostrine", "mediation")
    whole = all_entries(browser)
    monkeypatch.setattr(entries.page, "__defaults__", ("", 3))
    assert all_entries(browser) == whole and len(whole) > 6


def test_an_entry_tells_who_signed_it_and_leads_to_its_record(seated):
    browser = seated("ostrine", "mediation")
    body = browser.get(f"{HERE}inscriptions/", DAY).content.decode()
    addresses = re.findall(r'href="(/fr/ostrine/registre/inscriptions/\w{64}/[^"]*)"', body)
    told = [text(browser.get(address)) for address in addresses]
    assert all("Empreinte" in one and "D’après l’horloge de l’appareil" in one for one in told)
    assert any("Voir la fiche" in one for one in told)


def test_an_entry_about_what_is_withheld_answers_like_one_that_does_not_exist(seated, client):
    mine = seated("ostrine", "mediation").get(f"{HERE}inscriptions/", DAY).content.decode()
    hashes = set(re.findall(r"inscriptions/(\w{64})/", mine))
    theirs = set(re.findall(r"inscriptions/(\w{64})/", client.get(f"{HERE}inscriptions/", DAY).content.decode()))
    assert hashes - theirs
    nothing = client.get(f"{HERE}inscriptions/{'0' * 64}/", DAY)
    assert nothing.status_code == 404
    for hidden in hashes - theirs:
        answer = client.get(f"{HERE}inscriptions/{hidden}/", DAY)
        assert answer.status_code == 404
        assert answer.content.replace(hidden.encode(), b"0" * 64) == nothing.content


@pytest.mark.parametrize("after", ["x", "2031-03-28", "2031-03-28.", "'; --.x", "\x00.\x00", "2031-02-31." + "0" * 64])
def test_a_place_that_nobody_gave_is_the_first_page_or_an_empty_one(client, after):
    assert client.get(f"{HERE}inscriptions/", {**DAY, "apres": after}).status_code == 200


def test_verification_is_told_in_words(seated, client):
    assert "Cet exemplaire est intact." in text(client.get(f"{HERE}verification/", DAY))
    assert re.search(
        r"\d+ inscriptions dans \d+ journaux", text(seated("ostrine", "army").get(f"{HERE}verification/", DAY))
    )


def test_what_it_proves_and_what_it_does_not(client):
    said = text(client.get(f"{HERE}preuve/"))
    assert "Que ce qui est écrit est vrai. Il prouve qui l’a dit, pas que c’est arrivé." in said
    assert "constitution" not in said and "checkpoint" not in said
