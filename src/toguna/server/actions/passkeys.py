"""Passkeys: a seat proves itself by a key that lies in its telephone or on its ring, besides its passphrase.

WebAuthn level 2, §7.1 and §7.2, without attestation: whose device it is does not matter, and would be a roster.
Browsers allow it over https and at `http://localhost`. What is kept is a file of the home, sealed where the home is:
for each seat the credentials' ids, public keys and counters.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Mapping
from datetime import date
from hmac import compare_digest
from typing import Any, Final
from urllib.parse import urlsplit

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256

from toguna.base.errors import RuleError
from toguna.base.text import Text
from toguna.server.home import Home

_FILE: Final = "passkeys"
ALGORITHMS: Final = (-7, -8, -257)
"""COSE: ES256, EdDSA, RS256."""
MOST: Final = 5
MINUTES: Final = 5
_PRESENT, _HELD = 0x01, 0x40
_ID_AT, _LONGEST = 53, 65_536
_used: dict[str, float] = {}
_using = threading.Lock()


class WrongKey(RuleError):
    """The answer is not that key's to this question."""

    code = "passkey-wrong"
    text = Text(
        fr="Cette clé n’a pas été reconnue. Rien n’a changé : recommencer, avec la clé que ce titulaire a inscrite.",
        en="That key was not recognised. Nothing has changed: begin again, with the key that this seat registered.",
    )


class TooManyKeys(RuleError):
    """The seat has as many keys as it may."""

    code = "passkeys-many"
    text = Text(
        fr="Ce titulaire a déjà {most} clés. En retirer avant d’en inscrire une autre.",
        en="This seat has {most} keys already. Remove them before you register another.",
    )


def question() -> str:
    """A challenge, in the letters of an address; it counts once, for five minutes."""
    return f"{int(time.time()):x}." + secrets.token_urlsafe(32)


def ids(home: Home, framework: str, seat: str) -> list[str]:
    """The ids of a seat's keys, in the letters of an address."""
    return [_letters(bytes.fromhex(one["id"])) for one in _held(home).get(framework, {}).get(seat, ())]


def add_key(home: Home, framework: str, seat: str, asked: str, host: str, said: Mapping[str, Any], on: date) -> None:
    """Ask a seat for this key at the door from now on.

    `asked` is the challenge, `host` what the browser called this machine, `said` the browser's answer.

    Raises
    ------
    WrongKey, TooManyKeys
    """
    held = _held(home)
    mine = held.setdefault(framework, {}).setdefault(seat, [])
    if len(mine) >= MOST:
        raise TooManyKeys(most=MOST)
    try:
        _client(said, "webauthn.create", asked, host)
        data = cbor2.loads(_bytes(said, "attestationObject"))["authData"]
        if not isinstance(data, bytes):
            raise WrongKey
        flags, count = _authenticator(data, host)
        size = int.from_bytes(data[_ID_AT : _ID_AT + 2], "big")
        credential, key = data[_ID_AT + 2 : _ID_AT + 2 + size], cbor2.loads(data[_ID_AT + 2 + size :])
        if not flags & _HELD or not 16 <= size <= 1023 or len(credential) != size or key[3] not in ALGORITHMS:
            raise WrongKey
        _public(key)
        encoded = cbor2.dumps(key).hex()
    except WrongKey:
        raise
    except Exception:  # noqa: BLE001 - whatever a stranger's bytes do to a parser, they are not a key
        raise WrongKey from None
    _spend(asked)
    if any(one["id"] == credential.hex() for seats in held.values() for keys in seats.values() for one in keys):
        raise WrongKey
    mine.append({"id": credential.hex(), "key": encoded, "count": count, "since": on.isoformat()})
    home.save_private(_FILE, json.dumps(held).encode())


def key_right(home: Home, framework: str, seat: str, asked: str, host: str, said: Mapping[str, Any]) -> None:
    """Whether one of the seat's keys answered the challenge.

    Raises
    ------
    WrongKey
    """
    held = _held(home)
    try:
        mine = held[framework][seat]
        credential = _bytes(said, "id").hex()
        one = next(one for one in mine if compare_digest(one["id"], credential))
        client = _client(said, "webauthn.get", asked, host)
        data = _bytes(said, "authenticatorData")
        _, count = _authenticator(data, host)
        _verify(
            cbor2.loads(bytes.fromhex(one["key"])), _bytes(said, "signature"), data + hashlib.sha256(client).digest()
        )
    except WrongKey:
        raise
    except Exception:  # noqa: BLE001 - as above
        raise WrongKey from None
    if (count or one["count"]) and count <= one["count"]:
        raise WrongKey  # a copy of the key has been used
    _spend(asked)
    one["count"] = count
    home.save_private(_FILE, json.dumps(held).encode())


def drop_keys(home: Home, framework: str, seat: str) -> None:
    """Ask a seat for no key any more."""
    held = _held(home)
    if held.get(framework, {}).pop(seat, None) is not None:
        home.save_private(_FILE, json.dumps(held).encode())


def name_of(host: str) -> str:
    """The name by which keys know this machine: the host without its port."""
    return urlsplit(f"//{host}").hostname or ""


def _client(said: Mapping[str, Any], kind: str, asked: str, host: str) -> bytes:
    """The browser's own words: what was asked, of whom; it answers for pages of this machine only."""
    raw = _bytes(said, "clientDataJSON")
    told = json.loads(raw)
    origin = urlsplit(told["origin"])
    near = origin.scheme == "https" or (origin.scheme == "http" and origin.hostname == "localhost")
    right = told["type"] == kind and origin.netloc == host and near and not told.get("crossOrigin", False)
    if not right or not compare_digest(told["challenge"], _letters(asked.encode())):
        raise WrongKey
    return raw


def _authenticator(data: bytes, host: str) -> tuple[int, int]:
    """Flags and counter; somebody was present, and the key knows this machine by its name."""
    if len(data) < 37 or not compare_digest(data[:32], hashlib.sha256(name_of(host).encode()).digest()):
        raise WrongKey
    if not data[32] & _PRESENT:
        raise WrongKey
    return data[32], int.from_bytes(data[33:37], "big")


def _public(key: Mapping[int, Any]) -> ec.EllipticCurvePublicKey | ed25519.Ed25519PublicKey | rsa.RSAPublicKey:
    match key[3]:
        case -7 if key[1] == 2 and key[-1] == 1:
            x, y = (int.from_bytes(key[n], "big") for n in (-2, -3))
            return ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
        case -8 if key[1] == 1 and key[-1] == 6:
            return ed25519.Ed25519PublicKey.from_public_bytes(key[-2])
        case -257 if key[1] == 3 and len(key[-1]) >= 256:
            n, e = (int.from_bytes(key[n], "big") for n in (-1, -2))
            return rsa.RSAPublicNumbers(e, n).public_key()
    raise WrongKey


def _verify(key: Mapping[int, Any], signature: bytes, signed: bytes) -> None:
    public = _public(key)
    try:
        match public:
            case ec.EllipticCurvePublicKey():
                public.verify(signature, signed, ec.ECDSA(SHA256()))
            case rsa.RSAPublicKey():
                public.verify(signature, signed, padding.PKCS1v15(), SHA256())
            case _:
                public.verify(signature, signed)
    except InvalidSignature:
        raise WrongKey from None


def _spend(asked: str) -> None:
    """Use a challenge up: the session that holds it lies with the browser, and could be shown again."""
    now = time.time()
    made = int(asked.partition(".")[0], 16)
    with _using:
        for one in [one for one, at in _used.items() if now - at > 2 * MINUTES * 60]:
            del _used[one]
        if asked in _used or not 0 <= now - made <= MINUTES * 60:
            raise WrongKey
        _used[asked] = now


def _bytes(said: Mapping[str, Any], name: str) -> bytes:
    held = said[name]
    if not isinstance(held, str) or len(held) > _LONGEST:
        raise WrongKey
    return base64.urlsafe_b64decode(held + "=" * (-len(held) % 4))


def _letters(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _held(home: Home) -> dict[str, dict[str, list[dict[str, Any]]]]:
    held = home.private(_FILE)
    found: dict[str, dict[str, list[dict[str, Any]]]] = json.loads(held) if held else {}
    return found
