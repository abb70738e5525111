"""Withdrawing in danger: two people together lock a home and destroy it, leaving counts (docs/decisions/0009).

It is prepared in calm: two people each choose a phrase of their own. It is rehearsed: the same steps, and nothing is
touched. What other parties hold stays with them; this party's own sealed contents open nowhere any more, unless its
recovery sheet was kept.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from toguna.base.errors import InputError, RuleError
from toguna.base.text import Text
from toguna.server import vault
from toguna.server.home import Home, write_atomically
from toguna.server.ledger import store
from toguna.server.passphrases import hashed, matches
from toguna.server.records.models import MODELS

PEOPLE: Final = 2
SMALLEST: Final = 5
"""A count below this is not kept: it could tell of one event, and so of whoever spoke of it."""
LEFT: Final = "aggregates.json"
_MARK: Final = "withdraw"


class NotPrepared(RuleError):
    """Nobody has chosen the two phrases."""

    code = "withdraw-not-prepared"
    text = Text(
        fr="Le retrait n’est pas préparé sur ce poste. Demander à deux personnes de le préparer avec « toguna withdraw "
        "--prepare ».",
        en="Withdrawal is not prepared on this machine. Two people prepare it with “toguna withdraw --prepare”.",
    )


class NotTwo(InputError):
    """The phrases are not those of two people."""

    code = "withdraw-not-two"
    text = Text(
        fr="Donner les phrases des deux personnes qui ont préparé le retrait, différentes l’une de l’autre ; rien n’a "
        "été touché.",
        en="Give the phrases of the two people who prepared the withdrawal, different from each other; nothing was "
        "touched.",
    )


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What was destroyed, or would be."""

    rehearsed: bool
    files: tuple[str, ...]
    left: str


def prepare(home: Home, phrases: Sequence[str]) -> None:
    """Keep the hashes of two people's phrases.

    Raises
    ------
    NotTwo
    """
    if len(phrases) != PEOPLE or len({one.strip() for one in phrases}) != PEOPLE or not all(map(str.strip, phrases)):
        raise NotTwo()
    home.save_settings({**home.settings(), _MARK: [hashed(one.strip()) for one in phrases]})


def withdraw(home: Home, phrases: Sequence[str], *, rehearse: bool) -> Withdrawal:
    """Destroy this home, keys first, and leave counts; or say what would be destroyed.

    Raises
    ------
    NotPrepared, NotTwo
    """
    held = home.settings().get(_MARK)
    if not isinstance(held, list) or len(held) != PEOPLE:
        raise NotPrepared()
    one, two = (phrase.strip() for phrase in phrases) if len(phrases) == PEOPLE else ("", "")
    if not any(matches(held[a], one) and matches(held[b], two) for a, b in ((0, 1), (1, 0))):
        raise NotTwo()
    counts = aggregates()
    targets = _targets(home)
    if not rehearse:
        from django.db import connection

        connection.close()
        write_atomically(home.path / LEFT, json.dumps(counts, indent=1, sort_keys=True).encode())
        for path in targets:
            vault.destroy(path)
        vault.forget(home.path)
    return Withdrawal(rehearse, tuple(path.relative_to(home.path).as_posix() for path in targets), LEFT)


def aggregates() -> dict[str, Any]:
    """By framework and year: how many cases of each noun, none where there were fewer than five."""
    found: dict[str, Any] = {}
    for register in store.registers():
        years: Counter[tuple[str, int]] = Counter()
        for noun, model in MODELS.items():
            first: dict[str, int] = {}
            for case, known in model.objects.filter(register=register.hex(), valid=True).values_list(
                "case", "known_from"
            ):
                first[case] = min(first.get(case, known.year), known.year)
            years.update((noun, year) for year in first.values())
        kept = {f"{noun} {year}": count for (noun, year), count in sorted(years.items()) if count >= SMALLEST}
        # Neither the register's id nor its framework: what is left must not say whose it was.
        found[str(len(found) + 1)] = {"entries": sum(1 for _ in store.all_entries(register)), "cases": kept}
    return {"smallest": SMALLEST, "registers": found}


def _targets(home: Home) -> list[Path]:
    """Keys first: once they are gone, what follows is closed even if the power fails."""
    every = [path for path in sorted(home.path.rglob("*")) if path.is_file() and path.name != LEFT]
    keys = [path for path in every if path.name == vault.KEY or path.parent.name == "keys" or path.stem == "epochs"]
    return [*keys, *(path for path in every if path not in keys)]
