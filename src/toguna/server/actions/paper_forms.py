"""Acts about paper forms: what stands on one is typed in once, for the party whose words it holds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.db import transaction

from toguna.base.errors import RuleError
from toguna.base.text import Text
from toguna.domain import codes
from toguna.domain.entity import typed
from toguna.domain.incidents import Report
from toguna.domain.visibility import Reader
from toguna.register.signing import DeviceKey
from toguna.server.actions.incidents import may_report
from toguna.server.actions.reports import receive_report
from toguna.server.ledger import store
from toguna.server.office.models import PrintedForms
from toguna.server.records.models import MODELS

CHANNEL: Final = "paper"
MOST_NUMBER: Final = 999_999
_PRINTING: Final = b"printed forms"


class NoMoreNumbers(RuleError):
    """Numbers of forms have six figures."""

    code = "no-more-form-numbers"
    text = Text(
        fr="Les numéros de fiches vont jusqu’à {most} : il n’en reste pas assez. En choisir moins.",
        en="Numbers of forms go up to {most}: not enough are left. Choose fewer.",
    )


class PaperTyped(RuleError):
    """The form of this number stands in the register."""

    code = "paper-form-typed"
    text = Text(
        fr="La fiche n° {number} est déjà saisie ({what}, {day}). Rien n’a été inscrit : vérifier le numéro en haut de "
        "la fiche ; si deux fiches portent le même, écrire sur la seconde un numéro libre.",
        en="Form no. {number} has been typed in ({what}, {day}). Nothing was recorded: check the number at the top of "
        "the form; if two forms bear the same one, write a free number on the second.",
    )


_KIND_NOT_SAID = Text(fr="compte rendu", en="report")


def type_form(
    register: bytes,
    reader: Reader,
    key: DeviceKey,
    case: str,
    number: int,
    fields: Mapping[str, Any],
    *,
    known: date | None = None,
) -> bytes:
    """Enter what stands on the paper form of this number, as typed by the reader; the new entry's hash.

    Raises
    ------
    ReadOnly, NotYourAct, PaperTyped
    BadField, UnknownCode
        A field does not fit.
    """
    may_report(register, reader)
    with transaction.atomic():
        # Two who type the same form at once: the second one waits, and then sees it.
        store.lock(register, key.public)
        held = typed_before(register, number)
        if held is not None:
            what = codes.INCIDENT_KINDS.labels[held.kind] if held.kind is not None else _KIND_NOT_SAID
            day = held.date or held.received
            raise PaperTyped(number=number, what=what, day=Text(fr=day.say("fr"), en=day.say("en")))
        whole = {**fields, "channel": CHANNEL, "receipt": str(number)}
        return receive_report(register, reader, key, case, whole, known=known)


def give_numbers(register: bytes, reader: Reader, many: int) -> int:
    """Give the next numbers to so many forms that are to be printed, each once; the first of them.

    Raises
    ------
    ReadOnly, NotYourAct, NoMoreNumbers
    """
    may_report(register, reader)
    with transaction.atomic():
        store.lock(register, _PRINTING)
        row = PrintedForms.objects.filter(register=register.hex()).first()
        last = row.last if row is not None else _last_typed(register)
        if last + many > MOST_NUMBER:
            raise NoMoreNumbers(most=MOST_NUMBER)
        PrintedForms.objects.update_or_create(register=register.hex(), defaults={"last": last + many})
    return last + 1


def _last_typed(register: bytes) -> int:
    """The highest number that was typed in: forms were printed before their numbers were given here."""
    rows = MODELS["report"].objects.at(register, None).filter(data__channel=CHANNEL)
    typed_in = (str(one) for one in rows.values_list("data__receipt", flat=True))
    return max((int(one) for one in typed_in if one.isdecimal() and int(one) <= MOST_NUMBER), default=0)


def typed_before(register: bytes, number: int) -> Report | None:
    """The report that a paper form of this number became."""
    rows = MODELS["report"].objects.at(register, None)
    held = rows.filter(data__channel=CHANNEL, data__receipt=str(number)).values_list("data", flat=True).first()
    return typed(held, Report) if held is not None else None
