"""`verify` over whole ledgers: each way of tampering has its own name, and each log is judged by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from toguna.base.text import Words
from toguna.register import log_faults
from toguna.register.bodies import Admit, Attest, Endorse, Erase, EraseReason, Seen
from toguna.register.checkpoint import Checkpoint, origin, sign_checkpoint
from toguna.register.constitution import Constitution, Device, Mode, Party
from toguna.register.entry import Entry, Kind, Part
from toguna.register.log import DeviceLog
from toguna.register.merkle import CompactRange, leaf_hash, root
from toguna.register.rows import CheckpointRow, EntryRow, PartRow, RegisterRow, Report
from toguna.register.signing import DeviceKey
from toguna.register.verify import verify

KEYS = [DeviceKey.from_seed(bytes([number]) * 32) for number in range(1, 4)]
ACT = Constitution(
    Mode.LIVE,
    ("veranda",),
    tuple(Party(code, Words(en=code), "community") for code in ("one", "two", "three")),
    tuple(Device(key.public, code) for key, code in zip(KEYS, ("one", "two"), strict=False)),
    data_officer="one",
)


class Book:
    """A ledger in memory: one log of the first device, checkpoints every `batch` entries, and whatever a test adds."""

    def __init__(self, count: int = 0, batch: int = 10) -> None:
        self.registers = [RegisterRow(ACT.id, ACT.encode())]
        self.entries: list[EntryRow] = []
        self.parts: list[PartRow] = []
        self.checkpoints: list[CheckpointRow] = []
        self.logs = {key.public: DeviceLog(ACT.id, key) for key in KEYS}
        for number in range(count):
            self.say(KEYS[0], Kind.STATEMENT, b"entry %d" % number)
            if (number + 1) % batch == 0:
                self.sign(KEYS[0])

    def say(
        self, key: DeviceKey, kind: Kind, payload: bytes, audience: int = 0, parents: tuple[bytes, ...] = ()
    ) -> Part:
        log = self.logs[key.public]
        part = Part.make(payload, audience, log.range.size.to_bytes(16, "big"))
        row, parts = log.append(Entry(kind, log.range.size, parents, (part,)))
        self.entries.append(row)
        self.parts += parts
        return part

    def sign(self, key: DeviceKey) -> None:
        self.checkpoints.append(self.logs[key.public].sign())

    def seen(self, key: DeviceKey) -> Seen:
        range_ = self.logs[key.public].range
        return Seen(key.public, range_.size, range_.root())

    def check(self) -> Report:
        return verify(self.registers, iter(self.entries), iter(self.parts), iter(self.checkpoints))

    def codes(self) -> list[tuple[str, int | None]]:
        return [(fault.code, fault.index) for fault in self.check().faults]


def _renumbered(rows: list[Any], at: int) -> list[Any]:
    """The rows without number `at`, the later ones moved up to hide it."""
    return rows[:at] + [row._replace(idx=row.idx - 1) for row in rows[at + 1 :]]


def _swapped(rows: list[Any], one: int, two: int) -> list[Any]:
    rows = list(rows)
    rows[one], rows[two] = rows[one]._replace(idx=two), rows[two]._replace(idx=one)
    return rows


def test_a_sound_ledger() -> None:
    assert Book(40).check() == Report(True, 1, 40, ())
    assert verify([], [], [], []) == Report(True, 0, 0, ())


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        (0, 0, "first-entry-missing"),
        (0, 4, "first-entry-missing"),
        (17, 17, "entry-missing"),
        (20, 29, "entry-missing"),
        (39, 39, "last-entry-missing"),
        (35, 39, "tail-missing"),
        (0, 39, "log-missing"),
    ],
)
@pytest.mark.parametrize("with_parts", [False, True])
def test_deleted_entries(first: int, last: int, code: str, with_parts: bool) -> None:
    book = Book(40)
    del book.entries[first : last + 1]
    if with_parts:
        del book.parts[first : last + 1]
    assert book.codes() == [(code, first)]


def test_every_gap_is_named() -> None:
    book = Book(40)
    for index in (39, 30, 29, 5, 0):
        del book.entries[index]
    assert book.codes() == [
        ("first-entry-missing", 0),
        ("entry-missing", 5),
        ("entry-missing", 29),
        ("last-entry-missing", 39),
    ]


@pytest.mark.parametrize("at", [0, 4, 17, 29])
def test_deleted_and_renumbered(at: int) -> None:
    book = Book(40)
    book.entries = _renumbered(book.entries, at)
    assert book.codes() == [("entries-renumbered", at)]
    # Renumbered parts leave only the signatures: the gap is after the last one that still fits.
    book.parts = _renumbered(book.parts, at)
    assert book.codes() == [("entries-renumbered", at // 10 * 10)]


def test_renumbered_within_the_last_batch_parts_and_all_is_still_an_entry_short() -> None:
    book = Book(40)
    book.entries, book.parts = _renumbered(book.entries, 35), _renumbered(book.parts, 35)
    assert book.codes() == [("last-entry-missing", 39)]


@pytest.mark.parametrize(("one", "two"), [(0, 1), (3, 9), (9, 10), (2, 38), (38, 39)])
@pytest.mark.parametrize("with_parts", [False, True])
def test_swapped_entries(one: int, two: int, with_parts: bool) -> None:
    book = Book(40)
    book.entries = _swapped(book.entries, one, two)
    if with_parts:
        book.parts = _swapped(book.parts, one, two)
    (fault,) = book.check().faults
    assert (fault.code, fault.index, fault.error.data["other"]) == ("entries-swapped", one, two)


def test_two_swaps_and_a_changed_leaf_in_one_log_are_three_faults() -> None:
    book = Book(40)
    book.entries = _swapped(_swapped(book.entries, 3, 12), 25, 26)
    book.entries[37] = book.entries[37]._replace(leaf=book.entries[37].leaf[:-1] + b"\x00")
    assert book.codes() == [("entries-swapped", 3), ("entries-swapped", 25), ("altered-leaf", 37)]


def test_an_entry_replaced_by_a_consistent_other_is_placed_between_two_signatures() -> None:
    book = Book(40)
    forged = Entry(Kind.STATEMENT, 14, (), (Part.make(b"forged", 0, bytes(16)),))
    log = DeviceLog(ACT.id, KEYS[0], CompactRange.of([row.leaf_hash for row in book.entries[:14]]))
    row, parts = log.append(forged)
    book.entries[14], book.parts[14] = row, parts[0]
    (fault,) = book.check().faults
    assert (fault.code, fault.index, fault.error.data["last"]) == ("entries-replaced", 10, 19)


def test_an_entry_put_in_between_is_found() -> None:
    book = Book(40)
    later = [row._replace(idx=row.idx + 1) for row in book.entries[20:]]
    book.entries = [*book.entries[:20], book.entries[3]._replace(idx=20), *later]
    codes = {code for code, _ in book.codes()}
    assert {"entries-replaced", "unsigned-tail"} <= codes


def test_unsigned_entries() -> None:
    book = Book(45)
    (fault,) = book.check().faults
    assert (fault.code, fault.index, fault.error.data["count"]) == ("unsigned-tail", 40, 5)


def test_a_cut_that_takes_the_signatures_along_is_found_by_anothers_attest() -> None:
    book = Book(40)
    book.say(KEYS[1], Kind.ATTEST, Attest((book.seen(KEYS[0]),)).encode())
    book.sign(KEYS[1])
    assert book.check().ok
    cut = 30
    book.entries = book.entries[:cut] + book.entries[40:]
    book.parts = book.parts[:cut] + book.parts[40:]
    book.checkpoints = [row for row in book.checkpoints if row.device != KEYS[0].public or row.size <= cut]
    (fault,) = book.check().faults
    assert (fault.code, fault.index, fault.error.data["seen"]) == ("tail-behind-attest", cut, 40)
    book.entries, book.parts, book.checkpoints = book.entries[cut:], book.parts[cut:], book.checkpoints[-1:]
    assert book.codes() == [("tail-behind-attest", 0)]


def test_an_author_who_rewrites_and_signs_again_meets_the_attests_of_others() -> None:
    book, other = Book(20), Book()
    book.say(KEYS[1], Kind.ATTEST, Attest((book.seen(KEYS[0]),)).encode())
    book.sign(KEYS[1])
    for number in range(20):
        other.say(KEYS[0], Kind.STATEMENT, b"another past %d" % number)
    other.sign(KEYS[0])
    book.entries[:20], book.parts[:20] = other.entries, other.parts
    book.checkpoints = other.checkpoints + book.checkpoints[-1:]
    (fault,) = book.check().faults
    assert (fault.code, fault.error.data["witness"]) == ("attest-differs", KEYS[1].public[:8].hex())


def test_two_signed_histories_are_a_fork_whichever_is_held() -> None:
    book = Book(20)
    name = origin(ACT.id, KEYS[0].public)
    for size in (20, 15):
        other = Checkpoint(name, size, bytes(32))
        row = CheckpointRow(ACT.id, KEYS[0].public, size, bytes(32), sign_checkpoint(KEYS[0], other))
        book.checkpoints.append(row)
        assert ("forked", size) in book.codes()
        book.checkpoints.remove(row)


def test_a_checkpoint_of_another_register_or_device_is_not_taken() -> None:
    book = Book(10)
    hashes = [row.leaf_hash for row in book.entries]
    for name, key in ((origin(bytes(32), KEYS[0].public), KEYS[0]), (origin(ACT.id, KEYS[0].public), KEYS[1])):
        note = sign_checkpoint(key, Checkpoint(name, 10, root(hashes)))
        book.checkpoints = [CheckpointRow(ACT.id, KEYS[0].public, 10, root(hashes), note)]
        assert book.codes() == [("altered-note", 10)]


def test_a_forged_signature_over_the_true_text() -> None:
    book = Book(10)
    row = book.checkpoints[0]
    line = row.note.rstrip(b"\n").rsplit(b" ", 1)
    swapped = line[1][:20] + line[1][21:22] + line[1][20:21] + line[1][22:]
    book.checkpoints[0] = row._replace(note=line[0] + b" " + swapped + b"\n")
    assert book.codes() == [("bad-signature", 10)]


def test_an_admitted_device_is_known_and_a_stranger_is_not() -> None:
    book = Book(10)
    book.say(KEYS[2], Kind.STATEMENT, b"hello")
    book.sign(KEYS[2])
    assert book.codes() == [("unknown-device", None)]
    book.say(KEYS[0], Kind.ADMIT, Admit(KEYS[2].public, "three", "secretary").encode())
    book.sign(KEYS[0])
    assert book.check().ok


def test_a_stranger_cannot_admit_itself_nor_attest() -> None:
    book = Book(10)
    book.say(KEYS[2], Kind.ADMIT, Admit(KEYS[2].public, "three", "secretary").encode())
    book.say(KEYS[2], Kind.ATTEST, Attest((Seen(KEYS[0].public, 99, bytes(32)),)).encode())
    book.sign(KEYS[2])
    assert book.codes() == [("unknown-device", None)]


def test_a_content_may_be_gone_if_erased_by_right_or_above_audience_0() -> None:
    book = Book()
    clear = book.say(KEYS[1], Kind.STATEMENT, b"clear")
    book.say(KEYS[1], Kind.STATEMENT, b"sealed", audience=2)
    book.sign(KEYS[1])
    book.parts = [row._replace(content=None) for row in book.parts]
    assert book.codes() == [("part-content-missing", 0)]
    # Neither a stranger nor another party may erase it; the author's party and the data officer (party "one") may.
    book.say(KEYS[2], Kind.ERASE, Erase((clear.hash,), EraseReason.COURT).encode())
    book.sign(KEYS[2])
    assert ("part-content-missing", 0) in book.codes()
    book.say(KEYS[0], Kind.ERASE, Erase((clear.hash,), EraseReason.COURT).encode())
    book.sign(KEYS[0])
    report = book.check()
    assert [fault.code for fault in report.faults] == ["unknown-device"]
    assert (report.erased, report.withheld) == (1, 1)


def test_another_party_may_not_erase() -> None:
    book = Book()
    part = book.say(KEYS[0], Kind.STATEMENT, b"clear")
    book.say(KEYS[1], Kind.ERASE, Erase((part.hash,), EraseReason.DANGER).encode())
    book.sign(KEYS[0])
    book.sign(KEYS[1])
    book.parts[0] = book.parts[0]._replace(content=None)
    assert book.codes() == [("part-content-missing", 0)]


def test_a_parent_that_is_not_here_is_a_notice() -> None:
    book = Book()
    book.say(KEYS[0], Kind.AMEND, b"later", parents=(bytes(32),))
    book.sign(KEYS[0])
    report = book.check()
    assert report.ok
    assert [(notice.code, notice.index) for notice in report.notices] == [("parent-not-held", 0)]


def test_an_own_entry_that_cannot_be_understood_is_named() -> None:
    book = Book()
    book.say(KEYS[0], Kind.ADMIT, b"\xa0")
    book.say(KEYS[0], Kind.ENDORSE, Endorse(bytes(32)).encode(), audience=1)
    book.sign(KEYS[0])
    assert book.codes() == [("bad-body", 0), ("body-not-open", 1)]


def test_a_signed_leaf_that_is_not_canonical_is_named_by_its_fault() -> None:
    book = Book(1, batch=2)
    leaf = bytes.fromhex("8501" + "1801" + "00" + "80" + "80")
    hash_ = leaf_hash(leaf)
    book.logs[KEYS[0].public].range.append(hash_)
    book.entries.append(EntryRow(ACT.id, KEYS[0].public, 1, leaf, hash_, 1, 0))
    book.sign(KEYS[0])
    assert book.codes() == [("cbor-not-shortest", 1)]


def test_what_is_wrong_with_one_log_does_not_hide_another() -> None:
    book = Book(20)
    for number in range(6):
        book.say(KEYS[1], Kind.STATEMENT, b"other %d" % number)
    book.sign(KEYS[1])
    book.entries[25] = book.entries[25]._replace(time=7)
    del book.entries[4]
    one, two = (key.public[:8].hex() for key in KEYS[:2])
    assert {(fault.log, fault.code) for fault in book.check().faults} == {
        (one, "entry-missing"),
        (two, "altered-column"),
    }


def test_several_registers_in_one_ledger_are_kept_apart(
    book: Any, check: Callable[[dict[str, list[Any]]], Report]
) -> None:
    other = Book(10)
    tables = {
        "register": book.tables["register"] + other.registers,
        "entry": other.entries + book.tables["entry"],
        "part": book.tables["part"] + other.parts,
        "checkpoint": other.checkpoints + book.tables["checkpoint"],
    }
    report = check(tables)
    assert (report.ok, report.logs, report.entries) == (True, 4, 10 + len(book.tables["entry"]))
    tables["register"] = tables["register"][:1]
    assert [(fault.code, fault.log) for fault in check(tables).faults] == [("unknown-register", ACT.id[:8].hex())]


def test_a_fault_speaks_to_a_person_in_both_languages() -> None:
    book = Book(40)
    del book.entries[39]
    (fault,) = book.check().faults
    log = KEYS[0].public[:8].hex()
    assert fault.sentence("en") == (
        f"Log {log}: the last entry was deleted: 40 are signed, 39 are here."
        " Ask another party for its copy of the register and join it to this one."
    )
    assert fault.sentence("fr").startswith(f"Journal {log}\u00a0: la dernière inscription a été supprimée")


def test_each_fault_has_a_code_of_its_own() -> None:
    classes = [
        item for item in vars(log_faults).values() if isinstance(item, type) and issubclass(item, log_faults.LogFault)
    ]
    codes = [item.code for item in classes]
    assert len(set(codes)) == len(codes) > 30
