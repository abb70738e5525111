"""Who is answered at `POST /sync`, with what; and that nothing above a copy's audience gets into or out of it."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from parties import ACT, KEYS, Office, admit_newcomer

from toguna.register.bodies import Revoke, RevokeReason
from toguna.register.bundle import read_piece
from toguna.register.dictionary import dictionaries
from toguna.register.entry import Kind
from toguna.register.frontier import Frontier, read_greeting
from toguna.register.merkle import EMPTY_ROOT
from toguna.register.signing import DeviceKey, verify
from toguna.server.actions import sealing, serving
from toguna.server.actions.answering import Answer, answer
from toguna.server.ledger import store
from toguna.server.sync import protocol
from toguna.server.sync.protocol import Given, Step, Word
from toguna.server.sync.receivers import receiver

HUB, SECRET, NOW = "hub.example:8000", b"secret", 1_000_000.0
EMPTY = Frontier(ACT.id).encode()
CANARY = "canari-0b7e19"


def ask(office: Office, data: bytes, now: float = NOW) -> Answer:
    with office.open():
        return answer(office.home, data, host=HUB, secret=SECRET, now=now)


def challenge(office: Office) -> bytes:
    word, rest = protocol.read(ask(office, protocol.write(Word.GREET, ACT.id, bytes(12), bytes(16))).body)
    assert word is Word.ASK
    found: bytes = rest[0]
    return found


def step(office: Office, key: DeviceKey, frontier: bytes = EMPTY, piece: bytes = b"", host: str = HUB) -> Answer:
    return ask(office, Step.sign(key, ACT.id, challenge(office), host, frontier, piece).encode())


def given(said: Answer) -> Given:
    word, rest = protocol.read(said.body)
    assert (said.status, word) == (200, Word.GIVEN)
    return Given.of(rest)


def refused(said: Answer) -> tuple[int, str]:
    word, rest = protocol.read(said.body)
    assert word is Word.NO
    return said.status, rest[0]


def everything(office: Office, key: DeviceKey) -> list[bytes]:
    """All contents that a caller is given over as many turns as it takes."""
    found: list[bytes] = []
    with office.open() as copy:
        # What a caller that holds nothing is given, piece by piece: the copy's own choice for that device.
        pieces = list(copy.pieces(Frontier.decode(EMPTY), receiver(ACT.id, key.public)))
    first = given(step(office, key)).piece
    assert first == pieces[0]
    for piece in pieces:
        read = read_piece(piece, ACT.id, dictionaries(ACT), [one.public for one in KEYS.values()])
        found += [
            part.content for one in read.sections for entry in one.entries for part in entry.parts if part.content
        ]
        found += read.contents
    return found


def test_a_known_device_that_proves_itself_is_given_what_it_lacks(world: dict[str, Office]) -> None:
    host = world["mediation"]
    host.say("i1", "i2")
    answered = given(step(host, KEYS["est"]))
    assert answered.piece and not answered.more and answered.refused == ()
    assert given(step(host, KEYS["est"], answered.frontier)).piece == b""


def test_who_proves_nothing_gets_nothing(world: dict[str, Office]) -> None:
    host = world["mediation"]
    host.say("i1")
    assert refused(step(host, KEYS["nouveau"])) == (403, "sync-not-admitted")
    assert refused(step(host, KEYS["est"], host="other.example")) == (403, "sync-not-admitted")
    signed = Step.sign(KEYS["est"], ACT.id, challenge(host), HUB, EMPTY)
    for forged in (
        Step(ACT.id, KEYS["ouest"].public, signed.challenge, signed.signature, EMPTY, b""),
        Step(ACT.id, signed.device, signed.challenge, signed.signature, Frontier(bytes(32)).encode(), b""),
        Step(ACT.id, signed.device, signed.challenge, signed.signature, EMPTY, b"more"),
        Step(bytes(32), signed.device, signed.challenge, signed.signature, EMPTY, b""),
    ):
        assert refused(ask(host, forged.encode()))[0] == 403
    assert refused(ask(host, signed.encode(), NOW + 901)) == (403, "sync-stale")
    assert refused(ask(host, signed.encode(), NOW - 5)) == (403, "sync-stale")
    assert given(ask(host, signed.encode(), NOW + 899)).piece


def test_a_revoked_device_gets_nothing_more(world: dict[str, Office]) -> None:
    host, west = world["mediation"], world["ouest"]
    host.write(admit_newcomer())
    assert given(step(host, KEYS["nouveau"])).piece
    west.meet(host)
    west.write(Revoke(KEYS["nouveau"].public, 0, EMPTY_ROOT, RevokeReason.LOST))
    west.meet(host)
    assert refused(step(host, KEYS["nouveau"])) == (403, "sync-not-admitted")


def test_a_stranger_learns_not_even_which_registers_are_here(world: dict[str, Office]) -> None:
    host = world["mediation"]
    here = ask(host, protocol.write(Word.GREET, ACT.id, bytes(12), bytes(16)))
    elsewhere = ask(host, protocol.write(Word.GREET, bytes(32), bytes(12), bytes(16)))
    assert (here.status, len(here.body)) == (elsewhere.status, len(elsewhere.body))


def test_equal_copies_part_after_one_question(world: dict[str, Office]) -> None:
    host = world["mediation"]
    with host.open() as copy:
        register, hash_ = read_greeting(copy.greeting())
    asked = protocol.write(Word.GREET, register, hash_, bytes(16))
    said = ask(host, asked)
    assert protocol.read(said.body)[0] is Word.SAME and len(asked) + len(said.body) < 100


def test_the_other_copy_proves_itself_where_it_holds_its_key(world: dict[str, Office]) -> None:
    host = world["mediation"]
    greeting = protocol.write(Word.GREET, ACT.id, bytes(12), bytes(16))
    assert protocol.read(ask(host, greeting).body)[1][1:] == [b"", b""]
    serving.hold(KEYS["mediation"])
    try:
        _, (asked, device, signature) = protocol.read(ask(host, greeting).body)
    finally:
        serving.hold(None)
    assert device == KEYS["mediation"].public
    assert verify(device, protocol.host_text(ACT.id, bytes(16), asked, HUB), signature)
    assert not verify(device, protocol.host_text(ACT.id, bytes(16), asked, "other.example"), signature)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00",
        b"\xff" * 100,
        b"\x83\x01\x04\x00",
        protocol.write(Word.SAME),
        protocol.write(Word.GREET, b"short", bytes(12), bytes(16)),
        protocol.write(Word.STEP, ACT.id, bytes(32), b"", bytes(64), b"", b""),
        b"\x9a\xff\xff\xff\xff",
        b"\x81" * 5_000,
    ],
)
def test_what_is_no_message_is_refused(world: dict[str, Office], data: bytes) -> None:
    assert refused(ask(world["mediation"], data)) == (400, "frontier-shape")


def test_every_single_bit_of_a_step_counts(world: dict[str, Office]) -> None:
    host = world["mediation"]
    host.say("i1")
    message = Step.sign(KEYS["est"], ACT.id, challenge(host), HUB, EMPTY, b"x").encode()
    with host.open():
        for bit in range(len(message) * 8):
            flipped = bytearray(message)
            flipped[bit // 8] ^= 1 << bit % 8
            assert answer(host.home, bytes(flipped), host=HUB, secret=SECRET, now=NOW).status in (400, 403), bit


def everywhere(office: Office) -> bytes:
    """Every byte of a home: database, write-ahead log, settings, keys."""
    return b"".join(path.read_bytes() for path in sorted(office.home.path.rglob("*")) if path.is_file())


def test_what_is_above_a_copys_audience_is_nowhere_in_it(world: dict[str, Office], tmp_path: Path) -> None:
    host, west, east, new = (world[name] for name in ("mediation", "ouest", "est", "nouveau"))
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(temporary))
        west.say("i1", level="sealed", text=CANARY)
        west.say("i2", level="group", text=f"{CANARY}-group")
        west.say("i3", text="pour toutes les parties")
        for _ in range(2):
            west.meet(host)
            host.meet(east)
            west.meet(east)
        for office, key in ((host, KEYS["est"]), (west, KEYS["est"]), (host, KEYS["ouest"])):
            given_out = b"".join(everything(office, key))
            assert (CANARY.encode() in given_out) == (key is KEYS["ouest"])
            assert b"pour toutes" in given_out
        new.take(west.give())
    assert CANARY.encode() in everywhere(host) and CANARY.encode() in everywhere(west)
    for copy in (east, new):
        assert CANARY.encode() not in everywhere(copy) and b"pour toutes" in everywhere(copy)
    assert CANARY.encode() not in b"".join(path.read_bytes() for path in temporary.rglob("*") if path.is_file())


def test_what_is_sealed_travels_to_its_readers_and_says_nothing_on_the_way(world: dict[str, Office]) -> None:
    host, west, east = world["mediation"], world["ouest"], world["est"]
    for office in (host, west, east):
        with office.open():
            assert sealing.begin(ACT.id, office.key)
    for office in (west, east):
        office.meet(host)
    for office in (west, east):
        office.meet(host)
    west.say("i1", level="sealed", text=CANARY)
    west.say("i2", level="group", text=f"{CANARY}-group")
    for office in (west, east):
        office.meet(host)
        office.meet(host)
    with west.open():
        held = [part for one in store.all_entries(ACT.id) for part in one.entry.parts if part.audience and part.content]
        assert held and not any(CANARY.encode() in part.content for part in held if part.content)
    # The canary stands in west's own records, which it opened itself; on its way and with the others it is sealed.
    assert CANARY.encode() not in b"".join(everything(host, KEYS["est"]))
    assert CANARY.encode() not in everywhere(host) and CANARY.encode() not in everywhere(east)
    with east.open():
        assert sealing.open_new(ACT.id, KEYS["est"]) == 1
        audiences = {
            part.audience
            for one in store.all_entries(ACT.id)
            if one.device == KEYS["ouest"].public and one.entry.kind == Kind.STATEMENT
            for part in one.entry.parts
            if part.content is not None
        }
        # What was sealed for the group lies here, what was sealed for west alone does not.
        assert 1 in audiences and 2 not in audiences
