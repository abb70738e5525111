"""R8: from what a seat sees, the next escort is predicted no better than from weekday, market and season alone.

TOGUNA_PLAYS=200 runs the whole attack (about eleven minutes of one processor a seat); `make soak` does.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest
from attack import DAYS, judge, play, seen_by
from theatre import STRETCHES, VALLEY

ROOT = Path(__file__).resolve().parents[2]
PLAYS = int(os.environ.get("TOGUNA_PLAYS", "8"))
FULL = PLAYS >= 100
# A rival who is out on the next road reads most of those who are not named; the youth least.
WHO = ("saule", "jeunes") if FULL else ("saule",)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seat", WHO)
def test_r8_the_seat_gives_the_attacker_nothing_that_the_calendar_does_not(
    founded: Path, tmp_path: Path, seat: str
) -> None:
    days = DAYS if FULL else 21
    plays = [play(founded, tmp_path / str(seed), seed, seat, days=days) for seed in range(PLAYS)]
    assert sum(one.seen.std(0).any() for one in plays) == PLAYS, "the seat sees days that differ"
    found = judge(plays)
    kept = ROOT / ".cache" / f"escorts-{seat}.json"
    kept.write_text(json.dumps({"seat": seat, "plays": PLAYS, "days": days, **asdict(found)}) + "\n", encoding="utf-8")
    print(kept.read_text(encoding="utf-8"), file=sys.stderr)
    # Eight plays show that no field gives the day away (four were too noisy to tell); many show that nothing at all is
    # better than the calendar.
    assert found.gain < 0.05 and found.log_loss_gain < 0.02, found
    if FULL:
        assert found.auc_calendar > 0.55, "the calendar tells something, so there is something to tell"
        assert found.low <= 0 and found.log_loss_low <= 0, found
        assert found.high < 0.02 and found.log_loss_high < 0.005, found
    # The same attacker finds a leak: one column that is right on some half-days and silent on the others.
    leaking = judge(plays, leak=0.3 if FULL else 0.9)
    assert leaking.low > 0 and leaking.log_loss_low > 0, leaking


def test_an_outing_that_was_just_logged_changes_nothing_that_other_seats_read(play) -> None:
    """But the register's control number: that something was written, not what."""
    stage = play("2019-03-04")
    escort = stage.begin("troupe", "2019-06-30", kind="armed_escort")
    stage.begin("saule", "2019-08-31", stretches=STRETCHES)
    play("2019-03-20")
    for n, seat in enumerate(("saule", "heron", "brigade", "province", "notables", "jeunes", "temoin", "bailleur")):
        day = f"2019-03-{20 - n:02}"
        before = dict(seen_by(stage.reads(seat)))
        stage.does("troupe", "outing.log", measure=escort, stretches=STRETCHES, day=day, half="pm")
        after = dict(seen_by(stage.reads(seat)))
        told = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
        assert all(path.startswith("situation.control_number=") for path in told), (seat, told)


def test_a_force_on_the_same_road_is_told_that_a_friend_is_there_and_never_when(play) -> None:
    from toguna.server.queries.presence import presence

    stage = play("2019-03-04")
    escort = stage.begin("troupe", "2019-06-30", kind="armed_escort")
    stage.begin("brigade", "2019-06-30", stretches=STRETCHES[:1])
    play("2019-03-20")

    def told(seat: str) -> list[list[str]]:
        return [[who.en for who in one.others] for one in presence(stage.reads(seat), VALLEY)]

    assert told("brigade") == [["Armed forces"], ["Armed forces"]]
    assert told("troupe") == [["Gendarmerie"], []]
    for seat in ("heron", "saule", "province", "notables", "jeunes", "temoin", "bailleur"):
        assert told(seat) == [], seat
    before = told("brigade")
    stage.does("troupe", "outing.log", measure=escort, stretches=STRETCHES, day="2019-03-20", half="am")
    assert told("brigade") == before, "an outing changes nothing of it"
    shown = repr(presence(stage.reads("brigade"), VALLEY))
    assert not any(sign.isdigit() for sign in shown.replace(repr(date(2019, 3, 20)), ""))
    stage.does("troupe", "measure.suspend", escort, because="means")
    assert told("brigade") == [[], []]
