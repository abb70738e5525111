"""How a seat proves itself: its passphrase, changed by itself or renewed at the machine; a code from its phone besides.

Codes are those of RFC 6238 (SHA-1, six digits, thirty seconds), which every authenticator knows. The secret is a file
of the home, sealed where the home is; a code counts once.
"""

from __future__ import annotations

import base64
import json
import secrets
import time
from typing import Any, Final
from urllib.parse import quote

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor import InvalidToken
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.db import transaction

from toguna.base.errors import InputError, RuleError
from toguna.base.text import Text
from toguna.server.actions.notes import forget_notes, reseal_notes
from toguna.server.actions.passkeys import drop_keys
from toguna.server.actions.seats import proved, set_passphrases
from toguna.server.home import Home
from toguna.server.passphrases import generate

SHORTEST: Final = 12
_FILE: Final = "factors"
_STEP: Final = 30
_DIGITS: Final = 6
_SECRET_BYTES: Final = 20
_LATE: Final = (0, -1, 1)
"""The phone's clock may be a step off, either way."""


class WrongPassphrase(RuleError):
    """The present passphrase is not right."""

    code = "passphrase-wrong"
    text = Text(
        fr="Ce n’est pas votre phrase de passe. Rien n’a changé : la saisir de nouveau.",
        en="That is not your passphrase. Nothing has changed: type it again.",
    )


class WeakNewPassphrase(InputError):
    """The new passphrase is too short, or was not typed the same twice."""

    code = "new-passphrase-weak"
    text = Text(
        fr="La nouvelle phrase doit avoir au moins {least} caractères et être saisie deux fois à l’identique. Rien n’a "
        "changé : en saisir une autre.",
        en="The new passphrase must have at least {least} characters and be typed the same twice. Nothing has changed: "
        "type another one.",
    )


class WrongCode(RuleError):
    """The code is not the one of this moment, or was used."""

    code = "code-wrong"
    text = Text(
        fr="Ce code n’est pas celui de l’instant, ou il a déjà servi. Attendre le suivant, et vérifier l’heure du "
        "téléphone.",
        en="That code is not this moment’s, or it was used. Wait for the next one, and check the phone’s clock.",
    )


def change_passphrase(home: Home, framework: str, seat: str, present: str, new: str, again: str) -> None:
    """Replace a seat's passphrase by one of its own choice.

    Raises
    ------
    WrongPassphrase, WeakNewPassphrase
    """
    if not proved(home, framework, seat, present):
        raise WrongPassphrase
    if len(new) < SHORTEST or new != again:
        raise WeakNewPassphrase(least=SHORTEST)
    # Both or neither: where the settings cannot be written, notes stay under the passphrase that is kept.
    with transaction.atomic():
        reseal_notes(_register(home, framework), seat, present, new)
        set_passphrases(home, {framework: {seat: new}})


def renew_passphrase(home: Home, framework: str, seat: str) -> tuple[str, int]:
    """A new passphrase for a seat that lost its own, shown once; its code and keys are forgotten with the phone, and
    its sealed notes, which opened with the lost one only: the passphrase and how many notes went.
    """
    made = generate()
    set_passphrases(home, {framework: {seat: made}})
    drop_code(home, framework, seat)
    drop_keys(home, framework, seat)
    return made, forget_notes(_register(home, framework), seat)


def _register(home: Home, framework: str) -> bytes:
    return next(bytes.fromhex(one["id"]) for one in home.settings()["registers"] if one["framework"] == framework)


def close_seat(home: Home, framework: str, seat: str) -> None:
    """Forget by what a seat proves itself here: its passphrase, its code and its keys; and its sealed notes with it."""
    forget_notes(_register(home, framework), seat)
    settings = home.settings()
    held = {
        f: {code: hash_ for code, hash_ in seats.items() if (f, code) != (framework, seat)}
        for f, seats in settings.get("seats", {}).items()
    }
    home.save_settings({**settings, "seats": held})
    drop_code(home, framework, seat)
    drop_keys(home, framework, seat)


def new_secret() -> str:
    """A secret for a phone, in the letters that authenticators take."""
    return base64.b32encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def uri(secret: str, framework: str, seat: str) -> str:
    """What a phone reads from a QR code. It names the framework by its id and the seat by its code, no person."""
    label = quote(f"{framework}:{seat}")
    return f"otpauth://totp/{label}?secret={secret}&issuer={quote(framework)}&digits={_DIGITS}&period={_STEP}"


def use_code(home: Home, framework: str, seat: str, secret: str, code: str) -> None:
    """Ask a seat for a code at the door from now on, once its phone has given a right one.

    Raises
    ------
    WrongCode
    """
    step = _step_of(secret, code)
    if step is None:
        raise WrongCode
    _save(home, framework, seat, {"secret": secret, "last": step})


def drop_code(home: Home, framework: str, seat: str) -> None:
    """Ask a seat for no code any more."""
    _save(home, framework, seat, None)


def asks_code(home: Home, framework: str, seat: str) -> bool:
    """Whether a seat proves itself by a code as well."""
    return seat in _held(home).get(framework, {})


def code_right(home: Home, framework: str, seat: str, code: str) -> bool:
    """Whether the code is this moment's; it counts once."""
    held = _held(home).get(framework, {}).get(seat)
    if held is None:
        return True
    step = _step_of(held["secret"], code)
    if step is None or step <= held["last"]:
        return False
    _save(home, framework, seat, {**held, "last": step})
    return True


def _step_of(secret: str, code: str) -> int | None:
    """The step of time that a code belongs to, if it is near."""
    digits = code.replace(" ", "").replace("\u202f", "")
    if not (digits.isascii() and digits.isdecimal() and len(digits) == _DIGITS):
        return None
    try:
        made = TOTP(base64.b32decode(secret), _DIGITS, SHA1(), _STEP)  # noqa: S303 - what authenticators use
    except ValueError:
        return None
    now = int(time.time()) // _STEP
    for off in _LATE:
        try:
            made.verify(digits.encode(), (now + off) * _STEP)
        except InvalidToken:
            continue
        return now + off
    return None


def _held(home: Home) -> dict[str, dict[str, dict[str, Any]]]:
    held = home.private(_FILE)
    found: dict[str, dict[str, dict[str, Any]]] = json.loads(held) if held else {}
    return found


def _save(home: Home, framework: str, seat: str, factor: dict[str, Any] | None) -> None:
    held = _held(home)
    mine = held.setdefault(framework, {})
    if factor is not None:
        mine[seat] = factor
    elif mine.pop(seat, None) is None:
        return
    home.save_private(_FILE, json.dumps(held).encode())
