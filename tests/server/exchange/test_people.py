"""Officers, devices, sheets and withdrawal, through the commands as people type them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from homes import Answer, call, using
from parties import ACT, KEYS, Office

from toguna.register.people import card
from toguna.server import vault
from toguna.server.actions import sealing, withdrawing
from toguna.server.actions.seats import set_passphrases
from toguna.server.ledger import own
from toguna.server.records.models import MODELS

World = Mapping[str, Office]
PHRASES = "la phrase de l’une\nla phrase de l’autre\n"


def say(office: Office, *arguments: str | Path) -> Answer:
    with using(office.home):
        return call(*arguments, "--home", office.home.path, "--json")


def people(office: Office) -> dict[str, object]:
    found: dict[str, object] = say(office, "people").json
    return found


def party(office: Office, code: str) -> dict[str, object]:
    (found,) = [one for one in people(office)["parties"] if one["party"] == code]  # type: ignore[attr-defined]
    return dict(found)


def short(name: str) -> str:
    return KEYS[name].public.hex()[:16]


def name_two(world: World) -> None:
    """The west names two officers, who decide together: its own device, and one that is new."""
    west = world["ouest"]
    named = [card(KEYS[name].public) for name in ("ouest", "nouveau")]
    answer = say(west, "officers", "ouest", *named, "--threshold", "2")
    assert answer.json["done"] is False
    new = world["nouveau"]
    new.take(west.give())
    assert say(new, "endorse", answer.json["entry"]).code == 0
    west.take(new.give())


def test_officers_count_once_as_many_have_signed_as_the_list_asks_for(world: World) -> None:
    west = world["ouest"]
    assert party(west, "ouest")["officers"] == []
    name_two(world)
    found = party(west, "ouest")
    assert (found["threshold"], found["officers"]) == (2, sorted([short("ouest"), short("nouveau")]))
    assert people(west)["waiting"] == []


def test_with_officers_one_device_alone_admits_and_revokes_nothing(world: World) -> None:
    west, new, east = world["ouest"], world["nouveau"], world["est"]
    name_two(world)
    stranger = bytes(range(32))
    asked = say(west, "admit", card(stranger), "--party", "ouest").json
    assert asked["done"] is False
    waiting = people(west)["waiting"]
    assert [one["entry"] for one in waiting] == [asked["entry"]]  # type: ignore[attr-defined]
    revoking = say(west, "revoke", short("nouveau"), "--reason", "seized").json
    assert revoking["done"] is False
    new.take(west.give())
    assert say(new, "endorse", asked["entry"]).code == 0
    for office in (west, east):
        office.take(new.give())
        with office.open():
            assert own.standing(ACT.id).may_speak(stranger)
    # The other officer revokes nobody by being asked: it is the same rule for revoking.
    assert say(east, "revoke", stranger.hex()[:16], "--reason", "lost").json["done"] is False


def test_a_list_follows_only_with_the_old_and_the_new(world: World) -> None:
    west, new = world["ouest"], world["nouveau"]
    name_two(world)
    third = KEYS["est"]
    listed = [card(KEYS["ouest"].public), card(third.public)]
    entry = say(west, "officers", "ouest", *listed, "--threshold", "2").json["entry"]
    assert party(west, "ouest")["officers"] == sorted([short("ouest"), short("nouveau")])
    world["est"].take(west.give())
    assert say(world["est"], "endorse", entry).code == 0
    west.take(world["est"].give())
    assert party(west, "ouest")["officers"] == sorted([short("ouest"), short("nouveau")]), "one of the old is missing"
    new.take(west.give())
    assert say(new, "endorse", entry).code == 0
    west.take(new.give())
    found = party(west, "ouest")
    assert found["officers"] == sorted([short("ouest"), third.public.hex()[:16]])
    assert found["leaving"] == [], "who signed the list that replaces him has handed over"


def test_a_revocation_names_a_size_that_is_here(world: World) -> None:
    west = world["ouest"]
    west.say("i1", "i2", "i3")
    refused = say(west, "revoke", short("ouest"), "--reason", "lost", "--size", "9")
    assert (refused.code, refused.json["error"]["code"]) == (2, "size-beyond-log")
    # A device ends itself from here on only, so the cut lies behind the entry that says so.
    done = say(west, "revoke", short("ouest"), "--reason", "replaced", "--size", "2").json
    assert done["done"] is True and done["size"] == 4


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("admit", "nothing", "--party", "ouest"), "card-shape"),
        (("admit", card(bytes(32)), "--party", "nord"), "unknown-party"),
        (("officers", "nord", card(bytes(32)), "--threshold", "1"), "unknown-party"),
        (("officers", "ouest", card(bytes(32)), "--threshold", "2"), "bad-threshold"),
        (("officers", "ouest", "abcd", "--threshold", "1"), "unknown-device-named"),
        (("revoke", "abcd", "--reason", "lost"), "unknown-device-named"),
        (("endorse", "abcdefab"), "unknown-entry-named"),
        (("endorse", "xyz"), "unknown-entry-named"),
        (("erase", "nothing", "--reason", "court"), "nothing-to-erase"),
        (("recovery", "--sheet", "no-such-sheet.txt"), "no-such-file"),
        (("withdraw", "--phrases", "no-such-file.txt"), "no-such-file"),
        (("withdraw",), "nobody-at-the-keyboard"),
    ],
)
def test_wrong_use_is_said_in_one_sentence(world: World, arguments: tuple[str, ...], code: str) -> None:
    answer = say(world["ouest"], *arguments)
    assert answer.code in (1, 2) and answer.json["error"]["code"] == code
    assert people(world["ouest"])["waiting"] == []


def test_the_card_is_shown_as_text_and_as_a_code(world: World, tmp_path: Path) -> None:
    west = world["ouest"]
    answer = say(west, "device", "--out", tmp_path / "card.svg")
    assert answer.json["card"] == card(KEYS["ouest"].public)
    with using(west.home):
        shown = call("device", "--home", west.home.path, "--out", tmp_path / "card.svg")
        assert shown.out.strip() == answer.json["card"]
        assert "<svg" in (tmp_path / "card.svg").read_text(encoding="utf-8")
        assert (
            "█" in call("device", "--home", west.home.path).out or "▀" in call("device", "--home", west.home.path).out
        )


@pytest.mark.parametrize("name", ["sheet.txt", "sheet.svg"])
def test_a_sheet_brings_back_what_was_sealed_for_the_party(world: World, tmp_path: Path, name: str) -> None:
    west, new, host = world["ouest"], world["nouveau"], world["mediation"]
    for office in (west, host):
        with office.open():
            sealing.begin(ACT.id, office.key)
    west.say("before", level="sealed", text="avant la feuille")
    assert say(west, "recovery", "--out", tmp_path / name).code == 0
    assert (tmp_path / name).stat().st_mode & 0o077 == 0
    west.say("after", level="sealed", text="après la feuille")
    assert party(west, "ouest")["sheet"] is True
    admitted = say(west, "admit", card(new.key.public), "--party", "ouest").json
    assert admitted["done"] is True
    # First it hears that it is admitted; then it may ask for what is sealed.
    new.take(west.pieces_for(new))
    new.take(west.pieces_for(new))
    sheet = tmp_path / name
    if name.endswith(".svg"):
        # As somebody types it from the paper: the blocks in their order, with a misread letter or two.
        text = (tmp_path / name).read_text(encoding="utf-8").replace("\u00a0", " ")
        blocks = [
            word
            for line in text.splitlines()
            if "monospace" in line
            for word in line.split(">")[1].split("<")[0].split()
        ]
        sheet = tmp_path / "typed.txt"
        sheet.write_text(" ".join(one for one in blocks if not one.endswith(".")).lower(), encoding="utf-8")
    assert say(new, "recovery", "--sheet", sheet).json == {"opened": 1}, "handed to the sheet, the key goes on"
    with new.open():
        held = {case for (case,) in MODELS["incident"].objects.at(ACT.id, None).values_list("case")}
    assert held == {"before", "after"}


def test_erasing_takes_two_people_at_the_keyboard_too(world: World, tmp_path: Path) -> None:
    west, host = world["ouest"], world["mediation"]
    west.say("i1", text="à effacer")
    west.say("i2", text="à garder")
    phrases = {seat: tmp_path / f"{seat}.txt" for seat in ("ouest", "ouest-suppleant")}
    for seat, file in phrases.items():
        file.write_text(f"la phrase de {seat}\n", encoding="utf-8")
    set_passphrases(west.home, {"veranda": {seat: f"la phrase de {seat}" for seat in phrases}})
    asked = ("erase", "i1", "--reason", "person")
    # The device's passphrase, which opens the key, is nobody's proof: it proposes nothing.
    assert say(west, *asked).json["error"]["code"] == "seat-phrase"
    assert say(west, *asked, "--phrase", phrases["ouest-suppleant"]).json["error"]["code"] == "seat-phrase-wrong"
    (case,) = say(west, *asked, "--phrase", phrases["ouest"]).json["proposed"]
    confirm = ("act", "countersigning.confirm", "--case", case)
    alone = say(west, *confirm, "--phrase", phrases["ouest"])
    assert (alone.code, alone.json["error"]["code"]) == (1, "second-person-needed")
    with using(west.home):
        assert b"effacer" in west.home.database.read_bytes(), "nothing is destroyed yet"
    second = ("--seat", "ouest-suppleant", "--phrase", phrases["ouest-suppleant"])
    assert say(west, *confirm, *second).code == 0
    assert say(west, "verify").json["ok"] is True
    with using(west.home):
        assert b"effacer" not in west.home.database.read_bytes()
    assert say(west, *confirm, *second).code == 1, "it is done once"
    # What another party wrote is not its to erase, whoever sits at its keyboard.
    west.meet(host)
    host.say("i3", text="de la médiation")
    west.meet(host)
    refused = say(west, "erase", "i3", "--reason", "person", "--phrase", phrases["ouest"])
    assert refused.json["error"]["code"] == "not-yours-to-erase"


def test_keys_that_are_not_due_stay(world: World) -> None:
    west = world["ouest"]
    with west.open():
        sealing.begin(ACT.id, west.key)
    west.say("s1", level="sealed")
    assert say(west, "keys").json["destroyed"] == {}


@pytest.fixture
def phrases(tmp_path: Path) -> Path:
    path = tmp_path / "phrases.txt"
    path.write_text(PHRASES, encoding="utf-8")
    return path


def test_two_withdraw_together_and_counts_are_left(world: World, tmp_path: Path, phrases: Path) -> None:
    west = world["ouest"]
    west.say(*[f"i{number}" for number in range(6)], text="CANARI")
    with west.open():
        sealing.begin(ACT.id, west.key)
    refused = say(west, "withdraw", "--phrases", phrases)
    assert refused.json["error"]["code"] == "withdraw-not-prepared"
    assert say(west, "withdraw", "--prepare", "--phrases", phrases).json == {"prepared": True}
    alone = tmp_path / "alone.txt"
    alone.write_text("la phrase de l’une\nla phrase de l’une\n", encoding="utf-8")
    assert say(west, "withdraw", "--phrases", alone).json["error"]["code"] == "withdraw-not-two"
    before = sorted(path.name for path in west.home.path.rglob("*") if path.is_file())
    rehearsed = say(west, "withdraw", "--rehearse", "--phrases", phrases).json
    assert rehearsed["rehearsed"] is True
    assert set(before) <= {Path(one).name for one in rehearsed["files"]} | {"toguna.sqlite3-shm", "toguna.sqlite3-wal"}
    assert say(west, "verify").json["ok"] is True
    turned = tmp_path / "turned.txt"
    turned.write_text("\n".join(reversed(PHRASES.splitlines())), encoding="utf-8")
    done = say(west, "withdraw", "--phrases", turned).json
    assert done["files"][0].startswith("keys/"), "keys go first"
    left = [path for path in west.home.path.rglob("*") if path.is_file()]
    assert [path.name for path in left] == [withdrawing.LEFT]
    counts = json.loads(left[0].read_text(encoding="utf-8"))
    assert counts["registers"]["1"]["cases"] and "veranda" not in left[0].read_text(encoding="utf-8")
    # The others hold what they held; nothing of the register is lost but this copy.
    assert say(world["est"], "verify").json["ok"] is True


def test_small_counts_are_not_left(world: World) -> None:
    west = world["ouest"]
    west.say(*[f"i{number}" for number in range(4)])
    with west.open():
        assert withdrawing.aggregates()["registers"]["1"]["cases"] == {}
        with pytest.raises(withdrawing.NotTwo):
            withdrawing.prepare(west.home, ["une seule phrase", "une seule phrase "])


def test_the_doctor_wants_a_live_register_sealed(world: World) -> None:
    west = world["ouest"]
    assert say(west, "doctor").json["checks"]["sealed"] is True, "an exercise needs no seal"
    settings = west.home.settings()
    west.home.save_settings({**settings, "registers": [{**one, "mode": "live"} for one in settings["registers"]]})
    assert say(west, "doctor").json["checks"]["sealed"] is False
    assert say(west, "lock").code == 0
    assert say(west, "doctor").json["checks"]["sealed"] is True
    vault.forget(west.home.path)


def test_locking_by_its_command(world: World) -> None:
    west = world["ouest"]
    west.say("i1")
    assert say(west, "lock").json["sealed"] is True
    assert vault.is_sealed(west.home.path)
    assert say(west, "verify").json["ok"] is True
    again = say(west, "lock")
    assert (again.code, again.json["error"]["code"]) == (1, "already-sealed")
    vault.forget(west.home.path)
