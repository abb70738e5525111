"""R6: the agreement ends and a party leaves. Its keys are destroyed, what it sealed opens nowhere, aggregates stay."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

# Tests are imported by path (importlib mode), so modules that they share must be put where `import` looks.
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "server" / "exchange"))

import pytest
from parties import ACT, AT, THREE, Office, begin, blank, incident, meet_all, world

from toguna.domain.frameworks import Party
from toguna.domain.wire import Payload
from toguna.server import keyring
from toguna.server.actions import erasing, keeping, sealing, withdrawing
from toguna.server.actions.cases import UnknownCase
from toguna.server.actions.countersigning import SecondPersonNeeded
from toguna.server.actions.entering import enter
from toguna.server.actions.leaving import PartyHasLeft
from toguna.server.actions.receipts import Receipt
from toguna.server.acts.performing import NotProved, perform
from toguna.server.ledger import store
from toguna.server.queries import exchange
from toguna.server.queries.reading import read
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


def does(office: Office, name: str, data: Mapping[str, Any] | None = None, *, case: str | None = None,
         proof: bool = True) -> Receipt:  # fmt: skip
    """An office's seat does an act of the catalogue, as its page, a program or the command line would."""
    with office.open():
        seat = read(office.home, framework="veranda", seat=office.name, as_of=None)
        token = f"{office.name}-{name}-{case}"
        return perform(seat, office.key, name, data or {}, token=token, lang="fr", case=case, proof=proof)


def parties(office: Office) -> Sequence[Party]:
    with office.open():
        return read(office.home, framework="veranda", seat=office.name, as_of=None).all(Party)


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
    # It leaves: it says so on its own machine, and the secretariat confirms on its own, once it has heard of it.
    with host.open():
        recorded = {"name": {"fr": "Ouest"}, "constituency": "signatory_movement"}
        enter(ACT.id, host.key, [(Payload("party.recorded", "ouest", recorded), "framework")], at=AT)
    meet_all(world, THREE)
    left = {"party": "ouest", "since": "2031-06-17", "why": "Lettre du 15 juin."}
    with pytest.raises(NotProved):
        does(west, "departure.propose", left, proof=False)
    case = does(west, "departure.propose", left).case
    with pytest.raises(SecondPersonNeeded):
        does(west, "countersigning.confirm", case=case)
    meet_all(world, THREE)
    with pytest.raises(UnknownCase):
        does(east, "countersigning.confirm", case=case)
    assert [one.status for one in parties(host) if one.id == "ouest"] == [None], "nothing happens yet"
    does(host, "countersigning.confirm", case=case)
    assert [one.status for one in parties(host) if one.id == "ouest"] == ["left"]
    meet_all(world, THREE)
    # Its copy hears of it: the key of what it had sealed for itself ends there too, and it enters nothing more.
    with west.open():
        before = len(keyring.opened(west.home, ACT.id))
        keeping.take_keys(ACT.id, west.key, at=AT)
        assert len(keyring.opened(west.home, ACT.id)) == before - 1
        assert erasing.end_epochs(ACT.id, west.key, at=AT) == {}
        assert sealing.open_new(ACT.id, west.key) == 0, "nothing that is left brings the key back"
    assert "s1" not in held(west) and traces(west) == []
    with pytest.raises(PartyHasLeft):
        does(west, "departure.propose", left)
    # It keeps what it had; what the others say from now on is neither sealed for it nor given.
    had = held(west)
    host.say("i9", text="dit après son départ")
    host.say("g9", level="group", text="pour ceux qui restent")
    with host.open() as copy:
        to, frontier, _ = exchange.audience_of(ACT.id, "ouest") or pytest.fail("a party of the register")
        pieces = list(copy.pieces(frontier, to))
    assert west.take(pieces).account.refused == ()
    assert held(west) == had
    east.take(host.pieces_for(east))
    with east.open():
        sealing.open_new(ACT.id, east.key, at=AT)
    assert held(east)["i9"] == "dit après son départ" and held(east)["g9"] == "pour ceux qui restent"
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
