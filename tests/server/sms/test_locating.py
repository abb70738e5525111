"""A place in people's words, from an SMS: one sure spot is entered, several are asked back, none is guessed."""

from __future__ import annotations

import pytest
from gateways import Line
from office import Office

from toguna.domain.incidents import Report
from toguna.server.actions.letters import GSM, LONGEST
from toguna.server.office.models import Submission


def reports(office: Office) -> tuple[Report, ...]:
    return tuple(office.reading("mediation").all(Report))


@pytest.fixture
def line(office: Office) -> Line:
    return Line(office, "smssync")


@pytest.mark.parametrize(
    ("where", "road", "near", "along_m"),
    [
        ("PK 45, axe Valombrine-Talvane", "valombrine-talvane", None, 45_000),
        ("à 10 km de Valombrine vers Ostrine", "valombrine-talvane", None, 10_000),
        ("à l'entrée de Talvane", "valombrine-talvane", "talvane", 94_500),
        ("entre Valombrine et Lumerane", "valombrine-sorbane", None, None),
        ("a Ostrine", "ostrine", "ostrine", None),
    ],
)
def test_one_sure_spot_is_entered(
    office: Office, line: Line, where: str, road: str, near: str | None, along_m: int | None
) -> None:
    said = line.sms(f"Braquage {where} le 14/06, 2 morts")
    assert said.startswith("Recu "), said
    assert "Il manque" not in said
    (report,) = reports(office)
    assert (report.where, report.killed) == ((road,), 2)
    assert near is None or report.near == near
    assert report.along_m == along_m
    assert (report.within_m is None) == (report.gazetteer is None) == (along_m is None)


def test_several_spots_are_asked_back_with_their_names(office: Office, line: Line) -> None:
    said = line.sms("Braquage 20 km après Lumerane le 14/06, 2 morts")
    number = said.split(":")[0].split()[-1]
    both = "(entre Valombrine et Lumerane ou entre Lumerane et Sorbane?)"
    assert f"Il manque: ou {both}. Repondez {number} puis ce qui manque" in said, said
    assert len(said) <= LONGEST
    assert set(said) <= GSM
    assert reports(office) == (), "nothing is entered while two spots are possible"
    assert Submission.objects.get().state == "incomplete"
    done = line.sms(f"{number} 20 km après Lumerane vers Sorbane")
    assert done.startswith(f"Corrige {number}: "), done
    (report,) = reports(office)
    assert (report.where, report.killed) == (("valombrine-sorbane",), 2)
    assert report.along_m is not None
    assert report.where_said is not None
    assert report.where_said.fr == "20 km apres lumerane vers sorbane"


@pytest.mark.parametrize(
    "where", ["entre Zorblax et Valombrine", "à Zorblax", "entre Ostrine et Sorbane et Grisane", "20 km au sud"]
)
def test_what_is_not_known_is_asked_and_not_guessed(office: Office, line: Line, where: str) -> None:
    assert "Il manque: ou" in line.sms(f"Braquage {where} le 14/06, 2 morts")
    assert reports(office) == ()


def test_another_place_later_leaves_nothing_of_the_first(office: Office, line: Line) -> None:
    number = line.sms("Braquage PK 45, axe Valombrine-Talvane le 14/06").split(":")[0].split()[-1]
    assert reports(office)[0].along_m == 45_000
    assert "Sorbane" in line.sms(f"{number} Sorbane")
    (report,) = reports(office)
    assert (report.where, report.along_m, report.within_m, report.where_said) == (("sorbane",), None, None, None)


def test_a_name_beside_the_place_does_not_get_into_the_register(office: Office, line: Line) -> None:
    line.sms("Braquage PK 45 axe Valombrine-Talvane chez Kouroumako le 14/06, 2 morts")
    for report in reports(office):
        assert "kouroumako" not in str(report.where_said or "").lower()
        assert "kouroumako" not in str(report.told or "").lower()
