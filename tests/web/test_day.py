"""Point du jour, as of a day, for everybody and for the secretariat."""

from __future__ import annotations

import re

import pytest
from pages import text

TIMBUKTU = "/fr/timbuktu-taoudeni/"


def sections(answer) -> list[str]:
    return re.findall(r'<h2 id="([\w-]+)"', answer.content.decode())


def test_the_door_leads_to_french_and_keeps_the_language_chosen(client):
    assert client.get("/").headers["Location"] == "/fr/"
    assert client.get("/fr/").headers["Location"] == TIMBUKTU
    client.get("/en/timbuktu-taoudeni/")
    assert client.get("/").headers["Location"] == "/en/"


def test_it_opens_on_the_day_that_the_scenario_shows(client):
    assert "Ce que le registre savait le 26 mars 2019" in text(client.get(TIMBUKTU))


@pytest.mark.parametrize("asked", ["2019-04-30", "30/04/2019", "2019-04"])
def test_a_day_is_chosen(client, asked):
    answer = client.get(TIMBUKTU, {"le": asked})
    assert answer.status_code == 200
    assert "Ce que le registre savait le 30 avril 2019" in text(answer)
    assert 'value="2019-04-30"' in answer.content.decode()
    assert 'href="?le=2019-04-29"' in answer.content.decode() and 'href="?le=2019-05-01"' in answer.content.decode()


def test_the_order_of_the_secretariats_page(seated):
    answer = seated("timbuktu-taoudeni", "hd").get(TIMBUKTU, {"le": "2019-04-30"})
    assert sections(answer) == [
        "since", "essential", "morning", "decisions", "hand-overs", "gaps", "ends", "verify", "alerts",
        "advice", "due", "requests", "blocked", "next", "incidents", "roads", "unknowns", "briefs", "control",
    ]  # fmt: skip


def test_the_secretariat_sees_the_gap_before_it_opens(seated):
    said = text(seated("timbuktu-taoudeni", "hd").get(TIMBUKTU, {"le": "2019-03-26"}))
    assert "à venir" in said
    assert "À partir du 2 avril 2019 au plus tôt, fin non connue" in said
    assert "dans 7 jours" in said
    assert "vide sécuritaire" in said


def test_the_secretariat_sees_the_past_gap_and_its_hand_over(seated):
    answer = seated("timbuktu-taoudeni", "hd").get(TIMBUKTU, {"le": "2019-04-30"})
    assert "Depuis le 2 avril 2019 au plus tôt, fin non connue, au plus tard le 30 avril 2019" in text(answer)
    assert f'href="{TIMBUKTU}releves/m03-m04/?le=2019-04-30"' in answer.content.decode()


def test_an_open_gap_comes_before_those_to_come_and_past_ones(seated):
    answer = seated("ostrine", "mediation").get("/fr/ostrine/")
    states = re.findall(r'<li class="gap (\w+)"', answer.content.decode())
    assert states == sorted(states, key=["open", "coming", "past"].index)
    assert states


def test_everybody_reads_no_gap_no_end_no_hand_over(client):
    for day in ("2019-03-26", "2019-04-12", "2019-04-30"):
        answer = client.get(TIMBUKTU, {"le": day})
        assert not {"hand-overs", "gaps", "ends"} & set(sections(answer))
        said = text(answer)
        assert not re.search(r"\b2 avril 2019", said)
        assert "m03-m04" not in answer.content.decode()
        assert "feuillet réservé" in said


def test_the_fragility_is_told_in_words_and_never_as_a_colour(seated):
    said = text(seated("timbuktu-taoudeni", "hd").get(TIMBUKTU, {"le": "2019-03-26"})).lower()
    assert "la relève n’est pas confirmée" in said
    assert not re.search(r"\b(rouge|orange|jaune|vert)\b", said)


def test_a_framework_without_measures_is_never_calm(client, seated):
    for browser in (client, seated("gao", "hd")):
        said = text(browser.get("/fr/gao/"))
        assert "Aucune mesure inscrite. Cela ne veut pas dire que tout est calme." in said
        assert "aucune mesure ne fait défaut" not in said
        assert "Cadre de gestion concertée de la sécurité de Gao" in said


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_page_says_that_it_is_a_replay_or_an_exercise(client, seated, lang):
    replay = {"fr": "Reconstitution d’après des sources publiques", "en": "Replay from public sources"}[lang]
    exercise = {"fr": "Exercice : lieux", "en": "Exercise: places"}[lang]
    hd = seated("timbuktu-taoudeni", "hd")
    for page in ("", "entrer/", "releves/m03-m04/?le=2019-04-30", "axes/tombouctou-goundam/", "releves/none/", "?le=x"):
        assert replay in text(hd.get(f"/{lang}/timbuktu-taoudeni/{page}")), page
    assert exercise in text(client.get(f"/{lang}/ostrine/"))


def test_pages_are_headed_with_the_frameworks_own_name(client):
    answer = client.get(TIMBUKTU)
    name = "Cadre de gestion concertée de la sécurité de Tombouctou et Taoudénit"
    assert name in text(answer)
    assert "toguna" not in text(answer).lower()


def test_pages_are_small_and_compressed(seated):
    for seat, page in (("hd", "/fr/timbuktu-taoudeni/?le=2019-04-30"), ("mediation", "/fr/ostrine/")):
        framework = page.split("/")[2]
        answer = seated(framework, seat).get(page, headers={"Accept-Encoding": "gzip"})
        assert answer.headers["Content-Encoding"] == "gzip"
        assert len(answer.content) < 60_000
        assert len(seated(framework, seat).get(page).content) < 60_000


def test_nothing_is_kept_by_browsers_or_proxies(client):
    answer = client.get(TIMBUKTU)
    assert answer.headers["Cache-Control"] == "no-store, private"
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    body = answer.content.decode()
    assert "<script" not in body and " style=" not in body and "<style" not in body and "http://" not in body
    assert not re.search(r"\son\w+=", body)


def test_the_long_date_and_the_typography_are_french(client):
    body = client.get(TIMBUKTU, {"le": "2019-05-01"}).content.decode()
    assert "1er\u00a0mai\u00a02019" in body
    assert not re.search(r"[^\s\u00a0] [:;!?](?=\s)", re.sub(r"<[^>]+>|\{[^}]*\}", "", body.split("<main", 1)[1]))


def test_words_in_another_language_say_so():
    from django.template import Context, Template

    from toguna.base.text import Words
    from toguna.server.queries.naming import both

    context = Context({"lang": "fr", "words": both(Words(en="only <English>")), "two": both(Words(fr="un", en="one"))})
    said = Template("{% say words %}|{% say two %}").render(context)
    assert said == '<span lang="en">only &lt;English&gt;</span>|un'


def test_the_morning_call_is_for_the_secretariat(seated, client):
    page = seated("timbuktu-taoudeni", "hd").get(TIMBUKTU, {"le": "2019-04-30"})
    assert "Axe Tombouctou–Goundam : pas encore appelé" in text(page)
    for browser in (client, seated("timbuktu-taoudeni", "fama"), seated("timbuktu-taoudeni", "governorates")):
        assert "Point du matin" not in text(browser.get(TIMBUKTU, {"le": "2019-04-30"}))


def test_what_is_new_since_the_last_visit_is_told_once_the_visit_is_over(seated, monkeypatch):
    from toguna.server.web import since

    now = [1_000_000]
    monkeypatch.setattr(since, "time", lambda: now[0])
    browser = seated("timbuktu-taoudeni", "hd")
    assert "Ce qui a changé en trente jours 3" in text(browser.get(TIMBUKTU, {"le": "2019-03-26"}))
    assert "Depuis votre visite" not in text(browser.get(TIMBUKTU, {"le": "2019-03-26"}))
    now[0] += 31 * 60
    later = text(browser.get(TIMBUKTU, {"le": "2019-04-12"}))
    assert "Depuis votre visite du 26 mars 2019 " in later
    assert "meurtre lors d’un braquage" in later.split("L’essentiel")[0]
    assert "Depuis votre visite du 26 mars 2019 " in text(browser.get(TIMBUKTU, {"le": "2019-04-12"}))
    now[0] += 31 * 60
    assert "Rien de nouveau pour vous depuis cette visite" in text(browser.get(TIMBUKTU, {"le": "2019-04-12"}))


def test_an_incident_kept_back_at_the_last_visit_is_new_when_it_may_be_read(seated, monkeypatch):
    from toguna.server.web import since

    now = [1_000_000]
    monkeypatch.setattr(since, "time", lambda: now[0])
    browser = seated("timbuktu-taoudeni", "governorates")
    first = text(browser.get(TIMBUKTU, {"le": "2019-04-12"})).split("L’essentiel")[0]
    assert "meurtre" not in first
    now[0] += 31 * 60
    assert "meurtre lors d’un braquage" in text(browser.get(TIMBUKTU, {"le": "2019-04-20"})).split("L’essentiel")[0]


@pytest.mark.parametrize("cookie", ["", "x", "a:b:c"])
def test_a_mark_that_we_did_not_sign_is_a_first_visit(client, cookie):
    client.get(TIMBUKTU)
    name = next(name for name in client.cookies if name.startswith("toguna_vu_"))
    client.cookies[name] = cookie
    assert "Ce qui a changé en trente jours" in text(client.get(TIMBUKTU))


def test_a_donor_reads_numbers_and_never_one_incident_or_one_undertaking(seated):
    donor = seated("ostrine", "donor")
    page = donor.get("/fr/ostrine/")
    assert "Les incidents vous sont donnés en nombre" in text(page)
    assert "L’état des engagements vous est donné en chiffres, tous ensemble" in text(page)
    assert not re.search(r"/ostrine/(incidents|engagements)/\w+/", page.content.decode())
    changed = donor.get("/fr/ostrine/changements/").content.decode()
    assert not re.search(r"/ostrine/(incidents|engagements)/\w+/", changed)


def test_what_is_kept_back_is_never_said_to_be_nothing(seated, client):
    for browser in (client, seated("ostrine", "chiefs"), seated("ostrine", "donor")):
        said = text(browser.get("/fr/ostrine/"))
        assert "Aucune décision attendue n’est inscrite" not in said
        assert "Aucune rencontre convoquée" not in said or browser is not client
