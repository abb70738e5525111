"""Acts about SMS that a gateway hands on: each kept once, entered or left as a draft, and answered.

outcome     report, quiet, outing    understood; `missing` names what is not
            withdrawn                its sender took an earlier one back
            unknown                  it quotes a number that its sender was not given
            gone                     it quotes one that was taken back
            ahead, help              nothing of it is kept: still to come, or nothing said
            refer                    nothing of it is kept, not even that it came: it is written down as `help`
            unopened                 it claims to be sealed, and no telephone's key opens it: nothing is kept
            replayed                 sealed, and that number of its telephone came before: nothing is kept
            held                     sealed, and may have come before: it takes back only what a person confirms
            many                     more than a day's messages from one number: kept for a person, not answered
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any, Final

from django.db import IntegrityError, transaction

from toguna.base.errors import InputError, RuleError
from toguna.base.text import Text
from toguna.server.actions.arrivals import Arrival, receive
from toguna.server.actions.forgetting import forget_due
from toguna.server.actions.gateways import office_key
from toguna.server.actions.sealed_phones import Came, note_counter
from toguna.server.home import Home
from toguna.server.office.arrivals import PERHAPS_AGAIN, SEALED_SMS, SMS
from toguna.server.office.boxes import close
from toguna.server.office.models import Answer, Message, Submission

CHANNEL: Final = "sms"
SEALED_CHANNEL: Final = "sealed_sms"
MOST_A_DAY: Final = 30
"""Messages of one number a day that are answered and entered."""
MOST_OF_A_GATEWAY: Final = 5_000
LONGEST_NUMBER: Final = 32
NOT_KEPT: Final = frozenset({"refer", "ahead", "help", "unopened", "replayed"})
_UNASKED: Final = frozenset(
    {"kind", "where", "date", "killed", "injured", "abducted", "day", "half", "measure", "safety"}
)


class NoSender(InputError):
    """A message from nobody."""

    code = "message-without-sender"
    text = Text(
        fr="Un message est arrivé sans numéro d’expéditeur : rien n’a été gardé. Régler la passerelle pour qu’elle "
        "l’envoie.",
        en="A message came without its sender’s number: nothing was kept. Set the gateway so that it sends it.",
    )


class TooManyMessages(RuleError):
    """More in a day than a gateway can honestly bring."""

    code = "too-many-messages"
    text = Text(
        fr="Cette passerelle a déjà remis {most} messages aujourd’hui : rien de plus n’est gardé. Vérifier qui "
        "l’utilise ; elle renverra d’elle-même demain ce qui n’a pas été pris.",
        en="This gateway has handed on {most} messages today: nothing more is kept. Check who is using it; it will "
        "send again tomorrow what was not taken.",
    )


@dataclass(frozen=True, slots=True)
class Sms:
    """A message as a gateway hands it on. `sent` is when, as the gateway says; `id` is the gateway's own; `sealed` are
    the bytes of one that came as bytes.
    """

    sender: str = field(repr=False)
    text: str = field(repr=False)
    id: str = ""
    sent: datetime | None = None
    sealed: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Proof:
    """That a telephone wrote a message: it was opened with that telephone's key. `counter` is its number there."""

    phone: int
    counter: int
    sealed: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Meant:
    """What a message comes to (spec/sms.md): see `intake/sms/parsing.py`."""

    intent: str
    about: str | None
    fields: Mapping[str, Any]
    missing: Sequence[str]
    lang: str = "fr"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a message: `number` is its own, or that of the one that it was about; `first`: nothing before;
    `doubt`: a person confirms it first."""

    outcome: str
    number: str
    missing: tuple[str, ...]
    first: bool
    doubt: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """A message that was taken, and what is answered (empty: nothing)."""

    outcome: Outcome
    again: bool
    uuid: str
    to: str = field(repr=False)
    text: str = field(repr=False)


def take(
    home: Home,
    gateway: tuple[bytes, int, str],
    sms: Sms,
    meant: Meant,
    say: Callable[[Outcome], str],
    *,
    received: date | None = None,
    handed: bool = True,
    proof: Proof | None = None,
) -> Taken:
    """Keep a message once and answer it; the same answer each time that it comes.

    `gateway` is its register, number and the seat for which it counts; `say` gives the answer's words. `handed`: the
    answer goes out with this call's reply; otherwise it waits in the outbox. `received` counts in an exercise only.
    `proof` is what a sealed one proves; its number is then used up with it.

    Raises
    ------
    NoSender, NoOffice, TooManyMessages
    """
    sender = re.sub(r"[^\d+a-z]", "", sms.sender.casefold())[:LONGEST_NUMBER]
    if not sender:
        raise NoSender()
    day = received or datetime.now(UTC).date()
    forget_due(gateway[0], day)  # some gateways only bring messages, and never ask
    for last in (False, True):
        try:
            with transaction.atomic():
                return _take(home, gateway, sms, sender, meant, say, day, handed, proof)
        except IntegrityError:
            # The same message came twice at once: by now the other one is there.
            if last:
                raise
    raise AssertionError("unreachable")


def _take(
    home: Home,
    gateway: tuple[bytes, int, str],
    sms: Sms,
    sender: str,
    meant: Meant,
    say: Callable[[Outcome], str],
    day: date,
    handed: bool,
    proof: Proof | None,
) -> Taken:
    register, number, seat = gateway
    # Whoever has the telephone has its key, whatever number it writes from; no sender's number has a colon.
    hidden = _Hidden(office_key(home, register), f"sealed:{proof.phone}" if proof else sender)
    mark, twin = hidden.marks(number, sms, day, proof)
    rows = Message.objects.filter(register=register.hex())
    known = rows.filter(mark=mark).first() or (rows.filter(twin=twin).first() if twin else None)
    if known is not None:
        return _again(known, sms, say)
    if rows.filter(gateway=number, received=day).count() >= MOST_OF_A_GATEWAY:
        raise TooManyMessages(most=MOST_OF_A_GATEWAY)
    came = _came(register, hidden, proof)
    if came is Came.AGAIN:
        meant = Meant("replayed", None, {}, ())
    device = bytes.fromhex(home.settings()["device"])
    form, channel = (SMS, CHANNEL) if proof is None else (SEALED_SMS, SEALED_CHANNEL)
    many = rows.filter(sender=hidden.sender, received=day).count() >= MOST_A_DAY
    outcome, kind, older = _outcome(register, hidden.sender, meant, many=many)
    if came is Came.PERHAPS_AGAIN:
        outcome, kind = _doubted(outcome, kind)
    submission = None
    if kind:
        fields = {**meant.fields, **({"channel": channel} if outcome.outcome == "report" else {})}
        arrival = Arrival(
            form=form,
            version="1",
            instance=mark,
            replaces=older.instance if older is not None else "",
            kind=kind,
            fields=fields,
            sent=mark.encode(),
            xml=b"",
            partial=older is not None,
            short=True,
            case=hidden.case(proof.counter) if proof is not None else "",
            doubt=PERHAPS_AGAIN if outcome.doubt else "",
        )
        got = receive(home, register, (0, seat), arrival, received=day)
        outcome = replace(outcome, number=got.number)
        submission = Submission.objects.get(register=register.hex(), form=form, instance=mark)
    content = {} if outcome.outcome in NOT_KEPT else {"from": sms.sender, "text": sms.text, "lang": meant.lang}
    message = Message.objects.create(
        register=register.hex(),
        gateway=number,
        mark=mark,
        twin=twin,
        sender=hidden.sender,
        received=day,
        intent="help" if meant.intent == "refer" else meant.intent,
        outcome="help" if outcome.outcome == "refer" else outcome.outcome,
        missing=",".join(outcome.missing),
        number=outcome.number,
        content=close(device, json.dumps(content, ensure_ascii=False).encode()),
        submission=submission,
    )
    text = "" if many else say(outcome)
    if not text:
        return Taken(outcome, False, "", sms.sender, "")
    sealed = {"to": sms.sender, "text": text}
    if handed and outcome.outcome in NOT_KEPT:
        sealed = {}
    answer = Answer.objects.create(
        register=register.hex(),
        gateway=number,
        uuid=str(uuid.uuid4()),
        message=message,
        content=close(device, json.dumps(sealed, ensure_ascii=False).encode()),
        state="handed" if handed else "waiting",
        day=day,
    )
    return Taken(outcome, False, answer.uuid, sms.sender, text)


def _came(register: bytes, hidden: _Hidden, proof: Proof | None) -> Came:
    if proof is None:
        return Came.NEW
    return note_counter(register, proof.phone, proof.counter, hidden.sender, hidden.case)


def _doubted(outcome: Outcome, kind: str) -> tuple[Outcome, str]:
    """The same where it may have come before: a person looks at it, and nothing is taken back by itself."""
    if kind == "withdrawal":
        return replace(outcome, outcome="held", doubt=True), ""
    return (replace(outcome, doubt=True), "incomplete") if kind else (outcome, kind)


def _again(known: Message, sms: Sms, say: Callable[[Outcome], str]) -> Taken:
    missing = tuple(filter(None, known.missing.split(",")))
    first = known.submission is None or not known.submission.replaces
    doubt = known.outcome == "held" or (known.submission is not None and known.submission.refusal == PERHAPS_AGAIN)
    outcome = Outcome(known.outcome, known.number, missing, first, doubt)
    answer = known.answers.order_by("pk").first()
    if answer is None or answer.state in ("sent", "delivered"):
        return Taken(outcome, True, "", sms.sender, "")
    return Taken(outcome, True, answer.uuid, sms.sender, say(outcome))


def _outcome(register: bytes, sender: str, meant: Meant, *, many: bool) -> tuple[Outcome, str, Submission | None]:
    """What becomes of a message, as what it is kept (empty: not as a report), and what it changes."""
    missing = tuple(meant.missing)
    if meant.intent in NOT_KEPT:
        return Outcome(meant.intent, meant.about or "", (), first=True), "", None
    older, before = _about(register, sender, meant.about) if meant.about else (None, None)
    if many:
        return Outcome("many", "", missing, first=True), "incomplete", older
    if meant.about and (older is None or before is None):
        kept = "incomplete" if meant.fields else ""
        return Outcome("unknown", meant.about, missing, first=True), kept, None
    if older is None or before is None:
        return Outcome(meant.intent, "", missing, first=True), _kind(meant.intent, missing), None
    if older.kind == "withdrawal":
        return Outcome("gone", older.number, missing, first=False), "", None
    if meant.intent == "withdraw":
        return Outcome("withdrawn", older.number, (), first=False), "withdrawal", older
    # What was entered lacks nothing more: perhaps a person at the office has completed it.
    before_missing = before.missing.split(",") if older.state != "entered" else []
    lacking = tuple(name for name in filter(None, before_missing) if not _given(name, meant.fields))
    if {"date", "day_or_dead"} & {*before_missing} and "date" in meant.fields:
        missing = tuple(name for name in missing if name != "day_or_dead")  # the day was asked for, and that is one
    missing = tuple(dict.fromkeys((*lacking, *missing)))
    return Outcome(before.intent, older.number, missing, first=False), _kind(before.intent, missing), older


def _kind(intent: str, missing: Sequence[str]) -> str:
    if intent == "outing" or missing:
        # An outing that a plain SMS tells of is confirmed by a person: nobody knows who sent it.
        return "incomplete"
    return "heard" if intent == "quiet" else "report"


def _given(name: str, fields: Mapping[str, Any]) -> bool:
    """Whether a later message says what was missing."""
    if name == "day_or_dead":
        return "date" in fields or "killed" in fields
    if name == "numbers":
        return any(role in fields for role in ("killed", "injured", "abducted"))
    return name in _UNASKED and name in fields


def _about(register: bytes, sender: str, number: str) -> tuple[Submission | None, Message | None]:
    """The latest of what stands under a number, where this sender was given it."""
    rows = Message.objects.filter(register=register.hex(), number=number, sender=sender, submission__isnull=False)
    before = rows.exclude(outcome="unknown").order_by("-pk").first()
    if before is None or before.submission is None:
        return None, None
    case = before.submission.case
    return Submission.objects.filter(register=register.hex(), case=case).order_by("-pk").first(), before


class _Hidden:
    """What is kept of a sender and of a message's words: keyed, so that nobody without the key can try numbers."""

    def __init__(self, key: bytes, sender: str) -> None:
        self._key, self._sender = key, sender.removeprefix("00").removeprefix("+")
        self.sender = self.mark("sender")

    def case(self, counter: int) -> str:
        """The case that a sealed message opens: the same for ever, so that it opens no second one."""
        return self.mark("case", str(counter))[:12]

    def marks(self, gateway: int, sms: Sms, day: date, proof: Proof | None) -> tuple[str, str | None]:
        """What tells a message from others, and what tells it where it came by another gateway."""
        if proof is not None:
            return self.mark("sealed", proof.sealed.hex()), None
        said = sms.sealed.hex() or sms.text
        twin = self.mark("at", sms.sent.isoformat(), said) if sms.sent is not None else None
        if sms.id:
            return self.mark("id", str(gateway), sms.id, said), twin
        return self.mark("day", day.isoformat(), said), twin

    def mark(self, *parts: str) -> str:
        told = json.dumps([self._sender, *parts], ensure_ascii=True)
        return hmac.new(self._key, told.encode(), hashlib.sha256).hexdigest()
