"""Who hands a message on: the gateway behind the token in the address, and what its framework's messages may name."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property, lru_cache
from typing import Final

from toguna.base.errors import RuleError
from toguna.base.text import Text
from toguna.register.constitution import Mode
from toguna.register.short_faults import ShortFault
from toguna.register.short_messages import addressed, is_text, read_text, unseal
from toguna.register.signing import DeviceKey
from toguna.server.actions.gateways import secret_of
from toguna.server.actions.messages import Meant, Outcome, Proof, Sms, Taken, take
from toguna.server.actions.outbox import Outgoing, hand_out
from toguna.server.actions.phones import hidden
from toguna.server.actions.sealed_phones import sealed_phone
from toguna.server.acts.numbering import numbered
from toguna.server.home import Home
from toguna.server.intake.sms.answers import answer
from toguna.server.intake.sms.book import Book, Numbered
from toguna.server.intake.sms.locating import located
from toguna.server.intake.sms.parsing import AHEAD, REFER, Parsed, parse
from toguna.server.intake.sms.sealed import UNOPENED, answered, not_opened, understood
from toguna.server.queries import day as days
from toguna.server.queries.cards import CardRow
from toguna.server.queries.gateways import Held, gateway
from toguna.server.queries.reading import Reading, read, registers
from toguna.server.queries.referrals import referral

_LATE: Final = timedelta(days=30)
_FAST: Final = timedelta(days=1)


class GatewayNotAdmitted(RuleError):
    """The token is nobody's, its gateway was revoked, or what it signed does not hold."""

    code = "gateway-not-admitted"
    text = Text(
        fr="Cette passerelle n’est pas admise, ou ne l’est plus, ou son secret est faux. Demander au bureau un nouveau "
        "jeton et un nouveau secret.",
        en="This gateway is not admitted, or no longer, or its secret is wrong. Ask the office for a new token and "
        "secret.",
    )


@dataclass(frozen=True, slots=True)
class _Read:
    rows: tuple[CardRow, ...]
    reading: Reading


@dataclass(frozen=True)
class Line:
    """A gateway that may hand on messages."""

    home: Home
    held: Held

    @cached_property
    def secret(self) -> str:
        """The secret that was shown when it was issued."""
        return secret_of(self.home, self.held.register, self.held.salt)

    def knows(self, secret: str) -> bool:
        """Whether this is the secret; how long the answer takes tells nothing."""
        return hmac.compare_digest(secret.encode(), self.secret.encode())

    @cached_property
    def _read(self) -> _Read:
        held = next((one for one in registers(self.home) if one["id"] == self.held.register.hex()), None)
        if held is None:
            raise GatewayNotAdmitted()
        reading = read(self.home, framework=held["framework"], seat=self.held.seat, as_of=None)
        return _Read(numbered(reading), reading)

    def take(self, sms: Sms, *, handed: bool) -> Taken:
        """Read a message, keep it once, and give its answer."""
        if sms.sealed or is_text(sms.text):
            return self._sealed(sms, handed=handed)
        reading, book = self._read.reading, book_of(self._read.rows)
        parsed = located(reading, parse(sms.text, book, self._day(sms)))

        def say(outcome: Outcome) -> str:
            return answer(outcome, parsed, book, referral(self.home, reading.framework))

        gateway_ = (self.held.register, self.held.number, self.held.seat)
        return take(self.home, gateway_, sms, _meant(parsed), say, received=self._received, handed=handed)

    def _sealed(self, sms: Sms, *, handed: bool) -> Taken:
        """The same of a sealed one, for the seat of the telephone that wrote it."""
        register, number = self.held.register, self.held.number
        try:
            data = sms.sealed or read_text(sms.text)
            device, counter = addressed(data)
            seat, key = sealed_phone(self.home, register, device)
            message = unseal(key, data)
        except ShortFault:
            meant = Meant(UNOPENED, None, {}, ())
            gateway_ = (register, number, self.held.seat)
            return take(self.home, gateway_, sms, meant, lambda _: not_opened(), received=self._received, handed=handed)
        parsed = located(self._read.reading, understood(message, book_of(self._read.rows), self._day(sms)))
        clear = replace(sms, text=message.words, sealed=b"")
        received, proof = self._received, Proof(device, counter, data)
        return take(
            self.home,
            (register, number, seat),
            clear,
            _meant(parsed),
            lambda outcome: answered(outcome, parsed),
            received=received,
            handed=handed,
            proof=proof,
        )

    def waiting(self, key: DeviceKey | None) -> list[Outgoing]:
        """What is to be sent through this gateway; nothing while nobody has given the passphrase."""
        today = self._received or datetime.now(UTC).date()
        return hand_out(self.held.register, self.held.number, key, today)

    @property
    def _received(self) -> date | None:
        return self._played if self._read.reading.mode is Mode.EXERCISE else None

    @cached_property
    def _played(self) -> date:
        """The day that an exercise plays: the one on which its pages open."""
        return days.days(days.held(self.home, self._read.reading.framework)).last

    def _day(self, sms: Sms) -> date:
        """From which day *hier* counts: the hour that the gateway gives, unless its clock is plainly wrong."""
        reading, now = self._read.reading, datetime.now(UTC)
        if reading.mode is Mode.EXERCISE:
            return self._played
        sent = sms.sent
        return sent.date() if sent is not None and now - _LATE <= sent <= now + _FAST else now.date()


def _meant(parsed: Parsed) -> Meant:
    fields = dict(parsed.fields)
    if parsed.told and parsed.intent not in (REFER, AHEAD):
        fields["told"] = {parsed.lang: parsed.told}
    return Meant(parsed.intent, parsed.about, fields if parsed.fields else {}, parsed.missing, parsed.lang)


def admitted(home: Home, token: str) -> Line:
    """The gateway behind a token.

    Raises
    ------
    GatewayNotAdmitted
    """
    found = gateway(hidden(token))
    if found is None:
        raise GatewayNotAdmitted()
    return Line(home, found)


@lru_cache(maxsize=8)
def book_of(rows: tuple[CardRow, ...]) -> Book:
    """What messages may name, from the card."""
    return Book(
        [
            Numbered(row.number or -1, row.case, row.noun, tuple(dict.fromkeys((row.name.fr, row.name.en))), row.via)
            for row in rows
        ]
    )
