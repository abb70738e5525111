"""Answering another copy's turns at `POST /sync` (spec/sync.md §9, docs/decisions/0011).

Denied by default: who cannot prove to hold the key of a known device that is not revoked learns only whether it guessed
twelve bytes of a hash. Nothing is kept of who asked, and each turn is whole in itself: a line that is cut costs one.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from toguna.base.errors import RegisterFault
from toguna.register.frontier import Frontier, read_greeting, write_greeting
from toguna.register.replica import Account
from toguna.server.actions import serving
from toguna.server.actions.exchange import take
from toguna.server.actions.sealing import open_new
from toguna.server.home import Home
from toguna.server.ledger import own, store
from toguna.server.ledger.places import places
from toguna.server.records.parties import left_at
from toguna.server.sync import protocol
from toguna.server.sync.copy import Copy
from toguna.server.sync.opening import copy_of
from toguna.server.sync.protocol import MAX_MESSAGE, Given, Step, Word
from toguna.server.sync.receivers import receiver

_ROOM = MAX_MESSAGE - 20_000
_MOST_REFUSALS = 50


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP status and a message."""

    status: int
    body: bytes

    @classmethod
    def no(cls, status: int, code: str) -> Answer:
        """A refusal, by its code; the caller has its own words for it."""
        return cls(status, protocol.write(Word.NO, code))


def answer(home: Home, data: bytes, *, host: str, secret: bytes, now: float | None = None) -> Answer:
    """The answer to one message."""
    now = time.time() if now is None else now
    try:
        word, rest = protocol.read(data)
        if word is Word.GREET:
            return _greet(rest, host, secret, now)
        if word is Word.STEP:
            return _step(home, Step(*rest), host, secret, now)
    except RegisterFault as fault:
        return Answer.no(400, fault.code)
    return Answer.no(400, "frontier-shape")


def asking(data: bytes) -> str:
    """The device that a message says it is from; it proves nothing."""
    try:
        word, rest = protocol.read(data)
    except RegisterFault:
        return ""
    return rest[1][:8].hex() if word is Word.STEP else ""


def _greet(rest: list[Any], host: str, secret: bytes, now: float) -> Answer:
    register, hash_, nonce = rest
    key = serving.held()
    if register in store.registers():
        ours = read_greeting(write_greeting(register, places(register)))[1]
        if ours == hash_:
            return Answer(200, protocol.write(Word.SAME))
    # The same answer where there is no such register: who asks must not learn which ones are kept here.
    ask = protocol.challenge(secret, register, now)
    signature = key.sign(protocol.host_text(register, nonce, ask, host)) if key else b""
    return Answer(200, protocol.write(Word.ASK, ask, key.public if key else b"", signature))


def _step(home: Home, step: Step, host: str, secret: bytes, now: float) -> Answer:
    if not protocol.is_fresh(step.challenge, secret, step.register, now):
        return Answer.no(403, "sync-stale")
    if not step.is_signed(host) or step.register not in store.registers() or not _may_ask(step):
        return Answer.no(403, "sync-not-admitted")
    copy = copy_of(step.register, bytes.fromhex(home.settings().get("device", "")))
    frontier = Frontier.decode(step.frontier)
    account = take(copy, [step.piece]).account if step.piece else Account()
    key = serving.held()
    if key is not None and (account.received or account.contents):
        open_new(step.register, key)
    return Answer(200, _given(copy, step, frontier, account).encode())


def _may_ask(step: Step) -> bool:
    judged = own.standing(step.register)
    return judged.knows(step.device) and step.device not in judged.cuts


def _given(copy: Copy, step: Step, frontier: Frontier, account: Account) -> Given:
    """Our frontier, and the first piece of what the caller lacks; it asks again with what it then holds."""
    party = own.roster(step.register).parties.get(step.device)
    to = receiver(step.register, step.device).leaving(left_at(step.register, party))
    found: list[bytes] = []
    for piece in copy.pieces(frontier, to):
        if len(piece) <= _ROOM:
            found.append(piece)
        if len(found) > 1:
            break
    refused = [
        (one.why, "" if one.device is None else one.device[:8].hex(), one.index)
        for one in account.refused[:_MOST_REFUSALS]
    ]
    return Given(
        copy.frontier().encode(),
        found[0] if found else b"",
        len(found) > 1,
        account.received,
        account.contents,
        tuple(refused),
    )
