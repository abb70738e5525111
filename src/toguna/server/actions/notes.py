"""Sealed notes: begun with the seat's passphrase, written without it, read with it, and destroyed with it.

A note is closed for a key of the seat's own (`office/notes.py`), made of what is there: a key file as a device's own
(`register/keyfile.py`) and a sealed box (`office/boxes.py`). It is no entry: never signed, exchanged or exported.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import transaction

from toguna.base.errors import InputError, RegisterFault, RuleError
from toguna.base.text import Text, Words
from toguna.domain.visibility import Reader, keeps_notes
from toguna.register.keyfile import Cost, seal, unseal
from toguna.register.signing import DeviceKey
from toguna.server.actions.cases import UnknownCase, writable
from toguna.server.actions.seats import LONGEST, proved
from toguna.server.home import Home
from toguna.server.office.boxes import ClosedBox, close, open_box
from toguna.server.office.models import Note, NoteKey

COST: Final = Cost.INTERACTIVE
"""As a passphrase at the door: it is asked for each time the notes are read."""


class NotesClosed(RuleError):
    """The passphrase does not open the seat's notes."""

    code = "notes-closed"
    text = Text(
        fr="Cette phrase de passe n’ouvre pas ces notes. La saisir de nouveau ; personne d’autre ne peut les ouvrir.",
        en="That passphrase does not open these notes. Type it again; nobody else can open them.",
    )


class NotesNotBegun(RuleError):
    """The seat has no key to close a note for."""

    code = "notes-not-begun"
    text = Text(
        fr="Ce titulaire n’a pas encore de notes scellées. Ouvrir « Mes notes scellées », les commencer avec la "
        "phrase de passe, puis écrire.",
        en="This seat keeps no sealed notes yet. Open “My sealed notes”, begin them with the passphrase, then write.",
    )


class NotesTouched(RuleError):
    """The key that notes are closed for is not the one that the passphrase opens."""

    code = "notes-touched"
    text = Text(
        fr="La clé de ces notes a été changée sur ce poste : celles écrites depuis peuvent avoir été lues. Ne plus en "
        "écrire ici, et le dire au secrétariat.",
        en="The key of these notes was changed on this machine: those written since may have been read. Write no more "
        "here, and tell the secretariat.",
    )


class NoNotes(InputError):
    """Seats of this kind keep no notes here."""

    code = "no-notes"
    text = Text(
        fr="Ce titulaire ne garde pas de notes scellées : elles sont pour les parties qui siègent aux rencontres. "
        "Entrer comme titulaire de l’une d’elles.",
        en="This seat keeps no sealed notes: they are for the parties that sit in meetings. Enter as a seat of one.",
    )


@dataclass(frozen=True, slots=True)
class OpenNote:
    """A note out of its box: what it says, of which meeting or dialogue, written on which day."""

    id: str
    text: Words
    meeting: str | None
    dialogue: str | None
    day: date


@dataclass(frozen=True, slots=True)
class Opened:
    """A seat's notes, the latest first; `unreadable` counts those that were damaged, or put there by somebody else."""

    notes: tuple[OpenNote, ...]
    unreadable: int


def begun(register: bytes, seat: str | None) -> bool:
    """Whether the seat has a key for notes."""
    return NoteKey.objects.filter(register=register.hex(), seat=seat or "").exists()


def begin_notes(home: Home, framework: str, register: bytes, reader: Reader, phrase: str) -> None:
    """Make the key of a seat's notes, under its passphrase; nothing where it has one.

    Raises
    ------
    NoNotes, ReadOnly, NotesClosed
    """
    seat = _seat(reader)
    writable(register)
    if not proved(home, framework, seat, phrase):
        raise NotesClosed
    key = DeviceKey.generate()
    defaults = {"public": key.public, "sealed": seal(key.seed, phrase[:LONGEST], COST)}
    NoteKey.objects.get_or_create(register=register.hex(), seat=seat, defaults=defaults)


def keep_note(register: bytes, reader: Reader, case: str, said: Mapping[str, Any], *, on: date) -> None:
    """Close a note for the seat's own key.

    Raises
    ------
    NoNotes, ReadOnly, NotesNotBegun
    """
    seat = _seat(reader)
    writable(register)
    held = NoteKey.objects.filter(register=register.hex(), seat=seat).first()
    if held is None:
        raise NotesNotBegun
    told = json.dumps({**said, "day": on.isoformat()}, ensure_ascii=False).encode()
    Note.objects.create(register=register.hex(), case=case, seat=seat, content=close(bytes(held.public), told))


def open_notes(register: bytes, reader: Reader, phrase: str) -> Opened:
    """The seat's notes.

    Raises
    ------
    NoNotes, NotesNotBegun, NotesClosed, NotesTouched
    """
    seat = _seat(reader)
    held = NoteKey.objects.filter(register=register.hex(), seat=seat).first()
    if held is None:
        raise NotesNotBegun
    key = DeviceKey(_opened(held, phrase))
    if key.public != bytes(held.public):
        # Whoever can write in the tables could have notes closed for a key of his own: it is seen here.
        raise NotesTouched
    notes, unreadable = list[OpenNote](), 0
    for row in Note.objects.filter(register=register.hex(), seat=seat):
        try:
            notes.append(_note(row.case, json.loads(open_box(key, bytes(row.content)))))
        except ClosedBox:
            unreadable += 1
    return Opened(tuple(sorted(notes, key=lambda one: (-one.day.toordinal(), one.id))), unreadable)


def _note(case: str, said: Mapping[str, Any]) -> OpenNote:
    return OpenNote(
        case, Words(**said["text"]), said.get("meeting"), said.get("dialogue"), date.fromisoformat(said["day"])
    )


def discard_note(register: bytes, reader: Reader, case: str) -> None:
    """Destroy a note of the seat's own.

    Raises
    ------
    NoNotes, UnknownCase
    """
    if not Note.objects.filter(register=register.hex(), seat=_seat(reader), case=case).delete()[0]:
        raise UnknownCase(id=case)


def keeps(register: bytes, seat: str | None, case: str) -> bool:
    """Whether the seat keeps a note of this id."""
    return Note.objects.filter(register=register.hex(), seat=seat or "", case=case).exists()


def reseal_notes(register: bytes, seat: str, present: str, new: str) -> None:
    """Put the key of a seat's notes under its new passphrase.

    Raises
    ------
    NotesClosed
    """
    with transaction.atomic():
        held = NoteKey.objects.select_for_update().filter(register=register.hex(), seat=seat).first()
        if held is not None:
            seed = _opened(held, present)
            NoteKey.objects.filter(register=register.hex(), seat=seat).update(sealed=seal(seed, new[:LONGEST], COST))


def forget_notes(register: bytes, seat: str) -> int:
    """Destroy a seat's notes and their key, when its passphrase is lost: nothing opens them any more. How many."""
    with transaction.atomic():
        NoteKey.objects.filter(register=register.hex(), seat=seat).delete()
        return Note.objects.filter(register=register.hex(), seat=seat).delete()[0]


def _seat(reader: Reader) -> str:
    if reader.seat is None or not keeps_notes(reader):
        raise NoNotes
    return reader.seat


def _opened(held: NoteKey, phrase: str) -> bytes:
    try:
        return unseal(bytes(held.sealed), phrase[:LONGEST])
    except RegisterFault:
        raise NotesClosed from None
