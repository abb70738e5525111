"""What one office seals, on the homes of the others: opened by those it was sealed for, closed to the rest, gone when
it must be.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from parties import ACT, AT, THREE, Office, admit_newcomer, begin, incident, meet_all

from toguna.domain.nouns import NOUNS
from toguna.domain.wire import Payload
from toguna.register.bodies import Admit, EraseReason, Revoke, RevokeReason
from toguna.register.constitution import Sharing
from toguna.register.entry import Kind
from toguna.register.epochs import DestroyReason
from toguna.register.merkle import Tree
from toguna.register.sealing import make_epoch, public_of
from toguna.server import keyring
from toguna.server.actions import erasing, keeping, sealing
from toguna.server.actions.entering import enter
from toguna.server.ledger import store
from toguna.server.ledger.keybook import key_book
from toguna.server.records import projector
from toguna.server.records.models import MODELS

CANARY = "CANARI sous le grand fromager"
World = Mapping[str, Office]


def notes(office: Office) -> dict[str, str | None]:
    """What this office can read: the note of each incident."""
    with office.open():
        rows = MODELS["incident"].objects.at(ACT.id, None).values_list("case", "data")
        return {case: data.get("note", {}).get("fr") for case, data in rows}


def verified(office: Office) -> bool:
    with office.open():
        return store.verify_all().ok


def on_disk(folder: Path, text: str) -> list[str]:
    """The files of a folder in which a text stands."""
    forms = (text.encode(), text.encode("utf-16-le"), text.encode("ascii", "ignore"))
    return [path.name for path in folder.rglob("*") if path.is_file() and any(f in path.read_bytes() for f in forms)]


def keys_of(office: Office) -> int:
    with office.open():
        return len(keyring.opened(office.home, ACT.id))


def test_a_group_reads_and_a_party_keeps_to_itself(world: World) -> None:
    begin(world, *THREE)
    west, east, host = world["ouest"], world["est"], world["mediation"]
    west.say("g1", level="group", text="pour le groupe")
    west.say("s1", level="sealed", text=CANARY)
    west.say("f1", text="pour tous")
    pieces = {name: west.pieces_for(world[name]) for name in ("est", "mediation")}
    meet_all(world, THREE)
    assert notes(west) == {"g1": "pour le groupe", "s1": CANARY, "f1": "pour tous"}
    assert notes(east) == notes(host) == {"g1": "pour le groupe", "f1": "pour tous"}
    assert all(verified(world[name]) for name in THREE)
    for name in ("est", "mediation"):
        assert on_disk(world[name].home.path, CANARY) == []
        assert not any(CANARY.encode() in piece for piece in pieces[name])
    with west.open():
        for stored in store.all_entries(ACT.id):
            for part in stored.entry.parts:
                assert part.content is None or CANARY.encode() not in part.content


def test_without_a_reading_key_nothing_is_sealed(world: World) -> None:
    world["ouest"].say("g1", level="group", text="en clair")
    with world["ouest"].open():
        (stored,) = store.all_entries(ACT.id)
        assert b"en clair" in (stored.entry.payload or b"")


def test_what_a_host_says_for_a_seat_reaches_that_party_alone(world: World) -> None:
    begin(world, *THREE)
    west, east, host = world["ouest"], world["est"], world["mediation"]
    with host.open():
        said = replace(incident("s1", CANARY), seat="ouest")
        enter(ACT.id, host.key, [(said, "sealed")], at=AT)
    meet_all(world, THREE)
    assert notes(west) == notes(host) == {"s1": CANARY}
    assert notes(east) == {} and on_disk(east.home.path, CANARY) == []


def test_where_one_seals_all_do(world: World) -> None:
    begin(world, "ouest", "mediation")
    west, east = world["ouest"], world["est"]
    east.take(west.give())
    east.say("g1", level="group", text=CANARY)
    west.take(east.pieces_for(west))
    with west.open():
        sealing.open_new(ACT.id, west.key, at=AT)
        assert not any(CANARY.encode() in (one.entry.payload or b"") for one in store.all_entries(ACT.id))
    assert notes(west) == notes(east) == {"g1": CANARY}


def test_a_device_that_is_not_admitted_writes_nothing_for_a_group(world: World) -> None:
    begin(world, *THREE)
    new = world["nouveau"]
    new.take(world["ouest"].give())
    with new.open():
        sealing.begin(ACT.id, new.key, at=AT)
    for level in ("group", "sealed"):
        with pytest.raises(sealing.NotAdmittedYet):
            new.say("g1", level=level, text=CANARY)
    new.say("f1", text="pour tous")
    assert on_disk(new.home.path, CANARY) == []


def test_rebuilding_needs_no_passphrase_and_gives_the_same(world: World) -> None:
    begin(world, *THREE)
    west = world["ouest"]
    west.say("s1", level="sealed", text=CANARY)
    before = notes(west)
    with west.open():
        projector.rebuild(ACT.id)
    assert notes(west) == before == {"s1": CANARY}


def test_fields_of_a_stricter_level_stand_apart(world: World) -> None:
    begin(world, *THREE)
    west, east = world["ouest"], world["est"]
    fields = {
        "framework": "veranda",
        "kind": "joint_patrol",
        "by": ["ouest"],
        "status": "active",
        "start": "2031-06-01",
        "planned_end": {"date": "2031-09-30"},
        "name": {"fr": "Patrouilles"},
    }
    with west.open():
        noun, kind = NOUNS["measure.observed"]
        fields = {name: value for name, value in fields.items() if name in kind.fields}
        enter(ACT.id, west.key, [(Payload(kind.name, "m1", fields), "framework")], at=AT)
        stored = [one for one in store.all_entries(ACT.id) if one.device == west.key.public][-1]
        assert [part.audience for part in stored.entry.parts] == [0, 1]
        assert noun.name == "measure"
    pieces = west.pieces_for(east)
    east.take(pieces)
    with east.open():
        (data,) = MODELS["measure"].objects.at(ACT.id, None).values_list("data", flat=True)
        assert "planned_end" not in data and data["kind"] == "joint_patrol"
        sealing.open_new(ACT.id, east.key)
        (data,) = MODELS["measure"].objects.at(ACT.id, None).values_list("data", flat=True)
        assert data["planned_end"]["date"] == "2031-09-30"


def test_one_epoch_serves_until_its_readers_change(world: World) -> None:
    west, lost = world["ouest"], world["nouveau"]
    west.write(Admit(lost.key.public, "ouest", "titulaire", (0, 1, 2)))
    lost.take(west.give())
    begin(world, *THREE, "nouveau")
    for number in range(3):
        west.say(f"g{number}", level="group", text="avant")
    meet_all(world, (*THREE, "nouveau"))
    assert notes(lost) == {f"g{number}": "avant" for number in range(3)}
    with west.open():
        assert [len(one.wraps) for one in key_book(ACT.id).epochs.values()] == [4]
        held = [one.entry.hash for one in store.all_entries(ACT.id) if one.device == lost.key.public]
    west.write(Revoke(lost.key.public, len(held), Tree(held).root(len(held)), RevokeReason.SEIZED))
    west.say("after", level="group", text=CANARY)
    with west.open():
        assert sorted(len(one.wraps) for one in key_book(ACT.id).epochs.values()) == [3, 4]
    meet_all(world, (*THREE, "nouveau"))
    assert notes(world["est"])["after"] == CANARY
    assert "after" not in notes(lost) and on_disk(lost.home.path, CANARY) == []


def test_a_later_device_is_handed_the_keys_of_its_party(world: World) -> None:
    begin(world, *THREE)
    west, new = world["ouest"], world["nouveau"]
    west.say("s1", level="sealed", text=CANARY)
    west.say("g1", level="group", text="pour le groupe")
    west.write(Admit(new.key.public, "ouest", "titulaire", (0, 1, 2)))
    new.take(west.pieces_for(new))
    with new.open():
        assert sealing.begin(ACT.id, new.key, at=AT)
        assert sealing.open_new(ACT.id, new.key) == 0
    assert notes(new) == {}
    west.take(new.give())
    with west.open():
        assert sealing.hand_on(ACT.id, west.key, at=AT) == 2
        assert sealing.hand_on(ACT.id, west.key, at=AT) == 0
    new.take(west.pieces_for(new))
    with new.open():
        assert sealing.open_new(ACT.id, new.key) == 2
    assert notes(new) == {"s1": CANARY, "g1": "pour le groupe"}


@pytest.mark.parametrize("until", [-1_000_000, 50_000_000])
def test_who_hands_a_key_on_neither_ends_nor_prolongs_its_epoch(world: World, until: int) -> None:
    begin(world, *THREE)
    west, east = world["ouest"], world["est"]
    west.say("g1", level="group", text="un")
    meet_all(world, THREE)
    with east.open():
        ((name, key),) = keyring.opened(east.home, ACT.id).items()
        readers = [public_of(secret) for secret in keyring.secrets(east.home, east.key)]
        body, wraps = make_epoch(ACT.id, 1, THREE, key, until, readers)
        assert body.name == name
        store.append(ACT.id, east.key, [sealing.key_entry(body, 0, wraps, 1)])
    meet_all(world, THREE)
    for days, count in ((29, 1), (31, 2)):
        with west.open():
            enter(ACT.id, west.key, [(incident(f"g-{days}"), "group")], at=AT + timedelta(days=days))
            assert len(key_book(ACT.id).epochs) == count


def test_a_device_that_nobody_admitted_is_handed_nothing(world: World) -> None:
    begin(world, *THREE)
    west, new = world["ouest"], world["nouveau"]
    west.say("s1", level="sealed", text=CANARY)
    with new.open():
        sealing.begin(ACT.id, new.key, at=AT)
    west.take(new.give())
    with west.open():
        assert sealing.hand_on(ACT.id, west.key, at=AT) == 0
    assert admit_newcomer().device == new.key.public


def test_only_the_office_reads_audience_three_and_only_where_it_may(world: World) -> None:
    begin(world, *THREE)
    west = world["ouest"]
    with west.open():
        now = sealing.sealer(ACT.id, west.key, 0)
        assert now is not None
        with pytest.raises(sealing.OfficeOnlyOff):
            now.seal("sealed", None, b"source", office=True)
        now.act = replace(ACT, sealed=True)
        part = now.seal("sealed", None, b"source", office=True)
        assert part.audience == 3
        assert list(now.readers(3, ["ouest"])) == [now.book.devices[west.key.public]]


def test_what_is_erased_is_gone_everywhere_and_every_proof_holds(world: World) -> None:
    begin(world, *THREE)
    west, east, host = world["ouest"], world["est"], world["mediation"]
    west.say("g1", level="group", text=CANARY)
    west.say("f1", text=f"{CANARY} (en clair)")
    west.say("f2", text="reste")
    meet_all(world, THREE)
    assert CANARY in (notes(east)["g1"] or "")
    with west.open():
        places = erasing.entries_of(ACT.id, "g1") + erasing.entries_of(ACT.id, "f1")
        assert erasing.erase(ACT.id, west.key, places, EraseReason.DANGER, at=AT) == 2
    meet_all(world, THREE)
    for name in THREE:
        assert notes(world[name]) == {"f2": "reste"}
        assert verified(world[name])
        assert on_disk(world[name].home.path, CANARY) == []
    # A copy that was off the line gives nothing back.
    late = world["nouveau"]
    late.take(host.give())
    assert on_disk(late.home.path, CANARY) == []


def test_who_may_erase(world: World) -> None:
    begin(world, *THREE)
    west, east = world["ouest"], world["est"]
    west.say("f1", text=CANARY)
    meet_all(world, THREE)
    with east.open():
        with pytest.raises(erasing.NotYoursToErase):
            erasing.erase(ACT.id, east.key, erasing.entries_of(ACT.id, "f1"), EraseReason.COURT, at=AT)
        with pytest.raises(erasing.NothingToErase):
            erasing.entries_of(ACT.id, "unknown")
        own = [(one.device, one.idx) for one in store.all_entries(ACT.id) if one.entry.kind == Kind.KEY]
        mine = [place for place in own if place[0] == east.key.public]
        with pytest.raises(erasing.NotErasable):
            erasing.erase(ACT.id, east.key, mine, EraseReason.COURT, at=AT)
    assert notes(east) == {"f1": CANARY}


def test_keys_end_when_a_party_leaves(world: World) -> None:
    begin(world, *THREE)
    west, host = world["ouest"], world["mediation"]
    with west.open():
        enter(ACT.id, west.key, [(incident("s1", CANARY), "sealed")], at=AT)
    west.say("g1", level="group", text="pour le groupe")
    meet_all(world, THREE)
    with west.open():
        (old,) = keyring.secrets(west.home, west.key)
        wraps = list(key_book(ACT.id).epochs.values())
    with host.open():
        seated = Payload("party.recorded", "ouest", {"name": {"fr": "Ouest"}, "constituency": "signatory_movement"})
        in_ = Payload("party.seated", "ouest", {"since": "2031-01-01"})
        out = Payload("party.left", "ouest", {"since": "2031-06-17"})
        enter(ACT.id, host.key, [(one, "framework") for one in (seated, in_, out)], at=AT)
    meet_all(world, THREE)
    assert keys_of(west) == 2
    with west.open():
        assert erasing.end_epochs(ACT.id, west.key, at=AT) == {DestroyReason.PARTY_LEFT: 1}
        assert erasing.end_epochs(ACT.id, west.key, at=AT) == {}
    assert keys_of(west) == 1
    assert notes(west) == {"g1": "pour le groupe"} and verified(west)
    assert on_disk(west.home.path, CANARY) == []
    assert not list(west.home.path.rglob("*.old"))
    with west.open():
        # The group's epoch is in force, so the key for which it was wrapped stays beside the new one.
        assert [old] == keyring.secrets(west.home, west.key)[:-1]
        assert {len(one.wraps) for one in wraps} == {1, 3}
        # What is left of the key is not enough: neither the opened one nor its wraps are here any more.
        assert sealing.open_new(ACT.id, west.key) == 0
    meet_all(world, THREE)
    assert notes(west) == {"g1": "pour le groupe"}


def test_a_reading_key_is_forgotten_with_its_last_epoch(world: World) -> None:
    begin(world, *THREE)
    west, host = world["ouest"], world["mediation"]
    west.say("s1", level="sealed", text=CANARY)
    kept = west.give()
    with west.open():
        (old,) = keyring.secrets(west.home, west.key)
    with host.open():
        recorded = Payload("party.recorded", "ouest", {"name": {"fr": "Ouest"}, "constituency": "signatory_movement"})
        moved = [Payload(f"party.{what}", "ouest", {"since": "2031-06-17"}) for what in ("seated", "left")]
        enter(ACT.id, host.key, [(one, "framework") for one in (recorded, *moved)], at=AT)
    meet_all(world, THREE)
    with west.open():
        assert keeping.take_keys(ACT.id, west.key, at=AT) == 0
        assert old not in keyring.secrets(west.home, west.key)
    # Somebody kept a copy from before, and now has the laptop with its passphrase: it opens nothing any more.
    taken = world["nouveau"]
    shutil.rmtree(taken.home.path / "keys")
    shutil.copytree(west.home.path / "keys", taken.home.path / "keys")
    thief = Office("ouest", taken.home)
    thief.take(kept)
    with thief.open():
        assert sealing.open_new(ACT.id, thief.key, at=AT) == 0
    assert notes(thief) == {} and on_disk(taken.home.path, CANARY) == []


def test_no_clock_alone_destroys_a_key(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(world, *THREE)
    west, east = world["ouest"], world["est"]
    kept = replace(ACT, isp=(Sharing("raw_report", 2, 1, 90),))
    monkeypatch.setattr(erasing.store, "constitution", lambda register: kept)
    # An author whose clock is five years behind: its epoch is over before it began, and still lasts for its readers.
    with west.open():
        enter(ACT.id, west.key, [(incident("g1", CANARY), "group")], at=AT - timedelta(days=5 * 365))
    meet_all(world, THREE)
    for days in (0, 5 * 365):
        # A reader whose clock is five years ahead: the others' entries say otherwise.
        with east.open():
            keeping.take_keys(ACT.id, east.key, at=AT + timedelta(days=days))
    assert notes(east) == {"g1": CANARY}
    with west.open():
        assert keeping.agreed_time(ACT.id, west.key.public, AT + timedelta(days=3650)) == AT
    with world["nouveau"].open():
        assert keeping.agreed_time(ACT.id, west.key.public, AT) is None


def test_keys_end_with_their_retention(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(world, *THREE)
    west, east = world["ouest"], world["est"]
    west.say("g1", level="group", text=CANARY)
    meet_all(world, THREE)
    kept = replace(ACT, isp=(Sharing("raw_report", 2, 1, 90),))
    monkeypatch.setattr(erasing.store, "constitution", lambda register: kept)
    with east.open():
        assert erasing.end_epochs(ACT.id, east.key, at=AT + timedelta(days=119)) == {}
        assert erasing.end_epochs(ACT.id, east.key, at=AT + timedelta(days=121)) == {DestroyReason.EPOCH_OVER: 1}
    assert notes(east) == {} and on_disk(east.home.path, CANARY) == []
    assert notes(west) == {"g1": CANARY}
