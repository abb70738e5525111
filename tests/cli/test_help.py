"""Help and wrong use, in both languages, and `--json` everywhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from homes import Home, call, command

from toguna.base.text import NBSP
from toguna.cli.commands import COMMANDS
from toguna.domain import codes

NAMES = [one.name for one in COMMANDS]
# What argparse says by itself, and words that only stand in the English of ours.
ENGLISH = re.compile(
    r"\b(usage:|show this|positional|optional|arguments are|the following|required:|expected|invalid choice|folder|"
    r"seat|address|file|path|the|and|of|to|else|what|read|write|answer|as this|help message|default)\b",
    re.IGNORECASE,
)
OURS = re.compile(
    r"--[a-z-]+|\b(brief|import|export|serve|cover|verify|rebuild|doctor|new|demo|situation|timbuktu\S*)\b"
)


@pytest.mark.parametrize("name", [None, *NAMES])
def test_help_is_whole_in_both_languages(name: str | None) -> None:
    start = [name] if name else []
    said = {}
    for lang in ("fr", "en"):
        for order in (["--help", "--lang", lang], [f"--lang={lang}", "-h"]) if name else (["--help"],):
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("TOGUNA_LANG", lang)
                answer = call(*start, *order)
            assert (answer.code, answer.err) == (0, "")
            said[lang] = answer.out.replace(NBSP, " ")
    assert said["fr"] != said["en"]
    assert said["fr"].startswith("usage : toguna") and said["en"].startswith("usage: toguna")
    prose = OURS.sub("", said["fr"])
    assert not ENGLISH.findall(prose), ENGLISH.findall(prose)
    if name is None:
        for command_name in NAMES:
            assert re.search(rf"^\s+{command_name}\b", said["fr"], re.MULTILINE)
    else:
        assert "--json" in said["fr"] and "--as-of" in said["fr"] and "--home" in said["fr"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["situations"],
        ["situation", "--asof", "2019"],
        ["situation", "too", "many"],
        ["import", "scenario"],
        ["import", "excel", "x.xls"],
        ["new"],
        ["serve", "--port", "eight"],
        ["situation", "--lang", "de"],
    ],
)
def test_wrong_use_is_2_with_one_line_that_names_the_help(arguments: list[str]) -> None:
    for lang, word in (("fr", "Voir «"), ("en", "See “")):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("TOGUNA_LANG", lang)
            answer = call(*arguments)
        assert (answer.code, answer.out) == (2, "")
        assert word in answer.err and "--help" in answer.err and answer.err.count("\n") == 1
        if lang == "fr":
            assert not re.search(r"invalid|expected|required|unrecognized|argument ", answer.err)


def test_no_command_is_wrong_use_too() -> None:
    answer = call()
    assert answer.code == 2 and "usage" in answer.out


def test_the_version() -> None:
    answer = call("--version")
    assert answer.code == 0 and re.fullmatch(r"toguna \d+\.\d+.*\n", answer.out)


def test_json_everywhere(own: Home, tmp_path: Path) -> None:
    (tmp_path / "i.csv").write_text("id,date,kind,where\nx1,2031-06-14,THR,ostrine\n", encoding="utf-8")
    at = ["--home", str(own.path), "--json"]
    asked: dict[str, list[str]] = {
        "situation": [],
        "cover": ["--framework", "ostrine", "--from", "2031-06-01", "--to", "2031-06-30"],
        "verify": [],
        "rebuild": [],
        "doctor": [],
        "import": ["csv", str(tmp_path / "i.csv"), "--framework", "ostrine"],
        "effect": ["v01", "--framework", "ostrine"],
        "power": ["--mean", "3"],
        "where": ["Talvane", "--framework", "ostrine"],
        "act": ["--framework", "ostrine", "--seat", "army"],
        "tokens": ["--framework", "ostrine", "--seat", "army", "--new", "an office’s own program"],
        "sms-keys": ["--framework", "ostrine", "--seat", "army", "--new"],
        "gateways": ["--framework", "ostrine", "--seat", "army", "--new", "medic"],
        "phones": ["--framework", "ostrine", "--seat", "army", "--new"],
        "prompts": ["--framework", "ostrine", "--form", "cadre-incident"],
        "phrase": ["army", "--framework", "ostrine"],
        "backup": ["--framework", "ostrine", "--out", str(tmp_path / "b.toguna")],
    }
    for name, arguments in asked.items():
        answer = call(name, *arguments, *at)
        assert answer.code == 0, (name, answer.err)
        assert isinstance(answer.json, dict) and answer.json, name
    # What serves, founds, prints or reads files of its own answers in JSON as well: in its own tests.
    elsewhere = "demo new serve brief scan monitor watch bundle sync join renew sms sms-keys notes papers"
    people = "people device admit officers endorse revoke recovery erase keys lock withdraw"
    assert set(NAMES) - set(asked) <= set(f"{elsewhere} {people}".split())


def test_json_speaks_english_codes_in_every_language(home: Home) -> None:
    found = [
        call("situation", "--home", home.path, "--as-of", "2019-03-26", "--json", "--lang", lang).json
        for lang in ("fr", "en")
    ]
    assert found[0] == found[1]


def test_cover_by_half_day_in_json(home: Home) -> None:
    when = ["--as-of", "2031-04-10", "--from", "2031-03-30", "--to", "2031-04-04", "--framework", "ostrine"]
    found = call("cover", "--home", home.path, *when, "--json").json
    assert (found["from"], found["to"], found["as_of"]) == ("2031-03-30", "2031-04-04", "2031-04-10")
    row = next(s for s in found["segments"] if s["segment"] == ["valombrine", "ostrine"])
    cells = {(c["start"], c["half"]): c for c in row["cells"]}
    assert len(cells) == 12
    assert {cells[day, half]["level"] for day in ("2031-03-31", "2031-04-02") for half in ("am", "pm")} == {"none"}
    assert all(cells["2031-04-01", half]["gap"] for half in ("am", "pm"))
    assert cells["2031-04-03", "am"]["level"] == "regular"
    assert {c["level"] for s in found["segments"] for c in s["cells"]} <= {*codes.COVER_LEVELS, "none", "unknown"}


def test_the_home_is_named_by_the_environment_too(home: Home) -> None:
    from homes import environment

    answer = command("situation", "--json", env=environment(TOGUNA_HOME=str(home.path)))
    assert answer.code == 0 and answer.json["framework"] == "timbuktu-taoudeni"


def test_the_doctor_finds_what_is_missing(own: Home) -> None:
    assert call("doctor", "--home", own.path, "--json").json == {
        "ok": True,
        "checks": {"register": True, "settings": True, "key": True, "records": True, "disk": True, "sealed": True},
    }
    settings = own.settings()
    settings["registers"] = settings["registers"][1:]
    own.save_settings(settings)
    answer = call("doctor", "--home", own.path, "--json")
    assert (answer.code, answer.json["checks"]["settings"]) == (1, False)
    for lang, word in (("fr", "home.json"), ("en", "home.json")):
        assert word in call("doctor", "--home", own.path, "--lang", lang).out


def test_the_readers_right_to_go_away(home: Home) -> None:
    import os
    import subprocess
    import sys

    from homes import environment

    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "toguna.cli.main", "situation", "--home", home.path, "--json"],
        env=environment(),
        stdout=write,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(write)
    assert "Traceback" not in done.stderr and done.returncode == 0
