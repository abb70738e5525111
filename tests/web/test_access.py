"""*Mon accès*: a seat's own passphrase, and codes from its phone."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pages import copy_of, phrase, text

from toguna.server.home import Home

if TYPE_CHECKING:
    from django.test import Client

ACCESS, DOOR = "/fr/ostrine/acces/", "/fr/ostrine/entrer/"


@pytest.fixture
def mine(loaded: Path, tmp_path: Path) -> Iterator[Home]:
    """A home whose seats change."""
    from django.test import override_settings

    from toguna.server.actions.throttle import throttle

    throttle.forget()
    with (
        copy_of(loaded, tmp_path / "home") as home,
        override_settings(HOME=home, ALLOWED_HOSTS=["testserver"], SECRET_KEY="a key of the tests, to sign with"),
    ):
        yield home
    throttle.forget()


@pytest.fixture
def enter(mine: Home) -> Callable[..., Client]:
    """`enter("army")`: a browser that tried to log in with this passphrase, and code."""
    from django.test import Client

    def log_in(seat: str, said: str | None = None, code: str = "") -> Client:
        browser = Client(raise_request_exception=False)
        browser.answer = browser.post(DOOR, {"titulaire": seat, "phrase": said or phrase(seat), "code": code})  # type: ignore[attr-defined]
        return browser

    return log_in


def code_of(secret: str, steps: int = 0) -> str:
    """What a phone would show, computed as RFC 6238 says and not as we do."""
    import base64
    import hmac

    counter = (int(time.time()) // 30 + steps).to_bytes(8, "big")
    digest = hmac.digest(base64.b32decode(secret), counter, "sha1")
    at = digest[-1] & 15
    return f"{(int.from_bytes(digest[at : at + 4], 'big') & 0x7FFFFFFF) % 10**6:06d}"


def test_the_algorithm_is_that_of_the_rfc() -> None:
    from cryptography.hazmat.primitives.hashes import SHA1
    from cryptography.hazmat.primitives.twofactor.totp import TOTP

    assert TOTP(b"12345678901234567890", 8, SHA1(), 30).generate(59) == b"94287082"  # noqa: S303 - appendix B


def test_a_seat_changes_its_own_passphrase(enter: Callable[..., Client]) -> None:
    army = enter("army")
    refused = army.post(ACCESS, {"phrase": "not mine", "nouvelle": "une phrase à moi", "encore": "une phrase à moi"})
    assert refused.status_code == 400
    assert "Ce n’est pas votre phrase" in text(refused)
    short = army.post(ACCESS, {"phrase": phrase("army"), "nouvelle": "courte", "encore": "courte"})
    assert short.status_code == 400
    changed = army.post(
        ACCESS, {"phrase": phrase("army"), "nouvelle": "une phrase à moi", "encore": "une phrase à moi"}
    )
    assert changed.status_code == 302
    assert army.get(ACCESS).status_code == 200, "who changed it stays in"
    assert enter("army").answer.status_code == 403  # type: ignore[attr-defined]
    assert enter("army", "une phrase à moi").answer.status_code == 302  # type: ignore[attr-defined]


def test_a_code_is_asked_for_at_the_door_and_counts_once(enter: Callable[..., Client]) -> None:
    army = enter("army")
    secret = re.search(r'<code class="code">([A-Z2-7 ]+)</code>', army.get(ACCESS).content.decode())
    assert secret
    held = secret.group(1).replace(" ", "")
    assert army.post(ACCESS, {"phrase": phrase("army"), "code": "000000"}).status_code == 400
    assert army.post(ACCESS, {"phrase": phrase("army"), "code": code_of(held)}).status_code == 302
    assert enter("army").answer.status_code == 403  # type: ignore[attr-defined]
    assert enter("army", code=code_of(held)).answer.status_code == 403, "the same code twice"  # type: ignore[attr-defined]
    assert enter("army", code=code_of(held, 1)).answer.status_code == 302  # type: ignore[attr-defined]
    assert enter("police", code="").answer.status_code in (302, 403)  # type: ignore[attr-defined]


def test_who_lost_both_is_let_in_again_at_the_machine(mine: Home, enter: Callable[..., Client]) -> None:
    from toguna.server.actions.factors import asks_code, new_secret, renew_passphrase, use_code

    secret = new_secret()
    use_code(mine, "ostrine", "army", secret, code_of(secret))
    assert asks_code(mine, "ostrine", "army")
    fresh, _ = renew_passphrase(mine, "ostrine", "army")
    assert not asks_code(mine, "ostrine", "army")
    assert enter("army", fresh).answer.status_code == 302  # type: ignore[attr-defined]


def test_nobody_but_the_seat_comes_here(mine: Home) -> None:
    from django.test import Client

    assert Client(raise_request_exception=False).get(ACCESS).status_code == 403
