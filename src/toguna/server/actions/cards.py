"""The numbers of the card: given once to each road, place and measure, never given to another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from django.db import transaction

from toguna.server.ledger import store
from toguna.server.office.models import CardNumber

RANGES: Final[Mapping[str, Sequence[int]]] = {
    "road": (*range(31, 100), *range(801, 900)),
    "place": range(101, 500),
    "measure": range(501, 800),
}
"""Numbers by noun (spec/sms.md §1). Where a range is used up, what is new goes by its name only."""


_NUMBERING: Final = b"numbers of the card"


def number_new(register: bytes, cases: Mapping[str, Sequence[str]]) -> None:
    """Give numbers to what has none yet: ids by noun, in the order in which they stand."""
    with transaction.atomic():
        # Two who print a card at once: the second one waits, and then sees what was given.
        store.lock(register, _NUMBERING)
        held = set(CardNumber.objects.filter(register=register.hex()).values_list("noun", "case"))
        used = set(CardNumber.objects.filter(register=register.hex()).values_list("number", flat=True))
        new = []
        for noun, ids in cases.items():
            free = (number for number in RANGES[noun] if number not in used)
            for case in ids:
                number = next(free, None) if (noun, case) not in held else None
                if number is not None:
                    new.append(CardNumber(register=register.hex(), number=number, noun=noun, case=case))
        CardNumber.objects.bulk_create(new)
