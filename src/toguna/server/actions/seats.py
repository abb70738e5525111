"""Passphrases of seats: kept in the home as Argon2id hashes, never in the register."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import Final

from toguna.server.home import Home
from toguna.server.passphrases import generate, hashed, matches

LONGEST: Final = 200


def proved(home: Home, framework: str, seat: str, phrase: str) -> bool:
    """Whether the phrase is that seat's. A seat without one, or no seat at all, costs the same work."""
    stored = home.settings().get("seats", {}).get(framework, {}).get(seat)
    right = matches(stored or _decoy(), phrase[:LONGEST])
    return right and stored is not None


@lru_cache(maxsize=1)
def _decoy() -> str:
    return hashed(generate())


def set_passphrases(home: Home, passphrases: Mapping[str, Mapping[str, str]], *, told: bool = False) -> None:
    """Set the passphrase of each seat of each framework; hashes that stand already for other seats stay.

    `told`: a demonstration shows them to everybody, so that nothing is gained by making each guess costly.
    """
    flat = [(framework, seat, phrase) for framework, seats in passphrases.items() for seat, phrase in seats.items()]
    # Argon2 lets go of the interpreter lock: two cores take half the time.
    with ThreadPoolExecutor(max_workers=2) as pool:
        hashes = list(pool.map(lambda phrase: hashed(phrase, told=told), (phrase for _, _, phrase in flat)))
    settings = home.settings()
    held: dict[str, dict[str, str]] = {f: dict(s) for f, s in settings.get("seats", {}).items()}
    for (framework, seat, _), hash_ in zip(flat, hashes, strict=True):
        held.setdefault(framework, {})[seat] = hash_
    home.save_settings({**settings, "seats": held})
