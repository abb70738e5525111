"""What takes two people, on the pages: a party leaves, a content is erased, a sealed one is opened."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from acted import TODAY, act, acting, done, sitting
from homes import PASSPHRASE
from pages import main_of, phrase, text

from toguna.domain.requests import Request
from toguna.server.actions import countersigning as do
from toguna.server.actions.registers import open_key

__all__ = ["acting", "sitting"]

PARTY = f"/fr/ostrine/registre/parties/kite/{TODAY}"
LIST = f"/fr/ostrine/registre/a-deux/{TODAY}"


def reading(home: Any) -> Any:
    from toguna.server.queries.reading import read

    return read(home, framework="ostrine", seat="mediation", as_of=None)


def one(case: str) -> str:
    return f"/fr/ostrine/registre/a-deux/{case}/{TODAY}"


def proposed(browser: Any, seat: str, name: str, **said: Any) -> str:
    return done(browser, name, phrase=phrase(seat), **said)


def answered(browser: Any, seat: str, name: str, case: str) -> Any:
    return act(browser, name, case, phrase=phrase(seat))


def test_one_person_alone_can_do_none_of_it(sitting):
    kite = sitting("kite")
    # Without the passphrase given again nothing is even proposed.
    assert act(kite, "departure.propose", party="kite", since="2031-06-16").status_code == 409
    case = proposed(kite, "kite", "departure.propose", party="kite", since="2031-06-16")
    shown = text(kite.get(one(case)))
    assert "attend une seconde personne" in shown and "Confirmer" not in shown
    assert answered(kite, "kite", "countersigning.confirm", case).status_code == 409
    assert "il faut deux personnes" in text(answered(kite, "kite", "countersigning.confirm", case))
    assert "quitté" not in text(kite.get(PARTY)).split("Ce qui suivrait")[0]
    # Whose matter it is not learns nothing of a proposal.
    for other in ("army", "lantern", "donor"):
        assert sitting(other).get(one(case)).status_code == 404, other
        assert case not in sitting(other).get(LIST).content.decode(), other
        answer = act_refused(sitting(other), "countersigning.confirm", case)
        assert answer == 404, other
    # The second person may refuse it, and whoever proposed it may not be that person.
    assert answered(sitting("kite-suppleant"), "kite-suppleant", "countersigning.decline", case).status_code == 302
    assert "refusé" in text(kite.get(one(case)))
    assert act_refused(sitting("kite-suppleant"), "countersigning.confirm", case) in (200, 404)


def act_refused(browser: Any, name: str, case: str) -> int:
    status: int = browser.get(f"/fr/ostrine/agir/{name}/{TODAY}&cas={case}").status_code
    return status


def test_a_content_is_erased_by_two_of_the_party_whose_words_they_are(sitting, acting):
    secret = "Le gué de Sorbane est tenu par CANARI."
    kite, second, army = sitting("kite"), sitting("kite-suppleant"), sitting("army")
    case = done(kite, "report.give", where="valombrine-sorbane", kind="THR", date="2031-06-16", told=secret)
    assert secret in text(sitting("mediation").get(f"/fr/ostrine/signalements/{case}/{TODAY}"))
    # Not for a party whose words they are not, and not by somebody who knows only that they are there.
    refused = act(army, "erasure.propose", phrase=phrase("army"), what=case, reason="danger")
    assert refused.status_code == 409 and "cela revient à Mouvement du Cerf-Volant" in text(refused)
    missing = act(kite, "erasure.propose", phrase=phrase("kite"), what="rien-de-tel", reason="danger")
    assert missing.status_code == 400 and "Aucune inscription" in text(missing)
    form = text(kite.get(f"/fr/ostrine/agir/erasure.propose/{TODAY}"))
    assert "ne s’efface pas" not in form and "Ce qu’elle vise ne s’efface qu’une fois confirmé." in form
    asked = proposed(kite, "kite", "erasure.propose", what=case, reason="danger")
    form = text(second.get(f"/fr/ostrine/agir/countersigning.confirm/{TODAY}&cas={asked}"))
    assert "ne s’efface pas" not in form and "reste inscrite, avec la proposition." in form
    assert secret in text(sitting("mediation").get(f"/fr/ostrine/signalements/{case}/{TODAY}")), "nothing happens yet"
    assert answered(second, "kite-suppleant", "countersigning.confirm", asked).status_code == 302
    assert sitting("mediation").get(f"/fr/ostrine/signalements/{case}/{TODAY}").status_code == 404
    path = acting.path
    assert b"CANARI" not in b"".join(file.read_bytes() for file in path.rglob("*.sqlite3*"))
    # Members read that it was done, when, on what ground; not what, and not by whom of the party.
    shown = text(army.get(one(asked)))
    assert "confirmé à deux" in shown and "danger pour quelqu’un" in shown.lower() and "16 juin 2031" in shown
    assert case not in shown and "suppléant" not in main_of(army.get(one(asked)))
    assert "Cerf-Volant, suppléant" in text(kite.get(one(asked)))
    assert "/inscriptions/" not in main_of(kite.get(one(asked))), "no link to what is there no more"
    assert "danger" in text(army.get(LIST)) and sitting("donor").get(one(asked)).status_code == 404


def test_a_sealed_content_opens_before_the_two_and_closes_again(sitting, acting):
    office, second = sitting("mediation"), sitting("mediation-suppleant")
    case = done(office, "incident.report", kind="THR", date="2031-06-10", where="valombrine-sorbane", basis="seen")
    page = f"/fr/ostrine/incidents/{case}/{TODAY}"
    assert "Proposer d’ouvrir" not in text(office.get(page)), "nothing is sealed in it"
    done(office, "incident.attribute", case, attribution="alleged", phrase=phrase("mediation"))
    assert "Proposer d’ouvrir un contenu scellé" in text(office.get(page))
    assert "alléguée" not in text(office.get(page))
    asked = proposed(office, "mediation", "unsealing.propose", about=case)
    assert "alléguée" not in text(office.get(one(asked)))
    # Whoever confirms reads on the form itself what it is.
    form = text(second.get(f"/fr/ostrine/agir/countersigning.confirm/{TODAY}&cas={asked}"))
    assert f"Ouverture d’un contenu scellé : Bureau de médiation Véranda, menace, ultimatum ({case})" in form, form
    assert answered(second, "mediation-suppleant", "countersigning.confirm", asked).status_code == 302
    for browser in (office, second):
        shown = text(browser.get(one(asked)))
        assert "Jusqu’où va l’attribution" in shown and "alléguée" in shown.lower() and "jusqu’au 17 juin 2031" in shown
    # Everybody else reads that it took place, and never of what.
    for seat in ("army", "kite", "chiefs", "observer"):
        other = sitting(seat)
        shown = text(other.get(one(asked)))
        assert "confirmé à deux" in shown and "alléguée" not in shown.lower() and case not in shown, seat
    # In life the clock decides, not the day that is looked at: a page of that day does not open it again.
    from toguna.register.constitution import Mode
    from toguna.server.queries.countersigning import story

    looked = replace(reading(acting), today=date(2031, 6, 16))
    assert story(looked, asked).opened is not None
    assert story(replace(looked, mode=Mode.LIVE), asked).opened is None
    # Two days later, and on any day before, it is closed to the two as well.
    from toguna.base.dates import When
    from toguna.domain.countersigning import Countersigning, opened
    from toguna.domain.visibility import Reader, Role

    held = Countersigning(
        id=asked, framework="ostrine", kind="unseal", about=(case,), party="mediation", seat="mediation",
        date=When.parse("2031-06-16"), second="mediation-suppleant", decided=When.parse("2031-06-16"),
        status="confirmed",
    )  # fmt: skip
    me = Reader("mediation", Role.MEDIATOR, "mediation")
    days = [opened(me, held, When.parse(day)) for day in ("2031-06-15", "2031-06-16", "2031-06-17", "2031-06-18")]
    assert days == [False, True, True, False]


def test_a_party_leaves_and_what_follows_is_done_and_shown_the_same_day(sitting, acting):
    from toguna.server.actions.tokens import new_token, seat_of
    from toguna.server.queries.reading import chosen

    register = bytes.fromhex(chosen(acting, "ostrine")["id"])
    _, token = new_token(register, "kite", "essai", date(2031, 6, 16))
    from toguna.server.actions.phones import hidden, issue_phone
    from toguna.server.queries.phones import sender
    from toguna.server.queries.reading import reader_of
    from toguna.server.queries.seats import founding_act

    issued = issue_phone(acting, register, reader_of(founding_act(register), "kite-suppleant"))
    assert sender(hidden(issued.token)) is not None and seat_of(register, token) == "kite"
    office, own, second = sitting("mediation"), sitting("kite"), sitting("kite-suppleant")
    page = f"/fr/ostrine/registre/parties/kite/{TODAY}"
    before = text(office.get(page))
    assert "Ce qui suivrait d’un départ" in before and "Elles seraient affaiblies" in before
    assert "Inscrire qu’une partie quitte le cadre" in before
    assert "Inscrire qu’une partie quitte" not in text(sitting("army").get(page)), "nobody puts another party out"
    # The party says so, and the secretariat writes it down: one person of each.
    refused = act(sitting("army"), "departure.propose", phrase=phrase("army"), party="kite", since="2031-06-16")
    assert refused.status_code == 409 and "cela revient à Mouvement du Cerf-Volant" in text(refused)
    asked = proposed(own, "kite", "departure.propose", party="kite", since="2031-06-16", why="Lettre du 15 juin.")
    assert "Un départ est proposé" in text(office.get(page))
    assert "Un départ est proposé" not in text(sitting("army").get(page))
    assert answered(office, "mediation", "countersigning.confirm", asked).status_code == 302
    after = text(office.get(page))
    assert "a quitté le cadre" in after and "Lettre du 15 juin." in after and "depuis le 16 juin 2031" in after
    assert "Affaiblies le jour même" in after
    for word in ("Ce qu’elle a repris à son compte", "places fermées", "Les clés sont détruites",
                 "Elle garde tout ce qu’elle avait", "rien de ce que les autres inscrivent"):  # fmt: skip
        assert word in after, word
    named = re.findall(r"/mesures/([\w-]+)/", main_of(office.get(page)))
    assert named and all("affaiblie" in text(office.get(f"/fr/ostrine/mesures/{one}/{TODAY}")).lower() for one in named)
    drafted = [
        one for one in reading(acting).all(Request) if one.what and "qui a quitté le cadre" in (one.what.fr or "")
    ]
    assert [(one.status, set(one.about)) for one in drafted] == [("drafted", set(named))]
    # Its places are closed at once: the browsers that sat there, the door, the keys of programs.
    for browser in (own, second):
        assert "Cerf-Volant, titulaire" not in text(browser.get("/fr/ostrine/")), "it reads as somebody without a place"
    again = sitting("kite")
    assert "Sortir" not in text(again.get("/fr/ostrine/")) and "Sortir" in text(office.get("/fr/ostrine/"))
    assert seat_of(register, token) is None and sender(hidden(issued.token)) is None
    assert "kite" not in set(acting.settings()["seats"]["ostrine"])
    # It happens once: a second departure is refused in words.
    told = act(office, "departure.propose", phrase=phrase("mediation"), party="kite", since="2031-06-16")
    assert told.status_code == 400 and "cette partie a quitté le cadre" in text(told)
    signer = do.Signer(
        register, "ostrine", reading(acting).reader, open_key(acting, PASSPHRASE), date(2031, 6, 16), "encore"
    )
    with pytest.raises(do.AlreadyLeft, match="has left the framework already"):
        do.ask_leave(signer, "cs-encore", "kite", "2031-06-16")
