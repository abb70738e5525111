"""Write the register's test vectors: `python spec/vectors/generate.py` (spec/register.md §11).

One case a file, bytes in hex. Keys and salts come from labels, so that every run gives the same files; a test compares.
Nothing here is secret and no place, group or person is real.
"""

from __future__ import annotations

import json
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import nacl.pwhash.argon2id
import nacl.secret

from toguna.base.errors import RegisterFault
from toguna.base.text import Words
from toguna.register import bodies, constitution, entry, keyfile, merkle
from toguna.register.bodies import Admit, Attest, Endorse, Erase, Officers, Revoke, Seen
from toguna.register.checkpoint import Checkpoint, open_checkpoint, origin, sign_checkpoint
from toguna.register.constitution import Constitution, Device, Mode, Party, Rule, Seat, SeatRole, Sharing
from toguna.register.encoding import decode, encode
from toguna.register.entry import Entry, Kind, Part
from toguna.register.log import DeviceLog
from toguna.register.order import order
from toguna.register.rows import CheckpointRow, EntryRow, PartRow, RegisterRow
from toguna.register.signing import DeviceKey
from toguna.register.verify import verify

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
from sealing import sealing_cases  # noqa: E402 - beside this file, wherever it is run from
from sms import sms_cases  # noqa: E402
from sync import sync_cases  # noqa: E402

Case = dict[str, Any]
TABLES = {"register": RegisterRow, "entry": EntryRow, "part": PartRow, "checkpoint": CheckpointRow}


def seed(label: str) -> bytes:
    """32 bytes that belong to a label."""
    return sha256(b"toguna vector " + label.encode()).digest()


def key(label: str) -> DeviceKey:
    """The device key of a label."""
    return DeviceKey.from_seed(seed(label))


def part(payload: object, audience: int, label: str) -> Part:
    """A part whose salt belongs to a label; `payload` is bytes, or a value for canonical CBOR."""
    data = payload if isinstance(payload, bytes) else encode(payload)
    return Part.make(data, audience, seed("salt " + label)[: entry.SALT_SIZE])


HOST, NORTH, SOUTH, LOST = (key(label) for label in ("host", "north", "south", "lost"))
OFFICERS = tuple(sorted(key(f"officer {number}").public for number in range(3)))


def act() -> Constitution:
    """The founding act of the vectors' register: three parties, two devices, one party with officers."""
    return Constitution(
        mode=Mode.EXERCISE,
        frameworks=("veranda",),
        parties=(
            Party("host", Words(fr="Secrétariat", en="Secretariat"), "mediator"),
            Party("north", Words(fr="Quartier nord", en="North quarter"), "community", 2, OFFICERS),
            Party("south", Words(fr="Quartier sud"), "community"),
        ),
        devices=(Device(HOST.public, "host"), Device(NORTH.public, "north")),
        seats=(Seat("north-1", "north"), Seat("north-2", "north", SeatRole.SUPPLEANT)),
        isp=(Sharing("incident", 0, 0), Sharing("source", 3, 2, 90)),
        rules=(Rule("charter", 2, ("north", "south")),),
        data_officer="host",
        opened=0,
    )


class Ledger:
    """Rows as the ledger's tables hold them."""

    def __init__(self) -> None:
        self.act = act()
        self.tables: dict[str, list[Any]] = {name: [] for name in TABLES}
        self.tables["register"].append(RegisterRow(self.act.id, self.act.encode()))
        self.logs = {device.public: DeviceLog(self.act.id, device) for device in (HOST, NORTH, SOUTH)}

    def write(self, device: DeviceKey, kind: Kind, time: int, parents: tuple[bytes, ...], *parts: Part) -> bytes:
        """Append an entry; its hash."""
        row, parts_ = self.logs[device.public].append(Entry(kind, time, parents, parts))
        self.tables["entry"].append(row)
        self.tables["part"] += parts_
        return row.leaf_hash

    def say(self, device: DeviceKey, body: bodies.Body, parents: tuple[bytes, ...] = ()) -> bytes:
        """Append one of the register's own entries."""
        number = self.logs[device.public].range.size
        return self.write(
            device, body.kind, 200 + number, parents, part(body.encode(), 0, f"{device.public.hex()} {number}")
        )

    def sign(self, device: DeviceKey) -> None:
        """Sign the log of a device up to here."""
        self.tables["checkpoint"].append(self.logs[device.public].sign())

    def seen(self, *devices: DeviceKey) -> Attest:
        """What somebody who holds everything so far can attest of these devices."""
        ranges = {device.public: self.logs[device.public].range for device in devices}
        return Attest(tuple(Seen(public, ranges[public].size, ranges[public].root()) for public in sorted(ranges)))

    def empty(self, hash_: bytes) -> None:
        """Drop the content of a part, as a copy that may not hold it does."""
        parts = self.tables["part"]
        self.tables["part"] = [row._replace(content=None) if row.hash == hash_ else row for row in parts]


def ledger() -> Ledger:
    """Three logs with an entry of each kind, a withheld part, an erased part."""
    book = Ledger()
    first = book.write(HOST, Kind.STATEMENT, -525_600, (), part({1: "Réunion ouverte"}, 0, "h0"))
    admitted = book.say(HOST, Admit(SOUTH.public, "south", "secretary", (0, 1)))
    book.sign(HOST)
    patrol = book.write(
        NORTH, Kind.STATEMENT, 10, (first,), part({1: 2}, 0, "n0"), part(b"sealed bytes", 2, "n0 source")
    )
    amended = book.write(NORTH, Kind.AMEND, 15, (patrol,), part({1: 3}, 0, "n1"))
    book.sign(NORTH)
    mistake = part({1: "à effacer"}, 0, "n2")
    book.write(NORTH, Kind.STATEMENT, 16, (), mistake)
    book.write(NORTH, Kind.WITHDRAW, 17, (amended,))
    book.write(NORTH, Kind.ADD, 18, (patrol,), part(b"held sealed part", 3, "n4"))
    book.sign(NORTH)
    told = book.write(SOUTH, Kind.CONTRADICT, 20, (patrol,), part({1: 4}, 0, "s0"))
    book.write(SOUTH, Kind.CONFIRM, 21, (first,), part({}, 0, "s1"))
    book.say(SOUTH, Endorse(amended, None), (amended,))
    book.say(SOUTH, book.seen(HOST, NORTH))
    book.sign(SOUTH)
    book.say(HOST, Endorse(told, "north-1"), (told,))
    book.say(HOST, book.seen(NORTH, SOUTH))
    book.say(HOST, Erase((mistake.hash,), bodies.EraseReason.ENTERED_IN_ERROR))
    book.say(HOST, Officers("south", 1, OFFICERS[:1]), (admitted,))
    book.say(HOST, Revoke(LOST.public, 0, merkle.EMPTY_ROOT, bodies.RevokeReason.LOST))
    for kind, label in ((Kind.KEY, "h-key"), (Kind.ISP, "h-isp"), (Kind.CLOSE, "h-close")):
        book.write(HOST, kind, 230, (), part(b"reserved for a later edition", 0, label))
    book.sign(HOST)
    book.empty(mistake.hash)
    book.empty(part(b"sealed bytes", 2, "n0 source").hash)
    return book


def cell(value: object) -> object:
    """A column's value in JSON: bytes in hex, the rest as it is."""
    return {"hex": value.hex()} if isinstance(value, bytes) else value


def value(cell_: object) -> object:
    """The column's value that `cell` wrote."""
    return bytes.fromhex(cell_["hex"]) if isinstance(cell_, dict) else cell_


def rows_in(case: Case) -> dict[str, list[Any]]:
    """The tables of the ledger case."""
    return {name: [kind(*map(value, row)) for row in case["tables"][name]] for name, kind in TABLES.items()}


def change(tables: dict[str, list[Any]], changes: list[Case]) -> dict[str, list[Any]]:
    """Make the changes of a fault case: set a column, delete a row, or add one."""
    changed = {name: list(rows) for name, rows in tables.items()}
    dropped: list[tuple[str, int]] = []
    for step in changes:
        rows = changed[step["table"]]
        if "add" in step:
            rows.append(TABLES[step["table"]](*map(value, step["add"])))
        elif "column" in step:
            rows[step["row"]] = rows[step["row"]]._replace(**{step["column"]: value(step["to"])})
        else:
            dropped.append((step["table"], step["row"]))
    for table, row in sorted(dropped, reverse=True):
        del changed[table][row]
    return changed


def found(tables: dict[str, list[Any]]) -> Case:
    """What a verifier must answer."""
    report = verify(tables["register"], tables["entry"], tables["part"], tables["checkpoint"])
    return {
        "ok": report.ok,
        "logs": report.logs,
        "entries": report.entries,
        "withheld": report.withheld,
        "erased": report.erased,
        "faults": [[fault.code, fault.log, fault.index] for fault in report.faults],
        "notices": [[notice.code, notice.log, notice.index] for notice in report.notices],
    }


def refused(read: Any, data: bytes) -> str:
    """The code of the fault that `read` finds in `data`."""
    try:
        read(data)
    except RegisterFault as fault:
        return fault.code
    raise AssertionError(f"accepted: {data.hex()}")


def encoding_cases() -> dict[str, Case]:
    """Canonical CBOR, and everything that is not."""
    good = {
        "ints": [0, 23, 24, 255, 256, 65535, 65536, 2**32, 2**64 - 1, -1, -24, -25, -(2**64)],
        "texts": ["", "Diré", "ⵜⵎⴱⴾⵜ", "a" * 24],
        "map": {0: None, 23: True, 24: False, 256: [], 65536: {}},
        "bytes": [b"", b"\x00\xff", bytes(24)],
    }
    bad = {
        "empty": "",
        "trailing": "0000",
        "truncated-head": "19ff",
        "truncated-bytes": "4400",
        "array-bomb": "9bffffffffffffffff",
        "long-int": "1801",
        "long-length": "580100",
        "long-int-8": "1b0000000000000001",
        "float-half": "f90000",
        "float-double": "fb3ff199999999999a",
        "nan": "f97e00",
        "tag-date": "c11a514b67b0",
        "tag-bignum": "c249010000000000000000",
        "bigfloat-bomb": "c5821affffffff03",
        "undefined": "f7",
        "simple": "f0",
        "simple-long": "f8ff",
        "reserved-info": "1c",
        "indefinite-array": "9fff",
        "indefinite-text": "7f6161ff",
        "break": "ff",
        "keys-unsorted": "a202010102",
        "keys-duplicate": "a201010102",
        "key-text": "a1616101",
        "key-negative": "a12001",
        "not-utf8": "61ff",
        "surrogate": "63eda080",
        "not-nfc": "6365cc81",
        "too-deep": "81" * 17 + "00",
    }
    cases: dict[str, Case] = {}
    for name, obj in good.items():
        cases[f"encoding/{name}.json"] = {"desc": "accepted, and written back byte for byte", "hex": encode(obj).hex()}
    for name, data in bad.items():
        code = refused(decode, bytes.fromhex(data))
        cases[f"encoding/not-{name}.json"] = {"desc": "refused", "hex": data, "fault": code}
    return cases


def entry_cases(book: Ledger) -> dict[str, Case]:
    """Every entry of the ledger by its kind, and leaves that are none."""
    cases: dict[str, Case] = {}
    for row in book.tables["entry"]:
        parts = [p for p in book.tables["part"] if (p.device, p.idx) == (row.device, row.idx)]
        name = Kind(row.kind).name.lower()
        while f"entries/{name}.json" in cases:
            name += "-again"
        cases[f"entries/{name}.json"] = {
            "desc": f"kind {row.kind}, {len(parts)} part(s)",
            "kind": row.kind,
            "time": row.time,
            "parents": [parent.hex() for parent in entry.read_leaf(row.leaf)[2]],
            "parts": [
                {"audience": p.audience, "hash": p.hash.hex(), "content": p.content and p.content.hex()} for p in parts
            ],
            "leaf": row.leaf.hex(),
            "leaf_hash": row.leaf_hash.hex(),
        }
    hash_ = bytes(32)
    bad = {
        "format-2": encode([2, 1, 0, [], []]),
        "kind-0": encode([1, 0, 0, [], []]),
        "kind-256": encode([1, 256, 0, [], []]),
        "kind-true": encode([1, True, 0, [], []]),
        "time-too-early": encode([1, 1, entry.MIN_TIME - 1, [], []]),
        "parent-twice": encode([1, 1, 0, [hash_, hash_], []]),
        "parent-short": encode([1, 1, 0, [hash_[:31]], []]),
        "parents-too-many": encode([1, 1, 0, [number.to_bytes(32, "big") for number in range(65)], []]),
        "audience-256": encode([1, 1, 0, [], [[256, hash_]]]),
        "part-of-three": encode([1, 1, 0, [], [[0, hash_, 0]]]),
        "parts-too-many": encode([1, 1, 0, [], [[0, hash_]] * 33]),
        "four-fields": encode([1, 1, 0, []]),
        "a-map": encode({1: 1}),
        "trailing": Entry(Kind.STATEMENT, 0).leaf + b"\x00",
        "cut": Entry(Kind.STATEMENT, 0, (hash_,)).leaf[:-1],
        "long-time": bytes.fromhex("8501011800" + "8080"),
        "too-long": b"\x85" + bytes(entry.MAX_LEAF),
    }
    for name, leaf in bad.items():
        cases[f"entries/not-{name}.json"] = {"desc": "refused", "leaf": leaf.hex(), "fault": refused(Entry.parse, leaf)}
    return cases


def body_cases() -> dict[str, Case]:
    """Payloads of the register's own entries that are badly filled in."""
    device = bytes(32)
    bad = {
        "endorse-short-hash": (Endorse, {1: bytes(31), 2: None}),
        "endorse-seat-in-capitals": (Endorse, {1: device, 2: "Governor"}),
        "endorse-extra-key": (Endorse, {1: device, 2: None, 3: 0}),
        "attest-empty": (Attest, {1: []}),
        "attest-unsorted": (Attest, {1: [[b"\x02" * 32, 1, device], [b"\x01" * 32, 1, device]]}),
        "attest-size-0": (Attest, {1: [[device, 0, device]]}),
        "admit-audience-twice": (Admit, {1: device, 2: "north", 3: "secretary", 4: [0, 0]}),
        "revoke-reason-9": (Revoke, {1: device, 2: 0, 3: device, 4: 9}),
        "erase-nothing": (Erase, {1: [], 2: 1}),
        "officers-threshold-2-of-1": (Officers, {1: "north", 2: 2, 3: [device]}),
    }
    cases: dict[str, Case] = {}
    for name, (body, payload) in bad.items():
        data = encode(payload)
        code = refused(body.decode, data)
        cases[f"bodies/not-{name}.json"] = {"desc": "refused", "kind": int(body.kind), "hex": data.hex(), "fault": code}
    return cases


def tree_cases() -> dict[str, Case]:
    """Roots and proofs over eight entries."""
    leaves = [Entry(Kind.STATEMENT, number).leaf for number in range(8)]
    tree = merkle.Tree(map(merkle.leaf_hash, leaves))
    cases: dict[str, Case] = {
        "tree/roots.json": {
            "desc": "the root over the first n leaves, n = 0 … 8",
            "leaves": [leaf.hex() for leaf in leaves],
            "roots": [tree.root(size).hex() for size in range(9)],
        }
    }
    for index, size in ((0, 1), (2, 3), (5, 7), (7, 8)):
        cases[f"tree/inclusion-{index}-of-{size}.json"] = {
            "desc": "inclusion proof",
            "index": index,
            "size": size,
            "leaf_hash": tree[index].hex(),
            "root": tree.root(size).hex(),
            "proof": [step.hex() for step in tree.inclusion_proof(index, size)],
        }
    for old, size in ((1, 1), (3, 7), (4, 8), (6, 8)):
        cases[f"tree/consistency-{old}-{size}.json"] = {
            "desc": "consistency proof",
            "size1": old,
            "size2": size,
            "root1": tree.root(old).hex(),
            "root2": tree.root(size).hex(),
            "proof": [step.hex() for step in tree.consistency_proof(old, size)],
        }
    return cases


def checkpoint_cases() -> dict[str, Case]:
    """A note, and notes that are not this log's."""
    name = origin(act().id, NORTH.public)
    checkpoint = Checkpoint(name, 8, seed("root"))
    note = sign_checkpoint(NORTH, checkpoint)
    start, _, end = note.partition(b"\n8\n")
    cases: dict[str, Case] = {
        "checkpoints/note.json": {
            "desc": "accepted; seed and public key are those of the device",
            "seed": NORTH.seed.hex(),
            "public": NORTH.public.hex(),
            "origin": name,
            "size": 8,
            "root": checkpoint.root.hex(),
            "note": note.decode(),
        }
    }
    stranger = sign_checkpoint(HOST, checkpoint).decode().split("\n")[4]
    lines = note.decode().split("\n")
    bad = {
        "leading-zero": start + b"\n08\n" + end,
        "negative": start + b"\n-8\n" + end,
        "other-size": start + b"\n9\n" + end,
        "other-origin": sign_checkpoint(NORTH, Checkpoint("elsewhere", 8, checkpoint.root)),
        "other-key": "\n".join([*lines[:4], stranger, ""]).encode(),
        "trailing-line": note + b"\n",
        "extension-line": note.replace(b"=\n\n", b"=\nmore\n\n", 1),
        "two-signatures": note + note.split(b"\n\n")[1],
        "hyphen-for-dash": note.replace("—".encode(), b"-", 1),
        "root-stray-bits": note.replace(lines[2].encode(), (lines[2][:-2] + _bump(lines[2][-2]) + "=").encode()),
        "no-last-newline": note[:-1],
        "carriage-returns": note.replace(b"\n", b"\r\n"),
        "signature-flipped": "\n".join([*lines[:4], lines[4][:-6] + _bump(lines[4][-6]) + lines[4][-5:], ""]).encode(),
    }
    for label, data in bad.items():
        cases[f"checkpoints/not-{label}.json"] = {
            "desc": "refused for the device and origin of note.json",
            "note": data.decode(),
            "fault": refused(lambda note_: open_checkpoint(note_, NORTH.public, name), data),
        }
    return cases


def _bump(letter: str) -> str:
    """The next letter of the base64 alphabet: the smallest change."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    return letters[letters.index(letter) ^ 1]


def key_cases() -> dict[str, Case]:
    """A key file made by hand as §7 says, and others that must not open."""
    passphrase = "la route de Diré"  # noqa: S105 - a published test vector
    passes, memory = keyfile.Cost.MINIMUM.value
    salt, nonce = seed("argon salt")[:16], seed("nonce")[:24]
    stretched = nacl.pwhash.argon2id.kdf(32, passphrase.encode(), salt, opslimit=passes, memlimit=1024 * memory)
    box = nacl.secret.SecretBox(stretched).encrypt(NORTH.seed, nonce).ciphertext
    fields = ["toguna-key", 1, NORTH.public, passes, memory, salt, nonce, box]
    data = encode(fields)
    cases: dict[str, Case] = {
        "keys/file.json": {
            "desc": "opens with the passphrase, composed or decomposed",
            "passphrase": passphrase,
            "seed": NORTH.seed.hex(),
            "public": NORTH.public.hex(),
            "file": data.hex(),
        }
    }
    bad = {
        "damaged-box": data[:-1] + bytes([data[-1] ^ 1]),
        "other-device": encode([*fields[:2], HOST.public, *fields[3:]]),
        "cost-beyond-bounds": encode([*fields[:4], 2**40, *fields[5:]]),
        "cut": data[:-1],
        "format-2": encode([fields[0], 2, *fields[2:]]),
    }
    for name, file in bad.items():
        code = refused(lambda file_: keyfile.unseal(file_, passphrase), file)
        cases[f"keys/not-{name}.json"] = {
            "desc": "refused",
            "passphrase": passphrase,
            "file": file.hex(),
            "fault": code,
        }
    return cases


def constitution_cases() -> dict[str, Case]:
    """The founding act, and acts that found nothing."""
    data = act().encode()
    fields = decode(data)
    cases: dict[str, Case] = {
        "constitution/act.json": {
            "desc": "the founding act of the ledger cases",
            "hex": data.hex(),
            "id": act().id.hex(),
        }
    }
    parties = fields[5]
    bad: dict[str, Case] = {
        "version-2": {1: 2},
        "mode-4": {2: 4},
        "no-party": {5: []},
        "party-without-name": {5: [["host", None, None, "mediator", 0, []], *parties[1:]]},
        "threshold-without-officers": {5: [["host", "Hôte", None, "mediator", 1, []], *parties[1:]]},
        "device-of-nobody": {7: [[HOST.public, "east"]]},
        "device-twice": {7: [[HOST.public, "host"], [HOST.public, "host"]]},
        "level-4": {8: [["incident", 4, 0, None]]},
        "rule-beyond-parties": {9: [["charter", 3, ["north", "south"]]]},
        "sealed-as-number": {12: 1},
    }
    for name, changes in bad.items():
        other = encode({**fields, **changes})
        code = refused(constitution.Constitution.decode, other)
        cases[f"constitution/not-{name}.json"] = {"desc": "refused", "hex": other.hex(), "fault": code}
    missing = encode({field: fields[field] for field in list(fields)[:-1]})
    code = refused(constitution.Constitution.decode, missing)
    cases["constitution/not-all-fields.json"] = {"desc": "refused", "hex": missing.hex(), "fault": code}
    return cases


def ledger_changes(book: Ledger) -> dict[str, list[Case]]:
    """What to do to the sound ledger in each fault case."""
    entries, parts, notes = (book.tables[name] for name in ("entry", "part", "checkpoint"))
    host = [number for number, row in enumerate(entries) if row.device == HOST.public]
    south = [number for number, row in enumerate(entries) if row.device == SOUTH.public]
    clear = next(number for number, row in enumerate(parts) if row.device == NORTH.public and row.content)
    last_note = max(range(len(notes)), key=lambda number: notes[number].size)

    def put(table: str, row: int, column: str, to: object) -> Case:
        return {"table": table, "row": row, "column": column, "to": cell(to)}

    def drop(table: str, row: int) -> Case:
        return {"table": table, "row": row}

    def flip(data: bytes, at: int = -1) -> bytes:
        return data[:at] + bytes([data[at] ^ 1]) + (data[at + 1 :] if at != -1 else b"")

    row, part_, note = entries[host[0]], parts[clear], notes[last_note]
    far = Checkpoint(origin(book.act.id, NORTH.public), 5, seed("another history"))
    fork = CheckpointRow(book.act.id, NORTH.public, 5, far.root, sign_checkpoint(NORTH, far))
    return {
        "altered-leaf": [put("entry", host[0], "leaf", flip(row.leaf))],
        "altered-leaf-hash": [put("entry", host[0], "leaf_hash", flip(row.leaf_hash))],
        "altered-kind": [put("entry", host[0], "kind", 2)],
        "altered-time": [put("entry", host[0], "time", row.time + 1)],
        "text-in-time": [put("entry", host[0], "time", "hier")],
        "null-leaf": [put("entry", host[0], "leaf", None)],
        "first-deleted": [drop("entry", host[0])],
        "middle-deleted": [drop("entry", host[4])],
        "last-deleted": [drop("entry", host[-1])],
        "tail-cut": [drop("entry", number) for number in host[-3:]],
        "all-deleted": [drop("entry", number) for number in host],
        "middle-deleted-and-renumbered": [
            drop("entry", host[1]),
            *(put("entry", number, "idx", entries[number].idx - 1) for number in host[2:]),
        ],
        "swapped": [put("entry", host[3], "idx", 4), put("entry", host[4], "idx", 3)],
        "duplicate": [{"table": "entry", "add": [cell(one) for one in row]}],
        "unsigned": [drop("checkpoint", last_note)],
        "unknown-device": [put("entry", number, "device", LOST.public) for number in south],
        "unknown-register": [drop("register", 0)],
        "altered-constitution": [put("register", 0, "constitution", flip(book.act.encode()))],
        "altered-register-id": [put("register", 0, "register", flip(book.act.id))],
        "part-deleted": [drop("part", clear)],
        "part-emptied": [put("part", clear, "content", None)],
        "altered-content": [put("part", clear, "content", flip(part_.content))],
        "altered-part-hash": [put("part", clear, "hash", flip(part_.hash))],
        "altered-audience": [put("part", clear, "audience", 1)],
        "altered-position": [put("part", clear, "position", 7)],
        "stray-part": [{"table": "part", "add": [cell(one) for one in part_._replace(idx=99)]}],
        "altered-note": [
            put("checkpoint", last_note, "note", note.note.replace(b"\n9\n", b"\n8\n").replace(b"\n10\n", b"\n11\n"))
        ],
        "altered-size": [put("checkpoint", last_note, "size", note.size - 1)],
        "altered-root": [put("checkpoint", last_note, "root", flip(note.root))],
        "forked": [{"table": "checkpoint", "add": [cell(one) for one in fork]}],
        "tail-cut-with-its-checkpoint": [
            *(drop("entry", n) for n, one in enumerate(entries) if one.device == NORTH.public and one.idx >= 2),
            *(drop("part", n) for n, one in enumerate(parts) if one.device == NORTH.public and one.idx >= 2),
            *(drop("checkpoint", n) for n, one in enumerate(notes) if one.device == NORTH.public and one.size > 2),
        ],
    }


def ledger_cases(book: Ledger) -> dict[str, Case]:
    """The three logs, and what must be found in them after one change."""
    tables = {name: [[cell(one) for one in row] for row in rows] for name, rows in book.tables.items()}
    sound = {"desc": "three logs, nothing wrong", "tables": tables, "report": found(book.tables)}
    cases: dict[str, Case] = {"ledgers/three-logs.json": sound}
    for name, changes in ledger_changes(book).items():
        cases[f"ledgers/{name}.json"] = {
            "desc": "three-logs.json after these changes (deletions last)",
            "changes": changes,
            "report": found(change(book.tables, changes)),
        }
    return cases


def order_cases() -> dict[str, Case]:
    """The common order of entries, however they arrived."""
    hashes = [seed(f"entry {number}") for number in range(5)]
    graph = {hashes[0]: [], hashes[1]: [hashes[0]], hashes[2]: [hashes[0]], hashes[3]: [hashes[1], hashes[2]]}
    graph[hashes[4]] = [seed("not held")]
    return {
        "order/diamond.json": {
            "desc": "parents first, then the smallest hash; a parent that is not held counts for nothing",
            "entries": {hash_.hex(): [parent.hex() for parent in parents] for hash_, parents in graph.items()},
            "order": [hash_.hex() for hash_ in order(graph)],
        }
    }


def cases() -> dict[str, Case]:
    """Every case by its file's name."""
    book = ledger()
    return {
        **encoding_cases(),
        **entry_cases(book),
        **body_cases(),
        **tree_cases(),
        **checkpoint_cases(),
        **key_cases(),
        **constitution_cases(),
        **ledger_cases(book),
        **order_cases(),
        **sealing_cases(),
        **sms_cases(),
        **sync_cases(),
    }


def text(case: Case) -> str:
    """A case as its file holds it."""
    return json.dumps(case, ensure_ascii=False, indent=1) + "\n"


def main() -> int:
    """Write all files, and remove those of cases that are no more."""
    wanted = cases()
    for path in HERE.glob("*/*.json"):
        if path.relative_to(HERE).as_posix() not in wanted:
            path.unlink()
    for name, case in wanted.items():
        path = HERE / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text(case), encoding="utf-8")
    print(f"{len(wanted)} vectors in {HERE.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
