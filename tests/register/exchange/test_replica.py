"""Two copies: nothing twice, faults stay where they are, no altered bit gets in, pieces stay small."""

from __future__ import annotations

from copy import deepcopy
from hashlib import sha256

import pytest
from world import ACT, KEYS, copy, entry, give, state

from toguna.base.errors import RegisterFault
from toguna.base.text import placeholders
from toguna.register import sync_faults
from toguna.register.bodies import Attest, Seen
from toguna.register.bundle import read_piece, read_pieces
from toguna.register.dictionary import SHIPPED
from toguna.register.encoding import encode
from toguna.register.entry import Entry, Kind, Part
from toguna.register.frontier import Frontier, Place, control_number, read_greeting, write_greeting
from toguna.register.packing import pack, unpack
from toguna.register.replica import Replica

A, B = KEYS[:2]


def test_twice_and_out_of_order_is_harmless() -> None:
    one, two = copy(), copy()
    one.write(A, [entry(1)])
    first, _ = one.make_bundle(two.frontier())
    give(one, deepcopy(two))
    one.write(A, [entry(2, parents=(entry(1).hash,))])
    other = copy()
    other.apply(first[0])
    second, _ = one.make_bundle(other.frontier())
    late = two.apply(second[0])
    assert [(refusal.why, refusal.device, refusal.index) for refusal in late.refused] == [("section-gap", A.public, 1)]
    assert two.apply(first[0]).received == 1
    assert two.apply(second[0]).received == 1
    assert two.apply(first[0]).received == two.apply(second[0]).received == 0
    assert state(two) == state(one)
    assert one.make_bundle(two.frontier()) == ([], type(late)())


def _sender(kind: str) -> tuple[Replica, Replica]:
    """A copy that has something to give, and one to give it to."""
    one, two = copy(), copy()
    if kind == "packed":
        one, two = Replica(ACT, SHIPPED), Replica(ACT, SHIPPED)
        one.write(A, [text_entry("La population a peur et les boutiques sont fermées depuis lundi.")])
    elif kind == "contents":
        one.write(A, [entry("sealed", audience=2)])
        for piece in one.make_bundle(two.frontier(), frozenset({0}))[0]:
            two.apply(piece)
    else:
        one.write(A, [entry(1), entry(2, parents=(entry(1).hash,))])
        one.write(B, [entry(3)])
    return one, two


def text_entry(text: str) -> Entry:
    return Entry(Kind.STATEMENT, 7, (), (Part.make(encode([3, text]), 0, bytes(16)),))


@pytest.mark.parametrize("kind", ["plain", "packed", "contents"])
def test_no_altered_bit_gets_in(kind: str) -> None:
    """Each flip of each bit: refused, or without effect on what is stored."""
    one, two = _sender(kind)
    (data,), _ = one.make_bundle(two.frontier())
    start, right, refused = state(two), state(one), 0
    for bit in range(8 * len(data)):
        flipped = bytearray(data)
        flipped[bit // 8] ^= 1 << bit % 8
        met = deepcopy(two)
        account = met.apply(bytes(flipped))
        got = met.valid()
        assert all(one.valid()[device] == hashes for device, hashes in got.items())
        assert not met.contested()
        assert met.contents.items() <= one.contents.items()
        assert account.refused or state(met) == right
        assert account.received or account.contents or state(met) == start
        refused += bool(account.refused)
    assert refused > 0.9 * 8 * len(data)


def test_a_fault_in_one_log_leaves_the_others() -> None:
    one, two = copy(), copy()
    one.write(A, [entry(1)])
    one.write(B, [entry(2)])
    (data,), _ = one.make_bundle(two.frontier())
    signature = one.logs[A.public][0].signatures[1]
    account = two.apply(data.replace(signature, bytes(64)))
    assert account.received == 1
    assert [refusal.why for refusal in account.refused] == ["section-not-signed"]


def test_pieces_are_small_and_a_cut_file_still_gives_its_beginning() -> None:
    one, two = copy(), copy()
    for number in range(60):
        one.write(A, [entry(number, size=20)])
    pieces, account = one.make_bundle(two.frontier())
    assert account.sent == 60
    assert len(pieces) > 2
    assert max(map(len, pieces)) <= 16_000
    assert read_pieces(b"".join(pieces)) == pieces
    cut = read_pieces(b"".join(pieces)[:-10])
    assert [two.apply(piece).received > 0 for piece in cut] == [True] * (len(pieces) - 1) + [False]
    give(one, two)
    assert state(two) == state(one)


def test_three_histories_keep_two_everywhere_in_any_order() -> None:
    base = copy()
    base.write(A, [entry("base")])
    forks = [deepcopy(base) for _ in range(3)]
    for number, fork in enumerate(forks):
        fork.write(A, [entry(f"fork {number}")])
    results = []
    for order in ((0, 1, 2), (2, 0, 1), (1, 2, 0)):
        met = copy()
        for number in order:
            give(forks[number], met)
        results.append((state(met), met.frontier()))
    assert results[0] == results[1] == results[2]
    met = copy()
    for fork in forks:
        give(fork, met)
    assert len(met.valid()[A.public]) == 1
    assert len(met.contested()[A.public]) == 2


def test_a_withheld_content_comes_from_whoever_may_give_it() -> None:
    one, two = copy(), copy()
    one.write(A, [entry("secret", audience=1)])
    for piece in one.make_bundle(two.frontier(), frozenset({0}))[0]:
        assert two.apply(piece).received == 1
    assert not two.contents
    assert give(one, two).contents == 1
    assert state(two) == state(one)
    stranger = two.apply(one.make_bundle(two.frontier())[0][0]) if one.make_bundle(two.frontier())[0] else None
    assert stranger is None


def test_a_restored_copy_refuses_to_write() -> None:
    one, two = copy(), copy()
    old = deepcopy(one)
    one.write(A, [entry(1)])
    give(one, two)
    place = two.places()[0]
    body = Attest((Seen(place.device, place.size, place.root),))
    two.write(B, [Entry(Kind.ATTEST, 8, (), (Part.make(body.encode(), 0, bytes(16)),))])
    for piece in two.make_bundle(Frontier.of(ACT.id, [place]))[0]:
        old.apply(piece)
    with pytest.raises(sync_faults.RestoredCopy):
        old.write(A, [entry("again")])


def test_a_bomb_is_refused_before_it_opens() -> None:
    packing, packed = pack(bytes(4 * 1024 * 1024 + 1), {})
    with pytest.raises(sync_faults.BundleTooLarge):
        unpack(packing, packed, {})
    with pytest.raises(sync_faults.UnknownDictionary):
        unpack(9, packed, {})
    for data in (b"", b"\x85\x02\x48", b"\x85\x01\x48" + bytes(40), b"\xff" * 90):
        with pytest.raises(sync_faults.BundleFault):
            read_piece(data, ACT.id, {})


def test_a_frontier_is_at_most_18_bytes_a_device() -> None:
    places = [Place(sha256(bytes([number])).digest(), 60_000, sha256(b"r").digest()) for number in range(20)]
    frontier, empty = Frontier.of(ACT.id, places), Frontier.of(ACT.id, [])
    assert len(frontier.encode()) - len(empty.encode()) <= 18 * 20
    assert Frontier.decode(frontier.encode()) == frontier
    full = Frontier.of(ACT.id, places, full=True)
    assert Frontier.decode(full.encode()) == full
    assert control_number(ACT.id, places) == control_number(ACT.id, places[::-1])
    assert read_greeting(write_greeting(ACT.id, places))[0] == ACT.id
    with pytest.raises(sync_faults.FrontierShape):
        Frontier.decode(frontier.encode()[:-1])


def test_every_fault_speaks_both_languages() -> None:
    found = [one for one in vars(sync_faults).values() if isinstance(one, type) and issubclass(one, RegisterFault)]
    for fault in (one for one in found if "text" in vars(one)):
        error = fault(**dict.fromkeys(placeholders(fault.text.en), 7))
        assert error.say("fr") != error.say("en")
    assert len({fault.code for fault in found}) == len(found)


def test_who_names_what_nobody_has_does_not_make_every_exchange_long() -> None:
    wants = [sha256(b"%d" % number).digest() for number in range(5_000)]
    places = [Place(A.public, size, sha256(b"r").digest()) for size in (1, 2)]
    asked = [set(Frontier.of(ACT.id, [place], wants).wants) for place in places]
    assert [len(one) for one in asked] == [2_000, 2_000]
    # What was not asked for this time may be the next.
    assert asked[0] != asked[1]
    assert asked[0] == set(Frontier.of(ACT.id, places[:1], wants[::-1]).wants)


def test_hashes_that_attests_share_travel_once() -> None:
    one, two = copy(), copy()
    for number, key in enumerate(KEYS):
        one.write(key, [entry(number)])
    give(one, two)
    for number, key in enumerate(KEYS):
        body = one.attest(key.public)
        assert body is not None
        salt = sha256(b"%d" % number).digest()[:16]
        one.write(key, [Entry(Kind.ATTEST, 8, (), (Part.make(body.encode(), 0, salt),))])
    (data,), account = one.make_bundle(two.frontier())
    assert account.sent == len(KEYS)
    assert all(data.count(key.public) == 1 for key in KEYS)
    give(one, two)
    assert state(two) == state(one)
