"""Nobody reads another's plan, caucus or raw report: not the secretariat, not whoever holds the tables."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from acted import TODAY, done
from pages import text

if TYPE_CHECKING:
    from django.test import Client

SERVER = Path(__file__).resolve().parents[2] / "src" / "toguna" / "server"
Sitting = Callable[[str], "Client"]
SEATS = ("mediation", "governorate", "army", "kite", "lantern", "chiefs", "youth", "observer", "donor")
WORDS = "Un barrage prend mille francs à la sortie de Talvane."


def test_a_report_is_read_by_its_own_seat_and_the_secretariat_alone(sitting: Sitting) -> None:
    chiefs = sitting("chiefs")
    case = done(
        chiefs, "report.give", kind="CHK-ILL", date="2031-06-15", where="valombrine-talvane", told=WORDS, basis="seen"
    )
    addresses = (f"signalements/{case}/", "signalements/", "incidents/", "", "registre/inscriptions/", "alertes/")
    for seat in SEATS:
        browser = sitting(seat)
        for address in addresses:
            said = text(browser.get(f"/fr/ostrine/{address}{TODAY}"))
            own = seat in ("chiefs", "mediation") and address == f"signalements/{case}/"
            assert (WORDS in said) == own, (seat, address)
    assert WORDS not in brief_of("army")


def brief_of(seat: str) -> str:
    """What a seat's brief says, in words."""
    from django.conf import settings

    from toguna.server.queries.reading import read
    from toguna.server.queries.situation import situation

    return repr(situation(read(settings.HOME, framework="ostrine", seat=seat, as_of=date(2031, 6, 16))))


def test_whoever_holds_the_tables_finds_no_patrol_plan_in_clear() -> None:
    """None is stored: no act, no phone and no message writes an outing that is to come. An outing is told when it is
    over, and what is sealed opens on no machine that it was not sealed for (`tests/server/exchange/test_canary.py`).
    """
    from toguna.server.acts.catalogue import ACTS

    outings = [act for act in ACTS.values() if act.noun == "outing"]
    assert outings
    for act in outings:
        waiting = list(act.fields)
        while waiting:
            field = waiting.pop()
            waiting += field.parts
            assert field.codes is None or "planned" not in field.codes, (act.name, field.name)
    for folder in ("actions", "intake/odk", "intake/sms"):
        for path in (SERVER / folder).rglob("*.py"):
            for name in ("outing", "sending", "answer", "meaning", "message"):
                if name in path.stem:
                    assert '"planned"' not in path.read_text(encoding="utf-8"), path
