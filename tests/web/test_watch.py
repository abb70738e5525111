"""The page Veille: in words first, as far as the reader may see, and never waiting for its calculation."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from homes import PASSPHRASE, environment, using
from pages import copy_of, text

from toguna.domain.wire import Payload
from toguna.server.home import Home

if TYPE_CHECKING:
    from django.test import Client

MONDAY, WEEKS = date(2029, 6, 4), 104
LAST = MONDAY + timedelta(days=7 * WEEKS - 1)
SHOWN = LAST + timedelta(days=3)
STRETCHES = [
    ("valombrine-talvane", "valombrine"),
    ("valombrine-talvane", "ambrelune"),
    ("valombrine-sorbane", "lumerane"),
]


def incidents() -> Iterator[Payload]:
    """Two quiet years, then fourteen incidents between Ostrine and Ambrelune in three weeks; one reprisal there."""
    chance = np.random.default_rng(3)
    for week in range(WEEKS):
        road, near = STRETCHES[int(chance.integers(len(STRETCHES)))]
        yield said(f"w{week}", MONDAY + timedelta(days=7 * week + int(chance.integers(7))), road, near)
    for n in range(14):
        yield said(f"x{n}", LAST - timedelta(days=int(chance.integers(21))), "valombrine-talvane", "ostrine")
    yield said("rep", LAST - timedelta(days=9), "valombrine-talvane", "ostrine", kind="REP")


def said(case: str, day: date, road: str, near: str, kind: str = "ROB-ROAD") -> Payload:
    fields = {"date": day.isoformat(), "kind": kind, "where": [road], "near": near, "framework": "ostrine"}
    return Payload("incident.reported", case, fields)


@pytest.fixture(scope="module")
def copied(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which violence has come back on one stretch."""
    from toguna.server.actions.incidents import report_incidents
    from toguna.server.actions.registers import open_key
    from toguna.server.queries.reading import read

    path = tmp_path_factory.mktemp("veille") / "home"
    with copy_of(loaded, path) as home:
        reading = read(home, framework="ostrine", seat="mediation", as_of=None)
        report_incidents(reading.register, reading.reader, open_key(home, PASSPHRASE), list(incidents()))
    return path


def asked(client: Client, address: str) -> Any:
    """The page once its answer is there; before that, it says that it is being worked out."""
    for _ in range(600):
        answer = client.get(address)
        assert answer.status_code == 200
        if "Refresh" not in answer:
            return answer
        assert "Le calcul est en cours" in text(answer) or "under way" in text(answer)
        time.sleep(0.05)
    raise AssertionError("the answer never came")


def address(framework: str = "ostrine", lang: str = "fr", day: date = SHOWN) -> str:
    return f"/{lang}/{framework}/veille/?le={day.isoformat()}"


def test_a_signal_is_told_in_words_first_with_its_rarity(seated: Callable[[str, str], Client]) -> None:
    words = text(asked(seated("ostrine", "youth"), address()))
    assert "La veille donne un signal" in words
    assert "Ostrine–Ambrelune" in words
    assert re.search(r"\d+ incidents du \d+.* pour \d+,\d attendus", words)
    assert re.search(r"Le hasard seul en montrerait autant environ une fois en \d+ (mois|ans)", words)
    assert "au plus une fausse alerte par an et par cadre" in words
    assert words.index("Ostrine–Ambrelune") < words.index("Sur la carte") < words.index("Le long de l’axe")


def test_the_map_marks_the_stretch_and_nothing_finer(client: Client) -> None:
    body = asked(client, address()).content.decode()
    assert body.count('class="marked"') >= 2, "on the map and along the road"
    assert "ROB-ROAD" not in body and ">x0<" not in body


def test_in_english_too(client: Client) -> None:
    words = text(asked(client, address(lang="en")))
    assert "The watch gives a signal" in words and "about once in" in words


def test_a_week_comes_into_sight_72_hours_after_it_is_over(seated: Callable[[str, str], Client]) -> None:
    """The rise began in the week of 12 May; on the Wednesday after it, others are shown the week before."""
    wednesday = LAST - timedelta(days=14 + 4)
    member = text(asked(seated("ostrine", "army"), address(day=wednesday)))
    office = text(asked(seated("ostrine", "mediation"), address(day=wednesday)))
    assert "jusqu’au 6 mai 2031" in member or "jusqu’au 11 mai 2031" in member
    assert "jusqu’au 11 mai 2031" in office
    assert "jusqu’au 18 mai 2031" not in member + office, "a week that is not over is shown to nobody"


def test_reprisals_are_counted_as_left_out_for_everybody(seated: Callable[[str, str], Client]) -> None:
    for seat in ("mediation", "army"):
        words = text(asked(seated("ostrine", seat), address()))
        assert re.search(r"connus par cercle seulement : [1-9]", words)


def test_a_donor_is_told_that_the_page_is_for_members(seated: Callable[[str, str], Client]) -> None:
    words = text(asked(seated("ostrine", "donor"), address()))
    assert "réservée aux membres du cadre" in words
    assert "Ostrine–Ambrelune" not in words


def test_a_register_that_cannot_tell_says_so(client: Client) -> None:
    words = text(asked(client, address("timbuktu-taoudeni", day=date(2019, 4, 30))))
    assert "On ne peut pas encore conclure" in words
    assert "La veille donne un signal" not in words


def test_only_reading(client: Client) -> None:
    assert client.post(address()).status_code == 405


def test_what_fails_is_tried_again(copied: Path) -> None:
    """A failed calculation is not kept as an answer."""
    from toguna.server.queries.reading import read
    from toguna.server.web.watch import Answers

    with using(Home(copied)) as home:
        reading = read(home, framework="ostrine", seat="army", as_of=SHOWN)
        answers = Answers(4)
        with pytest.raises(AttributeError):
            wait(answers, None)
        assert wait(answers, reading).verdict == "signal"


def wait(answers: Any, reading: Any) -> Any:
    for _ in range(600):
        try:
            return answers.ask("key", reading)
        except TimeoutError:
            time.sleep(0.05)
    raise AssertionError("the answer never came")


def test_answers_do_not_pile_up(copied: Path, tmp_path: Path) -> None:
    """Whoever steps through the days does not queue up work without end."""
    from toguna.server.queries.reading import read
    from toguna.server.web.watch import MOST_WAITING, Answers

    shutil.copytree(copied, tmp_path / "home")
    with using(Home(tmp_path / "home")) as home:
        answers = Answers(64)
        for n in range(3 * MOST_WAITING):
            reading = read(home, framework="ostrine", seat="army", as_of=SHOWN - timedelta(days=n))
            try:
                answers.ask(n, reading)
            except TimeoutError:
                pass
        waiting = [one for one in answers._held.values() if not one.done()]
        assert len(waiting) <= MOST_WAITING
        for one in waiting:
            one.result()


def test_the_pages_load_without_the_analysis(copied: Path) -> None:
    """Serving, and the page's answer where numpy is not installed: its components are an extra."""
    code = f"""
import sys
from pathlib import Path
for name in ("numpy", "scipy", "numba"):
    sys.modules[name] = None
from toguna.server.boot import setup
from toguna.server.home import Home
home = Home(Path({str(copied)!r}))
setup(home)
from django.test import Client, override_settings
with override_settings(HOME=home, ALLOWED_HOSTS=["testserver"]):
    answer = Client().get("/en/ostrine/veille/")
assert answer.status_code == 200, answer.status_code
assert "lacks the components" in answer.content.decode()
"""
    subprocess.run([sys.executable, "-c", code], check=True, env=environment())


def test_commands_say_what_to_install(copied: Path) -> None:
    for name in ("scan", "watch", "monitor"):
        code = (
            "import sys\nfor name in ('numpy', 'scipy', 'numba'): sys.modules[name] = None\n"
            f"from toguna.cli.main import main\nsys.exit(main([{name!r}, '--home', {str(copied)!r}, '--lang', 'en']))"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment())
        assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
        assert "pip install 'toguna[analysis]'" in done.stderr
