"""Story 17 from the phone's side: a report in seconds, kept on the device until its receipt, sent once.

The wire to the office is cut for good: the page is closed and opened again without it. An answer is lost on the way. A
session ends meanwhile. At no moment are the words and the receipt's number both missing, or both there.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from effort import Effort
from wire import Wire, wired

FRAMEWORK = "ostrine"
MOST_SECONDS = 60
SENT = "Envoyé, reçu"
WAITING = "En attente : pas encore au secrétariat"


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00a0\u202f]+", " ", text)


def raw(page) -> str:
    """What lies on the device, as it lies there."""
    return page.evaluate(f"localStorage.getItem('toguna.reports.{FRAMEWORK}')") or "{}"


def held(page) -> dict:
    """The same, read."""
    return json.loads(raw(page))


def address(wire: Wire) -> str:
    return f"{wire.url}/fr/{FRAMEWORK}/compte-rendu/"


def write(page, words: str, effort: Effort | None = None) -> None:
    effort = effort or Effort(page)
    effort.tap(page.get_by_label("barrage illégal, racket"))
    effort.tap(page.get_by_role("group", name="Où").get_by_role("checkbox").first)
    effort.type(page.get_by_label("Dans vos mots, sans nom"), words)
    effort.tap(page.get_by_role("button", name="Envoyer", exact=True))


def numbers(page, count: int) -> set[str]:
    """The receipts' numbers that the page shows, once there are so many."""
    lines = page.locator("#kept li", has_text=SENT)
    lines.nth(count - 1).wait_for()
    return {re.search(r"reçu (\w{7})", squeezed(line)).group(1) for line in lines.all_inner_texts()}


@pytest.mark.parametrize("viewport", ["phone", "desk"])
def test_a_report_waits_on_the_phone_until_its_receipt_and_is_sent_once(
    page_fr, acting, enter, axe, overflow, viewport
):
    with wired(acting.url) as wire:
        page = page_fr(viewport)
        enter(page, replace(acting, url=wire.url), "chiefs")
        page.goto(address(wire))
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        kept = page.locator("#kept")
        effort = Effort(page)

        # With a network: a receipt, and no word left on the device.
        write(page, "deux hommes au pont demandent de l’argent", effort)
        numbers(page, 1)
        effort.record("17", viewport)
        assert effort.seconds <= MOST_SECONDS
        assert "deux hommes" not in raw(page)
        assert axe(page) == [] and overflow(page) == 0

        # Without: it waits, says so, and is there when the page is closed and opened again, still without a network.
        wire.cut()
        write(page, "le pont est fermé ce matin")
        kept.get_by_text(WAITING).wait_for()
        context = page.context
        page.close()
        page = context.new_page()
        page.goto(address(wire))
        assert "Vous n’êtes pas entré" in squeezed(page.inner_text("main"))
        page.get_by_text(WAITING).wait_for()
        assert "le pont est fermé" in raw(page)
        assert axe(page) == [] and overflow(page) == 0

        wire.mend()
        page.goto(address(wire))
        assert len(numbers(page, 2)) == 2
        assert held(page)["items"] == []

        # The office takes one, and its answer is lost: it still waits, and says nothing else.
        write_lost(page, wire, acting.url)
        assert len(numbers(page, 3)) == 3
        page.reload()
        assert len(numbers(page, 3)) == 3
        assert "pont" not in raw(page)


def recorded(page, office: str) -> int:
    """How many reports of this seat the office has, asked past the wire."""
    body = page.context.request.get(f"{office}/fr/{FRAMEWORK}/signalements/").text()
    return len(set(re.findall(r"/signalements/(cr[\w-]+)/", body)))


def write_lost(page, wire: Wire, office: str) -> None:
    """A report whose receipt is lost on the way, and which is tried again when the wire is whole."""
    before = recorded(page, office)
    wire.deaf = True
    with page.expect_request(lambda request: request.method == "POST") as first:
        write(page, "au pont, plus personne")
    for _ in range(300):
        if recorded(page, office) > before:
            break
        page.wait_for_timeout(100)
    assert recorded(page, office) == before + 1, "the office has it, the phone does not know"
    page.locator("#kept").get_by_text(WAITING).wait_for()
    wire.mend()
    with page.expect_response(lambda answer: answer.request.method == "POST") as second:
        page.evaluate("window.dispatchEvent(new Event('online'))")
    assert second.value.status == 200, "what was recorded before answers 200, a first time 201"
    sent = [one.post_data for one in (first.value, second.value.request)]
    assert sent[0] == sent[1]


def test_what_is_refused_says_why_and_can_be_opened_again_and_erased(page_fr, acting, enter):
    with wired(acting.url) as wire:
        page = page_fr("phone")
        enter(page, replace(acting, url=wire.url), "youth")
        page.goto(address(wire))
        page.get_by_role("button", name="Envoyer", exact=True).click()
        page.get_by_text("Il manque : quoi").wait_for()
        page.get_by_text("Des tués, des blessés").click()
        page.get_by_label("Tués").fill("beaucoup")
        write(page, "des tirs derrière le marché")
        refused = page.locator("#kept li", has_text="Refusé : ")
        assert "Tués (un nombre entier est attendu)" in squeezed(refused.inner_text())
        refused.get_by_role("button", name="Reprendre").click()
        assert page.get_by_label("Dans vos mots, sans nom").input_value() == "des tirs derrière le marché"
        page.get_by_label("Tués").fill("1")
        page.get_by_role("button", name="Envoyer", exact=True).click()
        numbers(page, 1)
        assert held(page)["items"] == []

        wire.cut()
        write(page, "à effacer avant la fouille")
        page.get_by_text(WAITING).wait_for()
        page.on("dialog", lambda dialog: dialog.accept())
        page.get_by_role("button", name="Effacer").first.click()
        page.get_by_text(WAITING).wait_for(state="detached")
        assert "fouille" not in raw(page)


def test_another_seat_on_the_same_phone_neither_reads_nor_sends_what_waits(page_fr, acting, enter):
    with wired(acting.url) as wire:
        page, served = page_fr("phone"), replace(acting, url=wire.url)
        enter(page, served, "chiefs")
        page.goto(address(wire))
        other = page.context.new_page()
        other.goto(f"{wire.url}/fr/{FRAMEWORK}/")
        other.get_by_role("button", name="Sortir").click()
        other.get_by_role("link", name="Entrer", exact=True).first.wait_for()
        other.close()  # the session ends while the page is open
        write(page, "ce que le chef a vu")
        page.get_by_text("il faut entrer de nouveau").wait_for()
        enter(page, served, "women")
        page.goto(address(wire))
        page.get_by_text("Écrits par un autre titulaire et non envoyés : 1").wait_for()
        assert "ce que le chef a vu" not in page.content()
        assert len(held(page)["items"]) == 1
        page.get_by_role("button", name="Sortir").click()
        page.goto(f"{address(wire)}")
        page.get_by_role("link", name="Entrer pour envoyer").click()
        page.get_by_label("Titulaire ou suppléant").select_option("chiefs")
        page.get_by_label("Phrase de passe").fill(acting.phrases[FRAMEWORK]["chiefs"])
        page.get_by_role("button", name="Entrer", exact=True).click()
        page.wait_for_url("**/compte-rendu/**")
        assert len(numbers(page, 1)) == 1
        assert held(page)["items"] == []


def test_without_scripts_it_is_a_form_like_any_other(new_page, acting, enter):
    page = new_page("fr", "phone", java_script_enabled=False)
    enter(page, acting, "women")
    page.goto(f"{acting.url}/fr/{FRAMEWORK}/compte-rendu/")
    write(page, "deux coups de feu, personne touché")
    assert "C’est inscrit" in squeezed(page.inner_text("main"))


def test_what_is_written_while_one_is_sent_goes_next_and_what_failed_is_tried_soon(page_fr, acting, enter):
    """The page's clock stands: nothing goes because time has passed, but where the test lets it pass."""
    with wired(acting.url) as wire:
        page = page_fr("phone")
        enter(page, replace(acting, url=wire.url), "interim")
        page.clock.install()
        page.goto(address(wire))
        page.clock.pause_at(page.evaluate("Date.now() + 1000"))
        held_up = []
        page.route("**/compte-rendu/**", lambda route: held_up.append(route), times=1)
        with page.expect_request(lambda request: request.method == "POST"):
            write(page, "le premier est en route")
        write(page, "le second est écrit pendant ce temps")
        page.get_by_text(WAITING).nth(1).wait_for()
        held_up.pop().continue_()
        numbers(page, 2)
        assert held(page)["items"] == []

        wire.cut()
        with page.expect_event("requestfailed"):
            write(page, "le réseau est coupé un instant")
        page.get_by_text(WAITING).wait_for()
        wire.mend()
        for _ in range(200):
            # Nobody sees when the page has set its alarm: its clock goes on in steps until the office has been asked.
            page.clock.run_for(1_000)
            if page.locator("#kept li", has_text=SENT).count() == 3:
                break
            page.wait_for_timeout(50)
        numbers(page, 3)
        assert held(page)["items"] == []
