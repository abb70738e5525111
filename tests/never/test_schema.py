"""No field anywhere can hold what must never be stored: entities, forms of acts, API, phones, tables, options."""

from __future__ import annotations

import re
from typing import Any

import pytest
from surfaces import acts, api, entities, options, phone_forms, tables, words

# Words that a field's name may not have, by the line of the never-list.
FORBIDDEN: dict[int, str] = {
    1: "person persons people individual suspect culprit offender perpetrator accused collaborator watchlist profile "
    "firstname surname lastname nickname prenom alias birth dob contact",
    2: "plate plates immatriculation phone telephone tel mobile msisdn imei sim photo photos picture image selfie face "
    "faces biometric fingerprint",
    3: "target strike gps track trace geotrace geopoint geoshape geofence",
    5: "ethnicity ethnic tribe clan fraction religion nomad sedentary community caste skin",
    6: "position live heading speed callsign",
    7: "informant informer reporter bounty reward reputation",
    8: "speaker voter vote voted audio recording transcript",
    10: "child children minor rape gbv victim",
    11: "detainee prisoner cost",
    12: "payment payments pay paid amount salary cash money iban",
    13: "weapon weapons ammunition strength headcount stock inventory units",
    17: "rank ranking league shame",
    22: "badge streak leaderboard trophy",
}
LINE_OF = {word: line for line, held in FORBIDDEN.items() for word in held.split()}
# What is named so and holds something else, with what that is.
REVIEWED = {
    "weapons_seen": ("act indicator|.*api/", "less, usual, more or no answer; never a count"),
    "ammunition_price": ("act indicator|.*api/", "less, usual, more or no answer; never a price or a stock"),
    "children": ("api/.*AgreementStory", "the agreements that an agreement is the parent of"),
    "contact": ("form cadre-incident", "the service to refer to, shown by the form; nothing is typed there"),
    "photo": ("form cadre-incident", "of a thing, without its metadata, in a box that only the office opens"),
    "phone": ("table office.Submission", "which of the office’s own phones, by a number that the office gave"),
}
NAMED = {"agreement", "body", "calendar_day", "framework", "measure", "party", "place", "road", "seat", "source"}
"""Nouns whose cases have a name: institutions, texts and places. A new one is looked at before it stands here."""


def found(held: Any) -> list[tuple[str, str, int]]:
    """Fields that a line forbids, but for those reviewed."""
    return [
        (where, name, LINE_OF[word])
        for where, name in held
        for word in words(name) & LINE_OF.keys()
        if not (name in REVIEWED and re.match(REVIEWED[name][0], where))
    ]


def test_no_entity_has_such_a_field():
    assert found(entities()) == []


def test_no_act_asks_for_it():
    assert found(acts()) == []


def test_no_phone_form_asks_for_it():
    assert found(phone_forms()) == []


def test_no_table_keeps_it(home):
    assert found(tables()) == []


def test_no_command_takes_it(home):
    assert found(options()) == []


def test_the_api_neither_gives_nor_takes_it(home):
    held = list(api())
    assert len(held) > 300, "the description was read whole"
    assert found(held) == []


@pytest.mark.parametrize(("word", "where"), [("suspect_name", "x"), ("phoneNumber", "x"), ("cost-per-arrest", "x")])
def test_a_field_of_that_name_would_be_found(word: str, where: str):
    assert found([(where, word)])


def test_every_exception_is_still_needed(home):
    held = [*entities(), *acts(), *phone_forms(), *tables(), *api()]
    for name, (where, _) in REVIEWED.items():
        assert any(one == name and re.match(where, at) for at, one in held), name


def test_only_institutions_texts_and_places_have_names():
    assert {where.partition(":")[0] for where, name in entities() if name == "name"} <= NAMED


def test_a_phone_form_takes_no_position():
    types = {(where, kind) for where, kind in phone_forms() if where.endswith(", type")}
    assert types
    assert not {kind for _, kind in types} & {"geopoint", "geotrace", "geoshape", "barcode"}


def test_only_a_place_has_coordinates_in_the_register():
    assert {where for where, name in entities() if name in {"lat", "lon"}} == {"place: Place"}


def test_persons_are_counted_where_they_were_harmed_or_handed_to_justice_and_nowhere_else():
    counted = {"killed", "injured", "abducted", "arrests", "handed_to_justice", "members_count", "audience"}
    assert counted <= {name for _, name in entities()}, "these hold whole numbers, never a list"
    from toguna.domain.nouns import ALL_NOUNS
    from toguna.domain.shapes import bare, field_types

    for noun in ALL_NOUNS.values():
        for name in counted & set(field_types(noun.entity)):
            assert bare(field_types(noun.entity)[name]) is int, (noun.name, name)
