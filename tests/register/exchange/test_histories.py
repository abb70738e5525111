"""Random histories of five copies: partitions, late, doubled, disordered and corrupted bundles, a device that signs
two histories, copies restored from backups. In the end all copies agree and nothing is lost.
"""

from __future__ import annotations

import random
from copy import deepcopy

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from world import KEYS, copy, entry, give, state

from toguna.register.replica import Replica
from toguna.register.sync_faults import RestoredCopy

CHEAT = KEYS[4]
ACTS = ("write", "write", "cheat", "give", "give", "mail", "late", "corrupt", "backup", "restore")


def play(seed: int, steps: int) -> None:
    """One history, and the meeting of all copies at its end."""
    rng = random.Random(seed)  # noqa: S311 - a game, no secret
    copies = [copy() for _ in KEYS]
    backups: list[tuple[int, Replica]] = []
    post: list[bytes] = []
    honest: dict[bytes, list[bytes]] = {key.public: [] for key in KEYS[:4]}
    for step in range(steps):
        act, who, other = rng.choice(ACTS), rng.randrange(5), rng.randrange(5)
        if act in ("write", "cheat"):
            key = CHEAT if act == "cheat" else KEYS[who]
            made = [entry((step, number)) for number in range(rng.randint(1, 3))]
            if key is not CHEAT and len(copies[who].valid().get(key.public, [])) != len(honest[key.public]):
                continue  # a restored copy: its owner opens a new log, as `check_may_write` and the guide say
            try:
                copies[who].write(key, made)
            except RestoredCopy:
                continue
            if key is not CHEAT:
                honest[key.public] += [one.hash for one in made]
        elif act == "give":
            give(copies[who], copies[other])
        elif act == "mail":
            post += copies[who].make_bundle(copies[other].frontier())[0]
            rng.shuffle(post)
        elif act in ("late", "corrupt") and post:
            data = bytearray(rng.choice(post))
            if act == "corrupt":
                data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
            copies[other].apply(bytes(data))
        elif act == "backup":
            backups.append((who, deepcopy(copies[who])))
        elif act == "restore" and backups:
            owner, kept = rng.choice(backups)
            mine = copies[owner]
            # What nobody else holds dies with the disk: its owner passes it on before, as no copy can do afterwards.
            give(mine, copies[(owner + 1) % 5])
            copies[owner] = deepcopy(kept)
    for _ in range(3):
        for one in copies:
            for two in copies:
                if one is not two:
                    give(one, two)
    first = state(copies[0])
    assert all(state(one) == first for one in copies), seed
    assert len({one.frontier().encode() for one in copies}) == 1
    for device, hashes in honest.items():
        assert copies[0].valid().get(device, []) == hashes, seed
    assert set(copies[0].contested()) <= {CHEAT.public}


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.integers(0, 2**32), st.integers(5, 40))
def test_copies_agree_whatever_happened(seed: int, steps: int) -> None:
    play(seed, steps)


@pytest.mark.slow
def test_a_thousand_histories() -> None:
    for seed in range(1000):
        play(seed, 25)
