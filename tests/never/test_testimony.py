"""A testimony: shown with consent, for twelve months at most, and gone everywhere once it is taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from acted import TODAY, act, done, hidden
from pages import phrase, text

from toguna.server.home import Home

if TYPE_CHECKING:
    from django.test import Client

Sitting = Callable[[str], "Client"]
WORDS = "Depuis le printemps je vais au marché sans cacher mon argent."
MEMBERS = ("mediation", "governorate", "kite", "youth", "observer")


def pages_of(browser: Client, case: str) -> str:
    """Every page on which the words of a testimony could stand, for one reader."""
    addresses = ("bilan/", f"temoignages/{case}/", "", "registre/inscriptions/", "changements/", "dialogues/")
    return " ".join(text(browser.get(f"/fr/ostrine/{address}{TODAY}")) for address in addresses)


def taken(office: Client) -> str:
    return done(office, "testimony.take", region="vallée d’Ostrine", what=WORDS, date="2031-06-10")


def cleared(office: Client) -> str:
    case = taken(office)
    done(office, "testimony.consent", case, scope="framework", given="2031-06-11")
    done(office, "testimony.clear", case)
    return case


def withdraw(office: Client, case: str) -> Any:
    address = f"/fr/ostrine/agir/testimony.withdraw/{TODAY}&cas={case}"
    form = office.get(address)
    sent = {"jeton": hidden(form, "jeton"), "vu": hidden(form, "vu"), "why": "La personne l’a voulu."}
    return office.post(address, sent | {"phrase": phrase("mediation")})


def told(seat: str, day: date = date(2031, 6, 16)) -> str:
    """What a seat's notes, its file of counts and the API are made of, as of a day."""
    from django.conf import settings

    from toguna.server.api.collections import COLLECTIONS
    from toguna.server.queries import result_pages
    from toguna.server.queries.incident_export import cells
    from toguna.server.queries.incident_pages import Asked
    from toguna.server.queries.reading import read
    from toguna.server.queries.situation import situation

    reading = read(settings.HOME, framework="ostrine", seat=seat, as_of=day)
    rows = [one.page(reading, "", 200).rows for one in COLLECTIONS.values()]
    return repr((situation(reading), cells(reading, Asked()), rows, result_pages.voices(reading)))


def in_the_files(home: Home) -> list[str]:
    """The files of the database, its log included, that hold the words in clear."""
    files = home.database.parent.glob(f"{home.database.name}*")
    return [path.name for path in files if b"sans cacher mon argent" in path.read_bytes()]


def test_without_consent_it_is_the_secretariats_alone(sitting: Sitting) -> None:
    case = taken(sitting("mediation"))
    assert WORDS in pages_of(sitting("mediation"), case)
    for seat in (*MEMBERS[1:], "donor"):
        assert WORDS not in pages_of(sitting(seat), case), seat
    refused = act(sitting("mediation"), "testimony.take", region="", what=WORDS)
    assert refused.status_code == 400, "a testimony has its region"
    withdraw(sitting("mediation"), case)


def test_with_consent_members_read_region_and_words_until_twelve_months_are_over(sitting: Sitting) -> None:
    office = sitting("mediation")
    case = cleared(office)
    for seat in MEMBERS:
        assert WORDS in text(sitting(seat).get(f"/fr/ostrine/bilan/{TODAY}")), seat
    assert WORDS not in text(sitting("donor").get(f"/fr/ostrine/bilan/{TODAY}"))
    assert sitting("army").get(f"/fr/ostrine/temoignages/{case}/{TODAY}").status_code == 404
    assert "10 juin 2032" in text(office.get(f"/fr/ostrine/temoignages/{case}/{TODAY}"))
    from dataclasses import replace

    from django.conf import settings

    from toguna.server.queries.reading import read
    from toguna.server.queries.result_pages import voices

    reading = read(settings.HOME, framework="ostrine", seat="army", as_of=None)
    given = date(2031, 6, 11)
    last, after = (replace(reading, today=given + timedelta(days=n)) for n in (364, 365))
    assert WORDS in repr(voices(last))
    assert WORDS not in repr(voices(after)), "after twelve months nobody is shown it again"
    withdraw(office, case)


def test_taken_back_it_is_on_no_page_in_no_note_no_file_no_answer_and_in_no_table(
    acting: Home, sitting: Sitting
) -> None:
    office = sitting("mediation")
    case = cleared(office)
    assert WORDS in told("army")
    assert in_the_files(acting), "what is looked for below can be found"
    answer = withdraw(office, case)
    assert answer.status_code == 302, text(answer)
    for seat in (*MEMBERS, "donor"):
        assert WORDS not in pages_of(sitting(seat), case), seat
        assert WORDS not in told(seat), seat
        # Whoever looks at a day on which it could still be shown finds nothing either.
        assert WORDS not in told(seat, date(2031, 6, 15)), seat
    assert sitting("mediation").get(f"/fr/ostrine/temoignages/{case}/{TODAY}").status_code == 404
    assert not in_the_files(acting)


def test_what_remains_is_that_it_was_taken_back_and_for_the_secretariat_alone(sitting: Sitting) -> None:
    office = sitting("mediation")
    case = cleared(office)
    assert case not in left("mediation")
    withdraw(office, case)
    assert left("mediation")[case] == date(2031, 6, 16)
    said = text(office.get(f"/fr/ostrine/bilan/{TODAY}"))
    assert f"Retiré le 16 juin 2031 ({case})" in said and WORDS not in said and "La personne" not in said
    for seat in (*MEMBERS[1:], "donor"):
        assert left(seat) == {}, seat
        assert case not in pages_of(sitting(seat), "nulle-part"), seat


def left(seat: str) -> dict[str, date]:
    """The testimonies of which a seat may know that they were taken back."""
    from django.conf import settings

    from toguna.server.queries.reading import read
    from toguna.server.queries.result_pages import taken_back

    reading = read(settings.HOME, framework="ostrine", seat=seat, as_of=date(2031, 6, 16))
    return {one.id: one.day for one in taken_back(reading)}


def test_every_proof_still_holds_after_it_is_gone(acting: Home, sitting: Sitting) -> None:
    from homes import call

    withdraw(sitting("mediation"), cleared(sitting("mediation")))
    answer = call("verify", "--home", acting.path)
    assert answer.code == 0, answer.out + answer.err
