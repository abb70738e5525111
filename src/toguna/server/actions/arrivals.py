"""What phones send: kept once in this office's boxes, then entered by whoever holds the key.

waiting     in the box, to be entered as soon as somebody gives the passphrase
entered     stands in the register
incomplete  in the box: a person has to complete it (a place that is in no list, say)
kept        in the box and meant to stay there: answers that are only ever counted
replaced    a newer version of the same form came
refused     the register would not have it; `refusal` is the code of the reason
nothing     the form was not for this: nothing of it was kept (sexual violence, children)
over        nobody completed it within ninety days: its words and its sender are deleted (`forgetting.py`)

What was entered or kept is emptied after ninety days as well, and stays as it is otherwise.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Final

from django.db import IntegrityError, transaction

from toguna.base.errors import InstallationError, RuleError, TogunaError
from toguna.base.text import Text
from toguna.register.signing import DeviceKey
from toguna.server.actions import serving
from toguna.server.actions.arrived_entries import enter_one
from toguna.server.actions.forgetting import forget_due
from toguna.server.actions.phones import NoOffice
from toguna.server.home import Home
from toguna.server.office.boxes import close, open_box
from toguna.server.office.models import Attachment, Submission

MOST_PHOTOS: Final = 50
_SALT: Final = 16
_DIGITS: Final = 6
_TRIES: Final = 12
_TO_ENTER: Final = frozenset({"report", "outings", "heard", "dissemination", "withdrawal"})
_OF_WHERE: Final = frozenset({"near", "along_m", "within_m", "where_said", "gazetteer"})
_SHORT_FROM: Final = (4_000, 40_000, 400_000)
"""Numbers of short messages begin here, so that none is a day, a place or a kind (spec/sms.md §1)."""


class OtherContent(RuleError):
    """The same form came before, with other answers."""

    code = "submission-differs"
    text = Text(
        fr="Ce formulaire a déjà été reçu sous le n° {number}, avec d’autres réponses. Rien n’a été changé. Pour "
        "corriger, ouvrir le formulaire envoyé et choisir « Modifier », ou en remplir un nouveau.",
        en="This form was received before as number {number}, with other answers. Nothing was changed. To correct it, "
        "open the form that was sent and choose “Edit”, or fill a new one.",
    )


@dataclass(frozen=True, slots=True)
class Photo:
    """A file beside a filled form: its fingerprint as it was sent, and the box with what of it may be kept (None:
    nothing). It is sealed before anything is written, so that few copies of ten megabytes stand in memory at once.
    """

    name: str
    fingerprint: bytes = field(repr=False)
    box: bytes | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A filled form, read: what it comes to, its XML as it was sent and without what tells whose phone it was.

    `partial` fields are only what this sending says: what an earlier one said of the same stands where this is silent.
    `short` gives it a number that fits into an SMS. `case`, where it is known beforehand, is the one that it opens.
    `doubt` says why a person has to look although nothing is missing.
    """

    form: str
    version: str
    instance: str
    replaces: str
    kind: str
    fields: Mapping[str, Any]
    sent: bytes = field(repr=False)
    xml: bytes = field(repr=False)
    photos: Sequence[Photo] = ()
    partial: bool = False
    short: bool = False
    case: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """What became of it: its number, whether it had come before, whether it still waits, photos that were not kept;
    whether what came before under its number was deleted since, because its time was over.
    """

    number: str
    again: bool
    state: str
    left_out: int
    forgotten: bool = False


def sealed_photo(home: Home, name: str, sent: bytes, clean: Callable[[bytes], bytes | None]) -> Photo:
    """A file beside a filled form, what `clean` leaves of it in a box. The caller lets go of what was sent.

    Raises
    ------
    NoOffice
    """
    device = _device(home)
    fingerprint, kept = hashlib.sha256(sent).digest(), clean(sent)
    del sent
    return Photo(name, fingerprint, close(device, kept) if kept is not None else None)


def _device(home: Home) -> bytes:
    device = home.settings().get("device")
    if device is None:
        raise NoOffice()
    return bytes.fromhex(device)


def receive(
    home: Home, register: bytes, phone: tuple[int, str], arrival: Arrival, *, received: date | None = None
) -> Received:
    """Keep a filled form once, and enter it where this process holds the key.

    `phone` is its number and seat; `received` counts in an exercise only.

    Raises
    ------
    OtherContent, NoOffice
    """
    device = _device(home)
    if not arrival.short:
        forget_due(register, received or datetime.now(UTC).date())
    try:
        row, again, left_out = _keep(device, register, phone, arrival, received)
    except IntegrityError:
        # The same form came twice at once: by now the other one is there.
        row, again, left_out = _keep(device, register, phone, arrival, received)
    older = Submission.objects.filter(register=register.hex(), number=row.number, emptied=True)
    forgotten = row.emptied or (bool(row.replaces) and not again and older.exists())
    key = serving.held()
    if row.state == "waiting" and key is not None and key.public == device:
        _enter(register, key, row.pk)
        row.refresh_from_db(fields=["state"])
    return Received(row.number, again, row.state, left_out, forgotten)


def enter_waiting(register: bytes, key: DeviceKey) -> Mapping[str, int]:
    """Enter everything that waits; how many were entered, refused, or stay closed (they were for another device)."""
    counts = {"entered": 0, "refused": 0, "closed": 0}
    for pk in list(
        Submission.objects.filter(register=register.hex(), state="waiting").order_by("id").values_list("pk", flat=True)
    ):
        counts[_enter(register, key, pk)] += 1
    return counts


def enter_all_waiting(key: DeviceKey) -> None:
    """The same in every register of this home: somebody gave the passphrase."""
    for register in Submission.objects.filter(state="waiting").values_list("register", flat=True).distinct():
        enter_waiting(bytes.fromhex(register), key)


def opened(register: bytes, key: DeviceKey, number: str) -> list[tuple[dict[str, Any], dict[str, bytes]]]:
    """What lies in the boxes of a number, the oldest version first: contents and photos, for the office that
    collected them. Where a version is partial, its fields are with those of the versions before.

    Raises
    ------
    ClosedBox
    """
    out: list[tuple[dict[str, Any], dict[str, bytes]]] = []
    for row in Submission.objects.filter(register=register.hex(), number=number).exclude(digest="").order_by("id"):
        photos = {
            one.name: open_box(key, bytes(one.content))
            for one in row.attachments.order_by("name")
            if one.content is not None
        }
        if row.emptied and not photos:
            continue
        content = {"fields": {}} if row.emptied else json.loads(open_box(key, bytes(row.content)))
        if content.get("partial") and out:
            content["fields"] = _over(out[-1][0]["fields"], content["fields"])
        out.append((content, photos))
    return out


def _keep(
    device: bytes, register: bytes, phone: tuple[int, str], arrival: Arrival, received: date | None
) -> tuple[Submission, bool, int]:
    with transaction.atomic():
        row = Submission.objects.filter(register=register.hex(), form=arrival.form, instance=arrival.instance).first()
        if row is not None and row.digest != _digest(bytes(row.salt), arrival.sent):
            raise OtherContent(number=row.number)
        again = row is not None
        if row is None:
            row = _new(device, register, phone, arrival, received)
        # What was deleted does not come back with a form that is sent again.
        return row, again, 0 if row.kind == "nothing" or row.emptied else _attach(row, arrival.photos)


def _new(device: bytes, register: bytes, phone: tuple[int, str], arrival: Arrival, received: date | None) -> Submission:
    salt = secrets.token_bytes(_SALT)
    older, newer = _neighbours(register, arrival)
    first = older or newer
    empty = arrival.kind == "nothing"
    content = {
        "fields": arrival.fields,
        "xml": "" if empty else arrival.xml.decode("utf-8"),
        "partial": arrival.partial,
    }
    state = arrival.kind if arrival.kind not in _TO_ENTER else "waiting"
    if older is not None and older.state in ("waiting", "incomplete", "kept"):
        Submission.objects.filter(pk=older.pk).update(state="replaced")
    return Submission.objects.create(
        register=register.hex(),
        phone=phone[0],
        seat=phone[1],
        form=arrival.form,
        version=arrival.version,
        instance=arrival.instance,
        replaces=arrival.replaces,
        digest=_digest(salt, arrival.sent),
        salt=salt,
        received=received or datetime.now(UTC).date(),
        kind=arrival.kind,
        content=close(device, json.dumps(content, ensure_ascii=False).encode()),
        number=first.number if first is not None else _number(register, short=arrival.short),
        case=first.case if first is not None else arrival.case or hashlib.sha256(salt + b"case").hexdigest()[:12],
        state="replaced" if newer is not None else state,
        refusal=arrival.doubt,
    )


def _neighbours(register: bytes, arrival: Arrival) -> tuple[Submission | None, Submission | None]:
    """The version that this one replaces, and one that came earlier although it replaces this one."""
    rows = Submission.objects.filter(register=register.hex(), form=arrival.form)
    older = rows.filter(instance=arrival.replaces).first() if arrival.replaces else None
    return older, rows.filter(replaces=arrival.instance).first()


def _attach(row: Submission, photos: Sequence[Photo]) -> int:
    """Keep the photos that came along, each once; how many of them may not be kept."""
    held = {one.name: one for one in row.attachments.defer("content")}
    left_out = 0
    for photo in photos:
        content = photo.box if photo.name in held or len(held) < MOST_PHOTOS else None
        left_out += content is None
        digest = _digest(bytes(row.salt), photo.fingerprint)
        known = held.get(photo.name)
        if known is not None and known.digest == digest:
            continue
        if known is None:
            held[photo.name] = Attachment.objects.create(
                submission=row, name=photo.name, digest=digest, content=content
            )
        else:
            Attachment.objects.filter(pk=known.pk).update(digest=digest, content=content)
    return left_out


def _enter(register: bytes, key: DeviceKey, pk: int) -> str:
    """Enter one that waits; how it went."""
    try:
        with transaction.atomic():
            row = Submission.objects.select_for_update().get(pk=pk)
            if row.state != "waiting":
                return "entered"
            enter_one(register, key, row, whole_fields(register, key, row))
            row.state = "entered"
            row.save(update_fields=["state"])
    except InstallationError:
        return "closed"
    except TogunaError as error:
        Submission.objects.filter(pk=pk).update(state="refused", refusal=error.code)
        return "refused"
    return "entered"


def whole_fields(register: bytes, key: DeviceKey, row: Submission) -> dict[str, Any]:
    """What a sending says, with what earlier ones of the same case said where it is partial.

    Raises
    ------
    ClosedBox
    """
    content = json.loads(open_box(key, bytes(row.content)))
    fields: dict[str, Any] = content["fields"]
    if not content.get("partial"):
        return fields
    older = Submission.objects.filter(register=register.hex(), case=row.case, pk__lt=row.pk).order_by("-pk").first()
    return _over(whole_fields(register, key, older), fields) if older is not None else fields


def _over(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in old.items() if name not in _OF_WHERE or "where" not in new}
    told = {
        lang: "\n".join(filter(None, (kept.get("told", {}).get(lang), new.get("told", {}).get(lang))))
        for lang in ("fr", "en")
        if lang in kept.get("told", {}) or lang in new.get("told", {})
    }
    return {**kept, **new, **({"told": told} if told else {})}


def _number(register: bytes, *, short: bool = False) -> str:
    """A free number that can be read out and written down by whoever reads digits only; its order tells nothing."""
    for drawn in _short_numbers() if short else _long_numbers():
        if not Submission.objects.filter(register=register.hex(), number=drawn).exists():
            return drawn
    raise AssertionError("numbers are drawn for ever")


def _long_numbers() -> Iterator[str]:
    while True:
        yield f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}d}"


def _short_numbers() -> Iterator[str]:
    """Of four figures while such are found free, then longer ones."""
    for first in _SHORT_FROM[:-1]:
        for _ in range(_TRIES):
            yield str(first + secrets.randbelow(first * 10 // 4 - first))
    while True:
        yield str(_SHORT_FROM[-1] + secrets.randbelow(10**_DIGITS - _SHORT_FROM[-1]))


def _digest(salt: bytes, data: bytes) -> str:
    hashed = hashlib.sha256(salt)
    hashed.update(data)
    return hashed.hexdigest()
