"""Who hands a message on: the gateway behind the token in the address, and what its framework's messages may name."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property, lru_cache
from typing import Final

from toguna.base.errors import RuleError
from toguna.base.text import Text
from toguna.register.constitution import Mode
from toguna.server.actions.gateways import secret_of
from toguna.server.actions.messages import Meant, Outcome, Sms, Taken, take
from toguna.server.actions.phones import hidden
from toguna.server.acts.numbering import numbered
from toguna.server.home import Home
from toguna.server.intake.sms.answers import answer
from toguna.server.intake.sms.book import Book, Numbered
from toguna.server.intake.sms.parsing import REFER, parse
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
        reading, book = self._read.reading, book_of(self._read.rows)
        parsed = parse(sms.text, book, self._day(sms))
        fields = dict(parsed.fields)
        if parsed.told and parsed.intent not in (REFER, "ahead"):
            fields["told"] = {parsed.lang: parsed.told}
        meant = Meant(parsed.intent, parsed.about, fields if parsed.fields else {}, parsed.missing)

        def say(outcome: Outcome) -> str:
            return answer(outcome, parsed, book, referral(self.home, reading.framework))

        received = self._played if reading.mode is Mode.EXERCISE else None
        gateway_ = (self.held.register, self.held.number, self.held.seat)
        return take(self.home, gateway_, sms, meant, say, received=received, handed=handed)

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
