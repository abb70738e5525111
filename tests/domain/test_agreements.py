"""Agreements and clauses: the status of a clause at a place on a day (replay r4)."""

from __future__ import annotations

from datetime import date

from toguna.base.text import Words
from toguna.domain.agreements import AGREEMENT, Agreement, Clause, beside, standing, standing_at
from toguna.domain.entity import typed

ART28 = typed(
    {
        "id": "apr-2015-art28",
        "agreement": "apr-2015",
        "ref": {"en": "Article 28"},
        "statuses": [
            {"date": "2015-06-20", "status": "not_established", "place": {"en": "all"}, "basis": "inferred"},
            {"date": "2020", "status": "not_established", "place": {"en": "all"}, "basis": "note", "beside": True},
            {"date": "2019-01-29", "status": "legal_act", "place": {"en": "all"}, "basis": "press", "source": "crss"},
            {"date": "2020-12-02", "status": "first_installed", "place": {"en": "Ségou"}},
            {"date": "2021-06-25", "status": "installed", "place": {"en": "10 regions incl. Timbuktu, Gao, Taoudéni"}},
            {"date": "2022-08-04", "status": "communal_bodies", "place": {"en": "16 communes incl. Gao"}},
        ],
    },
    Clause,
)
TIMBUKTU = Words(fr="Tombouctou", en="Timbuktu")


def status(names: Words, on: date) -> str | None:
    found = standing_at(ART28, names, on)
    return found.status if found else None


def test_article_28_at_timbuktu():
    assert status(TIMBUKTU, date(2015, 1, 1)) is None
    assert status(TIMBUKTU, date(2018, 6, 1)) == "not_established"
    assert status(TIMBUKTU, date(2019, 6, 1)) == "legal_act"
    assert status(TIMBUKTU, date(2020, 12, 31)) == "legal_act"
    assert status(TIMBUKTU, date(2021, 7, 1)) == "installed"
    assert status(TIMBUKTU, date(2023, 1, 1)) == "installed"


def test_places_differ():
    assert status(Words(fr="Ségou"), date(2021, 7, 1)) == "first_installed"
    assert status(Words(fr="Gao"), date(2023, 1, 1)) == "communal_bodies"
    assert status(Words(fr="Kidal"), date(2023, 1, 1)) == "legal_act"
    assert [s.status for s in standing(ART28, date(2021, 7, 1))] == ["legal_act", "first_installed", "installed"]


def test_what_another_source_says_stands_beside_and_never_over():
    assert [s.basis for s in beside(ART28, date(2020, 6, 1))] == ["note"]
    assert beside(ART28, date(2019, 12, 31)) == ()
    assert status(TIMBUKTU, date(2020, 6, 1)) == "legal_act"


def test_a_later_status_for_all_places_closes_those_of_single_places():
    reversed_ = typed(
        {
            "id": "c",
            "agreement": "a",
            "ref": {"en": "1"},
            "statuses": [
                {"date": "2019", "status": "installed", "place": {"fr": "Gao"}},
                {"date": "2020", "status": "reversed"},
            ],
        },
        Clause,
    )
    assert [s.status for s in standing(reversed_, date(2021, 1, 1))] == ["reversed"]


def test_an_agreement_is_signed_by_several_on_their_days():
    machine = AGREEMENT.machine
    assert machine is not None
    assert machine.allows("signed", "signed") and machine.allows("signed", "ended")
    assert not machine.allows("ended", "in_force")
    apr = typed(
        {
            "id": "apr-2015",
            "level": "national",
            "name": {"en": "Agreement"},
            "signed": [{"date": "2015-05-15", "by_text": {"en": "State and Plateforme"}}, {"date": "2015-06-20"}],
            "ended": {"date": "2024-01-25", "how": {"en": "by the government"}, "basis": "press"},
            "missing_in_text": ["deadline", "means"],
            "status": "ended",
        },
        Agreement,
    )
    assert apr.ended is not None and [s.date.iso() for s in apr.signed] == ["2015-05-15", "2015-06-20"]
