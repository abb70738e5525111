"""The first fifteen minutes, in a real browser on an empty machine: a new secretary founds a framework, in French.

Counted by the formula of effort.py; nothing is prepared but what the pages propose.
"""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from effort import Effort, follow
from pypdf import PdfReader
from served import serve

MODELS = {
    "phone": ("Cadre de concertation", "Cadre de concertation de la vallée", "6", 11),
    "desk": ("Comité consultatif de sécurité", "Comité consultatif de sécurité de la région", "", 12),
}
QUARTER_OF_AN_HOUR_S = 900


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00a0\u202f]+", " ", text)


@pytest.mark.parametrize("viewport", ["phone", "desk"])
def test_a_new_secretary_founds_a_framework_within_a_quarter_of_an_hour(
    new_page, axe, overflow, tmp_path: Path, viewport: str
):
    model, name, quorum, parties = MODELS[viewport]
    home = tmp_path / "home"
    with serve(home, {}) as served:
        page = new_page("fr", viewport)
        # Twenty-two passphrases are hashed at their full cost: seconds of work, more where other tests run beside.
        page.context.set_default_timeout(60_000)
        effort = Effort(page)

        def sound() -> None:
            assert axe(page) == [], page.url
            assert overflow(page) == 0, page.url

        def button(label: str) -> None:
            effort.follow(page.get_by_role("button", name=label))

        # The passphrase first, typed twice from the paper; too short a one founds nothing.
        page.goto(served.entry)
        sound()
        page.get_by_label("Votre phrase de passe").fill("court")
        page.get_by_label("La même, recopiée du papier").fill("court")
        follow(page.get_by_role("button", name="Continuer"))
        assert "12 caractères" in squeezed(page.inner_text("main"))
        phrase = page.locator(".code").inner_text()
        effort.type(page.get_by_label("Votre phrase de passe"), phrase)
        effort.type(page.get_by_label("La même, recopiée du papier"), phrase)
        effort.tap(page.get_by_text(model, exact=True))
        button("Continuer")

        # Then the recovery sheet, before anything is founded: a block of it read back from the paper.
        sound()
        blocks = page.locator(".blocks code").all_inner_texts()
        assert len(blocks) == 14
        page.get_by_label("Recopier le bloc n° 5").fill("zzzzz")
        follow(page.get_by_role("button", name="C’est imprimé, continuer"))
        assert "Ce n’est pas le bloc n° 5" in squeezed(page.inner_text("main"))
        effort.type(page.get_by_label("Recopier le bloc n° 5"), blocks[4])
        button("C’est imprimé, continuer")

        # The framework: its members, rules and alarms stand there already.
        sound()
        assert page.get_by_label("Parties présentes pour le quorum").input_value() == quorum
        assert page.get_by_label("Silence avant adoption (heures)").input_value() == "72"
        assert page.get_by_label("Alarmes avant une fin (jours)").input_value() == "30, 14, 7, 2"
        assert sum(bool(one.input_value()) for one in page.get_by_label("Partie", exact=True).all()) == parties
        effort.type(page.get_by_label("Son nom"), name)
        effort.type(page.get_by_label("Axe", exact=True).first, "axe Amont–Aval")
        effort.type(page.get_by_label("Lieux, dans l’ordre").first, "Amont, Milieu, Aval")
        button("Fonder le registre")

        # A slip for each holder and alternate; the paper is the only place where they stand.
        sound()
        slips = page.locator(".slips li").all_inner_texts()
        assert len(slips) == 2 * parties and len(set(slips)) == 2 * parties
        button("C’est imprimé, continuer")
        sound()
        assert page.get_by_role("heading", level=1).inner_text() == "Les premiers pas"

        # One measure as it is known: who authorised it and until when are not.
        effort.follow(page.get_by_role("link", name="Inscrire la mesure"))
        sound()
        effort.choose(page.get_by_label("Quoi"), "road_patrol")
        effort.tap(page.get_by_role("group", name="Assurée par").get_by_text("Gendarmerie"))
        effort.tap(page.get_by_role("group", name="Sur quels tronçons").get_by_text("Amont–Milieu"))
        for group in ("Depuis le", "Jusqu’à quand"):
            effort.tap(page.get_by_role("group", name=group).get_by_text("Pas connue", exact=True))
        button("Inscrire")
        assert "/recus/" in page.url
        sound()
        effort.follow(page.get_by_role("link", name="Continuer les premiers pas"))

        # The next meeting, then its agenda and the first brief on paper, then the backup.
        effort.follow(page.get_by_role("link", name="Convoquer la rencontre"))
        effort.tap(page.get_by_role("group", name="Laquelle").get_by_text("ordinaire", exact=True))
        day = date.today() + timedelta(days=9)
        effort.day(page.get_by_label("Quand", exact=True), day.isoformat())
        button("Inscrire")
        assert "/recus/" in page.url
        effort.follow(page.get_by_role("link", name="Continuer les premiers pas"))
        printed = []
        for label in ("Ouvrir la note", "Imprimer l’ordre du jour"):
            with page.expect_download() as taken:
                effort.tap(page.get_by_role("link", name=label))
            pages = PdfReader(io.BytesIO(taken.value.path().read_bytes())).pages
            printed.append(squeezed(" ".join(one.extract_text() for one in pages)))
        note, agenda = printed
        assert name in note and "Ordre du jour" in agenda and "Amont" in note
        months = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
        said = f"{day.day} {months[day.month - 1]} {day.year}"
        assert not any(said in text for text in printed), "the copy for all carries no day to come"
        with page.expect_download() as taken:
            effort.tap(page.get_by_role("button", name="Faire la sauvegarde"))
        assert taken.value.path().stat().st_size > 1000
        page.reload()
        sound()
        assert page.locator(".tag", has_text="fait").count() == 3
        page.goto(f"{served.url}/fr/")
        assert page.get_by_role("link", name="Continuer les premiers pas").count() == 0
        sound()

        effort.record("founding", viewport)
        assert effort.seconds <= QUARTER_OF_AN_HOUR_S, (effort.taps, effort.typed, effort.seconds)
