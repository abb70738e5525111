"""Whoever holds a seat's key and guesses its passphrase is slowed down as at the door, by acts and by notes."""

from __future__ import annotations

from typing import Any

import pytest
from pages import phrase

from toguna.server.actions.throttle import FREE_TRIES, throttle


@pytest.fixture(autouse=True)
def calm() -> Any:
    throttle.forget()
    yield
    throttle.forget()


def endorse(ask: Any, said: str) -> Any:
    headers = {"Idempotency-Key": "00000000000000000001", "Toguna-Passphrase": said}
    return ask("army", "acts/undertaking.endorse?case=none", {}, **headers)


@pytest.mark.parametrize("way", ["act", "notes"])
def test_wrong_passphrases_wait_longer_and_longer(ask: Any, way: str) -> None:
    def guess(said: str) -> Any:
        return endorse(ask, said) if way == "act" else ask("army", "notes", **{"Toguna-Passphrase": said})

    if way == "notes":
        begun = ask("army", "notes", {}, **{"Toguna-Passphrase": phrase("army")})
        assert begun.status_code == 201, begun.content
    for _ in range(FREE_TRIES):
        assert guess("fausse phrase").status_code in (403, 404)
    slowed = guess(phrase("army"))
    assert slowed.status_code == 429
    assert slowed.json()["error"]["code"] == "slow-down"
    assert int(slowed["Retry-After"]) >= 1
    # Another seat of the same machine tries as before, and no phrase at all is no guess.
    other = ask("kite", "notes", **{"Toguna-Passphrase": "fausse phrase"})
    assert other.status_code in (403, 409), other.content
    throttle.forget()
    for _ in range(FREE_TRIES + 1):
        assert endorse(ask, "").status_code != 429
