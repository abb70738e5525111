"""One robbery, told by an offline phone, an SMS and a partner's file: one verified incident, in the gap it fell in."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from collect import Collect, Instance, Line, LineDown, filled
from gateways import Line as Gateway
from homes import PASSPHRASE, call
from office import Office
from printed import pages

from toguna.domain.incidents import Incident, Report
from toguna.server import reports
from toguna.server.acts.performing import perform
from toguna.server.queries import cover
from toguna.server.queries.pairs import suggested
from toguna.server.queries.reading import for_all

TOLD = {
    "famille": "route",
    "faits/kind": "ROB-ROAD",
    "faits/precision": "day",
    "faits/date": "2031-12-15",
    "faits/road": "valombrine-talvane~valombrine~ostrine",
    "faits/near": "ostrine",
    "faits/basis": "seen",
    "faits/injured": 1,
    "faits/words": "Deux véhicules arrêtés un peu avant Ostrine, un blessé.",
}
SMS = "Braquage Valombrine Talvane vers Ostrine le 15/12, 1 blesse, 2 vehicules arretes"


class Secretariat:
    """Acts for the mediator's seat, each sent twice, as a double tap does."""

    def __init__(self, office: Office) -> None:
        self.office, self.count = office, 0

    def do(self, act: str, case: str | None = None, **said: Any) -> str:
        self.count += 1
        token = f"chain-{self.count:04d}"
        done = [
            perform(self.office.reading("mediation"), self.office.key, act, said, token=token, lang="fr", case=case)
            for _ in range(2)
        ]
        assert done[0].number == done[1].number
        return done[0].case


def told_by_phone(office: Office) -> str:
    """The form is filled far from any network; when there is one the line drops, and the phone tries again: its
    receipt.
    """
    form = Instance(filled("cadre-incident", TOLD))
    with pytest.raises(LineDown):
        Collect(office.base("chiefs"), Line(office.port, bad=(1.0, 0.0, 0.0))).send(form)
    phone = Collect(office.base("chiefs"), Line(office.port))
    said = [phone.send(form) for _ in range(2)]
    numbers = {re.findall(r"\d{4,}", one)[0] for one in said}
    assert len(numbers) == 1, said
    return numbers.pop()


def told_by_sms(office: Office) -> str:
    """Handed on twice by the gateway: its receipt."""
    line = Gateway(office, "smssync", seat="youth")
    said = [line.sms(SMS, id_="m-1") for _ in range(2)]
    assert said[0] == said[1]
    return re.findall(r"\d{4,}", said[0])[0]


def told_by_partner(office: Office, folder: Path) -> str:
    """A row of an organisation's Kobo project, imported twice by the secretariat: what it is known as."""
    row = {
        "_xform_id_string": "cadre-incident",
        "_uuid": "11111111-2222-4333-8444-555555555555",
        **{name: value for name, value in TOLD.items() if name != "faits/words"},
        "faits/basis": "told",
        "faits/words": "Des passagers de deux véhicules arrêtés un peu avant Ostrine ont été dépouillés, un blessé.",
    }
    path = folder / "partenaire.json"
    path.write_text(json.dumps({"count": 1, "results": [row]}), encoding="utf-8")
    for _ in range(2):
        answer = call(
            "import", "kobo", path, "--home", office.home.path, "--framework", "ostrine", "--seat", "mediation"
        )
        assert answer.code == 0, answer.err
    return f"kobo:cadre-incident:{row['_uuid']}"


def test_three_accounts_become_one_verified_incident(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOGUNA_PASSPHRASE", PASSPHRASE)
    before = {one.id for one in office.reading("mediation").all(Incident)}
    receipts = {told_by_phone(office), told_by_sms(office)}
    external = told_by_partner(office, tmp_path)
    held = {one.id: one for one in office.reading("mediation").all(Report)}
    assert len(held) == 3
    assert {one.receipt for one in held.values()} >= receipts
    assert [one.external for one in held.values() if one.external] == [external]

    # Each is suggested as an account of the same event; a person joins them, and everybody keeps his words.
    found = {frozenset((pair.one.id, pair.two.id)) for pair in suggested(office.reading("mediation"))}
    first, second, third = sorted(held, key=lambda id_: held[id_].receipt not in receipts)
    assert any(third in pair for pair in found) and any(first in pair or second in pair for pair in found)
    do = Secretariat(office).do
    do("report.gather", third, other=first)
    (incident,) = {one.id for one in office.reading("mediation").all(Incident)} - before
    do("incident.screen", incident, reliability="B", credibility="2")
    do("incident.corroborate", incident, reliability="B", credibility="1", reports=[first, second, third])

    # Parties that it does not concern look together, and the secretariat convenes.
    team = do("verification.name", incident=incident, team=["army", "kite"])
    do("verification.go", team, date="2031-12-19")
    do("verification.exchange", team, finding="Les trois récits parlent du même braquage.")
    do("verification.adopt", team, date="2031-12-20", finding="Un braquage, deux véhicules, un peu avant Ostrine.")
    do("incident.confirm", incident)
    for id_ in held:
        do("report.answer", id_, answer_text="Vérifié ensemble ; la relève est à l’ordre du jour.")

    # One incident, on the road, inside the gap between the two patrols.
    reading = office.reading("mediation")
    story = reading.by_id(Incident)[incident]
    assert (story.status, story.kind, story.where, story.near) == (
        "verified",
        "ROB-ROAD",
        ("valombrine-talvane",),
        "ostrine",
    )
    assert {one.id for one in reading.all(Incident)} - before == {incident}
    (gap,) = cover.gaps_around(reading, story)
    assert (gap.road, gap.start.isoformat(), gap.is_open) == ("valombrine-talvane", "2031-06-23", True)

    # Each of the three has an answer beside its own words.
    for one in reading.all(Report):
        assert (one.status, one.incident) == ("answered", incident)
        assert one.answer_text is not None
    assert {one.told or one.what for one in reading.all(Report)} == {one.told or one.what for one in held.values()}

    # The next brief, the copy for all, tells it by its road and week.
    printed = pages(reports.pdf(for_all(reading), "fr"))
    assert re.search(r"axe axe Valombrine– ?Talvane semaine du 15 décembre 2031", printed[0])
    assert "ostrine" not in printed[0].split("Incidents, soixante")[1].split("Engagements")[0].lower()
