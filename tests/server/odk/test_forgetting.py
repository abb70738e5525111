"""Ninety days after a form came, nothing of what it said is left; what comes again for it is answered sensibly."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from collect import Collect, Instance, Line, UploadFailed, filled
from office import Office
from PIL import Image

from toguna.domain.incidents import Incident, Report
from toguna.server.actions.arrivals import opened
from toguna.server.actions.doing import do
from toguna.server.actions.forgetting import forget, forget_forms
from toguna.server.office.models import Attachment, Submission
from toguna.server.queries.arrivals import door, keeping
from toguna.server.queries.phones import arrived
from toguna.server.queries.reading import read
from toguna.server.records.models import MODELS

FACTS = {"famille": "vol", "kind": "ROB-ROAD", "date": "2031-06-14", "precision": "day", "near": "ostrine"}
WORDS = "CANARI tout a été pris"


@pytest.fixture
def phone(office: Office) -> Collect:
    return Collect(office.base("mediation"), Line(office.port))


def photo(colour: str = "red") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(out, "JPEG")
    return out.getvalue()


def robbery(**meta: str) -> Instance:
    return Instance(filled("cadre-incident", {**FACTS, "words": WORDS}, **meta), {"a.jpg": photo()})


def aged(office: Office, days: int) -> date:
    """All that came, so many days old on the day that the exercise plays."""
    today = office.reading("mediation").today
    Submission.objects.update(received=today - timedelta(days=days))
    return today


def test_after_ninety_days_a_form_is_only_known_for_the_same(office: Office, phone: Collect) -> None:
    form = robbery()
    phone.send(form)
    (row,) = Submission.objects.all()
    today = aged(office, 90)
    assert forget(office.register, today) == {"messages": 0, "drafts": 0, "forms": 0, "photos": 0}, "the ninetieth day"
    today = aged(office, 91)
    look = read(office.home, framework="ostrine", seat="mediation", as_of=today)
    assert (keeping(look).late, keeping(look).forms) == (1, 1)
    assert forget_forms(office.register, today) == {"forms": 1, "photos": 1}
    assert forget_forms(office.register, today) == {"forms": 0, "photos": 0}
    held = Submission.objects.get()
    assert (bytes(held.content), held.phone, held.state, held.emptied) == (b"", 0, "entered", True)
    assert (held.instance, held.digest, held.number) == (row.instance, row.digest, row.number)
    assert [one.content for one in Attachment.objects.all()] == [None]
    assert opened(office.register, office.key, row.number) == []
    assert arrived(look)[0].forgotten and keeping(look).forms == 0
    # The register keeps what was entered.
    assert [one.receipt for one in look.all(Report) if one.receipt == row.number] == [row.number]
    # The same again is known, and brings nothing back; something else under its mark is refused.
    said = phone.send(form)
    assert said.startswith(f"Déjà reçu sous le n° {row.number}, il y a plus de 90 jours")
    assert [one.content for one in Attachment.objects.all()] == [None]
    phone.send(Instance(form.xml, {"b.jpg": photo("blue")}))
    assert Attachment.objects.count() == 1, "nor does a photo that comes too late"
    with pytest.raises(UploadFailed) as refused:
        phone.send(Instance(form.xml.replace(b"tout", b"rien")))
    assert refused.value.status == 409 and row.number in refused.value.said


def test_an_edit_of_what_was_forgotten_takes_its_place(office: Office, phone: Collect) -> None:
    phone.send(robbery(instanceID="uuid:first"))
    (row,) = Submission.objects.all()
    forget_forms(office.register, aged(office, 91))
    meta = {"instanceID": "uuid:second", "deprecatedID": "uuid:first"}
    edit = filled("cadre-incident", {**FACTS, "words": "un véhicule"}, **meta)
    said = phone.send(Instance(edit))
    assert said.startswith(f"Reçu n° {row.number}. Merci.") and "La version d’avant a plus de 90 jours" in said
    (report,) = [one for one in office.reading("mediation").all(Report) if one.receipt == row.number]
    assert report.told is not None and report.told.fr == "un véhicule"
    assert [one.state for one in Submission.objects.order_by("id")] == ["entered", "entered"]
    assert phone.send(Instance(edit)) == f"Déjà reçu sous le n° {row.number}. Merci."


def test_a_draft_of_long_ago_is_over_and_its_edit_begins_anew(office: Office, phone: Collect) -> None:
    phone.send(Instance(filled("cadre-incident", {**FACTS, "words": "x" * 4_500}, instanceID="uuid:long")))
    (row,) = Submission.objects.all()
    assert row.state == "incomplete"
    forget_forms(office.register, aged(office, 91))
    assert Submission.objects.get().state == "over"
    assert door(office.reading("mediation")).to_do == ()
    meta = {"instanceID": "uuid:short", "deprecatedID": "uuid:long"}
    phone.send(Instance(filled("cadre-incident", {**FACTS, "words": "y"}, **meta)))
    (report,) = [one for one in office.reading("mediation").all(Report) if one.receipt == row.number]
    assert report.told is not None and report.told.fr == "y"


def test_a_photo_stays_with_its_case_until_a_year_after_it_was_closed(office: Office, phone: Collect) -> None:
    phone.send(robbery())
    report = next(one for one in office.reading("mediation").all(Report) if one.receipt is not None)
    today = aged(office, 91)
    reading = office.reading("mediation")
    incident = reading.all(Incident)[0].id
    do(office.register, reading.reader, office.key, ("report.merged", report.id, {"incident": incident}))
    assert forget_forms(office.register, today) == {"forms": 1, "photos": 0}
    ((content, photos),) = opened(office.register, office.key, report.receipt or "")
    assert (content["fields"], list(photos)) == ({}, ["a.jpg"])
    held = MODELS["incident"].objects.at(office.register, None).get(case=incident)
    MODELS["incident"].objects.filter(case=incident, known_from=held.known_from).update(
        data={**held.data, "status": "closed"}
    )
    assert forget_forms(office.register, held.known_from + timedelta(days=365))["photos"] == 0
    assert forget_forms(office.register, held.known_from + timedelta(days=366))["photos"] == 1
    assert opened(office.register, office.key, report.receipt or "") == []


def test_a_phone_that_sends_makes_the_office_forget(office: Office, phone: Collect) -> None:
    phone.send(robbery())
    came = Submission.objects.get().received
    Submission.objects.update(received=came - timedelta(days=91))
    phone.send(robbery())
    assert sorted(Submission.objects.values_list("emptied", flat=True)) == [False, True]
