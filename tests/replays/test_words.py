"""R4 and R5: a clause over the years, and a claim with what contradicts it, replayed through the acts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from theatre import Theatre

from toguna.domain.claims import Claim, RefusedWords
from toguna.server.acts.performing import UnknownAct
from toguna.server.queries import claims
from toguna.server.queries.agreements import clauses

Play = Callable[[str], Theatre]


def test_r4_a_clause_is_a_history_by_place_and_not_a_colour(play: Play) -> None:
    stage = play("2018-12-01")
    accord = stage.does("bureau", "agreement.write", name="Accord des Deux Rives", level="national").case
    stage.does("bureau", "agreement.sign", accord, date="2015-06-20", by=["province", "heron"])
    clause = stage.does("bureau", "clause.write", agreement=accord, ref="Article 28", theme="comités de sécurité").case

    def says(day: str, status: str, place: str, **more: str) -> None:
        play(day).does("temoin", "clause.say", clause, date=day, status=status, place=place, **more)

    says("2018-12-31", "not_established", "partout", why="aucun texte")
    says("2019-01-29", "legal_act", "partout", what="un décret crée les comités")
    says("2020-12-10", "first_installed", "région du fleuve")
    says("2021-06-15", "installed", "région de la vallée")
    says("2022-03-01", "met", "région de la vallée")
    play("2023-12-31")

    def told(day: str) -> dict[str, str]:
        rows = [row for row in clauses(stage.reads("bureau", day)) if row.id == clause]
        return {row.place.fr: row.status for row in rows}

    assert told("2018-12-31") == {"partout": "not_established"}
    assert told("2019-06-30") == {"partout": "legal_act"}, "a decree is no body"
    assert told("2020-12-31") == {"partout": "legal_act", "région du fleuve": "first_installed"}
    assert told("2021-12-31")["région de la vallée"] == "installed"
    assert told("2023-12-31") == {
        "partout": "legal_act",
        "région du fleuve": "first_installed",
        "région de la vallée": "met",
    }
    assert {row.id for row in clauses(stage.reads("notables"))} == {clause}
    stage.refuses(UnknownAct, "heron", "clause.say", clause, date="2023-12-31", status="acted_on")


@pytest.mark.parametrize(
    "words",
    [
        "les braquages ont pris fin sur l’axe",
        "plus aucun braquage",
        "la mesure est un succès",
        "le banditisme est éliminé",
    ],
)
def test_r5_words_that_only_a_study_may_give_are_refused(play: Play, words: str) -> None:
    stage = play("2020-03-01")
    patrol = stage.begin("heron", "2020-06-30")
    play("2020-03-20")
    said = stage.refuses(RefusedWords, "temoin", "claim.announce", says=words, about=[patrol])
    assert any(word in said for word in words.split())


def test_r5_the_claim_is_contested_with_four_contrary_items_and_the_reply_beside(play: Play) -> None:
    stage = play("2020-03-01")
    patrol = stage.begin("heron", "2020-06-30")
    play("2020-03-20")
    claim = stage.does(
        "temoin",
        "claim.announce",
        says="les braquages ont baissé et le commerce a repris",
        about=[patrol],
        window="2019",
    ).case

    def judged() -> tuple[str, int, int]:
        (row,) = [one for one in claims.claims(stage.reads("notables")) if one.id == claim]
        return row.verdict, len(row.favour), len(row.against)

    assert judged() == ("reported", 0, 0)
    stage.does("temoin", "claim.add", claim, side="for", what="un marché plus fréquenté", kind="press", date="2019-05")
    assert judged()[0] == "reported", "words do not back words"
    for what, day in (
        ("vingt véhicules dépouillés", "2019-05-28"),
        ("quatre véhicules attaqués et brûlés", "2019-09-23"),
        ("un chauffeur tué", "2019-04-11"),
        ("deux mois calmes avant la mesure déjà", "2017-04"),
    ):
        stage.does("temoin", "claim.add", claim, side="against", what=what, kind="press", date=day)
    assert judged() == ("contested", 1, 4)
    stage.does("heron", "claim.reply", claim, what="ces faits datent d’après notre départ")
    (row,) = [one for one in claims.claims(stage.reads("notables")) if one.id == claim]
    assert [words.fr for _, _, words in row.replies] == ["ces faits datent d’après notre départ"]
    assert stage.held(Claim, claim).status == "announced"
    stage.refuses(UnknownAct, "heron", "claim.withdraw", claim, why="elle nous gêne")
