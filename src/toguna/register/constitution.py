"""The register's founding act (acte constitutif), as in spec/register.md §8. Its SHA-256 is the register's id, printed
on the paper.

It may open without any officer's key ("signatures on paper"): a party's list of officers is then empty, and its
officers join later by an `officers` entry. No person is named: seats have holders outside the software.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from hashlib import sha256
from typing import Any, Final, TypeVar

from toguna.base.text import Words
from toguna.register import faults
from toguna.register.encoding import decode, encode
from toguna.register.entry import MAX_BYTE, MAX_TIME, MIN_TIME
from toguna.register.shapes import is_bytes, is_code, is_int, is_text

FORMAT: Final = 1
MAX_NAME: Final = 200
MAX_ROWS: Final = 500
MAX_OFFICERS: Final = 64
MAX_DAYS: Final = 36_525
LEVELS: Final = 4
_E = TypeVar("_E", bound=IntEnum)


class Mode(IntEnum):
    """Whether the register is life, training, or a documented past entered afterwards."""

    LIVE = 1
    EXERCISE = 2
    REPLAY = 3


class SeatRole(IntEnum):
    """Who sits first, and who instead."""

    TITULAIRE = 1
    SUPPLEANT = 2


@dataclass(frozen=True, slots=True)
class Party:
    """`[code, name fr, name en, constituency, threshold, [officer key …]]`; threshold 0 and no key: signatures on
    paper.
    """

    code: str
    name: Words
    constituency: str
    threshold: int = 0
    officers: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Seat:
    """`[code, party, role]`."""

    code: str
    party: str
    role: SeatRole = SeatRole.TITULAIRE


@dataclass(frozen=True, slots=True)
class Device:
    """`[public key, party]`: a device that may write from the first day."""

    public: bytes
    party: str


@dataclass(frozen=True, slots=True)
class Sharing:
    """`[part type, level, audience, retention in days or null]`: one row of the information-sharing protocol."""

    part: str
    level: int
    audience: int
    retention_days: int | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """`[decision, number needed, [party …]]`: how many of these parties must endorse such a decision; no party listed
    means any.
    """

    decision: str
    needed: int
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dictionary:
    """`[number, SHA-256]`: a compression dictionary that bundles of this register may name."""

    number: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Constitution:
    """The founding act. Two registers differ at least by their founding devices, so no two have one id."""

    mode: Mode
    frameworks: tuple[str, ...]
    parties: tuple[Party, ...]
    devices: tuple[Device, ...]
    seats: tuple[Seat, ...] = ()
    isp: tuple[Sharing, ...] = ()
    rules: tuple[Rule, ...] = ()
    dictionaries: tuple[Dictionary, ...] = ()
    data_officer: str | None = None
    sealed: bool = False
    opened: int = 0

    def __post_init__(self) -> None:
        _check_shape(self)
        _check_references(self)

    @property
    def id(self) -> bytes:
        """The register id: SHA-256 of the encoded act."""
        return sha256(self.encode()).digest()

    def encode(self) -> bytes:
        """The act as one canonical CBOR map, keys 1 … 12."""
        return encode(
            {
                1: FORMAT,
                2: int(self.mode),
                3: self.opened,
                4: list(self.frameworks),
                5: [
                    [p.code, p.name.fr, p.name.en, p.constituency, p.threshold, list(p.officers)] for p in self.parties
                ],
                6: [[seat.code, seat.party, int(seat.role)] for seat in self.seats],
                7: [[device.public, device.party] for device in self.devices],
                8: [[row.part, row.level, row.audience, row.retention_days] for row in self.isp],
                9: [[rule.decision, rule.needed, list(rule.parties)] for rule in self.rules],
                10: [[dictionary.number, dictionary.hash] for dictionary in self.dictionaries],
                11: self.data_officer,
                12: self.sealed,
            }
        )

    @classmethod
    def decode(cls, data: bytes) -> Constitution:
        """Read an act.

        Raises
        ------
        RegisterFault
            `CborFault`; `constitution-version`; `constitution-shape` naming the field; `constitution-reference`,
            `constitution-repeated`.
        """
        value = decode(data)
        if not isinstance(value, dict) or isinstance(value.get(1), bool) or not isinstance(value.get(1), int):
            raise faults.ConstitutionShape(field="format")
        if value[1] != FORMAT:
            raise faults.ConstitutionVersion(version=value[1])
        if list(value) != list(range(1, 13)):
            raise faults.ConstitutionShape(field="keys")
        return cls(
            mode=_enum(Mode, value[2], "mode"),
            opened=value[3],
            frameworks=tuple(_list(value[4], "frameworks")),
            parties=tuple(_party(row) for row in _rows(value[5], 6, "parties")),
            seats=tuple(Seat(row[0], row[1], _enum(SeatRole, row[2], "seats")) for row in _rows(value[6], 3, "seats")),
            devices=tuple(Device(*row) for row in _rows(value[7], 2, "devices")),
            isp=tuple(Sharing(*row) for row in _rows(value[8], 4, "isp")),
            rules=tuple(Rule(row[0], row[1], tuple(_list(row[2], "rules"))) for row in _rows(value[9], 3, "rules")),
            dictionaries=tuple(Dictionary(*row) for row in _rows(value[10], 2, "dictionaries")),
            data_officer=value[11],
            sealed=value[12],
        )


def _list(value: Any, field: str) -> list[Any]:
    if not isinstance(value, list):
        raise faults.ConstitutionShape(field=field)
    return value


def _rows(value: Any, width: int, field: str) -> list[Any]:
    rows = _list(value, field)
    if not all(isinstance(row, list) and len(row) == width for row in rows):
        raise faults.ConstitutionShape(field=field)
    return rows


def _enum(kind: type[_E], value: Any, field: str) -> _E:
    if not is_int(value, 1, max(kind)):
        raise faults.ConstitutionShape(field=field)
    return kind(value)


def _party(row: list[Any]) -> Party:
    code, fr, en, constituency, threshold, officers = row
    if not (fr is None or is_text(fr, MAX_NAME)) or not (en is None or is_text(en, MAX_NAME)) or not (fr or en):
        raise faults.ConstitutionShape(field="parties")
    return Party(code, Words(fr=fr, en=en), constituency, threshold, tuple(_list(officers, "parties")))


def _need(field: str, *tests: bool) -> None:
    if not all(tests):
        raise faults.ConstitutionShape(field=field)


def _is_party(party: Party) -> bool:
    names = [name for name in (party.name.fr, party.name.en) if name is not None]
    return (
        is_code(party.code)
        and is_code(party.constituency)
        and all(is_text(name, MAX_NAME) for name in names)
        and len(party.officers) <= MAX_OFFICERS
        and is_int(party.threshold, 1 if party.officers else 0, len(party.officers))
        and all(is_bytes(key, 32) for key in party.officers)
    )


def _check_shape(act: Constitution) -> None:
    _need("mode", isinstance(act.mode, Mode))
    _need("opened", is_int(act.opened, MIN_TIME, MAX_TIME))
    _need("frameworks", 1 <= len(act.frameworks) <= MAX_ROWS, *map(is_code, act.frameworks))
    _need("parties", 1 <= len(act.parties) <= MAX_ROWS, *map(_is_party, act.parties))
    _need("seats", len(act.seats) <= MAX_ROWS)
    for seat in act.seats:
        _need("seats", is_code(seat.code), is_code(seat.party), isinstance(seat.role, SeatRole))
    _need("devices", 1 <= len(act.devices) <= MAX_ROWS)
    for device in act.devices:
        _need("devices", is_bytes(device.public, 32), is_code(device.party))
    _need("isp", len(act.isp) <= MAX_ROWS)
    for row in act.isp:
        days = row.retention_days
        _need("isp", is_code(row.part), is_int(row.level, 0, LEVELS - 1), is_int(row.audience, 0, MAX_BYTE))
        _need("isp", days is None or is_int(days, 1, MAX_DAYS))
    _need("rules", len(act.rules) <= MAX_ROWS)
    for rule in act.rules:
        most = len(rule.parties) or len(act.parties)
        _need("rules", is_code(rule.decision), *map(is_code, rule.parties))
        _need("rules", is_int(rule.needed, 1, most))
    _need("dictionaries", len(act.dictionaries) <= MAX_ROWS)
    for one in act.dictionaries:
        _need("dictionaries", is_int(one.number, 0, 2**32 - 1), is_bytes(one.hash, 32))
    _need("data_officer", act.data_officer is None or is_code(act.data_officer))
    _need("sealed", isinstance(act.sealed, bool))


def _check_references(act: Constitution) -> None:
    _unique("frameworks", act.frameworks)
    _unique("parties", (party.code for party in act.parties))
    _unique("parties", (key for party in act.parties for key in party.officers))
    _unique("seats", (seat.code for seat in act.seats))
    _unique("devices", (device.public for device in act.devices))
    _unique("isp", ((row.part, row.level) for row in act.isp))
    _unique("rules", (rule.decision for rule in act.rules))
    _unique("dictionaries", (dictionary.number for dictionary in act.dictionaries))
    codes = {party.code for party in act.parties}
    owners = {device.public: device.party for device in act.devices}
    named = [("seats", seat.party) for seat in act.seats] + [("devices", device.party) for device in act.devices]
    named += [("rules", party) for rule in act.rules for party in rule.parties]
    named += [("data_officer", act.data_officer)] if act.data_officer is not None else []
    for field, party in named:
        if party not in codes:
            raise faults.ConstitutionReference(field=field, party=party)
    for party_ in act.parties:
        for key in party_.officers:
            if owners.get(key, party_.code) != party_.code:
                raise faults.ConstitutionReference(field="devices", party=owners[key])
    for rule in act.rules:
        _unique("rules", rule.parties)


def _unique(field: str, values: Iterable[object]) -> None:
    seen: set[object] = set()
    for value in values:
        if value in seen:
            raise faults.ConstitutionRepeated(field=field, value=value.hex() if isinstance(value, bytes) else value)
        seen.add(value)
