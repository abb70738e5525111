"""Copies on the ledger: what is given arrives, whatever the order, and comes to the same as in memory."""

from __future__ import annotations

import random

from parties import ACT, KEYS, Office, admit_newcomer, in_memory

from toguna.register.frontier import Frontier
from toguna.server.ledger import places, store
from toguna.server.records.models import MODELS, Statement


def records(office: Office) -> object:
    with office.open():
        rows = MODELS["incident"].objects.order_by("case", "known_from").values("case", "known_from", "data")
        return list(rows), sorted(Statement.objects.values_list("entry", flat=True))


def digits(office: Office) -> str:
    with office.open():
        return places.control_digits(ACT.id)


def whole(office: Office) -> bool:
    with office.open():
        return store.verify_all().ok


def test_what_is_given_arrives_and_is_projected_once(world: dict[str, Office]) -> None:
    west, east = world["ouest"], world["est"]
    west.say("i1", "i2")
    west.say("i3")
    account = west.meet(east)
    assert (account.received, account.refused) == (3, ())
    assert records(east) == records(west) and digits(east) == digits(west)
    assert len(records(east)[1]) == 3 and whole(east)
    assert west.pieces_for(east) == [] == east.pieces_for(west)


def test_late_twice_and_out_of_order_change_nothing(world: dict[str, Office], seed: int) -> None:
    west, east, host = world["ouest"], world["est"], world["mediation"]
    for number in range(3):
        for office in (west, host):
            office.say(*[f"i{office.name}{number}{n}" for n in range(60)], text="x" * 150)
        host.take(west.pieces_for(host))
    pieces = host.pieces_for(east)
    assert len(pieces) > 3 and max(map(len, pieces)) <= 16_000
    random.Random(seed).shuffle(pieces)
    first = east.take(pieces + pieces[:2])
    assert first.account.received == 360 and not first.refused
    assert east.take(pieces).account.received == 0
    assert records(east) == records(host) and digits(east) == digits(host) and whole(east)


def test_a_gap_is_named_and_closes_with_the_next_exchange(world: dict[str, Office]) -> None:
    west, east = world["ouest"], world["est"]
    west.say("i1")
    early = west.pieces_for(east)
    west.say("i2")
    with east.open() as copy:
        behind = copy.frontier()
    east.take(early)
    late = west.pieces_for(east)
    again = world["mediation"]
    refused = again.take(late).refused
    assert [one.why for one in refused] == ["section-gap"] and behind == Frontier(ACT.id)
    assert again.take(late + early).account.received == 2


def test_a_device_that_nobody_admitted_is_put_aside_until_it_is(world: dict[str, Office]) -> None:
    new, west, east = world["nouveau"], world["ouest"], world["est"]
    west.say("i1")
    entry = west.write(admit_newcomer())
    new.take(west.pieces_for(new))
    new.say("i2")
    assert entry and east.take(new.give()).account.received == 3
    assert records(east) == records(new) and len(records(east)[1]) == 2


def test_an_unadmitted_device_stays_outside(world: dict[str, Office]) -> None:
    new, east = world["nouveau"], world["est"]
    new.say("i1")
    with new.open() as copy:
        assert list(copy.pieces(Frontier(ACT.id), copy.holder)) == []
    assert records(east)[1] == []


def test_the_same_pieces_in_memory(world: dict[str, Office]) -> None:
    west, east, host = world["ouest"], world["est"], world["mediation"]
    west.say("i1", "i2", text="deux coups de feu")
    host.say("i3", level="sealed", text="canari-7413")
    west.meet(host)
    memory = in_memory()
    for piece in host.pieces_for(east):
        assert memory.apply(piece).refused == ()
    host.meet(east)
    with east.open() as copy:
        assert memory.frontier().marks == copy.frontier().marks
        # It may have been sealed for east, so east asks; whoever holds it knows that it was not.
        assert len(copy.frontier().wants) == 1 == len(memory.frontier().wants)
    assert host.meet(east).contents == 0 and b"canari-7413" not in east.home.database.read_bytes()
    pieces, _ = memory.make_bundle(Frontier(ACT.id))
    assert east.take(pieces).account.received == 0
    assert KEYS["ouest"].public in memory.logs
