"""Loading published events: versions, corrections, withdrawals, what was held on which day, and nothing half done."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from homes import Home, call, environment

from toguna.server.actions.layers import bring
from toguna.server.intake.acled.events import events
from toguna.server.layers.providers import PROVIDERS
from toguna.server.layers.rows import Account, Event, File
from toguna.server.queries import layers
from toguna.server.queries.reading import Reading, read

HEADER = "event_id_cnty,event_date,time_precision,event_type,sub_event_type,country,admin1,latitude,longitude,"
HEADER += "geo_precision,fatalities,timestamp"


def row(number: int, *, stamp: int = 1, killed: int = 0, country: str = "Ostrie", day: str = "2031-06-14") -> str:
    return f"E{number},{day},1,Battles,Armed clash,{country},Nord,16.5,-3,1,{killed},{stamp}"


def write(tmp_path: Path, *rows: str, header: str = HEADER) -> Path:
    path = tmp_path / "acled.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def load(home: Home, path: Path, day: str = "2031-07-01", *, whole: bool = False, dry_run: bool = False) -> Account:
    file = File("acled", "acled", path.name, 1, "00", None, "terms", "credit")
    at = datetime.fromisoformat(day).replace(tzinfo=UTC)
    return bring(home, file, events(path), kind=Event, whole=whole, dry_run=dry_run, at=at)


def numbers(account: Account) -> dict[str, int]:
    """The numbers of an account that are not 0."""
    names = "new updated deleted unchanged older refused left_out absent".split()
    return {name: value for name in names if (value := getattr(account, name))}


def seen(home: Home, as_of: str | None = None) -> Reading:
    return read(home, framework="ostrine", seat=None, as_of=date.fromisoformat(as_of) if as_of else None)


def held(home: Home, as_of: str | None = None) -> list[tuple[str, int | None]]:
    return [(r.id, r.killed) for r in layers.published(seen(home, as_of), "acled")]


def test_what_was_held_on_each_day(own: Home, tmp_path: Path) -> None:
    assert numbers(load(own, write(tmp_path, row(1), row(2)), "2031-07-01")) == {"new": 2}
    later = write(tmp_path, row(1), row(2, stamp=5, killed=3), row(3, stamp=5))
    assert numbers(load(own, later, "2031-08-01")) == {"new": 1, "updated": 1, "unchanged": 1}
    gone = write(tmp_path, "E1,9", header="event_id_cnty,deleted_timestamp")
    assert numbers(load(own, gone, "2031-09-01")) == {"deleted": 1}
    assert held(own, "2031-07-01") == held(own, "2031-07-31") == [("E1", 0), ("E2", 0)]
    assert held(own, "2031-08-01") == [("E1", 0), ("E2", 3), ("E3", 0)]
    assert held(own, "2031-09-01") == held(own) == [("E2", 3), ("E3", 0)]
    (layer,) = layers.layers(seen(own))
    assert (layer.first, layer.last, layer.loaded) == ("2031-06-14", "2031-06-14", "2031-09-01")


def test_an_older_file_changes_nothing(own: Home, tmp_path: Path) -> None:
    load(own, write(tmp_path, row(1, stamp=5, killed=3), row(2, stamp=5)))
    load(own, write(tmp_path, "E2,9", header="event_id_cnty,deleted_timestamp"))
    assert numbers(load(own, write(tmp_path, row(1, stamp=1, killed=0), row(2, stamp=5)))) == {"older": 2}
    assert held(own) == [("E1", 3)]
    assert numbers(load(own, write(tmp_path, row(2, stamp=10)))) == {"new": 1, "absent": 1}
    assert held(own) == [("E1", 3), ("E2", 0)], "its publisher brought it back"


def test_a_withdrawal_older_than_the_row_changes_nothing(own: Home, tmp_path: Path) -> None:
    load(own, write(tmp_path, row(1, stamp=10)))
    assert numbers(load(own, write(tmp_path, "E1,9", header="event_id_cnty,deleted_timestamp"))) == {}
    assert held(own) == [("E1", 0)]


def test_what_a_file_does_not_name_stays_unless_it_is_whole(own: Home, tmp_path: Path) -> None:
    load(own, write(tmp_path, row(1), row(2), row(3, country="Valdre")))
    assert numbers(load(own, write(tmp_path, row(2)))) == {"unchanged": 1, "absent": 1}
    assert len(held(own)) == 3
    assert numbers(load(own, write(tmp_path, row(2)), whole=True)) == {"unchanged": 1, "deleted": 1}
    assert held(own) == [("E2", 0), ("E3", 0)], "a file is whole for its own country only"


def test_the_same_file_again_changes_nothing(own: Home, tmp_path: Path) -> None:
    path = write(tmp_path, row(1), row(2))
    load(own, path)
    assert numbers(load(own, path, "2031-08-01", whole=True)) == {"unchanged": 2}
    assert held(own, "2031-07-01") == held(own)


def test_a_clock_that_went_back_leaves_the_order_of_loads(own: Home, tmp_path: Path) -> None:
    load(own, write(tmp_path, row(1)), "2031-08-01")
    load(own, write(tmp_path, row(1, killed=1)), "2031-07-01")
    assert layers.layers(seen(own, "2031-07-15")) == ()
    assert held(own, "2031-08-01") == held(own) == [("E1", 1)]


def test_a_dry_run_says_what_would_be_and_keeps_nothing(own: Home, tmp_path: Path) -> None:
    path = write(tmp_path, row(1), row(2))
    assert numbers(load(own, path, dry_run=True)) == {"new": 2}
    assert not own.layers.exists()
    load(own, path)
    before = own.layers.read_bytes()
    assert numbers(load(own, write(tmp_path, row(1, killed=4)), dry_run=True, whole=True)) == {
        "updated": 1,
        "deleted": 1,
    }
    assert own.layers.read_bytes() == before and held(own) == [("E1", 0), ("E2", 0)]


def command(home: Home, path: Path, *more: str, lang: str = "en"):
    return call("import", "acled", path, "--home", home.path, "--json", "--lang", lang, *more)


def test_every_wrong_line_is_told_at_once(own: Home, tmp_path: Path) -> None:
    path = write(tmp_path, row(1), row(2).replace("16.5", "165"), row(3).replace("2031-06-14", "05/06/2031"), row(1))
    for lang, words in (
        ("en", ["correct: 3", "line 3, column latitude:", "line 4, column event_date:", "line 5: ", "line 2 already"]),
        ("fr", ["lignes à corriger", "ligne 3, colonne latitude", "colonne event_date", "--skip-refused"]),
    ):
        answer = command(own, path, lang=lang)
        assert (answer.code, answer.json["error"]["code"]) == (2, "rows-refused")
        for word in words:
            assert word in answer.err, answer.err
    assert layers.layers(seen(own)) == ()
    account = command(own, path, "--skip-refused").json
    assert (account["rows"], account["new"], account["refused"]) == (4, 1, 3)


def test_of_many_wrong_lines_the_first_are_told(own: Home, tmp_path: Path) -> None:
    answer = command(own, write(tmp_path, *(row(n).replace("16.5", "x") for n in range(99))))
    assert "lines to correct: 99" in answer.err and "… and 79 more." in answer.err


def test_the_account_and_its_terms_are_told(own: Home, tmp_path: Path) -> None:
    path = write(tmp_path, row(1), row(2).replace("Armed clash", "Sexual violence"))
    account = command(own, path).json
    assert (account["new"], account["left_out"], account["dry_run"], account["layer"]) == (1, 1, False, "acled")
    assert account["file"]["licence"] == "ACLED terms of use" and len(account["file"]["sha256"]) == 64
    said = call("import", "acled", path, "--home", own.path, "--lang", "fr").out
    assert "lignes inchangées" in said and "acleddata.com" in said and "ni signées, ni échangées" in said


def test_the_version_of_a_ged_file_is_read_off_its_name() -> None:
    from toguna.cli.outside import _edition

    names = {"GEDEvent_v25_1.csv": "25.1", "ged251-csv.zip": "25.1", "GEDEvent_v25_0_9.csv": "25.0.9", "mali.csv": None}
    assert {name: _edition(Path(name)) for name in names} == names


def test_publishers_are_credited() -> None:
    for provider in PROVIDERS.values():
        assert provider.caveat.say("fr").endswith(".") and provider.caveat.say("en").endswith(".")
    assert not PROVIDERS["acled"].share


@pytest.mark.parametrize("which", [signal.SIGKILL, signal.SIGINT])
def test_an_interrupted_load_leaves_nothing(own: Home, tmp_path: Path, which: signal.Signals) -> None:
    load(own, write(tmp_path, row(1)))
    path = write(tmp_path, row(1, killed=9), *(row(n) for n in range(2, 6000)))
    killer = (
        "import os, sys\nfrom toguna.server.layers import merging\nfrom toguna.cli.main import main\n"
        "def now(*_):\n    os.kill(os.getpid(), int(sys.argv[1]))\n"
        # The last thing that a load writes: by then every row is in its place.
        "merging._note = now\nsys.exit(main(sys.argv[2:]))"
    )
    arguments: Sequence[str | Path] = ("import", "acled", path, "--home", own.path, "--lang", "en")
    done = subprocess.run(
        [sys.executable, "-c", killer, str(int(which)), *map(str, arguments)], env=environment(), capture_output=True
    )
    assert done.returncode in (-which, 1) and b"Traceback" not in done.stderr
    assert held(own) == [("E1", 0)]
    assert numbers(load(own, path)) == {"new": 5998, "updated": 1}


def test_nothing_of_a_layer_touches_the_register(own: Home, tmp_path: Path) -> None:
    before = own.database.read_bytes()
    load(own, write(tmp_path, row(1)))
    assert own.database.read_bytes() == before
    assert oct(own.layers.stat().st_mode & 0o777) == "0o600"
    answer = call("verify", "--home", own.path, "--json")
    assert answer.code == 0 and b"Armed clash" not in before


def test_a_layer_keeps_to_one_publisher(own: Home, tmp_path: Path) -> None:
    load(own, write(tmp_path, row(1)))
    path = tmp_path / "m.geojson"
    path.write_text(
        '{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,2]}}', encoding="utf-8"
    )
    answer = call("import", "geojson", path, "--layer", "acled", "--home", own.path, "--json")
    assert (answer.code, answer.json["error"]["code"]) == (2, "layer-of-another-kind")
    assert held(own) == [("E1", 0)]
