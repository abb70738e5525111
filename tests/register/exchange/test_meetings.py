"""What copies find out about each other when they meet: a tail that a carrier cut, a fork, who has seen what; and that
erased and sealed contents stay where they belong.
"""

from __future__ import annotations

from copy import deepcopy

import pytest
from game import ACT, CHEAT, HOST, NORTH, SOUTH, Game
from world import entry, give

from toguna.register import sync_faults
from toguna.register.bodies import Erase, EraseReason
from toguna.register.branch import Branch
from toguna.register.encoding import decode, encode
from toguna.register.entry import Entry, Kind, Part
from toguna.register.evidence import is_evidence, read_evidence, write_roots
from toguna.register.frontier import Frontier
from toguna.register.merkle import Tree
from toguna.register.replica import Replica
from toguna.register.signing import DeviceKey


def copies(count: int) -> list[Replica]:
    return [Replica(ACT, level=1) for _ in range(count)]


def attest(copy: Replica, key: DeviceKey) -> None:
    """Say in one's own log what one holds of the others'."""
    body = copy.attest(key.public)
    assert body is not None
    copy.write(key, [Entry(Kind.ATTEST, 9, (), (Part.make(body.encode(), 0, bytes(16)),))])


def cut_tail(copy: Replica, device: bytes, size: int) -> Replica:
    """What a carrier shows who leaves out all entries of a device from `size` on."""
    other = deepcopy(copy)
    log = other.logs[device][0]
    kept = Branch(log.leaves[:size], Tree(log.tree[index] for index in range(size)), {})
    kept.signatures = {at: signature for at, signature in log.signatures.items() if at <= size}
    other.logs[device] = [kept]
    return other


@pytest.mark.parametrize("dropped", range(1, 5))
def test_a_tail_that_the_hub_drops_is_found_when_two_parties_next_attest(dropped: int) -> None:
    hub, north, south = copies(3)
    for number in range(5):
        # Day by day: a log can be cut only where its device signed.
        north.write(NORTH, [entry(number)])
        give(north, hub)
    hiding = cut_tail(hub, NORTH.public, 5 - dropped)
    give(hiding, south)
    assert south.views().short == ()
    # The two parties attest, and their attests reach each other, by the hub itself or past it.
    attest(south, SOUTH)
    give(south, north)
    attest(hub, HOST)
    give(cut_tail(hub, NORTH.public, 5 - dropped), south)
    (short,) = south.views().short
    assert (short.device, short.held, short.seen, short.witnesses) == (NORTH.public, 5 - dropped, 5, (HOST.public,))
    # The north sees how little the south was shown of its log.
    assert north.views().sizes[NORTH.public] == {"south": 5 - dropped}
    give(north, south)
    assert south.views().short == ()


def test_seen_by_counts_other_parties_once() -> None:
    hub, north, south = copies(3)
    north.write(NORTH, [entry(1), entry(2)])
    for copy, key in ((hub, HOST), (south, SOUTH)):
        give(north, copy)
        attest(copy, key)
        give(copy, north)
    attest(hub, HOST)
    give(hub, north)
    assert north.views().parties(NORTH.public, 1) == ["host", "south"]
    north.write(NORTH, [entry(3)])
    assert north.views().parties(NORTH.public, 2) == []


def forked() -> Replica:
    """A copy that met both histories of the cheat, which part at its third entry."""
    base, other = copies(2)
    base.write(CHEAT, [entry("one"), entry("two")])
    give(base, other)
    base.write(CHEAT, [entry("left"), entry("more")])
    other.write(CHEAT, [entry("right")])
    # The longer one speaks first: most likely the other one only lacks its end.
    give(base, other)
    give(other, base)
    return base


def test_evidence_is_one_file_that_anybody_can_check() -> None:
    copy = forked()
    (data,) = copy.evidence().values()
    assert is_evidence(data)
    assert len(data) < 1_000
    found = read_evidence(data)
    assert (found.register, found.device, found.index) == (ACT.id, CHEAT.public, 2)
    assert {side.leaf for side in found.sides} == {entry("left").leaf, entry("right").leaf}
    assert len(copy.valid()[CHEAT.public]) == 2
    assert len(copy.contested()[CHEAT.public]) == 3


def test_no_altered_bit_of_evidence_proves_anything() -> None:
    (data,) = forked().evidence().values()
    for bit in range(8 * len(data)):
        flipped = bytearray(data)
        flipped[bit // 8] ^= 1 << bit % 8
        with pytest.raises(sync_faults.EvidenceFault):
            read_evidence(bytes(flipped))


def test_two_sides_that_agree_prove_nothing() -> None:
    (data,) = forked().evidence().values()
    value = decode(data)
    with pytest.raises(sync_faults.EvidenceAgrees):
        read_evidence(encode([*value[:5], [value[5][0]] * 2]))
    branch = forked().logs[CHEAT.public][0]
    one = (branch.tree.root(), branch.signatures[len(branch)])
    with pytest.raises(sync_faults.EvidenceAgrees):
        read_evidence(write_roots(ACT.id, CHEAT.public, len(branch), [one, one]))


def test_two_roots_of_one_size_are_evidence_without_entries() -> None:
    one, two = copies(2)
    one.write(CHEAT, [entry("left")])
    two.write(CHEAT, [entry("right")])
    logs = [copy.logs[CHEAT.public][0] for copy in (one, two)]
    data = write_roots(ACT.id, CHEAT.public, 1, [(log.tree.root(), log.signatures[1]) for log in logs])
    found = read_evidence(data)
    assert (found.index, {side.root for side in found.sides}) == (None, {log.tree.root() for log in logs})
    stranger = write_roots(ACT.id, HOST.public, 1, [(log.tree.root(), log.signatures[1]) for log in logs])
    with pytest.raises(sync_faults.EvidenceNotSigned):
        read_evidence(stranger)


def test_evidence_travels_to_whoever_meets_a_copy_that_has_it() -> None:
    copy, fresh = forked(), copies(1)[0]
    give(copy, fresh)
    assert fresh.evidence() == copy.evidence()


def erase(copy: Replica, key: DeviceKey, part: bytes) -> None:
    body = Erase((part,), EraseReason.REQUEST_OF_PERSON)
    copy.write(key, [Entry(Kind.ERASE, 9, (), (Part.make(body.encode(), 0, bytes(16)),))])


def test_an_erased_content_is_gone_and_never_comes_back_from_a_stale_copy() -> None:
    north, stale, south = copies(3)
    told = entry("a name that should not be here")
    content = told.parts[0].content
    north.write(NORTH, [told, entry("other")])
    give(north, stale)
    old = stale.make_bundle(Frontier.of(ACT.id, []))[0]
    erase(north, NORTH, told.parts[0].hash)
    assert content not in north.contents.values()
    give(north, south)
    assert south.valid() == north.valid()
    for piece in old:
        south.apply(piece)
        north.apply(piece)
    give(stale, south)
    assert not any(content in copy.contents.values() for copy in (north, south))
    assert told.parts[0].hash[:8] not in south.frontier().wants
    give(south, stale)
    assert content not in stale.contents.values()
    assert stale.valid() == north.valid()


def test_another_party_s_erasure_has_no_effect() -> None:
    north, south = copies(2)
    told = entry("said")
    north.write(NORTH, [told])
    give(north, south)
    erase(south, SOUTH, told.parts[0].hash)
    assert told.parts[0].content in south.contents.values()
    # Nor does it help to name the part in an entry of one's own.
    south.write(SOUTH, [Entry(Kind.STATEMENT, 9, (), (Part(0, told.parts[0].hash),))])
    assert told.parts[0].content in south.contents.values()
    give(south, north)
    assert told.parts[0].content in north.contents.values()


def test_the_register_s_own_words_are_not_erased() -> None:
    north = copies(1)[0]
    north.write(HOST, [entry(1)])
    attest(north, NORTH)
    own = north.logs[NORTH.public][0].leaves[0]
    hash_ = Entry.parse(own).parts[0].hash
    erase(north, NORTH, hash_)
    assert hash_ in north.contents


def test_a_sealed_content_does_not_leave_because_somebody_names_it_for_all() -> None:
    north, hub, south = copies(3)
    sealed = entry("sealed", audience=2)
    north.write(NORTH, [sealed])
    give(north, hub)
    thief = Replica(ACT, audiences=frozenset({0}), level=1)
    thief.write(SOUTH, [Entry(Kind.STATEMENT, 9, (), (Part(0, sealed.parts[0].hash),))])
    give(thief, hub)
    for piece in hub.make_bundle(thief.frontier(), frozenset({0}))[0]:
        thief.apply(piece)
    assert sealed.parts[0].content not in thief.contents.values()
    # And what is for all still travels when somebody names it for few.
    public = entry("for all")
    north.write(NORTH, [public])
    give(north, hub)
    thief.write(SOUTH, [Entry(Kind.STATEMENT, 9, (), (Part(3, public.parts[0].hash),))])
    give(thief, hub)
    for piece in hub.make_bundle(south.frontier(), frozenset({0}))[0]:
        south.apply(piece)
    assert public.parts[0].content in south.contents.values()


def test_a_game_may_end_before_it_began() -> None:
    Game().check()


def test_a_copy_holds_nothing_above_its_audience_whoever_sends_it() -> None:
    """A canary in contents for few, sent to a copy for all by one that gives too much."""
    north, office = copies(1)[0], Replica(ACT, audiences=frozenset({0}), level=1)
    canary = Part.make(b"\xf5canary-9b1f", 2, bytes(16))
    loose = Part.make(b"\xf5canary-0c77", 3, bytes(16))
    north.write(NORTH, [Entry(Kind.STATEMENT, 9, (), (*entry("for all").parts, canary, loose))])
    for piece in north.make_bundle(office.frontier())[0]:
        office.apply(piece)
    assert len(office.contents) == 1
    wanting = Frontier.of(ACT.id, office.places(), [canary.hash, loose.hash])
    for piece in north.make_bundle(wanting)[0]:
        assert [one.why for one in office.apply(piece).refused] == ["part-not-named"] * 2
    assert b"canary" not in b"".join(office.contents.values())
    assert b"canary" not in b"".join(office.make_bundle(Frontier.of(ACT.id, []))[0])
    assert not office.frontier().wants
    assert not north.make_bundle(wanting, frozenset({0}))[0]
