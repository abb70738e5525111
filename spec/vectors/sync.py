"""Vectors of spec/sync.md and of register.md §8.4 … §8.6: greetings, frontiers, pieces, two histories, evidence, who
may speak.

Pieces are stored unpacked, so that they are the same whatever zstd is at hand; one is packed, as zstd 1.5.7 packs it.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from toguna.base.errors import RegisterFault
from toguna.base.text import Words
from toguna.register.bodies import (
    Admit,
    Body,
    Endorse,
    Erase,
    EraseReason,
    Officers,
    Revoke,
    RevokeReason,
)
from toguna.register.bundle import Piece, Section, read_piece, write_piece
from toguna.register.constitution import Constitution, Device, Mode, Party
from toguna.register.dictionary import SHIPPED, act_rows
from toguna.register.encoding import decode, encode
from toguna.register.entry import Entry, Kind, Part
from toguna.register.evidence import read_evidence, write_roots
from toguna.register.frontier import Frontier, Place, control_number, read_greeting, write_greeting
from toguna.register.packing import UNPACKED
from toguna.register.replica import Replica
from toguna.register.said import Said
from toguna.register.signing import DeviceKey
from toguna.register.standing import judge

Case = dict[str, Any]
PACKED = (
    "850148349d2a379bc475bf0358684ecc50543f074a2391deaaaca5d0368a4bac2e35fc2d3296864ef4b05fb86e623d7df3b10d40498721cd"
    "6f93f3c97e1ce062cbf4d965d3e7a2d2a6851d75bd1ea651e9bd9cdf8c0fae0d8b4a12879f6cb0a47a2b44bc26b16698419736b4e71335dd"
    "09dd24df7311584e00182601010201010007000001010101000000a3a30101666a0202785f787b0303838307072222f5f520ea0501006870"
    "61636b656420746f6f2e205505c07c023b2ce2e9fd009feffde18960655d"
)
"""The piece of `sync/piece-packed.json`, made once: the bytes of a compressor are not part of the format."""


def seed(label: str) -> bytes:
    """32 bytes that belong to a label."""
    return sha256(b"toguna vector " + label.encode()).digest()


HOST, NORTH, STRANGER = (DeviceKey.from_seed(seed(label)) for label in ("sync host", "sync north", "sync stranger"))
OFFICERS = [DeviceKey.from_seed(seed(f"sync officer {number}")).public for number in range(4)]


def act() -> Constitution:
    """Three parties: the host, the north with three officers of whom two decide, the south on paper."""
    return Constitution(
        mode=Mode.EXERCISE,
        frameworks=("veranda",),
        parties=(
            Party("host", Words(fr="Secrétariat"), "mediator"),
            Party("north", Words(fr="Quartier nord"), "community", 2, tuple(sorted(OFFICERS[:3]))),
            Party("south", Words(fr="Quartier sud"), "community"),
        ),
        devices=(Device(HOST.public, "host"), Device(NORTH.public, "north")),
        dictionaries=act_rows(),
        data_officer="host",
    )


ACT = act()


def entry(label: str, text: str, *, audience: int = 0, parents: tuple[bytes, ...] = (), time: int = 0) -> Entry:
    """A statement with two parts, or one."""
    part = Part.make(encode({1: label, 2: text, 3: [7, -3, True]}), audience, seed("salt " + label)[:16])
    return Entry(Kind.STATEMENT, time, parents, (part,))


def copy(level: int = UNPACKED) -> Replica:
    """An empty copy."""
    return Replica(ACT, SHIPPED, level=level)


def first() -> Replica:
    """What the host holds: two batches of its own, one of the north's, a sealed part, an attest."""
    held = copy()
    one = entry("one", "Barrage illégal à l'entrée du village", time=100)
    held.write(HOST, [one, entry("two", "Route coupée par l'inondation", parents=(one.hash,), time=90)])
    sealed = Entry(Kind.ADD, 120, (one.hash, seed("not held")), (Part.of(seed("sealed") * 2, 2),))
    held.write(NORTH, [sealed, Entry(Kind.WITHDRAW, 121, (sealed.hash,))])
    seen = held.attest(HOST.public)
    assert seen is not None
    held.write(HOST, [say(seen, "attest")])
    return held


def say(body: Body, label: str, *parents: bytes) -> Entry:
    """One of the register's own entries."""
    return Entry(body.kind, 130, parents, (Part.make(body.encode(), 0, seed("salt " + label)[:16]),))


def refused(read: Any, data: bytes) -> str:
    """The code of the fault that `read` finds in `data`."""
    try:
        read(data)
    except RegisterFault as fault:
        return fault.code
    raise AssertionError(f"accepted: {data.hex()}")


def held_by(replica: Replica) -> Case:
    """What a copy holds, in JSON."""
    return {
        "valid": {device.hex(): [one.hex() for one in hashes] for device, hashes in sorted(replica.valid().items())},
        "contested": {
            device.hex(): sorted(one.hex() for one in hashes) for device, hashes in sorted(replica.contested().items())
        },
        "contents": sorted(one.hex() for one in replica.contents),
    }


def frontier_cases() -> dict[str, Case]:
    """Greetings and frontiers."""
    held = first()
    frontier, places = held.frontier(), held.places()
    listed = [[place.device.hex(), place.size, place.root.hex()] for place in places]
    full, empty = held.frontier(full=True), Frontier.of(ACT.id, [])
    wants = Frontier.of(ACT.id, places, [seed("wanted"), seed("wanted too")])
    forked = Frontier.of(ACT.id, [*places, Place(places[0].device, 2, seed("root"))])
    cases: dict[str, Case] = {
        "sync/greeting.json": {
            "desc": "the greeting, and the twelve digits, of a copy that holds these places",
            "register": ACT.id.hex(),
            "places": listed,
            "hex": write_greeting(ACT.id, places).hex(),
            "digits": control_number(ACT.id, places),
        }
    }
    for name, one in (
        ("", frontier),
        ("-full", full),
        ("-empty", empty),
        ("-wants", wants),
        ("-two-histories", forked),
    ):
        cases[f"sync/frontier{name}.json"] = {
            "desc": "a frontier: by the first four bytes of a key as a number, size and root",
            "register": ACT.id.hex(),
            "marks": {str(key): [[mark.size, mark.root.hex()] for mark in marks] for key, marks in one.marks.items()},
            "wants": [want.hex() for want in one.wants],
            "hex": one.encode().hex(),
        }
    value = decode(wants.encode())
    rows = value[2]
    key = next(iter(rows))
    bad = {
        "format-2": encode([2, *value[1:]]),
        "cut": wants.encode()[:-1],
        "wants-unsorted": encode([*value[:3], value[3][::-1]]),
        "size-0": encode([*value[:2], {key: rows[key][:8]}, []]),
        "size-with-zero-byte": encode([*value[:2], {key: rows[key][:8] + b"\0\1"}, []]),
        "one-in-a-list": encode([*value[:2], {key: [rows[key]]}, []]),
        "key-of-five-bytes": encode([*value[:2], {2**32: rows[key]}, []]),
    }
    for name, data in bad.items():
        code = refused(Frontier.decode, data)
        cases[f"sync/not-frontier-{name}.json"] = {"desc": "refused", "hex": data.hex(), "fault": code}
    greeting = encode([1, ACT.id, bytes(11)])
    code = refused(read_greeting, greeting)
    cases["sync/not-greeting-short.json"] = {"desc": "refused", "hex": greeting.hex(), "fault": code}
    return cases


def sections_in(piece: Piece) -> list[Case]:
    """What a piece says, in JSON."""
    return [
        {
            "device": section.device.hex(),
            "start": section.start,
            "signature": section.signature.hex(),
            "entries": [
                {
                    "kind": one.kind,
                    "time": one.time,
                    "parents": [parent.hex() if isinstance(parent, bytes) else parent for parent in one.parents],
                    "parts": [
                        {
                            "audience": part.audience,
                            "hash": part.hash.hex(),
                            "content": part.content and part.content.hex(),
                        }
                        for part in one.parts
                    ],
                }
                for one in section.entries
            ],
        }
        for section in piece.sections
    ]


def piece_cases() -> dict[str, Case]:
    """Pieces, what they say, and what a fresh copy holds after them."""
    held, devices = first(), [HOST.public, NORTH.public]
    whole = held.make_bundle(copy().frontier())[0]
    withheld = held.make_bundle(copy().frontier(), frozenset({0}))[0]
    late = copy()
    for data in withheld:
        late.apply(data)
    loose = held.make_bundle(late.frontier())[0]
    cases: dict[str, Case] = {
        "sync/act.json": {"desc": "the founding act of all cases here", "hex": ACT.encode().hex()}
    }
    packed = bytes.fromhex(PACKED)
    for name, pieces in (
        ("", whole),
        ("-withheld", withheld),
        ("-contents", [*withheld, *loose]),
        ("-packed", [packed]),
    ):
        fresh, accounts = copy(), []
        for data in pieces:
            account = fresh.apply(data)
            accounts.append([account.received, account.contents, [one.why for one in account.refused]])
        read = [read_piece(data, ACT.id, SHIPPED, devices) for data in pieces]
        cases[f"sync/piece{name}.json"] = {
            "desc": "pieces, what they say, and what a fresh copy counts (entries, contents, refused) and then holds",
            "pieces": [data.hex() for data in pieces],
            "sections": [sections_in(piece) for piece in read],
            "contents": [[one.hex() for one in piece.contents] for piece in read],
            "accounts": accounts,
            "held": held_by(fresh),
        }
    return {**cases, **_bad_pieces(whole[0])}


def _bad_pieces(data: bytes) -> dict[str, Case]:
    bad = {
        "format-2": data[:1] + b"\x02" + data[2:],
        "other-register": data[:3] + bytes(8) + data[11:],
        "cut": data[:-1],
        "trailing": data + b"\0",
        "unknown-dictionary": data[:11] + b"\x18\x63" + data[12:],
        "start-missing": data[1:],
    }
    cases: dict[str, Case] = {}
    for name, one in bad.items():
        code = refused(lambda data_: read_piece(data_, ACT.id, SHIPPED), one)
        cases[f"sync/not-piece-{name}.json"] = {"desc": "put aside as a whole", "hex": one.hex(), "fault": code}
    piece = read_piece(data, ACT.id, SHIPPED, [HOST.public, NORTH.public])
    host, north = piece.sections
    other = Section(host.device, host.start, host.entries, north.signature)
    gap = Section(host.device, 9, host.entries, host.signature)
    stranger = Section(STRANGER.public, 0, host.entries, host.signature)
    named = Piece((), (seed("content nobody names"),))
    for name, sections in (("not-signed", other), ("gap", gap), ("stranger", stranger), ("not-named", None)):
        one = write_piece(ACT.id, Piece((sections, north)) if sections else named, {}, UNPACKED)
        fresh = copy()
        account = fresh.apply(one)
        cases[f"sync/aside-{name}.json"] = {
            "desc": "one section or content is put aside, the rest counts",
            "pieces": [one.hex()],
            "accounts": [[account.received, account.contents, [fault.why for fault in account.refused]]],
            "held": held_by(fresh),
        }
    return cases


def fork_cases() -> dict[str, Case]:
    """Two histories of one log, which all copies freeze at the same entry, and the evidence."""
    base, one, two, three = (copy() for _ in range(4))
    for held, label in ((one, "left"), (two, "right"), (three, "third")):
        held.write(NORTH, [entry("common", "ce que tous ont"), entry("common too", "et ceci")])
        held.write(NORTH, [entry(label, "une version")])
    pieces = [held.make_bundle(base.frontier())[0][0] for held in (one, two, three)]
    met = copy()
    for data in pieces:
        met.apply(data)
    (evidence,) = met.evidence().values()
    roots = [(log.tree.root(), log.signatures[3]) for log in (held.logs[NORTH.public][0] for held in (one, two))]
    by_roots = write_roots(ACT.id, NORTH.public, 3, roots)
    cases: dict[str, Case] = {
        "sync/two-histories.json": {
            "desc": "three histories, taken in any order: two are kept, the same everywhere",
            "pieces": [data.hex() for data in pieces],
            "held": held_by(met),
            "evidence": evidence.hex(),
        }
    }
    for name, data in (("", evidence), ("-roots", by_roots)):
        found = read_evidence(data)
        cases[f"sync/evidence{name}.json"] = {
            "desc": "the device signed both sides",
            "hex": data.hex(),
            "register": found.register.hex(),
            "device": found.device.hex(),
            "index": found.index,
            "sides": [[side.size, side.root.hex(), side.leaf and side.leaf.hex()] for side in found.sides],
        }
    value = decode(evidence)
    sides = value[5]
    bad = {
        "same-side-twice": encode([*value[:5], [sides[0], sides[0]]]),
        "other-device": encode([*value[:3], HOST.public, *value[4:]]),
        "other-register": encode([*value[:2], seed("elsewhere"), *value[3:]]),
        "other-index": encode([*value[:4], 1, sides]),
        "one-side": encode([*value[:5], sides[:1]]),
        "cut": evidence[:-1],
        "format-2": encode([value[0], 2, *value[2:]]),
    }
    for name, data in bad.items():
        code = refused(read_evidence, data)
        cases[f"sync/not-evidence-{name}.json"] = {"desc": "proves nothing", "hex": data.hex(), "fault": code}
    return cases


class Book:
    """The register's own entries, each by itself."""

    def __init__(self) -> None:
        self.said: list[Said] = []

    def say(self, device: bytes, body: Body, *parents: bytes, contested: bool = False) -> bytes:
        """One entry; its hash."""
        number = sum(one.device == device for one in self.said)
        hash_ = seed(f"{device.hex()} {number}")
        self.said.append(Said(device, number, hash_, 0, body, parents, contested))
        return hash_

    def case(self, desc: str) -> Case:
        """What follows from them."""
        standing = judge(ACT, self.said)
        return {
            "desc": desc,
            "said": [
                {
                    "device": one.device.hex(),
                    "idx": one.idx,
                    "hash": one.hash.hex(),
                    "kind": int(one.body.kind),
                    "payload": one.body.encode().hex(),
                    "parents": [parent.hex() for parent in one.parents],
                    "contested": one.contested,
                }
                for one in self.said
            ],
            "parties": {device.hex(): party for device, party in sorted(standing.parties.items())},
            "grounds": {device.hex(): ground.value for device, ground in sorted(standing.grounds.items())},
            "cuts": {device.hex(): cut.size for device, cut in sorted(standing.cuts.items())},
            "officers": {
                party: [
                    voices.threshold,
                    sorted(key.hex() for key in voices.keys),
                    [one.hex() for one in voices.rivals],
                ]
                for party, voices in sorted(standing.voices.items())
            },
            "erasures": sorted(part.hex() for part in standing.erasures),
        }


def standing_cases() -> dict[str, Case]:
    """Admissions, revocations, rotation and erasure."""
    one, two, three, four = OFFICERS
    new, paper = seed("new device"), seed("paper device")
    admission = Book()
    made = admission.say(one, Admit(new, "north", "secretary"))
    admission.say(NORTH.public, Endorse(made))
    admission.say(HOST.public, Admit(paper, "south", "secretary"))
    cases = {"sync/standing-waiting.json": admission.case("one officer is too few; on paper the host admits")}
    admission.say(two, Endorse(made))
    cases["sync/standing-admitted.json"] = admission.case("two of three officers")
    cut = admission.say(three, Revoke(new, 5, seed("root"), RevokeReason.SEIZED))
    admission.say(two, Endorse(cut))
    admission.say(paper, Revoke(paper, 0, seed("root"), RevokeReason.REPLACED))
    admission.say(paper, Erase((seed("part"),), EraseReason.DANGER))
    admission.say(HOST.public, Erase((seed("other part"),), EraseReason.COURT))
    cases["sync/standing-revoked.json"] = admission.case(
        "revoked as of entry 5; a device ends itself from the next entry on, so what it then erases does not count"
    )
    rotation = Book()
    lists = tuple(sorted((two, three, four)))
    made = rotation.say(NORTH.public, Officers("north", 2, lists))
    for signer in (two, four):
        rotation.say(signer, Endorse(made))
    cases["sync/standing-list-old-too-few.json"] = rotation.case("two of the new sign, one of the old: not in force")
    rotation.say(three, Endorse(made))
    cases["sync/standing-list.json"] = rotation.case("old and new sign")
    late = rotation.say(NORTH.public, Officers("north", 1, (one,)))
    for signer in (one, two):
        rotation.say(signer, Endorse(late))
    cases["sync/standing-list-signed-late.json"] = rotation.case(
        "two had handed over with the first list, so the second lacks an old officer"
    )
    crosswise = Book()
    both = [
        crosswise.say(NORTH.public, Officers("north", 2, tuple(sorted(keys))))
        for keys in ((one, two), (one, two, four))
    ]
    for signer, order_ in ((one, both), (two, both[::-1])):
        for target in order_:
            crosswise.say(signer, Endorse(target))
    cases["sync/standing-rivals.json"] = crosswise.case("two lists signed crosswise: neither counts")
    return cases


def sync_cases() -> dict[str, Case]:
    """Every case by its file's name."""
    return {**frontier_cases(), **piece_cases(), **fork_cases(), **standing_cases()}


def make_packed() -> str:
    """The packed piece, for when the format changes."""
    held = copy(level=19)
    text = "Vol de bétail dans un campement au nord de la commune ; les sages proposent un dédommagement."
    held.write(HOST, [entry("packed", text), entry("packed too", text + " Une enquête est demandée.", time=7)])
    return held.make_bundle(copy().frontier())[0][0].hex()


if __name__ == "__main__":
    print(make_packed())
