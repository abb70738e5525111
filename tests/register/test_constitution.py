"""The founding act: the same act has the same id; what founds nothing is refused by field."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toguna.base.errors import RegisterFault
from toguna.base.text import Words
from toguna.register import faults
from toguna.register.constitution import Constitution, Device, Mode, Party, Rule, Seat, SeatRole

SMALL = Constitution(
    Mode.LIVE, ("veranda",), (Party("host", Words(en="Host"), "mediator"),), (Device(bytes(32), "host"),)
)


def test_an_act_comes_back_and_its_id_is_its_hash(book: Any) -> None:
    for act in (SMALL, book.act):
        assert Constitution.decode(act.encode()) == act
        assert act.id == sha256(act.encode()).digest()


def test_it_may_open_with_signatures_on_paper() -> None:
    assert SMALL.parties[0].threshold == 0
    assert SMALL.parties[0].officers == ()


@given(st.data())
def test_a_damaged_act_is_refused_or_is_another_register(draw: st.DataObject) -> None:
    data = bytearray(SMALL.encode())
    data[draw.draw(st.integers(0, len(data) - 1))] ^= draw.draw(st.integers(1, 255))
    try:
        other = Constitution.decode(bytes(data))
    except RegisterFault:
        return
    assert other.encode() == bytes(data)
    assert other.id != SMALL.id


@pytest.mark.parametrize(
    ("change", "fault", "field"),
    [
        ({"frameworks": ()}, faults.ConstitutionShape, "frameworks"),
        ({"frameworks": ("Veranda",)}, faults.ConstitutionShape, "frameworks"),
        ({"devices": ()}, faults.ConstitutionShape, "devices"),
        ({"seats": (Seat("chair", "nobody"),)}, faults.ConstitutionReference, "seats"),
        ({"seats": (Seat("a", "host"), Seat("a", "host", SeatRole.SUPPLEANT))}, faults.ConstitutionRepeated, "seats"),
        ({"rules": (Rule("charter", 2, ("host",)),)}, faults.ConstitutionShape, "rules"),
        ({"rules": (Rule("charter", 1, ("guest",)),)}, faults.ConstitutionReference, "rules"),
        ({"data_officer": "guest"}, faults.ConstitutionReference, "data_officer"),
        ({"opened": True}, faults.ConstitutionShape, "opened"),
        ({"sealed": 1}, faults.ConstitutionShape, "sealed"),
    ],
)
def test_what_founds_nothing_is_refused(change: dict[str, Any], fault: type[RegisterFault], field: str) -> None:
    with pytest.raises(fault) as caught:
        replace(SMALL, **change)
    assert caught.value.data["field"] == field


def test_an_officers_key_may_be_its_own_partys_device_but_no_others() -> None:
    parties = (
        Party("host", Words(en="Host"), "mediator", 1, (bytes(32),)),
        Party("guest", Words(en="Guest"), "community"),
    )
    assert replace(SMALL, parties=parties).parties == parties
    with pytest.raises(faults.ConstitutionReference):
        replace(SMALL, parties=parties, devices=(Device(bytes(32), "guest"),))
