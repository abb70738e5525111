"""Meeting another copy over a line: greet, prove who one is, then turn by turn a piece each way until nothing is
lacking (spec/sync.md §9). A line that breaks is taken up again where it was: at most one piece travels twice.
"""

from __future__ import annotations

import http.client
import secrets
import ssl
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from toguna.base.errors import InputError, InstallationError, RegisterFault, RuleError
from toguna.base.text import Text
from toguna.register.frontier import Frontier, read_greeting
from toguna.register.replica import Account
from toguna.register.signing import DeviceKey, verify
from toguna.server.actions.exchange import Outcome, Progress, quiet, take
from toguna.server.records.parties import first_left_at, left_at
from toguna.server.sync import protocol
from toguna.server.sync.copy import Copy
from toguna.server.sync.protocol import MAX_MESSAGE, Given, Step, Word
from toguna.server.sync.receivers import Receiver, anybody, receiver

TRIES = 8
TIMEOUT_S = 20.0
_MOST_TURNS = 100_000


class BadAddress(InputError):
    """Not an address of another copy."""

    code = "bad-address"
    text = Text(
        fr="« {address} » n’est ni un fichier ni une adresse. Écrire par exemple http://192.168.1.20:8000 ou le nom "
        "d’un fichier .toguna.",
        en="“{address}” is neither a file nor an address. Write for example http://192.168.1.20:8000 or the name of a "
        ".toguna file.",
    )


class NoLine(InstallationError):
    """The other copy does not answer."""

    code = "no-line"
    text = Text(
        fr="{address} ne répond pas, ou la ligne s’est coupée trop souvent. Ce qui est arrivé est gardé : recommencer "
        "plus tard avec la même commande, ou échanger par fichier (« toguna bundle »).",
        en="{address} does not answer, or the line broke too often. What arrived is kept: try the same command again "
        "later, or exchange by file (“toguna bundle”).",
    )


class TurnedAway(RuleError):
    """The other copy gives nothing to this device."""

    code = "sync-not-admitted"
    text = Text(
        fr="{address} n’échange pas avec cet appareil : il n’y est pas admis, ou il a été révoqué, ou ce registre "
        "n’y est pas. Faire admettre l’appareil par sa partie, puis échanger d’abord par fichier.",
        en="{address} does not exchange with this device: it is not admitted there, or it was revoked, or that "
        "register is not there. Have the device admitted by its party, then exchange by file first.",
    )


class NotACopy(InputError):
    """Something answers there, but no copy of a register."""

    code = "not-a-copy"
    text = Text(
        fr="Ce qui répond à {address} n’est pas Toguna. Vérifier l’adresse.",
        en="What answers at {address} is not Toguna. Check the address.",
    )


@dataclass
class Line:
    """Requests to one address over one connection, opened again as often as it breaks."""

    address: str
    tries: int = TRIES
    timeout_s: float = TIMEOUT_S
    pause: Callable[[float], None] = time.sleep
    sent: int = 0
    taken: int = 0
    again: int = 0
    """Bytes of messages that had to be sent once more."""
    _open: http.client.HTTPConnection | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        parts = urlsplit(self.address)
        try:
            port = parts.port
        except ValueError:
            raise BadAddress(address=self.address) from None
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise BadAddress(address=self.address)
        self._secure, self._name, self._port = parts.scheme == "https", parts.hostname, port
        self._path = parts.path.rstrip("/") or ""
        self.host = parts.netloc.rpartition("@")[2]

    def ask(self, body: bytes) -> bytes:
        """Send a message until it is answered.

        Raises
        ------
        NoLine, NotACopy
        """
        for attempt in range(self.tries):
            try:
                return self._once(body)
            except (OSError, http.client.HTTPException):
                self.close()
                self.again += len(body)
                if attempt + 1 < self.tries:
                    self.pause(min(4.0, 0.25 * 2**attempt))
        raise NoLine(address=self.address)

    def _once(self, body: bytes) -> bytes:
        if self._open is None:
            self._open = self._connect()
        self.sent += len(body)
        self._open.request("POST", f"{self._path}/sync", body, {"Content-Type": "application/octet-stream"})
        reply = self._open.getresponse()
        data = reply.read(MAX_MESSAGE + 1)
        if len(data) > MAX_MESSAGE or reply.status not in (200, 400, 403, 413, 429, 503):
            raise NotACopy(address=self.address)
        self.taken += len(data)
        if reply.status in (429, 503):
            self.pause(min(30.0, float(reply.getheader("Retry-After", "1"))))
            raise http.client.HTTPException
        return data

    def _connect(self) -> http.client.HTTPConnection:
        if self._secure:
            context = ssl.create_default_context()
            return http.client.HTTPSConnection(self._name, self._port, timeout=self.timeout_s, context=context)
        return http.client.HTTPConnection(self._name, self._port, timeout=self.timeout_s)

    def close(self) -> None:
        """Let go of the connection."""
        if self._open is not None:
            self._open.close()
        self._open = None


@dataclass
class _Meeting:
    """Where an exchange stands."""

    copy: Copy
    key: DeviceKey
    line: Line
    outcome: Outcome
    challenge: bytes = b""
    other: Receiver | None = None

    def greet(self) -> bool:
        """Whether there is anything to do; if so, who the other is and what it wants signed."""
        nonce = secrets.token_bytes(protocol.NONCE_SIZE)
        register, hash_ = read_greeting(self.copy.greeting())
        word, rest = self._read(protocol.write(Word.GREET, register, hash_, nonce))
        if word is Word.SAME:
            return False
        if word is not Word.ASK:
            raise NotACopy(address=self.line.address)
        self.challenge, device, signature = rest
        text = protocol.host_text(register, nonce, self.challenge, self.line.host)
        self.other = self._taker(device) if verify(device, text, signature) else _stranger(register)
        return True

    def _taker(self, device: bytes) -> Receiver:
        """What a device that proved itself may take."""
        register, judged = self.copy.register, self.copy.judged
        if not judged.knows(device) or device in judged.cuts:
            return _stranger(register)
        return receiver(register, device).leaving(left_at(register, self.copy.roster.parties.get(device)))

    def turn(self, piece: bytes, *, full: bool) -> Given:
        """One turn: a piece there, and what comes back."""
        while True:
            frontier = self.copy.frontier(full=full).encode()
            step = Step.sign(self.key, self.copy.register, self.challenge, self.line.host, frontier, piece)
            word, rest = self._read(step.encode())
            if word is Word.GIVEN:
                return Given.of(rest)
            if word is not Word.NO:
                raise NotACopy(address=self.line.address)
            if rest[0] != "sync-stale" or not self.greet():
                raise TurnedAway(address=self.line.address)

    def _read(self, message: bytes) -> tuple[Word, list[Any]]:
        try:
            return protocol.read(self.line.ask(message))
        except RegisterFault:
            raise NotACopy(address=self.line.address) from None


def _stranger(register: bytes) -> Receiver:
    """Who did not prove to be one of the parties: it gets what is for all of them, and may be one that has left."""
    return anybody(register).leaving(first_left_at(register))


def meet(copy: Copy, key: DeviceKey, line: Line, *, progress: Progress = quiet) -> Outcome:
    """Exchange with the copy at the other end until neither lacks anything that the other may give.

    Raises
    ------
    NoLine, TurnedAway, NotACopy
    """
    meeting, before = _Meeting(copy, key, line, Outcome()), copy.sent
    try:
        if meeting.greet():
            _exchange(meeting, progress)
        # Counted here: of a piece whose answer was lost on the way, the other says that it had it already.
        meeting.outcome.account += Account(sent=copy.sent - before)
    finally:
        line.close()
        meeting.outcome.bytes_out, meeting.outcome.bytes_in = line.sent, line.taken
    return meeting.outcome


def _exchange(meeting: _Meeting, progress: Progress) -> None:
    """A piece each way a turn. What the other lacks is known from its first answer on."""
    copy, outcome = meeting.copy, meeting.outcome
    giving: Iterator[bytes] | None = None
    piece, full = b"", False
    for number in range(1, _MOST_TURNS):
        given = meeting.turn(piece, full=full)
        outcome.put_aside_there += given.refused
        found = take(copy, [given.piece]) if given.piece else Outcome()
        outcome.add(found)
        progress(number, 0)
        if giving is None:
            assert meeting.other is not None
            giving = copy.pieces(Frontier.decode(given.frontier), meeting.other)
        piece = next(giving, b"")
        if piece or (given.more and found.account.received + found.account.contents):
            continue
        if number == 1 and not given.piece:
            # Hashes differ and no mark does: somebody made eight bytes of two roots agree. All of them, then.
            full, giving = True, None
            continue
        return
