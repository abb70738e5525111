"""Forks, backups, revocation: every copy ends with the same records, the same contested entries and the same proof."""

from __future__ import annotations

import random
import shutil

import pytest
from django.db import DatabaseError, connection
from parties import ACT, KEYS, NAMES, Office, admit_newcomer, in_memory, own_entry

from toguna.register.bodies import Attest, Erase, EraseReason, Revoke, RevokeReason, Seen
from toguna.register.entry import Kind
from toguna.register.merkle import EMPTY_ROOT
from toguna.register.replica import Replica
from toguna.register.sync_faults import RestoredCopy
from toguna.server.actions.attesting import attest
from toguna.server.ledger import contents, histories, own, places, restored, store
from toguna.server.ledger.standing import counting
from toguna.server.queries.exchange import copies
from toguna.server.queries.reading import read
from toguna.server.records import projector
from toguna.server.records.models import MODELS, Statement


def shown(office: Office) -> object:
    """What every copy must agree on: records, contested entries, digits."""
    with office.open():
        rows = MODELS["incident"].objects.order_by("case", "known_from").values("case", "known_from", "data", "entries")
        told = sorted(Statement.objects.values_list("entry", flat=True))
        return list(rows), told, histories.frozen(ACT.id), places.control_digits(ACT.id)


def backed_up(office: Office, name: str) -> Office:
    """The same office on another machine, from a backup of now."""
    shutil.copytree(office.home.path, office.home.path.with_name(name))
    return Office(office.name, type(office.home)(office.home.path.with_name(name)))


def agree(*offices: Office) -> object:
    for _ in range(2):
        for one in offices:
            for other in offices:
                if one is not other:
                    one.meet(other)
    first = shown(offices[0])
    for other in offices[1:]:
        assert shown(other) == first
    return first


def test_two_histories_are_kept_contested_and_named(world: dict[str, Office]) -> None:
    west, east, host = world["ouest"], world["est"], world["mediation"]
    west.say("i1")
    twin = backed_up(west, "twin")
    west.say("i2", "i3")
    twin.say("i4")
    twin.say("i5")
    west.meet(east)
    twin.meet(host)
    rows, told, frozen, _ = agree(east, host)
    assert frozen == {KEYS["ouest"].public: 1} and [row["case"] for row in rows] == ["i1"] and len(told) == 1
    for office in (east, host):
        with office.open():
            report = store.verify_all()
            assert [(fault.code, fault.index) for fault in report.faults] == [("forked", 1)]
            found = copies(read(office.home, framework=None, seat=None, as_of=None))
            assert [(one.party, one.index, sorted(one.sizes)) for one in found.forks] == [("ouest", 1, [3, 3])]
            before = shown(office)
            projector.rebuild(ACT.id)
    assert shown(host) == before
    with west.open() as copy:
        west_takes = [one for piece in host.pieces_for(west) for one in copy.apply(piece).account.refused]
    assert west_takes == []
    with pytest.raises(RestoredCopy):
        west.say("i6")


def test_a_third_history_is_refused_or_takes_its_place_alike_everywhere(world: dict[str, Office]) -> None:
    west, east, host = world["ouest"], world["est"], world["mediation"]
    twins = [backed_up(west, f"twin{n}") for n in range(5)]
    for n, twin in enumerate(twins):
        twin.say(f"case{n}")
        twin.say(f"more{n}")
    for twin in twins[:3]:
        twin.meet(east)
    for twin in reversed(twins):
        twin.meet(host)
    for twin in twins[3:]:
        twin.meet(east)
    _, told, frozen, _ = agree(east, host)
    assert told == [] and frozen == {KEYS["ouest"].public: 0}
    memory = in_memory()
    for piece in [*east.give(), *host.give()]:
        memory.apply(piece)
    with host.open() as copy:
        assert memory.frontier().marks == copy.frontier().marks


def test_nothing_of_a_revoked_device_reaches_a_record_in_any_order(world: dict[str, Office], seed: int) -> None:
    west, east, host, new = (world[name] for name in ("ouest", "est", "mediation", "nouveau"))
    west.write(admit_newcomer())
    new.take(west.pieces_for(new))
    new.say("before")
    with new.open():
        root = {size: r for device, size, r in store.frontier(ACT.id) if device == KEYS["nouveau"].public}
    new.say("after")
    west.write(Revoke(KEYS["nouveau"].public, 1, root[1], RevokeReason.SEIZED))
    pieces = [*new.give(), *west.give()]
    rng = random.Random(seed)
    for office in (east, host):
        rng.shuffle(pieces)
        for piece in pieces:
            office.take([piece])
    rows, told, _, _ = agree(east, host)
    assert [row["case"] for row in rows] == ["before"] and len(told) == 1
    west.meet(east)
    assert shown(west) == shown(east)
    with east.open():
        assert store.verify_all().ok and not counting(ACT.id).counts(KEYS["nouveau"].public, 1)


def test_a_device_revoked_from_the_start_says_nothing(world: dict[str, Office]) -> None:
    west, east, new = world["ouest"], world["est"], world["nouveau"]
    west.write(admit_newcomer())
    new.take(west.pieces_for(new))
    new.say("i1")
    new.meet(east)
    assert len(shown(east)[1]) == 1
    west.write(Revoke(KEYS["nouveau"].public, 0, EMPTY_ROOT, RevokeReason.LOST))
    west.meet(east)
    assert shown(east)[:2] == ([], [])


def test_a_restored_backup_must_not_write(world: dict[str, Office]) -> None:
    west, east = world["ouest"], world["est"]
    west.say("i1")
    old = backed_up(west, "old")
    west.say("i2")
    west.meet(east)
    with east.open():
        attest(ACT.id, KEYS["est"])
    # The attest alone arrives (through a third copy that has not the tail): that is enough.
    with east.open():
        theirs = own.said(ACT.id, Kind.ATTEST)
        entries = [store.entries_at(ACT.id, [(one.device, one.idx)])[0].entry for one in theirs]
    with old.open():
        store.append(ACT.id, KEYS["est"], entries)
        with pytest.raises(RestoredCopy) as raised:
            restored.check_may_write(ACT.id, KEYS["ouest"].public)
        assert raised.value.data["seen"] == 2
        found = copies(read(old.home, framework=None, seat=None, as_of=None))
        assert [(one.party, one.held, one.seen, one.witnesses) for one in found.short] == [("ouest", 1, 2, ("est",))]
        assert [fault.code for fault in store.verify_all().faults] == ["tail-behind-attest"]
    with pytest.raises(RestoredCopy):
        old.say("i3")


def test_who_gets_its_own_entries_back_is_told(world: dict[str, Office]) -> None:
    west, east = world["ouest"], world["est"]
    west.say("i1")
    old = backed_up(west, "old")
    west.say("i2")
    west.meet(east)
    assert not west.take(east.pieces_for(west)).own_returned
    assert old.take(east.pieces_for(old)).own_returned


def test_an_attest_by_one_who_may_not_speak_silences_nobody(world: dict[str, Office]) -> None:
    west, new = world["ouest"], world["nouveau"]
    west.say("i1")
    lie = own_entry(Attest((Seen(KEYS["ouest"].public, 9, bytes(32)),)))
    with west.open():
        store.append(ACT.id, KEYS["nouveau"], [lie])
        restored.check_may_write(ACT.id, KEYS["ouest"].public)
    assert new.name == "nouveau"


def memory_meets(one: Replica, other: Replica) -> None:
    for giver, taker in ((one, other), (other, one)):
        for piece in giver.make_bundle(taker.frontier())[0]:
            taker.apply(piece)


@pytest.mark.slow
@pytest.mark.parametrize("number", range(6))
def test_random_histories_come_to_the_same_as_in_memory(world: dict[str, Office], seed: int, number: int) -> None:
    rng = random.Random(seed + number)
    world["ouest"].write(admit_newcomer())
    offices = [world[name] for name in NAMES]
    post: list[bytes] = []
    backups: list[Office] = []
    for step in range(25):
        act, one, other = (
            rng.choice("say say meet mail late corrupt backup restore revoke".split()),
            *rng.sample(offices, 2),
        )
        if act == "say":
            try:
                one.say(*[f"{one.name}{step}{n}" for n in range(rng.randint(1, 3))])
            except RestoredCopy:
                continue
        elif act == "meet":
            one.meet(other)
        elif act == "mail":
            post += one.pieces_for(other)
        elif act in ("late", "corrupt") and post:
            data = bytearray(rng.choice(post))
            if act == "corrupt":
                data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
            other.take([bytes(data)])
        elif act == "backup" and len(backups) < 3:
            backups.append(backed_up(one, f"backup{step}"))
        elif act == "restore" and backups:
            twin = rng.choice(backups)
            # It goes on from there beside the original: two histories of one device.
            try:
                twin.say(f"twin{step}")
            except RestoredCopy:
                continue
            twin.meet(other)
        elif act == "revoke" and rng.random() < 0.3:
            world["ouest"].meet(one)
    agree(*offices)
    memory, second = in_memory(), in_memory()
    for office in offices:
        for piece in office.give():
            memory.apply(piece)
    memory_meets(memory, second)
    with offices[0].open() as copy:
        assert memory.frontier().marks == copy.frontier().marks == second.frontier().marks
        counted = {
            (device, store.entries_at(ACT.id, [(device, idx)])[0].entry.hash)
            for device, size, _ in store.frontier(ACT.id)
            for idx in range(size)
            if counting(ACT.id).counts(device, idx)
        }
    assert counted == {(device, hash_) for device, hashes in memory.counted().items() for hash_ in hashes}


def test_what_was_erased_goes_everywhere_and_never_comes_back(world: dict[str, Office]) -> None:
    west, east, host = world["ouest"], world["est"], world["mediation"]
    (entry,) = west.say("i1", text="canari-erase")
    old = west.give()
    west.meet(east)
    with west.open():
        place = store.places_of(ACT.id, entry)
        part = store.entries_at(ACT.id, place)[0].entry.parts[0].hash
    west.write(Erase((part,), EraseReason.REQUEST_OF_PERSON))
    first = east.take(west.pieces_for(east))
    assert first.erased == 1 and shown(east)[0] == []
    # The erasure may come before the entry that it speaks of, and a stale bundle after it.
    host.take([*west.give(), *old])
    host.take(old)
    east.take(old)
    agree(east, host)
    for office in (east, host):
        with office.open() as copy:
            assert store.verify_all().faults == () and store.verify_all().erased == 1
            assert copy.frontier().wants == ()
        assert b"canari-erase" not in b"".join(path.read_bytes() for path in office.home.path.rglob("*.sqlite3*"))


def test_only_what_an_erase_entry_names_may_be_emptied(world: dict[str, Office]) -> None:
    west = world["ouest"]
    west.say("i1")
    with west.open():
        (stored,) = store.entries_at(ACT.id, [(KEYS["ouest"].public, 0)])
        for statement in ("UPDATE ledger_part SET content = NULL", "UPDATE ledger_part SET content = X'00'"):
            with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
                cursor.execute(statement)
        with pytest.raises(DatabaseError, match="append-only"):
            contents.erase(ACT.id, [stored.entry.parts[0].hash])
        assert contents.fill(ACT.id, [stored.entry.parts[0].content or b""]) == 0
