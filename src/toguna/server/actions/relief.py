"""What is done before a measure ends without a relief: notice of its end, and the request for somebody to take over.

A request is opened by one tap of those who carry the measure, or with its abrupt stop; no clock opens one. What is
asked names no day and no gap: once it is sent, all members read it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.db import transaction

from toguna.base.dates import When
from toguna.base.errors import RuleError
from toguna.base.text import Text
from toguna.domain.entity import typed
from toguna.domain.measures import RUNNING, Measure
from toguna.domain.requests import Request
from toguna.domain.visibility import Reader
from toguna.register.signing import DeviceKey
from toguna.server.actions.cases import concerned, held, may_move, new, state, writable
from toguna.server.records.models import MODELS

CLOSED: Final = frozenset({"delivered", "dead"})
_ASK: Final = Text(fr="Assurer dans la durée la présence sur cet axe.", en="Keep a lasting presence on this road.")


class NoticeTooLate(RuleError):
    """Notice is given ahead of an end."""

    code = "notice-too-late"
    text = Text(
        fr="Le préavis de « {id} » doit annoncer un jour à venir. Si la mesure est déjà finie, inscrire sa fin.",
        en="Notice for “{id}” must name a day to come. If the measure is over already, record its end.",
    )


def give_notice(
    register: bytes,
    reader: Reader,
    key: DeviceKey,
    case: str,
    *,
    end: When,
    on: date,
    why: Mapping[str, str] | None = None,
    known: date | None = None,
) -> bytes:
    """Record that those who carry it give notice of its end, on a day: who gave it, and how long before, stays beside
    it.

    Raises
    ------
    ReadOnly, UnknownCase, NotYourMeasure, IllegalMove
    NoticeTooLate
        The end is past: that is for the act that ends it.
    """
    with transaction.atomic():
        writable(register)
        found = held(register, Measure, case)
        concerned(reader, case, found.by)
        if not end.known or end.last < on:
            raise NoticeTooLate(id=case)
        may_move("measure", case, found.status, "expiring")
        planned = {"date": end.iso()} | ({"why": why} if why else {})
        party = reader.party if reader.party in found.by else found.by[0]
        fields = {"planned_end": planned, "notice": {"party": party, "date": on.isoformat()}}
        return state(register, reader, key, ("measure.notice_given", case, fields), known=known)


def open_about(register: bytes, measure: str) -> bool:
    """Whether a request about a measure is under way."""
    rows = MODELS["request"].objects.at(register, None).values_list("data", flat=True)
    asked = (typed(data, Request) for data in rows)
    return any(measure in one.about and one.status not in CLOSED for one in asked)


def draft_request(
    register: bytes, reader: Reader, key: DeviceKey, case: str, measure: Measure, *, level: str, known: date | None
) -> bytes:
    """Draft the request for whoever can keep a presence where a measure is; the new entry's hash.

    Raises
    ------
    ReadOnly, AlreadyHeld
    """
    new(register, Request, case)
    fields = {
        "framework": measure.framework,
        "level": level,
        "by": [reader.party],
        "what": {"fr": _ASK.fr, "en": _ASK.en},
        "about": [measure.id],
    }
    return state(register, reader, key, ("request.drafted", case, fields), known=known)


def seek_relief(
    register: bytes, reader: Reader, key: DeviceKey, case: str, *, measure: str, level: str, known: date | None = None
) -> bytes:
    """Ask for somebody to take over a measure that runs; the hash of the request's first entry.

    Raises
    ------
    ReadOnly, UnknownCase, NotYourMeasure, AlreadyHeld
    IllegalMove
        The measure does not run: nobody can take it over.
    """
    with transaction.atomic():
        writable(register)
        found = held(register, Measure, measure)
        concerned(reader, measure, found.by)
        if found.status not in RUNNING:
            may_move("measure", measure, found.status, "handing_over")
        return draft_request(register, reader, key, case, found, level=level, known=known)
