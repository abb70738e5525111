"""What goes to the field on paper: the incident form, one page with the numbers and drawings of the phone's form and of
the SMS; and the card that says what each number means.

The card is what a phone may list (`queries/cards.py`): nothing to come is on it. The copy for all has no measures.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from toguna.base.dates import say_day
from toguna.base.text import Text, sentence
from toguna.domain import codes
from toguna.register.constitution import Mode
from toguna.server.queries.cards import CardRow, card
from toguna.server.queries.naming import framework_name
from toguna.server.queries.reading import Reading
from toguna.server.reports import typst
from toguna.server.reports import words_forms as said
from toguna.server.reports.icons import ICONS

TEMPLATE: Final = typst.HERE / "forms.typ"
MOST_FORMS: Final = 100
BASIS: Final = ("seen", "victim", "others", "media")
"""In the order of the phone's form; on paper each has its place as its number."""
KIND_NUMBERS: Final = {code: n for n, code in codes.INCIDENT_NUMBERS.items()}


def forms(reading: Reading, contact: Text, numbers: Sequence[int], lang: str) -> dict[str, Any]:
    """Incident forms with these numbers, as data for the template; without a number where there is none."""

    def say(text: Text, **data: object) -> str:
        return text.say(lang, **data)

    return {
        **_head(reading, lang),
        "kind": "form",
        "title": say(said.TITLE),
        "numbers": [str(one) for one in numbers] or [""],
        "rules": [say(said.NO_NAME), say(said.REFER, contact=contact)],
        "families": [
            {
                "icon": ICONS[name],
                "name": say(label),
                "kinds": [
                    {"number": KIND_NUMBERS[code], "name": sentence(say(codes.INCIDENT_KINDS.labels[code]))}
                    for code in listed
                ],
            }
            for name, (label, listed) in codes.INCIDENT_FAMILIES.items()
        ],
        "sure": [say(one) for one in said.SURE],
        "basis": [sentence(say(codes.BASIS.labels[one])) for one in BASIS],
        "harm": [
            {"icon": ICONS[name], "name": say(label)}
            for name, label in (("killed", said.KILLED), ("injured", said.INJURED), ("abducted", said.ABDUCTED))
        ],
        "icons": {name: ICONS[name] for name in ("where", "when", "how", "words", "lock")},
        "labels": {
            name: say(text)
            for name, text in {
                "number": said.NUMBER,
                "what": said.WHAT,
                "when": said.WHEN,
                "where": said.WHERE,
                "road": said.ROAD,
                "place": said.PLACE,
                "words": said.IN_WORDS,
                "how": said.HOW,
                "harm": said.HARM,
                "told": said.TOLD,
                "opinion": said.OPINION,
                "by": said.BY,
                "handed": said.HANDED,
                "office": said.OFFICE,
                "typed": said.TYPED,
                "receipt": said.RECEIPT,
                "stub": said.STUB,
            }.items()
        },
    }


def number_card(reading: Reading, lang: str) -> dict[str, Any]:
    """The card as data for the template."""
    rows = card(reading)
    place = next((row.name.say(lang) for row in rows if row.noun == "place" and row.number), "102")
    lists = (("road", said.ROADS), ("place", said.PLACES), ("measure", said.MEASURES))
    return {
        **_head(reading, lang),
        "kind": "card",
        "title": said.CARD.say(lang),
        "as_of": said.CARD_AS_OF.say(lang, day=say_day(reading.today, lang)),
        "kinds": {
            "head": said.KINDS.say(lang),
            "rows": [
                {"number": n, "name": sentence(codes.INCIDENT_KINDS.labels[code].say(lang))}
                for code, n in KIND_NUMBERS.items()
            ],
        },
        "lists": [
            {"noun": noun, "head": head.say(lang), "rows": [_row(row, lang) for row in rows if row.noun == noun]}
            for noun, head in lists
            if any(row.noun == noun for row in rows)
        ],
        "sms": {
            "head": said.BY_SMS.say(lang),
            "rows": [[how.say(lang, place=place), what.say(lang)] for how, what in said.SMS_LINES],
            "note": said.SMS_NOTE.say(lang),
        },
    }


def pdf(document: dict[str, Any]) -> bytes:
    """The document as PDF/UA-1.

    Raises
    ------
    CannotPrint
    """
    return typst.pdf(document, TEMPLATE)


def png(document: dict[str, Any], ppi: float = 110) -> list[bytes]:
    """The same pages as pictures, to be looked at.

    Raises
    ------
    CannotPrint
    """
    return typst.png(document, ppi, TEMPLATE)


def file_name(reading: Reading, document: dict[str, Any], lang: str) -> str:
    """What the file is called."""
    name = said.FORM_NAME if document["kind"] == "form" else said.CARD_NAME
    return f"{reading.framework}-{name.say(lang)}.pdf"


def _row(row: CardRow, lang: str) -> dict[str, Any]:
    name = sentence(row.name.say(lang))
    if row.number is None:
        return {"number": "–", "name": f"{name} ({said.NO_MORE.say(lang)})"}
    return {"number": row.number, "name": name}


def _head(reading: Reading, lang: str) -> dict[str, Any]:
    return {
        "lang": lang,
        "framework": sentence(framework_name(reading).say(lang)),
        "stamp": said.STAMP.say(lang) if reading.mode is Mode.EXERCISE else "",
    }
