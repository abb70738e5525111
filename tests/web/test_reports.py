"""Briefs to download: the copy for all, and one's own."""

from __future__ import annotations

import io

import pytest
from pages import text

NOTE = "/fr/ostrine/note.pdf"


def words(answer) -> str:
    from pypdf import PdfReader

    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(answer.content)).pages)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_everybody_may_take_the_copy_for_all(client, lang):
    answer = client.get(f"/{lang}/ostrine/note.pdf", {"le": "2031-06-16"})
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert "2031-06-16" in answer.headers["Content-Disposition"]
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_the_copy_for_all_is_the_same_thing_whoever_asks(client, seated):
    for browser in (client, seated("ostrine", "mediation")):
        assert "23 juin 2031" not in words(browser.get(NOTE))


def test_a_seats_own_copy_needs_a_seat(client):
    answer = client.get(NOTE, {"exemplaire": "titulaire"})
    assert answer.status_code == 403
    assert "Entrer avec sa phrase de passe" in text(answer)


def test_the_secretariats_copy_has_the_reserved_sheet_and_a_chiefs_has_not(seated):
    own = words(seated("ostrine", "mediation").get(NOTE, {"exemplaire": "titulaire"}))
    assert "23 juin 2031" in own.replace("\u00a0", " ")
    chiefs = words(seated("ostrine", "chiefs").get(NOTE, {"exemplaire": "titulaire"}))
    assert "23 juin 2031" not in chiefs.replace("\u00a0", " ")


def test_each_seat_has_a_number_of_its_own(home):
    from toguna.server.queries.reading import chosen
    from toguna.server.queries.seats import place_of, seats

    register, listed = bytes.fromhex(chosen(home, "ostrine")["id"]), seats(home, "ostrine")
    assert sorted(place_of(register, seat.code) for seat in listed) == list(range(1, len(listed) + 1))
