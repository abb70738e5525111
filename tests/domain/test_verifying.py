"""The clock of a verification, who may be in it, and what it must have come to."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from toguna.domain import codes
from toguna.domain.incidents import INCIDENT, Verification
from toguna.domain.verifying import (
    DAYS,
    GRAVE_KINDS,
    NotJointly,
    OneSidedTeam,
    OnlyConcerned,
    check_end,
    check_team,
    clock,
    weight,
)

KNOWN = date(2031, 6, 1)
OF = {
    "kite": "signatory_movement",
    "lantern": "signatory_movement",
    "army": "armed_forces",
    "police": "internal_security",
    "mediation": "mediator",
}


@pytest.mark.parametrize(
    ("kind", "killed", "status", "day", "stage", "due", "late"),
    [
        ("ABD", None, "reported", 1, "screen", date(2031, 6, 2), 0),
        ("ABD", None, "reported", 3, "screen", date(2031, 6, 2), 1),
        ("ABD", None, "screened", 3, "settle", date(2031, 6, 8), 0),
        ("ABD", None, "corroborated", 10, "settle", date(2031, 6, 8), 2),
        ("ROB-ROAD", None, "needs_corroboration", 22, "settle", date(2031, 6, 22), 0),
        ("ROB-ROAD", None, "corroborated", 90, None, None, 0),
        ("ROB-ROAD", 1, "corroborated", 9, "settle", date(2031, 6, 8), 1),
        ("ROB-ROAD", 0, "in_verification", 24, "settle", date(2031, 6, 22), 2),
        ("DEM", None, "reported", 30, "screen", date(2031, 6, 8), 22),
        ("ABD", None, "access_denied", 300, None, None, 0),
        ("ABD", None, "retracted", 300, None, None, 0),
    ],
)
def test_what_is_graver_is_due_sooner(kind, killed, status, day, stage, due, late):
    today = KNOWN.replace(day=1) + timedelta(days=day - 1)
    held = clock(kind, killed, status, KNOWN, today)
    assert (held.stage, held.due, held.late) == (stage, due, late)


ENDS = ("verified", "not_confirmed", "inconclusive", "access_denied", "closed", "retracted", "merged")


def test_every_kind_has_a_clock_that_every_end_stops():
    assert INCIDENT.machine is not None
    for kind in codes.INCIDENT_KINDS:
        assert weight(kind, None) in DAYS
        assert weight(kind, 2) == 5
        for status in INCIDENT.machine.labels:
            held = clock(kind, None, status, KNOWN, KNOWN)
            ended = status in ENDS
            recouped = status == "corroborated" and kind not in GRAVE_KINDS
            assert (held.stage is None) is (ended or recouped), (kind, status)
    screens, settles = zip(*(DAYS[n] for n in range(5, 0, -1)), strict=True)
    assert list(screens) == sorted(screens) and list(settles) == sorted(settles)


@pytest.mark.parametrize(
    "team", [["army"], ["kite", "lantern"], ["army", "mediation"], ["mediation"], [], ["nobody", "army"]]
)
def test_a_team_of_one_side_is_none(team):
    with pytest.raises(OneSidedTeam):
        check_team(team, OF, ())


def test_nobody_verifies_alone_what_concerns_him():
    check_team(["army", "kite"], OF, ["army"])
    check_team(["army", "police"], OF, [])
    with pytest.raises(OnlyConcerned):
        check_team(["army", "police", "mediation"], OF, ["army", "police"])


def ended(status: str) -> list[Verification]:
    return [Verification(id="w1", incident="i1", status=status)]


@pytest.mark.parametrize(
    ("said", "fields", "carried_by"),
    [
        ("verified", {}, {"adopted"}),
        ("not_confirmed", {}, {"adopted"}),
        ("inconclusive", {}, {"adopted", "not_adopted"}),
        ("access_denied", {}, {"access_denied"}),
        ("attribution_settled", {"attribution": "jointly_established"}, {"adopted"}),
        ("attribution_settled", {"attribution": "rejected"}, {"adopted"}),
    ],
)
def test_what_is_said_of_an_incident_stands_on_its_joint_verification(said, fields, carried_by):
    for status in ("named", "in_field", "exchanged", "adopted", "not_adopted", "access_denied"):
        if status in carried_by:
            check_end(f"incident.{said}", fields, ended(status))
        else:
            with pytest.raises(NotJointly):
                check_end(f"incident.{said}", fields, ended(status))
    with pytest.raises(NotJointly):
        check_end(f"incident.{said}", fields, [])


def test_that_attribution_is_unknown_or_alleged_needs_nobody_else():
    for code in ("unknown", "alleged"):
        check_end("incident.attribution_settled", {"attribution": code}, [])
    assert set(codes.ATTRIBUTIONS) == {"unknown", "alleged", "jointly_established", "rejected"}
