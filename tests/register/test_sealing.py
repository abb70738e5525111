"""What is sealed opens for its readers and for nobody else, whatever is sent, and in whatever order it arrives."""

from __future__ import annotations

import json
import re
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toguna.base.errors import RegisterFault
from toguna.base.text import placeholders
from toguna.register import epochs, faults, people, seal_faults, sealing
from toguna.register.encoding import encode
from toguna.register.entry import SALT_SIZE, Entry, Kind, Part
from toguna.register.epochs import Destroyed, DestroyReason, Epoch, Given, KeyBook, ReadingKey, Use, make_book, read_key
from toguna.register.readingfile import open_secrets, seal_secrets
from toguna.register.sealing import Place
from toguna.register.signing import DeviceKey

FOLDER = Path(__file__).parents[2] / "spec" / "vectors" / "sealing"
_KEYS = st.binary(min_size=32, max_size=32)
_CODES = st.from_regex(r"[a-z0-9]([a-z0-9._-]{0,20}[a-z0-9])?", fullmatch=True)
REGISTER, DEVICE = bytes(range(32)), bytes(range(32, 64))


def _cases(prefix: str) -> list[Any]:
    found = [path for path in sorted(FOLDER.glob("*.json")) if path.stem.removeprefix("not-").startswith(prefix)]
    assert found
    return [pytest.param(json.loads(path.read_text()), id=path.stem) for path in found]


def _refused(case: dict[str, Any], read: Any) -> bool:
    if "fault" not in case:
        return False
    with pytest.raises(RegisterFault) as caught:
        read()
    assert caught.value.code == case["fault"]
    return True


@pytest.mark.parametrize("case", _cases("wrap"))
def test_wraps(case: dict[str, Any]) -> None:
    register, secret, wrapped = (bytes.fromhex(case[name]) for name in ("register", "secret", "wrap"))
    given_ = Given(case["audience"], tuple(case["parties"]), bytes.fromhex(case["name"]), 0)
    given_.wraps[sealing.public_of(secret)[:8]] = {wrapped}
    if not _refused(case, lambda: sealing.unwrap(register, given_, secret)):
        assert sealing.unwrap(register, given_, secret).hex() == case["key"]


@pytest.mark.parametrize("case", _cases("content"))
def test_contents(case: dict[str, Any]) -> None:
    register, device, key, content = (bytes.fromhex(case[name]) for name in ("register", "device", "key", "content"))
    place = Place(register, device, case["audience"])
    given_name = case.get("name")
    name = bytes.fromhex(given_name) if given_name else sealing.name_of(register, 2, case["parties"], key)
    if not _refused(case, lambda: sealing.open_with(place, {name: key}, content)):
        assert sealing.open_with(place, {name: key}, content).hex() == case["payload"]
        again = sealing.seal_part(place, name, key, bytes.fromhex(case["payload"]), content[4:SALT_SIZE])
        assert again.content == content


@pytest.mark.parametrize("case", _cases("card"))
def test_cards(case: dict[str, Any]) -> None:
    if not _refused(case, lambda: people.read_card(case["card"])):
        assert people.card(bytes.fromhex(case["device"])) == case["card"]
        assert people.read_card(f"  {case['card'].lower()} \n").hex() == case["device"]


@pytest.mark.parametrize("case", _cases("sheet"))
def test_sheets(case: dict[str, Any]) -> None:
    if not _refused(case, lambda: people.read_sheet(" ".join(case["blocks"]))):
        assert people.sheet(bytes.fromhex(case["secret"])) == case["blocks"]
        assert (
            people.read_sheet("\n".join(case["blocks"]).lower().replace("0", "o").replace("1", "l")).hex()
            == case["secret"]
        )


@given(_KEYS, _KEYS, st.binary(max_size=300), st.integers(0, 255), st.binary(min_size=12, max_size=12))
def test_a_content_opens_with_its_key_in_its_place_only(
    key: bytes, other: bytes, payload: bytes, audience: int, chance: bytes
) -> None:
    place = Place(REGISTER, DEVICE, audience)
    name = sealing.name_of(REGISTER, audience, ["north"], key)
    content = sealing.seal_part(place, name, key, payload, chance).content
    assert content is not None
    assert len(content) == SALT_SIZE + sealing.TAG_SIZE + len(payload)
    assert sealing.open_with(place, {name: key}, content) == payload
    for wrong in (
        Place(DEVICE, DEVICE, audience),
        Place(REGISTER, REGISTER, audience),
        Place(REGISTER, DEVICE, audience ^ 1),
    ):
        with pytest.raises(seal_faults.NotOpened):
            sealing.open_part(wrong, key, content)
    if other != key:
        with pytest.raises(seal_faults.NotOpened):
            sealing.open_part(place, other, content)
        # A key whose number happens to be the same does not keep the right one from being tried.
        assert sealing.open_with(place, {name[:4] + bytes(28): other, name: key}, content) == payload
        assert sealing.open_with(place, {name: key, name[:4] + bytes(28): other}, content) == payload


@given(st.binary(min_size=1, max_size=60), st.data())
def test_an_altered_content_does_not_open(payload: bytes, data: st.DataObject) -> None:
    key = bytes(32)
    place, name = Place(REGISTER, DEVICE, 2), sealing.name_of(REGISTER, 2, ["north"], key)
    content = bytearray(sealing.seal_part(place, name, key, payload, bytes(12)).content or b"")
    content[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(seal_faults.SealFault):
        sealing.open_with(place, {name: key}, bytes(content))
    with pytest.raises(seal_faults.NotOpened):
        sealing.open_part(place, key, bytes(content))


@given(st.binary(max_size=200))
def test_anything_may_be_offered_as_a_content(data: bytes) -> None:
    with pytest.raises(seal_faults.NotOpened):
        sealing.open_part(Place(REGISTER, DEVICE, 2), bytes(32), data)


@given(st.lists(_KEYS, min_size=1, max_size=5, unique=True), _KEYS, _KEYS)
def test_an_epoch_opens_for_its_readers(secrets: list[bytes], key: bytes, stranger: bytes) -> None:
    publics = [sealing.public_of(one) for one in secrets]
    body, wraps = sealing.make_epoch(REGISTER, 2, ["north", "host"], key, 100, publics)
    assert read_key(body.encode()) == body
    assert len(wraps) == epochs.WRAP_SIZE * len({one[:8] for one in publics})
    book = _book([_epoch_entry(body, wraps)])
    (given_,) = book.epochs.values()
    for secret in secrets:
        assert sealing.unwrap(REGISTER, given_, secret) == key
    if sealing.public_of(stranger) not in publics:
        with pytest.raises(seal_faults.KeyUnknown):
            sealing.unwrap(REGISTER, given_, stranger)


def test_a_reading_key_that_anybody_can_compute_with_is_left_out() -> None:
    secret = sealing.new_key()
    low_order = [bytes(32), b"\x01" + bytes(31)]
    assert [sealing.is_reader(one) for one in (*low_order, sealing.public_of(secret))] == [False, False, True]
    body, wraps = sealing.make_epoch(REGISTER, 1, ["north"], bytes(32), 5, [*low_order, sealing.public_of(secret)])
    assert body.readers == (sealing.public_of(secret)[:8],)
    assert len(wraps) == epochs.WRAP_SIZE


def test_a_false_wrap_before_the_true_one_takes_nobodys_key_away() -> None:
    secret, key = sealing.new_key(), sealing.new_key()
    body, wraps = sealing.make_epoch(REGISTER, 2, ["host", "north"], key, 9, [sealing.public_of(secret)])
    other, false = sealing.make_epoch(REGISTER, 2, ["host", "north"], bytes(32), 9, [sealing.public_of(secret)])
    lie = Epoch(body.audience, body.parties, body.name, 9, other.readers)
    for entries in ([lie, body], [body, lie]):
        given_ = {lie: false, body: wraps}
        book = _book([_epoch_entry(one, given_[one]) for one in entries])
        (held,) = book.epochs.values()
        assert sealing.unwrap(REGISTER, held, secret) == key


def test_only_a_party_of_an_epoch_may_open_it() -> None:
    body, wraps = sealing.make_epoch(REGISTER, 2, ["south"], bytes(32), 9, [sealing.public_of(bytes(32))])
    assert not _book([_epoch_entry(body, wraps)]).epochs
    assert not make_book([(b"stranger", _epoch_entry(body, wraps))], {DEVICE: "north"}).epochs


def test_logs_in_any_order_give_the_same_book() -> None:
    party_of = {bytes([n]) * 32: party for n, party in enumerate(("host", "north", "south"), 1)}
    logs: dict[bytes, list[Entry]] = {}
    for number, device in enumerate(party_of):
        body, wraps = sealing.make_epoch(
            REGISTER, 1, ["host", "north", "south"], bytes([number]) * 32, number, [sealing.public_of(bytes([7]) * 32)]
        )
        logs[device] = [
            _entry(ReadingKey(bytes([number, 1]) * 16)),
            _epoch_entry(body, wraps),
            _entry(ReadingKey(bytes([number, 2]) * 16)),
            _entry(ReadingKey(bytes([number, 3]) * 16, Use.SHEET)),
            _entry(Destroyed((body.name,), DestroyReason.EPOCH_OVER)),
        ]
    books = [
        make_book([(device, one) for device in order for one in logs[device]], party_of) for order in permutations(logs)
    ]
    assert all(book == books[0] for book in books)
    assert books[0].devices == {device: bytes([n, 2]) * 16 for n, device in enumerate(party_of)}
    assert len(books[0].readers(["north"], party_of)) == 2


@st.composite
def _bodies(draw: st.DrawFn) -> epochs.KeyBody:
    names = tuple(sorted(draw(st.sets(_KEYS, min_size=1, max_size=3))))
    readers = tuple(sorted(draw(st.sets(st.binary(min_size=8, max_size=8), min_size=1, max_size=3))))
    parties = tuple(sorted(draw(st.sets(_CODES, min_size=1, max_size=3))))
    return draw(
        st.one_of(
            st.builds(ReadingKey, _KEYS, st.sampled_from(Use)),
            st.builds(Epoch, st.integers(1, 255), st.just(parties), _KEYS, st.integers(0, 10**7), st.just(readers)),
            st.builds(Destroyed, st.just(names), st.sampled_from(DestroyReason)),
        )
    )


@given(_bodies(), st.data())
def test_a_key_entry_comes_back_and_a_damaged_one_says_something_else(
    body: epochs.KeyBody, draw: st.DataObject
) -> None:
    assert read_key(body.encode()) == body
    data = bytearray(body.encode())
    data[draw.draw(st.integers(0, len(data) - 1))] ^= draw.draw(st.integers(1, 255))
    try:
        other = read_key(bytes(data))
    except faults.BadBody:
        return
    assert other != body
    assert other.encode() == bytes(data)


@given(st.binary(max_size=200) | st.dictionaries(st.integers(0, 9), st.none() | st.integers() | st.booleans()).map(str))
def test_anything_may_be_offered_as_a_key_entry(data: bytes | str) -> None:
    with pytest.raises(faults.BadBody):
        read_key(data if isinstance(data, bytes) else data.encode())


@pytest.mark.parametrize(
    "value",
    [
        {1: True, 2: bytes(32), 3: 1},
        {1: 1, 2: bytes(32), 3: 3},
        {1: 1, 2: bytes(31), 3: 1},
        {1: 1, 2: bytes(32), 3: 1, 4: 0},
        {1: 2, 2: 0, 3: ["a"], 4: bytes(32), 5: 0, 6: [bytes(8)]},
        {1: 2, 2: 1, 3: ["b", "a"], 4: bytes(32), 5: 0, 6: [bytes(8)]},
        {1: 2, 2: 1, 3: "a", 4: bytes(32), 5: 0, 6: [bytes(8)]},
        {1: 2, 2: 1, 3: ["a"], 4: bytes(32), 5: 0, 6: [bytes(8), bytes(8)]},
        {1: 2, 2: 1, 3: ["a"], 4: bytes(32), 5: 2**60, 6: [bytes(8)]},
        {1: 2, 2: 1, 3: ["a"], 4: bytes(32), 5: 0, 6: []},
        {1: 3, 2: [], 3: 1},
        {1: 3, 2: [bytes(32)], 3: 9},
        {1: 4},
    ],
)
def test_key_entries_that_say_nothing(value: object) -> None:
    with pytest.raises(faults.BadBody):
        read_key(encode(value))


@given(st.text(max_size=200) | st.text("TOGUNA-D1 0123456789ABCDEF", max_size=90).map(lambda text: people.CARD + text))
def test_anything_may_be_offered_as_a_card_or_sheet(text: str) -> None:
    for read in (people.read_card, people.read_sheet):
        try:
            found = read(text)
        except seal_faults.SealFault:
            continue
        assert len(found) == 32


@given(_KEYS, st.data())
def test_one_wrong_letter_is_found(secret: bytes, draw: st.DataObject) -> None:
    letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    blocks = people.sheet(secret)
    place = draw.draw(st.integers(0, len(blocks) - 1))
    at = draw.draw(st.integers(0, 4))
    wrong = draw.draw(st.sampled_from([one for one in letters if one != blocks[place][at]]))
    changed = [*blocks[:place], blocks[place][:at] + wrong + blocks[place][at + 1 :], *blocks[place + 1 :]]
    with pytest.raises(seal_faults.SheetFault) as caught:
        people.read_sheet(" ".join(changed))
    # One in 32 gets past its block's check; none past the whole.
    assert caught.value.code == "sheet-check" or caught.value.data == {"block": place + 1}
    text = people.card(secret)
    at = draw.draw(st.integers(len(people.CARD), len(text) - 1))
    wrong = draw.draw(st.sampled_from([one for one in letters if one != text[at]]))
    with pytest.raises(seal_faults.CardFault):
        people.read_card(text[:at] + wrong + text[at + 1 :])


def test_long_texts_are_not_read_to_the_end() -> None:
    with pytest.raises(seal_faults.SheetFault):
        people.read_sheet("A" * 50_000_000)


@given(st.lists(_KEYS, max_size=4), _KEYS, st.data())
def test_reading_keys_open_with_their_device_only(secrets: list[bytes], seed: bytes, draw: st.DataObject) -> None:
    key = DeviceKey.from_seed(seed)
    data = seal_secrets(key, secrets)
    assert open_secrets(key, data) == secrets
    with pytest.raises(seal_faults.ReadingFile):
        open_secrets(DeviceKey.from_seed(bytes([seed[0] ^ 1]) + seed[1:]), data)
    damaged = bytearray(data)
    damaged[draw.draw(st.integers(0, len(data) - 1))] ^= 1 << draw.draw(st.integers(0, 7))
    with pytest.raises(seal_faults.ReadingFile):
        open_secrets(key, bytes(damaged))


@given(st.binary(max_size=200))
def test_anything_may_be_offered_as_a_file_of_reading_keys(data: bytes) -> None:
    with pytest.raises(seal_faults.ReadingFile):
        open_secrets(DeviceKey.from_seed(bytes(32)), data)


FAULTS = [one for one in vars(seal_faults).values() if isinstance(one, type) and "text" in vars(one)]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda one: one.code)
def test_a_sentence_says_what_to_do_and_the_specification_names_it(fault: type[RegisterFault]) -> None:
    error = fault(**dict.fromkeys(placeholders(fault.text.en), 7))
    assert re.search(r"\b(ask|go back|check|type)\b", error.say("en"), re.IGNORECASE)
    assert re.search(r"demander|reprendre|vérifier", error.say("fr"), re.IGNORECASE)
    assert f"`{fault.code}`" in (FOLDER.parents[1] / "sealing.md").read_text()


def _entry(body: epochs.KeyBody, *more: Part) -> Entry:
    return Entry(Kind.KEY, 0, (), (Part.make(body.encode(), 0, bytes(16)), *more))


def _epoch_entry(body: Epoch, wraps: bytes) -> Entry:
    return _entry(body, Part.make(wraps, body.audience, bytes(16)))


def _book(entries: list[Entry]) -> KeyBook:
    return make_book([(DEVICE, one) for one in entries], {DEVICE: "north"})
