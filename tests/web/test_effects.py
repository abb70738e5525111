"""A measure's effect as a page, and how we judge: who may read it, and what is never on it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from homes import PASSPHRASE, give_key, using
from pages import main_of, open_seats, phrase, text

from toguna.server.home import Home
from toguna.server.intake.exercise.found import load_exercise
from toguna.server.web.texts_effects import CHAPTERS, OPENING, TITLE

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = Home(tmp_path_factory.mktemp("effects") / "home")
    with using(home, create=True):
        give_key(home)
        load_exercise(home, PASSPHRASE)
        open_seats(home)
    return home.path


@pytest.fixture
def browser(trained: Path) -> Iterator[Callable[[str | None], Any]]:
    """`browser("army")`: somebody who reads the exercise in that seat; None: who has not logged in."""
    from django.test import Client, override_settings

    from toguna.server.web import seats

    with (
        using(Home(trained)) as held,
        override_settings(
            HOME=held, ALLOWED_HOSTS=["testserver"], SECRET_KEY="a key of the tests, long enough to sign with"
        ),
    ):
        seats.throttle.forget()

        def log_in(seat: str | None) -> Any:
            client = Client(raise_request_exception=False)
            if seat is not None:
                given = {"titulaire": seat, "phrase": phrase(seat)}
                assert client.post("/fr/cirandelle/entrer/", given).status_code == 302
            return client

        yield log_in


def answered(client: Any, address: str) -> Any:
    """The page once the answer is there: until then it comes back by itself."""
    for _ in range(200):
        answer = client.get(address)
        assert answer.status_code == 200, answer.content.decode()
        if "Refresh" not in answer.headers:
            return answer
        assert "effects" not in text(answer)
        time.sleep(0.1)
    raise AssertionError("no answer")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lang", "heading"), [("fr", "Ce qui pourrait être faux"), ("en", "What could be wrong with it")]
)
def test_the_picture_first_then_a_sentence_then_doubts(browser: Any, lang: str, heading: str) -> None:
    body = main_of(answered(browser(None), f"/{lang}/cirandelle/mesures/x2a/effet/"))
    order = [body.index("<svg"), body.index('<p class="strong">', body.index("</svg>")), body.index(heading)]
    assert order == sorted(order)
    assert "<title>" in body and "<desc>" in body and "style=" not in body


@pytest.mark.slow
def test_every_page_of_the_exercise_says_that_it_is_one(browser: Any) -> None:
    client = browser(None)
    for address in ("", "mesures/x1a/", "mesures/x1a/effet/", "juger/"):
        assert "Exercice : lieux, parties et faits inventés." in text(client.get(f"/fr/cirandelle/{address}"))


@pytest.mark.slow
def test_every_member_reads_the_same_numbers(browser: Any) -> None:
    pages = [answered(browser(seat), "/fr/cirandelle/mesures/x2a/effet/") for seat in (None, "saule", "mediation")]
    drawings = {re.search(r"<svg.*?</svg>", p.content.decode().split("<main")[1], re.S)[0] for p in pages}  # type: ignore[index]
    assert len(drawings) == 1


@pytest.mark.slow
def test_a_measure_that_is_not_there_is_not_found(browser: Any) -> None:
    assert browser(None).get("/fr/cirandelle/mesures/x9/effet/").status_code == 404
    assert browser(None).post("/fr/cirandelle/mesures/x2a/effet/").status_code == 405
    assert browser(None).get("/fr/cirandelle/mesures/x2a/effet/?le=2029-03-01").status_code == 404


def test_the_documented_scenario_gets_no_number(client: Any) -> None:
    answer = client.get("/fr/timbuktu-taoudeni/mesures/m04/effet/?le=2020-06-30")
    said = text(answer)
    assert answer.status_code == 200 and "contesté" in said and "%" not in said.split("Ce qui pourrait être faux")[0]
    assert "aucun effet ne serait attribué à une seule" in said


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_how_we_judge_is_said_in_both_languages_and_in_the_manual(client: Any, lang: str) -> None:
    said = text(client.get(f"/{lang}/timbuktu-taoudeni/juger/"))
    manual = re.sub(r"\s+", " ", (ROOT / "docs" / lang / "explanation" / "judging.md").read_text(encoding="utf-8"))
    for part in (TITLE, OPENING, *(one for c in CHAPTERS for one in (c.title, *c.said, *(p for _, p in c.points)))):
        sentence = re.sub(r"\s+", " ", part.say(lang).replace("\u00a0", " ").replace("\u202f", " "))
        assert sentence in said
        assert sentence in manual.replace("\u00a0", " ").replace("\u202f", " ")
