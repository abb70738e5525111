"""The dictionaries that ship with the software, by their number (spec/sync.md §4, docs/decisions/0005).

A founding act names those that bundles of its register may use; a number never changes its meaning.

    >>> [row.number for row in act_rows()]
    [1]
"""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from toguna.register import dictionary_1
from toguna.register.constitution import Constitution, Dictionary
from toguna.register.packing import choose_dictionaries

SHIPPED: Final = {1: dictionary_1.DATA}


def act_rows() -> tuple[Dictionary, ...]:
    """What a new founding act says of the dictionaries."""
    return tuple(Dictionary(number, sha256(data).digest()) for number, data in SHIPPED.items())


def dictionaries(act: Constitution) -> dict[int, bytes]:
    """Those that bundles of this register may use, by number."""
    return choose_dictionaries(act, SHIPPED.values())
