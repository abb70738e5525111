"""`toguna scan` and `toguna monitor` on files, against the published answers."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from homes import environment

from toguna.cli.main import main


@pytest.fixture
def reference(shared):
    return shared("reference")


def told(capsys, *arguments: object) -> dict:
    assert main([str(a) for a in arguments]) == 0
    return json.loads(capsys.readouterr().out)


def test_scan_by_a_settings_file(reference, capsys):
    answer = told(capsys, "scan", "--prm", reference / "scan" / "NYCSpaceTimePermutation.prm", "--json")
    first = answer["clusters"][0]
    assert first["statistic"] == pytest.approx(3.845418, abs=1e-6)
    assert (first["members"][0], first["start"], first["end"]) == ("11418", "2001-11-22", "2001-11-24")
    assert first["observed"] == 4


def test_scan_by_options_gives_the_same(reference, capsys):
    folder = reference / "scan"
    answer = told(
        capsys, "scan", "--case", folder / "NYCfever.cas", "--coordinates", folder / "NYCfever.geo", "--max-window", 7,
        "--max-radius-km", 3, "--study-start", "2001-11-01", "--study-end", "2001-11-24", "--json",
    )  # fmt: skip
    assert [c["statistic"] for c in answer["clusters"][:3]] == pytest.approx([3.845418, 3.164201, 2.137259], abs=1e-6)


def test_monitor_finds_the_published_alarms(reference, capsys):
    series = reference / "monitor" / "salmonella_agona.csv"
    improved = told(capsys, "monitor", "--series", series, "--from", 282, "--until", 312, "--json")
    assert improved["alarms"] == [283, 284, 285, 288, 294, 295]
    assert improved["bounds"][0] == {"week": 282, "bound": pytest.approx(3.6526291504195, abs=1e-4)}
    original = told(
        capsys, "monitor", "--series", series, "--method", "farrington", "--from", 282, "--until", 312, "--json"
    )
    assert original["alarms"] == [283, 284, 285, 287, 288, 289, 291, 292, 294, 295, 304]


@pytest.mark.parametrize("method", ["cusum", "glr"])
def test_the_sums_need_a_past(tmp_path, capsys, method):
    path = tmp_path / "s.csv"
    path.write_text(
        "week,count\n" + "".join(f"{n},1\n" for n in range(1, 40)) + "".join(f"{n},9\n" for n in range(40, 50))
    )
    assert main(["monitor", "--series", str(path), "--method", method, "--lang", "fr"]) == 2
    assert "--from" in capsys.readouterr().err
    found = told(capsys, "monitor", "--series", path, "--method", method, "--from", 30, "--json")
    assert found["alarms"] and min(found["alarms"]) >= 40, "a lasting rise is noticed, and nothing before it"


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"semaine,cas\n1,2\n", "1"),
        (b"week,count\n1,deux\n", "2"),
        (b"week,count\n", "1"),
        (b"week,count\n1,\xe9\n", "1"),
    ],
)
def test_a_bad_series_gets_one_sentence_with_its_line(tmp_path, capsys, content, line):
    path = tmp_path / "serie.csv"
    path.write_bytes(content)
    assert main(["monitor", "--series", str(path), "--lang", "fr"]) == 2
    said = capsys.readouterr().err
    assert f"serie.csv, ligne {line}" in said and said.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [["--case", "nowhere.cas"], ["--case", "nowhere.cas", "--coordinates", "nowhere.geo"], ["--prm", "nowhere.prm"]],
)
def test_a_scan_without_its_files_says_what_to_give(capsys, arguments):
    assert main(["scan", *arguments, "--lang", "fr"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def long_scan(folder: Path) -> list[str | Path]:
    """A scan that takes minutes: many places, many replicates."""
    chance = np.random.default_rng(1)
    geo = "".join(f"p{n} {a:.3f} {b:.3f}\n" for n, (a, b) in enumerate(chance.uniform([12, -8], [20, 3], (1200, 2))))
    rows = zip(chance.integers(0, 1200, 30_000), chance.integers(0, 3000, 30_000), strict=True)
    cases = "".join(f"p{p} 1 {date(2014, 1, 1) + timedelta(days=int(d)):%Y/%m/%d}\n" for p, d in rows)
    (folder / "f.geo").write_text(geo)
    (folder / "f.cas").write_text(cases)
    return [
        "scan", "--case", folder / "f.cas", "--coordinates", folder / "f.geo", "--interval-days", "30",
        "--max-window", "12", "--replicates", "99999", "--lang", "fr",
    ]  # fmt: skip


def test_an_interrupted_scan_says_so_and_leaves_nothing_behind(tmp_path):
    arguments = long_scan(tmp_path)
    before = sorted(path.name for path in tmp_path.iterdir())
    command = [sys.executable, "-m", "toguna.cli.main", *map(str, arguments)]
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stderr is not None
        assert running.stderr.readline().startswith("tirages")
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=200)
    assert running.returncode == 1
    assert out == ""
    assert err.splitlines()[-1] == "Interrompu."
    assert sorted(path.name for path in tmp_path.iterdir()) == before


@pytest.mark.slow
def test_a_cluster_by_address_gives_the_same_bits(reference, capsys):
    distributed = pytest.importorskip("distributed")
    prm = reference / "scan" / "NYCSpaceTimePermutation.prm"
    here = told(capsys, "scan", "--prm", prm, "--json")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None, protocol="tcp://", host="127.0.0.1"
    ) as cluster:
        there = told(capsys, "scan", "--prm", prm, "--json", "--dask", cluster.scheduler_address)
    assert there == here
