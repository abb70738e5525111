"""Canonical CBOR: what the profile holds comes back unchanged, what leaves it is refused by name."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from enum import IntEnum
from pathlib import Path
from typing import Any

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toguna.register import cbor_faults
from toguna.register.encoding import MAX_SIZE, decode, encode

_INTS = st.integers(-(2**64), 2**64 - 1)
_TEXTS = st.text(st.characters(codec="utf-8"), max_size=20).map(lambda text: unicodedata.normalize("NFC", text))
_VALUES = st.recursive(
    st.none() | st.booleans() | _INTS | st.binary(max_size=40) | _TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.integers(0, 2**64 - 1), inner, max_size=4),
    max_leaves=12,
)


@given(_VALUES)
def test_whatever_the_profile_holds_comes_back(value: Any) -> None:
    assert decode(encode(value)) == value


@given(_VALUES)
def test_bytes_are_those_of_cbor2s_canonical_form(value: Any) -> None:
    assert encode(value) == cbor2.dumps(value, canonical=True)


@given(st.binary(max_size=60))
def test_any_bytes_are_either_refused_or_written_back_the_same(data: bytes) -> None:
    try:
        value = decode(data)
    except cbor_faults.CborFault:
        return
    assert encode(value) == data


@given(_VALUES, st.data())
def test_a_flipped_bit_never_reads_as_the_same_value(value: Any, draw: st.DataObject) -> None:
    data = bytearray(encode(value))
    bit = draw.draw(st.integers(0, 8 * len(data) - 1))
    data[bit // 8] ^= 1 << bit % 8
    try:
        other = decode(bytes(data))
    except cbor_faults.CborFault:
        return
    assert encode(other) != encode(value)


def test_text_is_composed_on_writing() -> None:
    assert encode("Dire\u0301") == encode("Diré")


def test_a_code_list_number_is_written_as_its_number() -> None:
    class Level(IntEnum):
        HIGH = 3

    assert encode([Level.HIGH, (1, 2)]) == encode([3, [1, 2]])


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        (1.5, cbor_faults.CborType),
        ({1, 2}, cbor_faults.CborType),
        (bytearray(2), cbor_faults.CborType),
        ({"a": 1}, cbor_faults.CborKeyType),
        ({-1: 1}, cbor_faults.CborKeyType),
        ({True: 1}, cbor_faults.CborKeyType),
        (2**64, cbor_faults.CborIntRange),
        (-(2**64) - 1, cbor_faults.CborIntRange),
        ("\ud800", cbor_faults.CborTextNotUtf8),
        (bytes(MAX_SIZE), cbor_faults.CborTooLarge),
    ],
)
def test_what_the_profile_does_not_hold_is_not_written(value: object, fault: type[cbor_faults.CborFault]) -> None:
    with pytest.raises(fault):
        encode(value)


def test_sixteen_levels_and_no_more() -> None:
    nested: Any = 0
    for _ in range(16):
        nested = [nested]
    assert decode(encode(nested)) == nested
    with pytest.raises(cbor_faults.CborTooDeep):
        encode([nested])


def test_too_much_is_refused_unread() -> None:
    with pytest.raises(cbor_faults.CborTooLarge):
        decode(bytes(MAX_SIZE + 1))


def _in_profile(value: object) -> bool:
    match value:
        case None | bool() | bytes() | str():
            return True
        case int():
            return -(2**64) <= value < 2**64
        case list():
            return all(map(_in_profile, value))
        case dict():
            return all(type(key) is int and key >= 0 and _in_profile(item) for key, item in value.items())
        case _:
            return False


def _loaded(data: bytes) -> object:
    try:
        return cbor2.loads(data)
    except cbor2.CBORDecodeError:
        return ...


def test_published_examples_of_cbor(public: Callable[[str], Path]) -> None:
    """Appendix A of RFC 8949: read if and only if canonical and within the profile."""
    cases = json.loads(public("cbor/appendix_a.json").read_text())
    read = 0
    for case in cases:
        data = bytes.fromhex(case["hex"])
        value = _loaded(data)
        if _in_profile(value) and cbor2.dumps(value, canonical=True) == data:
            assert decode(data) == value
            read += 1
        else:
            with pytest.raises(cbor_faults.CborFault):
                decode(data)
    assert (len(cases), read) == (82, 34)
