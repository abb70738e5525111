"""The harm rules of domain notes §9.1 on paper: what a brief must never hold, for whom, on which day."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from homes import Home
from printed import ALL, HAUTEBRISE, LANGUAGES, OSTRINE, TIMBUKTU, printed, reading, strings, to_come

from toguna.base.dates import say_day
from toguna.domain.claims import Claim
from toguna.domain.hand_overs import HandOver
from toguna.domain.incidents import Incident
from toguna.domain.measures import Measure
from toguna.domain.requests import Request
from toguna.server import reports
from toguna.server.ledger import store
from toguna.server.queries.reading import chosen

DAYS = {
    TIMBUKTU: [date(2017, 11, 1) + timedelta(days=61 * n) for n in range(20)] + [date(2019, 3, 26), date(2019, 4, 2)],
    "gao": [date(2018, 6, 1), date(2020, 12, 31)],
    OSTRINE: [date(2031, 1, 10) + timedelta(days=20 * n) for n in range(9)] + [date(2031, 6, 16)],
    HAUTEBRISE: [date(2031, 4, 20), date(2031, 6, 16)],
}
SHOWN = ((TIMBUKTU, "2019-03-26"), (TIMBUKTU, "2020-05-02"), (OSTRINE, "2031-04-01"), (OSTRINE, "2031-06-16"))
SHEET = ("à rendre après la réunion", "to be collected after the meeting")
AVOIDED = ("demandes", "affirmations", "siège", "constitution", "cellule", "checkpoint", "check-point")


def able(home: Home, framework: str, day: str) -> set[str]:
    """Parties that something ahead may concern: owners, those named to fill a gap, and the secretariat."""
    held = reading(home, framework, day)
    out = {"mediation", "hd"}
    for measure in held.all(Measure):
        out |= {*measure.may_fill, *measure.by}
    return out


def seats(home: Home, framework: str) -> list[tuple[str, str]]:
    """Seats with their parties."""
    act = store.constitution(bytes.fromhex(chosen(home, framework)["id"]))
    return [(seat.code, seat.party) for seat in act.seats]


@pytest.mark.parametrize("framework", DAYS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_copy_for_all_holds_no_day_to_come(home: Home, framework: str, lang: str) -> None:
    for day in DAYS[framework]:
        held = reading(home, framework, day)
        document = reports.document(held, lang=lang)
        assert document["reserved"] is None
        found = [late for text in strings(document) for late in to_come(text, held.today)]
        assert not found, (day, found)


@pytest.mark.parametrize(("framework", "day"), SHOWN)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_its_printed_pages_hold_none_and_no_open_gap(home: Home, framework: str, day: str, lang: str) -> None:
    held = reading(home, framework, day)
    assert reading(home, framework, day, "hd" if framework == TIMBUKTU else "mediation").today == held.today
    text = " ".join(printed(held, lang))
    assert not to_come(text, held.today)
    for words in (*SHEET, "Vide sécuritaire en cours", "Cover gap open", "relève à confirmer", "to be confirmed"):
        assert words not in text
    assert "voir le feuillet réservé" in text or "see the reserved sheet" in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_seats_that_may_not_fill_the_gap_get_nothing_of_it(home: Home, lang: str) -> None:
    open_to = able(home, OSTRINE, "2031-06-16")
    # Gap, end and successor of the Talvane road on the opening day of the scenario (veranda, p6).
    tells = (say_day(date(2031, 6, 23), lang).replace("\u00a0", " "), "2031-06-23", "v03", *SHEET)
    outside = [seat for seat, party in seats(home, OSTRINE) if party not in open_to]
    assert len(outside) >= 16
    for seat in outside:
        document = reports.document(reading(home, OSTRINE, "2031-06-16", seat), lang=lang)
        assert document["reserved"] is None, seat
        found = [text for text in strings({**document, "labels": {}}) if any(tell in text for tell in tells)]
        assert not found, (seat, found)


def test_nor_do_their_printed_pages(home: Home) -> None:
    open_to = able(home, OSTRINE, "2031-06-16")
    for seat, party in seats(home, OSTRINE):
        if party in open_to or seat != party:
            continue
        text = " ".join(printed(reading(home, OSTRINE, "2031-06-16", seat), "fr"))
        assert not [tell for tell in ("23 juin", "v03", *SHEET) if tell in text], seat


@pytest.mark.parametrize("seat", ["mediation", "army", "lantern", "kite"])
def test_those_who_may_get_it_on_a_numbered_sheet_and_nowhere_else(home: Home, seat: str) -> None:
    *body, sheet = printed(reading(home, OSTRINE, "2031-06-16", seat), "fr")
    assert "23 juin 2031" in sheet
    assert "v03" in sheet
    assert SHEET[0] in sheet
    assert "Exemplaire n° 1" in sheet
    assert not [page for page in body if "23 juin 2031" in page or SHEET[0] in page]


def test_a_seat_of_one_framework_gets_nothing_of_the_other(home: Home) -> None:
    held = reading(home, HAUTEBRISE, "2031-06-16", "lantern")
    text = " ".join(strings(reports.document(held, lang="fr")))
    # Talvane is named by the national accord's clause, which both frameworks share.
    assert not [word for word in ("Sorbane", "Ambrelune", "Cerf-Volant", "(v0") if word in text]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_office_of_a_request_is_for_its_sender_and_the_secretariat(home: Home, lang: str) -> None:
    for framework, days in DAYS.items():
        offices = [getattr(r.to_text, lang) for r in reading(home, framework, days[-1]).all(Request) if r.to_text]
        for day in days:
            text = " ".join(strings(reports.document(reading(home, framework, day), lang=lang)))
            assert not [office for office in offices if office in text], day
    secretariat = reports.document(reading(home, OSTRINE, "2031-06-16", "mediation"), lang="fr")
    assert "ministère chargé de la sécurité" in " ".join(strings(secretariat))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sealed_claims_and_testimony_without_consent_are_absent(home: Home, lang: str) -> None:
    hidden = []
    for framework in (TIMBUKTU, OSTRINE):
        last = DAYS[framework][-1] if framework == OSTRINE else date(2020, 12, 31)
        for claim in reading(home, framework, last).all(Claim):
            silent = claim.kind == "testimony" and claim.consent is None
            if claim.says is not None and (claim.level == "sealed" or silent):
                hidden.append((framework, last, claim.says.language(lang) and claim.says.say(lang)))
    assert len(hidden) >= 3
    for framework, last, says in hidden:
        for seat in (ALL, "hd" if framework == TIMBUKTU else "mediation", "army" if framework == OSTRINE else ALL):
            text = " ".join(strings(reports.document(reading(home, framework, last, seat), lang=lang)))
            assert says not in text


def test_a_testimony_leaves_the_brief_when_its_consent_ends(home: Home) -> None:
    says = "nous voyageons de nouveau le soir"
    before = reports.document(reading(home, OSTRINE, "2031-06-16", "mediation"), lang="fr")
    after = reports.document(reading(home, OSTRINE, "2032-06-20", "mediation"), lang="fr")
    assert says in " ".join(strings(before))
    assert says not in " ".join(strings(after))


@pytest.mark.parametrize("seat", [ALL, "mediation", "army"])
def test_no_incident_is_placed_at_a_point_or_dated_to_the_day(home: Home, seat: str) -> None:
    held = reading(home, OSTRINE, "2031-06-16", seat)
    document = reports.document(held, lang="fr")
    rows = " ".join(strings(document["body"]["incidents"]["rows"]))
    for incident in held.all(Incident):
        if incident.date.exact:
            day = say_day(incident.date.first, "fr").replace("\u00a0", " ")
            assert not re.search(rf"(?<!\d)(?<!semaine du ){day}", rows)
    assert "Lumerane" not in rows
    # And the map names roads and places, whatever happened there.
    before = reports.document(reading(home, OSTRINE, "2031-01-10"), lang="fr")
    assert document["body"]["map"] == before["body"]["map"]


def test_beside_a_claim_an_incident_is_no_finer_for_all(home: Home) -> None:
    text = " ".join(strings(reports.document(reading(home, OSTRINE, "2031-06-16"), lang="en")["body"]["results"]))
    assert "week of 28 April 2031" in text
    assert "2 May 2031" not in text


@pytest.mark.parametrize(("framework", "day"), SHOWN)
@pytest.mark.parametrize("seat", [ALL, "secretariat"])
def test_words_to_avoid(home: Home, framework: str, day: str, seat: str) -> None:
    secretariat = "hd" if framework == TIMBUKTU else "mediation"
    held = reading(home, framework, day, secretariat if seat else ALL)
    text = " ".join(printed(held, "fr")).lower()
    assert not [word for word in AVOIDED if word in text]
    assert text.count("couverture") == text.count("couverture sécuritaire")
    assert "toguna" not in text


@pytest.mark.parametrize(("framework", "day"), SHOWN)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_says_what_it_is(home: Home, framework: str, day: str, lang: str) -> None:
    held = reading(home, framework, day, "hd" if framework == TIMBUKTU else "mediation")
    made = printed(held, lang)
    stamp = {
        (TIMBUKTU, "fr"): "Rejeu de faits documentés : personne n’a inscrit ces faits à l’époque",
        (TIMBUKTU, "en"): "Replay of documented facts: nobody recorded these facts at the time",
        (OSTRINE, "fr"): "EXERCICE",
        (OSTRINE, "en"): "EXERCISE",
    }[framework, lang]
    for page in made:
        assert stamp in page
        assert say_day(held.today, lang).replace("\u00a0", " ") in page
        assert ("DIFFUSION RESTREINTE" if lang == "fr" else "RESTRICTED") in page
    assert 2 <= len(made) - 1 <= 4


def test_hand_overs_of_the_past_make_no_sheet(home: Home) -> None:
    """Before any of its measures or hand-overs was known, nothing ahead was the kite movement’s to see."""
    held = reading(home, OSTRINE, "2031-01-25", "kite")
    assert held.all(HandOver) == ()
    assert reports.document(held, lang="fr")["reserved"] is None


def test_the_look_out_for_days_to_come_finds_them() -> None:
    text = (
        "le 1er mai 2019, 3 April 2019, <b>12/04/2019</b>, June 2019, 2019-04-11, 2020; pas le 9 avril 2019, mars 2019"
    )
    late = {"1er mai 2019", "mai 2019", "12/04/2019", "june 2019", "2019-04-11", "2020"}
    assert to_come(text, date(2019, 4, 10)) == late
