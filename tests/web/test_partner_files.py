"""A partner's file on the page: taken in memory, worked on beside the others, told how far and what came of it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from acted import TODAY, acting, sitting
from django.core.files.uploadedfile import SimpleUploadedFile
from pages import text

from toguna.domain.incidents import Report
from toguna.server.home import Home
from toguna.server.queries.reading import read

if TYPE_CHECKING:
    from django.test import Client

__all__ = ["acting", "sitting"]
ADDRESS = f"/fr/ostrine/fichier-partenaire/{TODAY}"
ROWS = "id,date,kind,where,told\n" + "".join(
    f"{n},2031-06-14,ROB-ROAD,valombrine-talvane,Deux véhicules.\n" for n in range(3)
)


def given(rows: str = ROWS, source: str = "ong-veille", **more: str) -> dict[str, Any]:
    return {"fichier": SimpleUploadedFile("veille mai.csv", rows.encode()), "source": source, **more}


def finished(browser: Client) -> Any:
    """The page once the file is through."""
    for thread in threading.enumerate():
        if thread.name == "partner-file":
            thread.join(60)
    answer = browser.get(ADDRESS)
    assert answer.status_code == 200 and "Refresh" not in answer.headers
    return answer


def held(home: Home, source: str) -> list[Report]:
    reading = read(home, framework="ostrine", seat=None, as_of=None)
    return [one for one in reading.all(Report) if (one.external or "").startswith(f"{source}:")]


@pytest.fixture(autouse=True)
def nothing_is_written(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    from django.core.files import uploadedfile

    from toguna.server.web import partner_columns, partner_files

    def refused(*args: object, **kwargs: object) -> None:
        raise AssertionError("the file was written to the disk")

    monkeypatch.setattr(uploadedfile.tempfile, "NamedTemporaryFile", refused)
    yield
    partner_files._WORKS.clear()
    partner_columns._WAITING.clear()


def test_the_page_tells_how_far_it_is_and_then_what_came_of_it(
    acting: Home, sitting: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    from toguna.server.actions import entering, partners

    monkeypatch.setattr(partners, "_STEP", 1)
    one_is_in, go_on = threading.Event(), threading.Event()
    steps = []

    def enter(*said: Any) -> list[bytes]:
        if steps:
            one_is_in.set()
            assert go_on.wait(60)
        steps.append(said)
        return entering.enter(*said)

    monkeypatch.setattr(partners, "enter", enter)
    browser, other = sitting("mediation"), sitting("army")
    answer = browser.post(ADDRESS, given())
    assert answer.status_code == 302, text(answer)
    assert answer["Location"].startswith("/fr/ostrine/fichier-partenaire/")
    assert one_is_in.wait(60)
    answer = browser.get(ADDRESS)
    assert answer["Refresh"] == "2", "without scripts too"
    assert "veille mai.csv 33 % 33 % · 1 lignes sur 3 · encore 10 s" in text(answer)
    assert "veille mai" not in text(other.get(ADDRESS)), "another seat does not learn what is brought in"
    answer = other.post(ADDRESS, given(source="x"))
    assert answer.status_code == 409 and "Un autre fichier est en cours" in text(answer)
    go_on.set()
    assert "Ce que le fichier a apporté veille mai.csv nouveaux : 3" in text(finished(browser))
    assert len(held(acting, "ong-veille")) == 3
    browser.post(ADDRESS, given())
    assert "nouveaux : 0 inchangés : 3" in text(finished(browser))


def test_a_trial_records_nothing_and_rows_that_do_not_fit_are_told(
    acting: Home, sitting: Callable[[str], Client]
) -> None:
    browser = sitting("mediation")
    browser.post(ADDRESS, given(source="essai", essai="oui"))
    assert "Ce que le fichier changerait veille mai.csv nouveaux : 3" in text(finished(browser))
    wrong = ROWS.replace("1,2031-06-14", "1,14 juin", 1)
    browser.post(ADDRESS, given(wrong, "essai"))
    told = text(finished(browser))
    assert "Lignes à corriger : 1 ; rien n’a été inscrit. ligne 3, colonne date" in told
    assert "--" not in told, "no option of the command line"
    assert held(acting, "essai") == []
    browser.post(ADDRESS, given(wrong, "essai", laisser="oui"))
    assert "nouveaux : 2 lignes laissées de côté : 1" in text(finished(browser))


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"source": "x"}, "Aucun fichier n’est arrivé"),
        (given(source="Ma Source"), "minuscules sans accent"),
    ],
)
def test_what_cannot_be_taken_is_said_at_once(
    sitting: Callable[[str], Client], sent: dict[str, Any], said: str
) -> None:
    answer = sitting("mediation").post(ADDRESS, sent)
    assert answer.status_code == 400 and said in text(answer)


def test_not_without_the_key_and_not_for_readers_who_may_not_report(
    acting: Home, sitting: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    from toguna.server.web import partner_files

    monkeypatch.setattr(partner_files.serving, "held", lambda: None)
    answer = sitting("mediation").post(ADDRESS, given(source="sans-cle"))
    assert answer.status_code == 409 and "lecture seule" in text(answer)
    assert sitting("donor").get(ADDRESS).status_code == 404


def test_its_body_stays_in_memory_and_a_longer_one_is_let_go() -> None:
    from waitress.adjustments import Adjustments

    from toguna.server import listening

    head = b"POST /fr/ostrine/fichier-partenaire/ HTTP/1.1\r\nHost: x\r\nContent-Length: 90000000"
    parser = listening._Request(Adjustments())
    parser.parse_header(head)
    body = parser.body_rcv.buf
    assert isinstance(body, listening.Bounded)
    body.append(b"x" * listening.LARGEST_TABLE)
    assert body.overflowed is False and len(body) == listening.LARGEST_TABLE
    body.append(b"x")
    assert len(body) == listening.LARGEST_TABLE + 1 and body.buf is None


THEIRS = "Réf;Jour;Type;Localité;Récit;Morts\n" + "".join(
    f"{n};05/06/2031;Braquage;Ostrine;Deux véhicules.;{n}\n" for n in range(2)
)
CHOSEN = {
    "colonne-id": "Réf",
    "colonne-date": "Jour",
    "colonne-near": "Localité",
    "colonne-told": "Récit",
    "colonne-killed": "Morts",
    "jour": "oui",
}


def test_columns_are_chosen_on_the_page_and_kept_for_the_next_file(
    acting: Home, sitting: Callable[[str], Client]
) -> None:
    browser, other = sitting("mediation"), sitting("army")
    assert browser.post(ADDRESS, given(THEIRS, "ong-sud")).status_code == 302
    asked = browser.get(ADDRESS)
    assert "Refresh" not in asked.headers
    page = text(asked)
    assert "Ce que contiennent les colonnes" in page and "Récit" in page and "Lire et inscrire ainsi" in page
    assert "What the columns hold" in text(browser.get(ADDRESS.replace("/fr/", "/en/")))
    assert "Récit" not in text(other.get(ADDRESS)), "another seat does not see the file"
    late = other.post(ADDRESS, CHOSEN)
    assert late.status_code == 400 and "n’est plus en mémoire" in text(late)
    lacking = browser.post(ADDRESS, {**CHOSEN, "colonne-date": ""})
    assert lacking.status_code == 400 and "laquelle sa date" in text(lacking)
    assert "Récit" in text(lacking) and held(acting, "ong-sud") == []
    forged = browser.post(ADDRESS, {**CHOSEN, "colonne-id": "Nom"})
    assert forged.status_code == 400, "a column that the file has not"
    assert browser.post(ADDRESS, CHOSEN).status_code == 302
    assert "nouveaux : 2" in text(finished(browser))
    reports = sorted(held(acting, "ong-sud"), key=lambda one: one.external or "")
    assert [(one.date and one.date.iso(), one.near, one.killed) for one in reports] == [
        ("2031-06-05", "ostrine", 0),
        ("2031-06-05", "ostrine", 1),
    ]
    assert browser.post(ADDRESS, given(THEIRS, "ong-sud")).status_code == 302
    assert "inchangés : 2" in text(finished(browser)), "the next file of the source is read alike"
    browser.post(ADDRESS, given(THEIRS, "ong-sud", colonnes="oui"))
    assert "Ce que contiennent les colonnes" in text(browser.get(ADDRESS)), "chosen anew when asked for"


def test_a_trial_with_chosen_columns_records_nothing(acting: Home, sitting: Callable[[str], Client]) -> None:
    browser = sitting("mediation")
    assert browser.post(ADDRESS, given(THEIRS, "ong-est", essai="oui")).status_code == 302
    assert "Essayer ainsi" in text(browser.get(ADDRESS))
    assert browser.post(ADDRESS, CHOSEN).status_code == 302
    assert "Ce que le fichier changerait" in text(finished(browser))
    assert held(acting, "ong-est") == []


def test_a_file_waits_no_longer_than_said(
    acting: Home, sitting: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    from toguna.server.web import partner_columns

    browser = sitting("mediation")
    browser.post(ADDRESS, given(THEIRS, "ong-nord"))
    monkeypatch.setattr(partner_columns, "KEPT_SECONDS", -1)
    late = browser.post(ADDRESS, CHOSEN)
    assert late.status_code == 400 and "quart d’heure" in text(late)
    assert partner_columns._WAITING == {}
