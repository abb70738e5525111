"""Going on from what was proved: the same faults as from the beginning, and nothing found in what is sound."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from toguna.register.increment import Further, Proved, verify_further
from toguna.register.said import Said

FOLDER = Path(__file__).parents[2] / "spec" / "vectors" / "ledgers"
# Of a register as a whole, or of what was proved before: not a matter of new rows.
ELSEWHERE = {
    "unknown-register",
    "altered-constitution",
    "altered-register-id",
    "log-missing",
    "part-deleted-of-all",
}
Tables = dict[str, list[Any]]


def further(book: Any, tables: Tables, proved: dict[bytes, Proved], said: list[Said]) -> Further:
    return verify_further(book.act, book.act.id, said, proved, tables["entry"], tables["part"], tables["checkpoint"])


def halves(tables: Tables, sizes: dict[bytes, int]) -> tuple[Tables, Tables]:
    """The rows below a checkpoint of each log, and those beyond it."""
    first: Tables = {"entry": [], "part": [], "checkpoint": []}
    second: Tables = {"entry": [], "part": [], "checkpoint": []}
    for name in first:
        for row in tables[name]:
            before = row.size <= sizes[row.device] if name == "checkpoint" else row.idx < sizes[row.device]
            (first if before else second)[name].append(row)
    return first, second


def said_in(book: Any, tables: Tables) -> list[Said]:
    from toguna.register.reading import read_log

    devices = {row.device for row in tables["entry"]}
    return [
        one
        for device in devices
        for one in read_log(
            book.act.id,
            device,
            [row for row in tables["entry"] if row.device == device],
            [row for row in tables["part"] if row.device == device],
        ).said
    ]


def test_a_sound_register_is_proved_in_two_steps(book: Any) -> None:
    signed = [(row.device, row.size) for row in book.tables["checkpoint"]]
    # Up to its first checkpoint the host had attested nothing, so the others may be proved with it to their ends.
    sizes = {device: max(size for by, size in signed if by == device) for device in book.logs}
    host = book.tables["entry"][0].device
    sizes[host] = min(size for by, size in signed if by == host)
    first, second = halves(book.tables, sizes)
    one = further(book, first, {}, said_in(book, second))
    assert {device: proved.size for device, proved in one.proved.items()} == sizes
    two = further(book, second, dict(one.proved), said_in(book, first))
    assert two.report.ok, two.report.faults
    assert one.report.entries + two.report.entries == len(book.tables["entry"])
    whole = further(book, book.tables, {}, [])
    assert whole.proved == two.proved
    assert {device: log.range.root() for device, log in book.logs.items()} == {
        device: _root(proved) for device, proved in whole.proved.items()
    }
    assert further(book, {"entry": [], "part": [], "checkpoint": []}, dict(whole.proved), []).report.entries == 0


def _root(proved: Proved) -> bytes:
    from toguna.register.merkle import CompactRange

    return CompactRange(proved.size, list(proved.hashes)).root()


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in sorted(FOLDER.glob("*.json"))])
def test_what_is_wrong_from_the_beginning_is_wrong_here(path: Path, book: Any, vectors: ModuleType) -> None:
    case = json.loads(path.read_text())
    tables = vectors.change(book.tables, case.get("changes", []))
    faults = [fault for fault in case["report"]["faults"] if fault[0] not in ELSEWHERE]
    found = further(book, tables, {}, [])
    assert bool(found.report.faults) is bool(faults), found.report.faults
    named = {fault.log for fault in found.report.faults}
    assert named <= {fault[1] for fault in case["report"]["faults"]}
    assert not any(device[:8].hex() in named for device in found.proved)
