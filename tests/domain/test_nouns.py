"""The table of nouns holds together: numbers, fields, states, and nothing that may not be stored."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest

from toguna.base.text import Text
from toguna.domain import codes, cover
from toguna.domain.entity import Part
from toguna.domain.entries import EntryType, Noun
from toguna.domain.fields import FIELDS, NAMES
from toguna.domain.nouns import ALL_NOUNS, NOUNS, TYPE_BY_NUMBER
from toguna.domain.shapes import field_types, item, required, struct_of

EXPECTED_NOUNS = (
    "framework party seat body agreement clause undertaking meeting decision measure hand_over outing withdrawal "
    "report incident verification signal alert response dialogue rumour committee request claim study testimony "
    "place road"
).split()
# States that a case is read in and never moved to.
READINGS = {"undertaking": {"lapsing", "frozen"}}

EACH_NOUN = pytest.mark.parametrize("noun", ALL_NOUNS.values(), ids=list(ALL_NOUNS))
EACH_TYPE = pytest.mark.parametrize(("noun", "kind"), NOUNS.values(), ids=list(NOUNS))


def structs(noun: Noun) -> Iterator[type[Part]]:
    """The entity and every part inside it."""
    waiting = [noun.entity]
    while waiting:
        struct = waiting.pop()
        yield struct
        inner = (struct_of(item(a) or a) for a in field_types(struct).values())
        waiting.extend(s for s in inner if s is not None and issubclass(s, Part))


def test_every_noun_of_the_design_is_there():
    assert set(EXPECTED_NOUNS) <= set(ALL_NOUNS)


def test_numbers_are_unique_and_small():
    assert len(TYPE_BY_NUMBER) == len(NOUNS) == sum(len(n.types) for n in ALL_NOUNS.values())
    assert len(NAMES) == len(FIELDS)
    assert all(0 < number < 1000 for number in TYPE_BY_NUMBER)


@EACH_TYPE
def test_a_type_sets_fields_that_its_structure_has(noun: Noun, kind: EntryType):
    carried = field_types(noun.carrier(kind))
    assert set(kind.fields) <= set(carried)
    assert len(set(kind.fields)) == len(kind.fields)
    assert not {"id", "status"} & set(kind.fields) - (set(carried) if kind.appends else set())
    assert kind.name.partition(".")[0] == noun.name


@EACH_NOUN
def test_every_field_has_a_number_and_every_field_can_be_said(noun: Noun):
    for struct in structs(noun):
        assert set(field_types(struct)) <= set(FIELDS), struct
    said = {name for t in noun.types if not t.appends for name in t.fields} | {t.appends for t in noun.types}
    assert set(field_types(noun.entity)) - said <= {"id", "status"}


@EACH_NOUN
def test_what_is_appended_is_never_set_as_well(noun: Noun):
    appended = {t.appends for t in noun.types if t.appends}
    assert not appended & {name for t in noun.types if not t.appends for name in t.fields}


@EACH_NOUN
def test_a_case_can_be_opened_and_opening_gives_what_is_required(noun: Noun):
    opening = [t for t in noun.types if noun.opens(t)]
    assert opening
    for kind in opening:
        assert set(required(noun.entity)) - {"id"} <= set(kind.fields)


@EACH_NOUN
def test_every_state_can_be_reached_by_a_type(noun: Noun):
    machine = noun.machine
    moved = {t.to for t in noun.types if t.to}
    if machine is None:
        assert not moved
        return
    assert moved == set(machine.labels) - READINGS.get(noun.name, set())
    reached, waiting = set(), [s for s in machine.first if s in moved]
    while waiting:
        state = waiting.pop()
        reached.add(state)
        waiting.extend(s for s in moved if s not in reached and machine.allows(state, s))
    assert reached == moved
    assert machine.first <= moved


@EACH_NOUN
def test_the_default_state_is_one_a_case_may_begin_in(noun: Noun):
    types = field_types(noun.entity)
    assert ("status" in types) == (noun.machine is not None)
    if noun.machine is not None:
        default = next(f.default for f in msgspec.structs.fields(noun.entity) if f.name == "status")
        assert default is None or default in noun.machine.first


FORBIDDEN = (
    "person suspect perpetrator culprit author accused witness victim_name reporter informant ethnicity ethnic "
    "tribe fraction religion plate phone telephone photo picture image face voice_recording device_location gps "
    "call_sign gender sex age detainee arrested_names first_name last_name surname holder_name nickname vote "
    "voted speaker rank weapon stock perpetrators offender clan community group_of"
).split()


@EACH_NOUN
def test_no_field_can_hold_what_must_never_be_stored(noun: Noun):
    for struct in structs(noun):
        for name in field_types(struct):
            words = set(name.split("_"))
            assert not words & set(FORBIDDEN), f"{struct.__name__}.{name}"
            assert name not in FORBIDDEN, f"{struct.__name__}.{name}"


def test_an_incident_cannot_say_who_did_it():
    fields = set(field_types(ALL_NOUNS["incident"].entity))
    assert not fields & {"by", "who", "who_text", "by_text", "party", "parties", "constituency", "constituencies"}
    assert ALL_NOUNS["incident"].by_name["incident.attribution_settled"].fields == ("attribution",)


def test_a_testimony_keeps_the_region_and_no_office():
    assert not set(field_types(ALL_NOUNS["testimony"].entity)) & {"where", "near", "place", "by", "who", "who_text"}


@EACH_NOUN
def test_no_field_is_a_fraction(noun: Noun):
    for struct in structs(noun):
        assert not [name for name, kind in field_types(struct).items() if "float" in str(kind)], struct


LISTS = {**codes.ALL_CODES, "COVER_STATES": cover.COVER_STATES, "COVER_BASIS": cover.COVER_BASIS}


@pytest.mark.parametrize("codes_", LISTS.values(), ids=list(LISTS))
def test_numbers_of_codes_go_there_and_back(codes_):
    assert [codes_.code(n) for n in range(1, len(codes_.labels) + 1)] == list(codes_)
    assert [codes_.number(c) for c in codes_] == list(range(1, len(codes_.labels) + 1))


def labels() -> Iterator[Text]:
    for codes_ in LISTS.values():
        yield from codes_.labels.values()
    for noun in ALL_NOUNS.values():
        if noun.machine is not None:
            yield from noun.machine.labels.values()


AVOIDED_FR = ("demande", "affirmation", "siège", "constitution", "cellule", "terroriste", "milice", "rebelle")


def test_labels_keep_to_the_words_of_the_field():
    for label in labels():
        assert label.fr.strip() and label.en.strip()
        assert not any(word in label.fr.lower() for word in AVOIDED_FR), label
        if "couverture" in label.fr:
            assert "couverture sécuritaire" in label.fr


def test_there_are_23_incident_kinds_and_none_for_violence_that_is_referred():
    assert len(codes.INCIDENT_KINDS.labels) == 23 == len(codes.INCIDENT_NATURES)
    assert codes.INCIDENT_NATURES["KIL-ROB"] == codes.IncidentNature("low", 5)
    assert codes.INCIDENT_NATURES["ROB-ROAD"] == codes.IncidentNature("medium", 3)
    assert codes.INCIDENT_NATURES["FIR"] == codes.IncidentNature("high", 1)
    assert codes.INCIDENT_NATURES["OTH"] == codes.IncidentNature(None, 1)
    text = " ".join(f"{t.fr} {t.en}" for t in codes.INCIDENT_KINDS.labels.values()).lower()
    assert not any(word in text for word in ("gender", "sexual", "rape", "child", "viol ", "enfant", "mineur"))


def test_signals_tell_peace_from_tension():
    assert codes.SIGNAL_POLARITY["market_open"] == 1
    assert codes.SIGNAL_POLARITY["convoy_asked"] == codes.SIGNAL_POLARITY["garrison_left"] == -1
    assert set(codes.SIGNAL_POLARITY) == set(codes.SIGNAL_KINDS)
