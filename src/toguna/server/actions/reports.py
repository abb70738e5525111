"""Acts about reports: what somebody passed on enters the register as it was said, and nothing that tells who that was.

The words are sealed for the collecting office's party (and the secretariat where its machine collects): raw reports are
nobody else's to read (domain notes §8.4). What all may know of it is the incident that people make of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.db import transaction

from toguna.base.text import Words
from toguna.domain.incidents import REPORT, Report
from toguna.domain.visibility import Reader
from toguna.domain.wire import Payload
from toguna.register.constitution import Mode
from toguna.register.signing import DeviceKey
from toguna.server.actions.cases import held, may_move, new, writable
from toguna.server.actions.entering import enter
from toguna.server.actions.incidents import may_report
from toguna.server.ledger import store

LEVEL: Final = "sealed"


def receive_report(
    register: bytes,
    reader: Reader,
    key: DeviceKey,
    case: str,
    fields: Mapping[str, Any],
    *,
    known: date | None = None,
) -> bytes:
    """Enter what was passed on through the reader's seat; the new entry's hash.

    `fields` are those of a report but its framework: `channel`, `received`, and what is known of the rest; `receipt` is
    the number that was given back.

    Raises
    ------
    ReadOnly, NotYourAct, AlreadyHeld
    BadField, UnknownCode
        A field does not fit.
    """
    may_report(register, reader)
    with transaction.atomic():
        new(register, Report, case)
        return _said(register, reader, key, ("report.received", case, fields), known)


def amend_report(
    register: bytes,
    reader: Reader,
    key: DeviceKey,
    case: str,
    fields: Mapping[str, Any],
    *,
    known: date | None = None,
) -> bytes:
    """Enter the corrected words of a report that came through this office; the new entry's hash.

    Raises
    ------
    ReadOnly, NotYourAct, UnknownCase
    """
    may_report(register, reader)
    with transaction.atomic():
        held(register, Report, case)
        return _said(register, reader, key, ("report.amended", case, fields), known)


def set_aside(
    register: bytes, reader: Reader, key: DeviceKey, case: str, why: Words, *, known: date | None = None
) -> bytes:
    """Put a report aside, with the reason; the new entry's hash.

    Raises
    ------
    ReadOnly, NotYourAct, UnknownCase, IllegalMove
    """
    may_report(register, reader)
    with transaction.atomic():
        may_move(REPORT.name, case, held(register, Report, case).status, "set_aside")
        return _said(register, reader, key, ("report.set_aside", case, {"why": why}), known)


def _said(
    register: bytes, reader: Reader, key: DeviceKey, said: tuple[str, str, Mapping[str, Any]], known: date | None
) -> bytes:
    type_, case, fields = said
    dated = known if writable(register) is Mode.EXERCISE else None
    if type_ == "report.received":
        fields = {"framework": store.constitution(register).frameworks[0], **fields}
    return enter(register, key, [(Payload(type_, case, fields, dated, reader.seat), LEVEL)])[0]
