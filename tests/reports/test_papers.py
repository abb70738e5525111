"""A meeting's papers: what they hold, and what they must never hold (domain notes §9.1)."""

from __future__ import annotations

import pytest
from homes import PASSPHRASE, Home
from printed import ALL, LANGUAGES, OSTRINE, TIMBUKTU, pages, reading, squeezed, strings, to_come

from toguna.domain.meetings import Meeting
from toguna.domain.wire import Payload
from toguna.server.actions.entering import enter
from toguna.server.actions.registers import open_key
from toguna.server.queries import agenda, missing
from toguna.server.reports import papers

DAYS = ("2031-04-01", "2031-05-22", "2031-06-16")
AVOIDED = ("demandes", "affirmations", "siège", "constitution", "cellule", "checkpoint")


@pytest.mark.parametrize("kind", papers.KINDS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_paper_for_all_holds_a_day_to_come_or_a_word_to_avoid(home: Home, kind: str, lang: str) -> None:
    checked = 0
    for framework, days in ((OSTRINE, DAYS), (TIMBUKTU, ("2020-05-02",))):
        for day in days:
            held = reading(home, framework, day)
            for meeting in held.all(Meeting):
                document = papers.document(held, meeting.id, kind, lang=lang)
                if document is None and kind == "spoken":
                    assert meeting.status == "called", meeting.id  # nothing is read aloud of what is to come
                    continue
                assert document is not None and document["reserved"] is None
                said = list(strings(document))
                assert not [late for text in said for late in to_come(text, held.today)], (day, meeting.id)
                assert not [word for text in said for word in AVOIDED if lang == "fr" and word in text.lower()]
                checked += 1
    assert checked > 10


@pytest.mark.parametrize("seat", ["mediation", "governorate", "army", "youth", "kite-suppleant"])
def test_a_seats_copy_has_the_same_body_and_its_days_on_the_reserved_sheet_alone(home: Home, seat: str) -> None:
    for_all = papers.document(reading(home, OSTRINE, "2031-06-16"), "k05", "agenda", lang="fr")
    own = papers.document(reading(home, OSTRINE, "2031-06-16", seat), "k05", "agenda", lang="fr", copy=4)
    assert for_all is not None and own is not None
    sheet = own.pop("reserved")
    for_all.pop("reserved")
    assert own == for_all
    assert sheet["copy"] == "n° 4" and "19 juin 2031" in squeezed(sheet["meeting"])
    days = [row for row in sheet["rows"] if "Valombrine–Talvane" in squeezed(row[1])]
    assert bool(days) is (seat in ("mediation", "army", "kite-suppleant")), days


def test_the_agenda_of_all_names_reliefs_and_alerts_alike_with_and_without_a_gap(home: Home) -> None:
    for day in DAYS:
        held = reading(home, OSTRINE, day)
        for meeting in held.all(Meeting):
            items = {item.code: item for item in agenda.agenda(held, meeting)}
            assert items["hand_overs"].lines == () and items["hand_overs"].reserved == agenda.RESERVED
            assert items["alerts"].lines == ()


def test_the_agenda_writes_itself_for_the_secretariat(home: Home) -> None:
    held = reading(home, OSTRINE, "2031-06-16", "mediation")
    items = {item.code: [line.what.fr for line in item.lines] for item in agenda.of(held, "k05")}
    assert list(items) == ["hand_overs", "decisions", "due", "blocked", "requests"]
    assert any("v02" in what for what in items["hand_overs"])
    assert items["due"].count("remettre en état le poste d’Ambrelune") == 1, "a repeated promise is told once"
    assert agenda.of(held, "k02") == (), "a meeting that was held has none"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_they_print_and_say_what_they_are(home: Home, lang: str) -> None:
    held = reading(home, OSTRINE, "2031-06-16", "mediation")
    title = {"fr": ("Ordre du jour", "Feuille de présence", "Relevé de conclusions", "À lire à voix haute")}
    title["en"] = ("Agenda", "Attendance sheet", "Record of conclusions", "To be read aloud")
    for kind, name in zip(papers.KINDS, title[lang], strict=True):
        meeting = "k02" if kind in ("conclusions", "spoken") else "k05"
        printed = pages(papers.pdf(held, meeting, kind, lang) or b"")
        assert name in printed[0]
        assert len(printed) == (1 if kind in ("attendance", "spoken") else 2)
    assert papers.pdf(held, "nulle-part", "agenda", lang) is None


def test_the_attendance_sheet_is_by_seat_and_tells_nobody_who_came(home: Home) -> None:
    held = reading(home, OSTRINE, "2031-06-16", "mediation")
    one, two = (papers.document(held, case, "attendance", lang="fr") for case in ("k02", "k04"))
    assert one is not None and two is not None
    assert one["table"] == two["table"], "those who came to one and not to the other stand in both"
    parties = [row[0] for row in one["table"]["rows"]]
    assert "Forces armées" in parties and "Préfecture de Hautebrise" not in parties, "members of this framework only"
    assert all(row[2:] == [True, True] for row in one["table"]["rows"])


def test_the_record_holds_reservations_and_no_position(own: Home) -> None:
    register, key = reading(own, OSTRINE, "2031-06-16").register, open_key(own, PASSPHRASE)

    def said(type_: str, **fields: object) -> tuple[Payload, str]:
        from datetime import date

        return Payload(type_, "k02", fields, date(2031, 6, 16), "mediation"), "framework"

    words = {"fr": "La relève commence le 3 juillet 2031."}
    enter(
        register,
        key,
        [
            said("meeting.conclusions_drafted", conclusions=words),
            said("meeting.reserved", party="army", what={"fr": "Trois mois au plus."}),
        ],
    )
    held = reading(own, OSTRINE, "2031-06-16")
    document = papers.document(held, "k02", "conclusions", lang="fr")
    assert document is not None
    told = " ".join(strings(document))
    assert "La relève commence le [date non imprimée]." in told, "a day to come in people's own words is not printed"
    assert "Forces armées : Trois mois au plus." in told and "PROJET" in told
    # Kept to those who came: the paper leaves a line for each party, whether it came or not.
    assert "Leaders religieux" in document["parties"]


def test_what_is_left_open_names_each_point_that_is_neither_filled_nor_said(home: Home) -> None:
    held = reading(home, OSTRINE, "2031-06-16", "youth")
    found = missing.of_meeting(held, "k01")
    assert found is not None and found.unwritten
    by_id = {text.id: text for text in found.texts}
    assert set(by_id) == {"u01", "u03", "u04", "u05", "d01"}
    assert by_id["u01"].missing == ("frequency", "means", "authority", "end", "handed_to", "fallback")
    assert found.points == sum(len(text.missing) for text in found.texts) and found.whole == 0
    charter = missing.of_agreement(held, "charter-2031")
    assert charter is not None
    assert {"deadline", "means", "verifier"} <= set(charter.texts[0].not_agreed), "said by the agreement’s own text"
    assert missing.of_meeting(held, "nulle-part") is None
    assert missing.of_agreement(reading(home, OSTRINE, "2031-06-16", ALL), "nulle-part") is None
