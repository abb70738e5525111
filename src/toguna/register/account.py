"""What came of an exchange, told truly: received, given, and put aside, with the reason (spec/sync.md §6)."""

from __future__ import annotations

from dataclasses import dataclass

from toguna.base.errors import RegisterFault


@dataclass(frozen=True, slots=True)
class Refusal:
    """What was put aside: why, of which device (None: a whole piece, or a content), and from which entry on."""

    fault: RegisterFault
    device: bytes | None = None
    index: int | None = None

    @property
    def why(self) -> str:
        """The code of the fault."""
        return self.fault.code


@dataclass(frozen=True, slots=True)
class Account:
    """What came of an exchange: new entries, contents of entries held before, entries given, and what was put aside."""

    received: int = 0
    contents: int = 0
    sent: int = 0
    refused: tuple[Refusal, ...] = ()

    def __add__(self, other: Account) -> Account:
        return Account(
            self.received + other.received,
            self.contents + other.contents,
            self.sent + other.sent,
            self.refused + other.refused,
        )
