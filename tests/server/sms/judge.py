"""How a message was read: right, kept as a draft, or wrong; and whether a count of the harmed is silently wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from writer import TODAY, UNSURE, USUAL, Message, Writer

from toguna.server.intake.sms.parsing import REPORT, Parsed, parse

ROLES = ("killed", "injured", "abducted")


@dataclass(frozen=True)
class Judged:
    """Counts of messages by outcome, and the messages that went wrong."""

    outcomes: Counter[str]
    wrong: tuple[tuple[str, Message, Parsed], ...]


def outcome(message: Message, read: Parsed) -> str:
    """`right`, `draft`, `wrong`, or `count` where the dead, wounded or taken are entered as something else."""
    if read.missing or read.intent != REPORT:
        return "draft"
    for role in ROLES:
        if read.fields.get(role) != message.counts.get(role) or message.counts.get(role) == UNSURE:
            return "count"
    where = set(read.fields.get("where", ()))
    day = message.day.isoformat() if message.day is not None else None
    same = read.fields.get("kind") == message.kind and where == message.spots and read.fields.get("date") == day
    return "right" if same else "wrong"


def judge(number: int, seed: int, slips: Sequence[int] = USUAL) -> Judged:
    """Write and read so many messages."""
    writer = Writer(seed, slips)
    outcomes: Counter[str] = Counter()
    wrong = []
    for _ in range(number):
        message = writer.message()
        read = parse(message.text, writer.book, TODAY)
        found = outcome(message, read)
        outcomes[found] += 1
        if found in ("wrong", "count"):
            wrong.append((found, message, read))
    return Judged(outcomes, tuple(wrong))
