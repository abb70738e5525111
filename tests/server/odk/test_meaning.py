"""What each form comes to in the register; what is not understood waits for a person and is never guessed."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from hashlib import sha256
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from collect import Collect, Instance, Line, filled
from office import FRAMEWORK, Office

from toguna.domain import codes
from toguna.domain.charters import Dissemination
from toguna.domain.incidents import HeardFrom, Report
from toguna.domain.measures import Outing
from toguna.domain.wire import Payload
from toguna.server.actions.entering import enter
from toguna.server.acts.catalogue import ACTS
from toguna.server.acts.choices import choices
from toguna.server.queries.day import days, held
from toguna.server.queries.phone_forms import FOLDER, shipped
from toguna.server.queries.phones import arrived, states

SHOWN = date(2031, 6, 16)
ROOT = Path(__file__).resolve().parents[3]
ROBBERY = {"famille": "vol", "kind": "ROB-ROAD", "precision": "day", "date": "2031-06-14", "basis": "seen"}
SESSION = {"charter": "charter-2031", "date": "2031-06-10", "place": "talvane", "languages": "fr ses"}
OUTING = {
    "measure": "v05",
    "stretches": "valombrine-sorbane~valombrine~sorbane",
    "date": "2031-06-12",
    "half": "am",
    "state": "logged",
}


@pytest.fixture
def phone(office: Office) -> Collect:
    return Collect(office.base("chiefs"), Line(office.port))


def test_an_incident_in_the_reporters_words(office: Office, phone: Collect) -> None:
    words = {"words": "Ils ont pris deux motos.", "where_text": "20 km après Talvane", "killed": 0, "injured": ""}
    phone.send(Instance(filled("cadre-incident", {**ROBBERY, **words})))
    (report,) = office.reading("chiefs").all(Report)
    assert (report.kind, report.killed, report.injured, report.where) == ("ROB-ROAD", 0, None, ())
    assert report.what is not None and report.what.fr == "Ils ont pris deux motos."
    assert report.where_said is not None and report.where_said.fr == "20 km après Talvane"


@pytest.mark.parametrize(("precision", "said"), [("day", "2031-06-14"), ("week", "2031-W24"), ("month", "2031-06")])
def test_a_day_is_as_precise_as_it_is_known(office: Office, phone: Collect, precision: str, said: str) -> None:
    phone.send(Instance(filled("cadre-incident", {**ROBBERY, "precision": precision})))
    (report,) = office.reading("chiefs").all(Report)
    assert report.date is not None and report.date.iso() == said


def test_sexual_violence_and_children_leave_nothing(office: Office, phone: Collect) -> None:
    said = phone.send(Instance(filled("cadre-incident", {"famille": "orienter", "words": "CANARI"}), {"a.jpg": b"x"}))
    assert said.startswith("Rien n’a été gardé")
    assert office.reading("chiefs").all(Report) == ()
    (row,) = arrived(office.reading())
    assert (row.state, row.photos) == ("nothing", 0)


def test_a_session_becomes_a_dissemination(office: Office) -> None:
    phone = Collect(office.base("kite"), Line(office.port))
    _, files = phone.download(phone.forms()["cadre-sensibilisation"])
    assert '"charter-2031"' in files["charters.csv"][0].decode()
    before = {one.id for one in office.reading().all(Dissemination)}
    phone.send(Instance(filled("cadre-sensibilisation", {**SESSION, "audience": 40}, version="2026112801")))
    (held,) = [one for one in office.reading().all(Dissemination) if one.id not in before]
    assert (held.charter, held.where, held.status) == ("charter-2031", ("talvane",), "held")
    assert (held.languages, held.audience, held.by) == (("french", "songhai"), 40, ("kite",))


ELSE = ({"charter": "autre", "what": "un relevé"}, {"charter": "inconnue"}, {"place": "autre"}, {"languages": "xx"})


@pytest.mark.parametrize("other", ELSE)
def test_a_session_about_something_else_waits_for_somebody(
    office: Office, phone: Collect, other: dict[str, str]
) -> None:
    before = office.reading().all(Dissemination)
    phone.send(Instance(filled("cadre-sensibilisation", {**SESSION, **other}, version="2026112801")))
    assert states(office.reading()) == {"incomplete": 1}
    assert office.reading().all(Dissemination) == before


def test_a_session_told_with_the_first_version_waits_too(office: Office, phone: Collect) -> None:
    said = {"what": "La charte", "date": "2031-06-10", "place": "talvane", "languages": "fr"}
    phone.send(Instance(filled("cadre-sensibilisation", said, version="2026112401")))
    assert states(office.reading()) == {"incomplete": 1}


def test_a_week_is_heard_of_whether_or_not_anything_happened(office: Office, phone: Collect) -> None:
    before = len(office.reading().all(HeardFrom))
    said = {"date": "2031-06-12", "places": "valombrine talvane", "something": "no", "safety": 7, "patrols": 3}
    phone.send(Instance(filled("cadre-semaine", said)))
    held = office.reading().all(HeardFrom)
    assert len(held) == before + 1
    phone.send(Instance(filled("cadre-semaine", {**said, "places": "autre"})))
    assert states(office.reading()) == {"entered": 1, "incomplete": 1}


def test_an_outing_that_was_done(office: Office) -> None:
    phone = Collect(office.base("gendarmerie"), Line(office.port))
    _, files = phone.download(phone.forms()["cadre-sortie"])
    stretch = next(
        line.split('"')[1] for line in files["roads.csv"][0].decode().splitlines() if "valombrine-sorbane~" in line
    )
    before = {one.id for one in office.reading().all(Outing)}
    phone.send(Instance(filled("cadre-sortie", {**OUTING, "stretches": stretch})))
    made = [one for one in office.reading().all(Outing) if one.id not in before]
    assert [(one.measure, one.half, one.state) for one in made] == [("v05", "am", "logged")]
    phone.send(Instance(filled("cadre-sortie", {**OUTING, "stretches": stretch, "measure": "autre"})))
    assert states(office.reading()) == {"entered": 1, "incomplete": 1}


def test_nobody_who_did_not_agree_is_counted(office: Office, phone: Collect) -> None:
    phone.send(Instance(filled("cadre-perception", {"consent": "no", "place": "talvane"})))
    phone.send(Instance(filled("cadre-perception", {"consent": "yes", "place": "talvane", "by_day": 4})))
    assert states(office.reading()) == {"nothing": 1, "kept": 1}


def test_what_was_published_stays_as_it_was() -> None:
    lines = (line.split() for line in (FOLDER / "published.txt").read_text().splitlines())
    listed = {(form, version): digest for form, version, digest in lines}
    held = {(form.id, form.version): sha256(form.xml).hexdigest() for form in shipped()}
    assert held == listed
    made = subprocess.run([sys.executable, ROOT / "scripts" / "odk_forms.py"], capture_output=True, text=True)
    assert (made.returncode, made.stderr) == (0, "")
    assert {(form.id, form.version) for form in shipped()} == set(listed)


def test_forms_offer_only_codes_that_the_register_knows_in_both_languages() -> None:
    space = {"x": "http://www.w3.org/2002/xforms"}
    for form in shipped():
        root = fromstring(form.xml)
        spoken = root.findall(".//x:translation", space)
        assert [one.get("lang") for one in spoken] == ["Français (fr)", "English (en)"], form.id
        texts = [{text.get("id") for text in one} for one in spoken]
        assert texts[0] == texts[1]
        for name, known in (("genre", set(codes.INCIDENT_KINDS)), ("half", set(codes.HALVES))):
            listed = root.findall(f".//x:instance[@id='{name}']//x:name", space)
            assert {one.text for one in listed} <= known
    every = {one.text for one in fromstring(shipped()[0].xml).findall(".//x:instance[@id='genre']//x:name", space)}
    assert every == set(codes.INCIDENT_KINDS), "every kind of incident can be reported"


def _place(case: str) -> tuple[Payload, str]:
    """A place of the neighbour, as an older register of both holds it."""
    said = {"name": {"fr": case.capitalize()}, "kind": "town", "adm1": "x-hautebrise"}
    return Payload("place.recorded", case, said, SHOWN, None), "open"


def test_lists_offer_the_framework_alone_and_an_older_list_is_still_understood(office: Office, phone: Collect) -> None:
    name, via = {"fr": "axe Rivemoire–Hautebrise"}, ["rivemoire", "grisane", "hautebrise"]
    said = {"name": name, "via": via, "framework": "hautebrise"}
    road = (Payload("road.recorded", "rivemoire-hautebrise", said, SHOWN, None), "open")
    enter(office.register, office.key, [*(_place(one) for one in via), road])
    _, files = phone.download(phone.forms()["cadre-perception"])
    places = files["places.csv"][0].decode()
    assert "rivemoire" not in files["roads.csv"][0].decode()
    assert '"talvane"' in places and '"belmarine"' in places, "its own, and the capital"
    assert '"rivemoire"' not in places and '"hautebrise"' not in places, "a neighbour's"
    field = next(one for one in ACTS["report.give"].fields if one.name == "where")
    offered = {one.value for one in choices(office.reading("chiefs"), field)}
    assert "talvane" in offered and not offered & {"rivemoire", "hautebrise", "rivemoire-hautebrise"}
    phone.send(Instance(filled("cadre-incident", {**ROBBERY, "near": "grisane"})))
    (report,) = office.reading("chiefs").all(Report)
    assert (report.near, report.where) == ("grisane", ("grisane",)), "chosen from a list of last year"


def test_in_an_exercise_a_sending_is_of_the_day_that_it_plays(office: Office, phone: Collect) -> None:
    phone.send(Instance(filled("cadre-incident", {**ROBBERY, "near": "talvane"})))
    (row,) = arrived(office.reading())
    played = days(held(office.home, FRAMEWORK)).last
    assert row.received == played == SHOWN
    (report,) = office.reading("chiefs").all(Report)
    assert report.received.iso() == "2031-06-16"
