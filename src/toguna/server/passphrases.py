"""Passphrases of devices and seats: made, asked for, kept only as Argon2id hashes (seats) or not at all (devices)."""

from __future__ import annotations

import getpass
import os
import secrets
import sys
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from toguna.base.errors import InstallationError
from toguna.base.text import Text

_CONSONANTS = "bdfgklmnprstvz"
_VOWELS = "aeiou"
_GROUPS, _SYLLABLES = 5, 2
_HASHER = PasswordHasher()
_QUICK_HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


class NoPassphrase(InstallationError):
    """A device key must be opened and nobody gave the passphrase."""

    code = "passphrase-needed"
    text = Text(
        fr="La phrase de passe de cet appareil est nécessaire : la saisir, ou la donner par TOGUNA_PASSPHRASE "
        "ou TOGUNA_PASSPHRASE_FILE.",
        en="The passphrase of this device is needed: type it, or give it by TOGUNA_PASSPHRASE or "
        "TOGUNA_PASSPHRASE_FILE.",
    )


_ASK = Text(fr="Phrase de passe de cet appareil : ", en="Passphrase of this device: ")
_ASK_OR_READ = Text(
    fr="Phrase de passe de cet appareil (rien : les pages s’ouvrent en lecture seule) : ",
    en="Passphrase of this device (nothing: the pages open for reading only): ",
)


def generate() -> str:
    """A passphrase that can be read aloud and typed on any keyboard: five groups, about 61 bits."""
    return "-".join(
        "".join(secrets.choice(_CONSONANTS) + secrets.choice(_VOWELS) for _ in range(_SYLLABLES))
        for _ in range(_GROUPS)
    )


def given() -> str | None:
    """The device's passphrase from TOGUNA_PASSPHRASE or the file named by TOGUNA_PASSPHRASE_FILE."""
    if named := os.environ.get("TOGUNA_PASSPHRASE"):
        return named
    if path := os.environ.get("TOGUNA_PASSPHRASE_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError:
            raise NoPassphrase() from None
    return None


def ask(lang: str) -> str:
    """The device's passphrase: given, or typed by whoever sits there.

    Raises
    ------
    NoPassphrase
        Nobody gave it and nobody can be asked.
    """
    held = given()
    if held:
        return held
    if not sys.stdin.isatty():
        raise NoPassphrase()
    return getpass.getpass(_ASK.say(lang))


def offered(lang: str) -> str | None:
    """The device's passphrase: given, or typed by whoever sits there; None where it is not, and need not be."""
    held = given()
    if held is None and sys.stdin.isatty():
        held = getpass.getpass(_ASK_OR_READ.say(lang)) or None
    return held


def hashed(passphrase: str, *, told: bool = False) -> str:
    """What may be stored; of one that is `told` to everybody, as in a demonstration, at the least cost."""
    return (_QUICK_HASHER if told else _HASHER).hash(passphrase)


def matches(stored: str, passphrase: str) -> bool:
    """Whether the passphrase is the one that was hashed."""
    try:
        return _HASHER.verify(stored, passphrase)
    except (Argon2Error, InvalidHashError):
        return False
