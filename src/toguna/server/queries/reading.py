"""Who reads which register as of which day: every query takes a `Reading`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from django.db.models import Max

from toguna.base.errors import InputError, RuleError
from toguna.base.text import Text
from toguna.domain.entity import Entity
from toguna.domain.nouns import ALL_NOUNS
from toguna.domain.visibility import EVERYBODY, Reader, Role, role_of
from toguna.register.constitution import Constitution, Mode
from toguna.server.home import Home, NothingHere
from toguna.server.ledger import store
from toguna.server.records.models import Statement
from toguna.server.records.remembering import entities, marks, recall

E = TypeVar("E", bound=Entity)
T = TypeVar("T")


class UnknownFramework(InputError):
    """The home holds no register of that framework."""

    code = "unknown-framework"
    text = Text(
        fr="Aucun registre du cadre « {value} » dans ce dossier. Cadres présents : {known}.",
        en="There is no register of the framework “{value}” in this folder. Frameworks here: {known}.",
    )


class UnknownSeat(InputError):
    """The register has no such seat."""

    code = "unknown-seat"
    text = Text(
        fr="« {value} » n’est pas un titulaire de ce cadre. Titulaires : {known}.",
        en="“{value}” is not a seat of this framework. Seats: {known}.",
    )


class SeatOfAnother(RuleError):
    """A party's home reads for its own seats only."""

    code = "seat-of-another"
    text = Text(
        fr="Ce poste ne lit pas pour « {value} » : ce titulaire est d’une autre partie. Choisir parmi : {known}.",
        en="This machine does not read for “{value}”: that seat is another party’s. Choose among: {known}.",
    )


@dataclass(frozen=True)
class Reading:
    """One reader's look at one register, as of one day (None: everything it holds).

    `today` is the day that countdowns start from: `as_of`, else the register's present. Only the secretariat may look
    at a day to come: for any other reader, weeks that are past on that day would tell what cover is planned.
    """

    register: bytes
    framework: str
    mode: Mode
    reader: Reader
    as_of: date | None
    today: date
    _held: dict[str, tuple[Any, ...]] = field(default_factory=dict, repr=False, compare=False)
    _worked: dict[object, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.as_of is not None:
            ahead = self.reader.role is Role.MEDIATOR
            today = self.as_of if ahead else min(self.as_of, present(self.register, self.mode))
            object.__setattr__(self, "today", today)

    def all(self, kind: type[E]) -> tuple[E, ...]:
        """Every case of a noun, as it was known."""
        noun = _NOUN_OF[kind]
        if noun not in self._held:
            self._held[noun] = entities(self.register, self.as_of, self._marks(), noun, kind)
        return self._held[noun]

    def by_id(self, kind: type[E]) -> Mapping[str, E]:
        """The same by id."""
        key = f"{_NOUN_OF[kind]} by id"
        if key not in self._held:
            self._held[key] = ({entity.id: entity for entity in self.all(kind)},)
        found: Mapping[str, E] = self._held[key][0]
        return found

    def recall(self, what: tuple[Any, ...], work: Callable[[], T]) -> T:
        """An answer that depends on the records of some nouns as of this day, and on no reader: kept until one of them
        is written to. `what` names it and ends with the tuple of the nouns.
        """
        return recall(self.register, self.as_of, self._marks(), what, work)

    def _marks(self) -> Mapping[str, str]:
        if "marks" not in self._held:
            self._held["marks"] = (marks(self.register),)
        found: Mapping[str, str] = self._held["marks"][0]
        return found

    def once(self, what: object, work: Callable[[], T]) -> T:
        """An answer worked out once for this reader; another reader's look (`as_reader`) begins with none."""
        if what not in self._worked:
            self._worked[what] = work()
        found: T = self._worked[what]
        return found

    def as_reader(self, reader: Reader) -> Reading:
        """The same look for another reader."""
        return Reading(self.register, self.framework, self.mode, reader, self.as_of, self.today, self._held)


_NOUN_OF = {noun.entity: name for name, noun in ALL_NOUNS.items()}


def registers(home: Home) -> list[dict[str, Any]]:
    """The registers of this home in their order: id, framework, mode, show_at."""
    here = {register.hex() for register in store.registers()}
    # An import that was interrupted may have left a name without its register.
    held: list[dict[str, Any]] = [one for one in home.settings().get("registers", []) if one["id"] in here]
    if not held:
        raise NothingHere(path=home.path)
    return held


def chosen(home: Home, framework: str | None) -> dict[str, Any]:
    """The register of a framework, or the first.

    Raises
    ------
    UnknownFramework
    """
    held = registers(home)
    if framework is None:
        return held[0]
    for one in held:
        if one["framework"] == framework:
            return one
    raise UnknownFramework(value=framework, known=", ".join(one["framework"] for one in held))


def read(home: Home, *, framework: str | None, seat: str | None, as_of: date | None) -> Reading:
    """A reading of one of the home's registers, as the named seat; None: as the home's own seat."""
    held = chosen(home, framework)
    act = store.constitution(bytes.fromhex(held["id"]))
    own = own_seat(home, held)
    return _reading(held, act, reader_of(act, own) if seat is None else _for_seat(act, own, seat), as_of)


def own_seat(home: Home, held: Mapping[str, Any]) -> str:
    """The seat in which this home reads one of its registers; it may differ from register to register."""
    seat: str = held.get("seat") or home.settings().get("seat", "")
    return seat


def _for_seat(act: Constitution, own: str, seat: str) -> Reader:
    """The reader in a seat that a home may act for: the secretariat's home serves all, a party's only its own."""
    reader, home = reader_of(act, seat), reader_of(act, own)
    if home.role is not Role.MEDIATOR and home.party != reader.party:
        theirs = ", ".join(one.code for one in act.seats if one.party == home.party)
        raise SeatOfAnother(value=seat, known=theirs)
    return reader


def read_for_all(home: Home, *, framework: str | None, as_of: date | None) -> Reading:
    """The same for what every member may hold; no seat is needed, so a home may have none in that framework."""
    held = chosen(home, framework)
    return _reading(held, store.constitution(bytes.fromhex(held["id"])), EVERYBODY, as_of)


def _reading(held: Mapping[str, Any], act: Constitution, reader: Reader, as_of: date | None) -> Reading:
    register = bytes.fromhex(held["id"])
    return Reading(register, held["framework"], act.mode, reader, as_of, as_of or present(register, act.mode))


def for_all(reading: Reading) -> Reading:
    """What may stand in the copy that every member holds."""
    return reading.as_reader(EVERYBODY)


def reader_of(act: Constitution, seat: str) -> Reader:
    """The reader who sits in a seat.

    Raises
    ------
    UnknownSeat
    """
    parties = {party.code: party.constituency for party in act.parties}
    for one in act.seats:
        if one.code == seat:
            return Reader(one.party, role_of(parties[one.party]), one.code)
    raise UnknownSeat(value=seat, known=", ".join(one.code for one in act.seats))


def present(register: bytes, mode: Mode) -> date:
    """The day a register has come to: the clock's in a live one, else the last on which it learnt something."""
    if mode is Mode.LIVE:
        return datetime.now(UTC).date()
    last: date | None = Statement.objects.filter(register=register.hex()).aggregate(last=Max("known"))["last"]
    return last or datetime.now(UTC).date()
