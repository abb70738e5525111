"""Logging in by seat: refusals that tell nothing, a slow-down that locks nobody, sessions that end."""

from __future__ import annotations

import time

import pytest
from pages import phrase, text

from toguna.server.actions.throttle import FREE_TRIES, FREE_TRIES_OF_ADDRESS, LONGEST_WAIT, Throttle

ENTER = "/fr/ostrine/entrer/"
WRONG = "Titulaire et phrase de passe ne vont pas ensemble"


def post(browser, seat: str, given: str, **extra):
    return browser.post(ENTER, {"titulaire": seat, "phrase": given}, **extra)


def test_a_seat_logs_in_and_out(client):
    assert "Vous lisez l’exemplaire pour tous" in text(client.get("/fr/ostrine/"))
    assert post(client, "mediation", phrase("mediation")).headers["Location"] == "/fr/ostrine/"
    assert "Vous lisez comme : Bureau de médiation Véranda, titulaire." in text(client.get("/fr/ostrine/"))
    assert client.post("/fr/ostrine/sortir/").status_code == 302
    assert "Vous lisez l’exemplaire pour tous" in text(client.get("/fr/ostrine/"))


def test_the_chosen_day_survives_log_in(client):
    answer = client.post(f"{ENTER}?le=2031-04-02", {"titulaire": "mediation", "phrase": phrase("mediation")})
    assert answer.headers["Location"] == "/fr/ostrine/?le=2031-04-02"


def test_the_list_names_parties_and_nobody(client):
    said = text(client.get(ENTER))
    assert "Forces armées, titulaire" in said and "Forces armées, suppléant" in said


@pytest.mark.parametrize(
    ("seat", "given"),
    [
        ("army", "phrase-kite"),
        ("army", phrase("army-suppleant")),
        ("army-suppleant", phrase("army")),
        ("nobody", phrase("army")),
        ("army' OR 1=1 --", "x"),
        ("army\x00", phrase("army")),
        ("army", "x" * 10_000),
    ],
)
def test_wrong_phrase_wrong_seat_and_no_seat_read_alike(client, seat, given):
    answer = post(client, seat, given)
    assert answer.status_code == 403
    assert WRONG in text(answer)
    assert "Vous lisez l’exemplaire pour tous" in text(client.get("/fr/ostrine/"))


def test_a_phrase_of_one_framework_opens_nothing_in_another(client):
    assert client.post("/fr/hautebrise/entrer/", {"titulaire": "army", "phrase": phrase("army")}).status_code == 403


def test_an_unknown_seat_costs_the_same_work_as_a_known_one(client, monkeypatch):
    from toguna.server.actions import seats

    checked: list[str] = []
    honest = seats.matches
    monkeypatch.setattr(seats, "matches", lambda stored, given: checked.append(stored) or honest(stored, given))
    post(client, "nobody", "x")
    post(client, "army", "x")
    assert len(checked) == 2
    assert all(stored.startswith("$argon2id$") for stored in checked)


def test_a_guess_at_a_passphrase_that_nobody_was_told_is_costly():
    from toguna.server.passphrases import hashed, matches

    stored = hashed("une phrase")
    assert stored.startswith("$argon2id$v=19$m=65536,t=3,p=4$") and matches(stored, "une phrase")


@pytest.mark.parametrize("data", [{}, {"titulaire": "army"}, {"phrase": "x"}, {"titulaire": "", "phrase": " "}])
def test_an_incomplete_form_says_what_is_missing(client, data):
    answer = client.post(ENTER, data)
    assert answer.status_code == 400
    assert "Choisir un titulaire ou un suppléant" in text(answer)


def test_guessing_is_slowed_down_for_that_address_and_never_locks_the_seat(new_client):
    rival, owner = new_client(), new_client()
    for _ in range(FREE_TRIES):
        assert post(rival, "army", "guess", REMOTE_ADDR="10.0.0.9").status_code == 403
    slowed = post(rival, "army", phrase("army"), REMOTE_ADDR="10.0.0.9")
    assert slowed.status_code == 429
    assert 0 < int(slowed.headers["Retry-After"]) <= LONGEST_WAIT
    assert "rien n’est bloqué" in text(slowed)
    # The same moment, from anywhere else: the seat's holder enters.
    assert post(owner, "army", phrase("army"), REMOTE_ADDR="10.0.0.10").status_code == 302


def test_a_forwarded_address_is_not_believed(new_client):
    rival = new_client()
    for n in range(FREE_TRIES):
        post(rival, "army", "guess", REMOTE_ADDR="10.0.0.9", headers={"X-Forwarded-For": f"10.1.1.{n}"})
    assert (
        post(rival, "army", "guess", REMOTE_ADDR="10.0.0.9", headers={"X-Forwarded-For": "10.9.9.9"}).status_code == 429
    )


def test_waits_double_end_and_are_forgotten():
    now = [1000.0]
    throttle = Throttle(clock=lambda: now[0])
    waits = []
    for _ in range(FREE_TRIES + 7):
        throttle.failed("a", "army")
        waits.append(throttle.wait("a", "army"))
        now[0] += waits[-1]
        assert throttle.wait("a", "army") == 0
    assert waits[:FREE_TRIES] == [0, 0, 1]
    assert waits[FREE_TRIES : FREE_TRIES + 4] == [2, 4, 8, 16]
    assert max(waits) == LONGEST_WAIT
    assert throttle.wait("b", "army") == 0
    now[0] += 3600
    throttle.failed("b", "kite")
    throttle.failed("a", "army")
    assert throttle.wait("a", "army") == 0


def test_an_address_that_tries_many_seats_waits_for_all_of_them():
    throttle = Throttle(clock=lambda: 0.0)
    for n in range(FREE_TRIES_OF_ADDRESS):
        throttle.failed("a", f"seat{n}")
    assert throttle.wait("a", "another") > 0


def test_a_session_ends_after_thirty_idle_minutes(seated, monkeypatch):
    browser = seated("ostrine", "mediation")
    start = time.time()
    monkeypatch.setattr(time, "time", lambda: start + 29 * 60)
    assert "Vous lisez comme" in text(browser.get("/fr/ostrine/"))
    monkeypatch.setattr(time, "time", lambda: start + 58 * 60)
    assert "Vous lisez comme" in text(browser.get("/fr/ostrine/"))
    monkeypatch.setattr(time, "time", lambda: start + 90 * 60)
    assert "Vous lisez l’exemplaire pour tous" in text(browser.get("/fr/ostrine/"))


def test_a_new_passphrase_ends_the_sessions_of_the_old_one(seated, home):
    browser = seated("ostrine", "lantern")
    held = home.settings()
    try:
        home.save_settings(
            {**held, "seats": {**held["seats"], "ostrine": {**held["seats"]["ostrine"], "lantern": "x"}}}
        )
        assert "Vous lisez l’exemplaire pour tous" in text(browser.get("/fr/ostrine/"))
    finally:
        home.save_settings(held)


def test_a_forged_or_copied_session_is_nobodys(client):
    client.cookies["toguna"] = "eyJzZWF0Om9zdHJpbmUiOlsibWVkaWF0aW9uIiwieCJdfQ:1abc:forged"
    assert "Vous lisez l’exemplaire pour tous" in text(client.get("/fr/ostrine/"))


def test_cookies_tell_scripts_and_other_sites_nothing(client):
    post(client, "mediation", phrase("mediation"))
    cookie = client.cookies["toguna"]
    assert cookie["httponly"] and cookie["samesite"] == "Strict"


def test_forms_of_other_sites_are_refused(home):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    strict.get(ENTER)
    answer = strict.post(ENTER, {"titulaire": "mediation", "phrase": phrase("mediation")})
    assert answer.status_code == 403
    assert "Le formulaire a expiré" in text(answer)
    assert strict.post("/fr/ostrine/sortir/").status_code == 403


def test_a_form_with_its_token_is_accepted(home):
    import re

    from django.test import Client

    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', strict.get(ENTER).content.decode()).group(1)
    data = {"titulaire": "mediation", "phrase": phrase("mediation"), "csrfmiddlewaretoken": token}
    assert strict.post(ENTER, data).status_code == 302


def test_logging_out_is_not_done_by_a_link(seated):
    browser = seated("ostrine", "mediation")
    assert browser.get("/fr/ostrine/sortir/").status_code == 405
    assert "Vous lisez comme" in text(browser.get("/fr/ostrine/"))


@pytest.fixture
def token(monkeypatch):
    from toguna.server.web import seats

    monkeypatch.setenv("TOGUNA_ENTRY_TOKEN", "one-time-token")
    seats._used.clear()
    return "one-time-token"


def test_the_entry_link_works_once_and_as_the_homes_own_seat(new_client, home, token):
    first, second = new_client(), new_client()
    link = f"/fr/timbuktu-taoudeni/ouvrir/{token}/"
    assert first.get(link).headers["Location"] == "/fr/timbuktu-taoudeni/"
    assert "Centre pour le dialogue humanitaire (HD), titulaire" in text(first.get("/fr/timbuktu-taoudeni/"))
    again = second.get(link)
    assert again.status_code == 403
    assert "Ce lien d’entrée ne sert plus" in text(again)


@pytest.mark.parametrize("wrong", ["x", "one-time-tokenx", "é"])
def test_a_wrong_entry_link_opens_nothing(client, token, wrong):
    assert client.get(f"/fr/timbuktu-taoudeni/ouvrir/{wrong}/").status_code == 403


def test_the_entry_link_works_on_this_machine_only(client, token):
    answer = client.get(f"/fr/timbuktu-taoudeni/ouvrir/{token}/", REMOTE_ADDR="192.168.1.20")
    assert answer.status_code == 403
    assert client.get(f"/fr/timbuktu-taoudeni/ouvrir/{token}/").status_code == 302


def test_without_a_token_no_entry_link_works(client, monkeypatch):
    monkeypatch.delenv("TOGUNA_ENTRY_TOKEN", raising=False)
    assert client.get("/fr/timbuktu-taoudeni/ouvrir//").status_code == 404
    assert client.get("/fr/timbuktu-taoudeni/ouvrir/x/").status_code == 403


def test_each_seat_reads_in_the_language_it_read_in_before(new_client):
    browser = new_client()

    def enter(lang: str, seat: str) -> str:
        said = {"titulaire": seat, "phrase": phrase(seat)}
        return browser.post(f"/{lang}/ostrine/entrer/", said)["Location"]

    assert enter("fr", "observer") == "/fr/ostrine/"
    assert browser.get("/en/ostrine/").status_code == 200
    assert enter("fr", "army") == "/fr/ostrine/"
    assert browser.get("/fr/ostrine/").status_code == 200
    assert enter("fr", "observer") == "/en/ostrine/"
    assert enter("en", "army") == "/fr/ostrine/"
