"""The paper form and the card: one page each, the numbers of the SMS, in both languages, nothing to come on them."""

from __future__ import annotations

from datetime import date

import pytest

from toguna.base.text import Text
from toguna.domain import codes
from toguna.server.acts.numbering import numbered
from toguna.server.home import Home
from toguna.server.queries.reading import for_all, read
from toguna.server.reports import field_forms

CONTACT = Text(fr="le centre de santé", en="the health centre")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_form_is_one_page_and_so_is_the_card(own: Home, lang: str) -> None:
    reading = read(own, framework="ostrine", seat="mediation", as_of=date(2031, 6, 16))
    numbered(reading)
    form = field_forms.forms(for_all(reading), CONTACT, [7, 8], lang)
    assert len(field_forms.png(form, ppi=20)) == 2
    card = field_forms.number_card(reading, lang)
    assert len(field_forms.png(card, ppi=20)) == 1
    assert field_forms.pdf(card).startswith(b"%PDF")
    assert field_forms.pdf(form) == field_forms.pdf(form)


def test_every_kind_stands_once_with_its_number(own: Home) -> None:
    reading = read(own, framework="ostrine", seat="mediation", as_of=date(2031, 6, 16))
    form = field_forms.forms(reading, CONTACT, [], "fr")
    listed = [kind["number"] for family in form["families"] for kind in family["kinds"]]
    assert sorted(listed) == list(range(1, len(list(codes.INCIDENT_KINDS)) + 1))
    assert form["numbers"] == [""]
    assert "le centre de santé" in form["rules"][1]


def test_nothing_to_come_is_on_a_card(own: Home) -> None:
    reading = read(own, framework="ostrine", seat="mediation", as_of=date(2031, 6, 16))
    numbered(reading)
    card = field_forms.number_card(reading, "fr")
    measures = next(one for one in card["lists"] if one["noun"] == "measure")
    assert measures["rows"]
    said = str({**card, "as_of": ""})
    assert "2031" not in said
    everybody = field_forms.number_card(for_all(reading), "fr")
    assert {one["noun"] for one in everybody["lists"]} == {"road", "place"}
