"""Who sees what: every role against every row of domain notes §8.4, and the harm rules of §9.1."""

from __future__ import annotations

from datetime import date

import pytest

from toguna.base.dates import When
from toguna.base.text import Words
from toguna.domain import claims, codes, visibility
from toguna.domain.nouns import ALL_NOUNS
from toguna.domain.shapes import field_types
from toguna.domain.visibility import (
    DEFAULT_LEVELS,
    EVERYBODY,
    MATRIX,
    OUTSIDE,
    Reader,
    Role,
    Row,
    Rule,
    agreement_visible,
    alert_view,
    attribution_visible,
    caucus_visible,
    claim_visible,
    coding_visible,
    default_level,
    friendly_visible,
    incident_place,
    level_visible,
    may_see_end,
    may_see_forward,
    may_see_hand_over,
    office_visible,
    outing_view,
    permit_visible,
    plan_exists,
    rater_visible,
    role_of,
    undertaking_status,
    verification_view,
)

M, P, V, A, C, Y, H, D, ALL, PUB = (
    Role.MEDIATOR,
    Role.PREFECT,
    Role.MOVEMENT,
    Role.ARMY,
    Role.CHIEF,
    Role.YOUTH,
    Role.ANALYST,
    Role.DONOR,
    Role.MEMBERS,
    Role.PUBLIC,
)
READERS = {role: Reader(f"party-{role}", role, f"seat-{role}") for role in Role}
READERS[ALL], READERS[PUB] = EVERYBODY, OUTSIDE
PARTIES = [f"party-{role}" for role in Role]
EACH_ROLE = pytest.mark.parametrize("role", list(Role))


def who(see) -> set[Role]:
    """The roles whose reader gets something."""
    return {role for role, reader in READERS.items() if see(reader)}


def test_every_row_has_a_rule_for_every_role():
    assert set(MATRIX) == set(Row)
    assert all(set(rules) == set(Role) for rules in MATRIX.values())


@pytest.mark.parametrize(
    ("row", "held"),
    [
        ("RAW_REPORT", "FULL - - - OWN OWN - - - -"),
        ("VERIFICATION", "FULL OWN OWN OWN OWN - RESULT - - -"),
        ("ALERT", "FULL FULL FULL FULL OWN OWN FULL COUNTS - ADVICE"),
        ("CLAIM", "FULL FULL FULL FULL FULL FULL FULL FIGURES FULL IF_OPEN"),
        ("CAUCUS", "OWN OWN OWN OWN OWN OWN - - - -"),
        ("EXPORT", "COUNTS COUNTS COUNTS COUNTS PRINTED PRINTED COUNTS COUNTS - -"),
    ],
)
def test_rows_of_the_table_read_as_it_does(row, held):
    wanted = [Rule.NOTHING if word == "-" else Rule[word] for word in held.split()]
    assert [MATRIX[Row[row]][role] for role in Role] == wanted


def test_no_role_sees_everything():
    for role in Role:
        assert any(MATRIX[row][role] is not Rule.FULL for row in Row)
    assert MATRIX[Row.PLAN_OTHERS][M] is Rule.EXISTS
    assert MATRIX[Row.ATTRIBUTION][M] is Rule.OWN


@pytest.mark.parametrize(
    ("constituency", "role"),
    [
        ("state_administration", P),
        ("interim_authority", P),
        ("armed_forces", A),
        ("internal_security", A),
        ("signatory_movement", V),
        ("member_movement", V),
        ("faith", C),
        ("traditional_authority", C),
        ("women", C),
        ("youth", Y),
        ("mediator", M),
        ("observer", H),
        ("donor", D),
        ("justice", PUB),
        ("nobody knows", PUB),
    ],
)
def test_a_constituency_reads_in_a_role(constituency: str, role: Role):
    assert role_of(constituency) is role


def test_every_constituency_has_been_thought_of():
    assert {c for c in codes.CONSTITUENCIES if role_of(c) is PUB} == {"justice"}


def test_the_words_of_a_result_are_the_members_until_they_are_let_out():
    assert who(lambda r: claim_visible(r, "framework")) == {M, P, V, A, C, Y, H, ALL}
    assert who(lambda r: claim_visible(r, "open")) == set(Role)
    assert who(lambda r: claim_visible(r, "sealed")) == set()


def test_a_coding_is_its_own_seats_until_both_are_in():
    assert who(lambda r: coding_visible(r, f"seat-{H}", complete=False)) == {H}
    assert who(lambda r: coding_visible(r, f"seat-{H}", complete=True)) == {M, P, V, A, C, Y, H, ALL}
    assert not coding_visible(Reader("party-analyst", H, "seat-other"), f"seat-{H}", complete=False)


def test_sealed_notes_are_kept_by_those_who_sit():
    assert who(visibility.keeps_notes) == {M, P, V, A, C, Y}
    assert not visibility.keeps_notes(Reader("party-mediator", M, None)), "without a seat nobody keeps any"


def test_forward_cover_is_for_the_secretariat_and_those_named_for_that_gap():
    assert who(lambda r: may_see_forward(r, able_to_fill=())) == {M}
    assert who(lambda r: may_see_forward(r, able_to_fill=PARTIES)) == {M, P, V, A}
    assert who(lambda r: may_see_forward(r, able_to_fill=["party-army"])) == {M, A}


def test_an_end_is_also_for_those_whose_measure_it_is():
    assert who(lambda r: may_see_end(r, (), ())) == {M}
    assert who(lambda r: may_see_end(r, PARTIES, ())) == {M, P, V, A}
    assert who(lambda r: may_see_end(r, (), PARTIES)) == {M, P, V, A}
    assert who(lambda r: may_see_end(r, ["party-movement"], ["party-army"])) == {M, V, A}


def test_a_hand_over_is_for_its_two_sides_and_those_named():
    assert who(lambda r: may_see_hand_over(r, (), (), ())) == {M}
    assert who(lambda r: may_see_hand_over(r, PARTIES, PARTIES, PARTIES)) == {M, P, V, A}
    assert who(lambda r: may_see_hand_over(r, ["party-movement"], ["party-army"], ())) == {M, V, A}
    assert who(lambda r: may_see_hand_over(r, (), (), ["party-prefect"])) == {M, P}


def test_a_text_is_one_party_and_never_a_set_of_letters():
    reader = Reader("a", A, None)
    assert not may_see_forward(reader, able_to_fill="fama")
    assert not may_see_end(reader, "fama", "cma")
    assert may_see_end(reader, "a", ())
    assert outing_view(reader, "fama", "planned", 0) is None
    assert not office_visible(Reader("h", V, None), "hd")


@pytest.mark.parametrize("party", [None, ""])
@EACH_ROLE
def test_a_reader_without_a_party_owns_nothing(role: Role, party: str | None):
    reader = Reader(party, role, None)
    named = [None, "", "x"]
    assert may_see_forward(reader, able_to_fill=named) == (role is M)
    assert outing_view(reader, named, "planned", 0) is None
    assert not level_visible(reader, "sealed", owner=named)
    assert not attribution_visible(reader, named)


def test_a_plan_is_seen_by_those_who_go_out_and_its_existence_by_the_secretariat():
    for state in ("planned", "cancelled", "not a state"):
        own = {role for role, r in READERS.items() if outing_view(r, [r.party or "-"], state, 500) == "exact"}
        assert own == {V, A}
        assert who(lambda r, state=state: outing_view(r, ["somebody"], state, 500)) == set()
    assert who(lambda r: plan_exists(r, ["somebody"])) == {M}
    assert who(lambda r: plan_exists(r, ["party-army"])) == {M, A}


@pytest.mark.parametrize("state", ["logged", "seen", "not_seen", "no_answer"])
def test_an_outing_still_to_come_is_a_plan_whatever_its_state_says(state: str):
    assert who(lambda r: outing_view(r, ["party-army"], state, -1)) == {A}


DONE = [
    # hours ago, what each role sees of another's outing
    (0, {M: "exact"}),
    (47.9, {M: "exact"}),
    (48, {M: "exact", P: "half_day"}),
    (71.9, {M: "exact", P: "half_day"}),
    (72, {M: "exact", P: "half_day", V: "half_day", A: "half_day"}),
    (167.9, {M: "exact", P: "half_day", V: "half_day", A: "half_day"}),
    (168, {M: "exact", P: "half_day", V: "half_day", A: "half_day", C: "week", Y: "week", H: "week", ALL: "week"}),
    (
        744,
        {
            M: "exact",
            P: "half_day",
            V: "half_day",
            A: "half_day",
            C: "week",
            Y: "week",
            H: "week",
            ALL: "week",
            D: "month",
        },
    ),
]


@pytest.mark.parametrize(("hours", "seen"), DONE)
@EACH_ROLE
def test_what_was_done_is_shown_late_and_coarse(role: Role, hours: float, seen: dict[Role, str]):
    assert outing_view(READERS[role], ["somebody"], "logged", hours) == seen.get(role)


@EACH_ROLE
def test_own_outings_are_seen_at_once_by_those_who_run_them(role: Role):
    reader = READERS[role]
    view = outing_view(reader, [reader.party or "-"], "seen", 0)
    assert view == ("exact" if role in {M, V, A} else None)


def test_the_office_asked_is_for_sender_and_secretariat():
    assert who(lambda r: office_visible(r, ())) == {M}
    assert who(lambda r: office_visible(r, PARTIES)) == {M, P, V, A, C, Y}
    assert who(lambda r: office_visible(r, ["party-youth"])) == {M, Y}


def test_agreements_are_read_by_members_and_donors_and_by_the_public_where_agreed():
    assert who(agreement_visible) == set(Role) - {PUB}
    assert who(lambda r: agreement_visible(r, agreed_public=True)) == set(Role)


def test_the_state_of_undertakings_is_a_count_for_donors_and_the_public():
    assert who(lambda r: undertaking_status(r) == "each") == set(Role) - {D, PUB}
    assert who(lambda r: undertaking_status(r) == "counts") == {D, PUB}


def test_who_rated_is_named_to_the_rater_and_the_secretariat_and_what_is_neutral_to_all():
    assert who(lambda r: rater_visible(r, "party-army", neutral=False)) == {M, A}
    assert who(lambda r: rater_visible(r, None, neutral=False)) == {M}
    assert who(lambda r: rater_visible(r, "an observer", neutral=True)) == set(Role) - {D, PUB}


def test_what_was_said_apart_is_for_those_who_were_there():
    assert who(lambda r: caucus_visible(r, ())) == set()
    assert who(lambda r: caucus_visible(r, ["party-army", "party-chief"])) == {A, C}
    assert who(lambda r: caucus_visible(r, PARTIES)) == {M, P, V, A, C, Y}


@pytest.mark.parametrize("kind", list(codes.INCIDENT_KINDS))
@EACH_ROLE
def test_incidents_are_placed_coarsely_and_late(role: Role, kind: str):
    reader = READERS[role]
    coarse = kind in {"REP", "CLA-COM"}
    members = {P, V, A, C, Y, H, ALL}
    before, after = incident_place(reader, (), kind, 71.9), incident_place(reader, (), kind, 72)
    if role is M:
        assert before == after == ("cercle" if coarse else "point")
    else:
        assert before is None
        assert after == ("segment" if role in members and not coarse else "cercle")
    handling = incident_place(reader, [reader.party or "-"], kind, 0)
    handlers = {M, P, V, A, C, Y, H}
    assert handling == (("cercle" if coarse else "point") if role in handlers else None)


def test_attribution_is_sealed_even_to_most_of_those_who_hold_it():
    assert who(lambda r: attribution_visible(r, ())) == set()
    assert who(lambda r: attribution_visible(r, PARTIES)) == {M}


def told(status: str = "cleared", **consent: When) -> claims.Testimony:
    given = {"given": When.parse("2019-06-01"), **consent}
    return claims.Testimony(
        id="t",
        framework="f",
        region="ML06",
        what=Words(en="x"),
        consent=claims.Consent(scope="framework", **given),
        status=status,
    )


@EACH_ROLE
def test_a_testimony_is_placed_in_its_region_for_twelve_months(role: Role):
    reader, member = READERS[role], role not in {D, PUB}
    assert visibility.testimony_view(reader, told(), date(2020, 5, 30)) == ("region" if member else None)
    assert visibility.testimony_view(reader, told(), date(2020, 5, 31)) is None
    assert visibility.testimony_view(reader, told(), date(2019, 5, 31)) is None
    for status in ("given", "consented", "internal", "withdrawn"):
        assert visibility.testimony_view(reader, told(status), date(2019, 7, 1)) is None


MEMBER_ROLES = {M, P, V, A, C, Y, H, ALL}


def test_levels():
    assert who(lambda r: level_visible(r, "open")) == set(Role)
    assert who(lambda r: level_visible(r, "framework")) == MEMBER_ROLES
    assert who(lambda r: level_visible(r, "group")) == {M}
    assert who(lambda r: level_visible(r, "group", group=PARTIES)) == MEMBER_ROLES - {ALL}
    assert who(lambda r: level_visible(r, "sealed", group=PARTIES)) == set()
    assert who(lambda r: level_visible(r, "sealed", owner=["party-youth"])) == {Y}
    assert who(lambda r: level_visible(r, "sealed", owner=["party-youth"], with_mediator=True)) == {M, Y}
    assert who(lambda r: level_visible(r, "secret", owner=PARTIES, group=PARTIES)) == set()


def test_the_copy_for_all_holds_nothing_that_some_member_may_not_see():
    finer = [None, "month", "week", "half_day", "exact"]
    placed = [None, "cercle", "segment", "point"]
    for hours in (0, 48, 72, 168, 744):
        views = [outing_view(READERS[r], ["somebody"], "logged", hours) for r in MEMBER_ROLES]
        assert finer.index(outing_view(EVERYBODY, PARTIES, "logged", hours)) <= min(map(finer.index, views))
        for kind in codes.INCIDENT_KINDS:
            places = [incident_place(READERS[r], (), kind, hours) for r in MEMBER_ROLES]
            assert placed.index(incident_place(EVERYBODY, PARTIES, kind, hours)) <= min(map(placed.index, places))
    assert not may_see_forward(EVERYBODY, able_to_fill=PARTIES)
    assert not may_see_end(EVERYBODY, PARTIES, PARTIES)
    assert not may_see_hand_over(EVERYBODY, PARTIES, PARTIES, PARTIES)
    assert not office_visible(EVERYBODY, PARTIES)


def test_a_verification_is_its_teams_until_what_it_found_is_adopted():
    assert who(lambda r: verification_view(r, PARTIES, "in_field")) == {M, P, V, A, C}
    assert who(lambda r: verification_view(r, (), "in_field")) == {M}
    assert who(lambda r: verification_view(r, (), "adopted")) == {M, P, V, A, C, H}
    assert verification_view(READERS[P], (), "adopted") == "result"
    assert verification_view(READERS[P], [READERS[P].party], "adopted") == "full"


def test_what_an_alert_stands_on_is_for_those_concerned():
    assert who(lambda r: alert_view(r, ())) == {M, P, V, A, H}
    assert who(lambda r: alert_view(r, ()) == "full") == {M}
    assert who(lambda r: alert_view(r, PARTIES)) == {M, P, V, A, C, Y, H}
    assert who(lambda r: alert_view(r, PARTIES) == "full") == {M, P, V, A, C, Y, H}
    assert alert_view(READERS[C], ["party-youth"]) is None


def test_every_noun_begins_at_a_level_and_levels_name_real_fields():
    for noun in ALL_NOUNS:
        assert default_level(noun) in codes.LEVELS
        assert noun in DEFAULT_LEVELS
    for name, level in DEFAULT_LEVELS.items():
        noun, _, field = name.partition(".")
        assert level in codes.LEVELS
        assert not field or field in field_types(ALL_NOUNS[noun].entity)
    assert default_level("nothing of ours") == "sealed"


@pytest.mark.parametrize(
    ("noun", "field", "level"),
    [
        ("incident", None, "group"),
        ("incident", "attribution", "sealed"),
        ("outing", None, "sealed"),
        ("measure", "planned_end", "group"),
        ("measure", "kind", "framework"),
        ("request", "to_text", "group"),
        ("claim", "who_text", "sealed"),
        ("testimony", "what", "sealed"),
    ],
)
def test_default_levels(noun: str, field: str | None, level: str):
    assert default_level(noun, field) == level


def test_what_is_authorised_is_read_by_those_who_authorise_and_once_issued_by_other_forces():
    assert who(lambda r: permit_visible(r, issued=False)) == {M, P}
    assert who(lambda r: permit_visible(r, issued=True)) == {M, P, V, A}


def test_that_a_friend_is_on_the_road_is_for_the_forces_on_that_road_the_state_s_and_the_movements_alike():
    assert who(lambda r: friendly_visible(r, ())) == {M}
    assert who(lambda r: friendly_visible(r, PARTIES)) == {M, V, A}
    assert who(lambda r: friendly_visible(r, ["party-army"])) == {M, A}
