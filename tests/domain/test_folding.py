"""The fold: the same for every order of arrival; nobody's words overwritten by another; no clock decides."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toguna.domain import folding
from toguna.domain.claims import CLAIM
from toguna.domain.entity import typed
from toguna.domain.entries import Statement
from toguna.domain.folding import Contest, fold, ordered, versions
from toguna.domain.incidents import REPORT
from toguna.domain.measures import MEASURE, Measure
from toguna.domain.nouns import ALL_NOUNS

DAY = date(2019, 3, 1)
OPEN = {"framework": "f", "kind": "road_patrol", "by": ["cma"], "level": "light"}


def said(
    kind: str,
    fields: dict[str, Any],
    *,
    party: str = "hd",
    after: tuple[Statement, ...] = (),
    day: int = 0,
    salt: str = "",
) -> Statement:
    """A statement whose hash depends on all it says, as in the register."""
    parents = tuple(s.entry for s in after)
    entry = sha256(repr((kind, sorted(fields.items()), party, parents, salt)).encode()).digest()
    return Statement(kind, "m1", fields, DAY + timedelta(days=day), entry, parents, party)


TYPES = [t.name for t in MEASURE.types]
LEVELS = st.sampled_from(["light", "regular"])


@st.composite
def histories(draw: st.DrawFn) -> list[Statement]:
    """Statements of several parties, each having read some of the earlier ones."""
    history: list[Statement] = []
    for number in range(draw(st.integers(1, 9))):
        read = tuple(s for s in history if draw(st.booleans()))
        kind = draw(st.sampled_from(TYPES))
        fields = {"level": draw(LEVELS)} if "level" in MEASURE.by_name[kind].fields else {}
        party = draw(st.sampled_from(["cma", "fama", "hd"]))
        history.append(said(kind, fields, party=party, after=read, day=draw(st.integers(0, 5)), salt=str(number)))
    return history


@given(histories(), st.randoms(use_true_random=False))
def test_any_order_of_arrival_gives_the_same_versions(history: list[Statement], shuffle: random.Random):
    shuffled = list(history)
    shuffle.shuffle(shuffled)
    assert versions(MEASURE, shuffled) == versions(MEASURE, history)
    assert versions(MEASURE, [*shuffled, *history]) == versions(MEASURE, history)


@given(histories())
def test_parents_stand_before_their_children(history: list[Statement]):
    place = {s.entry: n for n, s in enumerate(ordered(history))}
    assert len(place) == len(history)
    assert all(place[p] < place[s.entry] for s in history for p in s.parents)


@given(histories(), st.lists(st.integers(-4000, 4000), min_size=9, max_size=9))
def test_no_clock_decides(history: list[Statement], days: list[int]):
    moved = [replace(s, known=DAY + timedelta(days=d)) for s, d in zip(history, days, strict=False)]
    assert fold(MEASURE, moved) == fold(MEASURE, history)


@given(histories())
def test_versions_follow_each_other_without_a_hole(history: list[Statement]):
    found = versions(MEASURE, history)
    assert [v.known_from for v in found] == sorted({s.known for s in history})
    assert [v.known_to for v in found] == [v.known_from for v in found[1:]] + [None]
    assert len(found[-1].entries) == len(history)


@given(histories())
def test_nothing_said_is_lost_unless_its_own_author_took_it_back(history: list[Statement]):
    data, contests = fold(MEASURE, history)
    shown = {v for c in contests if c.field == "level" for v in c.values} or {(None, data.get("level"))}
    ancestors: dict[bytes, set[bytes]] = {}
    for s in ordered(history):
        ancestors[s.entry] = {a for p in s.parents for a in ancestors[p] | {p}}
    for s in history:
        later = [o for o in history if s.entry in ancestors[o.entry] and o.party == s.party and "level" in o.fields]
        if "level" in s.fields and not later:
            assert (s.party, s.fields["level"]) in shown or (None, s.fields["level"]) in shown


def test_an_own_amendment_supersedes():
    one = said("measure.proposed", OPEN)
    two = said("measure.amended", {"level": "regular"}, after=(one,), day=3)
    data, contests = fold(MEASURE, [two, one])
    assert data["level"] == "regular" and contests == ()
    first, second = versions(MEASURE, [one, two])
    assert (first.data["level"], first.known_to) == ("light", DAY + timedelta(days=3))
    assert (second.data["level"], second.known_to) == ("regular", None)


def test_anothers_words_stand_beside_and_are_contested():
    one = said("measure.proposed", OPEN, party="cma")
    two = said("measure.amended", {"level": "regular"}, party="fama", after=(one,))
    data, contests = fold(MEASURE, [one, two])
    assert data["level"] == "light"
    assert contests == (Contest("level", (("cma", "light"), ("fama", "regular"))),)


def test_an_objection_does_not_become_the_first_value_when_the_author_amends():
    one = said("measure.proposed", OPEN, party="cma")
    two = said("measure.amended", {"level": "regular"}, party="fama", after=(one,))
    three = said("measure.amended", {"level": "light"}, party="cma", after=(one, two))
    data, contests = fold(MEASURE, [one, two, three])
    assert data["level"] == "light"
    assert contests == (Contest("level", (("cma", "light"), ("fama", "regular"))),)


def test_who_says_the_same_agrees():
    one = said("measure.proposed", OPEN, party="cma")
    two = said("measure.amended", {"level": "light"}, party="fama", after=(one,))
    assert fold(MEASURE, [one, two])[1] == ()


def test_concurrent_amendments_of_one_party_are_both_shown_until_one_names_both():
    one = said("measure.proposed", OPEN)
    left = said("measure.amended", {"level": "light"}, after=(one,), salt="left")
    right = said("measure.amended", {"level": "regular"}, after=(one,), salt="right")
    _, contests = fold(MEASURE, [one, left, right])
    assert [(c.field, sorted(c.values)) for c in contests] == [("level", [("hd", "light"), ("hd", "regular")])]
    closing = said("measure.amended", {"level": "regular"}, after=(left, right))
    data, contests = fold(MEASURE, [one, left, right, closing])
    assert data["level"] == "regular" and contests == ()


def test_an_illegal_move_is_kept_and_contested():
    one = said("measure.proposed", OPEN)
    two = said("measure.handed_over", {"end": "2019-04"}, party="fama", after=(one,))
    data, contests = fold(MEASURE, [one, two])
    assert data["status"] == "proposed"
    assert data["end"] == "2019-04"
    assert contests == (Contest("status", (("fama", "handed_over"),)),)


def test_two_who_report_the_same_move_agree():
    one = said("measure.observed", OPEN)
    ends = [said("measure.ended", {"end": "2019-04"}, party=p, after=(one,)) for p in ("cma", "fama")]
    data, contests = fold(MEASURE, [one, *ends])
    assert data["status"] == "ended" and contests == ()


def test_a_list_grows_in_order_and_belongs_to_nobody():
    claim = said("claim.announced", {"says": {"en": "x"}})
    one = said("claim.evidence_added", {"side": "for", "ref": "i1"}, party="cma", after=(claim,))
    two = said("claim.evidence_added", {"side": "against", "ref": "i2"}, party="fama", after=(one,))
    data, contests = fold(CLAIM, [two, claim, one])
    assert [e["ref"] for e in data["evidence"]] == ["i1", "i2"] and contests == ()


def test_a_version_is_an_entity_with_its_case_as_id():
    [version] = versions(MEASURE, [said("measure.observed", {**OPEN, "start": "2019-03", "observed": True})])
    measure = typed(version.data, Measure)
    assert (measure.id, measure.status, measure.by) == ("m1", "active", ("cma",))


def test_parents_that_are_not_held_and_a_hostile_cycle_do_no_harm():
    orphan = replace(said("measure.proposed", OPEN), parents=(b"missing",))
    assert fold(MEASURE, [orphan])[0]["status"] == "proposed"
    one = replace(orphan, entry=b"a", parents=(b"b",))
    two = replace(orphan, entry=b"b", parents=(b"a",))
    itself = replace(orphan, entry=b"c", parents=(b"c",))
    assert [s.entry for s in ordered([two, one, itself])] == [b"c", b"a", b"b"]


@pytest.mark.parametrize("count", [1, 50])
def test_a_long_history_keeps_its_last_word(count: int):
    line = [said("measure.proposed", OPEN)]
    for number in range(count):
        line.append(said("measure.amended", {"level": ["light", "regular"][number % 2]}, after=(line[-1],), day=number))
    assert versions(MEASURE, line)[-1].data["level"] == ["light", "regular"][(count - 1) % 2]


REPORT_OPEN = {"framework": "f", "channel": "sms", "received": "2019-03-01"}


def of_report(
    kind: str, fields: dict[str, Any], *after: Statement, party: str = "hd", day: int = 0, salt: str = ""
) -> Statement:
    return replace(said(f"report.{kind}", fields, party=party, after=after, day=day, salt=salt), case="r1")


def test_what_is_taken_back_leaves_the_case_as_it_was():
    one = of_report("received", REPORT_OPEN)
    merged = of_report("merged", {"incident": "i1"}, one, day=1)
    back = of_report("detached", {"undoes": merged.entry.hex()}, merged, day=2)
    assert fold(REPORT, [one, merged])[0]["incident"] == "i1"
    assert fold(REPORT, [one, merged, back]) == fold(REPORT, [one])
    again = of_report("merged", {"incident": "i2"}, back, day=3)
    data, contests = fold(REPORT, [again, back, merged, one])
    assert (data["incident"], data["status"], contests) == ("i2", "merged", ())
    days = [v.data.get("incident") for v in versions(REPORT, [one, merged, back, again])]
    assert days == [None, "i1", None, "i2"]


def test_nobody_takes_back_what_another_party_said():
    one = of_report("received", REPORT_OPEN)
    merged = of_report("merged", {"incident": "i1"}, one, day=1)
    theirs = of_report("detached", {"undoes": merged.entry.hex()}, merged, party="cma", day=2)
    data, contests = fold(REPORT, [one, merged, theirs])
    assert (data["incident"], data["status"]) == ("i1", "merged")
    assert contests == (Contest("status", (("cma", "detached"),)),)


def test_only_what_may_be_taken_back_is():
    one = of_report("received", REPORT_OPEN)
    screened = of_report("screened", {}, one)
    back = of_report("detached", {"undoes": screened.entry.hex()}, screened)
    nothing = of_report("detached", {"undoes": "00"}, screened, salt="2")
    data, contests = fold(REPORT, [one, screened, back, nothing])
    assert data["status"] == "screened"
    assert len(contests[0].values) == 2


@given(st.permutations(range(4)))
def test_taking_back_does_not_hang_on_the_order_of_arrival(order: list[int]):
    one = of_report("received", REPORT_OPEN)
    merged = of_report("merged", {"incident": "i1"}, one)
    back = of_report("detached", {"undoes": merged.entry.hex()}, merged)
    told = [one, merged, back, of_report("screened", {}, one)]
    assert fold(REPORT, [told[n] for n in order])[0]["status"] == "screened"


def test_what_begins_a_case_is_folded_as_the_whole_fold_would():
    quick = 0
    for noun in ALL_NOUNS.values():
        for kind in noun.types:
            fields = {"undoes": "ab"} if kind.takes_back else {name: [name] for name in kind.fields}
            one = said(kind.name, fields)
            found = folding._first(noun, one)
            quick += found is not None
            assert found is None or (found, ()) == folding._whole(noun, [one]), kind.name
    assert quick > len(ALL_NOUNS)
