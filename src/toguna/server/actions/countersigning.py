"""What two people do together: one seat asks, another confirms, and only then does it happen (domain notes §8.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import transaction

from toguna.base.errors import RuleError
from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.countersigning import Countersigning, may_confirm, right_party
from toguna.domain.frameworks import Party
from toguna.domain.visibility import Reader, role_of
from toguna.register.bodies import EraseReason
from toguna.register.signing import DeviceKey
from toguna.server.actions import erasing, leaving
from toguna.server.actions.cases import UnknownCase, held, may_move, new, state, writable
from toguna.server.ledger import store
from toguna.server.records.speaking import holders, speaker

_KIND: Final = {code: EraseReason(number) for number, code in enumerate(codes.ERASE_REASONS, 1)}


class NotYoursToAsk(RuleError):
    """It is another party's matter."""

    code = "countersigning-not-yours"
    text = Text(
        fr="« {act} » ne revient pas au titulaire « {seat} » : cela revient à {whose}. Rien n’a été inscrit ; le lui "
        "faire proposer.",
        en="“{act}” is not for the seat “{seat}”: it is for {whose}. Nothing was recorded; let it propose this.",
    )


class SecondPersonNeeded(RuleError):
    """Whoever asked cannot confirm, and neither can a party whose matter it is not."""

    code = "second-person-needed"
    text = Text(
        fr="Rien n’a été fait : il faut deux personnes. Demander à un autre titulaire ou suppléant de {whose} de "
        "confirmer avec sa propre phrase de passe.",
        en="Nothing was done: two people are needed. Ask another holder or alternate of {whose} to confirm with a "
        "passphrase of its own.",
    )


class NoSecondSeat(RuleError):
    """The founding act gives the parties concerned one seat only."""

    code = "no-second-seat"
    text = Text(
        fr="L’acte constitutif ne donne qu’une place à {whose} : personne ne pourrait confirmer. Rien n’a été "
        "inscrit ; prévenir le secrétariat.",
        en="The founding act gives {whose} one place only: nobody could confirm. Nothing was recorded; tell the "
        "secretariat.",
    )


class OnlyAsker(RuleError):
    """Only the seat that asked may take it back."""

    code = "only-asker"
    text = Text(
        fr="Seul le titulaire qui l’a proposé peut le retirer. Le refuser, si une autre personne doit l’arrêter.",
        en="Only the seat that proposed it may withdraw it. Decline it if another person must stop it.",
    )


class AlreadyLeft(RuleError):
    """The party has left."""

    code = "party-already-left"
    text = Text(
        fr="« {party} » a déjà quitté le cadre. Rien n’a été inscrit ; voir la page de cette partie.",
        en="“{party}” has left the framework already. Nothing was recorded; see the page of that party.",
    )


class NothingSealed(RuleError):
    """Nothing of that case stands sealed for this reader's party."""

    code = "nothing-sealed"
    text = Text(
        fr="Rien de scellé dans « {id} » n’est tenu par votre partie. Vérifier l’identifiant.",
        en="Your party holds nothing sealed in “{id}”. Check the id.",
    )


@dataclass(frozen=True, slots=True)
class Signer:
    """Who acts, in which framework, on which day, and with which device; `known` counts in an exercise only."""

    register: bytes
    framework: str
    reader: Reader
    key: DeviceKey
    today: date
    token: str
    known: date | None = None

    def say(self, type_: str, case: str, fields: Mapping[str, Any]) -> bytes:
        """Enter one statement."""
        return state(self.register, self.reader, self.key, (type_, case, fields), known=self.known)


def ask_leave(signer: Signer, case: str, party: str, since: str, why: Mapping[str, str] | None = None) -> bytes:
    """Ask that a party be recorded as having left; the new entry.

    Raises
    ------
    ReadOnly, AlreadyHeld, AlreadyLeft, NotYoursToAsk, NoSecondSeat
    """
    if held(signer.register, Party, party).status == "left":
        raise AlreadyLeft(party=_name(signer.register, party))
    return _ask(signer, case, ("leave", party, [party]), {"since": since, **({"why": why} if why else {})})


def ask_erase(signer: Signer, case: str, what: str, reason: str) -> bytes:
    """Ask that what an entry says, or all entries of a case, be destroyed; the new entry.

    Raises
    ------
    ReadOnly, AlreadyHeld, NothingToErase, NotErasable, NotYoursToAsk, NoSecondSeat
    """
    found = store.entries_at(signer.register, erasing.entries_of(signer.register, what))
    for stored in found:
        erasing.check(signer.register, signer.key.public, stored)
    whose = sorted({speaker(signer.register, stored) for stored in found})
    officer = store.constitution(signer.register).data_officer
    # The words of several parties are nobody's but the one that the founding act puts in charge of the data.
    party = whose[0] if len(whose) == 1 else officer or whose[0]
    if len(whose) > 1 and signer.reader.party != officer:
        raise _not_yours(signer, "erase", officer or whose[0])
    about = sorted(stored.entry.hash.hex() for stored in found)
    return _ask(signer, case, ("erase", party, about), {"reason": reason})


def ask_unseal(signer: Signer, case: str, about: str) -> bytes:
    """Ask that what stands sealed in a case be opened before the two who ask and confirm; the new entry.

    Raises
    ------
    ReadOnly, AlreadyHeld, NothingSealed, NoSecondSeat
    """
    if signer.reader.party not in holders(signer.register, about):
        raise NothingSealed(id=about)
    return _ask(signer, case, ("unseal", signer.reader.party or "", [about]), {})


def _ask(signer: Signer, case: str, said: tuple[str, str, list[str]], more: Mapping[str, Any]) -> bytes:
    kind, party, about = said
    register, reader = signer.register, signer.reader
    act = store.constitution(register)
    with transaction.atomic():
        writable(register)
        new(register, Countersigning, case)
        if not right_party(reader, kind, party, act.data_officer):
            raise _not_yours(signer, kind, party)
        asked = {
            "framework": signer.framework,
            "kind": kind,
            "about": about,
            "party": party,
            "seat": reader.seat,
            "date": signer.today.isoformat(),
            **more,
        }
        constituencies = {one.code: one.constituency for one in act.parties}
        others = [Reader(one.party, role_of(constituencies[one.party]), one.code) for one in act.seats]
        if not any(one.seat != reader.seat and right_party(one, kind, party, act.data_officer) for one in others):
            raise NoSecondSeat(whose=_name(register, party))
        return signer.say("countersigning.asked", case, asked)


def confirm(signer: Signer, case: str) -> list[bytes]:
    """Be the second person, and let it happen; the new entries.

    Raises
    ------
    ReadOnly, UnknownCase, IllegalMove, SecondPersonNeeded
        And what erasing refuses.
    """
    with transaction.atomic():
        found = _answered(signer, case, "confirmed")
        entries = [signer.say("countersigning.confirmed", case, _answer(signer))]
        if found.kind == "leave":
            since = found.since.iso() if found.since else signer.today.isoformat()
            entries += leaving.leave(signer, found.party, since, found.why)
        elif found.kind == "erase":
            hashes = [bytes.fromhex(one) for one in found.about]
            places = [place for one in hashes for place in store.places_of(signer.register, one)]
            erasing.erase(signer.register, signer.key, places, _KIND[found.reason or "error"])
        return entries


def decline(signer: Signer, case: str) -> list[bytes]:
    """Be the second person, and let it not happen; the new entry.

    Raises
    ------
    ReadOnly, UnknownCase, IllegalMove, SecondPersonNeeded
    """
    with transaction.atomic():
        _answered(signer, case, "declined")
        return [signer.say("countersigning.declined", case, _answer(signer))]


def withdraw(signer: Signer, case: str) -> list[bytes]:
    """Take back what one has asked oneself; the new entry.

    Raises
    ------
    ReadOnly, UnknownCase, IllegalMove, OnlyAsker
    """
    with transaction.atomic():
        found = _open(signer, case, "withdrawn")
        if found.seat != signer.reader.seat:
            raise OnlyAsker
        return [signer.say("countersigning.withdrawn", case, {"decided": signer.today.isoformat()})]


def _open(signer: Signer, case: str, to: str) -> Countersigning:
    writable(signer.register)
    found = held(signer.register, Countersigning, case)
    officer = store.constitution(signer.register).data_officer
    if not right_party(signer.reader, found.kind, found.party, officer):
        raise UnknownCase(id=case)
    may_move("countersigning", case, found.status, to)
    return found


def _answered(signer: Signer, case: str, to: str) -> Countersigning:
    found = _open(signer, case, to)
    if not may_confirm(signer.reader, found, store.constitution(signer.register).data_officer):
        raise SecondPersonNeeded(whose=_name(signer.register, found.party))
    return found


def _answer(signer: Signer) -> dict[str, Any]:
    return {"second": signer.reader.seat, "decided": signer.today.isoformat()}


def _not_yours(signer: Signer, kind: str, party: str) -> NotYoursToAsk:
    whose = _name(signer.register, party)
    return NotYoursToAsk(act=codes.COUNTERSIGNED.labels[kind], seat=signer.reader.seat, whose=whose)


def _name(register: bytes, party: str) -> Text:
    parties: Sequence[Any] = store.constitution(register).parties
    words = next((one.name for one in parties if one.code == party), None)
    if words is None:
        return Text(fr=party, en=party)
    return Text(fr=words.fr or words.en or party, en=words.en or words.fr or party)
