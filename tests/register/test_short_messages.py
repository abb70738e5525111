"""A sealed SMS says to its office what the telephone said, once, and nothing to anybody else, whatever is sent."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toguna.base.errors import RegisterFault
from toguna.base.text import placeholders
from toguna.register import short_faults, short_messages
from toguna.register.short_messages import (
    LEAST_BYTES,
    MOST_BYTES,
    MOST_COUNTER,
    MOST_IN_TEXT,
    WINDOW,
    PhoneKey,
    ShortMessage,
    as_text,
    key_line,
    read_key_line,
    read_text,
    seal,
    taken,
    unseal,
)

FOLDER = Path(__file__).parents[2] / "spec" / "vectors" / "sms"
PHONE = PhoneKey(7, bytes(range(16)))
_COUNT = st.none() | st.integers(0, 999)
MESSAGES = st.builds(
    ShortMessage,
    what=st.integers(0, 2),
    about=st.none() | st.integers(0, 9_999_999),
    kind=st.none() | st.integers(1, 30),
    spots=st.lists(st.integers(1, 899), max_size=4).map(tuple),
    day=st.none() | st.integers(0, 65_535),
    killed=_COUNT,
    injured=_COUNT,
    abducted=_COUNT,
    safety=st.none() | st.integers(0, 10),
    patrols=st.none() | st.integers(0, 99),
    half=st.none() | st.integers(0, 1),
    words=st.text(st.characters(categories=["L", "N", "Z", "P"], max_codepoint=0x17F), max_size=40),
).filter(lambda one: one != ShortMessage())


def _cases() -> list[Any]:
    found = [path for path in sorted(FOLDER.glob("*.json")) if "key" not in path.stem]
    assert len(found) > 12
    return [pytest.param(json.loads(path.read_text()), id=path.stem) for path in found]


@pytest.mark.parametrize("case", _cases())
def test_messages(case: dict[str, Any]) -> None:
    phone, sealed = PhoneKey(case["device"], bytes.fromhex(case["key"])), bytes.fromhex(case["sealed"])
    if "fault" in case:
        with pytest.raises(RegisterFault) as caught:
            unseal(phone, sealed)
        assert caught.value.code == case["fault"]
        return
    found = unseal(phone, sealed)
    told = {name: list(value) if name == "spots" else value for name, value in asdict(found).items()}
    said = {name: value for name, value in told.items() if value not in (None, "", [], 0) or name in case["message"]}
    assert said == case["message"]
    if "packed" not in case:
        assert seal(phone, case["counter"], found) == sealed
    if "text" in case:
        assert (as_text(sealed), read_text(case["text"])) == (case["text"], sealed)


def test_keys() -> None:
    case = json.loads((FOLDER / "key.json").read_text())
    secret, register, salt = (bytes.fromhex(case[name]) for name in ("secret", "register", "salt"))
    phone = short_messages.derive(secret, register, case["device"], salt)
    assert phone.key.hex() == case["key"]
    assert key_line(phone) == case["line"]
    assert read_key_line(f" {case['line'][:20].lower()}\n{case['line'][20:]} ") == phone
    for name in ("not-key-mistyped", "not-key-short"):
        wrong = json.loads((FOLDER / f"{name}.json").read_text())
        with pytest.raises(RegisterFault) as caught:
            read_key_line(wrong["line"])
        assert caught.value.code == wrong["fault"]
    assert case["key"] not in repr(phone)


@given(MESSAGES, st.integers(1, MOST_COUNTER), st.binary(min_size=16, max_size=16), st.integers(0, 0xFFFF))
def test_what_is_sealed_is_read_and_fits(message: ShortMessage, counter: int, key: bytes, device: int) -> None:
    phone = PhoneKey(device, key)
    message = ShortMessage(**{**asdict(message), "words": short_messages.normal(message.words)})
    sealed = seal(phone, counter, message)
    assert LEAST_BYTES <= len(sealed) <= MOST_BYTES
    assert unseal(phone, sealed) == message
    assert short_messages.addressed(sealed) == (device, counter)
    if len(sealed) <= MOST_IN_TEXT:
        text = as_text(sealed)
        assert len(text) <= 160
        assert short_messages.is_text(text)
        assert read_text(text) == read_text(f" {text}\n") == sealed


@given(MESSAGES, st.data())
def test_any_changed_byte_is_noticed(message: ShortMessage, data: st.DataObject) -> None:
    message = ShortMessage(**{**asdict(message), "words": short_messages.normal(message.words)})
    sealed = bytearray(seal(PHONE, 9, message))
    at = data.draw(st.integers(0, len(sealed) - 1))
    sealed[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(short_faults.ShortFault):
        unseal(PHONE, bytes(sealed))


@given(st.binary(max_size=160))
def test_anything_may_be_offered_as_a_message(data: bytes) -> None:
    with pytest.raises(short_faults.ShortFault):
        unseal(PHONE, data)


@given(st.text(max_size=170))
def test_anything_may_be_offered_as_text_or_key(text: str) -> None:
    try:
        read_text(text)
    except short_faults.ShortSize:
        pass
    with pytest.raises(short_faults.ShortKey):
        read_key_line(text)


@given(st.binary(min_size=1, max_size=120))
def test_whatever_lies_behind_a_true_tag_is_a_message_or_refused(plain: bytes) -> None:
    """A telephone of another version, or a hostile one that has a key."""
    from cryptography.hazmat.primitives.ciphers.aead import AESCCM

    head = bytes.fromhex("00070001")
    sealed = head + AESCCM(PHONE.key, tag_length=8).encrypt(head + bytes(9), plain, b"toguna-sms/1" + head)
    try:
        assert unseal(PHONE, sealed) != ShortMessage()
    except short_faults.ShortFault as fault:
        assert fault.code in ("sms-sealed-content", "sms-sealed-size")  # noqa: PT017 - either is right


@given(st.lists(st.integers(1, 90), max_size=60))
def test_no_counter_is_taken_twice_in_any_order(counters: list[int]) -> None:
    latest = window = 0
    came: set[int] = set()
    for counter in counters:
        found = taken(latest, window, counter)
        assert (found is None) == (counter in came or max(came, default=0) - counter >= WINDOW)
        if found is not None:
            latest, window = found
            came.add(counter)
    assert latest == max(came, default=0)
    assert window < 1 << WINDOW


def test_what_does_not_fit_is_said_before_it_is_sent() -> None:
    with pytest.raises(short_faults.ShortTooLong) as caught:
        seal(PHONE, 1, ShortMessage(words="".join(chr(0x400 + n * 7 % 90) for n in range(90))))
    assert caught.value.data["size"] > MOST_BYTES
    long = seal(PHONE, 1, ShortMessage(words="".join(chr(0x21 + n * 37 % 90) for n in range(112))))
    assert MOST_IN_TEXT < len(long) <= MOST_BYTES
    with pytest.raises(short_faults.ShortTooLong):
        as_text(long)
    for counter in (0, MOST_COUNTER + 1):
        with pytest.raises(short_faults.ShortCounter):
            seal(PHONE, counter, ShortMessage(kind=1))


def test_a_days_incidents_fit_into_one_sms_each(shared: Callable[[str], Path]) -> None:
    """Fifty written by another hand, of 125 characters on average: all as bytes, most as text."""
    day = json.loads(shared("reference/register/day-of-50.json").read_text(encoding="utf-8"))
    sizes = []
    for number, one in enumerate(day):
        counts = {"killed": one["killed"], "injured": one["injured"]}
        spots = (31 + number % 20, 101 + number)
        said = ShortMessage(
            kind=number % 23 + 1, spots=spots, day=400, words=short_messages.normal(one["text"]), **counts
        )
        sizes.append(len(seal(PHONE, number + 1, said)))
    assert len(sizes) == 50
    assert max(sizes) <= MOST_BYTES
    assert sum(size <= MOST_IN_TEXT for size in sizes) >= 44


FAULTS = [one for one in vars(short_faults).values() if isinstance(one, type) and "text" in vars(one)]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda one: one.code)
def test_a_sentence_says_what_to_do_and_the_specification_names_it(fault: type[RegisterFault]) -> None:
    error = fault(**dict.fromkeys(placeholders(fault.text.en), 7))
    assert re.search(r"\b(ask|update|shorten|check)\b", error.say("en"), re.IGNORECASE)
    assert re.search(r"demander|mettre à jour|raccourcir|vérifier", error.say("fr"), re.IGNORECASE)
    assert f"`{fault.code}`" in (FOLDER.parents[1] / "sms.md").read_text()
