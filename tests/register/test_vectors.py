"""Our own vectors: the files are what the generator makes, and what they say is what the code does."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from toguna.base.errors import RegisterFault
from toguna.register import bodies, keyfile, merkle
from toguna.register.checkpoint import open_checkpoint
from toguna.register.constitution import Constitution
from toguna.register.encoding import decode, encode
from toguna.register.entry import Entry, Kind
from toguna.register.order import order
from toguna.register.proof import verify_consistency, verify_inclusion
from toguna.register.rows import Report

FOLDER = Path(__file__).parents[2] / "spec" / "vectors"
BODIES = {
    body.kind: body
    for body in (bodies.Endorse, bodies.Attest, bodies.Admit, bodies.Revoke, bodies.Erase, bodies.Officers)
}


def _cases(folder: str) -> list[Any]:
    return [
        pytest.param(json.loads(path.read_text()), id=path.stem) for path in sorted((FOLDER / folder).glob("*.json"))
    ]


def _expect(case: dict[str, Any], read: Callable[[], Any]) -> Any:
    """What `read` gives, or None where the case says that it is refused, and why."""
    if "fault" not in case:
        return read()
    with pytest.raises(RegisterFault) as caught:
        read()
    assert caught.value.code == case["fault"]
    return None


def _bytes(hexes: list[str]) -> list[bytes]:
    return [bytes.fromhex(one) for one in hexes]


def test_the_files_are_what_the_generator_makes(vectors: ModuleType) -> None:
    held = {path.relative_to(FOLDER).as_posix(): path.read_text() for path in FOLDER.glob("*/*.json")}
    assert held == {name: vectors.text(case) for name, case in vectors.cases().items()}


@pytest.mark.parametrize("case", _cases("encoding"))
def test_encoding(case: dict[str, Any]) -> None:
    data = bytes.fromhex(case["hex"])
    value = _expect(case, lambda: decode(data))
    assert "fault" in case or encode(value) == data


@pytest.mark.parametrize("case", _cases("entries"))
def test_entries(case: dict[str, Any]) -> None:
    leaf = bytes.fromhex(case["leaf"])
    contents = [part["content"] and bytes.fromhex(part["content"]) for part in case.get("parts", ())]
    entry = _expect(case, lambda: Entry.parse(leaf, contents))
    if entry is not None:
        assert (entry.kind, entry.time, list(entry.parents)) == (case["kind"], case["time"], _bytes(case["parents"]))
        assert [(part.audience, part.hash.hex()) for part in entry.parts] == [
            (part["audience"], part["hash"]) for part in case["parts"]
        ]
        assert entry.hash.hex() == case["leaf_hash"]


def test_there_is_an_entry_of_every_kind() -> None:
    assert {case.values[0]["kind"] for case in _cases("entries") if "kind" in case.values[0]} == set(Kind)


@pytest.mark.parametrize("case", _cases("bodies"))
def test_bodies(case: dict[str, Any]) -> None:
    assert _expect(case, lambda: BODIES[Kind(case["kind"])].decode(bytes.fromhex(case["hex"]))) is None


@pytest.mark.parametrize("case", _cases("checkpoints"))
def test_checkpoints(case: dict[str, Any]) -> None:
    log = json.loads((FOLDER / "checkpoints" / "note.json").read_text())
    key, name = bytes.fromhex(log["public"]), log["origin"]
    checkpoint = _expect(case, lambda: open_checkpoint(case["note"].encode(), key, name))
    if checkpoint is not None:
        assert (checkpoint.size, checkpoint.root.hex()) == (case["size"], case["root"])


@pytest.mark.parametrize("case", _cases("keys"))
def test_keys(case: dict[str, Any]) -> None:
    seed = _expect(case, lambda: keyfile.unseal(bytes.fromhex(case["file"]), case["passphrase"]))
    assert seed is None or seed.hex() == case["seed"]


@pytest.mark.parametrize("case", _cases("constitution"))
def test_constitution(case: dict[str, Any]) -> None:
    act = _expect(case, lambda: Constitution.decode(bytes.fromhex(case["hex"])))
    assert act is None or act.id.hex() == case["id"]


@pytest.mark.parametrize("case", _cases("tree"))
def test_tree(case: dict[str, Any]) -> None:
    if "roots" in case:
        tree = merkle.Tree(map(merkle.leaf_hash, _bytes(case["leaves"])))
        assert [tree.root(size).hex() for size in range(len(tree) + 1)] == case["roots"]
    elif "index" in case:
        leaf_hash, root = _bytes([case["leaf_hash"], case["root"]])
        verify_inclusion(leaf_hash, case["index"], case["size"], _bytes(case["proof"]), root)
    else:
        roots = _bytes([case["root1"], case["root2"]])
        verify_consistency(case["size1"], case["size2"], *roots, _bytes(case["proof"]))


@pytest.mark.parametrize("case", _cases("order"))
def test_order(case: dict[str, Any]) -> None:
    graph = {bytes.fromhex(hash_): _bytes(parents) for hash_, parents in case["entries"].items()}
    assert order(graph) == _bytes(case["order"])


@pytest.mark.parametrize("case", _cases("ledgers"))
def test_ledgers(case: dict[str, Any], vectors: ModuleType, check: Callable[[dict[str, list[Any]]], Report]) -> None:
    sound = json.loads((FOLDER / "ledgers" / "three-logs.json").read_text())
    tables = vectors.change(vectors.rows_in(sound), case.get("changes", []))
    assert vectors.found(tables) == case["report"]
    assert check(tables).ok == ("changes" not in case)
