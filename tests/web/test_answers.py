"""Forms that become no entry are counted: once, by week and cercle, nothing below three and nothing twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from acted import TODAY, acting, sitting
from pages import text

from toguna.domain.charters import Dissemination
from toguna.server.actions import serving
from toguna.server.actions.arrivals import Arrival, receive
from toguna.server.actions.phones import issue_phone
from toguna.server.home import Home
from toguna.server.intake.odk.meaning import meaning
from toguna.server.queries.answers import AnswerRow, listed
from toguna.server.queries.reading import Reading, read

if TYPE_CHECKING:
    from django.test import Client

__all__ = ["acting", "sitting"]

TOLD, LATE = date(2031, 6, 13), date(2031, 6, 16)
LISTS = {"places": {"talvane", "valombrine"}, "roads": set(), "measures": set(), "charters": {"charter-2031"}}


def look(home: Home, seat: str) -> Reading:
    return read(home, framework="ostrine", seat=seat, as_of=LATE)


def sent(
    home: Home, form: str, instance: str, received: date = TOLD, replaces: str = "", phone: int = 0, **said: Any
) -> str:
    """One filled form from a phone of the chiefs, a new one where none is said; what became of it."""
    reading = look(home, "chiefs")
    told = {"start": "2031-06-04T08:00:00Z", **{name: str(value) for name, value in said.items()}}
    kind, fields = meaning(form, told, LISTS)
    xml = "".join(f"<{name}>{value}</{name}>" for name, value in told.items())
    data = f"<data>{xml}<meta><instanceID>{instance}</instanceID></meta></data>".encode()
    phone = phone or issue_phone(home, reading.register, reading.reader).number
    arrival = Arrival(form, "2026112401", instance, replaces, kind, fields, data, data)
    return receive(home, reading.register, (phone, "chiefs"), arrival, received=received).state


def told(home: Home, question: str, seat: str = "army") -> list[AnswerRow]:
    rows = [row for row in listed(look(home, seat), serving.held()) if row.week.iso() == "2031-W23"]
    return [row for row in rows if row.question is not None and row.question.fr.startswith(question)]


def test_answers_are_counted_once_and_never_below_three(acting: Home, sitting: Callable[[str], Client]) -> None:
    person = {"consent": "yes", "place": "talvane", "travelled": "yes", "fare": "more"}
    for number in range(2):
        assert sent(acting, "cadre-perception", f"p{number}", **person, by_night=number) == "kept"
    assert told(acting, "") == [], "two forms are nobody's figure"
    (few,) = listed(look(acting, "army"), serving.held())
    assert (few.why, few.cercle, few.number, few.of, few.week.iso()) == ("few", None, None, None, "2031-W23")
    assert "trop peu, ou d’un seul téléphone, pour être montrés" in text(
        sitting("army").get(f"/fr/ostrine/reponses/{TODAY}")
    )
    assert "not enough of them" in text(sitting("army").get(f"/en/ostrine/reponses/{TODAY}"))
    sent(acting, "cadre-perception", "p2", **person, by_night=8, sex="f")
    sent(acting, "cadre-perception", "p3", **{**person, "travelled": "no"})
    sent(acting, "cadre-perception", "p3bis", replaces="p3", **{**person, "fare": "less"})
    sent(acting, "cadre-perception", "p4", consent="no", place="talvane")
    travelled = told(acting, "Avez-vous pris la route")
    assert [(row.answer and row.answer.fr, row.number, row.of) for row in travelled] == [
        ("Oui", 3, 3),
        ("Non", None, 3),
    ]
    fare = {row.answer.fr: row.number for row in told(acting, "Le prix d’une place") if row.answer}
    assert fare == {"moins cher": None, "pareil": None, "plus cher": 3, "ne sait pas": None}
    (night,) = told(acting, "De nuit")
    assert (night.middle, night.of, night.week.iso(), night.answer) == (1, 3, "2031-W23", None)
    (sex,) = told(acting, "C’est")
    assert (sex.of, sex.answer) == (None, None), "one woman is not told"
    before = listed(look(acting, "army"), serving.held())
    for number in range(5, 9):
        sent(acting, "cadre-perception", f"p{number}", LATE, **person)
    assert listed(look(acting, "army"), serving.held()) == before, "what came after the week was told moves nothing"
    assert listed(look(acting, "donor"), serving.held()) == [] == listed(look(acting, "army"), None)
    page = text(sitting("army").get(f"/fr/ostrine/reponses/{TODAY}"))
    assert "Se déplacer, se sentir en sécurité" in page and "plus cher : 3" in page and "moins cher : trop peu" in page
    assert "Talvane" not in page
    table = sitting("army").get(f"/fr/ostrine/reponses/fichier.csv{TODAY}").content.decode()
    assert "trop peu de réponses pour être montrées" in page, "who they are is told by one woman alone"
    assert table.count("plus cher,3,3,") == 1 and "talvane" not in table
    assert "réservées aux membres" in text(sitting("donor").get(f"/fr/ostrine/reponses/{TODAY}"))
    assert sitting("donor").get(f"/fr/ostrine/reponses/fichier.csv{TODAY}").status_code == 404


def test_one_phone_alone_makes_no_figure(acting: Home, sitting: Callable[[str], Client]) -> None:
    reading, came = look(acting, "chiefs"), date(2031, 6, 3)
    phone = issue_phone(acting, reading.register, reading.reader).number
    person = {"consent": "yes", "place": "talvane", "start": "2031-05-27T08:00:00Z"}

    def rows() -> list[AnswerRow]:
        return [row for row in listed(look(acting, "army"), serving.held()) if row.week.iso() == "2031-W22"]

    for number in range(6):
        sent(acting, "cadre-perception", f"t{number}", came, phone=phone, **person, travelled="yes", by_night=3)
    assert [(row.why, row.cercle, row.question) for row in rows()] == [("few", None, None)], "one sender's word"
    sent(acting, "cadre-perception", "u1", came, **person, travelled="no", fare="more")
    said = {row.question.fr: row for row in rows() if row.question is not None and row.answer is None}
    chosen = [row for row in rows() if row.answer is not None and row.question is not None]
    travelled = {r.answer.fr: (r.number, r.of) for r in chosen if "pris la route" in r.question.fr}
    assert travelled == {"Oui": (None, 6), "Non": (None, 6)}, "all that said yes are one phone's"
    night = next(row for question, row in said.items() if question.startswith("De nuit"))
    assert (night.why, night.of, night.middle) == ("few", None, None)
    page = text(sitting("army").get(f"/en/ostrine/reponses/{TODAY}"))
    assert "not enough answers to show" in page and "too few" in page


def test_a_person_who_takes_back_their_agreement_is_not_counted(acting: Home) -> None:
    for number in range(3):
        sent(acting, "cadre-perception", f"v{number}", consent="yes", place="valombrine", gave_up="yes")
    assert [row.of for row in told(acting, "Avez-vous renoncé")] == [3, 3]
    sent(acting, "cadre-perception", "v-non", replaces="v2", consent="no", place="valombrine")
    assert [row.of for row in told(acting, "Avez-vous renoncé")] == [None], "two are left"


def test_a_corrected_session_corrects_what_was_entered(acting: Home) -> None:
    said = {"charter": "charter-2031", "date": "2031-06-10", "place": "talvane", "languages": "fr ses", "audience": 40}
    before = {one.id for one in look(acting, "chiefs").all(Dissemination)}
    assert sent(acting, "cadre-sensibilisation", "s1", **said) == "entered"
    newer = {**said, "languages": "fr", "place": "valombrine"}
    del newer["audience"]
    assert sent(acting, "cadre-sensibilisation", "s2", replaces="s1", **newer) == "entered"
    (held,) = [one for one in look(acting, "chiefs").all(Dissemination) if one.id not in before]
    assert (held.where, held.languages, held.audience, held.status) == (("valombrine",), ("french",), None, "held")
