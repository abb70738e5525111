"""Every statement that `check` lets pass goes to the wire and back; nothing else is understood."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toguna.base.dates import EPOCH, When
from toguna.base.errors import TogunaError
from toguna.base.text import Words
from toguna.domain.checking import UnknownEntryType, check
from toguna.domain.codelist import UnknownCode
from toguna.domain.codes import SCALE_TOPS
from toguna.domain.entity import BadField, Part, plain, typed
from toguna.domain.fields import FIELDS
from toguna.domain.nouns import NOUNS
from toguna.domain.ratings import Step
from toguna.domain.shapes import bare, field_types, item, required, struct_of
from toguna.domain.wire import NotUnderstood, Payload, from_wire, to_wire

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12).filter(
    str.strip
)
DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


@st.composite
def whens(draw: st.DrawFn) -> str:
    day, form = draw(DAYS), draw(st.sampled_from("hour day week month quarter year window unknown".split()))
    iso = {
        "hour": f"{day.isoformat()}T{draw(st.integers(0, 23)):02d}",
        "day": day.isoformat(),
        "week": "{0[0]:04d}-W{0[1]:02d}".format(day.isocalendar()),
        "month": f"{day:%Y-%m}",
        "quarter": f"{day.year}-Q{(day.month + 2) // 3}",
        "year": f"{day.year}",
        "window": f"{day.isoformat()}/{(day + timedelta(days=draw(st.integers(1, 400)))).isoformat()}",
        "unknown": "unknown",
    }
    return iso[form]


def values(struct: type[Part], name: str, annotation: Any) -> st.SearchStrategy[Any]:
    """Plain values that fit an annotation."""
    inner = item(annotation)
    if inner is not None:
        return st.lists(values(struct, name, inner), max_size=3)
    if name in struct.CODES:
        return st.sampled_from(list(struct.CODES[name]))
    part = struct_of(annotation)
    if part is not None:
        return filled(part)
    kinds: dict[type, st.SearchStrategy[Any]] = {
        str: TEXTS,
        int: st.integers(-(2**63), 2**63 - 1),
        bool: st.booleans(),
        When: whens(),
        Words: st.dictionaries(st.sampled_from(["fr", "en"]), TEXTS, min_size=1),
    }
    return kinds[bare(annotation)]


def filled(struct: type[Part], names: tuple[str, ...] | None = None) -> st.SearchStrategy[dict[str, Any]]:
    """Plain fields of a structure: the required ones, and any of the others."""
    kinds = {n: a for n, a in field_types(struct).items() if names is None or n in names}
    must = {n: values(struct, n, a) for n, a in kinds.items() if n in required(struct)}
    may = {n: values(struct, n, a) for n, a in kinds.items() if n not in required(struct)}
    made = st.fixed_dictionaries(must, optional=may)
    if not issubclass(struct, Step):
        return made
    return made.map(lambda f: {**f, "step": f["step"] % (SCALE_TOPS[f["scale"]] + 1)})


@st.composite
def payloads(draw: st.DrawFn) -> Payload:
    name = draw(st.sampled_from(sorted(NOUNS)))
    noun, kind = NOUNS[name]
    return Payload(
        name,
        draw(TEXTS),
        draw(filled(noun.carrier(kind), kind.fields)),
        draw(st.none() | DAYS),
        draw(st.none() | TEXTS),
    )


def structures(value: Any) -> bool:
    """Whether a value is made only of what register entries may hold."""
    if isinstance(value, dict):
        return all(type(k) is int and structures(v) for k, v in value.items())
    if isinstance(value, list):
        return all(structures(v) for v in value)
    return value is None or type(value) in {int, str, bool}


@given(payloads())
def test_a_payload_comes_back_as_it_was_checked(payload: Payload):
    wire = to_wire(payload)
    assert structures(wire)
    back = from_wire(cbor2.loads(cbor2.dumps(wire, canonical=True)))
    assert back == Payload(
        payload.type, payload.case, check(payload.type, payload.case, payload.fields), payload.known, payload.seat
    )
    assert to_wire(back) == wire


@given(payloads())
def test_what_opens_a_case_is_an_entity(payload: Payload):
    noun, kind = NOUNS[payload.type]
    if not noun.opens(kind):
        return
    entity = typed({**check(payload.type, payload.case, payload.fields), "id": payload.case}, noun.entity)
    assert typed(plain(entity), noun.entity) == entity


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.integers(0, 250) | st.text(), inner),
    )
)
def test_anything_else_is_not_understood(data: Any):
    with pytest.raises(NotUnderstood):
        from_wire(data)


@given(payloads(), st.data())
def test_a_changed_payload_is_refused_or_says_something_else(payload: Payload, data: st.DataObject):
    wire = to_wire(payload)
    fields = wire[2]
    if not fields:
        return
    key = data.draw(st.sampled_from(sorted(fields)))
    fields[key] = data.draw(st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.integers()))
    try:
        back = from_wire(wire)
    except NotUnderstood:
        return
    assert to_wire(back) == wire


OPENING = {0: 54, 1: "r", 2: {FIELDS["name"]: {1: "Road"}, FIELDS["via"]: ["a", "b"]}}


@pytest.mark.parametrize(
    "change",
    [
        {0: 9999},
        {0: True},
        {0: "54"},
        {1: 7},
        {3: "2019"},
        {3: 10**12},
        {4: 1},
        {5: 1},
        {2: []},
        {2: {9999: 1}},
        {2: {FIELDS["name"]: {1: "Road"}}},
        {2: {FIELDS["name"]: {2: "Road"}, FIELDS["via"]: ["a"]}},
        {2: {FIELDS["name"]: {}, FIELDS["via"]: ["a"]}},
        {2: {FIELDS["name"]: {1: "Road"}, FIELDS["via"]: "ab"}},
        {2: {FIELDS["name"]: {1: "Road"}, FIELDS["via"]: ["a"], FIELDS["killed"]: 1}},
        {2: {FIELDS["name"]: {1: "e\u0301"}, FIELDS["via"]: ["a"]}},
    ],
    ids=str,
)
def test_faults_in_a_payload(change: dict[int, Any]):
    assert from_wire(OPENING).type == "road.recorded"
    with pytest.raises(NotUnderstood):
        from_wire({**OPENING, **change})


@pytest.mark.parametrize(
    "date_",
    [[1, 7000], [2, 7001], [3, 7000], [6, 7000, 7000], [6, 7001, 7000], [7, 1], [8], [], "2019", [0, True], 10**9],
)
def test_a_date_has_one_form(date_: Any):
    wire = {0: 250, 1: "s", 2: {FIELDS["date"]: 7000, FIELDS["kind"]: 1}}
    assert from_wire(wire).fields["date"] == (EPOCH + timedelta(days=7000)).isoformat()
    wire[2] = {FIELDS["date"]: date_, FIELDS["kind"]: 1}
    with pytest.raises(NotUnderstood):
        from_wire(wire)


def test_a_code_of_a_newer_version_is_not_understood():
    with pytest.raises(NotUnderstood):
        from_wire({0: 250, 1: "s", 2: {FIELDS["date"]: 7000, FIELDS["kind"]: 900}})


MEASURE = {"framework": "f", "kind": "road_patrol", "by": ["a"]}


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"kind": "road_patrol", "by": ["a"]}, "framework"),
        ({**MEASURE, "colour": "red"}, "colour"),
        ({**MEASURE, "end": "2019"}, "end"),
        ({**MEASURE, "by": "a"}, "by"),
        ({**MEASURE, "by": [1]}, "by[0]"),
        ({**MEASURE, "by": [""]}, "by[0]"),
        ({**MEASURE, "start": "2019-13"}, "start"),
        ({**MEASURE, "start": 2019}, "start"),
        ({**MEASURE, "start": None, "framework": None}, "framework"),
        ({**MEASURE, "name": {"de": "x"}}, "name"),
        ({**MEASURE, "name": {"fr": " "}}, "name.fr"),
        ({**MEASURE, "planned_end": {"why": "x"}}, "planned_end.date"),
        ({**MEASURE, "planned_end": {"date": "soon"}}, "planned_end.date"),
        ({**MEASURE, "planned_end": {"date": "2019", "plate": "x"}}, "planned_end.plate"),
        ({**MEASURE, "planned_end": "2019"}, "planned_end"),
        ({**MEASURE, "stretches": [{"road": "r", "segment_from": "a"}]}, "stretches[0].segment_to"),
    ],
    ids=str,
)
def test_a_bad_field_is_named_with_its_path(fields: dict[str, Any], field: str):
    with pytest.raises(BadField) as caught:
        check("measure.proposed", "m1", fields)
    assert caught.value.data["field"] == field
    for lang, word in (("fr", "champ"), ("en", "field")):
        assert field in caught.value.say(lang) and "m1" in caught.value.say(lang) and word in caught.value.say(lang)


def test_whole_numbers_and_flags_are_told_apart():
    for bad in (True, 1.0, "1", 2**63):
        with pytest.raises(BadField):
            check("incident.reported", "i", {"date": "2019", "kind": "IED", "where": ["a"], "killed": bad})
    with pytest.raises(BadField):
        check("measure.observed", "m", {**MEASURE, "observed": 1})


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({**MEASURE, "kind": "drone"}, "kind"),
        ({**MEASURE, "planned_end": {"date": "2019", "basis": "x"}}, "planned_end.basis"),
    ],
)
def test_an_unknown_code_is_named_with_its_list(fields: dict[str, Any], field: str):
    with pytest.raises(UnknownCode) as caught:
        check("measure.proposed", "m1", fields)
    assert caught.value.data["field"] == field
    assert str(caught.value.data["value"]) in caught.value.say("fr")


def test_codes_of_a_part_are_checked_in_a_list_and_alone():
    with pytest.raises(UnknownCode):
        check("measure.resourced", "m1", {"means": [{"kind": "cash"}]})
    with pytest.raises(UnknownCode):
        typed({"id": "m", **MEASURE, "means": [{"kind": "cash"}]}, NOUNS["measure.proposed"][0].entity)


def test_an_unknown_type_is_said_to_be_one():
    with pytest.raises(UnknownEntryType):
        check("measure.bombed", "m1", {})


def test_an_amendment_may_give_one_field_only():
    assert check("measure.amended", "m1", {"level": "light"}) == {"level": "light"}


def test_words_without_a_language_are_taken_for_english_and_texts_are_normalised():
    assert check("source.recorded", "s", {"name": "Die\u0301"}) == {"name": {"en": "Dié"}}


@given(payloads())
def test_every_error_of_the_check_is_one_for_people(payload: Payload):
    broken = {**payload.fields, "nonsense": 1}
    with pytest.raises(TogunaError):
        check(payload.type, payload.case, broken)


@pytest.mark.parametrize("name", sorted(NOUNS))
def test_every_type_goes_to_the_wire_with_all_its_fields(name: str):
    noun, kind = NOUNS[name]
    fields = _least(noun.carrier(kind), kind.fields)
    assert from_wire(to_wire(Payload(name, "x", fields))).fields == fields


def _least(struct: type[Part], names: tuple[str, ...]) -> dict[str, Any]:
    simple: dict[type, Any] = {str: "x", int: 0, bool: False, When: "2019", Words: {"fr": "x"}}
    out = {}
    for name in names:
        annotation = field_types(struct)[name]
        inner, part = item(annotation), struct_of(item(annotation) or annotation)
        one = next(iter(struct.CODES[name])) if name in struct.CODES else None
        if one is None:
            one = _least(part, tuple(field_types(part))) if part is not None else simple[bare(inner or annotation)]
        out[name] = [one] if inner is not None else one
    return out
