"""Every parser of what comes from outside, fed with damage and bombs: no crash, no hang, bounded memory.

Each input is read, or refused by a `RegisterFault`; nothing else may happen. `TOGUNA_FUZZ` says how many inputs each
parser gets.
"""

from __future__ import annotations

import os
import random
import tracemalloc
from collections.abc import Callable
from functools import cache
from hashlib import sha256

import pytest
import zstandard
from game import ACT, Game
from world import KEYS, copy, entry

from toguna.base.errors import RegisterFault
from toguna.register import bundle, keyfile
from toguna.register.bodies import Attest, Endorse, Erase, EraseReason, Seen
from toguna.register.checkpoint import Checkpoint, origin, read_note, sign_checkpoint
from toguna.register.constitution import Constitution
from toguna.register.dictionary import SHIPPED
from toguna.register.encoding import decode, encode, write_head, write_int
from toguna.register.entry import Entry, Kind, Part
from toguna.register.epochs import Destroyed, DestroyReason, Epoch, ReadingKey, read_key
from toguna.register.evidence import read_evidence
from toguna.register.frontier import Frontier, read_greeting, write_greeting
from toguna.register.packing import MAX_OUTPUT, pack
from toguna.register.people import card, read_card, read_sheet, sheet
from toguna.register.readingfile import open_secrets, seal_secrets
from toguna.register.said import BODIES
from toguna.register.sealing import Place, name_of, open_with, seal_part

ROUNDS = int(os.environ.get("TOGUNA_FUZZ", "1500"))
LIMIT = 64 * 1024 * 1024
Parser = Callable[[bytes], object]


def _pieces() -> list[bytes]:
    one = copy()
    one.write(KEYS[0], [entry(1), entry(2, parents=(entry(1).hash,)), entry("sealed", audience=2)])
    one.write(KEYS[1], [Entry(Kind.STATEMENT, 5, (sha256(b"elsewhere").digest(),))])
    return one.make_bundle(copy().frontier(), frozenset({0}))[0]


def _evidence() -> bytes:
    game = Game()
    for who in (3, 4):
        game.cheat(who)
    game.give(3, 4)
    (data,) = game.copies[4].evidence().values()
    return data


def _read_piece(data: bytes) -> object:
    return bundle.read_piece(data, copy().register, SHIPPED)


def _body(data: bytes) -> object:
    return [body.decode(data) for body in BODIES.values()]


KEY, SEALED = bytes(range(32)), Place(bytes(32), bytes(32), 2)


def _open(data: bytes) -> object:
    return open_with(SEALED, {name_of(bytes(32), 2, ["a"], KEY): KEY}, data)


ONE = Part.make(b"payload", 0, bytes(16))
PARSERS: dict[str, tuple[Parser, list[bytes]]] = {
    "bundle": (_read_piece, _pieces()),
    "frontier": (Frontier.decode, [copy().frontier().encode(), Frontier.of(bytes(32), [], [bytes(32)]).encode()]),
    "greeting": (read_greeting, [write_greeting(bytes(32), [])]),
    "checkpoint": (read_note, [sign_checkpoint(KEYS[0], Checkpoint(origin(bytes(32), bytes(32)), 7, bytes(32)))]),
    "cbor": (decode, [encode({1: ["Diré", -7, bytes(9), {2: True, 3: None}]})]),
    "leaf": (lambda data: Entry.parse(data), [Entry(Kind.ADD, 9, (bytes(32),), (ONE,)).leaf]),
    "act": (Constitution.decode, [ACT.encode()]),
    "key file": (keyfile.public_key, [keyfile.seal(bytes(32), "Diré", keyfile.Cost.MINIMUM)]),
    "evidence": (read_evidence, [_evidence()]),
    "card": (lambda data: read_card(data.decode("latin-1")), [card(bytes(range(32))).encode()]),
    "recovery sheet": (
        lambda data: read_sheet(data.decode("latin-1")),
        ["\n".join(sheet(bytes(range(32)))).encode(), " ".join(sheet(bytes(32))).lower().encode()],
    ),
    "reading keys": (lambda data: open_secrets(KEYS[0], data), [seal_secrets(KEYS[0], [bytes(32), bytes(32)])]),
    "key entry": (
        read_key,
        [
            ReadingKey(bytes(32)).encode(),
            Epoch(2, ("north",), bytes(32), 9, (bytes(8),)).encode(),
            Destroyed((bytes(32),), DestroyReason.DANGER).encode(),
        ],
    ),
    "sealed content": (_open, [seal_part(SEALED, name_of(bytes(32), 2, ["a"], KEY), KEY, b"who", bytes(12)).content]),
    "bodies": (
        _body,
        [
            Endorse(bytes(32)).encode(),
            Erase((bytes(32),), EraseReason.COURT).encode(),
            Attest((Seen(bytes(32), 1, bytes(32)),)).encode(),
        ],
    ),
}


def _damage(rng: random.Random, seeds: list[bytes]) -> bytes:
    """A sound input with bits turned, bytes lost, doubled or put in, or with heads that promise too much."""
    data = bytearray(rng.choice(seeds))
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(data) + 1)
        match rng.randrange(6):
            case 0 if data:
                data[at % len(data)] ^= 1 << rng.randrange(8)
            case 1:
                del data[at : at + rng.randint(1, 40)]
            case 2:
                data[at:at] = data[at : at + rng.randint(1, 40)]
            case 3:
                data[at:at] = rng.randbytes(rng.randint(1, 12))
            case 4:
                data[at:at] = write_head(rng.randrange(8), rng.choice((0, 23, 255, 65_535, 2**32 - 1, 2**64 - 1)))
            case _:
                data[at : at + 9] = b"\x9b" + b"\xff" * 8
    return bytes(data)


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("name", PARSERS)
def test_damage_is_refused_by_name(name: str) -> None:
    parser, seeds = PARSERS[name]
    rng = random.Random(name)
    for seed in seeds:
        try:
            parser(seed)
        except RegisterFault:
            assert name == "bodies"
    refused = 0
    for _ in range(ROUNDS):
        try:
            parser(_damage(rng, seeds))
        except RegisterFault:
            refused += 1
    assert refused > ROUNDS // 2


@pytest.mark.parametrize("data", [b"", b"\x00", b"\xff" * 90, bytes(70_000), b"\x9b" + b"\xff" * 8, b"\x81" * 100_000])
@pytest.mark.parametrize("name", PARSERS)
def test_what_is_nothing_at_all_is_refused(name: str, data: bytes) -> None:
    if (name, data) == ("cbor", b"\x00"):
        return
    with pytest.raises(RegisterFault):
        PARSERS[name][0](data)


def _piece(body: bytes, raw: bytes = b"", texts: bytes = b"") -> bytes:
    """A piece from its three streams, packed as a hostile sender would."""
    first, structure = pack(body, {}, 3)
    packing, packed = pack(texts, {}, 3)
    packed = write_int(first) + write_int(len(structure)) + structure + packed
    head = b"\x85\x01\x48" + copy().register[:8] + write_int(packing)
    return head + write_head(2, len(raw)) + raw + write_head(2, len(packed)) + packed


@cache
def _billion() -> bytes:
    window = zstandard.ZstdCompressionParameters.from_level(19, window_log=27, format=zstandard.FORMAT_ZSTD1_MAGICLESS)
    return zstandard.ZstdCompressor(compression_params=window).compress(bytes(1 << 27))


def _frame(data: bytes) -> bytes:
    packed = write_int(1) + write_int(len(data)) + data
    return b"\x85\x01\x48" + copy().register[:8] + b"\x00" + b"\x40" + write_head(2, len(packed)) + packed


MANY = MAX_OUTPUT - 64
TWO_KEYS = bytes(32 + 64)
# Made when its test runs: every worker reads this list, and one runs these tests.
BOMBS: dict[str, Callable[[], bytes]] = {
    "a frame of 128 MB": lambda: _frame(_billion()),
    "a frame that does not say its size": lambda: _frame(b"\x00" + _billion()[2:]),
    "a million entries of nothing": lambda: _piece(b"\x01\x00" + write_int(MANY // 5) + b"\x01" * MANY, TWO_KEYS),
    "a million sections": lambda: _piece(write_int(MANY // 2) + bytes(MANY)),
    "a million contents": lambda: _piece(b"\x00" + write_int(MANY) + bytes(MANY)),
    "an entry with a million parents": lambda: _piece(b"\x01\x00\x01\x01\x00\x18\x40" + bytes(MANY), TWO_KEYS),
    "a payload of a million numbers": lambda: _piece(
        b"\x00\x01\x00" + write_head(4, MANY - 40) + bytes(MANY - 40), bytes(16)
    ),
    "a payload that never ends": lambda: _piece(b"\x00\x01\x00" + b"\x81" * MANY, bytes(16)),
    "a text longer than there is": lambda: _piece(b"\x00\x01\x00" + write_head(3, 2**64 - 1), bytes(16), b"short"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_take_no_room(name: str) -> None:
    data = BOMBS[name]()
    tracemalloc.start()
    try:
        with pytest.raises(RegisterFault):
            _read_piece(data)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak + 2 * MAX_OUTPUT < LIMIT, f"{peak / 1e6:.0f} MB"


def test_the_largest_piece_that_is_taken_takes_no_more_room() -> None:
    """As many entries as a piece may have, each as costly as it can be."""
    count = bundle.MAX_ITEMS // 3 - 2
    one = b"\x01" * count + bytes(count) + b"\x01" * count + b"\x00" + b"\x01" * (count - 1)
    body = b"\x01\x00" + write_int(count) + one + b"\x01" * count + b"\x00" * count + b"\x00"
    data = _piece(body, bytes(32 + 64 + 32) + bytes(32) * count)
    tracemalloc.start()
    try:
        assert len(_read_piece(data).sections[0].entries) == count  # type: ignore[attr-defined]
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak + 2 * MAX_OUTPUT < LIMIT, f"{peak / 1e6:.0f} MB"
