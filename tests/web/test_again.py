"""A machine left open on a table: it is read, and nothing is taken from it without the passphrase."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from pages import phrase, text

FILES = {
    "mediation": [
        "registre/exemplaire.toguna",
        "incidents/fichier.csv",
        "sauvegarde.toguna",
        "note.pdf?exemplaire=titulaire",
        "rencontres/k01/releve.pdf?exemplaire=titulaire",
    ],
    "army": ["registre/exemplaire.toguna", "note.pdf?exemplaire=titulaire"],
}


@pytest.mark.parametrize(("seat", "file"), [(seat, file) for seat, files in FILES.items() for file in files])
def test_a_file_is_given_for_ten_minutes_and_then_for_the_passphrase(
    seated: Any, monkeypatch: pytest.MonkeyPatch, seat: str, file: str
) -> None:
    browser, address = seated("ostrine", seat), f"/fr/ostrine/{file}"
    ask = browser.post if "sauvegarde" in file else browser.get
    fresh = ask(address)
    assert fresh.status_code == 200 and "attachment" in fresh["Content-Disposition"], text(fresh)
    now = time.time()
    monkeypatch.setattr("toguna.server.web.again.time.time", lambda: now + 601)
    asked = ask(address)
    assert asked.status_code == 200 and "Content-Disposition" not in asked
    assert "Emporter un fichier" in text(asked)
    wrong = browser.post(address, {"phrase": "une autre"})
    assert wrong.status_code == 403 and "Ce n’est pas votre phrase" in text(wrong)
    right = browser.post(address, {"phrase": phrase(seat)})
    assert right.status_code == (200 if ask == browser.post else 302)
    given = right if ask == browser.post else browser.get(right["Location"])
    assert "attachment" in given["Content-Disposition"]
    assert given.content[:64] == fresh.content[:64]


def test_the_copy_for_all_is_taken_without_being_asked(seated: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    browser, now = seated("ostrine", "army"), time.time()
    monkeypatch.setattr("toguna.server.web.again.time.time", lambda: now + 601)
    for file in ("note.pdf", "rencontres/k01/releve.pdf"):
        assert "attachment" in browser.get(f"/fr/ostrine/{file}")["Content-Disposition"], file


def test_no_link_saves_a_page_under_the_name_of_a_file(seated: Any) -> None:
    """The attribute `download` saves whatever comes, the page that asks for the passphrase too."""
    browser = seated("ostrine", "mediation")
    pages = ["", "registre/", "incidents/", "rencontres/k01/", "debut/", "bilan/"]
    told = "".join(browser.get(f"/fr/ostrine/{page}").content.decode() for page in pages)
    links = re.findall(r"<a [^>]*>", told)
    assert len(links) > 100
    saving = [link for link in links if " download" in link]
    assert not [one for one in saving if "exemplaire" in one or "fichier" in one or ".toguna" in one]


def test_guesses_are_slowed_down_as_at_the_door(seated: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    browser, address = seated("ostrine", "army"), "/fr/ostrine/registre/exemplaire.toguna"
    now = time.time()
    monkeypatch.setattr("toguna.server.web.again.time.time", lambda: now + 601)
    statuses = [browser.post(address, {"phrase": "non"}).status_code for _ in range(5)]
    assert statuses[:3] == [403] * 3
    assert 429 in statuses


def test_whoever_has_no_seat_is_asked_nothing_and_given_nothing(client: Any) -> None:
    for file in FILES["mediation"]:
        answer = client.get(f"/fr/ostrine/{file}")
        assert answer.status_code in (302, 403, 404, 405)
        assert "Content-Disposition" not in answer
