"""A seat registers a key and enters with it, in Chromium with its own virtual authenticator."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from effort import follow

FRAMEWORK = "ostrine"
OPTIONS = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00a0\u202f]+", " ", text)


def door(page: Any, served: Any, seat: str) -> None:
    """The passphrase, and then the page that asks for the key."""
    page.goto(f"{served.url}/fr/{FRAMEWORK}/entrer/")
    page.get_by_label("Titulaire ou suppléant").select_option(seat)
    page.get_by_label("Phrase de passe").fill(served.phrases[FRAMEWORK][seat])
    page.get_by_role("button", name="Entrer", exact=True).click()
    page.get_by_role("heading", name="Votre clé").wait_for()


@pytest.mark.parametrize("viewport", ["phone", "desk"])
def test_a_seat_registers_a_key_and_enters_with_it(page_fr, acting_alone, enter, axe, overflow, viewport):
    seat = {"phone": "faith", "desk": "interim"}[viewport]
    served = replace(acting_alone, url=acting_alone.url.replace("127.0.0.1", "localhost"))
    page = page_fr(viewport)
    talk = page.context.new_cdp_session(page)
    talk.send("WebAuthn.enable")
    ring = talk.send("WebAuthn.addVirtualAuthenticator", {"options": OPTIONS})["authenticatorId"]
    enter(page, served, seat)
    follow(page.get_by_role("link", name="Mon accès"))
    section = page.get_by_role("region", name="Une clé de cet appareil, en plus")
    section.get_by_label("Votre phrase actuelle").fill(served.phrases[FRAMEWORK][seat])
    section.get_by_role("button", name="Inscrire une clé").click()
    page.get_by_text("C’est changé.").wait_for()
    assert "il faut une de vos clés (inscrites : 1)" in squeezed(section.inner_text())
    assert axe(page) == [] and overflow(page) == 0
    held = talk.send("WebAuthn.getCredentials", {"authenticatorId": ring})["credentials"]
    assert [one["isResidentCredential"] for one in held] == [False]
    assert seat not in str(held)

    follow(page.get_by_role("button", name="Sortir"))
    door(page, served, seat)
    assert axe(page) == [] and overflow(page) == 0
    page.goto(f"{served.url}/fr/{FRAMEWORK}/acces/")
    assert "phrase actuelle" not in page.content(), "the passphrase alone does not open"
    door(page, served, seat)
    page.get_by_role("button", name="Présenter la clé").click()
    page.wait_for_url(re.compile(rf"/fr/{FRAMEWORK}/(\?.*)?$"))
    assert "Vous lisez comme" in squeezed(page.inner_text("header"))

    # Another ring does not open; at an address without a name the page says why.
    follow(page.get_by_role("button", name="Sortir"))
    talk.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": ring})
    talk.send("WebAuthn.addVirtualAuthenticator", {"options": OPTIONS})
    door(page, served, seat)
    page.get_by_role("button", name="Présenter la clé").click()
    page.get_by_text("La clé n’a pas répondu").wait_for()
    door(page, acting_alone, seat)
    assert "ce navigateur ne lit pas les clés" in squeezed(page.inner_text("main"))
    assert page.get_by_role("button", name="Présenter la clé").count() == 0
