"""Leaves and parts: one form only, hashes that bind, limits that hold."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toguna.base.errors import RegisterFault
from toguna.register import faults
from toguna.register.encoding import decode, encode
from toguna.register.entry import (
    MAX_CONTENT,
    MAX_TIME,
    MIN_TIME,
    Entry,
    Kind,
    Part,
    minutes,
    moment,
    read_leaf,
)

_HASHES = st.binary(min_size=32, max_size=32)
_PARTS = st.builds(Part.make, st.binary(max_size=60), st.integers(0, 255), st.binary(min_size=16, max_size=16))
_ENTRIES = st.builds(
    Entry,
    st.integers(1, 255),
    st.integers(MIN_TIME, MAX_TIME),
    st.lists(_HASHES, max_size=5, unique=True).map(tuple),
    st.lists(_PARTS, max_size=4).map(tuple),
)


@given(_ENTRIES)
def test_an_entry_comes_back_with_its_parts(entry: Entry) -> None:
    assert Entry.parse(entry.leaf, [part.content for part in entry.parts]) == entry
    assert entry.hash == sha256(b"\x00" + entry.leaf).digest()


@given(_ENTRIES)
def test_the_leaf_is_the_array_that_the_specification_says(entry: Entry) -> None:
    parts = [[part.audience, part.hash] for part in entry.parts]
    assert decode(entry.leaf) == [1, entry.kind, entry.time, list(entry.parents), parts]
    assert encode(decode(entry.leaf)) == entry.leaf


@given(_ENTRIES, st.data())
def test_a_damaged_leaf_is_refused_or_is_another_entry(entry: Entry, draw: st.DataObject) -> None:
    leaf = bytearray(entry.leaf)
    leaf[draw.draw(st.integers(0, len(leaf) - 1))] ^= draw.draw(st.integers(1, 255))
    try:
        other = Entry.parse(bytes(leaf))
    except RegisterFault:
        return
    assert other.leaf == bytes(leaf)
    assert other.hash != entry.hash


@given(st.binary(max_size=100) | st.builds(lambda tail: b"\x85\x01" + tail, st.binary(max_size=100)))
def test_the_leaf_parser_takes_what_the_general_decoder_takes(data: bytes) -> None:
    try:
        kind, time, parents, parts = read_leaf(data)
    except RegisterFault:
        return
    assert encode([1, kind, time, parents, [list(part) for part in parts]]) == data


def test_a_withheld_part_leaves_entry_and_hash_as_they_are() -> None:
    part = Part.make(b"source", 2, bytes(16))
    entry = Entry(Kind.STATEMENT, 0, (), (part,))
    withheld = Entry.parse(entry.leaf)
    assert withheld.hash == entry.hash
    assert withheld.parts[0].hash == part.hash
    assert withheld.parts[0].payload is withheld.payload is withheld.parts[0].salt is None


def test_content_is_salt_then_payload() -> None:
    part = Part.make(b"payload", 0, bytes(range(16)))
    assert part.content == bytes(range(16)) + b"payload"
    assert (part.salt, part.payload) == (bytes(range(16)), b"payload")
    assert part.hash == sha256(bytes(range(16)) + b"payload").digest()


def test_a_content_that_is_not_the_one_named_is_refused() -> None:
    entry = Entry(Kind.STATEMENT, 0, (), (Part.make(b"true", 0, bytes(16)),))
    with pytest.raises(faults.PartContent) as caught:
        Entry.parse(entry.leaf, [bytes(16) + b"fake"])
    assert caught.value.data == {"position": 0}
    with pytest.raises(faults.PartCount):
        Entry.parse(entry.leaf, [None, None])


def test_salt_and_size_of_a_content_are_bounded() -> None:
    with pytest.raises(faults.PartSalt):
        Part.make(b"x", 0, bytes(15))
    assert Part.make(bytes(MAX_CONTENT - 16), 0, bytes(16)).content is not None
    with pytest.raises(faults.PartTooLong):
        Part.make(bytes(MAX_CONTENT - 15), 0, bytes(16))


def test_a_kind_of_a_later_edition_is_kept_and_hashed() -> None:
    entry = Entry(200, 5)
    assert Entry.parse(entry.leaf) == entry
    assert isinstance(Entry.parse(Entry(Kind.AMEND, 5).leaf).kind, Kind)


def test_the_longest_entry_fits_its_limit() -> None:
    parents = tuple(sha256(bytes([number])).digest() for number in range(64))
    parts = tuple(Part(255, parent) for parent in parents[:32])
    longest = Entry(255, MIN_TIME, parents, parts)
    assert Entry.parse(longest.leaf) == longest
    with pytest.raises(faults.LeafParents):
        Entry(1, 0, (*parents, bytes(32)))
    with pytest.raises(faults.LeafParts):
        Entry(1, 0, (), (*parts, parts[0]))


def test_times_are_minutes_from_2025_and_may_lie_before() -> None:
    assert minutes(datetime(2025, 1, 1, 0, 1, 59, tzinfo=UTC)) == 1
    assert minutes(datetime(2019, 4, 9, tzinfo=UTC)) == -3_015_360
    assert moment(-3_015_360) == datetime(2019, 4, 9, tzinfo=UTC)
    assert moment(MIN_TIME) == datetime(1900, 1, 1, tzinfo=UTC)
    assert moment(MAX_TIME) == datetime(2200, 12, 31, 23, 59, tzinfo=UTC)


@pytest.mark.parametrize("time", [MIN_TIME - 1, MAX_TIME + 1, True])
def test_a_time_outside_the_calendar_is_refused(time: int) -> None:
    with pytest.raises(faults.LeafTime):
        Entry(Kind.STATEMENT, time)
