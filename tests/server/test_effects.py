"""The effect of measures, from the register: the documented scenario, and the exercise with its known truth."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from homes import PASSPHRASE, Home, call, give_key, using

from toguna.base.dates import When
from toguna.base.text import Words
from toguna.domain.claims import Claim
from toguna.domain.incidents import Incident
from toguna.domain.studies import Study
from toguna.domain.visibility import EVERYBODY, OUTSIDE, Reader, Role
from toguna.server.actions.registers import open_key
from toguna.server.actions.studies import record_study
from toguna.server.intake.exercise.found import load_exercise
from toguna.server.queries import effects
from toguna.server.queries.claims import claims
from toguna.server.queries.effect_panels import NoPanel, Panel, last_month, month_of, panel, relay
from toguna.server.queries.effects import effect_row, measures_shown
from toguna.server.queries.quiet import quiet
from toguna.server.queries.reading import Reading, read


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    home = Home(tmp_path_factory.mktemp("effects") / "home")
    with using(home, create=True):
        give_key(home)
        return home.path, load_exercise(home, PASSPHRASE)


@pytest.fixture
def exercise(trained: tuple[Path, dict[str, Any]]) -> Iterator[Reading]:
    with using(Home(trained[0])) as home:
        yield read(home, framework=None, seat=None, as_of=None)


def documented(home: Home, as_of: date | None = None, seat: str | None = None) -> Reading:
    return read(home, framework="timbuktu-taoudeni", seat=seat, as_of=as_of)


# The documented scenario: every claim gets its word from its evidence, no measure a number that nobody could count.


def test_every_documented_claim_gets_its_verdict_from_its_evidence(home: Home) -> None:
    rows = {row.id: row for row in claims(documented(home))}
    words = {id_: row.verdict for id_, row in rows.items()}
    assert words == {
        "c01": "contested",
        "c02": "reported",
        "c04": "reported",
        "c05": "reported",
        "c06": "contested",
        "c07": "reported",
    }
    assert rows["c01"].refused, "robberies did not end"
    assert len(rows["c01"].against) == 4
    assert not rows["c07"].favour and not rows["c07"].against, "a testimony is never counted"


@pytest.mark.parametrize("measure", ["m03", "m04", "m07", "m08", "m12"])
def test_single_effects_in_overlapping_windows_are_refused(home: Home, measure: str) -> None:
    row = effect_row(documented(home), measure)
    assert row is not None
    assert row.attribution == "joint" and row.shared_with
    assert "overlap-refused" in {doubt.code for doubt in row.doubts}
    assert row.estimate is None and not row.months, "a few documented facts are no count of incidents"
    assert row.verdict in {"contested", "reported"}
    said = " ".join([row.sentence.say("fr"), *(doubt.say("fr") for doubt in row.doubts)])
    assert "%" not in said


def test_the_command_answers_for_the_documented_scenario(home: Home) -> None:
    asked = ["effect", "m04", "--framework", "timbuktu-taoudeni", "--home", home.path]
    answer = call(*asked, "--json", "--lang", "en")
    assert answer.code == 0
    held = json.loads(answer.out, parse_constant=lambda name: pytest.fail(name))
    assert (held["verdict"], held["attribution"], held["estimate"]) == ("contested", "joint", None)
    assert held["mode"] == "replay" and call(*asked, "--lang", "en").out.startswith("REPLAY of documented facts")
    assert call("effect", "m99", *asked[2:], "--lang", "en").err.startswith("There is no measure “m99”")
    early = call(*asked, "--as-of", "2019-03-20", "--seat", "police", "--lang", "en")
    assert early.code == 2 and "m04" in early.err


def test_before_a_measure_is_known_it_is_not_there(home: Home) -> None:
    assert effect_row(documented(home, date(2019, 2, 1)), "m03") is None
    assert measures_shown(documented(home, date(2019, 2, 1))) == []


# The exercise.


@pytest.mark.slow
def test_the_question_is_the_same_for_every_member(exercise: Reading) -> None:
    own = panel(exercise, "x2a")
    assert isinstance(own, Panel)
    for reader in (EVERYBODY, Reader("heron", Role.MOVEMENT, "heron"), Reader("comete", Role.MOVEMENT, "comete")):
        assert panel(exercise.as_reader(reader), "x2a") == own
    assert effect_row(exercise.as_reader(OUTSIDE), "x2a") is None
    assert effect_row(exercise.as_reader(Reader("d", Role.DONOR, "d")), "x2a") is None


@pytest.mark.slow
def test_a_count_says_no_more_than_the_weeks_that_every_member_may_see(exercise: Reading) -> None:
    """Moving any incident within its week changes nothing; a month counts when its last week may be seen."""
    asked = panel(exercise, "x2a")
    held = exercise.all(Incident)
    moved = tuple(
        type(one)(**{f: getattr(one, f) for f in one.__struct_fields__} | {"date": When.on(_monday(one.date.first))})
        for one in held
    )
    other = exercise.as_reader(exercise.reader)
    other._held["incident"] = moved
    try:
        assert panel(other, "x2a") == asked
    finally:
        other._held["incident"] = held
    assert last_month(date(2031, 6, 2)) == date(2031, 4, 1)
    assert last_month(date(2031, 6, 4)) == date(2031, 5, 1), "the week of 1 June 2031 ends on that Sunday, and 72 hours"
    assert month_of(date(2031, 7, 1)) == date(2031, 7, 1) and month_of(date(2031, 5, 31)) == date(2031, 5, 1)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


@pytest.mark.slow
def test_a_measure_and_its_relief_are_judged_as_one(exercise: Reading) -> None:
    assert [m.id for m in relay(exercise, "x1b")] == ["x1a", "x1b"]
    one, two = effect_row(exercise, "x1a"), effect_row(exercise, "x1b")
    assert one is not None and two is not None and one.estimate is not None
    assert one.estimate is two.estimate, "worked out once"
    assert effects.relays(exercise) == ["x1a", "x2a", "x3a"]


@pytest.mark.slow
def test_the_intervals_hold_the_truth_of_this_exercise(exercise: Reading, trained: tuple[Path, dict[str, Any]]) -> None:
    for told in trained[1]["measures"]:
        row = effect_row(exercise, told["measures"][0])
        assert row is not None and row.estimate is not None
        low, high = row.estimate.interval
        assert low <= told["true_ratio"] <= high
        assert {month.phase for month in row.months} >= {"before", "left_out", "during"}
        assert row.comparisons and row.ring and not set(row.comparisons) & set(row.ring)


@pytest.mark.slow
def test_the_answer_grows_with_the_days_and_names_its_plan(trained: tuple[Path, dict[str, Any]]) -> None:
    with using(Home(trained[0])) as home:
        early = effect_row(read(home, framework=None, seat=None, as_of=date(2030, 10, 10)), "x2a")
        later = effect_row(read(home, framework=None, seat=None, as_of=date(2031, 6, 1)), "x2a")
    assert early is not None and later is not None and early.plan is not None and later.plan is not None
    assert len(early.months) < len(later.months)
    assert early.plan.before_start and early.plan.in_review and not later.plan.in_review
    assert "outside-review" in {one.code for one in later.plan.said}
    assert set(early.comparisons) == set(early.plan.study.comparisons)
    assert early.estimate is not None and early.estimate.settings["expected_ratio"] == 0.5


@pytest.mark.slow
def test_the_copy_for_all_names_no_review_to_come(trained: tuple[Path, dict[str, Any]]) -> None:
    with using(Home(trained[0])) as home:
        reading = read(home, framework=None, seat=None, as_of=date(2030, 10, 10)).as_reader(EVERYBODY)
        row = effect_row(reading, "x2a")
    assert row is not None and row.plan is not None
    said = " ".join(one.say("fr") for one in row.plan.said)
    said = said.replace("\u00a0", " ")
    assert "octobre 2030" in said and "janvier 2031" not in said


@pytest.mark.slow
def test_a_look_is_marked_by_its_plan(trained: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    import shutil

    shutil.copytree(trained[0], tmp_path / "home")
    with using(Home(tmp_path / "home")) as home:
        reading = read(home, framework=None, seat="mediation", as_of=None)
        key = open_key(home, PASSPHRASE)
        row = effect_row(reading, "x2a")
        assert row is not None and row.plan is not None
        result = {"about": ["x2a"], "method": "share", "verdict": "cannot_tell_yet", "plan": row.plan.entry}
        for case, looked in (("l1", "2030-10-12"), ("l2", "2030-11-20")):
            known = date.fromisoformat(looked)
            at = reading.register, reading.reader, key
            record_study(*at, case, {**result, "looked": looked}, known=known)
        again = effect_row(read(home, framework=None, seat=None, as_of=None), "x2a")
    assert again is not None
    assert [(look.id, look.planned, look.in_review) for look in again.looks] == [
        ("l1", True, True),
        ("l2", True, False),
    ]


@pytest.mark.slow
def test_a_page_does_not_wait_for_the_answer(exercise: Reading) -> None:
    first = effect_row(exercise, "x3a", replicates=1000, wait=0.0)
    assert first is not None and first.pending and first.estimate is None and first.months
    done = effect_row(exercise, "x3a", replicates=1000, wait=60.0)
    assert done is not None and not done.pending and done.estimate is not None


@pytest.mark.slow
def test_an_end_is_not_granted_while_there_are_incidents(exercise: Reading) -> None:
    said = Words(fr="les braquages ont pris fin", en="robberies ended")
    silence = quiet(exercise, Claim(id="c", says=said, about=("x2a",)))
    assert silence is not None and not silence.allowed and silence.reason.code == "still-incidents"
    assert quiet(exercise, Claim(id="c", says=said, about=("x2a", "nothing"))) is None


@pytest.mark.slow
def test_an_end_is_granted_after_a_long_well_reported_quiet(exercise: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    from toguna.server.queries import quiet as rules

    asked = panel(exercise, "x2a")
    assert isinstance(asked, Panel) and asked.exposure is not None
    counts = tuple(
        tuple(0 if unit in asked.treated and n >= asked.start else one for unit, one in enumerate(row))
        for n, row in enumerate(asked.counts)
    )
    heard = tuple(tuple(0.8 for _ in row) for row in asked.exposure)
    claim = Claim(id="c", about=("x2a",))
    assert rules._of(replace(asked, counts=counts, exposure=heard), claim).allowed
    assert not rules._of(replace(asked, counts=counts, exposure=None), claim).allowed
    deaf = tuple(tuple(0.2 for _ in row) for row in asked.exposure)
    assert rules._of(replace(asked, counts=counts, exposure=deaf), claim).reason.code == "reporting-inadequate"


def test_without_any_count_there_is_no_panel(home: Home) -> None:
    found = panel(documented(home), "m03")
    assert isinstance(found, NoPanel) and set(found.others) >= {"m04"}


@pytest.mark.slow
def test_a_look_is_recorded_from_the_command_line(trained: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    import shutil

    shutil.copytree(trained[0], tmp_path / "home")
    with using(Home(tmp_path / "home")) as home:
        asked = ("effect", "x2b", "--home", home.path, "--as-of", "2031-01-20", "--lang", "en", "--json")
        refused = call(*asked, "--record", "--seat", "saule")
        assert refused.code == 1 and "may not act" in refused.err
        held = json.loads(call(*asked, "--record").out)
        assert held["recorded"] == "x2a-2031-01-20"
        study = read(home, framework=None, seat=None, as_of=None).by_id(Study)["x2a-2031-01-20"]
        row = effect_row(read(home, framework=None, seat=None, as_of=date(2031, 1, 20)), "x2a")
        assert call(*asked, "--record").code == 1, "one look a day"
    assert row is not None and row.plan is not None and row.estimate is not None
    assert (study.plan, study.verdict, study.data_digest) == (row.plan.entry, held["verdict"], row.estimate.digest)
    assert study.about == ("x2a", "x2b") and study.cut_off == When.parse("2030-12")
    assert [(look.planned, look.in_review) for look in row.looks] == [(True, True)]
