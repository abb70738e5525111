"""What is read aloud after a meeting: the same for all, neutral by rule, and without what was sealed or is to come."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from homes import PASSPHRASE, Home, call
from printed import OSTRINE, pages, reading, to_come

from toguna.domain.speaking import tells_who, unfit
from toguna.domain.wire import Payload
from toguna.server.actions.entering import enter
from toguna.server.actions.registers import open_key
from toguna.server.reports import papers
from toguna.server.reports.spoken import Spoken, spoken

DAY = "2031-06-16"
SEATS = (None, "mediation", "governorate", "army", "kite", "chiefs", "youth", "observer")


def told(home: Home, *said: tuple[str, str, dict[str, Any]]) -> None:
    payloads = [
        (Payload(type_, case, fields, date(2031, 6, 16), "mediation"), "framework") for type_, case, fields in said
    ]
    enter(reading(home, OSTRINE, DAY).register, open_key(home, PASSPHRASE), payloads)


def text(home: Home, meeting: str = "k04", seat: str | None = None, lang: str = "fr") -> Spoken:
    found = spoken(reading(home, OSTRINE, DAY, seat), meeting, lang)
    assert found is not None
    return found


def adopted(*conclusions: str) -> list[tuple[str, str, dict[str, Any]]]:
    words = {"fr": " ".join(conclusions)}
    return [
        ("meeting.conclusions_drafted", "k04", {"conclusions": words}),
        ("meeting.reserved", "k04", {"party": "army", "what": {"fr": "trois mois au plus"}}),
        ("meeting.conclusions_adopted", "k04", {"conclusions": words}),
    ]


def test_it_says_that_people_met_what_was_decided_and_what_was_undertaken(own: Home):
    told(own, *adopted("Les patrouilles reprennent."))
    found = text(own)
    lines = [line.replace("\u202f", " ").replace("\xa0", " ") for line in found.lines]
    assert lines[0].endswith("réunion du 20 mai 2031.")
    assert "Assez de parties étaient là pour décider." in lines
    assert "Voici ce qui a été conclu : Les patrouilles reprennent." in lines
    assert any(line.startswith("Engagement (Forces armées)") for line in lines)
    assert found.left_out == () and found.minutes == 1
    assert text(own, lang="en").lines[0].replace("\xa0", " ").endswith("meeting of 20 May 2031.")


def test_a_reservation_is_read_and_nobody_is_named_for_it(own: Home):
    told(own, *adopted("Les patrouilles reprennent."))
    (line,) = [one for one in text(own).lines if "réserve" in one]
    assert "trois mois au plus" in line and "Forces armées" not in line and line.startswith("Une partie")


def test_every_reader_reads_the_same(own: Home):
    told(own, *adopted("Les patrouilles reprennent le 3 juillet 2031."))
    found = {seat: text(own, seat=seat) for seat in SEATS}
    assert len({one.lines for one in found.values()}) == 1
    assert not [late for line in found["mediation"].lines for late in to_come(line, date(2031, 6, 16))]


def test_what_is_not_adopted_is_not_read(own: Home):
    told(own, ("meeting.conclusions_drafted", "k04", {"conclusions": {"fr": "Un brouillon qui change encore."}}))
    lines = text(own).lines
    assert not any("brouillon" in line for line in lines)
    assert "Le relevé n’est pas encore adopté" in " ".join(lines).replace("\u202f", " ")


@pytest.mark.parametrize("phrase", ["Les rebelles quittent le puits.", "Appeler le 66 12 34 56 avant midi."])
def test_a_sentence_that_brands_or_tells_who_is_left_out_and_the_rest_is_read(own: Home, phrase: str):
    told(own, *adopted("Les patrouilles reprennent.", phrase, "Le marché reste ouvert."))
    found = text(own)
    said = " ".join(found.lines)
    assert phrase not in said and "66 12" not in said and "Le marché reste ouvert." in found.lines
    assert "Les patrouilles reprennent" in said
    (why,) = found.left_out
    assert ("rebelles" in why) == ("rebelles" in phrase)


def test_a_meeting_apart_one_to_come_and_one_that_is_not_there_have_none(own: Home):
    apart = {
        "framework": OSTRINE,
        "kind": "caucus",
        "held": True,
        "present": ["army", "kite", "mediation"],
        "start": "2031-06-10",
    }
    told(own, ("meeting.observed", "apart-1", apart))
    for seat in ("mediation", "army", "kite", None):
        held = reading(own, OSTRINE, DAY, seat)
        assert [spoken(held, case, "fr") for case in ("apart-1", "k05", "nulle-part")] == [None, None, None], seat
    assert spoken(reading(own, OSTRINE, DAY, "donor"), "k04", "fr") is None


def test_nobody_always_comes_first(own: Home):
    """Two meetings a day apart with the same three undertakings begin with different ones."""
    cases = ["u01", "u03", "u04"]
    for n in (1, 2):
        meeting = {"framework": OSTRINE, "held": True, "start": f"2031-06-0{n}", "led_to": cases}
        told(own, ("meeting.observed", f"essai-{n}", meeting))
    orders = [[line for line in text(own, f"essai-{n}").lines if line.startswith("Engagement")] for n in (1, 2)]
    assert len(orders[0]) == 3 and orders[0] != orders[1] and sorted(orders[0]) == sorted(orders[1])


def test_words_that_brand_are_found_in_both_languages_and_others_are_not():
    assert unfit("Ces Rebelles, dit-on, et les white skins") == ("rebelles", "white skins")
    assert unfit("Les mouvements signataires et les forains") == ()
    assert tells_who("appeler le +223 66 12 34 56") and not tells_who("les 16 et 17 juin 2031, 12 patrouilles")


def test_the_command_writes_the_papers_that_the_page_gives(home: Home, tmp_path: Path):
    asked = [
        "papers",
        "k04",
        "--home",
        home.path,
        "--framework",
        OSTRINE,
        "--as-of",
        DAY,
        "--seat",
        "army",
        "--lang",
        "fr",
    ]
    answer = call(*asked, "--out", tmp_path, "--json")
    names = [Path(path).name for path in answer.json["paths"]]
    assert names == [
        "ordre-du-jour-k04-fr-army.pdf",
        "presence-k04-fr-army.pdf",
        "releve-k04-fr-army.pdf",
        "a-lire-k04-fr-army.pdf",
        "note-ostrine-2031-06-16-fr-army.pdf",
    ]
    assert sorted(names) == sorted(path.name for path in tmp_path.iterdir())
    from toguna.server.queries.seats import seats

    copy = 1 + [one.code for one in seats(home, OSTRINE)].index("army")
    held = reading(home, OSTRINE, DAY, "army")
    for kind, name in zip(papers.KINDS, names, strict=False):
        same = papers.pdf(held, "k04", kind, "fr", copy=copy)
        assert same is not None and pages((tmp_path / name).read_bytes()) == pages(same), kind


def test_the_command_is_cut_to_its_seat_and_says_what_to_do(home: Home, tmp_path: Path):
    at = ["--home", home.path, "--framework", OSTRINE, "--as-of", DAY, "--out", tmp_path]
    listed = call("papers", *at, "--json")
    assert "k05" in {one["id"] for one in listed.json["meetings"]}
    assert call("papers", "k05", *at, "--kind", "agenda").code == 0
    (path,) = tmp_path.iterdir()
    assert path.name == "ordre-du-jour-k05-fr.pdf"
    assert not [late for page in pages(path.read_bytes()) for late in to_come(page, date(2031, 6, 16))]
    for seat, case, kind, code in (
        ("donor", "k04", "agenda", "unknown-meeting"),
        ("army", "nulle-part", "agenda", "unknown-meeting"),
        ("army", "k05", "spoken", "no-such-paper"),
    ):
        refused = call("papers", case, *at, "--seat", seat, "--kind", kind, "--json")
        assert refused.code == 2 and json.loads(refused.out)["error"]["code"] == code, (seat, case)
