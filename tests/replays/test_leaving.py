"""R6: the agreement ends and a party leaves. Its keys are destroyed, what it sealed opens nowhere, aggregates stay."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

# Tests are imported by path (importlib mode), so modules that they share must be put where `import` looks.
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "server" / "exchange"))

import pytest
from parties import ACT, AT, THREE, Office, begin, blank, incident, meet_all, world

from toguna.domain.wire import Payload
from toguna.register.epochs import DestroyReason
from toguna.server import keyring
from toguna.server.actions import erasing, sealing, withdrawing
from toguna.server.actions.entering import enter
from toguna.server.ledger import store
from toguna.server.records.models import MODELS

__all__ = ["blank", "world"]

SECRET = "CANARI des lignes rouges"
PEOPLE = ("la phrase de la première personne", "la phrase de la seconde personne")


def held(office: Office) -> dict[str, str | None]:
    """What an office reads: the note of each incident."""
    with office.open():
        rows = MODELS["incident"].objects.at(ACT.id, None).values_list("case", "data")
        return {case: data.get("note", {}).get("fr") for case, data in rows}


def traces(office: Office) -> list[str]:
    """The files of an office in which the sealed words stand in the clear."""
    files = (path for path in office.home.path.rglob("*") if path.is_file())
    return [path.name for path in files if SECRET.encode() in path.read_bytes()]


def test_r6_a_party_leaves_its_keys_are_destroyed_and_aggregates_stay(world: Mapping[str, Office]) -> None:
    begin(world, *THREE)
    west, host, east = (world[name] for name in ("ouest", "mediation", "est"))
    # In the years of the agreement: six incidents for the framework, one for the group, a red line for itself alone.
    west.say(*[f"i{number}" for number in range(6)])
    west.say("g1", level="group", text="pour le groupe")
    with west.open():
        enter(ACT.id, west.key, [(incident("s1", SECRET), "sealed")], at=AT)
    meet_all(world, THREE)
    assert held(west)["s1"] == SECRET and "s1" not in held(east) and held(host).get("s1") != SECRET
    # It leaves: the host records it, all copies hear of it, and the key of what it had sealed for itself ends.
    with host.open():
        seated = Payload("party.recorded", "ouest", {"name": {"fr": "Ouest"}, "constituency": "signatory_movement"})
        moves = [Payload(f"party.{word}", "ouest", {"since": day}) for word, day in
                 (("seated", "2031-01-01"), ("left", "2031-06-17"))]  # fmt: skip
        enter(ACT.id, host.key, [(one, "framework") for one in (seated, *moves)], at=AT)
    meet_all(world, THREE)
    with west.open():
        before = len(keyring.opened(west.home, ACT.id))
        assert erasing.end_epochs(ACT.id, west.key, at=AT) == {DestroyReason.PARTY_LEFT: 1}
        assert len(keyring.opened(west.home, ACT.id)) == before - 1
        assert sealing.open_new(ACT.id, west.key) == 0, "nothing that is left brings the key back"
    assert "s1" not in held(west) and traces(west) == []
    # What it had said to all still stands on every copy, proofs included; so do the counts over it.
    for office in (west, host, east):
        assert {f"i{number}" for number in range(6)} <= set(held(office))
        with office.open():
            assert store.verify_all().ok
            assert withdrawing.aggregates()["registers"]["1"]["cases"]["incident 2031"] >= 6
    # The peace fails: two of its people together destroy what is left of its copy. One alone cannot.
    with west.open():
        withdrawing.prepare(west.home, PEOPLE)
        with pytest.raises(withdrawing.NotTwo, match="two people"):
            withdrawing.withdraw(west.home, (PEOPLE[0], PEOPLE[0]), rehearse=False)
        gone = withdrawing.withdraw(west.home, PEOPLE, rehearse=False).files
    assert gone[0] == "epochs.json" and gone[1].startswith("keys/"), "keys go first"
    left = [path for path in west.home.path.rglob("*") if path.is_file()]
    assert [path.name for path in left] == [withdrawing.LEFT]
    kept = json.loads(left[0].read_text(encoding="utf-8"))
    assert kept["registers"]["1"]["cases"]["incident 2031"] >= 6
    assert SECRET not in left[0].read_text(encoding="utf-8") and "ouest" not in left[0].read_text(encoding="utf-8")
    # The others lose nothing by it, and never learn what was sealed.
    for office in (host, east):
        with office.open():
            assert store.verify_all().ok
        assert traces(office) == [] and len(held(office)) >= 6
