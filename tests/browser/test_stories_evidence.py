"""Stories 6, 7, 22, 24 and 25 of the domain notes (§10), in French, on a phone and at a desk, each counted.

An incident looked at together; what is closed or destroyed when a party leaves; what an analyst finds behind an
announced result; what a donor reads, and what it is told that this register does not hold.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

# Tests are imported by path (importlib mode), so modules that they share must be put where `import` looks.
sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "server"))

from homes import PASSPHRASE, give_key, using
from served import ROOT, Served, serve
from somebody import TODAY, Somebody

from toguna.cli.commands import COMMANDS
from toguna.server.home import Home
from toguna.server.intake.exercise.found import load_exercise

SIZES = pytest.mark.parametrize("size", ["phone", "desk"])


@pytest.fixture
def sits(acting: Served, page_fr: Any, enter: Any, axe: Any, overflow: Any) -> Callable[[str, str], Somebody]:
    """`sits("observer", "phone")`: that seat, logged in, at its Point du jour."""

    def sit(seat: str, size: str) -> Somebody:
        page = page_fr(size)
        enter(page, acting, seat)
        return Somebody(page, axe, overflow)

    return sit


@SIZES
def test_6_an_incident_is_looked_at_together_and_the_dissent_stands_beside_the_finding(sits: Any, size: str) -> None:
    agreed, dissent = f"Au moins deux véhicules arrêtés ({size}).", f"Trois véhicules, selon nous ({size})."
    office = sits("mediation", size).opens("Incidents et alertes").taps("Inscrire un incident")
    office.chooses("kind", "ROB-ROAD").dates("date", "2031-06-04").chooses("where", "valombrine-talvane").sends()
    office.taps("Lire la fiche")
    address = office.page.url
    # Nothing is verified because somebody says so.
    assert "Inscrire qu’il est vérifié" not in office.said
    office.taps("Examiner").chooses("reliability", "B").chooses("credibility", "2")
    office.chooses("handling", "army", "kite").sends().taps("Lire la fiche")
    # Two of one side are no parity: the form says why and what to add, and keeps what was ticked.
    office.taps("Désigner une équipe conjointe").chooses("team", "kite", "lantern")
    office.taps("Inscrire au registre").sound()
    assert "L’équipe ne réunit pas deux composantes" in office.said and "Y ajouter une partie" in office.said
    office.chooses("team", "army").chooses("team", "lantern").sends().taps("Lire la fiche").sound()
    assert "équipe désignée" in office.said.lower()
    offered = office.page.locator("section.offers a").all_inner_texts()
    assert "Inscrire la visite sur le terrain" in offered
    assert len(set(offered)) == len(offered), "what is said of the incident and of its team's work reads differently"
    # The seats of the team, each on the incident's page.
    army = sits("army", size)
    army.page.goto(address)
    army.taps("Inscrire la visite sur le terrain").dates("date", "2031-06-12").sends().taps("Lire la fiche")
    kite = sits("kite", size)
    kite.page.goto(address)
    kite.taps("Inscrire les constats").writes("finding", "Deux véhicules, au bac.").sends().taps("Lire la fiche")
    army.page.goto(address)
    army.taps("Faire inscrire un désaccord").sound().writes("what", dissent).sends()
    office.page.goto(address)
    office.taps("Adopter le constat").dates("date", TODAY).writes("finding", agreed).sends()
    office.taps("Lire la fiche").taps("Inscrire qu’il est vérifié").sends().taps("Lire la fiche").sound()
    assert agreed.rstrip(".") in office.said and dissent.rstrip(".") in office.said
    office.effort.record("6", size)
    # The team reads who dissented; a member who was not in it reads both sentences and no name, place or day.
    army.page.goto(address)
    assert "Forces armées" in army.said and dissent.rstrip(".") in army.said
    other = sits("lantern", size)
    other.page.goto(address)
    assert agreed.rstrip(".") in other.said and dissent.rstrip(".") in other.said
    assert (
        "Forces armées" not in other.said and "Cerf-Volant" not in other.said and not re.search(r"\b4 juin", other.said)
    )
    assert other.page.get_by_role("link", name="Faire inscrire un désaccord").count() == 0


LEAVER = {"phone": ("prefecture", "Préfecture de Hautebrise"), "desk": ("interim", "Autorité intérimaire d’Ostrine")}


@SIZES
def test_7_a_party_leaves_by_two_people_and_what_was_sealed_for_it_ends(sits: Any, acting: Served, size: str) -> None:
    party, name = LEAVER[size]
    phrases = acting.phrases["ostrine"]
    office = sits("mediation", size).opens("Registre").taps("Parties").taps(name).sound()
    assert "Ce qui suivrait d’un départ" in office.said and "Les clés sont détruites" in office.said
    office.taps("Inscrire qu’une partie quitte le cadre").sound()
    assert "un autre titulaire ou suppléant doit confirmer" in office.said
    # The party and the day stand there already; without the passphrase nothing is even proposed.
    office.taps("Inscrire au registre")
    office.page.get_by_role("alert").wait_for()
    assert "phrase de passe" in office.page.get_by_role("alert").inner_text()
    office.writes("phrase", phrases["mediation"]).sends().effort.record("7", size)
    office.taps("Lire la fiche").sound()
    assert "attend une seconde personne" in office.said
    assert office.page.get_by_role("link", name="Confirmer, comme seconde personne").count() == 0
    # Another person of the party concerned, from the party's page to the end.
    own = sits(party, size).opens("Registre").taps("Parties").taps(name).taps("Un départ est proposé")
    own.taps("Confirmer, comme seconde personne").sound()
    own.writes("phrase", phrases[party]).taps("Inscrire au registre")
    own.page.wait_for_url(re.compile("/registre/a-deux/"))
    assert "confirmé à deux" in own.said, "its own place is closed, so there is no receipt to keep"
    # The door is shut for it from then on, and the page says what followed.
    office.opens("Registre").taps("Parties").taps(name).sound()
    assert "a quitté le cadre" in office.said and "Ce qui suit de son départ" in office.said
    own.page.goto(f"{acting.url}/fr/ostrine/entrer/")
    seats = own.page.get_by_label("Titulaire ou suppléant").locator("option").all_inner_texts()
    assert seats and not [one for one in seats if name in one]
    # Where the rest is done is said on the page, with commands that exist.
    proves = office.opens("Registre").taps("Ce que ce registre prouve").part("Si une partie part, ou si la paix échoue")
    named = re.findall(r"« toguna (\w+) »", proves)
    assert named == ["lock", "withdraw"] and set(named) <= {one.name for one in COMMANDS}
    assert "à deux personnes" in proves and "chaque trimestre" in proves


@SIZES
def test_22_an_analyst_follows_a_result_to_its_measure_its_effect_and_the_rule(sits: Any, size: str) -> None:
    analyst = sits("observer", size).opens("Bilan")
    analyst.taps("Les braquages ont pris fin sur l’axe de Talvane").sound()
    assert "Des sources datées disent le contraire" in analyst.said
    assert "Crue d’avril" in analyst.part("Autres explications possibles")
    analyst.taps("(v02)").sound().taps("La mesure a-t-elle eu un effet").sound()
    # Two measures at once on one road: a word and the reason, never a number.
    assert analyst.page.locator("main .tag").first.inner_text() == "contesté"
    assert "D’autres mesures couvraient la même période" in analyst.said and "(v08)" in analyst.said
    assert "%" not in analyst.said
    analyst.taps("Comment nous jugeons").sound()
    assert "Personne ne le choisit" in analyst.said
    analyst.effort.record("22", size)


@pytest.fixture(scope="module")
def exercise(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The exercise, whose measures have effects that can be told, for whoever has no seat: once for both sizes."""
    home = Home(tmp_path_factory.mktemp("exercise") / "home")
    with using(home, create=True):
        give_key(home)
        load_exercise(home, PASSPHRASE)
    with serve(home.path, {}) as served:
        yield served


@SIZES
def test_22_an_effect_has_its_interval_its_word_and_what_could_be_wrong_with_it(
    exercise: Served, page_fr: Any, axe: Any, overflow: Any, size: str
) -> None:
    page = page_fr(size)
    page.goto(f"{exercise.url}/fr/cirandelle/mesures/x2a/")
    analyst = Somebody(page, axe, overflow)
    analyst.effort.follow(page.locator('main a[href*="/effet/"]').first)
    page.get_by_role("heading", name="Ce qui pourrait être faux").wait_for()
    analyst.sound()
    found = re.search(r"environ (\d+) % d’incidents en moins .*?\(entre (\d+) % et (\d+) % en moins\)", analyst.said)
    assert found, analyst.said
    middle, low, high = map(int, found.groups())
    assert low < middle < high <= 100
    word = page.locator("main .tag").first.inner_text()
    assert f": {word}." in analyst.said, "the sentence and the word say the same"
    assert "Axes de comparaison" in analyst.part("Ce qui est comparé")
    # Behind the picture the numbers, month by month, for whoever wants to count again.
    analyst.effort.tap(page.get_by_text("Les chiffres, mois par mois"))
    assert page.locator("table.numbers tbody tr").count() >= 24
    analyst.taps("Comment nous jugeons")
    assert word in analyst.said.lower()


def names() -> set[str]:
    """Every party of the invented scenario but the donor itself, and the places on its roads."""
    told = yaml.safe_load((ROOT / "src/toguna/scenarios/veranda.yaml").read_text(encoding="utf-8"))
    parties = {one["fr"] for one in told["parties"] if one["id"] != "donor"}
    return parties | {"Talvane", "Sorbane", "Ambrelune", "Lumerane"}


@SIZES
def test_24_a_donor_reads_numbers_that_are_large_enough_and_nobodys_name(sits: Any, size: str) -> None:
    donor = sits("donor", size).opens("Bilan").taps("Ce que le soutien porte").sound()
    ended = donor.part("Ce qu’une coupe arrêterait")
    # One measure ended for want of means: one is too few, and is not said to be none.
    assert "Déjà arrêtées faute de moyens trop peu pour être montré" in ended
    assert "ce n’est pas zéro" in donor.said and not re.search(r"\b[012] (mesures|tronçons-jours)", donor.said)
    assert "jamais par des arrestations" in donor.part("Présence constatée")
    assert sorted(name for name in names() if name in donor.said) == []
    assert not re.search(r"\(v\d\d\)", donor.said) and not re.search(
        r"jui(n|llet) 2031", donor.said.split("Des nombres")[1]
    )
    donor.taps("Effets estimés, avec leur incertitude").sound()
    assert "On ne peut pas encore conclure" in donor.said and "dix-neuf mois sur vingt" in donor.said
    donor.effort.record("24", size)


@SIZES
def test_25_a_donor_is_told_what_this_register_does_not_hold_and_whom_to_ask(
    acting: Served, sits: Any, size: str
) -> None:
    donor = sits("donor", size).opens("Bilan").taps("Ce que le soutien porte").sound()
    # Each review by its name; none is recorded here, and that is said to be no word in its favour.
    reviews = donor.part("Revues, et jusqu’à quand elles valent")
    assert "Ce qui n’est pas inscrit n’est pas connu : ce n’est pas « en règle »." in reviews
    for name in ("analyse d’impact", "consentement", "parité", "diligence raisonnable", "protocole de partage"):
        assert name in reviews.lower(), name
    assert reviews.count("aucune n’est inscrite") == 5
    # No list that could be taken for a clearance, and nothing to open behind it.
    assert "sanction" not in donor.said.lower() and "conforme" not in donor.said.lower()
    # Parity is audited on a page that everybody reads: rules, and no request, party or person.
    donor.opens("Registre").taps("Ce que ce registre prouve").taps("Parité entre l’État et les mouvements").sound()
    assert "Aucune différence" in donor.part("Ce que chacun peut lire")
    assert donor.page.locator("table").count() == 1, "the table of requests is for members"
    assert sorted(name for name in names() if name in donor.said) == []
    donor.effort.record("25", size)
    # What could single out a unit or a person is not there for a donor, not even as a refusal.
    for hidden in ("incidents/i03/", "bilan/c03/", "bilan/c04/", "bilan/c05/"):
        assert donor.page.request.get(f"{acting.url}/fr/ostrine/{hidden}").status == 404, hidden
