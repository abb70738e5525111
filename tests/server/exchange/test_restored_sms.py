"""Sealed SMS after a backup was put back: what came in between opens no second report, nor changes one by itself."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from homes import Home
from parties import ACT, THREE, Office, begin

from toguna.domain.incidents import Report
from toguna.domain.wire import Payload
from toguna.register.short_messages import WITHDRAW, PhoneKey, ShortMessage, as_text, read_key_line, seal
from toguna.server.actions import serving
from toguna.server.actions.completing import complete
from toguna.server.actions.entering import enter
from toguna.server.actions.gateways import issue_gateway
from toguna.server.actions.joining import doubt_counters, rest
from toguna.server.actions.messages import Sms
from toguna.server.actions.sealed_phones import issue_sealed_phone
from toguna.server.acts.numbering import numbered
from toguna.server.intake.sms.senders import admitted
from toguna.server.office.models import Message, SealedPhone, Submission
from toguna.server.queries.phones import arrived
from toguna.server.queries.reading import Reading, read, reader_of
from toguna.server.queries.seats import founding_act

World = Mapping[str, Office]


class Desk:
    """The collecting office of the west, its gateway and one telephone."""

    def __init__(self, world: World) -> None:
        begin(world, *THREE)
        self.west, self.host = world["ouest"], world["mediation"]
        with self.west.open():
            places = [
                (Payload("place.recorded", one, {"name": {"fr": one.title()}, "kind": "town"}), "framework")
                for one in ("ostrine", "tavel")
            ]
            road = {"name": {"fr": "axe"}, "via": ["ostrine", "tavel"], "framework": "veranda"}
            enter(ACT.id, self.west.key, [*places, (Payload("road.recorded", "axe", road), "framework")])
            reader = reader_of(founding_act(ACT.id), "ouest")
            self.token = issue_gateway(self.west.home, ACT.id, reader, "signed").token
            self.phone: PhoneKey = read_key_line(issue_sealed_phone(self.west.home, ACT.id, reader).line)
            self.place = next(row.number for row in numbered(self.reading()) if row.case == "ostrine")

    def reading(self) -> Reading:
        return read(self.west.home, framework="veranda", seat="ouest", as_of=None)

    def send(self, counter: int, **said: object) -> str:
        """What is answered to one message of the telephone."""
        given = {"kind": 1, "spots": (self.place,), **said} if "about" not in said else said
        text = as_text(seal(self.phone, counter, ShortMessage(**given)))  # type: ignore[arg-type]
        return admitted(self.west.home, self.token).take(Sms("+22370000000", text, str(counter)), handed=True).text

    def reports(self) -> list[tuple[int | None, str]]:
        return sorted((one.killed, one.status) for one in self.reading().all(Report))

    @contextmanager
    def open(self) -> Iterator[None]:
        with self.west.open():
            serving.hold(self.west.key)
            try:
                yield
            finally:
                serving.hold(None)


@pytest.fixture
def desk(world: World) -> Desk:
    return Desk(world)


def number_of(said: str) -> str:
    return said.replace(",", " ").split()[1]


def put_back(desk: Desk, backup: Path) -> None:
    folder = desk.west.home.path
    shutil.rmtree(folder)
    shutil.copytree(backup, folder)
    desk.west = Office("ouest", Home(folder))


def test_what_came_since_the_backup_is_never_a_second_report(desk: Desk, tmp_path: Path) -> None:
    with desk.open():
        desk.send(1, killed=1)
    shutil.copytree(desk.west.home.path, tmp_path / "backup")
    with desk.open():
        desk.send(2, killed=2)
        desk.send(3, killed=3)
    desk.west.meet(desk.host)
    put_back(desk, tmp_path / "backup")
    with desk.open():
        assert desk.reports() == [(1, "received")]
    assert desk.west.take(desk.host.pieces_for(desk.west)).own_returned
    with desk.open():
        assert desk.reports() == [(1, "received"), (2, "received"), (3, "received")]
        for counter, killed in ((2, 2), (3, 3)):
            assert desk.send(counter, killed=killed).startswith("Non garde: ce message scelle est deja arrive")
        assert desk.reports() == [(1, "received"), (2, "received"), (3, "received")]
        assert Submission.objects.count() == 1
        # What is newer than all that the register holds may be new, or a correction that left no case: a person says.
        said = desk.send(4, killed=4)
        assert "Le bureau doit encore le confirmer" in said
        (row,) = [one for one in arrived(desk.reading()) if one.state == "incomplete"]
        assert row.perhaps_again and row.number == number_of(said)


def test_before_others_gave_anything_back_it_opens_the_same_case_again(desk: Desk, tmp_path: Path) -> None:
    shutil.copytree(desk.west.home.path, tmp_path / "backup")
    with desk.open():
        desk.send(1, killed=1)
        before = {one.id for one in desk.reading().all(Report)}
    put_back(desk, tmp_path / "backup")
    with desk.open():
        desk.send(1, killed=1)
        assert {one.id for one in desk.reading().all(Report)} == before


def test_in_doubt_nothing_is_changed_by_itself_until_a_person_trusts_the_telephone(desk: Desk, tmp_path: Path) -> None:
    with desk.open():
        number = int(number_of(desk.send(1, killed=1)))
    shutil.copytree(desk.west.home.path, tmp_path / "backup")
    with desk.open():
        desk.send(2, about=number, killed=5)
        desk.send(3, about=number, what=WITHDRAW)
        assert desk.reports() == [(5, "set_aside")]
    put_back(desk, tmp_path / "backup")
    with desk.open():
        doubt_counters()
        assert "Le bureau doit encore le confirmer" in desk.send(2, about=number, killed=5)
        assert desk.send(3, about=number, what=WITHDRAW).startswith(f"{number} n'est pas encore retire")
        assert desk.reports() == [(1, "received")]
        new = number_of(desk.send(9, killed=7))
        said = {"kind": "ROB-ROAD", "where": ["ostrine"], "killed": 7}
        complete(ACT.id, desk.reading().reader, desk.west.key, new, ("report", said))
        assert SealedPhone.objects.get().doubt == ""
        assert desk.send(8, killed=8).startswith("Non garde"), "older than what a person called new"
        assert desk.send(10, killed=10).startswith("Recu ")
        assert desk.reports() == [(1, "received"), (7, "received"), (10, "received")]
        assert Message.objects.filter(outcome="held").count() == 1


def test_a_new_log_begins_in_doubt(desk: Desk) -> None:
    with desk.open():
        desk.send(1, killed=1)
        rest(desk.west.home)
        assert "doit encore" in desk.send(2, killed=2)
        assert desk.send(2, killed=2) == desk.send(2, killed=2)
