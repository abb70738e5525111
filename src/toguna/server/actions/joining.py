"""Keeping a copy of a register that others founded; and going on with a new device where the old log must rest."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction

from toguna.base.errors import InputError
from toguna.base.text import Text
from toguna.register.constitution import Constitution
from toguna.register.keyfile import seal
from toguna.register.signing import DeviceKey
from toguna.server.actions import exchange
from toguna.server.actions.registers import AlreadyHere, open_key, settled
from toguna.server.actions.sealed_phones import doubt_counters
from toguna.server.home import Home, write_atomically
from toguna.server.ledger import store
from toguna.server.sync import files
from toguna.server.sync.opening import copy_of


class NoFoundingAct(InputError):
    """The file is for who has the register already."""

    code = "no-founding-act"
    text = Text(
        fr="Le fichier {file} ne contient pas l’acte constitutif : il est fait pour qui tient déjà ce registre. "
        "Demander un envoi complet (« toguna bundle --out FICHIER », sans --for).",
        en="The file {file} does not hold the founding act: it is made for who keeps this register already. Ask for a "
        "whole one (“toguna bundle --out FILE”, without --for).",
    )


class NotAParty(InputError):
    """The founding act names no such party."""

    code = "unknown-party"
    text = Text(
        fr="« {party} » n’est pas une partie de ce registre. Choisir parmi : {known}.",
        en="“{party}” is no party of this register. Choose among: {known}.",
    )


def join(
    home: Home, path: Path, *, party: str, passphrase: str, progress: exchange.Progress = exchange.quiet
) -> tuple[Constitution, DeviceKey, exchange.Outcome]:
    """Keep a copy of the register in a whole bundle, as `party`; the founding act, this home's device, the account.

    The device may read what is for all parties at once. What it writes counts once its party has admitted it.

    Raises
    ------
    NotABundle, NoFoundingAct, NotAParty, AlreadyHere
    """
    with path.open("rb") as file:
        act = files.read_act(file, path.name)
        if act is None:
            raise NoFoundingAct(file=path.name)
        _check(home, act, party)
        settings = settled(home)
        key = open_key(home, passphrase) if "device" in settings else new_key(home, passphrase)
        with transaction.atomic():
            store.found(act)
            home.save_settings(_with(settings, act, party, key))
            taken = exchange.take(
                copy_of(act.id, key.public), files.read_pieces(file), progress=progress, of=path.stat().st_size
            )
    return act, key, taken


def renew(home: Home, passphrase: str) -> DeviceKey:
    """Give this home a new device, with a log of its own, and let the old one rest: after a restored backup, a fork, or
    a passphrase that others may know. The party has the new device admitted, and the old one revoked.
    """
    settings = home.settings()
    old = settings["device"]
    key = new_key(home, passphrase)
    doubt_counters()
    closed = [one for one in settings.get("closed", []) if one != old]
    home.save_settings({**settings, "device": key.public.hex(), "closed": [*closed, old]})
    return key


def rest(home: Home) -> None:
    """Note that this home's device must write no more: somebody gave it entries of its own that were not here."""
    doubt_counters()
    settings = home.settings()
    if settings["device"] not in settings.get("closed", []):
        home.save_settings({**settings, "closed": [*settings.get("closed", []), settings["device"]]})


def new_key(home: Home, passphrase: str) -> DeviceKey:
    """A new device key, sealed in this home."""
    key = DeviceKey.generate()
    write_atomically(home.key_file(key.public), seal(key.seed, passphrase))
    return key


def _check(home: Home, act: Constitution, party: str) -> None:
    if party not in {one.code for one in act.parties}:
        raise NotAParty(party=party, known=", ".join(one.code for one in act.parties))
    held = settled(home).get("registers", [])
    for framework in act.frameworks:
        if act.id in store.registers() or any(one["framework"] == framework for one in held):
            raise AlreadyHere(framework=framework)


def _with(settings: dict[str, object], act: Constitution, party: str, key: DeviceKey) -> dict[str, object]:
    seat = next((one.code for one in act.seats if one.party == party), party)
    held = settings.get("registers", [])
    assert isinstance(held, list)
    new = [
        {"id": act.id.hex(), "framework": one, "mode": act.mode.name.lower(), "seat": seat, "show_at": None}
        for one in act.frameworks
    ]
    return {
        **settings,
        "device": key.public.hex(),
        "seat": settings.get("seat", seat),
        "registers": [*held, *new],
    }
