"""Our own vectors of exchange: what the files say is what the code does. That they are what the generator makes is
tested with the register's.
"""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from toguna.base.errors import RegisterFault
from toguna.register.bundle import read_piece
from toguna.register.constitution import Constitution
from toguna.register.dictionary import SHIPPED
from toguna.register.evidence import read_evidence
from toguna.register.frontier import Frontier, Mark, Place, control_number, read_greeting, write_greeting
from toguna.register.replica import Replica
from toguna.register.said import BODIES, Said
from toguna.register.standing import judge

FOLDER = Path(__file__).parents[3] / "spec" / "vectors" / "sync"
ACT = Constitution.decode(bytes.fromhex(json.loads((FOLDER / "act.json").read_text())["hex"]))


def cases(pattern: str) -> list[Any]:
    return [pytest.param(json.loads(path.read_text()), id=path.stem) for path in sorted(FOLDER.glob(pattern))]


def held_by(replica: Replica) -> dict[str, Any]:
    return {
        "valid": {device.hex(): [one.hex() for one in hashes] for device, hashes in replica.valid().items()},
        "contested": {
            device.hex(): sorted(one.hex() for one in hashes) for device, hashes in replica.contested().items()
        },
        "contents": sorted(one.hex() for one in replica.contents),
    }


def test_greeting() -> None:
    case = json.loads((FOLDER / "greeting.json").read_text())
    places = [Place(bytes.fromhex(device), size, bytes.fromhex(root)) for device, size, root in case["places"]]
    register = bytes.fromhex(case["register"])
    assert write_greeting(register, places[::-1]).hex() == case["hex"]
    assert read_greeting(bytes.fromhex(case["hex"]))[0] == register
    assert control_number(register, places) == case["digits"]


@pytest.mark.parametrize("case", cases("frontier*.json"))
def test_frontiers(case: dict[str, Any]) -> None:
    frontier = Frontier.decode(bytes.fromhex(case["hex"]))
    assert frontier.encode().hex() == case["hex"]
    assert frontier.marks == {
        int(key): tuple(Mark(size, bytes.fromhex(root)) for size, root in marks) for key, marks in case["marks"].items()
    }
    assert [want.hex() for want in frontier.wants] == case["wants"]


@pytest.mark.parametrize("case", cases("piece*.json") + cases("aside-*.json"))
def test_pieces(case: dict[str, Any]) -> None:
    replica = Replica(ACT, SHIPPED)
    for data, account in zip(case["pieces"], case["accounts"], strict=True):
        found = replica.apply(bytes.fromhex(data))
        assert [found.received, found.contents, [one.why for one in found.refused]] == account
    assert held_by(replica) == case["held"]


@pytest.mark.parametrize("case", cases("piece*.json"))
def test_what_pieces_say(case: dict[str, Any]) -> None:
    devices = [device.public for device in ACT.devices]
    for data, sections in zip(case["pieces"], case["sections"], strict=True):
        piece = read_piece(bytes.fromhex(data), ACT.id, SHIPPED, devices)
        assert [[one.device.hex(), one.start, one.signature.hex()] for one in piece.sections] == [
            [one["device"], one["start"], one["signature"]] for one in sections
        ]
        assert [
            [part.content and part.content.hex() for one in section.entries for part in one.parts]
            for section in piece.sections
        ] == [[part["content"] for one in section["entries"] for part in one["parts"]] for section in sections]


@pytest.mark.parametrize("case", cases("not-*.json"))
def test_what_is_refused(case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    data = bytes.fromhex(case["hex"])
    readers = {
        "piece": lambda: read_piece(data, ACT.id, SHIPPED),
        "frontier": lambda: Frontier.decode(data),
        "greeting": lambda: read_greeting(data),
        "evidence": lambda: read_evidence(data),
    }
    name = request.node.callspec.id.split("-")[1]
    with pytest.raises(RegisterFault) as refusal:
        readers[name]()
    assert refusal.value.code == case["fault"]


def test_two_histories_in_any_order() -> None:
    case = json.loads((FOLDER / "two-histories.json").read_text())
    for order in permutations(case["pieces"]):
        replica = Replica(ACT, SHIPPED)
        for data in order:
            replica.apply(bytes.fromhex(data))
        assert held_by(replica) == case["held"]
        assert [data.hex() for data in replica.evidence().values()] == [case["evidence"]]


@pytest.mark.parametrize("case", cases("evidence*.json"))
def test_evidence(case: dict[str, Any]) -> None:
    found = read_evidence(bytes.fromhex(case["hex"]))
    assert (found.register.hex(), found.device.hex(), found.index) == (case["register"], case["device"], case["index"])
    assert [[side.size, side.root.hex(), side.leaf and side.leaf.hex()] for side in found.sides] == case["sides"]


@pytest.mark.parametrize("case", cases("standing-*.json"))
def test_standing(case: dict[str, Any]) -> None:
    said = [
        Said(
            bytes.fromhex(one["device"]),
            one["idx"],
            bytes.fromhex(one["hash"]),
            0,
            BODIES[one["kind"]].decode(bytes.fromhex(one["payload"])),
            tuple(bytes.fromhex(parent) for parent in one["parents"]),
            one["contested"],
        )
        for one in case["said"]
    ]
    standing = judge(ACT, said[::-1])
    assert {device.hex(): party for device, party in standing.parties.items()} == case["parties"]
    assert {device.hex(): ground.value for device, ground in standing.grounds.items()} == case["grounds"]
    assert {device.hex(): cut.size for device, cut in standing.cuts.items()} == case["cuts"]
    assert sorted(part.hex() for part in standing.erasures) == case["erasures"]
    assert {
        party: [voices.threshold, sorted(key.hex() for key in voices.keys), [one.hex() for one in voices.rivals]]
        for party, voices in standing.voices.items()
    } == case["officers"]
