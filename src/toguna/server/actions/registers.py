"""Founding a register: a device key for this home, a founding act, and the first entries, or nothing at all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction

from toguna.base.errors import InstallationError, RuleError
from toguna.base.text import Text, Words
from toguna.register.constitution import Constitution, Device, Mode, Party, Seat, SeatRole, Sharing
from toguna.register.dictionary import act_rows
from toguna.register.entry import minutes
from toguna.register.keyfile import seal, unseal
from toguna.register.signing import DeviceKey
from toguna.server.actions.entering import Said, enter
from toguna.server.actions.sealing import begin
from toguna.server.home import Home, write_atomically
from toguna.server.ledger import store

RETENTION_DAYS = 90
"""Raw words of reports are kept this long by default (domain notes §6.3)."""


class AlreadyHere(RuleError):
    """The home holds a register of that framework."""

    code = "framework-already-here"
    text = Text(
        fr="Ce dossier tient déjà le registre du cadre « {framework} » : rien n’a été chargé. Choisir un autre "
        "dossier avec --home.",
        en="This folder already holds the register of the framework “{framework}”: nothing was loaded. Choose "
        "another with --home.",
    )


class NoKey(InstallationError):
    """The device's key is not where it should be."""

    code = "key-missing"
    text = Text(
        fr="La clé de cet appareil manque ({path}). La remettre d’une sauvegarde, ou faire admettre un nouvel "
        "appareil ; on peut toujours lire.",
        en="The key of this device is missing ({path}). Put it back from a backup, or have a new device admitted; "
        "reading still works.",
    )


class LogClosed(RuleError):
    """This home's device must write no more."""

    code = "log-closed"
    text = Text(
        fr="Le journal {log} de cet appareil est fermé : ce dossier vient d’une sauvegarde, d’autres en savent "
        "davantage. Ouvrir un nouveau journal avec « toguna renew », puis faire admettre le nouvel appareil ; on "
        "peut toujours lire.",
        en="Log {log} of this device is closed: this folder comes from a backup, and others know more of it. "
        "Open a new log with “toguna renew”, then have the new device admitted; reading still works.",
    )


@dataclass(frozen=True)
class Founding:
    """What one framework's register begins with."""

    framework: str
    mode: str
    parties: Sequence[tuple[str, Mapping[str, str], str]]
    statements: Sequence[Said]


def found(
    home: Home, foundings: Sequence[Founding], *, party: str, passphrase: str, show_at: date | None = None
) -> list[bytes]:
    """Found one register for each framework, signed by this home's device for `party`; their ids.

    Raises
    ------
    AlreadyHere
        A register of one of these frameworks is held already; nothing is changed.
    """
    settings = settled(home)
    for founding in foundings:
        if any(held["framework"] == founding.framework for held in settings.get("registers", [])):
            raise AlreadyHere(framework=founding.framework)
    key = _device_key(home, settings, passphrase)
    with transaction.atomic():
        ids = [_found(key, party, founding) for founding in foundings]
        # Written before the register is there for good: what is interrupted in between leaves a name without its
        # register, which `settled` passes over; a register without a name could not be opened.
        home.save_settings(_with_registers(settings, key, party, foundings, ids, show_at))
    return ids


def settled(home: Home) -> dict[str, Any]:
    """The home's settings without registers that an interrupted founding named but did not leave, and without a
    device key that has signed nothing.
    """
    settings = dict(home.settings())
    here = {register.hex() for register in store.registers()}
    named = settings.get("registers", [])
    settings["registers"] = [one for one in named if one["id"] in here]
    if named and not here:
        settings.pop("device", None)
    return settings


def _found(key: DeviceKey, party: str, founding: Founding) -> bytes:
    act = Constitution(
        mode=Mode[founding.mode.upper()],
        frameworks=(founding.framework,),
        parties=tuple(Party(code, Words(**name), constituency) for code, name, constituency in founding.parties),
        devices=(Device(key.public, party),),
        seats=tuple(_seats(code for code, _, _ in founding.parties)),
        isp=(Sharing("statement", 1, 0), Sharing("plan", 3, 2), Sharing("raw_report", 2, 1, RETENTION_DAYS)),
        dictionaries=act_rows(),
        opened=minutes(datetime.now(UTC)),
    )
    register = store.found(act)
    if act.mode is Mode.LIVE:
        # What is entered in earnest is sealed from the first entry on; an exercise may begin to when it likes.
        begin(register, key)
    enter(register, key, founding.statements)
    return register


def _seats(parties: Iterable[str]) -> Iterable[Seat]:
    for party in parties:
        yield Seat(party, party, SeatRole.TITULAIRE)
        yield Seat(f"{party}-suppleant", party, SeatRole.SUPPLEANT)


def _device_key(home: Home, settings: Mapping[str, Any], passphrase: str) -> DeviceKey:
    """This home's device key: opened where there is one, else made and sealed."""
    if "device" in settings:
        return open_key(home, passphrase)
    key = DeviceKey.generate()
    write_atomically(home.key_file(key.public), seal(key.seed, passphrase))
    return key


def open_key(home: Home, passphrase: str) -> DeviceKey:
    """The home's device key.

    Raises
    ------
    NoKey
        There is no key file.
    RegisterFault
        The passphrase is not the one it was sealed with, or the file is damaged.
    """
    device = home.settings().get("device")
    if device is None:
        raise NoKey(path=home.path / "keys")
    if device in home.settings().get("closed", []):
        raise LogClosed(log=device[:16])
    file = home.key_file(bytes.fromhex(device))
    try:
        sealed = file.read_bytes()
    except OSError:
        raise NoKey(path=file) from None
    return DeviceKey.from_seed(unseal(sealed, passphrase))


def _with_registers(
    settings: Mapping[str, Any],
    key: DeviceKey,
    party: str,
    foundings: Sequence[Founding],
    ids: Sequence[bytes],
    show_at: date | None,
) -> dict[str, Any]:
    shown = show_at.isoformat() if show_at else None
    new = [
        {"id": id_.hex(), "framework": f.framework, "mode": f.mode, "seat": party, "show_at": shown}
        for f, id_ in zip(foundings, ids, strict=True)
    ]
    held: dict[str, Any] = json.loads(json.dumps(settings))
    return held | {
        "device": key.public.hex(),
        "seat": held.get("seat", party),
        "registers": [*held.get("registers", []), *new],
    }
