"""What stands behind a record: seen by whom, whose word, since when; and what may be endorsed and attested."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from parties import ACT, KEYS, Office, admit_newcomer

from toguna.domain.wire import Payload
from toguna.register.force import Integrity
from toguna.server.actions.attesting import attest
from toguna.server.actions.endorsing import NotToBeEndorsed, SeatNotOurs, UnknownEntry, endorse
from toguna.server.actions.entering import enter
from toguna.server.ledger import store
from toguna.server.queries.exchange import copies
from toguna.server.queries.integrity import Proof, proofs
from toguna.server.queries.reading import Reading, read

AT = datetime(2031, 6, 17, 8, tzinfo=UTC)
LATER = datetime(2031, 6, 19, 8, tzinfo=UTC)


def reading(office: Office) -> Reading:
    return read(office.home, framework=None, seat=None, as_of=None)


def proof(office: Office, case: str = "i1") -> Proof:
    with office.open():
        return proofs(reading(office), "incident")[case]


def test_seen_by_those_who_attested_and_no_others(world: dict[str, Office]) -> None:
    west, east, host = world["ouest"], world["est"], world["mediation"]
    west.say("i1")
    assert proof(west).seen_by == ()
    west.meet(east)
    with east.open():
        assert attest(ACT.id, KEYS["est"]) is not None
        assert attest(ACT.id, KEYS["est"]) is None
    west.meet(east)
    assert proof(west).seen_by == ("est",)
    west.say("i2")
    assert proof(west, "i2").seen_by == () and proof(west).seen_by == ("est",)
    west.meet(host)
    with host.open():
        attest(ACT.id, KEYS["mediation"])
    host.meet(west)
    assert proof(west).seen_by == ("est", "mediation") and proof(west, "i2").seen_by == ("mediation",)


def test_attests_of_attests_come_to_an_end(world: dict[str, Office]) -> None:
    west, east = world["ouest"], world["est"]
    west.say("i1")
    for _ in range(5):
        west.meet(east)
        for office in (west, east):
            with office.open():
                attest(ACT.id, office.key)
    with west.open():
        assert sum(size for _, size, _ in store.frontier(ACT.id)) <= 3


def test_the_hosts_word_becomes_the_partys_when_its_own_device_says_so(world: dict[str, Office]) -> None:
    west, host = world["ouest"], world["mediation"]
    payload = Payload(
        "incident.reported",
        "i1",
        {"framework": "veranda", "date": "2031-06-17", "kind": "THR", "where": ["ostrine"]},
        seat="ouest",
    )
    with host.open():
        (entry,) = enter(ACT.id, KEYS["mediation"], [(payload, "framework")], at=AT)
    assert proof(host).integrity is Integrity.HOST
    host.meet(west)
    with west.open():
        assert len(endorse(ACT.id, KEYS["ouest"], [entry], at=AT)) == 1
        assert endorse(ACT.id, KEYS["ouest"], [entry], at=AT) == []
    west.meet(host)
    found = proof(host)
    assert (found.integrity, found.endorsed_by, found.since) == (Integrity.PARTY, ("ouest",), None)


def test_in_force_since_the_last_one_needed(world: dict[str, Office]) -> None:
    west, east, host = world["ouest"], world["est"], world["mediation"]
    (entry,) = west.say("i1")
    for office, at in ((west, AT), (east, LATER), (host, AT)):
        if office is not west:
            west.meet(office)
        with office.open():
            endorse(ACT.id, office.key, [entry], at=at)
        office.meet(west)
    found = proof(west)
    assert (found.needed, found.since, found.endorsed_by) == (3, LATER, ("est", "mediation", "ouest"))
    with west.open():
        before = read(west.home, framework=None, seat=None, as_of=AT.date())
        assert proofs(before, "incident")["i1"].since is None


def test_what_may_not_be_endorsed(world: dict[str, Office]) -> None:
    west, new = world["ouest"], world["nouveau"]
    (entry,) = west.say("i1")
    with west.open():
        with pytest.raises(UnknownEntry):
            endorse(ACT.id, KEYS["ouest"], [bytes(32)])
        with pytest.raises(SeatNotOurs):
            endorse(ACT.id, KEYS["ouest"], [entry], seat="nobody")
    (stranger,) = new.say("i2")
    with new.open(), pytest.raises(NotToBeEndorsed):
        endorse(ACT.id, KEYS["nouveau"], [stranger])


def test_the_page_of_the_copies(world: dict[str, Office]) -> None:
    west, east = world["ouest"], world["est"]
    west.write(admit_newcomer())
    west.say("i1", "i2")
    west.meet(east)
    with east.open():
        attest(ACT.id, KEYS["est"], at=AT)
    east.meet(west)
    with west.open():
        found = copies(reading(west))
    rows = {(one.party, one.ground): one for one in found.copies}
    assert rows["est", "founding"].last_attest == AT and rows["est", "founding"].behind == 0
    assert rows["mediation", "founding"].last_attest is None and rows["mediation", "founding"].behind == 4
    assert rows["ouest", "paper"].entries == 0 and not found.forks and not found.short
    assert len(found.control_number) == 12
