"""The register's own payloads come back as they were, and nothing else passes for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toguna.register import faults
from toguna.register.bodies import (
    Admit,
    Attest,
    Body,
    Endorse,
    Erase,
    EraseReason,
    Officers,
    Revoke,
    RevokeReason,
    Seen,
)
from toguna.register.encoding import encode

_KEYS = st.binary(min_size=32, max_size=32)
_CODES = st.from_regex(r"[a-z0-9]([a-z0-9._-]{0,20}[a-z0-9])?", fullmatch=True)
_SIZES = st.integers(1, 2**63 - 1)
_KEY_SETS = st.lists(_KEYS, min_size=1, max_size=4, unique=True).map(sorted)


@st.composite
def _bodies(draw: st.DrawFn) -> Body:
    keys = tuple(draw(_KEY_SETS))
    return draw(
        st.one_of(
            st.builds(Endorse, _KEYS, st.none() | _CODES),
            st.just(Attest(tuple(Seen(key, draw(_SIZES), draw(_KEYS)) for key in keys))),
            st.builds(Admit, _KEYS, _CODES, _CODES, st.sets(st.integers(0, 255), max_size=4).map(sorted).map(tuple)),
            st.builds(Revoke, _KEYS, st.integers(0, 2**63 - 1), _KEYS, st.sampled_from(RevokeReason)),
            st.builds(Erase, st.just(keys), st.sampled_from(EraseReason)),
            st.builds(Officers, _CODES, st.integers(1, len(keys)), st.just(keys)),
        )
    )


@given(_bodies())
def test_a_body_comes_back(body: Body) -> None:
    assert type(body).decode(body.encode()) == body


@given(_bodies(), st.data())
def test_a_damaged_payload_is_refused_or_says_something_else(body: Body, draw: st.DataObject) -> None:
    data = bytearray(body.encode())
    data[draw.draw(st.integers(0, len(data) - 1))] ^= draw.draw(st.integers(1, 255))
    try:
        other = type(body).decode(bytes(data))
    except faults.BadBody:
        return
    assert other != body
    assert other.encode() == bytes(data)


@pytest.mark.parametrize("body", [Endorse, Attest, Admit, Revoke, Erase, Officers])
@pytest.mark.parametrize("payload", [b"", b"\xff", encode(None), encode([]), encode({}), encode({1: None})])
def test_a_payload_of_another_shape_is_named(body: type[Body], payload: bytes) -> None:
    with pytest.raises(faults.BadBody) as caught:
        body.decode(payload)
    assert caught.value.data["kind"] == body.kind.name.lower()


def test_the_field_at_fault_is_named() -> None:
    with pytest.raises(faults.BadBody) as caught:
        Admit(bytes(32), "north", "Secretary")
    assert caught.value.data == {"kind": "admit", "field": 3}
