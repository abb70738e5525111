"""The exercise: entered through the acts of its seats, true to what was simulated, and silent about what is true."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from homes import PASSPHRASE, Home, command, give_key, using

from toguna.analysis.simulate import exercise
from toguna.domain.hand_overs import HandOver
from toguna.domain.incidents import HeardFrom, Incident
from toguna.domain.measures import Measure, Outing
from toguna.domain.places import Place, Road
from toguna.domain.studies import Study
from toguna.domain.visibility import EVERYBODY
from toguna.register.constitution import Mode
from toguna.register.encoding import decode
from toguna.register.keyfile import Cost, unseal
from toguna.server.intake.exercise.found import SEED, load_exercise
from toguna.server.intake.exercise.region import CARRIER
from toguna.server.passphrases import matches
from toguna.server.queries.reading import Reading, read

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    home = Home(tmp_path_factory.mktemp("exercise") / "home")
    with using(home, create=True):
        give_key(home)
        told = load_exercise(home, PASSPHRASE)
    return home.path, told


@pytest.fixture
def reading(trained: tuple[Path, dict[str, Any]]) -> Iterator[Reading]:
    with using(Home(trained[0])) as home:
        yield read(home, framework=None, seat=None, as_of=None)


def test_the_region_has_what_was_asked_for(reading: Reading) -> None:
    assert reading.mode is Mode.EXERCISE
    assert (len(reading.all(Road)), len(reading.all(Place)), len(CARRIER)) == (12, 40, 5)
    days = [one.date.first for one in reading.all(Incident)]
    assert (max(days) - min(days)).days > 29 * 30


def test_the_register_holds_what_was_reported_and_no_more(reading: Reading) -> None:
    drawn = exercise(SEED)
    told = Counter(one.where[0] for one in reading.all(Incident))
    reported = [one for one in drawn.incidents if one.reported_on is not None and one.reported_on < 900]
    assert told == Counter(f"axe-{one.road + 1}" for one in reported)
    assert len(reported) < len(drawn.incidents)
    assert sum(len(week.where) for week in reading.all(HeardFrom)) < 40 * 128


def test_each_measure_is_lived_through_its_hand_over(reading: Reading) -> None:
    drawn = exercise(SEED)
    measures = reading.by_id(Measure)
    assert len(measures) == 6
    assert len(reading.all(Outing)) == sum(int(one.outings.sum()) for one in drawn.measures)
    for one in drawn.measures:
        code = one.code.lower()
        first, second = measures[f"{code}a"], measures[f"{code}b"]
        assert first.start is not None and second.start is not None and first.end is not None
        gap = one.hand_over_gap[1] - one.hand_over_gap[0]
        relief = reading.by_id(HandOver)[f"{code}r"]
        assert relief.confirmed(first.by, second.by)
        if gap:
            assert (second.start.first - first.end.first).days == gap + 1
            assert relief.status == "planned", "nobody stood beside those who left: it is never closed"
        else:
            assert (first.end.first - second.start.first).days == 1, "one cycle side by side"
            assert relief.status == "closed" and not relief.unchecked()


def test_each_plan_was_known_before_its_measure_began(trained: tuple[Path, dict[str, Any]], reading: Reading) -> None:
    with using(Home(trained[0])) as home:
        for plan in reading.all(Study):
            (about,) = plan.about
            start = reading.by_id(Measure)[about].start
            assert start is not None
            before = read(home, framework=None, seat=None, as_of=start.first)
            assert plan.id in before.by_id(Study) and before.by_id(Measure)[about].status == "active"


def test_fuel_that_ran_out_is_a_pause_that_somebody_told(trained: tuple[Path, dict[str, Any]]) -> None:
    """On some day of the exercise at least one measure stands suspended for want of means."""
    from toguna.server.records.models import Measure as Versions

    with using(Home(trained[0])):
        states = [row.data for row in Versions.objects.all()]
    paused = [held for held in states if held["status"] == "suspended"]
    assert paused and {held["ended_because"] for held in paused} == {"means"}


def test_what_is_true_stands_nowhere_in_the_register(trained: tuple[Path, dict[str, Any]], reading: Reading) -> None:
    path, told = trained
    assert [one["true_ratio"] for one in told["measures"]] == [round(m.true_ratio, 3) for m in exercise(SEED).measures]
    held = b"".join(file.read_bytes() for file in path.glob("toguna.sqlite3*"))
    assert b"true_ratio" not in held
    everybody = reading.as_reader(EVERYBODY)
    assert all(study.ratio_milli is None for study in everybody.all(Study))


def test_the_demonstration_prints_where_the_truth_lies_and_stamps_its_papers(tmp_path: Path) -> None:
    from pypdf import PdfReader

    asked = ("demo", "--scenario", "exercise", "--no-serve", "--home", tmp_path / "home", "--json", "--lang", "fr")
    answer = command(*asked, timeout=280)
    assert answer.code == 0, answer.err
    told = json.loads(Path(answer.json["truth"]).read_text(encoding="utf-8"))
    assert answer.json["mode"] == "exercise" and len(told["measures"]) == 3
    # Its passphrases stand beside it for everybody: no second is spent on keeping them from anybody.
    home, mark = Home(tmp_path / "home"), json.loads((tmp_path / "home" / "demo.json").read_text(encoding="utf-8"))
    stored = home.settings()["seats"]
    for framework, seats in mark["seats"].items():
        assert all(matches(stored[framework][seat], phrase) for seat, phrase in seats.items())
        assert all("$m=8,t=1,p=1$" in stored[framework][seat] for seat in seats)
    key = home.key_file(bytes.fromhex(home.settings()["device"])).read_bytes()
    assert unseal(key, mark["device"]) and Cost.MINIMUM.value == tuple(decode(key)[3:5])
    for paper in answer.json["briefs"]:
        pages = [page.extract_text() for page in PdfReader(paper).pages]
        stamp = "EXERCISE" if "-en" in Path(paper).name else "EXERCICE"
        assert all(stamp in page for page in pages)
        written = [str(one["true_ratio"]) for one in told["measures"] if one["true_ratio"] != 1.0]
        assert not any(number in page or number.replace(".", ",") in page for number in written for page in pages)
