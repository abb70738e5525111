"""Keys of seats, answered by an authenticator made here: what is taken, and each thing that is not."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from datetime import date
from typing import Any

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from toguna.server.actions import passkeys
from toguna.server.actions.passkeys import WrongKey
from toguna.server.home import Home

HOST, ON = "agora.example:8443", date(2031, 6, 16)
FRAMEWORK, SEAT = "ostrine", "army"


def letters(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


class Ring:
    """An authenticator with one key."""

    def __init__(self, algorithm: int = -7) -> None:
        self.id, self.count, self.algorithm = hashlib.sha256(str(algorithm).encode()).digest(), 0, algorithm
        self.key: Any = {
            -7: lambda: ec.generate_private_key(ec.SECP256R1()),
            -8: ed25519.Ed25519PrivateKey.generate,
            -257: lambda: rsa.generate_private_key(65537, 2048),
        }[algorithm]()

    @property
    def cose(self) -> dict[int, Any]:
        public = self.key.public_key()
        if self.algorithm == -8:
            return {1: 1, 3: -8, -1: 6, -2: public.public_bytes_raw()}
        numbers = public.public_numbers()
        if self.algorithm == -257:
            return {1: 3, 3: -257, -1: numbers.n.to_bytes(256, "big"), -2: b"\x01\x00\x01"}
        return {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}

    def client(self, kind: str, asked: str, **other: Any) -> bytes:
        told = {"type": kind, "challenge": letters(asked.encode()), "origin": f"https://{HOST}", "crossOrigin": False}
        return json.dumps(told | other).encode()

    def data(self, *, host: str = "agora.example", flags: int = 0x41, more: bytes = b"") -> bytes:
        return hashlib.sha256(host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big") + more

    def created(self, asked: str, *, host: str = "agora.example", flags: int = 0x41, **other: Any) -> dict[str, str]:
        held = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + cbor2.dumps(self.cose)
        attested = {"fmt": "none", "attStmt": {}, "authData": self.data(host=host, flags=flags, more=held)}
        client = self.client("webauthn.create", asked, **other)
        return {"clientDataJSON": letters(client), "attestationObject": letters(cbor2.dumps(attested))}

    def shown(self, asked: str, *, host: str = "agora.example", flags: int = 0x01, **other: Any) -> dict[str, str]:
        self.count += 1
        client, data = self.client("webauthn.get", asked, **other), self.data(host=host, flags=flags)
        signed = data + hashlib.sha256(client).digest()
        signature = {
            -7: lambda: self.key.sign(signed, ec.ECDSA(SHA256())),
            -8: lambda: self.key.sign(signed),
            -257: lambda: self.key.sign(signed, padding.PKCS1v15(), SHA256()),
        }[self.algorithm]()
        parts = {"id": self.id, "clientDataJSON": client, "authenticatorData": data, "signature": signature}
        return {name: letters(part) for name, part in parts.items()}


@pytest.fixture
def office(tmp_path: Any) -> Home:
    home = Home(tmp_path / "home")
    home.make()
    return home


def registered(home: Home, ring: Ring, seat: str = SEAT) -> None:
    asked = passkeys.question()
    passkeys.add_key(home, FRAMEWORK, seat, asked, HOST, ring.created(asked), ON)


def show(home: Home, ring: Ring, seat: str = SEAT, **other: Any) -> None:
    asked = passkeys.question()
    passkeys.key_right(home, FRAMEWORK, seat, asked, HOST, ring.shown(asked, **other))


@pytest.mark.parametrize("algorithm", passkeys.ALGORITHMS)
def test_a_key_that_was_registered_opens_each_time(office: Home, algorithm: int) -> None:
    ring = Ring(algorithm)
    registered(office, ring)
    assert passkeys.ids(office, FRAMEWORK, SEAT) == [letters(ring.id)]
    show(office, ring)
    show(office, ring)
    passkeys.drop_keys(office, FRAMEWORK, SEAT)
    with pytest.raises(WrongKey):
        show(office, ring)


@pytest.mark.parametrize(
    "other",
    [
        {"origin": "https://elsewhere.example"},
        {"origin": "http://agora.example:8443"},
        {"type": "webauthn.create"},
        {"challenge": letters(b"another")},
        {"crossOrigin": True},
        {"host": "elsewhere.example"},
        {"flags": 0x00},
    ],
    ids=str,
)
def test_an_answer_to_another_question_opens_nothing(office: Home, other: dict[str, Any]) -> None:
    ring = Ring()
    registered(office, ring)
    with pytest.raises(WrongKey):
        show(office, ring, **other)
    show(office, ring)


def test_localhost_needs_no_certificate(office: Home) -> None:
    ring, asked = Ring(), passkeys.question()
    made = ring.created(asked, host="localhost", origin="http://localhost:8000")
    passkeys.add_key(office, FRAMEWORK, SEAT, asked, "localhost:8000", made, ON)
    assert passkeys.ids(office, FRAMEWORK, SEAT)


def test_a_question_counts_once_and_for_five_minutes(office: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    ring = Ring()
    registered(office, ring)
    asked = passkeys.question()
    passkeys.key_right(office, FRAMEWORK, SEAT, asked, HOST, ring.shown(asked))
    with pytest.raises(WrongKey):
        passkeys.key_right(office, FRAMEWORK, SEAT, asked, HOST, ring.shown(asked))
    late, now = passkeys.question(), time.time()
    monkeypatch.setattr(time, "time", lambda: now + passkeys.MINUTES * 60 + 2)
    with pytest.raises(WrongKey):
        passkeys.key_right(office, FRAMEWORK, SEAT, late, HOST, ring.shown(late))


def test_a_copy_of_a_key_is_noticed(office: Home) -> None:
    ring = Ring()
    registered(office, ring)
    show(office, ring)
    show(office, ring)
    ring.count = 0
    with pytest.raises(WrongKey):
        show(office, ring)


def test_a_key_is_one_seats(office: Home) -> None:
    ring = Ring()
    registered(office, ring)
    with pytest.raises(WrongKey):
        show(office, ring, seat="kite")
    with pytest.raises(WrongKey):
        registered(office, ring, seat="kite")
    other = Ring()
    other.count = 9  # its own signature under the other's id
    with pytest.raises(WrongKey):
        show(office, other)


def test_five_keys_at_most(office: Home) -> None:
    ring = Ring(-8)
    for n in range(passkeys.MOST):
        ring.id = bytes([n]) * 32
        registered(office, ring)
    ring.id = b"x" * 32
    with pytest.raises(passkeys.TooManyKeys):
        registered(office, ring)


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, Ring]:
    """A home with one key, and that key."""
    home, ring = Home(tmp_path_factory.mktemp("keys") / "home"), Ring(-8)
    home.make()
    registered(home, ring)
    return home, ring


@examples(max_examples=60)
@given(st.sampled_from(["clientDataJSON", "authenticatorData", "signature", "id"]), st.data())
def test_no_bytes_of_a_stranger_are_a_fault_of_ours(taken: tuple[Home, Ring], name: str, data: st.DataObject) -> None:
    home, ring = taken
    asked = passkeys.question()
    shown, created = ring.shown(asked), ring.created(asked)
    strange = data.draw(st.binary(max_size=80).map(letters) | st.text(max_size=20) | st.none() | st.integers())
    with pytest.raises(WrongKey):
        passkeys.key_right(home, FRAMEWORK, SEAT, asked, HOST, {**shown, name: strange})
    part = "attestationObject" if name != "clientDataJSON" else name
    with pytest.raises(WrongKey):
        passkeys.add_key(home, FRAMEWORK, SEAT, asked, HOST, {**created, part: strange}, ON)
