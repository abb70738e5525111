"""`toguna people`, `device`, `admit`, `officers`, `endorse`, `revoke`: who may speak for a party."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from toguna.base.errors import InputError
from toguna.base.text import Text
from toguna.cli.opening import opened
from toguna.cli.output import print_json, table
from toguna.cli.seat_phrase import prove
from toguna.server import passphrases

if TYPE_CHECKING:
    from toguna.register.signing import DeviceKey
    from toguna.server.home import Home
    from toguna.server.queries.people import People

REASONS: Final = {"lost": 1, "seized": 2, "replaced": 3, "holder-left": 4, "restored": 5}
_GROUNDS: Final = {
    "founding": Text(fr="acte constitutif", en="founding act"),
    "officer": Text(fr="responsable", en="officer"),
    "party": Text(fr="admis par sa partie", en="admitted by its party"),
    "paper": Text(fr="admis sur papier", en="admitted on paper"),
    "waiting": Text(fr="ATTEND l’admission", en="AWAITS admission"),
}
_REVOKED: Final = Text(fr="RÉVOQUÉ à l’inscription {size}", en="REVOKED at entry {size}")
_READS: Final = Text(fr="peut lire ce qui est scellé", en="can read what is sealed")
_ON_PAPER: Final = Text(fr="signatures sur papier", en="signatures on paper")
_OF: Final = Text(fr="{threshold} responsables sur {count}", en="{threshold} of {count} officers")
_CONTESTED: Final = Text(fr="DEUX LISTES de responsables", en="TWO LISTS of officers")
_PARTIES = Text(fr="Parties", en="Parties")
_DEVICES = Text(fr="Appareils", en="Devices")
_WAITING = Text(
    fr="Attend des signatures (« toguna endorse INSCRIPTION »)", en="Awaits signatures (“toguna endorse ENTRY”)"
)
_WHAT: Final = {
    "admit": Text(fr="admettre {device}", en="admit {device}"),
    "officers": Text(fr="liste de responsables", en="list of officers"),
}
_SEALING = Text(
    fr="Scellé : {sealed} inscriptions ici, {opened} que cet appareil ouvre, {keys} clés.",
    en="Sealed: {sealed} entries here, {opened} that this device opens, {keys} keys.",
)
_LEAVING = Text(
    fr="{party} : l’ancien responsable {device} peut encore décider ; le révoquer.",
    en="{party}: the former officer {device} can still decide; revoke it.",
)
_ADMITTED = Text(fr="Appareil {device} admis pour « {party} ».", en="Device {device} admitted for “{party}”.")
_ADMITTED_WAITS = Text(
    fr="Appareil {device} proposé pour « {party} » : d’autres responsables doivent signer l’inscription {entry}.",
    en="Device {device} proposed for “{party}”: other officers must sign entry {entry}.",
)
_NAMED = Text(
    fr="Responsables de « {party} » : liste {entry} en vigueur.", en="Officers of “{party}”: list {entry} in force."
)
_NAMED_WAITS = Text(
    fr="Responsables de « {party} » : liste {entry} proposée ; elle attend les signatures des anciens et des nouveaux.",
    en="Officers of “{party}”: list {entry} proposed; it awaits the signatures of the old and of the new.",
)
_ENDORSED = Text(fr="Signé : {count} inscription(s).", en="Signed: {count} entry or entries.")
_REVOKED_NOW = Text(
    fr="Appareil {device} révoqué : rien ne compte de lui à partir de l’inscription n° {size}.",
    en="Device {device} revoked: nothing of it counts from entry no. {size} on.",
)
_REVOKED_WAITS = Text(
    fr="Révocation de l’appareil {device} proposée : d’autres responsables doivent signer l’inscription {entry}.",
    en="Revocation of device {device} proposed: other officers must sign entry {entry}.",
)


class NoCard(InputError):
    """The card's file cannot be read."""

    code = "no-device-here"
    text = Text(
        fr="Ce dossier n’a pas encore d’appareil. Commencer par « toguna new » ou « toguna join ».",
        en="This folder has no device yet. Begin with “toguna new” or “toguna join”.",
    )


def people(options: argparse.Namespace) -> int:
    """Show officers, devices and what waits; 0, or 1 where something waits or is contested."""
    with opened(options) as home:
        from toguna.server.queries.people import people as ask

        found = ask(register_of(home, options), _own(home))
    if options.json:
        print_json(asdict(found))
    else:
        _show(found, options.lang)
    return int(bool(found.waiting) or any(party.contested for party in found.parties))


def _show(found: People, lang: str) -> None:
    print(_PARTIES.say(lang))
    table([(one.party, _voice(one, lang)) for one in found.parties])
    print(_DEVICES.say(lang))
    table([(one.device, one.party, *_state(one, lang)) for one in found.devices])
    for party in found.parties:
        for device in party.leaving:
            print(_LEAVING.say(lang, party=party.party, device=device))
    if found.waiting:
        print(_WAITING.say(lang))
        table([(one.entry, one.party, _WHAT[one.what].say(lang, device=one.device)) for one in found.waiting])
    print(_SEALING.say(lang, sealed=found.sealing.sealed, opened=found.sealing.opened, keys=found.sealing.keys))


def _voice(one: Any, lang: str) -> str:
    if one.contested:
        return _CONTESTED.say(lang)
    if not one.officers:
        return _ON_PAPER.say(lang)
    return _OF.say(lang, threshold=one.threshold, count=len(one.officers))


def _state(one: Any, lang: str) -> tuple[str, str]:
    state = _REVOKED.say(lang, size=one.counts_until) if one.revoked else _GROUNDS[one.ground].say(lang)
    return state, _READS.say(lang) if one.reads else ""


def device(options: argparse.Namespace) -> int:
    """Show this device's card, as text, and as a QR code on the screen or in a file; 0."""
    from toguna.register.people import card

    with opened(options) as home:
        own = _own(home)
        if own is None:
            raise NoCard()
    shown = card(own)
    if options.json:
        print_json({"device": own.hex(), "card": shown})
        return 0
    import segno

    code = segno.make(shown, error="m", micro=False)
    if options.out:
        code.save(options.out, kind="svg", scale=4, border=4, xmldecl=False)
    else:
        code.terminal(compact=True)
    print(shown)
    return 0


def admit(options: argparse.Namespace) -> int:
    """Admit a device by its card; 0."""
    from toguna.register.people import read_card

    new = read_card(_text(options.card))
    with opened(options) as home:
        from toguna.server.actions.people import admit as write
        from toguna.server.ledger import own

        register = register_of(home, options)
        entry = write(register, signing_key(home, options), new, options.party)
        done = own.standing(register).may_speak(new)
    said = _ADMITTED if done else _ADMITTED_WAITS
    return _tell(options, said, entry, device=new.hex()[:16], party=options.party, done=done)


def officers(options: argparse.Namespace) -> int:
    """Name a party's officers by their devices; 0."""
    with opened(options) as home:
        from toguna.register.people import CARD, read_card
        from toguna.server.actions.people import find_device, name_officers

        named = [_text(one) for one in options.device]
        from toguna.server.ledger import own

        register = register_of(home, options)
        # An officer's device need not be known yet: the list itself makes it so.
        keys = [read_card(one) if one.upper().startswith(CARD) else find_device(register, one) for one in named]
        entry = name_officers(register, signing_key(home, options), options.party, options.threshold, keys)
        done = own.standing(register).voices[options.party].entry == entry
    return _tell(options, _NAMED if done else _NAMED_WAITS, entry, party=options.party, done=done)


def endorse(options: argparse.Namespace) -> int:
    """Stand by entries; 0."""
    with opened(options) as home:
        from toguna.cli.act import now
        from toguna.server.actions.endorsing import endorse as write
        from toguna.server.actions.people import find_entry

        register = register_of(home, options)
        targets = [find_entry(register, one) for one in options.entry]
        if options.seat is not None:
            # A host says so for a seat: whoever sits there must be at the keyboard, as on the seat's page.
            prove(options, home, now(options, home))
        done = write(register, signing_key(home, options), targets, seat=options.seat)
    if options.json:
        print_json({"entries": [one.hex() for one in done]})
    else:
        print(_ENDORSED.say(options.lang, count=len(done)))
    return 0


def revoke(options: argparse.Namespace) -> int:
    """Let nothing of a device count from a number on; 0."""
    with opened(options) as home:
        from toguna.register.bodies import RevokeReason
        from toguna.server.actions.people import find_device
        from toguna.server.actions.people import revoke as write
        from toguna.server.ledger import own

        register = register_of(home, options)
        gone = find_device(register, _text(options.device))
        reason = RevokeReason(REASONS[options.reason])
        entry = write(register, signing_key(home, options), gone, reason, size=options.size)
        cut = own.standing(register).cuts.get(gone)
    done = cut is not None
    said = _REVOKED_NOW if done else _REVOKED_WAITS
    return _tell(options, said, entry, device=gone.hex()[:16], size=cut.size if cut else None, done=done)


def _tell(options: argparse.Namespace, said: Text, entry: bytes, **data: Any) -> int:
    short = entry.hex()[:16]
    if options.json:
        print_json({"entry": short, **data})
    else:
        print(said.say(options.lang, entry=short, **data))
    return 0


def _text(given: str) -> str:
    """A card as it was typed, or the file that holds it."""
    try:
        return Path(given).read_text(encoding="utf-8") if Path(given).is_file() else given
    except (OSError, ValueError):
        return given


def register_of(home: Home, options: argparse.Namespace) -> bytes:
    """The register that the options mean."""
    from toguna.server.queries.reading import chosen

    return bytes.fromhex(chosen(home, options.framework)["id"])


def _own(home: Home) -> bytes | None:
    named = home.settings().get("device")
    return bytes.fromhex(named) if named else None


def signing_key(home: Home, options: argparse.Namespace) -> DeviceKey:
    """This home's device key, opened by whoever sits there."""
    from toguna.server.actions.registers import open_key

    return open_key(home, passphrases.ask(options.lang))
